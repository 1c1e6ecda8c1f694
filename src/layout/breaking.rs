//! Settle (分页): a section's entries become pieces in their places, tables cut where pages end.

use crate::diag::Sink;
use crate::document::Table;
use crate::page::NodeId;
use crate::unit::Length;

use super::flow::{Flow, Spot, groups};
use super::piece::{Entry, Gap, Kind, Piece};
use super::region::{Frame, Region};
use super::rescue::{join, lonely};
use super::setter::Setter;
use super::table;

/// A section whose pages are settled (分页结果).
pub(super) struct Broken {
    /// How its pages lie.
    pub(super) region: Region,
    /// In reading order.
    pub(super) pieces: Vec<Piece>,
    /// Where each stands.
    pub(super) spots: Vec<Spot>,
    /// Lower edge of the last piece, from the region's top.
    pub(super) bottom: Length,
}

impl Broken {
    /// How many pages it takes.
    pub(super) fn pages(&self) -> usize {
        self.spots.last().map_or(1, |spot| spot.page + 1)
    }
}

/// Settles the pages of a section.
pub(super) fn settle(
    setter: &mut Setter<'_>,
    region: Region,
    entries: Vec<Entry<'_>>,
    frame: &dyn Fn(usize) -> Frame,
) -> Broken {
    let pieces = pieces(setter, region, entries, frame);
    let mut flow = Flow::new(frame, 0, setter.leading());
    let mut spots = run(&mut flow, &pieces);
    let mut bottom = flow.bottom();
    if let Some(alone) = lonely(&pieces, &spots)
        && let Some(last) = join(setter, &pieces, &mut spots, alone, frame)
    {
        bottom = last;
    }
    Broken {
        region,
        pieces,
        spots,
        bottom,
    }
}

/// All entries as pieces: a table is broken where the pages end that come before it.
fn pieces(
    setter: &mut Setter<'_>,
    region: Region,
    entries: Vec<Entry<'_>>,
    frame: &dyn Fn(usize) -> Frame,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut flow = Flow::new(frame, 0, setter.leading());
    let mut done = 0;
    for entry in entries {
        match entry {
            Entry::Piece(piece) => pieces.push(piece),
            Entry::Table { table, parent, gap } => {
                let waiting = pieces.split_off(done);
                let (free, mut held) = part(waiting);
                run(&mut flow, &free);
                let cut = Cut {
                    table,
                    parent,
                    gap,
                    width: region.size.width,
                };
                held = cut.below(setter, held, &flow);
                run(&mut flow, &held);
                pieces.extend(free.into_iter().chain(held));
                done = pieces.len();
            }
        }
    }
    pieces
}

/// Parts what holds on to the table behind it (a heading, a title) from what does not.
fn part(mut pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let free = pieces
        .iter()
        .rposition(|piece| !piece.keep)
        .map_or(0, |last| last + 1);
    let held = pieces.split_off(free);
    (pieces, held)
}

pub(super) fn run(flow: &mut Flow<'_>, pieces: &[Piece]) -> Vec<Spot> {
    groups(pieces).flat_map(|group| flow.put(group)).collect()
}

/// A table to be cut into pieces (断表).
struct Cut<'t> {
    table: &'t Table,
    parent: NodeId,
    gap: Gap,
    width: Length,
}

impl Cut<'_> {
    /// `held` and the table below it; where the table has no room to begin, they go to the next page together.
    fn below(&self, setter: &mut Setter<'_>, mut held: Vec<Piece>, flow: &Flow<'_>) -> Vec<Piece> {
        let mut ahead = flow.clone();
        ahead.put(&held);
        let (mut fragments, mut sink) = self.set(setter, &ahead);
        let begins = fragments.first().is_none_or(|first| first.height > Length::ZERO);
        if let Some(first) = held.first_mut().filter(|_| !begins && !flow.is_fresh()) {
            first.gap = Gap::Page;
            ahead = flow.clone();
            ahead.put(&held);
            (fragments, sink) = self.set(setter, &ahead);
        }
        setter.sink.append(sink);
        for (n, fragment) in fragments
            .into_iter()
            .enumerate()
            .filter(|(_, f)| f.height > Length::ZERO)
        {
            let gap = if n == 0 { self.gap } else { Gap::Page };
            let mut piece = Piece::new(Kind::Text, gap, fragment.height);
            piece.items = fragment.items;
            held.push(piece);
        }
        held
    }

    /// Sets the table under what `flow` has; what an earlier try left in the tree goes.
    fn set(&self, setter: &mut Setter<'_>, flow: &Flow<'_>) -> (Vec<table::Fragment>, Sink) {
        let mut sink = Sink::new();
        let context = table::Context {
            fonts: setter.fonts,
            standard: setter.standard,
            width: self.width,
        };
        let mut heights = |n| flow.height(n, self.gap);
        let tree = &mut setter.tree;
        let node = tree.nodes.get_mut(self.parent.0 as usize);
        let children = node
            .map(|node| std::mem::take(&mut node.children))
            .unwrap_or_default();
        if let Some(first) = children.first() {
            // all of them were made after the first
            tree.nodes.truncate(first.0 as usize);
        }
        let fragments = table::set(self.table, &context, &mut heights, tree, self.parent, &mut sink);
        (fragments, sink)
    }
}
