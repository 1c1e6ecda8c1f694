//! Texts of a circular (正文): counts by state, totals, ranks, the schedule, and figures that the lists have, too.

use super::prose::Prose;
use super::{list, names, parts, schedule, share, tally, twice};
use crate::check::scene::Scene;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::Report;
use crate::text::claim::{Claim, Kind};
use crate::text::number;

/// All that the typed texts of a circular claim.
pub(super) fn texts(scene: &Scene<'_>, report: &Report<'_>, sink: &mut Sink) {
    let circular = report.circular;
    let body = circular.data.body.iter();
    let texts = circular.data.texts.iter().map(|(_, text)| text);
    let notes = circular
        .data
        .annexes
        .iter()
        .filter_map(|annex| annex.note.as_ref());
    for typed in body.chain(texts).chain(notes) {
        let prose = Prose::rendered(typed, circular.file, scene);
        text(report, &prose, sink);
    }
}

fn text(report: &Report<'_>, prose: &Prose<'_>, sink: &mut Sink) {
    let told = tally::counts(report, prose, sink);
    let told = parts::sums(prose, told, sink);
    share::shares(prose, &told, sink);
    if told.is_empty() {
        names::totals(report, prose, sink);
    }
    list::lists(prose, sink);
    if let Some(period) = report.period {
        let rules = &report.workspace.office.data.rules;
        schedule::stated(prose, period, &schedule::dues(rules, period, report.as_of), sink);
    }
    twice::figures(report, prose, sink);
    ranks(report, prose, sink);
}

/// 县教育局排名第一: the rank that the report computes by the share of tasks done.
fn ranks(report: &Report<'_>, prose: &Prose<'_>, sink: &mut Sink) {
    for claim in prose.claims.iter().filter(|claim| claim.kind == Kind::Rank) {
        let Some(place) = &claim.amount else { continue };
        let Some((name, rank)) = unit(report, prose, claim) else {
            continue;
        };
        if place.value == rank.into() {
            continue;
        }
        let message = format!(
            "“{}”：按已完成任务占比和平均完成率，{name}排第 {rank}，不是第 {}",
            prose.cite(claim),
            number::trimmed(place.value)
        );
        sink.push(
            Diagnostic::new(code::RANK, message)
                .at(prose.origin(place.range.clone()))
                .help("另有口径的不必改；照表排的，用 rank() 得出"),
        );
    }
}

/// The one unit that the clause names.
fn unit<'r>(report: &'r Report<'_>, prose: &Prose<'_>, claim: &Claim) -> Option<(&'r str, u32)> {
    let clause = prose.typed(claim.clause.clone());
    let mut named = report
        .units
        .iter()
        .filter(|unit| clause.contains(unit.name.string.as_str()));
    let (first, second) = (named.next()?, named.next());
    second
        .is_none()
        .then_some((first.name.string.as_str(), first.rank))
}
