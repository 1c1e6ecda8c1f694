//! Showing text (显示文字): each glyph in its place.

use lopdf::Object;

use super::file::number;
use super::mark::Actual;
use super::matrix::{Frame, Matrix, point};
use super::paint::{Call, Painter};
use crate::inspect::seen::{Ink, SeenGlyph};
use crate::unit::Length;

/// Glyphs of one page that are kept; a page of a newspaper has ten thousand.
const GLYPHS: usize = 1 << 18;

impl Painter<'_> {
    /// Sets how text looks, and shows it.
    pub(super) fn set_text(&mut self, call: &Call<'_>) -> bool {
        self.set_style(call) || self.place_text(call) || self.show_text(call)
    }

    fn set_style(&mut self, call: &Call<'_>) -> bool {
        let text = &mut self.state.text;
        let number = call.number().unwrap_or(0.0);
        match call.operator {
            b"Tc" => text.spacing = number,
            b"Tw" => text.word = number,
            b"Tz" => text.stretch = number / 100.0,
            b"TL" => text.leading = number,
            b"Ts" => text.rise = number,
            b"Tr" => text.mode = number as i64,
            b"Tf" => {
                text.size = number;
                if let Some(Ok(name)) = call.operands.first().map(Object::as_name) {
                    text.font = self.common.fonts.named(call.resources, name);
                }
            }
            _ => return false,
        }
        true
    }

    fn place_text(&mut self, call: &Call<'_>) -> bool {
        match call.operator {
            b"BT" => self.begin(Matrix::IDENTITY),
            b"ET" => {}
            b"Tm" => {
                if let Some(matrix) = call.numbers() {
                    self.begin(Matrix::new(matrix));
                }
            }
            b"Td" => call.numbers().into_iter().for_each(|at| self.next_line(at)),
            b"TD" => {
                if let Some([x, y]) = call.numbers() {
                    self.state.text.leading = -y;
                    self.next_line([x, y]);
                }
            }
            b"T*" => self.next_line([0.0, -self.state.text.leading]),
            _ => return false,
        }
        true
    }

    fn begin(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    fn next_line(&mut self, [x, y]: [f64; 2]) {
        self.begin(Matrix::translation(x, y).then(self.line));
    }

    fn show_text(&mut self, call: &Call<'_>) -> bool {
        match call.operator {
            b"Tj" => {}
            b"'" => self.next_line([0.0, -self.state.text.leading]),
            b"\"" => {
                if let [word, spacing, _] = call.operands {
                    self.state.text.word = number(word).unwrap_or(0.0);
                    self.state.text.spacing = number(spacing).unwrap_or(0.0);
                }
                self.next_line([0.0, -self.state.text.leading]);
            }
            b"TJ" => {
                if let Some(Object::Array(items)) = call.operands.last() {
                    items.iter().for_each(|item| self.item(item));
                }
                return true;
            }
            _ => return false,
        }
        if let Some(Object::String(bytes, _)) = call.operands.last() {
            self.show(bytes);
        }
        true
    }

    /// Text, or a step back in thousandths of the size.
    fn item(&mut self, item: &Object) {
        if let Object::String(bytes, _) = item {
            self.show(bytes);
        } else if let Some(back) = number(item) {
            let text = &self.state.text;
            let step = -back / 1000.0 * text.size;
            if text.font.as_ref().is_some_and(|font| font.vertical) {
                self.step(0.0, step);
            } else {
                self.step(step * text.stretch, 0.0);
            }
        }
    }

    fn show(&mut self, mut bytes: &[u8]) {
        let Some(font) = self.state.text.font.clone() else {
            return;
        };
        while !bytes.is_empty() {
            let (code, length) = font.next(bytes);
            let glyph = font.glyph(code, length);
            bytes = bytes.get(length.max(1)..).unwrap_or_default();
            let text = &self.state.text;
            let (size, stretch) = (text.size, text.stretch);
            let em = Matrix::new([size * stretch, 0.0, 0.0, size, 0.0, text.rise]);
            let em = font.em.then(em).then(self.text).then(self.state.matrix);
            let [down, x, y] = glyph.downward;
            let em = if font.vertical {
                Matrix::translation(-x, -y).then(em)
            } else {
                em
            };
            let word = if length == 1 && code == 32 { text.word } else { 0.0 };
            let between = text.spacing + word;
            let across = glyph.advance * font.em.a * size;
            self.put(&Shown {
                em,
                font: font.index,
                glyph: &glyph,
                advance: if font.vertical { down.abs() } else { glyph.advance },
                down: font.vertical,
            });
            if font.vertical {
                self.step(0.0, down * size + between);
            } else {
                self.step((across + between) * stretch, 0.0);
            }
        }
    }

    /// Puts a glyph on the sheet, if it lies on it.
    fn put(&mut self, shown: &Shown<'_>) {
        let Some(seen) = self.seen(shown) else { return };
        if self.page.glyphs.len() < GLYPHS {
            self.page.glyphs.push(seen);
        }
    }

    fn seen(&self, shown: &Shown<'_>) -> Option<SeenGlyph> {
        let (em, glyph) = (shown.em, shown.glyph);
        // the em box, as wide as the glyph goes
        let cell = Frame::around([[0.0, -0.12], [glyph.advance.max(0.01), 0.88]])?.under(em)?;
        cell.shared(self.frame)?;
        let (along, across) = (em.along(), em.across());
        let middle = [(cell.left + cell.right) / 2.0, (cell.top + cell.bottom) / 2.0];
        let mode = self.state.text.mode;
        let paint = if matches!(mode, 1 | 5) {
            &self.state.stroke
        } else {
            &self.state.fill
        };
        let unseen = matches!(mode, 3 | 7) || paint.alpha <= 0.0 || self.marks.hidden();
        let hidden = unseen || !self.state.clip.contains(middle) || self.on_paper(paint.ink, middle);
        let length = if shown.down { across } else { along };
        Some(SeenGlyph {
            text: glyph.text.clone(),
            font: shown.font,
            size: Length::from_pt(across)?,
            stretch: if across > 0.0 {
                (along / across * 1000.0).round() as i64
            } else {
                0
            },
            at: point([em.e, em.f])?,
            advance: Length::from_pt(shown.advance * length)?,
            heading: em.heading(),
            ink: glyph.ink.and_then(|ink| ink.under(em)?.bounds()),
            color: paint.ink,
            outlined: matches!(mode, 1 | 2 | 5 | 6),
            hidden,
            missing: glyph.missing,
            artifact: self.marks.artifact(),
        })
    }

    /// Whether an ink is white, and on nothing else than paper.
    fn on_paper(&self, ink: Ink, at: [f64; 2]) -> bool {
        let white = |ink| {
            matches!(
                ink,
                Ink::Gray(255) | Ink::Rgb([255, 255, 255]) | Ink::Cmyk([0, 0, 0, 0])
            )
        };
        let Some(at) = point(at).filter(|_| white(ink)) else {
            return false;
        };
        let covers = |bounds: &crate::inspect::seen::Bounds| {
            (bounds.left..=bounds.right).contains(&at.x) && (bounds.top..=bounds.bottom).contains(&at.y)
        };
        let fill = last(&self.page.fills)
            .iter()
            .rev()
            .find(|fill| covers(&fill.bounds));
        let picture = last(&self.page.pictures)
            .iter()
            .any(|picture| covers(&picture.bounds));
        !picture && fill.is_none_or(|fill| white(fill.color))
    }

    /// Ends a sequence of marked content; its text stands for its glyphs.
    pub(super) fn close_mark(&mut self) {
        let Some(Actual { text, from }) = self.marks.close() else {
            return;
        };
        let glyphs = self.page.glyphs.get_mut(from..).unwrap_or_default();
        let own: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        if own == text {
            return;
        }
        let characters: Vec<char> = text.chars().collect();
        if characters.len() == glyphs.len() {
            for (glyph, character) in glyphs.iter_mut().zip(characters) {
                glyph.text = character.into();
            }
            return;
        }
        // where it cannot be told which is which, the first glyph has it all
        for (at, glyph) in glyphs.iter_mut().enumerate() {
            glyph.text = if at == 0 { text.clone() } else { String::new() };
        }
    }
}

/// The last ones painted: what white text stands on was painted shortly before it.
fn last<T>(painted: &[T]) -> &[T] {
    painted
        .get(painted.len().saturating_sub(4096)..)
        .unwrap_or_default()
}

/// A glyph to be put on the sheet.
struct Shown<'g> {
    /// From the em to the sheet.
    em: Matrix,
    font: usize,
    glyph: &'g super::font::Glyph,
    /// In em.
    advance: f64,
    /// Lines run from top to bottom.
    down: bool,
}
