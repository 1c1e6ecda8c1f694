//! 简报: a big red name, 第N期 below it, who compiled it and when above the red rule; not in GB/T 9704—2012.

use crate::document::{Head, Text};
use crate::font::Role;
use crate::layout::findings;
use crate::layout::line::Line;
use crate::layout::setter::{Setter, put, put_centered, put_right};
use crate::layout::words;
use crate::page::{self, Item, NodeId, Tree};
use crate::unit::{Length, Point};

use super::mark::mark;
use super::{Headed, corner, edges, red_rule};

/// Sets it.
pub(super) fn bulletin(setter: &mut Setter<'_>, head: &Head) -> Headed {
    let s = setter.standard;
    let division = setter
        .tree
        .add_titled(Tree::ROOT, page::Role::Division, words::HEAD);
    let mut headed = Headed::none(setter);
    let corner_bottom = corner(setter, head, s.margin_top, division, &mut headed.items);
    // the name never runs into 密级 above it
    let top = s.bulletin_mark_top.max(corner_bottom + s.gap / 2);
    let place = (top, s.bulletin_mark_size);
    let mut bottom = mark(setter, head, &head.marks, place, division, &mut headed.items);
    if let Some(text) = &head.serial {
        let tag = setter.content(division, page::Role::Paragraph);
        let line = setter.line(&text.string, setter.body(Role::Fangsong), text);
        let y = bottom + s.bulletin_serial_gap;
        put_centered(&line, edges(setter), y, s.text_size, tag, &mut headed.items);
        bottom = y + s.text_size;
    }
    if head.compiled_by.is_some() || head.compiled_on.is_some() {
        let y = bottom + s.bulletin_compiled_gap;
        compiled(setter, head, y, division, &mut headed.items);
        bottom = y + s.text_size;
    }
    let rule = bottom + s.rule_gap;
    headed.items.push(red_rule(edges(setter), rule, s.rule_width));
    headed.start = rule + s.rule_width + s.title_gap;
    headed
}

/// 编发单位 on the left, 编发日期 on the right.
fn compiled(setter: &mut Setter<'_>, head: &Head, y: Length, parent: NodeId, out: &mut Vec<Item>) {
    let s = setter.standard;
    let (left, right) = edges(setter);
    let inset = s.chars(s.serial_inset);
    let set = |setter: &mut Setter<'_>, text: &Option<Text>| -> Option<(Line, page::Tag)> {
        let text = text.as_ref()?;
        let tag = setter.content(parent, page::Role::Paragraph);
        Some((setter.line(&text.string, setter.body(Role::Fangsong), text), tag))
    };
    let by = set(setter, &head.compiled_by);
    let on = set(setter, &head.compiled_on);
    let taken = by.iter().chain(&on).map(|(line, _)| line.width).sum::<Length>();
    if taken + inset * 2 > s.area_width {
        setter.report(findings::compilers_meet_date(head));
    }
    if let Some((line, tag)) = by {
        put(&line, Point::new(left + inset, y), s.text_size, tag, out);
    }
    if let Some((line, tag)) = on {
        put_right(&line, right - inset, y, s.text_size, tag, out);
    }
}
