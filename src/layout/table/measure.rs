//! Measure (量表): what each column's texts need, each cell measured once.

use rayon::prelude::*;

use crate::document::{self, Align, RowKind, Value};
use crate::font::{Fonts, Role};
use crate::layout::line::{self, Extent, Span, Style};
use crate::unit::Length;

use super::grid::{Placed, Table};

/// A word wider than so many ems is broken rather than given its width: an address, a file name.
const LONGEST_WORD: i64 = 12;
/// No column is narrower than two Han where a cell has as many: words would stand on their heads.
const SHORTEST: i64 = 2;

/// What is known of a column's texts at the size they were measured at (列).
pub(super) struct Measured {
    /// Narrowest width for text.
    pub(super) min: Length,
    /// Narrowest that break no phrase of four characters, of six.
    pub(super) phrases: [Length; 2],
    /// Row by row, head first.
    pub(super) lengths: Vec<i64>,
    /// Before and behind the points.
    pub(super) point: (Length, Length),
    /// Width asked for.
    pub(super) fixed: Option<Length>,
    /// Repeated in each block.
    pub(super) key: bool,
}

/// Measures every cell.
pub(super) fn measure(grid: &Table<'_>, fonts: &Fonts, size: Length) -> Vec<Measured> {
    let rows = grid.head.rows() + grid.body.rows();
    let column = |column: &document::Column| Measured {
        min: Length::ZERO,
        phrases: [Length::ZERO; 2],
        lengths: vec![0; rows],
        point: (Length::ZERO, Length::ZERO),
        fixed: column.width.filter(|width| *width > Length::ZERO),
        key: column.key,
    };
    let mut measured: Vec<Measured> = grid.columns.iter().map(column).collect();
    let head = grid.head.cells().iter().map(|placed| (placed, Role::Heiti, 0));
    let body = grid
        .body
        .cells()
        .iter()
        .map(|placed| (placed, role(grid, placed), grid.head.rows()));
    let cells: Vec<_> = head.chain(body).collect();
    let extent = |(placed, role, _): &(&Placed<'_>, Role, usize)| {
        line::extent(
            fonts,
            &[Span::new(
                placed.cell.value.printed(),
                Style::new(*role, size),
                None,
            )],
        )
    };
    let extents: Vec<Extent> = cells.par_iter().map(extent).collect();
    for ((placed, role, above), extent) in cells
        .iter()
        .zip(&extents)
        .filter(|((placed, ..), _)| placed.cols == 1)
    {
        let Some(column) = measured.get_mut(placed.col) else {
            continue;
        };
        column.min = column.min.max(narrowest(extent, size));
        for (widest, phrase) in column.phrases.iter_mut().zip(extent.phrases) {
            *widest = phrase.max(*widest);
        }
        // a merged cell's text is shared by its rows
        let share = extent.total.to_emu() / i64::try_from(placed.rows).unwrap_or(i64::MAX);
        for length in column
            .lengths
            .iter_mut()
            .skip(above + placed.row)
            .take(placed.rows)
        {
            *length = share;
        }
        if grid
            .columns
            .get(placed.col)
            .is_some_and(|column| column.align == Align::Point)
        {
            let (before, behind) = point(fonts, &placed.cell.value, Style::new(*role, size));
            column.point = (column.point.0.max(before), column.point.1.max(behind));
        }
    }
    for ((placed, ..), extent) in cells
        .iter()
        .zip(&extents)
        .filter(|((placed, ..), _)| placed.cols > 1)
    {
        spread(&mut measured, placed, narrowest(extent, size));
    }
    for column in &mut measured {
        column.min = column.min.max(column.point.0 + column.point.1);
    }
    measured
}

/// Which face a body cell is set in: groups and totals stand out.
pub(super) fn role(grid: &Table<'_>, placed: &Placed<'_>) -> Role {
    match grid.kinds.get(placed.row) {
        Some(RowKind::Group | RowKind::Total) => Role::Heiti,
        _ => Role::Fangsong,
    }
}

fn narrowest(extent: &Extent, size: Length) -> Length {
    let short = extent.natural.min(size * SHORTEST);
    extent.solid.min(size * LONGEST_WORD).max(short)
}

/// Gives the columns under a wide cell what its longest word needs beyond their own.
fn spread(measured: &mut [Measured], placed: &Placed<'_>, need: Length) {
    let columns = measured
        .get_mut(placed.col..placed.col + placed.cols)
        .unwrap_or_default();
    let missing = need - columns.iter().map(|column| column.min).sum();
    let count = i64::try_from(columns.len().max(1)).unwrap_or(1);
    for (n, column) in (0..).zip(columns).filter(|_| missing > Length::ZERO) {
        column.min += missing.part(n + 1, count) - missing.part(n, count);
    }
}

/// Widths of a number before its decimal point and from it on; of what is no number, none.
pub(super) fn point(fonts: &Fonts, value: &Value, style: Style) -> (Length, Length) {
    let Value::Number { printed, .. } = value else {
        return (Length::ZERO, Length::ZERO);
    };
    let whole = |ch: char| ch.is_ascii_digit() || matches!(ch, ',' | '-' | '−' | '+');
    let at = printed.find(|ch| !whole(ch)).unwrap_or(printed.len());
    let (before, behind) = printed.split_at(at);
    let width = |text| line::natural_width(fonts, &[Span::new(text, style, None)]);
    (width(before), width(behind))
}
