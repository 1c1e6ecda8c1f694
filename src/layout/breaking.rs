//! Break (分页): a section's entries become pieces in their places; the signature never stands alone (7.3.5.5).

use crate::diag::{Diagnostic, code};
use crate::unit::Length;

use super::flow::{Flow, Spot, groups};
use super::piece::{Entry, Gap, Kind, Piece};
use super::region::{Frame, Region};
use super::setter::Setter;

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
    if let Some(tail) = lonely(&pieces, &spots)
        && let Some(last) = join(setter, &pieces, &mut spots, tail, frame)
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
                run(&mut flow, pieces.get(done..).unwrap_or_default());
                done = pieces.len();
                pieces.extend(cut(setter, region, (table, parent, gap), &flow));
            }
        }
    }
    pieces
}

fn run(flow: &mut Flow<'_>, pieces: &[Piece]) -> Vec<Spot> {
    groups(pieces).flat_map(|group| flow.put(group)).collect()
}

/// The first of the signature's pieces, if they stand on a page without text.
fn lonely(pieces: &[Piece], spots: &[Spot]) -> Option<usize> {
    let tail = pieces.iter().position(|piece| piece.kind == Kind::Tail)?;
    let page = spots.get(tail)?.page;
    let mut texts = pieces
        .iter()
        .zip(spots)
        .take(tail)
        .filter(|(piece, _)| piece.kind == Kind::Text);
    let alone = texts.next_back().is_some_and(|(_, spot)| spot.page < page);
    alone.then_some(tail)
}

/// Brings signature and text together (7.3.5.5): with narrower lines on the last page of the text or on its last
/// two, else by taking text along. Gives back where the section ends.
fn join(
    setter: &mut Setter<'_>,
    pieces: &[Piece],
    spots: &mut Vec<Spot>,
    tail: usize,
    frame: &dyn Fn(usize) -> Frame,
) -> Option<Length> {
    let last = spots.get(tail.checked_sub(1)?)?.page;
    for page in [Some(last), last.checked_sub(1)].into_iter().flatten() {
        if let Some(bottom) = tighten(setter, pieces, spots, (page, last), frame) {
            setter.report(changed());
            return Some(bottom);
        }
    }
    let bottom = LINES_ALONG
        .iter()
        .find_map(|&lines| carry(setter, pieces, spots, (tail, lines), frame));
    if bottom.is_none() {
        setter.report(alone());
    }
    bottom
}

fn changed() -> Diagnostic {
    Diagnostic::new(
        code::layout::PITCH_CHANGED,
        "落款与正文不在同一面，已缩小行距使其同面",
    )
    .clause("GB/T 9704—2012 7.3.5.5")
}

fn alone() -> Diagnostic {
    Diagnostic::new(
        code::layout::SIGNATURE_ALONE,
        "落款独占一页，调整行距也不能使其与正文同面",
    )
    .clause("GB/T 9704—2012 7.3.5.5")
    .help("增删正文文字")
}

/// A twentieth of a millimetre: nobody sees a step of it.
const STEP: Length = Length::um(50);

/// Breaks again from `page` on with narrower lines, so that all ends on page `last`.
fn tighten(
    setter: &Setter<'_>,
    pieces: &[Piece],
    spots: &mut Vec<Spot>,
    (page, last): (usize, usize),
    frame: &dyn Fn(usize) -> Frame,
) -> Option<Length> {
    let start = spots.iter().position(|spot| spot.page == page)?;
    let rest = pieces.get(start..)?;
    let steps = (setter.standard.pitch() - setter.standard.pitch_min).to_emu() / STEP.to_emu();
    (1..=steps).find_map(|n| {
        let mut flow = Flow::new(frame, page, setter.leading() - STEP * n);
        let narrower = run(&mut flow, rest);
        (flow.page() == last).then(|| {
            spots.truncate(start);
            spots.extend(narrower);
            flow.bottom()
        })
    })
}

/// How many lines of text go with a signature to a new page, at least; one only where there are no more.
const LINES_ALONG: [usize; 2] = [2, 1];

/// Takes the last `lines` of the text along to the signature's page; page 1 keeps some of its own (7.3.3).
fn carry(
    setter: &Setter<'_>,
    pieces: &[Piece],
    spots: &mut Vec<Spot>,
    (tail, lines): (usize, usize),
    frame: &dyn Fn(usize) -> Frame,
) -> Option<Length> {
    let page = spots.get(tail)?.page;
    let is_text = |n: usize| pieces.get(n).is_some_and(|piece| piece.kind == Kind::Text);
    let start = (1..(tail + 1).saturating_sub(lines)).rev().find(|&n| {
        let before = pieces.get(n - 1).is_some_and(|piece| !piece.keep);
        // a line at least stays behind on their page
        let same_page = [n - 1, n]
            .iter()
            .all(|&n| spots.get(n).is_some_and(|spot| spot.page + 1 == page));
        before && same_page && is_text(n) && is_text(n - 1)
    })?;
    let mut flow = Flow::new(frame, page, setter.leading());
    let moved = run(&mut flow, pieces.get(start..)?);
    // text and signature on one page, or nothing is won
    (flow.page() == page).then(|| {
        spots.truncate(start);
        spots.extend(moved);
        flow.bottom()
    })
}

fn cut(
    _setter: &mut Setter<'_>,
    _region: Region,
    _table: (&crate::document::Table, crate::page::NodeId, Gap),
    _flow: &Flow<'_>,
) -> Vec<Piece> {
    Vec::new()
}
