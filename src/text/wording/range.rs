//! Ranges (数值范围和起止; GB/T 15835—2011 5.1.3, GB/T 15834—2011 4.13).

use super::number::Number;
use super::{Kind, Slip};

/// Signs that people type between two numbers.
const SIGNS: [char; 8] = ['-', '－', '–', '−', '~', '～', '—', '―'];

/// Of time: joined by —.
const OF_TIME: [&str; 4] = ["月", "季度", "年", "日"];

/// Of quantity: joined by ～.
const OF_QUANTITY: [&str; 12] = [
    "%",
    "万",
    "亿",
    "周岁",
    "岁",
    "个月",
    "个百分点",
    "公里",
    "平方米",
    "人次",
    "小时",
    "天",
];

pub(super) fn find(text: &str, numbers: &[Number], found: &mut Vec<Slip>) {
    for pair in numbers.windows(2) {
        let [first, last] = pair else { continue };
        let Some(sign) = sign_between(text, first, last) else {
            continue;
        };
        // a code, a number of a telephone, a date in digits, a third number
        if first.is_part(text)
            || last
                .after(text)
                .starts_with(|c: char| SIGNS.contains(&c) || c == '.')
        {
            continue;
        }
        let after = last.after(text);
        let (a, b) = (first.typed(text), last.typed(text));
        let at = first.at.start..last.at.end;
        if let Some(unit) = ["%", "‰"].iter().find(|unit| after.starts_with(**unit)) {
            let at = first.at.start..last.at.end + unit.len();
            found.push(Slip::new(Kind::RangeUnit, at, format!("{a}{unit}～{b}{unit}")));
        } else if let Some(unit) = ["万", "亿"].iter().find(|unit| after.starts_with(**unit)) {
            let at = first.at.start..last.at.end + unit.len();
            // 13万元～17万元: the whole unit stands twice, the clerk's unit is kept behind the second
            found.push(Slip::new(Kind::RangeUnit, at, format!("{a}{unit}～{b}{unit}")));
        } else if !is_written(sign) {
            if of_time(after, first, last, text) {
                found.push(Slip::new(Kind::Dash, at, format!("{a}—{b}")));
            } else if OF_QUANTITY.iter().any(|unit| after.starts_with(unit)) {
                found.push(Slip::new(Kind::Dash, at, format!("{a}～{b}")));
            }
        }
    }
}

/// The sign, where nothing else stands between the two.
fn sign_between(text: &str, first: &Number, last: &Number) -> Option<char> {
    let between = text.get(first.at.end..last.at.start)?;
    let mut chars = between.chars();
    let sign = chars.next().filter(|c| SIGNS.contains(c))?;
    chars.next().is_none().then_some(sign)
}

/// Both forms that the standard has, for either use.
const fn is_written(sign: char) -> bool {
    matches!(sign, '～' | '—')
}

/// Months, quarters, years or days, and numbers that can be such.
fn of_time(after: &str, first: &Number, last: &Number, text: &str) -> bool {
    let Some(unit) = OF_TIME.iter().find(|unit| after.starts_with(**unit)) else {
        return false;
    };
    let (Some(a), Some(b)) = (first.whole(text), last.whole(text)) else {
        return false;
    };
    let most = match *unit {
        "月" => 1..=12,
        "季度" => 1..=4,
        "日" => 1..=31,
        // 2—3年 is a quantity
        _ => 1900..=2100,
    };
    most.contains(&a) && most.contains(&b) && a < b
}
