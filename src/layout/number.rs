//! 页码 (7.5): 4号 half-width 宋体 between two 一字线, below the type area, odd right, even left.

use crate::diag::Sink;
use crate::document::{HeadForm, Text};
use crate::font::{Fonts, Role};
use crate::page::{Artifact, Item, Page, Tag, Turn};
use crate::standard::Standard;
use crate::unit::{Length, Point};

use super::ink;
use super::line::{Line, Style};
use super::setter;
use super::words;

const TAG: Tag = Tag::Artifact(Artifact::PageNumber);

/// What numbers pages (页码).
pub(super) struct Numbers<'a> {
    fonts: &'a Fonts,
    standard: &'a Standard,
    form: HeadForm,
    /// Before and behind the digits.
    dash: Line,
    /// How far the dashes' baseline is below the middle of their ink.
    down: Length,
    /// Whether the pages behind the last one have no numbers.
    ended: bool,
    /// Findings, which come behind all others.
    sink: Sink,
}

impl<'a> Numbers<'a> {
    /// For a document with such a head.
    pub(super) fn new(fonts: &'a Fonts, standard: &'a Standard, form: HeadForm) -> Self {
        let mut sink = Sink::new();
        let dash = set(fonts, standard, words::DASH, &mut sink);
        let mut items = Vec::new();
        dash.clone()
            .place(Point::default(), Turn::Upright, TAG, &mut items);
        let center = ink::extent(fonts, &items).map_or(Length::ZERO, |(top, bottom)| (top + bottom) / 2);
        Self {
            fonts,
            standard,
            form,
            dash,
            down: -center,
            ended: false,
            sink,
        }
    }

    /// The pages from here on have none.
    pub(super) const fn end(&mut self) {
        self.ended = true;
    }

    /// Findings of all numbers.
    pub(super) fn into_sink(self) -> Sink {
        self.sink
    }

    /// Numbers the `n`-th page, counted from 1.
    pub(super) fn put(&mut self, n: usize, page: &mut Page) {
        // the first page of a letter shows none (10.1)
        if self.ended || (n == 1 && self.form == HeadForm::Letter) {
            return;
        }
        let printed = u32::try_from(n).unwrap_or(u32::MAX);
        page.number = Some(printed);
        self.draw(printed, n, &mut page.items);
    }

    /// Upright on every page, also a turned one (chapter 8).
    fn draw(&mut self, number: u32, page: usize, out: &mut Vec<Item>) {
        let s = self.standard;
        let digits = set(self.fonts, s, &number.to_string(), &mut self.sink);
        // half a character between dash and digits, as the figures have it
        let space = s.page_number_size / 2;
        let whole = self.dash.width * 2 + space * 2 + digits.width;
        let left = s.corner(page).x;
        let mut x = if page.is_multiple_of(2) {
            left + s.page_number_inset
        } else {
            left + s.area_width - s.page_number_inset - whole
        };
        let y = s.page_number_y + self.down;
        let dash = || self.dash.clone();
        for (line, after) in [(dash(), space), (digits, space), (dash(), Length::ZERO)] {
            let width = line.width;
            line.place(Point::new(x, y), Turn::Upright, TAG, out);
            x += width + after;
        }
    }
}

fn set(fonts: &Fonts, standard: &Standard, text: &str, sink: &mut Sink) -> Line {
    let style = Style::new(Role::Songti, standard.page_number_size);
    setter::line(fonts, text, style, &Text::default(), sink)
}
