//! Ruled areas (表格): strokes that touch each other.
//!
//! A record's rules touch nothing, a box around a paragraph has no rule inside: neither is a table. A table of level
//! rules alone is told by its text, which stands in columns.

use std::cmp::Reverse;

use super::{Line, LineId, Parts};
use crate::inspect::seen::{Bounds, Heading, Seen, Stroke};
use crate::unit::Length;

/// How far ends of strokes may be apart and still meet.
const TOUCH: Length = Length::um(600);

/// Strokes of one page that are looked at, the longest first: a page of more is a drawing.
const MOST: usize = 5_000;

/// A ruled table's part on one page (表格).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::inspect) struct TableArea {
    pub(in crate::inspect) page: usize,
    pub(in crate::inspect) bounds: Bounds,
    /// The way its text runs.
    pub(in crate::inspect) heading: Heading,
}

impl TableArea {
    /// Whether the middle of a line of its page is inside.
    pub(in crate::inspect) fn holds(&self, line: &Line) -> bool {
        let (middle, area) = (line.em.center(), self.bounds);
        (area.left..=area.right).contains(&middle.x) && (area.top..=area.bottom).contains(&middle.y)
    }
}

/// All tables of a file.
pub(super) fn find(seen: &Seen, lines: &[Line]) -> Vec<TableArea> {
    let mut areas = Vec::new();
    for (page, sheet) in seen.pages.iter().enumerate() {
        let of_page: Vec<&Line> = lines.iter().filter(|line| line.page == page).collect();
        let groups = groups(&sheet.strokes);
        let framed = groups
            .iter()
            .filter(|group| is_grid(group))
            .map(|group| group.bounds);
        let open = open_tables(&groups, &of_page);
        for bounds in framed.chain(open) {
            let mut area = TableArea {
                page,
                bounds,
                heading: Heading::Right,
            };
            area.heading = heading(&area, &of_page);
            areas.push(area);
        }
    }
    areas
}

/// What stands over a table and belongs to it: its title, 单位：万元, 截至…; a sentence is running text.
pub(super) fn captions(parts: &Parts) -> Vec<LineId> {
    let mut captions = Vec::new();
    for area in parts.tables.iter().filter(|area| area.heading == Heading::Right) {
        let mut low = area.bounds.top;
        let lines: Vec<(LineId, &Line)> = parts.running().collect();
        for (id, line) in lines.into_iter().rev().filter(|(_, line)| line.page == area.page) {
            let above = line.em.bottom <= low + Length::mm(1);
            if !above {
                continue;
            }
            if low - line.em.bottom > Length::mm(15) || !is_caption(line, area) {
                break;
            }
            low = line.em.top.min(low);
            captions.push(id);
        }
    }
    captions
}

fn is_caption(line: &Line, area: &TableArea) -> bool {
    let sentence = line.solid().ends_with(['。', '：', '；', '，', ':']);
    let short = line.em.width() < area.bounds.width().part(7, 10);
    let large = line.size >= Length::pt(18);
    !sentence && (short || large)
}

/// Strokes that touch each other, at least through others.
#[derive(Debug)]
struct Group {
    bounds: Bounds,
    strokes: Vec<Stroke>,
}

fn groups(strokes: &[Stroke]) -> Vec<Group> {
    let mut sorted: Vec<&Stroke> = strokes.iter().filter(|s| level(s) || upright(s)).collect();
    sorted.sort_by_key(|s| Reverse(bounds(s).width() + bounds(s).height()));
    sorted.truncate(MOST);
    sorted.sort_by_key(|s| (bounds(s).top, bounds(s).left));
    let mut groups: Vec<Group> = Vec::new();
    for stroke in sorted {
        let mut joined = Group {
            bounds: bounds(stroke),
            strokes: vec![*stroke],
        };
        let (touching, apart) = std::mem::take(&mut groups)
            .into_iter()
            .partition::<Vec<Group>, _>(|group| group.touches(stroke));
        groups = apart;
        for group in touching {
            joined.bounds = joined.bounds.with(group.bounds);
            joined.strokes.extend(group.strokes);
        }
        groups.push(joined);
    }
    groups
}

impl Group {
    fn touches(&self, stroke: &Stroke) -> bool {
        let own = bounds(stroke);
        meet(self.bounds, own) && self.strokes.iter().any(|other| meet(bounds(other), own))
    }
}

fn meet(a: Bounds, b: Bounds) -> bool {
    a.left <= b.right + TOUCH
        && b.left <= a.right + TOUCH
        && a.top <= b.bottom + TOUCH
        && b.top <= a.bottom + TOUCH
}

fn bounds(stroke: &Stroke) -> Bounds {
    Bounds {
        left: stroke.from.x.min(stroke.to.x),
        top: stroke.from.y.min(stroke.to.y),
        right: stroke.from.x.max(stroke.to.x),
        bottom: stroke.from.y.max(stroke.to.y),
    }
}

fn level(stroke: &Stroke) -> bool {
    (stroke.from.y - stroke.to.y).abs() <= Length::um(300)
}

fn upright(stroke: &Stroke) -> bool {
    (stroke.from.x - stroke.to.x).abs() <= Length::um(300)
}

/// Different places of strokes, closer ones than a millimetre being one: a table's rule may come in a piece a cell.
fn places(of: impl Iterator<Item = Length>) -> usize {
    let mut places: Vec<Length> = of.collect();
    places.sort_unstable();
    places.dedup_by(|a, b| *a - *b < Length::mm(1));
    places.len()
}

/// Rules both ways, and at least one that is no edge.
fn is_grid(group: &Group) -> bool {
    let rows = places(group.strokes.iter().filter(|s| level(s)).map(|s| s.from.y));
    let columns = places(group.strokes.iter().filter(|s| upright(s)).map(|s| s.from.x));
    let large = group.bounds.width() >= Length::mm(15) && group.bounds.height() >= Length::mm(5);
    large && rows >= 1 && columns >= 1 && rows + columns >= 4 && (rows, columns) != (2, 2)
}

/// Three level rules or more of one width, with text in three columns or more between the second and the last: 三线表.
fn open_tables(groups: &[Group], lines: &[&Line]) -> Vec<Bounds> {
    let mut rules: Vec<Bounds> = groups
        .iter()
        .filter(|group| group.strokes.iter().all(level) && group.bounds.width() >= Length::mm(40))
        .map(|group| group.bounds)
        .collect();
    rules.sort_by_key(|rule| rule.top);
    let alike = |a: &Bounds, b: &Bounds| {
        (a.left - b.left).abs() <= Length::mm(1) && (a.right - b.right).abs() <= Length::mm(1)
    };
    let runs = rules.chunk_by(alike).filter(|run| run.len() >= 3);
    runs.filter_map(|run| {
        let whole = run.iter().copied().reduce(Bounds::with)?;
        let below_head = Bounds {
            top: run.get(1)?.top,
            ..whole
        };
        columns(&below_head, lines).then_some(whole)
    })
    .collect()
}

/// Whether some row of an area has three pieces of text side by side.
fn columns(area: &Bounds, lines: &[&Line]) -> bool {
    let inside: Vec<&&Line> = lines
        .iter()
        .filter(|line| {
            let middle = line.em.center();
            line.upright() && (area.top..=area.bottom).contains(&middle.y)
        })
        .collect();
    inside.iter().any(|line| {
        let beside = inside
            .iter()
            .filter(|other| (other.baseline - line.baseline).abs() <= Length::mm(1));
        beside.count() >= 3
    })
}

/// The way most of an area's lines run.
fn heading(area: &TableArea, lines: &[&Line]) -> Heading {
    let inside = |heading: Heading| {
        lines
            .iter()
            .filter(|line| line.heading == heading && area.holds(line))
            .map(|line| line.glyphs.len())
            .sum::<usize>()
    };
    [Heading::Left, Heading::Down, Heading::Up, Heading::Right]
        .into_iter()
        .max_by_key(|heading| inside(*heading))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line::gather;
    use crate::inspect::sample::Sheet;

    fn grid(mut sheet: Sheet, xs: &[i64], ys: &[i64]) -> Sheet {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for x in xs {
            sheet = sheet.stroke([*x, top, *x, bottom]);
        }
        for y in ys {
            sheet = sheet.stroke([left, *y, right, *y]);
        }
        sheet
    }

    fn tables(sheet: Sheet) -> Vec<TableArea> {
        let seen = sheet.seen();
        find(&seen, &gather(&seen))
    }

    #[test]
    fn a_grid_is_a_table_and_a_box_is_not() {
        let found = tables(grid(Sheet::default(), &[28, 60, 184], &[100, 110, 120]));
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].bounds.left, found[0].bounds.bottom),
            (Length::mm(28), Length::mm(120))
        );
        assert_eq!(tables(grid(Sheet::default(), &[28, 184], &[100, 120])), []);
    }

    #[test]
    fn two_grids_apart_are_two_tables() {
        let sheet = grid(Sheet::default(), &[28, 60, 184], &[60, 70, 80]);
        assert_eq!(tables(grid(sheet, &[28, 60, 184], &[100, 110, 120])).len(), 2);
    }

    #[test]
    fn a_record_is_no_table_and_three_rules_around_columns_are() {
        let rules = |sheet: Sheet| {
            sheet
                .stroke([28, 240, 184, 240])
                .stroke([28, 250, 184, 250])
                .stroke([28, 262, 184, 262])
        };
        let record = Sheet::default()
            .text(33, 247, 14, "抄送：县委各部门。")
            .text(33, 258, 14, "清溪县人民政府办公室")
            .text(130, 258, 14, "2024年7月10日印发");
        assert_eq!(tables(rules(record)), []);
        let columns = Sheet::default()
            .text(33, 258, 12, "甲")
            .text(90, 258, 12, "12")
            .text(150, 258, 12, "7");
        assert_eq!(tables(rules(columns)).len(), 1);
    }

    #[test]
    fn a_turned_table_says_so() {
        let sheet = grid(Sheet::default(), &[28, 60, 184], &[60, 100, 240]).turned(40, 200, 12, "序号");
        assert_eq!(tables(sheet)[0].heading, Heading::Up);
    }
}
