//! States typed by hand (改判): known, and with a reason where the rules derive another.

use super::scene::{Scene, Told};
use crate::diag::code::reference as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::file::Status;
use crate::model::report::rate;
use crate::text::number;
use crate::text::similar;

/// A typed status is one of the office's.
pub(super) fn known(scene: &Scene<'_>, sink: &mut Sink) {
    for told in &scene.told {
        let Some(typed) = &told.progress.status else {
            continue;
        };
        if scene.statuses().any(|status| status.id.value == typed.value) {
            continue;
        }
        let ids: Vec<&str> = scene.statuses().map(|status| status.id.value.as_str()).collect();
        let by_name = scene.statuses().find(|status| status.name.value == typed.value);
        let near = by_name
            .map(|status| status.id.value.as_str())
            .or_else(|| similar::closest(typed, ids.iter().copied()));
        let way_out = match near {
            Some(near) => format!("是不是 {near}？可用的代号：{}", ids.join("、")),
            None if ids.is_empty() => "tongbao.toml 中还没有 [[statuses]]，请先写明各档".to_owned(),
            None => format!("可用的代号：{}", ids.join("、")),
        };
        sink.push(
            Diagnostic::new(
                code::UNKNOWN_STATUS,
                format!("完成情况（status）没有“{}”这一档", typed.value),
            )
            .at(told.origin(typed))
            .help(way_out),
        );
    }
}

/// Who decides other than the rules says why, and it stays visible.
pub(super) fn reasons(scene: &Scene<'_>, sink: &mut Sink) {
    for told in &scene.told {
        let measure = scene.measure(told);
        let derived = rate::derive(scene.statuses(), &measure).and_then(|index| scene.statuses().nth(index));
        let typed = told.progress.status.as_ref();
        let typed = typed.and_then(|typed| scene.statuses().find(|status| status.id.value == typed.value));
        match (typed, derived) {
            (Some(typed), Some(derived)) if typed.id.value != derived.id.value => {
                let rate = measure.rate.map(|rate| printed(scene, rate)).unwrap_or_default();
                sink.push(overridden(told, typed, derived, &rate));
            }
            (Some(_), Some(_)) | (None, _) => sink_idle(told, sink),
            (Some(_), None) => {}
        }
    }
}

fn printed(scene: &Scene<'_>, rate: rust_decimal::Decimal) -> String {
    let rules = &scene.workspace.office.data.rules;
    number::percent(rate, rules.decimals.value.into(), rules.rounding)
}

fn overridden(told: &Told<'_>, typed: &Status, derived: &Status, rate: &str) -> Diagnostic {
    let (typed, derived) = (&typed.name.value, &derived.name.value);
    let key = &told.key.value;
    let origin = told.progress.status.as_ref().map(|status| told.origin(status));
    let reason = told
        .progress
        .reason
        .as_ref()
        .map(|reason| reason.trim())
        .filter(|reason| !reason.is_empty());
    match reason {
        Some(reason) => Diagnostic::new(
            code::OVERRIDDEN,
            format!("“{key}”由“{derived}”（完成率{rate}）改判为“{typed}”，理由：{reason}"),
        )
        .at(origin),
        None => Diagnostic::new(
            code::NO_REASON,
            format!("“{key}”改判为“{typed}”，没有理由：完成率{rate}，按规则是“{derived}”"),
        )
        .at(origin)
        .help("删去 status，或补上 reason = \"改判的理由\""),
    }
}

fn sink_idle(told: &Told<'_>, sink: &mut Sink) {
    if let Some(reason) = &told.progress.reason {
        let message = format!("“{}”没有改判，改判理由（reason）不会用到", told.key.value);
        sink.push(
            Diagnostic::new(code::IDLE_REASON, message)
                .at(told.origin(reason))
                .help("删去 reason，或写明 status"),
        );
    }
}
