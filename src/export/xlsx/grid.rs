//! Columns of a sheet (栏宽): one set for all its tables, and which of them each table's columns take.

use super::measure::{self, INSET, Pixels, STEP};
use crate::document::{Align, Cell, Table, Value};
use crate::text::columns::{self, Column, Fill, Wish};
use crate::unit::Length;

/// A column is at least this many characters wide where its text is as long: a head of one character a line reads badly.
const LEAST: Pixels = 2;
/// Running text has at least this many characters a line where there is room.
const TEXT: Pixels = 5;
/// A head that finds no width in so many half characters has none.
const MOST_STEPS: Pixels = 40;
/// A longer word, such as the address of a page, is broken rather than that it takes the room of all others.
const LONGEST_WORD: Pixels = 8;

/// The columns of a sheet (栏).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// Widths from left to right.
    pub(super) widths: Vec<Pixels>,
    /// Whether no word has to break.
    pub(super) fits: bool,
}

/// The columns of a sheet that one column of a table takes (占用的栏).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first.
    pub(super) first: usize,
    /// One behind the last.
    pub(super) end: usize,
}

impl Grid {
    /// The columns for `table` set in `size` on a page `room` wide.
    pub(super) fn new(table: &Table, size: Length, room: Pixels) -> Self {
        let asked: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.width.map(measure::pixels))
            .collect();
        let fixed: Pixels = asked.iter().flatten().sum();
        let all = contents(table, size).into_iter().zip(&asked);
        let columns: Vec<Column> = all
            .filter(|(_, asked)| asked.is_none())
            .map(|(content, _)| content)
            .collect();
        // where words would not fit, the sheet is wider than the page and the print is scaled down: better small
        // than broken
        let least = columns.iter().map(|column| column.min).sum::<Pixels>();
        let mut found = columns::widths(&columns, (room - fixed).max(least), Fill::Total).into_iter();
        let widths = asked
            .into_iter()
            .filter_map(|asked| asked.or_else(|| found.next()));
        Self {
            widths: widths.map(|width| width.max(1)).collect(),
            fits: fixed + least <= room,
        }
    }

    /// All columns together.
    pub(super) fn width(&self) -> Pixels {
        self.widths.iter().sum()
    }

    /// Width of the columns of `span`.
    pub(super) fn across(&self, span: Span) -> Pixels {
        self.widths
            .get(span.first..span.end)
            .map_or(0, |widths| widths.iter().sum())
    }

    /// The columns for each column of another table that would rather have the widths of `own`: those whose edges
    /// come nearest.
    pub(super) fn spans(&self, own: &Self) -> Vec<Span> {
        let (all, count) = (self.widths.len(), own.widths.len().min(self.widths.len()));
        let edge = |end: usize| self.across(Span { first: 0, end });
        let (mut first, mut wanted) = (0, 0);
        let mut spans = Vec::with_capacity(count);
        for (n, width) in own.widths.iter().take(count).enumerate() {
            wanted += width;
            let last = all - (count - 1 - n);
            let ends = first + 1..=last;
            let nearest = ends.min_by_key(|&end| (edge(end) - wanted).abs()).unwrap_or(last);
            let end = if n + 1 == count { all } else { nearest };
            spans.push(Span { first, end });
            first = end;
        }
        spans
    }
}

/// All rows of a table, the head's first.
pub(super) fn all_rows(table: &Table) -> impl Iterator<Item = &[Option<Cell>]> {
    table
        .head
        .iter()
        .map(Vec::as_slice)
        .chain(table.rows.iter().map(|row| row.cells.as_slice()))
}

fn contents(table: &Table, size: Length) -> Vec<Column> {
    let column = Column {
        min: INSET + measure::em(size),
        padding: INSET,
        pitch: measure::em(size),
        lengths: vec![0; table.head.len() + table.rows.len()],
        ..Column::default()
    };
    let mut contents = vec![column; table.columns.len()];
    for (at, row) in all_rows(table).enumerate() {
        for (n, (column, cell)) in contents.iter_mut().zip(row).enumerate() {
            if let Some(cell) = cell.as_ref().filter(|cell| cell.cols <= 1) {
                add(column, cell, at, size);
                if at < table.head.len() {
                    head(column, cell, size);
                } else {
                    body(column, cell, size);
                    right(
                        column,
                        cell,
                        table.columns.get(n).map(|column| column.align),
                        size,
                    );
                }
            }
        }
    }
    for (column, kin) in contents.iter_mut().zip(table.kin()) {
        column.kin = kin;
    }
    contents
}

fn add(column: &mut Column, cell: &Cell, at: usize, size: Length) {
    let text = cell.value.printed();
    let (natural, em) = (measure::natural(text, size), measure::em(size));
    column.longest = column.longest.max(natural);
    // a cell over several rows has as many times the room
    let rows = i64::from(cell.rows.max(1));
    let part = (natural - 1).div_euclid(rows) + 1;
    let over = usize::try_from(rows).unwrap_or(1);
    for length in column.lengths.iter_mut().skip(at).take(over) {
        *length = part.max(*length);
    }
    if natural + INSET > column.min {
        let least = match cell.value {
            // a number that does not fit would show as ####
            Value::Number { .. } => natural,
            _ => natural.min((LEAST * em).max(word(column, text, size))),
        };
        column.min = column.min.max(least + INSET);
    }
}

fn body(column: &mut Column, cell: &Cell, size: Length) {
    let Value::Text(text) = &cell.value else {
        return;
    };
    let text_width = measure::natural(text, size).min(TEXT * measure::em(size));
    column.wish(Wish::Text, text_width + INSET);
    for (wish, most) in [(Wish::Word, 4), (Wish::LongWord, 6)] {
        if let Some(longest) = measure::phrase(text, most, size) {
            column.wish(wish, longest + INSET);
        }
    }
}

/// What ends at the right of its cell would rather have a step of indent there.
fn right(column: &mut Column, cell: &Cell, usual: Option<Align>, size: Length) {
    let align = cell.align.or(usual);
    if align == Some(Align::Right) {
        let width = measure::natural(cell.value.printed(), size) + INSET + STEP;
        column.wish(Wish::Word, width);
    }
}

/// A cell of the head: in as many lines as it spans rows, two or three at the least.
fn head(column: &mut Column, cell: &Cell, size: Length) {
    let text = cell.value.printed();
    let (natural, half) = (measure::natural(text, size), measure::em(size).max(2) / 2);
    for (wish, lines) in [(Wish::HeadInThree, 3), (Wish::HeadInTwo, 2)] {
        let lines = i64::from(cell.rows).max(lines);
        let first = natural / lines;
        let widths = (0..MOST_STEPS).map(|n| (first + half * n).min(natural) + INSET);
        let width = widths
            .into_iter()
            .find(|width| measure::lines(text, *width, size) <= lines);
        column.wish(wish, width.unwrap_or(natural + INSET));
    }
    if let Some(word) = measure::phrase(text, 4, size) {
        column.wish(Wish::Word, word + INSET);
    }
}

/// Width of the longest word of `text`, as far as it matters.
fn word(column: &Column, text: &str, size: Length) -> Pixels {
    if measure::narrowest_at_most(text, size) + INSET <= column.min {
        return 0;
    }
    measure::narrowest(text, size).min(LONGEST_WORD * measure::em(size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(widths: &[Pixels]) -> Grid {
        Grid {
            widths: widths.to_vec(),
            fits: true,
        }
    }

    fn ends(widths: &[Pixels], own: &[Pixels]) -> Vec<usize> {
        grid(widths)
            .spans(&grid(own))
            .iter()
            .map(|span| span.end)
            .collect()
    }

    #[test]
    fn another_table_on_the_same_columns() {
        assert_eq!(ends(&[10, 20, 30], &[10, 20, 30]), [1, 2, 3]);
        assert_eq!(ends(&[10, 10, 10, 10, 20], &[19, 41]), [2, 5]);
        assert_eq!(ends(&[50, 5, 5], &[1, 1, 58]), [1, 2, 3]);
        assert_eq!(ends(&[5, 5, 50], &[58, 1, 1]), [1, 2, 3]);
        assert_eq!(ends(&[7], &[7]), [1]);
    }
}
