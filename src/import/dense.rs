//! A sheet's rows and columns that hold something (版面): blank ones dropped, merged areas counted in what is left.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{Area, Cell, Sheet, address};

/// The most columns of a table; a circular's page holds thirty.
const MOST_COLS: u32 = 256;
/// The most rows of a sheet.
const MOST_ROWS: usize = 100_000;

/// A place of the grid (格).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// A cell of its own, blank or not.
    Own {
        /// What it says; `None` is blank.
        cell: Option<Cell>,
        /// Rows it spans.
        rows: usize,
        /// Columns it spans.
        cols: usize,
    },
    /// Under a merged cell, which stands so many rows up and columns left.
    Under(usize, usize),
}

impl Slot {
    /// A blank cell.
    pub(super) const BLANK: Self = Self::Own {
        cell: None,
        rows: 1,
        cols: 1,
    };

    /// Its content, where it has some.
    pub(super) const fn cell(&self) -> Option<&Cell> {
        match self {
            Self::Own { cell, .. } => cell.as_ref(),
            Self::Under(..) => None,
        }
    }

    /// Its text; empty for a blank one and under a merged one.
    pub(super) fn text(&self) -> &str {
        self.cell().map_or("", |c| c.text.as_str())
    }

    /// Rows and columns it spans.
    pub(super) const fn span(&self) -> (usize, usize) {
        match self {
            Self::Own { rows, cols, .. } => (*rows, *cols),
            Self::Under(..) => (1, 1),
        }
    }

    /// Whether the merged cell over it begins in a row above.
    pub(super) const fn continues(&self) -> bool {
        matches!(self, Self::Under(up, _) if *up > 0)
    }
}

/// A row (行) and where it stands in the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Row of the sheet, from 0.
    pub(super) at: u32,
    /// One a column.
    pub(super) slots: Vec<Slot>,
}

impl Line {
    /// The cells with content and their columns.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &Slot)> {
        self.slots.iter().enumerate().filter(|(_, s)| s.cell().is_some())
    }
}

/// The grid (版面).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// First column in the sheet, from 0.
    pub(super) left: u32,
    /// Columns.
    pub(super) width: usize,
    /// Rows from top to bottom.
    pub(super) lines: Vec<Line>,
    /// Rows without content between those with content.
    pub(super) dropped: usize,
}

/// The grid of a sheet; an error in words where it is too wide or too long.
pub(super) fn grid(sheet: &Sheet) -> Result<Grid, String> {
    let Some((left, right)) = columns(sheet) else {
        return Ok(Grid::default());
    };
    if right - left >= MOST_COLS {
        let far = sheet.cells.keys().max_by_key(|k| k.1).map_or(0, |k| k.0);
        let far = address(far, right);
        return Err(format!("第一栏到最后一栏（{far}）相距 {} 栏", right - left + 1));
    }
    let rows = kept(sheet);
    if rows.len() > MOST_ROWS {
        return Err(format!("有内容的行超过 {MOST_ROWS} 行"));
    }
    let width = (right - left) as usize + 1;
    let line = |row: &u32| Line {
        at: *row,
        slots: vec![Slot::BLANK; width],
    };
    let mut lines: Vec<Line> = rows.iter().map(line).collect();
    let index: BTreeMap<u32, usize> = rows.iter().enumerate().map(|(i, r)| (*r, i)).collect();
    for (at, cell) in &sheet.cells {
        if let Some(slot) = slot(&mut lines, &index, *at, left) {
            *slot = Slot::Own {
                cell: Some(cell.clone()),
                rows: 1,
                cols: 1,
            };
        }
    }
    for area in &sheet.merges {
        cover(&mut lines, &index, *area, left, width);
    }
    let between = |pair: &[u32]| Some((pair.get(1)? - pair.first()?) as usize - 1);
    let dropped = rows.windows(2).filter_map(between).sum();
    Ok(Grid {
        left,
        width,
        lines,
        dropped,
    })
}

/// First and last column with content, or under a merged cell with content.
fn columns(sheet: &Sheet) -> Option<(u32, u32)> {
    let left = sheet.cells.keys().map(|k| k.1).min()?;
    let right = sheet.cells.keys().map(|k| k.1).max()?;
    let wide = sheet
        .merges
        .iter()
        .filter(|m| sheet.cells.contains_key(&(m.top, m.left)))
        .map(|m| m.right);
    Some((left, wide.fold(right, u32::max)))
}

/// Rows with content, and blank ones that a merged cell with content goes down over.
fn kept(sheet: &Sheet) -> Vec<u32> {
    let mut rows: BTreeSet<u32> = sheet.cells.keys().map(|k| k.0).collect();
    let last = rows.last().copied().unwrap_or(0);
    // merged areas come by their first rows: those up to here are in already
    let mut next = 0;
    for area in sheet
        .merges
        .iter()
        .filter(|m| sheet.cells.contains_key(&(m.top, m.left)))
    {
        let bottom = area.bottom.min(last);
        // never walk over a million claimed rows
        rows.extend((area.top.max(next)..=bottom).take(MOST_ROWS + 1));
        next = next.max(bottom.saturating_add(1));
        if rows.len() > MOST_ROWS {
            break;
        }
    }
    rows.into_iter().collect()
}

fn slot<'a>(
    lines: &'a mut [Line],
    index: &BTreeMap<u32, usize>,
    at: (u32, u32),
    first: u32,
) -> Option<&'a mut Slot> {
    let col = at.1.checked_sub(first)? as usize;
    lines.get_mut(*index.get(&at.0)?)?.slots.get_mut(col)
}

fn cover(lines: &mut [Line], index: &BTreeMap<u32, usize>, area: Area, first: u32, width: usize) {
    let rows: Vec<usize> = index.range(area.top..=area.bottom).map(|(_, i)| *i).collect();
    let left = area.left.max(first) - first;
    let right = area
        .right
        .saturating_sub(first)
        .min(u32::try_from(width).unwrap_or(u32::MAX).saturating_sub(1));
    if rows.is_empty() || area.right < first || left > right {
        return;
    }
    let (left, right) = (left as usize, right as usize);
    let anchor = index
        .get(&area.top)
        .and_then(|i| lines.get(*i))
        .and_then(|l| l.slots.get(left))
        .and_then(Slot::cell)
        .cloned();
    for (up, row) in rows.iter().enumerate() {
        for col in left..=right {
            if let Some(slot) = lines.get_mut(*row).and_then(|l| l.slots.get_mut(col)) {
                *slot = if up == 0 && col == left {
                    Slot::Own {
                        cell: anchor.clone(),
                        rows: rows.len(),
                        cols: right - left + 1,
                    }
                } else {
                    Slot::Under(up, col - left)
                };
            }
        }
    }
}
