//! Paths (路径): what they leave on paper as lines, boxes and other shapes.

use super::matrix::{Frame, Matrix};

/// Points of one path that are kept; a map drawn as one path has more, and is no line of a document.
const POINTS: usize = 1 << 16;

/// A path under construction, in the space in which it is told.
#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    parts: Vec<Part>,
    points: usize,
    /// `W` was said: the next painting operator clips as well.
    pub(super) clips: bool,
}

/// One run of the pen.
#[derive(Clone, Debug, Default)]
struct Part {
    points: Vec<[f64; 2]>,
    curved: bool,
    closed: bool,
}

/// A straight piece, as told and as it comes to lie on the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) told: [[f64; 2]; 2],
}

/// A filled part of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) frame: Frame,
    /// It fills its box wholly.
    pub(super) rectangle: bool,
}

impl Path {
    pub(super) fn move_to(&mut self, at: [f64; 2]) {
        if self.room() {
            self.parts.push(Part {
                points: vec![at],
                ..Part::default()
            });
        }
    }

    pub(super) fn line_to(&mut self, at: [f64; 2]) {
        self.push(at, false);
    }

    /// A curve counts by its controls and its end.
    pub(super) fn curve_to(&mut self, controls: &[[f64; 2]], end: [f64; 2]) {
        for control in controls {
            self.push(*control, true);
        }
        self.push(end, true);
    }

    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4]) {
        self.move_to([x, y]);
        for corner in [[x + width, y], [x + width, y + height], [x, y + height]] {
            self.line_to(corner);
        }
        self.close();
    }

    pub(super) fn close(&mut self) {
        let Some(part) = self.parts.last_mut() else { return };
        part.closed = true;
        // what follows starts where this part did
        if let Some(start) = part.points.first().copied() {
            self.move_to(start);
        }
    }

    /// Where the pen is.
    pub(super) fn pen(&self) -> Option<[f64; 2]> {
        self.parts.last()?.points.last().copied()
    }

    fn room(&mut self) -> bool {
        self.points += 1;
        self.points < POINTS
    }

    fn push(&mut self, at: [f64; 2], curved: bool) {
        if !self.room() {
            return;
        }
        if let Some(part) = self.parts.last_mut() {
            part.points.push(at);
            part.curved |= curved;
        }
    }

    fn drawn(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.points.len() > 1)
    }

    /// The box around everything.
    pub(super) fn frame(&self, matrix: Matrix) -> Option<Frame> {
        let points = self.drawn().flat_map(|part| &part.points);
        Frame::around(points.map(|point| matrix.apply(*point)))
    }

    /// The straight pieces that a pen draws.
    pub(super) fn segments(&self) -> Vec<Segment> {
        let mut segments = Vec::new();
        for part in self.drawn().filter(|part| !part.curved) {
            let closing = part.closed.then(|| part.points.first()).flatten();
            let ends = part.points.iter().skip(1).chain(closing);
            for (from, to) in part.points.iter().zip(ends) {
                if from != to {
                    segments.push(Segment { told: [*from, *to] });
                }
            }
        }
        segments
    }

    /// What a filling leaves: each box by itself, all other shapes as one.
    pub(super) fn areas(&self, matrix: Matrix) -> Vec<Area> {
        let mut areas = Vec::new();
        let mut others = Vec::new();
        for part in self.drawn() {
            let points: Vec<[f64; 2]> = part.points.iter().map(|point| matrix.apply(*point)).collect();
            match Frame::around(points.iter().copied()) {
                Some(frame) if !part.curved && is_box(&points, frame) => areas.push(Area {
                    frame,
                    rectangle: true,
                }),
                Some(_) => others.extend(points),
                None => {}
            }
        }
        if let Some(frame) = Frame::around(others) {
            areas.push(Area {
                frame,
                rectangle: false,
            });
        }
        areas
    }
}

/// Whether a run of points goes once along the edges of its box; a tenth of a point beside them is no matter.
fn is_box(points: &[[f64; 2]], frame: Frame) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 0.1;
    let thin = frame.width() < 0.2 || frame.height() < 0.2;
    let at_corner = |[x, y]: &[f64; 2]| {
        (near(*x, frame.left) || near(*x, frame.right)) && (near(*y, frame.top) || near(*y, frame.bottom))
    };
    let straight = |pair: &[[f64; 2]]| match pair {
        [[ax, ay], [bx, by]] => near(*ax, *bx) || near(*ay, *by),
        _ => false,
    };
    let enough = points.len() == 4 || points.len() == 5 || (thin && points.len() <= 5);
    enough && points.iter().all(at_corner) && points.windows(2).all(straight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_four_lines_and_one_area() {
        let mut path = Path::default();
        path.rectangle([10.0, 20.0, 30.0, 5.0]);
        assert_eq!(path.segments().len(), 4);
        let areas = path.areas(Matrix::IDENTITY);
        assert_eq!(areas.len(), 1);
        assert!(areas[0].rectangle);
        assert_eq!(areas[0].frame.right, 40.0);
    }

    #[test]
    fn other_shapes_are_one_area() {
        let mut path = Path::default();
        path.move_to([0.0, 0.0]);
        path.line_to([10.0, 0.0]);
        path.line_to([5.0, 10.0]);
        path.close();
        path.move_to([20.0, 0.0]);
        path.curve_to(&[[25.0, 0.0], [30.0, 5.0]], [30.0, 10.0]);
        let areas = path.areas(Matrix::IDENTITY);
        assert_eq!(areas.len(), 1);
        assert!(!areas[0].rectangle);
        assert_eq!(areas[0].frame.right, 30.0);
        assert_eq!(path.segments().len(), 3);
    }
}
