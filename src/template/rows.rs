//! The report's rows as values for templates (行的取值).

use rust_decimal::Decimal;
use tera::Value;

use crate::document::Text;
use crate::model::file::{Free, Goal, Shares};
use crate::model::report::rate::Measure;
use crate::model::report::{Labelled, ProjectRow, Report, RowRef, Tally, TaskRow};
use crate::model::{At, Entries};

use super::read::write_from;
use super::value::{map, of_decimal, optional, texts};

/// All rows, as templates and functions go through them (各行).
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// 项目, each with its tasks.
    pub(super) projects: Vec<Value>,
    /// 任务.
    pub(super) tasks: Vec<Value>,
    /// 牵头单位.
    pub(super) units: Vec<Value>,
    /// 乡镇.
    pub(super) towns: Vec<Value>,
    /// 类别.
    pub(super) categories: Vec<Value>,
    /// 完成情况, from best to worst.
    pub(super) statuses: Vec<Value>,
    /// 亮灯, from best to worst.
    pub(super) lights: Vec<Value>,
    /// Decimals of shares that must sum to 100 %; `None` where each is rounded by itself.
    pub(super) shares: Option<u8>,
}

impl Rows {
    /// No rows, for templates that ask for none.
    pub(super) const fn none() -> Self {
        Self {
            projects: Vec::new(),
            tasks: Vec::new(),
            units: Vec::new(),
            towns: Vec::new(),
            categories: Vec::new(),
            statuses: Vec::new(),
            lights: Vec::new(),
            shares: None,
        }
    }

    /// Those of `report`.
    pub(super) fn new(report: &Report<'_>) -> Self {
        let tasks: Vec<Value> = {
            let each = report.tasks.iter().enumerate();
            each.map(|(at, task)| self::task(report, RowRef::Task(at), task))
                .collect()
        };
        let projects = report
            .projects
            .iter()
            .map(|project| self::project(report, project, &tasks))
            .collect();
        let unit = |unit: &crate::model::report::UnitRow| {
            let mut entries = vec![
                ("name", Value::from(unit.name.string.as_str())),
                ("rank", Value::from(unit.rank)),
                ("from", from(&unit.name)),
            ];
            entries.extend(tally(report, &unit.tally));
            map(entries)
        };
        let category = |category: &crate::model::report::CategoryRow<'_>| {
            let mut entries = vec![
                ("name", Value::from(category.name)),
                ("from", Value::from(write_from(category.origin))),
            ];
            entries.extend(tally(report, &category.tally));
            map(entries)
        };
        let rules = &report.office().rules;
        Self {
            units: report.units.iter().map(unit).collect(),
            categories: report.categories.iter().map(category).collect(),
            towns: report
                .towns
                .iter()
                .map(|town| {
                    map([
                        ("name", Value::from(town.name.string.as_str())),
                        ("from", from(&town.name)),
                    ])
                })
                .collect(),
            statuses: statuses(report),
            lights: lights(report),
            shares: (rules.shares == Shares::LargestRemainder).then_some(rules.decimals.value),
            projects,
            tasks,
        }
    }
}

fn statuses(report: &Report<'_>) -> Vec<Value> {
    let row = |status: &crate::model::report::StatusRow<'_>| {
        map([
            ("id", Value::from(status.id)),
            ("name", Value::from(status.name)),
            ("projects", Value::from(status.projects)),
            ("tasks", Value::from(status.tasks)),
        ])
    };
    report.statuses.iter().map(row).collect()
}

fn lights(report: &Report<'_>) -> Vec<Value> {
    let row = |light: &crate::model::report::LightRow<'_>| {
        map([
            ("id", Value::from(light.id)),
            ("name", Value::from(light.name)),
            ("projects", Value::from(light.projects)),
            ("tasks", Value::from(light.tasks)),
        ])
    };
    report.lights.iter().map(row).collect()
}

fn task(report: &Report<'_>, row: RowRef, task: &TaskRow<'_>) -> Value {
    let project = report.projects.get(task.project);
    let progress = task.progress.map(|(progress, _)| progress);
    let text = task.text();
    let reason = task.reason();
    let mut entries = vec![
        ("id", Value::from(task.key.as_str())),
        ("no", Value::from(task.no.as_str())),
        ("title", optional(task.title.as_ref().map(|t| t.string.as_str()))),
        (
            "target",
            optional(task.target.as_ref().map(|t| t.string.as_str())),
        ),
        ("goal", goal(task.goal)),
        ("goal_text", Value::from(report.goal_words(task))),
        ("done_text", Value::from(report.done_words(task))),
        ("indicators", indicators(report, task)),
        (
            "due",
            optional(task.due.map(|due| due.value.0.to_string()).as_deref()),
        ),
        ("overdue", Value::from(task.now.overdue)),
        (
            "overdue_days",
            report.overdue_days(task).map_or_else(Value::none, Value::from),
        ),
        ("light", light(report, task.light)),
        ("status", status(report, task.status)),
        ("text", optional(text.as_ref().map(|t| t.string.as_str()))),
        ("reason", optional(reason.as_ref().map(|t| t.string.as_str()))),
        ("overridden", Value::from(task.overridden())),
        ("lead", strings(&task.lead)),
        ("support", strings(&task.support)),
        (
            "units",
            texts(task.units().into_iter().map(|t| t.string.as_str())),
        ),
        (
            "leader",
            optional(task.leader.as_ref().map(|t| t.string.as_str())),
        ),
        ("from", Value::from(write_from(task.origin))),
        ("target_from", task.target.as_ref().map_or_else(Value::none, from)),
        ("text_from", text.as_ref().map_or_else(Value::none, from)),
    ];
    entries.extend(measure(&task.now));
    entries.push(("previous", previous(report, task)));
    entries.push(("paragraphs", paragraphs(report, row, task)));
    if let Some(project) = project {
        entries.push(("name", Value::from(name(project, task))));
        entries.push(("category", optional(category(report, project))));
        entries.push((
            "project",
            map([
                ("id", Value::from(project.typed.id.value.as_str())),
                ("no", Value::from(project.no.as_str())),
                ("title", Value::from(project.typed.title.value.as_str())),
            ]),
        ));
        // a column of the progress comes before the task's, the task's before the project's
        let own = task.typed.map(|typed| &typed.fields);
        let all = [Some(&project.typed.fields), own, progress.map(|p| &p.fields)];
        entries.push(("fields", fields(all.into_iter().flatten())));
    }
    map(entries)
}

/// The task's columns as paragraphs, by the annex in prose (分项成段) that covers it; `none` without one.
fn paragraphs(report: &Report<'_>, row: RowRef, task: &TaskRow<'_>) -> Value {
    let Some(annex) = report.prose(task) else {
        return Value::none();
    };
    let paragraph = |paragraph: Labelled| {
        map([
            ("label", Value::from(paragraph.label)),
            ("text", Value::from(paragraph.text)),
            ("parts", Value::from(paragraph.parts)),
            (
                "from",
                Value::from(write_from(paragraph.origin.unwrap_or(task.origin))),
            ),
        ])
    };
    let all = report.labelled(row, annex);
    Value::from(all.into_iter().map(paragraph).collect::<Vec<_>>())
}

/// What a text calls the task: its title; without one its target, and what is its project's only task by the project.
fn name<'r>(project: &'r ProjectRow<'_>, task: &'r TaskRow<'_>) -> &'r str {
    let of_project = project.typed.title.value.as_str();
    let several = project.tasks.len() > 1;
    let target = task.target.as_ref().filter(|_| several);
    let own = task.title.as_ref().or(target);
    own.map_or(of_project, |own| own.string.trim_end_matches('。'))
}

fn project(report: &Report<'_>, project: &ProjectRow<'_>, tasks: &[Value]) -> Value {
    let typed = project.typed;
    let own: Vec<Value> = tasks.get(project.tasks.clone()).unwrap_or_default().to_vec();
    let mut units: Vec<&Text> = Vec::new();
    for task in report.tasks.get(project.tasks.clone()).unwrap_or_default() {
        for unit in task.units() {
            if !units.iter().any(|seen| seen.string == unit.string) {
                units.push(unit);
            }
        }
    }
    map([
        ("id", Value::from(typed.id.value.as_str())),
        ("no", Value::from(project.no.as_str())),
        ("title", Value::from(typed.title.value.as_str())),
        ("category", optional(category(report, project))),
        (
            "target",
            optional(typed.target.as_ref().map(|t| t.value.as_str())),
        ),
        ("status", status(report, project.status)),
        ("light", light(report, project.light)),
        (
            "due",
            optional(typed.due.as_ref().map(|due| due.value.0.to_string()).as_deref()),
        ),
        ("lead", strings(&project.lead)),
        ("support", strings(&project.support)),
        ("units", texts(units.into_iter().map(|t| t.string.as_str()))),
        (
            "leader",
            optional(typed.leader.as_ref().map(|t| t.value.as_str())),
        ),
        ("fields", fields([&typed.fields])),
        ("from", Value::from(write_from(typed.title.origin(project.file)))),
        ("tasks", Value::from(own)),
    ])
}

/// What the task was in the previous period; `none` where there is no such progress.
fn previous(report: &Report<'_>, task: &TaskRow<'_>) -> Value {
    if task.previous.is_none() {
        return Value::none();
    }
    let text = task.previous_text();
    let mut entries = vec![
        ("status", status(report, task.was)),
        ("text", optional(text.as_ref().map(|t| t.string.as_str()))),
    ];
    entries.extend(measure(&task.before));
    map(entries)
}

fn category<'r>(report: &'r Report<'_>, project: &ProjectRow<'_>) -> Option<&'r str> {
    report
        .categories
        .get(project.category?)
        .map(|category| category.name)
}

/// 完成数, 完成率 and how far behind the schedule.
fn measure(measure: &Measure) -> [(&'static str, Value); 3] {
    [
        ("done", number(measure.done)),
        ("rate", number(measure.rate)),
        ("behind", number(measure.behind)),
    ]
}

/// A number, `none` where there is none.
pub(super) fn number(value: Option<Decimal>) -> Value {
    value.map_or_else(Value::none, of_decimal)
}

/// Counts of several tasks.
fn tally(report: &Report<'_>, tally: &Tally) -> Vec<(&'static str, Value)> {
    let counts = report
        .statuses
        .iter()
        .zip(&tally.counts)
        .map(|(status, count)| (status.id.to_owned(), Value::from(*count)));
    vec![
        ("tasks", Value::from(tally.tasks.len())),
        ("projects", Value::from(tally.projects.len())),
        ("counts", map(counts)),
        ("rate", number(tally.rate)),
        ("average", number(tally.average)),
    ]
}

/// 完成情况, its place from 0 for the best.
fn status(report: &Report<'_>, index: Option<usize>) -> Value {
    let Some((index, status)) = index.and_then(|i| Some((i, report.statuses.get(i)?))) else {
        return Value::none();
    };
    map([
        ("id", Value::from(status.id)),
        ("name", Value::from(status.name)),
        ("level", Value::from(index)),
    ])
}

fn goal(goal: Option<&At<Goal>>) -> Value {
    let Some(goal) = goal else { return Value::none() };
    map([
        ("value", number(goal.number())),
        ("unit", Value::from(goal.unit.as_str())),
        ("direction", Value::from(goal.direction.key())),
        ("text", optional(goal.text.as_ref().map(|t| t.value.as_str()))),
        (
            "yes_no",
            texts(goal.yes_no.iter().map(|word| word.value.as_str())),
        ),
    ])
}

/// The indicators of a task with their numbers.
fn indicators(report: &Report<'_>, task: &TaskRow<'_>) -> Value {
    let one = |row: crate::model::report::IndicatorRow<'_>| {
        let mut entries = vec![
            ("id", Value::from(row.typed.id.value.as_str())),
            ("name", Value::from(row.typed.name.value.as_str())),
            ("goal", goal(Some(&row.typed.goal))),
        ];
        entries.extend(measure(&row.now));
        entries.push(("previous", map(measure(&row.before))));
        map(entries)
    };
    Value::from(report.indicators(task).into_iter().map(one).collect::<Vec<_>>())
}

/// 亮灯, its place from 0 for the best.
fn light(report: &Report<'_>, index: Option<usize>) -> Value {
    let Some((index, light)) = index.and_then(|i| Some((i, report.lights.get(i)?))) else {
        return Value::none();
    };
    map([
        ("id", Value::from(light.id)),
        ("name", Value::from(light.name)),
        ("level", Value::from(index)),
    ])
}

/// An office's own columns; of two of one name the later wins.
fn fields<'f>(all: impl IntoIterator<Item = &'f Entries<At<Free>>>) -> Value {
    let each = all.into_iter().flat_map(Entries::iter);
    map(each.map(|(key, value)| (key.value.clone(), free(value))))
}

fn free(value: &Free) -> Value {
    match value {
        Free::Bool(yes) => Value::from(*yes),
        Free::Number(n) if n.0.scale() == 0 => of_decimal(n.0),
        // as typed, since a float would lose the noughts at its end
        Free::Number(n) => Value::from(n.0.to_string()),
        Free::Text(text) => Value::from(text.as_str()),
        Free::Date(day) => Value::from(day.0.to_string()),
    }
}

fn strings(all: &[Text]) -> Value {
    texts(all.iter().map(|t| t.string.as_str()))
}

fn from(text: &Text) -> Value {
    text.origin
        .map_or_else(Value::none, |origin| Value::from(write_from(origin)))
}
