//! The period (期) of a table, told by its title and heads.

use crate::text::date::{self, Date};
use crate::text::normal::fold;
use crate::text::period::Period;

/// The most characters that a period's words take: 2024年第二季度, 1月至12月份.
const LONGEST: usize = 12;

/// The first period that the texts name, the more exact before a mere year.
pub(super) fn find(texts: &[&str]) -> Option<Period> {
    let year = texts.iter().find_map(|t| year(&fold(t)))?;
    let part = texts.iter().find_map(|t| part(&fold(t), year));
    // 截至2024年8月12日 under a year's title: the state of that month
    let month = || {
        as_of(texts.iter().copied())
            .filter(|d| u16::try_from(d.year()) == Ok(year))
            .map(Date::month)
    };
    part.or_else(|| format!("{year}-{:02}", month()?).parse().ok())
        .or_else(|| format!("{year}").parse().ok())
}

/// The day that the texts say the state is of: 截至2024年6月30日.
pub(super) fn as_of<'a>(mut texts: impl Iterator<Item = &'a str>) -> Option<Date> {
    texts.find_map(|t| {
        let text = fold(t);
        let (_, after) = text.split_once("截至").or_else(|| text.split_once("截止"))?;
        let end = after.find('日')? + '日'.len_utf8();
        date::parse(after.trim_start_matches(['到', '至']).get(..end)?)
    })
}

fn year(text: &str) -> Option<u16> {
    let starts = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(i, _)| i);
    let mut before = None;
    for at in starts {
        let alone = before.is_none_or(|b: usize| b + 1 != at);
        before = Some(at);
        let year = text
            .get(at..at + 4)
            .filter(|y| alone && y.bytes().all(|b| b.is_ascii_digit()));
        if let Some(year) = year
            .and_then(|y| y.parse().ok())
            .filter(|y| (1990..=2100).contains(y))
            && !text
                .get(at + 4..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return Some(year);
        }
    }
    None
}

/// A quarter, a month or a run of months, at its longest.
fn part(text: &str, year: u16) -> Option<Period> {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let ends = |from: usize| {
        text.get(from..)
            .into_iter()
            .flat_map(move |t| t.char_indices().map(move |(i, c)| from + i + c.len_utf8()))
    };
    for start in starts {
        let longest = ends(start).take(LONGEST).filter_map(|end| {
            let words = text.get(start..end)?;
            let named = words.contains(['季', '月', '半']);
            named.then(|| format!("{year}年{words}").parse::<Period>().ok())?
        });
        // 6月30日 is a day, not a month's report
        let day = |end: usize| {
            text.get(end..)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()) && r.contains('日'))
        };
        let found = longest.last();
        if let Some(found) = found
            && !text
                .get(start..)
                .and_then(|t| t.find('月'))
                .is_some_and(|i| day(start + i + '月'.len_utf8()))
        {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_of_titles() {
        for (texts, period) in [
            (&["2024年二季度重点民生实事进展情况表"][..], Some("2024-Q2")),
            (&["2023年10月民生实事进展情况汇总表"], Some("2023-10")),
            (
                &["清溪县2021年度重点民生实事推进情况表", "1-9月份工作情况"],
                Some("2021-01..09"),
            ),
            (&["2023全县重点民生实事分解表"], Some("2023")),
            (&["2024年上半年任务进展"], Some("2024-H1")),
            (&["2024年民生实事进展（截至6月30日）"], Some("2024")),
            (&["2024年民生实事进展（截至2024年8月12日）"], Some("2024-08")),
            (&["民生实事进展"], None),
            (&["编号20245"], None),
        ] {
            assert_eq!(find(texts).map(|p| p.to_string()).as_deref(), period, "{texts:?}");
        }
    }

    #[test]
    fn days_of_the_state() {
        let day = as_of(["（截至2024年6月30日）"].into_iter());
        assert_eq!(day.map(|d| d.to_string()).as_deref(), Some("2024-06-30"));
    }
}
