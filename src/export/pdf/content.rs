//! A page's content stream (内容流; ISO 32000-1 7.8.2) as it is written: operands, then their operator, a line each.

use super::number;
use crate::page::Color;
use crate::unit::Length;

/// Operators, as far as they are written.
#[derive(Default)]
pub(super) struct Content {
    bytes: Vec<u8>,
}

impl Content {
    /// Nothing, in the room that another page took.
    pub(super) fn reusing(mut bytes: Vec<u8>) -> Self {
        bytes.clear();
        Self { bytes }
    }

    /// Without the last line's end.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.pop();
        self.bytes
    }

    /// An operator behind its operands.
    pub(super) fn operator(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }

    /// An operand: a length in points.
    pub(super) fn length(&mut self, length: Length) {
        self.decimal(thousandths(length), 3);
    }

    /// An operand: a number with so many decimals.
    pub(super) fn decimal(&mut self, value: i64, places: u32) {
        number::decimal(&mut self.bytes, value, places);
        self.bytes.push(b' ');
    }

    /// An operand as it is written.
    pub(super) fn operand(&mut self, operand: &str) {
        self.bytes.extend_from_slice(operand.as_bytes());
        self.bytes.push(b' ');
    }

    /// An operand: a name of one letter and a number.
    pub(super) fn resource(&mut self, letter: char, index: usize) {
        self.bytes.push(b'/');
        self.bytes.extend(letter.encode_utf8(&mut [0; 4]).bytes());
        self.decimal(i64::try_from(index).unwrap_or_default(), 0);
    }

    /// Begins content that belongs to a node, by its number on the page.
    pub(super) fn begin_marked(&mut self, role: &str, number: usize) {
        self.bytes.push(b'/');
        self.operand(role);
        self.bytes.extend_from_slice(b"<</MCID ");
        number::integer(&mut self.bytes, i64::try_from(number).unwrap_or_default());
        self.operator(">> BDC");
    }

    /// Begins content that means nothing.
    pub(super) fn begin_artifact(&mut self, kind: &str) {
        self.bytes.extend_from_slice(b"/Artifact <</Type/");
        self.bytes.extend_from_slice(kind.as_bytes());
        self.operator(">> BDC");
    }

    /// Begins glyphs that stand for other words than they show.
    pub(super) fn begin_span(&mut self, words: &str) {
        self.bytes.extend_from_slice(b"/Span <</ActualText<FEFF");
        for unit in words.encode_utf16() {
            self.code(unit);
        }
        self.operator(">>> BDC");
    }

    /// Ends what was begun last.
    pub(super) fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// Ink for what is filled. Black as gray, so that it prints with black ink alone; red within the sRGB that the
    /// file declares.
    pub(super) fn fill(&mut self, color: Color) {
        self.operator(match color {
            Color::Black => "0 g",
            Color::Red => "1 0 0 rg",
        });
    }

    /// The same ink for lines.
    pub(super) fn stroke(&mut self, color: Color) {
        self.operator(match color {
            Color::Black => "0 G",
            Color::Red => "1 0 0 RG",
        });
    }

    /// Begins a row of strings and corrections.
    pub(super) fn begin_array(&mut self) {
        self.bytes.push(b'[');
    }

    pub(super) fn end_array(&mut self) {
        self.operator("] TJ");
    }

    pub(super) fn begin_string(&mut self) {
        self.bytes.push(b'<');
    }

    pub(super) fn end_string(&mut self) {
        self.bytes.push(b'>');
    }

    /// Two bytes of a string.
    pub(super) fn code(&mut self, code: u16) {
        let [high, low] = code.to_be_bytes().map(number::hex);
        self.bytes.extend_from_slice(&[high[0], high[1], low[0], low[1]]);
    }

    /// A correction between strings, in tenths of a thousandth of an em; behind a string it stands off.
    pub(super) fn correction(&mut self, tenths: i64, behind: bool) {
        if behind {
            self.bytes.push(b' ');
        }
        number::decimal(&mut self.bytes, tenths, 1);
    }
}

/// Points with three decimals: 0.35 µm, and short in the file.
pub(super) const fn thousandths(length: Length) -> i64 {
    // 12 700 EMU a point, so 12.7 a thousandth
    length.part(10, 127).to_emu()
}
