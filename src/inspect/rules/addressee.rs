//! M: addressee (主送机关).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
