//! Ids (编号): progress finds its task by them over the years.

use std::collections::BTreeMap;

use super::scene::Scene;
use crate::diag::code::reference as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::model::At;

/// A project's id is its own in the whole workspace.
pub(super) fn projects_once(scene: &Scene<'_>, sink: &mut Sink) {
    let mut seen = BTreeMap::new();
    for list in &scene.workspace.lists {
        for project in &list.data.projects {
            once(
                &mut seen,
                "项目编号",
                &project.id,
                project.id.origin(list.file),
                sink,
            );
        }
    }
}

/// A task's id is its own in its project.
pub(super) fn tasks_once(scene: &Scene<'_>, sink: &mut Sink) {
    for list in &scene.workspace.lists {
        for project in &list.data.projects {
            let mut seen = BTreeMap::new();
            for task in &project.tasks {
                once(&mut seen, "任务编号", &task.id, task.id.origin(list.file), sink);
            }
        }
    }
}

fn once<'w>(
    seen: &mut BTreeMap<&'w str, Origin>,
    term: &str,
    id: &'w At<String>,
    origin: Origin,
    sink: &mut Sink,
) {
    match seen.get(id.value.as_str()) {
        None => {
            seen.insert(&id.value, origin);
        }
        Some(first) => sink.push(
            Diagnostic::new(code::DUPLICATE_ID, format!("{term}（id）“{}”重复", id.value))
                .at(origin)
                .related(*first, "此处已用这个编号")
                .help("给其中一项换一个编号"),
        ),
    }
}

/// An id can stand in a key `project/task` and in a command.
pub(super) fn well_formed(scene: &Scene<'_>, sink: &mut Sink) {
    for list in &scene.workspace.lists {
        let tasks = list
            .data
            .projects
            .iter()
            .flat_map(|project| project.tasks.iter().map(|task| &task.id));
        for id in list.data.projects.iter().map(|project| &project.id).chain(tasks) {
            let odd = id
                .chars()
                .find(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.'));
            if let Some(odd) = odd {
                let odd = if odd.is_whitespace() {
                    "空格".to_owned()
                } else {
                    format!("“{odd}”")
                };
                sink.push(
                    Diagnostic::new(code::BAD_ID, format!("编号（id）“{}”中不能有{odd}", id.value))
                        .at(id.origin(list.file))
                        .help("用字母、数字、连字符和下划线，如 school-places"),
                );
            }
        }
    }
}
