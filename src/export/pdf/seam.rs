//! Where a reader would go wrong in copying (接缝), and what it is told instead.
//!
//! Readers guess words from distances: a gap wider than about an eighth of an em they take for a space, and where a
//! glyph begins well within the one before it, as behind a full stop set at half its width, they begin a new line. The
//! glyphs on both sides of such a seam are drawn within a span that says its words (ActualText, ISO 32000-1 14.9.4).
//! Spans are as short as can be: a reader selects each only as a whole.

use super::subset::Subsets;
use crate::page::{TextRun, Turn};
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

/// A glyph as the file has it (字码), and what lies behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inked {
    /// Its number in the file.
    pub(super) cid: u16,
    /// The character it shows.
    ch: char,
    /// Its advance in hundred-thousandths of an em.
    pub(super) width: i64,
    /// Whether a seam lies behind it.
    rough: bool,
}

/// The glyphs of runs that stand side by side (行).
#[derive(Default)]
pub(super) struct Line {
    /// From left to right.
    pub(super) glyphs: Vec<Inked>,
}

impl Line {
    /// Reads the first of `runs`, as far as they stand on one line, and gives how many they are.
    pub(super) fn read<'r>(&mut self, runs: impl Iterator<Item = &'r TextRun>, subsets: &Subsets) -> usize {
        self.glyphs.clear();
        let (mut count, mut last): (usize, Option<(&TextRun, Length)>) = (0, None);
        for run in runs {
            if let Some((before, end)) = last {
                let Some(gap) = gap(before, end, run) else { break };
                if let Some(glyph) = self.glyphs.last_mut() {
                    glyph.rough = is_rough(gap.to_emu() * 1000, before.size.to_emu());
                }
            }
            let end = self.add(run, subsets);
            count += 1;
            // nothing goes on behind a run without glyphs or without a face
            let Some(end) = end else { break };
            last = Some((run, end));
        }
        count
    }

    /// Adds a run and gives where its last glyph ends, from its start.
    fn add(&mut self, run: &TextRun, subsets: &Subsets) -> Option<Length> {
        let subset = subsets.get(run.face)?;
        let em = run.size.to_emu();
        let mut advance = Advance::new(run);
        let mut end: Option<Length> = None;
        for glyph in run.glyphs.iter() {
            if let (Some(end), Some(before)) = (end, self.glyphs.last_mut()) {
                before.rough = is_rough((glyph.offset - end).to_emu() * 1000, em);
            }
            let cid = subset.cid(glyph.id, glyph.ch);
            let width = subset.width(cid);
            end = Some(glyph.offset + advance.of(width));
            self.glyphs.push(Inked {
                cid,
                ch: glyph.ch,
                width,
                rough: false,
            });
        }
        end
    }

    /// What each glyph is to its spans; empty where there is no span.
    pub(super) fn seams(&self) -> Vec<Seam> {
        if self
            .glyphs
            .iter()
            .any(|glyph| glyph.rough || is_private(glyph.ch))
        {
            spans(&self.glyphs)
        } else {
            Vec::new()
        }
    }
}

/// Whether a gap, in thousandths, is too wide or too narrow for an em.
const fn is_rough(gap: i64, em: i64) -> bool {
    gap > em * WIDE || gap < -em * NARROW
}

/// The advances of a run's glyphs at its size. Neighbours are mostly of one width, an em: each is reckoned once.
struct Advance<'r> {
    run: &'r TextRun,
    known: (i64, Length),
}

impl<'r> Advance<'r> {
    const fn new(run: &'r TextRun) -> Self {
        Self {
            run,
            known: (0, Length::ZERO),
        }
    }

    fn of(&mut self, width: i64) -> Length {
        if self.known.0 != width {
            let em = i64::from(self.run.stretch) * width;
            self.known = (width, self.run.size.part(em, 100_000 * 1000));
        }
        self.known.1
    }
}

/// What is between the end of a run and the start of the next; `None` if that is not the same line or so far away
/// that it is something else.
fn gap(run: &TextRun, end: Length, next: &TextRun) -> Option<Length> {
    let (along, across) = match run.turn {
        Turn::Upright => (next.at.x - run.at.x, next.at.y - run.at.y),
        Turn::Left => (run.at.y - next.at.y, next.at.x - run.at.x),
    };
    let gap = along - end;
    let same = run.turn == next.turn && across == Length::ZERO;
    (same && (-run.size..run.size).contains(&gap)).then_some(gap)
}

/// Spans over all glyphs that touch a seam, and over characters that mean nothing without their face.
fn spans(glyphs: &[Inked]) -> Vec<Seam> {
    let mut seams = Vec::with_capacity(glyphs.len());
    for group in glyphs.chunk_by(|before, _| before.rough) {
        let private = group.iter().any(|glyph| is_private(glyph.ch));
        let spanned = group.len() > 1 || private;
        let first = seams.len();
        seams.resize_with(first + group.len(), Seam::default);
        if let Some(seam) = seams.get_mut(first).filter(|_| spanned) {
            seam.begins = Some(group.iter().map(|glyph| known(glyph.ch)).collect());
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
        let mut glyphs: Vec<Inked> = Vec::new();
        for ch in text.chars() {
            match (ch, glyphs.last_mut()) {
                ('/', Some(last)) => last.rough = true,
                _ => glyphs.push(Inked {
                    cid: 0,
                    ch,
                    width: 0,
                    rough: false,
                }),
            }
        }
        let mut out = String::new();
        for (glyph, seam) in glyphs.iter().zip(spans(&glyphs)) {
            out.extend(seam.begins.map(|words| format!("[{words}|")));
            out.push(glyph.ch);
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
