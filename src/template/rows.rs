//! The report's rows as values for templates (行的取值).

use rust_decimal::Decimal;
use tera::Value;

use crate::document::Text;
use crate::model::file::{Free, Goal, RanksRule, Shares};
use crate::model::report::rate::Measure;
use crate::model::report::{
    CategoryRow, Change, Labelled, ProjectRow, Report, RowRef, Tally, TaskRow, TownRow, UnitRow, place,
};
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
    /// 分管领导.
    pub(super) leaders: Vec<Value>,
    /// Whether places go by the mean rate first, and not by the share of what is done.
    pub(super) first_by_mean: bool,
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
            leaders: Vec::new(),
            first_by_mean: false,
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
        let rules = &report.office().rules;
        let units = |rows: &[UnitRow], kind: fn(usize) -> RowRef| -> Vec<Value> {
            let row = |(at, unit): (usize, &UnitRow)| {
                let name = (unit.name.string.as_str(), from(&unit.name));
                let tied = is_tied(unit.rank, rows.iter().map(|unit| unit.rank));
                group(report, kind(at), name, &unit.tally, (unit.rank, tied))
            };
            rows.iter().enumerate().map(row).collect()
        };
        let category = |(at, category): (usize, &CategoryRow<'_>)| {
            let name = (category.name, Value::from(write_from(category.origin)));
            let tied = is_tied(category.rank, report.categories.iter().map(|c| c.rank));
            group(
                report,
                RowRef::Category(at),
                name,
                &category.tally,
                (category.rank, tied),
            )
        };
        let town = |(at, town): (usize, &TownRow)| {
            let name = (town.name.string.as_str(), from(&town.name));
            let tied = is_tied(town.rank, report.towns.iter().map(|town| town.rank));
            group(report, RowRef::Town(at), name, &town.tally, (town.rank, tied))
        };
        Self {
            units: units(&report.units, RowRef::Unit),
            leaders: units(&report.leaders, RowRef::Leader),
            categories: report.categories.iter().enumerate().map(category).collect(),
            towns: report.towns.iter().enumerate().map(town).collect(),
            statuses: statuses(report),
            lights: lights(report),
            first_by_mean: rules.ranks == RanksRule::Mean,
            shares: (rules.shares == Shares::LargestRemainder).then_some(rules.decimals.value),
            projects,
            tasks,
        }
    }
}

fn statuses(report: &Report<'_>) -> Vec<Value> {
    let each = report.statuses.iter().enumerate();
    each.map(|(at, status)| {
        let row = RowRef::Status(at);
        step(
            report,
            row,
            (status.id, status.name),
            (status.projects, status.tasks),
        )
    })
    .collect()
}

fn lights(report: &Report<'_>) -> Vec<Value> {
    let each = report.lights.iter().enumerate();
    each.map(|(at, light)| {
        let row = RowRef::Light(at);
        step(report, row, (light.id, light.name), (light.projects, light.tasks))
    })
    .collect()
}

/// A status or a light with what falls under it.
fn step(
    report: &Report<'_>,
    row: RowRef,
    (id, name): (&str, &str),
    (projects, tasks): (usize, usize),
) -> Value {
    map([
        ("id", Value::from(id)),
        ("name", Value::from(name)),
        ("projects", Value::from(projects)),
        ("tasks", Value::from(tasks)),
        ("share", number(report.share(row, false, None))),
        ("project_share", number(report.share(row, true, None))),
    ])
}

/// Whether several have the place.
fn is_tied(rank: u32, ranks: impl Iterator<Item = u32>) -> bool {
    ranks.filter(|other| *other == rank).nth(1).is_some()
}

/// A unit, leader, category or town with its counts and place.
fn group(
    report: &Report<'_>,
    row: RowRef,
    (name, from): (&str, Value),
    counted: &Tally,
    (rank, tied): (u32, bool),
) -> Value {
    let mut entries = vec![
        ("name", Value::from(name)),
        ("rank", Value::from(rank)),
        ("tied", Value::from(tied)),
        ("place", Value::from(place(rank, tied))),
        ("share", number(report.share(row, false, None))),
        ("from", from),
    ];
    entries.extend(tally(report, counted));
    map(entries)
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
        ("reported", Value::from(task.reported())),
        (
            "unmoved_for",
            task.unmoved_for.map_or_else(Value::none, Value::from),
        ),
        ("change", change(task)),
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
        ("done", Value::from(tally.done)),
        ("unreported", Value::from(tally.unreported)),
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

/// What became of the task since the previous period, and by how much; `none` where it was not in it.
fn change(task: &TaskRow<'_>) -> Value {
    if task.previous.is_none() {
        return Value::none();
    }
    let less = |now: Option<Decimal>, then: Option<Decimal>| now?.checked_sub(then?);
    map([
        ("done", number(task.gained())),
        ("rate", number(less(task.now.rate, task.before.rate))),
        ("status", optional(task.change().map(Change::key))),
    ])
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
