//! 加盖印章 (7.3.5.1): each seal presses its name, the last one the date as well.

use crate::diag::Sink;
use crate::document::{Signature, Signer};
use crate::font::Role;
use crate::layout::findings;
use crate::layout::flow::CLOSEST;
use crate::layout::line::{Line, Measure, Span, set_cell};
use crate::layout::piece::{Gap, Kind, Piece};
use crate::layout::setter::{Setter, put_centered};
use crate::page::{self, NodeId, SealAnchor};
use crate::unit::{Length, Point};

use super::{picture, square};

/// Names, seals and date.
pub(super) fn sealed(setter: &mut Setter<'_>, signature: &Signature, parent: NodeId) -> Piece {
    let date_line = setter.line(
        &signature.date.string,
        setter.body(Role::Fangsong),
        &signature.date,
    );
    let columns = columns(setter, &signature.signers, date_line.width);
    if !under_seals(setter, &signature.signers, columns, date_line.width) {
        setter.report(findings::names_beyond_seals(signature));
    }
    let mut piece = Piece::new(Kind::Tail, Gap::Line, Length::ZERO);
    let rows: Vec<&[Signer]> = signature.signers.chunks(columns).collect();
    let mut top = Length::ZERO;
    let mut first_name = None;
    for (n, row) in rows.iter().enumerate() {
        let centers = centers(setter, row, columns, rows.len() > 1, date_line.width);
        let mut found = Sink::new();
        let names = set_names(setter, row, &centers, &mut found);
        setter.sink.append(found);
        let room = Room {
            top,
            diameter: diameter(setter, row),
            reach: reach(setter, row),
            lines: names.iter().map(Vec::len).max().unwrap_or(0).max(1),
        };
        first_name.get_or_insert_with(|| room.name(setter));
        put_row(setter, row, names, &centers, &room, parent, &mut piece);
        if n + 1 == rows.len() {
            let center = centers.last().copied().unwrap_or_default();
            put_date(setter, &date_line, center, &room, parent, signature, &mut piece);
        }
        piece.height = room.bottom(setter);
        top = piece.height + setter.standard.seal_space;
    }
    seals(setter, signature, parent, &mut piece);
    piece.gap = Gap::Within(gap(setter, first_name.unwrap_or_default()));
    piece
}

fn diameters(setter: &Setter<'_>, signers: &[Signer]) -> impl Iterator<Item = Length> {
    let s = setter.standard;
    let of = move |signer: &Signer| signer.diameter.unwrap_or(s.seal_diameter).min(s.area_width);
    signers.iter().map(of)
}

/// The widest seal.
fn diameter(setter: &Setter<'_>, signers: &[Signer]) -> Length {
    let usual = setter.standard.seal_diameter;
    diameters(setter, signers).max().unwrap_or(usual)
}

/// From the middle of a row's seals to the lower edge of the smallest.
fn reach(setter: &Setter<'_>, row: &[Signer]) -> Length {
    diameters(setter, row).min().unwrap_or_default() / 2
}

/// How many seals a row has: the standard's number, fewer where they would touch each other, or where names in so
/// narrow columns would have too many lines for their seals (7.3.5.1), if the page holds as many rows.
fn columns(setter: &Setter<'_>, signers: &[Signer], date: Length) -> usize {
    let s = setter.standard;
    let diameter = diameter(setter, signers);
    let apart = |n: &i64| diameter * *n + s.seal_space * (*n - 1) <= s.area_width;
    let most = (1..=s.seals_per_row).rev().find(apart).unwrap_or(1);
    let most = usize::try_from(most).unwrap_or(1).min(signers.len().max(1));
    let height = |n: usize| {
        let rows = i64::try_from(signers.len().div_ceil(n)).unwrap_or(i64::MAX);
        (diameter + s.seal_space) * rows.min(1000)
    };
    // two lines of text stay with the signature
    let page = s.area_height - s.gap - s.pitch() * 2;
    let fits = |n: &usize| height(*n) <= page && under_seals(setter, signers, *n, date);
    (1..=most).rev().find(fits).unwrap_or(most)
}

/// Whether each name, and the date with the last ones, lies under the lower half of its seal (7.3.5.1).
fn under_seals(setter: &Setter<'_>, signers: &[Signer], columns: usize, date: Length) -> bool {
    let rows = signers.chunks(columns.max(1));
    let count = rows.len();
    rows.enumerate().all(|(n, row)| {
        let centers = centers(setter, row, columns, count > 1, date);
        let names = set_names(setter, row, &centers, &mut Sink::new());
        let lines = names.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let lines = i64::try_from(lines + usize::from(n + 1 == count)).unwrap_or(i64::MAX);
        let size = setter.standard.text_size;
        size + least_pitch(setter) * (lines - 1) <= reach(setter, row)
    })
}

/// From line to line of a name, at the least.
fn least_pitch(setter: &Setter<'_>) -> Length {
    let s = setter.standard;
    s.text_size.part(11, 10).min(s.pitch())
}

/// Where the seals of a row have their centres. One organ's is over its date, four characters from the edge
/// (7.3.5.1); several share the width, those of a last row under the columns on the right.
fn centers(setter: &Setter<'_>, row: &[Signer], columns: usize, more: bool, date: Length) -> Vec<Length> {
    let s = setter.standard;
    if let ([signer], false) = (row, more) {
        let center = s.area_width - s.chars(s.seal_inset) - date / 2;
        let style = setter.body(Role::Fangsong);
        let span = [Span::new(&signer.name.string, style, signer.name.origin)];
        let name = crate::layout::line::natural_width(setter.fonts, &span).min(s.area_width);
        // a name too long for its place moves both inwards: they stay centred on each other
        return vec![center.min(s.area_width - name / 2)];
    }
    let columns = i64::try_from(columns).unwrap_or(1);
    let skipped = columns - i64::try_from(row.len()).unwrap_or(columns).min(columns);
    (skipped..columns)
        .map(|n| s.area_width.part(2 * n + 1, 2 * columns))
        .collect()
}

/// The names, each as wide as its column at most.
fn set_names(setter: &Setter<'_>, row: &[Signer], centers: &[Length], sink: &mut Sink) -> Vec<Vec<Line>> {
    let area = setter.standard.area_width;
    let style = setter.body(Role::Fangsong);
    let width = match centers {
        [a, b, ..] => *b - *a - style.size / 2,
        // halving may have lost an EMU
        [only] if row.len() == 1 && *only * 2 >= area => (area - *only) * 2 + Length::emu(2),
        _ => area,
    };
    let width = width.max(style.size * 4);
    let measure = Measure::ragged(width);
    let mut set = |signer: &Signer| {
        let spans = [Span::new(&signer.name.string, style, signer.name.origin)];
        // 清溪县人民政府／办公室, not 清溪县人民政府办／公室
        set_cell(setter.fonts, &spans, &measure, sink)
    };
    row.iter().map(&mut set).collect()
}

/// One row of seals (一排印章).
struct Room {
    /// Upper edge of the seals.
    top: Length,
    /// Of the widest seal.
    diameter: Length,
    /// From the middle to the lower edge of the smallest seal.
    reach: Length,
    /// Lines of the longest name.
    lines: usize,
}

impl Room {
    /// From line to line: closer where names of several lines and the date would else not all lie under the seal.
    fn pitch(&self, setter: &Setter<'_>) -> Length {
        let s = setter.standard;
        let lines = i64::try_from(self.lines).unwrap_or(1).max(1);
        ((self.reach - s.text_size) / lines).clamp(least_pitch(setter), s.pitch())
    }

    fn steps(&self, setter: &Setter<'_>) -> Length {
        self.pitch(setter) * i64::try_from(self.lines).unwrap_or(1)
    }

    /// Upper edge of the names: the date under them ends where the seal ends, as the figures have it, and both
    /// are below its centre.
    fn name(&self, setter: &Setter<'_>) -> Length {
        let below = self.reach - self.steps(setter) - setter.standard.text_size;
        self.top + self.diameter / 2 + below.max(Length::ZERO)
    }

    fn date(&self, setter: &Setter<'_>) -> Length {
        self.name(setter) + self.steps(setter)
    }

    fn bottom(&self, setter: &Setter<'_>) -> Length {
        (self.date(setter) + setter.standard.text_size).max(self.top + self.diameter)
    }
}

fn put_row(
    setter: &mut Setter<'_>,
    row: &[Signer],
    names: Vec<Vec<Line>>,
    centers: &[Length],
    room: &Room,
    parent: NodeId,
    piece: &mut Piece,
) {
    let (size, pitch) = (setter.standard.text_size, room.pitch(setter));
    for ((signer, lines), &center) in row.iter().zip(names).zip(centers) {
        let tag = setter.content(parent, page::Role::Paragraph);
        // a short name stands low, next to the date
        let above = i64::try_from(room.lines.saturating_sub(lines.len())).unwrap_or(0);
        let mut y = room.name(setter) + pitch * above;
        for line in lines {
            put_centered(&line, (center, center), y, size, tag, &mut piece.items);
            y += pitch;
        }
        piece.anchors.push(SealAnchor {
            sheet: setter.standard.sheet(),
            name: signer.name.string.replace('\n', ""),
            page: 0,
            center: Point::new(center, room.top + room.diameter / 2),
            diameter: signer.diameter.unwrap_or(setter.standard.seal_diameter),
            free: signer.picture.is_none(),
        });
    }
}

fn put_date(
    setter: &mut Setter<'_>,
    line: &Line,
    center: Length,
    room: &Room,
    parent: NodeId,
    signature: &Signature,
    piece: &mut Piece,
) {
    if signature.date.string.is_empty() {
        return;
    }
    let tag = setter.content(parent, page::Role::Paragraph);
    let y = room.date(setter);
    put_centered(
        line,
        (center, center),
        y,
        setter.standard.text_size,
        tag,
        &mut piece.items,
    );
}

/// The seals over their names; where there is no picture, the place is kept free.
fn seals(setter: &mut Setter<'_>, signature: &Signature, parent: NodeId, piece: &mut Piece) {
    let places: Vec<(Point, Length)> = piece.anchors.iter().map(|a| (a.center, a.diameter)).collect();
    for (signer, (center, diameter)) in signature.signers.iter().zip(places) {
        piece
            .items
            .extend(picture(setter, signer, center, square(diameter), parent));
    }
}

/// From the text to the seal's upper edge: so that the name stands on the grid, and not more than 一行 (7.3.5.1); a
/// line further down where the seal would touch the text.
fn gap(setter: &Setter<'_>, name: Length) -> Length {
    let s = setter.standard;
    let lines = (s.text_size + name).to_emu() / s.pitch().to_emu().max(1) + 1;
    let gap = s.pitch() * lines - s.text_size - name;
    let gap = if gap < CLOSEST { gap + s.pitch() } else { gap };
    gap.min(s.gap)
}
