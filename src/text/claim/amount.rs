//! Amounts (数量): a figure with its unit, and how exactly it is meant.

use std::ops::Range;

use rust_decimal::Decimal;

use super::measure::{self, Measured};
use crate::text::figure::{self, Figure, Kind};
use crate::text::numeral;
use crate::text::words::Words;

/// How exactly a figure is meant (概数).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// As it stands.
    #[default]
    Exact,
    /// 约, 左右, 近.
    Near,
    /// 以上, 超过, 突破, 不少于, ≥.
    Least,
    /// 余, 多: up to the next of its last place that is no nought.
    Over,
    /// 以内, 以下, 不超过.
    Most,
    /// 15%～30%: this is its lower end; the upper.
    To(Decimal),
}

/// A figure with its unit (数量).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The whole in bytes, from the first digit to the end of the unit: 3.71万人.
    pub range: Range<usize>,
    /// Without 万 and 亿: 37100; a percentage as a ratio.
    pub value: Decimal,
    /// One of its last place: 100 for 3.71万, 0.001 for 87.5%.
    pub step: Decimal,
    /// The unit under which it compares: 人 for 名; `%` and `个百分点`; empty where none was recognised.
    pub unit: &'static str,
    /// How it is meant.
    pub about: About,
    /// In Han numerals: 四台.
    pub han: bool,
    /// 第3: a place, not a number.
    pub ordinal: bool,
}

impl Amount {
    /// Whether that value can be what is meant.
    #[must_use]
    pub fn admits(&self, value: Decimal) -> bool {
        let tenth = self.value.abs() / Decimal::TEN;
        match self.about {
            About::Exact => super::may_print(value, self.value, self.step),
            About::Near => (value - self.value).abs() <= tenth.max(self.step),
            About::Least => value >= self.value,
            About::Most => value <= self.value,
            // 130余 is below 140, 1100余 below 1200; 多 is used more freely
            About::Over => value >= self.value && value <= self.value + (tenth * Decimal::TWO).max(self.step),
            About::To(end) => value >= self.value && value <= end,
        }
    }

    /// Whether it is one number and no bound, range or approximation.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.about == About::Exact && !self.ordinal
    }
}

/// The amounts in `text`, from left to right. Years, dates, ages and numbers of clauses are none.
#[must_use]
pub fn amounts(text: &str) -> Vec<Amount> {
    let figures = figure::find_all(text);
    let mut found: Vec<Amount> = figures.iter().filter_map(|figure| arabic(text, figure)).collect();
    join_ranges(text, &mut found);
    found.extend(han(text));
    found.sort_by_key(|amount| amount.range.start);
    found
}

fn arabic(text: &str, figure: &Figure) -> Option<Amount> {
    let before = text.get(..figure.range.start)?;
    let rest = text.get(figure.range.end..)?;
    if is_date(before, rest, figure) || is_label(before, rest, figure) {
        return None;
    }
    // 3-4个: what the hyphen means is not certain
    if rest.starts_with('-')
        && rest
            .get(1..)
            .is_some_and(|next| next.starts_with(numeral::is_digit))
    {
        return None;
    }
    let (vague, scale, skipped) = vague_scale(rest);
    let rest = rest.get(skipped..)?;
    let (unit, len) = match figure.kind {
        Kind::Percent => ("%", 0),
        Kind::Points => ("个百分点", 0),
        Kind::Plain => measure::at_start(rest).map_or(("", 0), |Measured { len, name }| (name, len)),
    };
    let end = figure.range.end + if len > 0 || scale > 1 { skipped + len } else { 0 };
    let scale = Decimal::from(scale);
    Some(Amount {
        value: figure.value.checked_mul(scale)?,
        step: step(text.get(figure.range.clone())?, figure).checked_mul(scale)?,
        unit,
        about: about(before, text.get(end..)?, vague),
        han: false,
        ordinal: before.ends_with('第'),
        range: figure.range.start..end,
    })
}

/// 2024年, 7月, 10日, 8时, 60周岁: no amounts; 6个月 is one.
fn is_date(before: &str, rest: &str, figure: &Figure) -> bool {
    const MARKS: Words<&str> = Words::new(&[
        "年", "月", "日", "号", "时", "点", "周岁", "岁", "世纪", "千伏", "#",
    ]);
    const ENDS: Words<&str> = Words::new(&["年", "月", "日", "号", "周岁", "岁", "时"]);
    let dated = figure.kind == Kind::Plain && MARKS.starts(rest);
    // the first of 1—9月份 and 2021—2025年
    let range = rest.strip_prefix(['—', '-', '－', '~', '～', '至', '–', '、', '.', '/']);
    let dated_range = range.is_some_and(|rest| {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        digits.len() < rest.len() && ENDS.starts(digits)
    });
    dated || dated_range || before.ends_with(['〔', '[', '№', '/', '.'])
}

/// 1.扩增, 1）, （1）, 2、: numbers of clauses; 3:00 and 12345热线 nearly so.
fn is_label(before: &str, rest: &str, figure: &Figure) -> bool {
    let first = before.is_empty() || before.ends_with(['\n', '；', ';', '。', '（', '(', '：', ':', ' ']);
    let marked = rest.starts_with(['.', '．', '、', ')', '）', ':']);
    let small = figure.kind == Kind::Plain && figure.value < Decimal::from(100);
    (first && marked && small) || rest.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// 余, 多, 来 between figure and unit, with the 万 or 亿 behind it: 45多万人次. Factor and bytes.
fn vague_scale(rest: &str) -> (bool, u32, usize) {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('余' | '多' | '来'), Some('万')) => (true, 10_000, "余万".len()),
        (Some('余' | '多' | '来'), Some('亿')) => (true, 100_000_000, "余亿".len()),
        (Some('余' | '多' | '来'), _) => (true, 1, "余".len()),
        _ => (false, 1, 0),
    }
}

/// One of the last place typed.
fn step(typed: &str, figure: &Figure) -> Decimal {
    let last = Decimal::new(1, figure.decimals.min(20));
    let scale: u32 = match () {
        () if typed.contains("万亿") => return last * Decimal::from(1_000_000_000_000_u64),
        () if typed.contains('亿') => 100_000_000,
        () if typed.contains('万') => 10_000,
        () => 1,
    };
    let percent = figure.kind != Kind::Plain;
    last * Decimal::from(scale) * if percent { Decimal::new(1, 2) } else { Decimal::ONE }
}

const LEAST_BEFORE: Words<&str> = Words::new(&[
    "不少于",
    "不低于",
    "不小于",
    "至少",
    "超过",
    "突破",
    "高于",
    "大于",
    "超",
    "≥",
    ">",
    "＞",
    "逾",
    "多于",
    "达到或超过",
]);
const NOT_MORE: Words<&str> = Words::new(&["不超过", "不高于", "不多于", "不大于"]);
const LEAST_BEHIND: Words<&str> = Words::new(&["以上", "及以上"]);
const MOST_BEFORE: Words<&str> = Words::new(&[
    "不超过",
    "不高于",
    "不多于",
    "不大于",
    "至多",
    "最多",
    "低于",
    "少于",
    "小于",
    "≤",
    "不足",
]);
const MOST_BEHIND: Words<&str> = Words::new(&["以内", "以下"]);
const NEAR_BEFORE: Words<&str> = Words::new(&["约", "近", "大约", "约为", "将近", "接近", "约达"]);
const NEAR_BEHIND: Words<&str> = Words::new(&["左右", "上下"]);

fn about(before: &str, after: &str, vague: bool) -> About {
    // 不低于 is looked for before 低于
    if LEAST_BEFORE.ends(before) && !NOT_MORE.ends(before) || LEAST_BEHIND.starts(after) {
        About::Least
    } else if MOST_BEFORE.ends(before) || MOST_BEHIND.starts(after) {
        About::Most
    } else if vague || after.starts_with(['余', '多']) {
        About::Over
    } else if NEAR_BEFORE.ends(before) || NEAR_BEHIND.starts(after) {
        About::Near
    } else {
        About::Exact
    }
}

/// 15%～30% and 3—4个 are one amount each.
fn join_ranges(text: &str, found: &mut Vec<Amount>) {
    let mut at = 0;
    while at + 1 < found.len() {
        let joined = match (found.get(at), found.get(at + 1)) {
            (Some(first), Some(second)) => range_of(text, first, second),
            _ => None,
        };
        match joined {
            Some(joined) => {
                found.splice(at..at + 2, [joined]);
            }
            None => at += 1,
        }
    }
}

fn range_of(text: &str, first: &Amount, second: &Amount) -> Option<Amount> {
    let between = text.get(first.range.end..second.range.start)?;
    let sign = ["～", "~", "—", "-", "－", "–", "至", "到"].contains(&between);
    let same = first.unit == second.unit || first.unit.is_empty();
    // 15～30%
    let percent = first.unit.is_empty() && second.unit == "%";
    let value = if percent {
        first.value / Decimal::ONE_HUNDRED
    } else {
        first.value
    };
    (sign && same && value < second.value).then(|| Amount {
        range: first.range.start..second.range.end,
        value,
        about: About::To(second.value),
        unit: second.unit,
        ..first.clone()
    })
}

/// Measure words that Han numerals are read before: elsewhere 一, 两 and 三 are words as often as numbers.
const HAN_UNITS: Words<&str> = Words::new(&[
    "个", "台", "所", "座", "处", "家", "项", "条", "部", "户", "辆", "名", "大类", "类",
]);

/// What 个 counts that are no things.
const DURATIONS: Words<&str> = Words::new(&[
    "个月",
    "个季度",
    "个年度",
    "个方面",
    "个百分点",
    "个五年",
    "个坚持",
]);

/// 四台, 十五项; 一 is too often a word.
fn han(text: &str) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(numeral::is_numeral))
        .map(|n| n + at)
    {
        let run = text.get(start..).unwrap_or_default();
        let len = run.find(|c| !numeral::is_numeral(c)).unwrap_or(run.len());
        at = start + len.max(1);
        found.extend(one_han(text, start, start + len));
    }
    found
}

fn one_han(text: &str, start: usize, end: usize) -> Option<Amount> {
    let (before, rest) = (text.get(..start)?, text.get(end..)?);
    let ordinal = before.ends_with('第');
    let word = HAN_UNITS.starting(rest).next();
    // most numerals stand in words, and reading one costs more than seeing that
    if !ordinal && word.is_none() {
        return None;
    }
    let value = numeral::parse(text.get(start..end)?).filter(|n| (1..10_000).contains(n))?;
    if ordinal {
        return Some(place(start..end, value));
    }
    let word = word.filter(|_| value > 1)?;
    let unit = measure::at_start(rest).map_or("类", |found| found.name);
    let odd = before.ends_with(|c: char| "每各点百千万几数".contains(c) || c.is_ascii_digit());
    (!odd && !DURATIONS.starts(rest)).then(|| Amount {
        range: start..end + word.len(),
        value: value.into(),
        step: Decimal::ONE,
        unit,
        about: About::Exact,
        han: true,
        ordinal: false,
    })
}

/// 第一: a place.
fn place(range: Range<usize>, value: u64) -> Amount {
    Amount {
        range,
        value: value.into(),
        step: Decimal::ONE,
        unit: "",
        about: About::Exact,
        han: true,
        ordinal: true,
    }
}
