//! Years and dates (年月日的写法; GB/T 15835—2011 5.1.4, 5.2, GB/T 9704—2012 7.3.5.4).

use super::number::Number;
use super::{Kind, Slip};
use crate::text::date;

pub(super) fn find(text: &str, numbers: &[Number], found: &mut Vec<Slip>) {
    for number in numbers {
        short_year(text, number, found);
        padded(text, number, found);
        bare_year(text, number, found);
        lost_month(text, number, found);
    }
}

/// What is typed for 〇 between Han digits.
const NOUGHTS: [char; 8] = ['0', '０', 'o', 'O', 'Ｏ', '○', '零', '◯'];

/// 二0二四年, 二零二四年 for 二〇二四年.
pub(super) fn mixed_years(text: &str, found: &mut Vec<Slip>) {
    let digit = |c: char| "一二三四五六七八九〇".contains(c);
    for (at, _) in text.match_indices('年') {
        let before = text.get(..at).unwrap_or_default();
        let start = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| digit(*c) || NOUGHTS.contains(c))
            .last()
            .map_or(at, |(start, _)| start);
        let typed = before.get(start..).unwrap_or_default();
        let is_year = typed.chars().count() == 4
            && typed.starts_with(['一', '二'])
            && typed.chars().skip(2).all(|c| digit(c) || NOUGHTS.contains(&c));
        if is_year && typed.contains(NOUGHTS) {
            let meant = typed
                .chars()
                .map(|c| if digit(c) { c } else { '〇' })
                .collect::<String>();
            found.push(Slip::new(Kind::Year, start..at, meant));
        }
    }
}

/// 24年7月 for 2024年7月; 24年 alone may be a span of time.
fn short_year(text: &str, number: &Number, found: &mut Vec<Slip>) {
    let (Some(year), Some(month)) = (number.whole(text), number.after(text).strip_prefix('年')) else {
        return;
    };
    let digits = month.bytes().take_while(u8::is_ascii_digit).count();
    let is_month = month
        .get(..digits)
        .and_then(|month| month.parse::<u32>().ok())
        .is_some_and(|month| (1..=12).contains(&month));
    let date = is_month && month.get(digits..).is_some_and(|rest| rest.starts_with('月'));
    let counted = number.before(text).ends_with(['第', '满', '历', '时']);
    if number.at.len() == 2 && (10..=49).contains(&year) && date && !counted && !number.is_part(text) {
        found.push(Slip::new(Kind::Year, number.at.clone(), format!("20{year}")));
    }
}

/// 2024年07月05日: no noughts in front.
fn padded(text: &str, number: &Number, found: &mut Vec<Slip>) {
    let typed = number.typed(text);
    let (before, after) = (number.before(text), number.after(text));
    let month = before.ends_with('年') && after.starts_with('月');
    let day = before.ends_with('月') && after.starts_with('日');
    if let Some(plain) = typed
        .strip_prefix('0')
        .filter(|plain| plain.len() == 1 && *plain != "0")
        && (month || day)
    {
        found.push(Slip::new(Kind::Year, number.at.clone(), plain.to_owned()));
    }
}

/// 2023全县 for 2023年全县.
fn bare_year(text: &str, number: &Number, found: &mut Vec<Slip>) {
    const WHOLE: [&str; 6] = ["全县", "全市", "全区", "全省", "全国", "全州"];
    let is_year = number.at.len() == 4
        && number
            .whole(text)
            .is_some_and(|year| (1990..=2099).contains(&year));
    let after = number.after(text);
    if is_year && !number.is_part(text) && WHOLE.iter().any(|word| after.starts_with(word)) {
        let typed = number.typed(text);
        found.push(Slip::new(Kind::Year, number.at.clone(), format!("{typed}年")));
    }
}

/// 截至621日: the 月 was lost.
fn lost_month(text: &str, number: &Number, found: &mut Vec<Slip>) {
    let before = number.before(text);
    let until = ["截至", "截止", "截止到", "截至到"]
        .iter()
        .any(|word| before.ends_with(word));
    let typed = number.typed(text);
    if !until || !number.after(text).starts_with('日') || number.whole(text).is_none_or(|day| day <= 31) {
        return;
    }
    let readings: Vec<String> = (1..typed.len())
        .filter_map(|cut| typed.split_at_checked(cut))
        .filter(|(month, day)| {
            let of = |part: &str| part.parse::<u8>().ok().filter(|_| !part.starts_with('0'));
            matches!((of(month), of(day)), (Some(month), Some(day)) if date::date(2024, month, day).is_some())
        })
        .map(|(month, day)| format!("{month}月{day}"))
        .collect();
    let meant = match readings.as_slice() {
        [only] => Some(only.clone().into()),
        _ => None,
    };
    found.push(Slip {
        kind: Kind::Date,
        at: number.at.clone(),
        instead: meant,
    });
}

/// 27月份, 6月31日: not in the calendar. 24月龄 and 连续13月 are spans of time.
pub(super) fn impossible(text: &str, found: &mut Vec<Slip>) {
    for date in date::find_all(text) {
        let after = text.get(date.range.end..).unwrap_or_default();
        let is_date = date.year.is_some() || date.day.is_some() || after.starts_with(['份', '底', '初']);
        if is_date && !date.is_possible() {
            found.push(Slip::doubtful(Kind::Date, date.range));
        }
    }
}
