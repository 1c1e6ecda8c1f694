//! Turning (横排): what stands upright in a box, turned a quarter counter-clockwise into an upright page.
//!
//! GB/T 9704—2012 chapter 8: the head of the table is at the left edge of the sheet, on odd pages (binding edge) as
//! on even ones (fore-edge). The reader's top is the sheet's left, the reader's left the sheet's foot.

use crate::page::{Item, Shape, Turn};
use crate::unit::{Point, Size};

/// Turns `item`, placed upright in a box, with the box: the box's upper left corner comes to `corner`, the lower left
/// corner of the place it takes on the page. Its x runs up the page from there, its y to the right.
///
/// A picture keeps its own orientation, only its place is turned: tables hold none.
pub(crate) fn turn(item: &mut Item, corner: Point) {
    let map = |at: Point| Point::new(corner.x + at.y, corner.y - at.x);
    match &mut item.shape {
        Shape::Text(run) => {
            run.at = map(run.at);
            run.turn = Turn::Left;
        }
        Shape::Rule(rule) => {
            rule.from = map(rule.from);
            rule.to = map(rule.to);
        }
        Shape::Image(image) => {
            let Size { width, height } = image.size;
            let foot = map(image.at);
            image.at = Point::new(foot.x, foot.y - width);
            image.size = Size::new(height, width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Artifact, Color, Rule, Tag};
    use crate::unit::Length;

    #[test]
    fn the_head_comes_to_the_left_edge() {
        let mm = |x, y| Point::new(Length::mm(x), Length::mm(y));
        let corner = mm(28, 262);
        // the rule under a table's head, 10 mm below its top
        let rule = Rule {
            from: mm(0, 10),
            to: mm(225, 10),
            width: Length::pt(1),
            color: Color::Black,
        };
        let mut item = Item {
            tag: Tag::Artifact(Artifact::Rule),
            shape: Shape::Rule(rule),
        };
        turn(&mut item, corner);
        let Shape::Rule(rule) = item.shape else {
            panic!("a rule stays a rule")
        };
        assert_eq!((rule.from, rule.to), (mm(38, 262), mm(38, 37)));
    }
}
