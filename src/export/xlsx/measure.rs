//! Widths and heights (量度) of text in a sheet, without a font: which one the clerk's machine has is not known.
//!
//! So everything is measured on the wide and on the tall side. A sheet is read in Excel with 仿宋, in WPS on a
//! machine whose 仿宋 is another, in LibreOffice with a substitute; the text must fit in all of them.

use crate::text::width::{self, Joint};
use crate::unit::Length;

/// Excel's own unit for widths and heights: a pixel (像素) of 1/96 inch.
pub(super) type Pixels = i64;

/// One pixel.
const PIXEL: i64 = 9525;

/// Left and right of a cell's text: Excel leaves 5 pixels, LibreOffice 0.7 mm, WPS 4 to 6; one more for the rule.
pub(super) const INSET: Pixels = 7;
/// Width of one step of indent: three blanks of the workbook's face, in the program that makes them widest.
pub(super) const STEP: Pixels = 22;
/// Above and below a cell's text, so that no line touches a rule.
const AIR: Pixels = 6;
/// A line is this many hundredths of the type size: 仿宋 and 宋体 need 114 to 120, the faces that stand in for them
/// where they are missing (思源, Noto) 145.
const LINE: i64 = 145;
/// Text fills at most this many hundredths of a cell's width before it wraps; programs differ by as much in advances.
const FILL: i64 = 98;

/// `length` in whole pixels, rounded down, so that columns never sum up to more than the page.
pub(super) const fn pixels(length: Length) -> Pixels {
    length.to_emu() / PIXEL
}

/// Width of one character in hundredths of an em. Latin letters of a substitute face are wider than half an em.
pub(super) fn of_char(c: char) -> i64 {
    match c {
        // nearly all characters are among these, and the tables of Unicode are slow
        '\u{3000}'..='\u{9FFF}' => 100,
        'm' | 'w' | 'A'..='Z' | '%' | '@' | '&' => 75,
        ' '..='~' => 57,
        _ => match width::of_char(c) {
            0 => 0,
            1 => 57,
            _ => 100,
        },
    }
}

/// Width of `text` on one line in hundredths of an em.
fn of(text: &str) -> i64 {
    text.chars().map(of_char).sum()
}

/// `hundredths` of `size`, in pixels, rounded up.
const fn scaled(hundredths: i64, size: Length) -> Pixels {
    let emu = hundredths.saturating_mul(size.to_emu());
    emu.saturating_add(100 * PIXEL - 1).div_euclid(100 * PIXEL)
}

/// Width of one Chinese character, with what [`FILL`] keeps free.
pub(super) fn em(size: Length) -> Pixels {
    wide(100, size)
}

/// Width of `hundredths` of an em, with what [`FILL`] keeps free. It grows with them, so the widest of many texts is
/// found before they are scaled.
pub(super) fn wide(hundredths: i64, size: Length) -> Pixels {
    (scaled(hundredths, size) * 100).div_euclid(FILL) + i64::from(hundredths > 0)
}

/// Width of the longest line of `text` if nothing wraps, without [`INSET`].
pub(super) fn natural(text: &str, size: Length) -> Pixels {
    wide(text.split('\n').map(of).max().unwrap_or(0), size)
}

/// What a line of a cell `across` pixels wide, inset included, holds, in hundredths of an em: one character at least.
pub(super) fn room(across: Pixels, size: Length) -> i64 {
    let emu = (across - INSET).max(1).saturating_mul(PIXEL * FILL);
    (emu / size.to_emu().max(1)).max(100)
}

/// Lines that `text` needs in a cell `across` pixels wide, inset included; at least 1.
pub(super) fn lines(text: &str, across: Pixels, size: Length) -> i64 {
    lines_in(text, room(across, size))
}

/// Lines that `text` needs where each holds `room` hundredths of an em; at least 1.
pub(super) fn lines_in(text: &str, room: i64) -> i64 {
    text.split('\n').map(|line| wrapped(line, room)).sum()
}

/// Lines of one paragraph, filled piece by piece.
fn wrapped(paragraph: &str, room: i64) -> i64 {
    let mut filled = Filled {
        room,
        lines: 1,
        used: 0,
    };
    let (mut space, mut piece, mut before) = (0, None, Joint::of(' '));
    for c in paragraph.chars() {
        let (width, joint) = (of_char(c), Joint::of(c));
        if let Some(done) = piece.filter(|_| !before.clings(joint)) {
            filled.take(space, done);
            (space, piece) = (0, None);
        }
        if joint.is_space() {
            space += width;
        } else {
            piece = Some(piece.unwrap_or(0) + width);
        }
        before = joint;
    }
    if let Some(last) = piece {
        filled.take(space, last);
    }
    filled.lines
}

/// Lines being filled (排行).
struct Filled {
    room: i64,
    lines: i64,
    /// What of the last line is taken.
    used: i64,
}

impl Filled {
    /// Sets a piece `long` behind so much white space; one longer than a line is broken anywhere.
    fn take(&mut self, space: i64, long: i64) {
        if self.used + space + long <= self.room {
            self.used += space + long;
        } else if long <= self.room {
            self.lines += 1;
            self.used = long;
        } else {
            // spreadsheets begin a long word on a new line; whole characters, so one less a line than fits
            let held = (self.room - 100).max(100);
            self.lines += i64::from(self.used > 0) + (long - 1) / held;
            self.used = (long - 1) % held + 1;
        }
    }
}

/// Height of a row that shows `lines` lines.
pub(super) fn height(lines: i64, size: Length) -> Pixels {
    scaled(lines.saturating_mul(LINE), size).saturating_add(AIR)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZE: Length = Length::pt(12);

    #[test]
    fn one_line_at_its_natural_width() {
        for text in ["完成情况", "12345.6", "2024年6月底前完成。", "A/B test 100%"] {
            assert_eq!(lines(text, natural(text, SIZE) + INSET, SIZE), 1, "{text}");
        }
    }

    #[test]
    fn wrapping() {
        // 16 pixels an em; 64 + 8 hold four characters and what is kept free
        let lines = |text| lines(text, 5 * 16 + INSET, SIZE);
        assert_eq!(lines("一二三四五六七八"), 2);
        assert_eq!(lines("一二三四五六七八九"), 3);
        assert_eq!(lines("一二三四，五六七八"), 3);
        assert_eq!(lines("一\n二\n\n三"), 4);
        assert_eq!(lines(""), 1);
        assert!(lines(&"x".repeat(100)) >= 100 / 8);
        assert_eq!(height(2, SIZE), 47 + 6);
    }

    proptest! {
        #[test]
        fn rows_hold_their_lines(text in "\\PC{0,200}(\n\\PC{0,50}){0,3}", across in 20i64..600, size in 900i64..2200) {
            let size = Length::centipt(size);
            let count = lines(&text, across, size);
            // never fewer than the characters need if packed without regard to words, where a line holds any at all
            let room = (across - INSET) * PIXEL * 100 / size.to_emu();
            prop_assume!(room >= 100);
            // spaces take no room where a line ends
            let solid = |line: &str| of(&line.replace(char::is_whitespace, ""));
            let least: i64 = text.split('\n').map(|line| (solid(line) - 1).div_euclid(room).max(0) + 1).sum();
            prop_assert!(count >= least, "{count} < {least}");
            prop_assert!(height(count, size) * PIXEL >= size.to_emu() * count * 6 / 5);
        }

        #[test]
        fn wider_is_never_taller_by_much(text in "\\PC{0,200}", across in 60i64..400) {
            prop_assert!(lines(&text, across * 2, SIZE) <= lines(&text, across, SIZE));
        }
    }
}
