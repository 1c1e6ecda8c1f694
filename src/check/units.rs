//! Names of units and towns (单位、乡镇): where the office keeps a register, all are in it.

use std::collections::BTreeMap;

use super::scene::Scene;
use crate::diag::code::reference as code;
use crate::diag::{Code, Diagnostic, FileId, Origin, Sink};
use crate::model::At;
use crate::model::file::{Project, Unit};
use crate::text::{organ, similar};

/// Every lead and supporting unit is in the register.
pub(super) fn registered_units(scene: &Scene<'_>, sink: &mut Sink) {
    let register = Register::new(
        &scene.workspace.office.data.units,
        code::UNKNOWN_UNIT,
        "责任单位",
        "units",
    );
    for list in &scene.workspace.lists {
        for unit in list.data.projects.iter().flat_map(|project| units(project)) {
            register.look_up(unit, list.file, sink);
        }
    }
}

fn units(project: &Project) -> impl Iterator<Item = &At<String>> {
    let tasks = project.tasks.iter();
    let of_tasks = tasks.flat_map(|task| task.lead.iter().flatten().chain(task.support.iter().flatten()));
    project.lead.iter().chain(&project.support).chain(of_tasks)
}

/// Every town is in the register.
pub(super) fn registered_towns(scene: &Scene<'_>, sink: &mut Sink) {
    let register = Register::new(
        &scene.workspace.office.data.towns,
        code::UNKNOWN_TOWN,
        "乡镇",
        "towns",
    );
    for task in &scene.tasks {
        for (town, _) in task.towns.iter() {
            register.look_up(town, task.file, sink);
        }
    }
    for told in &scene.told {
        for (town, _) in told.progress.towns.iter() {
            register.look_up(town, told.file, sink);
        }
    }
}

struct Register<'w> {
    names: std::collections::BTreeSet<&'w str>,
    code: &'static Code,
    term: &'static str,
    key: &'static str,
}

impl<'w> Register<'w> {
    fn new(units: &'w [At<Unit>], code: &'static Code, term: &'static str, key: &'static str) -> Self {
        let names = units
            .iter()
            .flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
        Self {
            names: names.map(|name| name.value.as_str()).collect(),
            code,
            term,
            key,
        }
    }

    fn look_up(&self, name: &At<String>, file: FileId, sink: &mut Sink) {
        if self.names.is_empty() || self.names.contains(name.value.as_str()) {
            return;
        }
        let near = similar::closest(name, self.names.iter().copied());
        let way_out = match near {
            Some(near) => format!(
                "是不是“{near}”？是它的另一种叫法，就在 tongbao.toml 中该项的 aliases 补上“{}”",
                name.value
            ),
            None => format!(
                "在 tongbao.toml 中登记：[[{}]] name = \"{}\"",
                self.key, name.value
            ),
        };
        sink.push(
            Diagnostic::new(self.code, format!("{}“{}”没有登记", self.term, name.value))
                .at(name.origin(file))
                .help(way_out),
        );
    }
}

/// Where there is no register, a unit still goes by one name: 市人社局 and 市人力资源社会保障局 are two units to a count.
pub(super) fn two_names(scene: &Scene<'_>, sink: &mut Sink) {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut places: BTreeMap<&str, Vec<Origin>> = BTreeMap::new();
    for list in &scene.workspace.lists {
        for unit in list.data.projects.iter().flat_map(|project| units(project)) {
            let typed = unit.value.as_str();
            let printed = *names
                .entry(typed)
                .or_insert_with(|| scene.workspace.unit(typed).unwrap_or(typed));
            places.entry(printed).or_default().push(unit.origin(list.file));
        }
    }
    let mut uses: BTreeMap<String, BTreeMap<&str, Vec<Origin>>> = BTreeMap::new();
    for (printed, at) in places {
        uses.entry(organ::short(printed)).or_default().insert(printed, at);
    }
    for (_, names) in uses {
        // the name that is used most often is the one that is meant
        let mut ranked: Vec<(&str, &Vec<Origin>)> =
            names.iter().map(|(name, places)| (*name, places)).collect();
        ranked.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        let Some(((usual, places), others)) = ranked.split_first() else {
            continue;
        };
        for (name, at) in others {
            let message = format!("“{name}”与“{usual}”是同一单位，用了两个名称，计数、排名会分成两家");
            let (full, short) = if name.len() > usual.len() {
                (name, usual)
            } else {
                (usual, name)
            };
            let mut finding = Diagnostic::new(code::TWO_NAMES, message)
                .at(at.first().copied())
                .help(format!(
                    "在 tongbao.toml 中登记：[[units]] name = \"{full}\"，aliases = [\"{short}\"]；或改用同一名称"
                ));
            if let Some(other) = places.first() {
                finding = finding.related(*other, format!("“{usual}”用了 {} 处", places.len()));
            }
            sink.push(finding);
        }
    }
}
