//! One table in a sheet (表): the lines above it, head, body, notes.

use rust_xlsxwriter::XlsxError;

use super::cell::{self, Content, Fault};
use super::draft::{Line, LineKind};
use super::fit::Fitted;
use super::grid::{Span, all_rows};
use super::measure::{self, INSET, Pixels, STEP};
use super::number;
use super::paper;
use super::rows;
use super::sheet::{Area, Placed, SheetWriter, beside, column, merge};
use super::style::{Face, Side, Style};
use super::survey::Survey;
use crate::diag::{Diagnostic, code::output};
use crate::document::{Align, Cell, RowKind, Table, Text, Value};
use crate::unit::Length;

/// Excel allows more, but no table needs it.
const MOST_STEPS: Pixels = 15;

/// Writes `table` below what the sheet has.
pub(super) fn write(
    writer: &mut SheetWriter<'_, '_, '_>,
    table: &Table,
    survey: &Survey,
    fitted: &Fitted,
) -> Result<Placed, XlsxError> {
    above(writer, table, fitted.size)?;
    let starts = place_rows(writer, table, fitted);
    let points = (0..table.columns.len())
        .map(|n| Point::new(table, survey, fitted, n))
        .collect();
    let indented = (0..table.columns.len())
        .map(|n| is_indented(table, survey, fitted, n))
        .collect();
    let mut body = TableWriter {
        table,
        fitted,
        starts: &starts,
        points,
        indented,
        tops: Vec::new(),
        taken: vec![false; (starts.len() - 1) * table.columns.len()],
    };
    body.tie(writer);
    body.cells(writer)?;
    let at = |n: usize| starts.get(n).copied().unwrap_or(writer.row());
    let placed = Placed {
        head: at(0),
        body: at(table.head.len()),
        end: writer.row(),
    };
    writer.tied = true;
    for note in &table.notes {
        writer.line(&Line {
            text: note.string.clone(),
            kind: LineKind::Note,
        })?;
    }
    writer.tied = false;
    Ok(placed)
}

/// 截至… on the left and 单位：… on the right, on one line if there is room.
fn above(writer: &mut SheetWriter<'_, '_, '_>, table: &Table, size: Length) -> Result<(), XlsxError> {
    let words = |text: &Option<Text>| {
        text.as_ref()
            .map(|text| cell::cleaned(&text.string).0.into_owned())
    };
    let left = words(&table.status_line).filter(|text| !text.is_empty());
    let right = words(&table.unit_line).filter(|text| !text.is_empty());
    let end = writer.grid.widths.len();
    let all = Span { first: 0, end };
    match (left, right) {
        (Some(left), Some(right)) => {
            let need = |text: &str| measure::natural(text, size) + INSET;
            let split = (1..end).find(|&at| writer.grid.across(Span { first: 0, end: at }) >= need(&left));
            let room = |at: usize| writer.grid.across(Span { first: at, end }) >= need(&right);
            if let Some(split) = split.filter(|&at| room(at)) {
                let area = writer.rows(measure::height(1, size), all);
                let of = |columns| Area { columns, ..area };
                writer.text(of(Span { first: 0, end: split }), &left, beside(size, Side::Left))?;
                writer.text(of(Span { first: split, end }), &right, beside(size, Side::Right))?;
            } else {
                alone(writer, &left, size, Side::Left)?;
                alone(writer, &right, size, Side::Right)?;
            }
        }
        (Some(left), None) => alone(writer, &left, size, Side::Left)?,
        (None, Some(right)) => alone(writer, &right, size, Side::Right)?,
        (None, None) => {}
    }
    Ok(())
}

fn alone(
    writer: &mut SheetWriter<'_, '_, '_>,
    text: &str,
    size: Length,
    side: Side,
) -> Result<(), XlsxError> {
    let all = Span {
        first: 0,
        end: writer.grid.widths.len(),
    };
    let lines = measure::lines(text, writer.grid.width(), size);
    let area = writer.rows(measure::height(lines, size), all);
    writer.tied = true;
    writer.text(area, text, beside(size, side))
}

/// Makes the sheet's rows and gives the first one of each of the table's, and one behind the last.
fn place_rows(writer: &mut SheetWriter<'_, '_, '_>, table: &Table, fitted: &Fitted) -> Vec<u32> {
    let head = table.head.len();
    let count = head + table.rows.len();
    let mut starts = Vec::with_capacity(count + 1);
    for n in 0..count {
        let kind = n
            .checked_sub(head)
            .and_then(|n| table.rows.get(n))
            .map(|row| row.kind);
        starts.push(writer.row());
        let total = kind == Some(RowKind::Total);
        let height: Pixels = fitted.rows.pieces(n).sum();
        for (part, piece) in fitted.rows.pieces(n).enumerate() {
            let tied = if part == 0 {
                writer.tied || total
            } else {
                height <= writer.room
            };
            writer.push(piece, tied);
        }
        // neither the head nor a group's heading stands last on a page
        writer.tied = n < head || kind == Some(RowKind::Group);
    }
    writer.tied = false;
    starts.push(writer.row());
    starts
}

/// Numbers of a column on their points (小数点对齐).
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    /// Decimals of the number with the most.
    places: usize,
    /// Steps from the right, so that the widest number stands in the middle.
    indent: u8,
}

impl Point {
    fn new(table: &Table, survey: &Survey, fitted: &Fitted, n: usize) -> Option<Self> {
        table
            .columns
            .get(n)
            .filter(|column| column.align == Align::Point)?;
        let (mut places, mut widest) = (0, 0);
        for (at, row) in (table.head.len()..).zip(&table.rows) {
            let value = row.cells.get(n).and_then(|cell| Some(&cell.as_ref()?.value));
            if let Some(Value::Number { printed, .. }) = value {
                places = number::places(printed).max(places);
                widest = survey.lines(at, n).longest.max(widest);
            }
        }
        let widest = measure::wide(widest, fitted.size);
        let free = fitted.spans.get(n).map_or(0, |span| fitted.grid.across(*span)) - INSET - widest;
        let steps = (free / 2 / STEP).clamp(0, MOST_STEPS);
        Some(Self {
            places,
            indent: u8::try_from(steps).unwrap_or(0),
        })
    }
}

/// Whether what ends at the right of the `n`-th column has room for a step of indent, lest they touch what
/// begins at the left of the next.
fn is_indented(table: &Table, survey: &Survey, fitted: &Fitted, n: usize) -> bool {
    let right = table
        .columns
        .get(n)
        .is_some_and(|column| column.align == Align::Right);
    let widest = survey.columns.get(n).and_then(|found| found.body);
    let across = fitted.spans.get(n).map_or(0, |span| fitted.grid.across(*span));
    let room = |widest| measure::wide(widest, fitted.size) + INSET + STEP <= across;
    right && widest.is_some_and(room)
}

/// A table being written (正在写的表).
struct TableWriter<'t> {
    table: &'t Table,
    fitted: &'t Fitted,
    starts: &'t [u32],
    points: Vec<Option<Point>>,
    /// Columns whose contents stand a step away from the right.
    indented: Vec<bool>,
    /// Where pages begin.
    tops: Vec<u32>,
    /// Row by row, the places that a cell takes.
    taken: Vec<bool>,
}

impl TableWriter<'_> {
    /// Keeps what is merged on one page, if it has room on one, and finds out where pages begin.
    fn tie(&mut self, writer: &mut SheetWriter<'_, '_, '_>) {
        let head = self.starts.first().zip(self.starts.get(self.table.head.len()));
        let head = head.map_or(0..0, |(first, end)| *first as usize..*end as usize);
        let most = paper::usable(writer.room) - writer.flow.height(head.clone());
        for (at, row) in all_rows(self.table).enumerate() {
            for (n, cell) in row.iter().enumerate() {
                let merged = cell.as_ref().filter(|cell| cell.rows > 1);
                if let Some(area) = merged.and_then(|cell| self.area(at, n, cell)) {
                    writer.flow.tie(area.first as usize, area.end as usize, most);
                }
            }
        }
        if writer.alone {
            writer.flow.repeat(head);
        }
        let tops = writer.flow.pages(writer.room).into_iter();
        self.tops = tops.filter_map(|row| u32::try_from(row).ok()).collect();
    }

    /// Whether a page ends within `area`.
    fn parted(&self, area: Area) -> bool {
        let after = self.tops.partition_point(|&top| top <= area.first);
        self.tops.get(after).is_some_and(|&top| top < area.end)
    }

    fn cells(&mut self, writer: &mut SheetWriter<'_, '_, '_>) -> Result<(), XlsxError> {
        for (at, row) in all_rows(self.table).enumerate() {
            for (n, cell) in row.iter().enumerate() {
                if let Some(cell) = cell {
                    self.cell(writer, at, n, cell)?;
                }
            }
            self.note_split(writer, at);
        }
        Ok(())
    }

    fn cell(
        &mut self,
        writer: &mut SheetWriter<'_, '_, '_>,
        at: usize,
        n: usize,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        let Some(area) = self.area(at, n, cell) else {
            return Ok(());
        };
        if !self.take(at, n, cell) {
            let place = self.name(at, n);
            let found = Diagnostic::new(output::MERGES_OVERLAP, format!("{place}与另一处合并单元格重叠"));
            let found =
                found.help("检查附件的合并（merges），使各处合并互不相交，合并范围内只有左上一格有内容");
            writer
                .shared
                .sink
                .push(found.at(cell.origin.or(self.table.origin)));
            return Ok(());
        }
        let point = self
            .points
            .get(n)
            .copied()
            .flatten()
            .filter(|_| cell.align.is_none());
        let (content, fault) = cell::content(&cell.value, point.map(|point| point.places));
        if let Some(fault) = fault {
            writer.shared.sink.push(self.finding(fault, at, n, cell));
            if matches!(fault, Fault::TooLong(_)) {
                return Ok(());
            }
        }
        let number = match &content {
            Content::Number(stored) => Some(writer.shared.styles.code(&stored.format)),
            _ => None,
        };
        let quoted = matches!(&content, Content::Text(text) if cell::would_change(text));
        // in the middle of it the page's end would cut through the words
        let format = writer.shared.styles.get(Style {
            top: self.parted(area),
            number,
            quoted,
            ..self.style(at, n, cell, number.is_some())
        });
        merge(writer.sheet, area, format)?;
        let (row, column) = (area.first, column(area.columns.first));
        match content {
            Content::Empty => writer.sheet.write_blank(row, column, format).map(|_| ()),
            Content::Text(text) => cell::write_text(writer.sheet, (row, column), text, format),
            Content::Number(stored) => writer
                .sheet
                .write_number_with_format(row, column, stored.value, format)
                .map(|_| ()),
        }
    }

    /// Whether all places of a cell are free; from now on they are not.
    fn take(&mut self, at: usize, n: usize, cell: &Cell) -> bool {
        let width = self.table.columns.len();
        let span = usize::try_from(cell.cols.max(1)).unwrap_or(usize::MAX);
        let (until, right) = (
            rows::end_row(cell, at, self.end(at)),
            n.saturating_add(span).min(width),
        );
        let mut free = true;
        for row in at..until {
            for place in self
                .taken
                .get_mut(row * width + n..row * width + right)
                .unwrap_or_default()
            {
                free &= !std::mem::replace(place, true);
            }
        }
        free
    }

    /// One behind the last row that a cell of row `at` may reach: the head's or the table's.
    fn end(&self, at: usize) -> usize {
        let head = self.table.head.len();
        if at < head { head } else { self.starts.len() - 1 }
    }

    /// The cells of the sheet that a cell takes; a span beyond the table is cut off, one out of the head as well.
    fn area(&self, at: usize, n: usize, cell: &Cell) -> Option<Area> {
        let first = *self.starts.get(at)?;
        let end = *self.starts.get(rows::end_row(cell, at, self.end(at)))?;
        Some(Area {
            first,
            end,
            columns: rows::columns(cell.cols, n, &self.fitted.spans)?,
        })
    }

    fn style(&self, at: usize, n: usize, cell: &Cell, is_number: bool) -> Style {
        let kind = at
            .checked_sub(self.table.head.len())
            .and_then(|n| self.table.rows.get(n))
            .map(|row| row.kind);
        let face = if kind == Some(RowKind::Data) {
            Face::Text
        } else {
            Face::Head
        };
        let align = cell.align.unwrap_or_else(|| match kind {
            None => Align::Center,
            Some(RowKind::Group) => Align::Left,
            Some(_) => self
                .table
                .columns
                .get(n)
                .map_or(Align::Left, |column| column.align),
        });
        let side = match align {
            Align::Left => Side::Left,
            Align::Center => Side::Center,
            Align::Right => Side::Right,
            Align::Point if is_number => Side::Right,
            // “—” among numbers
            Align::Point => Side::Center,
        };
        let point = self.points.get(n).copied().flatten();
        let indent = match (align, point) {
            (Align::Point, Some(point)) if is_number => point.indent,
            (Align::Right, _) => u8::from(kind.is_some() && self.indented.get(n) == Some(&true)),
            _ => 0,
        };
        let style = Style::new(face, self.fitted.size, side);
        Style {
            indent,
            ruled: true,
            ..style
        }
    }

    fn finding(&self, fault: Fault, at: usize, n: usize, cell: &Cell) -> Diagnostic {
        let place = self.name(at, n);
        let found = match fault {
            Fault::TooLong(units) => Diagnostic::new(
                output::CELL_TOO_LONG,
                format!("{place}有 {units} 个字符，Excel 一个单元格最多存 32767 个"),
            )
            .help("精简该格文字，或分到几栏、几行"),
            Fault::Control => Diagnostic::new(
                output::CONTROL_CHARACTER,
                format!("{place}的文字中有看不见的控制字符，电子表格中已略去"),
            )
            .help("在数据中删除该字符"),
            Fault::Digits => Diagnostic::new(
                output::TOO_MANY_DIGITS,
                format!(
                    "{place}的数字“{}”超过十五位有效数字，电子表格中按文字写入",
                    cell.value.printed()
                ),
            )
            .help("编号、代码之类请写成文字（加引号）；数值请换用较大的单位"),
        };
        found.at(cell.origin.or(self.table.origin))
    }

    /// A row that Excel could not make tall enough.
    fn note_split(&self, writer: &mut SheetWriter<'_, '_, '_>, at: usize) {
        let pieces = self.fitted.rows.pieces(at).count();
        // beside an error, a note on what would have been written is noise
        if pieces > 1 && !writer.shared.sink.has_errors() {
            let row = self.row_name(at);
            let size = self.fitted.size.to_pt();
            let found = Diagnostic::new(
                output::ROW_TOO_TALL,
                format!(
                    "{row}在 {size} 磅字下仍高过 Excel 的行高上限（409.5 磅），电子表格中占连续 {pieces} 行"
                ),
            );
            writer.shared.sink.push(
                found
                    .at(self.table.origin)
                    .help("精简该行最长一格的文字，或把该栏放宽（width）"),
            );
        }
    }

    /// 表体第3行“存在问题”一栏.
    fn name(&self, at: usize, n: usize) -> String {
        let heads = self
            .table
            .head
            .iter()
            .rev()
            .filter_map(|row| row.get(n)?.as_ref());
        let title = heads
            .map(|cell| cell.value.printed().replace('\n', ""))
            .find(|title| !title.is_empty());
        let column = title.map_or_else(|| format!("第{}栏", n + 1), |title| format!("“{title}”一栏"));
        format!("{}{column}", self.row_name(at))
    }

    fn row_name(&self, at: usize) -> String {
        match at.checked_sub(self.table.head.len()) {
            Some(row) => format!("表体第{}行", row + 1),
            None => format!("表头第{}行", at + 1),
        }
    }
}
