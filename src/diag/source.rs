//! Places in the inputs (出处): files as they were read, spans in them, lines and columns.

use unicode_width::UnicodeWidthChar;

/// Which input file (文件号); an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A span of bytes in an input file (出处).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte; equal to `start` for a mere point.
    pub end: u32,
}

impl Origin {
    /// Bytes `start..end` of `file`.
    #[must_use]
    pub fn new(file: FileId, span: std::ops::Range<usize>) -> Self {
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            file,
            start: at(span.start),
            end: at(span.end),
        }
    }
}

/// One input file as text (输入文件), without a byte order mark.
#[derive(Clone, Debug)]
pub struct Source {
    /// As printed to people: relative to the workspace, `/` between folders.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Where its lines begin: thousands of findings in a long file must not read it through each time.
    lines: Vec<usize>,
}

impl Source {
    /// The line that byte belongs to, from 0, and where it begins.
    fn line(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|begin| *begin <= at).saturating_sub(1);
        (line, self.lines.get(line).copied().unwrap_or_default())
    }
}

/// All input files of a run (输入).
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

/// A place as people read it (行列): all from 1, columns in screen cells, as Chinese takes two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Line number.
    pub line: usize,
    /// Column of the first character, counted in characters.
    pub column: usize,
    /// The whole line, without its end; tabs are kept.
    pub text: String,
    /// Screen cells before the fault.
    pub before: usize,
    /// Screen cells of the fault on this line, at least 1.
    pub width: usize,
}

impl Sources {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file in.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let text = text.into();
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        self.files.push(Source {
            name: name.into(),
            lines: std::iter::once(0).chain(ends).collect(),
            text,
        });
        id
    }

    /// The file, if there is one of that number.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The files in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The bytes of a span; empty if it does not lie on character borders.
    #[must_use]
    pub fn slice(&self, origin: Origin) -> &str {
        self.get(origin.file)
            .and_then(|s| s.text.get(origin.start as usize..origin.end as usize))
            .unwrap_or_default()
    }

    /// Line, column and screen cells of a span.
    #[must_use]
    pub fn spot(&self, origin: Origin) -> Option<Spot> {
        let source = self.get(origin.file)?;
        let text = &source.text;
        let start = floor(text, origin.start as usize);
        let end = floor(text, origin.end as usize).max(start);
        let (number, line_start) = source.line(start);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let line = text[line_start..line_end].trim_end_matches('\r');
        let before = &text[line_start..start];
        let fault = &text[start..end.min(line_end)];
        Some(Spot {
            line: number + 1,
            column: before.chars().count() + 1,
            text: line.to_owned(),
            before: cells(before),
            width: cells(fault.trim_end()).max(1),
        })
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Screen cells (显示宽度) of a text: 2 for Han, 1 for Latin; a tab counts 1, as the printer shows it so.
fn cells(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_chinese() {
        let mut sources = Sources::new();
        let text = "title = \"甲\"\r\n公文x = 错误\n";
        let file = sources.add("a.toml", text);
        let at = text.find('错').unwrap();
        let spot = sources.spot(Origin::new(file, at..at + 6)).unwrap();
        assert_eq!((spot.line, spot.column, spot.before, spot.width), (2, 7, 8, 4));
        assert_eq!(spot.text, "公文x = 错误");
    }

    #[test]
    fn a_span_off_the_text_is_no_panic() {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", "甲");
        assert!(sources.spot(Origin::new(file, 1..99)).is_some());
        assert_eq!(sources.spot(Origin::new(FileId(7), 0..1)), None);
    }
}
