//! Where a title may be broken (断句): between words, never inside a name, and rather before 关于 than behind it.
//!
//! GB/T 9704—2012 7.3.1: 词意完整. Words come from a dictionary, and from the phrases of supervision offices, which a
//! general dictionary cuts in wrong places (民生实／事项目).

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::punct::{self, Class};

/// How good a place to break is (断点优劣).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A reader draws breath here: before 关于, behind 的.
    Breath,
    /// Between two words.
    Word,
    /// Inside 《》 or （）, before 和, between a year and its quarter, between a county's name and 县.
    Inside,
    /// A line would begin with 的 or end with 关于 or 和, or an organ would be parted behind its level, 县／教育局.
    Awkward,
}

/// The dictionary (词典), looked up once.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

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
/// Bytes of a Han.
const HAN: usize = 3;
const NUMERALS: &str = "第一二三四五六七八九十百两〇0123456789";
const COUNTED: &str = "一二三四五六七八九十百0123456789年月日季期批次届号个类项件旬条名位家户所";
const NOT_FIRST: [&str; 4] = ["的", "等", "了", "之"];
const NOT_LAST: [&str; 8] = ["关于", "和", "与", "及", "对", "在", "为", "将"];
const KINDS: [&str; 10] = [
    "通报", "通知", "函", "报告", "请示", "批复", "意见", "决定", "公告", "通告",
];

/// What counts people and things.
const CLASSIFIERS: &str = "个名位件项家户批类所条";
/// Levels that organs begin with.
const LEVELS: &str = "省市县区州";
/// What may stand before an organ that begins with its level.
const VERBS: [&str; 12] = [
    "转发", "印发", "批转", "表扬", "表彰", "同意", "成立", "关于", "和", "与", "及", "的",
];
/// What organs end with.
const ORGANS: [&str; 8] = [
    "局",
    "厅",
    "委员会",
    "人民政府",
    "办公室",
    "中心",
    "督查室",
    "联合会",
];
/// 人力资源和社会保障局 has ten characters.
const LONGEST_ORGAN: usize = 11;

/// The places in bytes, in order, without the ends of the text. Marks may still forbid some: see `punct`.
#[must_use]
pub fn places(text: &str) -> Vec<(usize, Place)> {
    let mut ends: Vec<usize> = SEGMENTER.segment_str(text).collect();
    mend_organs(text, &mut ends);
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

/// What dictionaries do to organs: 和／县财政局 has no county of 和县, and 财政／局 is one word.
fn mend_organs(text: &str, ends: &mut Vec<usize>) {
    let joined = text.contains(['和', '与', '及']);
    for pair in ["和县", "与县", "及县", "和市", "和区"]
        .into_iter()
        .filter(|_| joined)
    {
        for (start, _) in text.match_indices(pair) {
            if parts_organ(
                text.get(..start + pair.len()).unwrap_or_default(),
                text.get(start + pair.len()..).unwrap_or_default(),
            ) {
                ends.push(start + '和'.len_utf8());
            }
        }
    }
    let suffix = |at: &usize| {
        let (before, after) = text.split_at_checked(*at).unwrap_or_default();
        before.ends_with(|ch: char| punct::class(ch) == Class::Han) && after.starts_with(['局', '厅'])
    };
    ends.retain(|at| !suffix(at));
    ends.sort_unstable();
    ends.dedup();
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
    let phrases = phrases(text);
    for &(start, end) in &phrases {
        ends.retain(|&at| at <= start || at >= end);
        ends.extend([start, end]);
    }
    // a shorter phrase may have put its end inside a longer one
    for &(start, end) in &phrases {
        ends.retain(|&at| at <= start || at >= end);
    }
    ends.sort_unstable();
    ends.dedup();
}

/// Where phrases begin and end: in the order of [`PHRASES`], each from left to right.
fn phrases(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    // one walk for all: a search for each would first have to be prepared for it
    for (start, _) in text.char_indices() {
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let begins = |phrase: &str| {
            rest.first_chunk::<HAN>() == phrase.as_bytes().first_chunk()
                && rest.starts_with(phrase.as_bytes())
        };
        let here = PHRASES.iter().enumerate().filter(|(_, phrase)| begins(phrase));
        found.extend(here.map(|(number, phrase)| (number, start, start + phrase.len())));
    }
    found.sort_unstable();
    found.into_iter().map(|(_, start, end)| (start, end)).collect()
}

/// 二季度, 三年, 第一批: dictionaries part a number from what it counts.
fn counts(before: &str, after: &str) -> bool {
    before.ends_with(|ch| NUMERALS.contains(ch)) && after.starts_with(|ch| COUNTED.contains(ch))
}

/// 2026年／三季度, 2026年／1—9月份: the year and the part of it are one period.
fn parts_period(before: &str, after: &str) -> bool {
    let year = before
        .strip_suffix('年')
        .is_some_and(|before| before.ends_with(|ch: char| ch.is_ascii_digit() || NUMERALS.contains(ch)));
    let digits =
        after.trim_start_matches(|ch: char| NUMERALS.contains(ch) || matches!(ch, '—' | '～' | '至'));
    let counted = digits.len() < after.len() && digits.starts_with(['季', '月']);
    year && (counted || after.starts_with("上半年") || after.starts_with("下半年") || after.starts_with("前"))
}

/// 12名／同志, 十件／民生实事: how many and of what.
fn parts_count(before: &str, after: &str) -> bool {
    let number = before.strip_suffix(|ch| CLASSIFIERS.contains(ch));
    number.is_some_and(|number| number.ends_with(|ch| NUMERALS.contains(ch)))
        && after.starts_with(|ch: char| punct::class(ch) == Class::Han)
}

/// 清溪／县: a name and what it is the name of. 转发／县教育局 begins with the level.
fn parts_place(before: &str, after: &str) -> bool {
    let level = after.starts_with(|ch| LEVELS.contains(ch));
    level
        && before.ends_with(|ch: char| punct::class(ch) == Class::Han)
        && !VERBS.iter().any(|verb| before.ends_with(verb))
}

/// 县／教育局, 县／人民政府: an organ's level and its name.
fn parts_organ(before: &str, after: &str) -> bool {
    if !before.ends_with(|ch| LEVELS.contains(ch)) {
        return false;
    }
    let han = after.chars().take(LONGEST_ORGAN);
    let name: String = han
        .take_while(|ch| punct::class(*ch) == Class::Han && *ch != '的')
        .collect();
    ORGANS.iter().any(|organ| name.contains(organ))
}

fn place(before: &str, after: &str, inside: bool) -> Place {
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if starts(&NOT_FIRST) || ends(&NOT_LAST) || parts_organ(before, after) {
        Place::Awkward
    } else if inside
        || starts(&["和", "与", "及", "以及"])
        || parts_period(before, after)
        || parts_count(before, after)
        || parts_place(before, after)
    {
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
            "清溪¦县·人民政府｜办公室‖关于·2024年¦二季度｜重点｜民生实事｜项目｜进展情况·的｜通报"
        );
        assert_eq!(
            shown("关于印发《防汛方案》和预案的通知"),
            "关于·印发｜《¦防汛¦方案¦》¦和·预案·的｜通知"
        );
    }

    #[test]
    fn organs_and_periods_stay_whole() {
        let texts = [
            "转发县教育局等部门",
            "办公室和县财政局",
            "2026年1—9月份",
            "2026年上半年",
            "2026年20件",
            "12名同志",
        ];
        let shown: Vec<String> = texts.map(shown).into();
        assert_eq!(
            shown,
            [
                "转发｜县·教育局·等｜部门",
                "办公室¦和·县·财政局",
                "2026年¦1｜—｜9月份",
                "2026年¦上半年",
                "2026年｜20件",
                "12名¦同志"
            ]
        );
    }

    #[test]
    fn a_text_without_places_is_none() {
        assert_eq!(places(""), []);
        assert_eq!(places("甲"), []);
    }
}
