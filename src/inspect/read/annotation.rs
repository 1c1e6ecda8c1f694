//! Annotations (注释) that show something on the sheet: stamps and signatures.

use lopdf::{Dictionary, Object, Stream};

use super::file::{File, as_dict};
use super::matrix::{Frame, Matrix};
use super::paint::{Common, Painter};
use super::picture;
use super::sheet::{Sheet, rectangle};
use crate::inspect::seen::{PictureKind, SeenPicture};

/// Annotations of one page that are looked at.
const ANNOTATIONS: usize = 1 << 10;

/// The annotations of a page as pictures.
pub(super) fn seen(common: &Common<'_>, sheet: &Sheet<'_>) -> Vec<SeenPicture> {
    let file = common.file;
    let listed = file.array(sheet.page, "Annots").unwrap_or_default();
    listed
        .iter()
        .take(ANNOTATIONS)
        .filter_map(|annotation| one(common, sheet, as_dict(file.resolve(annotation))?))
        .collect()
}

fn one(common: &Common<'_>, sheet: &Sheet<'_>, annotation: &Dictionary) -> Option<SeenPicture> {
    let file = common.file;
    // hidden, or not shown on screen
    let flags = file.integer(annotation, "F").unwrap_or(0);
    let subtype = file.name(annotation, "Subtype")?;
    let kind = !matches!(subtype, b"Link" | b"Popup" | b"PrinterMark");
    if !kind || flags & 0b10_0010 != 0 {
        return None;
    }
    let appearance = appearance(file, annotation);
    let [x0, y0, x1, y1] = rectangle(file, file.get(annotation, "Rect"))?;
    let frame = Frame::around([[x0, y0], [x1, y1]])?.under(sheet.matrix)?;
    // without an appearance only the place of a signature or a stamp counts
    if appearance.is_none() && !(subtype == b"Stamp" || is_signature(file, annotation)) {
        return None;
    }
    Some(SeenPicture {
        bounds: frame.shared(sheet.frame)?.bounds()?,
        kind: PictureKind::Annotation,
        red: appearance.and_then(|stream| red(common, stream)),
    })
}

/// The normal appearance, in the state that is set.
fn appearance<'f>(file: &'f File, annotation: &'f Dictionary) -> Option<&'f Stream> {
    let normal = file.get(file.dict(annotation, "AP")?, "N");
    match normal {
        Object::Stream(stream) => Some(stream),
        Object::Dictionary(states) => {
            let state = file.name(annotation, "AS")?;
            file.resolve(states.get(state).ok()?).as_stream().ok()
        }
        _ => None,
    }
}

fn is_signature(file: &File, annotation: &Dictionary) -> bool {
    let parent = file.dict(annotation, "Parent");
    let of = |dict| file.name(dict, "FT") == Some(b"Sig");
    of(annotation) || parent.is_some_and(of)
}

/// Whether an appearance is red, painted on a sheet of its own.
fn red(common: &Common<'_>, stream: &Stream) -> Option<bool> {
    let everything = Frame {
        left: -20_000.0,
        top: -20_000.0,
        right: 20_000.0,
        bottom: 20_000.0,
    };
    let mut painter = Painter::new(common, Matrix::new([1.0, 0.0, 0.0, -1.0, 0.0, 0.0]), everything);
    painter.form(stream, &Dictionary::new());
    picture::is_red(&painter.page)
}
