//! Counts by state in a circular (各档项数): 已完成6项、按计划推进18项 against the report's statuses.

use rust_decimal::Decimal;

use super::prose::Prose;
use super::state::of_status;
use super::{names, number, parts};
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::Report;
use crate::text::claim::{Amount, Claim, State};

/// Which rows a sentence counts.
#[derive(Clone, Copy)]
enum Rows {
    Projects,
    Tasks,
}

impl Rows {
    const fn term(self) -> &'static str {
        match self {
            Self::Projects => "项目",
            Self::Tasks => "任务",
        }
    }
}

/// A count with its state.
pub(super) type Tallied<'p> = (&'p Claim, &'p Amount, State);

/// The counts by state in a circular's text. Returns the sentences that it spoke of.
pub(super) fn counts(report: &Report<'_>, prose: &Prose<'_>, sink: &mut Sink) -> Vec<std::ops::Range<usize>> {
    let mut spoken = Vec::new();
    for (total, tallied) in parts::by_state(prose) {
        let Some(statuses) = matched(report, prose, &tallied) else {
            continue;
        };
        for (one, status) in tallied.iter().zip(&statuses) {
            names::listed(report, prose, one, *status, sink);
        }
        let Some(rows) = rows(report, total, &tallied, &statuses) else {
            continue;
        };
        for ((claim, amount, _), status) in tallied.iter().zip(&statuses) {
            let counted = counted(report, rows, *status);
            if amount.value == counted {
                continue;
            }
            spoken.push(claim.sentence.clone());
            sink.push(finding(report, prose, claim, amount, *status, rows, counted));
        }
    }
    spoken
}

fn counted(report: &Report<'_>, rows: Rows, status: usize) -> Decimal {
    let row = report.statuses.get(status);
    Decimal::from(row.map_or(0, |row| match rows {
        Rows::Projects => row.projects,
        Rows::Tasks => row.tasks,
    }))
}

/// The status that each count means: by its name, by what the name means, or as the only one left.
fn matched(report: &Report<'_>, prose: &Prose<'_>, tallied: &[Tallied<'_>]) -> Option<Vec<usize>> {
    let mut found: Vec<Option<usize>> = tallied
        .iter()
        .map(|(claim, _, state)| by_name(report, prose, claim).or_else(|| by_meaning(report, *state)))
        .collect();
    let missing: Vec<usize> = (0..found.len())
        .filter(|at| found.get(*at).is_some_and(Option::is_none))
        .collect();
    if let ([only], true) = (missing.as_slice(), found.len() == report.statuses.len()) {
        let left = (0..report.statuses.len()).find(|index| !found.contains(&Some(*index)))?;
        let not_done = report
            .statuses
            .get(left)
            .and_then(|status| of_status(status.name))
            != Some(State::Done);
        let (.., state) = tallied.get(*only)?;
        if not_done && *state != State::Done {
            *found.get_mut(*only)? = Some(left);
        }
    }
    let all: Option<Vec<usize>> = found.into_iter().collect();
    all.filter(|all| {
        (1..all.len()).all(|at| {
            !all.get(..at)
                .unwrap_or_default()
                .contains(all.get(at).unwrap_or(&0))
        })
    })
}

/// The status whose very name stands next to the count.
fn by_name(report: &Report<'_>, prose: &Prose<'_>, claim: &Claim) -> Option<usize> {
    let before = prose.typed(claim.subject());
    let behind = prose.typed(claim.object());
    report
        .statuses
        .iter()
        .enumerate()
        .filter(|(_, status)| before.ends_with(status.name) || behind.starts_with(status.name))
        .max_by_key(|(_, status)| status.name.len())
        .map(|(index, _)| index)
}

/// The only status that means this.
fn by_meaning(report: &Report<'_>, state: State) -> Option<usize> {
    let mut meant = (0..report.statuses.len()).filter(|index| {
        report
            .statuses
            .get(*index)
            .and_then(|status| of_status(status.name))
            == Some(state)
    });
    let first = meant.next()?;
    meant.next().is_none().then_some(first)
}

/// Whether the sentence counts all projects, or all tasks: its total says so, or its sum, or all of its counts but one.
fn rows(
    report: &Report<'_>,
    total: Option<&Amount>,
    tallied: &[Tallied<'_>],
    statuses: &[usize],
) -> Option<Rows> {
    let sum = tallied.iter().fold(Decimal::ZERO, |sum, (_, amount, _)| {
        sum.saturating_add(amount.value)
    });
    let fits = |rows: Rows| {
        let pairs = tallied.iter().zip(statuses);
        pairs
            .filter(|((_, amount, _), status)| amount.value == counted(report, rows, **status))
            .count()
    };
    let candidates = [
        (Rows::Projects, report.projects.len()),
        (Rows::Tasks, report.tasks.len()),
    ];
    // where the counts are right for one of them there is nothing to say
    if candidates.iter().any(|(rows, _)| fits(*rows) == tallied.len()) {
        return None;
    }
    let mut about = candidates.iter().filter(|(rows, size)| {
        let size = Decimal::from(*size);
        match total {
            Some(total) => total.value == size,
            None => {
                tallied.len() > 1 && (sum == size || (tallied.len() > 2 && fits(*rows) + 1 == tallied.len()))
            }
        }
    });
    let (first, second) = (about.next()?, about.next());
    match second {
        None => Some(first.0),
        // as many tasks as projects: the nearer one
        Some(second) if fits(second.0) > fits(first.0) => Some(second.0),
        Some(_) => Some(first.0),
    }
}

#[allow(clippy::too_many_arguments, reason = "what a finding says")]
fn finding(
    report: &Report<'_>,
    prose: &Prose<'_>,
    claim: &Claim,
    amount: &Amount,
    status: usize,
    rows: Rows,
    counted: Decimal,
) -> Diagnostic {
    let name = report.statuses.get(status).map_or("", |status| status.name);
    let id = report.statuses.get(status).map_or("", |status| status.id);
    let message = format!(
        "“{}”写 {}，表中完成情况为“{name}”的{}是 {}项",
        prose.typed(claim.clause.clone()),
        prose.typed(amount.range.clone()),
        rows.term(),
        number::plain(counted)
    );
    let of = match rows {
        Rows::Projects => "projects",
        Rows::Tasks => "tasks",
    };
    Diagnostic::new(code::TALLY, message)
        .at(prose.origin(amount.range.clone()))
        .help(format!(
            "以表为准改数，或改各项的完成情况；写作 {{{{ count(of=\"{of}\", status=\"{id}\") }}}} 则不会再错"
        ))
}
