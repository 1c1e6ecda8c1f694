//! G: sheet and type area (纸张、版心).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
