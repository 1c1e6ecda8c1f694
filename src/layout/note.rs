//! 附件说明 (7.3.4) and 附注 (7.3.6).

use crate::document::{Annex, Text};
use crate::font::Role;
use crate::page::{self, NodeId, Tag, Tree};
use crate::unit::{Length, Point};

use super::line::{Line, Measure, Span};
use super::piece::{Gap, Kind, Piece};
use super::setter::{Setter, put, put_right};
use super::words;

/// 附件：1.…, the annexes' names one below the other, continued under their own first characters (7.3.4).
pub(super) fn annex_note(setter: &mut Setter<'_>, annexes: &[&Annex]) -> Vec<Piece> {
    let Some(first) = annexes.first() else {
        return Vec::new();
    };
    let note = setter
        .tree
        .add_titled(Tree::ROOT, page::Role::Division, words::ANNEX_NOTE);
    let label_tag = setter.content(note, page::Role::Paragraph);
    let label = setter.line(&label(), setter.body(Role::Fangsong), &first.title);
    let numbers = numbers(setter, annexes);
    let widest = numbers
        .iter()
        .flatten()
        .map(|line| line.width)
        .max()
        .unwrap_or_default();
    let start = setter.standard.chars(setter.standard.indent) + label.width;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut list = None;
    for (annex, number) in annexes.iter().zip(numbers) {
        let gap = if pieces.is_empty() {
            Gap::Fixed(setter.standard.note_gap)
        } else {
            Gap::Line
        };
        // the only annex has no number: its name goes on behind 附件：
        let (number_tag, tag) = match number {
            Some(_) => item(setter, note, &mut list),
            None => (label_tag, label_tag),
        };
        let hang = if number.is_some() {
            start + setter.standard.note_number
        } else {
            start
        };
        let mut lines = name(setter, &annex.title, hang, gap, tag);
        if let (Some(piece), Some(number)) = (lines.first_mut(), number) {
            let size = setter.standard.text_size;
            // numbers of one and of two digits end in one column
            let right = start + widest;
            put_right(&number, right, Length::ZERO, size, number_tag, &mut piece.items);
            piece.items.rotate_right(1);
        }
        pieces.extend(lines);
    }
    if let Some(piece) = pieces.first_mut() {
        let at = Point::new(setter.standard.chars(setter.standard.indent), Length::ZERO);
        let rest = std::mem::take(&mut piece.items);
        put(&label, at, setter.standard.text_size, label_tag, &mut piece.items);
        piece.items.extend(rest);
    }
    pieces
}

/// An item of the list of annexes, which begins with the first: what its number and its name belong to.
fn item(setter: &mut Setter<'_>, note: NodeId, list: &mut Option<NodeId>) -> (Tag, Tag) {
    let list = *list.get_or_insert_with(|| setter.tree.add(note, page::Role::List));
    let item = setter.tree.add(list, page::Role::ListItem);
    let number = setter.content(item, page::Role::Label);
    (number, setter.content(item, page::Role::ListBody))
}

fn label() -> String {
    format!("{}{}", words::ANNEX, words::COLON)
}

/// 1. and so on; none for the only annex.
fn numbers(setter: &mut Setter<'_>, annexes: &[&Annex]) -> Vec<Option<Line>> {
    let style = setter.body(Role::Fangsong);
    let set = |annex: &&Annex| {
        let number = annex.number?;
        Some(setter.line(&format!("{number}{}", words::NUMBER_DOT), style, &annex.title))
    };
    annexes.iter().map(set).collect()
}

/// An annex's name, without a mark at its end.
fn name(setter: &mut Setter<'_>, title: &Text, hang: Length, gap: Gap, tag: Tag) -> Vec<Piece> {
    let width = setter.standard.area_width;
    let measure = Measure {
        width,
        first: hang,
        rest: hang,
        justify: true,
    };
    let string = title.string.replace('\n', "");
    let lines = setter.lines(
        &[Span::new(&string, setter.body(Role::Fangsong), title.origin)],
        &measure,
    );
    setter.stack(lines, gap, Kind::Text, tag)
}

/// 附注 in brackets, two characters in, on the line after the date (7.3.6).
pub(super) fn note(setter: &mut Setter<'_>, text: &Text) -> Vec<Piece> {
    let tag = setter.content(Tree::ROOT, page::Role::Paragraph);
    let style = setter.body(Role::Fangsong);
    let (open, close) = words::BRACKETS;
    let spans = [open, &text.string, close].map(|part| Span::new(part, style, text.origin));
    let first = setter.standard.chars(setter.standard.indent);
    let measure = Measure {
        width: setter.standard.area_width,
        first,
        rest: Length::ZERO,
        justify: true,
    };
    let lines = setter.lines(&spans, &measure);
    setter.stack(lines, Gap::Line, Kind::Tail, tag)
}
