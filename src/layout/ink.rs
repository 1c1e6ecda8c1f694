//! The ink of what is set (墨迹): the mark is placed by it (7.2.4), not by the boxes of its characters.

use crate::font::Fonts;
use crate::page::{Item, Shape, TextRun};
use crate::unit::Length;

/// Upper and lower edge of the ink of all texts in `items`; `None` where nothing is black.
pub(super) fn extent(fonts: &Fonts, items: &[Item]) -> Option<(Length, Length)> {
    let texts = items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run),
        Shape::Rule(_) | Shape::Image(_) => None,
    });
    texts
        .flat_map(|run| glyphs(fonts, run))
        .reduce(|(top, bottom), (a, b)| (top.min(a), bottom.max(b)))
}

fn glyphs<'a>(fonts: &'a Fonts, run: &'a TextRun) -> impl Iterator<Item = (Length, Length)> + 'a {
    let face = fonts.face(run.face);
    let scale = move |units: i16| run.size.part(i64::from(units), i64::from(face.upem()));
    run.glyphs.iter().filter_map(move |glyph| {
        let (_, low, _, high) = face.bbox(glyph.id)?;
        Some((run.at.y - scale(high), run.at.y - scale(low)))
    })
}
