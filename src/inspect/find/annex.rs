//! Annex note and annexes (附件说明、附件, 7.3.4, 7.3.7).

use super::{LineId, Parts};
use crate::inspect::seen::Seen;

/// 附件说明
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct AnnexNote {
    /// All its lines.
    pub(in crate::inspect) lines: Vec<LineId>,
    /// Each annex: its printed number, its name with line ends joined, and its lines.
    pub(in crate::inspect) names: Vec<(Option<u32>, String, Vec<LineId>)>,
}

/// 附件
#[derive(Clone, Debug, PartialEq)]
pub(in crate::inspect) struct AnnexPart {
    /// Index of the page that it begins on.
    pub(in crate::inspect) page: usize,
    /// `附件1`
    pub(in crate::inspect) label: LineId,
    /// Its title's lines.
    pub(in crate::inspect) title: Vec<LineId>,
}

/// Puts annex note and annexes into `parts`.
pub(super) fn find(_seen: &Seen, _parts: &mut Parts) {}
