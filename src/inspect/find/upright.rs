//! Sheets upright (竖放): a page that lies on its side is looked at as it is bound.
//!
//! GB/T 9704—2012 chapter 8 has A4 tables sideways on upright sheets, heads to the left edge. Whether a file turns the
//! text, the page (`/Rotate`) or the sheet itself, paper is the same: here a wide page is turned a quarter
//! counter-clockwise, so that its upper edge comes to the left.

use crate::inspect::seen::{Bounds, Heading, Seen, SeenPage};
use crate::unit::{Length, Point, Size};

/// The same file with all sheets upright.
pub(in crate::inspect) fn upright(mut seen: Seen) -> Seen {
    for page in &mut seen.pages {
        if page.size.width > page.size.height {
            turn(page);
        }
    }
    seen
}

fn turn(page: &mut SeenPage) {
    let width = page.size.width;
    let point = |at: Point| Point::new(at.y, width - at.x);
    for glyph in &mut page.glyphs {
        glyph.at = point(glyph.at);
        glyph.heading = turned(glyph.heading);
        glyph.ink = glyph.ink.map(|ink| bounds(ink, width));
    }
    for stroke in &mut page.strokes {
        (stroke.from, stroke.to) = (point(stroke.from), point(stroke.to));
        if (stroke.from.y, stroke.from.x) > (stroke.to.y, stroke.to.x) {
            std::mem::swap(&mut stroke.from, &mut stroke.to);
        }
    }
    for fill in &mut page.fills {
        fill.bounds = bounds(fill.bounds, width);
    }
    for picture in &mut page.pictures {
        picture.bounds = bounds(picture.bounds, width);
    }
    page.size = Size::new(page.size.height, width);
}

fn bounds(from: Bounds, width: Length) -> Bounds {
    Bounds {
        left: from.top,
        top: width - from.right,
        right: from.bottom,
        bottom: width - from.left,
    }
}

const fn turned(heading: Heading) -> Heading {
    match heading {
        Heading::Right => Heading::Up,
        Heading::Up => Heading::Left,
        Heading::Left => Heading::Down,
        Heading::Down => Heading::Right,
        Heading::Askew => Heading::Askew,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::sample::Sheet;

    #[test]
    fn a_wide_page_is_bound_at_its_upper_edge() {
        let mut seen = Sheet::default()
            .text(35, 40, 12, "表")
            .stroke([35, 50, 260, 50])
            .seen();
        seen.pages[0].size = Size::new(Length::mm(297), Length::mm(210));
        let seen = upright(seen);
        let page = &seen.pages[0];
        assert_eq!(page.size, Size::A4);
        assert_eq!(page.glyphs[0].heading, Heading::Up);
        // 40 mm below the wide page's top is 40 mm from the upright sheet's left, 35 mm from the left 35 mm from the foot
        assert_eq!(page.glyphs[0].at, Point::new(Length::mm(40), Length::mm(262)));
        assert_eq!(page.strokes[0].from, Point::new(Length::mm(50), Length::mm(37)));
    }
}
