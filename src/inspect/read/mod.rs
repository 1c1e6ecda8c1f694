//! Reading a PDF (读取 PDF) into what it shows.
//!
//! 1. `open` has lopdf read the objects, after `repair` where their table is lost; `file` follows references, `filter` unfolds streams;
//! 2. `sheet` finds size and turning of each page; `paint` carries its operators out, cut into words by `lex`:
//!    `draw` and `path` leave lines and shapes, `show` glyphs of `font`s, `picture` and `annotation` pictures;
//! 3. `stroke` puts pieces of lines together; `claims` reads what the file says of itself.
//!
//! All numbers are points as floats in here, lengths when they leave. Fonts of the machine are never looked at.

mod annotation;
mod claims;
mod color;
mod draw;
mod file;
mod filter;
mod font;
mod function;
mod lex;
mod mark;
mod matrix;
mod open;
mod paint;
mod path;
mod picture;
mod pixel;
mod repair;
mod sheet;
mod show;
mod state;
mod stroke;

use lopdf::{Dictionary, Object, ObjectId};

use super::seen::{Seen, SeenPage};
use crate::diag::Diagnostic;
use file::File;
use mark::Layers;
use paint::{Common, Painter};

/// What a file shows.
///
/// # Errors
/// No PDF, encrypted, or damaged beyond reading.
pub fn read(bytes: &[u8]) -> Result<Seen, Diagnostic> {
    let file = open::open(bytes)?;
    let empty = Dictionary::new();
    let layers = Layers::of(&file, file.document.catalog().unwrap_or(&empty));
    let common = Common::new(&file, layers);
    let pages: Vec<SeenPage> = open::pages(&file)?
        .into_iter()
        .filter_map(|id| page(&common, id))
        .collect();
    Ok(Seen {
        pages,
        fonts: common.fonts.into_seen(),
        claims: claims::read(&file),
    })
}

fn page(common: &Common<'_>, id: ObjectId) -> Option<SeenPage> {
    let sheet = sheet::sheet(common.file, id)?;
    let empty = Dictionary::new();
    let mut painter = Painter::new(common, sheet.matrix, sheet.frame);
    painter.run(&content(common, sheet.page), sheet.resources.unwrap_or(&empty));
    let mut page = painter.page;
    page.size = sheet.size;
    page.strokes = stroke::joined(page.strokes);
    page.pictures.extend(annotation::seen(common, &sheet));
    Some(page)
}

/// The content of a page: several streams are one, and a word ends where a stream does.
fn content(common: &Common<'_>, page: &Dictionary) -> Vec<u8> {
    let file: &File = common.file;
    let parts = match file.get(page, "Contents") {
        Object::Array(parts) => parts.as_slice(),
        Object::Stream(stream) => return common.content(stream),
        _ => return Vec::new(),
    };
    let mut content = Vec::new();
    for part in parts {
        if let Ok(stream) = file.resolve(part).as_stream() {
            content.extend(common.content(stream));
            content.push(b'\n');
        }
    }
    content
}
