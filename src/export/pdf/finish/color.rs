//! What the colours mean (颜色): an output intent with an sRGB profile, made here (IEC 61966-2-1, ICC.1:2010).

use lopdf::{Document, ObjectId};

use super::{dictionary, name, stream, text};

/// Writes the output intent for PDF/A (ISO 19005-2 6.2.3).
pub(super) fn output_intent(document: &mut Document) -> ObjectId {
    let profile = document.add_object(stream([("N", 3.into())], profile()));
    document.add_object(dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", text("sRGB IEC61966-2.1")),
        ("Info", text("sRGB IEC61966-2.1")),
        ("DestOutputProfile", profile.into()),
    ]))
}

/// The illuminant D50 that all profiles are relative to.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// From linear red, green and blue to XYZ, adapted to D50 (columns red, green, blue).
const PRIMARIES: [[f64; 3]; 3] = [
    [0.436_066, 0.222_488, 0.013_916],
    [0.385_147, 0.716_873, 0.097_076],
    [0.143_066, 0.060_608, 0.714_096],
];

/// From D65, the white of sRGB, to D50 (Bradford), row by row.
const ADAPTATION: [f64; 9] = [
    1.047_882, 0.022_919, -0.050_201, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076, 0.751_678,
];

/// The curve of sRGB as ICC's function type 3: gamma, a, b, c, d.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];

/// An ICC profile of version 4.2 for sRGB.
fn profile() -> Vec<u8> {
    let curve = typed(*b"para", &[&[0, 3, 0, 0][..], &fixed(&CURVE)].concat());
    let [red, green, blue] = PRIMARIES.map(|xyz| typed(*b"XYZ ", &fixed(&xyz)));
    let tags = [
        (*b"desc", words("sRGB")),
        (*b"cprt", words("CC0")),
        (*b"wtpt", typed(*b"XYZ ", &fixed(&D50))),
        (*b"chad", typed(*b"sf32", &fixed(&ADAPTATION))),
        (*b"rXYZ", red),
        (*b"gXYZ", green),
        (*b"bXYZ", blue),
        (*b"rTRC", curve.clone()),
        (*b"gTRC", curve.clone()),
        (*b"bTRC", curve),
    ];
    let mut directory = count(tags.len());
    let mut data = Vec::new();
    // header, number of tags, a record of 12 bytes for each
    let start = 128 + 4 + tags.len() * 12;
    for (tag, content) in &tags {
        directory.extend(tag);
        directory.extend(count(start + data.len()));
        directory.extend(count(content.len()));
        data.extend(content);
    }
    [header(start + data.len()), directory, data].concat()
}

/// A display profile from RGB to XYZ, without a date, made by nobody.
fn header(size: usize) -> Vec<u8> {
    let mut header = count(size);
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // 1 January 2000: a profile needs a date
    header.extend([2000_u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend(fixed(&D50));
    header.resize(128, 0);
    header
}

/// A tag's content behind its type, filled up to four bytes.
fn typed(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut tag = [&kind[..], &[0; 4], content].concat();
    tag.resize(tag.len().next_multiple_of(4), 0);
    tag
}

/// Words in one language.
fn words(words: &str) -> Vec<u8> {
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let record = [&b"enUS"[..], &count(utf16.len()), &count(28)].concat();
    typed(*b"mluc", &[count(1), count(12), record, utf16].concat())
}

/// ICC's signed numbers of 16 and 16 bits.
fn fixed(numbers: &[f64]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| ((number * 65536.0).round() as i32).to_be_bytes())
        .collect()
}

fn count(count: usize) -> Vec<u8> {
    u32::try_from(count).unwrap_or_default().to_be_bytes().to_vec()
}
