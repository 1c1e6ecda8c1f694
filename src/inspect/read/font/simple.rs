//! Simple fonts (简单字体): a byte a glyph; TrueType, Type1, and drawn procedures (Type3).

use lopdf::{Dictionary, Object};
use skrifa::raw::ps::{PredefinedEncoding, agl};

use super::cmap::CMap;
use super::composite::is_blank;
use super::encoding::{Base, Encoding, characters};
use super::program::Program;
use super::width::simple as widths;
use super::{Facts, Glyph, standard14};
use crate::inspect::read::file::File;
use crate::inspect::read::lex::Lexer;
use crate::inspect::read::matrix::{Frame, Matrix};

/// A font of at most 256 glyphs.
pub(super) struct Simple {
    /// From an em of the font to the space of text.
    pub(super) em: Matrix,
    name: String,
    encoding: Encoding,
    unicode: Option<CMap>,
    widths: Vec<Option<f64>>,
    /// For bytes without a width.
    missing: f64,
    program: Option<Program>,
    /// Its letters are not those of the Latin alphabet.
    symbolic: bool,
    truetype: bool,
    /// Boxes of drawn procedures by byte, in their own units.
    drawn: Option<Drawn>,
}

/// A font of procedures.
struct Drawn {
    frames: Vec<Option<Frame>>,
    /// From the procedures' units to em.
    matrix: Matrix,
}

impl Simple {
    pub(super) fn of(file: &File, font: &Dictionary) -> (Self, Facts) {
        let descriptor = file.dict(font, "FontDescriptor");
        let program = descriptor.and_then(|descriptor| Program::of(file, descriptor));
        let mut facts = Facts::of(file, font, descriptor, program.as_ref());
        let encoding = Encoding::of(file, font);
        let unicode = file
            .stream(font, "ToUnicode")
            .map(|stream| CMap::of(file, stream))
            .filter(CMap::has_characters);
        let kind = file.name(font, "Subtype").unwrap_or_default();
        // flag 3: Symbolic
        let flags = descriptor.and_then(|descriptor| file.integer(descriptor, "Flags"));
        let signs = ["Symbol", "ZapfDingbats", "Wingdings", "Webdings"]
            .iter()
            .any(|name| facts.name.starts_with(name));
        let symbolic = signs || flags.is_some_and(|flags| flags & 4 != 0);
        let (em, drawn) = if kind == b"Type3" {
            procedures(file, font, &encoding)
        } else {
            (Matrix::IDENTITY, None)
        };
        facts.embedded |= drawn.is_some();
        let named = encoding.is_told() && (0..=255).any(|byte| encoding.text(byte).is_some());
        facts.readable = unicode.is_some() || named || (!symbolic && drawn.is_none());
        let simple = Self {
            em,
            name: facts.name.clone(),
            encoding,
            unicode,
            widths: widths(file, font),
            missing: descriptor
                .and_then(|descriptor| file.number(descriptor, "MissingWidth"))
                .unwrap_or(0.0),
            program,
            symbolic,
            truetype: kind == b"TrueType",
            drawn,
        };
        (simple, facts)
    }

    pub(super) fn glyph(&self, code: u32) -> Glyph {
        let byte = u8::try_from(code).unwrap_or(0);
        let text = self.text(byte).unwrap_or_default();
        let glyph = self
            .program
            .as_ref()
            .and_then(|program| self.glyph_of(program, byte));
        let ink = match (&self.drawn, &self.program) {
            (Some(drawn), _) => drawn.frame(byte),
            (None, Some(program)) => glyph.and_then(|glyph| program.ink(glyph)),
            (None, None) => None,
        };
        Glyph {
            missing: self.program.is_some() && glyph.unwrap_or(0) == 0 && ink.is_none() && !is_blank(&text),
            ink,
            advance: self.advance(byte, glyph, &text),
            downward: [0.0; 3],
            text,
        }
    }

    fn advance(&self, byte: u8, glyph: Option<u32>, text: &str) -> f64 {
        let told = self.widths.get(usize::from(byte)).copied().flatten();
        if let Some(drawn) = &self.drawn {
            return told.unwrap_or(0.0) * drawn.matrix.a;
        }
        let standard = || {
            let width = standard14::width(&self.name, text.chars().next()?)?;
            Some(f64::from(width))
        };
        let inner = || Some(self.program.as_ref()?.advance(glyph?)? * 1000.0);
        // a font that lists no widths at all is one of the standard ones, or broken
        let listed = self.widths.iter().any(Option::is_some);
        let otherwise = || if listed { None } else { inner().or_else(standard) };
        told.or_else(otherwise).unwrap_or(self.missing) / 1000.0
    }

    fn text(&self, byte: u8) -> Option<String> {
        let unicode = self
            .unicode
            .as_ref()
            .and_then(|unicode| unicode.text(byte.into()));
        let inner = || characters(&self.program.as_ref()?.name_of(byte)?);
        let usual = || {
            let usual = Encoding::usual(if self.truetype {
                Base::WinAnsi
            } else {
                Base::Standard
            });
            usual
                .text(byte)
                .filter(|_| !self.symbolic && self.drawn.is_none())
        };
        unicode
            .or_else(|| self.encoding.text(byte))
            .or_else(inner)
            .or_else(usual)
    }

    /// Which glyph of the program a byte is, in the order in which PDF looks for it.
    fn glyph_of(&self, program: &Program, byte: u8) -> Option<u32> {
        let own = || program.of_byte(byte).filter(|glyph| *glyph != 0);
        let named = || {
            let name = self
                .encoding
                .name(byte)
                .map(str::to_owned)
                .or_else(|| self.usual_name(byte))?;
            program.of_name(&name)
        };
        let by_character = || {
            let text = self.encoding.text(byte)?;
            program.of_character(text.chars().next()?)
        };
        let usual = || {
            let text = Encoding::usual(Base::WinAnsi).text(byte)?;
            program.of_character(text.chars().next()?)
        };
        if !self.truetype {
            return named().or_else(own).or_else(by_character);
        }
        if self.symbolic {
            own().or_else(by_character).or_else(named).or_else(usual)
        } else {
            by_character().or_else(named).or_else(own).or_else(usual)
        }
    }

    /// The name of a byte's glyph where the encoding tells its character only.
    fn usual_name(&self, byte: u8) -> Option<String> {
        let character = self.encoding.text(byte)?.chars().next()?;
        let mut buffer = [0; agl::MAX_NAME_LEN];
        // where several names fit, the one of the standard encoding is what fonts have
        let standard = (0..=255_u8)
            .map(|byte| PredefinedEncoding::Standard.name(byte))
            .find(|name| agl::name_to_char(name) == Some(character) && *name != ".notdef");
        standard
            .or_else(|| agl::char_to_name(character, &mut buffer))
            .map(str::to_owned)
    }
}

impl Drawn {
    fn frame(&self, byte: u8) -> Option<Frame> {
        self.frames
            .get(usize::from(byte))
            .copied()
            .flatten()?
            .under(self.matrix)
    }
}

/// The matrix of a font of procedures and the boxes of its glyphs.
fn procedures(file: &File, font: &Dictionary, encoding: &Encoding) -> (Matrix, Option<Drawn>) {
    let matrix = file
        .numbers(font, "FontMatrix")
        .map_or(Matrix::new([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), Matrix::new);
    let all = super::super::sheet::rectangle(file, file.get(font, "FontBBox"));
    // Such a font has no em. Sizes of text are the em's where the letters are about as high as that; else the box
    // around all letters serves for it.
    let height = all.map_or(1.0, |[_, low, _, high]| (high - low) * matrix.d.abs());
    let em = if (0.3..=4.0).contains(&height) {
        1.0
    } else {
        height
    };
    let frames = (0..=255)
        .map(|byte| {
            let procs = file.dict(font, "CharProcs")?;
            let procedure = procs.get(encoding.name(byte)?.as_bytes()).ok()?;
            let stream = file.resolve(procedure).as_stream().ok()?;
            let [left, low, right, high] = told_box(&file.data(stream), all)?;
            Some(Frame {
                left,
                top: low,
                right,
                bottom: high,
            })
        })
        .collect();
    let to_em = matrix.then(Matrix::new([1.0 / em, 0.0, 0.0, 1.0 / em, 0.0, 0.0]));
    let scale = Matrix::new([em, 0.0, 0.0, em, 0.0, 0.0]);
    (
        scale,
        Some(Drawn {
            frames,
            matrix: to_em,
        }),
    )
}

/// The box that a procedure tells of itself with `d1`, or else the one around all glyphs; `None` where it is empty,
/// or nothing is painted.
fn told_box(procedure: &[u8], all: Option<[f64; 4]>) -> Option<[f64; 4]> {
    let mut operands: Vec<Object> = Vec::new();
    let mut lexer = Lexer::new(procedure);
    let operator = lexer.operation(&mut operands)?;
    let numbers: Vec<f64> = operands.iter().filter_map(super::super::file::number).collect();
    lexer.operation(&mut operands)?;
    match (operator, numbers.as_slice()) {
        (b"d1", [_, _, a, b, c, d]) if a == c && b == d => None,
        (b"d1", [_, _, a, b, c, d]) => Some([a.min(*c), b.min(*d), a.max(*c), b.max(*d)]),
        _ => all,
    }
}
