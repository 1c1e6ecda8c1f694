//! Pictures (图片) by their boxes, and whether they are red.

use lopdf::{Dictionary, Object, Stream};

use super::filter::{self, first};
use super::matrix::Frame;
use super::paint::Painter;
use super::pixel;
use crate::inspect::seen::{Ink, PictureKind, SeenPicture};

/// Pictures of one page that are kept.
const PICTURES: usize = 1 << 14;

impl Painter<'_> {
    /// Paints an image object.
    pub(super) fn picture(&mut self, stream: &Stream, resources: &Dictionary) {
        let key = std::ptr::from_ref(stream) as usize;
        let known = self.common.pictures.borrow().get(&key).copied();
        let red = match known {
            Some(red) => red,
            None => {
                let red = pixel::red(self.common.file, stream, resources);
                self.common.pictures.borrow_mut().insert(key, red);
                red
            }
        };
        let red = self.masked(&stream.dict).or(red);
        self.put_picture(red);
    }

    /// Paints an image that stands in the content itself.
    pub(super) fn inline_picture(&mut self, dict: &Dictionary, data: &[u8], resources: &Dictionary) {
        let file = self.common.file;
        let pixels = || {
            let data = self.common.unfold(|| filter::decode_parts(file, dict, data))?;
            pixel::red_of(file, dict, &data, resources)
        };
        let red = self.masked(dict).or_else(pixels);
        self.put_picture(red);
    }

    /// A stencil takes the colour of the fill.
    fn masked(&self, dict: &Dictionary) -> Option<bool> {
        let mask = first(self.common.file, dict, ["ImageMask", "IM"]);
        matches!(mask, Object::Boolean(true)).then(|| pixel::is_red(self.state.fill.ink))
    }

    fn put_picture(&mut self, red: Option<bool>) {
        let unit = Frame {
            left: 0.0,
            top: 0.0,
            right: 1.0,
            bottom: 1.0,
        };
        let frame = unit
            .under(self.state.matrix)
            .and_then(|frame| frame.shared(self.state.clip)?.shared(self.frame));
        let shown =
            self.state.fill.alpha > 0.0 && !self.marks.hidden() && self.page.pictures.len() < PICTURES;
        let bounds = frame.and_then(Frame::bounds).filter(|_| shown);
        self.page.pictures.extend(bounds.map(|bounds| SeenPicture {
            bounds,
            kind: PictureKind::Image,
            red,
        }));
    }
}

/// Whether a page that was painted by itself is red: an annotation's appearance.
pub(super) fn is_red(page: &crate::inspect::seen::SeenPage) -> Option<bool> {
    let pictures = page.pictures.iter().filter_map(|picture| picture.red);
    let fills = page.fills.iter().map(|fill| fill.color);
    let strokes = page.strokes.iter().map(|stroke| stroke.color);
    let glyphs = page.glyphs.iter().map(|glyph| glyph.color);
    let drawn = fills
        .chain(strokes)
        .chain(glyphs)
        .filter(|ink| !matches!(ink, Ink::Other))
        .map(pixel::is_red);
    let (mut red, mut all) = (0, 0);
    for one in pictures.chain(drawn) {
        red += usize::from(one);
        all += 1;
    }
    (all > 0).then_some(red * 2 > all)
}
