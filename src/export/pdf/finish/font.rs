//! Font objects (字体对象): a composite font of one subset, its program, widths and characters.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};

use super::super::PdfError;
use super::super::number::hex;
use super::super::pack::Press;
use super::super::subset::{Entry, Program, Subset};
use super::{dictionary, name, stream};
use crate::font::Face;

/// The parts of a font that take time (字体), compressed.
pub(in super::super) struct Font {
    program: Stream,
    /// By CID: its glyph in the program.
    glyphs: Vec<u16>,
    characters: Stream,
}

/// Makes a font of the glyphs that are used.
pub(super) fn make(subset: &Subset, face: &Face, press: &mut Press) -> Result<Font, PdfError> {
    let Program { bytes, glyphs } = subset.program(face)?;
    Ok(Font {
        program: press.stream(program(face, bytes)),
        glyphs,
        characters: press.stream(stream([], to_unicode(&subset.entries))),
    })
}

/// Writes the objects of a font and gives its own.
pub(super) fn write(document: &mut Document, subset: &Subset, face: &Face, font: Font) -> ObjectId {
    let base = base_name(subset, face);
    let descriptor = descriptor(document, face, &base, font.program);
    let descendant = descendant(document, subset, face, &base, &font.glyphs, descriptor);
    let characters = document.add_object(font.characters);
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

/// The font file, of a CFF face its outlines alone.
fn program(face: &Face, file: Vec<u8>) -> Stream {
    if face.is_cff() {
        let cff = table(&file, *b"CFF ").map(<[u8]>::to_vec).unwrap_or_default();
        stream([("Subtype", name("CIDFontType0C"))], cff)
    } else {
        let length = i64::try_from(file.len()).unwrap_or_default();
        stream([("Length1", length.into())], file)
    }
}

fn descriptor(document: &mut Document, face: &Face, base: &str, program: Stream) -> ObjectId {
    // SYMBOLIC: the characters are not of a Latin character set
    const SYMBOLIC: i64 = 4;
    let per_mille = |units: i16| Object::from(i64::from(units) * 1000 / i64::from(face.upem()));
    let (left, bottom, right, top) = face.extent();
    let key = if face.is_cff() { "FontFile3" } else { "FontFile2" };
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
fn to_unicode(entries: &[Entry]) -> Vec<u8> {
    let mut map = Vec::from(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo \
         << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n\
         /CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let code = |map: &mut Vec<u8>, code: u16| map.extend(code.to_be_bytes().into_iter().flat_map(hex));
    let pairs: Vec<(u16, char)> = (0..=u16::MAX)
        .zip(entries)
        .filter_map(|(cid, entry)| Some((cid, entry.ch?)))
        .collect();
    for section in pairs.chunks(100) {
        map.extend(format!("{} beginbfchar\n", section.len()).bytes());
        for (cid, ch) in section {
            map.push(b'<');
            code(&mut map, *cid);
            map.extend_from_slice(b"> <");
            ch.encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| code(&mut map, *unit));
            map.extend_from_slice(b">\n");
        }
        map.extend_from_slice(b"endbfchar\n");
    }
    map.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
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
