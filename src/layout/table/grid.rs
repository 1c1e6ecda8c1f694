//! Grid (格): which cell covers which places. Spans are cut where they leave the table or meet another cell, so
//! that every place is covered once, whatever the table says.

use std::ops::Range;

use crate::document::{self, Cell, Column, RowKind, Value};

/// A cell in its places (格).
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    pub(super) cell: &'a Cell,
    /// First row, counted within head or body.
    pub(super) row: usize,
    /// First column.
    pub(super) col: usize,
    /// At least 1.
    pub(super) rows: usize,
    /// At least 1.
    pub(super) cols: usize,
}

/// Head or body (表头、表体): cells row by row, from left to right.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    cells: Vec<Placed<'a>>,
    /// Where each row's cells begin in `cells`, and the end.
    starts: Vec<usize>,
}

/// The whole table (表).
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) columns: Vec<Column>,
    pub(super) head: Grid<'a>,
    pub(super) body: Grid<'a>,
    pub(super) kinds: Vec<RowKind>,
}

static EMPTY: Cell = Cell::new(Value::Empty, None);

impl<'a> Table<'a> {
    pub(super) fn new(table: &'a document::Table) -> Self {
        let head: Vec<&[Option<Cell>]> = table.head.iter().map(Vec::as_slice).collect();
        let body: Vec<&[Option<Cell>]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
        let longest = head.iter().chain(&body).map(|row| row.len()).max().unwrap_or(0);
        let count = table.columns.len().max(longest);
        let mut columns = table.columns.clone();
        columns.resize(count, Column::default());
        Self {
            columns,
            head: Grid::new(&head, count),
            body: Grid::new(&body, count),
            kinds: table.rows.iter().map(|row| row.kind).collect(),
        }
    }
}

impl<'a> Grid<'a> {
    fn new(rows: &[&'a [Option<Cell>]], columns: usize) -> Self {
        let mut grid = Self {
            cells: Vec::with_capacity(rows.len() * columns),
            starts: Vec::with_capacity(rows.len() + 1),
        };
        // for each column the cell that covers it and the row it ends before
        let mut open: Vec<Option<(usize, usize)>> = vec![None; columns];
        for (number, row) in rows.iter().enumerate() {
            grid.starts.push(grid.cells.len());
            grid.close(&mut open, row, number);
            grid.take(&mut open, row, number, rows.len());
        }
        grid.starts.push(grid.cells.len());
        grid
    }

    /// Ends the spans that end here, and those that a cell of this row stands in the way of.
    fn close(&mut self, open: &mut [Option<(usize, usize)>], row: &[Option<Cell>], number: usize) {
        for col in 0..open.len() {
            let Some(&Some((index, end))) = open.get(col) else {
                continue;
            };
            if end > number && row.get(col).is_none_or(Option::is_none) {
                continue;
            }
            if let Some(placed) = self.cells.get_mut(index) {
                placed.rows = number - placed.row;
            }
            for slot in open
                .iter_mut()
                .filter(|slot| slot.is_some_and(|(other, _)| other == index))
            {
                *slot = None;
            }
        }
    }

    fn take(
        &mut self,
        open: &mut [Option<(usize, usize)>],
        row: &'a [Option<Cell>],
        number: usize,
        count: usize,
    ) {
        let mut col = 0;
        while let Some(slot) = open.get(col) {
            if slot.is_some() {
                col += 1;
                continue;
            }
            let cell = row.get(col).and_then(Option::as_ref).unwrap_or(&EMPTY);
            let free = |at: &usize| {
                open.get(*at).is_some_and(Option::is_none) && row.get(*at).is_none_or(Option::is_none)
            };
            let wanted = usize::try_from(cell.cols).unwrap_or(1).clamp(1, open.len() - col);
            let cols = 1 + (col + 1..col + wanted).take_while(free).count();
            let rows = usize::try_from(cell.rows).unwrap_or(1).clamp(1, count - number);
            for slot in open.iter_mut().skip(col).take(cols).filter(|_| rows > 1) {
                *slot = Some((self.cells.len(), number + rows));
            }
            self.cells.push(Placed {
                cell,
                row: number,
                col,
                rows,
                cols,
            });
            col += cols;
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The cells that begin in a row.
    pub(super) fn row(&self, row: usize) -> &[Placed<'a>] {
        let end = self.starts.get(row + 1).copied().unwrap_or(0);
        let range: Range<usize> = self.starts.get(row).copied().unwrap_or(end)..end;
        self.cells.get(range).unwrap_or_default()
    }

    pub(super) fn cells(&self) -> &[Placed<'a>] {
        &self.cells
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Row;

    fn cell(rows: u32, cols: u32) -> Option<Cell> {
        Some(Cell {
            rows,
            cols,
            ..Cell::new(Value::Empty, None)
        })
    }

    fn table(rows: Vec<Vec<Option<Cell>>>, columns: usize) -> document::Table {
        let row = |cells| Row {
            kind: RowKind::Data,
            cells,
        };
        document::Table {
            columns: vec![Column::default(); columns],
            rows: rows.into_iter().map(row).collect(),
            ..document::Table::default()
        }
    }

    fn spans(table: &document::Table) -> Vec<(usize, usize, usize, usize)> {
        Table::new(table)
            .body
            .cells()
            .iter()
            .map(|p| (p.row, p.col, p.rows, p.cols))
            .collect()
    }

    #[test]
    fn spans_cover_rows_and_columns() {
        let table = table(
            vec![
                vec![cell(2, 1), cell(1, 2), None],
                vec![None, cell(1, 1), cell(1, 1)],
            ],
            3,
        );
        assert_eq!(
            spans(&table),
            [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
        );
    }

    #[test]
    fn a_cell_in_the_way_ends_a_span() {
        let table = table(vec![vec![cell(9, 2), None], vec![None, cell(1, 1)]], 2);
        assert_eq!(spans(&table), [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]);
    }

    proptest! {
        #[test]
        fn every_place_is_covered_once(
            rows in prop::collection::vec(prop::collection::vec(prop::option::of((0u32..5, 0u32..5)), 0..6), 0..8),
        ) {
            let cells = |row: &Vec<Option<(u32, u32)>>| {
                row.iter().map(|spans| spans.and_then(|(rows, cols)| cell(rows, cols))).collect()
            };
            let given = rows.iter().flatten().flatten().count();
            let table = table(rows.iter().map(cells).collect(), 4);
            let grid = Table::new(&table);
            let mut covered = vec![0; grid.columns.len() * rows.len()];
            for placed in grid.body.cells() {
                for row in placed.row..placed.row + placed.rows {
                    for col in placed.col..placed.col + placed.cols {
                        covered[row * grid.columns.len() + col] += 1;
                    }
                }
            }
            prop_assert!(covered.iter().all(|count| *count == 1), "{:?}", covered);
            let kept = grid.body.cells().iter().filter(|p| !std::ptr::eq(p.cell, &EMPTY)).count();
            prop_assert_eq!(kept, given);
        }
    }
}
