//! Filters of streams (流的解码). What they unfold to is bounded.

use lopdf::{Dictionary, Object, Stream};

use super::file::{File, as_dict};

/// A stream may unfold to no more: a whole font for Chinese is about 20 MB.
const LIMIT: usize = 128 << 20;

/// The bytes behind all filters; `None` where one is not known here, such as a picture's.
pub(super) fn decode(file: &File, stream: &Stream) -> Option<Vec<u8>> {
    decode_parts(file, &stream.dict, &stream.content)
}

/// The same for a dictionary and its bytes, with the short names of inline images.
pub(super) fn decode_parts(file: &File, dict: &Dictionary, content: &[u8]) -> Option<Vec<u8>> {
    let filters = list(file, first(file, dict, ["Filter", "F"]));
    let parameters = list(file, first(file, dict, ["DecodeParms", "DP"]));
    let mut data = content.to_vec();
    for (at, filter) in filters.iter().enumerate() {
        let parameters = parameters.get(at).and_then(|object| as_dict(object));
        data = one(file, filter.as_name().ok()?, parameters, data)?;
    }
    (data.len() <= LIMIT).then_some(data)
}

/// The first entry that is there.
pub(super) fn first<'f>(file: &'f File, dict: &'f Dictionary, keys: [&str; 2]) -> &'f Object {
    let [long, short] = keys.map(|key| file.get(dict, key));
    if matches!(long, Object::Null) { short } else { long }
}

fn list<'f>(file: &'f File, object: &'f Object) -> Vec<&'f Object> {
    match object {
        Object::Null => Vec::new(),
        Object::Array(items) => items.iter().map(|item| file.resolve(item)).collect(),
        one => vec![one],
    }
}

fn one(file: &File, name: &[u8], parameters: Option<&Dictionary>, data: Vec<u8>) -> Option<Vec<u8>> {
    match name {
        b"FlateDecode" | b"Fl" => inflate("FlateDecode", file, parameters, data),
        b"LZWDecode" | b"LZW" => inflate("LZWDecode", file, parameters, data),
        b"ASCII85Decode" | b"A85" => inflate("ASCII85Decode", file, None, data),
        b"ASCIIHexDecode" | b"AHx" => Some(hex(&data)),
        b"RunLengthDecode" | b"RL" => run_length(&data),
        b"Crypt" => Some(data),
        _ => None,
    }
}

/// One filter that lopdf has. It is told one filter at a time, as it takes parameters for one only.
fn inflate(name: &str, file: &File, parameters: Option<&Dictionary>, data: Vec<u8>) -> Option<Vec<u8>> {
    let mut dict = Dictionary::new();
    dict.set("Filter", Object::Name(name.into()));
    if let Some(parameters) = parameters {
        let mut direct = Dictionary::new();
        for key in [
            "Predictor",
            "Columns",
            "Colors",
            "BitsPerComponent",
            "EarlyChange",
        ] {
            if let Some(value) = file.integer(parameters, key) {
                // a row of a million pixels is no picture
                direct.set(key, Object::Integer(value.clamp(0, 1 << 20)));
            }
        }
        // differences of pixels against their left neighbour are not undone
        if direct
            .get(b"Predictor")
            .and_then(Object::as_i64)
            .is_ok_and(|n| n == 2)
        {
            return None;
        }
        dict.set("DecodeParms", Object::Dictionary(direct));
    }
    let stream = Stream::new(dict, data);
    stream.decompressed_content_with_limit(LIMIT).ok()
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn run_length(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = data;
    while let [length, tail @ ..] = rest {
        rest = match *length {
            128 => break,
            length @ 0..128 => {
                let (plain, tail) = tail.split_at_checked(usize::from(length) + 1)?;
                out.extend_from_slice(plain);
                tail
            }
            length => {
                let (byte, tail) = tail.split_first()?;
                out.extend(std::iter::repeat_n(*byte, 257 - usize::from(length)));
                tail
            }
        };
        if out.len() > LIMIT {
            return None;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_filters() {
        assert_eq!(hex(b"48 65 6C6>"), b"Hel\x60");
        assert_eq!(
            run_length(&[2, b'a', b'b', b'c', 254, b'x', 128, 9]),
            Some(b"abcxxx".to_vec())
        );
        assert_eq!(run_length(&[5, b'a']), None);
    }
}
