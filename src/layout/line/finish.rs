//! Finish (成行): atoms and their distances become runs of glyphs; here fine parts are rounded to EMU, once.

use crate::page::Glyph;
use crate::unit::Length;

use super::collect::{Atom, coarse};
use super::fill::Cut;
use super::{Line, Run, Span, Style};

/// The line of these atoms, each `steps` before the next, from `indent`.
pub(super) fn finish(atoms: &[Atom], steps: &[i64], spans: &[Span<'_>], cut: &Cut, indent: i64) -> Line {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = indent;
    let mut span = u32::MAX;
    for (atom, step) in atoms.iter().zip(steps) {
        let (at, end) = (coarse(x + atom.shift), coarse(x + step));
        if let Some(style) = spans
            .get(atom.span as usize)
            .map(|span| &span.style)
            .filter(|_| atom.glyph != 0)
        {
            let advance = end - coarse(x);
            put(&mut runs, atom, style, (at, advance), span != atom.span);
            span = atom.span;
        }
        x += step;
    }
    Line {
        indent: coarse(indent),
        width: coarse(x) - coarse(indent),
        runs,
        last: cut.last,
        chars: cut.chars.clone(),
    }
}

fn put(runs: &mut Vec<Run>, atom: &Atom, style: &Style, (at, advance): (Length, Length), other_span: bool) {
    let fits = |run: &Run| {
        run.face == atom.face
            && (!other_span || (run.size, run.stretch, run.color) == (style.size, style.stretch, style.color))
    };
    if !runs.last().is_some_and(fits) {
        let Style {
            size, stretch, color, ..
        } = *style;
        runs.push(Run {
            face: atom.face,
            size,
            stretch,
            color,
            at,
            glyphs: Vec::new(),
        });
    }
    if let Some(run) = runs.last_mut() {
        run.glyphs.push(Glyph {
            id: atom.glyph,
            offset: at - run.at,
            advance,
            ch: atom.ch,
        });
    }
}
