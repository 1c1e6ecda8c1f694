//! 发文机关标志 (7.2.4): as large as it may be and as wide as the type area at most, placed by its ink.

use crate::document::{Head, Text};
use crate::font::Role;
use crate::layout::findings;
use crate::layout::ink;
use crate::layout::line::{Span, Style, natural_width};
use crate::layout::region::moved;
use crate::layout::setter::{Setter, put, put_centered, red};
use crate::layout::spaced;
use crate::page::{self, Item, NodeId, Tag};
use crate::unit::{Length, Point};

use super::edges;

/// Puts the mark with the upper edge of its ink at `top`; gives back the ink's lower edge.
///
/// `names` of a joint issue stand one below the other, spaced to one width, 文件 to their right.
pub(super) fn mark(
    setter: &mut Setter<'_>,
    head: &Head,
    names: &[Text],
    (top, size): (Length, Length),
    parent: NodeId,
    out: &mut Vec<Item>,
) -> Length {
    let tag = setter.content(parent, page::Role::Paragraph);
    let mut items = Vec::new();
    match names {
        [] => return top,
        [name] => single(setter, name, head.mark_suffix.as_ref(), size, tag, &mut items),
        _ => joint(setter, names, head.mark_suffix.as_ref(), size, tag, &mut items),
    }
    let (high, low) = ink::extent(setter.fonts, &items).unwrap_or_default();
    out.extend(
        items
            .into_iter()
            .map(|item| moved(item, Point::new(Length::ZERO, top - high))),
    );
    top + low - high
}

/// The name with 文件 behind it on one line.
fn single(
    setter: &mut Setter<'_>,
    name: &Text,
    suffix: Option<&Text>,
    size: Length,
    tag: Tag,
    out: &mut Vec<Item>,
) {
    let string = format!("{}{}", name.string, suffix.map_or("", |text| &text.string)).replace('\n', "");
    let plain = red(Style::new(Role::Xiaobiaosong, size));
    let width = natural_width(setter.fonts, &[Span::new(&string, plain, name.origin)]);
    let style = squeeze(setter, plain, (width, setter.standard.area_width), name);
    let line = setter.line(&string, style, name);
    put_centered(&line, edges(setter), Length::ZERO, style.size, tag, out);
}

/// Several names, 文件 at half their height.
fn joint(
    setter: &mut Setter<'_>,
    names: &[Text],
    suffix: Option<&Text>,
    size: Length,
    tag: Tag,
    out: &mut Vec<Item>,
) {
    let space = suffix.map_or(Length::ZERO, |_| setter.standard.mark_space);
    let natural = |setter: &Setter<'_>, text: &Text, style: Style| {
        natural_width(setter.fonts, &[Span::new(&text.string, style, text.origin)])
    };
    let widest = |setter: &Setter<'_>, style: Style| {
        names
            .iter()
            .map(|name| natural(setter, name, style))
            .max()
            .unwrap_or_default()
    };
    let plain = red(Style::new(Role::Xiaobiaosong, size));
    let whole = widest(setter, plain) + suffix.map_or(Length::ZERO, |text| natural(setter, text, plain));
    let Some(host) = names.first() else { return };
    // the space between names and 文件 stays as it is, whatever the type becomes
    let room = setter.standard.area_width - space;
    let style = squeeze(setter, plain, (whole, room), host);
    let (width, (left, right)) = (widest(setter, style), edges(setter));
    let suffix = suffix.map(|text| setter.line(&text.string, style, text));
    let whole = width + suffix.as_ref().map_or(Length::ZERO, |line| space + line.width);
    let x = (left + right - whole) / 2;
    // smaller type stands closer, larger type wider
    let pitch = setter
        .standard
        .mark_pitch
        .part(style.size.to_emu(), setter.standard.mark_size.to_emu().max(1));
    let mut y = Length::ZERO;
    for name in names {
        let line = spaced::line(setter, name, style, width);
        put(&line, Point::new(x, y), style.size, tag, out);
        y += pitch;
    }
    if let Some(line) = suffix {
        let at = Point::new(x + width + space, (y - pitch) / 2);
        put(&line, at, style.size, tag, out);
    }
}

/// The style in which a mark `width` wide fits `area`: narrower first, then smaller.
fn squeeze(setter: &mut Setter<'_>, plain: Style, (width, area): (Length, Length), name: &Text) -> Style {
    if width <= area {
        return plain;
    }
    let least = setter.standard.mark_squeeze * 10;
    // a rounded-up stretch would be too wide by a hair
    let stretch = (area.to_emu() * 1000 / width.to_emu().max(1)).max(least);
    let narrowed = width.part(stretch, 1000);
    let mut style = plain;
    style.stretch = u16::try_from(stretch).unwrap_or(1000);
    if narrowed > area {
        style.size = Length::emu(plain.size.to_emu() * area.to_emu() / narrowed.to_emu().max(1));
    }
    if style.size < setter.standard.title_size {
        setter.report(findings::mark_too_long(name));
    }
    style
}
