//! Enumerations with their count (列举): A、B、C等3个, 6项（①……；②……）, 以下3项：…….

use super::clause::{Place, Places};
use super::{Amount, Claim, Kind};
use crate::text::numeral;

/// Units whose things are listed by name.
const NAMED: [&str; 10] = ["个", "家", "所", "处", "座", "条", "项", "人", "种", "类"];

/// The enumerations of `text` that say how many they list.
pub(super) fn enumerations(text: &str, amounts: &[Amount], places: &Places) -> Vec<Claim> {
    let listed = |amount: &&Amount| NAMED.contains(&amount.unit) && amount.is_exact();
    amounts
        .iter()
        .filter(listed)
        .filter_map(|amount| {
            let place = places.of(amount.range.start)?;
            let (least, most) = circled(text, amount)
                .or_else(|| bracketed(text, amount))
                .or_else(|| ended(text, amount, place))?;
            let kind = Kind::List { least, most };
            Some(place.claim(amount.range.clone(), kind, Some(amount.clone())))
        })
        .collect()
}

/// 6项（①…；②…；③…）: the circled numbers run from ① without a gap to the last.
fn circled(text: &str, amount: &Amount) -> Option<(u32, u32)> {
    let rest = text.get(amount.range.end..)?;
    let list = opened(rest)?;
    let marks: Vec<u32> = list.chars().filter_map(numeral::circled_value).collect();
    let run = (1..).zip(&marks).all(|(wanted, mark)| wanted == *mark);
    let count = u32::try_from(marks.len()).ok()?;
    (run && count >= 2).then_some((count, count))
}

/// What stands in the bracket right behind, or behind the colon at the end of the clause.
fn opened(rest: &str) -> Option<&str> {
    if let Some(inner) = rest.strip_prefix(['（', '(']) {
        let end = inner.find(['）', ')'])?;
        let line = inner.find('\n').unwrap_or(inner.len());
        return inner.get(..end).filter(|_| end < line);
    }
    let colon = find_within(rest, 30, |c| matches!(c, '：' | ':'))?;
    let between = rest.get(..colon)?;
    if between.contains(['，', '。', '；', ',', ';', '\n', '、'])
        || between.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let list = rest.get(colon..)?.trim_start_matches(['：', ':']);
    let end = list.find(['。', '\n']).unwrap_or(list.len());
    list.get(..end)
}

/// The first such character that begins within that many bytes.
fn find_within(text: &str, most: usize, is: impl Fn(char) -> bool) -> Option<usize> {
    let mut near = text.char_indices().take_while(|(at, _)| *at <= most);
    near.find(|(_, c)| is(*c)).map(|(at, _)| at)
}

/// 公办幼儿园2所（甲幼儿园、乙幼儿园）: all items end alike, so that they are names of the same kind.
fn bracketed(text: &str, amount: &Amount) -> Option<(u32, u32)> {
    let rest = text.get(amount.range.end..)?;
    let bracket = find_within(rest, 24, |c| matches!(c, '（' | '('))?;
    let gap = rest.get(..bracket)?;
    if gap.contains(['，', '。', '；', '、', '：', '\n', ',', ';']) {
        return None;
    }
    let inner = opened(rest.get(bracket..)?)?;
    let odd = inner.contains(['，', '。', '；', ',', ';', '：', ':', '（', '(', '等', '如'])
        || inner.contains(|c: char| c.is_ascii_digit());
    let items: Vec<&str> = inner.split('、').map(str::trim).collect();
    let last = |item: &str| item.chars().next_back();
    let ending = items.first().and_then(|item| last(item))?;
    let alike = items
        .iter()
        .all(|item| last(item) == Some(ending) && item.chars().count() >= 3);
    // 4处（城关镇、东河镇） names where, 2个镇（城关镇、东河镇） names which
    let noun = rest.split(['（', '(']).next().unwrap_or_default();
    let kind = items.first().map_or_else(String::new, |item| last_chars(item, 2));
    let before: String = last_chars(text.get(..amount.range.start)?, 8);
    let named = noun.ends_with(ending) || before.contains(&kind);
    (!odd && alike && named && items.len() >= 2).then(|| span(inner, &items))
}

fn last_chars(text: &str, count: usize) -> String {
    let skip = text.chars().count().saturating_sub(count);
    text.chars().skip(skip).collect()
}

/// Items by 、; each 和 may part two more.
fn span(list: &str, items: &[&str]) -> (u32, u32) {
    let least = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let ands = ["以及", "和", "及", "与"]
        .iter()
        .map(|word| list.matches(word).count())
        .sum::<usize>();
    (least, least.saturating_add(u32::try_from(ands).unwrap_or(0)))
}

/// A、B、C等3个: fewer cannot be. How many more there are, 等 leaves open.
fn ended(text: &str, amount: &Amount, place: &Place) -> Option<(u32, u32)> {
    let before = text.get(place.clause.start..amount.range.start)?;
    let names = before.strip_suffix('等')?;
    let run = last_run(names);
    let items: Vec<&str> = run.split('、').map(str::trim).collect();
    let odd = run.contains(['《', '》']) || items.iter().any(|item| item.is_empty());
    (!odd && items.len() >= 2).then(|| (span(run, &items).0, u32::MAX))
}

/// From the last figure or quotation on: what stands before belongs to other words.
fn last_run(names: &str) -> &str {
    let cut = names.rfind(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{1}'));
    let start = cut.map_or(0, |at| {
        at + names
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    });
    names.get(start..).unwrap_or(names)
}
