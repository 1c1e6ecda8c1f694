//! From a text back to the characters it was typed with (文字的出处).

use std::ops::Range;

use super::At;
use crate::diag::{FileId, Origin, Sources};

/// A text of the TOML and the place of each of its bytes (逐字出处), so that a fault in the third line of a
/// `"""`-text is shown in that line.
#[derive(Clone, Debug)]
pub struct Typed {
    file: FileId,
    whole: Range<usize>,
    /// The file's byte for every byte of the text and one for its end; empty where it could not be followed.
    places: Vec<usize>,
}

impl Typed {
    /// Follows `text` through the escapes, quotes and line ends of its file.
    #[must_use]
    pub fn new(text: &At<String>, file: FileId, sources: &Sources) -> Self {
        Self::over(&text.value, text.span.clone(), file, sources)
    }

    /// Follows a text that was typed in these bytes of its file.
    #[must_use]
    pub fn over(text: &str, whole: Range<usize>, file: FileId, sources: &Sources) -> Self {
        let raw = sources.slice(Origin::new(file, whole.clone()));
        let places = follow(raw, text).unwrap_or_default();
        let start = whole.start;
        Self {
            file,
            whole,
            places: places.into_iter().map(|at| at + start).collect(),
        }
    }

    /// The file's byte behind byte `at` of the text; the text's own place if it could not be followed.
    #[must_use]
    pub fn place(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or(self.whole.start)
    }

    /// The place of a part of the text; the whole text's if it could not be followed.
    #[must_use]
    pub fn origin(&self, part: Range<usize>) -> Origin {
        match (self.places.get(part.start), self.places.get(part.end)) {
            (Some(&start), Some(&end)) if start <= end => Origin::new(self.file, start..end),
            _ => Origin::new(self.file, self.whole.clone()),
        }
    }
}

/// Bytes of `raw`, the typed string with its quotes, for each byte of `text` and for its end.
fn follow(raw: &str, text: &str) -> Option<Vec<usize>> {
    let quotes = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|q| raw.starts_with(q) && raw.len() >= 2 * q.len())?;
    let basic = quotes.starts_with('"');
    let body_end = raw.len() - quotes.len();
    let mut at = quotes.len();
    if quotes.len() == 3 {
        // a line end right behind the opening quotes is not part of the text
        let rest = raw.get(at..)?;
        at += if rest.starts_with("\r\n") {
            2
        } else {
            usize::from(rest.starts_with('\n'))
        };
    }
    let mut places = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        while basic && at < body_end {
            let Some(skip) = continued(raw.get(at..body_end)?) else {
                break;
            };
            at += skip;
        }
        let rest = raw.get(at..body_end)?;
        let len = if rest.starts_with(c) {
            if basic && c == '\\' { 2 } else { c.len_utf8() }
        } else if c == '\n' && rest.starts_with("\r\n") {
            2
        } else if basic && rest.starts_with('\\') {
            escape(rest)?
        } else {
            return None;
        };
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += len;
    }
    places.push(at.min(body_end));
    Some(places)
}

/// Bytes of an escape: `\n`, `\x41`, `\u6c49`, `\U00006c49`.
fn escape(rest: &str) -> Option<usize> {
    Some(match rest.as_bytes().get(1)? {
        b'x' => 4,
        b'u' => 6,
        b'U' => 10,
        _ => 2,
    })
}

/// Bytes of a `\` at the end of a line and of the white space that it swallows.
fn continued(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\\')?;
    let line_end = after.trim_start_matches([' ', '\t', '\r']);
    if !line_end.starts_with('\n') {
        return None;
    }
    Some(rest.len() - line_end.trim_start_matches([' ', '\t', '\r', '\n']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct File {
        text: At<String>,
    }

    /// The typed characters behind `part` of the text.
    fn behind(file: &str, part: &str) -> String {
        let read: File = toml::from_str(file).unwrap();
        let mut sources = Sources::new();
        let id = sources.add("a.toml", file);
        let start = read.text.value.find(part).unwrap();
        let typed = Typed::new(&read.text, id, &sources);
        sources.slice(typed.origin(start..start + part.len())).to_owned()
    }

    #[test]
    fn every_kind_of_string() {
        assert_eq!(behind("text = \"甲乙丙\"", "乙"), "乙");
        assert_eq!(behind("text = '甲乙丙'", "乙"), "乙");
        assert_eq!(
            behind("# 注\ntext = \"\"\"\n第一行\n第二行\"\"\"", "第二行"),
            "第二行"
        );
        assert_eq!(behind("text = '''\r\n第一行\r\n第二行'''", "第二行"), "第二行");
    }

    #[test]
    fn escapes_are_followed() {
        assert_eq!(behind(r#"text = "\t\u4e59\\\"丙丁""#, "丙"), "丙");
        assert_eq!(behind(r#"text = "\t\u4e59\\\"丙丁""#, "乙\\"), r"\u4e59\\");
        assert_eq!(behind("text = \"\"\"甲\\\n   乙丙\"\"\"", "乙"), "乙");
    }

    #[test]
    fn a_text_from_elsewhere_has_the_whole_place() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "x = 'abc'");
        let typed = Typed::new(
            &At {
                value: "别的".into(),
                span: 4..9,
            },
            file,
            &sources,
        );
        assert_eq!(typed.origin(0..3), Origin::new(file, 4..9));
    }
}
