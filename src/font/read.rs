//! What is read from the tables of a font file (字体文件).

use std::ops::Range;

use skrifa::charmap::MappingIndex;
use skrifa::raw::tables::gsub::{SingleSubst, SubstitutionSubtables};
use skrifa::raw::types::BigEndian;
use skrifa::raw::{FileRef, FontRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{GlyphId, MetadataProvider, Tag};

use super::FontError;

/// The few numbers of a face that everything else needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Font units an em.
    pub(super) upem: u16,
    /// Upper edge of the em box above the baseline, font units.
    pub(super) ascent: i16,
    /// Lower edge of the em box, negative below the baseline, font units.
    pub(super) descent: i16,
    /// Height of capitals, font units.
    pub(super) cap_height: i16,
    /// Box around all glyphs, font units.
    pub(super) extent: (i16, i16, i16, i16),
    /// How many glyphs.
    pub(super) glyphs: u16,
    /// Where the advances stand in the file: records of four bytes.
    pub(super) advances: Range<usize>,
    /// Name record 6.
    pub(super) postscript: String,
    /// OS/2 fsType.
    pub(super) licence: u16,
    /// Outlines in a CFF table.
    pub(super) cff: bool,
    /// Which of its tables of characters to use.
    pub(super) mapping: MappingIndex,
}

/// The face number `index` of a file.
pub(super) fn face(bytes: &[u8], index: u32) -> Result<FontRef<'_>, FontError> {
    let faces = match FileRef::new(bytes).map_err(|_| FontError::NotAFont)? {
        FileRef::Font(_) => 1,
        FileRef::Collection(collection) => collection.len(),
    };
    if index >= faces {
        return Err(FontError::NoSuchIndex { faces });
    }
    FontRef::from_index(bytes, index).map_err(|_| FontError::NotAFont)
}

/// Reads the facts, or says why the face cannot serve.
pub(super) fn facts(bytes: &[u8], index: u32) -> Result<Facts, FontError> {
    let font = face(bytes, index)?;
    if !is_whole(&font) {
        return Err(FontError::NotAFont);
    }
    let head = font.head().map_err(|_| FontError::NotAFont)?;
    let upem = head.units_per_em();
    let glyphs = font.maxp().map_err(|_| FontError::NotAFont)?.num_glyphs();
    if upem == 0 || glyphs == 0 {
        return Err(FontError::NotAFont);
    }
    check(&font)?;
    let (ascent, descent) = em_box(&font, upem);
    Ok(Facts {
        upem,
        ascent,
        descent,
        cap_height: cap_height(&font, upem),
        extent: (head.x_min(), head.y_min(), head.x_max(), head.y_max()),
        glyphs,
        advances: advances(&font, bytes).ok_or(FontError::NotAFont)?,
        postscript: postscript(&font),
        licence: font.os2().map_or(0, |os2| os2.fs_type()),
        cff: font.cff().is_ok(),
        mapping: MappingIndex::new(&font),
    })
}

/// Whether all tables lie within the file: a download cut short is no font, whatever still stands in it.
fn is_whole(font: &FontRef) -> bool {
    font.table_directory()
        .table_records()
        .iter()
        .all(|record| font.table_data(record.tag()).is_some())
}

/// What every face must have.
fn check(font: &FontRef) -> Result<(), FontError> {
    let charmap = font.charmap();
    if !charmap.has_map() || charmap.is_symbol() {
        return Err(FontError::NoCharacters);
    }
    if font.fvar().is_ok_and(|fvar| fvar.axis_count() > 0) {
        return Err(FontError::Variable);
    }
    let glyf = font.glyf().is_ok() && font.loca(None).is_ok();
    if !glyf && font.cff().is_err() {
        return Err(FontError::NoOutlines);
    }
    // OpenType fsType: 2 alone is “restricted”, 0x200 allows bitmaps only; 4 and 8 allow what a document does
    let licence = font.os2().map_or(0, |os2| os2.fs_type());
    let restricted = licence & 0x000e == 0x0002 || licence & 0x0200 != 0;
    if restricted {
        Err(FontError::EmbeddingForbidden)
    } else {
        Ok(())
    }
}

/// The em box: the typographic ascent and descent where they make up an em, as they should in a Chinese face,
/// otherwise the usual .88 and .12.
fn em_box(font: &FontRef, upem: u16) -> (i16, i16) {
    let typo = font
        .os2()
        .map(|os2| (os2.s_typo_ascender(), os2.s_typo_descender()));
    match typo {
        Ok((up, down)) if i32::from(up) - i32::from(down) == i32::from(upem) => (up, down),
        _ => {
            let descent = i32::from(upem) * 12 / 100;
            let ascent = i32::from(upem) - descent;
            (
                i16::try_from(ascent).unwrap_or(i16::MAX),
                -i16::try_from(descent).unwrap_or(0),
            )
        }
    }
}

fn cap_height(font: &FontRef, upem: u16) -> i16 {
    let said = font
        .os2()
        .ok()
        .and_then(|os2| os2.s_cap_height())
        .filter(|height| *height > 0);
    said.unwrap_or_else(|| i16::try_from(u32::from(upem) * 7 / 10).unwrap_or(i16::MAX))
}

/// Where the advances stand, so that reading one is reading two bytes.
fn advances(font: &FontRef, bytes: &[u8]) -> Option<Range<usize>> {
    let table = font.table_data(Tag::new(b"hmtx"))?;
    let table = table.as_bytes();
    let start = (table.as_ptr() as usize).checked_sub(bytes.as_ptr() as usize)?;
    let records = usize::from(font.hhea().ok()?.number_of_h_metrics());
    let end = start + (records * 4).min(table.len() / 4 * 4);
    (end > start && end <= bytes.len()).then_some(start..end)
}

fn postscript(font: &FontRef) -> String {
    let name = font
        .localized_strings(StringId::POSTSCRIPT_NAME)
        .english_or_first();
    let name: String = name.map(|name| name.chars().collect()).unwrap_or_default();
    // what a PDF name may hold without escapes
    name.chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '.'))
        .collect()
}

/// The glyph of a character as a Chinese line wants it: marks that the face draws narrow, in their full-width forms.
pub(super) fn glyph(font: &FontRef, facts: &Facts, ch: char) -> Option<u16> {
    let map = facts.mapping.charmap(font);
    let glyph = narrow(map.map(ch)?, facts)?;
    if !WIDE_MARKS.contains(&ch) || map.map('一').is_none_or(|hanzi| hanzi == GlyphId::NOTDEF) {
        return Some(glyph);
    }
    Some(widened(font, facts, glyph).unwrap_or(glyph))
}

/// A glyph number as a PDF writes it, if the face has it.
pub(super) fn narrow(glyph: GlyphId, facts: &Facts) -> Option<u16> {
    u16::try_from(glyph.to_u32())
        .ok()
        .filter(|&glyph| glyph < facts.glyphs)
}

/// Marks that take a whole cell in a Chinese line and that some faces draw narrow by default. `fwid` is applied
/// to them alone: it widens % and digits as well, which a Chinese line wants narrow.
const WIDE_MARKS: [char; 7] = ['“', '”', '‘', '’', '·', '—', '…'];

/// The full-width form of a mark, in a face that has Hanzi and such a form.
fn widened(font: &FontRef, facts: &Facts, glyph: u16) -> Option<u16> {
    let metrics = font.glyph_metrics(
        skrifa::instance::Size::unscaled(),
        skrifa::instance::LocationRef::default(),
    );
    let wide = full_width(font, GlyphId::from(glyph))?;
    let width = metrics.advance_width(wide)?;
    (width >= f32::from(facts.upem))
        .then(|| narrow(wide, facts))
        .flatten()
}

/// What feature `fwid` puts in the place of a glyph.
fn full_width(font: &FontRef, glyph: GlyphId) -> Option<GlyphId> {
    let gsub = font.gsub().ok()?;
    let features = gsub.feature_list().ok()?;
    let lookups = gsub.lookup_list().ok()?;
    features
        .feature_records()
        .iter()
        .filter(|record| record.feature_tag() == Tag::new(b"fwid"))
        .filter_map(|record| record.feature(features.offset_data()).ok())
        .flat_map(|feature| feature.lookup_list_indices().iter().map(BigEndian::get))
        .filter_map(|index| lookups.lookups().get(index.into()).ok()?.subtables().ok())
        .find_map(|subtables| match subtables {
            SubstitutionSubtables::Single(tables) => tables
                .iter()
                .flatten()
                .find_map(|table| substitute(&table, glyph)),
            _ => None,
        })
}

fn substitute(table: &SingleSubst, glyph: GlyphId) -> Option<GlyphId> {
    match table {
        SingleSubst::Format1(table) => {
            table.coverage().ok()?.get(glyph)?;
            let id = u16::try_from(glyph.to_u32()).ok()?;
            Some(GlyphId::from(id.wrapping_add_signed(table.delta_glyph_id())))
        }
        SingleSubst::Format2(table) => {
            let index = table.coverage().ok()?.get(glyph)?;
            let id = table.substitute_glyph_ids().get(usize::try_from(index).ok()?)?;
            Some(GlyphId::from(id.get()))
        }
        _ => None,
    }
}
