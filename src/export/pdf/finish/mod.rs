//! What printpdf leaves out (收尾): its document completed to PDF/A and PDF/UA-1.

mod attach;
mod color;
mod font;
mod meta;
mod outline;
mod tree;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use rayon::prelude::*;

use super::pack::Press;
use super::subset::{Subset, Subsets};
use super::writer::Side;
use super::{Compression, PdfError, PdfOptions};
use crate::font::Fonts;
use crate::page::Binding;

pub(super) use tree::{Structure, type_name};

/// What the finishing step has at hand.
pub(super) struct Work<'a> {
    pub(super) binding: &'a Binding,
    pub(super) fonts: &'a Fonts,
    pub(super) subsets: &'a Subsets,
    /// By page.
    pub(super) sides: &'a [Side],
    pub(super) options: &'a PdfOptions,
}

/// Completes the document, but for the elements of its structure, which only have their numbers.
pub(super) fn finish<'a>(
    document: &mut Document,
    work: &Work<'a>,
    fonts: Vec<font::Font>,
    sheets: &'a [ObjectId],
) -> Result<Structure<'a>, PdfError> {
    // PDF 1.7: what PDF/A-2, PDF/A-3 and PDF/UA-1 are built on
    document.version = "1.7".to_owned();
    let resources = resources(document, work, fonts, sheets);
    for (index, sheet) in (0..).zip(sheets) {
        finish_page(document, *sheet, index, resources)?;
    }
    let mut catalog = Dictionary::new();
    catalog.set("Type", name("Catalog"));
    catalog.set("Pages", document.catalog()?.get(b"Pages")?.clone());
    catalog.set("Lang", text("zh-CN"));
    catalog.set(
        "ViewerPreferences",
        dictionary([("DisplayDocTitle", true.into())]),
    );
    catalog.set("MarkInfo", dictionary([("Marked", true.into())]));
    catalog.set(
        "OutputIntents",
        vec![Object::Reference(color::output_intent(document))],
    );
    catalog.set("Metadata", meta::write(document, work));
    outline::write(document, &mut catalog, work, sheets);
    attach::write(document, &mut catalog, work);
    // last of all: its elements have the highest numbers
    let (root, structure) = tree::write(document, work, sheets);
    catalog.set("StructTreeRoot", root);
    let root = document.trailer.get(b"Root")?.as_reference()?;
    document.set_object(root, catalog);
    Ok(structure)
}

/// The fonts of a document, compressed, each made for itself.
pub(super) fn fonts(
    subsets: &Subsets,
    fonts: &Fonts,
    compression: Compression,
) -> Result<Vec<font::Font>, PdfError> {
    let all: Vec<&Subset> = subsets.all().collect();
    let make = |subset: &&Subset| font::make(subset, fonts.face(subset.id), &mut Press::new(compression));
    all.par_iter().map(make).collect()
}

/// One dictionary of resources for all pages.
fn resources(document: &mut Document, work: &Work, made: Vec<font::Font>, sheets: &[ObjectId]) -> ObjectId {
    let mut fonts = Dictionary::new();
    for (subset, font) in work.subsets.all().zip(made) {
        let font = font::write(document, subset, work.fonts.face(subset.id), font);
        fonts.set(subset.resource(), font);
    }
    let mut resources = dictionary([("Font", fonts.into())]);
    if let Some(pictures) = sheets.first().and_then(|sheet| shared(document, *sheet)) {
        resources.set("XObject", pictures);
    }
    document.add_object(resources)
}

/// The pictures, if there are any, from the dictionaries that printpdf shares among its pages; the others go,
/// they are empty.
fn shared(document: &mut Document, page: ObjectId) -> Option<ObjectId> {
    let own = document
        .get_dictionary(page)
        .ok()?
        .get(b"Resources")
        .ok()?
        .as_reference()
        .ok()?;
    let own = document.get_dictionary(own).ok()?.clone();
    let shared = |key: &[u8]| own.get(key).and_then(Object::as_reference).ok();
    let is_empty = |document: &Document, id| document.get_dictionary(id).is_ok_and(Dictionary::is_empty);
    let keys: [&[u8]; 4] = [b"Font", b"XObject", b"ExtGState", b"Shading"];
    for id in keys.into_iter().filter_map(shared) {
        if is_empty(document, id) {
            document.objects.remove(&id);
        }
    }
    shared(b"XObject").filter(|id| document.objects.contains_key(id))
}

fn finish_page(
    document: &mut Document,
    sheet: ObjectId,
    index: i64,
    resources: ObjectId,
) -> Result<(), PdfError> {
    let page = document.get_dictionary_mut(sheet)?;
    let own = page.get(b"Resources")?.as_reference()?;
    page.remove(b"Annots");
    page.set("Resources", resources);
    // tabbing follows the structure (ISO 14289-1 7.18.3)
    page.set("Tabs", name("S"));
    page.set("StructParents", index);
    document.objects.remove(&own);
    Ok(())
}

/// The circular's date, the only one in the file, as PDF writes dates (ISO 32000-1 7.9.4).
fn date(work: &Work) -> Option<Object> {
    let (year, month, day) = work.binding.meta.date?;
    Some(text(&format!("D:{year:04}{month:02}{day:02}000000+08'00'")))
}

/// A name object.
fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A text string: ASCII as it is, otherwise UTF-16 with its mark.
fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    Dictionary::from_iter(entries)
}

/// A stream of its own; packing compresses it.
fn stream<const N: usize>(entries: [(&str, Object); N], content: Vec<u8>) -> Stream {
    Stream::new(dictionary(entries), content)
}
