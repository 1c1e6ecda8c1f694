//! `tongbao.toml`: the office and its rules (工作区设置).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Light, PictureFile, Rules, Status};
use crate::font::Role;
use crate::model::{At, Entries};
use crate::standard::Overrides;

/// 工作区设置：发文机关、责任单位、完成情况的口径、字体、版式、输出。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeFile {
    /// 发文机关。
    #[schemars(title = "发文机关")]
    pub office: At<Office>,
    /// 责任单位登记表。
    #[serde(default)]
    #[schemars(title = "责任单位")]
    pub units: Vec<At<Unit>>,
    /// 乡镇登记表，按印出的顺序。
    #[serde(default)]
    #[schemars(title = "乡镇")]
    pub towns: Vec<At<Unit>>,
    /// 完成情况的各档，从好到差。
    #[serde(default)]
    #[schemars(title = "完成情况")]
    pub statuses: Vec<At<Status>>,
    /// 亮灯的各档，从好到差，如绿灯、黄灯、红灯；不用亮灯的不写。
    #[serde(default)]
    #[schemars(title = "亮灯")]
    pub lights: Vec<At<Light>>,
    /// 计算规则。
    #[serde(default)]
    #[schemars(title = "计算规则")]
    pub rules: Rules,
    /// 各用途的字体文件；不写则用内置字体。键：fangsong 仿宋、xiaobiaosong 小标宋、heiti 黑体、kaiti 楷体、songti 宋体、latin 西文。
    #[serde(default)]
    #[schemars(title = "字体")]
    pub fonts: FontFiles,
    /// 版式：逐项改动 GB/T 9704—2012 的数值。
    #[serde(default)]
    #[schemars(title = "版式")]
    pub layout: Overrides,
    /// 输出。
    #[serde(default)]
    #[schemars(title = "输出")]
    pub outputs: OutputSettings,
}

/// 发文机关。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// 机关名称，用于署名和印发机关。
    #[schemars(title = "机关名称")]
    pub name: At<String>,
    /// 发文机关标志（红头），如“清溪县人民政府办公室”；简报写简报名，如“督查通报”。不写则同机关名称。
    #[schemars(title = "发文机关标志")]
    pub mark: Option<At<String>>,
    /// 机关代字，如“清政办督”；发文字号由它和年份、序号组成。
    #[schemars(title = "机关代字")]
    pub code: Option<At<String>>,
    /// 版头格式，各公文可另定；默认“无红头”。
    #[serde(default)]
    #[schemars(title = "版头格式")]
    pub head: HeadKind,
    /// 署名方式，各公文可另定；默认“加盖印章”。
    #[serde(default)]
    #[schemars(title = "署名方式")]
    pub signature: SignatureKind,
    /// 印章图片；不写则留出盖章位置。
    #[schemars(title = "印章")]
    pub seal: Option<At<PictureFile>>,
    /// 印发机关；不写则同机关名称。
    #[schemars(title = "印发机关")]
    pub printer: Option<At<String>>,
}

/// 版头格式。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum HeadKind {
    /// 第一页以标题开头。
    #[default]
    #[serde(rename = "无红头")]
    Plain,
    /// 文件格式（第7章）：标志后加“文件”二字。
    #[serde(rename = "文件")]
    File,
    /// 文件格式，标志不加“文件”二字。
    #[serde(rename = "机关名称")]
    Name,
    /// 信函格式（10.1）。
    #[serde(rename = "信函")]
    Letter,
    /// 简报：红色大字报头，下居中期号，编发单位与日期分列左右。
    #[serde(rename = "简报")]
    Bulletin,
}

/// 署名方式（7.3.5）。
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum SignatureKind {
    /// 7.3.5.1
    #[default]
    #[serde(rename = "加盖印章")]
    Sealed,
    /// 7.3.5.2
    #[serde(rename = "不加盖印章")]
    Unsealed,
    /// 7.3.5.3
    #[serde(rename = "签名章")]
    Stamped,
    /// 不署名，也无成文日期。
    #[serde(rename = "不署名")]
    None,
}

/// 责任单位或乡镇。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// 规范名称，印出时用它。
    #[schemars(title = "名称")]
    pub name: At<String>,
    /// 别名：数据中写别名，视为同一单位。
    #[serde(default)]
    #[schemars(title = "别名")]
    pub aliases: Vec<At<String>>,
}

/// 各用途的字体文件，路径相对于工作区。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontFiles {
    /// 仿宋：正文。
    #[schemars(title = "仿宋")]
    pub fangsong: Option<At<String>>,
    /// 小标宋：标题、发文机关标志。
    #[schemars(title = "小标宋")]
    pub xiaobiaosong: Option<At<String>>,
    /// 黑体：一级标题、表头。
    #[schemars(title = "黑体")]
    pub heiti: Option<At<String>>,
    /// 楷体：二级标题、签发人姓名。
    #[schemars(title = "楷体")]
    pub kaiti: Option<At<String>>,
    /// 宋体：页码、缺字时的后备。
    #[schemars(title = "宋体")]
    pub songti: Option<At<String>>,
    /// 西文：正文中的数字和字母。
    #[schemars(title = "西文")]
    pub latin: Option<At<String>>,
}

impl FontFiles {
    /// Each role with the file typed for it, in the order of the keys.
    #[must_use]
    pub fn by_role(&self) -> [(Role, Option<&At<String>>); 6] {
        [
            (Role::Fangsong, self.fangsong.as_ref()),
            (Role::Xiaobiaosong, self.xiaobiaosong.as_ref()),
            (Role::Heiti, self.heiti.as_ref()),
            (Role::Kaiti, self.kaiti.as_ref()),
            (Role::Songti, self.songti.as_ref()),
            (Role::Latin, self.latin.as_ref()),
        ]
    }
}

/// 输出。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutputSettings {
    /// 输出目录，相对于工作区；默认 out。命令行 -o 优先。
    #[schemars(title = "输出目录")]
    pub dir: Option<At<String>>,
    /// 输出格式：pdf、xlsx；默认两样都出。命令行 --formats 优先。
    #[schemars(title = "输出格式")]
    pub formats: Option<Vec<At<Format>>>,
    /// 是否把所据的 TOML、模板、图片和电子表格附在 PDF 中（PDF/A-3a），供归档；默认否。命令行 --attach-data 同此。
    #[schemars(title = "附上数据")]
    pub attach_data: Option<At<bool>>,
    /// 归档件（tongbao archive）中 SHA-256 之外另记的摘要：SM3。
    #[schemars(title = "另记摘要")]
    pub digests: Option<Vec<At<DigestKind>>>,
    /// 模板中可用的固定词语，如 { "热线" = "12345" }。
    #[serde(default)]
    #[schemars(title = "固定词语")]
    pub words: Entries<At<String>>,
}

/// 输出格式。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// 公文与附件合为一个 PDF。
    Pdf,
    /// 附件表，一个附件一张工作表。
    Xlsx,
}

impl Format {
    /// Its key, and the ending of its files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }

    /// What such a file is, in Chinese.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Pdf => "公文",
            Self::Xlsx => "附件表",
        }
    }

    /// The format of that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Pdf, Self::Xlsx]
            .into_iter()
            .find(|format| format.key() == key)
    }
}

/// 摘要算法，SHA-256 之外。
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub enum DigestKind {
    /// GB/T 32905—2016。
    #[serde(rename = "SM3")]
    Sm3,
}
