//! TOML as people write it: texts of several lines in blocks, keys aligned, numbers as numbers.

use std::fmt::Write as _;

use toml_edit::{Key, Value};

use super::super::read::Cell;
use super::super::read::Number;
use crate::text::width;

/// A text: in a block where it has several lines.
pub(in crate::import) fn text(text: &str) -> String {
    if text.contains('\n') {
        block(text)
    } else {
        Value::from(text).to_string().trim().to_owned()
    }
}

/// A text in one line, its feeds as \\n.
pub(in crate::import) fn line(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\\' | '"' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text in a block, a line a line; the feed before the end is not part of it.
pub(in crate::import) fn block(text: &str) -> String {
    let mut out = String::from("\"\"\"\n");
    for c in text.trim_end_matches('\n').chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if out.ends_with("\"\"") => out.push_str("\\\""),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push_str("\n\"\"\"");
    out
}

/// A key, in quotation marks where TOML wants them.
pub(in crate::import) fn key(key: &str) -> String {
    let key = Key::new(key);
    key.display_repr().into_owned()
}

/// A list of texts in one line.
pub(in crate::import) fn list<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|i| Value::from(i.as_ref()).to_string().trim().to_owned())
        .collect();
    format!("[{}]", items.join(", "))
}

/// A cell: a number where that prints the same, else its text.
pub(in crate::import) fn cell(cell: &Cell, decimals: Option<u8>) -> String {
    number(cell, decimals).unwrap_or_else(|| text(&cell.text))
}

/// A cell as a number; `None` if it would print otherwise.
fn number(cell: &Cell, decimals: Option<u8>) -> Option<String> {
    let shown = cell.number.filter(|s| !s.percent)?;
    let value = shown.value.normalize();
    let places = decimals.map_or_else(|| value.scale(), u32::from);
    let mut printed = Number::round(value, places);
    printed.rescale(places);
    let exact = printed.to_string() == cell.text && value.to_string().len() <= 15;
    exact.then(|| value.to_string())
}

/// The plain number of a cell, for keys that take nothing else.
pub(in crate::import) fn plain(cell: &Cell) -> Option<String> {
    let shown = cell.number?;
    let value = if shown.percent {
        shown.value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?
    } else {
        shown.value
    };
    Some(value.normalize().to_string())
}

/// `key = value` lines under a table's head, their signs aligned (等号对齐).
#[derive(Default)]
pub(in crate::import) struct Lines {
    pairs: Vec<(String, String)>,
}

impl Lines {
    /// Adds a line.
    pub(in crate::import) fn push(&mut self, name: &str, value: String) {
        self.pairs.push((key(name), value));
    }

    /// Adds a text, where there is one.
    pub(in crate::import) fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(name, text(value));
        }
    }

    /// Whether there are none.
    pub(in crate::import) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Writes them, `indent` spaces in.
    pub(in crate::import) fn write(&self, indent: usize, out: &mut String) {
        let width = self.pairs.iter().map(|(k, _)| width::of(k)).max().unwrap_or(0);
        for (name, value) in &self.pairs {
            let gap = width - width::of(name);
            let _ = writeln!(out, "{:indent$}{name}{:gap$} = {value}", "", "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back(value: &str) -> String {
        let table: toml::Table = format!("x = {value}").parse().unwrap();
        table.get("x").and_then(toml::Value::as_str).unwrap().to_owned()
    }

    #[test]
    fn texts_read_back() {
        for t in [
            "",
            "甲",
            "引“号”和\"号",
            "反\\斜",
            "a\nb",
            "\"\"\"\n\"\"\"\"",
            "行末\\\n下行",
            "尾\"\n\"",
            "it's '''",
        ] {
            assert_eq!(back(&text(t)).trim_end_matches('\n'), t, "{t}");
        }
    }

    #[test]
    fn keys_are_quoted() {
        assert_eq!((key("p01").as_str(), key("备注").as_str()), ("p01", "\"备注\""));
    }
}
