//! The office's registers (登记表): each name once, states in an order that can be.

use std::collections::BTreeMap;

use super::scene::Scene;
use crate::diag::code::{number, reference as code};
use crate::diag::{Diagnostic, FileId, Origin, Sink};
use crate::model::At;
use crate::model::file::Unit;
use crate::model::report::rate::Step as _;

/// A name or alias stands for one unit only.
pub(super) fn names_once(scene: &Scene<'_>, sink: &mut Sink) {
    let office = &scene.workspace.office;
    for (register, term) in [
        (&office.data.units, "责任单位（units）"),
        (&office.data.towns, "乡镇（towns）"),
    ] {
        once(register, term, office.file, sink);
    }
}

fn once(register: &[At<Unit>], term: &str, file: FileId, sink: &mut Sink) {
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    let names = register
        .iter()
        .flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
    for name in names {
        let origin = name.origin(file);
        match seen.get(name.value.as_str()) {
            None => {
                seen.insert(&name.value, origin);
            }
            Some(first) => sink.push(
                Diagnostic::new(
                    code::DUPLICATE_NAME,
                    format!("{term}中“{}”登记了两次", name.value),
                )
                .at(origin)
                .related(*first, "此处已登记")
                .help("删去一处"),
            ),
        }
    }
}

/// A status has an id of its own.
pub(super) fn statuses_once(scene: &Scene<'_>, sink: &mut Sink) {
    let office = &scene.workspace.office;
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    for status in &office.data.statuses {
        let origin = status.id.origin(office.file);
        if let Some(first) = seen.insert(&status.id.value, origin) {
            sink.push(
                Diagnostic::new(
                    code::DUPLICATE_ID,
                    format!("完成情况的代号（id）“{}”重复", status.id.value),
                )
                .at(origin)
                .related(first, "此处已用这个代号")
                .help("换一个代号"),
            );
        }
    }
}

/// The first status that fits is taken: one whose conditions an earlier one covers is never reached.
pub(super) fn statuses_in_order(scene: &Scene<'_>, sink: &mut Sink) {
    let office = &scene.workspace.office;
    let statuses = &office.data.statuses;
    for (place, later) in statuses.iter().enumerate() {
        let mut earlier = statuses.iter().take(place);
        let wider = earlier.find(|earlier| earlier.conditions().cover(&later.conditions()));
        if let Some(earlier) = wider {
            let message = format!(
                "完成情况“{}”永远轮不到：符合它的都已归入前面的“{}”",
                later.name.value, earlier.name.value
            );
            sink.push(
                Diagnostic::new(number::STATUS_ORDER, message)
                    .at(later.id.origin(office.file))
                    .related(earlier.id.origin(office.file), "前面的这一档更宽")
                    .help("statuses 从好到差排列，条件从严到宽"),
            );
        }
    }
}
