//! `circulars/*.toml`: one document (公文).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Accept, AnnexFile, HeadKind, PictureFile, SignatureKind};
use crate::model::{At, Day, Entries};

/// 公文，一份一个文件；文件名即输出文件名。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CircularFile {
    /// 文种，如“通报”“通知”“意见”“函”；不写则不查标题的文种。
    #[schemars(title = "文种")]
    pub kind: Option<At<String>>,
    /// 模板：quarterly 季度通报、monthly 月度通报、items 分项进展、opinions 实施意见、annexes 只有附件表、plain 只排本文件的正文；或工作区 templates 目录中的文件名（不含 .xml）。默认 plain。
    #[schemars(title = "模板")]
    pub template: Option<At<String>>,
    /// 标题；换行处强制转行。只有附件表的可不写。
    #[schemars(title = "标题")]
    pub title: Option<At<String>>,
    /// 题注：标题下一行，如“（截至2024年6月30日）”。
    #[schemars(title = "题注")]
    pub subtitle: Option<At<String>>,
    /// 发文序号，如 7：与机关代字、年份组成“清政办督〔2024〕7号”；简报为期号。
    #[schemars(title = "发文序号", range(min = 1))]
    pub serial: Option<At<u32>>,
    /// 成文日期，如 2024-07-10。
    #[schemars(title = "成文日期")]
    pub date: Option<At<Day>>,
    /// 印发日期；不写则同成文日期。
    #[schemars(title = "印发日期")]
    pub printed_on: Option<At<Day>>,
    /// 主送机关，同类之间自动加顿号。
    #[serde(default)]
    #[schemars(title = "主送机关")]
    pub to: Vec<At<String>>,
    /// 抄送机关。
    #[serde(default)]
    #[schemars(title = "抄送机关")]
    pub copies: Vec<At<String>>,
    /// 份号，六位数字。
    #[schemars(title = "份号")]
    pub copy_number: Option<At<String>>,
    /// 密级和保密期限，如“机密★1年”。
    #[schemars(title = "密级")]
    pub secrecy: Option<At<String>>,
    /// 紧急程度：特急、加急。
    #[schemars(title = "紧急程度")]
    pub urgency: Option<At<String>>,
    /// 签发人，上行文用。
    #[serde(default)]
    #[schemars(title = "签发人")]
    pub signers: Vec<At<String>>,
    /// 版头格式；不写则同 tongbao.toml。
    #[schemars(title = "版头格式")]
    pub head: Option<At<HeadKind>>,
    /// 发文机关标志；不写则同 tongbao.toml。
    #[schemars(title = "发文机关标志")]
    pub mark: Option<At<String>>,
    /// 机关代字；不写则同 tongbao.toml。
    #[schemars(title = "机关代字")]
    pub code: Option<At<String>>,
    /// 联合行文的其他机关，主办机关不写。
    #[serde(default)]
    #[schemars(title = "联合行文机关")]
    pub joint: Vec<At<JointOffice>>,
    /// 署名方式；不写则同 tongbao.toml。
    #[schemars(title = "署名方式")]
    pub signature: Option<At<SignatureKind>>,
    /// 签名章用：签发人职务。
    #[schemars(title = "签发人职务")]
    pub position: Option<At<String>>,
    /// 签名章图片。
    #[schemars(title = "签名章")]
    pub stamp: Option<At<PictureFile>>,
    /// 附注，不写括号，如“此件公开发布”。
    #[schemars(title = "附注")]
    pub note: Option<At<String>>,
    /// 是否有版记；默认有红头的有，其余没有。
    #[schemars(title = "版记")]
    pub record: Option<At<bool>>,
    /// 所用清单：projects 目录中的文件名（不含 .toml）；不写则用全部。
    #[schemars(title = "清单")]
    pub lists: Option<Vec<At<String>>>,
    /// 本期，如 2024-Q2；对应 progress 目录中 period 相同的文件。
    #[schemars(title = "本期")]
    pub progress: Option<At<String>>,
    /// 上期，供比较。
    #[schemars(title = "上期")]
    pub previous: Option<At<String>>,
    /// 正文。每行一段；行首 # 至 #### 为一至四级标题（自动编号），标题以句号结尾的接排后文；可用 {{ }} 取数。
    #[schemars(title = "正文")]
    pub body: Option<At<String>>,
    /// 供模板取用的各段文字，写法同 body。
    #[serde(default)]
    #[schemars(title = "段落")]
    pub texts: Entries<At<String>>,
    /// 认可的问题。
    #[serde(default)]
    #[schemars(title = "认可")]
    pub accept: Vec<At<Accept>>,
    /// 附件。
    #[serde(default)]
    #[schemars(title = "附件")]
    pub annexes: Vec<At<AnnexFile>>,
}

/// 联合行文的机关。
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JointOffice {
    /// 署名用的名称。
    #[schemars(title = "机关名称")]
    pub name: At<String>,
    /// 标志用的名称；不写则同名称。
    #[schemars(title = "发文机关标志")]
    pub mark: Option<At<String>>,
    /// 印章图片；不写则留出位置。
    #[schemars(title = "印章")]
    pub seal: Option<At<PictureFile>>,
    /// 签名章用：签发人职务。
    #[schemars(title = "签发人职务")]
    pub position: Option<At<String>>,
    /// 签名章图片。
    #[schemars(title = "签名章")]
    pub stamp: Option<At<PictureFile>>,
}
