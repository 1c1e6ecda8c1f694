//! What one circular sees (口径): the rows of its lists with everything that follows from the typed numbers.
//!
//! [`Report::new`] joins lists, progress and register; rates, schedules, states, counts and ranks are computed
//! here and nowhere else. [`Report::value`] is the one place that knows what a field path means; annex columns
//! ([`Report::table`]), templates and checks all ask it.

mod aim;
mod build;
pub mod diff;
mod group;
mod head;
mod history;
mod known;
pub mod path;
mod plan;
mod print;
mod prose;
mod range;
pub mod rate;
mod rows;
mod share;
mod table;
mod tally;
#[cfg(test)]
mod tests;
mod total;
mod value;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

pub use aim::IndicatorRow;
pub(super) use build::files;
pub use group::place;
pub use history::Change;
pub(super) use history::leads_to;
pub use path::{FieldPath, Step};
pub use prose::Labelled;
pub use rows::{CategoryRow, LightRow, ProjectRow, StatusRow, Tally, TaskRow, TownRow, UnitRow};
pub use share::SHARES_SUM;
pub use value::Cited;

use super::file::{AnnexFile, CircularFile, OfficeFile, ProjectsFile, RowsOf};
use super::workspace::{Loaded, Workspace};
use crate::diag::Sink;
use crate::document::Table;
use crate::text::period::Period;

/// The derived model of one circular (一份公文的口径).
#[derive(Clone, Debug)]
pub struct Report<'w> {
    /// The workspace it was made from.
    pub workspace: &'w Workspace,
    /// The circular it was made for.
    pub circular: &'w Loaded<CircularFile>,
    /// The lists it covers, in the order of their names or as the circular has them.
    pub lists: Vec<&'w Loaded<ProjectsFile>>,
    /// 本期; `None` where the circular names none or it is no period.
    pub period: Option<Period>,
    /// 上期.
    pub previous_period: Option<Period>,
    /// 截至: as the progress file says, or the last day of the period.
    pub as_of: Option<jiff::civil::Date>,
    /// 序时进度 as a ratio: how much of the year is gone, by the office's rule.
    pub schedule: Option<Decimal>,
    /// 完成情况 with their counts, from best to worst.
    pub statuses: Vec<StatusRow<'w>>,
    /// 亮灯 with their counts, from best to worst; empty where the office has none.
    pub lights: Vec<LightRow<'w>>,
    /// 项目.
    pub projects: Vec<ProjectRow<'w>>,
    /// 任务; a project without tasks has one of its own.
    pub tasks: Vec<TaskRow<'w>>,
    /// 牵头单位, in the order of the first task they lead.
    pub units: Vec<UnitRow>,
    /// 分管领导 with the tasks in their charge, in the order first seen.
    pub leaders: Vec<UnitRow>,
    /// 乡镇, in the order of the register, or first seen.
    pub towns: Vec<TownRow>,
    /// 类别, in the order first seen.
    pub categories: Vec<CategoryRow<'w>>,
    keys: BTreeMap<String, usize>,
}

/// One row of a report (行).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowRef {
    /// Index into [`Report::projects`].
    Project(usize),
    /// Index into [`Report::tasks`].
    Task(usize),
    /// Index into [`Report::units`].
    Unit(usize),
    /// Index into [`Report::towns`].
    Town(usize),
    /// Index into [`Report::categories`].
    Category(usize),
    /// Index into [`Report::leaders`].
    Leader(usize),
    /// Index into [`Report::statuses`].
    Status(usize),
    /// Index into [`Report::lights`].
    Light(usize),
}

impl RowRef {
    /// Its place among the rows of its kind, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Project(i) | Self::Task(i) | Self::Unit(i) | Self::Town(i) => i,
            Self::Category(i) | Self::Leader(i) | Self::Status(i) | Self::Light(i) => i,
        }
    }

    /// What paths of its own values begin with.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Project(_) => "project",
            Self::Task(_) => "task",
            Self::Unit(_) => "unit",
            Self::Town(_) => "town",
            Self::Category(_) => "category",
            Self::Leader(_) => "leader",
            Self::Status(_) => "status",
            Self::Light(_) => "light",
        }
    }
}

impl<'w> Report<'w> {
    /// The report of that circular, over the lists that it names.
    #[must_use]
    pub fn new(workspace: &'w Workspace, circular: &'w Loaded<CircularFile>) -> Self {
        let named = circular.data.lists.as_deref();
        Self::over(workspace, circular, named)
    }

    /// The same over the lists of an annex, where it names its own: numbers begin anew.
    #[must_use]
    pub fn for_annex(&self, annex: &AnnexFile) -> Option<Self> {
        let named = annex.lists.as_deref()?;
        Some(Self::over(self.workspace, self.circular, Some(named)))
    }

    /// The office's settings.
    #[must_use]
    pub const fn office(&self) -> &'w OfficeFile {
        &self.workspace.office.data
    }

    /// The task of that key: `project/task`, or `project` where it has no tasks.
    #[must_use]
    pub fn task(&self, key: &str) -> Option<&TaskRow<'w>> {
        self.keys.get(key).and_then(|index| self.tasks.get(*index))
    }

    /// The keys of all tasks.
    pub fn task_keys(&self) -> impl Iterator<Item = &str> {
        self.tasks.iter().map(|task| task.key.as_str())
    }

    /// The status of that id.
    #[must_use]
    pub fn status(&self, id: &str) -> Option<&StatusRow<'w>> {
        self.statuses.iter().find(|status| status.id == id)
    }

    /// All rows of a kind, in order.
    #[must_use]
    pub fn rows(&self, of: RowsOf) -> Vec<RowRef> {
        match of {
            RowsOf::Tasks => (0..self.tasks.len()).map(RowRef::Task).collect(),
            RowsOf::Projects => (0..self.projects.len()).map(RowRef::Project).collect(),
            RowsOf::Units => (0..self.units.len()).map(RowRef::Unit).collect(),
            RowsOf::Towns => (0..self.towns.len()).map(RowRef::Town).collect(),
            RowsOf::Categories => (0..self.categories.len()).map(RowRef::Category).collect(),
            RowsOf::Leaders => (0..self.leaders.len()).map(RowRef::Leader).collect(),
            RowsOf::Statuses => (0..self.statuses.len()).map(RowRef::Status).collect(),
            RowsOf::Lights => (0..self.lights.len()).map(RowRef::Light).collect(),
        }
    }

    /// The table of an annex. What is wrong with its description goes to `sink`, at its line; a column that
    /// cannot be understood stays empty.
    pub fn table(&self, annex: &AnnexFile, sink: &mut Sink) -> Table {
        match self.for_annex(annex) {
            Some(report) => table::build(&report, annex, sink),
            None => table::build(self, annex, sink),
        }
    }

    /// Only judges the description of an annex, as [`Report::table`] does, without building rows of text.
    pub fn judge(&self, annex: &AnnexFile, sink: &mut Sink) {
        let own = self.for_annex(annex);
        plan::Plan::new(own.as_ref().unwrap_or(self), annex, sink);
    }
}
