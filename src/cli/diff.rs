//! `tongbao diff`: two periods of a workspace side by side, a line a task that changed.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::diag::Diagnostic;
use crate::diag::code::reference;
use crate::model::report::diff::{self, Compared, Moved, Pair};
use crate::model::{Report, Workspace};
use crate::text::period::Period;
use crate::text::width;

use super::args::DiffArgs;
use super::session::Session;
use super::{Ending, Ui, say};

/// Version of the JSON's shape.
const VERSION: u32 = 1;

/// Half ems of a task's title that the table shows.
const TITLE: usize = 40;

pub(super) fn run(args: &DiffArgs, ui: &Ui) -> Ending {
    let session = match Session::open(&args.path) {
        Ok(session) => session,
        Err(diagnostic) => return ui.refuse(diagnostic),
    };
    let Some(workspace) = &session.workspace else {
        return ui.report(&session.sink.into_sorted(), &session.sources, false);
    };
    let (before, now) = match (period(workspace, &args.before), period(workspace, &args.now)) {
        (Ok(before), Ok(now)) => (before, now),
        (Err(diagnostic), _) | (_, Err(diagnostic)) => return ui.refuse(*diagnostic),
    };
    let circular = diff::circular(before, now);
    let report = Report::new(workspace, &circular);
    let compared = diff::compare(&report, &session.sources);
    if args.json {
        say(&json(before, now, &compared));
    } else {
        say(&table(before, now, &compared));
    }
    let faults: Vec<Diagnostic> = session
        .sink
        .found()
        .iter()
        .filter(|d| d.is_error())
        .cloned()
        .collect();
    ui.report(&faults, &session.sources, false)
}

/// The period that was named, if it has a progress file.
fn period(workspace: &Workspace, typed: &str) -> Result<Period, Box<Diagnostic>> {
    let known: Vec<Period> = workspace
        .progress
        .iter()
        .filter_map(|file| file.data.period.parse().ok())
        .collect();
    let found = diff::period(workspace, typed).filter(|period| known.contains(period));
    found.ok_or_else(|| {
        let mut names: Vec<String> = known.iter().map(Period::to_string).collect();
        names.sort();
        names.dedup();
        let way_out = if names.is_empty() {
            "工作区中还没有进展文件".to_owned()
        } else {
            format!("已有的期：{}", names.join("、"))
        };
        let message = format!("没有“{typed}”这一期的进展文件");
        Box::new(Diagnostic::new(reference::UNKNOWN_PERIOD, message).help(way_out))
    })
}

fn json(before: Period, now: Period, compared: &[Compared]) -> String {
    let pair = |pair: &Pair| json!({ "before": pair.before, "now": pair.now });
    let task = |one: &Compared| {
        json!({
            "key": one.key,
            "title": one.title,
            "change": one.moved.key(),
            "word": one.moved.word(),
            "done": pair(&one.done),
            "gained": one.gained,
            "rate": pair(&one.rate),
            "status": pair(&one.status),
            "text": pair(&one.text),
            "text_changed": one.text.before != one.text.now,
            "place": one.place.as_ref().map(|(file, line)| json!({ "file": file, "line": line })),
        })
    };
    let counts: serde_json::Map<String, Value> = Moved::ALL
        .into_iter()
        .map(|moved| (moved.key().to_owned(), count(compared, moved).into()))
        .collect();
    let whole = json!({
        "version": VERSION,
        "before": before.to_string(),
        "now": now.to_string(),
        "counts": counts,
        "tasks": compared.iter().map(task).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn count(compared: &[Compared], moved: Moved) -> usize {
    compared.iter().filter(|one| one.moved == moved).count()
}

/// The tasks that changed, a row each, in columns as wide as the screen shows them; a last line counts.
fn table(before: Period, now: Period, compared: &[Compared]) -> String {
    let mut rows = vec![["任务", "变化", "完成数", "完成率", "完成情况", "文字"].map(str::to_owned)];
    let changed = compared.iter().filter(|one| one.moved != Moved::Nothing);
    rows.extend(changed.map(|one| {
        [
            format!("{}（{}）", cut(&one.title, TITLE), one.key),
            one.moved.word().to_owned(),
            arrow(&one.done),
            arrow(&one.rate),
            arrow(&one.status),
            if one.text.before == one.text.now {
                "同上期"
            } else {
                "有改动"
            }
            .to_owned(),
        ]
    }));
    let mut out = format!("{} → {}\n\n", before.name(), now.name());
    if rows.len() > 1 {
        out += &aligned(&rows);
        out.push('\n');
    }
    let counts: Vec<String> = Moved::ALL
        .into_iter()
        .map(|moved| (moved, count(compared, moved)))
        .filter(|(_, count)| *count > 0)
        .map(|(moved, count)| format!("{}{count}项", moved.word()))
        .collect();
    let _ = writeln!(out, "共 {} 项任务：{}。", compared.len(), counts.join("，"));
    out
}

/// 12 → 15, or one of them where the other is missing or the same.
fn arrow(pair: &Pair) -> String {
    match (pair.before.as_str(), pair.now.as_str()) {
        (before, now) if before == now => now.to_owned(),
        ("", now) => format!("→ {now}"),
        (before, "") => format!("{before} →"),
        (before, now) => format!("{before} → {now}"),
    }
}

fn cut(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    if width::of(line) <= most {
        return line.to_owned();
    }
    let (mut out, mut used) = (String::new(), 0);
    for c in line.chars() {
        used += width::of_char(c);
        if used > most - 2 {
            break;
        }
        out.push(c);
    }
    out + "…"
}

/// Columns parted by two spaces, each as wide as its widest cell.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(super::report::cells(cell));
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line += cell;
            line += &" ".repeat(width - super::report::cells(cell) + 2);
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_on_the_screen() {
        let rows = [["甲", "1"].map(str::to_owned), ["ab甲乙", "2"].map(str::to_owned)];
        assert_eq!(aligned(&rows), "甲      1\nab甲乙  2\n");
    }

    #[test]
    fn what_is_missing_has_no_arrow_to_it() {
        let arrow = |before: &str, now: &str| {
            super::arrow(&Pair {
                before: before.to_owned(),
                now: now.to_owned(),
            })
        };
        assert_eq!(arrow("1", "2"), "1 → 2");
        assert_eq!(arrow("", "2"), "→ 2");
        assert_eq!(arrow("1", ""), "1 →");
        assert_eq!(arrow("2", "2"), "2");
        assert_eq!(cut("一二三四五", 6), "一二…");
    }
}
