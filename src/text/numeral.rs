//! Chinese numerals (汉字数字): 一百零五, 壹佰零伍, 二〇二四, ①; and reading them back.

const PLAIN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const CAPITAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const YEAR: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLAIN_UNITS: [(u64, char); 5] = [(YI, '亿'), (WAN, '万'), (1000, '千'), (100, '百'), (10, '十')];
const CAPITAL_UNITS: [(u64, char); 5] = [(YI, '亿'), (WAN, '万'), (1000, '仟'), (100, '佰'), (10, '拾')];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// Longer runs are no numeral that anyone writes; the limit also bounds the recursion of reading.
const LONGEST: usize = 48;

/// `n` as 一百零五; 10 to 19 begin with 十.
#[must_use]
pub fn chinese(n: u64) -> String {
    let mut out = String::new();
    spell(n, &PLAIN, &PLAIN_UNITS, &mut out);
    match out.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => out,
    }
}

/// `n` in capitals (大写): 壹佰零伍; 10 is 壹拾.
#[must_use]
pub fn capital(n: u64) -> String {
    let mut out = String::new();
    spell(n, &CAPITAL, &CAPITAL_UNITS, &mut out);
    out
}

/// Digit by digit, as years are written: 二〇二四.
#[must_use]
pub fn digits(n: u64) -> String {
    n.to_string()
        .chars()
        .map(|c| glyph(&YEAR, u64::from(c.to_digit(10).unwrap_or(0))))
        .collect()
}

fn glyph(digits: &[char; 10], n: u64) -> char {
    usize::try_from(n)
        .ok()
        .and_then(|n| digits.get(n))
        .copied()
        .unwrap_or('零')
}

fn spell(n: u64, digits: &[char; 10], units: &[(u64, char)], out: &mut String) {
    let Some(&(unit, name)) = units.iter().find(|(unit, _)| n >= *unit) else {
        out.push(glyph(digits, n));
        return;
    };
    spell(n / unit, digits, units, out);
    out.push(name);
    let rest = n % unit;
    if rest > 0 {
        // a skipped place is spoken once: 一万零五, 一百零五
        if rest < unit / 10 {
            out.push('零');
        }
        spell(rest, digits, units, out);
    }
}

/// ① to ㊿, `（51）` beyond and for nought.
#[must_use]
pub fn circled(n: u32) -> String {
    let code = match n {
        1..=20 => 0x2460 + n - 1,
        21..=35 => 0x3251 + n - 21,
        36..=50 => 0x32B1 + n - 36,
        _ => return format!("（{n}）"),
    };
    char::from_u32(code).map_or_else(|| format!("（{n}）"), String::from)
}

/// The number within ① to ㊿.
#[must_use]
pub fn circled_value(c: char) -> Option<u32> {
    match u32::from(c) {
        code @ 0x2460..=0x2473 => Some(code - 0x2460 + 1),
        code @ 0x3251..=0x325F => Some(code - 0x3251 + 21),
        code @ 0x32B1..=0x32BF => Some(code - 0x32B1 + 36),
        _ => None,
    }
}

/// The value of an Arabic digit of either width, 7 or ７.
#[must_use]
pub const fn arabic(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// Whether `c` is an Arabic digit of either width.
#[must_use]
pub const fn is_digit(c: char) -> bool {
    arabic(c).is_some()
}

/// Where the first Arabic digit of `text` from byte `at` on stands.
#[must_use]
pub fn find_digit(text: &str, at: usize) -> Option<usize> {
    let bytes = text.get(at..)?.as_bytes();
    let mut n = 0;
    // whole characters at a time: most are Han and take three bytes
    while let Some(first) = bytes.get(n) {
        n += match first {
            b'0'..=b'9' => return Some(at + n),
            0..=0x7f => 1,
            0xef if matches!(bytes.get(n + 1..n + 3), Some([0xbc, 0x90..=0x99])) => return Some(at + n),
            0x80..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xff => 4,
        };
    }
    None
}

/// Whether `c` can stand in a Chinese numeral, plain or capital.
#[inline]
#[must_use]
pub fn is_numeral(c: char) -> bool {
    let place = u32::from(c).wrapping_sub(FIRST_HAN) as usize;
    match NUMERALS.get(place / 64) {
        Some(row) => row >> (place % 64) & 1 == 1,
        None => matches!(c, '〇' | '○'),
    }
}

/// The first of the common Han characters, U+4E00.
const FIRST_HAN: u32 = '一' as u32;

/// A bit for each of them that is one of [`is_numeral`]: asked for every character of every text.
static NUMERALS: [u64; 328] = {
    let mut rows = [0; 328];
    let mut left: &[char] = &[
        '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '零', '两', '拾',
        '佰', '仟', '萬', '億', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖',
    ];
    while let [c, rest @ ..] = left {
        let place = (*c as u32 - FIRST_HAN) as usize;
        rows[place / 64] |= 1 << (place % 64);
        left = rest;
    }
    rows
};

/// Reads 一百零五, 十五, 一十五, 两百, 壹佰零伍 or, digit by digit, 二〇二四.
///
/// Only what is written properly counts (一百零五, not 一百五 or 五百一千), since a wrong reading is worse than
/// none: `None` otherwise, also beyond `u64`.
#[must_use]
pub fn parse(text: &str) -> Option<u64> {
    let mut one = text.chars();
    if let (Some(only), None) = (one.next(), one.next())
        && let Some(value) = digit(plain(only))
    {
        return Some(value);
    }
    let chars: Vec<char> = text.chars().take(LONGEST + 1).map(plain).collect();
    if chars.is_empty() || chars.len() > LONGEST {
        return None;
    }
    if chars.iter().all(|&c| digit(c).is_some()) {
        return chars
            .iter()
            .try_fold(0u64, |n, &c| n.checked_mul(10)?.checked_add(digit(c)?));
    }
    let n = value(&chars)?;
    let typed: String = chars.iter().collect();
    let written = chinese(n);
    (written == typed || typed.strip_prefix('一') == Some(&written)).then_some(n)
}

/// The same numeral in everyday characters.
fn plain(c: char) -> char {
    match c {
        '〇' | '○' => '零',
        '两' => '二',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        '萬' => '万',
        '億' => '亿',
        _ => CAPITAL
            .iter()
            .zip(PLAIN)
            .find(|(capital, _)| **capital == c)
            .map_or(c, |(_, plain)| plain),
    }
}

fn digit(c: char) -> Option<u64> {
    PLAIN
        .iter()
        .position(|&d| d == c)
        .and_then(|d| u64::try_from(d).ok())
}

/// Splits at the last of the greatest unit: what is before counts that unit, what follows is added.
fn value(chars: &[char]) -> Option<u64> {
    if let [only] = chars
        && let Some(d) = digit(*only)
    {
        return Some(d);
    }
    for (unit, name) in PLAIN_UNITS {
        let Some(at) = chars.iter().rposition(|&c| c == name) else {
            continue;
        };
        let (before, after) = (chars.get(..at)?, chars.get(at + 1..)?);
        let count = if before.is_empty() {
            1
        } else {
            value(trim_zero(before))?
        };
        let rest = if after.is_empty() {
            0
        } else {
            value(trim_zero(after))?
        };
        return count.checked_mul(unit)?.checked_add(rest);
    }
    None
}

fn trim_zero(chars: &[char]) -> &[char] {
    match chars {
        ['零', rest @ ..] if !rest.is_empty() => rest,
        _ => chars,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_as_spoken() {
        for (n, expected) in [
            (0, "零"),
            (9, "九"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1005, "一千零五"),
            (1050, "一千零五十"),
            (10_010, "一万零一十"),
            (100_000, "十万"),
            (200_100, "二十万零一百"),
            (205_000, "二十万五千"),
            (1_000_000_000_000, "一万亿"),
        ] {
            assert_eq!(chinese(n), expected);
            assert_eq!(parse(expected), Some(n), "{expected}");
        }
    }

    #[test]
    fn capitals_and_years() {
        assert_eq!(capital(105), "壹佰零伍");
        assert_eq!(capital(10), "壹拾");
        assert_eq!(capital(20_304), "贰万零叁佰零肆");
        assert_eq!(digits(2024), "二〇二四");
        assert_eq!(digits(0), "〇");
    }

    #[test]
    fn circles() {
        assert_eq!([1, 20, 21, 35, 36, 50].map(circled).concat(), "①⑳㉑㉟㊱㊿");
        assert_eq!(circled(51), "（51）");
        assert_eq!(circled(0), "（0）");
        for n in 1..=50 {
            assert_eq!(circled(n).chars().next().and_then(circled_value), Some(n));
        }
        assert_eq!(circled_value('一'), None);
    }

    #[test]
    fn numerals_are_those_that_are_read() {
        for c in '\0'..=char::MAX {
            let read = "十百千万亿".contains(plain(c)) || digit(plain(c)).is_some();
            assert_eq!(is_numeral(c), read, "{c}");
        }
    }

    #[test]
    fn other_ways_of_writing() {
        for (text, n) in [
            ("一十五", 15),
            ("两百", 200),
            ("壹佰零伍", 105),
            ("壹拾", 10),
            ("二〇二四", 2024),
            ("〇", 0),
        ] {
            assert_eq!(parse(text), Some(n), "{text}");
        }
        for text in [
            "",
            "一百五",
            "五百一千",
            "十十",
            "零十",
            "二十零五",
            "百",
            "甲",
            "一个",
            "1",
            "亿亿",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"亿".repeat(100_000)), None);
        assert_eq!(parse(&"九".repeat(30)), None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(n: u64) {
            prop_assert_eq!(parse(&chinese(n)), Some(n));
            prop_assert_eq!(parse(&capital(n)), Some(n));
            prop_assert_eq!(parse(&digits(n)), Some(n));
        }

        #[test]
        fn any_text_is_survived(text in "[零一二十百千万亿〇两a]{0,60}") {
            if let Some(n) = parse(&text) {
                prop_assert!(parse(&chinese(n)) == Some(n));
            }
        }
    }
}
