//! Fill (断行): where the lines of a paragraph end.
//!
//! Greedy with a look-ahead of one line: among the ends that fit, squeezed or stretched, the cheapest wins. The
//! cost of a misfit is its square, in thousandths of an em: one em short costs 1000, two 4000. The whole is linear.

use std::ops::Range;

use crate::text::punct::Class;
use crate::unit::Length;

use super::collect::{Atom, FINE, Piece, coarse, enough, fine};
use super::link::Link;
use super::{Measure, Span};

/// A last line of a single character (孤字) is worth stretching a line by an em and a bit to avoid.
const LONELY: i64 = 1500;
/// But not where lines have fewer characters: the line before would become as short as the last.
const LONELY_FROM: i64 = 3;
/// 先挤进后推出 (CLREQ): squeezing costs half of what stretching by the same amount does.
const SQUEEZE: i64 = 2;

/// In a narrow cell a line rather ends behind a mark, two or three characters early, than inside the next name.
const COMMA: i64 = 600;
/// A narrow cell has so many ems.
const NARROW: i64 = 10;

/// The room of lines (行宽) in fine parts.
pub(super) struct Room {
    width: i64,
    first: i64,
    rest: i64,
    justify: bool,
}

impl Room {
    pub(super) fn new(measure: &Measure, spans: &[Span<'_>]) -> Self {
        let indent = |length| on_grid(length, spans);
        Self {
            width: fine(measure.width),
            first: indent(measure.first),
            rest: indent(measure.rest),
            justify: measure.justify,
        }
    }

    /// Indent of a line in fine parts.
    pub(super) const fn indent(&self, first: bool) -> i64 {
        if first { self.first } else { self.rest }
    }

    /// Room of a line, never negative.
    pub(super) fn of(&self, first: bool) -> i64 {
        (self.width - self.indent(first)).max(0)
    }

    pub(super) fn narrowest(&self) -> Length {
        Length::emu(self.of(true).min(self.of(false)) / FINE)
    }
}

/// An indent of whole cells, rounded to EMU by who gave it, is taken as whole cells again: 26 cells must fit
/// behind an indent of two exactly.
fn on_grid(indent: Length, spans: &[Span<'_>]) -> i64 {
    let Some(pitch) = spans.first().and_then(|span| span.style.pitch) else {
        return fine(indent);
    };
    let cells = i64::from(pitch.cells.max(1));
    let width = pitch.width.to_emu().max(1);
    let cell = (indent.to_emu() * cells + width / 2).div_euclid(width);
    if pitch.width.part(cell, cells) == indent {
        fine(pitch.width) * cell / cells
    } else {
        fine(indent)
    }
}

/// One line's share of the atoms (行段).
pub(super) struct Cut {
    pub(super) atoms: Range<usize>,
    pub(super) chars: Range<usize>,
    /// The paragraph's first line.
    pub(super) first: bool,
    /// Ends the piece.
    pub(super) last: bool,
}

/// The lines of a piece, one after the other; one empty line where it has no atoms.
pub(super) fn fill<'a>(piece: Piece<'a>, room: &'a Room, first: bool) -> impl Iterator<Item = Cut> + 'a {
    let atoms = piece.atoms;
    let lonely = lonely(atoms);
    let mut next = Some((0, piece.chars.0, first));
    std::iter::from_fn(move || {
        let (start, char_start, first) = next?;
        let rest = atoms.get(start..).unwrap_or_default();
        let line = Search {
            room: room.of(first),
            justify: room.justify,
            lonely: lonely.saturating_sub(start),
        };
        let end = start + line.end(rest);
        let last = end >= atoms.len();
        let behind = atoms.get(end).filter(|_| !last);
        let char_end = behind.map_or(piece.chars.1, |atom| atom.at as usize);
        next = (!last).then_some((end, char_end, false));
        Some(Cut {
            atoms: start..end,
            chars: char_start..char_end,
            first,
            last,
        })
    })
}

/// A line that ends behind this atom, but not with the text, leaves a single character to the last line, with or
/// without a mark behind it.
fn lonely(atoms: &[Atom]) -> usize {
    let word = |atom: &Atom| matches!(atom.class, Class::Han | Class::Latin | Class::Digit);
    let last = atoms.iter().rposition(word).unwrap_or(0);
    if last + 2 < atoms.len() {
        return usize::MAX;
    }
    let before = last.checked_sub(1).filter(|at| atoms.get(*at).is_some_and(word));
    before.unwrap_or(usize::MAX)
}

/// The search for one line's end.
struct Search {
    room: i64,
    justify: bool,
    /// Ends behind this atom are dear.
    lonely: usize,
}

/// A line up to some atom.
#[derive(Clone, Copy, Default)]
struct Extent {
    /// Up to the last atom that is no space.
    solid: i64,
    /// What of it may be squeezed, its last mark not counted.
    squeeze: i64,
    /// What its last mark may lose at the line's end.
    trim: i64,
}

impl Search {
    /// How many of `atoms` the line takes: at least one, where there is one.
    fn end(&self, atoms: &[Atom]) -> usize {
        let mut best: Option<(i64, usize)> = None;
        let mut forced = Forced::default();
        let (mut width, mut squeeze) = (0, 0);
        let mut extent = Extent::default();
        let mut before: Option<&Atom> = None;
        for (i, atom) in atoms.iter().enumerate() {
            width += before.map_or(0, |a| a.gap) + atom.advance;
            squeeze += before.map_or(0, |a| squeezable(a, atom));
            if !atom.hangs() {
                extent = Extent {
                    solid: width,
                    squeeze,
                    trim: atom.blank_after(),
                };
            }
            before = Some(atom);
            if extent.solid - extent.squeeze - atom.em / 2 > self.room {
                break;
            }
            forced.see(i, atom, extent.solid <= self.room);
            let end = i + 1 == atoms.len();
            if end && extent.solid <= self.room {
                // all that is left fits: no mark is worth a break
                return atoms.len();
            }
            let cost = match atom.link {
                _ if end => self.misfit(extent, atom.em, true),
                Link::Free(cost) => self
                    .misfit(extent, atom.em, false)
                    .map(|misfit| misfit + i64::from(cost) + self.manners(i, atom)),
                _ => None,
            };
            if let Some(cost) = cost.filter(|cost| best.is_none_or(|(least, _)| *cost <= least)) {
                best = Some((cost, i + 1));
            }
        }
        best.map_or_else(|| forced.end(), |(_, end)| end).min(atoms.len())
    }

    /// What an end behind this atom costs beyond the link's own cost.
    fn manners(&self, i: usize, atom: &Atom) -> i64 {
        let lonely = if i >= self.lonely && self.room >= atom.em * LONELY_FROM {
            LONELY
        } else {
            0
        };
        let narrow = !self.justify && self.room <= atom.em * NARROW;
        lonely
            - if narrow && atom.class == Class::Comma {
                COMMA
            } else {
                0
            }
    }

    /// `None` where it does not fit.
    fn misfit(&self, extent: Extent, em: i64, end: bool) -> Option<i64> {
        let slack = self.room - extent.solid;
        let mem = slack.saturating_mul(1000) / em.max(1);
        if slack < 0 {
            return (-slack <= extent.squeeze + extent.trim).then(|| mem * mem / 1000 / SQUEEZE);
        }
        if end {
            return Some(0);
        }
        // a ragged line that ends early costs a little, lest lines be broken without need
        let mem = mem.min(1_000_000);
        Some(if self.justify { mem * mem / 1000 } else { mem / 4 })
    }
}

/// Where a line is cut that has no allowed end.
#[derive(Default)]
struct Forced {
    inside: Option<usize>,
    any: Option<usize>,
}

impl Forced {
    fn see(&mut self, i: usize, atom: &Atom, fits: bool) {
        if fits && atom.link == Link::Loose {
            self.inside = Some(i + 1);
        }
        if fits {
            self.any = Some(i + 1);
        }
    }

    fn end(&self) -> usize {
        self.inside.or(self.any).unwrap_or(1)
    }
}

/// How much nearer `b` may come to `a`: the blank halves of marks, unless they overlap already.
pub(super) fn squeezable(a: &Atom, b: &Atom) -> i64 {
    if a.gap < 0 {
        0
    } else {
        a.gap + a.blank_after() + b.blank_before()
    }
}

/// Width of atoms on one line.
pub(super) fn width(atoms: &[Atom]) -> Length {
    coarse(solid(atoms))
}

/// A width that surely holds atoms on one line.
pub(super) fn room_for(atoms: &[Atom]) -> Length {
    enough(solid(atoms))
}

/// In fine parts, without spaces at the end.
pub(super) fn solid(atoms: &[Atom]) -> i64 {
    let len = atoms
        .iter()
        .rposition(|atom| !atom.hangs())
        .map_or(0, |at| at + 1);
    let atoms = atoms.get(..len).unwrap_or_default();
    let gaps = atoms.iter().rev().skip(1).map(|atom| atom.gap).sum::<i64>();
    atoms.iter().map(|atom| atom.advance).sum::<i64>() + gaps
}
