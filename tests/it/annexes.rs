//! Annex tables as text: each workspace of `tests/cases/annexes`, all annexes of all its circulars.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tongbao::diag::{Sink, Sources};
use tongbao::document::{Align, Cell, Row, RowKind, Table};
use tongbao::model::{Report, read};

use crate::faults::{collect, render};

fn line(mark: &str, cells: &[Option<Cell>]) -> String {
    let cell = |cell: &Option<Cell>| match cell {
        None => "·".to_owned(),
        Some(cell) => {
            let span = if cell.rows + cell.cols > 2 {
                format!("[{}x{}]", cell.rows, cell.cols)
            } else {
                String::new()
            };
            format!("{}{span}", cell.value.printed().replace('\n', "⏎"))
        }
    };
    format!(
        "{mark} {}",
        cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
    )
}

fn drawn(table: &Table, out: &mut String) {
    for (mark, text) in [("左上", &table.status_line), ("右上", &table.unit_line)] {
        if let Some(text) = text {
            writeln!(out, "{mark} {}", text.string).unwrap();
        }
    }
    let column = |c: &tongbao::document::Column| {
        let align = match c.align {
            Align::Left => "左",
            Align::Center => "中",
            Align::Right => "右",
            Align::Point => "点",
        };
        let width = c.width.map(|w| format!("{}mm", w.to_mm())).unwrap_or_default();
        format!("{align}{}{width}", if c.key { "键" } else { "" })
    };
    writeln!(
        out,
        "列 {}",
        table.columns.iter().map(column).collect::<Vec<_>>().join(" ")
    )
    .unwrap();
    for row in &table.head {
        writeln!(out, "{}", line("头", row)).unwrap();
    }
    for Row { kind, cells } in &table.rows {
        let mark = match kind {
            RowKind::Data => "行",
            RowKind::Group => "组",
            RowKind::Total => "计",
        };
        writeln!(out, "{}", line(mark, cells)).unwrap();
    }
    for note in &table.notes {
        writeln!(out, "注 {}", note.string).unwrap();
    }
    if let Some(size) = table.size {
        writeln!(out, "字号 {}", size.to_pt()).unwrap();
    }
}

/// A table whose spans overlap or leave a hole would be drawn wrongly.
fn is_whole(table: &Table) -> bool {
    let all: Vec<&Vec<Option<Cell>>> = table.head.iter().collect();
    let body: Vec<&Vec<Option<Cell>>> = table.rows.iter().map(|row| &row.cells).collect();
    [all, body].into_iter().all(|rows| {
        let width = table.columns.len();
        let mut covered = vec![0; rows.len() * width];
        for (y, row) in rows.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                let Some(cell) = cell else { continue };
                for down in 0..cell.rows as usize {
                    for over in 0..cell.cols as usize {
                        covered[(y + down) * width + x + over] += 1;
                    }
                }
            }
        }
        rows.iter().all(|row| row.len() == width) && covered.iter().all(|n| *n == 1)
    })
}

#[test]
fn tables_of_annexes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/annexes");
    for dir in fs::read_dir(root).unwrap().map(|e| e.unwrap().path()) {
        let mut files = Vec::new();
        collect(&dir, &dir, &mut files);
        let (mut sources, mut sink) = (Sources::new(), Sink::new());
        let workspace = read::workspace(files, &mut sources, &mut sink).unwrap();
        let mut out = String::new();
        for circular in &workspace.circulars {
            let report = Report::new(&workspace, circular);
            for annex in &circular.data.annexes {
                writeln!(out, "== {}", annex.title.value).unwrap();
                let table = report.table(annex, &mut sink);
                drawn(&table, &mut out);
                assert!(is_whole(&table), "{out}");
            }
        }
        out += &render(&sink.into_sorted(), &sources);
        let golden = dir.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &out).unwrap();
        }
        let wanted = fs::read_to_string(&golden)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        assert!(wanted == out, "{}\n{out}", dir.display());
    }
}
