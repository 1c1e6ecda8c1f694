//! Inspection: every rule has a file that breaks it and is caught, and one that keeps it and is let pass.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop where it cannot go on"
)]
#![allow(unreachable_pub, reason = "what the files of this topic share")]

mod cases;
mod desk;
mod examples;
mod strangers;
mod variants;

use std::collections::BTreeSet;

use rayon::prelude::*;
use tongbao::inspect::{RULES, Verdict};

use cases::TABLES;
use desk::{Case, outcome};

fn cases() -> impl Iterator<Item = &'static Case> {
    TABLES.iter().copied().flatten()
}

#[test]
fn every_rule_has_a_file_that_breaks_it() {
    let rules: BTreeSet<&str> = RULES.iter().copied().flatten().map(|rule| rule.id).collect();
    let broken: BTreeSet<&str> = cases().map(|case| case.rule).collect();
    assert_eq!(rules.difference(&broken).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert_eq!(broken.difference(&rules).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn what_breaks_a_rule_is_caught_and_what_keeps_it_passes() {
    let cases: Vec<_> = cases().enumerate().collect();
    let wrong: Vec<String> = cases.into_par_iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A fault in a case, as words; a case that panics is one too, and the others are still looked at.
fn told((n, case): (usize, &'static Case)) -> Option<String> {
    std::panic::catch_unwind(|| fault((n, case)))
        .unwrap_or_else(|_| Some(format!("{} (case {n}) panics", case.rule)))
}

fn fault((n, case): (usize, &'static Case)) -> Option<String> {
    let (whole, spoilt) = (case.whole(), case.spoilt());
    let (whole, spoilt) = (outcome(&whole, case.rule), outcome(&spoilt, case.rule));
    let kept = whole.verdict == Verdict::Kept;
    let caught = matches!(spoilt.verdict, Verdict::Broken(_));
    (!kept || !caught).then(|| {
        format!(
            "{} (case {n}):\n  kept:   {:?} {}\n  broken: {:?} {}",
            case.rule, whole.verdict, whole.measured, spoilt.verdict, spoilt.measured
        )
    })
}
