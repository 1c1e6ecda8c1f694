//! `progress/*.toml` (进展情况).

use std::fmt::Write as _;

use super::super::plan::{Facts, Plan};
use super::office::Statuses;
use super::toml::{self, Lines};
use crate::text::date::Date;

/// Heads of columns that say something new each period.
const OF_PERIOD: [&str; 9] = [
    "问题",
    "問題",
    "下一步",
    "下步",
    "措施",
    "原因",
    "困难",
    "困難",
    "形象进度",
];

/// Whether a free field belongs to the period instead of the list.
pub(super) fn is_of_period(field: &str) -> bool {
    OF_PERIOD.iter().any(|word| field.contains(word))
}

/// Whether a plan says anything of a period.
pub(in crate::import) fn has_progress(plan: &Plan) -> bool {
    entries(plan).any(|(_, facts)| says(facts))
}

/// The progress of all plans in one file.
pub(in crate::import) fn progress(
    plans: &[&Plan],
    period: &str,
    as_of: Option<Date>,
    statuses: &Statuses,
    from: &str,
) -> String {
    let mut out = format!("# 进展情况：由{from} 导入。\n\nperiod = {}\n", toml::text(period));
    if let Some(day) = as_of {
        let _ = writeln!(out, "as_of  = {day}");
    }
    for plan in plans {
        for (key, facts) in entries(plan).filter(|(_, f)| says(f)) {
            let mut lines = Lines::default();
            if let Some(done) = facts.done.as_ref().and_then(toml::plain) {
                lines.push("done", done);
            }
            if let Some(text) = &facts.text {
                lines.push("text", toml::text(text));
            }
            lines.text("status", facts.status.as_deref().and_then(|s| statuses.id(s)));
            let _ = writeln!(out, "\n[tasks.{}]", toml::key(&key));
            lines.write(0, &mut out);
            let mut fields = Lines::default();
            for (name, cell) in facts.fields.iter().filter(|(name, _)| is_of_period(name)) {
                fields.push(
                    name,
                    toml::cell(cell, super::projects::decimals(&plan.columns, name)),
                );
            }
            if !fields.is_empty() {
                let _ = writeln!(out, "[tasks.{}.fields]", toml::key(&key));
                fields.write(0, &mut out);
            }
        }
    }
    out
}

/// The keys of the tasks with what is said of them.
fn entries(plan: &Plan) -> impl Iterator<Item = (String, &Facts)> {
    plan.projects.iter().flat_map(|project| {
        let own = project
            .tasks
            .is_empty()
            .then(|| (project.id.clone(), &project.shared));
        let tasks = project
            .tasks
            .iter()
            .map(|t| (format!("{}/{}", project.id, t.id), &t.facts));
        own.into_iter().chain(tasks)
    })
}

fn says(facts: &Facts) -> bool {
    let field = facts.fields.iter().any(|(name, _)| is_of_period(name));
    facts.done.is_some() || facts.text.is_some() || facts.status.is_some() || field
}
