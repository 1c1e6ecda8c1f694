//! 正文 (7.3.3): headings, paragraphs, lists and tables, of the body and of annexes.

use crate::document::{Block, Heading, Label, Paragraph, ParagraphStyle, Text};
use crate::font::Role;
use crate::page::{self, NodeId, Tag};
use crate::unit::Length;

use super::line::{Measure, Span};
use super::piece::{Entry, Gap, Kind, Mark, Piece, retag};
use super::setter::{Setter, put_centered};

/// Sets `blocks` for a region `width` wide, the first after `gap`.
pub(super) fn blocks<'a>(
    setter: &mut Setter<'_>,
    blocks: &'a [Block],
    width: Length,
    parent: NodeId,
    gap: Gap,
) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut list = None;
    for block in blocks {
        let gap = if entries.is_empty() { gap } else { Gap::Line };
        if !is_item(block) {
            list = None;
        }
        match block {
            Block::Heading(heading) => {
                entries.extend(pieces(set_heading(setter, heading, width, parent, gap)));
            }
            Block::Paragraph(paragraph) => {
                let place = Place { width, parent, gap };
                entries.extend(pieces(set_paragraph(setter, paragraph, &place, &mut list)));
            }
            Block::Table(table) => {
                let parent = setter.tree.add(parent, page::Role::Division);
                entries.push(Entry::Table { table, parent, gap });
            }
        }
    }
    entries
}

/// Where a paragraph goes.
struct Place {
    width: Length,
    parent: NodeId,
    gap: Gap,
}

fn pieces<'a>(pieces: Vec<Piece>) -> impl Iterator<Item = Entry<'a>> {
    pieces.into_iter().map(Entry::Piece)
}

fn is_item(block: &Block) -> bool {
    matches!(
        block,
        Block::Paragraph(Paragraph {
            label: Some(Label::Item(_)),
            ..
        })
    )
}

/// 黑体, 楷体, 仿宋, 仿宋 (7.3.3).
const fn face(level: u8) -> Role {
    match level {
        0 | 1 => Role::Heiti,
        2 => Role::Kaiti,
        _ => Role::Fangsong,
    }
}

fn set_heading(
    setter: &mut Setter<'_>,
    heading: &Heading,
    width: Length,
    parent: NodeId,
    gap: Gap,
) -> Vec<Piece> {
    let node = setter.heading_node(parent, heading.level);
    let style = setter.body(face(heading.level));
    let own = format!("{}{}", heading.mark, heading.text.string);
    let mut spans = vec![Span::new(&own, style, heading.text.origin)];
    let rest = heading.rest.as_ref().map(|rest| {
        spans.push(Span::new(&rest.string, style.role(Role::Fangsong), rest.origin));
        setter.content(parent, page::Role::Paragraph)
    });
    let tag = Tag::Content(node);
    let mut pieces = set_body(setter, &spans, width, gap, rest.unwrap_or(tag));
    divide(&mut pieces, &own, tag);
    // one that stands alone holds on to what it heads
    for piece in pieces.iter_mut().filter(|_| rest.is_none()) {
        piece.keep = true;
    }
    if let Some(first) = pieces.first_mut() {
        let title = own.trim_end_matches('。').replace('\n', "");
        first.bookmark = Some(Mark {
            level: heading.level.max(1),
            title,
            node,
        });
    }
    pieces
}

/// Lines of a body paragraph, indented two characters (7.3.3), justified.
fn set_body(setter: &mut Setter<'_>, spans: &[Span<'_>], width: Length, gap: Gap, tag: Tag) -> Vec<Piece> {
    let first = setter.standard.chars(setter.standard.indent);
    let measure = Measure {
        width,
        first,
        rest: Length::ZERO,
        justify: true,
    };
    let lines = setter.lines(spans, &measure);
    setter.stack(lines, gap, Kind::Text, tag)
}

/// The characters of `own`, with which the text begins, belong to `tag`.
fn divide(pieces: &mut [Piece], own: &str, tag: Tag) {
    let mut left = own.chars().filter(|ch| !ch.is_whitespace()).count();
    for piece in pieces {
        piece.items = retag(std::mem::take(&mut piece.items), &mut left, tag);
    }
}

fn set_paragraph(
    setter: &mut Setter<'_>,
    paragraph: &Paragraph,
    place: &Place,
    list: &mut Option<NodeId>,
) -> Vec<Piece> {
    match (&paragraph.label, paragraph.style) {
        (Some(Label::Item(mark)), _) => {
            let list = *list.get_or_insert_with(|| setter.tree.add(place.parent, page::Role::List));
            set_item(setter, mark, &paragraph.text, list, place)
        }
        (Some(Label::Term(term)), _) => set_term(setter, term, &paragraph.text, place),
        (None, ParagraphStyle::Body) => {
            let spans = [Span::new(
                &paragraph.text.string,
                setter.body(Role::Fangsong),
                paragraph.text.origin,
            )];
            let tag = setter.content(place.parent, page::Role::Paragraph);
            set_body(setter, &spans, place.width, place.gap, tag)
        }
        (None, ParagraphStyle::Flush) => set_flush(setter, &paragraph.text, place),
        (None, ParagraphStyle::Centered) => set_centered(setter, &paragraph.text, place),
    }
}

/// ① and what it counts.
fn set_item(setter: &mut Setter<'_>, mark: &str, text: &Text, list: NodeId, place: &Place) -> Vec<Piece> {
    let item = setter.tree.add(list, page::Role::ListItem);
    let label = setter.content(item, page::Role::Label);
    let body = setter.content(item, page::Role::ListBody);
    let style = setter.body(Role::Fangsong);
    let spans = [
        Span::new(mark, style, text.origin),
        Span::new(&text.string, style, text.origin),
    ];
    let mut pieces = set_body(setter, &spans, place.width, place.gap, body);
    divide(&mut pieces, mark, label);
    pieces
}

/// 年度任务：and what it says, the label in 黑体.
fn set_term(setter: &mut Setter<'_>, term: &Text, text: &Text, place: &Place) -> Vec<Piece> {
    let style = setter.body(Role::Heiti);
    let spans = [
        Span::new(&term.string, style, term.origin),
        Span::new(&text.string, style.role(Role::Fangsong), text.origin),
    ];
    let tag = setter.content(place.parent, page::Role::Paragraph);
    set_body(setter, &spans, place.width, place.gap, tag)
}

fn set_flush(setter: &mut Setter<'_>, text: &Text, place: &Place) -> Vec<Piece> {
    let spans = [Span::new(&text.string, setter.body(Role::Fangsong), text.origin)];
    let measure = Measure {
        justify: true,
        ..Measure::ragged(place.width)
    };
    let lines = setter.lines(&spans, &measure);
    let tag = setter.content(place.parent, page::Role::Paragraph);
    setter.stack(lines, place.gap, Kind::Text, tag)
}

fn set_centered(setter: &mut Setter<'_>, text: &Text, place: &Place) -> Vec<Piece> {
    let style = setter.body(Role::Fangsong);
    let tag = setter.content(place.parent, page::Role::Paragraph);
    centered(setter, text, style, Kind::Text, place.width, place.gap, tag)
}

/// Centred lines on the grid.
pub(super) fn centered(
    setter: &mut Setter<'_>,
    text: &Text,
    style: super::line::Style,
    kind: Kind,
    width: Length,
    gap: Gap,
    tag: Tag,
) -> Vec<Piece> {
    let lines = setter.lines(
        &[Span::new(&text.string, style, text.origin)],
        &Measure::ragged(width),
    );
    let gaps = std::iter::once(gap).chain(std::iter::repeat(Gap::Line));
    let pieces = lines.into_iter().zip(gaps).map(|(line, gap)| {
        let mut piece = Piece::new(kind, gap, style.size);
        put_centered(
            &line,
            (Length::ZERO, width),
            Length::ZERO,
            style.size,
            tag,
            &mut piece.items,
        );
        piece
    });
    pieces.collect()
}
