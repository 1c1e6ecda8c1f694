//! References to annexes (附件的引用): the annex is there, and has the title that is quoted.

use std::ops::Range;

use super::printed::{self, Role};
use super::scene::Scene;
use crate::diag::code::reference as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::At;
use crate::text::{normal, numeral};

/// 附件2 and 附件1《……》 in the circular's own words.
pub(super) fn references(scene: &Scene<'_>, sink: &mut Sink) {
    for circular in &scene.workspace.circulars {
        let annexes: Vec<&At<String>> = circular
            .data
            .annexes
            .iter()
            .filter(|annex| !annex.sheet_only)
            .map(|annex| &annex.title)
            .collect();
        // what goes only into the workbook may be counted or not
        let countable = annexes.len() == circular.data.annexes.len();
        for text in printed::of_circular(circular) {
            if text.role == Role::Title || !countable {
                continue;
            }
            let words = text.words();
            for found in find(&words) {
                let fault = match found.number {
                    None if annexes.is_empty() => Some(missing(0, 0)),
                    None if annexes.len() > 1 => None,
                    number => match annexes.get(number.unwrap_or(1).saturating_sub(1)) {
                        None => Some(missing(number.unwrap_or(1), annexes.len())),
                        Some(annex) => found
                            .title
                            .filter(|title| !normal::same(title, annex))
                            .map(|title| {
                                Diagnostic::new(
                                    code::ANNEX_TITLE,
                                    format!("引用的附件名称“{title}”与附件标题“{}”不一致", annex.value),
                                )
                                .related(annex.origin(circular.file), "附件标题")
                                .clause("GB/T 9704—2012 7.3.7")
                                .help("两处写成一样")
                            }),
                    },
                };
                if let Some(fault) = fault {
                    let origin = text.origins(&[found.at], scene.sources).first().copied();
                    sink.push(fault.at(origin));
                }
            }
        }
    }
}

fn missing(number: usize, count: usize) -> Diagnostic {
    let message = match (number, count) {
        (_, 0) => "正文引用了附件，公文没有附件".to_owned(),
        (number, count) => format!("正文引用了附件{number}，公文只有 {count} 个附件"),
    };
    Diagnostic::new(code::ANNEX_MISSING, message)
        .clause("GB/T 9704—2012 7.3.7")
        .help("补上附件（annexes），或改正引用")
}

/// One reference (一处引用).
#[derive(Debug, PartialEq, Eq)]
struct Reference<'t> {
    at: Range<usize>,
    /// Counted from 1; `None` for 附件 alone.
    number: Option<usize>,
    /// Between 《 and 》 beside it.
    title: Option<&'t str>,
}

/// 见附件, （附件2）, 附件1《……》, 《……》（附件1）. Annexes of other documents are none: 《……》附件2, 7号附件.
fn find(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    for (at, word) in text.match_indices("附件") {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        let (number, length) = number(after);
        let rest = after.get(length..).unwrap_or_default();
        let before_of = before.trim_end_matches(['（', '(', '见', '見', '详', '詳']);
        let seen = before_of.len() < before.len();
        let title_behind = quoted(rest);
        let title_before = before_of
            .strip_suffix('》')
            .filter(|_| seen && number.is_some())
            .and_then(|inner| inner.rsplit_once('《'))
            .map(|(_, title)| title);
        let others = before.ends_with(['》', '号', '的', '文', '）', '个', '各', '有']) && !seen;
        let is_reference = number.is_some()
            || title_behind.is_some()
            || (seen && rest.starts_with(['）', ')', '。', '，', '；', ',']));
        if !others && is_reference {
            found.push(Reference {
                at: at..at + word.len() + length,
                number,
                title: title_behind.or(title_before),
            });
        }
    }
    found
}

/// The number behind 附件, with its bytes: 2, ２, 二.
fn number(after: &str) -> (Option<usize>, usize) {
    let length: usize = after
        .chars()
        .take_while(|c| numeral::is_digit(*c))
        .map(char::len_utf8)
        .sum();
    if length > 0 {
        let digits: String = after
            .get(..length)
            .unwrap_or_default()
            .chars()
            .filter_map(numeral::arabic)
            .filter_map(|n| char::from_digit(n, 10))
            .collect();
        return (digits.parse().ok().filter(|n| *n > 0), length);
    }
    let length: usize = after
        .chars()
        .take_while(|c| "一二三四五六七八九十".contains(*c))
        .map(char::len_utf8)
        .sum();
    let value = after
        .get(..length)
        .and_then(numeral::parse)
        .and_then(|n| usize::try_from(n).ok());
    (value, if value.is_some() { length } else { 0 })
}

/// 《……》 right behind, perhaps after a colon.
fn quoted(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['：', ':', ' ']);
    rest.strip_prefix('《')?.split_once('》').map(|(title, _)| title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_annexes_and_others() {
        for (text, expected) in [
            ("详见附件2。", vec![(Some(2), None)]),
            ("（附件１）", vec![(Some(1), None)]),
            ("（见附件）", vec![(None, None)]),
            ("附件1《进展情况表》", vec![(Some(1), Some("进展情况表"))]),
            ("附件一：《进展情况表》", vec![(Some(1), Some("进展情况表"))]),
            ("《进展情况表》（见附件1）", vec![(Some(1), Some("进展情况表"))]),
            ("《工作方案》附件2所列", vec![]),
            ("清政办发〔2024〕7号附件2", vec![]),
            ("报送各类附件材料", vec![]),
            ("附件0", vec![]),
        ] {
            let seen: Vec<_> = find(text).into_iter().map(|r| (r.number, r.title)).collect();
            assert_eq!(seen, expected, "{text}");
        }
    }
}
