//! Title and addressee (标题、主送机关, 7.3.1–7.3.2).

use super::Parts;
use crate::inspect::seen::Seen;

/// Puts title and addressee into `parts`.
pub(super) fn find(_seen: &Seen, _parts: &mut Parts) {}
