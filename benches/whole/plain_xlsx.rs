//! The yardstick (比尺) of the workbook: the same cells written with plain rust_xlsxwriter, as directly as it can be used.
//!
//! Same texts and numbers, same columns, one look a column with rules and wrapping, every row's height set. Nothing is
//! measured, no sizes are tried, no points aligned, no pages ended: what our writer takes beyond this is its own.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use tongbao::document::{Block, Cell, Document, Table, Value};

/// Three lines of 五号 in pixels.
const HEIGHT: u32 = 69;
/// Six columns of it fill a page turned across.
const WIDTH: u32 = 140;

/// A workbook with a sheet for each annex of `document`, in memory.
///
/// # Errors
/// What the crate refuses, such as a table larger than a sheet.
pub(crate) fn write(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for (n, annex) in document.annexes.iter().enumerate() {
        let sheet = book.add_worksheet().set_name(format!("表{}", n + 1))?;
        let mut row = 0;
        for table in annex.body.iter().filter_map(table) {
            row = write_table(sheet, table, row)?;
        }
    }
    book.save_to_buffer()
}

fn table(block: &Block) -> Option<&Table> {
    match block {
        Block::Table(table) => Some(table),
        Block::Heading(_) | Block::Paragraph(_) => None,
    }
}

/// Writes `table` from row `first` on, and tells the row behind it.
fn write_table(sheet: &mut Worksheet, table: &Table, first: u32) -> Result<u32, XlsxError> {
    let looks: Vec<Format> = table.columns.iter().map(|_| look()).collect();
    for (column, _) in (0..).zip(&looks) {
        sheet.set_column_width_pixels(column, WIDTH)?;
    }
    let body = table.rows.iter().map(|row| &row.cells);
    let mut at = first;
    for cells in table.head.iter().chain(body) {
        sheet.set_row_height_pixels(at, HEIGHT)?;
        for ((column, cell), look) in (0..).zip(cells).zip(&looks) {
            if let Some(cell) = cell {
                write_cell(sheet, at, column, cell, look)?;
            }
        }
        at += 1;
    }
    Ok(at)
}

fn look() -> Format {
    Format::new()
        .set_font_name("仿宋")
        .set_font_size(10.5)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    look: &Format,
) -> Result<(), XlsxError> {
    match &cell.value {
        Value::Empty => sheet.write_blank(row, column, look)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, text, look)?,
        Value::Number { value, printed, .. } => match value.to_string().parse::<f64>() {
            Ok(number) => sheet.write_number_with_format(row, column, number, look)?,
            Err(_) => sheet.write_string_with_format(row, column, printed, look)?,
        },
    };
    Ok(())
}
