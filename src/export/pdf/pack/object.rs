//! Objects in the file's own syntax (ISO 32000-1 7.3).

use std::io::Write as _;

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::super::number::{hex, integer};

/// Writes an object; of a stream its dictionary and its content.
pub(in super::super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(number) => integer(out, *number),
        Object::Real(number) => write_real(out, *number),
        Object::Name(name) => write_name(out, name),
        Object::String(text, StringFormat::Literal) => write_literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => write_hex(out, text),
        Object::Array(items) => write_array(out, items),
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Reference(id) => write_reference(out, *id),
        Object::Stream(stream) => {
            write_dictionary(out, &stream.dict);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&stream.content);
            out.extend_from_slice(b"\nendstream");
        }
    }
}

fn write_real(out: &mut Vec<u8>, number: f32) {
    // writing into memory does not fail
    let _ = write!(out, "{number}");
}

/// Writes where an object is to be found.
pub(in super::super) fn write_reference(out: &mut Vec<u8>, (id, generation): ObjectId) {
    integer(out, id.into());
    out.push(b' ');
    integer(out, generation.into());
    out.extend_from_slice(b" R");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'#');
            out.extend(hex(byte));
        }
    }
}

fn write_literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for &byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            byte => out.push(byte),
        }
    }
    out.push(b')');
}

fn write_hex(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'<');
    out.extend(text.iter().copied().flat_map(hex));
    out.push(b'>');
}

fn write_array(out: &mut Vec<u8>, items: &[Object]) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        write(out, item);
    }
    out.push(b']');
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write(out, value);
    }
    out.extend_from_slice(b">>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(object: &Object) -> String {
        let mut out = Vec::new();
        write(&mut out, object);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn syntax() {
        let name = Object::Name(b"A B#".to_vec());
        let text = Object::String(b"a(b\\".to_vec(), StringFormat::Literal);
        let hex = Object::String(vec![0, 0xAF], StringFormat::Hexadecimal);
        let array = Object::Array(vec![
            name,
            text,
            hex,
            Object::Real(0.5),
            (7, 0).into(),
            true.into(),
        ]);
        assert_eq!(written(&array), "[/A#20B#23 (a\\(b\\\\) <00AF> 0.5 7 0 R true]");
        let dictionary = Dictionary::from_iter([("K", Object::Integer(-3)), ("N", Object::Null)]);
        assert_eq!(written(&dictionary.into()), "<</K -3/N null>>");
    }
}
