//! Links (断行处): whether a line may end between two characters, and how gladly.

use crate::text::punct::{self, Class};
use crate::text::sense::{self, Place};
use crate::unit::Length;

use super::collect::{Atom, enough, fine};

/// What holds a character to the next (断行类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// A line may end here, at this cost; see `fill` for what a cost is worth.
    Free(u16),
    /// Inside a word or a number: only where that is longer than a line.
    Loose,
    /// A mark would begin or end a line: only where nothing else helps.
    Never,
}

/// A number and its Han unit (1200个, 7月) are parted only if the line would else be stretched by more than
/// about half a character (GB/T 15835—2011 5.1.7 forbids it of the number alone).
const UNIT: u16 = 300;
/// Behind the hyphen of a Latin word, behind the / of an address.
const HYPHEN: u16 = 200;
/// Inside a Han word of a short text.
const WORD: u16 = 280;
/// A text of more ems than this is prose, whose lines may end anywhere.
const SHORT: i64 = 16;
/// Inside a word longer than the line.
const INSIDE: u16 = 400;
/// A Latin unit behind a number and a space: 25 km. What is longer is a word.
const UNIT_LETTERS: usize = 4;

/// Sets links and natural gaps of the atoms between two line feeds.
pub(super) fn join(atoms: &mut [Atom]) {
    let mut signs = false;
    for i in 0..atoms.len() {
        let link = link(atoms, i);
        let gap = match (atoms.get(i), atoms.get(i + 1)) {
            (Some(a), Some(b)) if a.class != Class::Han || b.class != Class::Han => gap(a, b),
            _ => 0,
        };
        if let Some(atom) = atoms.get_mut(i) {
            (atom.link, atom.gap) = (link, gap);
            signs |= matches!(atom.ch, '@' | ':');
        }
    }
    if signs {
        open_addresses(atoms);
    }
}

/// Two marks lose the blank half between them; Han and Latin letters stand an eighth of an em apart. Digits stand
/// close to Han: 2024年, 1200个 are one thing to the reader, as GB/T 9704 prints them.
fn gap(a: &Atom, b: &Atom) -> i64 {
    if a.full && b.full && punct::overlap(a.class, b.class) {
        return -(a.em.min(b.em) / 2);
    }
    match (a.class, b.class) {
        (Class::Han, Class::Latin) | (Class::Latin, Class::Han) if a.span == b.span => a.em / 8,
        _ => 0,
    }
}

fn link(atoms: &[Atom], i: usize) -> Link {
    let (Some(a), Some(b)) = (atoms.get(i), atoms.get(i + 1)) else {
        return Link::Free(0);
    };
    let before = i.checked_sub(1).and_then(|i| atoms.get(i));
    // most pairs are two Han
    if a.class == Class::Han && b.class == Class::Han {
        return han(a, b, before);
    }
    if matches!(a.class, Class::Glue) || matches!(b.class, Class::Glue | Class::Combining) || b.hangs() {
        return Link::Never;
    }
    if b.class.not_at_start() || a.class.not_at_end() {
        return if both_narrow(a, b) {
            Link::Loose
        } else {
            Link::Never
        };
    }
    if a.hangs() {
        return if is_unit(atoms, i, before) {
            Link::Never
        } else {
            Link::Free(0)
        };
    }
    mixed(a, b, before)
}

/// Between two Han: free but behind a number's 万, and behind 第 and ①.
fn han(a: &Atom, b: &Atom, before: Option<&Atom>) -> Link {
    let counted =
        punct::multiplies(a.ch) && before.is_some_and(|c| c.class == Class::Digit || punct::multiplies(c.ch));
    match a.ch {
        _ if counted && (b.ch == '元' || punct::multiplies(b.ch)) => Link::Never,
        _ if counted => Link::Free(UNIT),
        '第' | '①'..='⑳' => Link::Free(UNIT),
        _ => Link::Free(0),
    }
}

/// Where at least one of the two is narrow, and neither is a mark that forbids the break.
fn mixed(a: &Atom, b: &Atom, before: Option<&Atom>) -> Link {
    match (a.class, b.class) {
        (Class::Digit, Class::Han) if punct::multiplies(b.ch) => Link::Never,
        (Class::Digit, Class::Han) => Link::Free(UNIT),
        (Class::Han, Class::Digit) if a.ch == '第' => Link::Never,
        (Class::Han, Class::Digit) if a.ch == '件' && before.is_some_and(|c| c.ch == '附') => Link::Never,
        (Class::Hyphen, Class::Latin) if before.is_some_and(|c| c.class == Class::Latin) => {
            Link::Free(HYPHEN)
        }
        // 1—9月, 25～30千克; but —— is no sign between numbers
        (Class::Dash | Class::Wave, Class::Digit) if before.is_some_and(|c| c.class != Class::Dash) => {
            Link::Free(UNIT)
        }
        _ if both_narrow(a, b) => Link::Loose,
        _ => Link::Free(0),
    }
}

fn both_narrow(a: &Atom, b: &Atom) -> bool {
    narrow(a.class) && narrow(b.class) && !a.full && !b.full
}

const fn narrow(class: Class) -> bool {
    matches!(
        class,
        Class::Latin
            | Class::Digit
            | Class::NarrowOpen
            | Class::NarrowClose
            | Class::Postfix
            | Class::Prefix
            | Class::Hyphen
            | Class::Solidus
    )
}

/// Whether the space at `i` stands between a number and its Latin unit.
fn is_unit(atoms: &[Atom], i: usize, before: Option<&Atom>) -> bool {
    let letters = |atom: &&Atom| atom.class == Class::Latin;
    let next = atoms.get(i + 1..).unwrap_or_default();
    let count = next.iter().take(UNIT_LETTERS + 1).take_while(letters).count();
    before.is_some_and(|c| c.class == Class::Digit) && (1..=UNIT_LETTERS).contains(&count)
}

/// An address (网址、邮箱) may be broken behind its / and @ and its dots.
fn open_addresses(atoms: &mut [Atom]) {
    for at in atoms
        .iter_mut()
        .filter(|atom| atom.ch == '@' && atom.link == Link::Loose)
    {
        at.link = Link::Free(HYPHEN);
    }
    let mut from = 0;
    while let Some(at) = atoms
        .get(from..)
        .and_then(|rest| rest.iter().position(|a| a.ch == ':'))
    {
        let colon = from + at;
        from = colon + 1;
        if !atoms
            .get(from..from + 2)
            .is_some_and(|next| next.iter().all(|a| a.ch == '/'))
        {
            continue;
        }
        let address = atoms.get_mut(from + 1..).unwrap_or_default();
        let end = address.iter().take_while(|a| narrow(a.class)).count();
        open_address(address.get_mut(..end).unwrap_or_default());
    }
}

fn open_address(address: &mut [Atom]) {
    let len = address.len();
    for atom in address.iter_mut().take(len.saturating_sub(1)) {
        if matches!(atom.ch, '/' | '.' | '?' | '&' | '=' | '_') {
            atom.link = Link::Free(HYPHEN);
        }
    }
}

/// Breaks inside the words of a text that needs more than a line of `room`, but not many, cost as much as ending the
/// line a character early.
pub(super) fn favour_words(atoms: &mut [Atom], room: Length) {
    let em = atoms.first().map_or(0, |atom| atom.em);
    let width: i64 = atoms.iter().map(|atom| atom.advance).sum();
    if width <= fine(room) || width > em * SHORT {
        return;
    }
    let string: String = atoms.iter().map(|atom| atom.ch).collect();
    let places = sense::places(&string);
    let mut places = places
        .iter()
        .filter(|(_, place)| *place != Place::Awkward)
        .peekable();
    let mut byte = 0;
    for atom in atoms {
        byte += atom.ch.len_utf8();
        let between = places.next_if(|(at, _)| *at == byte).is_some();
        if atom.link == Link::Free(0) && !between && atom.class == Class::Han {
            atom.link = Link::Free(WORD);
        }
    }
}

/// Runs longer than `room` may be broken inside words.
pub(super) fn loosen(atoms: &mut [Atom], room: Length) {
    let room = fine(room);
    let free = |atom: &Atom| matches!(atom.link, Link::Free(_));
    for run in atoms.split_inclusive_mut(free) {
        if run.iter().map(|atom| atom.advance + atom.gap).sum::<i64>() > room {
            for atom in run.iter_mut().filter(|atom| atom.link == Link::Loose) {
                atom.link = Link::Free(INSIDE);
            }
        }
    }
}

/// The widest run that no glad break is in. A number and its unit count as one.
pub(super) fn widest(atoms: &[Atom]) -> Length {
    let glad = |atom: &Atom| matches!(atom.link, Link::Free(cost) if cost < UNIT);
    let width = |run: &[Atom]| {
        let solid = run.iter().rev().skip_while(|atom| atom.hangs());
        solid
            .map(|atom| atom.advance + if glad(atom) { 0 } else { atom.gap })
            .sum::<i64>()
    };
    enough(atoms.split_inclusive(glad).map(width).max().unwrap_or(0))
}

/// The widest phrase of at most so many characters, not counting the mark behind it.
pub(super) fn phrase(atoms: &[Atom], most: i64) -> Length {
    let mark = |atom: &Atom| {
        matches!(
            atom.class,
            Class::Comma | Class::Stop | Class::Space | Class::WideSpace
        )
    };
    let width = |run: &[Atom]| {
        let width: i64 = run.iter().map(|atom| atom.advance).sum();
        let em = run.first().map_or(0, |atom| atom.em);
        let words = if run.last().is_some_and(mark) {
            width - em
        } else {
            width
        };
        (words <= em * most).then_some(width)
    };
    enough(atoms.split_inclusive(mark).filter_map(width).max().unwrap_or(0))
}
