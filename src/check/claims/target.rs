//! Targets (目标任务): their words against the goal, a project's tasks against the project's goal.

use rust_decimal::Decimal;

use super::case::Aim;
use super::number::plain;
use super::prose::Prose;
use crate::check::scene::{Scene, Typed};
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, FileId, Sink};
use crate::model::At;
use crate::model::file::Project;
use crate::text::claim::About;

/// The one number in the target's words is the goal's.
pub(super) fn goal(scene: &Scene<'_>, task: &Typed<'_>, sink: &mut Sink) {
    let Some(goal) = task.goal else { return };
    let Some(typed) = task
        .own
        .map_or(task.project.target.as_ref(), |own| own.target.as_ref())
    else {
        return;
    };
    let (Some(aim), Some(number)) = (Aim::new(&goal.value), &goal.value.value) else {
        return;
    };
    if aim.unit.is_empty() || aim.unit == "%" || aim.value.is_zero() {
        return;
    }
    let words = Prose::new(typed, task.file, scene);
    let stands = words.figures().any(|(_, amount)| match amount.about {
        About::To(_) | About::Near | About::Over => true,
        _ => amount.value == aim.value,
    });
    let mut same = words.counts(aim.unit);
    let (Some((claim, amount, _)), None) = (same.next(), same.next()) else {
        return;
    };
    if stands || amount.han {
        return;
    }
    let message = format!(
        "“{}”写 {}，目标值（goal）是 {}",
        words.cite(claim),
        words.typed(amount.range.clone()),
        aim.said(aim.value)
    );
    sink.push(
        Diagnostic::new(code::TARGET, message)
            .at(words.origin(amount.range.clone()))
            .related(number.origin(task.file), "目标值")
            .help("以下达的任务书为准，改文字或改 goal"),
    );
}

/// A project's goal is the sum of those of its tasks in the same unit.
pub(super) fn subtasks(project: &At<Project>, file: FileId, sink: &mut Sink) {
    let Some((goal, wanted)) = project
        .goal
        .as_ref()
        .and_then(|goal| Some((goal, goal.number()?)))
    else {
        return;
    };
    let goals: Vec<_> = project
        .tasks
        .iter()
        .filter_map(|task| task.goal.as_ref())
        .filter(|own| own.number().is_some())
        .collect();
    let same = goals
        .iter()
        .all(|own| own.unit == goal.unit && own.direction == goal.direction);
    if goals.len() < 2 || goals.len() < project.tasks.len() || !same || goal.unit == "%" {
        return;
    }
    let numbers = || goals.iter().filter_map(|own| own.number());
    let sum = numbers().fold(Decimal::ZERO, Decimal::saturating_add);
    if sum == wanted {
        return;
    }
    let parts: Vec<String> = numbers().map(plain).collect();
    let message = format!(
        "项目“{}”的目标值是 {}，各任务之和 {} = {}，相差 {}",
        project.title.value,
        plain(wanted),
        parts.join(" + "),
        plain(sum),
        plain(sum.saturating_sub(wanted).abs())
    );
    sink.push(
        Diagnostic::new(code::SUBTASKS, message)
            .at(goal.value.value.as_ref().map(|number| number.origin(file)))
            .help("核对项目和各任务的目标值；项目不另设总数的，删去项目的 goal"),
    );
}
