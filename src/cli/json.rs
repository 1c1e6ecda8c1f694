//! Findings for programs (检查结果的 JSON); docs/checks.md describes the shape.

use serde_json::{Map, Value, json};

use crate::diag::{Diagnostic, Origin, Severity, Sources};

use super::report::Tally;

/// Version of the shape: a key may be added, none is taken away or changed without a new version.
const VERSION: u32 = 1;

/// All findings as one JSON object, with a final line feed.
pub(super) fn render(found: &[Diagnostic], sources: &Sources, passed: bool) -> String {
    let tally = Tally::of(found);
    let whole = json!({
        "version": VERSION,
        "passed": passed,
        "errors": tally.errors,
        "warnings": tally.warnings,
        "notes": tally.notes,
        "accepted": tally.accepted,
        "findings": found.iter().map(|one| finding(one, sources)).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn finding(one: &Diagnostic, sources: &Sources) -> Value {
    let related = one.related.iter().map(|(origin, words)| {
        let mut place = place(*origin, sources);
        place.insert("words".to_owned(), words.as_str().into());
        Value::Object(place)
    });
    json!({
        "code": one.code.id,
        "severity": severity(one.severity),
        "title": one.code.title,
        "message": one.message,
        "place": one.origin.map(|origin| place(origin, sources)),
        "related": related.collect::<Vec<_>>(),
        "working": one.working,
        "clause": one.clause,
        "help": one.help,
        "accepted": one.accepted.is_some(),
        "reason": one.accepted.as_ref().map(|accepted| &accepted.reason),
    })
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// File, line and column from 1, the line, the words at fault, and their bytes in the file.
fn place(origin: Origin, sources: &Sources) -> Map<String, Value> {
    let mut place = Map::new();
    if let (Some(source), Some(spot)) = (sources.get(origin.file), sources.spot(origin)) {
        place.insert("file".to_owned(), source.name.as_str().into());
        place.insert("line".to_owned(), spot.line.into());
        place.insert("column".to_owned(), spot.column.into());
        place.insert("text".to_owned(), spot.text.into());
        place.insert("fault".to_owned(), sources.slice(origin).into());
        place.insert("start".to_owned(), origin.start.into());
        place.insert("end".to_owned(), origin.end.into());
    }
    place
}
