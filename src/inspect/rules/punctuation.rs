//! K: line ends (行首行尾禁则).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
