//! B: body (正文).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
