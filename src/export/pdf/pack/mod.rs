//! From objects to bytes (打包): compressed, numbered, named after its content.
//!
//! lopdf could write the file as well, but the structure of a long table is a hundred thousand small objects:
//! in object streams (ISO 32000-1 7.5.7), packed side by side, they take a tenth of the room.

mod huffman;
mod object;

use std::collections::BTreeMap;

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Compression;

/// Writes a document. The bytes do not depend on how many threads there are: each stream is packed for itself.
pub(super) fn pack(document: Document, compression: Compression) -> Vec<u8> {
    let Document { objects, trailer, .. } = document;
    match method(compression) {
        None => plain(&objects, trailer),
        Some(method) => packed(objects, trailer, method),
    }
}

/// How streams are packed.
#[derive(Clone, Copy)]
struct Method {
    level: CompressionLvl,
    /// Whether font programs are only coded, not searched for repetitions.
    coded_fonts: bool,
}

/// Levels of libdeflate: 6 takes twice the time of 1 for 4 % less. Even 1 takes 4 ms for a font subset of 540 KB,
/// half of all that a small document takes, and `huffman` less than one (docs/decisions/0010-huffman.md).
fn method(compression: Compression) -> Option<Method> {
    let (level, coded_fonts) = match compression {
        Compression::None => return None,
        Compression::Fast => (1, true),
        Compression::Small => (9, false),
    };
    let level = CompressionLvl::new(level).ok()?;
    Some(Method { level, coded_fonts })
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    /// At that byte of the file.
    At(usize),
    /// In that object stream, as its so-manieth.
    In(u32, u16),
}

/// A file as it grows.
struct File {
    bytes: Vec<u8>,
    places: BTreeMap<u32, Place>,
}

impl File {
    fn new() -> Self {
        // the four bytes tell whoever transfers the file that it is no text (ISO 19005-2 6.1.2)
        Self {
            bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            places: BTreeMap::new(),
        }
    }

    fn put(&mut self, id: u32, object: &Object) {
        self.places.insert(id, Place::At(self.bytes.len()));
        self.bytes.extend(format!("{id} 0 obj\n").bytes());
        object::write(&mut self.bytes, object);
        self.bytes.extend(b"\nendobj\n");
    }

    /// The file's two identifiers (ISO 32000-1 14.4): a hash of all that stands in it so far.
    fn name(&self) -> Object {
        let hash = Sha256::digest(&self.bytes).iter().take(16).copied().collect();
        let id = Object::String(hash, StringFormat::Hexadecimal);
        vec![id.clone(), id].into()
    }

    /// One more than the highest number.
    fn size(&self) -> u32 {
        self.places.last_key_value().map_or(1, |(&id, _)| id + 1)
    }

    fn end(mut self, start: usize) -> Vec<u8> {
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.bytes
    }
}

/// A file that people can read: every object for itself, a table of their places behind them.
fn plain(objects: &BTreeMap<ObjectId, Object>, mut trailer: Dictionary) -> Vec<u8> {
    let mut file = File::new();
    for (&(id, _), object) in objects {
        file.put(id, object);
    }
    trailer.set("Size", i64::from(file.size()));
    trailer.set("ID", file.name());
    let start = file.bytes.len();
    file.bytes.extend(b"xref\n0 1\n0000000000 65535 f \n");
    let places: Vec<(u32, Place)> = file.places.iter().map(|(&id, &place)| (id, place)).collect();
    for run in places.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
        let first = run.first().map_or(0, |(id, _)| *id);
        file.bytes.extend(format!("{first} {}\n", run.len()).bytes());
        for (_, place) in run {
            let Place::At(at) = place else { continue };
            file.bytes.extend(format!("{at:010} 00000 n \n").bytes());
        }
    }
    file.bytes.extend(b"trailer\n");
    object::write(&mut file.bytes, &trailer.into());
    file.bytes.push(b'\n');
    file.end(start)
}

/// Objects of one object stream: enough to repeat themselves, and few enough to be packed side by side.
const GROUP: usize = 500;

/// A small file: streams compressed, all other objects in object streams, their places in a stream as well.
fn packed(objects: BTreeMap<ObjectId, Object>, trailer: Dictionary, method: Method) -> Vec<u8> {
    let mut file = File::new();
    let first = objects.last_key_value().map_or(0, |(&(id, _), _)| id) + 1;
    let (streams, others): (Vec<_>, Vec<_>) = objects
        .into_iter()
        .map(|((id, _), object)| (id, object))
        .partition(|(_, object)| is_stream(object));
    let streams: Vec<(u32, Object)> = streams
        .into_par_iter()
        .map(|(id, object)| (id, compress(object, method)))
        .collect();
    let groups: Vec<Object> = others
        .par_chunks(GROUP)
        .map(|group| compress(object_stream(group).into(), method))
        .collect();
    for (id, object) in &streams {
        file.put(*id, object);
    }
    for ((id, stream), group) in (first..).zip(&groups).zip(others.chunks(GROUP)) {
        file.put(id, stream);
        let members = (0..)
            .zip(group)
            .map(|(index, (member, _))| (*member, Place::In(id, index)));
        file.places.extend(members);
    }
    end_packed(file, trailer, method)
}

fn is_stream(object: &Object) -> bool {
    matches!(object, Object::Stream(_))
}

/// The places of all objects, and what else a reader has to know first (ISO 32000-1 7.5.8).
fn end_packed(mut file: File, mut trailer: Dictionary, method: Method) -> Vec<u8> {
    let (id, start) = (file.size(), file.bytes.len());
    file.places.insert(id, Place::At(start));
    trailer.set("Type", Object::Name(b"XRef".to_vec()));
    trailer.set("Size", i64::from(id) + 1);
    trailer.set("ID", file.name());
    // bytes of a record: its kind, a place or an object stream, an index in that
    trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
    let records = (0..=id)
        .flat_map(|id| record(file.places.get(&id).copied()))
        .collect();
    let records = compress(Stream::new(trailer, records).into(), method);
    file.put(id, &records);
    file.end(start)
}

fn record(place: Option<Place>) -> [u8; 7] {
    let (kind, place, index) = match place {
        // a number that is not used
        None => (0, 0, u16::MAX),
        // a file of 4 GB is beyond what a page can ask for
        Some(Place::At(at)) => (1, u32::try_from(at).unwrap_or(u32::MAX), 0),
        Some(Place::In(stream, index)) => (2, stream, index),
    };
    let ([a, b, c, d], [e, f]) = (place.to_be_bytes(), index.to_be_bytes());
    [kind, a, b, c, d, e, f]
}

/// Objects in one stream: their numbers and places first, then they themselves.
fn object_stream(group: &[(u32, Object)]) -> Stream {
    let (mut head, mut body) = (String::new(), Vec::new());
    for (id, object) in group {
        head.push_str(&format!("{id} {} ", body.len()));
        object::write(&mut body, object);
        body.push(b'\n');
    }
    let entries = [
        ("Type", Object::Name(b"ObjStm".to_vec())),
        ("N", i64::try_from(group.len()).unwrap_or_default().into()),
        ("First", i64::try_from(head.len()).unwrap_or_default().into()),
    ];
    Stream::new(Dictionary::from_iter(entries), [head.into_bytes(), body].concat())
}

/// Compresses a stream, unless it is the metadata, which must stay readable (ISO 19005-2 6.6.2.1).
fn compress(object: Object, method: Method) -> Object {
    let Object::Stream(mut stream) = object else {
        return object;
    };
    if stream.dict.has_type(b"Metadata") {
        return stream.into();
    }
    let packed = if method.coded_fonts && is_font_program(&stream.dict) {
        huffman::zlib(&stream.content)
    } else {
        deflate(&stream.content, method.level)
    };
    if packed.len() < stream.content.len() {
        stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        stream.set_content(packed);
    }
    stream.into()
}

fn is_font_program(dict: &Dictionary) -> bool {
    let is_cff = |kind: &Object| kind.as_name().is_ok_and(|name| name == b"CIDFontType0C");
    dict.has(b"Length1") || dict.get(b"Subtype").is_ok_and(is_cff)
}

/// Content in zlib's format.
fn deflate(content: &[u8], level: CompressionLvl) -> Vec<u8> {
    let mut compressor = Compressor::new(level);
    let mut packed = vec![0; compressor.zlib_compress_bound(content.len())];
    // the only error is too little room; what is no shorter than the content is not used
    let size = compressor
        .zlib_compress(content, &mut packed)
        .unwrap_or(packed.len());
    packed.truncate(size);
    packed
}
