//! X: the file itself (文件本身).

use super::Rule;

/// The family.
pub(super) const RULES: &[Rule] = &[];
