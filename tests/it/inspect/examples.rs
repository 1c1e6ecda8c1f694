//! The examples keep every rule: an office's own measures aside, no error and no warning.

use std::fmt::Write as _;

use tongbao::diag::Severity;
use tongbao::inspect::{Verdict, inspect};
use tongbao::model::file::Format;

use crate::examples::{example, names};

#[test]
fn the_examples_break_no_rule() {
    let mut wrong = String::new();
    for name in names() {
        let mut example = example(&name);
        for circular in example.workspace.circulars.clone() {
            let Some(bytes) = example.files(&circular).remove(&Format::Pdf) else {
                continue;
            };
            let inspection = inspect(&bytes, &example.world.standard).unwrap();
            for result in &inspection.results {
                let broken = matches!(
                    result.outcome.verdict,
                    Verdict::Broken(Severity::Error | Severity::Warning)
                );
                if broken || std::env::var_os("SHOW").is_some() {
                    let outcome = &result.outcome;
                    let (verdict, page) = (outcome.verdict, outcome.page);
                    let measured = &outcome.measured;
                    writeln!(
                        wrong,
                        "{name}/{} {} {verdict:?} {page:?} {measured}",
                        circular.name, result.rule.id
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
