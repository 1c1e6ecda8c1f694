//! Lengths (长度) as whole numbers.
//!
//! One [`Length`] is one EMU: 1 mm = 36 000, 1 pt = 12 700, 1 twip = 635. All three are whole, so lengths
//! are exact, ordered and hashable, and rounding happens once, where a file format wants another unit.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length (长度) in EMU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// `n` EMU.
    #[must_use]
    pub const fn emu(n: i64) -> Self {
        Self(n)
    }

    /// `n` micrometres; 37 mm is `um(37_000)`.
    #[must_use]
    pub const fn um(n: i64) -> Self {
        Self(n * 36)
    }

    /// `n` whole millimetres.
    #[must_use]
    pub const fn mm(n: i64) -> Self {
        Self(n * 36_000)
    }

    /// `n` hundredths of a point; 10.5 pt is `centipt(1050)`.
    #[must_use]
    pub const fn centipt(n: i64) -> Self {
        Self(n * 127)
    }

    /// `n` whole points.
    #[must_use]
    pub const fn pt(n: i64) -> Self {
        Self(n * 12_700)
    }

    /// Millimetres typed by a person, rounded to a whole EMU; `None` beyond ±100 m or if not finite.
    #[must_use]
    pub fn from_mm(mm: f64) -> Option<Self> {
        Self::scaled(mm, 36_000.0)
    }

    /// Points typed by a person, rounded to a whole EMU; `None` beyond ±100 m or if not finite.
    #[must_use]
    pub fn from_pt(pt: f64) -> Option<Self> {
        Self::scaled(pt, 12_700.0)
    }

    fn scaled(value: f64, unit: f64) -> Option<Self> {
        let emu = (value * unit).round();
        // 100 m: far beyond any sheet, and far from overflow when lengths are multiplied
        (emu.is_finite() && emu.abs() <= 3.6e9).then_some(Self(emu as i64))
    }

    /// The whole number of EMU.
    #[must_use]
    pub const fn to_emu(self) -> i64 {
        self.0
    }

    /// In millimetres.
    #[must_use]
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / 36_000.0
    }

    /// In points.
    #[must_use]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 12_700.0
    }

    /// `self * num / den`, rounded to the nearest; the k-th of n cells starts at `width.part(k, n)`.
    #[must_use]
    pub const fn part(self, num: i64, den: i64) -> Self {
        let wide = self.0 as i128 * num as i128;
        let den = den as i128;
        Self(((wide + den.signum() * den.abs() / 2 * if wide < 0 { -1 } else { 1 }) / den) as i64)
    }

    /// Without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, n: i64) -> Self {
        Self(self.0 * n)
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, n: i64) -> Self {
        Self(self.0 / n)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// A place (点) on a page: `x` from the left edge, `y` downwards from the top edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// From the left edge of the sheet.
    pub x: Length,
    /// Down from the top edge of the sheet.
    pub y: Length,
}

impl Point {
    /// The place `x`, `y`.
    #[must_use]
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }
}

/// A width and a height (尺寸).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Left to right.
    pub width: Length,
    /// Top to bottom.
    pub height: Length,
}

impl Size {
    /// `width` × `height`.
    #[must_use]
    pub const fn new(width: Length, height: Length) -> Self {
        Self { width, height }
    }

    /// A4 upright, 210 × 297 mm (GB/T 9704—2012 5.1).
    pub const A4: Self = Self::new(Length::mm(210), Length::mm(297));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_whole() {
        assert_eq!(Length::mm(127), Length::pt(360));
        assert_eq!(Length::centipt(1050), Length::from_pt(10.5).unwrap());
        assert_eq!(Length::um(5571), Length::from_mm(5.571).unwrap());
        assert_eq!(Length::from_mm(f64::NAN), None);
    }

    #[test]
    fn parts_round_to_the_nearest_and_meet_at_the_end() {
        let width = Length::mm(156);
        assert_eq!(width.part(28, 28), width);
        assert_eq!(Length::emu(10).part(1, 3), Length::emu(3));
        assert_eq!(Length::emu(-10).part(2, 3), Length::emu(-7));
    }
}
