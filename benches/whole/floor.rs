//! The floor (下限): the least that these pages cost whoever writes them as PDF, on one core.
//!
//! Every character looked up and measured, every glyph cut out of its face, every byte that the file has before
//! compression deflated (libdeflate, level 1), every byte of it written to the disk. No data read or checked, no line
//! broken, no operator written.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::io::Write as _;

use libdeflater::{CompressionLvl, Compressor};
use subsetter::GlyphRemapper;
use tongbao::export::pdf::{self, Compression, PdfOptions};
use tongbao::font::{FaceId, Fonts};
use tongbao::page::{Pages, Shape, TextRun};

use super::timed;

/// What is deflated at once.
const CHUNK: usize = 64 * 1024;

/// Prints the floor under `pages`: amounts, and milliseconds each.
pub(crate) fn tell(pages: &Pages) {
    let fonts = Fonts::bundled();
    let characters: usize = runs(pages).map(|run| run.glyphs.len()).sum();
    let map_ms = least(|| map(pages, &fonts));
    let used = used(pages);
    let glyphs: usize = used.values().map(BTreeSet::len).sum();
    let subset_ms = least(|| subset(&used, &fonts));
    let options = PdfOptions {
        compression: Compression::None,
        ..PdfOptions::default()
    };
    let raw = pdf::write(pages, &fonts, &options).unwrap();
    let deflate_ms = least(|| deflate(&raw));
    let packed = deflate(&raw);
    let write_ms = least(|| {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&packed).unwrap();
        file.sync_data().unwrap();
    });
    let (pages, raw, written) = (pages.pages.len(), raw.len(), packed.len());
    println!(
        "{{\"pages\": {pages}, \"characters\": {characters}, \"map_ms\": {map_ms:.3}, \"glyphs\": {glyphs}, \
         \"subset_ms\": {subset_ms:.3}, \"deflated\": {raw}, \"deflate_ms\": {deflate_ms:.3}, \
         \"written\": {written}, \"write_ms\": {write_ms:.3}}}"
    );
}

/// Milliseconds of the quickest of some runs: what is slower was kept waiting by others.
fn least<T>(mut work: impl FnMut() -> T) -> f64 {
    let runs = (0..7).map(|_| timed(|| black_box(work())));
    runs.min_by(f64::total_cmp).unwrap()
}

fn runs(pages: &Pages) -> impl Iterator<Item = &TextRun> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run),
        Shape::Rule(_) | Shape::Image(_) => None,
    })
}

/// The sum of all advances, so that none is left out.
fn map(pages: &Pages, fonts: &Fonts) -> u64 {
    let advances = runs(pages).flat_map(|run| {
        let face = fonts.face(run.face);
        run.glyphs
            .iter()
            .filter_map(|glyph| face.glyph(glyph.ch))
            .map(|id| face.advance(id))
    });
    advances.map(u64::from).sum()
}

fn used(pages: &Pages) -> BTreeMap<FaceId, BTreeSet<u16>> {
    let mut used: BTreeMap<FaceId, BTreeSet<u16>> = BTreeMap::new();
    for run in runs(pages) {
        used.entry(run.face)
            .or_default()
            .extend(run.glyphs.iter().map(|glyph| glyph.id));
    }
    used
}

fn subset(used: &BTreeMap<FaceId, BTreeSet<u16>>, fonts: &Fonts) -> Vec<Vec<u8>> {
    let cut = |(id, glyphs): (&FaceId, &BTreeSet<u16>)| {
        let (face, mut remapper) = (fonts.face(*id), GlyphRemapper::new());
        glyphs.iter().for_each(|glyph| _ = remapper.remap(*glyph));
        subsetter::subset(face.data(), face.index(), &remapper).unwrap()
    };
    used.iter().map(cut).collect()
}

fn deflate(raw: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(CompressionLvl::new(1).unwrap());
    let mut packed = Vec::new();
    for chunk in raw.chunks(CHUNK) {
        let mut out = vec![0; compressor.zlib_compress_bound(chunk.len())];
        let size = compressor.zlib_compress(chunk, &mut out).unwrap();
        packed.extend_from_slice(&out[..size]);
    }
    packed
}
