//! Where a title may be broken (断句): between words, never inside a name, and rather before 关于 than behind it.
//!
//! GB/T 9704—2012 7.3.1: 词意完整. Words come from a dictionary, and from the phrases of supervision offices, which a
//! general dictionary cuts in wrong places (民生实／事项目).

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::punct::{self, Class};

/// How good a place to break is (断点优劣).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A reader draws breath here: before 关于, behind 的.
    Breath,
    /// Between two words.
    Word,
    /// Inside 《》 or （）, or before 和.
    Inside,
    /// A line would begin with 的 or end with 关于 or 和.
    Awkward,
}

/// Phrases that stay whole.
const PHRASES: [&str; 28] = [
    "民生实事",
    "实事",
    "项目",
    "情况",
    "人民政府",
    "办公室",
    "督查室",
    "进展情况",
    "完成情况",
    "办理情况",
    "落实情况",
    "推进情况",
    "责任分解",
    "目标任务",
    "工作任务",
    "工作安排",
    "实施方案",
    "实施意见",
    "季度",
    "上半年",
    "下半年",
    "年度",
    "月份",
    "上旬",
    "中旬",
    "下旬",
    "党组",
    "委员会",
];
const NUMERALS: &str = "第一二三四五六七八九十百两〇0123456789";
const COUNTED: &str = "一二三四五六七八九十百0123456789年月日季期批次届号个类项件旬条";
const NOT_FIRST: [&str; 4] = ["的", "等", "了", "之"];
const NOT_LAST: [&str; 8] = ["关于", "和", "与", "及", "对", "在", "为", "将"];
const KINDS: [&str; 10] = [
    "通报", "通知", "函", "报告", "请示", "批复", "意见", "决定", "公告", "通告",
];

/// The places in bytes, in order, without the ends of the text. Marks may still forbid some: see `punct`.
#[must_use]
pub fn places(text: &str) -> Vec<(usize, Place)> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut ends: Vec<usize> = segmenter.segment_str(text).collect();
    join_singles(text, &mut ends);
    keep_phrases(text, &mut ends);
    let mut depth = 0usize;
    let mut found = Vec::new();
    for (at, ch) in text.char_indices() {
        match ch {
            '《' | '（' | '“' | '〈' | '〔' => depth += 1,
            '》' | '）' | '”' | '〉' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let end = at + ch.len_utf8();
        let (before, after) = text.split_at(end);
        if !after.is_empty() && ends.binary_search(&end).is_ok() && !counts(before, after) {
            found.push((end, place(before, after, depth > 0)));
        }
    }
    found
}

/// Two words of one Han each are more likely a word that the dictionary does not have (印发, 预案).
fn join_singles(text: &str, ends: &mut Vec<usize>) {
    let single = |from: usize, to: usize| {
        let mut chars = text.get(from..to).unwrap_or_default().chars();
        matches!((chars.next(), chars.next()), (Some(ch), None) if punct::class(ch) == Class::Han)
    };
    let free_words = [
        "的", "和", "与", "及", "等", "对", "在", "为", "将", "县", "市", "区",
    ];
    let free = |from: usize, to: usize| text.get(from..to).is_some_and(|word| free_words.contains(&word));
    let borders: Vec<usize> = ends
        .windows(3)
        .filter_map(|three| match three {
            [a, b, c] if single(*a, *b) && single(*b, *c) && !free(*a, *b) && !free(*b, *c) => Some(*b),
            _ => None,
        })
        .collect();
    ends.retain(|at| borders.binary_search(at).is_err());
}

/// Takes the borders inside phrases out, puts their ends in.
fn keep_phrases(text: &str, ends: &mut Vec<usize>) {
    for phrase in PHRASES {
        for (start, _) in text.match_indices(phrase) {
            let end = start + phrase.len();
            ends.retain(|&at| at <= start || at >= end);
            ends.extend([start, end]);
        }
    }
    // a shorter phrase may have put its end inside a longer one
    for phrase in PHRASES {
        for (start, _) in text.match_indices(phrase) {
            ends.retain(|&at| at <= start || at >= start + phrase.len());
        }
    }
    ends.sort_unstable();
    ends.dedup();
}

/// 二季度, 三年, 第一批: dictionaries part a number from what it counts.
fn counts(before: &str, after: &str) -> bool {
    before.ends_with(|ch| NUMERALS.contains(ch)) && after.starts_with(|ch| COUNTED.contains(ch))
}

fn place(before: &str, after: &str, inside: bool) -> Place {
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if starts(&NOT_FIRST) || ends(&NOT_LAST) {
        Place::Awkward
    } else if inside || starts(&["和", "与", "及", "以及"]) {
        Place::Inside
    } else if starts(&["关于"]) || ends(&["的"]) && !starts(&KINDS) {
        Place::Breath
    } else {
        Place::Word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut shown = text.to_owned();
        for (at, place) in places(text).into_iter().rev() {
            let sign = match place {
                Place::Breath => "‖",
                Place::Word => "｜",
                Place::Inside => "¦",
                Place::Awkward => "·",
            };
            shown.insert_str(at, sign);
        }
        shown
    }

    #[test]
    fn words_and_phrases_stay_whole() {
        assert_eq!(
            shown("清溪县人民政府办公室关于2024年二季度重点民生实事项目进展情况的通报"),
            "清溪｜县｜人民政府｜办公室‖关于·2024年｜二季度｜重点｜民生实事｜项目｜进展情况·的｜通报"
        );
        assert_eq!(
            shown("关于印发《防汛方案》和预案的通知"),
            "关于·印发｜《¦防汛¦方案¦》¦和·预案·的｜通知"
        );
    }

    #[test]
    fn a_text_without_places_is_none() {
        assert_eq!(places(""), []);
        assert_eq!(places("甲"), []);
    }
}
