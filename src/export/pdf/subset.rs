//! The glyphs that a document uses of each face (字体子集), and the numbers they get in the file.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use super::{PdfError, glyf};
use crate::font::{Face, FaceId, Fonts};
use crate::page::{Page, Shape, TextRun};

/// The faces that a document uses (所用字体). Glyphs are numbered as they come, so that a page can be drawn before the
/// next is known.
#[derive(Default)]
pub(super) struct Subsets {
    /// By face.
    faces: Vec<Option<Subset>>,
}

impl Subsets {
    /// Numbers the glyphs of one more page.
    pub(super) fn add(&mut self, page: &Page, fonts: &Fonts) -> Result<(), PdfError> {
        for item in &page.items {
            let Shape::Text(run) = &item.shape else { continue };
            let (index, face) = (usize::from(run.face.0), fonts.face(run.face));
            if self.faces.len() <= index {
                self.faces.resize_with(index + 1, || None);
            }
            if let Some(place) = self.faces.get_mut(index).filter(|_| !run.glyphs.is_empty()) {
                place
                    .get_or_insert_with(|| Subset::new(run.face, face))
                    .add(run, face)?;
            }
        }
        Ok(())
    }

    /// The subset of a face, if a run uses it.
    pub(super) fn get(&self, id: FaceId) -> Option<&Subset> {
        self.faces.get(usize::from(id.0))?.as_ref()
    }

    /// In the order of their ids.
    pub(super) fn all(&self) -> impl Iterator<Item = &Subset> {
        self.faces.iter().flatten()
    }
}

/// What a document uses of one face (字体子集). Each pair of glyph and character has a number of its own (CID),
/// so that text can be copied character for character even where two characters share a glyph.
pub(super) struct Subset {
    /// The face.
    pub(super) id: FaceId,
    /// By CID from 0 on; CID 0 is .notdef and has no character.
    pub(super) entries: Vec<Entry>,
    /// By glyph of the full face: its first CID, 0 where it is not used.
    cids: Vec<u16>,
    /// Further characters of the same glyph, with their CIDs: a radical drawn as its Hanzi, say.
    more: BTreeMap<(u16, char), u16>,
}

/// A font file with the used glyphs alone (字体程序).
pub(super) struct Program {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// By CID: its glyph in the file.
    pub(super) glyphs: Vec<u16>,
}

/// A glyph in the file.
pub(super) struct Entry {
    /// Its number in the full face.
    pub(super) glyph: u16,
    /// The character it shows.
    pub(super) ch: Option<char>,
    /// Its advance in hundred-thousandths of an em, as the file's widths say it.
    pub(super) width: i64,
}

impl Subset {
    fn new(id: FaceId, face: &Face) -> Self {
        let nothing = Entry {
            glyph: 0,
            ch: None,
            width: width(face, 0),
        };
        Self {
            id,
            entries: vec![nothing],
            cids: vec![0; face.glyph_count().into()],
            more: BTreeMap::new(),
        }
    }

    /// Numbers the glyphs of a run, as far as they are new.
    fn add(&mut self, run: &TextRun, face: &Face) -> Result<(), PdfError> {
        for glyph in run.glyphs.iter() {
            let place = self.cids.get_mut(usize::from(glyph.id)).filter(|_| glyph.id != 0);
            let Some(first) = place else {
                return Err(PdfError::NoGlyph {
                    ch: glyph.ch,
                    face: face.name().to_owned(),
                });
            };
            if *first == 0 {
                *first = next(&mut self.entries, glyph.id, glyph.ch, face);
            } else if self.entries.get(usize::from(*first)).and_then(|entry| entry.ch) != Some(glyph.ch) {
                let first = *first;
                self.add_more(first, glyph.id, glyph.ch, face);
            }
        }
        Ok(())
    }

    /// Numbers one more character of a glyph. A CFF font has no table from CIDs to glyphs: one character a glyph, the
    /// first.
    fn add_more(&mut self, first: u16, glyph: u16, ch: char, face: &Face) {
        let entries = &mut self.entries;
        self.more.entry((glyph, ch)).or_insert_with(|| {
            if face.is_cff() {
                first
            } else {
                next(entries, glyph, ch, face)
            }
        });
    }

    /// The number of a glyph that shows `ch`.
    pub(super) fn cid(&self, glyph: u16, ch: char) -> u16 {
        let first = self.cids.get(usize::from(glyph)).copied().unwrap_or_default();
        let is_first = |entry: &Entry| entry.ch == Some(ch);
        if self.entries.get(usize::from(first)).is_some_and(is_first) {
            return first;
        }
        self.more.get(&(glyph, ch)).copied().unwrap_or(first)
    }

    /// The advance of a CID in hundred-thousandths of an em.
    pub(super) fn width(&self, cid: u16) -> i64 {
        self.entries.get(usize::from(cid)).map_or(0, |entry| entry.width)
    }

    /// Its name among the resources. Not F1 to F14: printpdf takes those for the built-in fonts.
    pub(super) fn resource(&self) -> String {
        format!("T{}", self.id.0)
    }

    /// The font program.
    pub(super) fn program(&self, face: &Face) -> Result<Program, PdfError> {
        /// OS/2 fsType: the face may only be embedded whole.
        const NO_SUBSETTING: u16 = 0x0100;
        let mut remapper = GlyphRemapper::new();
        let glyphs = self.entries.iter().map(|entry| entry.glyph);
        let glyphs = glyphs.map(|glyph| remapper.remap(glyph)).collect();
        if face.licence() & NO_SUBSETTING != 0 {
            (0..face.glyph_count()).for_each(|glyph| _ = remapper.remap(glyph));
        }
        let bytes = match glyf::subset(face.data(), face.index(), &remapper) {
            Some(bytes) => bytes,
            None => subsetter::subset(face.data(), face.index(), &remapper).map_err(|_| PdfError::Face {
                face: face.name().to_owned(),
            })?,
        };
        Ok(Program { bytes, glyphs })
    }
}

/// Gives a pair of glyph and character the next number. CIDs are 16 bits; no document comes near, and what is beyond
/// is drawn as .notdef.
fn next(entries: &mut Vec<Entry>, glyph: u16, ch: char, face: &Face) -> u16 {
    match u16::try_from(entries.len()) {
        Ok(cid) if cid < u16::MAX => {
            entries.push(Entry {
                glyph,
                ch: Some(ch),
                width: width(face, glyph),
            });
            cid
        }
        _ => 0,
    }
}

/// Rounded as the file writes it, so that the pen of a reader and ours stay together.
fn width(face: &Face, glyph: u16) -> i64 {
    let (advance, em) = (i64::from(face.advance(glyph)), i64::from(face.upem()));
    (advance * 100_000 + em / 2) / em
}
