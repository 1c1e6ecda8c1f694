//! The office's own names that the data have (自定名称): what a path may end with.

use std::collections::BTreeSet;

use super::Report;
use super::path::FieldOf;
use crate::text::similar;

/// Names of fields and towns that occur.
pub(super) struct Known<'r> {
    projects: BTreeSet<&'r str>,
    tasks: BTreeSet<&'r str>,
    progress: BTreeSet<&'r str>,
    previous: BTreeSet<&'r str>,
    towns: BTreeSet<&'r str>,
    indicators: BTreeSet<&'r str>,
    nothing: bool,
}

impl<'r> Known<'r> {
    pub(super) fn new(report: &'r Report<'_>) -> Self {
        let mut known = Self {
            projects: BTreeSet::new(),
            tasks: BTreeSet::new(),
            progress: BTreeSet::new(),
            previous: BTreeSet::new(),
            towns: BTreeSet::new(),
            indicators: BTreeSet::new(),
            nothing: report.tasks.is_empty(),
        };
        for project in &report.projects {
            known
                .projects
                .extend(project.typed.fields.iter().map(|(name, _)| name.value.as_str()));
        }
        for task in &report.tasks {
            let own = task.typed.map(|typed| &typed.fields);
            known.tasks.extend(
                own.into_iter()
                    .flat_map(|fields| fields.iter().map(|(name, _)| name.value.as_str())),
            );
            let ids = task
                .indicators
                .iter()
                .map(|indicator| indicator.id.value.as_str());
            known.indicators.extend(ids);
            let said = |found: Option<(&'r crate::model::At<crate::model::file::Progress>, _)>| {
                found
                    .into_iter()
                    .flat_map(|(progress, _)| progress.fields.iter().map(|(name, _)| name.value.as_str()))
            };
            known.progress.extend(said(task.progress));
            known.previous.extend(said(task.previous));
            known
                .towns
                .extend(task.towns.iter().map(|(name, _)| name.as_str()));
        }
        for town in &report.workspace.office.data.towns {
            known.towns.insert(&town.name.value);
            known
                .towns
                .extend(town.aliases.iter().map(|alias| alias.value.as_str()));
        }
        known
    }

    /// Whether a field of that name occurs; without any data nothing can be said, so it does.
    pub(super) fn field(&self, of: FieldOf, name: &str) -> bool {
        self.nothing
            || match of {
                FieldOf::Any => [&self.projects, &self.tasks, &self.progress]
                    .iter()
                    .any(|set| set.contains(name)),
                FieldOf::Project => self.projects.contains(name),
                FieldOf::Task => self.tasks.contains(name) || self.projects.contains(name),
                FieldOf::Progress => self.progress.contains(name),
                FieldOf::Previous => self.previous.contains(name),
            }
    }

    /// The nearest field of any kind.
    pub(super) fn near_field(&self, name: &str) -> Option<&'r str> {
        let all = [&self.projects, &self.tasks, &self.progress, &self.previous];
        similar::closest(name, all.into_iter().flatten().copied())
    }

    /// Whether an indicator of that id occurs.
    pub(super) fn indicator(&self, id: &str) -> bool {
        self.nothing || self.indicators.contains(id)
    }

    /// The nearest indicator.
    pub(super) fn near_indicator(&self, id: &str) -> Option<&'r str> {
        similar::closest(id, self.indicators.iter().copied())
    }

    /// Whether a town of that name occurs.
    pub(super) fn town(&self, name: &str) -> bool {
        self.nothing || self.towns.contains(name)
    }

    /// The nearest town.
    pub(super) fn near_town(&self, name: &str) -> Option<&'r str> {
        similar::closest(name, self.towns.iter().copied())
    }
}
