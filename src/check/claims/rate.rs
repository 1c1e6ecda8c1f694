//! 完成率 in prose: against goal and number done, or against the count it stands behind.

use rust_decimal::Decimal;

use super::case::{Aim, Case, alike};
use super::number::{percent, shared};
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::At;
use crate::model::file::Free;
use crate::text::claim::{Amount, Claim, Kind, Of, Role};
use crate::text::number;

/// What a rate comes to, and of what.
struct Base {
    ratio: Decimal,
    working: String,
}

/// The rates that a progress text names.
pub(super) fn text(case: &Case<'_, '_>, said: &Prose<'_>, sink: &mut Sink) {
    let whole = said
        .claims
        .iter()
        .filter(|claim| claim.kind == Kind::Rate(Of::Whole))
        .count();
    for claim in &said.claims {
        let (Kind::Rate(of @ (Of::Whole | Of::Bare)), Some(amount)) = (claim.kind, &claim.amount) else {
            continue;
        };
        if !amount.is_exact() {
            continue;
        }
        let base = match counted(said, claim, of) {
            Some((count, of_count)) => of_a_count(case, said, count, of_count, amount),
            None if of == Of::Whole && whole == 1 => of_the_task(case),
            None => None,
        };
        if let Some(base) = base.filter(|base| !said.fits(base.ratio, amount)) {
            sink.push(finding(said, claim, amount, &base));
        }
    }
}

/// The count that the rate stands right behind: in its clause or the one before, not one in brackets, not one of several.
fn counted<'p>(said: &'p Prose<'_>, claim: &Claim, of: Of) -> Option<(&'p Claim, &'p Amount)> {
    let counts = said.counts_before(claim);
    let free = |count: &&Claim| depth(said.words(count.range.end..claim.range.start)) >= 0;
    let count = counts.iter().rev().copied().find(free)?;
    let amount = count.amount.as_ref()?;
    let alone = !counts.iter().copied().any(|other| {
        other != count
            && other.clause == count.clause
            && other.amount.as_ref().is_some_and(|of| of.unit == amount.unit)
    });
    let between = said.words(count.range.end..claim.clause.start.max(count.range.end));
    let commas = outside(between).filter(|c| matches!(c, '，' | ',')).count();
    let near = commas + usize::from(depth(between) > 0) <= 1 || (of == Of::Whole && commas == 2);
    (alone && near).then_some((count, amount))
}

/// Brackets that a stretch of text opens and does not close; below nought where it closes more.
fn depth(text: &str) -> i32 {
    let mut depth = 0;
    let mut least = 0;
    for c in text.chars() {
        depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        least = least.min(depth);
    }
    if least < 0 { least } else { depth }
}

/// The characters that stand outside of brackets.
fn outside(text: &str) -> impl Iterator<Item = char> {
    text.chars().scan(0_i32, |depth, c| {
        *depth += i32::from(matches!(c, '（' | '('));
        let inside = *depth > 0;
        *depth -= i32::from(matches!(c, '）' | ')'));
        Some(if inside { ' ' } else { c })
    })
}

fn of_a_count(
    case: &Case<'_, '_>,
    said: &Prose<'_>,
    count: &Claim,
    of_count: &Amount,
    rate: &Amount,
) -> Option<Base> {
    let roles = [Role::Done, Role::Plain, Role::Total];
    let counts = matches!(count.kind, Kind::Count(role) if roles.contains(&role));
    if !counts || !of_count.is_exact() || of_count.unit.is_empty() {
        return None;
    }
    if let Some((aim, done)) = case.numbers()
        && alike(of_count.unit, aim.unit)
        && of_count.admits(done)
    {
        return Some(of_goal(aim, done));
    }
    let mut indicators = case.indicators.iter();
    if let Some((aim, done)) =
        indicators.find(|(aim, done)| alike(of_count.unit, aim.unit) && of_count.admits(*done))
    {
        return Some(of_goal(*aim, *done));
    }
    // a rate that the data bear out is right, whatever stands before it
    if case
        .numbers()
        .and_then(|(aim, done)| done.checked_div(aim.value))
        .is_some_and(|ratio| said.fits(ratio, rate))
    {
        return None;
    }
    let fits = |wanted: Decimal| {
        of_count
            .value
            .checked_div(wanted)
            .is_some_and(|ratio| said.fits(ratio, rate))
    };
    // any number of the target may be the base, also the goal
    if case.wants().any(|(_, wanted)| fits(wanted.value)) || case.aim.is_some_and(|aim| fits(aim.value)) {
        return None;
    }
    let wanted = base_of(case, said, count, of_count)?;
    let ratio = of_count.value.checked_div(wanted.value)?;
    let target = case.wanted()?;
    Some(Base {
        ratio,
        working: format!(
            "{} ÷ 目标 {}",
            said.typed(of_count.range.clone()),
            target.typed(wanted.range.clone())
        ),
    })
}

/// The one number of the target that the count is held against: the only one in such a unit, or that whose words are
/// plainly nearer.
fn base_of<'c>(
    case: &'c Case<'_, '_>,
    said: &Prose<'_>,
    count: &Claim,
    of_count: &Amount,
) -> Option<&'c Amount> {
    let target = case.wanted()?;
    let clause = said.words(count.clause.clone());
    let mut near: Vec<(usize, &Amount)> = case
        .wants()
        .filter(|(_, wanted)| alike(wanted.unit, of_count.unit) && !wanted.value.is_zero())
        .map(|(claim, wanted)| (shared(clause, target.words(claim.clause.clone())), wanted))
        .collect();
    // a text with several such counts may give the rate of another than the task's
    let alone = said
        .figures()
        .filter(|(_, amount)| alike(amount.unit, of_count.unit))
        .count()
        == 1;
    near.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    match near.as_slice() {
        [(length, only)] if *length >= 4 || (*length >= 2 && alone) => Some(only),
        [(first, nearest), (second, _), ..] if *first >= 4 && *first >= second + 2 => Some(nearest),
        _ => None,
    }
}

fn of_the_task(case: &Case<'_, '_>) -> Option<Base> {
    let (aim, done) = case.numbers()?;
    // where the target wants several things, the rate may be of another
    let several = case
        .wants()
        .filter(|(_, wanted)| wanted.value != aim.value)
        .count();
    (several == 0).then(|| of_goal(aim, done))
}

fn of_goal(aim: Aim<'_>, done: Decimal) -> Base {
    Base {
        ratio: done.checked_div(aim.value).unwrap_or_default(),
        working: format!("完成数 {} ÷ 目标值 {}", aim.said(done), aim.said(aim.value)),
    }
}

fn finding(said: &Prose<'_>, claim: &Claim, amount: &Amount, base: &Base) -> Diagnostic {
    let computed = percent(base.ratio, amount);
    let message = format!(
        "“{}”写 {}，算得 {computed}",
        said.cite(claim),
        said.typed(amount.range.clone())
    );
    Diagnostic::new(code::RATE, message)
        .at(said.origin(amount.range.clone()))
        .working(format!("{} = {computed}", base.working))
        .help(format!("核对完成数和目标；数都对的，改为 {computed}"))
}

/// A field named 完成率.
pub(super) fn field(case: &Case<'_, '_>, name: &At<String>, value: &At<Free>, sink: &mut Sink) {
    if !matches!(name.trim(), "完成率" | "完成率（%）" | "完成比例" | "完成率(%)") {
        return;
    }
    let Some((aim, done)) = case.numbers() else { return };
    let Some((typed, amount)) = typed_rate(value) else {
        return;
    };
    let base = of_goal(aim, done);
    if crate::text::claim::may_print(base.ratio, amount.value, amount.step) {
        return;
    }
    let computed = percent(base.ratio, &amount);
    let message = format!("“{}”一栏写 {typed}，算得 {computed}", name.value);
    sink.push(
        Diagnostic::new(code::RATE, message)
            .at(case.told.origin(value))
            .working(format!("{} = {computed}", base.working))
            .help("完成率可由目标值和完成数推出：栏目取 progress.rate，不必手写"),
    );
}

/// 87.5% or the number 87.5.
fn typed_rate(value: &At<Free>) -> Option<(String, Amount)> {
    let typed = match &value.value {
        Free::Number(number) => format!("{}%", number.0),
        Free::Text(text) if text.trim().ends_with(['%', '％']) => text.trim().to_owned(),
        _ => return None,
    };
    number::parse(&typed)?;
    let amount = crate::text::claim::amounts(&typed).into_iter().next()?;
    Some((typed, amount))
}
