//! `projects/*.toml`: a year's list (项目清单).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Accept, Free, Ordinal};
use crate::model::{At, Day, Entries, Number};

/// 项目清单，一份一个文件；文件名（不含 .toml）即清单名。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectsFile {
    /// 清单标题，如“2024年全县重点民生实事”。
    #[schemars(title = "清单标题")]
    pub title: Option<At<String>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
    /// 项目，按印出的顺序。
    #[serde(default)]
    #[schemars(title = "项目")]
    pub projects: Vec<At<Project>>,
}

/// 实事项目。没有 tasks 的项目，本身就是它唯一的任务。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// 编号，历期不变，全工作区不重复；用字母、数字、连字符。
    #[schemars(title = "项目编号")]
    pub id: At<String>,
    /// 印出的序号；不写则按顺序自动编。
    #[schemars(title = "序号", with = "Option<Ordinal>")]
    pub no: Option<At<Free>>,
    /// 项目名称。
    #[schemars(title = "项目名称")]
    pub title: At<String>,
    /// 类别，如“教育”。
    #[schemars(title = "类别")]
    pub category: Option<At<String>>,
    /// 牵头单位。
    #[serde(default)]
    #[schemars(title = "牵头单位")]
    pub lead: Vec<At<String>>,
    /// 配合单位。
    #[serde(default)]
    #[schemars(title = "配合单位")]
    pub support: Vec<At<String>>,
    /// 分管领导。
    #[schemars(title = "分管领导")]
    pub leader: Option<At<String>>,
    /// 目标任务，印出的文字。
    #[schemars(title = "目标任务")]
    pub target: Option<At<String>>,
    /// 目标值。
    #[schemars(title = "目标值")]
    pub goal: Option<At<Goal>>,
    /// 分项指标：一项任务有几个数的，如培训3600人次、技能人才900人；写了它就不写 goal。
    #[serde(default)]
    #[schemars(title = "分项指标")]
    pub indicators: Vec<At<Indicator>>,
    /// 完成时限，如 2024-06-30；过了还没有完成的算超期。
    #[schemars(title = "完成时限")]
    pub due: Option<At<Day>>,
    /// 分解到乡镇，各数之和应等于目标值。
    #[serde(default)]
    #[schemars(title = "乡镇分解")]
    pub towns: Entries<At<Number>>,
    /// 本单位自设的栏目。
    #[serde(default)]
    #[schemars(title = "自设栏目")]
    pub fields: Entries<At<Free>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
    /// 指标任务。
    #[serde(default)]
    #[schemars(title = "指标任务")]
    pub tasks: Vec<At<Task>>,
}

/// 指标任务。单位、领导、自设栏目不写则同所属项目。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// 编号，在项目内不重复；进展文件以“项目编号/任务编号”引用。
    #[schemars(title = "任务编号")]
    pub id: At<String>,
    /// 印出的序号；不写则按顺序自动编。
    #[schemars(title = "序号", with = "Option<Ordinal>")]
    pub no: Option<At<Free>>,
    /// 任务名称。
    #[schemars(title = "任务名称")]
    pub title: Option<At<String>>,
    /// 目标任务，印出的文字。
    #[schemars(title = "目标任务")]
    pub target: Option<At<String>>,
    /// 目标值。
    #[schemars(title = "目标值")]
    pub goal: Option<At<Goal>>,
    /// 分项指标：一项任务有几个数的，如培训3600人次、技能人才900人；写了它就不写 goal。
    #[serde(default)]
    #[schemars(title = "分项指标")]
    pub indicators: Vec<At<Indicator>>,
    /// 完成时限，如 2024-06-30；不写则同项目。
    #[schemars(title = "完成时限")]
    pub due: Option<At<Day>>,
    /// 牵头单位；不写则同项目。
    #[schemars(title = "牵头单位")]
    pub lead: Option<Vec<At<String>>>,
    /// 配合单位；不写则同项目。
    #[schemars(title = "配合单位")]
    pub support: Option<Vec<At<String>>>,
    /// 分管领导；不写则同项目。
    #[schemars(title = "分管领导")]
    pub leader: Option<At<String>>,
    /// 分解到乡镇，各数之和应等于目标值。
    #[serde(default)]
    #[schemars(title = "乡镇分解")]
    pub towns: Entries<At<Number>>,
    /// 本单位自设的栏目；不写则同项目。
    #[serde(default)]
    #[schemars(title = "自设栏目")]
    pub fields: Entries<At<Free>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
}

/// 目标值：数、单位、方向；没有数量的写文字，建成与否的写两个词。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// 数值；没有数量的目标不写，改写 text 或 yes_no。
    #[schemars(title = "数值")]
    pub value: Option<At<Number>>,
    /// 计量单位，如“个”“万元”“%”。
    #[serde(default)]
    #[schemars(title = "计量单位")]
    pub unit: String,
    /// 方向：越多越好用“不低于”（默认），越少越好用“不高于”；正好等于不算达到的，用“超过”“低于”。
    #[serde(default)]
    #[schemars(title = "方向")]
    pub direction: Direction,
    /// 没有数量的目标，如“应补尽补”“达到省定目标”；完成情况由人工写明。
    #[schemars(title = "目标文字")]
    pub text: Option<At<String>>,
    /// 建成与否的目标：做到了、没做到两个词，如 ["已建成", "未建成"]；进展中写 done = true 或 false。
    #[serde(default)]
    #[schemars(title = "是否")]
    pub yes_no: Vec<At<String>>,
}

impl Goal {
    /// Its number; `None` for a goal in words and for one of yes or no.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        self.value.as_ref().map(|value| value.value.0)
    }

    /// Whether it is one of yes or no (建成与否).
    #[must_use]
    pub const fn is_yes_no(&self) -> bool {
        !self.yes_no.is_empty()
    }

    /// Its word for done or not done.
    #[must_use]
    pub fn word(&self, done: bool) -> Option<&At<String>> {
        self.yes_no.get(usize::from(!done))
    }
}

/// 分项指标：一项任务中的一个数。
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 编号，在任务内不重复；进展中以它填报。
    #[schemars(title = "指标编号")]
    pub id: At<String>,
    /// 名称，印在数的前面，如“培训”。
    #[schemars(title = "指标名称")]
    pub name: At<String>,
    /// 目标值。
    #[schemars(title = "目标值")]
    pub goal: At<Goal>,
}

/// 目标的方向。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Direction {
    /// 越多越好，等于算达到。
    #[default]
    #[serde(rename = "不低于")]
    AtLeast,
    /// 越少越好，等于算达到。
    #[serde(rename = "不高于")]
    AtMost,
    /// 越多越好，等于不算达到。
    #[serde(rename = "超过")]
    Above,
    /// 越少越好，等于不算达到。
    #[serde(rename = "低于")]
    Below,
}

impl Direction {
    /// Whether less is better: the goal is a ceiling (控制指标).
    #[must_use]
    pub const fn is_ceiling(self) -> bool {
        matches!(self, Self::AtMost | Self::Below)
    }

    /// As typed.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::AtLeast => "不低于",
            Self::AtMost => "不高于",
            Self::Above => "超过",
            Self::Below => "低于",
        }
    }

    /// Whether `done` reaches `goal`.
    #[must_use]
    pub fn reached(self, goal: Decimal, done: Decimal) -> bool {
        match self {
            Self::AtLeast => done >= goal,
            Self::AtMost => done <= goal,
            Self::Above => done > goal,
            Self::Below => done < goal,
        }
    }
}
