//! Circulars made with other programs, with the usual mistakes: each rule that they break is told, each that they keep
//! passes. Their sources stand beside them.

use std::collections::BTreeSet;

use tongbao::diag::Severity;
use tongbao::inspect::{Form, Inspection, Verdict, inspect};
use tongbao::standard::GBT_9704;

use crate::support::root;

fn inspected(name: &str) -> Inspection {
    let path = root().join("tests/cases/inspect").join(name);
    inspect(&std::fs::read(path).unwrap(), &GBT_9704).unwrap()
}

fn such(inspection: &Inspection, is: fn(Verdict) -> bool) -> BTreeSet<&'static str> {
    let results = inspection.results.iter();
    results
        .filter(|result| is(result.outcome.verdict))
        .map(|result| result.rule.id)
        .collect()
}

#[track_caller]
fn told(name: &str, broken: &[&str], kept: &[&str]) {
    let inspection = inspected(name);
    assert_eq!(inspection.form, Form::File);
    let is_broken = |v: Verdict| matches!(v, Verdict::Broken(Severity::Error | Severity::Warning));
    let found = such(&inspection, is_broken);
    let passed = such(&inspection, |v| v == Verdict::Kept);
    let missed: Vec<_> = broken.iter().filter(|id| !found.contains(**id)).collect();
    let wronged: Vec<_> = kept.iter().filter(|id| !passed.contains(**id)).collect();
    assert!(
        missed.is_empty() && wronged.is_empty(),
        "missed {missed:?}, wronged {wronged:?}"
    );
}

#[test]
fn a_circular_of_typst() {
    told(
        "circular-typst.pdf",
        &[
            "G02", "G05", "G08", "H04", "H09", "H14", "T01", "T02", "T07", "P01", "P02", "P03", "P04",
        ],
        &[
            "G01", "G03", "G09", "G10", "G12", "H05", "T03", "T05", "M01", "B02", "P05", "X01",
        ],
    );
}

#[test]
fn a_circular_of_libreoffice() {
    told(
        "circular-libreoffice.pdf",
        &[
            "G02", "G03", "G05", "G07", "G09", "H04", "H05", "H09", "H10", "H11", "H14", "T01", "T07", "P05",
        ],
        &["G01", "G10", "G12", "T05", "X01"],
    );
}
