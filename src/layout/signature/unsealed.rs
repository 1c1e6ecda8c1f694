//! 不加盖印章 (7.3.5.2): name and date at the right, the date two characters further in than the name.

use crate::document::{Signature, Text};
use crate::font::Role;
use crate::layout::line::{Line, Measure, Span, natural_width};
use crate::layout::piece::{Gap, Kind, Piece};
use crate::layout::setter::{Setter, put};
use crate::page::{self, NodeId};
use crate::unit::{Length, Point};

/// Names, one a line, and the date.
pub(super) fn unsealed(setter: &mut Setter<'_>, signature: &Signature, parent: NodeId) -> Piece {
    let s = setter.standard;
    let (size, pitch) = (s.text_size, s.pitch());
    let mut piece = Piece::new(Kind::Tail, Gap::Fixed(s.unsealed_gap), size);
    let names = set_names(setter, signature);
    let date = setter.line(
        &signature.date.string,
        setter.body(Role::Fangsong),
        &signature.date,
    );
    let widest = names
        .iter()
        .flatten()
        .map(|line| line.width)
        .max()
        .unwrap_or_default();
    let (name_x, date_x) = columns(setter, widest, date.width);
    let mut y = Length::ZERO;
    for lines in names {
        let tag = setter.content(parent, page::Role::Paragraph);
        for line in lines {
            put(&line, Point::new(name_x, y), size, tag, &mut piece.items);
            y += pitch;
        }
    }
    if !signature.date.string.is_empty() {
        let tag = setter.content(parent, page::Role::Paragraph);
        put(&date, Point::new(date_x, y), size, tag, &mut piece.items);
        y += pitch;
    }
    piece.height = (y - pitch + size).max(size);
    piece
}

/// Where names and date begin. The name ends two characters from the edge; a date longer than the name does so
/// instead, and the name moves in with it (7.3.5.2).
fn columns(setter: &Setter<'_>, name: Length, date: Length) -> (Length, Length) {
    let s = setter.standard;
    let (right, offset) = (
        s.area_width - s.chars(s.unsealed_inset),
        s.chars(s.unsealed_offset),
    );
    let name_x = if date <= name {
        right - name
    } else {
        right - date - offset
    };
    let name_x = name_x.max(Length::ZERO);
    (name_x, (name_x + offset).min(s.area_width - date))
}

/// The names; those of several organs are spaced to one width, the host's first.
fn set_names(setter: &mut Setter<'_>, signature: &Signature) -> Vec<Vec<Line>> {
    let s = setter.standard;
    let measure = Measure::ragged(s.area_width - s.chars(s.unsealed_inset));
    let style = setter.body(Role::Fangsong);
    let width = |text: &Text| natural_width(setter.fonts, &[Span::new(&text.string, style, None)]);
    let widest = signature
        .signers
        .iter()
        .map(|signer| width(&signer.name))
        .max()
        .unwrap_or_default();
    let spaced = signature.signers.len() > 1 && widest <= measure.width;
    let mut set = |text: &Text| {
        if spaced {
            vec![super::super::spaced::line(setter, text, style, widest)]
        } else {
            setter.lines(&[Span::new(&text.string, style, text.origin)], &measure)
        }
    };
    signature.signers.iter().map(|signer| set(&signer.name)).collect()
}
