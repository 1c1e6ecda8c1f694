//! One face (字体).

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::characters::Characters;
use super::read::{self, Facts};
use super::{FontError, Role};
use crate::digest;

/// Who provides a face (字体来源).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Maker {
    /// 内置.
    Bundled,
    /// 本单位自备.
    Office,
}

/// One face (字体): a font file and what is asked of it.
pub struct Face {
    role: Role,
    maker: Maker,
    name: String,
    bytes: Bytes,
    index: u32,
    facts: OnceLock<Facts>,
    characters: Characters,
    sha256: OnceLock<String>,
    sm3: OnceLock<String>,
}

/// The bytes of a font file.
enum Bytes {
    /// In the program.
    Bundled(&'static [u8]),
    /// Shared with whoever read the file.
    Office(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Bundled(bytes) => bytes,
            Self::Office(bytes) => bytes,
        }
    }
}

impl Face {
    /// A face of the program, nothing of it read yet; its digests are known.
    pub(super) fn bundled(role: Role, name: &str, bytes: &'static [u8], digests: [&str; 2]) -> Self {
        let [sha256, sm3] = digests.map(|known| OnceLock::from(known.to_owned()));
        Self {
            role,
            maker: Maker::Bundled,
            name: name.to_owned(),
            bytes: Bytes::Bundled(bytes),
            index: 0,
            facts: OnceLock::new(),
            characters: Characters::default(),
            sha256,
            sm3,
        }
    }

    /// A face of the office's, checked at once; `index` is its place in a collection, `name` what the clerk calls it.
    ///
    /// # Errors
    /// If the bytes cannot serve: see [`FontError`].
    pub fn office(role: Role, bytes: Arc<[u8]>, index: u32, name: String) -> Result<Self, FontError> {
        let facts = read::facts(&bytes, index)?;
        Ok(Self {
            role,
            maker: Maker::Office,
            name,
            bytes: Bytes::Office(bytes),
            index,
            facts: OnceLock::from(facts),
            characters: Characters::default(),
            sha256: OnceLock::new(),
            sm3: OnceLock::new(),
        })
    }

    fn facts(&self) -> &Facts {
        // a bundled face is read by the tests of this room, so the empty facts never come to be
        self.facts
            .get_or_init(|| read::facts(&self.bytes, self.index).unwrap_or_default())
    }

    fn font(&self) -> Option<FontRef<'_>> {
        read::face(&self.bytes, self.index).ok()
    }

    /// The role it was given for.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Who provides it.
    #[must_use]
    pub const fn maker(&self) -> Maker {
        self.maker
    }

    /// The name a clerk knows it by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its PostScript name, as a PDF calls it; may be empty.
    #[must_use]
    pub fn postscript_name(&self) -> &str {
        &self.facts().postscript
    }

    /// Font units an em, never 0.
    #[must_use]
    #[inline]
    pub fn upem(&self) -> u16 {
        self.facts().upem.max(1)
    }

    /// Upper edge of the em box above the baseline, in font units. The em box, not hhea: Chinese faces differ
    /// too much in the latter for lines to be set by it.
    #[must_use]
    pub fn ascent(&self) -> i16 {
        self.facts().ascent
    }

    /// Lower edge of the em box, in font units, negative below the baseline.
    #[must_use]
    pub fn descent(&self) -> i16 {
        self.facts().descent
    }

    /// Height of its capitals above the baseline, in font units; where the face does not say, 7/10 of an em.
    #[must_use]
    pub fn cap_height(&self) -> i16 {
        self.facts().cap_height
    }

    /// The box around all of its glyphs in font units: xmin, ymin, xmax, ymax.
    #[must_use]
    pub fn extent(&self) -> (i16, i16, i16, i16) {
        self.facts().extent
    }

    /// How many glyphs it has.
    #[must_use]
    pub fn glyph_count(&self) -> u16 {
        self.facts().glyphs
    }

    /// Outlines in a CFF table rather than in glyf.
    #[must_use]
    pub fn is_cff(&self) -> bool {
        self.facts().cff
    }

    /// The licence bits OS/2 fsType: 0 installable, 4 preview and print, 8 editable, 0x100 no subsetting.
    #[must_use]
    pub fn licence(&self) -> u16 {
        self.facts().licence
    }

    /// The font file.
    #[must_use]
    pub fn data(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the font file in hexadecimal; an office's is read through once.
    #[must_use]
    pub fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| digest::sha256(&self.bytes))
    }

    /// SM3 of the font file in hexadecimal; an office's is read through once.
    #[must_use]
    pub fn sm3(&self) -> &str {
        self.sm3.get_or_init(|| digest::sm3(&self.bytes))
    }

    /// Which face of the file.
    #[must_use]
    pub const fn index(&self) -> u32 {
        self.index
    }

    /// The glyph of a character as a Chinese line wants it: “ ” ‘ ’ · are full-width where the face can.
    #[must_use]
    pub fn glyph(&self, ch: char) -> Option<u16> {
        Some(self.measured(ch)?.0)
    }

    /// The glyph of a character as [`Face::glyph`] says, and its advance in font units.
    #[must_use]
    #[inline]
    pub fn measured(&self, ch: char) -> Option<(u16, u16)> {
        self.characters.get(ch, || self.look_up(ch))
    }

    #[cold]
    fn look_up(&self, ch: char) -> Option<(u16, u16)> {
        let glyph = read::glyph(&self.font()?, self.facts(), ch)?;
        (glyph != 0).then(|| (glyph, self.advance(glyph)))
    }

    /// How far a glyph moves on, in font units; 0 for a glyph that the face does not have.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> u16 {
        let facts = self.facts();
        if glyph >= facts.glyphs {
            return 0;
        }
        let records = self.bytes.get(facts.advances.clone()).unwrap_or_default();
        // glyphs behind the last record share its advance
        let (records, _) = records.as_chunks::<4>();
        let record = records.get(usize::from(glyph)).or(records.last());
        record.map_or(0, |&[high, low, ..]| u16::from_be_bytes([high, low]))
    }

    /// The box around a glyph's ink in font units: xmin, ymin, xmax, ymax; `None` for one without ink.
    #[must_use]
    pub fn bbox(&self, glyph: u16) -> Option<(i16, i16, i16, i16)> {
        let font = self.font()?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let ink = metrics.bounds(GlyphId::from(glyph))?;
        // casts of floats saturate; outlines are whole numbers within ±32 767
        let bbox = (
            ink.x_min.floor() as i16,
            ink.y_min.floor() as i16,
            ink.x_max.ceil() as i16,
            ink.y_max.ceil() as i16,
        );
        (bbox.0 < bbox.2 && bbox.1 < bbox.3).then_some(bbox)
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({} {} {:?})", self.role.term(), self.name, self.maker)
    }
}
