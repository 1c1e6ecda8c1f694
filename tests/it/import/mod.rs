//! Workbooks made here (invented places) go in; the tables of the written workspace must be theirs again.

mod notice;
mod random;
mod refused;
mod sheets;

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use tongbao::diag::{Severity, Sink, Sources};
use tongbao::document::Table;
use tongbao::import::{ImportOptions, Imported, workbook};
use tongbao::model::{InputFile, Report, Workspace, read};

/// A body cell as a test says it: text, rows, columns; `None` under a merged one.
pub(crate) type Spot = Option<(String, u32, u32)>;

/// A sheet with texts row by row; numbers are written as numbers.
pub(crate) fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (r, row) in (0..).zip(rows) {
        for (c, text) in (0..).zip(*row) {
            write(sheet, r, c, text);
        }
    }
}

pub(crate) fn write(sheet: &mut Worksheet, row: u32, col: u16, text: &str) {
    match text.parse::<f64>() {
        Ok(number) if number.to_string() == text => sheet.write_number(row, col, number).unwrap(),
        _ if text.is_empty() => return,
        _ => sheet.write_string(row, col, text).unwrap(),
    };
}

/// Merges `top, left, bottom, right` with that text.
pub(crate) fn merge(sheet: &mut Worksheet, area: (u32, u16, u32, u16), text: &str) {
    sheet
        .merge_range(area.0, area.1, area.2, area.3, "", &Format::new())
        .unwrap();
    write(sheet, area.0, area.1, text);
}

pub(crate) fn import(mut book: Workbook, options: &ImportOptions) -> (Imported, Vec<String>) {
    let bytes = book.save_to_buffer().unwrap();
    let mut sink = Sink::new();
    let imported = workbook("进展.xlsx", &bytes, options, &mut sink);
    let found = sink
        .found()
        .iter()
        .map(|d| format!("{} {}", d.code.id, d.message))
        .collect::<Vec<_>>();
    (
        imported.unwrap_or_else(|| panic!("not imported: {found:#?}")),
        found,
    )
}

pub(crate) fn period(period: &str) -> ImportOptions {
    ImportOptions {
        period: Some(period.to_owned()),
        ..ImportOptions::default()
    }
}

/// Reads the files back as `build` would, without a finding.
pub(crate) fn workspace(imported: &Imported) -> Workspace {
    let files = imported.files.iter().map(|(name, text)| InputFile {
        name: name.clone(),
        bytes: text.as_bytes().into(),
    });
    let (mut sources, mut sink) = (Sources::new(), Sink::new());
    let workspace = read::workspace(files.collect(), &mut sources, &mut sink);
    assert!(sink.is_empty(), "{:#?}", sink.found());
    workspace.unwrap()
}

/// The annex tables of the only circular.
pub(crate) fn tables(imported: &Imported) -> Vec<Table> {
    let workspace = workspace(imported);
    let circular = workspace.circulars.first().unwrap();
    let report = Report::new(&workspace, circular);
    let mut sink = Sink::new();
    let tables = circular
        .data
        .annexes
        .iter()
        .map(|a| report.table(a, &mut sink))
        .collect();
    assert!(
        sink.found().iter().all(|d| d.severity != Severity::Error),
        "{:#?}",
        sink.found()
    );
    tables
}

/// Body rows as spots.
pub(crate) fn body(table: &Table) -> Vec<Vec<Spot>> {
    let spot = |cell: &Option<tongbao::document::Cell>| {
        cell.as_ref()
            .map(|c| (c.value.printed().to_owned(), c.rows, c.cols))
    };
    table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(spot).collect())
        .collect()
}

/// Head and body as lines: merged cells with their span, covered ones as `<`.
pub(crate) fn drawn(table: &Table) -> String {
    let cell = |cell: &Option<tongbao::document::Cell>| match cell {
        None => "<".to_owned(),
        Some(c) => {
            let text = c.value.printed().replace('\n', "⏎");
            if (c.rows, c.cols) == (1, 1) {
                text
            } else {
                format!("{text}[{}x{}]", c.rows, c.cols)
            }
        }
    };
    let line =
        |cells: &[Option<tongbao::document::Cell>]| cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
    let head = table.head.iter().map(|r| line(r));
    let rows = table.rows.iter().map(|r| line(&r.cells));
    head.chain(rows).collect::<Vec<_>>().join("\n")
}

pub(crate) fn file<'a>(imported: &'a Imported, name: &str) -> &'a str {
    let found = imported.files.iter().find(|(path, _)| path == name);
    found.map_or_else(
        || {
            panic!(
                "no {name} among {:?}",
                imported.files.iter().map(|f| &f.0).collect::<Vec<_>>()
            )
        },
        |f| &f.1,
    )
}
