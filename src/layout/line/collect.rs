//! Collect (收集): characters become atoms, each with its face, glyph and width.

use std::cell::Cell;

use crate::diag::code::font::{CONTROL_CHARACTER, NO_GLYPH};
use crate::diag::{Diagnostic, Sink};
use crate::font::{Face, FaceId, Fonts};
use crate::text::punct::{self, Class};
use crate::unit::Length;

use super::link::{self, Link};
use super::{Span, Style};

/// Parts of an EMU that widths are counted in within a line: 156 mm / 28 is no whole number of EMU, but of these
/// it is, so the k-th cell is exact and rounding happens once. 840 holds every number to 8, and 28.
pub(super) const FINE: i64 = 840;

/// In fine parts.
#[inline]
pub(super) const fn fine(length: Length) -> i64 {
    length.to_emu() * FINE
}

/// Rounded to whole EMU.
#[inline]
pub(super) const fn coarse(fine: i64) -> Length {
    Length::emu((fine + FINE / 2).div_euclid(FINE))
}

/// Whole EMU that it fits in.
pub(super) const fn enough(fine: i64) -> Length {
    Length::emu((fine + FINE - 1).div_euclid(FINE))
}

/// One character on its way to a line (字元).
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) ch: char,
    pub(super) class: Class,
    /// Whether a line may end behind it.
    pub(super) link: Link,
    /// Which span.
    pub(super) span: u32,
    /// Which character of all spans together.
    pub(super) at: u32,
    pub(super) face: FaceId,
    /// 0 where no face has the character: the gap is kept, nothing is drawn.
    pub(super) glyph: u16,
    /// Fills a cell.
    pub(super) full: bool,
    /// Fine parts; with `gap` the distance to the next atom.
    pub(super) advance: i64,
    /// Where the glyph begins in its cell.
    pub(super) shift: i64,
    /// One em.
    pub(super) em: i64,
    /// Added before the next atom on the same line: negative where two marks overlap, positive between Han and
    /// Latin letters.
    pub(super) gap: i64,
}

impl Atom {
    /// Takes no room at a line's end.
    #[inline]
    pub(super) const fn hangs(&self) -> bool {
        matches!(self.class, Class::Space | Class::WideSpace)
    }

    /// A closing mark whose right half is blank.
    #[inline]
    pub(super) const fn blank_after(&self) -> i64 {
        match self.class {
            Class::Close | Class::Comma | Class::Stop if self.full => self.em / 2,
            Class::Middle if self.full => self.em / 4,
            _ => 0,
        }
    }

    /// An opening mark whose left half is blank.
    #[inline]
    pub(super) const fn blank_before(&self) -> i64 {
        match self.class {
            Class::Open if self.full => self.em / 2,
            Class::Middle if self.full => self.em / 4,
            _ => 0,
        }
    }
}

/// Atoms that a thread keeps room for, 256 KiB.
const MOST_SPARE: usize = 4096;

/// All atoms of a paragraph (字元列) and where line feeds cut it.
pub(super) struct Collected {
    pub(super) atoms: Vec<Atom>,
    /// For each line feed: the atoms before it and its own number among the characters.
    cuts: Vec<(usize, usize)>,
    /// Number of characters.
    chars: usize,
}

/// What stands between two line feeds (硬行).
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) atoms: &'a [Atom],
    /// Number of its first character, and of the one behind its last.
    pub(super) chars: (usize, usize),
}

thread_local! {
    /// The room of the atoms of the text before: a table is tens of thousands of texts, a few at a time.
    static SPARE: Cell<Vec<Atom>> = const { Cell::new(Vec::new()) };
}

impl Drop for Collected {
    fn drop(&mut self) {
        let mut atoms = std::mem::take(&mut self.atoms);
        // of a very long text, the room is given back
        if atoms.capacity() <= MOST_SPARE {
            atoms.clear();
            SPARE.set(atoms);
        }
    }
}

impl Collected {
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let ends = self.cuts.iter().copied().chain([(self.atoms.len(), self.chars)]);
        ends.scan((0, 0), |(atom, ch), (end, last)| {
            let piece = Piece {
                atoms: self.atoms.get(*atom..end).unwrap_or_default(),
                chars: (*ch, last),
            };
            (*atom, *ch) = (end, last + 1);
            Some(piece)
        })
    }
}

/// Collects; findings go to `sink` where there is one.
pub(super) fn collect(fonts: &Fonts, spans: &[Span<'_>], sink: Option<&mut Sink>) -> Collected {
    let bytes = spans.iter().map(|span| span.text.len()).sum::<usize>();
    // three bytes a Han character
    let mut atoms = SPARE.take();
    atoms.reserve(bytes / 3 + 8);
    let mut collected = Collected {
        atoms,
        cuts: Vec::new(),
        chars: 0,
    };
    let mut faults = Faults {
        sink,
        told: Vec::new(),
    };
    for (number, span) in (0..).zip(spans) {
        let scale = Scale::new(fonts, &span.style);
        for ch in span.text.chars() {
            take(&mut collected, &scale, number, ch, span, &mut faults);
        }
    }
    for piece in collected
        .cuts
        .iter()
        .map(|cut| cut.0)
        .chain([collected.atoms.len()])
        .scan(0, |from, to| {
            let range = *from..to;
            *from = to;
            Some(range)
        })
    {
        link::join(collected.atoms.get_mut(piece).unwrap_or_default());
    }
    collected
}

fn take(
    to: &mut Collected,
    scale: &Scale<'_>,
    number: u32,
    ch: char,
    span: &Span<'_>,
    faults: &mut Faults<'_>,
) {
    let at = to.chars;
    to.chars += 1;
    if ch == '\n' {
        to.cuts.push((to.atoms.len(), at));
        return;
    }
    let class = punct::class(ch);
    match class {
        Class::Hidden => {}
        // a file written on Windows ends its lines in two characters
        Class::Control if ch == '\r' => {}
        Class::Control => faults.control(ch, span),
        _ => {
            let atom = scale.atom(ch, class);
            if atom.glyph == 0 && !atom.hangs() {
                faults.missing(ch, span);
            }
            to.atoms.push(Atom {
                span: number,
                at: u32::try_from(at).unwrap_or(u32::MAX),
                ..atom
            });
        }
    }
}

/// A style, ready to measure characters (量字).
struct Scale<'a> {
    fonts: &'a Fonts,
    style: &'a Style,
    em: i64,
    cell: i64,
}

impl<'a> Scale<'a> {
    fn new(fonts: &'a Fonts, style: &'a Style) -> Self {
        let stretch = i64::from(style.stretch);
        let em = fine(style.size) * stretch / 1000;
        let cell = style.pitch.map_or(em, |pitch| {
            fine(pitch.width) * stretch / 1000 / i64::from(pitch.cells.max(1))
        });
        Self {
            fonts,
            style,
            em,
            cell,
        }
    }

    fn atom(&self, ch: char, class: Class) -> Atom {
        // a tab has no width of its own in running text
        let ch = if ch == '\t' { ' ' } else { ch };
        let found = self.fonts.find(self.style.role, ch);
        let (face, glyph) = found.map_or((FaceId(0), 0), |(id, _, (glyph, _))| (id, glyph));
        let natural = found.map(|(_, face, (_, advance))| self.natural(face, advance));
        let full = !ch.is_ascii()
            && (punct::fills_cell(ch)
                || class == Class::WideSpace
                || (wide(class) && natural.is_none_or(|width| width * 10 >= self.em * 9)));
        let advance = if full {
            self.cell
        } else {
            natural.unwrap_or(self.em / 2)
        };
        let shift = if full {
            shift(class, self.cell - natural.unwrap_or(self.cell))
        } else {
            0
        };
        let link = Link::Never;
        Atom {
            ch,
            class,
            link,
            span: 0,
            at: 0,
            face,
            glyph,
            full,
            advance,
            shift,
            em: self.em,
            gap: 0,
        }
    }

    fn natural(&self, face: &Face, advance: u16) -> i64 {
        self.em * i64::from(advance) / i64::from(face.upem())
    }
}

/// Classes that a Chinese face draws an em wide.
const fn wide(class: Class) -> bool {
    !matches!(
        class,
        Class::Latin | Class::Digit | Class::Space | Class::Glue | Class::Combining | Class::Hyphen
    )
}

/// Where a glyph narrower than its cell stands in it. One wider (the pitch is less than the em) begins with its
/// cell, so that the k-th glyph of a line of Han stands at k cells exactly.
fn shift(class: Class, free: i64) -> i64 {
    match class {
        Class::Open => free.max(0),
        Class::Close | Class::Comma | Class::Stop => 0,
        _ => free.max(0) / 2,
    }
}

/// Characters that cannot be set, each told once a text.
struct Faults<'a> {
    sink: Option<&'a mut Sink>,
    told: Vec<char>,
}

impl Faults<'_> {
    fn missing(&mut self, ch: char, span: &Span<'_>) {
        let message = format!("字体中没有“{ch}”（U+{:04X}）这个字", u32::from(ch));
        self.tell(ch, || {
            Diagnostic::new(NO_GLYPH, message)
                .at(span.origin)
                .help("核对是否误输；确需此字的，在 tongbao.toml 的 fonts 中为该用途指定收有此字的字体")
        });
    }

    fn control(&mut self, ch: char, span: &Span<'_>) {
        let message = format!("文字中有不可见的控制字符 U+{:04X}，已略去", u32::from(ch));
        self.tell(ch, || {
            Diagnostic::new(CONTROL_CHARACTER, message)
                .at(span.origin)
                .help("删去该字符")
        });
    }

    fn tell(&mut self, ch: char, diagnostic: impl FnOnce() -> Diagnostic) {
        if let Some(sink) = self.sink.as_deref_mut().filter(|_| !self.told.contains(&ch)) {
            self.told.push(ch);
            sink.push(diagnostic());
        }
    }
}
