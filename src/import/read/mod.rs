//! Workbook bytes (工作簿) → sheets of cells as people see them.

mod bounds;
mod format;
mod sheet;
mod view;

pub(super) use format::Number;
pub(super) use sheet::{Area, Cell, Sheet, Shown, address, letters};

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::diag::code::{Code, import as code};
use crate::diag::{Diagnostic, Sink};

use format::Formats;
use view::View;

/// The most cells with content; a million are a workbook of 100 MB, nothing that is printed.
const MOST_CELLS: usize = 1_000_000;

/// All worksheets of the workbook that have content, in its order. `None` with a diagnostic if it cannot be read.
pub(super) fn sheets(name: &str, bytes: &[u8], sink: &mut Sink) -> Option<Book> {
    bounds::check(name, bytes, sink)?;
    let mut book = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => return fail(name, &error, sink),
    };
    let views = view::views(bytes);
    let mut sheets = Vec::new();
    let mut left = MOST_CELLS;
    for meta in book.sheets_metadata().to_vec() {
        if meta.typ != SheetType::WorkSheet {
            continue;
        }
        let view = views.get(&meta.name).cloned().unwrap_or_default();
        match sheet(&mut book, &meta.name, view, &mut left) {
            Ok(Some(mut sheet)) if !sheet.cells.is_empty() => {
                sheet.hidden = meta.visible != SheetVisible::Visible;
                sheets.push(sheet);
            }
            Ok(Some(_)) => sink.push(Diagnostic::new(
                code::EMPTY_SHEET,
                format!("{name} 的工作表“{}”没有内容，未导入", meta.name),
            )),
            Ok(None) => {
                sink.push(Diagnostic::new(
                    code::TOO_BIG,
                    format!("{name} 有内容的单元格超过 {MOST_CELLS} 个"),
                ));
                return None;
            }
            Err(error) => return fail(name, &error, sink),
        }
    }
    Some(Book {
        sheets,
        modified: view::modified(bytes),
    })
}

/// A workbook (工作簿).
pub(super) struct Book {
    /// Its sheets with content.
    pub(super) sheets: Vec<Sheet>,
    /// The year and month it was last saved in.
    pub(super) modified: Option<(i16, u8)>,
}

fn fail<T>(name: &str, error: &XlsxError, sink: &mut Sink) -> Option<T> {
    let (code, words): (&Code, _) = match error {
        XlsxError::Password => (code::ENCRYPTED, "有密码，无法读取"),
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => (code::NOT_XLSX, "不是 xlsx 工作簿"),
        _ => (code::BROKEN, "的结构有误，无法读取"),
    };
    sink.push(
        Diagnostic::new(code, format!("{name} {words}（{error}）"))
            .help("用 Excel 或 WPS 打开并另存为 .xlsx，再导入"),
    );
    None
}

/// One sheet; `None` when the cells are too many.
fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    view: View,
    left: &mut usize,
) -> Result<Option<Sheet>, XlsxError> {
    let mut sheet = Sheet::new(name, view);
    let merges = book.merge_cells_by_sheet_name(name)?;
    let epoch_1904 = book.has_1904_epoch();
    let mut reader = book.worksheet_cells_reader(name)?;
    let styles = reader.styles().to_vec();
    let mut formats = Formats::new(&styles, epoch_1904);
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let Some(shown) = formats.shown(&Data::from(cell.get_value().clone()), style) else {
            continue;
        };
        *left = match left.checked_sub(1) {
            Some(left) => left,
            None => return Ok(None),
        };
        sheet.cells.insert(cell.get_position(), shown);
    }
    let cells = &sheet.cells;
    sheet.uncalculated.retain(|at| !cells.contains_key(at));
    sheet.set_merges(merges.iter().map(|m| Area::new(m.start, m.end)));
    Ok(Some(sheet))
}
