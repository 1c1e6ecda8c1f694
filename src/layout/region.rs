//! Where the type area lies on a sheet, and how a turned one is read (版心).
//!
//! Everything is set upright, from the upper left corner of its type area; this room alone knows where that is.

use crate::page::{Item, Shape, Turn};
use crate::standard::Standard;
use crate::unit::{Length, Point, Size};

use super::table::turn;

/// The type area of a section as its reader holds it (版心).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// As read: 156 × 225 mm, turned 225 × 156 mm.
    pub(super) size: Size,
    /// How it lies on the sheet.
    pub(super) turn: Turn,
}

impl Region {
    /// The upright type area (5.2.1).
    pub(super) const fn upright(standard: &Standard) -> Self {
        Self {
            size: standard.area(),
            turn: Turn::Upright,
        }
    }

    /// The turned one (横排, chapter 8): its head is on the left edge of the sheet, on odd and even pages.
    pub(super) const fn turned(standard: &Standard) -> Self {
        let area = standard.area();
        Self {
            size: Size::new(area.height, area.width),
            turn: Turn::Left,
        }
    }

    /// The place on the sheet of `at`, a place in this region; `corner` is the upper left corner of the type area
    /// on the upright sheet.
    pub(super) fn on_sheet(self, corner: Point, at: Point) -> Point {
        match self.turn {
            Turn::Upright => Point::new(corner.x + at.x, corner.y + at.y),
            // the reader's left is the sheet's foot, the reader's top the sheet's left
            Turn::Left => Point::new(corner.x + at.y, corner.y + self.size.width - at.x),
        }
    }

    /// Lays `item`, set `down` below the region's top, on the sheet.
    pub(super) fn lay(self, corner: Point, down: Length, item: &mut Item) {
        match self.turn {
            Turn::Upright => shift(item, Point::new(corner.x, corner.y + down)),
            Turn::Left => turn(item, Point::new(corner.x + down, corner.y + self.size.width)),
        }
    }
}

/// Moves `item` by `by`.
pub(super) fn shift(item: &mut Item, by: Point) {
    let shift = |at: &mut Point| {
        at.x += by.x;
        at.y += by.y;
    };
    match &mut item.shape {
        Shape::Text(run) => shift(&mut run.at),
        Shape::Rule(rule) => {
            shift(&mut rule.from);
            shift(&mut rule.to);
        }
        Shape::Image(image) => shift(&mut image.at),
    }
}

/// `item` moved by `by`.
pub(super) fn moved(mut item: Item, by: Point) -> Item {
    shift(&mut item, by);
    item
}

/// How far down a page may be filled (可排范围), from the region's top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Where the first characters' upper edge is.
    pub(super) start: Length,
    /// What no lower edge goes beyond.
    pub(super) end: Length,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::GBT_9704;

    #[test]
    fn a_turned_head_is_on_the_left_edge_and_reads_upwards() {
        let region = Region::turned(&GBT_9704);
        let corner = GBT_9704.corner(1);
        let at = |x, y| region.on_sheet(corner, Point::new(Length::mm(x), Length::mm(y)));
        assert_eq!(at(0, 0), Point::new(Length::mm(28), Length::mm(262)));
        assert_eq!(at(225, 0), Point::new(Length::mm(28), Length::mm(37)));
        assert_eq!(at(0, 156), Point::new(Length::mm(184), Length::mm(262)));
    }
}
