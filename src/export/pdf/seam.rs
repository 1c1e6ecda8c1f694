//! Where a reader would go wrong in copying (接缝), and what it is told instead.
//!
//! Readers guess words from distances: a gap wider than about an eighth of an em they take for a space, and where a
//! glyph begins well within the one before it, as behind a full stop set at half its width, they begin a new line. The
//! glyphs on both sides of such a seam are drawn within a span that says its words (ActualText, ISO 32000-1 14.9.4).
//! Spans are as short as can be: a reader selects each only as a whole.

use super::subset::{Subset, Subsets};
use crate::page::{Glyph, TextRun, Turn};
use crate::unit::Length;

/// Thousandths of an em from which on a gap reads as a space: readers take it for one from about 130.
const WIDE: i64 = 125;

/// Thousandths of an em from which on an overlap reads as something else: readers do so from 100 on.
const NARROW: i64 = 80;

/// What a glyph is to a span of words (片段).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seam {
    /// The words of the span that begins with it.
    pub(super) begins: Option<String>,
    /// Whether a span ends with it.
    pub(super) ends: bool,
}

/// The first of `runs`, as far as they stand side by side on one line.
pub(super) fn line<'r>(runs: impl Iterator<Item = &'r TextRun>, subsets: &Subsets) -> Vec<&'r TextRun> {
    let mut line: Vec<&TextRun> = Vec::new();
    for run in runs {
        if line.last().is_some_and(|last| gap(last, run, subsets).is_none()) {
            break;
        }
        line.push(run);
    }
    line
}

/// What each glyph of a line is to its spans, run by run.
pub(super) fn seams(runs: &[&TextRun], subsets: &Subsets) -> Vec<Vec<Seam>> {
    let mut glyphs: Vec<(char, bool)> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        glyphs.extend(within(run, subsets));
        let next = runs.get(index + 1).and_then(|next| gap(run, next, subsets));
        if let (Some(last), Some(gap)) = (glyphs.last_mut(), next) {
            last.1 = is_rough(gap.to_emu() * 1000, run.size.to_emu());
        }
    }
    let mut seams = spans(&glyphs).into_iter();
    runs.iter()
        .map(|run| seams.by_ref().take(run.glyphs.len()).collect())
        .collect()
}

/// The characters of a run, and whether a seam lies behind each.
fn within(run: &TextRun, subsets: &Subsets) -> Vec<(char, bool)> {
    let Some(subset) = subsets.get(run.face) else {
        return run.glyphs.iter().map(|glyph| (glyph.ch, false)).collect();
    };
    let em = run.size.to_emu();
    let rough = |glyph: &Glyph, next: &Glyph| {
        let gap = next.offset - glyph.offset - advance(run, glyph, subset);
        is_rough(gap.to_emu() * 1000, em)
    };
    let next = run.glyphs.iter().skip(1).map(Some).chain(std::iter::once(None));
    run.glyphs
        .iter()
        .zip(next)
        .map(|(glyph, next)| (glyph.ch, next.is_some_and(|next| rough(glyph, next))))
        .collect()
}

/// Whether a gap, in thousandths, is too wide or too narrow for an em.
const fn is_rough(gap: i64, em: i64) -> bool {
    gap > em * WIDE || gap < -em * NARROW
}

/// The glyph's own advance at the run's size.
fn advance(run: &TextRun, glyph: &Glyph, subset: &Subset) -> Length {
    let em = i64::from(run.stretch) * subset.width(subset.cid(glyph.id, glyph.ch));
    run.size.part(em, 100_000 * 1000)
}

/// What is between the last glyph of a run and the first of the next; `None` if that is not the same line or so
/// far away that it is something else.
fn gap(run: &TextRun, next: &TextRun, subsets: &Subsets) -> Option<Length> {
    let (along, across) = match run.turn {
        Turn::Upright => (next.at.x - run.at.x, next.at.y - run.at.y),
        Turn::Left => (run.at.y - next.at.y, next.at.x - run.at.x),
    };
    let last = run.glyphs.last()?;
    let gap = along - last.offset - advance(run, last, subsets.get(run.face)?);
    let same = run.turn == next.turn && across == Length::ZERO;
    (same && (-run.size..run.size).contains(&gap)).then_some(gap)
}

/// Spans over all glyphs that touch a seam, and over characters that mean nothing without their face.
fn spans(glyphs: &[(char, bool)]) -> Vec<Seam> {
    let mut seams = Vec::with_capacity(glyphs.len());
    for group in glyphs.chunk_by(|before, _| before.1) {
        let private = group.iter().any(|(ch, _)| is_private(*ch));
        let spanned = group.len() > 1 || private;
        let first = seams.len();
        seams.resize_with(first + group.len(), Seam::default);
        if let Some(seam) = seams.get_mut(first).filter(|_| spanned) {
            seam.begins = Some(group.iter().map(|(ch, _)| known(*ch)).collect());
        }
        if let Some(seam) = seams.last_mut().filter(|_| spanned) {
            seam.ends = true;
        }
    }
    seams
}

/// Characters for private use mean nothing without the face (ISO 19005-2 6.2.11.7.3).
const fn is_private(ch: char) -> bool {
    matches!(ch, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// 〓 stands for a character that only its face knows.
const fn known(ch: char) -> char {
    if is_private(ch) { '〓' } else { ch }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spans in brackets; `/` is a seam.
    fn marked(text: &str) -> String {
        let mut glyphs: Vec<(char, bool)> = Vec::new();
        for ch in text.chars() {
            match (ch, glyphs.last_mut()) {
                ('/', Some(last)) => last.1 = true,
                _ => glyphs.push((ch, false)),
            }
        }
        let mut out = String::new();
        for ((ch, _), seam) in glyphs.iter().zip(spans(&glyphs)) {
            out.extend(seam.begins.map(|words| format!("[{words}|")));
            out.push(*ch);
            out.extend(seam.ends.then_some(']'));
        }
        out
    }

    #[test]
    fn a_span_holds_what_touches_a_seam_and_no_more() {
        assert_eq!(marked("教育局）/；二"), "教育局[）；|）；]二");
        assert_eq!(marked("张/三/丰"), "[张三丰|张三丰]");
        assert_eq!(marked("一/二三/四"), "[一二|一二][三四|三四]");
        assert_eq!(marked("甲\u{E000}乙"), "甲[〓|\u{E000}]乙");
        assert_eq!(marked("甲乙"), "甲乙");
        assert_eq!(marked(""), "");
    }
}
