//! Page numbers (页码, 7.5).

use super::{Line, LineId};
use crate::inspect::seen::Seen;

/// The line that is each page's number.
pub(super) fn find(seen: &Seen, _lines: &[Line]) -> Vec<Option<LineId>> {
    vec![None; seen.pages.len()]
}
