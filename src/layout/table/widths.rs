//! Widths (列宽): the type size, how many blocks of columns, and how wide each column is.
//!
//! Texts are measured once, at the size the table begins with; smaller sizes are in proportion. Lines are not set
//! for it, but for heads: [`columns::widths`] works from lengths, shortest widths and wishes.

use crate::diag::code::layout::{TABLE_SPLIT, WIDTHS_TOO_WIDE};
use crate::diag::{Diagnostic, Sink};
use crate::document;
use crate::text::columns::{self, Fill, Wish};
use crate::unit::Length;

use super::grid::{Placed, Table};
use super::measure::{Measured, measure};
use super::{Context, pitch};

/// 五号 and 小五, the steps below 小四.
const STEPS: [Length; 2] = [Length::centipt(1050), Length::pt(9)];

/// Type size and columns of a table (表形).
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) size: Length,
    pub(super) blocks: Vec<Block>,
}

/// Columns that stand side by side (栏块); most tables are a single block.
#[derive(Debug)]
pub(super) struct Block {
    /// Which of the table's columns, from left to right.
    pub(super) columns: Vec<usize>,
    /// Their left edges, and the last one's right edge.
    pub(super) edges: Vec<Length>,
    /// For each: what stands before and behind the decimal points.
    pub(super) points: Vec<(Length, Length)>,
    /// Which of the table's columns an earlier block has shown.
    pub(super) shown: Vec<bool>,
}

impl Block {
    /// The columns of this block that a cell covers: first and number; `None` if it covers none.
    pub(super) fn covered(&self, placed: &Placed<'_>) -> Option<(usize, usize)> {
        let first = self.columns.partition_point(|&col| col < placed.col);
        let end = self
            .columns
            .partition_point(|&col| col < placed.col + placed.cols);
        (end > first).then_some((first, end - first))
    }

    /// Whether an earlier block has shown the cell.
    pub(super) fn repeats(&self, placed: &Placed<'_>) -> bool {
        self.shown
            .iter()
            .skip(placed.col)
            .take(placed.cols)
            .any(|shown| *shown)
    }

    pub(super) fn edge(&self, column: usize) -> Length {
        self.edges
            .get(column)
            .or(self.edges.last())
            .copied()
            .unwrap_or_default()
    }
}

pub(super) fn shape(
    grid: &Table<'_>,
    table: &document::Table,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Shape {
    let standard = context.standard;
    let start = table.size.unwrap_or(standard.table_size);
    let mut measured = measure(grid, &table.kin(), context.fonts, start);
    let total = context.width - standard.table_frame;
    let padding = standard.table_padding_x * 2;
    let smaller = STEPS
        .into_iter()
        .filter(|step| *step < start && *step >= standard.table_size_min);
    let sizes: Vec<Length> = [start].into_iter().chain(smaller).collect();
    let room = |size: Length| Room {
        total,
        padding,
        scale: (size, start),
    };
    let mut holding = sizes.iter().copied().filter(|size| room(*size).holds(&measured));
    let size = match (holding.next(), holding.next()) {
        // the clerk's size stands; the house's is for tables of a page with room in it
        (Some(house), Some(smaller))
            if table.size.is_none()
                && smaller == STEPS[0]
                && (room(house).is_tight(&measured) || room(house).is_higher(grid, &measured, context)) =>
        {
            smaller
        }
        (Some(size), _) => size,
        (None, _) => sizes.last().copied().unwrap_or(start),
    };
    let room = room(size);
    let sets = room.split(&measured);
    if sets.len() > 1 {
        // a wide cell may have to stand in a single one of its columns
        measured
            .iter_mut()
            .for_each(|column| column.min = column.min.max(start));
    }
    tell(table, &measured, &sets, total, sink);
    let left = standard.table_frame / 2;
    let mut shown = vec![false; measured.len()];
    let mut blocks = Vec::new();
    for columns in sets {
        let block = room.block(&measured, columns, left, shown.clone());
        for (col, slot) in shown.iter_mut().enumerate() {
            *slot |= block.columns.binary_search(&col).is_ok();
        }
        blocks.push(block);
    }
    Shape { size, blocks }
}

/// How high a page is: for a turned table as much as an upright one is wide.
fn page(context: &Context<'_>) -> Length {
    let standard = context.standard;
    if context.width > standard.area_width {
        standard.area_width
    } else {
        standard.area_height
    }
}

fn tell(table: &document::Table, measured: &[Measured], sets: &[Vec<usize>], total: Length, sink: &mut Sink) {
    let fixed: Length = measured.iter().filter_map(|column| column.fixed).sum();
    if fixed > total {
        let (given, room) = (fixed.to_mm().round(), total.to_mm().round());
        let message =
            format!("表格各列的宽度（width）合计 {given} 毫米，超过了可用的 {room} 毫米，已按比例缩小");
        sink.push(Diagnostic::new(WIDTHS_TOO_WIDE, message).at(table.origin));
    }
    if sets.len() > 1 {
        let message = format!("表格过宽，已分为 {} 段，关键列在各段重复", sets.len());
        let split = Diagnostic::new(TABLE_SPLIT, message).at(table.origin);
        sink.push(split.help("减少列数，或设 landscape = true 横排；重复哪几列由列的 key 指定"));
    }
}

/// The room for columns at one type size (表宽).
struct Room {
    total: Length,
    padding: Length,
    /// This size, and the one texts were measured at.
    scale: (Length, Length),
}

impl Room {
    fn scaled(&self, length: Length) -> Length {
        let (size, start) = self.scale;
        if size == start || length == Length::ZERO {
            return length;
        }
        // rounded up: a word must fit in what it is said to need
        length.part(size.to_emu(), start.to_emu().max(1)) + Length::emu(1)
    }

    fn min(&self, column: &Measured) -> Length {
        // a word must not break for what was lost in rounding
        let lost = if self.scale.0 == self.scale.1 { 0 } else { 2 };
        self.scaled(column.min) + Length::emu(lost) + self.padding
    }

    fn width(&self, column: &Measured) -> Length {
        column.fixed.unwrap_or_else(|| self.min(column))
    }

    /// Whether no word is wider than its column.
    fn holds(&self, columns: &[Measured]) -> bool {
        // a width that the clerk gave may be that of a single character
        let word = |column: &Measured| self.scaled(column.solid) + self.padding;
        columns
            .iter()
            .all(|column| column.fixed.is_none_or(|width| word(column) <= width))
            && columns.iter().map(|column| self.width(column)).sum::<Length>() <= self.total
    }

    /// Whether there is no room for words to stay whole and text to be read.
    fn is_tight(&self, measured: &[Measured]) -> bool {
        let wishes = [Wish::HeadInThree, Wish::Word, Wish::Text];
        let wanted = |column: &Measured| {
            let wished = wishes.iter().filter_map(|wish| column.wishes.get(wish));
            let text = wished.copied().fold(column.min, Length::max);
            column.fixed.unwrap_or_else(|| self.scaled(text) + self.padding)
        };
        measured.iter().map(wanted).sum::<Length>() > self.total
    }

    /// Whether the table in one piece is about higher than a page.
    fn is_higher(&self, grid: &Table<'_>, measured: &[Measured], context: &Context<'_>) -> bool {
        let columns: Vec<columns::Column> = measured.iter().map(|column| self.column(column)).collect();
        let rows = i64::try_from(grid.head.rows() + grid.body.rows()).unwrap_or(i64::MAX >> 32);
        let (size, _) = self.scale;
        let padding = context.standard.table_padding_y * 2;
        let (line, row) = (pitch(size), size - pitch(size) + padding);
        let is_higher = |lines| line * lines + row * rows > page(context);
        // a long table is, whatever its widths: they need not be looked for
        is_higher(columns::least_height(&columns, self.total.to_emu())) || {
            let chosen: Vec<&Measured> = measured.iter().collect();
            let widths: Vec<i64> = self.widths(&chosen).into_iter().map(Length::to_emu).collect();
            is_higher(columns::height(&columns, &widths))
        }
    }

    /// The columns of each block: all, where they fit; else key columns and as many others as fit beside them.
    fn split(&self, columns: &[Measured]) -> Vec<Vec<usize>> {
        let width = |col: &usize| {
            columns
                .get(*col)
                .map_or(Length::ZERO, |column| self.width(column))
        };
        let all: Vec<usize> = (0..columns.len()).collect();
        let fixed = columns.iter().all(|column| column.fixed.is_some());
        // widths that were all given are taken as a whole, cut in proportion if need be
        if fixed || all.iter().map(width).sum::<Length>() <= self.total {
            return vec![all];
        }
        let is_key = |col: &usize| columns.get(*col).is_some_and(|column| column.key);
        let (keys, others): (Vec<usize>, Vec<usize>) = all.into_iter().partition(is_key);
        let beside = self.total - keys.iter().map(width).sum();
        let mut groups: Vec<(Length, Vec<usize>)> = Vec::new();
        for col in others {
            let joined = columns.get(col).is_some_and(|column| column.joined);
            match groups.last_mut() {
                // columns under one head stay side by side, unless they alone are too many
                Some((wide, group))
                    if joined
                        && group.last() == col.checked_sub(1).as_ref()
                        && *wide + width(&col) <= beside =>
                {
                    *wide += width(&col);
                    group.push(col);
                }
                _ => groups.push((width(&col), vec![col])),
            }
        }
        let mut sets = even(&groups, beside);
        if sets.is_empty() {
            sets.push(Vec::new());
        }
        for set in &mut sets {
            set.extend(&keys);
            set.sort_unstable();
        }
        sets
    }

    fn block(&self, measured: &[Measured], columns: Vec<usize>, left: Length, shown: Vec<bool>) -> Block {
        let chosen: Vec<&Measured> = columns.iter().filter_map(|col| measured.get(*col)).collect();
        let widths = self.widths(&chosen);
        let free = self.total - widths.iter().copied().sum();
        // a table narrower than its region stands in the middle
        let mut edge = left + Length::emu(free.to_emu().max(0) / 2);
        let mut edges = vec![edge];
        for width in widths {
            edge += width;
            edges.push(edge);
        }
        let points = chosen
            .iter()
            .map(|column| (self.scaled(column.point.0), self.scaled(column.point.1)))
            .collect();
        Block {
            columns,
            edges,
            points,
            shown,
        }
    }

    fn widths(&self, chosen: &[&Measured]) -> Vec<Length> {
        let fixed: Length = chosen.iter().filter_map(|column| column.fixed).sum();
        let mut free: Vec<columns::Column> = chosen
            .iter()
            .filter(|column| column.fixed.is_none())
            .map(|column| self.column(column))
            .collect();
        let mut least: Length = free.iter().map(|column| Length::emu(column.min)).sum();
        if fixed + least > self.total {
            // too many key columns: words are broken, but a character still fits
            let one = (self.scale.0 + self.padding).to_emu();
            free.iter_mut()
                .for_each(|column| column.min = column.min.min(one));
            least = free.iter().map(|column| Length::emu(column.min)).sum();
        }
        // what was given is cut only where the whole would not fit
        let given = fixed.min(self.total - least.min(self.total));
        let widths = columns::widths(&free, (self.total - given).to_emu(), Fill::Total);
        let mut widths = widths.into_iter();
        let mut before = Length::ZERO;
        let mut width = |column: &&Measured| match column.fixed {
            None => Length::emu(widths.next().unwrap_or(0)),
            Some(width) if given == fixed => width,
            Some(width) => {
                // in proportion, and exact in the sum
                let from = given.part(before.to_emu(), fixed.to_emu().max(1));
                before += width;
                given.part(before.to_emu(), fixed.to_emu().max(1)) - from
            }
        };
        chosen.iter().map(&mut width).collect()
    }

    fn column(&self, column: &Measured) -> columns::Column {
        let scaled = |length: &i64| self.scaled(Length::emu(*length)).to_emu();
        let mut out = columns::Column {
            min: self.min(column).to_emu(),
            padding: self.padding.to_emu(),
            pitch: self.scale.0.to_emu(),
            lengths: column.lengths.iter().map(scaled).collect(),
            longest: self.scaled(column.longest).to_emu(),
            kin: column.kin,
            ..columns::Column::default()
        };
        for (wish, width) in &column.wishes {
            out.wish(*wish, (self.scaled(*width) + self.padding).to_emu());
        }
        out
    }
}

/// How finely the width of even blocks is looked for.
const EVEN_STEPS: i64 = 16;

/// Groups of columns in as few blocks as `most` allows, and these about equally wide.
fn even(groups: &[(Length, Vec<usize>)], most: Length) -> Vec<Vec<usize>> {
    let full = packed(groups, most);
    let all: Length = groups.iter().map(|(width, _)| *width).sum();
    let count = i64::try_from(full.len()).unwrap_or(1).max(1);
    let least = all.part(1, count).min(most);
    (0..EVEN_STEPS)
        .map(|step| packed(groups, least + (most - least).part(step, EVEN_STEPS)))
        .find(|sets| sets.len() == full.len())
        .unwrap_or(full)
}

/// Groups of columns from left to right, a new block where `most` is passed.
fn packed(groups: &[(Length, Vec<usize>)], most: Length) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    let mut used = Length::ZERO;
    for (width, group) in groups {
        match sets.last_mut().filter(|_| used + *width <= most) {
            Some(set) => set.extend(group),
            None => {
                sets.push(group.clone());
                used = Length::ZERO;
            }
        }
        used += *width;
    }
    sets
}
