//! Sums and series (数字核对): towns against goals, this period against the last.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::scene::{Scene, Told, Typed};
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::file::{Direction, Goal};
use crate::model::report::rate;
use crate::model::{At, Entries, Number};
use crate::text::period::Period;

/// Parts of a sum that are shown one by one.
const SHOWN: usize = 12;

/// Goals that can be reached.
pub(super) fn goals(scene: &Scene<'_>, sink: &mut Sink) {
    for task in &scene.tasks {
        let Some(goal) = task.goal else { continue };
        let Some(value) = &goal.value.value else { continue };
        let origin = value.origin(task.file);
        if value.0.is_zero() && goal.direction == Direction::AtLeast {
            sink.push(
                Diagnostic::new(
                    code::ZERO_GOAL,
                    format!("任务“{}”的目标值（goal）是 0，算不出完成率", task.key),
                )
                .at(origin)
                .help("没有数量目标的删去 goal；要控制在 0 的，写明 direction = \"不高于\""),
            );
        }
        if value.0 < Decimal::ZERO {
            sink.push(
                Diagnostic::new(
                    code::NEGATIVE,
                    format!("任务“{}”的目标值（goal）是负数", task.key),
                )
                .at(origin),
            );
        }
    }
    for told in &scene.told {
        if let Some(done) = told.progress.done.as_ref().filter(|done| done.0 < Decimal::ZERO) {
            let message = format!("任务“{}”的完成数（done）是负数", told.key.value);
            sink.push(Diagnostic::new(code::NEGATIVE, message).at(told.origin(done)));
        }
    }
}

/// A share of per cent is not divided among towns.
fn divisible<'g>(task: &Typed<'g>) -> Option<&'g Goal> {
    task.goal.map(|goal| &goal.value).filter(|goal| goal.unit != "%")
}

/// `700 + 520 = 1220`, as people would check it; a long row says how many there are.
fn working(towns: &Entries<At<Number>>, sum: Decimal) -> String {
    let parts: Vec<String> = towns
        .iter()
        .map(|(_, number)| number.0.normalize().to_string())
        .collect();
    let sum = sum.normalize();
    match parts.get(SHOWN..) {
        Some([_, ..]) => format!("{} 个乡镇之和 = {sum}", parts.len()),
        _ => format!("{} = {sum}", parts.join(" + ")),
    }
}

fn sum(towns: &Entries<At<Number>>) -> Option<Decimal> {
    let sum = towns
        .iter()
        .fold(Decimal::ZERO, |sum, (_, number)| sum.saturating_add(number.0));
    (!towns.is_empty()).then_some(sum)
}

/// The towns' parts make up the goal.
pub(super) fn towns(scene: &Scene<'_>, sink: &mut Sink) {
    for task in &scene.tasks {
        let (Some(goal), Some(sum)) = (divisible(task), sum(task.towns)) else {
            continue;
        };
        let Some(wanted) = goal.number() else { continue };
        if sum == wanted {
            continue;
        }
        let message = format!(
            "任务“{}”的乡镇分解（towns）之和为 {}，目标值为 {}，{}",
            task.key,
            sum.normalize(),
            wanted.normalize(),
            difference(sum, wanted)
        );
        let mut finding = Diagnostic::new(code::TOWNS_SUM, message)
            .at(goal.value.as_ref().map(|value| value.origin(task.file)))
            .working(working(task.towns, sum))
            .help("核对目标值和各乡镇的分解数");
        if let Some((first, _)) = task.towns.iter().next() {
            finding = finding.related(first.origin(task.file), "分解从此处起");
        }
        sink.push(finding);
    }
}

fn difference(sum: Decimal, wanted: Decimal) -> String {
    let difference = sum.saturating_sub(wanted).normalize();
    if difference > Decimal::ZERO {
        format!("多 {difference}")
    } else {
        format!("少 {}", difference.abs())
    }
}

/// What the towns did makes up what was done.
pub(super) fn towns_done(scene: &Scene<'_>, sink: &mut Sink) {
    for told in &scene.told {
        let (Some(task), Some(done)) = (scene.task(told), &told.progress.done) else {
            continue;
        };
        let Some(sum) = divisible(task).and_then(|_| sum(&told.progress.towns)) else {
            continue;
        };
        if sum != done.0 {
            let message = format!(
                "任务“{}”的乡镇完成数（towns）之和为 {}，完成数为 {}，{}",
                task.key,
                sum.normalize(),
                done.0.normalize(),
                difference(sum, done.0)
            );
            sink.push(
                Diagnostic::new(code::TOWNS_DONE, message)
                    .at(told.origin(done))
                    .working(working(&told.progress.towns, sum))
                    .help("核对完成数和各乡镇的完成数"),
            );
        }
    }
}

/// Each entry with the same task's entry of the period before it in the same year.
fn pairs<'s, 'w>(scene: &'s Scene<'w>) -> Vec<(&'s Told<'w>, &'s Told<'w>)> {
    let mut series: BTreeMap<&str, Vec<(Period, &Told<'w>)>> = BTreeMap::new();
    for told in &scene.told {
        if let Some(period) = told.period {
            series.entry(&told.key.value).or_default().push((period, told));
        }
    }
    let mut pairs = Vec::new();
    for of_task in series.values_mut() {
        of_task.sort_by_key(|(period, _)| *period);
        for pair in of_task.windows(2) {
            if let [(before, earlier), (now, later)] = pair
                && before.year() == now.year()
                && before.last_day() < now.last_day()
            {
                pairs.push((*earlier, *later));
            }
        }
    }
    pairs
}

/// What is done stays done: numbers run from the beginning of the year.
pub(super) fn falls(scene: &Scene<'_>, sink: &mut Sink) {
    for (earlier, later) in pairs(scene) {
        let (Some(before), Some(now)) = (&earlier.progress.done, &later.progress.done) else {
            continue;
        };
        // shares and ceilings go up and down
        let runs = scene
            .task(later)
            .and_then(divisible)
            .is_some_and(|goal| !goal.direction.is_ceiling());
        if runs && now.0 < before.0 {
            let message = format!(
                "任务“{}”的累计完成数（done）由 {} 减为 {}",
                later.key.value, before.0, now.0
            );
            sink.push(
                Diagnostic::new(code::FALLS, message)
                    .at(later.origin(now))
                    .related(earlier.origin(before), "上期的完成数")
                    .help("完成数是年初以来的累计；核对是否写成了当期数"),
            );
        }
    }
}

/// A text that nobody touched since the last period; what is done needs no news.
pub(super) fn same_texts(scene: &Scene<'_>, sink: &mut Sink) {
    for (earlier, later) in pairs(scene) {
        let (Some(before), Some(now)) = (&earlier.progress.text, &later.progress.text) else {
            continue;
        };
        if before.value != now.value || now.trim().is_empty() || is_done(scene, later) {
            continue;
        }
        let message = format!("任务“{}”的进展情况（text）与上期一字不差", later.key.value);
        sink.push(
            Diagnostic::new(code::SAME_TEXT, message)
                .at(later.origin(now))
                .related(earlier.origin(before), "上期的文字")
                .help("更新进展；确无变化的写明“无新进展”"),
        );
    }
}

/// What was done is done no more, though no number fell: the clerk says why, or it is a slip.
pub(super) fn undone(scene: &Scene<'_>, sink: &mut Sink) {
    let name = |told: &Told<'_>| {
        let derived =
            || rate::derive(scene.statuses(), &scene.measure(told)).and_then(|n| scene.statuses().nth(n));
        let typed = told.progress.status.as_ref();
        let typed = typed.and_then(|typed| scene.statuses().find(|status| status.id.value == typed.value));
        typed.or_else(derived).map(|status| status.name.value.as_str())
    };
    for (earlier, later) in pairs(scene) {
        let fell = match (&earlier.progress.done, &later.progress.done) {
            (Some(before), Some(now)) => now.0 < before.0,
            _ => false,
        };
        let explained = later.progress.reason.is_some();
        let (Some(before), Some(now)) = (name(earlier), name(later)) else {
            continue;
        };
        if fell || explained || !is_done(scene, earlier) || is_done(scene, later) {
            continue;
        }
        let place = match &later.progress.status {
            Some(status) => later.origin(status),
            None => later.origin(later.progress),
        };
        sink.push(
            Diagnostic::new(
                code::UNDONE,
                format!("任务“{}”上期“{before}”，本期“{now}”", later.key.value),
            )
            .at(place)
            .related(earlier.origin(earlier.key), "上期的进展")
            .help("核对两期的完成数和完成情况；确有反复的，写明 status 和 reason"),
        );
    }
}

fn is_done(scene: &Scene<'_>, told: &Told<'_>) -> bool {
    match &told.progress.status {
        Some(typed) => scene
            .statuses()
            .next()
            .is_some_and(|best| best.id.value == typed.value),
        None => rate::derive(scene.statuses(), &scene.measure(told)) == Some(0),
    }
}
