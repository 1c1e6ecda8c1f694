//! The issuer's mark (发文机关标志): large red type at the head of the first page.

use super::Front;
use crate::inspect::find::{Line, LineId};
use crate::inspect::seen::{Ink, Stroke};
use crate::unit::Length;

/// Its lines, from top to bottom.
pub(super) fn find(front: &Front<'_>) -> Vec<LineId> {
    let wanted = |line: &Line| {
        let high = line.em.center().y < front.height * 3 / 5;
        high && (is_red(line) || is_black_mark(line, front))
    };
    let large = front.lines.iter().filter(|(_, line)| wanted(line));
    let large: Vec<&(LineId, &Line)> = large.collect();
    // red type below the rule is no mark: a title printed in red
    let above = |rule: &&Stroke| large.iter().any(|(_, line)| line.em.bottom < rule.from.y);
    let rule = front.rules.iter().find(above).map(|rule| rule.from.y);
    large
        .into_iter()
        .filter(|(_, line)| rule.is_none_or(|rule| line.em.center().y < rule))
        .map(|(id, _)| *id)
        .collect()
}

/// No other element of a document is red, and larger than 小二.
fn is_red(line: &Line) -> bool {
    let spot = line.color == Ink::Other && line.size >= Length::pt(24);
    line.size >= Length::pt(18) && line.color.is_reddish() || spot
}

/// A mark printed in black is known by its size, and by the red rule below it or by the words that it ends in.
fn is_black_mark(line: &Line, front: &Front<'_>) -> bool {
    let above_rule = front.rules.iter().any(|rule| rule.from.y > line.em.bottom);
    line.size >= Length::pt(26) && (above_rule || line.solid().ends_with("文件"))
}
