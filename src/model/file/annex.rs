//! Annexes of a circular (附件): a table described by its columns.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Accept;
use crate::model::{At, Entries};

/// 附件：由各栏描述的一张表。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnexFile {
    /// 附件标题；附件说明与附件页用同一文字。
    #[schemars(title = "附件标题")]
    pub title: At<String>,
    /// 工作表名；不写则取附件标题（Excel 限 31 字）。
    #[schemars(title = "工作表名")]
    pub sheet: Option<At<String>>,
    /// 每行是什么：tasks 任务（默认）、projects 项目、units 单位、leaders 分管领导、towns 乡镇、categories 类别、statuses 完成情况各档、lights 亮灯各档。
    #[serde(default)]
    #[schemars(title = "行")]
    pub rows: RowsOf,
    /// 所用清单；不写则同公文。
    #[schemars(title = "清单")]
    pub lists: Option<Vec<At<String>>>,
    /// 只取符合条件的行，如 { "progress.status" = ["slow"] }；键为栏目路径，值为允许的值。
    #[serde(default)]
    #[schemars(title = "筛选")]
    pub only: Entries<Vec<At<String>>>,
    /// 按此栏排序，从小到大，如 unit.rank；前面加“-”从大到小，如 -progress.rate。不写则照数据的顺序。
    #[schemars(title = "排序")]
    pub sort: Option<At<String>>,
    /// 按此栏分组，组名占满一行，如 project.category（按类别分组的自动编一、二、三）。
    #[schemars(title = "分组")]
    pub group: Option<At<String>>,
    /// 只出电子表格：不印进 PDF，也不列入附件说明；用于正文已按条目写出的清单。
    #[serde(default)]
    #[schemars(title = "只出电子表格")]
    pub sheet_only: bool,
    /// 分项成段：模板 items 依次把各栏印成段落，栏名作标签；序号、类别、名称已在小标题中，不再印，空的也不印。
    /// 不写则只印年度任务、责任单位、进展情况。
    #[serde(default)]
    #[schemars(title = "分项成段")]
    pub prose: bool,
    /// 横排（转九十度）；默认竖排。
    #[serde(default)]
    #[schemars(title = "横排")]
    pub landscape: bool,
    /// 表的左上说明，如“截至2024年6月30日”。
    #[schemars(title = "左上说明")]
    pub status_line: Option<At<String>>,
    /// 右上单位行，如“单位：万元”。
    #[schemars(title = "单位行")]
    pub unit_line: Option<At<String>>,
    /// 表下的注，每行一段。
    #[schemars(title = "表注")]
    pub note: Option<At<String>>,
    /// 合计行：label 为第一栏文字。
    #[schemars(title = "合计行")]
    pub total: Option<At<Total>>,
    /// 表中文字的字号：小四、五号、小五；不写则由版面决定。
    #[schemars(title = "字号")]
    pub size: Option<At<TypeSize>>,
    /// 另行合并的单元格，如 "D3:D5"：列用字母，行从表体第一行算 1。
    #[serde(default)]
    #[schemars(title = "合并")]
    pub merges: Vec<At<String>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
    /// 栏目，从左到右。
    #[schemars(title = "栏目", length(min = 1))]
    pub columns: Vec<At<ColumnFile>>,
}

/// 行的种类。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RowsOf {
    /// 每项任务一行。
    #[default]
    Tasks,
    /// 每个项目一行。
    Projects,
    /// 每个责任单位一行。
    Units,
    /// 每个乡镇一行。
    Towns,
    /// 每个类别一行。
    Categories,
    /// 每位分管领导一行。
    Leaders,
    /// 完成情况每档一行。
    Statuses,
    /// 亮灯每档一行。
    Lights,
}

impl RowsOf {
    /// As typed.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Tasks => "tasks",
            Self::Projects => "projects",
            Self::Units => "units",
            Self::Towns => "towns",
            Self::Categories => "categories",
            Self::Leaders => "leaders",
            Self::Statuses => "statuses",
            Self::Lights => "lights",
        }
    }
}

/// 合计行。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// 第一栏的文字，默认“合计”；可为空。
    #[schemars(title = "合计字样")]
    pub label: Option<At<String>>,
    /// 印在表首（“首行”）还是表尾（“末行”，默认）。
    #[serde(default)]
    #[schemars(title = "位置")]
    pub place: TotalPlace,
    /// 数从何来：“求和”（默认，各行相加）或“目标值”（印任务的目标值，并与各行之和核对）。
    #[serde(default)]
    #[schemars(title = "口径")]
    pub from: TotalFrom,
}

/// 合计行的位置。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum TotalPlace {
    /// 表尾。
    #[default]
    #[serde(rename = "末行")]
    Last,
    /// 表首。
    #[serde(rename = "首行")]
    First,
}

/// 合计的口径。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum TotalFrom {
    /// 各行相加。
    #[default]
    #[serde(rename = "求和")]
    Sum,
    /// 任务的目标值。
    #[serde(rename = "目标值")]
    Goal,
}

/// 表中文字的字号。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum TypeSize {
    /// 12 磅。
    #[serde(rename = "小四")]
    SmallFour,
    /// 10.5 磅。
    #[serde(rename = "五号")]
    Five,
    /// 9 磅。
    #[serde(rename = "小五")]
    SmallFive,
}

/// 一栏。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnFile {
    /// 栏名；多级表头用“/”分级，如“义务教育/目标”；栏名中的“/”写作“//”；没有栏名的写 ""。
    #[schemars(title = "栏名", extend("x-may-be-empty" = true))]
    pub head: At<String>,
    /// 取值路径，如 project.title、task.target、progress.text、unit.name、town.name、towns.项目编号/任务编号、fields.备注。
    #[schemars(title = "取值")]
    pub field: At<String>,
    /// 对齐：left 左、center 中、right 右、point 小数点。不写则数字靠右、短语居中、其余靠左。
    #[schemars(title = "对齐")]
    pub align: Option<At<AlignKind>>,
    /// 合并上下相同的格：true 或“项目”在同一项目内，“类别”在同一类别内，“相同”只看内容；false 不合并（默认）。
    #[serde(default)]
    #[schemars(title = "合并")]
    pub merge: Merge,
    /// 栏宽，毫米；不写则由内容定。
    #[schemars(title = "栏宽", range(min = 1, max = 400))]
    pub width: Option<At<f64>>,
    /// 小数位数；不写则照数据。
    #[schemars(title = "小数位数", range(max = 10))]
    pub decimals: Option<At<u8>>,
    /// 表太宽须分块时，此栏在每块中重复。
    #[serde(default)]
    #[schemars(title = "关键栏")]
    pub key: bool,
    /// 责任单位栏中，多个单位之间用什么连接，如 "\n" 各占一行；默认顿号。
    #[schemars(title = "连接")]
    pub join: Option<At<String>>,
    /// 空格填什么，如“—”“/”；默认留空。
    #[schemars(title = "空格")]
    pub empty: Option<At<String>>,
}

/// 对齐。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AlignKind {
    /// 左
    Left,
    /// 中
    Center,
    /// 右
    Right,
    /// 小数点
    Point,
}

/// 合并上下相同的格。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Merge {
    /// true 即“项目”，false 不合并。
    Plain(bool),
    /// 按范围。
    Within(MergeWithin),
}

impl Default for Merge {
    fn default() -> Self {
        Self::Plain(false)
    }
}

/// 合并的范围。
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum MergeWithin {
    /// 同一项目内相同的。
    #[serde(rename = "项目")]
    Project,
    /// 同一类别内相同的。
    #[serde(rename = "类别")]
    Category,
    /// 上下相同的。
    #[serde(rename = "相同")]
    Equal,
}
