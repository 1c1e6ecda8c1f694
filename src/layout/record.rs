//! 版记 (7.4): from the lower edge of the last page's type area upwards.

use crate::document::{HeadForm, Record, Text};
use crate::font::Role;
use crate::page::{self, Artifact, Color, Item, NodeId, Rule, Shape, Tag, Tree};
use crate::unit::{Length, Point};

use super::findings;
use super::line::{Line, Measure, Span, Style};
use super::region::moved;
use super::setter::{Setter, put, put_right};
use super::words;

/// The record as set (版记).
#[derive(Debug)]
pub(super) struct Recorded {
    /// Its marks, from the upper left corner of the type area.
    pub(super) items: Vec<Item>,
    /// Its upper edge, from the upper edge of the type area.
    pub(super) top: Length,
}

/// Sets the record; `None` where nothing is in it.
pub(super) fn record(setter: &mut Setter<'_>, record: &Record, form: HeadForm) -> Option<Recorded> {
    // a letter's record has neither 印发 nor lines (10.1)
    let letter = form == HeadForm::Letter;
    let entries: Vec<(&str, &Text)> = [(words::TO, &record.to), (words::COPIES, &record.copies)]
        .into_iter()
        .filter_map(|(label, text)| Some((label, text.as_ref()?)))
        .collect();
    let printed = (!letter && (record.printer.is_some() || record.printed_on.is_some())).then_some(record);
    if entries.is_empty() && printed.is_none() {
        return None;
    }
    let parent = setter
        .tree
        .add_titled(Tree::ROOT, page::Role::Division, words::RECORD);
    let mut rows = Vec::new();
    if !entries.is_empty() {
        rows.push(entry_row(setter, &entries, parent));
    }
    if let Some(record) = printed {
        rows.push(printed_row(setter, record, parent));
    }
    let recorded = if letter {
        without_lines(setter, rows)
    } else {
        with_lines(setter, rows)
    };
    if recorded.top < Length::ZERO {
        setter.report(findings::record_too_tall(record));
    }
    Some(recorded)
}

/// What stands between two rules (一栏).
struct Row {
    /// From the upper edge of its first line; x from the type area's left edge.
    items: Vec<Item>,
    /// To the lower edge of its last line.
    height: Length,
}

/// 主送 above 抄送, without a rule between them (7.4.2).
fn entry_row(setter: &mut Setter<'_>, entries: &[(&str, &Text)], parent: NodeId) -> Row {
    let s = setter.standard;
    let mut items = Vec::new();
    let mut y = Length::ZERO;
    for (label, text) in entries {
        let tag = setter.content(parent, page::Role::Paragraph);
        y = entry(setter, label, text, y, tag, &mut items);
    }
    Row {
        items,
        height: y - s.record_pitch + s.record_size,
    }
}

/// 4号 仿宋 (7.4.2).
fn style(setter: &Setter<'_>) -> Style {
    Style::new(Role::Fangsong, setter.standard.record_size)
}

/// One entry, continued under the first character behind its colon, with a full stop at its end (7.4.2); gives
/// back where the next line would begin.
fn entry(
    setter: &mut Setter<'_>,
    label: &str,
    text: &Text,
    top: Length,
    tag: Tag,
    out: &mut Vec<Item>,
) -> Length {
    let s = setter.standard;
    let (size, inset) = (s.record_size, s.record_size * s.record_inset);
    let label = setter.line(label, style(setter), text);
    let hang = inset + label.width;
    put(&label, Point::new(inset, top), size, tag, out);
    let string = format!(
        "{}{}",
        text.string.trim_end_matches(words::FULL_STOP),
        words::FULL_STOP
    );
    let measure = Measure {
        width: s.area_width - inset,
        first: hang,
        rest: hang,
        justify: true,
    };
    let lines = setter.lines(&[Span::new(&string, style(setter), text.origin)], &measure);
    let mut y = top;
    for line in lines {
        put(&line, Point::new(Length::ZERO, y), size, tag, out);
        y += s.record_pitch;
    }
    y
}

/// 印发机关 on the left, 印发日期 on the right (7.4.3); a long name goes on below itself.
fn printed_row(setter: &mut Setter<'_>, record: &Record, parent: NodeId) -> Row {
    let s = setter.standard;
    let (size, inset) = (s.record_size, s.record_size * s.record_inset);
    let date = record.printed_on.as_ref().map(|text| {
        let string = format!("{}{}", text.string, words::PRINTED);
        setter.line(&string, style(setter), text)
    });
    let taken = date.as_ref().map_or(Length::ZERO, |line| line.width + size);
    let measure = Measure {
        first: inset,
        rest: inset,
        ..Measure::ragged((s.area_width - inset - taken).max(s.area_width / 4))
    };
    let lines: Vec<Line> = record.printer.as_ref().map_or_else(Vec::new, |text| {
        setter.lines(&[Span::new(&text.string, style(setter), text.origin)], &measure)
    });
    let mut items = Vec::new();
    let mut y = Length::ZERO;
    let mut last = Length::ZERO;
    let tag = setter.content(parent, page::Role::Paragraph);
    for line in lines {
        put(&line, Point::new(Length::ZERO, y), size, tag, &mut items);
        last = y;
        y += s.record_pitch;
    }
    if let Some(line) = date {
        let tag = setter.content(parent, page::Role::Paragraph);
        put_right(&line, s.area_width - inset, last, size, tag, &mut items);
    }
    Row {
        items,
        height: last + size,
    }
}

/// Rows between rules: the first and the last thick, those between thin, the last one's lower edge on the lower
/// edge of the type area (7.4.1).
fn with_lines(setter: &Setter<'_>, rows: Vec<Row>) -> Recorded {
    let s = setter.standard;
    let mut items = Vec::new();
    // middles of rules are counted from, so that thick and thin ones make equal rows
    let mut middle = s.area_height - s.record_thick / 2;
    let mut width = s.record_thick;
    for row in rows.into_iter().rev() {
        items.push(rule(setter, middle, width));
        let top = middle - s.record_padding - row.height;
        items.extend(
            row.items
                .into_iter()
                .map(|item| moved(item, Point::new(Length::ZERO, top))),
        );
        middle = top - s.record_padding;
        width = s.record_thin;
    }
    items.push(rule(setter, middle, s.record_thick));
    Recorded {
        items,
        top: middle - s.record_thick / 2,
    }
}

/// Rows alone, the last line on the lower edge of the type area (10.1).
fn without_lines(setter: &Setter<'_>, rows: Vec<Row>) -> Recorded {
    let mut items = Vec::new();
    let mut top = setter.standard.area_height;
    for row in rows.into_iter().rev() {
        top -= row.height;
        items.extend(
            row.items
                .into_iter()
                .map(|item| moved(item, Point::new(Length::ZERO, top))),
        );
    }
    Recorded { items, top }
}

/// A black rule as wide as the type area, its middle at `y` (7.4.1).
fn rule(setter: &Setter<'_>, y: Length, width: Length) -> Item {
    let across = Point::new(setter.standard.area_width, y);
    let rule = Rule {
        from: Point::new(Length::ZERO, y),
        to: across,
        width,
        color: Color::Black,
    };
    Item {
        tag: Tag::Artifact(Artifact::Rule),
        shape: Shape::Rule(rule),
    }
}
