//! The record (版记, 7.4) on the last page.
//!
//! It is known by its words (抄送：, 主送：, 印发) next to long black rules, or in a type smaller than the body's; rules
//! alone are none.

use super::row::{Row, rows};
use super::{LineId, Parts};
use crate::inspect::seen::{Seen, SeenPage, Stroke};
use crate::unit::Length;

/// The record's lines (版记).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Record {
    /// Index of its page.
    pub(in crate::inspect) page: usize,
    /// Its rules from top to bottom.
    pub(in crate::inspect) rules: Vec<Stroke>,
    /// 主送, where it moved here.
    pub(in crate::inspect) to: Vec<LineId>,
    /// 抄送
    pub(in crate::inspect) copies: Vec<LineId>,
    /// 印发机关, and 印发日期 where it is a line of its own.
    pub(in crate::inspect) printed: Vec<LineId>,
}

impl Record {
    /// All its lines.
    pub(in crate::inspect) fn lines(&self) -> impl Iterator<Item = LineId> {
        [&self.to, &self.copies, &self.printed]
            .into_iter()
            .flatten()
            .copied()
    }
}

/// A rule of a record is at least so long: two thirds of the 156 mm of 7.4.1.
const LONG: Length = Length::mm(104);
/// A record's words are at most so far from a rule of it.
const NEAR: Length = Length::mm(14);
/// Type below this is smaller than the body's 3号.
const SMALL: Length = Length::centipt(1520);

/// The record of a file; on the last page that has one.
pub(super) fn find(seen: &Seen, parts: &Parts) -> Option<Record> {
    (0..seen.pages.len())
        .rev()
        .find_map(|page| on_page(seen.pages.get(page)?, page, parts))
}

/// What a row begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    To,
    Copies,
    Printed,
}

fn on_page(page: &SeenPage, index: usize, parts: &Parts) -> Option<Record> {
    let rules = rules(page);
    let ids = upright(parts, index);
    let rows = rows(parts, &ids);
    let first = rows
        .iter()
        .position(|row| entry(row).is_some_and(|_| belongs(row, &rules)))?;
    let rows = rows.get(first..)?;
    let mut record = Record {
        page: index,
        ..Record::default()
    };
    let above_printed = above_printed(rows, &rules);
    let mut current = Entry::Copies;
    for row in rows {
        if above_printed.is_some_and(|y| row.em.top > y) {
            current = Entry::Printed;
        } else if let Some(entry) = entry(row) {
            current = entry;
        }
        let lines = match current {
            Entry::To => &mut record.to,
            Entry::Copies => &mut record.copies,
            Entry::Printed => &mut record.printed,
        };
        lines.extend(&row.ids);
    }
    record.rules = near(rules, rows);
    Some(record)
}

/// The page's upright lines but its number.
fn upright(parts: &Parts, page: usize) -> Vec<LineId> {
    let numbered = (0..).map(LineId).zip(&parts.lines);
    let on_page = numbered
        .filter(|(id, line)| line.page == page && line.upright() && !parts.page_numbers.contains(&Some(*id)));
    on_page.map(|(id, _)| id).collect()
}

/// Long black rules that no upright stroke meets: those would be a table's.
fn rules(page: &SeenPage) -> Vec<Stroke> {
    let level = |stroke: &&Stroke| {
        (stroke.from.y - stroke.to.y).abs() <= Length::um(300)
            && (stroke.to.x - stroke.from.x).abs() >= LONG
            && !stroke.color.is_red()
            && !stroke.color.is_white()
    };
    let mut rules: Vec<Stroke> = page
        .strokes
        .iter()
        .filter(level)
        .filter(|rule| !framed(page, rule))
        .copied()
        .collect();
    rules.sort_by_key(|rule| rule.from.y);
    // some programs paint a rule twice
    rules.dedup_by(|a, b| (a.from.y - b.from.y).abs() <= Length::um(50));
    rules
}

/// Whether an upright stroke ends on a rule.
fn framed(page: &SeenPage, rule: &Stroke) -> bool {
    let near = Length::um(600);
    page.strokes.iter().any(|stroke| {
        let high = (stroke.from.y - stroke.to.y).abs() >= Length::mm(3);
        let upright = (stroke.from.x - stroke.to.x).abs() <= Length::um(300);
        let along =
            (rule.from.x.min(rule.to.x) - near..=rule.from.x.max(rule.to.x) + near).contains(&stroke.from.x);
        let meets = (stroke.from.y.min(stroke.to.y) - near..=stroke.from.y.max(stroke.to.y) + near)
            .contains(&rule.from.y);
        high && upright && along && meets
    })
}

/// What a row begins by its words.
fn entry(row: &Row<'_>) -> Option<Entry> {
    let text = row.solid();
    let labelled = |labels: &[&str]| {
        let rest = labels.iter().find_map(|label| text.strip_prefix(label));
        rest.is_some_and(|rest| rest.starts_with(['：', ':']))
    };
    if labelled(&["主送", "主送机关"]) {
        Some(Entry::To)
    } else if labelled(&["抄送", "抄送机关", "抄报", "报", "送", "发"]) {
        Some(Entry::Copies)
    } else if text.ends_with("日印发") || text.ends_with("印发") && text.chars().count() <= 24 {
        Some(Entry::Printed)
    } else {
        None
    }
}

/// Whether a row is a record's and no line of the body that happens to say so.
fn belongs(row: &Row<'_>, rules: &[Stroke]) -> bool {
    row.em.top >= Length::mm(60) && (row.size() < SMALL || rules.iter().any(|rule| beside(rule, row)))
}

fn beside(rule: &Stroke, row: &Row<'_>) -> bool {
    (row.em.top - NEAR..=row.em.bottom + NEAR).contains(&rule.from.y)
}

/// What is below this height is 印发机关's: the rule above 印发, or the row's own upper edge where there is none.
fn above_printed(rows: &[Row<'_>], rules: &[Stroke]) -> Option<Length> {
    let printed = rows.iter().rfind(|row| entry(row) == Some(Entry::Printed))?;
    let labelled = |row: &&Row<'_>| matches!(entry(row), Some(Entry::To | Entry::Copies));
    let label = rows.iter().filter(labelled).map(|row| row.em.bottom).max();
    // a rule that is far away or above another entry is not the one that parts them
    let parts = |y: &Length| {
        *y < printed.em.top && printed.em.top - *y <= Length::mm(30) && label.is_none_or(|label| *y >= label)
    };
    let rule = rules.iter().map(|rule| rule.from.y).rfind(parts);
    Some(rule.unwrap_or(printed.em.top - Length::mm(1)))
}

/// The rules from the first row's upper edge to the last one's lower edge, and those next to them.
fn near(rules: Vec<Stroke>, rows: &[Row<'_>]) -> Vec<Stroke> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Vec::new();
    };
    let place = first.em.top - NEAR..=last.em.bottom + NEAR;
    rules
        .into_iter()
        .filter(|rule| place.contains(&rule.from.y))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line;
    use crate::inspect::sample::Sheet;

    fn found(sheet: Sheet) -> Option<(usize, [usize; 3])> {
        let seen = sheet.seen();
        let parts = Parts {
            lines: line::gather(&seen),
            ..Parts::default()
        };
        find(&seen, &parts).map(|r| (r.rules.len(), [r.to.len(), r.copies.len(), r.printed.len()]))
    }

    fn ruled() -> Sheet {
        Sheet::default()
            .stroke([28, 235, 184, 235])
            .text(33, 242, 14, "抄送：县委办公室，县人大常委会办公室，")
            .text(48, 249, 14, "县政协办公室。")
            .stroke([28, 253, 184, 253])
            .text(33, 259, 14, "清溪县人民政府办公室")
            .text(135, 259, 14, "2026年7月10日印发")
            .stroke([28, 262, 184, 262])
    }

    #[test]
    fn a_record_is_known_by_its_words_and_rules() {
        assert_eq!(found(ruled()), Some((3, [0, 2, 2])));
        assert_eq!(
            found(ruled().text(33, 235, 14, "主送：各乡镇人民政府。")),
            Some((3, [1, 2, 2]))
        );
    }

    #[test]
    fn rules_alone_are_none_and_neither_is_a_table() {
        assert_eq!(found(Sheet::default().stroke([28, 235, 184, 235])), None);
        let table = ruled().stroke([28, 235, 28, 262]);
        assert_eq!(found(table).map(|(rules, _)| rules), Some(0));
    }

    #[test]
    fn a_letter_has_only_copies_and_a_body_line_is_no_record() {
        let letter = Sheet::default().text(33, 260, 14, "抄送：县财政局。");
        assert_eq!(found(letter), Some((0, [0, 1, 0])));
        let body = Sheet::default().text(28, 200, 16, "方案已经由县政府于2026年8月5日印发");
        assert_eq!(found(body), None);
    }
}
