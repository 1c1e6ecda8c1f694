//! Acceptances (认可) of a file: found in its tree, with the regions of the elements that they stand in.
//!
//! The schema says where `accept` may stand; wherever it does, this finds it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::diag::code::{self, reference};
use crate::diag::{Acceptance, Cover, Diagnostic, FileId, Origin, Sink};

/// The key.
const KEY: &str = "accept";

/// All acceptances of a file of the right shape; wrong codes go to `sink`.
pub(super) fn acceptances(root: &DeTable<'_>, text: &str, file: FileId, sink: &mut Sink) -> Vec<Acceptance> {
    let mut walk = Walk {
        text,
        file,
        sink,
        found: Vec::new(),
    };
    walk.table(root, None, 0);
    walk.found
}

struct Walk<'a> {
    text: &'a str,
    file: FileId,
    sink: &'a mut Sink,
    found: Vec<Acceptance>,
}

impl Walk<'_> {
    /// A table and all below it; `header` is what stands for it in the text, `None` for the file itself.
    fn table(&mut self, table: &DeTable<'_>, header: Option<Range<usize>>, depth: usize) {
        if let Some(DeValue::Array(typed)) = table.get(KEY).map(Spanned::get_ref) {
            let mut regions = Vec::from([header.unwrap_or(0..self.text.len())]);
            if depth > 0 {
                regions_of(table, self.text, &mut regions);
            }
            self.take(typed, &regions, depth);
        }
        for (_, node) in table {
            match node.get_ref() {
                DeValue::Table(inner) => self.table(inner, Some(node.span()), depth + 1),
                DeValue::Array(items) => {
                    for item in items {
                        if let DeValue::Table(inner) = item.get_ref() {
                            self.table(inner, Some(item.span()), depth + 1);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn take(&mut self, typed: &DeArray<'_>, regions: &[Range<usize>], depth: usize) {
        for item in typed {
            let DeValue::Table(one) = item.get_ref() else {
                continue;
            };
            let Some(code) = one.get("code").and_then(|code| self.code(code)) else {
                continue;
            };
            let word = |key| one.get(key).and_then(|value| value.get_ref().as_str());
            let cover = match word("words").filter(|words| !words.is_empty()) {
                Some(words) => Cover::Words(self.places(words, regions, &typed_span(typed))),
                None => Cover::Element(regions.iter().map(|span| self.origin(span)).collect()),
            };
            let Some(reason) = word("reason").map(str::to_owned) else {
                continue;
            };
            let place = self.origin(&item.span());
            self.found.push(Acceptance {
                code,
                reason,
                place,
                depth,
                cover,
            });
        }
    }

    fn origin(&self, span: &Range<usize>) -> Origin {
        Origin::new(self.file, span.clone())
    }

    fn code(&mut self, typed: &Spanned<DeValue<'_>>) -> Option<&'static code::Code> {
        let id = typed.get_ref().as_str()?;
        let fault = match code::find(id) {
            Some(code) if code.acceptable() => return Some(code),
            Some(code) => Diagnostic::new(
                reference::NOT_ACCEPTABLE,
                format!("认可（accept）的代码 {} 不能认可：{}", code.id, code.title),
            )
            .help("改正所指的问题，删去这条认可"),
            None => Diagnostic::new(
                reference::UNKNOWN_CODE,
                format!("认可（accept）的代码“{id}”不存在"),
            )
            .help("写检查结果中方括号内的代码，如 W0301；全部代码见 tongbao explain"),
        };
        let place = self.origin(&typed.span());
        self.sink.push(fault.at(place));
        None
    }

    /// Where the words stand in the element, but for the acceptances themselves.
    fn places(&self, words: &str, regions: &[Range<usize>], own: &Range<usize>) -> Vec<Origin> {
        let mut places = Vec::new();
        for region in regions {
            let inside = self.text.get(region.clone()).unwrap_or_default();
            for (at, _) in inside.match_indices(words) {
                let at = region.start + at;
                if !own.contains(&at) {
                    places.push(self.origin(&(at..at + words.len())));
                }
            }
        }
        places
    }
}

/// From the first acceptance of an element to its last.
fn typed_span(typed: &DeArray<'_>) -> Range<usize> {
    let first = typed.iter().next().map_or(0, |item| item.span().start);
    let last = typed.iter().last().map_or(0, |item| item.span().end);
    first..last
}

/// The pieces of text that make up a table: its keys with their values, and the headers of the tables below it.
///
/// A table's own span is only its header, and tables of one element may stand apart in the file.
fn regions_of(table: &DeTable<'_>, text: &str, regions: &mut Vec<Range<usize>>) {
    for (key, node) in table {
        match node.get_ref() {
            DeValue::Table(inner) if !is_inline(&node.span(), text) => {
                regions.push(node.span());
                regions_of(inner, text, regions);
            }
            DeValue::Array(items) if of_tables(items, text) => {
                for item in items {
                    if let DeValue::Table(inner) = item.get_ref() {
                        regions.push(item.span());
                        regions_of(inner, text, regions);
                    }
                }
            }
            _ => regions.push(key.span().start..node.span().end.max(key.span().end)),
        }
    }
}

fn is_inline(span: &Range<usize>, text: &str) -> bool {
    text.get(span.clone()).is_some_and(|typed| typed.starts_with('{'))
}

/// Whether the array was typed as `[[…]]` headers.
fn of_tables(items: &DeArray<'_>, text: &str) -> bool {
    let first = items.iter().next();
    first.is_some_and(|item| matches!(item.get_ref(), DeValue::Table(_)) && !is_inline(&item.span(), text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Acceptances;
    use crate::diag::code::number::TOWNS_SUM;

    const LIST: &str = r#"
title = "清单"
[[projects]]
id = "a"
goal = { value = 3 }
accept = [{ code = "0301", reason = "甲" }]
  [[projects.tasks]]
  id = "t"
  towns = { "东" = 1 }
  [[projects.tasks]]
  id = "u"
  accept = [{ code = "w0301", reason = "乙", words = "4" }]
  goal = { value = 4, unit = "个" }
[[projects]]
id = "b"
goal = { value = 5 }
"#;

    fn reason_at(found: &[Acceptance], words: &str) -> Option<String> {
        let mut all = Acceptances::default();
        all.extend(found.iter().cloned());
        let start = LIST.find(words).unwrap();
        let origin = Origin::new(FileId(0), start..start + words.len());
        let finding = Diagnostic::new(TOWNS_SUM, "不符").at(origin);
        all.of(&finding).map(|accepted| accepted.reason)
    }

    #[test]
    fn an_element_is_covered_with_all_below_it_and_nothing_else() {
        let (root, errors) = DeTable::parse_recoverable(LIST);
        assert!(errors.is_empty());
        let mut sink = Sink::new();
        let found = acceptances(root.get_ref(), LIST, FileId(0), &mut sink);
        assert!(sink.is_empty());
        let reason = |words| reason_at(&found, words);
        assert_eq!(reason("3 }").as_deref(), Some("甲"));
        assert_eq!(reason("[[projects]]").as_deref(), Some("甲"));
        assert_eq!(reason("\"东\"").as_deref(), Some("甲"));
        assert_eq!(reason("[[projects.tasks]]").as_deref(), Some("甲"));
        assert_eq!(reason("4, unit").as_deref(), Some("乙"));
        assert_eq!(reason("\"u\"").as_deref(), Some("甲"));
        assert_eq!(reason("5 }"), None);
        assert_eq!(reason("title"), None);
    }

    #[test]
    fn wrong_codes_are_told() {
        let text = r#"accept = [{ code = "D05", reason = "甲" }, { code = "E0103", reason = "乙" }]"#;
        let (root, _) = DeTable::parse_recoverable(text);
        let mut sink = Sink::new();
        assert!(acceptances(root.get_ref(), text, FileId(0), &mut sink).is_empty());
        let told: Vec<&str> = sink.found().iter().map(|d| d.code.id).collect();
        assert_eq!(told, ["E0225", "E0226"]);
    }
}
