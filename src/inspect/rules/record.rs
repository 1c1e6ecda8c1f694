//! R: record (版记).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
