//! A table measured once (量表), in hundredths of an em: whatever sizes and columns are tried then, its texts are not
//! read again but where a paragraph must be wrapped.

use super::extent::Extent;
use super::grid::all_rows;
use crate::document::{Align, Cell, Table, Value};

/// What all cells of a table take (量表).
#[derive(Debug)]
pub(super) struct Survey {
    /// Row by row, as many as the table has columns.
    cells: Vec<Lines>,
    /// Columns of the table.
    width: usize,
    /// Column by column, the extremes of its cells.
    pub(super) columns: Vec<Extremes>,
    /// Columns of numbers that belong together.
    pub(super) kin: Vec<usize>,
    /// The cells over several rows or columns.
    pub(super) merged: Vec<Merged>,
}

/// A cell over several rows or columns (合并单元格).
#[derive(Clone, Copy, Debug)]
pub(super) struct Merged {
    /// Its row, the head's rows first.
    pub(super) row: usize,
    /// Its column.
    pub(super) column: usize,
    /// Rows it spans.
    pub(super) rows: u32,
    /// Columns it spans.
    pub(super) cols: u32,
}

/// A cell's text on as many lines as it was typed on (未折行的文字).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lines {
    /// Its longest line.
    pub(super) longest: i64,
    /// How many.
    pub(super) count: i64,
}

/// The extremes of a column's cells that span no others (一栏之最), the head's with the body's where nothing is said.
/// None where no cell is of the kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extremes {
    /// The longest line of words.
    pub(super) words: Option<i64>,
    /// The longest number.
    pub(super) number: Option<i64>,
    /// The widest piece of words that does not break.
    pub(super) piece: i64,
    /// The longest line of a text of the body.
    pub(super) text: Option<i64>,
    /// The longest phrases of texts of the body, see [`Extent::phrases`].
    pub(super) phrases: [Option<i64>; 2],
    /// The longest line of the body that ends at the right.
    pub(super) right: Option<i64>,
    /// The longest line of the body.
    pub(super) body: Option<i64>,
}

impl Survey {
    /// Measures `table`.
    pub(super) fn new(table: &Table) -> Self {
        let (width, head) = (table.columns.len(), table.head.len());
        let mut cells = vec![Lines::default(); (head + table.rows.len()) * width];
        let mut columns = vec![Extremes::default(); width];
        let mut merged = Vec::new();
        let rows = cells.chunks_mut(width.max(1)).zip(all_rows(table));
        for (at, (places, row)) in rows.enumerate() {
            let columns = columns.iter_mut().zip(&table.columns);
            for (n, ((place, (column, typed)), cell)) in places.iter_mut().zip(columns).zip(row).enumerate() {
                let Some(cell) = cell else { continue };
                if cell.cols > 1 || cell.rows > 1 {
                    merged.push(Merged {
                        row: at,
                        column: n,
                        rows: cell.rows,
                        cols: cell.cols,
                    });
                }
                let extent = Extent::of(cell.value.printed());
                *place = Lines {
                    longest: extent.natural,
                    count: extent.feeds + 1,
                };
                if cell.cols <= 1 {
                    column.cell(cell, extent);
                    if at >= head {
                        column.body(cell, extent, typed.align);
                    }
                }
            }
        }
        Self {
            cells,
            width,
            columns,
            kin: table.kin(),
            merged,
        }
    }

    /// Lines of the cell of a row, the head's rows first, and a column.
    pub(super) fn lines(&self, row: usize, column: usize) -> Lines {
        self.cells
            .get(row * self.width + column)
            .copied()
            .unwrap_or_default()
    }

    /// The longest line of each cell of a column, from the head on; 0 where none begins.
    pub(super) fn longest(&self, column: usize) -> impl Iterator<Item = i64> {
        let cells = self.cells.get(column..).unwrap_or_default();
        cells.iter().step_by(self.width.max(1)).map(|lines| lines.longest)
    }
}

impl Extremes {
    fn cell(&mut self, cell: &Cell, extent: Extent) {
        let natural = Some(extent.natural);
        if matches!(cell.value, Value::Number { .. }) {
            self.number = natural.max(self.number);
        } else {
            self.words = natural.max(self.words);
            self.piece = extent.narrowest.max(self.piece);
        }
    }

    fn body(&mut self, cell: &Cell, extent: Extent, usual: Align) {
        let natural = Some(extent.natural);
        self.body = natural.max(self.body);
        if cell.align.unwrap_or(usual) == Align::Right {
            self.right = natural.max(self.right);
        }
        if matches!(cell.value, Value::Text(_)) {
            self.text = natural.max(self.text);
            for (longest, phrase) in self.phrases.iter_mut().zip(extent.phrases) {
                *longest = phrase.max(*longest);
            }
        }
    }
}
