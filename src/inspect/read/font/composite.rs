//! Composite fonts (复合字体, Type0): codes of several bytes, as all Chinese text has.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::cmap::CMap;
use super::predefined::{Scheme, scheme};
use super::program::Program;
use super::width::Widths;
use super::{Facts, Glyph};
use crate::inspect::read::file::File;

/// A font of a collection of characters.
pub(super) struct Composite {
    scheme: Option<(Scheme, bool)>,
    cmap: Option<CMap>,
    unicode: Option<CMap>,
    widths: Widths,
    program: Option<Program>,
    /// Glyphs by CID, two bytes each.
    glyphs: Option<Vec<u8>>,
    characters: OnceCell<BTreeMap<u32, char>>,
}

impl Composite {
    pub(super) fn of(file: &File, font: &Dictionary) -> (Self, Facts) {
        let empty = Dictionary::new();
        let descendant = file
            .array(font, "DescendantFonts")
            .and_then(|fonts| file.resolve(fonts.first()?).as_dict().ok())
            .unwrap_or(&empty);
        let descriptor = file.dict(descendant, "FontDescriptor");
        let program = descriptor.and_then(|descriptor| Program::of(file, descriptor));
        let mut facts = Facts::of(file, font, descriptor, program.as_ref());
        let (scheme, cmap) = encoding(file, font);
        let unicode = file
            .stream(font, "ToUnicode")
            .map(|stream| CMap::of(file, stream))
            .filter(CMap::has_characters);
        let told = scheme.is_some_and(|(scheme, _)| scheme != Scheme::Identity);
        facts.readable = unicode.is_some() || told;
        let composite = Self {
            scheme,
            cmap,
            unicode,
            widths: Widths::of(file, descendant),
            program,
            glyphs: file
                .stream(descendant, "CIDToGIDMap")
                .map(|stream| file.data(stream)),
            characters: OnceCell::new(),
        };
        (composite, facts)
    }

    pub(super) fn vertical(&self) -> bool {
        let inner = self.cmap.as_ref().is_some_and(|cmap| cmap.vertical);
        inner || self.scheme.is_some_and(|(_, vertical)| vertical)
    }

    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        match (&self.cmap, self.scheme) {
            (Some(cmap), _) if cmap.has_spaces() => cmap.next(bytes),
            (_, Some((scheme, _))) => scheme.next(bytes),
            _ => Scheme::Identity.next(bytes),
        }
    }

    pub(super) fn glyph(&self, code: u32, length: usize) -> Glyph {
        let character = self.scheme.and_then(|(scheme, _)| scheme.character(code, length));
        let cid = self.cid(code, character);
        let glyph = self.glyph_of(cid, character);
        let text = self
            .unicode
            .as_ref()
            .and_then(|unicode| unicode.text(code))
            .or_else(|| character.map(String::from))
            .or_else(|| self.inner_character(glyph?));
        let text = text.unwrap_or_default();
        // a character that is not in the list of known CIDs has the usual width
        let cid = cid.unwrap_or(u32::MAX);
        Glyph {
            missing: glyph == Some(0) && self.program.is_some() && !is_blank(&text),
            ink: glyph.and_then(|glyph| self.program.as_ref()?.ink(glyph)),
            advance: self.widths.width(cid),
            downward: self.widths.downward(cid),
            text,
        }
    }

    fn cid(&self, code: u32, character: Option<char>) -> Option<u32> {
        let own = self.cmap.as_ref().and_then(|cmap| cmap.cid(code));
        own.or_else(|| match self.scheme? {
            (Scheme::Identity, _) => Some(code),
            (scheme, _) => scheme.cid(character?),
        })
    }

    fn glyph_of(&self, cid: Option<u32>, character: Option<char>) -> Option<u32> {
        let program = self.program.as_ref()?;
        // the glyphs of a predefined map stand at CIDs that are not listed here; the program's own map knows most
        if let Some(character) = character
            && self.glyphs.is_none()
        {
            return program.of_character(character);
        }
        let cid = cid?;
        match &self.glyphs {
            Some(map) => {
                let at = usize::try_from(cid).ok()? * 2;
                let pair = map.get(at..at + 2)?;
                Some(u32::from(pair[0]) << 8 | u32::from(pair[1]))
            }
            None => Some(program.of_cid(cid)),
        }
    }

    fn inner_character(&self, glyph: u32) -> Option<String> {
        let program = self.program.as_ref()?;
        let characters = self.characters.get_or_init(|| program.characters());
        characters.get(&glyph).copied().map(String::from)
    }
}

/// What cuts bytes into codes: a known map by name, or one in the file, which may build on a known one.
fn encoding(file: &File, font: &Dictionary) -> (Option<(Scheme, bool)>, Option<CMap>) {
    match file.get(font, "Encoding") {
        Object::Name(name) => (scheme(name), None),
        Object::Stream(stream) => {
            let cmap = CMap::of(file, stream);
            let base = cmap.base.as_deref().and_then(scheme);
            (base, Some(cmap))
        }
        _ => (Some((Scheme::Identity, false)), None),
    }
}

/// Text that leaves no ink in any font.
pub(super) fn is_blank(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            c.is_whitespace()
                || c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
        })
}
