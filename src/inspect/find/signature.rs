//! Signature, date, seals, remark (署名、成文日期、印章、附注, 7.3.5–7.3.6).

use super::{LineId, Parts};
use crate::inspect::seen::{Bounds, Seen};

/// The signature's elements (落款).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Signature {
    /// 发文机关署名, in order.
    pub(in crate::inspect) names: Vec<LineId>,
    /// 成文日期
    pub(in crate::inspect) date: Option<LineId>,
    /// 印章: index of the page, box.
    pub(in crate::inspect) seals: Vec<(usize, Bounds)>,
    /// 签名章, and the position before it.
    pub(in crate::inspect) stamps: Vec<(usize, Bounds)>,
    /// 签发人职务
    pub(in crate::inspect) positions: Vec<LineId>,
}

/// Puts signature and remark into `parts`.
pub(super) fn find(_seen: &Seen, _parts: &mut Parts) {}
