//! What a cell of a sheet holds (单元格内容): a number with its format, or text that stays text.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::number;
use crate::document::Value;

/// Excel's limit in UTF-16 units.
const MOST: usize = 32_767;

/// What a cell holds (内容).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(number::Stored),
}

/// What was wrong with a value (毛病).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// More characters than Excel stores: how many.
    TooLong(usize),
    /// Control characters, now left out.
    Control,
    /// More digits than Excel keeps, now text.
    Digits,
}

/// The content of `value`, its number padded to `places` decimals, and what was wrong with it.
pub(super) fn content(value: &Value, places: Option<usize>) -> (Content, Option<Fault>) {
    match value {
        Value::Empty => (Content::Empty, None),
        Value::Text(text) => content_of_text(text),
        Value::Number {
            value,
            printed,
            percent,
            ..
        } => match number::stored(*value, printed, *percent, places) {
            Some(stored) => (Content::Number(stored), None),
            None => (
                Content::Text(printed.clone()),
                number::too_long(*value).then_some(Fault::Digits),
            ),
        },
    }
}

fn content_of_text(text: &str) -> (Content, Option<Fault>) {
    let (text, control) = cleaned(text);
    // a character has no more units than bytes
    let units = if text.len() > MOST {
        text.encode_utf16().count()
    } else {
        0
    };
    let fault = if units > MOST {
        Some(Fault::TooLong(units))
    } else {
        control.then_some(Fault::Control)
    };
    let content = if text.is_empty() {
        Content::Empty
    } else {
        Content::Text(text.into_owned())
    };
    (content, fault)
}

/// `text` without control characters, a tab a space, and whether there was one that is no white space.
pub(super) fn cleaned(text: &str) -> (Cow<'_, str>, bool) {
    let bad = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    if !text.contains(|c| bad(c) || matches!(c, '\r' | '\t')) {
        return (Cow::Borrowed(text), false);
    }
    let kept = text
        .chars()
        .filter(|&c| !bad(c) && c != '\r')
        .map(|c| if c == '\t' { ' ' } else { c });
    (Cow::Owned(kept.collect()), text.contains(bad))
}

/// Whether Excel would make a formula, a number or a date of `text` when a clerk edits the cell.
pub(super) fn would_change(text: &str) -> bool {
    let computed = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－']);
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) && text.is_ascii();
    computed || counted
}

/// Writes text as text: no formula, no link.
pub(super) fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: String,
    format: &Format,
) -> Result<(), XlsxError> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        // the crate takes such a string for markup of its own and writes it unescaped
        let whole = [(&Format::default(), text.as_str())];
        return sheet
            .write_rich_string_with_format(row, column, &whole, format)
            .map(|_| ());
    }
    sheet
        .write_string_with_format(row, column, text, format)
        .map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go() {
        assert_eq!(cleaned("甲\u{7}乙\t丙\r\n丁"), ("甲乙 丙\n丁".into(), true));
        assert_eq!(cleaned("甲\n乙"), ("甲\n乙".into(), false));
    }

    #[test]
    fn what_a_program_would_reinterpret() {
        for text in ["=1+1", "+86", "-", "@某", "007", "2024-07-10", "1/2"] {
            assert!(would_change(text), "{text}");
        }
        for text in ["2024年", "—", "甲=乙", ""] {
            assert!(!would_change(text), "{text}");
        }
    }

    #[test]
    fn too_long_for_a_cell() {
        let text = |n: usize| content(&Value::Text("𠮷".repeat(n)), None).1;
        assert_eq!(text(16_383), None);
        assert_eq!(text(16_384), Some(Fault::TooLong(32_768)));
    }
}
