//! Long red lines (红色分隔线、信函双线) of the first page.

use super::Front;
use crate::inspect::find::Parts;
use crate::inspect::seen::{Fill, Ink, SeenPage, Stroke};
use crate::unit::{Length, Point};

/// Shorter ones are no rules of a head; one that should be 156 mm long and is 50 mm still is one.
const SHORTEST: Length = Length::mm(40);
/// A filled box that is not thicker may be meant as a line.
const THICKEST: Length = Length::mm(5);

/// The page's long red lines from top to bottom; pieces on one level are one, as where a star parts them.
pub(super) fn red(page: &SeenPage, parts: &Parts) -> Vec<Stroke> {
    let drawn = page.strokes.iter().copied().filter(is_level).map(from_left);
    let filled = page.fills.iter().filter_map(as_line);
    let mut pieces: Vec<Stroke> = drawn
        .chain(filled)
        .filter(|stroke| stroke.color.is_reddish() || stroke.color == Ink::Other)
        .filter(|stroke| !in_table(stroke, parts))
        .collect();
    pieces.sort_by_key(|piece| (piece.from.y, piece.from.x));
    let mut lines: Vec<Stroke> = Vec::new();
    for piece in pieces {
        match lines.iter_mut().find(|line| continues(line, &piece)) {
            Some(line) => line.to.x = line.to.x.max(piece.to.x),
            None => lines.push(piece),
        }
    }
    lines.retain(|line| line.to.x - line.from.x >= SHORTEST);
    lines
}

fn is_level(stroke: &Stroke) -> bool {
    (stroke.from.y - stroke.to.y).abs() <= Length::um(500)
}

fn from_left(mut stroke: Stroke) -> Stroke {
    if stroke.from.x > stroke.to.x {
        std::mem::swap(&mut stroke.from, &mut stroke.to);
    }
    stroke
}

fn as_line(fill: &Fill) -> Option<Stroke> {
    let (bounds, middle) = (fill.bounds, fill.bounds.center());
    let flat = bounds.height() <= THICKEST && bounds.width() >= SHORTEST;
    flat.then_some(Stroke {
        from: Point::new(bounds.left, middle.y),
        to: Point::new(bounds.right, middle.y),
        width: bounds.height(),
        color: fill.color,
        artifact: false,
    })
}

/// On one level, and no farther apart than a star between them needs.
fn continues(line: &Stroke, piece: &Stroke) -> bool {
    let level = (line.from.y - piece.from.y).abs() <= Length::um(300);
    level && piece.from.x - line.to.x <= Length::mm(20)
}

fn in_table(stroke: &Stroke, parts: &Parts) -> bool {
    let touch = Length::um(500);
    let holds = |y: Length, top: Length, bottom: Length| (top - touch..=bottom + touch).contains(&y);
    let on_page = parts.tables.iter().filter(|area| area.page == 0);
    on_page
        .map(|area| area.bounds)
        .any(|area| holds(stroke.from.y, area.top, area.bottom))
}

/// A letter's lines: one near the foot of the sheet, or the first one right below a mark at the sheet's head.
pub(super) fn is_letter(front: &Front<'_>) -> bool {
    let at_foot = front
        .rules
        .iter()
        .any(|rule| rule.from.y > front.height * 17 / 20);
    let below_mark = front
        .mark_edges()
        .zip(front.rules.first())
        .is_some_and(|((top, bottom), rule)| {
            let gap = rule.from.y - bottom;
            top < Length::mm(50) && (Length::mm(-2)..Length::mm(9)).contains(&gap)
        });
    at_foot || below_mark
}
