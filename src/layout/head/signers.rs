//! 签发人 (7.2.6): names at the right, two a row, the last row beside the serial number.

use crate::document::{Head, Text};
use crate::font::Role;
use crate::layout::line::{Span, natural_width};
use crate::layout::setter::{Setter, put};
use crate::layout::spaced;
use crate::layout::words;
use crate::page::{self, Item, NodeId};
use crate::unit::{Length, Point};

use super::edges;

/// Names a row, at most (7.2.6).
const PER_ROW: usize = 2;

/// Where the signers ended up (签发人).
pub(super) struct Signed {
    /// Upper edge of the last row.
    pub(super) last: Length,
    /// Left edge of the label.
    pub(super) left: Length,
}

/// Puts the signers from `top` downwards.
pub(super) fn signers(
    setter: &mut Setter<'_>,
    head: &Head,
    top: Length,
    parent: NodeId,
    out: &mut Vec<Item>,
) -> Option<Signed> {
    let first = head.signers.first()?;
    let s = setter.standard;
    let tag = setter.content(parent, page::Role::Paragraph);
    let style = setter.body(Role::Kaiti);
    let width = |text: &Text| natural_width(setter.fonts, &[Span::new(&text.string, style, None)]);
    // names of two characters are spaced to the width of three, as is the custom
    let column = head.signers.iter().map(width).max().unwrap_or_default();
    let label = setter.line(words::SIGNER, setter.body(Role::Fangsong), first);
    let columns = i64::try_from(head.signers.len().min(PER_ROW)).unwrap_or(1);
    let between = s.chars(1);
    let names = column * columns + between * (columns - 1);
    let left = edges(setter).1 - s.chars(s.serial_inset) - names - label.width;
    let start = left + label.width;
    put(&label, Point::new(left, top), s.text_size, tag, out);
    let mut y = top;
    for (n, row) in head.signers.chunks(PER_ROW).enumerate() {
        y = top + s.pitch() * i64::try_from(n).unwrap_or(0);
        let mut x = start;
        for name in row {
            let line = spaced::line(setter, name, style, column);
            put(&line, Point::new(x, y), s.text_size, tag, out);
            x += column + between;
        }
    }
    Some(Signed { last: y, left })
}
