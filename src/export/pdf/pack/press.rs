//! Compressing streams (压缩).

use libdeflater::{CompressionLvl, Compressor};
use lopdf::{Dictionary, Object, Stream};

use super::super::Compression;
use super::huffman;

/// Compresses streams one after the other (压缩); each thread has its own.
pub(in super::super) struct Press {
    /// `None` to leave everything as it is.
    compressor: Option<Compressor>,
    /// Whether font programs are only coded, not searched for repetitions.
    coded_fonts: bool,
}

/// A stream's bytes (流内容), compressed where that makes them shorter.
pub(in super::super) struct Packed {
    bytes: Vec<u8>,
    is_deflated: bool,
}

impl Press {
    /// Levels of libdeflate: 6 takes twice the time of 1 for 4 % less. Even 1 takes 4 ms for a font subset of 540 KB,
    /// half of all that a small document takes, and `huffman` less than one (docs/decisions/0010-huffman.md).
    pub(in super::super) fn new(compression: Compression) -> Self {
        let (level, coded_fonts) = match compression {
            Compression::None => (None, false),
            Compression::Fast => (Some(1), true),
            Compression::Small => (Some(9), false),
        };
        let level = level.and_then(|level| CompressionLvl::new(level).ok());
        Self {
            compressor: level.map(Compressor::new),
            coded_fonts,
        }
    }

    /// Compresses bytes.
    pub(in super::super) fn pack(&mut self, content: &[u8]) -> Packed {
        let compressor = self.compressor.as_mut();
        let deflated = compressor.map(|compressor| deflate(compressor, content));
        Packed::shorter(content, deflated)
    }

    /// Compresses a stream, unless it is so already or the metadata, which must stay readable (ISO 19005-2 6.6.2.1).
    pub(in super::super) fn stream(&mut self, mut stream: Stream) -> Stream {
        if self.compressor.is_none() || stream.dict.has(b"Filter") || stream.dict.has_type(b"Metadata") {
            return stream;
        }
        let packed = if self.coded_fonts && is_font_program(&stream.dict) {
            Packed::shorter(&stream.content, Some(huffman::zlib(&stream.content)))
        } else {
            self.pack(&stream.content)
        };
        packed.put_into(&mut stream);
        stream
    }

    /// The same for an object, if it is a stream.
    pub(super) fn object(&mut self, object: Object) -> Object {
        match object {
            Object::Stream(stream) => self.stream(stream).into(),
            other => other,
        }
    }
}

impl Packed {
    fn shorter(content: &[u8], deflated: Option<Vec<u8>>) -> Self {
        let deflated = deflated.filter(|deflated| deflated.len() < content.len());
        Self {
            is_deflated: deflated.is_some(),
            bytes: deflated.unwrap_or_else(|| content.to_vec()),
        }
    }

    fn put_into(self, stream: &mut Stream) {
        if self.is_deflated {
            stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            stream.set_content(self.bytes);
        }
    }

    /// A stream of nothing but these bytes.
    pub(in super::super) fn into_stream(self) -> Stream {
        let mut dict = Dictionary::new();
        if self.is_deflated {
            dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        }
        Stream::new(dict, self.bytes)
    }
}

fn is_font_program(dict: &Dictionary) -> bool {
    let is_cff = |kind: &Object| kind.as_name().is_ok_and(|name| name == b"CIDFontType0C");
    dict.has(b"Length1") || dict.get(b"Subtype").is_ok_and(is_cff)
}

/// Content in zlib's format.
fn deflate(compressor: &mut Compressor, content: &[u8]) -> Vec<u8> {
    let mut packed = vec![0; compressor.zlib_compress_bound(content.len())];
    // the only error is too little room; what is no shorter than the content is not used
    let size = compressor
        .zlib_compress(content, &mut packed)
        .unwrap_or(packed.len());
    packed.truncate(size);
    packed
}
