//! Words of period and date (期与日期的用语) in titles, heads and texts, against the period that is told.

use std::collections::BTreeMap;

use super::printed::{self, Printed, Role};
use super::scene::{Scene, Told};
use super::spread;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::Report;
use crate::text::date::{self, Date};
use crate::text::period::{Mention, Period, Span, mentions};

/// Days after the signature within which a date without a year is taken for one of that year.
const SOON: i32 = 31;

/// Titles and the opening sentence name the circular's own period.
///
/// A title may name another period too (三季度进展情况和四季度安排), a table have columns of earlier ones: only where none
/// of the periods named is the circular's own does something not fit.
pub(super) fn titles(scene: &Scene<'_>, sink: &mut Sink) {
    for report in &scene.reports {
        let Some(period) = report.period else { continue };
        let texts = printed::of_circular(report.circular);
        let title = |text: &&Printed<'_>| text.role == Role::Title || text.term.starts_with("题注");
        for text in texts.iter().filter(title) {
            // an annex may settle what an earlier period left open
            let earlier = ["整改", "问题", "上期", "上季", "上月", "对比", "比较"];
            if !earlier.iter().any(|word| text.value.contains(word)) {
                judge(text, &mentions(text.value), period, scene, sink);
            }
        }
        for text in texts.iter().filter(|text| text.role == Role::Body) {
            let words = text.words();
            if let Some(opening) = opening(&words) {
                let named: Vec<Mention> = mentions(opening.1)
                    .into_iter()
                    .map(|mention| Mention {
                        at: mention.at.start + opening.0..mention.at.end + opening.0,
                        ..mention
                    })
                    .collect();
                judge(text, &named, period, scene, sink);
            }
        }
    }
}

/// 现将……通报如下: the sentence and where it begins.
fn opening(words: &str) -> Option<(usize, &str)> {
    let end = ["通报如下", "报告如下", "通報如下", "報告如下"]
        .iter()
        .find_map(|word| words.find(word))?;
    let start = words
        .get(..end)?
        .rfind("现将")
        .or_else(|| words.get(..end)?.rfind("現將"))?;
    Some((
        start,
        words
            .get(start..end)
            .filter(|sentence| !sentence.contains(['。', '\n']))?,
    ))
}

fn judge(text: &Printed<'_>, named: &[Mention], period: Period, scene: &Scene<'_>, sink: &mut Sink) {
    let Some(first) = named.first() else { return };
    if named.iter().any(|mention| mention.fits(period)) {
        return;
    }
    let typed = text.value.get(first.at.clone()).unwrap_or_default();
    let message = format!("{}写的是“{typed}”，本期是{}", text.term, period.name());
    let origin = text
        .origins(std::slice::from_ref(&first.at), scene.sources)
        .first()
        .copied();
    sink.push(
        Diagnostic::new(code::PERIOD_WORD, message)
            .at(origin)
            .help(format!(
                "改为“{}”，或核对公文的本期（progress）",
                period.short_name()
            )),
    );
}

/// A running total in a text goes to the end of its period: 1—8月 in a table of the first nine months is the old one.
///
/// A text that also names the last month, or compares with another year, says what it means.
pub(super) fn running_totals(scene: &Scene<'_>, sink: &mut Sink) {
    spread::each(&scene.told, sink, |told, sink| running_total(scene, told, sink));
}

fn running_total(scene: &Scene<'_>, told: &Told<'_>, sink: &mut Sink) {
    let (Some(period), Some(text)) = (told.period, &told.progress.text) else {
        return;
    };
    let last = last_month(period);
    let ends_month = told.as_of.is_none_or(|day| day >= period.last_day());
    let named = mentions(text);
    let old = named.iter().find(|mention| {
        let of_year = mention.year.is_none_or(|year| year == period.year());
        of_year && matches!(mention.span, Span::Months(1, month) if month + 1 == last)
    });
    let Some(old) = old.filter(|_| ends_month) else {
        return;
    };
    let others = ["上年", "去年", "同期", "预计", "計劃", "计划"];
    let explained = text.contains(&format!("{last}月")) || others.iter().any(|word| text.contains(word));
    if explained {
        return;
    }
    let typed = text.get(old.at.clone()).unwrap_or_default();
    let message = format!("进展情况（text）的累计到“{typed}”，本期到{last}月");
    let place = scene.part(text, told.file, old.at.clone());
    sink.push(
        Diagnostic::new(code::PERIOD_WORD, message)
            .at(place)
            .help("更新为本期的累计数；确无新数的，写明“截至”"),
    );
}

fn last_month(period: Period) -> u8 {
    u8::try_from(period.last_day().month()).unwrap_or_default()
}

/// 截至 in titles, heads and the lines over tables is the day up to which the data count.
pub(super) fn as_of(scene: &Scene<'_>, sink: &mut Sink) {
    for report in &scene.reports {
        let Some(day) = report.as_of else { continue };
        let texts = printed::of_circular(report.circular);
        let head = |text: &Printed<'_>| text.term.starts_with("栏名");
        // a table may have a column of the day before, beside that of its own
        let compares = texts
            .iter()
            .filter(|text| head(text))
            .any(|text| until(text.value, day).iter().any(|(_, typed)| *typed == day));
        for text in texts {
            if !matches!(text.role, Role::Title | Role::Phrase) || (compares && head(&text)) {
                continue;
            }
            for (range, typed) in until(text.value, day) {
                if typed == day {
                    continue;
                }
                let message = format!(
                    "{}写的是截至{}，数据截至{}",
                    text.term,
                    date::full(typed),
                    date::full(day)
                );
                let origin = text.origins(&[range], scene.sources).first().copied();
                sink.push(
                    Diagnostic::new(code::AS_OF, message)
                        .at(origin)
                        .help("改为同一日期；数据的截至日期在进展文件的 as_of，不写则为该期最后一日"),
                );
            }
        }
    }
}

/// The days that follow 截至, of the year of `day` where none is typed. 截至9月底 is the month's last day.
fn until(text: &str, day: Date) -> Vec<(std::ops::Range<usize>, Date)> {
    let found = date::find_all(text);
    let after = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        ["截至", "截止", "截止到", "截至到"]
            .iter()
            .any(|word| before.ends_with(word))
    };
    found
        .into_iter()
        .filter(|found| after(found.range.start))
        .filter_map(|found| {
            let year = found.year.unwrap_or(day.year());
            let typed = match found.day {
                Some(of_month) => date::date(year, found.month, of_month)?,
                None => {
                    let rest = text.get(found.range.end..)?;
                    let end = rest.starts_with(['底', '末']);
                    end.then(|| date::date(year, found.month, 1))?
                        .map(Date::last_of_month)?
                }
            };
            Some((found.range, typed))
        })
        .collect()
}

/// What has been done was done before the circular was signed.
pub(super) fn done_in_future(scene: &Scene<'_>, sink: &mut Sink) {
    let mut signed: BTreeMap<Option<Period>, Date> = BTreeMap::new();
    for report in &scene.reports {
        if let Some(day) = signed_on(report) {
            let first = signed.entry(report.period).or_insert(day);
            *first = day.min(*first);
        }
    }
    for told in &scene.told {
        let Some(text) = &told.progress.text else { continue };
        let Some(signed) = signed.get(&told.period).copied() else {
            continue;
        };
        // 已于, 已在: without them no day in the text was one of doing
        if !text.contains('已') {
            continue;
        }
        for found in date::find_all(text) {
            // without a year it is the period's; long after the signature it was the year before
            let year = found.year.or(told.period.map(Period::year));
            let near = signed.saturating_add(jiff::Span::new().days(SOON));
            let day = year
                .zip(found.day)
                .and_then(|(year, day)| date::date(year, found.month, day));
            let Some(day) = day.filter(|day| *day > signed && (found.year.is_some() || *day <= near)) else {
                continue;
            };
            let before = text.get(..found.range.start).unwrap_or_default();
            if before.ends_with("已于") || before.ends_with("已在") || before.ends_with("已經于") {
                let message = format!(
                    "进展情况（text）说已于{}做成，公文的成文日期是{}",
                    date::full(day),
                    date::full(signed)
                );
                let place = scene.part(text, told.file, found.range);
                sink.push(
                    Diagnostic::new(code::FUTURE, message)
                        .at(place)
                        .help("核对日期；尚未做成的改用“计划”“预计”"),
                );
            }
        }
    }
}

fn signed_on(report: &Report<'_>) -> Option<Date> {
    report.circular.data.date.as_ref().map(|date| date.value.0)
}
