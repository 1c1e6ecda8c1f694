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
//! | `previous.…` | 上期的 `text` `done` `rate` `status` `fields.X` | tasks, projects |
//! | `progress.unmoved_for` | 连续几期没有新进展 | tasks, projects |
//! | `change.done` `.rate` `.status` `.kind` | 比上期增加的完成数、百分点，完成情况的变化，是哪一种变化（新完成、回退、好转……） | tasks, projects |
//! | `fields.X` | 自设栏目 X：任务的，没有则项目的，再没有则进展的 | tasks, projects |
//! | `indicators.X` `indicators_done.X` `indicators_rate.X` | 分项指标 X 的目标值、完成数、完成率 | tasks, projects |
//! | `towns.东河镇` `towns_done.东河镇` `towns_rate.东河镇` | 该乡镇的分解数、完成数、完成率 | tasks, projects |
//! | `towns.项目/任务` `towns_done.项目/任务` `towns_rate.项目/任务` | 该任务在本乡镇的分解数、完成数、完成率 | towns |
//! | `town.name` `.count` `.done` `.rate` `.average` `.rank` `.place` `.unreported` | 乡镇名称、分解到的任务数、其中达到的、其占比、平均完成率、名次、并列与名次、未报的任务数 | towns |
//! | `unit.name` `.count` `.done` `.rate` `.average` `.rank` `.place` `.share` `.unreported` `.count.代号` | 单位名称、牵头任务数、其中最好一档的任务数、其占比、平均完成率、名次、并列与名次、占各单位牵头任务之和的比重、未报的任务数、某一档的任务数 | units |
//! | `leader.…` | 分管领导的同名各项 | leaders |
//! | `category.no` `.name` | 类别的序号、名称 | tasks, projects, categories |
//! | `category.count` `.tasks` `.done` `.rate` `.average` `.rank` `.place` `.share` `.project_share` `.unreported` `.count.代号` | 项目数、任务数、最好一档的任务数、其占比、平均完成率、名次、并列与名次、占各类别任务之和的比重、占项目之和的比重、未报的任务数、某一档的任务数 | categories |
//! | `status.name` `.tasks` `.projects` `.share` `.project_share` | 完成情况的名称、任务数、项目数、占任务的比重、占项目的比重 | statuses |
//! | `light.…` | 亮灯的同名各项 | lights |
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
    /// `leader.count.X`.
    Leader,
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
const LEADERS: &[RowsOf] = &[RowsOf::Leaders];
const STATUSES: &[RowsOf] = &[RowsOf::Statuses];
const LIGHTS: &[RowsOf] = &[RowsOf::Lights];

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
    ProgressUnmovedFor = "progress.unmoved_for", false, WORK, "连续几期没有新进展（同一年、同一种期），有新进展的为 0，已完成、未报的为空";
    PreviousText = "previous.text", false, WORK, "上期进展情况";
    PreviousDone = "previous.done", true, WORK, "上期完成数";
    PreviousRate = "previous.rate", false, WORK, "上期完成率";
    PreviousStatus = "previous.status", false, WORK, "上期完成情况";
    ChangeDone = "change.done", true, WORK, "比上期增加的完成数";
    ChangeRate = "change.rate", false, WORK, "完成率比上期增加的百分点";
    ChangeStatus = "change.status", false, WORK, "完成情况比上期：新完成、好转、持平、下降、回退（上期已完成）、新增（上期没有）";
    ChangeKind = "change.kind", false, WORK, "与上期相比：新增、未报、新完成、回退、好转、下降、有进展、减少、改写（只改文字）、无变化";
    CategoryNo = "category.no", false, WORK_AND_CATEGORIES, "类别序号";
    CategoryName = "category.name", false, WORK_AND_CATEGORIES, "类别名称";
    CategoryCount = "category.count", true, CATEGORIES, "类别的项目数";
    CategoryTasks = "category.tasks", true, CATEGORIES, "类别的任务数";
    CategoryDone = "category.done", true, CATEGORIES, "类别中最好一档的任务数";
    CategoryRate = "category.rate", false, CATEGORIES, "类别中最好一档的占比";
    CategoryAverage = "category.average", false, CATEGORIES, "类别的平均完成率";
    CategoryRank = "category.rank", false, CATEGORIES, "名次";
    CategoryPlace = "category.place", false, CATEGORIES, "名次的说法，如第3、并列第2";
    CategoryShare = "category.share", false, CATEGORIES, "任务占各类别之和的比重";
    CategoryProjectShare = "category.project_share", false, CATEGORIES, "项目占各类别之和的比重";
    CategoryUnreported = "category.unreported", true, CATEGORIES, "未报进展的任务数";
    UnitName = "unit.name", false, UNITS, "单位名称";
    UnitCount = "unit.count", true, UNITS, "牵头任务数";
    UnitDone = "unit.done", true, UNITS, "牵头任务中最好一档的任务数";
    UnitRate = "unit.rate", false, UNITS, "最好一档的占比";
    UnitAverage = "unit.average", false, UNITS, "平均完成率";
    UnitRank = "unit.rank", false, UNITS, "名次";
    UnitPlace = "unit.place", false, UNITS, "名次的说法，如第3、并列第2";
    UnitShare = "unit.share", false, UNITS, "牵头任务占各单位之和的比重";
    UnitUnreported = "unit.unreported", true, UNITS, "未报进展的牵头任务数";
    LeaderName = "leader.name", false, LEADERS, "分管领导";
    LeaderCount = "leader.count", true, LEADERS, "分管的任务数";
    LeaderDone = "leader.done", true, LEADERS, "分管任务中最好一档的任务数";
    LeaderRate = "leader.rate", false, LEADERS, "最好一档的占比";
    LeaderAverage = "leader.average", false, LEADERS, "平均完成率";
    LeaderRank = "leader.rank", false, LEADERS, "名次";
    LeaderPlace = "leader.place", false, LEADERS, "名次的说法，如第3、并列第2";
    LeaderShare = "leader.share", false, LEADERS, "分管任务占各位之和的比重";
    LeaderUnreported = "leader.unreported", true, LEADERS, "未报进展的任务数";
    TownName = "town.name", false, TOWNS, "乡镇名称";
    TownCount = "town.count", true, TOWNS, "分解到本乡镇的任务数";
    TownDone = "town.done", true, TOWNS, "其中达到分解数的任务数";
    TownRate = "town.rate", false, TOWNS, "达到的占比";
    TownAverage = "town.average", false, TOWNS, "各任务的平均完成率";
    TownRank = "town.rank", false, TOWNS, "名次";
    TownPlace = "town.place", false, TOWNS, "名次的说法，如第3、并列第2";
    TownUnreported = "town.unreported", true, TOWNS, "未报完成数的任务数";
    StatusName = "status.name", false, STATUSES, "完成情况的名称";
    StatusTasks = "status.tasks", true, STATUSES, "任务数";
    StatusProjects = "status.projects", true, STATUSES, "项目数";
    StatusShare = "status.share", false, STATUSES, "占全部任务的比重";
    StatusProjectShare = "status.project_share", false, STATUSES, "占全部项目的比重";
    LightName = "light.name", false, LIGHTS, "亮灯的名称";
    LightTasks = "light.tasks", true, LIGHTS, "任务数";
    LightProjects = "light.projects", true, LIGHTS, "项目数";
    LightShare = "light.share", false, LIGHTS, "占全部任务的比重";
    LightProjectShare = "light.project_share", false, LIGHTS, "占全部项目的比重";
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
    ("leader.count.", "分管领导某一档的任务数，后接完成情况代号"),
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
            "leader.count." => Self::Count(CountOf::Leader, name),
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
            Self::Count(CountOf::Leader, _) => rows == RowsOf::Leaders,
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
        use Step::{CategoryNo, CategoryRank, LeaderRank, ProjectNo, TaskNo, TownRank, UnitRank};
        matches!(
            self,
            Self::Index
                | Self::Step(
                    ProjectNo | TaskNo | CategoryNo | UnitRank | CategoryRank | LeaderRank | TownRank
                )
        )
    }

    /// Whether it is a row's share among all of its kind; a totals row adds these up to 100 %.
    #[must_use]
    pub const fn is_share(&self) -> bool {
        matches!(self, Self::Step(step) if step.is_share())
    }
}

impl Step {
    /// Whether it is a row's share among all of its kind.
    #[must_use]
    pub const fn is_share(self) -> bool {
        let of_tasks = matches!(
            self,
            Self::UnitShare | Self::LeaderShare | Self::CategoryShare | Self::StatusShare | Self::LightShare
        );
        of_tasks || self.is_of_projects()
    }

    /// Whether it is such a share of projects.
    #[must_use]
    pub const fn is_of_projects(self) -> bool {
        matches!(
            self,
            Self::CategoryProjectShare | Self::StatusProjectShare | Self::LightProjectShare
        )
    }

    /// Whether it is the share of what is done in a row's own tasks.
    #[must_use]
    pub const fn is_done_rate(self) -> bool {
        matches!(
            self,
            Self::UnitRate | Self::LeaderRate | Self::CategoryRate | Self::TownRate
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
            Self::Count(CountOf::Leader, name) => ("leader.count.", name.as_str()),
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
