//! Differences and remainders in prose (增减、余数): 比上期增加, 超额, 还差, 其余.

use rust_decimal::Decimal;

use super::case::{Aim, Case};
use super::number::made_of;
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::text::claim::{Amount, Claim, Kind, Role, Than};
use crate::text::period::Span;

/// Words before 还差 and 超额 that name the task.
const TASK: [&str; 20] = [
    "距离",
    "距",
    "离",
    "与",
    "全年",
    "年度",
    "目标",
    "任务",
    "目标任务",
    "还差",
    "尚差",
    "仍差",
    "相差",
    "差距",
    "尚缺",
    "还需完成",
    "尚需完成",
    "超额完成",
    "超额",
    "超目标",
];

/// What a progress text says of differences.
pub(super) fn text(case: &Case<'_, '_>, said: &Prose<'_>, sink: &mut Sink) {
    let Some((aim, done)) = case.numbers() else { return };
    for claim in &said.claims {
        let Some(amount) = claim.amount.as_ref().filter(|amount| amount.is_exact()) else {
            continue;
        };
        let expected = match claim.kind {
            Kind::Change(than) => changed(case, said, claim, amount, than, aim, done),
            Kind::Count(Role::Left) => left(said, claim, amount, aim, done),
            _ => None,
        };
        if let Some((value, working)) = expected
            && !said.fits(value, amount)
        {
            sink.push(finding(said, claim, amount, &working));
        }
    }
    partition(said, aim, done, sink);
}

/// The true difference and how it comes about, where it is certain which is meant.
fn changed(
    case: &Case<'_, '_>,
    said: &Prose<'_>,
    claim: &Claim,
    amount: &Amount,
    than: Than,
    aim: Aim<'_>,
    done: Decimal,
) -> Option<(Decimal, String)> {
    let behind_done = said
        .count_before(claim)
        .and_then(|count| count.amount.as_ref())
        .is_some_and(|count| count.unit == aim.unit && count.admits(done));
    let bare = made_of(said.words(claim.subject()), &TASK);
    if amount.unit == "%" {
        let above = done.checked_div(aim.value)? - Decimal::ONE;
        let working = format!("{} 超出 {}", aim.said(done), aim.said(aim.value));
        return (than == Than::Above && behind_done && above >= Decimal::ZERO).then_some((above, working));
    }
    if amount.unit != aim.unit || !(behind_done || (bare && !matches!(than, Than::Before(_)))) {
        return None;
    }
    let (now, goal) = (aim.said(done), aim.said(aim.value));
    match than {
        Than::Above => Some((
            done - aim.value,
            format!("完成数 {now} − 目标值 {goal} = {}", aim.said(done - aim.value)),
        )),
        Than::Short => Some((
            aim.value - done,
            format!("目标值 {goal} − 完成数 {now} = {}", aim.said(aim.value - done)),
        )),
        Than::Before(down) if names_previous(case, said.words(claim.subject())) => {
            let (before, _) = case.before?;
            let more = if down { before - done } else { done - before };
            Some((
                more,
                format!(
                    "本期 {now} − 上期 {} = {}",
                    aim.said(before),
                    aim.said(done - before)
                ),
            ))
        }
        _ => None,
    }
}

/// Whether the words mean the last period that the workspace has: 上期, 6月底 for 2024-Q2.
fn names_previous(case: &Case<'_, '_>, words: &str) -> bool {
    let Some((period, before)) = case
        .told
        .period
        .zip(case.before.and_then(|(_, told)| told.period))
    else {
        return false;
    };
    let just_before = period.previous() == Some(before);
    let month = before.last_day().month();
    let by_month = [format!("{month}月底"), format!("{month}月末")]
        .iter()
        .any(|name| words.ends_with_month(name));
    let quarter = words.contains("上季度") || words.contains("上一季度");
    let monthly = words.contains("上月") || words.contains("上个月");
    by_month
        || (words.contains("上期") && just_before)
        || (quarter && just_before && matches!(period.span(), Span::Quarter(_)))
        || (monthly && just_before && matches!(period.span(), Span::Month(_)))
}

/// 6月底 and not 16月底 or 2025年6月底.
trait Months {
    fn ends_with_month(&self, name: &str) -> bool;
}

impl Months for str {
    fn ends_with_month(&self, name: &str) -> bool {
        self.find(name)
            .and_then(|at| self.get(..at))
            .is_some_and(|before| {
                !before.ends_with(|c: char| c.is_ascii_digit()) && !before.ends_with(['年', '底'])
            })
    }
}

/// 其余8户, right behind the number done and before any other number of the unit.
fn left(
    said: &Prose<'_>,
    claim: &Claim,
    amount: &Amount,
    aim: Aim<'_>,
    done: Decimal,
) -> Option<(Decimal, String)> {
    let counts: Vec<_> = said.counts(aim.unit).collect();
    let [(first, counted, _), (second, ..), ..] = counts.as_slice() else {
        return None;
    };
    let words = said.words(claim.subject());
    let rest = ["其余", "剩余", "余下", "剩下"]
        .iter()
        .any(|word| words.ends_with(word));
    let in_order = *second == claim && counted.admits(done) && counted.is_exact() && rest;
    if !in_order || amount.unit != aim.unit || first.sentence.start > claim.sentence.start {
        return None;
    }
    let value = aim.value - done;
    let working = format!(
        "目标值 {} − 完成数 {} = {}",
        aim.said(aim.value),
        aim.said(done),
        aim.said(value)
    );
    (value > Decimal::ZERO).then_some((value, working))
}

/// 已完成142个，在建41个，未开工27个: together the goal.
fn partition(said: &Prose<'_>, aim: Aim<'_>, done: Decimal, sink: &mut Sink) {
    let counts: Vec<_> = said.counts(aim.unit).collect();
    let [
        (first, one, Role::Done | Role::Plain),
        (_, two, Role::Under),
        (last, three, Role::Unstarted | Role::Left),
    ] = counts.as_slice()
    else {
        return;
    };
    let sum = one.value.saturating_add(two.value).saturating_add(three.value);
    let exact = one.is_exact() && two.is_exact() && three.is_exact() && one.admits(done);
    let together =
        first.sentence == last.sentence && !said.words(first.range.end..last.range.start).contains("其中");
    if !exact || !together || sum == aim.value {
        return;
    }
    let message = format!(
        "“{}”三个数之和是 {}，目标值是 {}",
        said.typed(first.range.start..last.range.end),
        aim.said(sum),
        aim.said(aim.value)
    );
    let working = format!(
        "{} + {} + {} = {}",
        aim.said(one.value),
        aim.said(two.value),
        aim.said(three.value),
        aim.said(sum)
    );
    sink.push(
        Diagnostic::new(code::DIFFERENCE, message)
            .at(said.origin(first.range.start..last.range.end))
            .working(working)
            .help("完成、在建、未开工三个数之和应等于目标值，核对这三个数"),
    );
}

fn finding(said: &Prose<'_>, claim: &Claim, amount: &Amount, working: &str) -> Diagnostic {
    let typed = said.typed(amount.range.clone());
    let message = format!("“{}”写 {typed}，与数据不符", said.cite(claim));
    Diagnostic::new(code::DIFFERENCE, message)
        .at(said.origin(amount.range.clone()))
        .working(working)
        .help("核对本期、上期的完成数和目标值，再改文字")
}
