//! Ruled areas (表格).

use super::Line;
use crate::inspect::seen::{Bounds, Heading, Seen};

/// A ruled table's part on one page (表格).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::inspect) struct TableArea {
    pub(in crate::inspect) page: usize,
    pub(in crate::inspect) bounds: Bounds,
    /// The way its text runs.
    pub(in crate::inspect) heading: Heading,
}

/// All tables of a file.
pub(super) fn find(_seen: &Seen, _lines: &[Line]) -> Vec<TableArea> {
    Vec::new()
}
