//! placeholder until the pages branch lands
#![allow(missing_docs)]
use schemars::JsonSchema;
use serde::Deserialize;
/// 版式
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overrides {}
