//! Encodings of simple fonts (单字节编码): which glyph name and which characters a byte is.

use encoding_rs::{MACINTOSH, WINDOWS_1252};
use lopdf::{Dictionary, Object};
use skrifa::raw::ps::{PredefinedEncoding, agl};

use crate::inspect::read::file::{File, as_dict, integer};

/// What the bytes of a simple font stand for.
#[derive(Clone, Debug)]
pub(super) struct Encoding {
    pub(super) base: Base,
    /// Glyph names that the file gives, by byte.
    names: Vec<Option<String>>,
}

/// Where bytes without a name of their own come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The font's own encoding.
    BuiltIn,
    Standard,
    WinAnsi,
    MacRoman,
}

impl Encoding {
    /// Reads the encoding of a font.
    pub(super) fn of(file: &File, font: &Dictionary) -> Self {
        let object = file.get(font, "Encoding");
        let mut encoding = Self {
            base: Base::BuiltIn,
            names: Vec::new(),
        };
        match object {
            Object::Name(name) => encoding.base = base(name),
            other => {
                if let Some(dict) = as_dict(other) {
                    encoding.base = file.name(dict, "BaseEncoding").map_or(Base::BuiltIn, base);
                    encoding.differ(file, file.array(dict, "Differences").unwrap_or_default());
                }
            }
        }
        encoding
    }

    fn differ(&mut self, file: &File, differences: &[Object]) {
        self.names = vec![None; 256];
        let mut at = 0_usize;
        for difference in differences.iter().take(4096) {
            match file.resolve(difference) {
                Object::Name(name) => {
                    if let Some(place) = self.names.get_mut(at) {
                        *place = String::from_utf8(name.clone()).ok();
                    }
                    at += 1;
                }
                other => at = integer(other).and_then(|n| usize::try_from(n).ok()).unwrap_or(at),
            }
        }
    }

    /// A base alone.
    pub(super) const fn usual(base: Base) -> Self {
        Self {
            base,
            names: Vec::new(),
        }
    }

    /// Whether the file says anything of it.
    pub(super) fn is_told(&self) -> bool {
        self.base != Base::BuiltIn || !self.names.is_empty()
    }

    /// The name of a byte's glyph, if the file or the standard gives one.
    pub(super) fn name(&self, byte: u8) -> Option<&str> {
        if let Some(Some(name)) = self.names.get(usize::from(byte)) {
            return Some(name);
        }
        (self.base == Base::Standard).then(|| PredefinedEncoding::Standard.name(byte))
    }

    /// The characters of a byte, where they are known.
    pub(super) fn text(&self, byte: u8) -> Option<String> {
        if let Some(name) = self.name(byte) {
            return characters(name);
        }
        let table = match self.base {
            Base::WinAnsi => WINDOWS_1252,
            Base::MacRoman => MACINTOSH,
            Base::Standard | Base::BuiltIn => return None,
        };
        let one = [byte];
        let text = table.decode_without_bom_handling_and_without_replacement(&one)?;
        (byte >= 0x20).then(|| text.into_owned())
    }
}

fn base(name: &[u8]) -> Base {
    match name {
        b"WinAnsiEncoding" => Base::WinAnsi,
        b"MacRomanEncoding" => Base::MacRoman,
        b"StandardEncoding" => Base::Standard,
        _ => Base::BuiltIn,
    }
}

/// The characters of a glyph's name: of Adobe's list, `uni901A`, `u2000B`.
pub(super) fn characters(name: &str) -> Option<String> {
    if matches!(name, ".notdef" | "") {
        return None;
    }
    let text: String = agl::name_to_chars(name).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs() {
        for (name, text) in [
            ("A", Some("A")),
            ("emdash", Some("—")),
            ("uni901A", Some("通")),
            ("u20000", Some("𠀀")),
            ("f_i", Some("fi")),
            ("one.tnum", Some("1")),
            (".notdef", None),
            ("g123", None),
        ] {
            assert_eq!(characters(name).as_deref(), text, "{name}");
        }
    }
}
