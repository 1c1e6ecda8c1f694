//! The objects of a file (文件对象): references followed, and what is not there or of a wrong kind is nothing.

use lopdf::{Dictionary, Document, Object, Stream};

use super::filter;

/// An opened file.
pub(super) struct File {
    pub(super) document: Document,
}

static NULL: Object = Object::Null;

impl File {
    /// The object itself, behind whatever references.
    pub(super) fn resolve<'f>(&'f self, object: &'f Object) -> &'f Object {
        self.document
            .dereference(object)
            .map_or(&NULL, |(_, object)| object)
    }

    /// An entry of a dictionary; null if it is not there.
    pub(super) fn get<'f>(&'f self, dict: &'f Dictionary, key: &str) -> &'f Object {
        dict.get(key.as_bytes())
            .map_or(&NULL, |object| self.resolve(object))
    }

    pub(super) fn dict<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f Dictionary> {
        as_dict(self.get(dict, key))
    }

    pub(super) fn stream<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f Stream> {
        self.get(dict, key).as_stream().ok()
    }

    pub(super) fn name<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f [u8]> {
        self.get(dict, key).as_name().ok()
    }

    pub(super) fn number(&self, dict: &Dictionary, key: &str) -> Option<f64> {
        number(self.get(dict, key))
    }

    pub(super) fn integer(&self, dict: &Dictionary, key: &str) -> Option<i64> {
        integer(self.get(dict, key))
    }

    pub(super) fn array<'f>(&'f self, dict: &'f Dictionary, key: &str) -> Option<&'f [Object]> {
        self.get(dict, key).as_array().ok().map(Vec::as_slice)
    }

    /// As many numbers as asked for.
    pub(super) fn numbers<const N: usize>(&self, dict: &Dictionary, key: &str) -> Option<[f64; N]> {
        let numbers: Vec<f64> = self.floats(self.get(dict, key));
        numbers.try_into().ok()
    }

    /// The numbers of an array, other things left out.
    pub(super) fn floats(&self, object: &Object) -> Vec<f64> {
        let items = object.as_array().map_or(&[][..], Vec::as_slice);
        items
            .iter()
            .filter_map(|item| number(self.resolve(item)))
            .collect()
    }

    /// A text of the document: UTF-16 or UTF-8 with their marks, or else PDF's own letters.
    pub(super) fn text(&self, dict: &Dictionary, key: &str) -> Option<String> {
        self.get(dict, key).as_str().ok().map(text)
    }

    /// What a stream holds, as far as its filters are known and it is whole.
    pub(super) fn data(&self, stream: &Stream) -> Vec<u8> {
        filter::decode(self, stream).unwrap_or_default()
    }
}

/// A dictionary, or that of a stream.
pub(super) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A finite number.
pub(super) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(n) => Some(*n as f64),
        Object::Real(n) => Some(f64::from(*n)).filter(|n| n.is_finite()),
        _ => None,
    }
}

/// A whole number, also one written with a point.
pub(super) fn integer(object: &Object) -> Option<i64> {
    match object {
        Object::Integer(n) => Some(*n),
        Object::Real(n) => Some(n.round() as i64),
        _ => None,
    }
}

/// A text string's characters.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // the letters of PDFDocEncoding that matter here are those of Latin-1
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
