//! F: letters, orders, minutes (特定格式).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
