//! Goals and indicators (目标的写法): one kind of goal a task, and progress of the same kind.

use std::collections::BTreeMap;

use super::scene::{Scene, Told, Typed};
use crate::diag::code::{reference, shape as code};
use crate::diag::{Diagnostic, FileId, Origin, Sink};
use crate::model::At;
use crate::model::file::{Done, Goal};
use crate::text::similar;

/// A goal is a number, or words, or yes and no.
pub(super) fn kinds(scene: &Scene<'_>, sink: &mut Sink) {
    for task in &scene.tasks {
        let words = format!("任务“{}”的目标值（goal）", task.key);
        let own = task.goal.map(|goal| (words, goal));
        let indicators = task.aim.indicators.iter().map(|indicator| {
            let words = format!(
                "任务“{}”分项指标“{}”的目标值（goal）",
                task.key, indicator.id.value
            );
            (words, &indicator.goal)
        });
        for (words, goal) in own.into_iter().chain(indicators) {
            if let Some(finding) = kind(&words, goal, task.file) {
                sink.push(finding);
            }
        }
    }
}

fn kind(words: &str, goal: &At<Goal>, file: FileId) -> Option<Diagnostic> {
    let here = goal.origin(file);
    if goal.value.value.is_some() {
        let other = goal.yes_no.first().or(goal.text.as_ref())?;
        let message = format!("{words}写了数值（value），又写了没有数量的目标");
        return Some(
            Diagnostic::new(code::CONFLICT, message)
                .at(other.origin(file))
                .help("有数量的只写 value 和 unit；没有数量的写 text，建成与否的写 yes_no"),
        );
    }
    if let Some(first) = goal.yes_no.first() {
        if goal.yes_no.len() == 2 {
            return None;
        }
        let message = format!("{words}的建成与否（yes_no）应为两个词");
        return Some(
            Diagnostic::new(code::WRONG_VALUE, message)
                .at(first.origin(file))
                .help("写作 yes_no = [\"已建成\", \"未建成\"]"),
        );
    }
    if goal.text.is_some() {
        return None;
    }
    Some(
        Diagnostic::new(code::MISSING_KEY, format!("{words}缺少数值（value）"))
            .at(here)
            .help("补上 value = …；没有数量的写 text = \"应补尽补\"，建成与否的写 yes_no = [\"已建成\", \"未建成\"]"),
    )
}

/// Several indicators stand instead of a goal, each with an id of its own.
pub(super) fn indicators(scene: &Scene<'_>, sink: &mut Sink) {
    for task in &scene.tasks {
        if let (Some(goal), Some(first)) = (task.goal, task.aim.indicators.first()) {
            let message = format!(
                "任务“{}”写了目标值（goal），又写了分项指标（indicators）",
                task.key
            );
            sink.push(
                Diagnostic::new(code::CONFLICT, message)
                    .at(goal.origin(task.file))
                    .related(first.id.origin(task.file), "分项指标从此处起")
                    .help("有几个数的写分项指标，删去 goal；只有一个数的写 goal"),
            );
        }
        ids_once(task, sink);
    }
}

fn ids_once(task: &Typed<'_>, sink: &mut Sink) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    for indicator in task.aim.indicators {
        let origin = indicator.id.origin(task.file);
        if let Some(first) = seen.insert(&indicator.id.value, origin) {
            let message = format!("任务“{}”的分项指标“{}”重复", task.key, indicator.id.value);
            sink.push(
                Diagnostic::new(reference::DUPLICATE_ID, message)
                    .at(origin)
                    .related(first, "此处已用这个编号")
                    .help("换一个编号"),
            );
        }
    }
}

/// What was done is of the kind of the goal, and of indicators that there are.
pub(super) fn done(scene: &Scene<'_>, sink: &mut Sink) {
    for told in &scene.told {
        let Some(task) = scene.task(told) else { continue };
        if let Some(done) = &told.progress.done {
            sink_done(told, task, done, sink);
        }
        for (id, done) in told.progress.indicators.iter() {
            let indicator = task.aim.indicators.iter().find(|i| i.id.value == id.value);
            match indicator {
                Some(indicator) => {
                    let words = format!("任务“{}”分项指标“{}”的完成数（indicators）", task.key, id.value);
                    other_kind(&words, Some(&indicator.goal), done, told, sink);
                }
                None => sink.push(unknown(told, task, id)),
            }
        }
    }
}

fn sink_done(told: &Told<'_>, task: &Typed<'_>, done: &At<Done>, sink: &mut Sink) {
    if !task.aim.indicators.is_empty() {
        let ids: Vec<&str> = ids(task).collect();
        let message = format!("任务“{}”有分项指标，完成数（done）应写在 indicators 中", task.key);
        sink.push(
            Diagnostic::new(code::CONFLICT, message)
                .at(told.origin(done))
                .help(format!("写作 indicators = {{ {} = … }}", ids.join(" = …, "))),
        );
        return;
    }
    let words = format!("任务“{}”的完成数（done）", task.key);
    other_kind(&words, task.goal.map(|goal| &goal.value), done, told, sink);
}

fn other_kind(words: &str, goal: Option<&Goal>, done: &At<Done>, told: &Told<'_>, sink: &mut Sink) {
    let wants_yes_no = goal.is_some_and(Goal::is_yes_no);
    if wants_yes_no == done.yes_no {
        return;
    }
    let (message, help) = if wants_yes_no {
        (
            format!("{words}应为 true 或 false：目标是建成与否"),
            "建成的写 true，未建成的写 false",
        )
    } else {
        (
            format!("{words}应为数：目标不是建成与否"),
            "写累计完成数；目标是建成与否的，在 projects 中写 goal = { yes_no = [\"已建成\", \"未建成\"] }",
        )
    };
    sink.push(
        Diagnostic::new(code::DONE_KIND, message)
            .at(told.origin(done))
            .help(help),
    );
}

fn ids<'t>(task: &'t Typed<'_>) -> impl Iterator<Item = &'t str> {
    task.aim.indicators.iter().map(|i| i.id.value.as_str())
}

fn unknown(told: &Told<'_>, task: &Typed<'_>, id: &At<String>) -> Diagnostic {
    let help = match similar::closest(id, ids(task)) {
        Some(near) => format!("是不是 {near}？"),
        None if task.aim.indicators.is_empty() => "此任务没有分项指标，完成数写 done".to_owned(),
        None => format!("此任务的分项指标：{}", ids(task).collect::<Vec<_>>().join("、")),
    };
    let message = format!("任务“{}”没有分项指标“{}”", task.key, id.value);
    Diagnostic::new(code::UNKNOWN_INDICATOR, message)
        .at(told.origin(id))
        .help(help)
}
