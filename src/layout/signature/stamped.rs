//! 加盖签发人签名章 (7.3.5.3): the post, the stamp to its right, the date below.

use crate::document::{Signature, Signer};
use crate::font::Role;
use crate::layout::piece::{Gap, Kind, Piece};
use crate::layout::setter::{Setter, put_right};
use crate::page::{self, NodeId};
use crate::unit::{Length, Point, Size};

use super::picture;

/// Posts and stamps, one organ below the other, and the date.
pub(super) fn stamped(setter: &mut Setter<'_>, signature: &Signature, parent: NodeId) -> Piece {
    let s = setter.standard;
    let right = s.area_width - s.chars(s.stamp_inset);
    let mut piece = Piece::new(Kind::Tail, Gap::Fixed(s.stamp_gap), Length::ZERO);
    // stamps stand one below the other: as wide as the widest of them
    let rooms: Vec<Size> = signature
        .signers
        .iter()
        .map(|signer| room(setter, signer))
        .collect();
    let widest = rooms.iter().map(|room| room.width).max().unwrap_or_default();
    let mut y = Length::ZERO;
    for (signer, room) in signature.signers.iter().zip(rooms) {
        let left = right - widest;
        let post = setter.line(&signer.name.string, setter.body(Role::Fangsong), &signer.name);
        let tag = setter.content(parent, page::Role::Paragraph);
        let name_y = y + (room.height - s.text_size) / 2;
        put_right(
            &post,
            left - s.chars(s.stamp_space),
            name_y,
            s.text_size,
            tag,
            &mut piece.items,
        );
        let center = Point::new(left + widest / 2, y + room.height / 2);
        piece.items.extend(picture(setter, signer, center, room, parent));
        y += room.height + s.stamp_date_gap;
    }
    if !signature.date.string.is_empty() {
        let date = setter.line(
            &signature.date.string,
            setter.body(Role::Fangsong),
            &signature.date,
        );
        let tag = setter.content(parent, page::Role::Paragraph);
        put_right(&date, right, y, s.text_size, tag, &mut piece.items);
    }
    piece.height = y + s.text_size;
    piece
}

/// What a stamp takes: its picture's proportions at its height, or the room to press one by hand.
fn room(setter: &Setter<'_>, signer: &Signer) -> Size {
    let s = setter.standard;
    let height = signer.diameter.unwrap_or(s.stamp_height);
    let width = signer.picture.as_ref().map_or(s.stamp_width, |picture| {
        height.part(i64::from(picture.width.max(1)), i64::from(picture.height.max(1)))
    });
    Size::new(width.min(s.area_width / 2), height)
}
