//! From objects to bytes (打包): compressed, numbered, named after its content.
//!
//! lopdf could write the file as well, but the structure of a long table is a hundred thousand small objects:
//! in object streams (ISO 32000-1 7.5.7), packed side by side, they take a tenth of the room.

mod huffman;
pub(super) mod object;
mod press;

use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Compression;
use super::number::integer;
pub(super) use press::{Packed, Press};

/// Many small objects (小对象) that are written one by one when they are needed, and never kept: each would take half a
/// kilobyte as an object.
pub(super) trait Small: Sync {
    /// Their numbers, behind those of all other objects.
    fn ids(&self) -> Range<u32>;

    /// Writes one of them.
    fn write(&self, out: &mut Vec<u8>, id: u32);
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere: its number is not used.
    None,
    /// At that byte of the file.
    At(usize),
    /// In that object stream, as its so-manieth.
    In(u32, u16),
}

/// A file as it grows (文件). The bytes do not depend on how many threads there are: each stream is packed for itself.
pub(super) struct File {
    bytes: Vec<u8>,
    /// By number.
    places: Vec<Place>,
}

impl File {
    /// A file of nothing.
    pub(super) fn new() -> Self {
        // the four bytes tell whoever transfers the file that it is no text (ISO 19005-2 6.1.2)
        Self {
            bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            places: vec![Place::None],
        }
    }

    /// Puts an object at the end.
    pub(super) fn put(&mut self, id: u32, object: &Object) {
        self.put_as(id, |out| object::write(out, object));
    }

    fn put_as(&mut self, id: u32, write: impl FnOnce(&mut Vec<u8>)) {
        self.set(id, Place::At(self.bytes.len()));
        integer(&mut self.bytes, id.into());
        self.bytes.extend_from_slice(b" 0 obj\n");
        write(&mut self.bytes);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn set(&mut self, id: u32, place: Place) {
        let index = id as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, Place::None);
        }
        if let Some(old) = self.places.get_mut(index) {
            *old = place;
        }
    }

    /// Puts all other objects behind those that are there, and ends the file.
    pub(super) fn finish(
        mut self,
        document: Document,
        small: &dyn Small,
        compression: Compression,
    ) -> Vec<u8> {
        let Document { objects, trailer, .. } = document;
        if compression == Compression::None {
            for (&(id, _), object) in &objects {
                self.put(id, object);
            }
            for id in small.ids() {
                self.put_as(id, |out| small.write(out, id));
            }
            return self.end_plain(trailer);
        }
        let (streams, others): (Vec<_>, Vec<_>) = objects
            .into_iter()
            .partition(|(_, object)| matches!(object, Object::Stream(_)));
        self.put_packed(streams, &groups(&others, small), compression);
        self.end_packed(trailer, compression)
    }

    /// Puts streams for themselves, and all other objects into object streams.
    fn put_packed(&mut self, streams: Vec<(ObjectId, Object)>, groups: &[Group], compression: Compression) {
        let tools = || Press::new(compression);
        let (streams, packed): (Vec<_>, Vec<_>) = rayon::join(
            || {
                let streams = streams.into_par_iter();
                let pack = |press: &mut Press, (id, object)| (id, press.object(object));
                streams.map_init(tools, pack).collect()
            },
            || {
                let pack = |press: &mut Press, group: &Group| press.object(group.stream().into());
                groups.par_iter().map_init(tools, pack).collect()
            },
        );
        for ((id, _), object) in &streams {
            self.put(*id, object);
        }
        let first = groups.iter().flat_map(Group::ids).max().map_or(0, |id| id + 1);
        let first = first.max(self.size());
        for ((id, stream), group) in (first..).zip(&packed).zip(groups) {
            self.put(id, stream);
            for (index, member) in (0..).zip(group.ids()) {
                self.set(member, Place::In(id, index));
            }
        }
    }

    /// One more than the highest number.
    fn size(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    /// The file's two identifiers (ISO 32000-1 14.4): a hash of all that stands in it so far.
    fn name(&self) -> Object {
        let hash = Sha256::digest(&self.bytes).iter().take(16).copied().collect();
        let id = Object::String(hash, StringFormat::Hexadecimal);
        vec![id.clone(), id].into()
    }

    /// A file that people can read: every object for itself, a table of their places behind them.
    fn end_plain(mut self, mut trailer: Dictionary) -> Vec<u8> {
        trailer.set("Size", i64::from(self.size()));
        trailer.set("ID", self.name());
        let start = self.bytes.len();
        self.bytes.extend_from_slice(b"xref\n0 1\n0000000000 65535 f \n");
        let places = (0..).zip(&self.places).filter_map(|(id, place)| match place {
            Place::At(at) => Some((id, *at)),
            Place::None | Place::In(..) => None,
        });
        let places: Vec<(u32, usize)> = places.collect();
        for run in places.chunk_by(|(a, _), (b, _)| a + 1 == *b) {
            let first = run.first().map_or(0, |(id, _)| *id);
            self.bytes.extend(format!("{first} {}\n", run.len()).bytes());
            for (_, at) in run {
                self.bytes.extend(format!("{at:010} 00000 n \n").bytes());
            }
        }
        self.bytes.extend_from_slice(b"trailer\n");
        object::write(&mut self.bytes, &trailer.into());
        self.bytes.push(b'\n');
        self.end(start)
    }

    /// The places of all objects, and what else a reader has to know first (ISO 32000-1 7.5.8).
    fn end_packed(mut self, mut trailer: Dictionary, compression: Compression) -> Vec<u8> {
        let (id, start) = (self.size(), self.bytes.len());
        self.set(id, Place::At(start));
        trailer.set("Type", Object::Name(b"XRef".to_vec()));
        trailer.set("Size", i64::from(id) + 1);
        trailer.set("ID", self.name());
        // bytes of a record: its kind, a place or an object stream, an index in that
        trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
        let records = self.places.iter().flat_map(|&place| record(place)).collect();
        let records = Press::new(compression).object(Stream::new(trailer, records).into());
        self.put(id, &records);
        self.end(start)
    }

    fn end(mut self, start: usize) -> Vec<u8> {
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.bytes
    }
}

fn record(place: Place) -> [u8; 7] {
    let (kind, place, index) = match place {
        Place::None => (0, 0, u16::MAX),
        // a file of 4 GB is beyond what a page can ask for
        Place::At(at) => (1, u32::try_from(at).unwrap_or(u32::MAX), 0),
        Place::In(stream, index) => (2, stream, index),
    };
    let ([a, b, c, d], [e, f]) = (place.to_be_bytes(), index.to_be_bytes());
    [kind, a, b, c, d, e, f]
}

/// Objects of one object stream: enough to repeat themselves, and few enough to be packed side by side.
const GROUP: usize = 500;

/// The objects of one object stream.
enum Group<'a> {
    Objects(&'a [(ObjectId, Object)]),
    Small(&'a dyn Small, Range<u32>),
}

/// All objects that are no streams, in the order of their numbers.
fn groups<'a>(objects: &'a [(ObjectId, Object)], small: &'a dyn Small) -> Vec<Group<'a>> {
    let objects = objects.chunks(GROUP).map(Group::Objects);
    let Range { start, end } = small.ids();
    let others = (start..end).step_by(GROUP).map(|first| {
        let last = first.saturating_add(GROUP as u32).min(end);
        Group::Small(small, first..last)
    });
    objects.chain(others).collect()
}

impl Group<'_> {
    fn ids(&self) -> Vec<u32> {
        match self {
            Self::Objects(objects) => objects.iter().map(|((id, _), _)| *id).collect(),
            Self::Small(_, ids) => ids.clone().collect(),
        }
    }

    /// Objects in one stream: their numbers and places first, then they themselves.
    fn stream(&self) -> Stream {
        let (mut head, mut body) = (Vec::new(), Vec::new());
        let mut count = 0;
        let mut begin = |id: u32, at: usize| {
            count += 1;
            for number in [i64::from(id), i64::try_from(at).unwrap_or_default()] {
                integer(&mut head, number);
                head.push(b' ');
            }
        };
        match self {
            Self::Objects(objects) => {
                for ((id, _), object) in *objects {
                    begin(*id, body.len());
                    object::write(&mut body, object);
                    body.push(b'\n');
                }
            }
            Self::Small(small, ids) => {
                for id in ids.clone() {
                    begin(id, body.len());
                    small.write(&mut body, id);
                    body.push(b'\n');
                }
            }
        }
        let entries = [
            ("Type", Object::Name(b"ObjStm".to_vec())),
            ("N", Object::Integer(count)),
            ("First", i64::try_from(head.len()).unwrap_or_default().into()),
        ];
        head.append(&mut body);
        Stream::new(Dictionary::from_iter(entries), head)
    }
}
