//! What several families ask of a sight (所见): edges of the type area, first lines, what a line's ink says.

use super::Sight;
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line, LineId};
use crate::inspect::seen::{Bounds, SeenFont, SeenGlyph, SeenPage, Stroke};
use crate::unit::Length;

impl<'s> Sight<'s> {
    /// Left and right edge of the type area (版心) of a page, counted from 0.
    pub(super) fn edges(&self, page: usize) -> (Length, Length) {
        let left = self.standard.corner(page + 1).x;
        (left, left + self.standard.area_width)
    }

    /// Left edges that a page may have: the standard's, and on a back also the mirrored one (5.2.1 leaves both open).
    pub(super) fn lefts(&self, page: usize) -> Vec<Length> {
        let s = self.standard;
        let mirrored = s.sheet_width - s.area_width - s.margin_left;
        match page % 2 {
            0 => vec![s.margin_left],
            _ => vec![s.margin_left, mirrored],
        }
    }

    /// The middle of the type area of the first page.
    pub(super) fn middle(&self) -> Length {
        let (left, right) = self.edges(0);
        (left + right) / 2
    }

    pub(super) fn page(&self, page: usize) -> Option<&'s SeenPage> {
        self.seen.pages.get(page)
    }

    /// The glyphs of a line.
    pub(super) fn glyphs(&self, line: &'s Line) -> impl Iterator<Item = &'s SeenGlyph> {
        let page = self.page(line.page);
        line.glyphs
            .iter()
            .filter_map(move |index| page?.glyphs.get(*index))
    }

    pub(super) fn font(&self, glyph: &SeenGlyph) -> Option<&'s SeenFont> {
        self.seen.fonts.get(glyph.font)
    }

    /// The lines of those numbers, owned by the sight.
    pub(super) fn lines(&self, ids: &'s [LineId]) -> impl Iterator<Item = &'s Line> {
        self.parts.lines_of(ids)
    }

    pub(super) fn line(&self, id: Option<LineId>) -> Option<&'s Line> {
        self.parts.line(id?)
    }

    /// The mark's lines (发文机关标志).
    pub(super) fn mark(&self) -> Vec<&'s Line> {
        self.lines(&self.parts.head.mark).collect()
    }

    /// Upper and lower edge of the mark's ink; `None` where no mark is found or a font does not tell.
    pub(super) fn mark_ink(&self) -> Option<Bounds> {
        let mut lines = self.lines(&self.parts.head.mark).map(|line| line.ink);
        let first = lines.next()??;
        lines.try_fold(first, |all, ink| Some(all.with(ink?)))
    }

    /// 不适用, where the form of the document is none of `forms`.
    pub(super) fn only_in(&self, forms: &[Form]) -> Option<Outcome> {
        if self.parts.lines.is_empty() {
            return Some(Outcome::unclear("文件中没有文字，可能是扫描件"));
        }
        let form = self.parts.form;
        let why = match form {
            Form::Plain => "没有红色版头".to_owned(),
            Form::Bulletin => "简报的报头，标准未作规定".to_owned(),
            form => format!("{}，另有规定", form.term()),
        };
        (!forms.contains(&form)).then(|| Outcome::absent(why))
    }
}

/// Upper edge of a level stroke.
pub(super) fn top_of(stroke: &Stroke) -> Length {
    stroke.from.y - stroke.width / 2
}

/// Lower edge of a level stroke.
pub(super) fn bottom_of(stroke: &Stroke) -> Length {
    stroke.from.y + stroke.width / 2
}

/// The first fault there is, or else what is kept.
pub(super) fn first_fault(outcomes: impl IntoIterator<Item = Outcome>) -> Option<Outcome> {
    use crate::inspect::Verdict;
    let rank = |outcome: &Outcome| match outcome.verdict {
        Verdict::Broken(severity) => (0, Some(severity)),
        Verdict::Unclear => (1, None),
        Verdict::Kept => (2, None),
        Verdict::Absent => (3, None),
    };
    let mut outcomes: Vec<Outcome> = outcomes.into_iter().collect();
    // all that was measured is told where nothing is wrong
    let all_kept = outcomes.iter().all(|outcome| outcome.verdict == Verdict::Kept);
    if all_kept && outcomes.len() > 1 {
        let words: Vec<String> = outcomes.iter().map(|o| o.measured.clone()).collect();
        let mut first = outcomes.swap_remove(0);
        first.measured = words.join("；");
        return Some(first);
    }
    outcomes.into_iter().min_by_key(rank)
}
