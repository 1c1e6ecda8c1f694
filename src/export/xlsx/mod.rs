//! The workbook (电子表格): an annex, not a dump.
//!
//! From left to right: [`draft`] picks what goes into which sheet, [`name`] names it, [`fit`] finds type size,
//! columns ([`grid`]) and heights of rows ([`rows`]) by what [`survey`] measured once ([`extent`], [`measure`]),
//! [`sheet`] and [`table`] write the cells ([`cell`], [`number`], [`style`]), [`paper`] sets the page up.
//!
//! Numbers are numbers with a format that shows them as printed; text is text, whatever it begins with.

mod cell;
mod draft;
mod extent;
mod fit;
mod grid;
mod measure;
mod name;
mod number;
mod paper;
mod rows;
mod sheet;
mod style;
mod survey;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use self::draft::Draft;
use self::name::Names;
use self::sheet::{Placed, Shared};
use self::style::Styles;
use crate::diag::{Diagnostic, Sink, code::output};
use crate::document::{Document, Meta};
use crate::standard::{GBT_9704, Standard};

/// How a workbook is made (电子表格选项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XlsxOptions {
    /// Paper, margins and type sizes, the same as of the PDF.
    pub standard: Standard,
    /// Names of faces.
    pub fonts: SheetFonts,
    /// Whether the sheet of a labelled annex begins with 附件N above its title, as 7.3.7 wants of the printed one.
    pub label: bool,
}

impl Default for XlsxOptions {
    fn default() -> Self {
        Self {
            standard: GBT_9704,
            fonts: SheetFonts::default(),
            label: true,
        }
    }
}

/// Names of faces in a workbook (字体名称).
///
/// A workbook carries no faces, so these are names that a clerk's machine knows: 黑体, 仿宋 and 宋体 come with every
/// Chinese Windows and with WPS, 方正小标宋简体 is on every machine where circulars are written. Where one is missing
/// the program takes another Chinese face; heights and widths leave room for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFonts {
    /// 标题.
    pub title: String,
    /// 表头.
    pub head: String,
    /// 表文.
    pub text: String,
    /// 页码 (7.5).
    pub page_number: String,
}

impl Default for SheetFonts {
    fn default() -> Self {
        Self {
            title: "方正小标宋简体".to_owned(),
            head: "黑体".to_owned(),
            text: "仿宋".to_owned(),
            page_number: "宋体".to_owned(),
        }
    }
}

/// How many sheets the XLSX file of `document` has; 0 where it has no table.
#[must_use]
pub fn sheets(document: &Document) -> usize {
    draft::drafts(document, false).len()
}

/// The XLSX file with the tables of `document`: one sheet an annex, and one for the tables of the body.
///
/// The same document gives the same bytes. What is worth saying goes into `sink`; `None` where an error is among it:
/// no table at all, a text longer than Excel's 32 767 characters, a table larger than its sheet, merges that overlap.
#[must_use]
pub fn write(document: &Document, options: &XlsxOptions, sink: &mut Sink) -> Option<Vec<u8>> {
    let drafts = draft::drafts(document, options.label);
    if drafts.is_empty() {
        let found = Diagnostic::new(output::NO_TABLE, "这份公文没有表，不能生成电子表格")
            .help("为公文加上附件（annexes）")
            .help("或只生成 PDF");
        sink.push(found);
        return None;
    }
    let mut findings = Sink::new();
    let bytes = match workbook(document, &drafts, options, &mut findings) {
        Ok(bytes) => Some(bytes),
        Err(found) => {
            findings.push(*found);
            None
        }
    };
    let failed = findings.has_errors();
    sink.append(findings);
    bytes.filter(|_| !failed)
}

fn workbook(
    document: &Document,
    drafts: &[Draft<'_>],
    options: &XlsxOptions,
    sink: &mut Sink,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut book = Workbook::new();
    let mut styles = Styles::new(&options.fonts);
    let mut names = Names::default();
    let mut shared = Shared {
        options,
        styles: &mut styles,
        sink,
    };
    let mut tables = 0;
    prepare(&mut book, &document.meta, options).map_err(|error| refused(&error, None))?;
    for (n, draft) in drafts.iter().enumerate() {
        let name = names.give(draft.name, &format!("表{}", n + 1));
        let placed = book
            .add_worksheet()
            .set_name(&name)
            .and_then(|sheet| sheet::write(sheet, draft, &mut shared));
        let (placed, columns) = placed.map_err(|error| refused(&error, Some((draft, &name))))?;
        for table in placed {
            tables += 1;
            define(&mut book, &name, tables, table, columns)
                .map_err(|error| refused(&error, Some((draft, &name))))?;
        }
    }
    book.save_to_buffer().map_err(|error| refused(&error, None))
}

/// What concerns the workbook as a whole. Its default face sets the unit of columns: of 宋体 11 a digit is 8 pixels
/// wide on every machine.
fn prepare(book: &mut Workbook, meta: &Meta, options: &XlsxOptions) -> Result<(), XlsxError> {
    let face = Format::new()
        .set_font_name(&options.fonts.page_number)
        .set_font_size(11)
        .set_font_charset(134)
        .set_align(FormatAlign::VerticalCenter);
    book.set_default_format(&face, 18, 72)?;
    // without a date of its own a file has the first day that ZIP knows, never today
    let (year, month, day) = meta.date.unwrap_or((1980, 1, 1));
    let created = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1980), month, day)
        .or_else(|_| ExcelDateTime::from_ymd(1980, 1, 1))?;
    let properties = DocProperties::new()
        .set_title(&meta.title)
        .set_author(&meta.author)
        .set_subject(&meta.serial)
        .set_creation_datetime(&created);
    book.set_properties(&properties);
    Ok(())
}

/// A name for a table with its head, 表1_数据, so that formulas elsewhere can refer to it.
fn define(book: &mut Workbook, sheet: &str, n: usize, table: Placed, columns: u16) -> Result<(), XlsxError> {
    if table.end == table.head || columns == 0 {
        return Ok(());
    }
    let from = rust_xlsxwriter::utility::row_col_to_cell_absolute(table.head, 0);
    let to = rust_xlsxwriter::utility::row_col_to_cell_absolute(table.end - 1, columns - 1);
    let sheet = sheet.replace('\'', "''");
    book.define_name(format!("表{n}_数据"), &format!("='{sheet}'!{from}:{to}"))?;
    Ok(())
}

/// The finding for what the writer refuses.
fn refused(error: &XlsxError, at: Option<(&Draft<'_>, &str)>) -> Box<Diagnostic> {
    let place = at.map_or(String::new(), |(_, name)| format!("工作表“{name}”："));
    let found = match error {
        XlsxError::MergeRangeOverlaps(new, old) => Diagnostic::new(
            output::MERGES_OVERLAP,
            format!("{place}合并单元格 {new} 与 {old} 互相重叠"),
        )
        .help("检查附件的合并（merges），使各处合并互不相交"),
        XlsxError::RowColumnLimitError => Diagnostic::new(
            output::SHEET_TOO_BIG,
            format!("{place}超过 16384 列或 1048576 行"),
        )
        .help("把表拆成几个附件"),
        _ => Diagnostic::new(output::XLSX_REFUSED, format!("{place}{error}")),
    };
    Box::new(found.at(at.and_then(|(draft, _)| draft.origin)))
}
