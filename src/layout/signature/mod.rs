//! 署名, 成文日期 and 印章 (7.3.5): three variants, each of one organ or of several. Never broken over pages.

mod sealed;
mod stamped;
mod unsealed;

use crate::document::{Signature, SignatureForm, Signer};
use crate::page::{self, Image, Item, NodeId, Shape, Tag, Tree};
use crate::unit::{Length, Point, Size};

use super::findings;
use super::piece::Piece;
use super::setter::Setter;
use super::words;

/// Sets a signature as one piece.
pub(super) fn signature(setter: &mut Setter<'_>, signature: &Signature) -> Piece {
    let title = match signature.form {
        SignatureForm::Sealed => words::SIGNATURE,
        SignatureForm::Unsealed => words::UNSEALED,
        SignatureForm::Stamped => words::STAMPED,
    };
    let division = setter.tree.add_titled(Tree::ROOT, page::Role::Division, title);
    let piece = match signature.form {
        SignatureForm::Sealed => sealed::sealed(setter, signature, division),
        SignatureForm::Unsealed => unsealed::unsealed(setter, signature, division),
        SignatureForm::Stamped => stamped::stamped(setter, signature, division),
    };
    if piece.height > setter.standard.area_height {
        setter.report(findings::signature_too_tall(signature));
    }
    piece
}

/// A seal or stamp with its centre at `center`, as large as a box of that size lets it be.
fn picture(
    setter: &mut Setter<'_>,
    signer: &Signer,
    center: Point,
    room: Size,
    parent: NodeId,
) -> Option<Item> {
    let picture = signer.picture.clone()?;
    let size = fitted(room, picture.width, picture.height);
    let node = setter.tree.add(parent, page::Role::Figure);
    if let Some(node) = setter.tree.nodes.get_mut(node.0 as usize) {
        node.alt = Some(picture.alt.clone());
    }
    let at = Point::new(center.x - size.width / 2, center.y - size.height / 2);
    Some(Item {
        tag: Tag::Content(node),
        shape: Shape::Image(Image { picture, at, size }),
    })
}

/// The largest size of these proportions that `room` holds.
fn fitted(room: Size, width: u32, height: u32) -> Size {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let high = room.width.part(height, width);
    if high <= room.height {
        Size::new(room.width, high)
    } else {
        Size::new(room.height.part(width, height), room.height)
    }
}

/// A square of that side.
const fn square(side: Length) -> Size {
    Size::new(side, side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_their_proportions() {
        let room = Size::new(Length::mm(41), Length::mm(13));
        assert_eq!(fitted(room, 100, 100), square(Length::mm(13)));
        assert_eq!(fitted(room, 410, 100), Size::new(Length::mm(41), Length::mm(10)));
        assert_eq!(fitted(room, 0, 0), square(Length::mm(13)));
    }
}
