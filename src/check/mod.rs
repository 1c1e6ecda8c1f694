//! Checks (检查): what was typed is held against itself, before anything is composed.
//!
//! One small file a family of rules; [`RULES`] lists them all. A rule sees a [`Scene`], pushes findings and
//! decides nothing. Where a file was left out for its faults, rules that would need it keep quiet.

mod annex;
mod circular;
mod claims;
mod goals;
mod ids;
mod period;
mod printed;
mod register;
mod rules;
mod scene;
mod spread;
mod status;
mod sums;
mod told_period;
mod units;
mod wording;

use crate::diag::{Sink, Sources};
use crate::model::Workspace;
use scene::Scene;

/// One rule (规则).
type Rule = fn(&Scene<'_>, &mut Sink);

/// All rules, in the order in which they speak.
const RULES: &[Rule] = &[
    register::names_once,
    register::statuses_once,
    register::statuses_in_order,
    rules::lights,
    rules::schedule,
    ids::projects_once,
    ids::tasks_once,
    ids::well_formed,
    units::registered_units,
    units::registered_towns,
    goals::kinds,
    goals::indicators,
    period::readable,
    period::known_tasks,
    period::told_once,
    goals::done,
    status::known,
    status::known_lights,
    status::reasons,
    circular::periods,
    circular::lists,
    circular::dates,
    circular::progress,
    circular::statuses,
    circular::annexes,
    sums::goals,
    sums::towns,
    sums::towns_done,
    sums::falls,
    sums::same_texts,
    claims::goals,
    claims::progress,
    claims::circulars,
    sums::undone,
    units::two_names,
    told_period::titles,
    told_period::running_totals,
    told_period::as_of,
    told_period::done_in_future,
    annex::references,
    wording::texts,
    wording::kinds,
    wording::heads,
];

/// Runs all rules over the workspace.
pub fn run(workspace: &Workspace, sources: &Sources, sink: &mut Sink) {
    let scene = Scene::new(workspace, sources);
    for rule in RULES {
        rule(&scene, sink);
    }
}
