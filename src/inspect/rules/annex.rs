//! A: annex note and annexes (附件说明、附件).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
