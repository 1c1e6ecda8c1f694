//! The glyphs that a document uses of each face (字体子集), and the numbers they get in the file.

use subsetter::GlyphRemapper;

use super::PdfError;
use crate::font::{Face, FaceId, Fonts};
use crate::page::{Pages, Shape, TextRun};

/// The faces that a document uses (所用字体), in the order of their ids.
pub(super) struct Subsets {
    faces: Vec<Subset>,
}

impl Subsets {
    /// Counts the glyphs of all pages.
    pub(super) fn of(pages: &Pages, fonts: &Fonts) -> Result<Self, PdfError> {
        let mut used: Vec<Used> = fonts.faces().map(|_| Used::default()).collect();
        let shapes = pages
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .map(|item| &item.shape);
        for shape in shapes {
            let Shape::Text(run) = shape else { continue };
            if let Some(used) = used.get_mut(usize::from(run.face.0)) {
                used.add(run, fonts.face(run.face))?;
            }
        }
        let faces = fonts.faces().zip(used).filter(|(_, used)| !used.is_empty());
        Ok(Self {
            faces: faces
                .map(|((id, face), used)| Subset::new(id, face, used))
                .collect(),
        })
    }

    /// The subset of a face, if a run uses it.
    pub(super) fn get(&self, id: FaceId) -> Option<&Subset> {
        self.faces.iter().find(|subset| subset.id == id)
    }

    pub(super) fn all(&self) -> &[Subset] {
        &self.faces
    }
}

/// Which glyphs are used, and for which characters.
#[derive(Default)]
struct Used {
    /// By glyph: the first character it shows.
    chars: Vec<Option<char>>,
    /// Further characters of the same glyph: a radical drawn as its Hanzi, say.
    more: Vec<(u16, char)>,
}

impl Used {
    fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    fn add(&mut self, run: &TextRun, face: &Face) -> Result<(), PdfError> {
        self.chars.resize(face.glyph_count().into(), None);
        for glyph in &run.glyphs {
            let place = self
                .chars
                .get_mut(usize::from(glyph.id))
                .filter(|_| glyph.id != 0);
            match place {
                Some(Some(ch)) if *ch != glyph.ch => self.more.push((glyph.id, glyph.ch)),
                Some(place) => *place = Some(glyph.ch),
                None => {
                    return Err(PdfError::NoGlyph {
                        ch: glyph.ch,
                        face: face.name().to_owned(),
                    });
                }
            }
        }
        Ok(())
    }

    /// All pairs of glyph and character, sorted.
    fn pairs(self) -> Vec<(u16, char)> {
        let first = (0..=u16::MAX)
            .zip(self.chars)
            .filter_map(|(glyph, ch)| Some((glyph, ch?)));
        let mut pairs: Vec<(u16, char)> = first.collect();
        if !self.more.is_empty() {
            pairs.extend(self.more);
            pairs.sort_unstable();
            pairs.dedup();
        }
        pairs
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
}

/// A font file with the used glyphs alone (字体程序).
pub(super) struct Program {
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// By CID: the glyph in it.
    pub(super) glyphs: Vec<u16>,
}

/// One CID.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Glyph of the full face.
    pub(super) glyph: u16,
    /// The character it stands for.
    pub(super) ch: Option<char>,
    /// Advance in hundred-thousandths of an em, as the file's widths say it.
    pub(super) width: i64,
}

impl Subset {
    fn new(id: FaceId, face: &Face, used: Used) -> Self {
        let mut pairs = used.pairs();
        if face.is_cff() {
            // a CFF font has no table from CIDs to glyphs: one character a glyph, the lowest
            pairs.dedup_by_key(|(glyph, _)| *glyph);
        }
        // CIDs are 16 bits; no document comes near, and what is beyond is drawn as .notdef by no reader
        pairs.truncate(usize::from(u16::MAX) - 1);
        let entry = |glyph, ch| Entry {
            glyph,
            ch,
            width: width(face, glyph),
        };
        let mut entries = vec![entry(0, None)];
        entries.extend(pairs.into_iter().map(|(glyph, ch)| entry(glyph, Some(ch))));
        let mut cids = vec![0; face.glyph_count().into()];
        for (cid, entry) in (0..=u16::MAX).zip(&entries) {
            if let Some(place) = cids
                .get_mut(usize::from(entry.glyph))
                .filter(|place| **place == 0)
            {
                *place = cid;
            }
        }
        Self { id, entries, cids }
    }

    /// The number of a glyph that shows `ch`.
    pub(super) fn cid(&self, glyph: u16, ch: char) -> u16 {
        let first = self.cids.get(usize::from(glyph)).copied().unwrap_or_default();
        let same = self
            .entries
            .iter()
            .skip(first.into())
            .take_while(|entry| entry.glyph == glyph);
        (first..=u16::MAX)
            .zip(same)
            .find(|(_, entry)| entry.ch == Some(ch))
            .map_or(first, |(cid, _)| cid)
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
        let bytes = subsetter::subset(face.data(), face.index(), &remapper);
        let bytes = bytes.map_err(|_| PdfError::Face {
            face: face.name().to_owned(),
        })?;
        Ok(Program { bytes, glyphs })
    }
}

/// Rounded as the file writes it, so that the pen of a reader and ours stay together.
fn width(face: &Face, glyph: u16) -> i64 {
    let (advance, em) = (i64::from(face.advance(glyph)), i64::from(face.upem()));
    (advance * 100_000 + em / 2) / em
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_may_have_every_glyph_there_is() {
        let mut used = Used {
            chars: vec![None; u16::MAX.into()],
            more: Vec::new(),
        };
        used.chars[65_534] = Some('鿿');
        assert_eq!(used.pairs(), [(65_534, '鿿')]);
    }
}
