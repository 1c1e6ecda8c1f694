//! What an office accepts (认可), the same wherever it stands.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::At;

/// 认可检查出的一类问题：照此印出，留在检查结果中，不再影响 --strict 和退出码。
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// 诊断代码，如 W0301；字母可以不写。
    #[schemars(title = "代码")]
    pub code: At<String>,
    /// 认可的理由，如“省里按户口口径”“原文如此”。
    #[schemars(title = "理由")]
    pub reason: At<String>,
    /// 只认可这几个字上的问题；不写则认可所在项目、任务、进展、附件或公文中的全部同类问题。
    #[schemars(title = "所指文字")]
    pub words: Option<At<String>>,
}
