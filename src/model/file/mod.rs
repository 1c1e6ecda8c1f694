//! The kinds of files (文件种类) of a workspace, one struct each.
//!
//! `title` is the Chinese term that messages use beside the key; the doc comments become the descriptions of
//! the JSON Schema and the comments of the starter workspace, so they speak to the clerk, in Chinese.

mod accept;
mod annex;
mod circular;
mod done;
mod free;
mod office;
mod progress;
mod projects;
mod rules;

pub use accept::Accept;
pub use annex::*;
pub use circular::*;
pub use done::Done;
pub use free::{Free, Ordinal};
pub use office::*;
pub use progress::*;
pub use projects::*;
pub use rules::*;

use schemars::JsonSchema;
use serde::Deserialize;

use super::At;

/// 图片：文件与尺寸。
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureFile {
    /// PNG 文件，路径相对于工作区，底色透明。
    #[schemars(title = "文件")]
    pub file: At<String>,
    /// 印章直径或签名章高度，毫米。
    #[schemars(title = "直径", range(min = 5, max = 200))]
    pub diameter: Option<At<f64>>,
}
