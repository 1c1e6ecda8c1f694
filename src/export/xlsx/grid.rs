//! Columns of a sheet (栏宽): one set for all its tables, and which of them each table's columns take.

use super::measure::{self, INSET, Pixels};
use crate::document::{Cell, Table, Value};
use crate::text::columns::{self, Fill};
use crate::unit::Length;

/// A column is at least this many characters wide where its text is as long: a head of one character a line reads badly.
const LEAST: Pixels = 2;
/// Body cells up to this many characters, 正常推进, are kept on one line where the page has room for that.
const WHOLE: Pixels = 4;
/// All columns' least widths together leave this part of the page to the long ones, in per cent; else short cells wrap.
const FREE: Pixels = 30;
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
        let mut open: Vec<Content> = all
            .filter(|(_, asked)| asked.is_none())
            .map(|(content, _)| content)
            .collect();
        keep_whole(&mut open, (room - fixed) * (100 - FREE) / 100);
        let columns: Vec<_> = open.into_iter().map(|content| content.column).collect();
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

/// What is known of a column (栏的内容).
#[derive(Clone, Debug)]
struct Content {
    column: columns::Column,
    /// The least width at which its short cells stay on one line.
    whole: Pixels,
}

fn contents(table: &Table, size: Length) -> Vec<Content> {
    let least = INSET + measure::em(size);
    let column = columns::Column {
        min: least,
        padding: INSET,
        pitch: measure::em(size),
        lengths: vec![0; table.head.len() + table.rows.len()],
    };
    let mut contents = vec![Content { column, whole: least }; table.columns.len()];
    for (at, row) in all_rows(table).enumerate() {
        for (content, cell) in contents.iter_mut().zip(row) {
            if let Some(cell) = cell.as_ref().filter(|cell| cell.cols <= 1) {
                content.add(cell, at, at < table.head.len(), size);
            }
        }
    }
    contents
}

impl Content {
    fn add(&mut self, cell: &Cell, at: usize, head: bool, size: Length) {
        let text = cell.value.printed();
        let natural = measure::natural(text, size);
        if let Some(length) = self.column.lengths.get_mut(at) {
            // a cell over several rows has as many times the room
            *length = natural / i64::from(cell.rows.max(1));
        }
        let em = measure::em(size);
        if !head && natural <= WHOLE * em {
            self.whole = self.whole.max(natural + INSET);
        }
        if natural + INSET > self.column.min {
            let least = match cell.value {
                // a number that does not fit would show as ####
                Value::Number { .. } => natural,
                _ => natural.min((LEAST * em).max(self.word(text, size))),
            };
            self.column.min = self.column.min.max(least + INSET);
        }
    }

    /// Width of the longest word of `text`, as far as it matters.
    fn word(&self, text: &str, size: Length) -> Pixels {
        if measure::narrowest_at_most(text, size) + INSET <= self.column.min {
            return 0;
        }
        measure::narrowest(text, size).min(LONGEST_WORD * measure::em(size))
    }
}

/// Raises the least widths of as many columns as `room` allows so that their short cells do not wrap, the cheapest
/// first.
fn keep_whole(contents: &mut [Content], room: Pixels) {
    let mut left = room - contents.iter().map(|content| content.column.min).sum::<Pixels>();
    let mut costs: Vec<_> = contents
        .iter_mut()
        .map(|content| (content.whole - content.column.min, content))
        .collect();
    costs.sort_by_key(|(cost, _)| *cost);
    for (cost, content) in costs {
        if cost > 0 && cost <= left {
            content.column.min = content.whole;
            left -= cost;
        }
    }
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
