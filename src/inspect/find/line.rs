//! Glyphs into lines (成行).
//!
//! Glyphs whose baselines lie within 1 mm of each other and that run the same way are one row; a row falls apart where
//! an upright stroke (a table's) or a wide gap parts it, and at the few places where an official document puts two
//! elements close to each other on one baseline: 发文字号 and 签发人, 印发机关 and 印发日期, a joint mark and 文件.

use std::collections::BTreeMap;

use super::head::is_number;
use crate::inspect::seen::{Bounds, Face, Heading, Ink, Seen, SeenGlyph, SeenPage, Stroke};
use crate::text::normal::is_han;
use crate::unit::{Length, Point};

/// A line's number in [`super::Parts::lines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::inspect) struct LineId(pub(in crate::inspect) usize);

/// Glyphs on one baseline that are read on (行). A gap wider than four ems begins a new line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Line {
    /// Index of its page.
    pub(in crate::inspect) page: usize,
    /// Indices of its glyphs in the page, in reading order, without white space and without what is painted twice.
    pub(in crate::inspect) glyphs: Vec<usize>,
    /// Its characters, with the white space between them.
    pub(in crate::inspect) text: String,
    pub(in crate::inspect) heading: Heading,
    /// On the sheet: the baseline's height; for lines that run up or down, how far it is from the left.
    pub(in crate::inspect) baseline: Length,
    /// Box of the ems: from the first glyph's start to the last one's end, from 0.88 em above the baseline to 0.12 em
    /// below, of the largest size in it.
    pub(in crate::inspect) em: Bounds,
    /// Box of the ink, where all fonts tell.
    pub(in crate::inspect) ink: Option<Bounds>,
    /// The size of most of its glyphs.
    pub(in crate::inspect) size: Length,
    /// The face of most of its Han characters, or of all where there are none.
    pub(in crate::inspect) face: Face,
    pub(in crate::inspect) color: Ink,
    /// How many white space glyphs stand before its first one: an indent that was typed.
    pub(in crate::inspect) blanks_before: usize,
    /// Whether glyphs are painted twice, a little apart, to look bold.
    pub(in crate::inspect) doubled: bool,
    /// Whether characters of it cannot be read: the file does not say what its glyphs stand for.
    pub(in crate::inspect) unreadable: bool,
}

impl Line {
    /// Whether it is read without turning the sheet.
    pub(in crate::inspect) fn upright(&self) -> bool {
        self.heading == Heading::Right
    }

    /// Its characters without white space.
    pub(in crate::inspect) fn solid(&self) -> String {
        self.text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// The half of a full-width closing mark at its end that is blank, and that a typesetter may have cut off.
    pub(in crate::inspect) fn trim(&self) -> Length {
        let last = self.text.chars().next_back();
        let mark = last.is_some_and(|c| "，。、；：！？”’）》〉〕】」』".contains(c));
        if mark { self.size.part(1, 2) } else { Length::ZERO }
    }

    /// Whether its right edge is at `edge`, give or take `tolerance`: full-width marks at its end may be cut to half.
    pub(in crate::inspect) fn ends_at(&self, edge: Length, tolerance: Length) -> bool {
        let (low, high) = (self.em.right - self.trim() - tolerance, self.em.right + tolerance);
        (low..=high).contains(&edge)
    }
}

/// All lines of a file: page by page; upright lines first, from top to bottom and from left to right, then those that
/// run upwards, downwards, upside down and askew, each in the order in which they are read.
pub(super) fn gather(seen: &Seen) -> Vec<Line> {
    const HEADINGS: [Heading; 5] = [
        Heading::Right,
        Heading::Up,
        Heading::Down,
        Heading::Left,
        Heading::Askew,
    ];
    let mut lines = Vec::new();
    for (number, page) in seen.pages.iter().enumerate() {
        for heading in HEADINGS {
            let mut segments: Vec<Segment<'_>> = rows(page, heading)
                .into_iter()
                .flat_map(|row| split(row, page, heading))
                .flat_map(part_neighbours)
                .collect();
            part_suffix(&mut segments);
            let made = segments
                .iter()
                .map(|segment| line(seen, number, heading, segment));
            lines.extend(made);
        }
    }
    lines
}

/// A glyph in the frame of its line: `along` it and `across` it, downwards as its reader sees it.
#[derive(Clone)]
struct Placed<'s> {
    index: usize,
    glyph: &'s SeenGlyph,
    along: Length,
    across: Length,
    /// White space glyphs before it.
    blanks: usize,
    doubled: bool,
}

type Segment<'s> = Vec<Placed<'s>>;

impl Placed<'_> {
    fn end(&self) -> Length {
        self.along + self.glyph.advance
    }

    fn blank(&self) -> bool {
        !self.glyph.text.is_empty() && self.glyph.text.chars().all(char::is_whitespace)
    }

    /// Whether `other`, next in the row, is the same character painted once more.
    fn twin(&self, other: &Self) -> bool {
        let near = self.glyph.size.part(1, 10);
        !self.glyph.text.is_empty()
            && self.glyph.text == other.glyph.text
            && (other.along - self.along).abs() <= near
    }
}

/// A point of the sheet as (along, across) the lines of a heading.
fn framed(heading: Heading, at: Point) -> (Length, Length) {
    match heading {
        Heading::Right | Heading::Askew => (at.x, at.y),
        Heading::Up => (-at.y, at.x),
        Heading::Down => (at.y, -at.x),
        Heading::Left => (-at.x, -at.y),
    }
}

/// The way back, of a box: from `start` to `end` along, from `top` to `bottom` across.
fn on_sheet(heading: Heading, [start, end, top, bottom]: [Length; 4]) -> Bounds {
    let (left, right, top, bottom) = match heading {
        Heading::Right | Heading::Askew => (start, end, top, bottom),
        Heading::Up => (top, bottom, -end, -start),
        Heading::Down => (-bottom, -top, start, end),
        Heading::Left => (-end, -start, -bottom, -top),
    };
    Bounds {
        left,
        top,
        right,
        bottom,
    }
}

/// The glyphs of a heading by baselines, each row from its start to its end.
fn rows(page: &SeenPage, heading: Heading) -> Vec<Segment<'_>> {
    let seen = page.glyphs.iter().enumerate();
    let wanted = seen.filter(|(_, glyph)| glyph.heading == heading && !glyph.hidden);
    let mut placed: Vec<Placed<'_>> = wanted
        .map(|(index, glyph)| {
            let (along, across) = framed(heading, glyph.at);
            Placed {
                index,
                glyph,
                along,
                across,
                blanks: 0,
                doubled: false,
            }
        })
        .collect();
    placed.sort_by_key(|p| (p.across, p.along));
    let mut rows: Vec<Segment<'_>> = Vec::new();
    for glyph in placed {
        let same_row = |row: &&mut Segment<'_>| {
            row.first()
                .is_some_and(|first| glyph.across - first.across <= Length::mm(1))
        };
        match rows.last_mut().filter(same_row) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().map(tidied).collect()
}

/// A row in reading order; white space and what is painted twice are noted on the glyphs that stay.
fn tidied(mut row: Segment<'_>) -> Segment<'_> {
    row.sort_by_key(|p| (p.along, p.index));
    let mut kept: Segment<'_> = Vec::with_capacity(row.len());
    let mut blanks = 0;
    for mut glyph in row {
        if glyph.blank() {
            blanks += 1;
            continue;
        }
        match kept.last_mut().filter(|last| last.twin(&glyph)) {
            Some(last) => last.doubled = true,
            None => {
                glyph.blanks = std::mem::take(&mut blanks);
                kept.push(glyph);
            }
        }
    }
    kept
}

/// A row's parts between wide gaps and strokes that cross it.
fn split<'s>(row: Segment<'s>, page: &SeenPage, heading: Heading) -> Vec<Segment<'s>> {
    let walls = walls(page, heading, &row);
    let mut parts: Vec<Segment<'s>> = Vec::new();
    for glyph in row {
        let joined = |part: &&mut Segment<'_>| part.last().is_some_and(|last| read_on(last, &glyph, &walls));
        match parts.last_mut().filter(joined) {
            Some(part) => part.push(glyph),
            None => parts.push(vec![glyph]),
        }
    }
    parts
}

/// Where strokes cross a row, in order.
fn walls(page: &SeenPage, heading: Heading, row: &[Placed<'_>]) -> Vec<Length> {
    let Some(across) = row.first().map(|p| p.across - p.glyph.size.part(2, 5)) else {
        return Vec::new();
    };
    let crossing = |stroke: &Stroke| {
        let (a, b) = (framed(heading, stroke.from), framed(heading, stroke.to));
        let upright = (a.0 - b.0).abs() <= Length::um(300);
        (upright && (a.1.min(b.1)..=a.1.max(b.1)).contains(&across)).then_some(a.0)
    };
    let mut walls: Vec<Length> = page.strokes.iter().filter_map(crossing).collect();
    walls.sort_unstable();
    walls
}

fn read_on(before: &Placed<'_>, after: &Placed<'_>, walls: &[Length]) -> bool {
    let size = before.glyph.size.max(after.glyph.size);
    // the names of a joint mark are spread to one width, the short ones far
    let ems = if is_mark(before) { 8 } else { 4 };
    let middle = |p: &Placed<'_>| p.along + p.glyph.advance.part(1, 2);
    let between = middle(before)..middle(after);
    after.along - before.end() <= size * ems && !walls.iter().any(|wall| between.contains(wall))
}

/// Whether a glyph may be of the issuer's mark: red, and larger than any title.
fn is_mark(placed: &Placed<'_>) -> bool {
    placed.glyph.size >= Length::pt(24) && placed.glyph.color.is_red()
}

fn words(segment: &[Placed<'_>]) -> String {
    segment.iter().map(|p| p.glyph.text.as_str()).collect()
}

/// 发文字号 and 签发人, 印发机关 and 印发日期: two elements of one baseline, at least an em apart.
fn part_neighbours(segment: Segment<'_>) -> Vec<Segment<'_>> {
    let apart = |at: usize| {
        let before = at.checked_sub(1).and_then(|i| segment.get(i));
        let gap = segment.get(at).zip(before).map(|(b, a)| b.along - a.end());
        gap.is_some_and(|gap| segment.first().is_some_and(|f| gap >= f.glyph.size.part(9, 10)))
    };
    let begins = |at: usize| {
        let (before, rest) = segment.split_at_checked(at).unwrap_or_default();
        let rest = words(rest);
        rest.starts_with("签发人")
            || is_number(&words(before))
            || rest.ends_with("印发") && rest.starts_with(|c: char| c.is_ascii_digit())
    };
    match (1..segment.len()).find(|at| apart(*at) && begins(*at)) {
        Some(at) => {
            let mut first = segment;
            let second = first.split_off(at);
            vec![first, second]
        }
        None => vec![segment],
    }
}

/// Parts 文件 from the name beside it, where the mark has several names of one width and 文件 stands at their right.
fn part_suffix(segments: &mut Vec<Segment<'_>>) {
    let marks: Vec<usize> = (0..segments.len())
        .filter(|i| segments.get(*i).is_some_and(|s| s.iter().all(is_mark)))
        .collect();
    let ends = |at: usize, less: usize| {
        let segment = segments.get(at)?;
        let last = segment.len().checked_sub(less + 1)?;
        segment.get(last).map(Placed::end)
    };
    let suffixed = marks.iter().copied().find(|&at| {
        let ends_so = segments.get(at).is_some_and(|s| words(s).ends_with("文件"));
        let others = marks.iter().filter(|other| **other != at);
        let end = ends(at, 2);
        let beside = |other: usize| {
            ends(other, 0)
                .zip(end)
                .is_some_and(|(a, b)| (a - b).abs() <= Length::mm(3))
        };
        ends_so && others.copied().any(beside)
    });
    if let Some(at) = suffixed
        && let Some(segment) = segments.get_mut(at)
    {
        let suffix = segment.split_off(segment.len().saturating_sub(2));
        segments.insert(at + 1, suffix);
    }
}

fn line(seen: &Seen, page: usize, heading: Heading, segment: &[Placed<'_>]) -> Line {
    let size = largest(segment);
    let baseline = most(segment.iter().map(|p| p.across)).unwrap_or_default();
    let start = segment.first().map_or(Length::ZERO, |p| p.along);
    let end = segment.iter().map(Placed::end).max().unwrap_or(start);
    let em = [
        start,
        end,
        baseline - size.part(88, 100),
        baseline + size.part(12, 100),
    ];
    let origin = match heading {
        Heading::Down | Heading::Left => -baseline,
        _ => baseline,
    };
    Line {
        page,
        glyphs: segment.iter().map(|p| p.index).collect(),
        text: text(segment),
        heading,
        baseline: origin,
        em: on_sheet(heading, em),
        ink: ink(segment),
        size: most(segment.iter().map(|p| p.glyph.size)).unwrap_or_default(),
        face: face(seen, segment),
        color: most(segment.iter().map(|p| p.glyph.color)).unwrap_or_default(),
        blanks_before: segment.first().map_or(0, |p| p.blanks),
        doubled: segment.iter().any(|p| p.doubled),
        unreadable: segment.iter().any(|p| p.glyph.text.is_empty() || p.glyph.missing),
    }
}

fn largest(segment: &[Placed<'_>]) -> Length {
    segment.iter().map(|p| p.glyph.size).max().unwrap_or_default()
}

fn text(segment: &[Placed<'_>]) -> String {
    let mut text = String::new();
    for (n, placed) in segment.iter().enumerate() {
        let blanks = if n == 0 { 0 } else { placed.blanks };
        text.extend(std::iter::repeat_n(' ', blanks));
        text.push_str(&placed.glyph.text);
    }
    text
}

fn ink(segment: &[Placed<'_>]) -> Option<Bounds> {
    let mut boxes = segment.iter().map(|p| p.glyph.ink);
    let first = boxes.next()??;
    boxes.try_fold(first, |all, ink| Some(all.with(ink?)))
}

fn face(seen: &Seen, segment: &[Placed<'_>]) -> Face {
    let of = |p: &Placed<'_>| seen.fonts.get(p.glyph.font).map(|font| font.face);
    let han = segment.iter().filter(|p| p.glyph.text.chars().any(is_han));
    most(han.filter_map(of))
        .or_else(|| most(segment.iter().filter_map(of)))
        .unwrap_or_default()
}

/// The most frequent of `values`; of equally frequent ones the first that came.
fn most<T: Copy + PartialEq>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counted.push((value, 1)),
        }
    }
    let by_rank: BTreeMap<usize, T> = counted.into_iter().rev().map(|(value, n)| (n, value)).collect();
    by_rank.into_values().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::sample::Sheet;

    fn texts(sheet: Sheet) -> Vec<String> {
        gather(&sheet.seen()).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_come_from_top_to_bottom_and_fall_apart_at_wide_gaps() {
        let sheet = Sheet::default()
            .text(28, 60, 16, "第二行")
            .text(28, 50, 16, "左边")
            .text(100, 50, 16, "右边");
        assert_eq!(texts(sheet), ["左边", "右边", "第二行"]);
    }

    #[test]
    fn white_space_stays_in_the_text_but_not_at_the_ends() {
        let lines = gather(&Sheet::default().text(28, 50, 16, "  甲 乙 ").seen());
        assert_eq!(lines[0].text, "甲 乙");
        assert_eq!(lines[0].blanks_before, 2);
        assert_eq!(lines[0].em.left, Length::mm(28) + Length::pt(16));
    }

    #[test]
    fn an_upright_stroke_parts_cells() {
        let sheet = Sheet::default()
            .text(28, 50, 12, "甲")
            .text(36, 50, 12, "乙")
            .stroke([34, 40, 34, 60]);
        assert_eq!(texts(sheet), ["甲", "乙"]);
    }

    #[test]
    fn spread_names_of_a_mark_stay_whole_and_their_suffix_is_parted() {
        let sheet = Sheet::default()
            .red()
            .spread(30, 90, 42, 45, "财政局")
            .spread(30, 110, 42, 15, "清溪县人民政府")
            .spread(30, 130, 42, 45, "审计局")
            .text(140, 110, 42, "文件");
        assert_eq!(texts(sheet), ["财政局", "清溪县人民政府", "文件", "审计局"]);
    }

    #[test]
    fn neighbours_on_one_baseline_are_parted() {
        let row = Sheet::default()
            .text(34, 120, 16, "清政〔2024〕7号")
            .text(90, 120, 16, "签发人：张一三");
        assert_eq!(texts(row), ["清政〔2024〕7号", "签发人：张一三"]);
        let row = Sheet::default()
            .text(33, 258, 14, "清溪县人民政府办公室及其他单位")
            .text(114, 258, 14, "2024年7月10日印发");
        assert_eq!(texts(row)[1], "2024年7月10日印发");
    }

    #[test]
    fn what_is_painted_twice_is_read_once() {
        let sheet = Sheet::default()
            .text(28, 50, 16, "甲")
            .text_um(28_200, 50_000, 16, "甲");
        let lines = gather(&sheet.seen());
        assert_eq!((lines[0].text.as_str(), lines[0].doubled), ("甲", true));
    }

    #[test]
    fn a_turned_line_has_its_box_on_the_sheet() {
        let lines = gather(&Sheet::default().turned(100, 200, 10, "甲乙").seen());
        let line = &lines[0];
        assert_eq!(
            (line.text.as_str(), line.heading, line.upright()),
            ("甲乙", Heading::Up, false)
        );
        assert_eq!(
            (line.em.bottom, line.em.top),
            (Length::mm(200), Length::mm(200) - Length::pt(20))
        );
        assert_eq!(line.em.left, Length::mm(100) - Length::pt(10).part(88, 100));
        assert_eq!(line.baseline, Length::mm(100));
    }

    #[test]
    fn a_line_may_end_in_half_a_mark() {
        let lines = gather(&Sheet::default().text(28, 50, 16, "甲乙，").seen());
        let right = Length::mm(28) + Length::pt(48);
        assert!(
            lines[0].ends_at(right, Length::ZERO) && lines[0].ends_at(right - Length::pt(8), Length::ZERO)
        );
        assert!(!lines[0].ends_at(right - Length::pt(9), Length::ZERO));
    }
}
