//! What templates may ask for (模板的数据): office, circular, period, rows, words. All are plain values.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tera::{Context, Value};

use crate::model::file::{AnnexFile, CircularFile, Office};
use crate::model::report::SHARES_SUM;
use crate::model::{At, Report};
use crate::text::period::{Period, Span};

use super::rows::{Rows, number};
use super::value::{map, optional, texts};

/// Everything but the circular's own paragraphs, which are rendered with it.
///
/// `placed` are the annexes that stand in the text.
pub(super) fn context(
    report: &Report<'_>,
    rows: &Rows,
    serial: Option<&str>,
    placed: &BTreeSet<usize>,
) -> Context {
    let mut context = Context::new();
    let mut set = |name: &'static str, value: Value| context.insert_value(name, value);
    set("office", office(&report.office().office));
    set("circular", circular(&report.circular.data, serial));
    set(
        "annexes",
        Value::from(annexes(&report.circular.data.annexes, placed)),
    );
    set(
        "lists",
        texts(
            report
                .lists
                .iter()
                .filter_map(|l| l.data.title.as_ref().map(|t| t.value.as_str())),
        ),
    );
    set("period", period(report.period));
    set("previous", period(report.previous_period));
    set("as_of", day(report.as_of));
    set("schedule", number(report.schedule));
    set("shares_note", optional(report.shares_sum().then_some(SHARES_SUM)));
    set("words", words(report));
    set("totals", totals(rows));
    set("statuses", Value::from(rows.statuses.clone()));
    set("lights", Value::from(rows.lights.clone()));
    set("projects", Value::from(rows.projects.clone()));
    set("tasks", Value::from(rows.tasks.clone()));
    set("units", Value::from(rows.units.clone()));
    set("leaders", Value::from(rows.leaders.clone()));
    set("towns", Value::from(rows.towns.clone()));
    set("categories", Value::from(rows.categories.clone()));
    context
}

fn office(office: &Office) -> Value {
    let name = office.name.value.as_str();
    let or_name = |typed: &Option<At<String>>| typed.as_ref().map_or(name, |t| t.value.as_str()).to_owned();
    map([
        ("name", Value::from(name)),
        ("mark", Value::from(or_name(&office.mark))),
        ("code", optional(office.code.as_ref().map(|c| c.value.as_str()))),
        ("printer", Value::from(or_name(&office.printer))),
    ])
}

fn circular(circular: &CircularFile, serial: Option<&str>) -> Value {
    let typed = |typed: &Option<At<String>>| optional(typed.as_ref().map(|t| t.value.as_str()));
    map([
        ("kind", typed(&circular.kind)),
        ("title", typed(&circular.title)),
        ("subtitle", typed(&circular.subtitle)),
        ("serial", optional(serial)),
        ("date", day(circular.date.as_ref().map(|d| d.value.0))),
        ("to", texts(circular.to.iter().map(|t| t.value.as_str()))),
        ("note", typed(&circular.note)),
    ])
}

/// The numbers of the annexes that stand on paper behind the text; the only one has none.
pub(super) fn annex_numbers(annexes: &[At<AnnexFile>], placed: &BTreeSet<usize>) -> Vec<Option<u32>> {
    let behind = |at: usize, annex: &At<AnnexFile>| !annex.sheet_only && !placed.contains(&at);
    let several = annexes
        .iter()
        .enumerate()
        .filter(|(at, annex)| behind(*at, annex))
        .count()
        > 1;
    let mut next = 0;
    let number = |(at, annex): (usize, &At<AnnexFile>)| {
        if !several || !behind(at, annex) {
            return None;
        }
        next += 1;
        Some(next)
    };
    annexes.iter().enumerate().map(number).collect()
}

/// How the text refers to each annex: 附件1.
fn annexes(annexes: &[At<AnnexFile>], placed: &BTreeSet<usize>) -> Vec<Value> {
    let numbers = annex_numbers(annexes, placed);
    let each = annexes.iter().zip(numbers).enumerate();
    each.filter(|(at, (annex, _))| !annex.sheet_only && !placed.contains(at))
        .map(|(_, (annex, number))| {
            let label = number.map_or_else(|| "附件".to_owned(), |n| format!("附件{n}"));
            map([
                ("label", Value::from(label)),
                ("title", Value::from(annex.title.value.as_str())),
            ])
        })
        .collect()
}

fn period(period: Option<Period>) -> Value {
    let Some(period) = period else {
        return Value::none();
    };
    let kind = match period.span() {
        Span::TenDays(..) => "旬",
        Span::Month(_) => "月",
        Span::Quarter(_) => "季度",
        Span::Half(_) => "半年",
        Span::Months(..) => "累计月",
        Span::Year => "年",
    };
    map([
        ("id", Value::from(period.to_string())),
        ("full", Value::from(period.name())),
        ("short", Value::from(period.short_name())),
        ("cumulative", Value::from(period.cumulative_name())),
        ("kind", Value::from(kind)),
        ("year", Value::from(period.year())),
        ("first_day", day(Some(period.first_day()))),
        ("last_day", day(Some(period.last_day()))),
    ])
}

fn day(day: Option<Date>) -> Value {
    day.map_or_else(Value::none, |day| Value::from(day.to_string()))
}

fn words(report: &Report<'_>) -> Value {
    let words = &report.office().outputs.words;
    map(words
        .iter()
        .map(|(key, word)| (key.value.clone(), Value::from(word.value.as_str()))))
}

fn totals(rows: &Rows) -> Value {
    map([
        ("projects", Value::from(rows.projects.len())),
        ("tasks", Value::from(rows.tasks.len())),
        ("units", Value::from(rows.units.len())),
        ("towns", Value::from(rows.towns.len())),
        ("categories", Value::from(rows.categories.len())),
    ])
}
