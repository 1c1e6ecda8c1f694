//! Finish (成行): atoms and their distances become runs of glyphs; here fine parts are rounded to EMU, once.

use std::sync::Arc;

use crate::page::Glyph;
use crate::unit::Length;

use super::collect::{Atom, coarse};
use super::fill::Cut;
use super::{Line, Run, Span, Style};

/// The line of these atoms, each `steps` before the next, from `indent`; `glyphs` is room for its work.
pub(super) fn finish(
    atoms: &[Atom],
    steps: &[i64],
    spans: &[Span<'_>],
    cut: &Cut,
    indent: i64,
    glyphs: &mut Vec<Glyph>,
) -> Line {
    let mut runs = Runs {
        done: Vec::new(),
        glyphs,
        span: 0,
    };
    let mut x = indent;
    for (atom, step) in atoms.iter().zip(steps) {
        let (at, end) = (coarse(x + atom.shift), coarse(x + step));
        if let Some(span) = spans.get(atom.span as usize).filter(|_| atom.glyph != 0) {
            runs.put(atom, &span.style, at, end - coarse(x));
        }
        x += step;
    }
    Line {
        indent: coarse(indent),
        width: coarse(x) - coarse(indent),
        runs: runs.finish(),
        last: cut.last,
        chars: cut.chars.clone(),
    }
}

/// The runs of a line, one after the other (字段).
struct Runs<'g> {
    done: Vec<Run>,
    /// Glyphs of the last.
    glyphs: &'g mut Vec<Glyph>,
    /// The span of the last glyph.
    span: u32,
}

impl Runs<'_> {
    fn put(&mut self, atom: &Atom, style: &Style, at: Length, advance: Length) {
        let same_span = self.span == atom.span;
        let fits = |run: &Run| {
            run.face == atom.face
                && (same_span
                    || (run.size, run.stretch, run.color) == (style.size, style.stretch, style.color))
        };
        if !self.done.last().is_some_and(fits) {
            self.close();
            self.done.push(Run {
                face: atom.face,
                size: style.size,
                stretch: style.stretch,
                color: style.color,
                at,
                glyphs: Arc::default(),
            });
        }
        self.span = atom.span;
        let begin = self.done.last().map_or(at, |run| run.at);
        self.glyphs.push(Glyph {
            id: atom.glyph,
            offset: at - begin,
            advance,
            ch: atom.ch,
        });
    }

    /// Gives the last run its glyphs, in just the room they need.
    fn close(&mut self) {
        if let Some(run) = self.done.last_mut() {
            run.glyphs = Arc::from(self.glyphs.as_slice());
        }
        self.glyphs.clear();
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}
