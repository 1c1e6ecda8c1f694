//! An inspection for machines (检验结果 JSON): the shape that `docs/conformance.md` promises.

use serde::Serialize;

use super::Looked;
use crate::diag::Severity;
use crate::inspect::{Inspection, Measured, Verdict};

/// One file.
#[derive(Serialize)]
struct File {
    file: String,
    #[serde(flatten)]
    result: Result,
}

/// What came of it.
#[derive(Serialize)]
#[serde(untagged)]
enum Result {
    Inspected {
        pages: usize,
        form: &'static str,
        standard: &'static str,
        counts: Counts,
        rules: Vec<Rule>,
    },
    Unreadable {
        error: Error,
    },
}

#[derive(Serialize)]
struct Error {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    note: usize,
    kept: usize,
    unclear: usize,
    absent: usize,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    clause: &'static str,
    name: &'static str,
    says: &'static str,
    /// `kept`, `broken`, `unclear` or `absent`.
    verdict: &'static str,
    /// `error`, `warning` or `note`, where it is broken.
    severity: Option<&'static str>,
    measured: String,
    page: Option<usize>,
    house: Option<String>,
}

/// A list with an object a file.
pub(super) fn render(looked: &[Looked]) -> String {
    let files: Vec<File> = looked.iter().map(file).collect();
    // plain data: nothing in it can fail to be written
    let mut out = serde_json::to_string_pretty(&files).unwrap_or_default();
    out.push('\n');
    out
}

fn file((path, result): &Looked) -> File {
    File {
        file: path.display().to_string(),
        result: match result {
            Ok(inspection) => Result::Inspected {
                pages: inspection.pages,
                form: inspection.form.term(),
                standard: "GB/T 9704—2012",
                counts: counts(inspection),
                rules: inspection.results.iter().map(rule).collect(),
            },
            Err(finding) => Result::Unreadable {
                error: Error {
                    code: finding.code.id,
                    message: finding.message.clone(),
                },
            },
        },
    }
}

fn counts(inspection: &Inspection) -> Counts {
    let of = |verdict| inspection.count(verdict);
    Counts {
        error: of(Verdict::Broken(Severity::Error)),
        warning: of(Verdict::Broken(Severity::Warning)),
        note: of(Verdict::Broken(Severity::Note)),
        kept: of(Verdict::Kept),
        unclear: of(Verdict::Unclear),
        absent: of(Verdict::Absent),
    }
}

fn rule(result: &Measured) -> Rule {
    let (verdict, severity) = match result.outcome.verdict {
        Verdict::Broken(severity) => ("broken", Some(word(severity))),
        Verdict::Kept => ("kept", None),
        Verdict::Unclear => ("unclear", None),
        Verdict::Absent => ("absent", None),
    };
    Rule {
        id: result.rule.id,
        clause: result.rule.clause,
        name: result.rule.name,
        says: result.rule.says,
        verdict,
        severity,
        measured: result.outcome.measured.clone(),
        page: result.outcome.page,
        house: result.outcome.house.clone(),
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
