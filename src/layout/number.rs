//! 页码 (7.5): 4号 half-width 宋体 between two 一字线, below the type area, odd right, even left.

use crate::document::Text;
use crate::font::Role;
use crate::page::{Artifact, Item, Tag, Turn};
use crate::unit::{Length, Point};

use super::ink;
use super::line::Style;
use super::region::moved;
use super::setter::Setter;
use super::words;

const TAG: Tag = Tag::Artifact(Artifact::PageNumber);

/// Puts `number` on the `page`-th side, counted from 1; upright on every page, also a turned one (chapter 8).
pub(super) fn number(setter: &mut Setter<'_>, number: u32, page: usize, out: &mut Vec<Item>) {
    let s = setter.standard;
    let style = Style::new(Role::Songti, s.page_number_size);
    let nowhere = Text::default();
    let digits = setter.line(&number.to_string(), style, &nowhere);
    let dash = setter.line(words::DASH, style, &nowhere);
    // half a character between dash and digits, as the figures have it
    let space = s.page_number_size / 2;
    let whole = dash.width * 2 + space * 2 + digits.width;
    let left = s.corner(page).x;
    let mut x = if page.is_multiple_of(2) {
        left + s.page_number_inset
    } else {
        left + s.area_width - s.page_number_inset - whole
    };
    let mut items = Vec::new();
    for (line, after) in [(dash.clone(), space), (digits, space), (dash, Length::ZERO)] {
        let width = line.width;
        line.place(Point::new(x, Length::ZERO), Turn::Upright, TAG, &mut items);
        x += width + after;
    }
    let down = s.page_number_y - dash_center(setter, &items);
    out.extend(
        items
            .into_iter()
            .map(|item| moved(item, Point::new(Length::ZERO, down))),
    );
}

/// The middle of the dash's ink, which stands first.
fn dash_center(setter: &Setter<'_>, items: &[Item]) -> Length {
    let dash = items.get(..1).unwrap_or_default();
    ink::extent(setter.fonts, dash).map_or(Length::ZERO, |(top, bottom)| (top + bottom) / 2)
}
