//! The clerk's own paragraphs (公文自带的段落): `body` and `texts` of a circular, a line a paragraph.
//!
//! A line becomes an element that carries its place in the TOML, so whatever is wrong with it later is reported there.

use std::ops::Range;

use crate::diag::{FileId, Sources};
use crate::model::{At, typed::Typed};
use crate::text::numbering;

use super::escape;
use super::read::write_from;
use super::scan::{self, Kind, Piece};
use super::weave::{Woven, count_steps};

/// The longest label, in characters, that `@标签：` takes; beyond that it is a sentence with a colon in it.
const LONGEST_LABEL: usize = 20;

/// The typed text as a source for Tera; `name` is what Tera knows it by, `shown` what people do.
pub(super) fn weave(
    text: &At<String>,
    name: String,
    shown: String,
    file: FileId,
    sources: &Sources,
) -> Woven {
    let typed = Typed::new(text, file, sources);
    let mut writer = Writer {
        text: &text.value,
        typed: &typed,
        woven: Woven::new(name, shown, Some(file)),
    };
    for line in lines(&text.value) {
        writer.line(&line);
    }
    writer.woven
}

/// The lines of a text as pieces; a line end inside a tag ends no line.
fn lines(text: &str) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    for piece in scan::pieces(text) {
        if piece.kind != Kind::Text {
            push(&mut lines, piece);
            continue;
        }
        let mut start = piece.range.start;
        for (i, part) in text.get(piece.range).unwrap_or_default().split('\n').enumerate() {
            if i > 0 {
                lines.push(Vec::new());
            }
            if !part.is_empty() {
                push(
                    &mut lines,
                    Piece {
                        kind: Kind::Text,
                        range: start..start + part.len(),
                    },
                );
            }
            start += part.len() + 1;
        }
    }
    lines
}

fn push(lines: &mut [Vec<Piece>], piece: Piece) {
    if let Some(line) = lines.last_mut() {
        line.push(piece);
    }
}

/// What a line is (行的种类).
enum Shape<'a> {
    Paragraph,
    Heading(u8, Option<&'a str>),
    Item,
    Label(&'a str),
}

struct Writer<'a> {
    text: &'a str,
    typed: &'a Typed,
    woven: Woven,
}

impl<'a> Writer<'a> {
    fn line(&mut self, line: &[Piece]) {
        let Some(whole) = self.trimmed(line) else { return };
        let typed = self.text.get(whole.clone()).unwrap_or_default();
        if self.stands_bare(line) || is_table(typed) {
            self.copy(line, &whole, false);
            return;
        }
        // only literal text shapes a line, never what a tag will print
        let literal = line
            .iter()
            .find(|p| p.range.end > whole.start)
            .filter(|p| p.kind == Kind::Text);
        let first = literal.map_or(whole.start..whole.start, |p| {
            whole.start..p.range.end.min(whole.end)
        });
        let (shape, skip) = shape(self.text.get(first).unwrap_or_default());
        let from = write_from(self.typed.origin(whole.clone()));
        let (tag, attributes) = match shape {
            Shape::Paragraph => ("p".to_owned(), String::new()),
            Shape::Item => ("item".to_owned(), String::new()),
            Shape::Heading(level, mark) => (
                format!("h{level}"),
                mark.map(|m| format!(" typed=\"{}\"", escape::data(m)))
                    .unwrap_or_default(),
            ),
            Shape::Label(label) => ("p".to_owned(), format!(" label=\"{}\"", escape::data(label))),
        };
        self.woven.add(&format!("<{tag} from=\"{from}\"{attributes}>"));
        self.copy(line, &(whole.start + skip..whole.end), true);
        self.woven.add(&format!("</{tag}>\n"));
    }

    /// The line without white space at its ends; `None` if nothing is left.
    fn trimmed(&self, line: &[Piece]) -> Option<Range<usize>> {
        let whole = line.first()?.range.start..line.last()?.range.end;
        let text = self.text.get(whole.clone())?;
        let start = whole.start + (text.len() - text.trim_start().len());
        let end = whole.start + text.trim_end().len();
        (start < end).then_some(start..end)
    }

    /// Whether the line is no paragraph: only `{% %}`, or one of the circular's other texts.
    fn stands_bare(&self, line: &[Piece]) -> bool {
        line.iter().all(|piece| {
            let text = self.text.get(piece.range.clone()).unwrap_or_default();
            match piece.kind {
                Kind::Text => text.trim().is_empty(),
                Kind::Tag | Kind::Comment => true,
                Kind::Print => text.trim_start_matches(['{', '-', ' ']).starts_with("texts."),
            }
        })
    }

    fn copy(&mut self, line: &[Piece], part: &Range<usize>, escaped: bool) {
        for piece in line {
            let range = piece.range.start.max(part.start)..piece.range.end.min(part.end);
            let Some(text) = self.text.get(range.clone()).filter(|t| !t.is_empty()) else {
                continue;
            };
            let at = self.typed.place(range.start);
            match piece.kind {
                Kind::Text if escaped => self.literal(text, range.start),
                Kind::Tag => count_steps(&mut self.woven, text, at),
                _ => self.woven.copy(text, at),
            }
        }
        if !escaped {
            self.woven.add("\n");
        }
    }

    /// Literal text is the clerk's, not the template's: its white space stays.
    fn literal(&mut self, text: &str, at: usize) {
        let ready = escape::data(text);
        if ready == text {
            self.woven.copy(text, self.typed.place(at));
        } else {
            self.woven.add(&ready);
        }
    }
}

fn is_table(line: &str) -> bool {
    line.starts_with("<table ") && line.ends_with("/>") && line.matches('<').count() == 1
}

/// What the beginning of a line says of it, and how many bytes say so.
fn shape(line: &str) -> (Shape<'_>, usize) {
    let hashes = line.len() - line.trim_start_matches('#').len();
    if let level @ 1..=4 = hashes {
        let rest = line.get(hashes..).unwrap_or_default();
        let title = rest.trim_start();
        let (mark, title) = match numbering::recognise(title) {
            Some(typed) if typed.level <= 4 => (Some(typed.mark.trim()), typed.rest),
            _ => (None, title),
        };
        return (
            Shape::Heading(u8::try_from(level).unwrap_or(4), mark),
            line.len() - title.len(),
        );
    }
    if let Some(rest) = line.strip_prefix("- ") {
        return (Shape::Item, line.len() - rest.trim_start().len());
    }
    if let Some(rest) = line.strip_prefix('@')
        && let Some((label, text)) = rest.split_once('：').or_else(|| rest.split_once(':'))
        && !label.trim().is_empty()
        && label.chars().count() <= LONGEST_LABEL
    {
        return (Shape::Label(label.trim()), line.len() - text.trim_start().len());
    }
    (Shape::Paragraph, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn woven(text: &str) -> String {
        let mut sources = Sources::new();
        let file = sources.add("a.toml", format!("b='''{text}'''"));
        let at = At {
            value: text.to_owned(),
            span: 2..text.len() + 8,
        };
        weave(&at, "b.xml".into(), "a.toml".into(), file, &sources).text
    }

    #[test]
    fn a_line_a_paragraph() {
        assert_eq!(
            woven("# 一、总体情况\n\n  全县A&B {{ n }}项\n- 甲\n@责任单位：县局"),
            "<h1 from=\"0:5-25\" typed=\"一、\">总体情况</h1>\n<p from=\"0:29-49\">全县A&#38;B&#32;{{ n }}项</p>\n\
             <item from=\"0:50-55\">甲</item>\n<p from=\"0:56-78\" label=\"责任单位\">县局</p>\n"
        );
    }

    #[test]
    fn tags_stand_bare() {
        assert_eq!(
            woven("{% for x in\n y %}\n{{ x }}\n{% endfor %}\n{{ texts.praise }}\n<table annex=\"1\"/>"),
            "{% for x in\n y %}{{ count_step_() }}\n<p from=\"0:23-30\">{{ x }}</p>\n{% endfor %}\n{{ texts.praise }}\n\
             <table annex=\"1\"/>\n"
        );
    }

    #[test]
    fn what_only_looks_like_a_shape_is_none() {
        assert_eq!(woven("#####五"), "<p from=\"0:5-13\">#####五</p>\n");
        assert_eq!(woven("-5度"), "<p from=\"0:5-10\">-5度</p>\n");
        assert_eq!(woven("@某人"), "<p from=\"0:5-12\">@某人</p>\n");
    }
}
