//! The pieces of a template's source (模板切分): literal text, and Tera's tags, which are left alone.

use std::ops::Range;

/// What a piece is (片段种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Literal text, also that inside `{% raw %}`.
    Text,
    /// `{{ … }}`.
    Print,
    /// `{% … %}`; `raw` and `endraw` too.
    Tag,
    /// `{# … #}`.
    Comment,
}

/// A piece of the source (片段).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: Kind,
    /// Its bytes; pieces follow each other without gaps.
    pub(super) range: Range<usize>,
}

/// Cuts `source` as Tera's lexer does. What is never closed reaches to the end: Tera reports it.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let (mut text, mut at, mut raw) = (0, 0, false);
    while let Some(step) = source.get(at..).and_then(|rest| rest.find('{')) {
        at += step;
        let Some((kind, end)) = tag(source, at, raw) else {
            at += 1;
            continue;
        };
        if text < at {
            found.push(Piece {
                kind: Kind::Text,
                range: text..at,
            });
        }
        if kind == Kind::Tag {
            raw = word(source.get(at..end).unwrap_or_default()) == "raw";
        }
        found.push(Piece { kind, range: at..end });
        (text, at) = (end, end);
    }
    if text < source.len() {
        found.push(Piece {
            kind: Kind::Text,
            range: text..source.len(),
        });
    }
    found
}

/// The first word of a tag: `for` of `{%- for x in y %}`.
pub(super) fn word(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['{', '%', '-']).trim_start();
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    inner.get(..end.unwrap_or(inner.len())).unwrap_or_default()
}

/// Kind and end of the tag that begins at `at`, if one begins there.
fn tag(source: &str, at: usize, raw: bool) -> Option<(Kind, usize)> {
    let rest = source.get(at..)?;
    let (kind, close) = match rest.get(..2)? {
        "{{" => (Kind::Print, "}}"),
        "{%" => (Kind::Tag, "%}"),
        "{#" => (Kind::Comment, "#}"),
        _ => return None,
    };
    let end = if kind == Kind::Comment {
        rest.find(close).map(|i| i + 2)
    } else {
        end_of_code(rest, close)
    };
    let end = at + end.unwrap_or(rest.len());
    if raw && word(source.get(at..end)?) != "endraw" {
        return None;
    }
    Some((kind, end))
}

/// One past `close`, which counts only outside of strings.
fn end_of_code(code: &str, close: &str) -> Option<usize> {
    let (mut quote, mut escaped) = (None, false);
    for (i, c) in code.char_indices().skip(2) {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if code.get(i..).is_some_and(|rest| rest.starts_with(close)) => return Some(i + 2),
            None => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<(Kind, &str)> {
        pieces(source)
            .into_iter()
            .map(|p| (p.kind, &source[p.range]))
            .collect()
    }

    #[test]
    fn strings_do_not_close_a_tag() {
        assert_eq!(
            cut(r#"甲{{ "}}\"" }}乙{# {{ #}"#),
            [
                (Kind::Text, "甲"),
                (Kind::Print, r#"{{ "}}\"" }}"#),
                (Kind::Text, "乙"),
                (Kind::Comment, "{# {{ #}")
            ]
        );
    }

    #[test]
    fn raw_text_is_text() {
        assert_eq!(
            cut("{% raw %}{{ x }}{%- endraw -%}{"),
            [
                (Kind::Tag, "{% raw %}"),
                (Kind::Text, "{{ x }}"),
                (Kind::Tag, "{%- endraw -%}"),
                (Kind::Text, "{")
            ]
        );
    }

    #[test]
    fn the_unclosed_reaches_to_the_end() {
        assert_eq!(cut("甲{{ x"), [(Kind::Text, "甲"), (Kind::Print, "{{ x")]);
        assert_eq!(word("{%-for x in y%}"), "for");
    }
}
