//! Joining the files of a report (归集): lists, progress and register become rows.

use std::collections::BTreeMap;

use super::rate::{self, Basis, Measure};
use super::rows::{LightRow, ProjectRow, StatusRow, TaskRow, verbatim};
use super::{Report, history, tally};
use crate::diag::FileId;
use crate::document::Text;
use crate::model::file::{CircularFile, Free, Progress, ProgressFile, Project, ProjectDone, Task};
use crate::model::workspace::{Loaded, Workspace};
use crate::model::{At, Entries, Number};
use crate::text::period::Period;

/// An entry of a progress file.
pub(super) type Found<'w> = (&'w At<Progress>, FileId);

/// What one period's files tell, and by what it is judged.
struct Told<'w> {
    entries: BTreeMap<&'w str, Found<'w>>,
    basis: Basis,
}

impl<'w> Report<'w> {
    pub(super) fn over(
        workspace: &'w Workspace,
        circular: &'w Loaded<CircularFile>,
        lists: Option<&[At<String>]>,
    ) -> Self {
        let period = period(circular.data.progress.as_ref());
        let previous_period = period_or(&circular.data.previous);
        let as_of = as_of(workspace, circular.data.progress.as_ref(), period);
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
            as_of,
            schedule: Basis::new(&workspace.office.data.rules, period, as_of).schedule,
            statuses: Vec::new(),
            lights: Vec::new(),
            projects: Vec::new(),
            tasks: Vec::new(),
            units: Vec::new(),
            leaders: Vec::new(),
            towns: Vec::new(),
            categories: Vec::new(),
            keys: BTreeMap::new(),
        };
        report.statuses = statuses(workspace);
        report.lights = lights(workspace);
        report.collect();
        history::fill(&mut report);
        tally::fill(&mut report);
        report
    }

    fn collect(&mut self) {
        let now = Told {
            entries: entries(self.workspace, self.circular.data.progress.as_ref()),
            basis: self.basis(),
        };
        let before = Told {
            entries: entries(self.workspace, self.circular.data.previous.as_ref()),
            basis: self.basis_before(),
        };
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
        now: &Told<'w>,
        before: &Told<'w>,
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
        let status = self.of_project(tasks.clone(), |task| task.status);
        let light = self.of_project(tasks.clone(), |task| task.light);
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
            light,
        });
    }

    fn push(&mut self, mut row: TaskRow<'w>, now: &Told<'w>, before: &Told<'w>) {
        row.progress = now.entries.get(row.key.as_str()).copied();
        row.previous = before.entries.get(row.key.as_str()).copied();
        let progress = row.progress.map(|(progress, _)| &progress.value);
        let previous = row.previous.map(|(progress, _)| &progress.value);
        row.now = Measure::of(&row.aim(), progress, &now.basis);
        row.before = Measure::of(&row.aim(), previous, &before.basis);
        row.derived = self.derived_status(&row.now);
        row.status = self.typed_status(progress).unwrap_or(row.derived);
        row.was = previous.and_then(|_| {
            self.typed_status(previous)
                .unwrap_or_else(|| self.derived_status(&row.before))
        });
        row.late = (self.late(row.status), self.late(row.was));
        row.derived_light = rate::derive(self.lights.iter().map(|light| light.typed), &row.now);
        row.light = match progress.and_then(|progress| progress.light.as_ref()) {
            Some(id) => self.lights.iter().position(|light| light.id == id.value),
            None => row.derived_light,
        };
        self.keys.entry(row.key.clone()).or_insert(self.tasks.len());
        self.tasks.push(row);
    }

    fn late(&self, status: Option<usize>) -> bool {
        status
            .and_then(|index| self.statuses.get(index))
            .is_some_and(|status| status.typed.overdue)
    }

    fn derived_status(&self, measure: &Measure) -> Option<usize> {
        rate::derive(self.statuses.iter().map(|status| status.typed), measure)
    }

    /// The status that a clerk typed, if one was; within, which of the office's it is.
    fn typed_status(&self, progress: Option<&Progress>) -> Option<Option<usize>> {
        let id = progress?.status.as_ref()?;
        Some(self.statuses.iter().position(|status| status.id == id.value))
    }

    /// By the office's rule: as the worst of its tasks (全部), or as the best (任一).
    fn of_project(
        &self,
        tasks: std::ops::Range<usize>,
        of: impl Fn(&TaskRow<'w>) -> Option<usize>,
    ) -> Option<usize> {
        let mut steps = self.tasks.get(tasks)?.iter().map(of);
        match self.office().rules.project_done {
            ProjectDone::All => steps.try_fold(0, |worst, step| step.map(|s| worst.max(s))),
            ProjectDone::Any => steps.flatten().min(),
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

fn lights(workspace: &Workspace) -> Vec<LightRow<'_>> {
    let lights = workspace.office.data.lights.iter();
    lights
        .map(|typed| LightRow {
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
    joined(files(workspace, typed))
}

/// The entries of several files; of two of one key the first.
pub(super) fn joined<'w>(
    files: impl Iterator<Item = &'w Loaded<ProgressFile>>,
) -> BTreeMap<&'w str, Found<'w>> {
    let mut map = BTreeMap::new();
    for file in files {
        for (key, progress) in file.data.tasks.iter() {
            map.entry(key.value.as_str()).or_insert((progress, file.file));
        }
    }
    map
}

/// 截至 of the period that `typed` names.
pub(super) fn as_of(
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
            indicators: &project.indicators,
            due: project.due.as_ref(),
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
            was: None,
            late: (false, false),
            light: None,
            derived_light: None,
            unmoved_for: None,
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
            indicators: &task.indicators,
            due: task.due.as_ref().or(project.due.as_ref()),
            lead: self.units(task.lead.as_deref().unwrap_or(&project.lead)),
            support: self.units(task.support.as_deref().unwrap_or(&project.support)),
            leader: self.text(task.leader.as_ref().or(project.leader.as_ref())),
            towns: self.towns(&task.towns),
            ..self.own_task(index, project)
        }
    }
}
