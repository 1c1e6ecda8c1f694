//! Lines (线) on the sheet, and pieces of one line put together.

use std::cmp::Reverse;

use super::matrix::{Frame, Matrix, point};
use super::path::Segment;
use crate::inspect::seen::{Ink, Stroke};
use crate::unit::{Length, Point};

/// A filled box is a line up to this thickness.
const THIN: f64 = 1.5 * 72.0 / 25.4;
/// Pieces this near to each other are one line; 0.1 mm is less than an eye tells.
const NEAR: Length = Length::um(100);
/// Pieces of one line lie on one axis to this.
const BESIDE: Length = Length::um(20);

/// The line that a pen of width `width` draws along a piece of a path; `cap` is what PDF calls the line's ends.
pub(super) fn drawn(
    segment: Segment,
    matrix: Matrix,
    width: f64,
    cap: i64,
    color: Ink,
    artifact: bool,
) -> Option<Stroke> {
    let [from, to] = segment.told;
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy);
    let unit = [dx / length, dy / length];
    let along = (unit[0] * matrix.a + unit[1] * matrix.c).hypot(unit[0] * matrix.b + unit[1] * matrix.d);
    let thick = if along > 0.0 {
        width * matrix.determinant().abs() / along
    } else {
        0.0
    };
    // square ends stand out by half the width
    let out = if cap == 2 { width / 2.0 } else { 0.0 };
    let from = [from[0] - unit[0] * out, from[1] - unit[1] * out];
    let to = [to[0] + unit[0] * out, to[1] + unit[1] * out];
    line(matrix.apply(from), matrix.apply(to), thick, color, artifact)
}

/// A filled box as a line, if it is thin enough.
pub(super) fn filled(frame: Frame, color: Ink, artifact: bool) -> Option<Stroke> {
    let (width, height) = (frame.width(), frame.height());
    if width.min(height) > THIN {
        return None;
    }
    let (x, y) = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    if width >= height {
        line([frame.left, y], [frame.right, y], height, color, artifact)
    } else {
        line([x, frame.top], [x, frame.bottom], width, color, artifact)
    }
}

fn line(from: [f64; 2], to: [f64; 2], width: f64, color: Ink, artifact: bool) -> Option<Stroke> {
    let level = (to[0] - from[0]).abs() >= (to[1] - from[1]).abs();
    let turned = if level { from[0] > to[0] } else { from[1] > to[1] };
    let (from, to) = if turned { (to, from) } else { (from, to) };
    Some(Stroke {
        from: point(from)?,
        to: point(to)?,
        width: Length::from_pt(width)?,
        color,
        artifact,
    })
}

/// Puts pieces of level and upright lines together that touch, on one axis, of one thickness and colour. Each line
/// stands where its first piece was.
pub(super) fn joined(strokes: Vec<Stroke>) -> Vec<Stroke> {
    let mut pieces: Vec<Piece> = strokes.into_iter().enumerate().map(Piece::of).collect();
    pieces.sort_by_key(Piece::kin);
    let mut lane = 0;
    let mut last: Option<(bool, Length)> = None;
    for piece in &mut pieces {
        let new = last.is_none_or(|(level, axis)| level != piece.level || piece.axis - axis > BESIDE);
        lane += usize::from(new);
        piece.lane = lane;
        last = Some((piece.level, piece.axis));
    }
    pieces.sort_by_key(|piece| (piece.lane, piece.look(), piece.start, Reverse(piece.end)));
    let mut lines: Vec<Piece> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.takes(&piece) => line.take(&piece),
            _ => lines.push(piece),
        }
    }
    lines.sort_by_key(|line| line.place);
    lines.into_iter().map(|line| line.stroke).collect()
}

/// A stroke while pieces are put together.
struct Piece {
    place: usize,
    stroke: Stroke,
    /// Neither level nor upright: such a one stays alone.
    askew: bool,
    level: bool,
    /// Where the line lies across its direction.
    axis: Length,
    start: Length,
    end: Length,
    lane: usize,
}

impl Piece {
    fn of((place, stroke): (usize, Stroke)) -> Self {
        let (wide, high) = (
            (stroke.to.x - stroke.from.x).abs(),
            (stroke.to.y - stroke.from.y).abs(),
        );
        let level = wide >= high;
        let along = |point: Point| if level { point.x } else { point.y };
        Self {
            place,
            askew: wide.min(high) > BESIDE,
            level,
            axis: if level { stroke.from.y } else { stroke.from.x },
            start: along(stroke.from),
            end: along(stroke.to),
            lane: 0,
            stroke,
        }
    }

    fn kin(&self) -> (bool, Length) {
        (self.level, self.axis)
    }

    fn look(&self) -> (bool, u64, bool, Length) {
        let ink = match self.stroke.color {
            Ink::Gray(gray) => u64::from(gray),
            Ink::Rgb([r, g, b]) => 1 << 32 | u64::from(u32::from_be_bytes([0, r, g, b])),
            Ink::Cmyk(cmyk) => 2 << 32 | u64::from(u32::from_be_bytes(cmyk)),
            Ink::Other => 3 << 32,
        };
        // to a hundredth of a millimetre
        let width = Length::um((self.stroke.width.to_emu() + 180) / 360 * 10);
        (self.askew, ink, self.stroke.artifact, width)
    }

    fn takes(&self, next: &Self) -> bool {
        !self.askew && self.lane == next.lane && self.look() == next.look() && next.start <= self.end + NEAR
    }

    fn take(&mut self, next: &Self) {
        self.place = self.place.min(next.place);
        if next.end > self.end {
            self.end = next.end;
            self.stroke.to = next.stroke.to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(x0: i64, x1: i64, y: i64) -> Stroke {
        Stroke {
            from: Point::new(Length::mm(x0), Length::mm(y)),
            to: Point::new(Length::mm(x1), Length::mm(y)),
            width: Length::um(350),
            color: Ink::default(),
            artifact: false,
        }
    }

    #[test]
    fn touching_pieces_are_one_line() {
        let found = joined(vec![
            level(50, 90, 10),
            level(28, 50, 10),
            level(28, 50, 20),
            level(60, 90, 20),
        ]);
        assert_eq!(found, [level(28, 90, 10), level(28, 50, 20), level(60, 90, 20)]);
    }

    #[test]
    fn other_colours_and_thicknesses_stay_apart() {
        let red = Stroke {
            color: Ink::Rgb([255, 0, 0]),
            ..level(50, 90, 10)
        };
        let thick = Stroke {
            width: Length::um(700),
            ..level(90, 120, 10)
        };
        let pieces = vec![level(28, 50, 10), red, thick];
        assert_eq!(joined(pieces.clone()), pieces);
    }

    #[test]
    fn a_pen_is_as_thick_as_its_matrix_makes_it_across_the_line() {
        let wide = Matrix::new([2.0, 0.0, 0.0, -4.0, 0.0, 800.0]);
        let segment = Segment {
            told: [[10.0, 10.0], [0.0, 10.0]],
        };
        let stroke = drawn(segment, wide, 1.0, 0, Ink::default(), false).unwrap();
        assert_eq!(stroke.width, Length::pt(4));
        assert_eq!(stroke.from, Point::new(Length::ZERO, Length::pt(760)));
        assert_eq!(stroke.to, Point::new(Length::pt(20), Length::pt(760)));
    }
}
