//! Reporting periods (期): 2023-10, 2024-Q2, 2024-H1, 2024, 2021-01..09, 2024-07-T1, and their Chinese names.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::date::{Date, date};
use super::numeral;

/// A reporting period (期) within one year. Always a possible one: there is no other way to make it than
/// [`Period::new`] and reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    year: i16,
    span: Span,
}

/// The part of the year that a period covers (期的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Span {
    /// 上旬, 中旬, 下旬: a month from 1, a third from 1 to 3.
    TenDays(u8, u8),
    /// 月, from 1.
    Month(u8),
    /// 季度, from 1.
    Quarter(u8),
    /// 半年, 1 or 2.
    Half(u8),
    /// 几月至几月, the first before the last.
    Months(u8, u8),
    /// 全年.
    Year,
}

const THIRDS: [&str; 3] = ["上旬", "中旬", "下旬"];
const QUARTERS: [&str; 4] = ["一季度", "二季度", "三季度", "四季度"];
const HALVES: [&str; 2] = ["上半年", "下半年"];

impl Span {
    const fn is_possible(self) -> bool {
        match self {
            Self::TenDays(month, third) => is_month(month) && third >= 1 && third <= 3,
            Self::Month(month) => is_month(month),
            Self::Quarter(quarter) => quarter >= 1 && quarter <= 4,
            Self::Half(half) => half == 1 || half == 2,
            Self::Months(first, last) => is_month(first) && is_month(last) && first < last,
            Self::Year => true,
        }
    }

    /// First and last month.
    const fn months(self) -> (u8, u8) {
        match self {
            Self::TenDays(month, _) | Self::Month(month) => (month, month),
            Self::Quarter(quarter) => (quarter * 3 - 2, quarter * 3),
            Self::Half(half) => (half * 6 - 5, half * 6),
            Self::Months(first, last) => (first, last),
            Self::Year => (1, 12),
        }
    }
}

const fn is_month(month: u8) -> bool {
    month >= 1 && month <= 12
}

fn nth<const N: usize>(names: [&'static str; N], n: u8) -> &'static str {
    names
        .get(usize::from(n).saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

impl Period {
    /// That part of that year; `None` if there is no such part or the year has not four digits.
    #[must_use]
    pub fn new(year: i16, span: Span) -> Option<Self> {
        ((1000..=9999).contains(&year) && span.is_possible()).then_some(Self { year, span })
    }

    /// Its year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// Its part of the year.
    #[must_use]
    pub const fn span(self) -> Span {
        self.span
    }

    /// First day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let day = if let Span::TenDays(_, third) = self.span {
            third * 10 - 9
        } else {
            1
        };
        date(self.year, self.span.months().0, day).unwrap_or_default()
    }

    /// Last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        let first = date(self.year, self.span.months().1, 1).unwrap_or_default();
        match self.span {
            Span::TenDays(month, third @ 1..=2) => date(self.year, month, third * 10).unwrap_or(first),
            _ => first.last_of_month(),
        }
    }

    /// The period of the same kind just before: 2023-12 before 2024-01, 2024-Q1 before 2024-Q2.
    ///
    /// Cumulative months go back by one month (1—8月份 before 1—9月份), and 1—2月份 to the whole twelve of the year
    /// before; other runs of months go back by their length. `None` before the year 1000, and where such a run would
    /// lie in two years.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let before = self.year - 1;
        let (year, span) = match self.span {
            Span::TenDays(month, third @ 2..) => (self.year, Span::TenDays(month, third - 1)),
            Span::TenDays(month @ 2.., _) => (self.year, Span::TenDays(month - 1, 3)),
            Span::TenDays(..) => (before, Span::TenDays(12, 3)),
            Span::Month(month @ 2..) => (self.year, Span::Month(month - 1)),
            Span::Month(_) => (before, Span::Month(12)),
            Span::Quarter(quarter @ 2..) => (self.year, Span::Quarter(quarter - 1)),
            Span::Quarter(_) => (before, Span::Quarter(4)),
            Span::Half(2) => (self.year, Span::Half(1)),
            Span::Half(_) => (before, Span::Half(2)),
            Span::Year => (before, Span::Year),
            Span::Months(1, last @ 3..) => (self.year, Span::Months(1, last - 1)),
            Span::Months(1, _) => (before, Span::Months(1, 12)),
            Span::Months(first, last) => {
                let start = first.checked_sub(last - first + 1).filter(|start| *start > 0)?;
                (self.year, Span::Months(start, first - 1))
            }
        };
        Self::new(year, span)
    }

    /// The same part of the year before (上年同期).
    #[must_use]
    pub fn year_before(self) -> Option<Self> {
        Self::new(self.year - 1, self.span)
    }

    /// With its year: 2024年二季度, 2021年1—9月份, 2024年上半年, 2023年10月份, 2024年7月上旬, 2024年.
    #[must_use]
    pub fn name(self) -> String {
        match self.span {
            Span::Year => format!("{}年", self.year),
            _ => format!("{}年{}", self.year, self.short_name()),
        }
    }

    /// Without its year: 二季度, 1—9月份, 上半年, 10月份, 7月上旬, 全年.
    #[must_use]
    pub fn short_name(self) -> String {
        match self.span {
            Span::TenDays(month, third) => format!("{month}月{}", nth(THIRDS, third)),
            Span::Month(month) => format!("{month}月份"),
            Span::Quarter(quarter) => nth(QUARTERS, quarter).to_owned(),
            Span::Half(half) => nth(HALVES, half).to_owned(),
            Span::Months(first, last) => format!("{first}—{last}月份"),
            Span::Year => "全年".to_owned(),
        }
    }

    /// From the year's beginning to its end (累计), without the year: 一季度, 上半年, 前三季度, 全年, 1—10月份, 1月份; of a
    /// ten-day period 1月至7月上旬.
    #[must_use]
    pub fn cumulative_name(self) -> String {
        match self.span {
            Span::Quarter(3) => "前三季度".to_owned(),
            Span::Quarter(2) => nth(HALVES, 1).to_owned(),
            Span::Quarter(4) | Span::Half(2) => "全年".to_owned(),
            Span::Month(month @ 2..) | Span::Months(_, month) => format!("1—{month}月份"),
            Span::TenDays(month @ 2.., _) => format!("1月至{month}月{}", self.third_name()),
            _ => self.short_name(),
        }
    }

    fn third_name(self) -> &'static str {
        if let Span::TenDays(_, third) = self.span {
            nth(THIRDS, third)
        } else {
            ""
        }
    }

    /// How much of the year is gone at its end (序时进度) as an exact fraction, numerator and denominator: months of
    /// 12, of ten-day periods thirds of months of 36.
    #[must_use]
    pub const fn elapsed(self) -> (u32, u32) {
        match self.span {
            Span::TenDays(month, third) => ((month as u32 - 1) * 3 + third as u32, 36),
            span => (span.months().1 as u32, 12),
        }
    }

    /// Whether that day lies in it.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        (self.first_day()..=self.last_day()).contains(&day)
    }
}

/// By last day, then the shorter before the longer: 6月份, 二季度, 上半年.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |p: &Self| (p.last_day(), std::cmp::Reverse(p.first_day()), p.span);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The key of a period, as files are named by it.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year;
        match self.span {
            Span::TenDays(month, third) => write!(f, "{year}-{month:02}-T{third}"),
            Span::Month(month) => write!(f, "{year}-{month:02}"),
            Span::Quarter(quarter) => write!(f, "{year}-Q{quarter}"),
            Span::Half(half) => write!(f, "{year}-H{half}"),
            Span::Months(first, last) => write!(f, "{year}-{first:02}..{last:02}"),
            Span::Year => write!(f, "{year}"),
        }
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

/// The text is no period (不是期).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPeriod;

impl fmt::Display for NoPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("期应写作 2024-07（月）、2024-Q2（季度）、2024-H1（半年）、2024（年）、2024-01..09（1—9月份）或 2024-07-T1（上旬）")
    }
}

impl std::error::Error for NoPeriod {}

impl TryFrom<String> for Period {
    type Error = NoPeriod;
    fn try_from(text: String) -> Result<Self, NoPeriod> {
        text.parse()
    }
}

impl FromStr for Period {
    type Err = NoPeriod;

    /// Reads the key, and the Chinese names with a year: 2024年二季度, 2024年第2季度, 2024年1-9月, 2024年前三季度,
    /// 2024年7月上旬, 2024年度. White space and the width of digits do not matter.
    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let text = super::normal::fold(text).to_uppercase();
        read(&text).ok_or(NoPeriod)
    }
}

fn read(text: &str) -> Option<Period> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = year
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| year.parse().ok())??;
    let span = match rest.strip_prefix('年') {
        Some(words) => span_in_words(words)?,
        None if rest.is_empty() => Span::Year,
        None => span_of_key(rest.strip_prefix('-')?)?,
    };
    Period::new(year, span)
}

fn span_of_key(key: &str) -> Option<Span> {
    if let Some(quarter) = key.strip_prefix('Q') {
        return Some(Span::Quarter(small(quarter)?));
    }
    if let Some(half) = key.strip_prefix('H') {
        return Some(Span::Half(small(half)?));
    }
    if let Some((month, third)) = key.split_once('-') {
        let third = third
            .strip_prefix('T')
            .and_then(small)
            .or_else(|| third_in_words(third))?;
        return Some(Span::TenDays(small(month)?, third));
    }
    match key.split_once("..") {
        Some((first, last)) => Some(Span::Months(small(first)?, small(last)?)),
        None => Some(Span::Month(small(key)?)),
    }
}

fn span_in_words(words: &str) -> Option<Span> {
    match words {
        "" | "度" | "全年" => return Some(Span::Year),
        "上半年" => return Some(Span::Half(1)),
        "下半年" => return Some(Span::Half(2)),
        "前三季度" | "前3季度" => return Some(Span::Months(1, 9)),
        _ => {}
    }
    if let Some(quarter) = words.strip_suffix("季度") {
        return Some(Span::Quarter(small(
            quarter.strip_prefix('第').unwrap_or(quarter),
        )?));
    }
    let (months, rest) = words.rsplit_once('月')?;
    match (months.split_once(['—', '-', '–', '~', '～', '至', '−']), rest) {
        (Some((first, last)), "" | "份") => Some(Span::Months(
            small(first.strip_suffix('月').unwrap_or(first))?,
            small(last)?,
        )),
        (None, "" | "份") => Some(Span::Month(small(months)?)),
        (None, third) => Some(Span::TenDays(small(months)?, third_in_words(third)?)),
        _ => None,
    }
}

fn third_in_words(word: &str) -> Option<u8> {
    (1u8..)
        .zip(THIRDS)
        .find_map(|(n, name)| (name == word).then_some(n))
}

/// One or two digits, or a Chinese numeral.
fn small(text: &str) -> Option<u8> {
    let arabic = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if arabic {
        text.parse().ok()
    } else {
        numeral::parse(text).and_then(|n| u8::try_from(n).ok())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|_| panic!("{text}"))
    }

    #[test]
    fn names_and_days() {
        for (key, name, short, cumulative, first, last) in [
            (
                "2023-10",
                "2023年10月份",
                "10月份",
                "1—10月份",
                "2023-10-01",
                "2023-10-31",
            ),
            (
                "2024-01",
                "2024年1月份",
                "1月份",
                "1月份",
                "2024-01-01",
                "2024-01-31",
            ),
            (
                "2024-Q1",
                "2024年一季度",
                "一季度",
                "一季度",
                "2024-01-01",
                "2024-03-31",
            ),
            (
                "2024-Q2",
                "2024年二季度",
                "二季度",
                "上半年",
                "2024-04-01",
                "2024-06-30",
            ),
            (
                "2024-Q3",
                "2024年三季度",
                "三季度",
                "前三季度",
                "2024-07-01",
                "2024-09-30",
            ),
            (
                "2024-Q4",
                "2024年四季度",
                "四季度",
                "全年",
                "2024-10-01",
                "2024-12-31",
            ),
            (
                "2024-H1",
                "2024年上半年",
                "上半年",
                "上半年",
                "2024-01-01",
                "2024-06-30",
            ),
            (
                "2024-H2",
                "2024年下半年",
                "下半年",
                "全年",
                "2024-07-01",
                "2024-12-31",
            ),
            ("2024", "2024年", "全年", "全年", "2024-01-01", "2024-12-31"),
            (
                "2021-01..09",
                "2021年1—9月份",
                "1—9月份",
                "1—9月份",
                "2021-01-01",
                "2021-09-30",
            ),
            (
                "2024-07-T1",
                "2024年7月上旬",
                "7月上旬",
                "1月至7月上旬",
                "2024-07-01",
                "2024-07-10",
            ),
            (
                "2024-02-T3",
                "2024年2月下旬",
                "2月下旬",
                "1月至2月下旬",
                "2024-02-21",
                "2024-02-29",
            ),
        ] {
            let p = period(key);
            assert_eq!(p.to_string(), key);
            assert_eq!(
                (
                    p.name().as_str(),
                    p.short_name().as_str(),
                    p.cumulative_name().as_str()
                ),
                (name, short, cumulative)
            );
            assert_eq!(
                (
                    p.first_day().to_string().as_str(),
                    p.last_day().to_string().as_str()
                ),
                (first, last)
            );
            assert_eq!(period(name), p, "{name}");
        }
    }

    #[test]
    fn other_ways_of_writing() {
        for (text, key) in [
            ("2024-q2", "2024-Q2"),
            ("2024-7", "2024-07"),
            ("2024-07-上旬", "2024-07-T1"),
            ("2024年第2季度", "2024-Q2"),
            ("２０２４年 二季度", "2024-Q2"),
            ("2024年1-9月", "2024-01..09"),
            ("2024年1月至9月", "2024-01..09"),
            ("2024年前三季度", "2024-01..09"),
            ("2024年七月", "2024-07"),
            ("2024年度", "2024"),
        ] {
            assert_eq!(period(text).to_string(), key, "{text}");
        }
        for text in [
            "",
            "24",
            "2024-",
            "2024-13",
            "2024-00",
            "2024-Q5",
            "2024-H3",
            "2024-09..01",
            "2024-03..03",
            "2024-07-T4",
            "2024年五季度",
            "二季度",
            "2024-Q",
            "0999",
            "2024x",
            "2024年1月2旬",
            "20240",
            "甲乙丙丁",
            "2024-+7",
        ] {
            assert_eq!(text.parse::<Period>(), Err(NoPeriod), "{text}");
        }
    }

    #[test]
    fn before_and_elapsed() {
        for (key, before, elapsed) in [
            ("2024-01", Some("2023-12"), (1, 12)),
            ("2024-Q1", Some("2023-Q4"), (3, 12)),
            ("2024-H1", Some("2023-H2"), (6, 12)),
            ("2024", Some("2023"), (12, 12)),
            ("2024-01..09", Some("2024-01..08"), (9, 12)),
            ("2024-01..02", Some("2023-01..12"), (2, 12)),
            ("2024-04..06", Some("2024-01..03"), (6, 12)),
            ("2024-03..04", Some("2024-01..02"), (4, 12)),
            ("2024-02..03", None, (3, 12)),
            ("2024-07-T1", Some("2024-06-T3"), (19, 36)),
            ("2024-01-T1", Some("2023-12-T3"), (1, 36)),
            ("1000-Q1", None, (3, 12)),
        ] {
            assert_eq!(period(key).previous(), before.map(period), "{key}");
            assert_eq!(period(key).elapsed(), elapsed, "{key}");
        }
        assert_eq!(period("2024-Q2").year_before(), Some(period("2023-Q2")));
    }

    #[test]
    fn in_order_of_their_ends() {
        let sorted = [
            "2023",
            "2024-06-T2",
            "2024-06-T3",
            "2024-06",
            "2024-Q2",
            "2024-H1",
            "2024-07-T1",
            "2024-07",
            "2024",
        ];
        let mut periods = sorted.map(period);
        periods.reverse();
        periods.sort();
        assert_eq!(periods.map(|p| p.to_string()), sorted);
    }

    fn any_period() -> impl Strategy<Value = Period> {
        let span = prop_oneof![
            (1u8..=12, 1u8..=3).prop_map(|(m, t)| Span::TenDays(m, t)),
            (1u8..=12).prop_map(Span::Month),
            (1u8..=4).prop_map(Span::Quarter),
            (1u8..=2).prop_map(Span::Half),
            (1u8..12).prop_flat_map(|first| (first + 1..=12).prop_map(move |last| Span::Months(first, last))),
            Just(Span::Year),
        ];
        (1001i16..=9999, span).prop_map(|(year, span)| Period::new(year, span).unwrap())
    }

    proptest! {
        #[test]
        fn key_and_name_read_back(p in any_period()) {
            prop_assert_eq!(p.to_string().parse(), Ok(p));
            prop_assert_eq!(p.name().parse(), Ok(p));
            prop_assert!(p.first_day() <= p.last_day() && p.contains(p.last_day()));
        }

        #[test]
        fn the_previous_one_ends_earlier(p in any_period(), q in any_period()) {
            if let Some(before) = p.previous() {
                prop_assert!(before < p);
            }
            prop_assert_eq!(p.cmp(&q) == Ordering::Equal, p == q);
        }

        #[test]
        fn any_text_is_survived(text in "[0-9]{0,5}[-年第]?\\PC{0,12}") {
            let _ = text.parse::<Period>();
        }
    }
}
