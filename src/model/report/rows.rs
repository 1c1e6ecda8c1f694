//! The rows of a report (行): what a table, a list or a template goes through.

use std::ops::Range;

use rust_decimal::Decimal;

use super::rate::Measure;
use crate::diag::{FileId, Origin};
use crate::document::Text;
use crate::model::file::{Goal, Indicator, Light, Progress, Project, Status, Task};
use crate::model::{At, Day, Number};

/// A project in a report (项目).
#[derive(Clone, Debug)]
pub struct ProjectRow<'w> {
    /// As typed.
    pub typed: &'w Project,
    /// The file it was typed in.
    pub file: FileId,
    /// Its line.
    pub origin: Origin,
    /// Index of its list among the report's lists.
    pub list: usize,
    /// 序号 as printed: typed, or its place in its list.
    pub no: String,
    /// 牵头单位 under their names of the register.
    pub lead: Vec<Text>,
    /// 配合单位.
    pub support: Vec<Text>,
    /// Its tasks among the report's tasks, at least one.
    pub tasks: Range<usize>,
    /// Index of its category among the report's.
    pub category: Option<usize>,
    /// 完成情况 by the office's rule from those of its tasks: index among the report's statuses.
    pub status: Option<usize>,
    /// 亮灯 by the same rule: index among the report's lights.
    pub light: Option<usize>,
}

/// A task in a report (任务).
#[derive(Clone, Debug)]
pub struct TaskRow<'w> {
    /// `project/task`, or `project` where the project has no tasks.
    pub key: String,
    /// Index of its project among the report's.
    pub project: usize,
    /// As typed; `None` where the project is its own task.
    pub typed: Option<&'w Task>,
    /// The file it was typed in.
    pub file: FileId,
    /// Its line.
    pub origin: Origin,
    /// 序号 as printed: typed, or its place in its project.
    pub no: String,
    /// 任务名称, or the project's where the project is its own task.
    pub title: Option<Text>,
    /// 目标任务, the words printed.
    pub target: Option<Text>,
    /// 目标值.
    pub goal: Option<&'w At<Goal>>,
    /// 分项指标; with them there is no goal.
    pub indicators: &'w [At<Indicator>],
    /// 完成时限, its own or the project's.
    pub due: Option<&'w At<Day>>,
    /// 牵头单位, its own or the project's.
    pub lead: Vec<Text>,
    /// 配合单位, its own or the project's.
    pub support: Vec<Text>,
    /// 分管领导, its own or the project's.
    pub leader: Option<Text>,
    /// 乡镇分解: name of the register, goal and line.
    pub towns: Vec<(String, At<Number>)>,
    /// 本期进展 and its file.
    pub progress: Option<(&'w At<Progress>, FileId)>,
    /// 上期进展 and its file.
    pub previous: Option<(&'w At<Progress>, FileId)>,
    /// 本期 and 上期 computed.
    pub now: Measure,
    /// What was, by the previous period's numbers.
    pub before: Measure,
    /// 完成情况: index among the report's statuses.
    pub status: Option<usize>,
    /// What the rules derive, where numbers allow it.
    pub derived: Option<usize>,
    /// 完成情况 of the previous period, typed or derived by its numbers.
    pub was: Option<usize>,
    /// Whether these two, now and then, are of those for what is overdue (超期的一档): wherever such a status stands
    /// among the others, it is a turn for the worse.
    pub late: (bool, bool),
    /// 亮灯: index among the report's lights.
    pub light: Option<usize>,
    /// The light that the rules derive.
    pub derived_light: Option<usize>,
    /// 连续几期没有新进展, this one included; nought where it moved, `None` where it is done or was not reported.
    pub unmoved_for: Option<u32>,
}

impl TaskRow<'_> {
    /// 牵头单位 and 配合单位, each once.
    #[must_use]
    pub fn units(&self) -> Vec<&Text> {
        let mut all: Vec<&Text> = Vec::new();
        for unit in self.lead.iter().chain(&self.support) {
            if !all.iter().any(|seen| seen.string == unit.string) {
                all.push(unit);
            }
        }
        all
    }

    /// Whether a clerk decided other than the rules derive (改判).
    #[must_use]
    pub fn overridden(&self) -> bool {
        let typed = self
            .progress
            .is_some_and(|(progress, _)| progress.status.is_some());
        typed && self.derived.is_some() && self.status != self.derived
    }

    /// 改判理由.
    #[must_use]
    pub fn reason(&self) -> Option<Text> {
        let (progress, file) = self.progress?;
        let reason = progress.reason.as_ref()?;
        Some(Text::new(reason.value.trim_end(), Some(reason.origin(file))))
    }

    /// 进展情况, the words printed.
    #[must_use]
    pub fn text(&self) -> Option<Text> {
        said(self.progress)
    }

    /// 上期进展情况.
    #[must_use]
    pub fn previous_text(&self) -> Option<Text> {
        said(self.previous)
    }
}

fn said(progress: Option<(&At<Progress>, FileId)>) -> Option<Text> {
    let (progress, file) = progress?;
    let text = progress.text.as_ref()?;
    Some(Text::new(verbatim(text), Some(text.origin(file))))
}

/// A text of several lines as the clerk meant it: the line feed before the closing quotation marks is not part
/// of it, and an editor's CRLF is a line feed.
pub(super) fn verbatim(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end_matches('\n').to_owned()
}

/// A status with what falls under it (完成情况的一档).
#[derive(Clone, Debug)]
pub struct StatusRow<'w> {
    /// As typed.
    pub typed: &'w Status,
    /// 代号.
    pub id: &'w str,
    /// 名称.
    pub name: &'w str,
    /// Projects of it.
    pub projects: usize,
    /// Tasks of it.
    pub tasks: usize,
}

/// A light with what falls under it (亮灯的一档).
#[derive(Clone, Debug)]
pub struct LightRow<'w> {
    /// As typed.
    pub typed: &'w Light,
    /// 代号.
    pub id: &'w str,
    /// 名称.
    pub name: &'w str,
    /// Projects of it.
    pub projects: usize,
    /// Tasks of it.
    pub tasks: usize,
}

/// What counts of several tasks come to (汇总).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Indices of the tasks.
    pub tasks: Vec<usize>,
    /// Indices of their projects, each once.
    pub projects: Vec<usize>,
    /// Tasks by status, as many as the report has statuses.
    pub counts: Vec<usize>,
    /// Tasks with the best status; of a town its parts that are reached.
    pub done: usize,
    /// Tasks of which nothing was reported in this period.
    pub unreported: usize,
    /// Share of those done, as a ratio; `None` without tasks or statuses.
    pub rate: Option<Decimal>,
    /// Mean rate of the tasks that have one, as a ratio.
    pub average: Option<Decimal>,
}

/// A unit with the tasks it leads (责任单位), or a leader with those in his charge (分管领导).
#[derive(Clone, Debug)]
pub struct UnitRow {
    /// Its name in the register; a leader's as typed.
    pub name: Text,
    /// The tasks it leads.
    pub tally: Tally,
    /// Place by the office's rule; equals share a place: 1, 2, 2, 4.
    pub rank: u32,
}

/// A town (乡镇).
#[derive(Clone, Debug)]
pub struct TownRow {
    /// Its name in the register.
    pub name: Text,
    /// The tasks that were divided among towns and have a part here, by the town's own numbers.
    pub tally: Tally,
    /// Place by the office's rule; equals share a place: 1, 2, 2, 4.
    pub rank: u32,
}

/// A category (类别).
#[derive(Clone, Debug)]
pub struct CategoryRow<'w> {
    /// Its name as typed.
    pub name: &'w str,
    /// Where it was typed first.
    pub origin: Origin,
    /// Its tasks and projects.
    pub tally: Tally,
    /// Place by the office's rule; equals share a place: 1, 2, 2, 4.
    pub rank: u32,
}
