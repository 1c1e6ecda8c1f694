//! Numbers (数字) as a sheet stores and shows them: a value and a format under which it reads as printed.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

/// How a number stands in a sheet (数字的存法).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stored {
    /// The value, as Excel holds it.
    pub(super) value: f64,
    /// The format code that shows it as printed.
    pub(super) format: String,
}

/// Excel keeps this many significant digits.
const DIGITS: usize = 15;
/// The first whole number of more digits.
const MANTISSA: u128 = 1_000_000_000_000_000;
/// Powers of ten that a machine's number holds exactly, as far as decimals go in tables.
const POWERS: [f64; 16] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];
/// Longest words around a number that a format code (255 characters) surely has room for.
const WORDS: usize = 60;

/// `printed` in its parts: `约+1,234.50%左右`.
struct Parts<'a> {
    before: &'a str,
    sign: Option<char>,
    core: &'a str,
    after: &'a str,
}

/// The value and the format that show `printed`; `None` where no format can, and the cell must be text.
///
/// Paper and sheet must say the same. So where `value`, rounded, is not what was printed (an office may cut instead
/// of round), the sheet stores the printed number. `places` pads the format to a column's most decimals, so that
/// the points stand in line.
pub(super) fn stored(value: Decimal, printed: &str, percent: bool, places: Option<usize>) -> Option<Stored> {
    let parts = parts(printed)?;
    let core = if parts.core.contains(',') {
        Cow::Owned(parts.core.replace(',', ""))
    } else {
        Cow::Borrowed(parts.core)
    };
    let shown: Decimal = core.parse().ok()?;
    let shown = if matches!(parts.sign, Some('-' | '−' | '－')) {
        -shown
    } else {
        shown
    };
    let scaled = percent && parts.after.starts_with('%');
    let shown = if scaled {
        shown.checked_div(Decimal::ONE_HUNDRED)?
    } else {
        shown
    };
    let decimals = decimals(parts.core) + if scaled { 2 } else { 0 };
    let decimals = u32::try_from(decimals).ok()?;
    let rounded = || value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    let exact = if value == shown || rounded() == shown {
        value
    } else {
        shown
    };
    // a long quotient may lose what nobody sees, a long number may not
    let exact = if too_long(exact) { shown } else { exact };
    if too_long(exact) {
        return None;
    }
    Some(Stored {
        value: nearest(exact)?,
        format: code(&parts, scaled, places),
    })
}

fn parts(printed: &str) -> Option<Parts<'_>> {
    let printed = printed.trim();
    let start = printed.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = printed.split_at_checked(start)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .unwrap_or(rest.len());
    let (core, after) = rest.split_at_checked(end)?;
    // a range or a date is no number
    if after.contains(|c: char| c.is_ascii_digit()) || before.chars().count() + after.chars().count() > WORDS
    {
        return None;
    }
    let sign = before.chars().next_back().filter(|c| "+-−－".contains(*c));
    let before = before.trim_end_matches(|c| Some(c) == sign);
    Some(Parts {
        before,
        sign,
        core,
        after,
    })
}

fn decimals(core: &str) -> usize {
    core.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Decimals printed, for lining up points.
pub(super) fn places(printed: &str) -> usize {
    parts(printed).map_or(0, |parts| decimals(parts.core))
}

/// Whether `value` has more significant digits than Excel keeps.
pub(super) fn too_long(value: Decimal) -> bool {
    // nearly all numbers have few digits, whatever noughts are among them
    let few = value.mantissa().unsigned_abs() < MANTISSA;
    if few {
        return false;
    }
    let digits = value.normalize().mantissa().unsigned_abs().to_string();
    digits.trim_end_matches('0').len() > DIGITS
}

/// The nearest number that a machine has.
fn nearest(value: Decimal) -> Option<f64> {
    let power = usize::try_from(value.scale())
        .ok()
        .and_then(|scale| POWERS.get(scale));
    match (i64::try_from(value.mantissa()), power) {
        // both are exact, and so the quotient is the nearest
        (Ok(mantissa), Some(power)) if mantissa.unsigned_abs() < 1 << f64::MANTISSA_DIGITS => {
            Some(mantissa as f64 / power)
        }
        _ => value.normalize().to_string().parse().ok(),
    }
}

fn code(parts: &Parts<'_>, scaled: bool, places: Option<usize>) -> String {
    let after = if scaled {
        parts.after.get(1..).unwrap_or("")
    } else {
        parts.after
    };
    let percent = if scaled { "%" } else { "" };
    let mut tail = digits(parts.core);
    tail.push_str(percent);
    tail.push_str(&quoted(after));
    tail.push_str(&padding(parts.core, places));
    let before = quoted(parts.before);
    match parts.sign {
        // a typed plus or a typographic minus needs its own section of the code
        Some('+') => format!("{before}+{tail};{before}-{tail};{before}{tail}"),
        Some(sign @ ('−' | '－')) => format!("{before}{tail};{before}\"{sign}\"{tail}"),
        _ if before.is_empty() => tail,
        _ => format!("{before}{tail};{before}-{tail}"),
    }
}

/// `0`, `#,##0.00`, `000`.
fn digits(core: &str) -> String {
    let (whole, decimals) = core.split_once('.').unwrap_or((core, ""));
    let whole = match whole {
        _ if whole.contains(',') => "#,##0".to_owned(),
        _ if whole.starts_with('0') => "0".repeat(whole.len()),
        _ => "0".to_owned(),
    };
    let mut digits = whole;
    if !decimals.is_empty() {
        digits.push('.');
        digits.extend(decimals.chars().map(|_| '0'));
    }
    digits
}

/// Blanks as wide as the decimals that other numbers of the column have more.
fn padding(core: &str, places: Option<usize>) -> String {
    let own = decimals(core);
    let missing = places.unwrap_or(0).saturating_sub(own);
    if missing == 0 {
        return String::new();
    }
    let point = if own == 0 { "_." } else { "" };
    format!("{point}{}", "_0".repeat(missing))
}

fn quoted(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    format!("\"{}\"", words.replace('"', "”"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, printed: &str, percent: bool) -> Option<(f64, String)> {
        let value = value.parse().unwrap();
        stored(value, printed, percent, None).map(|stored| (stored.value, stored.format))
    }

    #[test]
    fn formats() {
        for (value, printed, percent, number, format) in [
            ("1200", "1200", false, 1200.0, "0"),
            ("1200", "1,200", false, 1200.0, "#,##0"),
            ("87.5", "87.50", false, 87.5, "0.00"),
            ("0.875", "87.5%", true, 0.875, "0.0%"),
            ("0.3333333333333333333333333333", "33.3%", true, 0.333, "0.0%"),
            ("-3", "-3", false, -3.0, "0"),
            ("3", "+3", false, 3.0, "+0;-0;0"),
            ("-3", "−3", false, -3.0, "0;\"−\"0"),
            ("5", "第5名", false, 5.0, "\"第\"0\"名\";\"第\"-0\"名\""),
            ("1.2", "1.2个百分点", false, 1.2, "0.0\"个百分点\""),
            ("7", "007", false, 7.0, "000"),
            // cut, not rounded: the sheet must not show 88
            ("0.879", "87%", true, 0.87, "0%"),
            ("1.0191", "101.91%", true, 1.0191, "0.00%"),
            ("87.5", "87.5％", true, 87.5, "0.0\"％\""),
        ] {
            assert_eq!(
                check(value, printed, percent),
                Some((number, format.to_owned())),
                "{printed}"
            );
        }
    }

    #[test]
    fn what_no_format_can_show() {
        assert_eq!(check("1234567890123456789", "1234567890123456789", false), None);
        assert_eq!(check("3", "3—5", false), None);
        assert_eq!(check("0", "—", false), None);
        assert_eq!(check("1", "1.2.3", false), None);
        // twenty zeros are no digits that could be lost
        assert!(check("5000000000000000000000", "5000000000000000000000", false).is_some());
    }

    #[test]
    fn the_nearest_number() {
        for text in [
            "0",
            "-3.10",
            "0.1",
            "87.54",
            "123456789012345",
            "0.000000000000001",
            "9007199254740993",
        ] {
            let value = text.parse::<Decimal>().unwrap();
            assert_eq!(nearest(value), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn points_in_line() {
        let format = |printed: &str| {
            stored(printed.parse().unwrap(), printed, false, Some(2))
                .unwrap()
                .format
        };
        assert_eq!(format("5"), "0_._0_0");
        assert_eq!(format("5.1"), "0.0_0");
        assert_eq!(format("5.12"), "0.00");
    }
}
