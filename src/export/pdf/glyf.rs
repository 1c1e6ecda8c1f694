//! Font files of a few TrueType glyphs (字形子集), byte for byte as `subsetter` writes them, but without glyphs' names.
//!
//! That took a quarter of a small document's time: it reads a glyph's number by number, builds each table twice and
//! adds up half a megabyte of it twice, four bytes at a time. Here the outlines are copied once, where they belong.
//! All that does not depend on the glyphs comes from `subsetter`: it makes a font of none, and that is filled.

use std::borrow::Cow;

use skrifa::Tag;
use skrifa::raw::{FontRef, TableProvider};
use subsetter::GlyphRemapper;

/// A font file of the wanted glyphs in their order and of those that they are composed of; `None` for a face that has
/// no such outlines: that is left to `subsetter`.
pub(super) fn subset(file: &[u8], index: u32, wanted: &GlyphRemapper) -> Option<Vec<u8>> {
    let font = FontRef::from_index(file, index).ok()?;
    let source = Source::of(&font)?;
    let frame = subsetter::subset(file, index, &GlyphRemapper::new()).ok()?;
    let frame = FontRef::new(&frame).ok()?;
    let order = Order::of(wanted, &source)?;
    let glyphs = order.glyphs(&source)?;
    let even: usize = glyphs.iter().map(|glyph| glyph.len().next_multiple_of(2)).sum();
    // what two bytes can tell of places, halved, as subsetter draws the border
    let long = even > 2 * usize::from(u16::MAX);
    let metrics = order.metrics(&source)?;
    let mut made = File::new(&frame, even);
    for record in frame.table_directory().table_records() {
        let tag = record.tag();
        let mut table = frame.table_data(tag)?.as_bytes().to_vec();
        let count = u16::try_from(glyphs.len()).ok()?;
        match &tag.to_be_bytes() {
            b"glyf" => made.add(tag, |out| write_glyphs(out, &glyphs, long)),
            b"loca" => made.add(tag, |out| write_places(out, &glyphs, long)),
            b"hmtx" => made.add(tag, |out| write_metrics(out, &metrics)),
            known => {
                match known {
                    b"head" => {
                        // the sum of the file, which is filled in when it is known
                        put(&mut table, 8, 0_u32.to_be_bytes())?;
                        put(&mut table, 50, u16::from(long).to_be_bytes())?;
                    }
                    b"hhea" => put(&mut table, 34, full(&metrics)?.to_be_bytes())?,
                    b"maxp" => put(&mut table, 4, count.to_be_bytes())?,
                    b"post" => forget_names(&mut table)?,
                    _ => {}
                }
                made.add(tag, |out| out.extend_from_slice(&table));
            }
        }
    }
    made.finish()
}

/// Makes a `post` table one of version 3, which has no names: a PDF asks for glyphs by number.
fn forget_names(post: &mut Vec<u8>) -> Option<()> {
    post.truncate(32);
    put(post, 0, 0x0003_0000_u32.to_be_bytes())
}

/// The tables that a glyph stands in.
struct Source<'a> {
    glyf: &'a [u8],
    loca: &'a [u8],
    /// Whether places take four bytes.
    long: bool,
    hmtx: &'a [u8],
    /// How many glyphs have an advance of their own.
    advances: usize,
    count: u16,
}

impl<'a> Source<'a> {
    fn of(font: &FontRef<'a>) -> Option<Self> {
        let table = |tag| Some(font.table_data(Tag::new(tag))?.as_bytes());
        Some(Self {
            glyf: table(b"glyf")?,
            loca: table(b"loca")?,
            long: font.head().ok()?.index_to_loc_format() != 0,
            hmtx: table(b"hmtx")?,
            advances: font.hhea().ok()?.number_of_h_metrics().into(),
            count: font.maxp().ok()?.num_glyphs(),
        })
    }

    fn glyph(&self, glyph: u16) -> Option<&'a [u8]> {
        let place = |index: usize| {
            Some(if self.long {
                u32::from_be_bytes(*self.loca.get(index * 4..)?.first_chunk()?) as usize
            } else {
                2 * usize::from(word(self.loca, index * 2)?)
            })
        };
        let index = usize::from(glyph);
        self.glyf.get(place(index)?..place(index + 1)?)
    }

    /// Advance and left side.
    fn metrics(&self, glyph: u16) -> Option<(u16, u16)> {
        let index = usize::from(glyph);
        let last = self.advances.checked_sub(1)?;
        let advance = word(self.hmtx, index.min(last) * 4)?;
        let side = if index > last {
            word(self.hmtx, self.advances * 4 + (index - self.advances) * 2)?
        } else {
            word(self.hmtx, index * 4 + 2)?
        };
        Some((advance, side))
    }
}

/// The glyphs of the new file (字形次序).
struct Order {
    /// By new number.
    glyphs: Vec<u16>,
    /// By old number: one more than the new, 0 for a glyph that is not taken.
    places: Vec<u32>,
}

impl Order {
    /// The wanted glyphs, and behind them those that they are composed of.
    fn of(wanted: &GlyphRemapper, source: &Source) -> Option<Self> {
        let mut this = Self {
            glyphs: Vec::with_capacity(wanted.num_gids().into()),
            places: vec![0; source.count.into()],
        };
        wanted.remapped_gids().try_for_each(|glyph| this.add(glyph))?;
        let mut open = this.glyphs.clone();
        while let Some(glyph) = open.pop() {
            this.add(glyph)?;
            for part in parts(source.glyph(glyph)?)? {
                if this.place(part).is_none() {
                    open.push(part);
                }
            }
        }
        Some(this)
    }

    fn add(&mut self, glyph: u16) -> Option<()> {
        let place = self.places.get_mut(usize::from(glyph))?;
        if *place == 0 {
            self.glyphs.push(glyph);
            *place = u32::try_from(self.glyphs.len()).ok()?;
        }
        Some(())
    }

    /// The new number of a glyph.
    fn place(&self, glyph: u16) -> Option<u16> {
        let place = self.places.get(usize::from(glyph))?.checked_sub(1)?;
        u16::try_from(place).ok()
    }

    /// The outlines; those that are composed name the new numbers of their parts.
    fn glyphs<'a>(&self, source: &Source<'a>) -> Option<Vec<Cow<'a, [u8]>>> {
        let renumbered = |&glyph: &u16| {
            let mut outline = Cow::Borrowed(source.glyph(glyph)?);
            let (parts, end) = places_of_parts(&outline)?;
            for part in parts {
                let place = self.place(word(&outline, part)?)?;
                put(outline.to_mut(), part, place.to_be_bytes())?;
            }
            if end < outline.len() {
                outline.to_mut().truncate(end);
            }
            Some(outline)
        };
        self.glyphs.iter().map(renumbered).collect()
    }

    fn metrics(&self, source: &Source) -> Option<Vec<(u16, u16)>> {
        self.glyphs.iter().map(|&glyph| source.metrics(glyph)).collect()
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn put<const N: usize>(bytes: &mut [u8], at: usize, value: [u8; N]) -> Option<()> {
    *bytes.get_mut(at..)?.first_chunk_mut()? = value;
    Some(())
}

/// The glyphs that a glyph is composed of.
fn parts(outline: &[u8]) -> Option<Vec<u16>> {
    let (places, _) = places_of_parts(outline)?;
    places.into_iter().map(|at| word(outline, at)).collect()
}

/// Where a glyph names those that it is composed of (OpenType, glyf, Composite Glyph Description), nowhere for one with
/// contours of its own; and where it ends.
fn places_of_parts(outline: &[u8]) -> Option<(Vec<usize>, usize)> {
    /// Bits of a part's flags.
    const WORDS: u16 = 0x0001;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    const INSTRUCTIONS: u16 = 0x0100;
    let mut places = Vec::new();
    if outline.first().is_none_or(|first| first & 0x80 == 0) {
        return Some((places, outline.len()));
    }
    // the number of contours, and four sides of a box
    let mut at = 10;
    loop {
        let flags = word(outline, at)?;
        places.push(at + 2);
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 };
        at += match flags {
            flags if flags & SCALE != 0 => 2,
            flags if flags & TWO_SCALES != 0 => 4,
            flags if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            let end = if flags & INSTRUCTIONS == 0 {
                at
            } else {
                outline.len()
            };
            return Some((places, end));
        }
    }
}

fn write_glyphs(out: &mut Vec<u8>, glyphs: &[Cow<[u8]>], long: bool) {
    for glyph in glyphs {
        out.extend_from_slice(glyph);
        if !long && glyph.len() % 2 == 1 {
            out.push(0);
        }
    }
}

fn write_places(out: &mut Vec<u8>, glyphs: &[Cow<[u8]>], long: bool) {
    let mut place = 0_usize;
    let mut write = |place: usize| {
        if long {
            out.extend(u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes());
        } else {
            out.extend(u16::try_from(place / 2).unwrap_or(u16::MAX).to_be_bytes());
        }
    };
    for glyph in glyphs {
        write(place);
        place += if long {
            glyph.len()
        } else {
            glyph.len().next_multiple_of(2)
        };
    }
    write(place);
}

/// How many glyphs need an advance of their own: those behind share the last.
fn full(metrics: &[(u16, u16)]) -> Option<u16> {
    let (last, _) = metrics.last()?;
    let same = metrics
        .iter()
        .rev()
        .take_while(|(advance, _)| advance == last)
        .count();
    u16::try_from(metrics.len() + 1 - same).ok()
}

fn write_metrics(out: &mut Vec<u8>, metrics: &[(u16, u16)]) {
    let full = full(metrics).map_or(0, usize::from);
    for (index, (advance, side)) in metrics.iter().enumerate() {
        if index < full {
            out.extend(advance.to_be_bytes());
        }
        out.extend(side.to_be_bytes());
    }
}

/// A font file as it grows (OpenType, Table Directory).
struct File {
    bytes: Vec<u8>,
    /// Tag, start and length of each table.
    tables: Vec<(Tag, usize, usize)>,
}

impl File {
    /// With room for the tables of `frame` and for outlines of so many bytes.
    fn new(frame: &FontRef, outlines: usize) -> Self {
        let records = frame.table_directory().table_records();
        let others: usize = records.iter().map(|record| record.length() as usize + 3).sum();
        // places and metrics take less than a sixteenth of what outlines do
        let mut bytes = Vec::with_capacity(12 + records.len() * 16 + others + outlines + outlines / 16);
        bytes.resize(12 + records.len() * 16, 0);
        Self {
            bytes,
            tables: Vec::with_capacity(records.len()),
        }
    }

    fn add(&mut self, tag: Tag, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        write(&mut self.bytes);
        self.tables.push((tag, start, self.bytes.len() - start));
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
    }

    /// Tells where the tables are, and fills in the sum over all.
    fn finish(mut self) -> Option<Vec<u8>> {
        let count = u16::try_from(self.tables.len()).ok()?;
        let selector = count.checked_ilog2()?;
        let range = (1 << selector) * 16;
        let numbers = [count, range, u16::try_from(selector).ok()?, count * 16 - range];
        let mut head = 0x0001_0000_u32.to_be_bytes().to_vec();
        head.extend(numbers.into_iter().flat_map(u16::to_be_bytes));
        let mut total = 0_u32;
        let mut adjusted = None;
        for &(tag, start, length) in &self.tables {
            let table = self.bytes.get(start..(start + length).next_multiple_of(4))?;
            let sum = sum(table);
            total = total.wrapping_add(sum);
            head.extend(tag.to_be_bytes());
            for number in [sum, u32::try_from(start).ok()?, u32::try_from(length).ok()?] {
                head.extend(number.to_be_bytes());
            }
            adjusted = adjusted.or((tag == Tag::new(b"head")).then_some(start + 8));
        }
        total = total.wrapping_add(sum(&head));
        self.bytes.get_mut(..head.len())?.copy_from_slice(&head);
        // the sum of a whole file is this number (OpenType, head)
        put(
            &mut self.bytes,
            adjusted?,
            0xB1B0_AFBA_u32.wrapping_sub(total).to_be_bytes(),
        )?;
        Some(self.bytes)
    }
}

/// The sum of all numbers of four bytes.
fn sum(bytes: &[u8]) -> u32 {
    let words = bytes.as_chunks().0.iter().map(|&word| u32::from_be_bytes(word));
    words.fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::font::Fonts;

    /// The tables of a font file, the sums left out.
    fn tables(file: &[u8]) -> Vec<(Tag, Vec<u8>)> {
        let font = FontRef::new(file).unwrap();
        let records = font.table_directory().table_records().iter();
        let content = |tag| {
            let mut table = font.table_data(tag).unwrap().as_bytes().to_vec();
            if tag == Tag::new(b"head") {
                put(&mut table, 8, [0; 4]).unwrap();
            }
            (tag, table)
        };
        let all = records.map(|record| content(record.tag()));
        all.filter(|(tag, _)| *tag != Tag::new(b"post")).collect()
    }

    #[test]
    fn a_font_adds_up() {
        let fonts = Fonts::bundled();
        for (_, face) in fonts.faces() {
            let made = subset(face.data(), face.index(), &GlyphRemapper::new()).unwrap();
            assert_eq!(sum(&made), 0xB1B0_AFBA, "{}", face.name());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Few glyphs have short places, a thousand have long ones.
        #[test]
        fn the_same_bytes_as_subsetter(
            picked in prop_oneof![
                proptest::collection::vec(any::<u16>(), 0..40),
                proptest::collection::vec(any::<u16>(), 800..1200),
            ],
        ) {
            let fonts = Fonts::bundled();
            for (_, face) in fonts.faces() {
                let mut wanted = GlyphRemapper::new();
                for glyph in &picked {
                    wanted.remap(glyph % face.glyph_count());
                }
                let expected = subsetter::subset(face.data(), face.index(), &wanted).unwrap();
                let made = subset(face.data(), face.index(), &wanted).unwrap();
                if FontRef::new(face.data()).unwrap().post().unwrap().num_glyphs().is_none() {
                    prop_assert!(made == expected, "{}", face.name());
                }
                prop_assert!(tables(&made) == tables(&expected), "{}", face.name());
            }
        }
    }
}
