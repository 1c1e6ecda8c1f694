//! Columns of a sheet (栏宽): one set for all its tables, and which of them each table's columns take.

use super::extent::Extent;
use super::measure::{self, INSET, Pixels, STEP};
use super::survey::{Extremes, Survey};
use crate::document::{Cell, Table};
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
    /// The columns for `table`, measured, set in `size` on a page `room` wide.
    pub(super) fn new(table: &Table, survey: &Survey, size: Length, room: Pixels) -> Self {
        let asked: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.width.map(measure::pixels))
            .collect();
        let fixed: Pixels = asked.iter().flatten().sum();
        let all = contents(table, survey, size).into_iter().zip(&asked);
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

fn contents(table: &Table, survey: &Survey, size: Length) -> Vec<Column> {
    let columns = survey.columns.iter().zip(&survey.kin).enumerate();
    let mut contents: Vec<Column> = columns
        .map(|(n, (found, &kin))| Column {
            padding: INSET,
            pitch: measure::em(size),
            lengths: survey
                .longest(n)
                .map(|longest| measure::wide(longest, size))
                .collect(),
            kin,
            ..column(found, size)
        })
        .collect();
    share_out(&mut contents, survey, size);
    for row in &table.head {
        for (column, cell) in contents.iter_mut().zip(row) {
            if let Some(cell) = cell.as_ref().filter(|cell| cell.cols <= 1) {
                head(column, cell, size);
            }
        }
    }
    contents
}

/// Minimum and wishes of a column with such cells.
fn column(found: &Extremes, size: Length) -> Column {
    let em = measure::em(size);
    let scaled = |widest: Option<i64>| widest.map(|widest| measure::wide(widest, size));
    let (words, number) = (
        scaled(found.words).unwrap_or(0),
        scaled(found.number).unwrap_or(0),
    );
    let piece = measure::wide(found.piece, size);
    let least = [em, words.min(LEAST * em), piece.min(LONGEST_WORD * em), number];
    let mut column = Column {
        min: least.into_iter().max().unwrap_or(em) + INSET,
        longest: words.max(number),
        ..Column::default()
    };
    let text = scaled(found.text).map(|text| text.min(TEXT * em));
    // what ends at the right of its cell would rather have a step of indent there
    let right = scaled(found.right).map(|right| right + STEP);
    let [word, long] = found.phrases.map(scaled);
    let wishes = [
        (Wish::Text, text),
        (Wish::Word, word),
        (Wish::LongWord, long),
        (Wish::Word, right),
    ];
    for (wish, width) in wishes {
        if let Some(width) = width {
            column.wish(wish, width + INSET);
        }
    }
    column
}

/// A cell over several rows has as many times the room; one over several columns says nothing of any of them.
fn share_out(columns: &mut [Column], survey: &Survey, size: Length) {
    for merged in &survey.merged {
        let length = columns
            .get_mut(merged.column)
            .and_then(|column| column.lengths.get_mut(merged.row));
        if let Some(length) = length {
            *length = 0;
        }
    }
    for merged in survey.merged.iter().filter(|merged| merged.cols <= 1) {
        let natural = measure::wide(survey.lines(merged.row, merged.column).longest, size);
        let part = (natural - 1).div_euclid(i64::from(merged.rows.max(1))) + 1;
        let over = usize::try_from(merged.rows).unwrap_or(usize::MAX);
        let lengths = columns.get_mut(merged.column).map(|column| &mut column.lengths);
        for length in lengths.into_iter().flatten().skip(merged.row).take(over) {
            *length = part.max(*length);
        }
    }
}

/// A cell of the head: in as many lines as it spans rows, two or three at the least.
fn head(column: &mut Column, cell: &Cell, size: Length) {
    let text = cell.value.printed();
    let extent = Extent::of(text);
    let (natural, half) = (measure::wide(extent.natural, size), measure::em(size).max(2) / 2);
    for (wish, lines) in [(Wish::HeadInThree, 3), (Wish::HeadInTwo, 2)] {
        let lines = i64::from(cell.rows).max(lines);
        let first = natural / lines;
        let mut widths = (0..MOST_STEPS).map(|n| (first + half * n).min(natural) + INSET);
        let width = widths.find(|width| measure::lines(text, *width, size) <= lines);
        column.wish(wish, width.unwrap_or(natural + INSET));
    }
    if let [Some(word), _] = extent.phrases {
        column.wish(Wish::Word, measure::wide(word, size) + INSET);
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
