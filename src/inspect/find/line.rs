//! Glyphs into lines (成行).

use crate::inspect::seen::{Bounds, Face, Heading, Ink, Seen};
use crate::unit::Length;

/// A line's number in [`super::Parts::lines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::inspect) struct LineId(pub(in crate::inspect) usize);

/// Glyphs on one baseline that are read on (行). A gap wider than four ems begins a new line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Line {
    /// Index of its page.
    pub(in crate::inspect) page: usize,
    /// Indices of its glyphs in the page, in reading order.
    pub(in crate::inspect) glyphs: Vec<usize>,
    /// Its characters.
    pub(in crate::inspect) text: String,
    pub(in crate::inspect) heading: Heading,
    /// On the sheet, for upright lines: the baseline's height.
    pub(in crate::inspect) baseline: Length,
    /// Box of the ems: from the first glyph's start to the last one's end, from 0.88 em above the baseline to 0.12 em
    /// below, of the largest size in it.
    pub(in crate::inspect) em: Bounds,
    /// Box of the ink, where all fonts tell.
    pub(in crate::inspect) ink: Option<Bounds>,
    /// The size of most of its glyphs.
    pub(in crate::inspect) size: Length,
    /// The face of most of its Han characters, or of all where there are none.
    pub(in crate::inspect) face: Face,
    pub(in crate::inspect) color: Ink,
}

/// All lines of a file.
pub(super) fn gather(_seen: &Seen) -> Vec<Line> {
    Vec::new()
}
