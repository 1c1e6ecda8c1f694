//! S: signature, date, seals (落款).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
