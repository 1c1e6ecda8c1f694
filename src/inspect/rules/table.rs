//! L: tables (表格).

use super::gauge::{Tally, mm, pt};
use super::number::{dash_center, inset, level};
use super::wanted::Reading;
use super::{Rule, Sight};
use crate::diag::Severity::Warning;
use crate::inspect::find::{Line, TableArea};
use crate::inspect::seen::{Bounds, Heading, SeenPage, Stroke};
use crate::inspect::{Outcome, Verdict};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "L01",
        clause: "8",
        name: "横排表格方向",
        says: "A4 纸型的表格横排时，单页码表头在订口一边，双页码表头在切口一边，即表头都在纸的左边",
        severity: Warning,
        measure: turned,
    },
    Rule {
        id: "L02",
        clause: "8",
        name: "横排表格页码",
        says: "横排表格的页码位置与公文其他页码保持一致",
        severity: Warning,
        measure: number,
    },
    Rule {
        id: "L03",
        clause: "通行做法",
        name: "表格清晰完整",
        says: "续页重复表头，文字不小于小五号（9 磅），不压线、不出格",
        severity: Warning,
        measure: clear,
    },
];

/// The pages that lie on their side, and the way their text runs.
fn turned_pages(sight: &Sight<'_>) -> Vec<(usize, Heading)> {
    let pages = 0..sight.seen.pages.len();
    pages
        .filter_map(|page| {
            let glyphs = |heading: Heading| {
                let lines = sight.parts.lines.iter();
                let such = lines.filter(|line| line.page == page && line.heading == heading);
                such.map(|line| line.glyphs.len()).sum::<usize>()
            };
            let upright = glyphs(Heading::Right);
            let sides = [Heading::Up, Heading::Down, Heading::Left];
            let most = sides.into_iter().max_by_key(|heading| glyphs(*heading))?;
            (glyphs(most) > upright).then_some((page, most))
        })
        .collect()
}

/// L01
fn turned(sight: &Sight<'_>) -> Outcome {
    let pages = turned_pages(sight);
    if pages.is_empty() {
        return Outcome::absent("没有横排的页");
    }
    let mut tally = Tally::default();
    for (page, heading) in pages {
        tally.saw();
        let words = match heading {
            Heading::Up => continue,
            Heading::Down => "表头在纸的右边",
            _ => "文字上下颠倒",
        };
        tally.fault(Warning, page, Length::ZERO, words);
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 页横排，表头都在纸的左边")))
}

/// L02
fn number(sight: &Sight<'_>) -> Outcome {
    let pages = turned_pages(sight);
    if pages.is_empty() {
        return Outcome::absent("没有横排的页");
    }
    let mut tally = Tally::default();
    for (page, _) in pages {
        let id = sight.parts.page_numbers.get(page).copied().flatten();
        // a number that is missing is told by P05
        let Some(line) = sight.line(id) else { continue };
        tally.saw();
        if let Some((by, words)) = misplaced(sight, line) {
            tally.fault(Warning, page, by, words);
        }
    }
    if tally.checked() == 0 {
        return Outcome::absent("横排的页没有页码");
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 页，位置与其他页相同")))
}

fn misplaced(sight: &Sight<'_>, line: &Line) -> Option<(Length, String)> {
    if !line.upright() {
        return Some((Length::mm(100), "页码随表格横排".to_owned()));
    }
    let height = dash_center(sight, line).map(|y| level(sight).judge(Reading::new(line.page, y)));
    if let Some(outcome) = height.filter(|outcome| outcome.verdict != Verdict::Kept) {
        return Some((Length::mm(1), outcome.measured));
    }
    inset(sight, line).err()
}

/// L03
fn clear(sight: &Sight<'_>) -> Outcome {
    let areas = &sight.parts.tables;
    if areas.is_empty() {
        return Outcome::absent("没有表格");
    }
    let mut tally = Tally::default();
    let mut least: Option<Length> = None;
    for area in areas {
        tally.saw();
        for line in lines_of(sight, area) {
            let size = sight.glyphs(line).map(|glyph| glyph.size).min();
            least = least.into_iter().chain(size).min();
            if let Some(fault) = small(sight, line).or_else(|| crossed(sight, line)) {
                tally.fault(Warning, area.page, fault.0, fault.1);
            }
        }
        if let Some(words) = headless(sight, area) {
            tally.fault(Warning, area.page, Length::mm(50), words);
        }
    }
    let words = least.map_or_else(String::new, |least| format!("，最小字号 {}", pt(least)));
    tally.outcome(|count| Outcome::kept(format!("{count} 处表格{words}")))
}

/// A table's lines in reading order.
fn lines_of<'s>(sight: &'s Sight<'_>, area: &'s TableArea) -> impl Iterator<Item = &'s Line> {
    let lines = sight.parts.lines.iter();
    lines.filter(|line| line.page == area.page && area.holds(line))
}

fn small(sight: &Sight<'_>, line: &Line) -> Option<(Length, String)> {
    let least = GBT_LEAST.min(sight.standard.table_size_min) - Length::centipt(10);
    let size = sight.glyphs(line).map(|glyph| glyph.size).min()?;
    let text: String = line.text.chars().take(8).collect();
    (size < least).then(|| (least - size, format!("“{text}”只有 {}", pt(size))))
}

/// 小五
const GBT_LEAST: Length = GBT_9704.table_size_min;

/// A rule of the table that runs through a line's ink, deeper than a rule is thick.
fn crossed(sight: &Sight<'_>, line: &Line) -> Option<(Length, String)> {
    let page = sight.page(line.page)?;
    let depth = |ink: Bounds, stroke: &Stroke| {
        let (left, right) = (stroke.from.x.min(stroke.to.x), stroke.from.x.max(stroke.to.x));
        let (top, bottom) = (stroke.from.y.min(stroke.to.y), stroke.from.y.max(stroke.to.y));
        let across = (right.min(ink.right) - left.max(ink.left)).max(Length::ZERO);
        let down = (bottom.min(ink.bottom) - top.max(ink.top)).max(Length::ZERO);
        let within = |at: Length, low: Length, high: Length| (at - low).min(high - at);
        if right - left > bottom - top && across > Length::ZERO {
            within(top, ink.top, ink.bottom)
        } else if bottom - top > right - left && down > Length::ZERO {
            within(left, ink.left, ink.right)
        } else {
            Length::ZERO
        }
    };
    let deepest = sight
        .glyphs(line)
        .filter_map(|glyph| glyph.ink)
        .flat_map(|ink| page.strokes.iter().map(move |stroke| depth(ink, stroke)))
        .max()?;
    let text: String = line.text.chars().take(8).collect();
    (deepest > Length::um(300)).then(|| (deepest, format!("“{text}”与表线相交，深 {}", mm(deepest))))
}

/// Where a table goes on from the page before, and does not begin with the row that it began with there.
fn headless(sight: &Sight<'_>, area: &TableArea) -> Option<String> {
    let before = sight
        .parts
        .tables
        .iter()
        .rfind(|other| other.page + 1 == area.page && other.heading == area.heading)?;
    let same = columns(sight, before) == columns(sight, area);
    if !same || !is_first(sight, area) || !is_last(sight, before) {
        return None;
    }
    let (here, there) = (head(sight, area), head(sight, before));
    (here != there).then(|| format!("续表首行为“{here}”，未重复表头"))
}

/// Places of the rules between columns, in millimetres from the table's edge.
fn columns(sight: &Sight<'_>, area: &TableArea) -> Vec<i64> {
    let Some(page) = sight.page(area.page) else {
        return Vec::new();
    };
    let sideways = area.heading != Heading::Right;
    let edge = if sideways {
        area.bounds.bottom
    } else {
        area.bounds.left
    };
    let touch = Length::mm(1);
    let between = page.strokes.iter().filter_map(|stroke| {
        let (along, across) = if sideways {
            (stroke.from.x - stroke.to.x, stroke.from.y)
        } else {
            (stroke.from.y - stroke.to.y, stroke.from.x)
        };
        let middle = stroke.from.x / 2 + stroke.to.x / 2;
        let inside = (area.bounds.left - touch..=area.bounds.right + touch).contains(&middle)
            && (area.bounds.top - touch..=area.bounds.bottom + touch).contains(&stroke.from.y);
        (inside && along.abs() > touch).then_some((across - edge).abs())
    });
    let mut places: Vec<i64> = between.map(|place| place.part(1, 36_000).to_emu()).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Whether nothing is read before the table on its page but what is above its first page too: a title begins another.
fn is_first(sight: &Sight<'_>, area: &TableArea) -> bool {
    let lines = sight.parts.lines.iter().filter(|line| line.page == area.page);
    let before = |line: &&Line| match area.heading {
        Heading::Up => line.heading == Heading::Up && line.em.center().x < area.bounds.left,
        _ => line.upright() && line.em.center().y < area.bounds.top,
    };
    lines.filter(before).count() == 0
}

/// Whether nothing is read behind the table on its page but the page number.
fn is_last(sight: &Sight<'_>, area: &TableArea) -> bool {
    let number = sight.parts.page_numbers.get(area.page).copied().flatten();
    let number = sight.line(number);
    let lines = sight.parts.lines.iter().filter(|line| line.page == area.page);
    let behind = |line: &&Line| match area.heading {
        Heading::Up => line.heading == Heading::Up && line.em.center().x > area.bounds.right,
        _ => line.upright() && line.em.center().y > area.bounds.bottom,
    };
    lines
        .filter(behind)
        .all(|line| number.is_some_and(|number| std::ptr::eq(number, line)))
}

/// What stands in a table's first row: between its edge and the next rule along the rows.
fn head(sight: &Sight<'_>, area: &TableArea) -> String {
    let Some(page) = sight.page(area.page) else {
        return String::new();
    };
    let sideways = area.heading != Heading::Right;
    let start = if sideways {
        area.bounds.left
    } else {
        area.bounds.top
    };
    let next = first_rule(page, area, start).unwrap_or(start);
    let at = |line: &Line| {
        let middle = line.em.center();
        if sideways { middle.x } else { middle.y }
    };
    let lines = lines_of(sight, area).filter(|line| (start..=next).contains(&at(line)));
    lines.map(Line::solid).collect()
}

/// The first rule below a table's edge that runs through its whole width: heads of two rows have shorter ones inside.
fn first_rule(page: &SeenPage, area: &TableArea, start: Length) -> Option<Length> {
    let sideways = area.heading != Heading::Right;
    let width = if sideways {
        area.bounds.height()
    } else {
        area.bounds.width()
    };
    let mut pieces: Vec<(Length, Length)> = page
        .strokes
        .iter()
        .filter_map(|stroke| {
            let (across, along) = (stroke.from.x - stroke.to.x, stroke.from.y - stroke.to.y);
            let (at, off, length) = if sideways {
                (stroke.from.x, across, along)
            } else {
                (stroke.from.y, along, across)
            };
            let below = at > start + Length::mm(2);
            (below && off.abs() < Length::um(300)).then_some((at, length.abs()))
        })
        .collect();
    pieces.sort_unstable();
    let levels = pieces.chunk_by(|a, b| b.0 - a.0 < Length::um(300));
    let whole =
        |level: &&[(Length, Length)]| level.iter().map(|piece| piece.1).sum::<Length>() >= width.part(9, 10);
    levels.filter(whole).find_map(|level| Some(level.first()?.0))
}
