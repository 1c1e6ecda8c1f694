//! Settle (分页): a section's entries become pieces in their places, tables cut where pages end.
//!
//! Pieces go to the composer as soon as their place is certain. It is not while the next piece must stand beside
//! them, nor on the last pages of a text that a signature follows: see [`rescue`](super::rescue).

use std::collections::VecDeque;

use crate::document::Table;
use crate::page::{NodeId, Tree};
use crate::unit::Length;

use super::compose::Composer;
use super::flow::{Flow, Spot, groups};
use super::piece::{Entry, Gap, Kind, Piece};
use super::region::{Frame, Region};
use super::rescue::{join, lonely};
use super::setter::Setter;
use super::table;

/// How many rows of a table are set at a time: enough for all cores, and fifty pages or so.
pub(super) const BATCH: usize = 256;

/// Settles the pages of a section.
pub(super) fn settle(
    setter: &mut Setter<'_>,
    composer: &mut Composer<'_>,
    region: Region,
    entries: Vec<Entry<'_>>,
    frame: &dyn Fn(usize) -> Frame,
) {
    composer.begin(region, &setter.tree);
    let signed = entries
        .iter()
        .any(|entry| matches!(entry, Entry::Piece(piece) if piece.kind == Kind::Tail));
    let mut settling = Settling {
        composer,
        flow: Flow::new(frame, 0, setter.leading()),
        held: Vec::new(),
        window: Window::new(signed),
    };
    for entry in entries {
        match entry {
            Entry::Piece(piece) => settling.push(piece, &setter.tree),
            Entry::Table { table, parent, gap } => {
                settling.table(setter, table, parent, gap, region.size.width);
            }
        }
    }
    settling.finish(setter, frame);
}

/// A section on its way down its pages (分页).
struct Settling<'s, 'c, 'f> {
    composer: &'s mut Composer<'c>,
    flow: Flow<'f>,
    /// Pieces that must be on the page of the next.
    held: Vec<Piece>,
    window: Window,
}

impl Settling<'_, '_, '_> {
    /// Puts a piece below the others.
    fn push(&mut self, piece: Piece, tree: &Tree) {
        let keep = piece.keep;
        self.held.push(piece);
        if !keep {
            self.place();
            self.window.release(self.composer, tree);
        }
    }

    fn place(&mut self) {
        let spots = self.flow.put(&self.held);
        self.window.extend(self.held.drain(..).zip(spots));
    }

    fn table(&mut self, setter: &mut Setter<'_>, table: &Table, parent: NodeId, gap: Gap, width: Length) {
        let mut ahead = self.flow.clone();
        ahead.put(&self.held);
        let context = table::Context {
            fonts: setter.fonts,
            standard: setter.standard,
            width,
            batch: setter.batch,
        };
        let mut below = Below {
            settling: self,
            ahead,
            gap,
            count: 0,
            anew: false,
        };
        table::set(table, &context, &mut below, &mut setter.tree, parent, setter.sink);
    }

    /// Sees to the signature, and lets the rest go.
    fn finish(mut self, setter: &mut Setter<'_>, frame: &dyn Fn(usize) -> Frame) {
        self.place();
        let mut bottom = self.flow.bottom();
        let (pieces, mut spots): (Vec<Piece>, Vec<Spot>) = self.window.pieces.into_iter().unzip();
        if let Some(alone) = lonely(&pieces, &spots)
            && let Some(last) = join(setter, &pieces, &mut spots, alone, frame)
        {
            bottom = last;
        }
        for (piece, spot) in pieces.into_iter().zip(spots) {
            self.composer.piece(piece, spot, &setter.tree);
        }
        self.composer.end(bottom);
    }
}

/// Placed pieces that may still move (未定的排件).
struct Window {
    pieces: VecDeque<(Piece, Spot)>,
    /// Whether a signature follows.
    signed: bool,
    /// The page of the last text, if any: with the page before it, it is what a signature may change.
    text: Option<usize>,
}

impl Window {
    const fn new(signed: bool) -> Self {
        Self {
            pieces: VecDeque::new(),
            signed,
            text: None,
        }
    }

    fn extend(&mut self, placed: impl Iterator<Item = (Piece, Spot)>) {
        for (piece, spot) in placed {
            if piece.is_text() {
                self.text = Some(spot.page);
            }
            self.pieces.push_back((piece, spot));
        }
    }

    /// Lets those go that stay where they are.
    fn release(&mut self, composer: &mut Composer<'_>, tree: &Tree) {
        let last = self.pieces.back().map_or(0, |(_, spot)| spot.page);
        let fixed = if self.signed {
            self.text.unwrap_or(last).saturating_sub(1)
        } else {
            usize::MAX
        };
        while let Some((piece, spot)) = self.pieces.pop_front_if(|(_, spot)| spot.page < fixed) {
            composer.piece(piece, spot, tree);
        }
    }
}

/// The pages below what is placed, for a table (表的去处).
struct Below<'s, 'n, 'c, 'f> {
    settling: &'n mut Settling<'s, 'c, 'f>,
    /// Where the table begins.
    ahead: Flow<'f>,
    gap: Gap,
    count: usize,
    anew: bool,
}

impl table::Paper for Below<'_, '_, '_, '_> {
    fn room(&self, n: usize) -> Length {
        self.ahead.height(n, self.gap)
    }

    /// What holds on to the table goes to the next page with it.
    fn begin_anew(&mut self) -> bool {
        let fresh = self.settling.flow.is_fresh();
        let held = &mut self.settling.held;
        let Some(first) = held.first_mut().filter(|_| !self.anew && !fresh) else {
            return false;
        };
        first.gap = Gap::Page;
        self.anew = true;
        self.ahead = self.settling.flow.clone();
        self.ahead.put(held);
        true
    }

    fn take(&mut self, fragment: table::Fragment, tree: &Tree) {
        if fragment.height > Length::ZERO {
            let gap = if self.count == 0 { self.gap } else { Gap::Page };
            let mut piece = Piece::new(Kind::Text, gap, fragment.height);
            piece.items = fragment.items;
            self.settling.push(piece, tree);
        }
        self.count += 1;
    }
}

pub(super) fn run(flow: &mut Flow<'_>, pieces: &[Piece]) -> Vec<Spot> {
    groups(pieces).flat_map(|group| flow.put(group)).collect()
}
