//! 文件格式 (7.2): the mark 35 mm below the type area's upper edge, the serial number, the red rule.

use crate::document::{Head, Text};
use crate::font::Role;
use crate::layout::findings;
use crate::layout::setter::{Setter, put, put_centered};
use crate::layout::words;
use crate::page::{self, Item, NodeId, Tree};
use crate::unit::{Length, Point};

use super::mark::mark;
use super::signers::{Signed, signers};
use super::{Headed, corner, edges, red_rule};

/// Sets it.
pub(super) fn file(setter: &mut Setter<'_>, head: &Head) -> Headed {
    let s = setter.standard;
    let division = setter
        .tree
        .add_titled(Tree::ROOT, page::Role::Division, words::HEAD);
    let mut headed = Headed::none(setter);
    corner(setter, head, s.margin_top, division, &mut headed.items);
    let place = (s.mark_top, s.mark_size);
    let low = mark(setter, head, &head.marks, place, division, &mut headed.items);
    let top = low + s.serial_gap;
    let signed = signers(setter, head, top, division, &mut headed.items);
    let row = signed.as_ref().map_or(top, |signed| signed.last);
    if let Some(text) = &head.serial {
        serial(setter, text, row, signed.as_ref(), division, &mut headed.items);
    }
    let rule = row + s.text_size + s.rule_gap;
    headed.items.push(red_rule(edges(setter), rule, s.rule_width));
    headed.start = rule + s.rule_width + s.title_gap;
    headed
}

/// 发文字号: centred, or one character from the left on the last signer's line (7.2.5).
fn serial(
    setter: &mut Setter<'_>,
    text: &Text,
    y: Length,
    signed: Option<&Signed>,
    parent: NodeId,
    out: &mut Vec<Item>,
) {
    let s = setter.standard;
    let tag = setter.content(parent, page::Role::Paragraph);
    let line = setter.line(&text.string, setter.body(Role::Fangsong), text);
    let (left, right) = edges(setter);
    let Some(signed) = signed else {
        return put_centered(&line, (left, right), y, s.text_size, tag, out);
    };
    let x = left + s.chars(s.serial_inset);
    if x + line.width > signed.left {
        setter.report(findings::serial_meets_signers(text));
    }
    put(&line, Point::new(x, y), s.text_size, tag, out);
}
