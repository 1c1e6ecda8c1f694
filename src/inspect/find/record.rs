//! The record (版记, 7.4) on the last page.

use super::{LineId, Parts};
use crate::inspect::seen::{Seen, Stroke};

/// The record's lines (版记).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Record {
    /// Index of its page.
    pub(in crate::inspect) page: usize,
    /// Its rules from top to bottom.
    pub(in crate::inspect) rules: Vec<Stroke>,
    /// 主送, where it moved here.
    pub(in crate::inspect) to: Vec<LineId>,
    /// 抄送
    pub(in crate::inspect) copies: Vec<LineId>,
    /// 印发机关, and 印发日期 where it is a line of its own.
    pub(in crate::inspect) printed: Vec<LineId>,
}

/// The record of a file.
pub(super) fn find(_seen: &Seen, _parts: &Parts) -> Option<Record> {
    None
}
