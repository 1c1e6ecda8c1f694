//! What printpdf does (生成): objects for pages and pictures, and each page's operators as a content stream.

use lopdf::{Document, Object, ObjectId, Stream};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, serialize};

use super::PdfError;
use super::picture::Pictures;

/// The content stream of a page. One page at a time, so that pages are written side by side and the operators
/// of a long document never stand in memory all at once.
pub(super) fn content(page: &mut PdfPage) -> Result<Vec<u8>, PdfError> {
    let ops = std::mem::take(&mut page.ops);
    let mut document = PdfDocument::new("");
    document.pages.push(PdfPage { ops, ..page.clone() });
    let mut document = serialize(&document);
    let sheet = sheets(&document)?.first().copied().unwrap_or_default();
    let stream = document.get_dictionary(sheet)?.get(b"Contents")?.as_reference()?;
    Ok(std::mem::take(
        &mut document.get_object_mut(stream)?.as_stream_mut()?.content,
    ))
}

/// A document of empty pages, and their ids.
pub(super) fn document(
    pages: Vec<PdfPage>,
    pictures: Pictures,
) -> Result<(Document, Vec<ObjectId>), PdfError> {
    let mut document = PdfDocument::new("");
    document.pages = pages;
    document.resources.xobjects.map = pictures.into_objects();
    let document = serialize(&document);
    let sheets = sheets(&document)?;
    Ok((document, sheets))
}

/// Gives a page its content.
pub(super) fn set_content(
    document: &mut Document,
    sheet: ObjectId,
    content: Vec<u8>,
) -> Result<(), PdfError> {
    let stream = document.get_dictionary(sheet)?.get(b"Contents")?.as_reference()?;
    document.set_object(stream, Stream::new(lopdf::Dictionary::new(), content));
    Ok(())
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
