//! Joining the files of a report (归集): lists, progress and register become rows.

use std::collections::BTreeMap;

use super::rate::{self, Measure};
use super::rows::{ProjectRow, StatusRow, TaskRow, verbatim};
use super::{Report, tally};
use crate::diag::FileId;
use crate::document::Text;
use crate::model::file::{CircularFile, Free, Progress, ProgressFile, Project, ProjectDone, Task};
use crate::model::workspace::{Loaded, Workspace};
use crate::model::{At, Entries, Number};
use crate::text::period::Period;

type Found<'w> = (&'w At<Progress>, FileId);

impl<'w> Report<'w> {
    pub(super) fn over(
        workspace: &'w Workspace,
        circular: &'w Loaded<CircularFile>,
        lists: Option<&[At<String>]>,
    ) -> Self {
        let period = period(circular.data.progress.as_ref());
        let previous_period = period_or(&circular.data.previous);
        let lists = match lists {
            None => workspace.lists.iter().collect(),
            Some(named) => named.iter().filter_map(|name| list(workspace, name)).collect(),
        };
        let mut report = Self {
            workspace,
            circular,
            lists,
            period,
            previous_period,
            as_of: as_of(workspace, circular.data.progress.as_ref(), period),
            schedule: period.map(rate::schedule),
            statuses: Vec::new(),
            projects: Vec::new(),
            tasks: Vec::new(),
            units: Vec::new(),
            towns: Vec::new(),
            categories: Vec::new(),
            keys: BTreeMap::new(),
        };
        report.statuses = statuses(workspace);
        report.collect();
        tally::fill(&mut report);
        report
    }

    fn collect(&mut self) {
        let now = entries(self.workspace, self.circular.data.progress.as_ref());
        let before = entries(self.workspace, self.circular.data.previous.as_ref());
        for (index, list) in self.lists.clone().into_iter().enumerate() {
            for (place, project) in (1..).zip(&list.data.projects) {
                self.project(list.file, index, place, project, &now, &before);
            }
        }
    }

    fn project(
        &mut self,
        file: FileId,
        list: usize,
        place: usize,
        typed: &'w At<Project>,
        now: &BTreeMap<&str, Found<'w>>,
        before: &BTreeMap<&str, Found<'w>>,
    ) {
        let first = self.tasks.len();
        let index = self.projects.len();
        let names = Names {
            workspace: self.workspace,
            file,
        };
        if typed.tasks.is_empty() {
            self.push(names.own_task(index, typed), now, before);
        }
        for (place, task) in (1..).zip(&typed.tasks) {
            self.push(names.task(index, place, typed, task), now, before);
        }
        let tasks = first..self.tasks.len();
        let status = self.project_status(tasks.clone());
        self.projects.push(ProjectRow {
            typed: &typed.value,
            file,
            origin: typed.id.origin(file),
            list,
            no: number(typed.no.as_ref(), place),
            lead: names.units(&typed.lead),
            support: names.units(&typed.support),
            tasks,
            category: None,
            status,
        });
    }

    fn push(
        &mut self,
        mut row: TaskRow<'w>,
        now: &BTreeMap<&str, Found<'w>>,
        before: &BTreeMap<&str, Found<'w>>,
    ) {
        row.progress = now.get(row.key.as_str()).copied();
        row.previous = before.get(row.key.as_str()).copied();
        let goal = row.goal.map(|goal| &goal.value);
        let done = |found: Option<Found<'_>>| Some(found?.0.done.as_ref()?.0);
        row.now = Measure::new(goal, done(row.progress), self.schedule);
        row.before = Measure::new(goal, done(row.previous), self.previous_period.map(rate::schedule));
        row.derived = rate::derive(self.statuses.iter().map(|status| status.typed), &row.now);
        let typed = row.progress.and_then(|(progress, _)| progress.status.as_ref());
        row.status = match typed {
            Some(id) => self.statuses.iter().position(|status| status.id == id.value),
            None => row.derived,
        };
        self.keys.entry(row.key.clone()).or_insert(self.tasks.len());
        self.tasks.push(row);
    }

    /// By the office's rule: as its worst task (全部), or as its best (任一).
    fn project_status(&self, tasks: std::ops::Range<usize>) -> Option<usize> {
        let mut states = self.tasks.get(tasks)?.iter().map(|task| task.status);
        match self.office().rules.project_done {
            ProjectDone::All => states.try_fold(0, |worst, status| status.map(|s| worst.max(s))),
            ProjectDone::Any => states.flatten().min(),
        }
    }
}

/// The period that a circular's key means.
fn period(typed: Option<&At<String>>) -> Option<Period> {
    typed?.value.parse().ok()
}

fn period_or(typed: &Option<At<String>>) -> Option<Period> {
    period(typed.as_ref())
}

/// The list of that name.
pub(super) fn list<'w>(
    workspace: &'w Workspace,
    name: &str,
) -> Option<&'w Loaded<crate::model::file::ProjectsFile>> {
    workspace.lists.iter().find(|list| list.name == name)
}

fn statuses(workspace: &Workspace) -> Vec<StatusRow<'_>> {
    workspace
        .office
        .data
        .statuses
        .iter()
        .map(|typed| StatusRow {
            typed: &typed.value,
            id: &typed.id.value,
            name: &typed.name.value,
            projects: 0,
            tasks: 0,
        })
        .collect()
}

/// The progress files of the period that `typed` names; there may be one for each list.
pub(in crate::model) fn files<'w>(
    workspace: &'w Workspace,
    typed: Option<&At<String>>,
) -> impl Iterator<Item = &'w Loaded<ProgressFile>> {
    let wanted = typed.map(|typed| typed.value.clone());
    let period: Option<Period> = wanted.as_ref().and_then(|wanted| wanted.parse().ok());
    workspace.progress.iter().filter(move |file| {
        let typed = &file.data.period.value;
        Some(typed) == wanted.as_ref() || (period.is_some() && typed.parse().ok() == period)
    })
}

fn entries<'w>(workspace: &'w Workspace, typed: Option<&At<String>>) -> BTreeMap<&'w str, Found<'w>> {
    let mut map = BTreeMap::new();
    for file in files(workspace, typed) {
        for (key, progress) in file.data.tasks.iter() {
            map.entry(key.value.as_str()).or_insert((progress, file.file));
        }
    }
    map
}

fn as_of(
    workspace: &Workspace,
    typed: Option<&At<String>>,
    period: Option<Period>,
) -> Option<jiff::civil::Date> {
    let typed = files(workspace, typed).find_map(|file| file.data.as_of.as_ref());
    typed
        .map(|day| day.value.0)
        .or_else(|| period.map(Period::last_day))
}

fn number(typed: Option<&At<Free>>, place: usize) -> String {
    typed.map_or_else(|| place.to_string(), |typed| super::print::free(&typed.value))
}

/// What turns the words of one file into texts with their place, and units into those of the register.
struct Names<'w> {
    workspace: &'w Workspace,
    file: FileId,
}

impl<'w> Names<'w> {
    fn text(&self, typed: Option<&At<String>>) -> Option<Text> {
        let typed = typed?;
        Some(Text::new(verbatim(typed), Some(typed.origin(self.file))))
    }

    fn units(&self, typed: &[At<String>]) -> Vec<Text> {
        let name = |unit: &At<String>| {
            Text::new(
                self.workspace.unit(unit).unwrap_or(unit),
                Some(unit.origin(self.file)),
            )
        };
        typed.iter().map(name).collect()
    }

    fn towns(&self, typed: &'w Entries<At<Number>>) -> Vec<(String, At<Number>)> {
        let name = |town: &str| self.workspace.town(town).unwrap_or(town).to_owned();
        typed
            .iter()
            .map(|(town, goal)| (name(town), goal.clone()))
            .collect()
    }

    fn own_task(&self, index: usize, project: &'w At<Project>) -> TaskRow<'w> {
        TaskRow {
            key: project.id.value.clone(),
            project: index,
            typed: None,
            file: self.file,
            origin: project.id.origin(self.file),
            no: "1".to_owned(),
            title: self.text(Some(&project.title)),
            target: self.text(project.target.as_ref()),
            goal: project.goal.as_ref(),
            lead: self.units(&project.lead),
            support: self.units(&project.support),
            leader: self.text(project.leader.as_ref()),
            towns: self.towns(&project.towns),
            progress: None,
            previous: None,
            now: Measure::default(),
            before: Measure::default(),
            status: None,
            derived: None,
        }
    }

    fn task(&self, index: usize, place: usize, project: &'w At<Project>, task: &'w At<Task>) -> TaskRow<'w> {
        TaskRow {
            key: format!("{}/{}", project.id.value, task.id.value),
            typed: Some(&task.value),
            origin: task.id.origin(self.file),
            no: number(task.no.as_ref(), place),
            title: self.text(task.title.as_ref()),
            target: self.text(task.target.as_ref()),
            goal: task.goal.as_ref(),
            lead: self.units(task.lead.as_deref().unwrap_or(&project.lead)),
            support: self.units(task.support.as_deref().unwrap_or(&project.support)),
            leader: self.text(task.leader.as_ref().or(project.leader.as_ref())),
            towns: self.towns(&task.towns),
            ..self.own_task(index, project)
        }
    }
}
