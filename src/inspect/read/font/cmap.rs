//! CMaps (编码映射): how bytes are cut into codes, and which characters or glyphs of a collection (CIDs) codes are.

use std::collections::BTreeMap;

use lopdf::Object;

use crate::inspect::read::file::{File, integer};
use crate::inspect::read::lex::Lexer;

/// Entries that are kept.
const ENTRIES: usize = 1 << 17;

/// A map of codes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CMap {
    /// How long codes are: length in bytes, first, last.
    spaces: Vec<(usize, u32, u32)>,
    characters: BTreeMap<u32, String>,
    character_ranges: Vec<Range<Vec<u16>>>,
    cids: BTreeMap<u32, u32>,
    cid_ranges: Vec<Range<u32>>,
    pub(super) vertical: bool,
    /// A map that this one builds on.
    pub(super) base: Option<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Range<T> {
    first: u32,
    last: u32,
    target: T,
}

impl CMap {
    /// Reads the text of a CMap.
    pub(super) fn parse(text: &[u8]) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(text);
        let mut operands = Vec::new();
        while let Some(operator) = lexer.operation(&mut operands) {
            map.take(operator, &operands);
            if map.characters.len() + map.cids.len() + map.character_ranges.len() + map.cid_ranges.len()
                > ENTRIES
            {
                break;
            }
        }
        map.character_ranges.sort_by_key(|range| range.first);
        map.cid_ranges.sort_by_key(|range| range.first);
        map
    }

    /// The map of a stream, with what its dictionary says of it.
    pub(super) fn of(file: &File, stream: &lopdf::Stream) -> Self {
        let mut map = Self::parse(&file.data(stream));
        if file.integer(&stream.dict, "WMode") == Some(1) {
            map.vertical = true;
        }
        if map.base.is_none() {
            map.base = file.name(&stream.dict, "UseCMap").map(<[u8]>::to_vec);
        }
        map
    }

    fn take(&mut self, operator: &[u8], operands: &[Object]) {
        match operator {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((length, first)), Some((_, last))) = (code(&pair[0]), code(&pair[1])) {
                        self.spaces.push((length, first, last));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((_, code)), Some(text)) = (code(&pair[0]), target(&pair[1])) {
                        self.characters.insert(code, text);
                    }
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks_exact(3) {
                    self.character_range(triple);
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((_, code)), Some(cid)) = (code(&pair[0]), whole(&pair[1])) {
                        self.cids.insert(code, cid);
                    }
                }
            }
            b"endcidrange" => {
                for triple in operands.chunks_exact(3) {
                    if let (Some((_, first)), Some((_, last)), Some(target)) =
                        (code(&triple[0]), code(&triple[1]), whole(&triple[2]))
                    {
                        self.cid_ranges.push(Range { first, last, target });
                    }
                }
            }
            b"usecmap" => {
                if let Some(Object::Name(name)) = operands.last() {
                    self.base = Some(name.clone());
                }
            }
            b"def" => {
                if let [.., Object::Name(name), Object::Integer(mode)] = operands
                    && name == b"WMode"
                {
                    self.vertical = *mode == 1;
                }
            }
            _ => {}
        }
    }

    fn character_range(&mut self, triple: &[Object]) {
        let (Some((_, first)), Some((_, last))) = (code(&triple[0]), code(&triple[1])) else {
            return;
        };
        match &triple[2] {
            Object::Array(targets) => {
                for (code, object) in (first..=last).zip(targets) {
                    if let Some(text) = target(object) {
                        self.characters.insert(code, text);
                    }
                }
            }
            Object::String(bytes, _) => self.character_ranges.push(Range {
                first,
                last,
                target: units(bytes),
            }),
            _ => {}
        }
    }

    /// Whether it says where codes end.
    pub(super) fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }

    /// The code at the beginning of some bytes and its length.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let fits = |&&(length, first, last): &&(usize, u32, u32)| {
                // each byte lies within the range of its place
                length == at + 1
                    && (0..length).all(|place| {
                        let of = |code: u32| code >> (8 * place) & 0xff;
                        (of(first)..=of(last)).contains(&of(code))
                    })
            };
            if self.spaces.iter().find(fits).is_some() {
                return (code, at + 1);
            }
        }
        // a code of no range is as long as the shortest
        let length = self.spaces.iter().map(|space| space.0).min().unwrap_or(1);
        let length = length.clamp(1, 4).min(bytes.len().max(1));
        let code = bytes
            .iter()
            .take(length)
            .fold(0, |code, byte| code << 8 | u32::from(*byte));
        (code, length)
    }

    /// The characters of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.characters.get(&code) {
            return Some(text.clone());
        }
        let range = within(&self.character_ranges, code)?;
        let mut units = range.target.clone();
        let step = code - range.first;
        // a range counts in its last unit, or in characters beyond U+FFFF
        match units.as_slice() {
            [high @ 0xd800..=0xdbff, low @ 0xdc00..=0xdfff] => {
                let first = 0x1_0000 + (u32::from(*high & 0x3ff) << 10) + u32::from(*low & 0x3ff);
                return char::from_u32(first.checked_add(step)?).map(String::from);
            }
            _ => {
                let last = units.last_mut()?;
                *last = last.wrapping_add(u16::try_from(step).ok()?);
            }
        }
        Some(string(&units))
    }

    /// Whether it tells characters at all.
    pub(super) fn has_characters(&self) -> bool {
        !self.characters.is_empty() || !self.character_ranges.is_empty()
    }

    /// The CID of a code.
    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        if let Some(cid) = self.cids.get(&code) {
            return Some(*cid);
        }
        let range = within(&self.cid_ranges, code)?;
        range.target.checked_add(code - range.first)
    }
}

/// The last range that starts before a code, if the code lies in it; ranges overlap in broken maps only, and there a
/// few before are tried too.
fn within<T>(ranges: &[Range<T>], code: u32) -> Option<&Range<T>> {
    let end = ranges.partition_point(|range| range.first <= code);
    let before = ranges.get(..end)?;
    before.iter().rev().take(16).find(|range| code <= range.last)
}

fn code(object: &Object) -> Option<(usize, u32)> {
    match object {
        Object::String(bytes, _) if bytes.len() <= 4 => {
            let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            Some((bytes.len(), code))
        }
        _ => None,
    }
}

fn whole(object: &Object) -> Option<u32> {
    u32::try_from(integer(object)?).ok()
}

fn target(object: &Object) -> Option<String> {
    match object {
        Object::String(bytes, _) => Some(string(&units(bytes))),
        Object::Name(name) => super::encoding::characters(std::str::from_utf8(name).ok()?),
        _ => None,
    }
}

/// UTF-16; a single byte stands for itself.
fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect(),
    }
}

fn string(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied())
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        // an empty place, as some writers fill gaps with
        .filter(|c| *c != '\0')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap
        /CMapName /Adobe-Identity-UCS def
        1 begincodespacerange <0000> <FFFF> endcodespacerange
        2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar
        3 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<901A> <62A5>] <0030> <0031> <D840DC00> endbfrange
        1 begincidrange <0100> <01ff> 7 endcidrange
        endcmap";

    #[test]
    fn characters_and_ranges() {
        let map = CMap::parse(MAP.as_bytes());
        for (code, text) in [
            (3, Some(" ")),
            (4, Some("fi")),
            (0x12, Some("丂")),
            (0x21, Some("报")),
            (0x31, Some("𠀁")),
            (0x99, None),
        ] {
            assert_eq!(map.text(code).as_deref(), text, "{code:x}");
        }
        assert_eq!(map.cid(0x101), Some(8));
        assert_eq!(map.cid(0x200), None);
    }

    #[test]
    fn codes_are_cut_by_their_ranges() {
        let map = CMap::parse(b"2 begincodespacerange <00> <80> <8140> <FEFE> endcodespacerange");
        assert_eq!(map.next(b"A\xb0\xa1"), (0x41, 1));
        assert_eq!(map.next(b"\xb0\xa1A"), (0xb0a1, 2));
        // the second byte lies beyond its range
        assert_eq!(map.next(b"\xb0\x20"), (0xb0, 1));
    }

    #[test]
    fn a_broken_map_is_read_as_far_as_it_goes() {
        let map = CMap::parse(b"1 beginbfchar <01> endbfchar 1 beginbfrange <05> <02> <0041> endbfrange");
        assert_eq!(map.text(1), None);
        assert_eq!(map.text(5), None);
    }
}
