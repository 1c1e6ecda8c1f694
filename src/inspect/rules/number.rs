//! P: page numbers (页码).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
