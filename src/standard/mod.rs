//! The numbers of GB/T 9704—2012 (版面标准), each once and with its clause.
//!
//! A number the standard leaves open has the value its figures show, or what is usual, and says so. An office
//! may set any of them anew in `[layout]` of `tongbao.toml`: [`Overrides`] holds what was typed.

mod fields;
mod sanity;

pub use fields::{GBT_9704, Overrides, Standard};

use crate::unit::{Length, Point, Size};

impl Standard {
    /// This standard with an office's own values.
    ///
    /// # Errors
    /// The name of each field whose value makes no sense, with the reason in Chinese.
    pub fn with(&self, overrides: &Overrides) -> Result<Self, Vec<(&'static str, String)>> {
        let (standard, mut faults) = self.overridden(overrides);
        if faults.is_empty() {
            faults = sanity::faults(&standard);
        }
        if faults.is_empty() {
            Ok(standard)
        } else {
            Err(faults)
        }
    }

    /// The sheet (5.1).
    #[must_use]
    pub const fn sheet(&self) -> Size {
        Size::new(self.sheet_width, self.sheet_height)
    }

    /// The type area (版心, 5.2.1).
    #[must_use]
    pub const fn area(&self) -> Size {
        Size::new(self.area_width, self.area_height)
    }

    /// Upper left corner of the type area on the `page`-th side, counted from 1 (5.2.1).
    #[must_use]
    pub fn corner(&self, page: usize) -> Point {
        let mirrored = self.mirror_margins && page.is_multiple_of(2);
        let left = if mirrored {
            self.sheet_width - self.area_width - self.margin_left
        } else {
            self.margin_left
        };
        Point::new(left, self.margin_top)
    }

    /// Lower edge of the type area, down from the top of the sheet: 262 mm.
    #[must_use]
    pub fn area_bottom(&self) -> Length {
        self.margin_top + self.area_height
    }

    /// From line to line of the body (行距), 10.4455 mm: the first line's characters touch the upper edge of
    /// the type area, the last line's touch the lower edge (5.2.3 with 3.2, and all figures).
    #[must_use]
    pub fn pitch(&self) -> Length {
        (self.area_height - self.text_size) / (self.lines - 1).max(1)
    }

    /// From character to character of the body (字距), 5.5714 mm: not the type size, 28 of which would not fit.
    #[must_use]
    pub const fn cell(&self) -> Length {
        self.area_width.part(1, self.cells)
    }

    /// `n` characters of the body side by side, cut from the width of the type area so that it adds up.
    #[must_use]
    pub const fn chars(&self, n: i64) -> Length {
        self.area_width.part(n, self.cells)
    }
}

impl Default for Standard {
    fn default() -> Self {
        GBT_9704
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_two_lines_fill_the_type_area() {
        let s = GBT_9704;
        assert!((s.pitch().to_mm() - 10.4455).abs() < 0.0005);
        let last = s.margin_top + s.pitch() * (s.lines - 1) + s.text_size;
        assert!((s.area_bottom() - last).abs() < Length::um(2) && last <= s.area_bottom());
        assert!((s.cell().to_mm() - 5.5714).abs() < 0.0001);
        assert_eq!(s.chars(28), s.area_width);
    }

    #[test]
    fn the_defaults_are_sane_and_no_override_changes_nothing() {
        assert_eq!(GBT_9704.with(&Overrides::default()), Ok(GBT_9704));
    }

    #[test]
    fn overrides_are_taken_and_held_to_sense() {
        let own = Overrides {
            margin_left: Some(27.0),
            mark_size: Some(50.0),
            ..Overrides::default()
        };
        let standard = GBT_9704.with(&own).unwrap();
        assert_eq!(standard.margin_left, Length::mm(27));
        assert_eq!(standard.mark_size, Length::pt(50));
        assert_eq!(standard.margin_top, GBT_9704.margin_top);

        let fault = |own: Overrides| GBT_9704.with(&own).unwrap_err().first().unwrap().0;
        assert_eq!(
            fault(Overrides {
                margin_left: Some(-1.0),
                ..Overrides::default()
            }),
            "margin_left"
        );
        assert_eq!(
            fault(Overrides {
                margin_left: Some(f64::NAN),
                ..Overrides::default()
            }),
            "margin_left"
        );
        assert_eq!(
            fault(Overrides {
                area_width: Some(190.0),
                ..Overrides::default()
            }),
            "area_width"
        );
        assert_eq!(
            fault(Overrides {
                lines: Some(60),
                ..Overrides::default()
            }),
            "lines"
        );
        assert_eq!(
            fault(Overrides {
                lines: Some(0),
                ..Overrides::default()
            }),
            "lines"
        );
        assert_eq!(
            fault(Overrides {
                text_size: Some(0.0),
                ..Overrides::default()
            }),
            "text_size"
        );
    }

    #[test]
    fn a_mirrored_back_has_its_binding_margin_on_the_right() {
        let s = Standard {
            mirror_margins: true,
            ..GBT_9704
        };
        assert_eq!((s.corner(1).x, s.corner(2).x), (Length::mm(28), Length::mm(26)));
        assert_eq!(GBT_9704.corner(2).x, Length::mm(28));
    }
}
