//! Body (未排的行): the rows that are still to be placed, and merged cells that go on over pages.

use std::collections::VecDeque;

use crate::diag::Sink;
use crate::font::Role;
use crate::layout::line::{Line, Measure};
use crate::unit::Length;

use super::Look;
use super::plan::{self, Merged, Need, Room, Share};
use super::rows::{SetCell, SetRow};
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

/// Rows still to be placed (未排的行).
pub(super) struct Body<'a> {
    pub(super) rows: Vec<SetRow<'a>>,
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
    pub(super) label: VecDeque<Line>,
}

impl<'a> Body<'a> {
    /// All rows of a block.
    pub(super) fn new(rows: Vec<SetRow<'a>>) -> Self {
        let need = |row: &SetRow<'_>| Need {
            height: row.height,
            keep: row.keep,
        };
        let needs = rows.iter().map(need).collect();
        Self {
            rows,
            needs,
            from: 0,
            carried: Vec::new(),
        }
    }

    fn cell(&self, carried: &Carried) -> Option<&SetCell<'_>> {
        self.rows.get(carried.row)?.cells.get(carried.cell)
    }

    /// Sets the words of merged cells again, for the page that begins.
    pub(super) fn label(&mut self, block: &Block, look: &Look<'_>) {
        let mut carried = std::mem::take(&mut self.carried);
        for carried in &mut carried {
            let Some(cell) = self.cell(carried).filter(|cell| cell.lines.is_empty()) else {
                continue;
            };
            let words = cell.cell.value.printed();
            if words.is_empty() || !carried.label.is_empty() {
                continue;
            }
            let width = block.edge(cell.col + cell.cols) - block.edge(cell.col) - look.padding_x * 2;
            let measure = Measure::ragged(width.max(Length::ZERO));
            carried.label = again(words, cell.role, look, &measure).into();
        }
        self.carried = carried;
    }

    /// What carried cells need on this page.
    fn merged(&self, look: &Look<'_>) -> Vec<Merged> {
        let need = |carried: &Carried| {
            let cell = self.cell(carried)?;
            let lines = cell.lines.len().max(carried.label.len());
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
        let cells = self
            .rows
            .get(row)
            .map(|row| row.cells.as_slice())
            .unwrap_or_default();
        let merged = |cell: &SetCell<'_>| Merged {
            first: cell.row,
            end: cell.row + cell.rows,
            need: look.cell(cell.lines.len()),
        };
        cells.iter().filter(|cell| cell.rows > 1).map(merged).collect()
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
        let touched = share.heights.len() + usize::from(share.part.is_some());
        for row in begun..begun + touched {
            for (cell, set) in self
                .rows
                .get(row)
                .map(|row| row.cells.as_slice())
                .unwrap_or_default()
                .iter()
                .enumerate()
            {
                if set.rows > 1
                    && !self
                        .carried
                        .iter()
                        .any(|other| (other.row, other.cell) == (row, cell))
                {
                    self.carried.push(Carried {
                        row,
                        cell,
                        label: VecDeque::new(),
                    });
                }
            }
        }
        if let Some(part) = share.part {
            self.split(part, look);
        }
        let from = self.from;
        let ends = |carried: &Carried| {
            self.rows
                .get(carried.row)?
                .cells
                .get(carried.cell)
                .map(|c| c.row + c.rows)
        };
        let carried = std::mem::take(&mut self.carried);
        let open = carried
            .into_iter()
            .filter(|carried| ends(carried).is_some_and(|end| end > from))
            .collect();
        self.carried = open;
    }

    /// The next row has had a part of its height.
    fn split(&mut self, part: Length, look: &Look<'_>) {
        let from = self.from;
        let (Some(row), Some(need)) = (self.rows.get(from), self.needs.get_mut(from)) else {
            return;
        };
        let own = row
            .cells
            .iter()
            .filter(|cell| cell.rows == 1)
            .map(|cell| cell.lines.len())
            .max()
            .unwrap_or(0);
        let own = if own > 0 { look.cell(own) } else { Length::ZERO };
        let ending = self
            .carried
            .iter()
            .filter_map(|carried| self.rows.get(carried.row)?.cells.get(carried.cell));
        let waiting = ending
            .filter(|cell| cell.row + cell.rows == from + 1)
            .any(|cell| !cell.lines.is_empty());
        need.height = (need.height - part).max(own);
        if need.height <= Length::ZERO && !waiting {
            self.from += 1;
        }
    }
}
