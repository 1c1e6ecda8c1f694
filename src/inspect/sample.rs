//! Pages made by hand, for the tests of this room.

use super::seen::{Face, Heading, Ink, Seen, SeenFont, SeenGlyph, SeenPage, Stroke};
use crate::text::width;
use crate::unit::{Length, Point, Size};

/// One A4 page that text and strokes are put on; lengths in whole millimetres, sizes in points.
pub(super) struct Sheet {
    page: SeenPage,
    color: Ink,
    face: Face,
}

impl Default for Sheet {
    fn default() -> Self {
        let page = SeenPage {
            size: Size::A4,
            ..SeenPage::default()
        };
        Self {
            page,
            color: Ink::Gray(0),
            face: Face::Fangsong,
        }
    }
}

/// The faces in the order of the sample's fonts.
const FACES: [Face; 6] = [
    Face::Fangsong,
    Face::Xiaobiaosong,
    Face::Heiti,
    Face::Kaiti,
    Face::Songti,
    Face::Latin,
];

impl Sheet {
    /// What follows is red.
    pub(super) fn red(mut self) -> Self {
        self.color = Ink::Rgb([255, 0, 0]);
        self
    }

    /// What follows is black.
    pub(super) fn black(mut self) -> Self {
        self.color = Ink::Gray(0);
        self
    }

    /// What follows is of that face.
    pub(super) fn face(mut self, face: Face) -> Self {
        self.face = face;
        self
    }

    /// Text set solid from the start of its baseline.
    pub(super) fn text(self, x: i64, y: i64, size: i64, text: &str) -> Self {
        self.text_um(x * 1000, y * 1000, size, text)
    }

    /// The same, in micrometres.
    pub(super) fn text_um(self, x: i64, y: i64, size: i64, text: &str) -> Self {
        let at = Point::new(Length::um(x), Length::um(y));
        self.glyphs(at, Length::pt(size), Heading::Right, None, text)
    }

    /// Text with `pitch` from character to character.
    pub(super) fn spread(self, x: i64, y: i64, size: i64, pitch: i64, text: &str) -> Self {
        let at = Point::new(Length::mm(x), Length::mm(y));
        self.glyphs(
            at,
            Length::pt(size),
            Heading::Right,
            Some(Length::mm(pitch)),
            text,
        )
    }

    /// Text that runs upwards.
    pub(super) fn turned(self, x: i64, y: i64, size: i64, text: &str) -> Self {
        let at = Point::new(Length::mm(x), Length::mm(y));
        self.glyphs(at, Length::pt(size), Heading::Up, None, text)
    }

    fn glyphs(
        mut self,
        mut at: Point,
        size: Length,
        heading: Heading,
        pitch: Option<Length>,
        text: &str,
    ) -> Self {
        for ch in text.chars() {
            let advance = size.part(i64::try_from(width::of_char(ch)).unwrap_or(2), 2);
            self.page.glyphs.push(SeenGlyph {
                text: ch.to_string(),
                font: FACES.iter().position(|face| *face == self.face).unwrap_or(0),
                size,
                stretch: 1000,
                at,
                advance,
                heading,
                ink: None,
                color: self.color,
                outlined: false,
                hidden: false,
                missing: false,
                artifact: false,
            });
            match heading {
                Heading::Up => at.y -= pitch.unwrap_or(advance),
                _ => at.x += pitch.unwrap_or(advance),
            }
        }
        self
    }

    /// A line from x, y to x, y.
    pub(super) fn stroke(self, ends: [i64; 4]) -> Self {
        self.stroke_um(ends.map(|end| end * 1000), 250)
    }

    /// The same in micrometres, with its thickness.
    pub(super) fn stroke_um(mut self, [x0, y0, x1, y1]: [i64; 4], width: i64) -> Self {
        self.page.strokes.push(Stroke {
            from: Point::new(Length::um(x0), Length::um(y0)),
            to: Point::new(Length::um(x1), Length::um(y1)),
            width: Length::um(width),
            color: self.color,
            artifact: false,
        });
        self
    }

    /// A file of this page.
    pub(super) fn seen(self) -> Seen {
        pages([self])
    }
}

/// A file of several pages.
pub(super) fn pages(sheets: impl IntoIterator<Item = Sheet>) -> Seen {
    let font = |face: &Face| SeenFont {
        name: format!("{face:?}"),
        embedded: true,
        readable: true,
        face: *face,
        ..SeenFont::default()
    };
    Seen {
        pages: sheets.into_iter().map(|sheet| sheet.page).collect(),
        fonts: FACES.iter().map(font).collect(),
        ..Seen::default()
    }
}
