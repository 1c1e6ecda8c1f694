//! The inline engine (行): spans of styled text in, justified lines of glyphs out.
//!
//! collect (characters → atoms with a face, a width and a link to the next) → fill (where lines end) →
//! adjust (squeeze or stretch) → finish (runs of glyphs). Paragraphs, cells and notes are all set by [`set`],
//! titles by [`set_title`].

mod adjust;
mod collect;
mod fill;
mod finish;
mod link;
#[cfg(test)]
mod tests;
mod title;

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Origin, Sink};
use crate::font::{FaceId, Fonts, Role};
use crate::page::{Color, Glyph, Item, Shape, Tag, TextRun, Turn};
use crate::unit::{Length, Point};

pub(crate) use title::set_title;

/// How wide full-width characters are set (字距): `cells` of them fill `width`. For the body 156 mm and 28
/// (GB/T 9704—2012 5.2.3): 5.571 mm, less than the 5.644 mm of 三号.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pitch {
    /// The width they fill together.
    pub(crate) width: Length,
    /// How many they are; 0 is taken as 1.
    pub(crate) cells: u16,
}

/// How a span is set (字样).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Style {
    /// Which face.
    pub(crate) role: Role,
    /// Type size (字号), the em.
    pub(crate) size: Length,
    /// Width of full-width characters; `None` is one em each.
    pub(crate) pitch: Option<Pitch>,
    /// Colour.
    pub(crate) color: Color,
    /// Width of the glyphs in thousandths (水平缩放); the advances shrink with it.
    pub(crate) stretch: u16,
}

impl Style {
    /// Black, as drawn, one em a character.
    #[must_use]
    pub(crate) const fn new(role: Role, size: Length) -> Self {
        Self {
            role,
            size,
            pitch: None,
            color: Color::Black,
            stretch: 1000,
        }
    }

    /// With another width of full-width characters.
    #[must_use]
    pub(crate) const fn pitch(mut self, width: Length, cells: u16) -> Self {
        self.pitch = Some(Pitch { width, cells });
        self
    }

    /// In another face.
    #[must_use]
    pub(crate) const fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }
}

/// Text of one style (文字段). A line feed in it forces a new line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    /// The characters.
    pub(crate) text: &'a str,
    /// Their style.
    pub(crate) style: Style,
    /// The clerk's line they came from.
    pub(crate) origin: Option<Origin>,
}

impl<'a> Span<'a> {
    /// `text` in `style`, coming from `origin`.
    #[must_use]
    pub(crate) const fn new(text: &'a str, style: Style, origin: Option<Origin>) -> Self {
        Self { text, style, origin }
    }
}

/// The room for lines (行宽).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// From the left edge of the box to its right edge.
    pub(crate) width: Length,
    /// Indent of the first line.
    pub(crate) first: Length,
    /// Indent of the others.
    pub(crate) rest: Length,
    /// Whether lines but the last are stretched to the right edge.
    pub(crate) justify: bool,
}

impl Measure {
    /// Without indents, ragged.
    #[must_use]
    pub(crate) const fn ragged(width: Length) -> Self {
        Self {
            width,
            first: Length::ZERO,
            rest: Length::ZERO,
            justify: false,
        }
    }
}

/// A line as set (行).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// From the left edge of the box to the line's begin.
    pub(crate) indent: Length,
    /// From the line's begin to its end; spaces that end it take no room.
    pub(crate) width: Length,
    /// Its glyphs, by face and style, from left to right.
    pub(crate) runs: Vec<Run>,
    /// Whether it ends the text or stands before a forced new line.
    pub(crate) last: bool,
    /// Its characters, counted over all spans; a line feed belongs to no line.
    pub(crate) chars: Range<usize>,
}

/// Glyphs of one face and style in a line (字段).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    /// The face.
    pub(crate) face: FaceId,
    /// The em.
    pub(crate) size: Length,
    /// Thousandths of the drawn width.
    pub(crate) stretch: u16,
    /// Colour.
    pub(crate) color: Color,
    /// From the left edge of the box (the indent is in it) to the first glyph's origin.
    pub(crate) at: Length,
    /// The glyphs, offsets from `at`.
    pub(crate) glyphs: Arc<[Glyph]>,
}

impl Line {
    /// Puts the line on a page: `at` is the left edge of its box on the baseline. With [`Turn::Left`] the line
    /// runs upwards from `at`.
    pub(crate) fn place(&self, at: Point, turn: Turn, tag: Tag, out: &mut Vec<Item>) {
        out.extend(self.runs.iter().map(|run| Item {
            tag,
            shape: Shape::Text(run.place(at, turn)),
        }));
    }

    /// The characters it shows, for tests and dumps.
    #[cfg(test)]
    pub(crate) fn text(&self) -> String {
        self.runs
            .iter()
            .flat_map(|run| run.glyphs.iter())
            .map(|glyph| glyph.ch)
            .collect()
    }
}

impl Run {
    fn place(&self, at: Point, turn: Turn) -> TextRun {
        let at = match turn {
            Turn::Upright => Point::new(at.x + self.at, at.y),
            Turn::Left => Point::new(at.x, at.y - self.at),
        };
        TextRun {
            face: self.face,
            size: self.size,
            stretch: self.stretch,
            color: self.color,
            turn,
            at,
            glyphs: Arc::clone(&self.glyphs),
        }
    }
}

/// What a text needs (所需宽度) before it is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Of the longest line, were lines only broken where forced.
    pub(crate) natural: Length,
    /// Of the widest run that is not broken: a number with its unit, a Latin word, a character with its mark.
    pub(crate) solid: Length,
    /// Of the longest phrase of at most four characters, and of at most six: what stands between marks, such as a
    /// unit's name. It can be broken, but reads better whole.
    pub(crate) phrases: [Length; 2],
    /// Of all its characters one after another.
    pub(crate) total: Length,
}

/// Sets spans as the lines of one paragraph; an empty text is one empty line.
///
/// A character that no face has is an error in `sink` and leaves a gap; control characters are left out with a
/// warning. A line is never wider than the measure, except one whose single character is.
pub(crate) fn set(fonts: &Fonts, spans: &[Span<'_>], measure: &Measure, sink: &mut Sink) -> Vec<Line> {
    let text = collect::collect(fonts, spans, Some(sink));
    lines(text, spans, measure)
}

/// Sets the text of a cell: as [`set`], but a short text is rather broken between words, since in a narrow column
/// 已完成年／度任务 catches the eye.
pub(crate) fn set_cell(fonts: &Fonts, spans: &[Span<'_>], measure: &Measure, sink: &mut Sink) -> Vec<Line> {
    let mut text = collect::collect(fonts, spans, Some(sink));
    link::favour_words(&mut text.atoms, measure.width);
    lines(text, spans, measure)
}

fn lines(mut text: collect::Collected, spans: &[Span<'_>], measure: &Measure) -> Vec<Line> {
    let room = fill::Room::new(measure, spans);
    link::loosen(&mut text.atoms, room.narrowest());
    let mut lines = Vec::new();
    // room for the parts of a line, the same for all
    let (mut steps, mut glyphs) = (Vec::new(), Vec::new());
    for piece in text.pieces() {
        for cut in fill::fill(piece, &room, lines.is_empty()) {
            let atoms = piece.atoms.get(cut.atoms.clone()).unwrap_or_default();
            let justify = measure.justify && !cut.last;
            adjust::adjust(atoms, room.of(cut.first), justify, &mut steps);
            let indent = room.indent(cut.first);
            lines.push(finish::finish(atoms, &steps, spans, &cut, indent, &mut glyphs));
        }
    }
    lines
}

/// What `spans` need, without setting them.
pub(crate) fn extent(fonts: &Fonts, spans: &[Span<'_>]) -> Extent {
    let text = collect::collect(fonts, spans, None);
    let mut extent = Extent::default();
    for piece in text.pieces() {
        let natural = fill::room_for(piece.atoms);
        extent.natural = extent.natural.max(natural);
        extent.total += natural;
        extent.solid = extent.solid.max(link::widest(piece.atoms));
        for (phrase, most) in extent.phrases.iter_mut().zip([4, 6]) {
            *phrase = link::phrase(piece.atoms, most).max(*phrase);
        }
    }
    extent
}

/// The width of a text on a single line.
pub(crate) fn natural_width(fonts: &Fonts, spans: &[Span<'_>]) -> Length {
    let text = collect::collect(fonts, spans, None);
    let widths = text.pieces().map(|piece| fill::width(piece.atoms));
    widths.max().unwrap_or_default()
}
