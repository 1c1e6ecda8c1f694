//! The office's own rules (口径的写法): lights, and the schedule of the year.

use std::collections::BTreeMap;

use super::scene::Scene;
use crate::diag::code::{number, reference, shape as code};
use crate::diag::{Diagnostic, Origin, Sink};
use crate::model::At;
use crate::model::file::ScheduleBy;
use crate::model::report::rate::{self, Step as _};

/// A light has an id of its own, and an order in which it can be reached.
pub(super) fn lights(scene: &Scene<'_>, sink: &mut Sink) {
    let office = &scene.workspace.office;
    let lights = &office.data.lights;
    let mut seen: BTreeMap<&str, Origin> = BTreeMap::new();
    for (place, light) in lights.iter().enumerate() {
        let origin = light.id.origin(office.file);
        if let Some(first) = seen.insert(&light.id.value, origin) {
            let message = format!("亮灯的代号（id）“{}”重复", light.id.value);
            sink.push(
                Diagnostic::new(reference::DUPLICATE_ID, message)
                    .at(origin)
                    .related(first, "此处已用这个代号")
                    .help("换一个代号"),
            );
        }
        let mut earlier = lights.iter().take(place);
        let covers = earlier.find(|earlier| earlier.conditions().cover(&light.conditions()));
        if let Some(wider) = covers {
            let message = format!(
                "亮灯“{}”永远轮不到：符合它的都已归入前面的“{}”",
                light.name.value, wider.name.value
            );
            sink.push(
                Diagnostic::new(number::STATUS_ORDER, message)
                    .at(origin)
                    .related(wider.id.origin(office.file), "前面的这一档更宽")
                    .help("lights 从好到差排列，条件从严到宽"),
            );
        }
    }
}

/// A table of schedules goes with `by = "表"`, and has a line for every period that a circular tells of.
pub(super) fn schedule(scene: &Scene<'_>, sink: &mut Sink) {
    let office = &scene.workspace.office;
    let rule = &office.data.rules.schedule;
    for (key, _) in rule.table.iter() {
        if !rate::is_schedule_key(&key.value) {
            let message = format!("序时进度表（table）的键“{}”不是期", key.value);
            sink.push(
                Diagnostic::new(code::SCHEDULE_TABLE, message)
                    .at(key.origin(office.file))
                    .help("每年相同的写 Q1、06、H1；某一年的写 2024-Q1、2024-06"),
            );
        }
    }
    if rule.by.value != ScheduleBy::Table {
        if let Some((first, _)) = rule.table.iter().next() {
            sink.push(
                Diagnostic::new(code::SCHEDULE_TABLE, "序时进度不按表算，表（table）不会用到")
                    .at(first.origin(office.file))
                    .help("按表算的写 by = \"表\"；不用表的删去 table"),
            );
        }
        return;
    }
    for report in &scene.reports {
        let Some(period) = report.period.filter(|_| report.schedule.is_none()) else {
            continue;
        };
        let message = format!("序时进度表（table）中没有 {period}");
        let typed: Option<&At<String>> = report.circular.data.progress.as_ref();
        let mut finding = Diagnostic::new(code::SCHEDULE_TABLE, message)
            .at(rule.by.origin(office.file))
            .help("补上这一期的序时进度，如 { \"Q1\" = 20, \"Q2\" = 45, \"Q3\" = 75, \"Q4\" = 100 }");
        if let Some(typed) = typed {
            finding = finding.related(typed.origin(report.circular.file), "公文的本期");
        }
        sink.push(finding);
    }
}
