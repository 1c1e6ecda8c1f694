//! Page numbers (页码, 7.5): the digits between dashes, or whatever stands for them, outside of the type area.

use super::{Line, LineId, TableArea};
use crate::inspect::seen::{Seen, SeenPage};
use crate::unit::Length;

/// The line that is each page's number.
pub(super) fn find(seen: &Seen, lines: &[Line], tables: &[TableArea]) -> Vec<Option<LineId>> {
    let pages = seen.pages.iter().enumerate();
    pages
        .map(|(number, page)| of_page(number, page, lines, tables))
        .collect()
}

/// The lowest one: a digit that stands alone at the foot of a table is not mistaken for it where the page has a number.
fn of_page(number: usize, page: &SeenPage, lines: &[Line], tables: &[TableArea]) -> Option<LineId> {
    let numbered = (0..).map(LineId).zip(lines);
    let on_page = numbered.filter(|(_, line)| line.page == number);
    on_page
        .filter(|(_, line)| in_margin(line, page) && !in_table(line, tables) && value(&line.text).is_some())
        .max_by_key(|(_, line)| line.em.bottom)
        .map(|(id, _)| id)
}

fn in_table(line: &Line, tables: &[TableArea]) -> bool {
    tables
        .iter()
        .any(|area| area.page == line.page && area.holds(line))
}

/// Outside of the type area, or so close to its foot that it was meant to be: a number set 7 mm too high still is one.
fn in_margin(line: &Line, page: &SeenPage) -> bool {
    let middle = line.em.center();
    let foot = middle.y > page.size.height - Length::mm(40);
    let head = middle.y < Length::mm(30);
    let side = middle.x < Length::mm(24) || middle.x > page.size.width - Length::mm(22);
    foot || head || side
}

/// The number that a line says, where it says nothing else: `— 3 —`, `- 3 -`, `3`, `第3页`, `3/12`, `第 3 页 共 12 页`.
pub(in crate::inspect) fn value(text: &str) -> Option<u32> {
    const DASHES: &str = "-—–－―─‐−一·.~～";
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = solid.trim_matches(|c| DASHES.contains(c));
    let named = plain.strip_prefix('第').unwrap_or(plain);
    let end = named
        .find(|c: char| !c.is_ascii_digit() && !('０'..='９').contains(&c))
        .unwrap_or(named.len());
    let (digits, rest) = named.split_at_checked(end)?;
    let total = |rest: &str| {
        rest.chars()
            .all(|c| "页，,共/／".contains(c) || c.is_ascii_digit())
    };
    let short = (1..=4).contains(&digits.chars().count());
    (short && total(rest)).then(|| narrow(digits).parse().ok())?
}

fn narrow(digits: &str) -> String {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    digits.chars().map(half).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line::gather;
    use crate::inspect::sample::{Sheet, pages};

    #[test]
    fn a_number_is_read_in_any_dress() {
        for text in [
            "— 3 —",
            "—3—",
            "- 3 -",
            "3",
            "３",
            "第3页",
            "第 3 页 共 12 页",
            "3/12",
        ] {
            assert_eq!(value(text), Some(3), "{text}");
        }
        for text in ["", "——", "三", "2024年", "3.5万元", "12345", "附件3"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn the_number_stands_in_a_margin() {
        let with = Sheet::default()
            .text(50, 150, 16, "3")
            .text(160, 270, 14, "— 1 —");
        let seen = pages([with, Sheet::default().text(28, 150, 16, "2")]);
        let lines = gather(&seen);
        let found = find(&seen, &lines, &[]);
        let text = |id: Option<LineId>| id.map(|id| lines[id.0].text.clone());
        assert_eq!((text(found[0]), text(found[1])), (Some("— 1 —".to_owned()), None));
    }
}
