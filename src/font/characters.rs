//! What is known of a face's characters (字表): each is looked up once in the font file, then read from here.
//!
//! A font's own tables are made to be small: to find a character in them is a search of fifteen steps, and to read
//! them whole takes a fifth of a millisecond a face, which is longer than a short circular takes to set. So entries
//! are filled as characters are asked for. Threads share them without locks; two that ask for the same character
//! at the same time both look it up, and write the same.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Characters in a block: 2 KiB, for most texts use some hundred of the 20 992 Hanzi.
const BLOCK: usize = 256;
/// Blocks up to U+FFFF; characters beyond are rare, and looked up each time.
const BLOCKS: usize = 0x1_0000 / BLOCK;
/// Set in an entry that has been looked up.
const KNOWN: u64 = 1 << 63;
/// Set in an entry whose character the face has.
const FOUND: u64 = 1 << 62;

type Block = [AtomicU64; BLOCK];

/// Glyphs and advances by character, as far as they have been asked for.
pub(super) struct Characters {
    blocks: Box<[OnceLock<Box<Block>>]>,
}

impl Default for Characters {
    fn default() -> Self {
        Self {
            blocks: (0..BLOCKS).map(|_| OnceLock::new()).collect(),
        }
    }
}

impl Characters {
    /// Glyph and advance of a character; `look_up` finds them where they are not known yet.
    #[inline]
    pub(super) fn get(&self, ch: char, look_up: impl FnOnce() -> Option<(u16, u16)>) -> Option<(u16, u16)> {
        let at = ch as usize;
        let Some(block) = self.blocks.get(at / BLOCK) else {
            return look_up();
        };
        let block = block.get_or_init(|| Box::new([const { AtomicU64::new(0) }; BLOCK]));
        let slot = block.get(at % BLOCK)?;
        let known = slot.load(Ordering::Relaxed);
        if known != 0 {
            return unpacked(known);
        }
        let found = look_up();
        slot.store(packed(found), Ordering::Relaxed);
        found
    }
}

fn packed(found: Option<(u16, u16)>) -> u64 {
    found.map_or(KNOWN, |(glyph, advance)| {
        KNOWN | FOUND | u64::from(glyph) << 16 | u64::from(advance)
    })
}

#[inline]
const fn unpacked(entry: u64) -> Option<(u16, u16)> {
    if entry & FOUND == 0 {
        None
    } else {
        Some(((entry >> 16) as u16, entry as u16))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_looked_up_once() {
        let characters = Characters::default();
        for (ch, found) in [
            ('一', Some((u16::MAX, u16::MAX))),
            ('二', None),
            ('\0', Some((0, 0))),
        ] {
            assert_eq!(characters.get(ch, || found), found);
            assert_eq!(characters.get(ch, || panic!("{ch} is known")), found);
        }
        // beyond the blocks each time
        assert_eq!(characters.get('𠀀', || Some((1, 2))), Some((1, 2)));
        assert_eq!(characters.get('𠀀', || None), None);
    }
}
