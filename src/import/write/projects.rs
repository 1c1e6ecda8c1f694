//! `projects/*.toml` (项目清单).

use std::fmt::Write as _;

use super::super::plan::{Column, Facts, Plan, Project, Source, Task};
use super::super::read::Cell;
use super::super::role::Role;
use super::toml::{self, Lines};

/// The list of a plan.
pub(in crate::import) fn projects(plan: &Plan, title: &str, from: &str) -> String {
    let mut out =
        format!("# 项目清单：由{from} 导入。\n# 编号（id）历期不变，进展文件靠它对应；其余文字照原表。\n\n");
    if !title.is_empty() {
        let _ = writeln!(out, "title = {}", toml::text(title));
    }
    let writer = Writer {
        columns: &plan.columns,
    };
    for project in &plan.projects {
        out.push('\n');
        writer.project(project, &mut out);
    }
    out
}

struct Writer<'a> {
    columns: &'a [Column],
}

impl Writer<'_> {
    fn project(&self, project: &Project, out: &mut String) {
        let mut lines = Lines::default();
        lines.push("id", toml::text(&project.id));
        if let Some(no) = &project.no {
            lines.push("no", self.cell(no, Role::No));
        }
        lines.push("title", toml::text(&project.title));
        lines.text("category", project.category.as_deref());
        self.facts(&project.shared, &mut lines);
        towns(&project.towns, &mut lines);
        out.push_str("[[projects]]\n");
        lines.write(0, out);
        self.fields("projects.fields", &project.shared, 0, out);
        for task in &project.tasks {
            out.push('\n');
            self.task(task, out);
        }
    }

    fn task(&self, task: &Task, out: &mut String) {
        let mut lines = Lines::default();
        lines.push("id", toml::text(&task.id));
        if let Some(no) = &task.no {
            lines.push("no", self.cell(no, Role::No));
        }
        lines.text("title", task.title.as_deref());
        self.facts(&task.facts, &mut lines);
        towns(&task.towns, &mut lines);
        out.push_str("  [[projects.tasks]]\n");
        lines.write(2, out);
        self.fields("projects.tasks.fields", &task.facts, 2, out);
    }

    fn facts(&self, facts: &Facts, lines: &mut Lines) {
        if !facts.lead.is_empty() {
            lines.push("lead", toml::list(&facts.lead));
        }
        if !facts.support.is_empty() {
            lines.push("support", toml::list(&facts.support));
        }
        lines.text("leader", facts.leader.as_deref());
        lines.text("target", facts.target.as_deref());
        if let Some((value, unit)) = &facts.goal
            && let Some(number) = toml::plain(value)
        {
            let percent = value.number.is_some_and(|n| n.percent);
            let unit = if percent { "%" } else { unit };
            let unit = if unit.is_empty() {
                String::new()
            } else {
                format!(", unit = {}", toml::text(unit))
            };
            lines.push("goal", format!("{{ value = {number}{unit} }}"));
        }
    }

    /// Free fields that do not belong to the period, as a table of their own where they are long.
    fn fields(&self, head: &str, facts: &Facts, indent: usize, out: &mut String) {
        let mut lines = Lines::default();
        for (name, cell) in facts
            .fields
            .iter()
            .filter(|(name, _)| !super::progress::is_of_period(name))
        {
            lines.push(name, toml::cell(cell, self.decimals(name)));
        }
        if !lines.is_empty() {
            let _ = writeln!(out, "{:indent$}[{head}]", "");
            lines.write(indent, out);
        }
    }

    fn decimals(&self, field: &str) -> Option<u8> {
        decimals(self.columns, field)
    }

    fn cell(&self, cell: &Cell, role: Role) -> String {
        let decimals = self
            .columns
            .iter()
            .find(|c| c.role == Some(role))
            .and_then(|c| c.decimals);
        toml::cell(cell, decimals)
    }
}

/// The decimals of a free field's column.
pub(super) fn decimals(columns: &[Column], field: &str) -> Option<u8> {
    columns
        .iter()
        .find(|c| matches!(&c.source, Source::Field(key) if key == field))
        .and_then(|c| c.decimals)
}

fn towns(shares: &[(String, Cell)], lines: &mut Lines) {
    if shares.is_empty() {
        return;
    }
    let pairs: Vec<String> = shares
        .iter()
        .filter_map(|(town, share)| Some(format!("{} = {}", toml::key(town), toml::plain(share)?)))
        .collect();
    lines.push("towns", format!("{{ {} }}", pairs.join(", ")));
}
