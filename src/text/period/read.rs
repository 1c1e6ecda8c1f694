//! Reading periods (期的识读), keys and Chinese names.

use std::fmt;
use std::str::FromStr;

use super::{Period, Span, THIRDS};
use crate::text::{normal, numeral};

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
        let text = normal::fold(text).to_uppercase();
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
