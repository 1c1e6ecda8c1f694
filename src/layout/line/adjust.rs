//! Adjust (行内调整): a line is squeezed or stretched to its room, in CLREQ's order.

use crate::text::punct::Class;

use super::collect::Atom;
use super::fill::solid;
use super::link::Link;

/// A line without any gap to stretch (one long word) is spaced inside the word, but only by so many ems in all:
/// beyond that it is left as it is.
const SPACED_WORD: i64 = 2;

/// The distance from each atom's begin to the next one's, in fine parts, in the place of what is in `steps`; spaces
/// at the end have none.
///
/// With `justify` the sum is `room` exactly, except for a line of a single run that is left ragged.
pub(super) fn adjust(atoms: &[Atom], room: i64, justify: bool, steps: &mut Vec<i64>) {
    let len = atoms
        .iter()
        .rposition(|atom| !atom.hangs())
        .map_or(0, |at| at + 1);
    let line = atoms.get(..len).unwrap_or_default();
    natural(line, steps);
    let slack = room - solid(line);
    if slack < 0 {
        squeeze(line, steps, -slack);
    } else if justify {
        stretch(line, steps, slack);
    }
    steps.resize(atoms.len(), 0);
}

/// Neither squeezed nor stretched.
fn natural(line: &[Atom], steps: &mut Vec<i64>) {
    let last = line.len().saturating_sub(1);
    steps.clear();
    steps.extend(
        line.iter()
            .enumerate()
            .map(|(i, atom)| atom.advance + if i == last { 0 } else { atom.gap }),
    );
}

/// CLREQ: the mark at the line's end, then ·, brackets and quotes, ，、；：, the gap between Han and Latin, 。？！.
fn squeeze(line: &[Atom], steps: &mut [i64], mut need: i64) {
    if let (Some(atom), Some(step)) = (line.last(), steps.last_mut()) {
        let trim = need.min(atom.blank_after());
        *step -= trim;
        need -= trim;
    }
    let levels: [fn(&Atom, &Atom) -> i64; 5] = [
        |a, b| of(a.class == Class::Middle, a.blank_after()) + of(b.class == Class::Middle, b.blank_before()),
        |a, b| of(a.class == Class::Close, a.blank_after()) + of(b.class == Class::Open, b.blank_before()),
        |a, _| of(a.class == Class::Comma, a.blank_after()),
        |a, _| a.gap.max(0),
        |a, _| of(a.class == Class::Stop, a.blank_after()),
    ];
    for level in levels {
        let room = |pair: &[Atom]| match pair {
            [a, b] if a.gap >= 0 => level(a, b),
            _ => 0,
        };
        need -= share(line, steps, need, -1, room);
    }
}

const fn of(applies: bool, amount: i64) -> i64 {
    if applies { amount } else { 0 }
}

/// CLREQ: spaces to half an em, the gap between Han and Latin to a quarter, then all gaps alike but those inside
/// words and numbers, inside —— and …… and beside / and -.
fn stretch(line: &[Atom], steps: &mut [i64], mut slack: i64) {
    slack -= share(line, steps, slack, 1, |pair| match pair {
        [a, _] if a.class == Class::Space => (a.em / 2 - a.advance).max(0),
        _ => 0,
    });
    slack -= share(line, steps, slack, 1, |pair| match pair {
        [a, _] if a.gap > 0 => a.em / 8,
        _ => 0,
    });
    let rest = slack;
    slack -= share(line, steps, slack, 1, |pair| of(elastic(pair), rest));
    let em = line.first().map_or(0, |atom| atom.em);
    if slack <= em * SPACED_WORD {
        share(line, steps, slack, 1, |_| slack);
    }
}

fn elastic(pair: &[Atom]) -> bool {
    let [a, b] = pair else { return false };
    let joint = |atom: &Atom| matches!(atom.class, Class::Hyphen | Class::Solidus);
    let glued = matches!(b.class, Class::Combining)
        || matches!(a.class, Class::Glue)
        || matches!(b.class, Class::Glue);
    let whole = a.class == Class::Dash && b.class == Class::Dash;
    let broken_word = !a.full && !b.full && !a.hangs() && !b.hangs();
    !(a.link == Link::Loose || joint(a) || joint(b) || glued || whole || broken_word)
}

/// Gives `amount`, or all there is room for, to the gaps in proportion to their rooms; says how much it gave.
/// Each gap's share is what the running sum rounds to, so the shares add up exactly.
fn share(line: &[Atom], steps: &mut [i64], amount: i64, sign: i64, room: impl Fn(&[Atom]) -> i64) -> i64 {
    let total: i128 = line.windows(2).map(|pair| i128::from(room(pair))).sum();
    if total <= 0 || amount <= 0 {
        return 0;
    }
    let given = i128::from(amount).min(total);
    let (mut sum, mut done) = (0, 0);
    for (pair, step) in line.windows(2).zip(steps) {
        sum += i128::from(room(pair));
        let upto = given * sum / total;
        *step += sign * i64::try_from(upto - done).unwrap_or(0);
        done = upto;
    }
    i64::try_from(given).unwrap_or(amount)
}
