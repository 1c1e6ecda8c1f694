//! Measure (量表): what each column's texts need, each cell measured once.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::diag::Sink;
use crate::document::{self, Align, RowKind, Value};
use crate::font::{Fonts, Role};
use crate::layout::line::{self, Extent, Measure, Span, Style};
use crate::text::columns::Wish;
use crate::unit::Length;

use super::grid::{Placed, Table};
use super::texts::FEW;

/// A word wider than so many ems is broken rather than given its width: an address, a file name.
const LONGEST_WORD: i64 = 12;
/// No column is narrower than two Han where a cell has as many: words would stand on their heads.
const SHORTEST: i64 = 2;
/// Running text has at least five characters a line, where there is room.
const TEXT: i64 = 5;
/// A head that finds no width in so many half characters has none.
const MOST_STEPS: i64 = 40;

/// What is known of a column's texts at the size they were measured at (列).
pub(super) struct Measured {
    /// Narrowest width for text.
    pub(super) min: Length,
    /// Its widest word: what no line can end in.
    pub(super) solid: Length,
    /// Whether it stands under one head with the column before it.
    pub(super) joined: bool,
    /// Widths for text that it would rather have.
    pub(super) wishes: BTreeMap<Wish, Length>,
    /// Row by row, head first; a cell over several rows has its part in each.
    pub(super) lengths: Vec<i64>,
    /// The longest cell, whole.
    pub(super) longest: Length,
    /// Columns of numbers that belong together have the same; 0 stands alone.
    pub(super) kin: usize,
    /// Before and behind the points.
    pub(super) point: (Length, Length),
    /// Width asked for.
    pub(super) fixed: Option<Length>,
    /// Repeated in each block.
    pub(super) key: bool,
}

/// Measures every cell.
pub(super) fn measure(grid: &Table<'_>, kin: &[usize], fonts: &Fonts, size: Length) -> Vec<Measured> {
    let rows = grid.head.rows() + grid.body.rows();
    let column = |column: &document::Column| Measured {
        min: Length::ZERO,
        solid: Length::ZERO,
        joined: false,
        wishes: BTreeMap::new(),
        lengths: vec![0; rows],
        longest: Length::ZERO,
        kin: 0,
        point: (Length::ZERO, Length::ZERO),
        fixed: column.width.filter(|width| *width > Length::ZERO),
        key: column.key,
    };
    let mut measured: Vec<Measured> = grid.columns.iter().map(column).collect();
    let head = grid.head.cells().iter().map(|placed| (placed, Role::Heiti, None));
    let body = grid
        .body
        .cells()
        .iter()
        .map(|placed| (placed, role(grid, placed), Some(grid.head.rows())));
    let cells: Vec<_> = head.chain(body).collect();
    let texts = cells
        .iter()
        .map(|(placed, role, _)| (placed.cell.value.printed(), *role));
    let (texts, numbers) = distinct(texts);
    let extents: Vec<Extent> = texts
        .par_iter()
        .with_min_len(FEW)
        .map(|(text, role)| line::extent(fonts, &[Span::new(text, Style::new(*role, size), None)]))
        .collect();
    let extents = || numbers.iter().filter_map(|number| extents.get(*number));
    for ((placed, role, above), extent) in cells
        .iter()
        .zip(extents())
        .filter(|((placed, ..), _)| placed.cols == 1)
    {
        let Some(column) = measured.get_mut(placed.col) else {
            continue;
        };
        column.add(placed, *above, extent, size);
        if above.is_none() {
            column.head(fonts, placed, extent, size);
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
        .zip(extents())
        .filter(|((placed, ..), _)| placed.cols > 1)
    {
        spread(&mut measured, placed, narrowest(extent, size));
    }
    for placed in grid.head.cells() {
        let under = measured.iter_mut().skip(placed.col).take(placed.cols);
        under.skip(1).for_each(|column| column.joined = true);
    }
    for column in &mut measured {
        column.min = column.min.max(column.point.0 + column.point.1);
    }
    for (column, kin) in measured.iter_mut().zip(kin) {
        column.kin = *kin;
    }
    measured
}

/// Each text once, and for each cell the number of its text: columns of long tables repeat themselves.
fn distinct<'a>(cells: impl Iterator<Item = (&'a str, Role)>) -> (Vec<(&'a str, Role)>, Vec<usize>) {
    let mut texts = Vec::new();
    let mut known = HashMap::new();
    let number = |cell| {
        *known.entry(cell).or_insert_with(|| {
            texts.push(cell);
            texts.len() - 1
        })
    };
    let numbers = cells.map(number).collect();
    (texts, numbers)
}

impl Measured {
    /// A cell that begins in this column; in the body `above` rows of head stand over its grid.
    fn add(&mut self, placed: &Placed<'_>, above: Option<usize>, extent: &Extent, size: Length) {
        let head = above.is_none();
        self.min = self.min.max(narrowest(extent, size));
        self.solid = self.solid.max(extent.solid.min(size * LONGEST_WORD));
        self.longest = self.longest.max(extent.natural);
        let [word, long] = extent.phrases;
        self.wish(Wish::Word, word);
        if !head {
            self.wish(Wish::LongWord, long);
            self.wish(Wish::Text, extent.natural.min(size * TEXT));
        }
        let rows = i64::try_from(placed.rows.max(1)).unwrap_or(1);
        let part = extent.total.part(1, rows).to_emu();
        let first = above.unwrap_or(0) + placed.row;
        for length in self.lengths.iter_mut().skip(first).take(placed.rows) {
            *length = part.max(*length);
        }
    }

    /// A cell of the head: in as many lines as it spans rows, two or three at the least.
    fn head(&mut self, fonts: &Fonts, placed: &Placed<'_>, extent: &Extent, size: Length) {
        for (wish, lines) in [(Wish::HeadInThree, 3), (Wish::HeadInTwo, 2)] {
            let width = narrowest_in(fonts, placed, extent.natural, lines.max(placed.rows), size);
            self.wish(wish, width);
        }
    }

    fn wish(&mut self, wish: Wish, width: Length) {
        let slot = self.wishes.entry(wish).or_default();
        *slot = width.max(*slot);
    }
}

/// The least width, by half characters, at which a cell of the head needs no more than so many lines.
fn narrowest_in(fonts: &Fonts, placed: &Placed<'_>, natural: Length, lines: usize, size: Length) -> Length {
    let span = [Span::new(
        placed.cell.value.printed(),
        Style::new(Role::Heiti, size),
        None,
    )];
    let fits = |width: &Length| {
        let set = line::set_cell(fonts, &span, &Measure::ragged(*width), &mut Sink::new());
        set.len() <= lines
    };
    let half = size / 2;
    let first = natural.part(1, i64::try_from(lines.max(1)).unwrap_or(1));
    let steps = (natural - first).to_emu() / half.to_emu().max(1);
    (0..=steps.min(MOST_STEPS))
        .map(|n| first + half * n)
        .find(fits)
        .unwrap_or(natural)
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
