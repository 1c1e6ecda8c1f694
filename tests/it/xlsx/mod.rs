//! Workbooks, read back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod book;

use std::thread;

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use tongbao::diag::{Severity, Sink};
use tongbao::document::{
    Align, Annex, Block, Cell, Column, Document, Heading, Meta, Paragraph, Row, RowKind, Table, Text, Value,
};
use tongbao::export::xlsx::{self, XlsxOptions};

use crate::support::golden;

fn text(words: &str) -> Text {
    Text::new(words, None)
}

fn cell(words: &str) -> Option<Cell> {
    let value = if words.is_empty() {
        Value::Empty
    } else {
        Value::Text(words.to_owned())
    };
    Some(Cell::new(value, None))
}

fn over(words: &str, rows: u32, cols: u32) -> Option<Cell> {
    cell(words).map(|cell| Cell { rows, cols, ..cell })
}

fn number(value: &str, printed: &str) -> Option<Cell> {
    let decimals = printed
        .trim_end_matches('%')
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let value = Value::Number {
        value: value.parse().unwrap(),
        printed: printed.to_owned(),
        decimals: decimals as u8,
        percent: printed.ends_with('%'),
    };
    Some(Cell::new(value, None))
}

fn row(cells: impl IntoIterator<Item = Option<Cell>>) -> Row {
    Row {
        kind: RowKind::Data,
        cells: cells.into_iter().collect(),
    }
}

fn columns(aligns: &[Align]) -> Vec<Column> {
    aligns
        .iter()
        .map(|&align| Column {
            align,
            ..Column::default()
        })
        .collect()
}

fn annex(number: u32, title: &str, body: Vec<Block>) -> Annex {
    Annex {
        number: Some(number),
        title: text(title),
        sheet: None,
        sheet_only: false,
        apart: false,
        landscape: false,
        labelled: true,
        body,
    }
}

fn document(annexes: Vec<Annex>) -> Document {
    let meta = Meta {
        title: "关于上半年民生实事进展情况的通报".to_owned(),
        author: "清溪县人民政府办公室".to_owned(),
        serial: "清政办〔2024〕8号".to_owned(),
        date: Some((2024, 7, 10)),
    };
    Document {
        meta,
        annexes,
        ..Document::default()
    }
}

/// One table of one column, a cell a row.
fn column_of(cells: impl IntoIterator<Item = Option<Cell>>) -> Table {
    Table {
        columns: columns(&[Align::Left]),
        head: vec![vec![cell("情况")]],
        rows: cells.into_iter().map(|cell| row([cell])).collect(),
        ..Table::default()
    }
}

fn write(document: &Document) -> Vec<u8> {
    let mut sink = Sink::new();
    let bytes = xlsx::write(document, &XlsxOptions::default(), &mut sink);
    bytes.unwrap_or_else(|| panic!("{:?}", sink.found()))
}

/// Codes and messages.
fn findings(document: &Document) -> (bool, Vec<String>) {
    let mut sink = Sink::new();
    let written = xlsx::write(document, &XlsxOptions::default(), &mut sink).is_some();
    (
        written,
        sink.found()
            .iter()
            .map(|found| format!("{} {}", found.code.id, found.message))
            .collect(),
    )
}

/// Head of two rows, a group, merged projects, percentages, a total, notes.
fn progress() -> Table {
    use Align::{Center, Left, Point, Right};
    let mut table = Table {
        unit_line: Some(text("单位：万元")),
        status_line: Some(text("截至2024年6月30日")),
        columns: columns(&[Center, Left, Left, Right, Point, Right, Center]),
        head: vec![
            vec![
                over("序号", 2, 1),
                over("项目名称", 2, 1),
                over("指标任务", 2, 1),
                over("完成情况", 1, 3),
                None,
                None,
                over("状态", 2, 1),
            ],
            vec![None, None, None, cell("投资"), cell("面积"), cell("完成率"), None],
        ],
        rows: vec![
            Row {
                kind: RowKind::Group,
                cells: std::iter::once(over("一、教育", 1, 7))
                    .chain((0..6).map(|_| None))
                    .collect(),
            },
            row([
                over("1", 2, 1),
                over("新建改建幼儿园", 2, 1),
                cell("新增公办学位1200个"),
                number("1280.5", "1,280.5"),
                number("12", "12"),
                number("1.0191", "101.91%"),
                cell("已完成"),
            ]),
            row([
                None,
                None,
                cell("改造校舍3所，年底前全部投入使用；资金由县财政局统筹安排。"),
                number("0", "0"),
                number("3.25", "3.25"),
                number("0.875", "87.5%"),
                cell("正常推进"),
            ]),
            row([
                cell("007"),
                cell("=1+1"),
                cell("+86 12345"),
                cell("—"),
                cell("—"),
                cell("-"),
                cell("@清溪"),
            ]),
        ],
        notes: vec![text("注：完成率＝完成投资÷年度计划。")],
        ..Table::default()
    };
    table.columns[0].key = true;
    table.columns[1].key = true;
    table.rows.push(Row {
        kind: RowKind::Total,
        cells: vec![
            over("合计", 1, 3),
            None,
            None,
            number("1280.5", "1,280.5"),
            number("15.25", "15.25"),
            cell(""),
            cell(""),
        ],
    });
    table
}

#[test]
fn a_workbook_in_words() {
    let scores = Table {
        columns: columns(&[Align::Center, Align::Left, Align::Right]),
        head: vec![vec![cell("名次"), cell("单位"), cell("得分")]],
        rows: vec![row([number("1", "1"), cell("县教育局"), number("96.5", "96.5")])],
        ..Table::default()
    };
    let two = Table {
        columns: columns(&[Align::Center, Align::Left]),
        head: vec![vec![cell("类别"), cell("说明")]],
        rows: vec![row([cell("教育"), cell("第一段\n第二段 https://example.com/a")])],
        ..Table::default()
    };
    let heading = Heading {
        level: 1,
        mark: "一、".to_owned(),
        text: text("得分"),
        rest: None,
    };
    let paragraph = Paragraph {
        text: text("以上得分由县政府督查室核定。"),
        ..Paragraph::default()
    };
    let mut wide = annex(
        1,
        "清溪县2024年度民生实事项目进展情况一览表（截至2024年6月30日）",
        vec![Block::Table(progress())],
    );
    wide.landscape = true;
    let mixed = annex(
        2,
        "得分/说明",
        vec![
            Block::Heading(heading),
            Block::Table(scores),
            Block::Paragraph(paragraph),
            Block::Table(two),
        ],
    );
    golden(
        "cases/xlsx/workbook.txt",
        &book::dump(&write(&document(vec![wide, mixed]))),
    );
}

#[test]
fn a_table_too_wide_for_an_upright_page_is_printed_across() {
    let across = |count: usize| {
        let table = Table {
            columns: columns(&vec![Align::Right; count]),
            head: vec![(0..count).map(|_| cell("指标")).collect()],
            rows: vec![row((0..count).map(|_| number("123456.7", "123456.7")))],
            ..Table::default()
        };
        let bytes = write(&document(vec![annex(1, "指标", vec![Block::Table(table)])]));
        let sheet = book::tree(&bytes, "xl/worksheets/sheet1.xml");
        sheet.get("pageSetup").unwrap().at("orientation").to_owned()
    };
    assert_eq!([across(4), across(20)], ["portrait", "landscape"]);
}

#[test]
fn another_program_reads_the_values() {
    let bytes = write(&document(vec![annex(1, "进展", vec![Block::Table(progress())])]));
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["进展"]);
    let range = book.worksheet_range("进展").unwrap();
    let at = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(at(1, 0), Data::String("进展".to_owned()));
    assert_eq!(at(6, 5), Data::Float(1.0191));
    assert_eq!(at(7, 3), Data::Float(0.0));
    assert_eq!(at(8, 0), Data::String("007".to_owned()));
    assert_eq!(at(8, 1), Data::String("=1+1".to_owned()));
    assert_eq!(at(8, 3), Data::String("—".to_owned()));
}

#[test]
fn text_stays_as_it_was_typed() {
    let odd = [
        "<r>甲</r>",
        "<r><t>x</t></r>",
        "_x0041_",
        "a & b < c",
        " 前后 ",
        "'单引号",
        "http://example.com",
        "=SUM(A1)",
    ];
    let bytes = write(&document(vec![annex(
        1,
        "文字",
        vec![Block::Table(column_of(odd.map(cell)))],
    )]));
    let strings: Vec<_> = book::tree(&bytes, "xl/sharedStrings.xml")
        .all("si")
        .map(book::Node::words)
        .collect();
    for text in odd {
        let stored = text.replace("_x0041_", "_x005F_x0041_");
        assert!(strings.contains(&stored), "{text} in {strings:?}");
    }
    let sheet = book::part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"));
}

#[test]
fn what_goes_wrong_is_said() {
    let table = |table: Table| document(vec![annex(1, "问题", vec![Block::Table(table)])]);
    assert_eq!(
        findings(&document(vec![annex(1, "只有文字", vec![])])),
        (false, vec!["E0720 这份公文没有表，不能生成电子表格".to_owned()])
    );
    assert_eq!(
        findings(&table(column_of([cell("短"), cell(&"长".repeat(32_768))]))),
        (
            false,
            vec!["E0721 表体第2行“情况”一栏有 32768 个字符，Excel 一个单元格最多存 32767 个".to_owned()]
        )
    );
    assert_eq!(
        findings(&table(column_of([cell("甲\u{7}乙")]))),
        (
            true,
            vec!["W0725 表体第1行“情况”一栏的文字中有看不见的控制字符，电子表格中已略去".to_owned()]
        )
    );
    let digits = "12345678901234567";
    assert_eq!(
        findings(&table(column_of([number(digits, digits)]))),
        (
            true,
            vec![format!(
                "W0726 表体第1行“情况”一栏的数字“{digits}”超过十五位有效数字，电子表格中按文字写入"
            )]
        )
    );
    let (written, found) = findings(&table(column_of([cell(
        &"各单位要对照任务逐项整改。".repeat(300),
    )])));
    assert!(
        written && found.len() == 1 && found[0].starts_with("N0727 表体第1行在 12 磅字下"),
        "{found:?}"
    );
    let mut overlapping = column_of([over("一", 2, 1), cell("二")]);
    overlapping.rows.push(row([cell("三")]));
    assert_eq!(
        findings(&table(overlapping)),
        (
            false,
            vec!["E0723 表体第2行“情况”一栏与另一处合并单元格重叠".to_owned()]
        )
    );
}

#[test]
fn spans_beyond_the_table_are_cut_off() {
    let mut table = progress();
    table.head[0][0] = over("序号", 9, 1);
    table.rows[4].cells[0] = over("合计", 7, 9);
    for cell in &mut table.rows[4].cells[1..] {
        *cell = None;
    }
    let words = book::dump(&write(&document(vec![annex(
        1,
        "进展",
        vec![Block::Table(table)],
    )])));
    assert!(
        words.contains("A4:A5 “序号”") && words.contains("A10:G10 “合计”"),
        "{words}"
    );
}

#[test]
fn names_of_sheets_differ_and_may_be_given() {
    let table = || Block::Table(column_of([cell("甲")]));
    let mut named = annex(3, "进展", vec![table()]);
    named.sheet = Some("全县[汇总]".to_owned());
    let mut document = document(vec![
        annex(1, "进展", vec![table()]),
        annex(2, "进展", vec![table()]),
        named,
    ]);
    document.title = Some(text("通报"));
    document.body = vec![table()];
    let book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(write(&document))).unwrap();
    assert_eq!(book.sheet_names(), ["通报", "进展", "进展（2）", "全县［汇总］"]);
}

#[test]
fn the_same_bytes_in_every_thread() {
    let document = document(vec![
        annex(1, "进展", vec![Block::Table(progress())]),
        annex(
            2,
            "说明",
            vec![Block::Table(column_of([cell("甲"), number("0.5", "50%")]))],
        ),
    ]);
    let first = write(&document);
    thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(|| write(&document))).collect();
        for other in others {
            assert!(other.join().unwrap() == first);
        }
    });
    // no clock: a workbook without a date has a fixed one
    let undated = Document {
        meta: Meta::default(),
        ..document
    };
    assert!(book::part(&write(&undated), "docProps/core.xml").contains("1980-01-01T00:00:00Z"));
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[一-龥，。；、（）“”0-9%]{0,60}",
        2 => "\\PC{0,40}",
        1 => "[A-Za-z0-9./:-]{0,80}",
        1 => "[一-龥]{100,400}(\n[一-龥]{0,20}){0,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in a table: it is written, its rows are tall enough, none taller than Excel can make it.
    #[test]
    fn rows_hold_their_text(
        cells in proptest::collection::vec(proptest::collection::vec(any_text(), 3), 1..6),
        landscape: bool,
    ) {
        let table = Table {
            columns: columns(&[Align::Left, Align::Left, Align::Center]),
            head: vec![vec![cell("甲"), cell("乙"), cell("丙")]],
            rows: cells.iter().map(|texts| row(texts.iter().map(|text| cell(text)))).collect(),
            ..Table::default()
        };
        let mut annex = annex(1, "表", vec![Block::Table(table)]);
        annex.landscape = landscape;
        let mut sink = Sink::new();
        let bytes = xlsx::write(&document(vec![annex]), &XlsxOptions::default(), &mut sink);
        prop_assert!(sink.found().iter().all(|found| found.severity != Severity::Error));
        let bytes = bytes.unwrap();
        let sheet = book::tree(&bytes, "xl/worksheets/sheet1.xml");
        let widths: Vec<f64> = book::widths(&sheet).into_iter().map(|width| width.parse().unwrap()).collect();
        let heights: Vec<f64> = sheet.get("sheetData").unwrap().all("row").map(|row| row.at("ht").parse().unwrap()).collect();
        prop_assert!(heights.iter().all(|height| *height <= 409.5));
        // all the characters of the tallest row, 9 pt at least, need this area in a face of 1.2 em a line
        let split = sink.found().iter().any(|found| found.code.id == "N0727");
        if !split {
            prop_assert_eq!(heights.len(), 3 + cells.len());
            for (height, texts) in heights[3..].iter().zip(&cells) {
                for (width, text) in widths.iter().zip(texts) {
                    let han = text.chars().filter(|c| ('一'..='龥').contains(c)).count() as f64;
                    let room = (width * 8.0 * 0.75 / 9.0).max(1.0);
                    prop_assert!(*height >= (han / room).ceil() * 9.0 * 1.2, "{height} {width} {han}: {text}");
                }
            }
        }
    }
}
