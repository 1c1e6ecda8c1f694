//! Heads of several levels (多级表头) from typed paths: `义务教育/目标`.

use crate::diag::Origin;
use crate::document::{Cell, Value};

/// The levels of a head as typed: split at `/`, where `//` is the character itself.
pub(super) fn levels(typed: &str) -> Vec<String> {
    let mut levels = vec![String::new()];
    let mut chars = typed.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = c == '/' && chars.next_if_eq(&'/').is_some();
        if c == '/' && !escaped {
            levels.push(String::new());
        } else if let Some(last) = levels.last_mut() {
            last.push(c);
        }
    }
    levels
}

/// The head rows: neighbours under the same words share a cell, a head of fewer levels reaches to the bottom.
pub(super) fn rows(heads: &[(Vec<String>, Option<Origin>)]) -> Vec<Vec<Option<Cell>>> {
    let depth = heads.iter().map(|(levels, _)| levels.len()).max().unwrap_or(0);
    (0..depth).map(|level| row(heads, level, depth)).collect()
}

fn row(heads: &[(Vec<String>, Option<Origin>)], level: usize, depth: usize) -> Vec<Option<Cell>> {
    let mut cells: Vec<Option<Cell>> = Vec::with_capacity(heads.len());
    // where the group begins that the next column may belong to
    let mut group: Option<(usize, &[String])> = None;
    for (column, (levels, origin)) in heads.iter().enumerate() {
        let Some(words) = levels.get(level) else {
            group = None;
            cells.push(None);
            continue;
        };
        let leaf = level + 1 == levels.len();
        let path = levels.get(..=level).unwrap_or_default();
        if let Some((first, shared)) = group
            && !leaf
            && shared == path
            && let Some(Some(cell)) = cells.get_mut(first)
        {
            cell.cols += 1;
            cells.push(None);
            continue;
        }
        group = (!leaf).then_some((column, path));
        let mut cell = Cell::new(Value::Text(words.clone()), *origin);
        if leaf {
            cell.rows = u32::try_from(depth - level).unwrap_or(1);
        }
        cells.push(Some(cell));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(heads: &[&str]) -> Vec<String> {
        let heads: Vec<_> = heads.iter().map(|head| (levels(head), None)).collect();
        let cell = |cell: &Option<Cell>| match cell {
            Some(cell) => format!("{}[{}x{}]", cell.value.printed(), cell.rows, cell.cols),
            None => "-".to_owned(),
        };
        let line = |row: &Vec<Option<Cell>>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
        rows(&heads).iter().map(line).collect()
    }

    #[test]
    fn neighbours_share_and_short_heads_reach_down() {
        assert_eq!(
            drawn(&[
                "序号",
                "教育/学位/目标",
                "教育/学位/完成",
                "教育/校车",
                "住房/目标"
            ]),
            [
                "序号[3x1] 教育[1x3] - - 住房[1x1]",
                "- 学位[1x2] - 校车[2x1] 目标[2x1]",
                "- 目标[1x1] 完成[1x1] - -"
            ]
        );
    }

    #[test]
    fn equal_leaves_stay_apart_and_a_double_stroke_is_one() {
        assert_eq!(
            drawn(&["人//次", "备注", "备注"]),
            ["人/次[1x1] 备注[1x1] 备注[1x1]"]
        );
    }
}
