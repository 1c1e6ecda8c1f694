//! What printpdf does (生成): objects for pages and pictures.

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect, serialize};

use super::PdfError;
use super::content::thousandths;
use super::picture::Pictures;
use super::writer::Side;
use crate::unit::{Length, Size};

/// The number of a page's content stream, the page counted from 1: contents are written before all else.
pub(super) fn content(page: usize) -> u32 {
    u32::try_from(page).unwrap_or(u32::MAX)
}

/// A document of pages, and their ids. Their contents are not in it, but have their numbers.
pub(super) fn document(sides: &[Side], pictures: Pictures) -> Result<(Document, Vec<ObjectId>), PdfError> {
    let mut document = PdfDocument::new("");
    document.pages = sides.iter().map(|side| page(side.size)).collect();
    document.resources.xobjects.map = pictures.into_objects();
    let mut document = serialize(&document);
    make_room(&mut document, content(sides.len()));
    let sheets = sheets(&document)?;
    for (page, sheet) in (1..).zip(&sheets) {
        let sheet = document.get_dictionary_mut(*sheet)?;
        let empty = sheet.get(b"Contents")?.as_reference()?;
        sheet.set("Contents", (content(page), 0));
        document.objects.remove(&empty);
    }
    Ok((document, sheets))
}

/// A page's boxes.
fn page(size: Size) -> PdfPage {
    let pt = |length| Pt(thousandths(length) as f32 / 1000.0);
    let sheet = Rect {
        x: pt(Length::ZERO),
        y: pt(Length::ZERO),
        width: pt(size.width),
        height: pt(size.height),
        mode: None,
        winding_order: None,
    };
    PdfPage {
        media_box: sheet.clone(),
        trim_box: sheet.clone(),
        crop_box: sheet,
        ops: Vec::new(),
    }
}

fn serialize(document: &PdfDocument) -> Document {
    // fonts come in at the finishing step, and packing is ours; `secure` would drop what printpdf has no name for
    let plain = PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    serialize::to_lopdf_doc(document, &plain, &mut Vec::new())
}

/// Numbers all objects higher by `count`.
fn make_room(document: &mut Document, count: u32) {
    let objects = std::mem::take(&mut document.objects);
    let higher = |((id, generation), mut object): (ObjectId, Object)| {
        raise(&mut object, count);
        ((id + count, generation), object)
    };
    document.objects = objects.into_iter().map(higher).collect();
    raise_entries(&mut document.trailer, count);
    document.max_id += count;
}

fn raise(object: &mut Object, count: u32) {
    match object {
        Object::Reference((id, _)) => *id += count,
        Object::Array(items) => items.iter_mut().for_each(|item| raise(item, count)),
        Object::Dictionary(dictionary) => raise_entries(dictionary, count),
        Object::Stream(stream) => raise_entries(&mut stream.dict, count),
        _ => {}
    }
}

fn raise_entries(dictionary: &mut Dictionary, count: u32) {
    dictionary.iter_mut().for_each(|(_, value)| raise(value, count));
}

/// The pages in their order: printpdf puts all of them under one node. (lopdf's own way through the tree takes
/// time by the square of their number.)
fn sheets(document: &Document) -> Result<Vec<ObjectId>, PdfError> {
    let root = document.catalog()?.get(b"Pages")?.as_reference()?;
    let kids = document.get_dictionary(root)?.get(b"Kids")?.as_array()?;
    Ok(kids
        .iter()
        .filter_map(|kid| Object::as_reference(kid).ok())
        .collect())
}
