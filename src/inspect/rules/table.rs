//! L: tables (表格).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
