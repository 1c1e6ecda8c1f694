//! Reporting periods (期): 2023-10, 2024-Q2, 2024-H1, 2024, 2021-01..09, 2024-07-T1, and their Chinese names.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::date::{Date, date};

mod mention;
mod read;

pub use mention::{Mention, mentions};
pub use read::NoPeriod;

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

#[cfg(test)]
mod tests;
