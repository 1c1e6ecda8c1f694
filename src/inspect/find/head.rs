//! The head (版头, 7.2; 10.1–10.3): everything above the red rule.

use super::{Form, LineId, Parts};
use crate::inspect::seen::{Seen, Stroke};

/// The head's elements (版头).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Head {
    /// 份号
    pub(in crate::inspect) copy_number: Option<LineId>,
    /// 密级和保密期限
    pub(in crate::inspect) secrecy: Option<LineId>,
    /// 紧急程度
    pub(in crate::inspect) urgency: Option<LineId>,
    /// 发文机关标志, from top to bottom; `文件` beside a joint mark is one of them.
    pub(in crate::inspect) mark: Vec<LineId>,
    /// 发文字号
    pub(in crate::inspect) number: Option<LineId>,
    /// 签发人
    pub(in crate::inspect) signers: Vec<LineId>,
    /// 红色分隔线; of a letter, its upper and lower double lines, from top to bottom.
    pub(in crate::inspect) rules: Vec<Stroke>,
}

/// The head of a file, and the form that it shows.
pub(super) fn find(_seen: &Seen, _parts: &Parts) -> (Form, Head) {
    (Form::Plain, Head::default())
}
