//! 信函格式 (10.1): the mark 30 mm below the sheet's edge, double lines above and below, the number at the right.

use crate::document::Head;
use crate::font::Role;
use crate::layout::setter::{Setter, put_right};
use crate::layout::words;
use crate::page::{self, Item, Tree};
use crate::unit::Length;

use super::mark::mark;
use super::{Headed, corner, edges, red_rule};

/// Sets it.
pub(super) fn letter(setter: &mut Setter<'_>, head: &Head) -> Headed {
    let s = setter.standard;
    let division = setter
        .tree
        .add_titled(Tree::ROOT, page::Role::Division, words::HEAD);
    let mut headed = Headed::none(setter);
    // a joint letter has the host's mark only
    let host = head.marks.get(..1).unwrap_or_default();
    let place = (s.letter_mark_top, s.mark_size);
    let low = mark(setter, head, host, place, division, &mut headed.items);
    let upper = low + s.letter_rule_gap;
    double_line(setter, upper, [s.letter_thick, s.letter_thin], &mut headed.items);
    let top = upper + thickness(setter) + s.letter_text_gap;
    let mut bottom = corner(setter, head, top, division, &mut headed.items);
    if let Some(text) = &head.serial {
        let tag = setter.content(division, page::Role::Paragraph);
        let line = setter.line(&text.string, setter.body(Role::Fangsong), text);
        put_right(&line, edges(setter).1, top, s.text_size, tag, &mut headed.items);
        bottom = bottom.max(top + s.text_size);
    }
    let lower = s.sheet_height - s.letter_rule_bottom - thickness(setter);
    double_line(setter, lower, [s.letter_thin, s.letter_thick], &mut headed.items);
    headed.start = bottom + s.title_gap;
    headed.end = lower - s.letter_text_gap;
    headed
}

/// From the upper edge of the upper line to the lower edge of the lower one.
fn thickness(setter: &Setter<'_>) -> Length {
    let s = setter.standard;
    s.letter_thick + s.letter_between + s.letter_thin
}

/// Two lines in the middle of the sheet, the upper edge of the first at `top`.
fn double_line(setter: &Setter<'_>, top: Length, [first, second]: [Length; 2], out: &mut Vec<Item>) {
    let s = setter.standard;
    let left = (s.sheet_width - s.letter_rule_length) / 2;
    let across = (left, left + s.letter_rule_length);
    out.push(red_rule(across, top, first));
    out.push(red_rule(across, top + first + s.letter_between, second));
}
