//! Kin (同类栏): columns of numbers that stand together, and are best made equally wide.

use super::{RowKind, Table, Value};

impl Table {
    /// For each column the number of its kin, 0 for those without: the columns of numbers under one head, and where
    /// all columns but the first are numbers, all of them.
    #[must_use]
    pub fn kin(&self) -> Vec<usize> {
        let numbers = numbers(self);
        if numbers.len() > 2 && numbers.iter().skip(1).all(|number| *number) {
            return (0..numbers.len()).map(|n| usize::from(n > 0)).collect();
        }
        let mut kin = vec![0; numbers.len()];
        let heads = self.head.iter().flat_map(|row| row.iter().enumerate());
        let wide = heads.filter_map(|(col, cell)| Some((col, cell.as_ref()?.cols)));
        for (n, (col, cols)) in (1..).zip(wide.filter(|(_, cols)| *cols > 1)) {
            let under = kin.iter_mut().zip(&numbers).skip(col);
            let under = under.take(usize::try_from(cols).unwrap_or(usize::MAX));
            for (kin, _) in under.filter(|(_, number)| **number) {
                *kin = n;
            }
        }
        kin
    }
}

/// Which columns have numbers and, but for dashes, nothing else.
fn numbers(table: &Table) -> Vec<bool> {
    let mut found = vec![None; table.columns.len()];
    for row in table.rows.iter().filter(|row| row.kind != RowKind::Group) {
        for (slot, cell) in found.iter_mut().zip(&row.cells) {
            match cell.as_ref().map(|cell| &cell.value) {
                // words stand in it: nothing can make it a column of numbers any more
                _ if *slot == Some(false) => {}
                Some(Value::Number { .. }) => *slot = Some(true),
                Some(Value::Text(text)) if text.chars().any(char::is_alphanumeric) => *slot = Some(false),
                _ => {}
            }
        }
    }
    found.into_iter().map(|number| number == Some(true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Column, Row};

    fn number() -> Option<Cell> {
        Some(Cell::new(
            Value::Number {
                value: rust_decimal::Decimal::ONE,
                printed: "1".into(),
                decimals: 0,
                percent: false,
            },
            None,
        ))
    }

    fn text(words: &str) -> Option<Cell> {
        Some(Cell::new(Value::Text(words.into()), None))
    }

    fn wide(words: &str, cols: u32) -> Option<Cell> {
        text(words).map(|cell| Cell { cols, ..cell })
    }

    fn found(head: Vec<Option<Cell>>, row: Vec<Option<Cell>>) -> Vec<usize> {
        let table = Table {
            columns: vec![Column::default(); row.len()],
            head: vec![head],
            rows: vec![Row {
                kind: RowKind::Data,
                cells: row,
            }],
            ..Table::default()
        };
        table.kin()
    }

    #[test]
    fn numbers_under_one_head() {
        let head = vec![text("乡镇"), wide("完成", 3), None, None, text("备注")];
        let row = vec![text("东河镇"), number(), text("处"), number(), text("—")];
        assert_eq!(found(head, row), [0, 1, 0, 1, 0]);
    }

    #[test]
    fn a_table_of_numbers() {
        let head = || vec![text("乡镇"), text("小学"), text("幼儿园"), text("公路")];
        assert_eq!(
            found(head(), vec![text("东河镇"), number(), number(), number()]),
            [0, 1, 1, 1]
        );
        assert_eq!(
            found(head(), vec![text("东河镇"), number(), text("二"), number()]),
            [0; 4]
        );
    }
}
