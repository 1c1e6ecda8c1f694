//! From bytes to text (解码): UTF-8 or a clear word about what it is instead.

use super::InputFile;
use crate::diag::code::shape as code;
use crate::diag::{Diagnostic, FileId, Origin, Sink, Sources};
use crate::text::marks::marks;

/// Faults of one kind that one file may report: a broken file must not drown the others.
const MOST: usize = 20;

/// Takes the file into the sources; `None` if it is not UTF-8.
pub(super) fn decode(file: &InputFile, sources: &mut Sources, sink: &mut Sink) -> Option<FileId> {
    let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&file.bytes);
    match std::str::from_utf8(bytes) {
        // ASCII in UTF-16 is valid UTF-8 with noughts between
        Ok(text) if bytes.iter().filter(|b| **b == 0).count() > bytes.len() / 4 => {
            let id = sources.add(&file.name, text);
            sink.push(not_utf8(&file.name, bytes).at(Origin::new(id, 0..0)));
            None
        }
        Ok(text) => {
            let id = sources.add(&file.name, text);
            characters(text, id, sink);
            Some(id)
        }
        Err(error) => {
            let text = String::from_utf8_lossy(bytes);
            let at = error.valid_up_to();
            let id = sources.add(&file.name, text);
            sink.push(not_utf8(&file.name, bytes).at(Origin::new(id, at..at)));
            None
        }
    }
}

fn not_utf8(name: &str, bytes: &[u8]) -> Diagnostic {
    let seems = encoding(bytes);
    let message = match seems {
        Some(encoding) => format!("{name} 不是 UTF-8 编码，看来是 {encoding}"),
        None => format!("{name} 不是 UTF-8 编码的文本"),
    };
    Diagnostic::new(code::NOT_UTF8, message).help("用编辑器打开，“另存为”时编码选 UTF-8")
}

/// The encoding that the bytes look like.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        return Some("UTF-16（记事本的“Unicode”）");
    }
    is_gbk(bytes).then_some("GBK（记事本的“ANSI”）")
}

/// Whether all bytes pair up as GBK or GB 18030 would have them.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7F, rest @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..]
            | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// Characters that no one sees or that are the trace of a loss.
fn characters(text: &str, file: FileId, sink: &mut Sink) {
    let mut found = 0;
    for (at, c) in marks(text) {
        let Some(finding) = odd(c) else { continue };
        found += 1;
        if found > MOST {
            return;
        }
        sink.push(finding.at(Origin::new(file, at..at + c.len_utf8())));
    }
}

fn odd(c: char) -> Option<Diagnostic> {
    let number = u32::from(c);
    match c {
        '\n' | '\r' | '\t' => None,
        c if c.is_control() => Some(
            Diagnostic::new(code::CONTROL_CHARACTER, format!("含有控制字符 U+{number:04X}"))
                .help("删去这个看不见的字符"),
        ),
        '\u{FFFD}' => {
            Some(Diagnostic::new(code::ODD_CHARACTER, "此处有字在转码时丢失，成了“�”").help("补上原来的字"))
        }
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => Some(
            Diagnostic::new(code::ODD_CHARACTER, format!("含有看不见的字符 U+{number:04X}"))
                .help("删去这个看不见的字符"),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_named() {
        assert_eq!(encoding(b"\xC7\xE5\xCF\xAA = 1"), Some("GBK（记事本的“ANSI”）"));
        assert_eq!(encoding(b"\xFF\xFEa\x00"), Some("UTF-16（记事本的“Unicode”）"));
        assert_eq!(encoding(b"a\xFF"), None);
    }
}
