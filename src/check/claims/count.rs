//! The number done (完成数) in prose: a text that gives another than `done`.

use rust_decimal::Decimal;

use super::case::Case;
use super::number::{common_end, common_start};
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::text::claim::{Amount, Claim, Kind, Role};

/// Characters before the figure that target and text must have in common.
const SAME: usize = 4;

/// Verbs that speak of the task when no thing is named: 累计完成、已建成.
const VERBS: [&str; 19] = [
    "累计",
    "已",
    "共",
    "完成",
    "建成",
    "竣工",
    "完工",
    "新增",
    "改造",
    "截至目前",
    "目前",
    "实际",
    "实现",
    "了",
    "并",
    "投入使用",
    "并投入使用",
    "治理",
    "提升",
];

/// A progress text whose number done is another than `done`.
pub(super) fn text(case: &Case<'_, '_>, said: &Prose<'_>, sink: &mut Sink) {
    let Some((aim, done)) = case.numbers() else { return };
    let counts: Vec<_> = said.counts(aim.unit).collect();
    if told(said, &counts, done) {
        return;
    }
    let plausible = |role: Role| matches!(role, Role::Done | Role::Plain);
    let mut candidates = counts.iter().filter(|(claim, amount, role)| {
        plausible(*role) && amount.is_exact() && !amount.han && is_the_task(case, said, claim, &counts)
    });
    let (Some((claim, amount, _)), None) = (candidates.next(), candidates.next()) else {
        return;
    };
    let typed = said.typed(amount.range.clone());
    let message = format!(
        "“{}”写 {typed}，完成数（done）是 {}",
        said.cite(claim),
        aim.said(done)
    );
    let mut finding = Diagnostic::new(code::COUNT, message)
        .at(said.origin(amount.range.clone()))
        .help("以核定的数为准，改文字或改 done");
    if let Some(typed) = &case.told.progress.done {
        finding = finding.related(case.told.origin(typed), "完成数");
    }
    sink.push(finding);
}

type Counted<'p> = (&'p Claim, &'p Amount, Role);

/// Whether the right number stands anywhere, in any unit, or some counts in a row make it up.
fn told(said: &Prose<'_>, counts: &[Counted<'_>], done: Decimal) -> bool {
    let changes = |claim: &Claim| matches!(claim.kind, Kind::Change(_) | Kind::Schedule(_));
    let mut figures = said
        .figures()
        .filter(|(claim, amount)| amount.unit != "%" && !changes(claim));
    let stands = figures.any(|(_, amount)| amount.admits(done));
    stands || runs(counts, done)
}

/// Whether counts next to each other add up to `done`.
fn runs(counts: &[Counted<'_>], done: Decimal) -> bool {
    (0..counts.len()).any(|first| {
        let mut sum = Decimal::ZERO;
        counts.iter().skip(first).take(24).any(|(_, amount, _)| {
            sum = sum.saturating_add(amount.value);
            sum == done
        })
    })
}

/// Whether a count is certainly of what the goal counts.
fn is_the_task(case: &Case<'_, '_>, said: &Prose<'_>, claim: &Claim, counts: &[Counted<'_>]) -> bool {
    let Some(target) = case.wanted() else { return false };
    let Some(aim) = case.aim else { return false };
    let mut wanted = target.counts(aim.unit).filter(|(_, _, role)| *role != Role::Each);
    let (Some((goal, ..)), None) = (wanted.next(), wanted.next()) else {
        return false;
    };
    let before = common_end(said.words(claim.subject()), target.words(goal.subject()));
    let behind = common_start(said.words(claim.object()), target.words(goal.object()));
    let alone = counts
        .iter()
        .filter(|(_, _, role)| matches!(role, Role::Done | Role::Plain))
        .count()
        == 1;
    let first = said.figures().next().is_some_and(|(first, _)| first == claim);
    let bare = said.words(claim.subject());
    let leads =
        claim.part.start == claim.clause.start && !bare.is_empty() && super::number::made_of(bare, &VERBS);
    before >= SAME || behind >= SAME || (alone && first && leads)
}
