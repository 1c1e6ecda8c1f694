//! How a table is set (排表): its type size, its columns and its rows' heights.

use super::grid::{Grid, Span};
use super::measure::{self, Pixels};
use super::rows::Rows;
use super::survey::Survey;
use crate::document::Table;
use crate::standard::Standard;
use crate::unit::Length;

/// The sizes a table may step down to: 小四, 五号, 小五.
const SIZES: [Length; 3] = [Length::pt(12), Length::centipt(1050), Length::pt(9)];

/// 五号: the house's 小四 is for tables of a page, longer ones are set in this.
const MIDDLE: Length = Length::centipt(1050);

/// A table measured (排定的表).
#[derive(Debug)]
pub(super) struct Fitted {
    /// Its type size.
    pub(super) size: Length,
    /// The sheet's columns.
    pub(super) grid: Grid,
    /// Those its own columns take.
    pub(super) spans: Vec<Span>,
    /// Its rows.
    pub(super) rows: Rows,
}

/// The table that sets the sheet's columns, on a page `room` wide: in the largest size in which no word breaks and
/// no row is taller than Excel can make it, else in which no word breaks, else in the smallest.
pub(super) fn first(table: &Table, survey: &Survey, standard: &Standard, room: Pixels) -> Option<Fitted> {
    settled(table, survey, standard, |size| {
        let grid = Grid::new(table, survey, size, room);
        let spans = (0..grid.widths.len())
            .map(|first| Span {
                first,
                end: first + 1,
            })
            .collect();
        (grid, spans)
    })
}

/// A further table on the columns of `grid`.
pub(super) fn further(table: &Table, survey: &Survey, standard: &Standard, grid: &Grid) -> Option<Fitted> {
    settled(table, survey, standard, |size| {
        let spans = grid.spans(&Grid::new(table, survey, size, grid.width()));
        (grid.clone(), spans)
    })
}

fn settled(
    table: &Table,
    survey: &Survey,
    standard: &Standard,
    columns: impl Fn(Length) -> (Grid, Vec<Span>),
) -> Option<Fitted> {
    let mut second: Option<Fitted> = None;
    let mut long: Option<Fitted> = None;
    for size in sizes(table, standard) {
        let (grid, spans) = columns(size);
        let rows = Rows::new(table, survey, &grid, &spans, size);
        let fitted = Fitted {
            size,
            grid,
            spans,
            rows,
        };
        if let Some(long) = long {
            // one step below is enough
            return Some(if fitted.grid.fits { fitted } else { long });
        }
        if fitted.grid.fits && !fitted.rows.too_tall() {
            let next = table.size.is_none() && size > MIDDLE && standard.table_size_min <= MIDDLE;
            if next && fitted.rows.height() > page(standard, fitted.grid.width()) {
                long = Some(fitted);
                continue;
            }
            return Some(fitted);
        }
        // a row that is too tall in every size is no reason to make all others small
        if !second.as_ref().is_some_and(|second| second.grid.fits) {
            second = Some(fitted);
        }
    }
    long.or(second)
}

/// How high a page is on which tables are so wide: a turned one as much as an upright one is wide.
fn page(standard: &Standard, width: Pixels) -> Pixels {
    let upright = measure::pixels(standard.area_width);
    if width > upright {
        upright
    } else {
        measure::pixels(standard.area_height)
    }
}

/// The size asked for or the house's, then those smaller.
fn sizes(table: &Table, standard: &Standard) -> impl Iterator<Item = Length> {
    let start = table.size.unwrap_or(standard.table_size).max(Length::pt(1));
    let least = standard.table_size_min;
    let smaller = SIZES
        .into_iter()
        .filter(move |&size| size < start && size >= least);
    std::iter::once(start).chain(smaller)
}
