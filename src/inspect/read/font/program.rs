//! Font programs in the file (嵌入字体): the ink of their glyphs, and which glyph is meant.

use std::collections::BTreeMap;

use lopdf::Dictionary;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::raw::TableProvider;
use skrifa::raw::ps::Sid;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::ps::type1::Type1Font;
use skrifa::raw::tables::cmap::{CmapSubtable, PlatformId};
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::ink::Pen;
use crate::inspect::read::file::File;
use crate::inspect::read::matrix::Frame;

/// Faces of ten thousands of glyphs are usual, more than this is not possible.
const GLYPHS: u32 = 1 << 16;

/// A font program.
pub(super) enum Program {
    /// TrueType or OpenType.
    Tables(Vec<u8>),
    /// CFF without tables around it.
    Cff(Vec<u8>),
    Type1(Box<Type1Font>),
}

impl Program {
    /// The program of a font descriptor, if it has one that can be read.
    pub(super) fn of(file: &File, descriptor: &Dictionary) -> Option<Self> {
        let stream = ["FontFile2", "FontFile3", "FontFile"]
            .into_iter()
            .find_map(|key| file.stream(descriptor, key))?;
        Self::read(file.data(stream))
    }

    /// By what the bytes are, as dictionaries are often wrong.
    fn read(data: Vec<u8>) -> Option<Self> {
        match data.get(..4)? {
            [0, 1, 0, 0] | b"OTTO" | b"true" | b"ttcf" => {
                FontRef::from_index(&data, 0).ok()?;
                Some(Self::Tables(data))
            }
            [b'%', b'!', ..] | [0x80, 1, ..] => Some(Self::Type1(Box::new(Type1Font::new(&data).ok()?))),
            [1, _, _, _] => {
                CffFontRef::new_cff(&data, 0, None).ok()?;
                Some(Self::Cff(data))
            }
            _ => None,
        }
    }

    /// The box of a glyph's ink in em, y upwards; `None` if it has none or cannot be drawn.
    pub(super) fn ink(&self, glyph: u32) -> Option<Frame> {
        let glyph = GlyphId::new(glyph);
        let mut pen = Pen::default();
        let upem = match self {
            Self::Tables(data) => {
                let font = FontRef::from_index(data, 0).ok()?;
                let outline = font.outline_glyphs().get(glyph)?;
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                outline.draw(settings, &mut pen).ok()?;
                f64::from(font.head().ok()?.units_per_em())
            }
            Self::Cff(data) => {
                let font = CffFontRef::new_cff(data, 0, None).ok()?;
                let subfont = font.subfont(font.subfont_index(glyph).unwrap_or(0), &[]).ok()?;
                font.draw(&subfont, glyph, &[], None, &mut pen).ok()?;
                f64::from(font.upem())
            }
            Self::Type1(font) => {
                font.draw(glyph, None, &mut pen).ok()?;
                f64::from(font.upem())
            }
        };
        pen.frame(upem)
    }

    /// The glyph of a CID without a map: a CFF that is CID-keyed says so itself.
    pub(super) fn of_cid(&self, cid: u32) -> u32 {
        let keyed = |data: &[u8]| {
            let font = CffFontRef::new_cff(data, 0, None).ok()?;
            let sid = Sid::new(u16::try_from(cid).ok()?);
            if font.is_cid() {
                Some(font.charset()?.glyph_id(sid).map_or(0, GlyphId::to_u32))
            } else {
                None
            }
        };
        let told = match self {
            Self::Cff(data) => keyed(data),
            Self::Tables(data) => FontRef::from_index(data, 0)
                .ok()
                .and_then(|font| keyed(font.cff().ok()?.offset_data().as_bytes())),
            Self::Type1(_) => None,
        };
        told.unwrap_or(cid)
    }

    /// The glyph of that name.
    pub(super) fn of_name(&self, name: &str) -> Option<u32> {
        match self {
            Self::Tables(data) => {
                let font = FontRef::from_index(data, 0).ok()?;
                let names = font.glyph_names();
                let found = names.iter().find(|(_, found)| found.as_str() == name);
                found.map(|(glyph, _)| glyph.to_u32())
            }
            Self::Cff(data) => {
                let font = CffFontRef::new_cff(data, 0, None).ok()?;
                let found = font
                    .charset()?
                    .iter()
                    .find(|(_, sid)| font.string(*sid) == Some(name.as_bytes()));
                found.map(|(glyph, _)| glyph.to_u32())
            }
            Self::Type1(font) => {
                let found = font.glyph_names().find(|(_, found)| *found == name);
                found.map(|(glyph, _)| glyph.to_u32())
            }
        }
    }

    /// The glyph of a byte in the program's own encoding.
    pub(super) fn of_byte(&self, byte: u8) -> Option<u32> {
        match self {
            Self::Tables(data) => symbolic(data, byte),
            Self::Cff(data) => CffFontRef::new_cff(data, 0, None)
                .ok()?
                .encoding()?
                .map(byte)
                .map(GlyphId::to_u32),
            Self::Type1(font) => font.encoding()?.map(byte).map(GlyphId::to_u32),
        }
    }

    /// The name of a byte's glyph in the program's own encoding.
    pub(super) fn name_of(&self, byte: u8) -> Option<String> {
        match self {
            Self::Tables(_) => None,
            Self::Cff(data) => {
                let font = CffFontRef::new_cff(data, 0, None).ok()?;
                let glyph = font.encoding()?.map(byte)?;
                let name = font.string(font.charset()?.string_id(glyph)?)?;
                String::from_utf8(name.to_vec()).ok()
            }
            Self::Type1(font) => font.encoding()?.glyph_name(byte).map(str::to_owned),
        }
    }

    /// The glyph of a character.
    pub(super) fn of_character(&self, character: char) -> Option<u32> {
        let Self::Tables(data) = self else {
            return None;
        };
        let font = FontRef::from_index(data, 0).ok()?;
        let charmap = font.charmap();
        if charmap.is_symbol() {
            return None;
        }
        charmap.map(character).map(GlyphId::to_u32)
    }

    /// Which character a glyph is, by the program's own map. The file does not say so, and a reader who copies text
    /// does not get it.
    pub(super) fn characters(&self) -> BTreeMap<u32, char> {
        let mut characters = BTreeMap::new();
        if let Self::Tables(data) = self
            && let Ok(font) = FontRef::from_index(data, 0)
            && !font.charmap().is_symbol()
        {
            for (code, glyph) in font.charmap().mappings().take(GLYPHS as usize * 2) {
                // compatibility forms come behind the usual ones
                if let Some(character) = char::from_u32(code) {
                    characters.entry(glyph.to_u32()).or_insert(character);
                }
            }
        }
        characters
    }

    /// The advance of a glyph in em.
    pub(super) fn advance(&self, glyph: u32) -> Option<f64> {
        let glyph = GlyphId::new(glyph);
        match self {
            Self::Tables(data) => {
                let font = FontRef::from_index(data, 0).ok()?;
                let upem = f64::from(font.head().ok()?.units_per_em());
                let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
                Some(f64::from(metrics.advance_width(glyph)?) / upem)
            }
            Self::Cff(_) => None,
            Self::Type1(font) => Some(f64::from(font.advance(glyph, None).ok()??) / f64::from(font.upem())),
        }
    }

    /// Family and style as the program names them.
    pub(super) fn family(&self) -> Option<String> {
        let family = match self {
            Self::Tables(data) => {
                let font = FontRef::from_index(data, 0).ok()?;
                let of = |id: StringId| {
                    let name = font.localized_strings(id).english_or_first()?;
                    Some(name.chars().take(200).collect::<String>())
                };
                let family = of(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| of(StringId::FAMILY_NAME))?;
                let style = of(StringId::TYPOGRAPHIC_SUBFAMILY_NAME).or_else(|| of(StringId::SUBFAMILY_NAME));
                match style {
                    Some(style) => format!("{family} {style}"),
                    None => family,
                }
            }
            Self::Cff(data) => {
                let font = CffFontRef::new_cff(data, 0, None).ok()?;
                let metadata = font.metadata()?;
                metadata
                    .full_name()
                    .or_else(|| metadata.family_name())?
                    .to_owned()
            }
            Self::Type1(font) => font.full_name().or_else(|| font.family_name())?.to_owned(),
        };
        Some(family).filter(|family| !family.trim().is_empty())
    }

    /// Its weight, 400 regular … 700 bold, where the program tells one.
    pub(super) fn weight(&self) -> Option<u16> {
        match self {
            Self::Tables(data) => {
                let weight = FontRef::from_index(data, 0).ok()?.os2().ok()?.us_weight_class();
                (100..=1000).contains(&weight).then_some(weight)
            }
            Self::Cff(data) => {
                let font = CffFontRef::new_cff(data, 0, None).ok()?;
                super::name::weight(font.metadata()?.weight()?)
            }
            Self::Type1(font) => super::name::weight(font.weight()?),
        }
    }
}

/// The glyph of a byte in a TrueType font that is symbolic: by the symbol map, or else by the Macintosh one.
fn symbolic(data: &[u8], byte: u8) -> Option<u32> {
    let font = FontRef::from_index(data, 0).ok()?;
    let cmap = font.cmap().ok()?;
    let mut found = None;
    for record in cmap.encoding_records() {
        let Ok(table) = record.subtable(cmap.offset_data()) else {
            continue;
        };
        let code = u32::from(byte);
        let glyph = match (record.platform_id(), record.encoding_id()) {
            (PlatformId::Windows, 0) => [0xf000, 0, 0xf100, 0xf200]
                .into_iter()
                .find_map(|high| mapped(&table, high + code)),
            (PlatformId::Macintosh, 0) => found.or_else(|| mapped(&table, code)),
            _ => None,
        };
        found = glyph.or(found);
    }
    found
}

fn mapped(table: &CmapSubtable<'_>, code: u32) -> Option<u32> {
    let glyph = match table {
        CmapSubtable::Format0(table) => {
            let at = usize::try_from(code).ok()?;
            u32::from(*table.glyph_id_array().get(at)?)
        }
        CmapSubtable::Format4(table) => table.map_codepoint(code)?.to_u32(),
        CmapSubtable::Format6(table) => {
            let at = code.checked_sub(u32::from(table.first_code()))?;
            u32::from(table.glyph_id_array().get(usize::try_from(at).ok()?)?.get())
        }
        CmapSubtable::Format12(table) => table.map_codepoint(code)?.to_u32(),
        _ => return None,
    };
    (glyph != 0).then_some(glyph)
}
