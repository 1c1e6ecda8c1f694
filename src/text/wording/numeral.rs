//! Numbers (数字用法; GB/T 15835—2011 5.1.2, 5.3): `.5`, `3千`, full-width digits.

use super::number::Number;
use super::{Kind, Slip};
use crate::text::normal::is_han;

pub(super) fn find(text: &str, numbers: &[Number], found: &mut Vec<Slip>) {
    for number in numbers {
        without_nought(text, number, found);
        with_thousands(text, number, found);
    }
}

/// 完成.5公里 for 完成0.5公里.
fn without_nought(text: &str, number: &Number, found: &mut Vec<Slip>) {
    let Some(before) = number.before(text).strip_suffix('.') else {
        return;
    };
    if before.ends_with(|c: char| is_han(c) || "，、（：。；".contains(c)) {
        let start = number.at.start - 1;
        found.push(Slip::new(Kind::Decimal, start..number.at.start, "0."));
    }
}

/// Behind 千, 百 and 十: what makes them part of another word.
const OTHERS: [(char, &str); 3] = [
    ('千', "瓦克米伏帕卡焦赫安升兆字兆牛吨"),
    ('百', "分强货姓年花佳度色家"),
    ('十', "大件佳强项二三四五六七八九"),
];

/// 3千余人, 5百户: only 万 and 亿 follow Arabic digits.
fn with_thousands(text: &str, number: &Number, found: &mut Vec<Slip>) {
    let mut after = number.after(text).chars();
    let Some((word, others)) = after
        .next()
        .and_then(|c| OTHERS.into_iter().find(|(word, _)| *word == c))
    else {
        return;
    };
    // 2023十大…, 2025十四五: a year; 4千光纤端口: half a word
    let year = number.at.len() == 4;
    let counted = after
        .next()
        .is_some_and(|c| !others.contains(c) && !"兆光".contains(c));
    if year || number.is_part(text) || !counted {
        return;
    }
    let end = number.at.end + word.len_utf8();
    let value = number.typed(text).parse::<u64>().ok();
    let times = match word {
        '千' => 1000,
        '百' => 100,
        _ => 10,
    };
    // 1万3千 is 1.3万 or 13000: the clerk's choice
    let alone = !number.before(text).ends_with(['万', '亿']);
    let instead = value.filter(|_| alone).and_then(|value| value.checked_mul(times));
    found.push(Slip {
        kind: Kind::Numeral,
        at: number.at.start..end,
        instead: instead.map(|value| value.to_string().into()),
    });
}

/// ２０２４, Ａ: half-width among Han.
pub(super) fn full_width(text: &str, found: &mut Vec<Slip>) {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c).saturating_sub(0xfee0)),
        _ => None,
    };
    let mut run: Option<(usize, String)> = None;
    let end = std::iter::once((text.len(), '\0'));
    for (at, c) in text.char_indices().chain(end) {
        match (half(c), &mut run) {
            (Some(half), Some((_, typed))) => typed.push(half),
            (Some(half), None) => run = Some((at, half.to_string())),
            (None, _) => {
                if let Some((start, typed)) = run.take() {
                    found.push(Slip::new(Kind::FullWidth, start..at, typed));
                }
            }
        }
    }
}
