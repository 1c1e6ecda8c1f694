//! States typed by hand (改判): known, and with a reason where the rules derive another.

use super::scene::{Scene, Told};
use crate::diag::code::{reference as code, shape};
use crate::diag::{Accepted, Diagnostic, Sink};
use crate::model::At;
use crate::model::file::{Light, Status};
use crate::model::report::rate::{self, Measure};
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

/// A typed light is one of the office's.
pub(super) fn known_lights(scene: &Scene<'_>, sink: &mut Sink) {
    for told in &scene.told {
        let Some(typed) = &told.progress.light else {
            continue;
        };
        let ids: Vec<&str> = scene.lights().map(|light| light.id.value.as_str()).collect();
        if ids.contains(&typed.value.as_str()) {
            continue;
        }
        let by_name = scene.lights().find(|light| light.name.value == typed.value);
        let near = by_name
            .map(|light| light.id.value.as_str())
            .or_else(|| similar::closest(typed, ids.iter().copied()));
        let way_out = match near {
            Some(near) => format!("是不是 {near}？可用的代号：{}", ids.join("、")),
            None if ids.is_empty() => "tongbao.toml 中还没有 [[lights]]，请先写明各档".to_owned(),
            None => format!("可用的代号：{}", ids.join("、")),
        };
        let message = format!("亮灯（light）没有“{}”这一档", typed.value);
        sink.push(
            Diagnostic::new(shape::UNKNOWN_LIGHT, message)
                .at(told.origin(typed))
                .help(way_out),
        );
    }
}

/// Who decides other than the rules says why, and it stays visible.
pub(super) fn reasons(scene: &Scene<'_>, sink: &mut Sink) {
    for told in &scene.told {
        let measure = scene.measure(told);
        let decided = [by_status(scene, told, &measure), by_light(scene, told, &measure)];
        let mut idle = true;
        for decision in decided.into_iter().flatten() {
            match decision.derived {
                Some(derived) if derived != decision.typed => {
                    let rate = measure.rate.map(|rate| printed(scene, rate)).unwrap_or_default();
                    sink.push(overridden(told, &decision, derived, &rate));
                    idle = false;
                }
                Some(_) => {}
                // where nothing can be derived a reason may well be told
                None => idle = false,
            }
        }
        if idle {
            sink_idle(told, sink);
        }
    }
}

/// A status or a light typed by hand, and what the rules derive.
struct Decision<'w> {
    key: &'static str,
    at: &'w At<String>,
    typed: &'w str,
    derived: Option<&'w str>,
}

fn by_status<'w>(scene: &Scene<'w>, told: &Told<'w>, measure: &Measure) -> Option<Decision<'w>> {
    let at = told.progress.value.status.as_ref()?;
    let name = |status: &'w Status| status.name.value.as_str();
    Some(Decision {
        key: "status",
        at,
        typed: scene.statuses().find(|s| s.id.value == at.value).map(name)?,
        derived: rate::derive(scene.statuses(), measure)
            .and_then(|index| scene.statuses().nth(index))
            .map(name),
    })
}

fn by_light<'w>(scene: &Scene<'w>, told: &Told<'w>, measure: &Measure) -> Option<Decision<'w>> {
    let at = told.progress.value.light.as_ref()?;
    let name = |light: &'w Light| light.name.value.as_str();
    Some(Decision {
        key: "light",
        at,
        typed: scene.lights().find(|l| l.id.value == at.value).map(name)?,
        derived: rate::derive(scene.lights(), measure)
            .and_then(|index| scene.lights().nth(index))
            .map(name),
    })
}

fn printed(scene: &Scene<'_>, rate: rust_decimal::Decimal) -> String {
    let rules = &scene.workspace.office.data.rules;
    number::percent(rate, rules.decimals.value.into(), rules.rounding)
}

fn overridden(told: &Told<'_>, decision: &Decision<'_>, derived: &str, rate: &str) -> Diagnostic {
    let Decision {
        key: typed_key,
        at,
        typed,
        ..
    } = decision;
    let key = &told.key.value;
    let origin = told.origin(at);
    let reason = told
        .progress
        .reason
        .as_ref()
        .filter(|reason| !reason.trim().is_empty());
    match reason {
        // the reason is the acceptance: typed for this one case, and shown with it
        Some(reason) => {
            let message = format!("“{key}”由“{derived}”（完成率{rate}）改判为“{typed}”");
            let mut finding = Diagnostic::new(code::OVERRIDDEN, message).at(origin);
            finding.accepted = Some(Accepted {
                reason: reason.trim().to_owned(),
                place: told.origin(reason),
            });
            finding
        }
        None => Diagnostic::new(
            code::NO_REASON,
            format!("“{key}”改判为“{typed}”，没有理由：完成率{rate}，按规则是“{derived}”"),
        )
        .at(origin)
        .help(format!("删去 {typed_key}，或补上 reason = \"改判的理由\"")),
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
