//! The box around an outline (字形墨框), with the bulges of its curves.

use skrifa::raw::model::glyph::outline::PathSink;

use crate::inspect::read::matrix::Frame;

/// Follows an outline. Its box is that of the curves themselves, not of their controls.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pen {
    at: [f64; 2],
    /// Left, lower, right, upper.
    frame: Option<[f64; 4]>,
}

impl Pen {
    /// The box in em; `upem` units are one em.
    pub(super) fn frame(&self, upem: f64) -> Option<Frame> {
        let [left, lower, right, upper] = self.frame?;
        let frame = [left, lower, right, upper].map(|value| value / upem);
        frame.iter().all(|value| value.is_finite()).then_some(Frame {
            left: frame[0],
            top: frame[1],
            right: frame[2],
            bottom: frame[3],
        })
    }

    fn cover(&mut self, [x, y]: [f64; 2]) {
        let frame = self.frame.get_or_insert([x, y, x, y]);
        frame[0] = frame[0].min(x);
        frame[1] = frame[1].min(y);
        frame[2] = frame[2].max(x);
        frame[3] = frame[3].max(y);
    }

    /// A straight line; a lone start of a contour leaves no ink.
    fn line(&mut self, to: [f64; 2]) {
        self.cover(self.at);
        self.cover(to);
        self.at = to;
    }

    fn quad(&mut self, control: [f64; 2], to: [f64; 2]) {
        let from = self.at;
        for axis in 0..2 {
            let (a, b, c) = (from[axis], control[axis], to[axis]);
            let bend = a - 2.0 * b + c;
            if bend != 0.0 {
                self.bulge(
                    ((a - b) / bend).clamp(0.0, 1.0),
                    [from, control, control, to],
                    true,
                );
            }
        }
        self.line(to);
    }

    fn cubic(&mut self, first: [f64; 2], second: [f64; 2], to: [f64; 2]) {
        let from = self.at;
        for axis in 0..2 {
            let (p, q, r, s) = (from[axis], first[axis], second[axis], to[axis]);
            // where the slope is nothing: a·t² + b·t + c = 0
            let (a, b, c) = (s - p + 3.0 * (q - r), 2.0 * (p - 2.0 * q + r), q - p);
            for t in roots(a, b, c) {
                self.bulge(t.clamp(0.0, 1.0), [from, first, second, to], false);
            }
        }
        self.line(to);
    }

    fn bulge(&mut self, t: f64, [p, q, r, s]: [[f64; 2]; 4], quadratic: bool) {
        let u = 1.0 - t;
        let at = |axis: usize| {
            if quadratic {
                u * u * p[axis] + 2.0 * u * t * q[axis] + t * t * s[axis]
            } else {
                u * u * u * p[axis] + 3.0 * u * t * (u * q[axis] + t * r[axis]) + t * t * t * s[axis]
            }
        };
        self.cover([at(0), at(1)]);
    }
}

fn roots(a: f64, b: f64, c: f64) -> Vec<f64> {
    if a.abs() < 1e-9 {
        return if b == 0.0 { Vec::new() } else { vec![-c / b] };
    }
    let under = b * b - 4.0 * a * c;
    if under < 0.0 {
        return Vec::new();
    }
    let root = under.sqrt();
    vec![(-b + root) / (2.0 * a), (-b - root) / (2.0 * a)]
}

fn place(x: f32, y: f32) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

impl PathSink for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = place(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.line(place(x, y));
    }
    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.quad(place(cx0, cy0), place(x, y));
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.cubic(place(cx0, cy0), place(cx1, cy1), place(x, y));
    }
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_count_as_far_as_they_bulge() {
        let mut pen = Pen::default();
        pen.quad([50.0, 100.0], [100.0, 0.0]);
        assert_eq!(pen.frame(100.0).map(|frame| frame.bottom), Some(0.5));
        let mut pen = Pen::default();
        pen.cubic([0.0, 100.0], [100.0, 100.0], [100.0, 0.0]);
        assert_eq!(pen.frame(100.0).map(|frame| frame.bottom), Some(0.75));
        assert_eq!(Pen::default().frame(100.0), None);
    }
}
