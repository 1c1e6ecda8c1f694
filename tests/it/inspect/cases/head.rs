//! H: head.

use super::super::desk::Case;

pub const CASES: &[Case] = &[];
