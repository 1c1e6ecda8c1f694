//! Font objects (字体对象): a composite font of one subset, its program, widths and characters.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use sha2::{Digest, Sha256};

use super::super::subset::{Entry, Program, Subset};
use super::{dictionary, name, stream};
use crate::font::Face;

/// Writes the objects of one subset with its program and gives the font's.
pub(super) fn write(document: &mut Document, subset: &Subset, face: &Face, program: Program) -> ObjectId {
    let base = base_name(subset, face);
    let Program { bytes, glyphs } = program;
    let descriptor = descriptor(document, face, &base, bytes);
    let descendant = descendant(document, subset, face, &base, &glyphs, descriptor);
    let characters = document.add_object(stream([], to_unicode(&subset.entries).into_bytes()));
    document.add_object(dictionary([
        ("Type", name("Font")),
        ("Subtype", name("Type0")),
        ("BaseFont", name(&base)),
        ("Encoding", name("Identity-H")),
        ("DescendantFonts", vec![descendant.into()].into()),
        ("ToUnicode", characters.into()),
    ]))
}

/// The PostScript name behind six letters that stand for the glyphs (ISO 32000-1 9.6.4).
fn base_name(subset: &Subset, face: &Face) -> String {
    let mut hash = Sha256::new();
    for entry in &subset.entries {
        hash.update(entry.glyph.to_be_bytes());
    }
    let letters = hash
        .finalize()
        .iter()
        .take(6)
        .map(|byte| char::from(b'A' + byte % 26))
        .collect::<String>();
    let name = Some(face.postscript_name())
        .filter(|name| !name.is_empty())
        .unwrap_or("Font");
    format!("{letters}+{name}")
}

fn descriptor(document: &mut Document, face: &Face, base: &str, program: Vec<u8>) -> ObjectId {
    // SYMBOLIC: the characters are not of a Latin character set
    const SYMBOLIC: i64 = 4;
    let per_mille = |units: i16| Object::from(i64::from(units) * 1000 / i64::from(face.upem()));
    let (left, bottom, right, top) = face.extent();
    let (key, program) = if face.is_cff() {
        let cff = table(&program, *b"CFF ").map(<[u8]>::to_vec).unwrap_or_default();
        ("FontFile3", stream([("Subtype", name("CIDFontType0C"))], cff))
    } else {
        let length = i64::try_from(program.len()).unwrap_or_default();
        ("FontFile2", stream([("Length1", length.into())], program))
    };
    let program = document.add_object(program);
    document.add_object(dictionary([
        ("Type", name("FontDescriptor")),
        ("FontName", name(base)),
        ("Flags", SYMBOLIC.into()),
        (
            "FontBBox",
            [left, bottom, right, top].map(per_mille).to_vec().into(),
        ),
        ("ItalicAngle", 0.into()),
        ("Ascent", per_mille(face.ascent())),
        ("Descent", per_mille(face.descent())),
        ("CapHeight", per_mille(face.cap_height())),
        // nobody reads it of an embedded font; 80 is that of a text weight
        ("StemV", 80.into()),
        (key, program.into()),
    ]))
}

fn descendant(
    document: &mut Document,
    subset: &Subset,
    face: &Face,
    base: &str,
    glyphs: &[u16],
    descriptor: ObjectId,
) -> ObjectId {
    let ascii = |text: &str| Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    let system = dictionary([
        ("Registry", ascii("Adobe")),
        ("Ordering", ascii("Identity")),
        ("Supplement", 0.into()),
    ]);
    let mut font = dictionary([
        ("Type", name("Font")),
        (
            "Subtype",
            name(if face.is_cff() {
                "CIDFontType0"
            } else {
                "CIDFontType2"
            }),
        ),
        ("BaseFont", name(base)),
        ("CIDSystemInfo", system.into()),
        ("FontDescriptor", descriptor.into()),
        ("DW", 1000.into()),
    ]);
    let widths = widths(&subset.entries);
    if !widths.is_empty() {
        font.set("W", widths);
    }
    if !face.is_cff() {
        set_glyphs(document, &mut font, glyphs);
    }
    document.add_object(font)
}

/// From CIDs to glyphs of the program: the same numbers, unless two characters share a glyph.
fn set_glyphs(document: &mut Document, font: &mut Dictionary, glyphs: &[u16]) {
    if (0..=u16::MAX).zip(glyphs).all(|(cid, &glyph)| glyph == cid) {
        font.set("CIDToGIDMap", name("Identity"));
    } else {
        let map = glyphs.iter().copied().flat_map(u16::to_be_bytes).collect();
        font.set("CIDToGIDMap", document.add_object(stream([], map)));
    }
}

/// Widths that are not an em, by runs of neighbours.
fn widths(entries: &[Entry]) -> Vec<Object> {
    const EM: i64 = 100_000;
    let numbered: Vec<(i64, &Entry)> = (0..)
        .zip(entries)
        .filter(|(_, entry)| entry.width != EM)
        .collect();
    let runs = numbered.chunk_by(|(a, _), (b, _)| a + 1 == *b);
    runs.filter_map(|run| Some((run.first()?.0, run)))
        .flat_map(|(first, run)| {
            let widths: Vec<Object> = run.iter().map(|(_, entry)| thousandths(entry.width)).collect();
            [first.into(), widths.into()]
        })
        .collect()
}

fn thousandths(width: i64) -> Object {
    if width % 100 == 0 {
        (width / 100).into()
    } else {
        Object::Real(width as f32 / 100.0)
    }
}

/// The character of every CID (ISO 32000-1 9.10.3), at most a hundred a section.
fn to_unicode(entries: &[Entry]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo \
         << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n\
         /CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let pairs: Vec<(u16, char)> = (0..=u16::MAX)
        .zip(entries)
        .filter_map(|(cid, entry)| Some((cid, entry.ch?)))
        .collect();
    for section in pairs.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", section.len());
        for (cid, ch) in section {
            let units = ch
                .encode_utf16(&mut [0; 2])
                .iter()
                .map(|unit| format!("{unit:04X}"))
                .collect::<String>();
            let _ = writeln!(map, "<{cid:04X}> <{units}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

/// A table of a font file (OpenType, Table Directory).
fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let records = usize::from(u16::from_be_bytes(*font.get(4..)?.first_chunk()?));
    let (records, _) = font.get(12..)?.get(..records * 16)?.as_chunks::<16>();
    let record = records.iter().find(|record| record.starts_with(&tag))?;
    let number = |at: usize| Some(u32::from_be_bytes(*record.get(at..)?.first_chunk()?) as usize);
    let start = number(8)?;
    font.get(start..start.checked_add(number(12)?)?)
}
