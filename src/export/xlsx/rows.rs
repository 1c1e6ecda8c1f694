//! Rows of a table in a sheet (行高): as tall as their wrapped text needs, which no library computes.

use super::grid::{Grid, Span, all_rows};
use super::measure::{self, Pixels};
use super::survey::{Lines, Survey};
use crate::document::{Cell, Table, Value};
use crate::unit::Length;

/// Excel's tallest row, 409.5 pt.
pub(super) const TALLEST: Pixels = 546;

/// The rows of a table (各行): heights, and how many rows of the sheet each takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// The head's rows, then the body's.
    pub(super) heights: Vec<Pixels>,
}

impl Rows {
    /// The heights `table`, measured, needs in `size`, its columns on `spans` of `grid`.
    pub(super) fn new(table: &Table, survey: &Survey, grid: &Grid, spans: &[Span], size: Length) -> Self {
        let mut heights = vec![measure::height(1, size); table.head.len() + table.rows.len()];
        let rooms: Vec<i64> = (0..spans.len())
            .map(|n| room(grid, columns(1, n, spans), size))
            .collect();
        let mut merged = Vec::new();
        for (at, row) in all_rows(table).enumerate() {
            for (column, (cell, &room)) in row.iter().zip(&rooms).enumerate() {
                // a cell over others is not of its column's width, and may be of several rows
                if let Some(cell) = cell.as_ref() {
                    if cell.cols > 1 || cell.rows > 1 {
                        merged.push((at, column, cell));
                    } else if let Some(height) = heights.get_mut(at) {
                        *height = needed(cell, survey.lines(at, column), room, size).max(*height);
                    }
                }
            }
        }
        let merged = merged.into_iter().map(|(at, column, cell)| {
            let end = if at < table.head.len() {
                table.head.len()
            } else {
                heights.len()
            };
            let room = room(grid, columns(cell.cols, column, spans), size);
            let need = needed(cell, survey.lines(at, column), room, size);
            (at, end_row(cell, at, end), need)
        });
        let mut merged: Vec<_> = merged.collect();
        // the smaller merges first: what they add is already there for the larger ones
        merged.sort_by_key(|(at, until, _)| until - at);
        for (at, until, need) in merged {
            grow(heights.get_mut(at..until).unwrap_or_default(), need);
        }
        Self { heights }
    }

    /// Of all rows together.
    pub(super) fn height(&self) -> Pixels {
        self.heights.iter().sum()
    }

    /// Whether a row is taller than Excel can make one.
    pub(super) fn too_tall(&self) -> bool {
        self.heights.iter().any(|&height| height > TALLEST)
    }

    /// The heights of the sheet's rows for the `n`-th row: one, or several for one taller than Excel can make it.
    pub(super) fn pieces(&self, n: usize) -> impl Iterator<Item = Pixels> {
        let height = self.heights.get(n).copied().unwrap_or(1).max(1);
        let count = (height - 1) / TALLEST + 1;
        (0..count).map(move |_| (height - 1) / count + 1)
    }
}

/// One behind the last row of a cell that begins in row `at`, within `rows` rows.
pub(super) fn end_row(cell: &Cell, at: usize, rows: usize) -> usize {
    let span = usize::try_from(cell.rows.max(1)).unwrap_or(usize::MAX);
    at.saturating_add(span).min(rows)
}

/// The sheet's columns of a cell over `cols` columns of a table from `column` on.
pub(super) fn columns(cols: u32, column: usize, spans: &[Span]) -> Option<Span> {
    let span = usize::try_from(cols.max(1)).unwrap_or(usize::MAX);
    let first = spans.get(column)?.first;
    let last = column.saturating_add(span).min(spans.len()).checked_sub(1)?;
    Some(Span {
        first,
        end: spans.get(last)?.end,
    })
}

/// What a line holds there.
fn room(grid: &Grid, columns: Option<Span>, size: Length) -> i64 {
    measure::room(columns.map_or(0, |span| grid.across(span)), size)
}

fn needed(cell: &Cell, typed: Lines, room: i64, size: Length) -> Pixels {
    let lines = match &cell.value {
        Value::Empty | Value::Number { .. } => 1,
        // most texts do not wrap
        Value::Text(_) if typed.longest <= room => typed.count,
        Value::Text(text) => measure::lines_in(text, room),
    };
    measure::height(lines, size)
}

/// Makes rows together at least `need` tall, each by as much as the others.
fn grow(heights: &mut [Pixels], need: Pixels) {
    let missing = need - heights.iter().sum::<Pixels>();
    let mut left = Pixels::try_from(heights.len()).unwrap_or(Pixels::MAX);
    let mut missing = missing.max(0);
    for height in heights {
        let more = missing.div_euclid(left) + i64::from(missing % left > 0);
        *height += more;
        missing -= more;
        left -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_rows_grow_evenly() {
        let mut heights = [10, 10, 10];
        grow(&mut heights, 37);
        assert_eq!(heights, [13, 12, 12]);
        grow(&mut heights, 20);
        assert_eq!(heights, [13, 12, 12]);
    }

    #[test]
    fn rows_beyond_the_limit_are_split() {
        let rows = Rows {
            heights: vec![30, 546, 547, 2000],
        };
        let pieces = |n| rows.pieces(n).collect::<Vec<_>>();
        assert_eq!(pieces(0), [30]);
        assert_eq!(pieces(1), [546]);
        assert_eq!(pieces(2), [274, 274]);
        assert_eq!(pieces(3), [500; 4]);
        assert!(rows.too_tall());
    }
}
