//! Import (导入): the flow run backwards, from a workbook's bytes to the texts of a workspace's files.
//!
//! `read` gives the sheets as people see them, `dense` and `table` find the tables and their parts, `role` tells
//! what columns are for, `plan` says what goes where, `write` makes the files, and `verify` reads them back and
//! holds the tables they give against the workbook: what does not come back exactly is planned anew, as free
//! fields and listed merged cells. What still differs is an error that names the cell; nothing is lost in silence.

mod dense;
mod goal;
mod notice;
mod period;
mod plan;
mod read;
mod role;
mod settle;
mod summary;
mod table;
mod units;
mod verify;
mod write;

use std::collections::BTreeSet;

use crate::diag::code::import as code;
use crate::diag::{Diagnostic, Sink};
use crate::text::period::Period;

use notice::Notice;
use read::Book;
use table::Table;

/// How the list is to be printed (排法).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// 附件表.
    #[default]
    Table,
    /// Numbered paragraphs (分项文字); the table stays as a sheet.
    Prose,
}

/// What the clerk says beside the workbook (导入选项).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// 标题 of the circular; without it the notice's or the first table's.
    pub title: Option<String>,
    /// 期, as a key (2024-Q2) or in words (2024年二季度).
    pub period: Option<String>,
    /// The notice's text, a paragraph a line.
    pub notice: Option<String>,
    /// As a table or as prose.
    pub form: Form,
}

/// A workspace's files (导入结果).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Paths from the workspace with `/`, and their texts.
    pub files: Vec<(String, String)>,
    /// The path of the circular among them.
    pub circular: String,
    /// What was understood as what, a line each, in Chinese.
    pub summary: Vec<String>,
}

/// Turns a workbook into a workspace; `name` is its file name, for messages and comments.
///
/// `None` with errors in `sink` if the workbook cannot be read, has no table, or says progress of no period that
/// can be told. Where a cell does not come back from the written files, `sink` names it and the files are given
/// all the same.
#[must_use]
pub fn workbook(name: &str, bytes: &[u8], options: &ImportOptions, sink: &mut Sink) -> Option<Imported> {
    let book = read::sheets(name, bytes, sink)?;
    let tables = tables(name, &book, sink)?;
    let titles = titles(&tables);
    let notice = options
        .notice
        .as_deref()
        .map(|text| notice::notice(text, &titles));
    let period = told_period(options, &tables, &book, sink)?;
    let material = Material {
        name,
        options,
        tables: &tables,
        titles: &titles,
        notice: notice.as_ref(),
        period,
    };
    let settled = settle::settle(&material, sink)?;
    let summary = summary::summary(&material, &settled);
    Some(Imported {
        files: settled.files,
        circular: settled.circular,
        summary,
    })
}

/// All that the files are made from (导入材料).
struct Material<'a> {
    name: &'a str,
    options: &'a ImportOptions,
    tables: &'a [Table],
    titles: &'a [String],
    notice: Option<&'a Notice>,
    period: Told,
}

/// A period and how it is known (期的来历).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// By the clerk.
    Typed(Period),
    /// By titles and heads.
    Found(Period),
    /// Only by the year and month of the workbook's last saving.
    Saved(Period),
    /// Not at all.
    Nowhere,
}

impl Told {
    const fn period(self) -> Option<Period> {
        match self {
            Self::Typed(p) | Self::Found(p) | Self::Saved(p) => Some(p),
            Self::Nowhere => None,
        }
    }
}

fn tables(name: &str, book: &Book, sink: &mut Sink) -> Option<Vec<Table>> {
    let mut tables = Vec::new();
    for sheet in &book.sheets {
        let place = format!("{name} 的工作表“{}”", sheet.name);
        let grid = match dense::grid(sheet) {
            Ok(grid) => grid,
            Err(words) => {
                let help = "删去表外的零散内容，另存后再导入";
                sink.push(Diagnostic::new(code::TOO_BIG, format!("{place}太大：{words}")).help(help));
                return None;
            }
        };
        remarks(&place, sheet, &grid, sink);
        let found = table::tables(sheet, &grid);
        if found.is_empty() {
            sink.push(Diagnostic::new(
                code::EMPTY_SHEET,
                format!("{place}里没有表，未导入"),
            ));
        }
        tables.extend(found);
    }
    if tables.is_empty() {
        sink.push(
            Diagnostic::new(code::NOTHING, format!("{name} 里没有一张有表头的表"))
                .help("表头是标题下的第一行，至少两栏有文字"),
        );
        return None;
    }
    Some(tables)
}

/// What the clerk should know of a sheet before its tables.
fn remarks(place: &str, sheet: &read::Sheet, grid: &dense::Grid, sink: &mut Sink) {
    let hidden = hidden(sheet, grid);
    if !hidden.is_empty() {
        let words = hidden.join("、");
        sink.push(Diagnostic::new(
            code::HIDDEN,
            format!("{place}中隐藏的内容也已导入：{words}"),
        ));
    }
    if grid.dropped > 0 {
        sink.push(Diagnostic::new(
            code::BLANK_ROWS,
            format!("{place}中有 {} 个空行，已略去", grid.dropped),
        ));
    }
    if !sheet.uncalculated.is_empty() {
        let some: Vec<String> = sheet
            .uncalculated
            .iter()
            .take(5)
            .map(|at| read::address(at.0, at.1))
            .collect();
        let (some, n) = (some.join("、"), sheet.uncalculated.len());
        let message = format!("{place}有 {n} 个公式没有存下结果（{some}），按空白导入");
        sink.push(Diagnostic::new(code::NOT_CALCULATED, message).help("用 Excel 或 WPS 打开并保存，再导入"));
    }
    for (at, cell) in sheet.cells.iter().filter(|(_, c)| c.error) {
        let address = read::address(at.0, at.1);
        sink.push(Diagnostic::new(
            code::CELL_ERROR,
            format!("{place}的 {address} 是公式错误 {}", cell.text),
        ));
    }
}

/// What of a sheet is hidden, in words.
fn hidden(sheet: &read::Sheet, grid: &dense::Grid) -> Vec<String> {
    let mut hidden = Vec::new();
    if sheet.hidden {
        hidden.push("整张工作表".to_owned());
    }
    let has = |row: &&u32| grid.lines.binary_search_by_key(*row, |l| l.at).is_ok();
    let rows = sheet.hidden_rows.iter().filter(has).count();
    if rows > 0 {
        hidden.push(format!("{rows} 行"));
    }
    let right = grid
        .left
        .saturating_add(u32::try_from(grid.width).unwrap_or(u32::MAX));
    let is_hidden = |col: &u32| {
        sheet
            .hidden_cols
            .iter()
            .any(|(first, last)| (first..=last).contains(&col))
    };
    let cols: Vec<String> = (grid.left..right).filter(is_hidden).map(read::letters).collect();
    if !cols.is_empty() {
        hidden.push(format!("{} 列", cols.join("、")));
    }
    hidden
}

/// A title for each annex, no two the same.
fn titles(tables: &[Table]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut titles = Vec::new();
    for table in tables {
        let base = table
            .titles
            .first()
            .cloned()
            .unwrap_or_else(|| table.sheet.clone());
        let mut title = base.clone();
        let mut n = 2;
        while !seen.insert(title.clone()) {
            title = format!("{base}（{n}）");
            n += 1;
        }
        titles.push(title);
    }
    titles
}

fn told_period(options: &ImportOptions, tables: &[Table], book: &Book, sink: &mut Sink) -> Option<Told> {
    if let Some(typed) = &options.period {
        return match typed.parse() {
            Ok(period) => Some(Told::Typed(period)),
            Err(_) => {
                sink.push(
                    Diagnostic::new(code::BAD_PERIOD, format!("期（--period）“{typed}”写法不对"))
                        .help("写作 2024-Q2、2023-10、2021-01..09、2024-H1、2024 或 2024-07-T1"),
                );
                None
            }
        };
    }
    let of_tables = tables.iter().flat_map(|t| {
        let heads = t.head.iter().flat_map(|l| l.filled().map(|(_, s)| s.text()));
        t.titles
            .iter()
            .map(String::as_str)
            .chain([t.sheet.as_str()])
            .chain(t.status.as_deref())
            .chain(heads)
    });
    let texts: Vec<&str> = options.title.as_deref().into_iter().chain(of_tables).collect();
    if let Some(found) = period::find(&texts) {
        return Some(Told::Found(found));
    }
    let saved = book
        .modified
        .and_then(|(year, month)| format!("{year}-{month:02}").parse().ok());
    Some(saved.map_or(Told::Nowhere, Told::Saved))
}
