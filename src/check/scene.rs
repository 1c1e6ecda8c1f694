//! What the rules look at (检查所见): the workspace with the few joins that several rules need.

use std::collections::BTreeMap;

use crate::diag::{FileId, Origin, Sources};
use crate::model::file::{Goal, Indicator, Light, Progress, ProgressFile, Project, Status, Task};
use crate::model::report::rate::{Aim, Basis, Measure};
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{At, Day, Entries, Number, Report, Workspace};
use crate::text::period::Period;

/// A task as typed, wherever it stands (任务).
#[derive(Clone)]
pub(super) struct Typed<'w> {
    pub(super) file: FileId,
    pub(super) key: String,
    pub(super) id: &'w At<String>,
    pub(super) goal: Option<&'w At<Goal>>,
    pub(super) aim: Aim<'w>,
    pub(super) towns: &'w Entries<At<Number>>,
    /// Its project; where the project is its own task, `own` is `None`.
    pub(super) project: &'w Project,
    pub(super) own: Option<&'w Task>,
}

impl<'w> Typed<'w> {
    /// What is to be done, in words: the target, or where none was typed the title.
    pub(super) fn wanted(&self) -> Option<&'w At<String>> {
        match self.own {
            Some(task) => task.target.as_ref().or(task.title.as_ref()),
            None => Some(self.project.target.as_ref().unwrap_or(&self.project.title)),
        }
        // a task without words of its own does a part of what its project's title says
        .or(Some(&self.project.title))
    }
}

/// An entry of a progress file with all that it refers to (一条进展).
pub(super) struct Told<'w> {
    pub(super) file: FileId,
    pub(super) period: Option<Period>,
    pub(super) as_of: Option<jiff::civil::Date>,
    pub(super) key: &'w At<String>,
    pub(super) progress: &'w At<Progress>,
    /// `None` where no list has that key.
    pub(super) task: Option<usize>,
}

impl Told<'_> {
    pub(super) fn origin<T>(&self, typed: &At<T>) -> Origin {
        typed.origin(self.file)
    }
}

/// The workspace as the rules see it.
pub(super) struct Scene<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) sources: &'w Sources,
    pub(super) tasks: Vec<Typed<'w>>,
    pub(super) told: Vec<Told<'w>>,
    pub(super) reports: Vec<Report<'w>>,
}

impl<'w> Scene<'w> {
    pub(super) fn new(workspace: &'w Workspace, sources: &'w Sources) -> Self {
        let tasks: Vec<Typed<'w>> = workspace
            .lists
            .iter()
            .flat_map(|list| {
                list.data
                    .projects
                    .iter()
                    .flat_map(move |project| typed(list.file, project))
            })
            .collect();
        let mut keys = BTreeMap::new();
        for (index, task) in tasks.iter().enumerate() {
            keys.entry(task.key.as_str()).or_insert(index);
        }
        let told = workspace
            .progress
            .iter()
            .flat_map(|file| self::told(file, &keys))
            .collect();
        Self {
            workspace,
            sources,
            told,
            reports: workspace
                .circulars
                .iter()
                .map(|c| Report::new(workspace, c))
                .collect(),
            tasks,
        }
    }

    /// Whether all files of that kind could be read.
    pub(super) fn complete(&self, kind: FileKind) -> bool {
        !self.workspace.incomplete.contains(&kind)
    }

    /// The office's statuses, from best to worst.
    pub(super) fn statuses(&self) -> impl Iterator<Item = &'w Status> + Clone {
        self.workspace
            .office
            .data
            .statuses
            .iter()
            .map(|status| &status.value)
    }

    /// The office's lights, from best to worst.
    pub(super) fn lights(&self) -> impl Iterator<Item = &'w Light> + Clone {
        self.workspace.office.data.lights.iter().map(|light| &light.value)
    }

    pub(super) fn task(&self, told: &Told<'_>) -> Option<&Typed<'w>> {
        told.task.and_then(|index| self.tasks.get(index))
    }

    /// What the entry's number comes to at the end of its period.
    pub(super) fn measure(&self, told: &Told<'_>) -> Measure {
        let aim = self.task(told).map(|task| task.aim).unwrap_or_default();
        let rules = &self.workspace.office.data.rules;
        let basis = Basis::new(rules, told.period, told.as_of);
        Measure::of(&aim, Some(&told.progress.value), &basis)
    }

    /// The place of a part of a typed text.
    pub(super) fn part(&self, text: &At<String>, file: FileId, part: std::ops::Range<usize>) -> Origin {
        crate::model::typed::Typed::new(text, file, self.sources).origin(part)
    }

    /// The file's name as people know it.
    pub(super) fn name(&self, file: FileId) -> &str {
        self.sources
            .get(file)
            .map(|source| source.name.as_str())
            .unwrap_or_default()
    }
}

fn typed(file: FileId, project: &At<Project>) -> Vec<Typed<'_>> {
    if project.tasks.is_empty() {
        return vec![Typed {
            file,
            key: project.id.value.clone(),
            id: &project.id,
            goal: project.goal.as_ref(),
            aim: aim(project.goal.as_ref(), &project.indicators, project.due.as_ref()),
            towns: &project.towns,
            project: &project.value,
            own: None,
        }];
    }
    let task = |task: &'_ At<Task>| format!("{}/{}", project.id.value, task.id.value);
    project
        .tasks
        .iter()
        .map(|typed| Typed {
            file,
            key: task(typed),
            id: &typed.id,
            goal: typed.goal.as_ref(),
            aim: aim(
                typed.goal.as_ref(),
                &typed.indicators,
                typed.due.as_ref().or(project.due.as_ref()),
            ),
            towns: &typed.towns,
            project: &project.value,
            own: Some(&typed.value),
        })
        .collect()
}

fn aim<'w>(goal: Option<&'w At<Goal>>, indicators: &'w [At<Indicator>], due: Option<&'w At<Day>>) -> Aim<'w> {
    Aim {
        goal: goal.map(|goal| &goal.value),
        indicators,
        due: due.map(|due| due.value.0),
    }
}

fn told<'w>(file: &'w Loaded<ProgressFile>, keys: &BTreeMap<&str, usize>) -> Vec<Told<'w>> {
    let period = file.data.period.parse().ok();
    let as_of = file.data.as_of.as_ref().map(|day| day.value.0);
    file.data
        .tasks
        .iter()
        .map(|(key, progress)| Told {
            file: file.file,
            period,
            as_of,
            key,
            progress,
            task: keys.get(key.value.as_str()).copied(),
        })
        .collect()
}
