//! 版头 (7.2, 10.1): everything above the title on the first page, each part at its own height of the sheet.

mod bulletin;
mod file;
mod letter;
mod mark;
mod signers;

use crate::document::{Head, HeadForm, Text};
use crate::font::Role;
use crate::page::{self, Artifact, Color, Item, NodeId, Rule, Shape, Tag, Tree};
use crate::unit::{Length, Point};

use super::setter::{Setter, put};
use super::words;

/// The head as set (版头).
#[derive(Debug)]
pub(super) struct Headed {
    /// Its marks, where they are on the sheet.
    pub(super) items: Vec<Item>,
    /// Upper edge of the title, down from the sheet's top.
    pub(super) start: Length,
    /// What the text of the first page does not go beyond, down from the sheet's top.
    pub(super) end: Length,
}

impl Headed {
    /// No head: the first page is as any other.
    fn none(setter: &Setter<'_>) -> Self {
        let s = setter.standard;
        Self {
            items: Vec::new(),
            start: s.margin_top,
            end: s.area_bottom(),
        }
    }
}

/// Sets a head.
pub(super) fn head(setter: &mut Setter<'_>, head: &Head) -> Headed {
    match head.form {
        HeadForm::Plain => plain(setter, head),
        HeadForm::File => file::file(setter, head),
        HeadForm::Letter => letter::letter(setter, head),
        HeadForm::Bulletin => bulletin::bulletin(setter, head),
    }
}

/// No red head; 份号, 密级 and 紧急程度 all the same.
fn plain(setter: &mut Setter<'_>, head: &Head) -> Headed {
    let mut headed = Headed::none(setter);
    let top = setter.standard.margin_top;
    if corner_texts(head).next().is_some() {
        let division = setter
            .tree
            .add_titled(Tree::ROOT, page::Role::Division, words::HEAD);
        let bottom = corner(setter, head, top, division, &mut headed.items);
        headed.start = bottom + setter.standard.gap;
    }
    headed
}

/// 份号, 密级和保密期限, 紧急程度, those there are, in their order (7.2.3), each with its face.
fn corner_texts(head: &Head) -> impl Iterator<Item = (&Text, Role)> {
    let copy_number = head.copy_number.iter().map(|text| (text, Role::Fangsong));
    let bold = head
        .secrecy
        .iter()
        .chain(&head.urgency)
        .map(|text| (text, Role::Heiti));
    copy_number.chain(bold)
}

/// Puts them flush left, from `top` downwards, a line each (7.2.1–7.2.3); gives back their lower edge.
fn corner(setter: &mut Setter<'_>, head: &Head, top: Length, parent: NodeId, out: &mut Vec<Item>) -> Length {
    let s = setter.standard;
    let (mut y, mut bottom) = (top, top);
    for (text, role) in corner_texts(head) {
        let tag = setter.content(parent, page::Role::Paragraph);
        let line = setter.line(&text.string, setter.body(role), text);
        put(&line, Point::new(s.margin_left, y), s.text_size, tag, out);
        bottom = y + s.text_size;
        y += s.pitch();
    }
    bottom
}

/// A red line across, `left` to `right`, its upper edge at `top`.
fn red_rule((left, right): (Length, Length), top: Length, width: Length) -> Item {
    let y = top + width / 2;
    let rule = Rule {
        from: Point::new(left, y),
        to: Point::new(right, y),
        width,
        color: Color::Red,
    };
    Item {
        tag: Tag::Artifact(Artifact::Rule),
        shape: Shape::Rule(rule),
    }
}

/// Left and right edge of the first page's type area.
fn edges(setter: &Setter<'_>) -> (Length, Length) {
    let left = setter.standard.corner(1).x;
    (left, left + setter.standard.area_width)
}
