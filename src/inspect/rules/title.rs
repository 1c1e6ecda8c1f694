//! T: title (标题).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
