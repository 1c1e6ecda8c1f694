//! Progress files (进展文件): their period can be read, their keys are tasks, each told once.

use std::collections::BTreeMap;

use super::scene::{Scene, Told};
use crate::diag::code::reference as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::model::schema::FileKind;
use crate::text::period::{NoPeriod, Period};
use crate::text::similar;

/// Findings that come with the nearest key.
const MOST: usize = 50;

/// A progress file's period is one.
pub(super) fn readable(scene: &Scene<'_>, sink: &mut Sink) {
    for file in &scene.workspace.progress {
        let typed = &file.data.period;
        if typed.parse::<Period>().is_err() {
            sink.push(unreadable("期（period）", typed).at(typed.origin(file.file)));
        }
    }
}

/// The finding on a text that is no period.
pub(super) fn unreadable(term: &str, typed: &str) -> Diagnostic {
    Diagnostic::new(code::BAD_PERIOD, format!("{term}不能是“{typed}”")).help(NoPeriod.to_string())
}

/// An entry's key is that of a task.
pub(super) fn known_tasks(scene: &Scene<'_>, sink: &mut Sink) {
    if !scene.complete(FileKind::Projects) {
        return;
    }
    let unknown = scene.told.iter().filter(|told| told.task.is_none());
    for (seen, told) in unknown.enumerate() {
        let message = format!("没有编号为“{}”的任务", told.key.value);
        let mut finding = Diagnostic::new(code::UNKNOWN_TASK, message).at(told.origin(told.key));
        // where all keys are wrong, the first show why; comparing each with each takes too long
        if seen < MOST {
            finding = finding.help(way_out(scene, told));
        }
        sink.push(finding);
    }
}

fn way_out(scene: &Scene<'_>, told: &Told<'_>) -> String {
    let key = told.key.value.as_str();
    let inner: Vec<String> = scene
        .tasks
        .iter()
        .filter(|task| {
            task.key
                .strip_prefix(key)
                .is_some_and(|rest| rest.starts_with('/'))
        })
        .map(|task| format!("\"{}\"", task.key))
        .collect();
    if !inner.is_empty() {
        return format!("该项目分为几项任务，分别写：{}", inner.join("、"));
    }
    let near = similar::closest(key, scene.tasks.iter().map(|task| task.key.as_str()));
    // a task's id alone is not yet its key
    let by_id = || {
        scene
            .tasks
            .iter()
            .find(|task| task.id.value == key)
            .map(|task| task.key.as_str())
    };
    match near.or_else(by_id) {
        Some(near) => format!("是不是 \"{near}\"？"),
        None => {
            "键为“项目编号/任务编号”，没有 tasks 的项目只写项目编号，都与 projects 中的 id 一致".to_owned()
        }
    }
}

/// A task is told once a period, though a period may have several files.
pub(super) fn told_once(scene: &Scene<'_>, sink: &mut Sink) {
    let mut seen: BTreeMap<(String, &str), Origin> = BTreeMap::new();
    for told in &scene.told {
        let Some(period) = told.period else { continue };
        let origin = told.origin(told.key);
        let entry = seen.entry((period.to_string(), told.key.value.as_str()));
        let first = *entry.or_insert(origin);
        if first != origin {
            let message = format!("任务“{}”在{}有两处进展", told.key.value, period.name());
            sink.push(
                Diagnostic::new(code::DUPLICATE_PROGRESS, message)
                    .at(origin)
                    .related(first, "此处已写")
                    .help("删去一处"),
            );
        }
    }
}
