//! Plans until all comes back (定案).

use super::plan::{self, Choices, Plan};
use super::read::{address, letters};
use super::table::Table;
use super::verify::{self, Difference};
use super::write::{self, Circular, Statuses};
use super::{Form, Material, Told, period};
use crate::diag::code::{Code, import as code};
use crate::diag::{Diagnostic, Sink};

/// Rounds of planning; each rules out at least one thing, and all there is to rule out shows in the first three.
const ROUNDS: usize = 8;

/// The plans decided on, and the files they give (定案).
pub(super) struct Settled {
    /// A plan a table.
    pub(super) plans: Vec<Plan>,
    /// Paths and texts.
    pub(super) files: Vec<(String, String)>,
    /// The circular's path.
    pub(super) circular: String,
    /// Which period the progress is of.
    pub(super) period: Option<String>,
    /// The states.
    pub(super) statuses: Statuses,
}

/// Plans, writes and reads back until nothing differs or nothing is left to rule out. `None` where there is progress
/// and no period.
pub(super) fn settle(material: &Material<'_>, sink: &mut Sink) -> Option<Settled> {
    let tables = material.tables;
    let mut choices = vec![Choices::default(); tables.len()];
    let mut round = 0;
    loop {
        round += 1;
        let plans = plans(material, &choices);
        let settled = files(material, plans, sink)?;
        let pairs: Vec<(&Table, &Plan)> = tables.iter().zip(&settled.plans).collect();
        let found = verify::differences(&settled.files, &pairs);
        let mut again = false;
        for ((pair, found), choices) in pairs.iter().zip(&found).zip(&mut choices) {
            again |= verify::narrow(pair.0, pair.1, found, choices);
        }
        if !again || round >= ROUNDS {
            report(material, &pairs, &found, sink);
            totals(material, &settled.plans, sink);
            return Some(settled);
        }
    }
}

fn plans(material: &Material<'_>, choices: &[Choices]) -> Vec<Plan> {
    let several = material.tables.len() > 1;
    let year = material
        .period
        .period()
        .map_or_else(|| "list".to_owned(), |p| p.year().to_string());
    let mut plans = Vec::new();
    for (i, (table, choices)) in material.tables.iter().zip(choices).enumerate() {
        let list = if several {
            format!("{year}-{}", i + 1)
        } else {
            year.clone()
        };
        let prefix = if several {
            format!("{}-", prefix(i))
        } else {
            "p".to_owned()
        };
        plans.push(plan::plan(table, &list, &prefix, choices));
    }
    plan::join_towns(&mut plans);
    plans
}

/// a, b, … z, aa for the lists.
fn prefix(list: usize) -> String {
    letters(u32::try_from(list).unwrap_or(u32::MAX)).to_lowercase()
}

fn files(material: &Material<'_>, plans: Vec<Plan>, sink: &mut Sink) -> Option<Settled> {
    let all: Vec<&Plan> = plans.iter().collect();
    let needs_period = all.iter().any(|p| write::has_progress(p));
    let period = material
        .period
        .period()
        .filter(|_| needs_period)
        .map(|p| p.to_string());
    if needs_period && period.is_none() {
        sink.push(
            Diagnostic::new(
                code::NO_PERIOD,
                format!("{} 里有进展情况，但看不出是哪一期", material.name),
            )
            .help("用 --period 写明，如 --period 2024-Q2"),
        );
        return None;
    }
    let statuses = Statuses::new(plans.iter());
    let from = format!("工作簿 {}", material.name.replace(char::is_control, " "));
    let signer = material.notice.and_then(|n| n.signer.as_deref());
    let mut files = vec![(
        "tongbao.toml".to_owned(),
        write::office(&all, &statuses, signer, &from),
    )];
    for (plan, title) in plans
        .iter()
        .zip(material.titles)
        .filter(|(p, _)| !p.projects.is_empty())
    {
        files.push((
            format!("projects/{}.toml", plan.list),
            write::projects(plan, title, &from),
        ));
    }
    let stem = match (&period, material.period.period()) {
        (Some(period), _) => period.replace("..", "-"),
        (None, Some(period)) => period.to_string().replace("..", "-"),
        (None, None) => "circular".to_owned(),
    };
    if let Some(period) = &period {
        let text = write::progress(&all, period, as_of(material), &statuses, &from);
        files.push((format!("progress/{stem}.toml"), text));
    }
    let circular = format!("circulars/{stem}.toml");
    let about = about(material, period.clone());
    let annexes: Vec<(&Table, &Plan, String)> = material
        .tables
        .iter()
        .zip(&plans)
        .zip(material.titles)
        .map(|((t, p), title)| (t, p, title.clone()))
        .collect();
    files.push((circular.clone(), write::circular(&about, &annexes, &from)));
    Some(Settled {
        plans,
        files,
        circular,
        period,
        statuses,
    })
}

fn as_of(material: &Material<'_>) -> Option<crate::text::date::Date> {
    let texts = material
        .tables
        .iter()
        .flat_map(|t| t.titles.iter().map(String::as_str).chain(t.status.as_deref()));
    let day = period::as_of(texts)?;
    // a day of another year is a slip or another thing
    material
        .period
        .period()
        .is_none_or(|p| p.year() == day.year())
        .then_some(day)
}

fn about(material: &Material<'_>, period: Option<String>) -> Circular {
    let notice = material.notice;
    let own = notice.and_then(|n| n.title.clone());
    let prose = material.options.form == Form::Prose;
    let title = material
        .options
        .title
        .clone()
        .or(own)
        .or_else(|| material.titles.first().cloned());
    Circular {
        template: match (notice, prose) {
            (_, true) => "items",
            (Some(_), false) => "plain",
            (None, false) => "annexes",
        },
        title,
        to: notice.and_then(|n| n.to.clone()),
        date: notice.and_then(|n| n.date),
        progress: period,
        body: notice.map(|n| n.body.clone()),
        sheet_only: prose,
    }
}

/// What differs to the last.
fn report(material: &Material<'_>, pairs: &[(&Table, &Plan)], found: &[Vec<Difference>], sink: &mut Sink) {
    let mut files = false;
    for ((table, _), found) in pairs.iter().zip(found) {
        let place = format!("{} 的工作表“{}”", material.name, table.sheet);
        for difference in found {
            // all tables share the files: said once
            if matches!(difference, Difference::Files(_)) && std::mem::replace(&mut files, true) {
                continue;
            }
            let (code, words) = words(&place, table, difference);
            sink.push(Diagnostic::new(code, words));
        }
    }
    if let (Told::Saved(period), true) = (material.period, pairs.iter().any(|(_, p)| write::has_progress(p)))
    {
        let message = format!("标题中看不出期别，按工作簿的修改时间暂定为 {period}");
        sink.push(Diagnostic::new(code::GUESSED_PERIOD, message).help("用 --period 写明期别，重新导入"));
    }
}

/// A difference in words.
fn words(place: &str, table: &Table, difference: &Difference) -> (&'static Code, String) {
    let column = |col: usize| table.left.saturating_add(u32::try_from(col).unwrap_or(0));
    let at = |row: usize, col: usize| address(table.body.get(row).map_or(0, |l| l.at), column(col));
    let words = match difference {
        Difference::HeadMerge(col) => {
            let from = letters(column(*col));
            return (
                code::HEAD_CHANGED,
                format!("{place}的表头从 {from} 列起，合并方式与原表不同"),
            );
        }
        Difference::Files(words) => format!("写出的文件有误：{words}"),
        Difference::Shape(words) => format!("{place}：{words}"),
        Difference::Head(col, got) => format!("{place}的 {} 列表头还原为“{got}”", letters(column(*col))),
        Difference::Text(row, col, was, got) => {
            format!(
                "{place}的 {}：原为“{}”，还原为“{}”",
                at(*row, *col),
                short(was),
                short(got)
            )
        }
        Difference::Span(row, col) => format!("{place}的 {}：合并方式与原表不同", at(*row, *col)),
    };
    (code::NOT_SAME, words)
}

/// Totals that their rows do not come to.
fn totals(material: &Material<'_>, plans: &[Plan], sink: &mut Sink) {
    for (table, plan) in material.tables.iter().zip(plans) {
        for (title, total, sum) in plan::wrong_totals(plan) {
            sink.push(
                Diagnostic::new(
                    code::TOTAL_DIFFERS,
                    format!(
                        "{} 的工作表“{}”：“{}”的合计印为 {total}，各行之和为 {sum}",
                        material.name,
                        table.sheet,
                        short(&title)
                    ),
                )
                .help("按印的合计作为目标值导入；核对后改正乡镇分解（towns）或目标值（goal）"),
            );
        }
    }
}

fn short(text: &str) -> String {
    let line = text.replace('\n', "⏎");
    match line.char_indices().nth(24) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
