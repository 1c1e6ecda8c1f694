//! An inspection as people read it (检验单): one page, what is wrong first in each family.

use std::fmt::Write;
use std::path::Path;

use crate::cli::report::Paint;
use crate::diag::Severity;
use crate::inspect::{Inspection, Measured, Verdict};
use crate::text::width;

/// Screen cells of a rule's name.
const NAME: usize = 28;

/// The whole page for one file.
pub(super) fn render(path: &Path, inspection: &Inspection, paint: Paint) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{}：{}页，{}，对照 GB/T 9704—2012\n",
        path.display(),
        inspection.pages,
        inspection.form.term()
    );
    for result in &inspection.results {
        if result.outcome.verdict != Verdict::Absent {
            line(&mut out, result, paint);
        }
    }
    aside(&mut out, inspection);
    let _ = writeln!(out, "\n{}", summary(inspection));
    out
}

/// `符合 H04 发文机关标志位置   上边缘 72.0 毫米（第1页）`, and where it is broken what the standard says.
fn line(out: &mut String, result: &Measured, paint: Paint) {
    let (rule, outcome) = (result.rule, &result.outcome);
    let page = outcome.page.map(|n| format!("（第{n}页）")).unwrap_or_default();
    let gap = " ".repeat(NAME.saturating_sub(width::of(rule.name)).max(1));
    let _ = writeln!(
        out,
        "{} {} {}{gap}{}{page}",
        verdict(outcome.verdict, paint),
        rule.id,
        rule.name,
        outcome.measured
    );
    let indent = " ".repeat(13);
    if matches!(outcome.verdict, Verdict::Broken(_)) {
        let _ = writeln!(out, "{indent}规定：{}（{}）", rule.says, rule.clause);
    }
    if let Some(house) = &outcome.house {
        let _ = writeln!(out, "{indent}本机关：{house}");
    }
}

fn verdict(verdict: Verdict, paint: Paint) -> String {
    let (word, code) = match verdict {
        Verdict::Broken(Severity::Error) => ("错误", "1;31"),
        Verdict::Broken(Severity::Warning) => ("警告", "1;33"),
        Verdict::Broken(Severity::Note) => ("提醒", "1;36"),
        Verdict::Kept => ("符合", "32"),
        Verdict::Unclear => ("待定", "35"),
        Verdict::Absent => ("无关", "2"),
    };
    // all words are as wide, so that what follows stands in a column
    paint.wrap(code, &format!("{word}  "))
}

/// The rules on elements that the document does not have, in a line.
fn aside(out: &mut String, inspection: &Inspection) {
    let ids: Vec<&str> = inspection
        .results
        .iter()
        .filter(|result| result.outcome.verdict == Verdict::Absent)
        .map(|result| result.rule.id)
        .collect();
    if !ids.is_empty() {
        let _ = writeln!(out, "\n不适用（没有该要素，或不属该格式）：{}", ids.join("、"));
    }
}

/// `共 87 条：符合 70 条，错误 1 条，待定 2 条，不适用 14 条。`
fn summary(inspection: &Inspection) -> String {
    let verdicts = [
        ("符合", Verdict::Kept),
        ("错误", Verdict::Broken(Severity::Error)),
        ("警告", Verdict::Broken(Severity::Warning)),
        ("提醒", Verdict::Broken(Severity::Note)),
        ("待定", Verdict::Unclear),
        ("不适用", Verdict::Absent),
    ];
    let parts: Vec<String> = verdicts
        .into_iter()
        .map(|(word, verdict)| (word, inspection.count(verdict)))
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} {count} 条"))
        .collect();
    format!("共 {} 条：{}。", inspection.results.len(), parts.join("，"))
}
