//! Predefined CMaps of Chinese (预定义编码): the characters are in the codes themselves, GBK or Unicode.

use encoding_rs::GB18030;

/// How a predefined CMap writes characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Two bytes, the CID itself.
    Identity,
    /// Two bytes of Unicode.
    Ucs2,
    /// Unicode in two or four bytes.
    Utf16,
    /// Four bytes of Unicode.
    Utf32,
    /// Unicode in one to four bytes.
    Utf8,
    /// GB 2312, GBK or GB 18030 in one, two or four bytes; `narrow` where its Latin letters are half as wide as Hanzi.
    Gbk { narrow: bool },
}

/// A predefined CMap by its name, and whether it is for lines from top to bottom.
pub(super) fn scheme(name: &[u8]) -> Option<(Scheme, bool)> {
    let name = std::str::from_utf8(name).ok()?;
    let (stem, way) = name.rsplit_once('-')?;
    let vertical = way == "V";
    let scheme = match stem {
        "Identity" => Scheme::Identity,
        "GB-EUC" | "GBK-EUC" | "GBK2K" | "GBT-EUC" => Scheme::Gbk { narrow: true },
        "GBKp-EUC" | "GBpc-EUC" | "GBTpc-EUC" => Scheme::Gbk { narrow: false },
        // the same for all collections: GB1, CNS1, Japan1, Korea1
        _ => match stem.rsplit_once('-').map(|(_, form)| form) {
            Some("UCS2") => Scheme::Ucs2,
            Some("UTF16") => Scheme::Utf16,
            Some("UTF32") => Scheme::Utf32,
            Some("UTF8") => Scheme::Utf8,
            _ => return None,
        },
    };
    Some((scheme, vertical))
}

impl Scheme {
    /// The code at the beginning of some bytes and its length, which is never 0.
    pub(super) fn next(self, bytes: &[u8]) -> (u32, usize) {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
        let length = match self {
            Self::Identity | Self::Ucs2 => 2,
            Self::Utf16 if (0xd8..0xdc).contains(&byte(0)) => 4,
            Self::Utf16 => 2,
            Self::Utf32 => 4,
            Self::Utf8 => match byte(0) {
                0..0xc0 => 1,
                0xc0..0xe0 => 2,
                0xe0..0xf0 => 3,
                _ => 4,
            },
            Self::Gbk { .. } => match (byte(0), byte(1)) {
                (0..=0x80 | 0xff, _) => 1,
                (_, 0x30..=0x39) => 4,
                _ => 2,
            },
        };
        let length = length.min(bytes.len().max(1));
        let code = bytes
            .iter()
            .take(length)
            .fold(0, |code, byte| code << 8 | u32::from(*byte));
        (code, length)
    }

    /// The character of a code that was `length` bytes long; `None` for CIDs.
    pub(super) fn character(self, code: u32, length: usize) -> Option<char> {
        let all = code.to_be_bytes();
        let bytes = all.get(4_usize.checked_sub(length)?..)?;
        match self {
            Self::Identity => None,
            Self::Ucs2 | Self::Utf32 => char::from_u32(code),
            Self::Utf16 => match code {
                0..=0xffff => char::from_u32(code),
                _ => char::decode_utf16([(code >> 16) as u16, (code & 0xffff) as u16])
                    .next()?
                    .ok(),
            },
            Self::Utf8 => std::str::from_utf8(bytes).ok()?.chars().next(),
            Self::Gbk { .. } => GB18030
                .decode_without_bom_handling_and_without_replacement(bytes)?
                .chars()
                .next(),
        }
    }

    /// The CID in Adobe-GB1 of a Latin letter: those that stand narrow, or in their own widths. Widths of other
    /// characters are the same for all in practice.
    pub(super) fn cid(self, character: char) -> Option<u32> {
        let latin = u32::from(character).checked_sub(0x20).filter(|at| *at <= 0x5e)?;
        Some(match self {
            Self::Gbk { narrow: true } => 814 + latin,
            _ => 1 + latin,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_the_usual_maps() {
        for (name, bytes, character, length) in [
            ("UniGB-UCS2-H", &b"\x90\x1a"[..], '通', 2),
            ("UniGB-UTF16-V", b"\xd8\x40\xdc\x00", '𠀀', 4),
            ("UniGB-UTF8-H", "通".as_bytes(), '通', 3),
            ("GBK-EUC-H", b"\xcd\xa8", '通', 2),
            ("GBKp-EUC-H", b"A\xcd", 'A', 1),
            ("GBK2K-H", b"\x95\x32\x82\x36", '𠀀', 4),
            ("GB-EUC-H", b"\xb1\xa8", '报', 2),
        ] {
            let (scheme, vertical) = scheme(name.as_bytes()).unwrap();
            assert_eq!(vertical, name.ends_with('V'));
            let (code, found) = scheme.next(bytes);
            assert_eq!(found, length, "{name}");
            assert_eq!(scheme.character(code, found), Some(character), "{name}");
        }
        assert_eq!(scheme(b"Identity-V"), Some((Scheme::Identity, true)));
        assert_eq!(scheme(b"Custom"), None);
    }

    #[test]
    fn bytes_cut_short_still_move_on() {
        assert_eq!(Scheme::Ucs2.next(b"\x90").1, 1);
        assert_eq!(Scheme::Utf8.next(b"\xe9").1, 1);
        assert_eq!(Scheme::Utf8.character(0xe9, 1), None);
    }
}
