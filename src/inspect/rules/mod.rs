//! The rules (检验规则): the table of conformance of GB/T 9704—2012, each with its clause and its measurement.
//!
//! A family a file, named as in the table: [`RULES`] lists them all, in its order. A rule sees a `Sight`, measures and
//! gives an [`Outcome`]; it never looks at another rule's.

mod addressee;
mod annex;
mod body;
mod entry;
mod file;
mod gauge;
mod head;
mod letter;
mod level;
#[cfg(test)]
mod nasty;
mod note;
mod number;
mod page;
mod punctuation;
mod record;
mod seal;
mod sheet;
mod signature;
mod signed;
mod table;
mod title;
mod wanted;
mod words;

use super::find::Parts;
use super::seen::Seen;
use super::{Measured, Outcome};
use crate::diag::Severity;
use crate::standard::Standard;
use crate::unit::Length;

/// One rule (规则).
#[derive(Debug)]
pub struct Rule {
    /// `G01`
    pub id: &'static str,
    /// Where it stands: `5.1` of GB/T 9704—2012, `GB/T 15834—2011 5.1`, or `通行做法` for what no text says.
    pub clause: &'static str,
    /// What it is about: `纸张`
    pub name: &'static str,
    /// What the standard says, with its numbers: `A4 型纸，210 毫米×297 毫米`
    pub says: &'static str,
    /// How bad it is where it is broken; a measurement may be milder.
    pub severity: Severity,
    measure: fn(&Sight<'_>) -> Outcome,
}

/// What a rule sees (所见).
pub(super) struct Sight<'s> {
    pub(super) seen: &'s Seen,
    pub(super) parts: &'s Parts,
    /// The standard, or the office's variant of it.
    pub(super) standard: &'s Standard,
}

impl Sight<'_> {
    /// The left margin of running text on a page, counted from 0: where its lines begin, which is the type area's edge
    /// or near it. How far off it is says another rule; indents are measured from it.
    fn margin(&self, page: usize) -> Length {
        self.parts.margins.get(page % 2).copied().unwrap_or_default()
    }
}

/// All families (各族规则) in the order of the table.
pub const RULES: &[&[Rule]] = &[
    page::RULES,
    head::RULES,
    title::RULES,
    addressee::RULES,
    body::RULES,
    annex::RULES,
    signature::RULES,
    record::RULES,
    number::RULES,
    table::RULES,
    letter::RULES,
    punctuation::RULES,
    file::RULES,
];

/// Measures every rule.
pub(super) fn measure(sight: &Sight<'_>) -> Vec<Measured> {
    RULES
        .iter()
        .copied()
        .flatten()
        .map(|rule| Measured {
            rule,
            outcome: (rule.measure)(sight),
        })
        .collect()
}
