//! Slips of wording and punctuation (文字与标点): found in a text, each with its place and what should stand there.
//!
//! One small file a family. Only what GB/T 15834, GB/T 15835 and the rules for official documents leave no doubt
//! about is a slip here; what can be read two ways is none. Nothing here knows where the text stands.

mod level;
mod mark;
mod number;
mod numeral;
mod pair;
mod range;
mod serial;
mod sign;
mod space;
mod year;

use std::borrow::Cow;
use std::ops::Range;

use sign::Signs;

/// One slip (一处差错).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What.
    pub kind: Kind,
    /// Where, in bytes; on character borders.
    pub at: Range<usize>,
    /// What should stand there instead, where that is certain.
    pub instead: Option<Cow<'static, str>>,
}

/// What kind of slip (差错的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 半角标点: `,` for `，` between Han.
    HalfMark,
    /// 标点重复: `。。`, `，。`.
    DoubledMark,
    /// 引号、括号、书名号不成对.
    Unpaired,
    /// 同种引号、书名号套用: “…“…”…”.
    Nested,
    /// 起止号: `1-9月` for `1—9月`.
    Dash,
    /// 数值范围省略单位: `15～30%` for `15%～30%`.
    RangeUnit,
    /// 发文字号: `[2024]`, `第`, leading noughts.
    Serial,
    /// 年份、月份用字: `二0二四年`, `24年7月`, `2024年07月`, `2023全县`.
    Year,
    /// 不可能的日期: `27月份`, `6月31日`, `截至621日`.
    Date,
    /// 小数点前缺 0.
    Decimal,
    /// 阿拉伯数字后用千、百、十.
    Numeral,
    /// 全角数字和字母.
    FullWidth,
    /// 多余的空格.
    Space,
    /// 字词重复: `的的`, `进行进行`.
    Doubled,
    /// 序数后的标点: `（一）、`, `1、`.
    Level,
    /// 序数不连续.
    Sequence,
    /// 标题末尾的标点.
    EndMark,
}

impl Slip {
    fn new(kind: Kind, at: Range<usize>, instead: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            at,
            instead: Some(instead.into()),
        }
    }

    /// One whose cure is not certain.
    const fn doubtful(kind: Kind, at: Range<usize>) -> Self {
        Self {
            kind,
            at,
            instead: None,
        }
    }
}

/// The slips of a running text of any number of lines, in order.
#[must_use]
pub fn slips(text: &str) -> Vec<Slip> {
    let mut found = phrase(text);
    let mut levels = Vec::new();
    level::find(text, &mut levels);
    if levels.is_empty() {
        return found;
    }
    // a mark that is put right as a whole has no half-width brackets of its own
    let within = |slip: &Slip| {
        levels
            .iter()
            .any(|l: &Slip| l.kind == Kind::Level && l.at.start <= slip.at.start && slip.at.end <= l.at.end)
    };
    found.retain(|slip| slip.kind != Kind::HalfMark || !within(slip));
    found.extend(levels);
    found.sort_by_key(|slip| (slip.at.start, slip.kind));
    found
}

/// The slips of a phrase, a title or a cell: without what only paragraphs have.
#[must_use]
pub fn phrase(text: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    // most texts are clean, and what begins every rule is looked for once
    let signs = Signs::of(text);
    mark::find(text, signs, &mut found);
    if signs.has(Signs::PAIR) {
        pair::find(text, &mut found);
    }
    if signs.has(Signs::DIGIT) {
        let numbers = number::all(text);
        range::find(text, &numbers, &mut found);
        year::find(text, &numbers, &mut found);
        numeral::find(text, &numbers, &mut found);
    }
    if signs.has(Signs::NOUGHT) {
        year::mixed_years(text, &mut found);
    }
    if signs.has(Signs::FULL_WIDTH) {
        numeral::full_width(text, &mut found);
    }
    if signs.has(Signs::DIGIT | Signs::FULL_WIDTH) {
        year::impossible(text, &mut found);
    }
    if signs.has(Signs::PAIR) && text.contains('号') {
        serial::find(text, &mut found);
    }
    if signs.has(Signs::SPACE) {
        space::find(text, &mut found);
    }
    found.sort_by_key(|slip| (slip.at.start, slip.kind));
    found
}

/// The mark at the end of a title, which has none (GB/T 15834—2011 B.4); ？！ and …… stay.
#[must_use]
pub fn end_mark(title: &str) -> Option<Slip> {
    let trimmed = title.trim_end();
    let last = trimmed
        .chars()
        .next_back()
        .filter(|c| "。，、；：.,;:".contains(*c))?;
    let start = trimmed.len() - last.len_utf8();
    // 等. at the end of an English name is none of ours
    let before = trimmed.get(..start)?.chars().next_back();
    let chinese = !last.is_ascii() || before.is_some_and(super::normal::is_han);
    chinese.then(|| Slip::new(Kind::EndMark, start..trimmed.len(), ""))
}

/// The text with every slip put right that says how.
#[must_use]
pub fn corrected(text: &str, slips: &[Slip]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for slip in slips {
        let Some(instead) = &slip.instead else { continue };
        if slip.at.start < at {
            continue;
        }
        out += text.get(at..slip.at.start).unwrap_or_default();
        out += instead;
        at = slip.at.end;
    }
    out + text.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each line of the file: a text with its slips, and the text put right; or a clean text.
    #[test]
    fn sentences() {
        let mut wrong = Vec::new();
        for line in include_str!("sentences.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (typed, wanted) = match line.split_once(" => ") {
                Some((typed, wanted)) => (typed, Some(wanted)),
                None => (line, None),
            };
            let found = slips(typed);
            match wanted {
                None if !found.is_empty() => wrong.push(format!("{typed}\n  has none, found {found:?}")),
                None => {}
                // a slip that has no certain cure
                Some(kind) if kind.starts_with('?') => {
                    let kinds: Vec<String> = found.iter().map(|slip| format!("{:?}", slip.kind)).collect();
                    if kinds.join(" ") != kind.trim_start_matches('?') {
                        wrong.push(format!("{typed}\n  wanted {kind}, found {found:?}"));
                    }
                }
                Some(wanted) => {
                    let right = corrected(typed, &found);
                    if right != wanted || found.is_empty() {
                        wrong.push(format!(
                            "{typed}\n  became {right}\n  wanted {wanted}\n  by {found:?}"
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn titles_have_no_end_mark() {
        for (title, marked) in [
            ("关于民生实事进展情况的通报。", true),
            ("进展情况表，", true),
            ("进展情况表:", true),
            ("关于民生实事进展情况的通报", false),
            ("民生实事怎么看？", false),
            ("进展情况表（一）", false),
            ("Vol.", false),
            ("", false),
        ] {
            assert_eq!(end_mark(title).is_some(), marked, "{title}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,80}") {
            for slip in slips(&text) {
                prop_assert!(text.get(slip.at.clone()).is_some(), "{slip:?}");
            }
        }

        #[test]
        fn marks_and_digits_are_survived(text in "[0-9年月日〔〕（）()“”《》,.，。、%～—\\-万亿千的一二十\n 第号截至]{0,40}") {
            let found = slips(&text);
            for slip in &found {
                prop_assert!(text.get(slip.at.clone()).is_some(), "{slip:?}");
            }
            let _ = corrected(&text, &found);
        }
    }
}
