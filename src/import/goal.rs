//! Numbers in targets (目标值的识别): a goal only where there can be no other.

use rust_decimal::Decimal;

use super::read::{Cell, Shown};
use crate::text::normal::fold;

/// What is counted in, the longer before the shorter.
const UNITS: [&str; 44] = [
    "万平方米",
    "平方米",
    "立方米",
    "万人次",
    "人次",
    "公里",
    "千米",
    "万亩",
    "万人",
    "万户",
    "万元",
    "个",
    "户",
    "所",
    "件",
    "处",
    "座",
    "套",
    "台",
    "部",
    "张",
    "条",
    "家",
    "名",
    "人",
    "亩",
    "辆",
    "场",
    "项",
    "眼",
    "盏",
    "栋",
    "間",
    "间",
    "個",
    "戶",
    "處",
    "張",
    "條",
    "畝",
    "輛",
    "場",
    "項",
    "口",
];

/// Words before a number that make it money, a standard or an approximation, not a goal.
const OTHERWISE: [&str; 14] = [
    "投资",
    "投資",
    "资金",
    "標准",
    "标准",
    "补助",
    "补贴",
    "每",
    "约",
    "不超过",
    "不高于",
    "低于",
    "控制在",
    "以内",
];

/// The goal of a target's words: they have one number, with a unit behind it, and nothing that makes it doubtful.
pub(super) fn certain(target: &str) -> Option<(Cell, String)> {
    let text = without_dates(&fold(target));
    let (at, digits) = numbers(&text).next().filter(|_| numbers(&text).count() == 1)?;
    let after = text.get(at + digits.len()..)?;
    let before = text.get(..at)?;
    let unit = UNITS.iter().find(|u| after.starts_with(**u))?;
    let behind = after.strip_prefix(*unit)?;
    let doubtful = OTHERWISE
        .iter()
        .any(|w| before.contains(w) || behind.starts_with(w));
    // 第3个, 一期3处, 高中3所改为…: an ordinal or a name
    let ordinal = before.ends_with(['第', '-', '—', '~', '至', '共', '.', '、']) || before.is_empty();
    let vague = ["左右", "以下", "以内", "·", "/", "每", "月", "级", "标准"]
        .iter()
        .any(|w| behind.starts_with(w));
    if doubtful || ordinal || vague || has_han_number(before, unit) {
        return None;
    }
    let value: Decimal = digits.parse().ok().filter(|v: &Decimal| !v.is_zero())?;
    let decimals = u8::try_from(value.scale()).ok()?;
    let number = Some(Shown {
        value,
        decimals,
        percent: false,
    });
    Some((
        Cell {
            text: digits.to_owned(),
            number,
            error: false,
        },
        (*unit).to_owned(),
    ))
}

/// Another amount in Han numerals makes the Arabic one doubtful: 两所小学、3所中学.
fn has_han_number(before: &str, unit: &str) -> bool {
    "两一二三四五六七八九十百"
        .chars()
        .any(|n| before.contains(&format!("{n}{unit}")))
}

/// Numbers and where they begin.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text.get(rest..)?.find(|c: char| c.is_ascii_digit())?;
        let tail = text.get(start..)?;
        let end = tail
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(tail.len());
        rest = start + end;
        Some((start, tail.get(..end)?.trim_end_matches('.')))
    })
}

/// The text with years, months and days taken out.
fn without_dates(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (head, tail) = rest.split_at(start);
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let (run, after) = tail.split_at(end);
        out.push_str(head);
        if !after.starts_with(['年', '月', '日']) {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certain_numbers_are_goals() {
        for (target, goal) in [
            ("新增小学学位1200个", Some(("1200", "个"))),
            ("完成656户困难老年人居家适老化改造。", Some(("656", "户"))),
            ("2024年12月底前新改建农村公路40公里。", Some(("40", "公里"))),
            ("改造污水管网10.5公里以上", Some(("10.5", "公里"))),
            ("加装电梯１１部", Some(("11", "部"))),
            ("新增小学学位1200个、初中学位300个", None),
            ("计划投资1200万元", None),
            ("用户数突破33万", None),
            ("开展第3场招聘会", None),
            ("低保标准提高到650元/月", None),
            ("新增约300个车位", None),
            ("", None),
            ("优良率达95%", None),
            ("2024年6月完工", None),
        ] {
            let found = certain(target);
            let found = found.as_ref().map(|(c, u)| (c.text.as_str(), u.as_str()));
            assert_eq!(found, goal, "{target}");
        }
    }
}
