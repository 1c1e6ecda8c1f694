//! Data in markup (转义): text from data can never become markup, and not one character of it is lost.

use std::io::{self, Write};

/// Writes `text` so that the reader gives it back as it is.
///
/// White space and control characters are escaped too: the reader folds the white space of a template, that of the
/// data is the clerk's own.
pub(super) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut done = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_special(*c)) {
        out.write_all(text.get(done..at).unwrap_or_default().as_bytes())?;
        write!(out, "&#{};", u32::from(c))?;
        done = at + c.len_utf8();
    }
    out.write_all(text.get(done..).unwrap_or_default().as_bytes())
}

/// As [`write`], into a string.
pub(super) fn data(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    // writing into memory cannot fail
    let _ = write(text, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

const fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'' | ' ') || c.is_ascii_control()
}

/// The character behind `amp`, `#38` or `#x26`.
pub(super) fn resolve(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// The text of an attribute; `Err` is the reference nobody knows.
pub(super) fn attribute(raw: &str) -> Result<String, String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let (reference, after) = after.split_once(';').ok_or_else(|| after.to_owned())?;
        text.push(resolve(reference).ok_or_else(|| reference.to_owned())?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let text = "A&B <局> \"'\n\u{0}]]> {{ x }}&amp;";
        assert!(!data(text).contains(['<', '>', ' ', '"', '\n']));
        assert_eq!(attribute(&data(text)).as_deref(), Ok(text));
    }

    #[test]
    fn unknown_references_are_named() {
        assert_eq!(attribute("甲&nbsp;乙"), Err("nbsp".to_owned()));
        assert_eq!(attribute("甲&乙"), Err("乙".to_owned()));
        assert_eq!(resolve("#xD800"), None);
    }
}
