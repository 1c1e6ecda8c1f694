//! Circulars (公文): periods and lists that exist, dates in order, every task told, annexes that can be drawn.

use super::period::unreadable;
use super::scene::Scene;
use crate::diag::code::reference as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::model::file::CircularFile;
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{At, Report};
use crate::text::period::Period;
use crate::text::{date, similar};

/// Findings of one kind that are told one by one; more are counted.
const MOST: usize = 20;

/// The periods that a circular names have files.
pub(super) fn periods(scene: &Scene<'_>, sink: &mut Sink) {
    let known: Vec<Period> = scene
        .workspace
        .progress
        .iter()
        .filter_map(|f| f.data.period.parse().ok())
        .collect();
    for circular in &scene.workspace.circulars {
        let data = &circular.data;
        for (typed, term) in [
            (&data.progress, "本期（progress）"),
            (&data.previous, "上期（previous）"),
        ] {
            let Some(typed) = typed else { continue };
            let origin = typed.origin(circular.file);
            match typed.parse::<Period>() {
                Err(_) => sink.push(unreadable(term, typed).at(origin)),
                Ok(period) if !known.contains(&period) && scene.complete(FileKind::Progress) => {
                    sink.push(no_file(term, period, &known).at(origin));
                }
                Ok(_) => {}
            }
        }
    }
}

fn no_file(term: &str, period: Period, known: &[Period]) -> Diagnostic {
    let mut known: Vec<String> = known.iter().map(Period::to_string).collect();
    known.sort();
    known.dedup();
    let way_out = if known.is_empty() {
        format!("新建 progress/{period}.toml，写明 period = \"{period}\"")
    } else {
        format!("已有的期：{}", known.join("、"))
    };
    Diagnostic::new(
        code::UNKNOWN_PERIOD,
        format!("{term}{}没有进展文件", period.name()),
    )
    .help(way_out)
}

/// The lists that a circular or an annex names are there.
pub(super) fn lists(scene: &Scene<'_>, sink: &mut Sink) {
    if !scene.complete(FileKind::Projects) {
        return;
    }
    let known: Vec<&str> = scene
        .workspace
        .lists
        .iter()
        .map(|list| list.name.as_str())
        .collect();
    for circular in &scene.workspace.circulars {
        let of_annexes = circular
            .data
            .annexes
            .iter()
            .filter_map(|annex| annex.lists.as_ref());
        for name in circular.data.lists.iter().chain(of_annexes).flatten() {
            if known.contains(&name.value.as_str()) {
                continue;
            }
            let near = similar::closest(name, known.iter().copied());
            let near = near.map(|near| format!("是不是“{near}”？")).unwrap_or_default();
            sink.push(
                Diagnostic::new(code::UNKNOWN_LIST, format!("清单（lists）中没有“{}”", name.value))
                    .at(name.origin(circular.file))
                    .help(format!("{near}已有的清单：{}", known.join("、"))),
            );
        }
    }
}

/// 截至 before 成文 before 印发; 上期 before 本期.
pub(super) fn dates(scene: &Scene<'_>, sink: &mut Sink) {
    for report in &scene.reports {
        let circular = report.circular;
        dates_of_paper(report, circular, sink);
        if let (Some(now), Some(before), Some(typed)) =
            (report.period, report.previous_period, &circular.data.previous)
            && before >= now
        {
            let message = format!("上期（previous）{}不早于本期{}", before.name(), now.name());
            sink.push(Diagnostic::new(code::DATE_ORDER, message).at(typed.origin(circular.file)));
        }
    }
}

fn dates_of_paper(report: &Report<'_>, circular: &Loaded<CircularFile>, sink: &mut Sink) {
    let Some(dated) = &circular.data.date else { return };
    let day = dated.value.0;
    let origin = dated.origin(circular.file);
    if let Some(as_of) = report.as_of
        && as_of > day
    {
        let message = format!(
            "成文日期（date）{}早于数据的截至日期{}",
            date::full(day),
            date::full(as_of)
        );
        sink.push(
            Diagnostic::new(code::DATE_ORDER, message)
                .at(origin)
                .help("核对年份和月份；截至日期在进展文件的 as_of"),
        );
    }
    if let Some(printed) = &circular.data.printed_on
        && printed.value.0 < day
    {
        let message = format!(
            "印发日期（printed_on）{}早于成文日期{}",
            date::full(printed.value.0),
            date::full(day)
        );
        let printed = printed.origin(circular.file);
        sink.push(
            Diagnostic::new(code::DATE_ORDER, message)
                .at(printed)
                .clause("GB/T 9704—2012 7.4.3"),
        );
    }
}

/// Every task of a circular has an entry in its period.
pub(super) fn progress(scene: &Scene<'_>, sink: &mut Sink) {
    if !scene.complete(FileKind::Progress) {
        return;
    }
    for report in &scene.reports {
        let Some(file) = file_of(scene, report) else {
            continue;
        };
        let missing = report.tasks.iter().filter(|task| task.progress.is_none());
        let findings = missing.map(|task| {
            let title = task
                .target
                .as_ref()
                .or(task.title.as_ref())
                .map(|t| t.string.as_str())
                .unwrap_or_default();
            let message = format!("任务“{}”没有本期进展：{}", task.key, beginning(title));
            Diagnostic::new(code::MISSING_PROGRESS, message)
                .at(task.origin)
                .help(format!("在 {file} 中补上 [tasks.\"{}\"]", task.key))
        });
        some(findings, sink, |rest| {
            let message = format!("另有 {rest} 项任务没有本期进展");
            Diagnostic::new(code::MISSING_PROGRESS, message).at(here(report, &report.circular.data.progress))
        });
    }
}

/// Pushes the first findings, and counts the others in one.
fn some(findings: impl Iterator<Item = Diagnostic>, sink: &mut Sink, rest: impl FnOnce(usize) -> Diagnostic) {
    let mut findings = findings.fuse();
    for finding in findings.by_ref().take(MOST) {
        sink.push(finding);
    }
    let more = findings.count();
    if more > 0 {
        sink.push(rest(more));
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(20).collect()
}

fn here(report: &Report<'_>, typed: &Option<At<String>>) -> Option<Origin> {
    typed.as_ref().map(|typed| typed.origin(report.circular.file))
}

/// The progress file of the report's period.
fn file_of<'s>(scene: &'s Scene<'_>, report: &Report<'_>) -> Option<&'s str> {
    let period = report.period?;
    let file = scene
        .workspace
        .progress
        .iter()
        .find(|file| file.data.period.parse().ok() == Some(period))?;
    Some(scene.name(file.file))
}

/// An office with states has one for every task that it tells of.
pub(super) fn statuses(scene: &Scene<'_>, sink: &mut Sink) {
    if scene.workspace.office.data.statuses.is_empty() {
        return;
    }
    for report in &scene.reports {
        let told = report
            .tasks
            .iter()
            .filter_map(|task| Some((task, task.progress?)));
        let without = told.filter(|(task, (progress, _))| task.status.is_none() && progress.status.is_none());
        let findings = without.map(|(task, (progress, file))| {
            let several = !task.indicators.is_empty();
            let lacks = match (task.goal, &progress.done) {
                (None, _) if several && task.now.rate.is_none() => "各分项的完成数（indicators）",
                (None, _) if !several => "目标值（goal）",
                (Some(goal), _) if goal.number().is_none() && !goal.is_yes_no() => "数量目标",
                (Some(_), None) => "完成数（done）",
                _ => "适用的一档",
            };
            let message = format!("任务“{}”推不出完成情况：没有{lacks}", task.key);
            Diagnostic::new(code::UNTYPED_STATUS, message)
                .at(progress.origin(file))
                .help("补上数据，或写明 status")
        });
        some(findings, sink, |rest| {
            let message = format!("另有 {rest} 项任务推不出完成情况");
            Diagnostic::new(code::UNTYPED_STATUS, message).at(here(report, &report.circular.data.progress))
        });
    }
}

/// The descriptions of the annexes can be understood over the circular's rows.
pub(super) fn annexes(scene: &Scene<'_>, sink: &mut Sink) {
    if !scene.complete(FileKind::Projects) || !scene.complete(FileKind::Progress) {
        return;
    }
    for report in &scene.reports {
        for annex in &report.circular.data.annexes {
            report.judge(annex, sink);
        }
    }
}
