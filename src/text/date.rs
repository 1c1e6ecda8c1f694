//! Dates (日期) as circulars write them: 2024年7月10日, no leading noughts (GB/T 9704—2012 7.3.5.4).

use std::ops::Range;

pub use jiff::civil::Date;

use super::numeral::{self, find_digit, is_digit};

/// That day, if the calendar has it and its year has four digits.
#[must_use]
pub fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    if !(1000..=9999).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// 2024年7月10日.
#[must_use]
pub fn full(date: Date) -> String {
    format!("{}年{}", date.year(), month_day(date))
}

/// 7月10日.
#[must_use]
pub fn month_day(date: Date) -> String {
    format!("{}月{}日", date.month(), date.day())
}

/// 10日.
#[must_use]
pub fn day(date: Date) -> String {
    format!("{}日", date.day())
}

/// 二〇二四年七月十日.
#[must_use]
pub fn han(date: Date) -> String {
    let part = |n: i8| numeral::chinese(n.unsigned_abs().into());
    let year = numeral::digits(date.year().unsigned_abs().into());
    format!("{year}年{}月{}日", part(date.month()), part(date.day()))
}

/// Days gone of its year, that day included, and days in the year: the 序时进度 of a day as an exact fraction.
#[must_use]
pub fn elapsed(date: Date) -> (u32, u32) {
    (
        date.day_of_year().unsigned_abs().into(),
        date.days_in_year().unsigned_abs().into(),
    )
}

/// A whole typed date: `2024年7月10日`, `2024-07-10`, `2024.7.10`, `2024/7/10`, 二〇二四年七月十日, full-width digits.
/// `None` if it is anything else or not in the calendar.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let (year, rest) = number(text)?;
    let mark = rest.chars().next()?;
    let (between, end) = match mark {
        '年' => ('月', "日"),
        '-' | '.' | '/' => (mark, ""),
        _ => return None,
    };
    let (month, rest) = number(rest.get(mark.len_utf8()..)?)?;
    let (day, rest) = number(rest.strip_prefix(between)?)?;
    if rest != end {
        return None;
    }
    date(
        i16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

/// A date found in running text (文中日期); what was not written is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// 2024年.
    pub year: Option<i16>,
    /// 7月.
    pub month: u8,
    /// 10日 or 10号.
    pub day: Option<u8>,
}

impl Found {
    /// Whether the calendar may have it; without a year the 29th of February may be.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        date(self.year.unwrap_or(2000), self.month, self.day.unwrap_or(1)).is_some()
    }
}

/// The dates written with 月 in Arabic digits in `text`: 2024年7月10日, 7月10日, 2024年7月, 7月.
///
/// 6个月 and 1—9月 are none (durations and periods); 7月底 gives 7月. A number too great for any month is given back, so
/// that 13月5日 can be reported.
#[must_use]
pub fn find_all(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if !text.contains('月') {
        return found;
    }
    let mut at = 0;
    while let Some(start) = find_digit(text, at) {
        let after_run = text
            .get(start..)
            .and_then(|run| run.find(|c| !is_digit(c)))
            .map_or(text.len(), |n| n + start);
        let in_range = text
            .get(..start)
            .is_some_and(|before| before.ends_with(['—', '－', '-', '~', '～', '–', '.', '至']));
        match one(text, start) {
            Some(date) if !(in_range && date.year.is_none() && date.day.is_none()) => {
                at = date.range.end;
                found.push(date);
            }
            _ => at = after_run,
        }
    }
    found
}

fn one(text: &str, start: usize) -> Option<Found> {
    let (first, rest) = number(text.get(start..)?)?;
    let (year, month, rest) = match rest.strip_prefix('年') {
        Some(rest) => {
            let (month, rest) = number(rest)?;
            (Some(i16::try_from(first).ok()?), month, rest)
        }
        None => (None, first, rest),
    };
    let rest = rest.strip_prefix('月')?;
    let day = number(rest).and_then(|(day, rest)| {
        Some((
            u8::try_from(day).ok()?,
            rest.strip_prefix('日').or_else(|| rest.strip_prefix('号'))?,
        ))
    });
    let end = text.len() - day.map_or(rest, |(_, rest)| rest).len();
    Some(Found {
        range: start..end,
        year,
        month: u8::try_from(month).ok()?,
        day: day.map(|(day, _)| day),
    })
}

/// A number of at most four Arabic digits or a Chinese numeral at the start, and what follows.
fn number(text: &str) -> Option<(u64, &str)> {
    let arabic = text.starts_with(is_digit);
    let end = text
        .find(|c| {
            if arabic {
                !is_digit(c)
            } else {
                !numeral::is_numeral(c)
            }
        })
        .unwrap_or(text.len());
    let (run, rest) = text.split_at_checked(end)?;
    if !arabic {
        return Some((numeral::parse(run)?, rest));
    }
    if run.chars().count() > 4 {
        return None;
    }
    let n = run
        .chars()
        .try_fold(0u64, |n, c| Some(n * 10 + u64::from(numeral::arabic(c)?)))?;
    Some((n, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_days_of_the_calendar() {
        assert!(date(2024, 2, 29).is_some());
        for (year, month, day) in [
            (2023, 2, 29),
            (2024, 13, 1),
            (2024, 0, 1),
            (2024, 1, 0),
            (24, 1, 1),
            (2024, 200, 1),
        ] {
            assert_eq!(date(year, month, day), None);
        }
    }

    #[test]
    fn written() {
        let d = date(2024, 7, 1).unwrap();
        assert_eq!(full(d), "2024年7月1日");
        assert_eq!(month_day(d), "7月1日");
        assert_eq!(day(d), "1日");
        assert_eq!(han(date(2024, 10, 21).unwrap()), "二〇二四年十月二十一日");
        assert_eq!(elapsed(d), (183, 366));
    }

    #[test]
    fn typed() {
        let d = date(2024, 7, 10);
        for text in [
            "2024年7月10日",
            "2024-07-10",
            " 2024.7.10",
            "2024/7/10",
            "２０２４年７月１０日",
            "二〇二四年七月十日",
        ] {
            assert_eq!(parse(text), d, "{text}");
        }
        for text in [
            "",
            "2024年7月",
            "2024年7月32日",
            "2024-7.10",
            "7月10日",
            "2024年7月10日印发",
            "20240710",
            "2024--1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn in_running_text() {
        let text = "截至2024年6月30日，7月10日前完成，1—9月份进度，3个月内；2023年10月起，2月30日，13月5日";
        let seen: Vec<_> = find_all(text)
            .iter()
            .map(|f| {
                (
                    text.get(f.range.clone()).unwrap(),
                    f.year,
                    f.month,
                    f.day,
                    f.is_possible(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("2024年6月30日", Some(2024), 6, Some(30), true),
                ("7月10日", None, 7, Some(10), true),
                ("2023年10月", Some(2023), 10, None, true),
                ("2月30日", None, 2, Some(30), false),
                ("13月5日", None, 13, Some(5), false),
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(y in 1000i16..=9999, m in 1u8..=12, d in 1u8..=28) {
            let d = date(y, m, d).unwrap();
            prop_assert_eq!(parse(&full(d)), Some(d));
            prop_assert_eq!(parse(&han(d)), Some(d));
            prop_assert_eq!(find_all(&full(d)).len(), 1);
        }

        #[test]
        fn any_text_is_survived(text in "[0-9０-９年月日号.二〇\\-—a]{0,40}") {
            for found in find_all(&text) {
                prop_assert!(text.get(found.range).is_some());
            }
            let _ = parse(&text);
        }
    }
}
