//! Body (未排的行): the rows that are still to be placed, and merged cells that go on over pages.

use std::collections::VecDeque;

use crate::diag::Sink;
use crate::font::Role;
use crate::layout::line::{Line, Measure};
use crate::unit::Length;

use super::Look;
use super::plan::{self, Merged, Need, Room, Share};
use super::rows::{Coming, SetCell, SetRow, Yield};
use super::widths::Block;

/// Behind the words of a merged cell that goes on over a page.
const AGAIN: &str = "（续）";

/// How narrow, in thousandths, and how small, in per cent of the table's size, （续） may become on a line of its own.
const SQUEEZED: (i64, i64) = (600, 50);

/// The words and （续）, which is never torn: in a column too narrow for it, it has a line of its own in narrower
/// and then in smaller characters. Where even these do not fit, the words come again as they are.
fn again(words: &str, role: Role, look: &Look<'_>, measure: &Measure) -> Vec<Line> {
    // what cannot be shown was told when the cell was set
    let mut sink = Sink::new();
    let whole = format!("{words}{AGAIN}");
    if look.extent(&whole, role).solid <= measure.width {
        return look.set(&whole, role, None, measure, &mut sink);
    }
    let mut lines = look.set(words, role, None, measure, &mut sink);
    let need = look.extent(AGAIN, role).solid.to_emu().max(1);
    let (least_stretch, least_size) = SQUEEZED;
    let part = measure.width.to_emu() * 1000 / need;
    let mut style = look.style(role);
    style.stretch = u16::try_from(part.clamp(least_stretch, 1000)).unwrap_or(1000);
    style.size = look.size.part(part.min(least_stretch), least_stretch);
    if style.size >= look.size.part(least_size, 100) {
        lines.extend(look.set_styled(AGAIN, style, measure));
    }
    lines
}

/// Rows still to be placed (未排的行): those that a page may need are set, those behind them are still to come.
pub(super) struct Body<'a, 'b> {
    coming: Coming<'a, 'b>,
    /// Set rows from number `first` on: with those that have been placed, as long as a cell of theirs goes on.
    rows: VecDeque<SetRow<'a>>,
    first: usize,
    /// Of the rows from `from` on that are set.
    needs: Vec<Need>,
    pub(super) from: usize,
    /// Merged cells that began on earlier pages.
    pub(super) carried: Vec<Carried>,
}

/// A merged cell that goes on (跨页的合并格).
pub(super) struct Carried {
    pub(super) row: usize,
    /// Which cell of its row.
    pub(super) cell: usize,
    /// Its words again, where they have been placed all.
    pub(super) label: Vec<Line>,
}

impl<'a, 'b> Body<'a, 'b> {
    /// All rows of a block.
    pub(super) fn new(coming: Coming<'a, 'b>) -> Self {
        Self {
            coming,
            rows: VecDeque::new(),
            first: 0,
            needs: Vec::new(),
            from: 0,
            carried: Vec::new(),
        }
    }

    /// How many rows there are, placed, set or to come.
    pub(super) fn total(&self) -> usize {
        self.coming.total()
    }

    /// Sets rows, some at a time, until there are more than a page of height `room` takes; one at least.
    pub(super) fn fill(&mut self, room: Length, look: &Look<'_>, out: &mut Yield<'_>) {
        let mut ready: Length = self.needs.iter().map(|need| need.height).sum();
        while ready <= room || self.needs.is_empty() {
            let rows = self.coming.set(look.batch, look, out);
            if rows.is_empty() {
                return;
            }
            ready += rows.iter().map(|row| row.height).sum::<Length>();
            self.needs.extend(rows.iter().map(|row| Need {
                height: row.height,
                keep: row.keep,
            }));
            self.rows.extend(rows);
        }
    }

    fn row(&self, row: usize) -> Option<&SetRow<'a>> {
        self.rows.get(row.checked_sub(self.first)?)
    }

    /// The cells that begin in a row.
    fn cells(&self, row: usize) -> &[SetCell<'a>] {
        self.row(row).map_or(&[], |row| &row.cells)
    }

    /// Rows from `from` on, to be drawn.
    pub(super) fn rows_mut(&mut self) -> impl Iterator<Item = &mut SetRow<'a>> {
        self.rows.iter_mut().skip(self.from - self.first)
    }

    /// A merged cell that goes on, to be drawn.
    pub(super) fn cell_mut(&mut self, row: usize, cell: usize) -> Option<&mut SetCell<'a>> {
        let row = self.rows.get_mut(row.checked_sub(self.first)?)?;
        row.cells.get_mut(cell)
    }

    fn cell(&self, carried: &Carried) -> Option<&SetCell<'a>> {
        self.cells(carried.row).get(carried.cell)
    }

    /// Sets the words of merged cells again, for the page that begins.
    pub(super) fn label(&mut self, block: &Block, look: &Look<'_>) {
        let mut carried = std::mem::take(&mut self.carried);
        for carried in &mut carried {
            let Some(cell) = self.cell(carried).filter(|cell| cell.left().is_empty()) else {
                continue;
            };
            let words = cell.cell.value.printed();
            if words.is_empty() || !carried.label.is_empty() {
                continue;
            }
            let width = block.edge(cell.col + cell.cols) - block.edge(cell.col) - look.padding_x * 2;
            let measure = Measure::ragged(width.max(Length::ZERO));
            carried.label = again(words, cell.role, look, &measure);
        }
        self.carried = carried;
    }

    /// What carried cells need on this page.
    fn merged(&self, look: &Look<'_>) -> Vec<Merged> {
        let need = |carried: &Carried| {
            let cell = self.cell(carried)?;
            let lines = cell.left().len().max(carried.label.len());
            Some(Merged {
                first: cell.row,
                end: cell.row + cell.rows,
                need: look.cell(lines),
            })
        };
        self.carried.iter().filter_map(need).collect()
    }

    /// Merged cells that begin in a row.
    fn begins(&self, row: usize, look: &Look<'_>) -> Vec<Merged> {
        let merged = |cell: &SetCell<'_>| Merged {
            first: cell.row,
            end: cell.row + cell.rows,
            need: look.cell(cell.left().len()),
        };
        let cells = self.cells(row).iter();
        cells.filter(|cell| cell.rows > 1).map(merged).collect()
    }

    /// What of the rows a page of this room takes.
    pub(super) fn share(&self, room: Room, look: &Look<'_>) -> Share {
        let begins = |row: usize| self.begins(row, look);
        plan::share(&self.needs, self.from, &self.merged(look), &begins, room)
    }

    /// Goes on behind what a page took.
    pub(super) fn advance(&mut self, share: &Share, look: &Look<'_>) {
        let begun = self.from;
        self.from += share.heights.len();
        self.needs.drain(..share.heights.len().min(self.needs.len()));
        let touched = self.from + usize::from(share.part.is_some());
        for row in begun..touched {
            self.carry(row);
        }
        if let Some(part) = share.part {
            self.split(part, look);
        }
        let mut carried = std::mem::take(&mut self.carried);
        let ends = |carried: &Carried| self.cell(carried).map(|cell| cell.row + cell.rows);
        carried.retain(|carried| ends(carried).is_some_and(|end| end > self.from));
        self.carried = carried;
        self.forget();
    }

    /// Takes in which merged cells begin in a row.
    fn carry(&mut self, row: usize) {
        let merged = self.cells(row).iter().enumerate();
        let merged = merged.filter(|(_, set)| set.rows > 1).map(|(cell, _)| cell);
        let known = |cell: &usize| {
            let mut carried = self.carried.iter();
            carried.any(|other| (other.row, other.cell) == (row, *cell))
        };
        let begun: Vec<Carried> = merged
            .filter(|cell| !known(cell))
            .map(|cell| Carried {
                row,
                cell,
                label: Vec::new(),
            })
            .collect();
        self.carried.extend(begun);
    }

    /// Drops the rows that nothing is left of.
    fn forget(&mut self) {
        let carried = self.carried.iter().map(|carried| carried.row);
        let needed = carried.min().map_or(self.from, |row| row.min(self.from));
        let over = needed.saturating_sub(self.first).min(self.rows.len());
        self.rows.drain(..over);
        self.first += over;
    }

    /// The next row has had a part of its height.
    fn split(&mut self, part: Length, look: &Look<'_>) {
        let from = self.from;
        let own = self.cells(from).iter().filter(|cell| cell.rows == 1);
        let own = own.map(|cell| cell.left().len()).max().unwrap_or(0);
        let own = if own > 0 { look.cell(own) } else { Length::ZERO };
        let waiting = self
            .carried
            .iter()
            .filter_map(|carried| self.cell(carried))
            .filter(|cell| cell.row + cell.rows == from + 1)
            .any(|cell| !cell.left().is_empty());
        let Some(need) = self.needs.first_mut() else {
            return;
        };
        need.height = (need.height - part).max(own);
        if need.height <= Length::ZERO && !waiting {
            self.from += 1;
            self.needs.remove(0);
        }
    }
}
