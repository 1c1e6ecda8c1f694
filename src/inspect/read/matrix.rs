//! Matrices (变换矩阵) as PDF has them, in points.

use crate::inspect::seen::{Bounds, Heading};
use crate::unit::{Length, Point};

/// `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) c: f64,
    pub(super) d: f64,
    pub(super) e: f64,
    pub(super) f: f64,
}

impl Matrix {
    pub(super) const IDENTITY: Self = Self::new([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) const fn new([a, b, c, d, e, f]: [f64; 6]) -> Self {
        Self { a, b, c, d, e, f }
    }

    pub(super) const fn translation(x: f64, y: f64) -> Self {
        Self::new([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, then `outer`.
    pub(super) fn then(self, outer: Self) -> Self {
        Self {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e: self.e * outer.a + self.f * outer.c + outer.e,
            f: self.e * outer.b + self.f * outer.d + outer.f,
        }
    }

    /// Where a place comes to lie.
    pub(super) fn apply(self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f]
    }

    /// How many times larger areas become; negative where they are mirrored.
    pub(super) fn determinant(self) -> f64 {
        self.a * self.d - self.b * self.c
    }

    /// How long a step of one to the right becomes.
    pub(super) fn along(self) -> f64 {
        self.a.hypot(self.b)
    }

    /// How far a step of one upwards leads away from the line of steps to the right: the height of an em, whether
    /// its letters lean or not.
    pub(super) fn across(self) -> f64 {
        let along = self.along();
        if along > 0.0 {
            self.determinant().abs() / along
        } else {
            self.c.hypot(self.d)
        }
    }

    /// The way a line of text runs under this matrix, which ends on a sheet whose y points downwards.
    pub(super) fn heading(self) -> Heading {
        // a degree askew is a scan or a hand's work, still a line as a reader sees it
        let straight = |big: f64, small: f64| small.abs() <= big.abs() * 0.02;
        if self.determinant() > 0.0 {
            return Heading::Askew;
        }
        match (straight(self.a, self.b), straight(self.b, self.a)) {
            (true, false) if self.a > 0.0 => Heading::Right,
            (true, false) => Heading::Left,
            (false, true) if self.b < 0.0 => Heading::Up,
            (false, true) => Heading::Down,
            _ => Heading::Askew,
        }
    }
}

/// A box in points, left, top, right, bottom as far as y points downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// The smallest box around some places; `None` without any, or where one is not finite.
    pub(super) fn around(places: impl IntoIterator<Item = [f64; 2]>) -> Option<Self> {
        let mut frame: Option<Self> = None;
        for [x, y] in places {
            if !(x.is_finite() && y.is_finite()) {
                return None;
            }
            let one = frame.get_or_insert(Self {
                left: x,
                top: y,
                right: x,
                bottom: y,
            });
            one.left = one.left.min(x);
            one.right = one.right.max(x);
            one.top = one.top.min(y);
            one.bottom = one.bottom.max(y);
        }
        frame
    }

    pub(super) const fn corners(self) -> [[f64; 2]; 4] {
        [
            [self.left, self.top],
            [self.right, self.top],
            [self.right, self.bottom],
            [self.left, self.bottom],
        ]
    }

    /// The box around this one after a matrix.
    pub(super) fn under(self, matrix: Matrix) -> Option<Self> {
        Self::around(self.corners().map(|corner| matrix.apply(corner)))
    }

    /// What both share; `None` if nothing.
    pub(super) fn shared(self, other: Self) -> Option<Self> {
        let shared = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (shared.left <= shared.right && shared.top <= shared.bottom).then_some(shared)
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn contains(self, [x, y]: [f64; 2]) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// As lengths; `None` beyond every sheet.
    pub(super) fn bounds(self) -> Option<Bounds> {
        Some(Bounds {
            left: Length::from_pt(self.left)?,
            top: Length::from_pt(self.top)?,
            right: Length::from_pt(self.right)?,
            bottom: Length::from_pt(self.bottom)?,
        })
    }
}

/// A place as lengths; `None` beyond every sheet.
pub(super) fn point([x, y]: [f64; 2]) -> Option<Point> {
    Some(Point::new(Length::from_pt(x)?, Length::from_pt(y)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inner_matrix_comes_first() {
        let twice = Matrix::new([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let moved = Matrix::translation(10.0, 0.0);
        assert_eq!(moved.then(twice).apply([1.0, 1.0]), [22.0, 2.0]);
        assert_eq!(twice.then(moved).apply([1.0, 1.0]), [12.0, 2.0]);
    }

    #[test]
    fn headings_of_a_sheet_whose_y_points_downwards() {
        // upright text on such a sheet has d < 0
        for (matrix, heading) in [
            ([1.0, 0.0, 0.0, -1.0, 0.0, 0.0], Heading::Right),
            ([-1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Heading::Left),
            ([0.0, -1.0, -1.0, 0.0, 0.0, 0.0], Heading::Up),
            ([0.0, 1.0, 1.0, 0.0, 0.0, 0.0], Heading::Down),
            ([1.0, 0.5, 0.5, -1.0, 0.0, 0.0], Heading::Askew),
            ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Heading::Askew),
        ] {
            assert_eq!(Matrix::new(matrix).heading(), heading, "{matrix:?}");
        }
    }

    #[test]
    fn an_em_that_leans_is_as_high_as_one_that_stands() {
        let leaning = Matrix::new([12.0, 0.0, 4.0, -16.0, 0.0, 0.0]);
        assert!((leaning.across() - 16.0).abs() < 1e-9);
        assert!((leaning.along() - 12.0).abs() < 1e-9);
    }
}
