//! Fonts (字体) of a file: what a code looks like, how far it goes, what it stands for.

mod cmap;
mod composite;
mod encoding;
mod ink;
mod name;
mod predefined;
mod program;
mod simple;
mod standard14;
mod width;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use lopdf::Dictionary;

use super::file::File;
use super::matrix::{Frame, Matrix};
use crate::inspect::seen::SeenFont;
use composite::Composite;
use program::Program;
use simple::Simple;

/// A font as text is shown with it.
pub(super) struct Font {
    /// Its place in [`crate::inspect::seen::Seen::fonts`].
    pub(super) index: usize,
    /// Lines run from top to bottom.
    pub(super) vertical: bool,
    /// From an em of this font to the space of text: other than 1 for fonts of drawn procedures only.
    pub(super) em: Matrix,
    kind: Kind,
    /// Glyphs that were asked for, by code and its length.
    glyphs: RefCell<HashMap<(u32, usize), Rc<Glyph>>>,
}

enum Kind {
    Composite(Box<Composite>),
    Simple(Box<Simple>),
}

/// What a code is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// In em.
    pub(super) advance: f64,
    /// For lines from top to bottom: the advance, and where the line's origin lies seen from the glyph's own, in em.
    pub(super) downward: [f64; 3],
    /// In em, y upwards.
    pub(super) ink: Option<Frame>,
    /// It is `.notdef`.
    pub(super) missing: bool,
}

impl Font {
    /// The code at the beginning of some bytes, and its length, never 0.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        match &self.kind {
            Kind::Composite(font) => font.next(bytes),
            Kind::Simple(_) => (bytes.first().copied().unwrap_or(0).into(), 1),
        }
    }

    /// What a code is.
    pub(super) fn glyph(&self, code: u32, length: usize) -> Rc<Glyph> {
        if let Some(glyph) = self.glyphs.borrow().get(&(code, length)) {
            return Rc::clone(glyph);
        }
        let glyph = Rc::new(match &self.kind {
            Kind::Composite(font) => font.glyph(code, length),
            Kind::Simple(font) => font.glyph(code),
        });
        self.glyphs.borrow_mut().insert((code, length), Rc::clone(&glyph));
        glyph
    }
}

/// The fonts that were met, in the order in which text is shown with them.
pub(super) struct Fonts<'f> {
    file: &'f File,
    found: RefCell<Found>,
}

#[derive(Default)]
struct Found {
    seen: Vec<SeenFont>,
    /// By the address of its dictionary, which stays where it is as long as the file is read.
    fonts: BTreeMap<usize, Rc<Font>>,
}

impl<'f> Fonts<'f> {
    pub(super) fn new(file: &'f File) -> Self {
        Self {
            file,
            found: RefCell::default(),
        }
    }

    /// The font of that name in the resources.
    pub(super) fn named(&self, resources: &Dictionary, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = self.file.dict(resources, "Font")?;
        let dict = self.file.resolve(fonts.get(name).ok()?).as_dict().ok()?;
        Some(self.of(dict))
    }

    /// The font of a dictionary.
    pub(super) fn of(&self, dict: &Dictionary) -> Rc<Font> {
        let key = std::ptr::from_ref(dict) as usize;
        let mut found = self.found.borrow_mut();
        if let Some(font) = found.fonts.get(&key) {
            return Rc::clone(font);
        }
        let (mut font, seen) = load(self.file, dict);
        // parts of one face, as programs split it, are one font to a reader
        font.index = found
            .seen
            .iter()
            .position(|one| *one == seen)
            .unwrap_or(found.seen.len());
        if font.index == found.seen.len() {
            found.seen.push(seen);
        }
        let font = Rc::new(font);
        found.fonts.insert(key, Rc::clone(&font));
        font
    }

    /// All that were met.
    pub(super) fn into_seen(self) -> Vec<SeenFont> {
        self.found.into_inner().seen
    }
}

fn load(file: &File, dict: &Dictionary) -> (Font, SeenFont) {
    let composite = file.name(dict, "Subtype") == Some(b"Type0");
    let (kind, facts, vertical, em) = if composite {
        let (font, facts) = Composite::of(file, dict);
        let vertical = font.vertical();
        (Kind::Composite(Box::new(font)), facts, vertical, Matrix::IDENTITY)
    } else {
        let (font, facts) = Simple::of(file, dict);
        let em = font.em;
        (Kind::Simple(Box::new(font)), facts, false, em)
    };
    let font = Font {
        index: 0,
        vertical,
        em,
        kind,
        glyphs: RefCell::default(),
    };
    (font, facts.seen())
}

/// What a font says of itself.
struct Facts {
    name: String,
    /// Family of the descriptor.
    family: Option<String>,
    /// Family of the program.
    inner: Option<String>,
    embedded: bool,
    readable: bool,
    weight: Option<u16>,
}

impl Facts {
    fn of(
        file: &File,
        font: &Dictionary,
        descriptor: Option<&Dictionary>,
        program: Option<&Program>,
    ) -> Self {
        let raw = file
            .name(font, "BaseFont")
            .or_else(|| descriptor.and_then(|descriptor| file.name(descriptor, "FontName")))
            .or_else(|| file.name(font, "Name"))
            .unwrap_or_default();
        let whole = letters(raw);
        let name = name::plain(&whole).to_owned();
        let family = descriptor.and_then(|descriptor| file.text(descriptor, "FontFamily"));
        let has_file = |descriptor| {
            ["FontFile", "FontFile2", "FontFile3"]
                .iter()
                .any(|key| file.stream(descriptor, key).is_some())
        };
        Self {
            weight: weight(file, &name, descriptor, program),
            name,
            family,
            inner: program.and_then(Program::family),
            embedded: descriptor.is_some_and(has_file),
            readable: false,
        }
    }

    fn seen(self) -> SeenFont {
        let names: Vec<&str> = [Some(&self.name), self.inner.as_ref(), self.family.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        SeenFont {
            face: name::face(&names, self.weight),
            family: self.inner.or(self.family),
            name: self.name,
            embedded: self.embedded,
            readable: self.readable,
            weight: self.weight,
        }
    }
}

/// A name's letters: UTF-8, or else GBK, as Chinese programs write names.
fn letters(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030
            .decode_without_bom_handling(raw)
            .0
            .into_owned(),
    }
}

/// How heavy a font looks. A style behind a comma is put on by the program that shows the text, whatever the font.
fn weight(
    file: &File,
    name: &str,
    descriptor: Option<&Dictionary>,
    program: Option<&Program>,
) -> Option<u16> {
    let style = name.split_once(',').and_then(|(_, style)| name::weight(style));
    let told = || {
        let weight = file.integer(descriptor?, "FontWeight")?;
        u16::try_from(weight)
            .ok()
            .filter(|weight| (100..=1000).contains(weight))
    };
    let forced = || {
        // flag 19: ForceBold
        let flags = file.integer(descriptor?, "Flags")?;
        (flags & 1 << 18 != 0).then_some(700)
    };
    style
        .or_else(|| program.and_then(Program::weight))
        .or_else(told)
        .or_else(|| name::weight(name))
        .or_else(|| name::weight(&program?.family()?))
        .or_else(forced)
}
