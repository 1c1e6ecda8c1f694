//! Body (正文, 7.3.3): what remains, in paragraphs.

use super::row::{Row, joined, rows};
use super::{LineId, Parts};
use crate::inspect::seen::Seen;
use crate::standard::GBT_9704;
use crate::text::numbering;
use crate::unit::Length;

/// A paragraph (自然段) of the body, over its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Paragraph {
    pub(in crate::inspect) lines: Vec<LineId>,
    /// Its level, where it begins with the mark of one.
    pub(in crate::inspect) level: Option<(Level, u32)>,
}

/// Levels of headings (结构层次序数): 一、（一）1.（1）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::inspect) enum Level {
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
    /// （1）
    Fourth,
}

impl Level {
    /// Of the mark that `text` begins with, and its number.
    pub(in crate::inspect) fn of(text: &str) -> Option<(Self, u32)> {
        let typed = numbering::recognise(text)?;
        let level = match typed.level {
            1 => Self::First,
            2 => Self::Second,
            3 => Self::Third,
            4 => Self::Fourth,
            _ => return None,
        };
        Some((level, typed.number))
    }
}

/// Puts the body's paragraphs into `parts`.
pub(super) fn find(seen: &Seen, parts: &mut Parts) {
    let ids = body(seen, parts);
    parts.margins = [0, 1].map(|parity| left(parts, &ids, parity));
    let rows = rows(parts, &ids);
    let mut paragraphs: Vec<Vec<Row<'_>>> = Vec::new();
    for row in rows {
        let left = parts.margins.get(row.page % 2).copied().unwrap_or_default();
        match paragraphs
            .last_mut()
            .filter(|paragraph| goes_on(paragraph, &row, left))
        {
            Some(paragraph) => paragraph.push(row),
            None => paragraphs.push(vec![row]),
        }
    }
    let paragraphs = paragraphs.into_iter().map(|rows| Paragraph {
        level: Level::of(&joined(&rows)),
        lines: rows.into_iter().flat_map(|row| row.ids).collect(),
    });
    parts.paragraphs = paragraphs.collect();
}

/// The lines from the addressee to the annex note or the signature.
fn body(seen: &Seen, parts: &Parts) -> Vec<LineId> {
    let main = main(seen, parts);
    let note = parts.note.as_ref().and_then(|note| note.lines.first().copied());
    let tail = [note, parts.signature.first(), parts.remark];
    let end = tail.into_iter().flatten().min();
    main.into_iter()
        .filter(|id| end.is_none_or(|end| *id < end))
        .collect()
}

/// Running text of the main part (主体): below head, title and addressee, before annexes and record.
pub(super) fn main(seen: &Seen, parts: &Parts) -> Vec<LineId> {
    let above = [
        &parts.title,
        &parts.subtitle,
        &parts.addressee,
        &parts.head.mark,
        &parts.head.signers,
    ];
    let mut above: Vec<LineId> = above.into_iter().flatten().copied().collect();
    let head = [
        parts.head.copy_number,
        parts.head.secrecy,
        parts.head.urgency,
        parts.head.number,
    ];
    above.extend(head.into_iter().flatten());
    let start = above.iter().max().copied();
    let rule = red_rule(seen, parts);
    let end = parts.annexes.iter().map(|annex| annex.label).min();
    let annexed = |page: usize| parts.annexes.iter().any(|annex| annex.page < page);
    let record: Vec<LineId> = parts.record.iter().flat_map(super::Record::lines).collect();
    let captions = super::table::captions(parts);
    parts
        .running()
        .filter(|(id, _)| !captions.contains(id))
        .filter(|(id, line)| {
            start.is_none_or(|start| *id > start) && !(line.page == 0 && line.em.bottom <= rule)
        })
        .filter(|(id, line)| end.is_none_or(|end| *id < end) && !annexed(line.page))
        .map(|(id, _)| id)
        .filter(|id| !record.contains(id))
        .collect()
}

/// The height of the red rule under the head; of a letter, of the upper one.
fn red_rule(seen: &Seen, parts: &Parts) -> Length {
    let half = seen
        .pages
        .first()
        .map_or(Length::ZERO, |page| page.size.height / 2);
    let heights = parts.head.rules.iter().map(|rule| rule.from.y);
    heights.filter(|y| *y < half).max().unwrap_or_default()
}

/// The left margin of running text on the pages of one parity, as the lines show it: the standard's where a line
/// begins there, else the addressee's, else the leftmost place where two lines begin.
fn left(parts: &Parts, ids: &[LineId], parity: usize) -> Length {
    let standard = GBT_9704.margin_left;
    let mirrored = GBT_9704.sheet_width - GBT_9704.area_width - standard;
    let same_side = |line: &&super::Line| line.page % 2 == parity;
    let mut lefts: Vec<Length> = parts
        .lines_of(ids)
        .chain(parts.lines_of(&parts.addressee))
        .filter(same_side)
        .map(|line| line.em.left)
        .collect();
    lefts.sort_unstable();
    let near = |edge: Length| {
        lefts
            .iter()
            .copied()
            .find(|left| (*left - edge).abs() <= Length::um(1500))
    };
    let doubled = || {
        let mut pairs = lefts.windows(2).filter_map(|pair| match pair {
            [a, b] if *b - *a <= Length::um(500) => Some(*a),
            _ => None,
        });
        pairs.next()
    };
    let to = || parts.lines_of(&parts.addressee).next().map(|line| line.em.left);
    let even = parity == 1;
    near(standard)
        .or_else(|| near(mirrored).filter(|_| even))
        .or_else(to)
        .or_else(doubled)
        .unwrap_or(standard)
}

/// Whether a row goes on with a paragraph: it begins at the margin, and the row before it is full.
fn goes_on(paragraph: &[Row<'_>], row: &Row<'_>, left: Length) -> bool {
    let Some(before) = paragraph.last() else {
        return false;
    };
    let cell = GBT_9704.cell();
    let flush = (row.em.left - left).abs() <= cell;
    // of a short row at least a character of the next would have fitted
    let edge = GBT_9704.sheet_width - GBT_9704.margin_left;
    let full = before.em.right + cell * 2 >= edge || centered(before) && !centered(row);
    let marked = Level::of(&row.text()).is_some_and(|_| !flush);
    flush && full && !marked
}

/// Whether a row is centred in the type area, away from both edges.
pub(in crate::inspect) fn centered(row: &Row<'_>) -> bool {
    let middle = GBT_9704.margin_left + GBT_9704.area_width / 2;
    let inset = row.em.left - GBT_9704.margin_left;
    (row.em.center().x - middle).abs() <= Length::mm(2) && inset > GBT_9704.chars(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line;
    use crate::inspect::sample::Sheet;

    const FULL: &str = "正文正文正文正文正文正文正文正文正文正文正文正文正文";

    fn found(sheet: Sheet) -> Vec<(usize, Option<(Level, u32)>)> {
        let seen = sheet.seen();
        let mut parts = Parts {
            lines: line::gather(&seen),
            ..Parts::default()
        };
        find(&seen, &mut parts);
        let shape = |p: &Paragraph| (p.lines.len(), p.level);
        parts.paragraphs.iter().map(shape).collect()
    }

    #[test]
    fn paragraphs_begin_at_an_indent() {
        let sheet = Sheet::default()
            .text(39, 50, 16, FULL)
            .text(28, 60, 16, "正文正文。")
            .text(39, 70, 16, "一、总体情况")
            .text(39, 80, 16, "1.5万元已经到位。");
        let expected = [(2, None), (1, Some((Level::First, 1))), (1, None)];
        assert_eq!(found(sheet), expected);
    }

    #[test]
    fn a_flush_row_after_a_short_one_is_a_paragraph_without_its_indent() {
        let sheet = Sheet::default()
            .text(28, 50, 16, "短行。")
            .text(28, 60, 16, "没有缩进。");
        assert_eq!(found(sheet).len(), 2);
    }

    #[test]
    fn strange_margins_are_taken_as_they_are() {
        let sheet = Sheet::default()
            .text(43, 50, 16, FULL)
            .text(32, 60, 16, FULL)
            .text(32, 70, 16, "正文。")
            .text(43, 80, 16, "正文。");
        assert_eq!(found(sheet), [(3, None), (1, None)]);
    }
}
