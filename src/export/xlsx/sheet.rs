//! One sheet (工作表): title, lines, tables one below another.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet, XlsxError};

use super::cell;
use super::draft::{Draft, Line, LineKind, Part};
use super::fit::{self, Fitted};
use super::grid::{Grid, Span};
use super::measure::{self, Pixels};
use super::paper::{self, Flow};
use super::rows::TALLEST;
use super::style::{Face, Side, Style, Styles};
use super::survey::Survey;
use super::{XlsxOptions, table};
use crate::diag::Sink;
use crate::document::Table;
use crate::unit::Length;

/// Frozen rows taller than this, half of a small screen, leave no room to read in.
const MOST_FROZEN_HEIGHT: Pixels = 400;
/// Frozen columns take at most this part of the sheet's width, in per cent.
const MOST_FROZEN_WIDTH: Pixels = 40;
/// Between two tables.
const GAP: Pixels = 20;

/// What the sheets of a workbook share (公共部分).
pub(super) struct Shared<'a, 'b> {
    pub(super) options: &'a XlsxOptions,
    pub(super) styles: &'b mut Styles<'a>,
    pub(super) sink: &'b mut Sink,
}

/// A sheet being written (正在写的工作表).
pub(super) struct SheetWriter<'a, 'b, 'c> {
    pub(super) sheet: &'c mut Worksheet,
    pub(super) shared: &'c mut Shared<'a, 'b>,
    /// Its columns.
    pub(super) grid: Grid,
    /// Its rows so far.
    pub(super) flow: Flow,
    /// Whether the next row must stay with the last.
    pub(super) tied: bool,
    /// What a page holds.
    pub(super) room: Pixels,
    /// Whether it is printed across.
    landscape: bool,
    /// Whether it has one table, whose head leads every page.
    pub(super) alone: bool,
}

/// Where a table came to stand (表的位置), in rows and columns of the sheet from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// First head row.
    pub(super) head: u32,
    /// First body row.
    pub(super) body: u32,
    /// Behind the last body row.
    pub(super) end: u32,
}

/// A rectangle of cells (区域): first row, one behind the last, columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) columns: Span,
}

/// Writes `draft` and tells where its tables stand and how many columns the sheet has.
pub(super) fn write(
    sheet: &mut Worksheet,
    draft: &Draft<'_>,
    shared: &mut Shared<'_, '_>,
) -> Result<(Vec<Placed>, u16), XlsxError> {
    let main = draft
        .tables()
        .max_by_key(|table| (table.columns.len(), table.rows.len()));
    let Some(main) = main else {
        return Ok((Vec::new(), 0));
    };
    let survey = Survey::new(main);
    let Some((fitted, landscape)) = fitted(main, &survey, shared.options, draft.landscape) else {
        return Ok((Vec::new(), 0));
    };
    let (_, height) = paper::room(shared.options, landscape);
    let mut writer = SheetWriter {
        sheet,
        shared,
        grid: fitted.grid.clone(),
        flow: Flow::default(),
        tied: false,
        room: height,
        landscape,
        alone: draft.tables().nth(1).is_none(),
    };
    let placed = writer.parts(draft, main, (survey, fitted))?;
    writer.finish(draft, &placed)?;
    Ok((placed, column(writer.grid.widths.len())))
}

/// The main table measured, and whether its pages are turned across: a table too wide for an upright page, which in
/// the PDF is split, would come out smaller than it need be.
fn fitted(main: &Table, survey: &Survey, options: &XlsxOptions, landscape: bool) -> Option<(Fitted, bool)> {
    let on = |landscape| fit::first(main, survey, &options.standard, paper::room(options, landscape).0);
    let fitted = on(landscape)?;
    if landscape || fitted.grid.fits {
        return Some((fitted, landscape));
    }
    Some((on(true)?, true))
}

impl SheetWriter<'_, '_, '_> {
    fn parts(
        &mut self,
        draft: &Draft<'_>,
        main: &Table,
        measured: (Survey, Fitted),
    ) -> Result<Vec<Placed>, XlsxError> {
        for (n, &width) in self.grid.widths.iter().enumerate() {
            self.sheet
                .set_column_width_pixels(column(n), u32::try_from(width).unwrap_or(1))?;
        }
        let mut ready = Some(measured);
        let mut placed = Vec::new();
        let mut after_table = false;
        self.opening(draft)?;
        for part in &draft.parts {
            match part {
                Part::Line(line) => self.line(line)?,
                Part::Table(table) => {
                    if after_table {
                        self.gap();
                    }
                    let measured = ready
                        .take_if(|_| std::ptr::eq(*table, main))
                        .or_else(|| self.measured(table));
                    if let Some((survey, fitted)) = measured {
                        placed.push(table::write(self, table, &survey, &fitted)?);
                    }
                }
            }
            after_table = matches!(part, Part::Table(_));
        }
        Ok(placed)
    }

    /// A further table on the columns there are.
    fn measured(&self, table: &Table) -> Option<(Survey, Fitted)> {
        let survey = Survey::new(table);
        let fitted = fit::further(table, &survey, &self.shared.options.standard, &self.grid)?;
        Some((survey, fitted))
    }

    fn opening(&mut self, draft: &Draft<'_>) -> Result<(), XlsxError> {
        if let Some(label) = &draft.label {
            self.line(&Line {
                text: label.clone(),
                kind: LineKind::Label,
            })?;
        }
        self.line(&Line {
            text: draft.title.to_owned(),
            kind: LineKind::Title,
        })
    }

    /// Words across all columns, in as many rows as their height needs.
    pub(super) fn line(&mut self, line: &Line) -> Result<(), XlsxError> {
        let (text, _) = cell::cleaned(&line.text);
        if text.is_empty() {
            return Ok(());
        }
        let standard = &self.shared.options.standard;
        let (face, size, side) = match line.kind {
            LineKind::Label => (Face::Head, standard.text_size, Side::Left),
            LineKind::Title => (Face::Title, standard.annex_title_size, Side::Center),
            LineKind::Heading => (Face::Head, standard.table_size, Side::Left),
            LineKind::Paragraph | LineKind::Note => (Face::Text, standard.table_size, Side::Left),
            LineKind::Centered => (Face::Text, standard.table_size, Side::Center),
        };
        let all = Span {
            first: 0,
            end: self.grid.widths.len(),
        };
        let height = measure::height(measure::lines(&text, self.grid.width(), size), size);
        let leads = matches!(line.kind, LineKind::Label | LineKind::Title | LineKind::Heading);
        let area = self.rows(height, all);
        self.text(area, &text, Style::new(face, size, side))?;
        self.tied = leads;
        Ok(())
    }

    fn gap(&mut self) {
        let all = Span {
            first: 0,
            end: self.grid.widths.len(),
        };
        self.tied = false;
        self.rows(GAP, all);
    }

    /// The next rows, together `height` tall, as an area of `columns`; one row if it is not taller than Excel can
    /// make one.
    pub(super) fn rows(&mut self, height: Pixels, columns: Span) -> Area {
        let first = self.row();
        let count = (height.max(1) - 1) / TALLEST + 1;
        for n in 0..count {
            let tied = if n == 0 { self.tied } else { height <= self.room };
            self.push((height - 1) / count + 1, tied);
        }
        Area {
            first,
            end: self.row(),
            columns,
        }
    }

    /// One more row of the sheet.
    pub(super) fn push(&mut self, height: Pixels, tied: bool) {
        let row = self.row();
        self.flow.push(height, tied);
        // a row beyond the last fails when its cells are written
        let _ = self
            .sheet
            .set_row_height_pixels(row, u32::try_from(height).unwrap_or(1));
    }

    /// The next row's number.
    pub(super) fn row(&self) -> u32 {
        u32::try_from(self.flow.len()).unwrap_or(u32::MAX)
    }

    /// Text in an area, merged if it is more than one cell.
    pub(super) fn text(&mut self, area: Area, text: &str, style: Style) -> Result<(), XlsxError> {
        let format = self.shared.styles.get(style);
        merge(self.sheet, area, format)?;
        let place = (area.first, column(area.columns.first));
        cell::write_text(self.sheet, place, text.to_owned(), format)
    }

    /// What concerns the sheet as a whole.
    fn finish(&mut self, draft: &Draft<'_>, placed: &[Placed]) -> Result<(), XlsxError> {
        let (last_row, last_column) = (self.row().saturating_sub(1), column(self.grid.widths.len()) - 1);
        paper::set_up(self.sheet, self.shared.options, self.landscape);
        self.sheet.set_print_area(0, 0, last_row, last_column)?;
        // 007 as text is meant so
        self.sheet
            .ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
        if let ([one], Some(table)) = (placed, draft.tables().next()) {
            self.lead(*one, table)?;
        }
        self.sheet.set_page_breaks(&self.flow.breaks(self.room))?;
        Ok(())
    }

    /// The head drawn again on each page and kept in sight, where the sheet has one table. On the screen nothing is
    /// kept that would fill it.
    fn lead(&mut self, placed: Placed, table: &Table) -> Result<(), XlsxError> {
        if placed.head < placed.body {
            self.sheet.set_repeat_rows(placed.head, placed.body - 1)?;
        }
        let keys = table.columns.iter().take_while(|column| column.key).count();
        let wide =
            self.grid.across(Span { first: 0, end: keys }) * 100 > self.grid.width() * MOST_FROZEN_WIDTH;
        let tall = self.flow.height(0..placed.body as usize) > MOST_FROZEN_HEIGHT;
        let rows = if tall { 0 } else { placed.body };
        let columns = if wide { 0 } else { column(keys) };
        self.sheet.set_freeze_panes(rows, columns)?;
        Ok(())
    }
}

/// Merges an area of more than one cell, empty so far.
pub(super) fn merge(sheet: &mut Worksheet, area: Area, format: &Format) -> Result<(), XlsxError> {
    let Area {
        first,
        end,
        columns: Span {
            first: left,
            end: right,
        },
    } = area;
    if end > first + 1 || right > left + 1 {
        sheet.merge_range(first, column(left), end - 1, column(right - 1), "", format)?;
    }
    Ok(())
}

/// A column's number in the file; one beyond the limit is refused there.
pub(super) fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// The style of text beside a table, such as the line of its unit.
pub(super) const fn beside(size: Length, side: Side) -> Style {
    Style::new(Face::Text, size, side)
}
