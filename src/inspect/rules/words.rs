//! N: numbers and pairs in the text (数字和标点用法), as far as a file's words show them.

use super::Sight;
use super::gauge::start;
use super::punctuation::{Text, over};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::text::normal::is_han;

/// Measures each text's words by a function that gives what is wrong in it.
fn of_words(sight: &Sight<'_>, severity: Severity, kept: &str, each: fn(&str) -> Vec<String>) -> Outcome {
    over(sight, severity, kept, |text: &Text<'_>| {
        let page = text.rows.first().map_or(0, |row| row.page);
        each(&text.text).into_iter().map(|words| (page, words)).collect()
    })
}

pub(super) fn ranges(sight: &Sight<'_>) -> Outcome {
    of_words(sight, Severity::Warning, "数值范围写法均符合", short_ranges)
}

pub(super) fn decimals(sight: &Sight<'_>) -> Outcome {
    of_words(sight, Severity::Error, "小数点前均有数字", bare_decimals)
}

pub(super) fn days(sight: &Sight<'_>) -> Outcome {
    of_words(sight, Severity::Error, "年、月、日写法均符合", short_dates)
}

pub(super) fn multiples(sight: &Sight<'_>) -> Outcome {
    of_words(
        sight,
        Severity::Warning,
        "阿拉伯数字后没有“十”“百”“千”",
        mixed_numerals,
    )
}

pub(super) fn pairs(sight: &Sight<'_>) -> Outcome {
    of_words(sight, Severity::Error, "引号、括号、书名号均成对", unpaired)
}

const fn is_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// The characters around each place, `before` read backwards.
fn around(chars: &[char], at: usize) -> (impl Iterator<Item = char> + '_, impl Iterator<Item = char> + '_) {
    let (before, after) = chars.split_at_checked(at).unwrap_or_default();
    (before.iter().rev().copied(), after.iter().skip(1).copied())
}

/// 15～30%, 9～16亿: the first number lacks what the second has.
fn short_ranges(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let signs = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(c, '～' | '~' | '—' | '〜'));
    let short = |at: usize| {
        let (before, after) = around(&chars, at);
        let first: String = before.take_while(|c| is_number(*c)).collect();
        let rest: String = after.collect();
        let second = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let unit = rest.get(second..)?.chars().next()?;
        let first: String = first.chars().rev().collect();
        (!first.is_empty() && second > 0 && "%‰％万亿".contains(unit)).then(|| {
            let sign = chars.get(at).copied().unwrap_or('～');
            let second = rest.get(..second).unwrap_or_default();
            format!("“{first}{sign}{second}{unit}”应写作“{first}{unit}～{second}{unit}”")
        })
    };
    signs.filter_map(|(at, _)| short(at)).collect()
}

/// .5 for 0.5.
fn bare_decimals(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let points = chars.iter().enumerate().filter(|(_, c)| **c == '.');
    let bare = |at: usize| {
        let (mut before, mut after) = around(&chars, at);
        let alone = before
            .next()
            .is_none_or(|c| is_han(c) || "，。；：、（“".contains(c));
        alone && after.next().is_some_and(|c| c.is_ascii_digit())
    };
    points
        .filter(|(at, _)| bare(*at))
        .map(|(at, _)| format!("“{}”缺小数点前的“0”", piece(&chars, at)))
        .collect()
}

fn piece(chars: &[char], at: usize) -> String {
    chars.iter().skip(at).take(6).collect()
}

/// 24年7月, 2024年07月, 7月05日.
fn short_dates(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut faults = Vec::new();
    for (at, c) in chars.iter().enumerate().filter(|(_, c)| matches!(c, '年' | '月')) {
        let (before, after) = around(&chars, at);
        let next: String = after.take(3).collect();
        let end = if *c == '年' { '月' } else { '日' };
        let digits: String = next.chars().take_while(char::is_ascii_digit).collect();
        let part = next.chars().nth(digits.len()) == Some(end);
        if part && digits.starts_with('0') {
            faults.push(format!("“{c}{digits}{end}”编了虚位"));
        }
        let year = before.take_while(char::is_ascii_digit).count();
        if part && *c == '年' && year == 2 {
            faults.push(format!("“{}”年份没有写全", piece(&chars, at.saturating_sub(2))));
        }
    }
    faults
}

/// 3千, 5百; but 千瓦 is a unit.
fn mixed_numerals(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mixed = |at: usize| {
        let (mut before, mut after) = around(&chars, at);
        let unit = after
            .next()
            .is_some_and(|c| "瓦克米伏卡安赫帕字焦分时升".contains(c));
        before.next().is_some_and(|c| c.is_ascii_digit()) && !unit
    };
    let numerals = chars
        .iter()
        .enumerate()
        .filter(|(_, c)| matches!(c, '千' | '百' | '十'));
    numerals
        .filter(|(at, _)| mixed(*at))
        .map(|(at, _)| format!("“{}”", piece(&chars, at.saturating_sub(1))))
        .collect()
}

const PAIRS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('〔', '〕'),
    ('【', '】'),
    ('「', '」'),
];

/// Marks that have no partner.
fn unpaired(text: &str) -> Vec<String> {
    let mut open: Vec<(char, char)> = Vec::new();
    let mut before = None;
    for c in text.chars() {
        // ’ in a Latin word is an apostrophe
        let apostrophe = c == '’' && before.is_some_and(|c: char| c.is_ascii_alphabetic());
        before = Some(c);
        if let Some(pair) = PAIRS.iter().find(|(first, _)| *first == c) {
            open.push(*pair);
        } else if PAIRS.iter().any(|(_, second)| *second == c)
            && !apostrophe
            && open.pop().is_none_or(|(_, second)| second != c)
        {
            return vec![format!("{}中“{c}”没有与之配对的前半", start(text))];
        }
    }
    open.iter()
        .map(|(first, _)| format!("{}中“{first}”没有配对", start(text)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_repeat_their_units() {
        assert_eq!(short_ranges("增长15～30%"), ["“15～30%”应写作“15%～30%”"]);
        assert_eq!(short_ranges("投资9～16亿元").len(), 1);
        for right in [
            "15%～30%",
            "1—9月份",
            "2021—2025年",
            "13万元～17万元",
            "25～30千克",
        ] {
            assert_eq!(short_ranges(right), Vec::<String>::new());
        }
    }

    #[test]
    fn numbers_and_dates() {
        assert_eq!(bare_decimals("提高.5个百分点").len(), 1);
        assert!(bare_decimals("提高0.5个百分点，共1.项").is_empty());
        assert_eq!(short_dates("24年7月至2024年07月05日").len(), 3);
        assert!(short_dates("2024年7月5日，10年内，12年6个月").is_empty());
        assert_eq!(mixed_numerals("共3千户").len(), 1);
        assert!(mixed_numerals("装机3千瓦，5个百分点，3.5万户").is_empty());
    }

    #[test]
    fn pairs_are_closed() {
        assert!(unpaired("印发《关于“双减”的意见》（试行）").is_empty());
        assert_eq!(unpaired("印发《关于双减的意见").len(), 1);
        assert_eq!(unpaired("双减”工作").len(), 1);
        assert_eq!(unpaired("《关于“双减》”").len(), 1);
    }
}
