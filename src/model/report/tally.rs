//! Counting (汇总): by status, unit, category and town.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rows::{CategoryRow, Tally, TaskRow, TownRow, UnitRow};
use super::{Report, rate};
use crate::document::Text;
use crate::model::file::{Goal, RanksRule, Unit};
use crate::model::{At, Number};

/// Fills what is counted from projects and tasks.
pub(super) fn fill(report: &mut Report<'_>) {
    statuses(report);
    report.categories = categories(report);
    report.units = units(report, |task| task.lead.iter().collect());
    report.leaders = units(report, |task| task.leader.iter().collect());
    report.towns = towns(report);
}

fn statuses(report: &mut Report<'_>) {
    for (index, status) in report.statuses.iter_mut().enumerate() {
        let of = |found: Option<usize>| found == Some(index);
        status.projects = report
            .projects
            .iter()
            .filter(|project| of(project.status))
            .count();
        status.tasks = report.tasks.iter().filter(|task| of(task.status)).count();
    }
    for (index, light) in report.lights.iter_mut().enumerate() {
        let of = |found: Option<usize>| found == Some(index);
        light.projects = report.projects.iter().filter(|project| of(project.light)).count();
        light.tasks = report.tasks.iter().filter(|task| of(task.light)).count();
    }
}

/// Counts the tasks of these indices.
fn tally(report: &Report<'_>, tasks: Vec<usize>) -> Tally {
    let mut counts = vec![0; report.statuses.len()];
    let mut projects = Vec::new();
    let mut sum = Decimal::ZERO;
    let mut rated = 0_u32;
    let mut unreported = 0;
    for task in tasks.iter().filter_map(|index| report.tasks.get(*index)) {
        if let Some(count) = task.status.and_then(|status| counts.get_mut(status)) {
            *count += 1;
        }
        if projects.last() != Some(&task.project) {
            projects.push(task.project);
        }
        unreported += usize::from(!task.reported());
        if let Some(rate) = task.now.rate {
            sum = sum.saturating_add(rate);
            rated += 1;
        }
    }
    let best = counts.first().copied();
    Tally {
        done: best.unwrap_or_default(),
        unreported,
        rate: best.and_then(|best| Decimal::from(best).checked_div(tasks.len().into())),
        average: sum.checked_div(rated.into()),
        tasks,
        projects,
        counts,
    }
}

fn categories<'w>(report: &mut Report<'w>) -> Vec<CategoryRow<'w>> {
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<(&'w str, crate::diag::Origin, Vec<usize>)> = Vec::new();
    for project in &mut report.projects {
        let Some(typed) = &project.typed.category else {
            continue;
        };
        let at = *index.entry(typed.value.as_str()).or_insert(found.len());
        if at == found.len() {
            found.push((&typed.value, typed.origin(project.file), Vec::new()));
        }
        project.category = Some(at);
        if let Some((.., tasks)) = found.get_mut(at) {
            tasks.extend(project.tasks.clone());
        }
    }
    let tallies: Vec<Tally> = found
        .iter()
        .map(|(.., tasks)| tally(report, tasks.clone()))
        .collect();
    let ranks = ranks(report, &tallies);
    let rows = found.into_iter().zip(tallies.into_iter().zip(ranks));
    rows.map(|((name, origin, _), (tally, rank))| CategoryRow {
        name,
        origin,
        tally,
        rank,
    })
    .collect()
}

/// Those whom `of` names of a task, with all their tasks.
fn units<'w>(report: &Report<'w>, of: impl for<'t> Fn(&'t TaskRow<'w>) -> Vec<&'t Text>) -> Vec<UnitRow> {
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<(&Text, Vec<usize>)> = Vec::new();
    for (number, task) in report.tasks.iter().enumerate() {
        for unit in of(task) {
            let at = *index.entry(unit.string.as_str()).or_insert(found.len());
            if at == found.len() {
                found.push((unit, Vec::new()));
            }
            // a unit typed twice by two names leads the task once
            if let Some((_, tasks)) = found.get_mut(at)
                && tasks.last() != Some(&number)
            {
                tasks.push(number);
            }
        }
    }
    let tallies: Vec<Tally> = found
        .iter()
        .map(|(_, tasks)| tally(report, tasks.clone()))
        .collect();
    let ranks = ranks(report, &tallies);
    let rows = found.into_iter().zip(tallies).zip(ranks);
    rows.map(|(((name, _), tally), rank)| UnitRow {
        name: name.clone(),
        tally,
        rank,
    })
    .collect()
}

/// Places by the office's rule: the share of best tasks first, or the mean rate.
fn ranks(report: &Report<'_>, tallies: &[Tally]) -> Vec<u32> {
    let key = |tally: &Tally| match report.office().rules.ranks {
        RanksRule::Share => (tally.rate, tally.average),
        RanksRule::Mean => (tally.average, tally.rate),
    };
    let keys: Vec<_> = tallies.iter().map(|tally| Some(key(tally))).collect();
    rate::rank(&keys)
}

fn towns(report: &Report<'_>) -> Vec<TownRow> {
    let names = town_names(report);
    let index: BTreeMap<&str, usize> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.string.as_str(), at))
        .collect();
    let mut parts: Vec<Vec<Part>> = vec![Vec::new(); names.len()];
    for (task, row) in report.tasks.iter().enumerate() {
        let done = done_by_town(report, row);
        for (town, goal) in &row.towns {
            let part = Part::new(task, row, goal.0, done.get(town.as_str()).copied());
            if let Some(of_town) = index.get(town.as_str()).and_then(|at| parts.get_mut(*at)) {
                of_town.push(part);
            }
        }
    }
    let tallies: Vec<Tally> = parts.iter().map(|parts| town_tally(report, parts)).collect();
    let ranks = ranks(report, &tallies);
    let rows = names.into_iter().zip(tallies.into_iter().zip(ranks));
    rows.map(|(name, (tally, rank))| TownRow { name, tally, rank })
        .collect()
}

/// A town's part of a task (分解到一个乡镇的任务).
#[derive(Clone, Copy)]
struct Part {
    task: usize,
    rate: Option<Decimal>,
    reached: bool,
    reported: bool,
}

impl Part {
    fn new(task: usize, row: &TaskRow<'_>, goal: Decimal, done: Option<Decimal>) -> Self {
        let direction = row.goal.map(|goal| goal.direction).unwrap_or_default();
        let goal = Goal {
            value: Some(At::unplaced(Number(goal))),
            direction,
            ..Goal::default()
        };
        Self {
            task,
            rate: done.and_then(|done| rate::rate(&goal, done)),
            reached: done.is_some_and(|done| goal.number().is_some_and(|goal| direction.reached(goal, done))),
            reported: done.is_some(),
        }
    }
}

/// What was done in each town, by its name of the register.
fn done_by_town<'r>(report: &'r Report<'_>, row: &'r TaskRow<'_>) -> BTreeMap<&'r str, Decimal> {
    let mut done = BTreeMap::new();
    let towns = row
        .progress
        .into_iter()
        .flat_map(|(progress, _)| progress.towns.iter());
    for (town, number) in towns {
        let name = report.workspace.town(town).unwrap_or(town);
        done.entry(name).or_insert(number.0);
    }
    done
}

fn town_tally(report: &Report<'_>, parts: &[Part]) -> Tally {
    let tasks: Vec<usize> = parts.iter().map(|part| part.task).collect();
    let done = parts.iter().filter(|part| part.reached).count();
    let rates: Vec<Decimal> = parts.iter().filter_map(|part| part.rate).collect();
    let sum = rates
        .iter()
        .fold(Decimal::ZERO, |sum, rate| sum.saturating_add(*rate));
    let mut projects: Vec<usize> = Vec::new();
    for task in tasks.iter().filter_map(|index| report.tasks.get(*index)) {
        if projects.last() != Some(&task.project) {
            projects.push(task.project);
        }
    }
    Tally {
        done,
        unreported: parts.iter().filter(|part| !part.reported).count(),
        rate: Decimal::from(done).checked_div(tasks.len().into()),
        average: sum.checked_div(rates.len().into()),
        counts: Vec::new(),
        tasks,
        projects,
    }
}

fn town_names(report: &Report<'_>) -> Vec<Text> {
    let office = &report.workspace.office;
    if !office.data.towns.is_empty() {
        let towns = office.data.towns.iter();
        let name = |town: &At<Unit>| Text::new(town.name.value.as_str(), Some(town.name.origin(office.file)));
        return towns.map(name).collect();
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut names = Vec::new();
    for task in &report.tasks {
        for (name, goal) in &task.towns {
            if seen.insert(name.as_str()) {
                names.push(Text::new(name.as_str(), Some(goal.origin(task.file))));
            }
        }
    }
    names
}
