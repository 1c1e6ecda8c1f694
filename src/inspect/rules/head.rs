//! H: head (版头).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
