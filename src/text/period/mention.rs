//! Periods named in running text (文中的期): 2024年二季度, 1—9月份, 上半年, 9月份.

use std::ops::Range;

use super::{Period, Span};
use crate::text::numeral;

/// A period named in a text (一处期).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, in bytes, with the year if there is one.
    pub at: Range<usize>,
    /// The year, where it is written.
    pub year: Option<i16>,
    /// Which part of the year.
    pub span: Span,
}

impl Mention {
    /// Whether it may name that period, or the part of the year that ends with it: 三季度, 前三季度, 1—9月份 and 9月份
    /// of a third quarter.
    #[must_use]
    pub fn fits(&self, period: Period) -> bool {
        let year = self.year.unwrap_or(period.year());
        let Some(named) = Period::new(year, self.span).filter(|_| year == period.year()) else {
            return false;
        };
        // 7月份上旬 names the month of the ten days
        let of_month =
            matches!(period.span, Span::TenDays(..)) && named.last_day().month() == period.last_day().month();
        named.last_day() == period.last_day() || of_month
    }
}

/// All of them, in order. A month counts only as 9月份 or in a run of months: 9月 alone may be any month of the story.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut end = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let inside_number = before.is_some_and(numeral::is_digit);
        before = Some(c);
        if at < end || inside_number || !begins(c) {
            continue;
        }
        if let Some((span, length)) = text.get(at..).and_then(span) {
            let year = year_before(text, at);
            let start = at - year.map_or(0, |(_, length)| length);
            end = at + length;
            found.push(Mention {
                at: start..end,
                year: year.map(|(year, _)| year),
                span,
            });
        }
    }
    found
}

/// Whether a part of the year may begin so.
const fn begins(c: char) -> bool {
    numeral::is_digit(c) || matches!(c, '上' | '下' | '前' | '第' | '一' | '二' | '三' | '四')
}

/// 2024年 or 2024年度 right before it, with its length.
fn year_before(text: &str, at: usize) -> Option<(i16, usize)> {
    let before = text.get(..at)?;
    let head = before
        .strip_suffix("年度")
        .or_else(|| before.strip_suffix('年'))?
        .trim_end();
    let digits = head.get(head.len().checked_sub(4)?..)?;
    let year: i16 = digits
        .parse()
        .ok()
        .filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let number = head.get(..head.len() - 4)?.chars().next_back();
    (!number.is_some_and(numeral::is_digit)).then_some((year, before.len() - head.len() + 4))
}

/// The part of the year that the text begins with, and its length.
fn span(text: &str) -> Option<(Span, usize)> {
    const WORDS: [(&str, Span); 4] = [
        ("上半年", Span::Half(1)),
        ("下半年", Span::Half(2)),
        ("前三季度", Span::Months(1, 9)),
        ("前三個季度", Span::Months(1, 9)),
    ];
    if let Some((word, span)) = WORDS.into_iter().find(|(word, _)| text.starts_with(word)) {
        return Some((span, word.len()));
    }
    quarter(text).or_else(|| months(text))
}

fn quarter(text: &str) -> Option<(Span, usize)> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let first = rest.chars().next()?;
    let number = numeral::arabic(first)
        .and_then(|n| u8::try_from(n).ok())
        .or_else(|| {
            (1u8..)
                .zip(['一', '二', '三', '四'])
                .find_map(|(n, c)| (c == first).then_some(n))
        })?;
    let after = rest.get(first.len_utf8()..)?;
    after.strip_prefix("季度")?;
    let span = Span::Quarter(number);
    let length = text.len() - after.len() + "季度".len();
    span.is_possible().then_some((span, length))
}

/// 1—9月, 1-9月份, 1月至9月; 9月份.
fn months(text: &str) -> Option<(Span, usize)> {
    let (first, rest) = number(text)?;
    let after_month = rest.strip_prefix('月').unwrap_or(rest);
    let joined = ["—", "-", "－", "–", "~", "～", "至"]
        .iter()
        .find_map(|sign| after_month.strip_prefix(sign));
    let (span, rest) = match joined.and_then(number) {
        Some((last, rest)) => (Span::Months(first, last), rest.strip_prefix('月')?),
        None => (Span::Month(first), rest.strip_prefix("月份")?),
    };
    // 3—5月5日 are days
    let day = rest.starts_with(numeral::is_digit);
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    (span.is_possible() && !day).then_some((span, text.len() - rest.len()))
}

fn number(text: &str) -> Option<(u8, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    (1..=2).contains(&digits).then_some(())?;
    Some((number.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(text: &str) -> Vec<(String, Option<i16>, Span)> {
        mentions(text)
            .into_iter()
            .map(|m| (text[m.at].to_owned(), m.year, m.span))
            .collect()
    }

    #[test]
    fn periods_in_sentences() {
        let of = |words: &str, year, span| vec![(words.to_owned(), year, span)];
        for (text, expected) in [
            (
                "关于2024年二季度进展情况",
                of("2024年二季度", Some(2024), Span::Quarter(2)),
            ),
            ("第三季度", of("第三季度", None, Span::Quarter(3))),
            ("前三季度", of("前三季度", None, Span::Months(1, 9))),
            ("推进情况表(1-9月份)", of("1-9月份", None, Span::Months(1, 9))),
            ("1—8月，支出", of("1—8月", None, Span::Months(1, 8))),
            ("1月至9月", of("1月至9月", None, Span::Months(1, 9))),
            ("2023年10月份", of("2023年10月份", Some(2023), Span::Month(10))),
            ("9月开工", vec![]),
            ("3个月", vec![]),
            ("上半年", of("上半年", None, Span::Half(1))),
            ("12—1月", vec![]),
            ("五季度", vec![]),
            ("3—5月5日", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn what_ends_with_the_period_fits() {
        let third: Period = "2024-Q3".parse().unwrap();
        for (text, fits) in [
            ("三季度", true),
            ("前三季度", true),
            ("1—9月份", true),
            ("9月份", true),
            ("2024年三季度", true),
            ("2023年三季度", false),
            ("二季度", false),
            ("1—8月份", false),
        ] {
            assert_eq!(mentions(text)[0].fits(third), fits, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[0-9年月份第一二三四季度上下半前至—\\- 号]{0,30}") {
            for mention in mentions(&text) {
                prop_assert!(text.get(mention.at).is_some());
            }
        }
    }
}
