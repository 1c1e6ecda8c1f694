//! 序时进度 in prose: against the period, and how far a task lies behind or ahead.

use rust_decimal::Decimal;

use super::case::Case;
use super::number::percent;
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::file::Rules;
use crate::model::report::rate::Basis;
use crate::text::claim::{Against, Amount, Claim, Kind};
use crate::text::date::{self, Date};
use crate::text::period::{Period, Span};

/// What a progress text says of the schedule.
pub(super) fn text(case: &Case<'_, '_>, said: &Prose<'_>, sink: &mut Sink) {
    let Some(period) = case.told.period else { return };
    let rules = &case.scene.workspace.office.data.rules;
    let due = dues(rules, period, case.told.as_of);
    stated(said, period, &due, sink);
    let Some((_, rate)) = case.numbers().zip(case.measure.rate) else {
        return;
    };
    for (claim, amount, against) in said.claims.iter().filter_map(named) {
        let sign = match against {
            Against::At => continue,
            Against::Behind => Decimal::ONE,
            Against::Ahead => Decimal::NEGATIVE_ONE,
        };
        if due.iter().any(|due| said.fits((*due - rate) * sign, amount)) {
            continue;
        }
        let Some(due) = due.first() else { continue };
        let message = format!(
            "“{}”：序时进度 {}，完成率 {}，相差 {}个百分点，不是 {}",
            said.cite(claim),
            percent(*due, amount),
            percent(rate, amount),
            percent((*due - rate).abs(), amount).trim_end_matches('%'),
            said.typed(amount.range.clone())
        );
        sink.push(
            Diagnostic::new(code::SCHEDULE, message)
                .at(said.origin(amount.range.clone()))
                .help("核对完成数；快慢由完成率与序时进度相减得出"),
        );
    }
}

/// 序时进度为75% in any text of that period.
pub(super) fn stated(said: &Prose<'_>, period: Period, due: &[Decimal], sink: &mut Sink) {
    for (claim, amount, against) in said.claims.iter().filter_map(named) {
        let fits = due.iter().any(|due| said.fits(*due, amount));
        if against != Against::At || fits || of_another(said.words(claim.subject()), period) {
            continue;
        }
        let Some(due) = due.first() else { continue };
        let message = format!(
            "“{}”：{}的序时进度是 {}，不是 {}",
            said.cite(claim),
            period.name(),
            percent(*due, amount),
            said.typed(amount.range.clone())
        );
        sink.push(
            Diagnostic::new(code::SCHEDULE, message)
                .at(said.origin(amount.range.clone()))
                .help("序时进度按期末已过的月份占全年算；核对期和百分数"),
        );
    }
}

fn named(claim: &Claim) -> Option<(&Claim, &Amount, Against)> {
    let Kind::Schedule(against) = claim.kind else {
        return None;
    };
    let amount = claim.amount.as_ref().filter(|amount| amount.is_exact())?;
    Some((claim, amount, against))
}

/// By the office's rule, and by months and days, since both are usual.
pub(super) fn dues(rules: &Rules, period: Period, as_of: Option<Date>) -> Vec<Decimal> {
    let share = |(gone, all): (u32, u32)| Decimal::from(gone).checked_div(Decimal::from(all));
    let ruled = Basis::new(rules, Some(period), as_of).schedule;
    let days = [Some(period.last_day()), as_of]
        .into_iter()
        .flatten()
        .map(|day| share(date::elapsed(day)));
    let all = [ruled, share(period.elapsed())].into_iter().chain(days);
    all.flatten().collect()
}

/// Whether the words before name another time than the period's end.
fn of_another(words: &str, period: Period) -> bool {
    let own = match period.span() {
        Span::Quarter(1) => words.contains("一季度"),
        Span::Quarter(2) => words.contains("二季度") || words.contains("上半年"),
        Span::Quarter(3) => words.contains("三季度"),
        Span::Half(1) => words.contains("上半年"),
        _ => false,
    };
    let names = ["季度", "月", "上半年", "全年", "年底", "去年", "上年"]
        .iter()
        .any(|name| words.contains(name));
    names && !own && !words.contains(&period.short_name())
}
