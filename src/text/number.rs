//! Numbers as circulars print them (数字): fixed decimals, 87.5%, 5.2个百分点, 4.82万.

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a number is cut to its decimals (修约规则); a rule of the office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "舍入方法")]
pub enum Rounding {
    /// 四舍五入, away from nought.
    #[default]
    #[serde(rename = "四舍五入")]
    #[schemars(description = "四舍五入，逢五进一")]
    HalfUp,
    /// 四舍六入五成双 (GB/T 8170—2008 3.2).
    #[serde(rename = "四舍六入五成双")]
    #[schemars(description = "四舍六入五成双（GB/T 8170—2008）")]
    HalfEven,
    /// 截断: what is beyond is dropped, so that 99.96% never reads 100.0%.
    #[serde(rename = "截断")]
    #[schemars(description = "截去多余的位数，不进位")]
    Truncate,
}

/// A number is never printed with more decimals than [`Decimal`] holds.
const MOST_DECIMALS: u32 = 28;

impl Rounding {
    /// `value` with at most `decimals` decimals; never a negative nought.
    #[must_use]
    pub fn round(self, value: Decimal, decimals: u32) -> Decimal {
        let strategy = match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::Truncate => RoundingStrategy::ToZero,
        };
        let rounded = value.round_dp_with_strategy(decimals.min(MOST_DECIMALS), strategy);
        if rounded.is_zero() { rounded.abs() } else { rounded }
    }
}

/// `value` with exactly `decimals` decimals (28 at most): 2.50.
#[must_use]
pub fn fixed(value: Decimal, decimals: u32, rounding: Rounding) -> String {
    let decimals = decimals.min(MOST_DECIMALS) as usize;
    let mut printed = rounding
        .round(value, MOST_DECIMALS.min(decimals as u32))
        .normalize()
        .to_string();
    // noughts by hand: the library's own formatting of a precision panics beyond 29 digits
    let present = printed.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if present == 0 && decimals > 0 {
        printed.push('.');
    }
    printed.extend(std::iter::repeat_n('0', decimals - present.min(decimals)));
    printed
}

/// `value` as it is, without noughts at its end: 2.5.
#[must_use]
pub fn trimmed(value: Decimal) -> String {
    let value = value.normalize();
    if value.is_zero() {
        "0".to_owned()
    } else {
        value.to_string()
    }
}

/// `value` with at most `decimals` decimals, without noughts at its end.
#[must_use]
pub fn at_most(value: Decimal, decimals: u32, rounding: Rounding) -> String {
    trimmed(rounding.round(value, decimals))
}

/// `done / goal`; `None` where the goal is nought.
#[must_use]
pub fn ratio(done: Decimal, goal: Decimal) -> Option<Decimal> {
    done.checked_div(goal)
}

/// A ratio as a percentage: 0.875 with one decimal is 87.5%.
#[must_use]
pub fn percent(ratio: Decimal, decimals: u32, rounding: Rounding) -> String {
    format!(
        "{}%",
        fixed(ratio.saturating_mul(Decimal::ONE_HUNDRED), decimals, rounding)
    )
}

/// A difference of two ratios in percentage points: 0.052 with one decimal is 5.2个百分点. The sign stays; whoever
/// writes 提高 or 下降 passes it without.
#[must_use]
pub fn points(difference: Decimal, decimals: u32, rounding: Rounding) -> String {
    format!(
        "{}个百分点",
        fixed(
            difference.saturating_mul(Decimal::ONE_HUNDRED),
            decimals,
            rounding
        )
    )
}

/// A unit of ten thousand or more (数位).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// 万.
    Wan,
    /// 亿.
    Yi,
    /// 亿 from a hundred million, 万 from ten thousand, neither below.
    Auto,
}

/// `value` in 万 or 亿 with at most `decimals` decimals: 48200 is 4.82万.
#[must_use]
pub fn scaled(value: Decimal, scale: Scale, decimals: u32, rounding: Rounding) -> String {
    let wan = Decimal::from(10_000);
    let yi = Decimal::from(100_000_000);
    let within = |unit: Decimal| rounding.round(value / unit, decimals);
    match scale {
        Scale::Wan => format!("{}万", trimmed(within(wan))),
        Scale::Yi => format!("{}亿", trimmed(within(yi))),
        // decided after rounding: 99999999 is 1亿, not 10000万
        Scale::Auto if within(wan).abs() >= wan => format!("{}亿", trimmed(within(yi))),
        Scale::Auto if rounding.round(value, decimals).abs() >= wan => format!("{}万", trimmed(within(wan))),
        Scale::Auto => at_most(value, decimals, rounding),
    }
}

/// A typed number (手写数字): full- or half-width digits, commas or spaces between thousands, a sign, 万 or 亿 or % at
/// its end: `1,200` is 1200, `4.82万` 48200, `87.5%` 0.875. `None` if it is anything else.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if let Some(value) = everyday(text) {
        return Some(value);
    }
    let text: String = text.chars().map(half_width).collect();
    let (text, factor) = match text.strip_suffix('%') {
        Some(text) => (text, Decimal::new(1, 2)),
        None => tail(&text),
    };
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (Decimal::NEGATIVE_ONE, digits),
        None => (Decimal::ONE, text.strip_prefix('+').unwrap_or(text)),
    };
    plain(digits)?
        .checked_mul(factor)?
        .checked_mul(sign)
        .map(|value| value.normalize())
}

/// `1200` and `48.3`, in a few digits: nearly all numbers that are typed, and read without a copy.
fn everyday(text: &str) -> Option<Decimal> {
    /// As many digits as an `i64` surely holds.
    const MOST: usize = 18;
    if text.len() > MOST || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (mut value, mut decimals) = (0_i64, None);
    for byte in text.bytes() {
        match (byte, decimals) {
            (b'0'..=b'9', _) => {
                value = value * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|n: u32| n + 1);
            }
            (b'.', None) => decimals = Some(0),
            _ => return None,
        }
    }
    (decimals != Some(0)).then(|| Decimal::new(value, decimals.unwrap_or(0)).normalize())
}

fn tail(text: &str) -> (&str, Decimal) {
    let mut rest = text;
    let mut factor = Decimal::ONE;
    for (unit, value) in [("亿", 100_000_000), ("万", 10_000)] {
        if let Some(before) = rest.strip_suffix(unit) {
            (rest, factor) = (before, factor * Decimal::from(value));
        }
    }
    (rest, factor)
}

fn plain(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split([',', ' ']);
    let first = groups.next()?;
    let grouped = whole.len() > first.len();
    let well_grouped =
        (!grouped || first.len() <= 3) && groups.all(|group| group.len() == 3 && all_digits(group));
    if !all_digits(first) || !well_grouped || fraction.is_some_and(|f| !all_digits(f)) {
        return None;
    }
    let mut joined: String = whole.chars().filter(char::is_ascii_digit).collect();
    // noughts beyond what a decimal holds are no fault
    let fraction = fraction.unwrap_or_default().trim_end_matches('0');
    if !fraction.is_empty() {
        joined.push('.');
        joined.push_str(fraction);
    }
    Decimal::from_str_exact(&joined).ok()
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '　' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn roundings() {
        for (value, up, even, cut) in [
            ("2.345", "2.35", "2.34", "2.34"),
            ("2.355", "2.36", "2.36", "2.35"),
            ("-2.345", "-2.35", "-2.34", "-2.34"),
            ("-0.004", "0.00", "0.00", "0.00"),
            ("7", "7.00", "7.00", "7.00"),
        ] {
            let seen =
                [Rounding::HalfUp, Rounding::HalfEven, Rounding::Truncate].map(|r| fixed(dec(value), 2, r));
            assert_eq!(seen, [up, even, cut], "{value}");
        }
    }

    #[test]
    fn percentages() {
        assert_eq!(percent(dec("0.875"), 1, Rounding::HalfUp), "87.5%");
        assert_eq!(percent(dec("0.9996"), 1, Rounding::HalfUp), "100.0%");
        assert_eq!(percent(dec("0.9996"), 1, Rounding::Truncate), "99.9%");
        assert_eq!(points(dec("0.052"), 1, Rounding::HalfUp), "5.2个百分点");
        assert_eq!(ratio(dec("1"), dec("0")), None);
        assert!(percent(Decimal::MAX, 28, Rounding::HalfUp).ends_with('%'));
    }

    #[test]
    fn scales() {
        for (value, scale, expected) in [
            ("48200", Scale::Wan, "4.82万"),
            ("48200", Scale::Auto, "4.82万"),
            ("9999", Scale::Auto, "9999"),
            ("9999.999", Scale::Auto, "1万"),
            ("99999999", Scale::Auto, "1亿"),
            ("123456789", Scale::Auto, "1.23亿"),
            ("-48200", Scale::Auto, "-4.82万"),
            ("0", Scale::Yi, "0亿"),
        ] {
            assert_eq!(
                scaled(dec(value), scale, 2, Rounding::HalfUp),
                expected,
                "{value}"
            );
        }
        assert_eq!(trimmed(dec("1200.50")), "1200.5");
        assert_eq!(trimmed(dec("0.000")), "0");
        assert_eq!(trimmed(dec("1200")), "1200");
    }

    #[test]
    fn typed_numbers() {
        for (text, expected) in [
            ("1200", "1200"),
            ("1,200", "1200"),
            ("１，２００．５", "1200.5"),
            ("12 345 678", "12345678"),
            ("4.82万", "48200"),
            ("3万亿", "3000000000000"),
            ("87.5%", "0.875"),
            ("-3", "-3"),
        ] {
            assert_eq!(parse(text), Some(dec(expected)), "{text}");
        }
        for text in [
            "",
            "万",
            "1,20",
            "1200,300",
            "1.",
            ".5",
            "1.2.3",
            "5个",
            "1e5",
            "--1",
            "%",
            "99999999999999999999999999999亿",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn printed_numbers_read_back(n: i64, scale in 0u32..12, decimals in 0u32..14) {
            let value = Decimal::new(n, scale);
            prop_assert_eq!(parse(&trimmed(value)), Some(value));
            let printed = fixed(value, decimals, Rounding::HalfUp);
            prop_assert_eq!(parse(&printed), Some(Rounding::HalfUp.round(value, decimals)));
        }

        #[test]
        fn anything_prints(hi: u32, mid: u32, lo: u32, negative: bool, scale in 0u32..=28, decimals: u32) {
            let value = Decimal::from_parts(lo, mid, hi, negative, scale);
            for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Truncate] {
                let _ = (percent(value, decimals, rounding), scaled(value, Scale::Auto, decimals, rounding));
                let _ = points(value, decimals, rounding);
            }
        }

        #[test]
        fn any_text_is_survived(text in "[0-9０-９,.，%万亿+ -]{0,40}") {
            let _ = parse(&text);
        }
    }
}
