//! A table a family, in the order of the rules.

mod head;

use super::desk::Case;

/// All of them.
pub const TABLES: &[&[Case]] = &[head::CASES];
