//! Field paths (取值路径): the names by which columns, templates and checks ask for a value of a row.
//!
//! | path | value | rows |
//! |---|---|---|
//! | `index` | 本表的行号，从 1 起 | all |
//! | `text:…` | 冒号后的文字，每行相同 | all |
//! | `project.no` `.id` `.title` `.category` `.leader` `.target` `.due` | 项目的序号、编号、名称、类别、分管领导、目标任务、完成时限 | tasks, projects |
//! | `project.lead` `.support` `.units` | 牵头、配合、责任单位（两者合并），以顿号相连 | tasks, projects |
//! | `project.goal` `.unit` `.count` `.status` `.light` | 目标值、计量单位、任务数、项目的完成情况、亮灯 | tasks, projects |
//! | `project.fields.X` | 项目自设栏目 X | tasks, projects |
//! | `task.no` `.key` `.title` `.target` `.goal` `.unit` `.leader` `.lead` `.support` `.units` `.due` | 任务的同名各项；`key` 为“项目编号/任务编号” | tasks, projects |
//! | `task.fields.X` | 任务自设栏目 X | tasks, projects |
//! | `progress.text` `.done` `.rate` `.schedule` `.behind` | 进展情况、完成数、完成率、序时进度、落后的百分点 | tasks, projects |
//! | `progress.status` `.light` `.overdue` `.reason` `.fields.X` | 完成情况、亮灯、超期天数、改判理由、进展自设栏目 | tasks, projects |
//! | `previous.…` | 上期的 `text` `done` `rate` `fields.X` | tasks, projects |
//! | `change.done` `change.rate` | 比上期增加的完成数、百分点 | tasks, projects |
//! | `fields.X` | 自设栏目 X：任务的，没有则项目的，再没有则进展的 | tasks, projects |
//! | `indicators.X` `indicators_done.X` `indicators_rate.X` | 分项指标 X 的目标值、完成数、完成率 | tasks, projects |
//! | `towns.东河镇` `towns_done.东河镇` `towns_rate.东河镇` | 该乡镇的分解数、完成数、完成率 | tasks, projects |
//! | `towns.项目/任务` `towns_done.项目/任务` `towns_rate.项目/任务` | 该任务在本乡镇的分解数、完成数、完成率 | towns |
//! | `town.name` | 乡镇名称 | towns |
//! | `unit.name` `.count` `.done` `.rate` `.average` `.rank` `.count.代号` | 单位名称、牵头任务数、其中最好一档的任务数、其占比、平均完成率、名次、某一档的任务数 | units |
//! | `category.no` `.name` | 类别的序号、名称 | tasks, projects, categories |
//! | `category.count` `.tasks` `.done` `.rate` `.average` `.count.代号` | 项目数、任务数、最好一档的任务数、其占比、平均完成率、某一档的任务数 | categories |
//!
//! Where a project has several tasks, `task.…` and `progress.…` of its row are the texts of all, a line each;
//! numbers are of a single task only, or empty.

use std::fmt;

use crate::model::file::RowsOf;
use crate::text::similar;

/// A field path (取值路径), understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldPath {
    /// 行号.
    Index,
    /// A text that is the same in every row.
    Text(String),
    /// A step with no name of the office's own: `project.title`.
    Step(Step),
    /// 自设栏目 of task, project or progress, or whichever has it.
    Field(FieldOf, String),
    /// 分项指标 of a task.
    Indicator(TownValue, String),
    /// 乡镇分解 of a town or a task.
    Towns(TownValue, String),
    /// Tasks of a status: `unit.count.done`.
    Count(CountOf, String),
}

/// Whose own column (自设栏目的归属).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldOf {
    /// `fields.X`: task, else project, else progress.
    Any,
    /// `project.fields.X`.
    Project,
    /// `task.fields.X`.
    Task,
    /// `progress.fields.X`.
    Progress,
    /// `previous.fields.X`.
    Previous,
}

/// Which number of a town or an indicator (乡镇、分项指标的数).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TownValue {
    /// 分解数、目标值.
    Goal,
    /// 完成数.
    Done,
    /// 完成率.
    Rate,
}

/// Whose tasks are counted by status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountOf {
    /// `unit.count.X`.
    Unit,
    /// `category.count.X`.
    Category,
}

/// Declares the fixed paths once: variant, path, whether numbers may be summed in it, where it applies.
macro_rules! steps {
    ($($name:ident = $path:literal, $sum:literal, $rows:ident, $help:literal;)*) => {
        /// A path without a name of the office's own (固定路径).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Step {
            $(#[doc = $help] $name,)*
        }

        impl Step {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As typed.
            #[must_use]
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }

            /// What it is, in Chinese.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self { $(Self::$name => $help),* }
            }

            /// Whether a totals row adds it up.
            #[must_use]
            pub const fn adds_up(self) -> bool {
                match self { $(Self::$name => $sum),* }
            }

            /// The kinds of rows that have it.
            #[must_use]
            pub const fn rows(self) -> &'static [RowsOf] {
                match self { $(Self::$name => $rows),* }
            }
        }
    };
}

const WORK: &[RowsOf] = &[RowsOf::Tasks, RowsOf::Projects];
const WORK_AND_CATEGORIES: &[RowsOf] = &[RowsOf::Tasks, RowsOf::Projects, RowsOf::Categories];
const CATEGORIES: &[RowsOf] = &[RowsOf::Categories];
const UNITS: &[RowsOf] = &[RowsOf::Units];
const TOWNS: &[RowsOf] = &[RowsOf::Towns];

steps! {
    ProjectNo = "project.no", false, WORK, "项目序号";
    ProjectId = "project.id", false, WORK, "项目编号";
    ProjectTitle = "project.title", false, WORK, "项目名称";
    ProjectCategory = "project.category", false, WORK, "类别";
    ProjectLead = "project.lead", false, WORK, "项目牵头单位";
    ProjectSupport = "project.support", false, WORK, "项目配合单位";
    ProjectUnits = "project.units", false, WORK, "项目责任单位（牵头和配合）";
    ProjectLeader = "project.leader", false, WORK, "项目分管领导";
    ProjectTarget = "project.target", false, WORK, "项目目标任务";
    ProjectGoal = "project.goal", true, WORK, "项目目标值";
    ProjectUnit = "project.unit", false, WORK, "项目计量单位";
    ProjectCount = "project.count", true, WORK, "项目的任务数";
    ProjectStatus = "project.status", false, WORK, "项目完成情况";
    ProjectLight = "project.light", false, WORK, "项目亮灯";
    ProjectDue = "project.due", false, WORK, "项目完成时限";
    TaskNo = "task.no", false, WORK, "任务序号";
    TaskKey = "task.key", false, WORK, "任务编号，如 school-places/primary";
    TaskTitle = "task.title", false, WORK, "任务名称";
    TaskTarget = "task.target", false, WORK, "目标任务";
    TaskGoal = "task.goal", true, WORK, "目标值";
    TaskUnit = "task.unit", false, WORK, "计量单位";
    TaskDone = "task.done", true, WORK, "完成数，同 progress.done";
    TaskLead = "task.lead", false, WORK, "牵头单位";
    TaskSupport = "task.support", false, WORK, "配合单位";
    TaskUnits = "task.units", false, WORK, "责任单位（牵头和配合）";
    TaskLeader = "task.leader", false, WORK, "分管领导";
    TaskDue = "task.due", false, WORK, "完成时限";
    ProgressText = "progress.text", false, WORK, "进展情况";
    ProgressDone = "progress.done", true, WORK, "完成数";
    ProgressRate = "progress.rate", false, WORK, "完成率";
    ProgressSchedule = "progress.schedule", false, WORK, "序时进度";
    ProgressBehind = "progress.behind", false, WORK, "落后序时进度的百分点";
    ProgressStatus = "progress.status", false, WORK, "完成情况";
    ProgressLight = "progress.light", false, WORK, "亮灯";
    ProgressOverdue = "progress.overdue", false, WORK, "超期天数，没有超期的为空";
    ProgressReason = "progress.reason", false, WORK, "改判理由";
    PreviousText = "previous.text", false, WORK, "上期进展情况";
    PreviousDone = "previous.done", true, WORK, "上期完成数";
    PreviousRate = "previous.rate", false, WORK, "上期完成率";
    ChangeDone = "change.done", true, WORK, "比上期增加的完成数";
    ChangeRate = "change.rate", false, WORK, "完成率比上期增加的百分点";
    CategoryNo = "category.no", false, WORK_AND_CATEGORIES, "类别序号";
    CategoryName = "category.name", false, WORK_AND_CATEGORIES, "类别名称";
    CategoryCount = "category.count", true, CATEGORIES, "类别的项目数";
    CategoryTasks = "category.tasks", true, CATEGORIES, "类别的任务数";
    CategoryDone = "category.done", true, CATEGORIES, "类别中最好一档的任务数";
    CategoryRate = "category.rate", false, CATEGORIES, "类别中最好一档的占比";
    CategoryAverage = "category.average", false, CATEGORIES, "类别的平均完成率";
    UnitName = "unit.name", false, UNITS, "单位名称";
    UnitCount = "unit.count", true, UNITS, "牵头任务数";
    UnitDone = "unit.done", true, UNITS, "牵头任务中最好一档的任务数";
    UnitRate = "unit.rate", false, UNITS, "最好一档的占比";
    UnitAverage = "unit.average", false, UNITS, "平均完成率";
    UnitRank = "unit.rank", false, UNITS, "名次";
    TownName = "town.name", false, TOWNS, "乡镇名称";
}

/// Paths that go on with a name of the office's own: beginning and what it is.
pub const OPEN: &[(&str, &str)] = &[
    ("text:", "冒号后的文字，每行相同"),
    ("fields.", "自设栏目：任务的，没有则项目的，再没有则进展的"),
    ("project.fields.", "项目自设栏目"),
    ("task.fields.", "任务自设栏目"),
    ("progress.fields.", "进展自设栏目"),
    ("previous.fields.", "上期进展自设栏目"),
    ("indicators.", "分项指标的目标值，后接指标编号"),
    ("indicators_done.", "分项指标的完成数，后接指标编号"),
    ("indicators_rate.", "分项指标的完成率，后接指标编号"),
    ("towns.", "分解数：后接乡镇名（任务各行）或任务编号（乡镇各行）"),
    ("towns_done.", "乡镇完成数，后接同上"),
    ("towns_rate.", "乡镇完成率，后接同上"),
    ("unit.count.", "单位某一档的任务数，后接完成情况代号"),
    ("category.count.", "类别某一档的任务数，后接完成情况代号"),
];

/// The text is no field path (不是取值路径).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPath {
    /// The path most likely meant.
    pub near: Option<&'static str>,
}

impl FieldPath {
    /// Understands a path as typed.
    pub fn parse(typed: &str) -> Result<Self, NoPath> {
        let typed = typed.trim();
        if typed == "index" {
            return Ok(Self::Index);
        }
        if let Some(step) = Step::ALL.iter().find(|step| step.path() == typed) {
            return Ok(Self::Step(*step));
        }
        Self::open(typed).ok_or_else(|| NoPath { near: near(typed) })
    }

    fn open(typed: &str) -> Option<Self> {
        if let Some(text) = typed.strip_prefix("text:") {
            return Some(Self::Text(text.to_owned()));
        }
        let (start, _) = OPEN.iter().find(|(start, _)| typed.starts_with(start))?;
        let name = typed.strip_prefix(start)?.trim_matches('"').to_owned();
        if name.is_empty() {
            return None;
        }
        Some(match *start {
            "fields." => Self::Field(FieldOf::Any, name),
            "project.fields." => Self::Field(FieldOf::Project, name),
            "task.fields." => Self::Field(FieldOf::Task, name),
            "progress.fields." => Self::Field(FieldOf::Progress, name),
            "previous.fields." => Self::Field(FieldOf::Previous, name),
            "indicators." => Self::Indicator(TownValue::Goal, name),
            "indicators_done." => Self::Indicator(TownValue::Done, name),
            "indicators_rate." => Self::Indicator(TownValue::Rate, name),
            "towns." => Self::Towns(TownValue::Goal, name),
            "towns_done." => Self::Towns(TownValue::Done, name),
            "towns_rate." => Self::Towns(TownValue::Rate, name),
            "unit.count." => Self::Count(CountOf::Unit, name),
            "category.count." => Self::Count(CountOf::Category, name),
            _ => return None,
        })
    }

    /// Whether rows of that kind can have a value of it.
    #[must_use]
    pub fn applies(&self, rows: RowsOf) -> bool {
        match self {
            Self::Index | Self::Text(_) => true,
            Self::Step(step) => step.rows().contains(&rows),
            Self::Field(..) | Self::Indicator(..) => WORK.contains(&rows),
            Self::Towns(..) => WORK.contains(&rows) || rows == RowsOf::Towns,
            Self::Count(CountOf::Unit, _) => rows == RowsOf::Units,
            Self::Count(CountOf::Category, _) => rows == RowsOf::Categories,
        }
    }

    /// Whether a totals row adds it up. Serial numbers, places and shares do not add up.
    #[must_use]
    pub const fn adds_up(&self) -> bool {
        match self {
            Self::Index | Self::Text(_) => false,
            Self::Step(step) => step.adds_up(),
            Self::Field(..) | Self::Count(..) => true,
            Self::Towns(value, _) | Self::Indicator(value, _) => !matches!(value, TownValue::Rate),
        }
    }

    /// Whether it gives names of units, of which a cell may hold several.
    #[must_use]
    pub const fn names_units(&self) -> bool {
        use Step::{ProjectLead, ProjectSupport, ProjectUnits, TaskLead, TaskSupport, TaskUnits};
        matches!(
            self,
            Self::Step(ProjectLead | ProjectSupport | ProjectUnits | TaskLead | TaskSupport | TaskUnits)
        )
    }

    /// Whether it numbers the rows, so that its figures stand centred.
    #[must_use]
    pub const fn numbers_rows(&self) -> bool {
        use Step::{CategoryNo, ProjectNo, TaskNo, UnitRank};
        matches!(
            self,
            Self::Index | Self::Step(ProjectNo | TaskNo | CategoryNo | UnitRank)
        )
    }
}

fn near(typed: &str) -> Option<&'static str> {
    let by_help = Step::ALL
        .iter()
        .find(|step| step.help() == typed)
        .map(|step| step.path());
    by_help.or_else(|| {
        let steps = Step::ALL.iter().map(|step| step.path());
        let all = steps.chain(["index"]).chain(OPEN.iter().map(|(start, _)| *start));
        let bare = if typed.contains('.') {
            None
        } else {
            same_end(typed)
        };
        bare.or_else(|| similar::closest(typed, all))
            .or_else(|| same_end(typed))
    })
}

/// `title` and `tasks.title` mean a path that ends so.
fn same_end(typed: &str) -> Option<&'static str> {
    let end = typed.rsplit('.').next()?;
    let paths = Step::ALL.iter().map(|step| step.path());
    paths
        .into_iter()
        .find(|path| path.rsplit('.').next() == Some(end))
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, name) = match self {
            Self::Index => ("index", ""),
            Self::Text(text) => ("text:", text.as_str()),
            Self::Step(step) => (step.path(), ""),
            Self::Field(FieldOf::Any, name) => ("fields.", name.as_str()),
            Self::Field(FieldOf::Project, name) => ("project.fields.", name.as_str()),
            Self::Field(FieldOf::Task, name) => ("task.fields.", name.as_str()),
            Self::Field(FieldOf::Progress, name) => ("progress.fields.", name.as_str()),
            Self::Field(FieldOf::Previous, name) => ("previous.fields.", name.as_str()),
            Self::Indicator(TownValue::Goal, name) => ("indicators.", name.as_str()),
            Self::Indicator(TownValue::Done, name) => ("indicators_done.", name.as_str()),
            Self::Indicator(TownValue::Rate, name) => ("indicators_rate.", name.as_str()),
            Self::Towns(TownValue::Goal, name) => ("towns.", name.as_str()),
            Self::Towns(TownValue::Done, name) => ("towns_done.", name.as_str()),
            Self::Towns(TownValue::Rate, name) => ("towns_rate.", name.as_str()),
            Self::Count(CountOf::Unit, name) => ("unit.count.", name.as_str()),
            Self::Count(CountOf::Category, name) => ("category.count.", name.as_str()),
        };
        write!(f, "{start}{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_reads_back() {
        let open = OPEN.iter().map(|(start, _)| format!("{start}数据认定单位"));
        let all = Step::ALL.iter().map(|step| step.path().to_owned()).chain(open);
        for path in all.chain(["index".to_owned()]) {
            assert_eq!(FieldPath::parse(&path).map(|p| p.to_string()), Ok(path));
        }
    }

    #[test]
    fn slips_are_understood() {
        for (typed, near) in [
            ("projects.title", Some("project.title")),
            ("progress.txt", Some("progress.text")),
            ("完成率", Some("progress.rate")),
            ("title", Some("project.title")),
            ("fields", Some("fields.")),
            ("乱写一气", None),
        ] {
            assert_eq!(FieldPath::parse(typed), Err(NoPath { near }), "{typed}");
        }
    }

    #[test]
    fn the_table_of_paths_names_every_step() {
        let source = include_str!("path.rs");
        let docs: String = source
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        for step in Step::ALL {
            let (room, name) = step.path().split_once('.').unwrap();
            assert!(
                docs.contains(&format!(".{name}`")) && docs.contains(&format!("`{room}.")),
                "{}",
                step.path()
            );
        }
    }
}
