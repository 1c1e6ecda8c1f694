//! `circulars/*.toml` (公文).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::plan::{Column, Merge, Plan, Project};
use super::super::table::Table;
use super::toml::{self, Lines};
use crate::text::date::Date;
use crate::text::numbering;

/// What the circular has beside its annexes (公文).
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Circular {
    /// The template's name.
    pub(in crate::import) template: &'static str,
    /// 标题.
    pub(in crate::import) title: Option<String>,
    /// 主送机关.
    pub(in crate::import) to: Option<String>,
    /// 成文日期.
    pub(in crate::import) date: Option<Date>,
    /// 本期.
    pub(in crate::import) progress: Option<String>,
    /// 正文, as the key takes it.
    pub(in crate::import) body: Option<String>,
    /// Whether the tables are sheets only.
    pub(in crate::import) sheet_only: bool,
}

/// The circular with an annex a table.
pub(in crate::import) fn circular(
    about: &Circular,
    annexes: &[(&Table, &Plan, String)],
    from: &str,
) -> String {
    let mut out = format!("# 公文：由{from} 导入；每张表一个附件，栏目照原表。\n\n");
    let mut lines = Lines::default();
    lines.push("template", toml::text(about.template));
    lines.text("title", about.title.as_deref());
    if let Some(day) = about.date {
        lines.push("date", day.to_string());
    }
    if let Some(to) = &about.to {
        lines.push("to", toml::list(&[to]));
    }
    lines.text("progress", about.progress.as_deref());
    if let Some(body) = &about.body {
        lines.push("body", toml::block(body));
    }
    lines.write(0, &mut out);
    let several = annexes.len() > 1;
    let mut names = BTreeSet::new();
    for (table, plan, title) in annexes {
        out.push('\n');
        // Excel's own name says nothing, and two tables of a sheet cannot both have its name
        let own = !table.sheet.starts_with("Sheet") && names.insert(table.sheet.to_lowercase());
        let about = AnnexOf {
            title,
            sheet: own.then_some(&table.sheet),
            several,
            sheet_only: about.sheet_only,
        };
        annex(table, plan, &about, &mut out);
    }
    out
}

/// What an annex has beside its table.
struct AnnexOf<'a> {
    title: &'a str,
    sheet: Option<&'a String>,
    several: bool,
    sheet_only: bool,
}

fn annex(table: &Table, plan: &Plan, about: &AnnexOf<'_>, out: &mut String) {
    let _ = writeln!(out, "# 原工作表：{}", table.sheet.replace(char::is_control, " "));
    out.push_str("[[annexes]]\n");
    let mut lines = Lines::default();
    lines.push("title", toml::text(about.title));
    lines.text("sheet", about.sheet.map(String::as_str));
    lines.push(
        "rows",
        toml::text(if plan.towns.is_some() { "towns" } else { "tasks" }),
    );
    if about.several {
        lines.push("lists", toml::list(&lists(plan)));
    }
    if plan.groups {
        // a category without a number of its own would be given one
        let numbered = |p: &Project| {
            p.category
                .as_deref()
                .is_none_or(|c| numbering::recognise(c).is_some())
        };
        let path = if plan.projects.iter().all(numbered) {
            "project.category"
        } else {
            "category.name"
        };
        lines.push("group", toml::text(path));
    }
    if about.sheet_only {
        lines.push("sheet_only", "true".to_owned());
        if plan.towns.is_none() {
            lines.push("prose", "true".to_owned());
        }
    }
    if table.landscape || table.width >= 8 {
        lines.push("landscape", "true".to_owned());
    }
    let over: Vec<&str> = table
        .titles
        .iter()
        .skip(1)
        .map(String::as_str)
        .chain(table.status.as_deref())
        .collect();
    if !over.is_empty() {
        lines.push("status_line", toml::text(&over.join("　").replace('\n', "　")));
    }
    lines.text("unit_line", table.unit.as_deref());
    if !table.notes.is_empty() {
        lines.push("note", toml::text(&table.notes.join("\n")));
    }
    if let Some(total) = &plan.total {
        let mut parts = vec![format!("label = {}", toml::text(&total.label))];
        if total.first {
            parts.push("place = \"首行\"".to_owned());
        }
        if total.goals {
            parts.push("from = \"目标值\"".to_owned());
        }
        lines.push("total", format!("{{ {} }}", parts.join(", ")));
    }
    lines.write(0, out);
    merges(&plan.merges, out);
    columns(&plan.columns, out);
}

/// The lists behind an annex: its own, or those whose tasks its columns name.
fn lists(plan: &Plan) -> Vec<String> {
    let mut lists: Vec<String> = Vec::new();
    if !plan.projects.is_empty() {
        lists.push(plan.list.clone());
    }
    for list in &plan.others {
        if !lists.contains(list) {
            lists.push(list.clone());
        }
    }
    lists
}

/// Ten a line.
fn merges(merges: &[String], out: &mut String) {
    if merges.is_empty() {
        return;
    }
    out.push_str("# 各栏的合并规则说不出的合并格；行从表体第一行算 1\nmerges = [\n");
    for line in merges.chunks(10) {
        let list = toml::list(line);
        let _ = writeln!(out, "  {},", list.trim_start_matches('[').trim_end_matches(']'));
    }
    out.push_str("]\n");
}

fn columns(columns: &[Column], out: &mut String) {
    out.push_str("columns = [\n");
    for column in columns {
        let parts: Vec<String> = column.head.iter().map(|p| p.replace('/', "//")).collect();
        let head = parts.join("/").replace('\n', "");
        let mut line = format!(
            "  {{ head = {}, field = {}",
            toml::text(&head),
            toml::text(&column.source.path())
        );
        let merge = match column.merge {
            Merge::No => "",
            Merge::Project => ", merge = \"项目\"",
            Merge::Category => ", merge = \"类别\"",
            Merge::Equal => ", merge = \"相同\"",
        };
        line.push_str(merge);
        if let Some(join) = &column.join {
            // in one line, as the rest of the column
            let _ = write!(line, ", join = {}", toml::line(join));
        }
        if let Some(decimals) = column.decimals {
            let _ = write!(line, ", decimals = {decimals}");
        }
        let _ = writeln!(out, "{line} }},");
    }
    out.push_str("]\n");
}
