//! `progress/*.toml`: one file a period (进展情况).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Accept, Done, Free};
use crate::model::{At, Day, Entries, Number};

/// 进展情况，一期一个文件。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressFile {
    /// 期：2024-Q2、2023-10、2021-01..09、2024-H1、2024、2024-07-T1（上旬）。
    #[schemars(title = "期")]
    pub period: At<String>,
    /// 截至日期，如 2024-06-30；不写则为该期最后一日。
    #[schemars(title = "截至日期")]
    pub as_of: Option<At<Day>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
    /// 各任务的进展，键为“项目编号/任务编号”；没有 tasks 的项目只写项目编号。
    #[serde(default)]
    #[schemars(title = "任务进展")]
    pub tasks: Entries<At<Progress>>,
}

/// 一项任务的进展。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// 累计完成数，单位同目标值；建成与否的目标写 true 或 false。
    #[schemars(title = "完成数")]
    pub done: Option<At<Done>>,
    /// 各分项指标的完成数，键为指标编号，如 { training = 3000, skilled = 900 }。
    #[serde(default)]
    #[schemars(title = "分项完成数")]
    pub indicators: Entries<At<Done>>,
    /// 进展情况，印出的文字；每行一段，行首可用“小标题：”。
    #[schemars(title = "进展情况")]
    pub text: Option<At<String>>,
    /// 完成情况的代号（见 tongbao.toml 的 statuses）；有目标值和完成数时由规则推出，此处只为改判。
    #[schemars(title = "完成情况")]
    pub status: Option<At<String>>,
    /// 亮灯的代号（见 tongbao.toml 的 lights）；能由规则推出的，此处只为改判。
    #[schemars(title = "亮灯")]
    pub light: Option<At<String>>,
    /// 改判的理由；与规则推出的不同时必填，并在检查结果中保留。
    #[schemars(title = "改判理由")]
    pub reason: Option<At<String>>,
    /// 乡镇完成数。
    #[serde(default)]
    #[schemars(title = "乡镇完成数")]
    pub towns: Entries<At<Number>>,
    /// 本单位自设的栏目。
    #[serde(default)]
    #[schemars(title = "自设栏目")]
    pub fields: Entries<At<Free>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
}
