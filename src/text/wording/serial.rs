//! Document numbers (发文字号; GB/T 9704—2012 7.2.5): 清政办督〔2024〕7号.

use super::{Kind, Slip};
use crate::text::normal::is_han;

/// What is typed for 〔〕.
const BRACKETS: [(char, char); 6] = [
    ('〔', '〕'),
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
];

/// 清政办〔2024〕, then 第, then noughts and number, then 号.
pub(super) fn find(text: &str, found: &mut Vec<Slip>) {
    for (at, open) in text.char_indices() {
        let Some((_, close)) = BRACKETS.into_iter().find(|(known, _)| *known == open) else {
            continue;
        };
        let organ = text.get(..at).and_then(|before| before.chars().next_back());
        let inner = text.get(at + open.len_utf8()..).unwrap_or_default();
        let Some((year, rest)) = inner.split_at_checked(4) else {
            continue;
        };
        let is_year = year.bytes().all(|b| b.is_ascii_digit()) && year.starts_with(['1', '2']);
        let Some(rest) = rest
            .strip_prefix(close)
            .filter(|_| is_year && organ.is_some_and(is_han))
        else {
            continue;
        };
        let ordinal = rest.strip_prefix('第').unwrap_or(rest);
        let digits = ordinal.bytes().take_while(u8::is_ascii_digit).count();
        let Some((number, end)) = ordinal.split_at_checked(digits) else {
            continue;
        };
        if number.is_empty() || !end.starts_with('号') {
            continue;
        }
        let plain = number.trim_start_matches('0');
        let last = text.len() - end.len() + '号'.len_utf8();
        let meant = format!("〔{year}〕{plain}号");
        if text.get(at..last) != Some(meant.as_str()) {
            let instead = (!plain.is_empty()).then_some(meant.into());
            found.push(Slip {
                kind: Kind::Serial,
                at: at..last,
                instead,
            });
        }
    }
    // one slip, not two: the brackets of a number are no half-width marks
    let serials: Vec<_> = found
        .iter()
        .filter(|s| s.kind == Kind::Serial)
        .map(|s| s.at.clone())
        .collect();
    found.retain(|slip| {
        slip.kind != Kind::HalfMark
            || !serials
                .iter()
                .any(|at| at.start <= slip.at.start && slip.at.end <= at.end)
    });
}
