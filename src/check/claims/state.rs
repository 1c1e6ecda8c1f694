//! Words of state (完成情况) against the numbers and against the state that data or clerk give.

use rust_decimal::Decimal;

use super::case::{Case, alike};
use super::number::shared;
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::text::claim::{self, About, Amount, Claim, Kind, Of, Role, State};

/// Characters that target and text must share for a count to be certainly of the same things.
const SAME: usize = 4;

/// What shows that a task is not done: a number and how it was computed.
struct Short<'p> {
    working: String,
    /// The figure in the text, where it is one.
    figure: Option<&'p Amount>,
}

/// What the text says of the whole task, and a state typed for it.
pub(super) fn task(case: &Case<'_, '_>, sink: &mut Sink) {
    let said = case
        .said
        .as_ref()
        .and_then(|prose| Some((prose, said_done(prose)?)));
    let finding = match said {
        Some((prose, claim)) => short(case).map(|short| {
            let words = prose.typed(claim.range.clone());
            against(prose.origin(claim.range.clone()), words, &short, case)
        }),
        None => typed_done(case),
    };
    finding.into_iter().for_each(|finding| sink.push(finding));
    words(case, sink);
}

/// A field that is nothing but a state.
pub(super) fn field(case: &Case<'_, '_>, prose: &Prose<'_>, sink: &mut Sink) {
    let Some(claim) = said_done(prose) else { return };
    let whole = prose.read.trim().trim_end_matches(['。', '.']) == prose.words(claim.range.clone());
    if let Some(short) = short(case).filter(|_| whole) {
        sink.push(against(
            prose.origin(claim.range.clone()),
            prose.typed(claim.range.clone()),
            &short,
            case,
        ));
    }
}

/// The first claim that the whole year's task is done.
fn said_done(prose: &Prose<'_>) -> Option<Claim> {
    prose
        .claims
        .iter()
        .find(|claim| claim.kind == Kind::State(State::Done))
        .cloned()
}

fn against(at: Origin, words: &str, short: &Short<'_>, case: &Case<'_, '_>) -> Diagnostic {
    let message = format!("写“{words}”，但{}", short.working);
    let mut finding = Diagnostic::new(code::NOT_DONE, message)
        .at(at)
        .help("核对完成数；没有完成的，改写完成情况；口径不同的，写明理由");
    if let (Some(figure), Some(prose)) = (short.figure, &case.said) {
        finding = finding.related(prose.origin(figure.range.clone()), "文中的数");
    } else if let Some(done) = &case.told.progress.done {
        finding = finding.related(case.told.origin(done), "完成数");
    }
    finding
}

/// A state typed as done, without a reason, where the rules derive none that `check::status` would hold against it.
fn typed_done(case: &Case<'_, '_>) -> Option<Diagnostic> {
    let (status, typed) = case.status?;
    let derived = || crate::model::report::rate::derive(case.scene.statuses(), &case.measure).is_some();
    if !typed || case.state() != Some(State::Done) || derived() {
        return None;
    }
    let place = case.told.progress.status.as_ref()?;
    let short = short(case)?;
    Some(against(case.told.origin(place), &status.name.value, &short, case))
}

/// Evidence that the year's task is not done yet.
fn short<'c>(case: &'c Case<'_, '_>) -> Option<Short<'c>> {
    // who decided otherwise and said why is not to be told again
    let reason = case
        .told
        .progress
        .reason
        .as_ref()
        .is_some_and(|reason| !reason.trim().is_empty());
    if reason && case.state() == Some(State::Done) {
        return None;
    }
    match (case.numbers(), case.measure.rate) {
        (Some((aim, done)), Some(_)) => (done < aim.value).then(|| Short {
            working: format!(
                "完成数 {}，目标值 {}，还差 {}",
                aim.said(done),
                aim.said(aim.value),
                aim.said(aim.value - done)
            ),
            figure: None,
        }),
        _ if case.told.progress.done.is_some() => None,
        _ => counted(case).or_else(|| rated(case)),
    }
}

/// 累计新增766个 where 800个以上 are wanted: one number wanted in that unit, and all the text has are fewer.
fn counted<'c>(case: &'c Case<'_, '_>) -> Option<Short<'c>> {
    let (target, said) = (case.wanted()?, case.said.as_ref()?);
    if case.aim.is_some_and(|aim| aim.typed.direction.is_ceiling()) {
        return None;
    }
    let exact =
        |amount: &Amount| matches!(amount.about, About::Exact | About::Least) && !amount.unit.is_empty();
    for (claim, wanted) in case.wants().filter(|(_, wanted)| exact(wanted)) {
        let others = case
            .wants()
            .filter(|(_, other)| alike(other.unit, wanted.unit))
            .count();
        let counts: Vec<_> = said.counts(wanted.unit).collect();
        let Some((nearest, amount, role)) = counts.first().filter(|_| others == 1) else {
            continue;
        };
        let sum = counts.iter().fold(Decimal::ZERO, |sum, (_, amount, _)| {
            sum.saturating_add(amount.value)
        });
        let about = [target.words(claim.subject()), target.words(claim.object())];
        let near = about.iter().any(|words| {
            shared(words, said.words(nearest.subject())) >= SAME
                || shared(words, said.words(nearest.object())) >= SAME
        });
        let done =
            matches!(role, Role::Done | Role::Plain) && amount.is_exact() && !is_planned(said, nearest);
        if near && done && sum < wanted.value && counts.iter().all(|(_, amount, _)| amount.is_exact()) {
            return Some(Short {
                working: format!(
                    "文中完成 {}，目标是 {}",
                    said.typed(amount.range.clone()),
                    target.typed(wanted.range.clone())
                ),
                figure: Some(amount),
            });
        }
    }
    None
}

/// 其中、比上月、5月份: a part of the number.
fn is_planned(said: &Prose<'_>, claim: &Claim) -> bool {
    let before = said.words(claim.part.start..claim.range.start);
    [
        "其中",
        "比",
        "较",
        "本月",
        "当月",
        "本期",
        "季度",
        "月份",
        "日前",
        "计划",
        "预计",
        "下一步",
        "每",
        "再",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// 完成年度任务95%, of the whole task.
fn rated<'c>(case: &'c Case<'_, '_>) -> Option<Short<'c>> {
    let said = case.said.as_ref()?;
    let mut rates = said
        .claims
        .iter()
        .filter(|claim| claim.kind == Kind::Rate(Of::Whole));
    let (Some(claim), None) = (rates.next(), rates.next()) else {
        return None;
    };
    let amount = claim
        .amount
        .as_ref()
        .filter(|amount| amount.about == About::Exact)?;
    (amount.value < Decimal::ONE).then(|| Short {
        working: format!("文中写“{}”", said.typed(claim.clause.clone())),
        figure: Some(amount),
    })
}

/// Words of the whole task that cannot stand beside its state or its numbers.
fn words(case: &Case<'_, '_>, sink: &mut Sink) {
    let Some(said) = &case.said else { return };
    for claim in &said.claims {
        let Kind::State(words) = claim.kind else { continue };
        if let Some(why) = contradicted(case, said, claim, words) {
            let message = format!("写“{}”，但{why}", said.typed(claim.range.clone()));
            sink.push(
                Diagnostic::new(code::STATE, message)
                    .at(said.origin(claim.range.clone()))
                    .help("改写这句话，或核对完成数和完成情况"),
            );
        }
    }
}

/// Why these words cannot be right.
fn contradicted(case: &Case<'_, '_>, said: &Prose<'_>, claim: &Claim, words: State) -> Option<String> {
    let state = case.state();
    let (status, typed) = case
        .status
        .map(|(status, typed)| (status.name.value.as_str(), typed))?;
    let numbers = case.numbers();
    let met = numbers.is_some_and(|(aim, done)| done >= aim.value);
    let behind = case.measure.behind.filter(|_| numbers.is_some());
    let is = |name: &str| format!("完成情况是“{name}”");
    match words {
        State::Unstarted if numbers.is_some_and(|(_, done)| done > Decimal::ZERO) => {
            let (aim, done) = numbers?;
            Some(format!("完成数是 {}", aim.said(done)))
        }
        State::Slow | State::Undone | State::Unstarted if state == Some(State::Done) && (met || typed) => {
            Some(is(status))
        }
        State::Slow
            if behind == Some(Decimal::ZERO)
                && state == Some(State::OnTrack)
                && names_schedule(said, claim) =>
        {
            let (aim, done) = numbers?;
            Some(format!(
                "完成数 {}、目标值 {}，已达到序时进度",
                aim.said(done),
                aim.said(aim.value)
            ))
        }
        State::Done
            if numbers.is_none()
                && typed
                && matches!(state, Some(State::Slow | State::Undone | State::Unstarted)) =>
        {
            Some(is(status))
        }
        State::OnTrack
            if state == Some(State::Slow) && behind.is_none_or(|behind| behind > Decimal::ZERO) =>
        {
            Some(is(status))
        }
        _ => None,
    }
}

/// 低于序时进度 says a number; 进度缓慢 an opinion.
fn names_schedule(said: &Prose<'_>, claim: &Claim) -> bool {
    said.words(claim.range.clone()).contains("序时")
}

/// The state that a name of the office has, for the circular's counts.
pub(super) fn of_status(name: &str) -> Option<State> {
    claim::of_name(name)
}
