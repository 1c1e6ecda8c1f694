//! Counting (汇总): by status, unit, category and town.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rows::{CategoryRow, Tally, TownRow, UnitRow};
use super::{Report, rate};
use crate::document::Text;
use crate::model::file::RanksRule;

/// Fills what is counted from projects and tasks.
pub(super) fn fill(report: &mut Report<'_>) {
    statuses(report);
    report.categories = categories(report);
    report.units = units(report);
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
    for task in tasks.iter().filter_map(|index| report.tasks.get(*index)) {
        if let Some(count) = task.status.and_then(|status| counts.get_mut(status)) {
            *count += 1;
        }
        if projects.last() != Some(&task.project) {
            projects.push(task.project);
        }
        if let Some(rate) = task.now.rate {
            sum = sum.saturating_add(rate);
            rated += 1;
        }
    }
    let best = counts.first().copied().map(Decimal::from);
    Tally {
        rate: best.and_then(|best| best.checked_div(tasks.len().into())),
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
    let row = |(name, origin, tasks)| CategoryRow {
        name,
        origin,
        tally: tally(report, tasks),
    };
    found.into_iter().map(row).collect()
}

fn units(report: &Report<'_>) -> Vec<UnitRow> {
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<(&Text, Vec<usize>)> = Vec::new();
    for (number, task) in report.tasks.iter().enumerate() {
        for unit in &task.lead {
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
    let office = &report.workspace.office;
    if !office.data.towns.is_empty() {
        let row = |town: &crate::model::At<crate::model::file::Unit>| TownRow {
            name: Text::new(town.name.value.as_str(), Some(town.name.origin(office.file))),
        };
        return office.data.towns.iter().map(row).collect();
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut rows = Vec::new();
    for task in &report.tasks {
        for (name, goal) in &task.towns {
            if seen.insert(name.as_str()) {
                let name = Text::new(name.as_str(), Some(goal.origin(task.file)));
                rows.push(TownRow { name });
            }
        }
    }
    rows
}
