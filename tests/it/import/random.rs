//! Random tables with random merged cells come back cell by cell.

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use super::{Spot, body, period, tables};

const HEADS: [&str; 14] = [
    "序号",
    "类别",
    "项目名称",
    "指标任务",
    "进展情况",
    "牵头单位",
    "配合单位",
    "分管领导",
    "完成情况",
    "完成率",
    "目标值",
    "完成数",
    "备注",
    "乡镇",
];

const WORDS: [&str; 14] = [
    "",
    "",
    "甲",
    "乙",
    "县教育局",
    "县教育局、县住建局",
    "已完成",
    "新增学位12个",
    "一行\n两行",
    "12",
    "3.5",
    "0",
    "合计",
    "东河镇",
];

/// A merged cell: where it begins and how far it goes.
type Block = (usize, usize, usize, usize);

#[derive(Clone, Debug)]
struct Random {
    heads: Vec<usize>,
    cells: Vec<Vec<usize>>,
    blocks: Vec<Block>,
}

fn random() -> impl Strategy<Value = Random> {
    (2usize..7, 1usize..9).prop_flat_map(|(width, height)| {
        let heads = prop::collection::vec(0..HEADS.len(), width);
        let cells = prop::collection::vec(prop::collection::vec(0..WORDS.len(), width), height);
        let blocks = prop::collection::vec((0..height, 0..width, 1usize..4, 1usize..3), 0..5);
        (heads, cells, blocks).prop_map(|(heads, cells, blocks)| Random { heads, cells, blocks })
    })
}

/// The blocks within the table, none over another.
fn fitting(table: &Random) -> Vec<Block> {
    let (height, width) = (table.cells.len(), table.heads.len());
    let mut kept: Vec<Block> = Vec::new();
    for (top, left, rows, cols) in &table.blocks {
        let block = (*top, *left, (*rows).min(height - top), (*cols).min(width - left));
        let meets = |o: &Block| {
            o.0 < block.0 + block.2 && block.0 < o.0 + o.2 && o.1 < block.1 + block.3 && block.1 < o.1 + o.3
        };
        if (block.2, block.3) != (1, 1) && !kept.iter().any(meets) {
            kept.push(block);
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn random_tables_come_back(mut table in random()) {
        // a last row of one wide cell is a note, a blank row at the edge is no row, and so is a blank column
        for row in &mut table.cells {
            row[0] = row[0].max(2);
            let last = row.len() - 1;
            row[last] = row[last].max(2);
        }
        let blocks: Vec<Block> = fitting(&table).into_iter().filter(|b| b.3 < table.heads.len()).collect();
        let mut expected: Vec<Vec<Spot>> =
            table.cells.iter().map(|row| row.iter().map(|w| Some((WORDS[*w].to_owned(), 1, 1))).collect()).collect();
        for (top, left, rows, cols) in &blocks {
            for (r, row) in expected.iter_mut().enumerate().skip(*top).take(*rows) {
                for (c, spot) in row.iter_mut().enumerate().skip(*left).take(*cols) {
                    let text = WORDS[table.cells[*top][*left]].to_owned();
                    *spot = (r == *top && c == *left).then_some((text, *rows as u32, *cols as u32));
                }
            }
        }
        // rows wholly blank or covered by blank cells are dropped: keep only tables without them
        prop_assume!(expected.iter().all(|row| row.iter().flatten().any(|s| !s.0.is_empty())));
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, table.heads.len() as u16 - 1, "2024年7月进展情况表", &Format::new()).unwrap();
        for (c, head) in (0u16..).zip(&table.heads) {
            sheet.write_string(1, c, HEADS[*head]).unwrap();
        }
        for (r, row) in (2u32..).zip(&expected) {
            for (c, spot) in (0u16..).zip(row) {
                if let Some((text, rows, cols)) = spot {
                    if (*rows, *cols) != (1, 1) {
                        sheet.merge_range(r, c, r + rows - 1, c + *cols as u16 - 1, "", &Format::new()).unwrap();
                    }
                    super::write(sheet, r, c, text);
                }
            }
        }
        let (imported, found) = super::import(book, &period("2024-07"));
        prop_assert!(found.iter().all(|f| f.starts_with("W0814")), "{:?}", found);
        let built = tables(&imported);
        prop_assert_eq!(body(&built[0]), expected);
    }
}
