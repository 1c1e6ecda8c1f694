//! A table a family, in the order of the rules.

mod addressee;
mod annex;
mod body;
mod head;
mod punctuation;
mod record;
mod signature;

use super::desk::Case;

/// All of them.
pub const TABLES: &[&[Case]] = &[
    head::CASES,
    addressee::CASES,
    body::CASES,
    annex::CASES,
    signature::CASES,
    record::CASES,
    punctuation::CASES,
];
