//! The signature never stands alone on a page (7.3.5.5).

use crate::unit::Length;

use super::breaking::run;
use super::findings;
use super::flow::{Flow, Spot};
use super::piece::{Kind, Piece};
use super::region::Frame;
use super::setter::Setter;

/// The first of the signature's pieces and the page of the text before it, if they stand on a page without text.
pub(super) fn lonely(pieces: &[Piece], spots: &[Spot]) -> Option<(usize, usize)> {
    let tail = pieces.iter().position(|piece| piece.kind == Kind::Tail)?;
    let page = spots.get(tail)?.page;
    let mut texts = pieces
        .iter()
        .zip(spots)
        .take(tail)
        .filter(|(piece, _)| piece.is_text());
    let (_, text) = texts.next_back()?;
    (text.page < page).then_some((tail, text.page))
}

/// Brings signature and text together (7.3.5.5): with narrower lines on the last page of the text or on its last
/// two, else by taking text along. Gives back where the section ends.
pub(super) fn join(
    setter: &mut Setter<'_>,
    pieces: &[Piece],
    spots: &mut Vec<Spot>,
    (tail, last): (usize, usize),
    frame: &dyn Fn(usize) -> Frame,
) -> Option<Length> {
    for page in [Some(last), last.checked_sub(1)].into_iter().flatten() {
        if let Some(bottom) = tighten(setter, pieces, spots, (page, last), frame) {
            setter.report(findings::pitch_changed());
            return Some(bottom);
        }
    }
    let bottom = LINES_ALONG
        .iter()
        .find_map(|&lines| carry(setter, pieces, spots, (tail, lines), frame));
    if bottom.is_none() {
        setter.report(findings::signature_alone());
    }
    bottom
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
