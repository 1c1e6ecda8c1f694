//! A sheet (工作表) as people see it: texts as displayed, merged areas, what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::view::View;

/// A cell with content (单元格).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// As displayed.
    pub(crate) text: String,
    /// Its number, where the cell holds one and shows it plainly.
    pub(crate) number: Option<Shown>,
    /// A formula's error such as #REF!.
    pub(crate) error: bool,
}

/// A number that is shown as such (数): no unit, no thousands mark about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// As stored; 0.875 for 87.5%.
    pub(crate) value: Decimal,
    /// Decimal places shown; for a percentage those of 87.5.
    pub(crate) decimals: u8,
    /// Shown with %.
    pub(crate) percent: bool,
}

/// A rectangle of cells (区域), both corners in it, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Area {
    /// First row.
    pub(crate) top: u32,
    /// First column.
    pub(crate) left: u32,
    /// Last row.
    pub(crate) bottom: u32,
    /// Last column.
    pub(crate) right: u32,
}

impl Area {
    /// From corner to corner, in any order.
    pub(crate) fn new(a: (u32, u32), b: (u32, u32)) -> Self {
        Self {
            top: a.0.min(b.0),
            left: a.1.min(b.1),
            bottom: a.0.max(b.0),
            right: a.1.max(b.1),
        }
    }

    const fn meets(&self, other: &Self) -> bool {
        self.top <= other.bottom
            && other.top <= self.bottom
            && self.left <= other.right
            && other.left <= self.right
    }
}

/// A worksheet (工作表), sparse: a claim of a million rows costs nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    /// Hidden as a whole.
    pub(crate) hidden: bool,
    /// Cells with content.
    pub(crate) cells: BTreeMap<(u32, u32), Cell>,
    /// Merged areas by their first cell, none overlapping.
    pub(crate) merges: Vec<Area>,
    /// Hidden rows.
    pub(crate) hidden_rows: BTreeSet<u32>,
    /// Hidden columns, first and last.
    pub(crate) hidden_cols: Vec<(u32, u32)>,
    /// Printed across.
    pub(crate) landscape: bool,
    /// Cells with a formula of which the file has no value.
    pub(crate) uncalculated: Vec<(u32, u32)>,
}

impl Sheet {
    /// An empty one.
    pub(super) fn new(name: &str, view: View) -> Self {
        Self {
            name: name.to_owned(),
            hidden_rows: view.hidden_rows,
            hidden_cols: view.hidden_cols,
            landscape: view.landscape,
            uncalculated: view.formulas,
            ..Self::default()
        }
    }

    /// Takes the merged areas, without those of one cell and those that overlap an earlier one (Excel calls such a
    /// file broken); content under a merge is not shown and goes.
    pub(super) fn set_merges(&mut self, merges: impl Iterator<Item = Area>) {
        let mut all: Vec<Area> = merges
            .filter(|m| (m.top, m.left) != (m.bottom, m.right))
            .collect();
        all.sort_unstable();
        // sorted by rows: only areas that reach down to here can meet the next one
        let mut open: Vec<Area> = Vec::new();
        for area in all {
            open.retain(|o| o.bottom >= area.top);
            if !open.iter().any(|o| o.meets(&area)) {
                open.push(area);
                self.merges.push(area);
            }
        }
        let rows: BTreeSet<u32> = self.cells.keys().map(|at| at.0).collect();
        for area in &self.merges {
            for row in rows.range(area.top..=area.bottom) {
                let within = (*row, area.left)..=(*row, area.right);
                let covered: Vec<_> = self.cells.range(within).map(|(at, _)| *at).collect();
                for at in covered.into_iter().filter(|at| *at != (area.top, area.left)) {
                    self.cells.remove(&at);
                }
            }
        }
    }
}

/// `A1` (单元格地址) of a cell counted from 0.
pub(crate) fn address(row: u32, col: u32) -> String {
    format!("{}{}", letters(col), u64::from(row) + 1)
}

/// A, B, … Z, AA (列字母) of a column counted from 0.
pub(crate) fn letters(col: u32) -> String {
    let mut name = Vec::new();
    let mut n = u64::from(col) + 1;
    while n > 0 {
        n -= 1;
        name.push(char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
        n /= 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
        assert_eq!(address(2, 3), "D3");
    }

    #[test]
    fn overlapping_merges_and_covered_content_go() {
        let mut sheet = Sheet::default();
        for at in [(0, 0), (1, 0), (1, 1)] {
            sheet.cells.insert(
                at,
                Cell {
                    text: format!("{at:?}"),
                    ..Cell::default()
                },
            );
        }
        let areas = [
            Area::new((1, 0), (1, 5)),
            Area::new((0, 0), (1, 0)),
            Area::new((3, 3), (3, 3)),
        ];
        sheet.set_merges(areas.into_iter());
        assert_eq!(sheet.merges, [Area::new((0, 0), (1, 0))]);
        assert_eq!(sheet.cells.keys().copied().collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    }
}
