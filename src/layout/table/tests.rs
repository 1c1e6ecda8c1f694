use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::document::{Align, Cell, Column, Row, RowKind, Table, Value};
use crate::page::{Artifact, Binding, Page, Pages, Shape, Tag, dump};
use crate::standard::GBT_9704;
use crate::unit::{Point, Size};

fn text(words: &str) -> Cell {
    Cell::new(Value::Text(words.to_owned()), None)
}

fn number(printed: &str) -> Cell {
    let plain = printed.trim_end_matches('%');
    let value = Decimal::from_str_exact(plain).unwrap();
    let percent = plain != printed;
    Cell::new(
        Value::Number {
            value,
            printed: printed.to_owned(),
            decimals: 0,
            percent,
        },
        None,
    )
}

fn spanning(words: &str, rows: u32, cols: u32) -> Option<Cell> {
    Some(Cell {
        rows,
        cols,
        ..text(words)
    })
}

fn data(cells: Vec<Option<Cell>>) -> Row {
    Row {
        kind: RowKind::Data,
        cells,
    }
}

fn columns(aligns: &[Align]) -> Vec<Column> {
    aligns
        .iter()
        .map(|align| Column {
            align: *align,
            ..Column::default()
        })
        .collect()
}

fn head(words: &[&str]) -> Vec<Vec<Option<Cell>>> {
    vec![words.iter().map(|words| Some(text(words))).collect()]
}

struct Done {
    fragments: Vec<Fragment>,
    tree: Tree,
    sink: Sink,
}

/// Rooms of given heights, the last again and again.
struct Rooms<'a> {
    heights: &'a [Length],
    fragments: Vec<Fragment>,
    /// How many nodes there were when each fragment came.
    nodes: Vec<usize>,
}

impl Paper for Rooms<'_> {
    fn room(&self, n: usize) -> Length {
        self.heights.get(n).or(self.heights.last()).copied().unwrap()
    }

    fn begin_anew(&mut self) -> bool {
        false
    }

    fn take(&mut self, fragment: Fragment, tree: &Tree) {
        self.fragments.push(fragment);
        self.nodes.push(tree.nodes.len());
    }
}

fn lay(table: &Table, width: Length, rooms: &[Length]) -> Done {
    lay_by(100, table, width, rooms)
}

fn lay_by(batch: usize, table: &Table, width: Length, rooms: &[Length]) -> Done {
    let fonts = Fonts::bundled();
    let context = Context {
        fonts: &fonts,
        standard: &GBT_9704,
        width,
        batch,
    };
    let mut paper = Rooms {
        heights: rooms,
        fragments: Vec::new(),
        nodes: Vec::new(),
    };
    let (mut tree, mut sink) = (Tree::new(), Sink::new());
    set(table, &context, &mut paper, &mut tree, Tree::ROOT, &mut sink);
    let Rooms { fragments, nodes, .. } = paper;
    // what a page shows is in the tree when the page comes
    for (fragment, nodes) in fragments.iter().zip(nodes) {
        assert!(
            contents(std::slice::from_ref(fragment))
                .keys()
                .all(|node| (*node as usize) < nodes)
        );
    }
    Done {
        fragments,
        tree,
        sink,
    }
}

/// The words of each node, in the order they are painted.
fn contents(fragments: &[Fragment]) -> BTreeMap<u32, String> {
    let mut contents: BTreeMap<u32, String> = BTreeMap::new();
    for item in fragments.iter().flat_map(|fragment| &fragment.items) {
        if let (Tag::Content(node), Shape::Text(run)) = (item.tag, &item.shape) {
            contents
                .entry(node.0)
                .or_default()
                .extend(run.glyphs.iter().map(|glyph| glyph.ch));
        }
    }
    contents
}

fn repeated(fragment: &Fragment) -> String {
    let words = |item: &Item| match (&item.shape, item.tag) {
        (Shape::Text(run), Tag::Artifact(Artifact::Repeated)) => run.glyphs.iter().map(|g| g.ch).collect(),
        _ => String::new(),
    };
    fragment.items.iter().map(words).collect()
}

fn content(fragment: &Fragment) -> String {
    contents(std::slice::from_ref(fragment))
        .into_values()
        .collect::<Vec<_>>()
        .join("|")
}

/// Whether all marks lie within the fragment.
fn inside(fragment: &Fragment, width: Length) -> Result<(), String> {
    // a hair of rounding
    let slack = Length::emu(2);
    let holds = |at: Point| {
        at.x >= -slack && at.y >= -slack && at.x <= width + slack && at.y <= fragment.height + slack
    };
    for item in &fragment.items {
        let ends = match &item.shape {
            Shape::Text(run) => {
                let end = run
                    .glyphs
                    .last()
                    .map_or(Length::ZERO, |glyph| glyph.offset + glyph.advance);
                vec![
                    Point::new(run.at.x, run.at.y - run.size.part(88, 100)),
                    Point::new(run.at.x + end, run.at.y),
                ]
            }
            Shape::Rule(rule) => vec![rule.from, rule.to],
            Shape::Image(_) => Vec::new(),
        };
        if let Some(out) = ends.into_iter().find(|at| !holds(*at)) {
            return Err(format!(
                "{out:?} outside {width:?} × {:?}: {item:?}",
                fragment.height
            ));
        }
    }
    Ok(())
}

/// Compares with the golden page dump; `UPDATE=1` writes it.
fn golden(name: &str, done: &Done, width: Length) {
    let page = |fragment: &Fragment| Page {
        size: Size::new(width, fragment.height),
        number: None,
        items: fragment.items.clone(),
    };
    let pages = Pages {
        pages: done.fragments.iter().map(page).collect(),
        binding: Binding {
            tree: done.tree.clone(),
            ..Binding::default()
        },
    };
    let shown = dump(&pages, &Fonts::bundled());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/table")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &shown).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        shown == wanted,
        "{name} has changed; UPDATE=1 cargo test writes it anew\n{shown}"
    );
}

/// The annex of a quarterly circular: merged numbers and units, prose, a status.
fn progress() -> Table {
    let projects = [
        ("扩增公办学位", "县教育局、县住建局", 2),
        ("既有住宅加装电梯", "县住建局", 1),
        ("农村饮水安全提升工程", "县水利局", 3),
        ("新建改建“四好农村路”", "县交通运输局", 2),
    ];
    let tasks = [
        (
            "新增小学学位1200个",
            "截至6月底，已完成主体工程施工，完成投资3250.5万元，占年度计划的65%，预计8月底前交付使用。",
            "已完成",
        ),
        (
            "新增普通高中学位600个",
            "正在进行内部装修和设备采购；室外管网、绿化工程同步推进。",
            "正常推进",
        ),
        ("加装电梯11部", "已开工8部，其中3部已投入使用。", "推进缓慢"),
    ];
    let mut rows = Vec::new();
    let mut next = 0;
    for (no, (name, units, count)) in projects.into_iter().enumerate() {
        for n in 0..count {
            let (task, progress, status) = tasks[next % 3];
            next += 1;
            let merged = |words: &str| if n == 0 { spanning(words, count, 1) } else { None };
            rows.push(data(vec![
                merged(&(no + 1).to_string()),
                merged(name),
                Some(text(task)),
                Some(text(progress)),
                merged(units),
                Some(text(status)),
            ]));
        }
    }
    use Align::{Center, Left};
    Table {
        columns: columns(&[Center, Left, Left, Left, Center, Center]),
        head: head(&["序号", "项目名称", "指标任务", "进展情况", "责任单位", "完成情况"]),
        rows,
        status_line: Some(Text::new("截至2024年6月30日", None)),
        ..Table::default()
    }
}

/// Towns and indicators: a head of two levels, numbers on their points, a totals row, a unit line, a note.
fn matrix() -> Table {
    let top = vec![
        Some(Cell {
            rows: 2,
            ..text("乡镇")
        }),
        spanning("义务教育学位", 1, 2),
        None,
        spanning("完成投资", 1, 2),
        None,
    ];
    let below = vec![
        None,
        Some(text("目标")),
        Some(text("完成")),
        Some(text("金额")),
        Some(text("占比")),
    ];
    let line = |town: &str, numbers: [&str; 4]| {
        std::iter::once(text(town))
            .chain(numbers.map(number))
            .map(Some)
            .collect::<Vec<_>>()
    };
    let mut rows = vec![
        data(line("东河镇", ["700", "650", "1203.5", "92.9%"])),
        data(line("西岭乡", ["500", "500", "98.25", "100%"])),
        data(line("南坪街道办事处", ["80", "8", "7", "10%"])),
    ];
    rows.push(Row {
        kind: RowKind::Total,
        cells: line("合计", ["1280", "1158", "1308.75", "90.5%"]),
    });
    use Align::{Center, Point};
    Table {
        columns: columns(&[Center, Point, Point, Point, Point]),
        head: vec![top, below],
        rows,
        unit_line: Some(Text::new("单位：个、万元", None)),
        notes: vec![Text::new("注：占比为完成数与目标数之比。", None)],
        ..Table::default()
    }
}

/// Rows under full-width group rows.
fn grouped(rows: usize) -> Table {
    let mut out = Vec::new();
    for group in ["一、教育类", "二、住房类"] {
        out.push(Row {
            kind: RowKind::Group,
            cells: vec![spanning(group, 1, 3), None, None],
        });
        for n in 1..=rows {
            out.push(data(vec![
                Some(text(&n.to_string())),
                Some(text("加装电梯")),
                Some(text("县住建局")),
            ]));
        }
    }
    out.push(Row {
        kind: RowKind::Total,
        cells: vec![spanning("合计", 1, 2), None, Some(number("12"))],
    });
    Table {
        columns: columns(&[Align::Center, Align::Left, Align::Center]),
        head: head(&["序号", "项目", "单位"]),
        rows: out,
        ..Table::default()
    }
}

const UPRIGHT: Length = Length::mm(156);
const TURNED: Length = Length::mm(225);

#[test]
fn golden_progress() {
    let done = lay(&progress(), TURNED, &[Length::mm(60), Length::mm(80)]);
    golden("progress.txt", &done, TURNED);
}

#[test]
fn golden_matrix() {
    golden(
        "matrix.txt",
        &lay(&matrix(), UPRIGHT, &[Length::mm(225)]),
        UPRIGHT,
    );
}

#[test]
fn golden_grouped() {
    golden(
        "grouped.txt",
        &lay(&grouped(4), UPRIGHT, &[Length::mm(50)]),
        UPRIGHT,
    );
}

#[test]
fn heads_come_again_and_merged_cells_say_so() {
    let done = lay(&progress(), TURNED, &[Length::mm(45)]);
    assert!(done.fragments.len() > 1 && done.sink.is_empty());
    assert!(content(&done.fragments[0]).contains("序号"));
    let again: Vec<String> = done.fragments[1..].iter().map(repeated).collect();
    assert!(
        again
            .iter()
            .all(|words| words.starts_with("序号项目名称指标任务进展情况责任单位完成情况")),
        "{again:?}"
    );
    assert!(again.iter().any(|words| words.contains("（续）")), "{again:?}");
}

#[test]
fn groups_do_not_end_a_page_and_totals_are_not_alone() {
    for height in 20..90 {
        let done = lay(&grouped(4), UPRIGHT, &[Length::mm(height)]);
        for fragment in &done.fragments {
            let shown = content(fragment);
            assert!(!shown.ends_with("类"), "{height} {shown}");
            assert!(!shown.starts_with("合计"), "{height} {shown}");
        }
    }
}

#[test]
fn a_first_region_without_room_is_left_empty() {
    let done = lay(&grouped(2), UPRIGHT, &[Length::mm(12), Length::mm(200)]);
    assert_eq!(
        (done.fragments[0].height, done.fragments[0].items.len()),
        (Length::ZERO, 0)
    );
    assert_eq!(done.fragments.len(), 2);
}

#[test]
fn a_row_higher_than_a_page_is_split_in_all_its_cells() {
    let prose = "已完成主体工程施工。".repeat(60);
    let mut table = progress();
    table.rows = vec![data(
        ["1", "甲", &prose, &prose, "县教育局", "已完成"]
            .map(|words| Some(text(words)))
            .to_vec(),
    )];
    let done = lay(&table, TURNED, &[Length::mm(60)]);
    assert!(done.fragments.len() > 2);
    assert_eq!(
        contents(&done.fragments)
            .values()
            .filter(|words| **words == prose)
            .count(),
        2
    );
    for fragment in &done.fragments {
        assert!(fragment.height <= Length::mm(60));
        // both columns of prose go on side by side
        assert!(
            content(fragment)
                .split('|')
                .filter(|words| words.contains("工程"))
                .count()
                == 2
                || fragment.last
        );
    }
}

#[test]
fn a_long_text_in_a_merged_cell_flows_over_pages_once() {
    let prose = "按月调度、按季通报，逐项明确责任单位和完成时限。".repeat(40);
    let rows = (0..3).map(|n| {
        data(vec![
            Some(text("任务")),
            if n == 0 { spanning(&prose, 3, 1) } else { None },
        ])
    });
    let table = Table {
        columns: columns(&[Align::Center, Align::Left]),
        head: head(&["任务", "措施"]),
        rows: rows.collect(),
        ..Table::default()
    };
    let done = lay(&table, UPRIGHT, &[Length::mm(70)]);
    assert!(done.fragments.len() > 1);
    assert!(contents(&done.fragments).values().any(|words| *words == prose));
}

#[test]
fn a_table_too_wide_is_split_and_keys_come_again() {
    let names: Vec<String> = (1..=30).map(|n| format!("指标{n}")).collect();
    let mut table = Table {
        columns: vec![Column::default(); 31],
        head: vec![
            std::iter::once("乡镇")
                .chain(names.iter().map(String::as_str))
                .map(|w| Some(text(w)))
                .collect(),
        ],
        rows: vec![data(
            std::iter::once(text("东河镇"))
                .chain((1..=30).map(|_| number("123456.78")))
                .map(Some)
                .collect(),
        )],
        ..Table::default()
    };
    table.columns[0].key = true;
    let done = lay(&table, UPRIGHT, &[Length::mm(225)]);
    assert_eq!(
        done.sink.found().iter().map(|d| d.code.id).collect::<Vec<_>>(),
        ["N0621"]
    );
    let all = repeated(&done.fragments[0]);
    assert!(all.matches("东河镇").count() >= 2, "{all}");
    assert_eq!(
        contents(&done.fragments)
            .values()
            .filter(|words| words.contains("东河镇"))
            .count(),
        1
    );
    inside(&done.fragments[0], UPRIGHT).unwrap();
}

#[test]
fn blocks_of_a_wide_table_are_even_and_keep_columns_of_one_head_together() {
    let mut table = Table {
        columns: vec![Column::default(); 21],
        head: vec![vec![None; 21], vec![None; 21]],
        rows: vec![data((0..21).map(|_| Some(number("12345.6"))).collect())],
        ..Table::default()
    };
    table.columns[0].key = true;
    table.head[0][0] = spanning("乡镇", 2, 1);
    for pair in 0..10 {
        table.head[0][pair * 2 + 1] = spanning("工程", 1, 2);
        for col in [pair * 2 + 1, pair * 2 + 2] {
            table.head[1][col] = Some(text("目标"));
        }
    }
    let grid = grid::Table::new(&table);
    let fonts = Fonts::bundled();
    let context = Context {
        fonts: &fonts,
        standard: &GBT_9704,
        width: UPRIGHT,
        batch: 100,
    };
    let shape = widths::shape(&grid, &table, &context, &mut Sink::new());
    let counts: Vec<usize> = shape.blocks.iter().map(|block| block.columns.len()).collect();
    assert_eq!(counts, [11, 11]);
}

#[test]
fn a_width_of_one_character_does_not_make_the_type_smaller() {
    let mut table = Table {
        columns: vec![Column::default(); 2],
        head: head(&["类别", "项目"]),
        rows: vec![data(vec![Some(text("教育")), Some(text("学位"))])],
        ..Table::default()
    };
    table.columns[0].width = Some(Length::mm(8));
    let done = lay(&table, UPRIGHT, &[Length::mm(225)]);
    let small = |item: &Item| matches!(&item.shape, Shape::Text(run) if run.size < GBT_9704.table_size);
    assert!(!done.fragments[0].items.iter().any(small));
}

#[test]
fn what_goes_on_says_so_in_the_narrowest_column() {
    let mut table = Table {
        columns: vec![Column::default(); 2],
        head: head(&["号", "进展"]),
        rows: (0..6)
            .map(|n| data(vec![spanning("1", 6, 1).filter(|_| n == 0), Some(text("已开工"))]))
            .collect(),
        ..Table::default()
    };
    table.columns[0].width = Some(Length::mm(8));
    let done = lay(&table, UPRIGHT, &[Length::mm(25)]);
    assert!(done.fragments.len() > 1);
    assert!(
        repeated(&done.fragments[1]).contains("1（续）"),
        "{}",
        repeated(&done.fragments[1])
    );
    inside(&done.fragments[1], UPRIGHT).unwrap();
}

#[test]
fn type_steps_down_only_where_words_would_not_fit() {
    let size = |count: usize| {
        let table = Table {
            columns: columns(&vec![Align::Right; count]),
            rows: vec![data(vec![Some(number("12345678.90")); count])],
            ..Table::default()
        };
        let done = lay(&table, UPRIGHT, &[Length::mm(225)]);
        let size = done.fragments[0].items.iter().find_map(|item| match &item.shape {
            Shape::Text(run) => Some(run.size.to_pt()),
            _ => None,
        });
        size.unwrap()
    };
    assert_eq!(
        [size(5), size(6), size(7), size(8), size(9)],
        [12.0, 12.0, 10.5, 9.0, 9.0]
    );
}

#[test]
fn widths_given_are_kept() {
    let mut table = matrix();
    table.columns[0].width = Some(Length::mm(50));
    let done = lay(&table, UPRIGHT, &[Length::mm(225)]);
    let xs = downs(&done.fragments[0]);
    assert_eq!(xs[1] - xs[0], Length::mm(50));
    assert!(done.sink.is_empty());
    for column in &mut table.columns {
        column.width = Some(Length::mm(50));
    }
    let done = lay(&table, UPRIGHT, &[Length::mm(225)]);
    assert_eq!(done.sink.found()[0].code.id, "W0622");
    inside(&done.fragments[0], UPRIGHT).unwrap();
    for column in &mut table.columns {
        column.width = Some(Length::mm(20));
    }
    let xs = downs(&lay(&table, UPRIGHT, &[Length::mm(225)]).fragments[0]);
    assert_eq!(xs[5] - xs[0], Length::mm(100));
    assert!((xs[0] + xs[5] - UPRIGHT).abs() < Length::emu(3));
}

/// Where the rules that go down stand.
fn downs(fragment: &Fragment) -> Vec<Length> {
    let x = |item: &Item| match &item.shape {
        Shape::Rule(rule) if rule.from.x == rule.to.x => Some(rule.from.x),
        _ => None,
    };
    let mut xs: Vec<Length> = fragment.items.iter().filter_map(x).collect();
    xs.sort_unstable();
    xs.dedup();
    xs
}

#[test]
fn numbers_stand_on_their_points() {
    let done = lay(&matrix(), UPRIGHT, &[Length::mm(225)]);
    let mut points: Vec<Length> = Vec::new();
    for item in &done.fragments[0].items {
        let Shape::Text(run) = &item.shape else { continue };
        let words: String = run.glyphs.iter().map(|glyph| glyph.ch).collect();
        if ["1203.5", "98.25"].contains(&words.as_str()) {
            let dot = run.glyphs.iter().find(|glyph| glyph.ch == '.').unwrap();
            points.push(run.at.x + dot.offset);
        }
    }
    assert_eq!(points.len(), 2);
    assert!((points[0] - points[1]).abs() <= Length::emu(2), "{points:?}");
}

#[test]
fn long_lines_over_a_table_stand_one_under_the_other() {
    let heights = |status: &str| {
        let mut table = matrix();
        table.status_line = Some(Text::new(status, None));
        let done = lay(&table, UPRIGHT, &[Length::mm(225)]);
        inside(&done.fragments[0], UPRIGHT).unwrap();
        done.fragments[0].height
    };
    let long = "截至2024年6月30日，数据由各乡镇报送，经县统计局审核认定后汇总而成";
    assert!(heights(long) > heights("截至2024年6月30日"));
}

#[test]
fn notes_do_not_stand_alone() {
    for height in 60..90 {
        let mut table = grouped(4);
        table.notes = vec![Text::new("注：数据由县统计局提供。", None); 2];
        let done = lay(&table, UPRIGHT, &[Length::mm(height)]);
        for fragment in &done.fragments {
            let shown = content(fragment);
            assert!(!shown.starts_with('注'), "{height} {shown}");
            assert!(fragment.height <= Length::mm(height));
        }
    }
}

#[test]
fn nothing_is_also_a_table() {
    for table in [
        Table::default(),
        Table {
            rows: vec![data(Vec::new())],
            ..Table::default()
        },
    ] {
        let done = lay(&table, UPRIGHT, &[Length::ZERO]);
        assert!(done.fragments.last().unwrap().last);
    }
    let only_head = Table {
        head: head(&["序号", "项目"]),
        ..Table::default()
    };
    assert_eq!(
        content(&lay(&only_head, UPRIGHT, &[Length::mm(100)]).fragments[0]),
        "序号|项目"
    );
}

#[test]
fn ten_thousand_rows() {
    let mut table = progress();
    let rows: Vec<Row> = table.rows.clone();
    table.rows = rows.iter().cycle().take(10_000).cloned().collect();
    let done = lay(&table, TURNED, &[Length::mm(156)]);
    assert!(done.fragments.len() > 500);
    assert_eq!(contents(&done.fragments).len(), wanted(&table).len() + 1);
}

/// Any cell: empty, a word, prose, a number; and how it spans.
fn any_cell() -> impl Strategy<Value = Option<Cell>> {
    let value = prop_oneof![
        1 => Just(String::new()),
        4 => "[一-龥]{1,6}",
        2 => "[一-龥，。]{20,120}",
        1 => "[0-9]{1,5}(\\.[0-9]{2})?%?",
        1 => "[一-龥]{1,4}\n[a-z]{1,30}",
    ];
    let span = prop_oneof![6 => Just(1u32), 1 => Just(2u32), 1 => Just(4u32)];
    prop::option::weighted(
        0.85,
        (value, span.clone(), span).prop_map(|(words, rows, cols)| Cell {
            rows,
            cols,
            ..text(&words)
        }),
    )
}

fn any_table() -> impl Strategy<Value = Table> {
    let align = prop_oneof![
        Just(Align::Left),
        Just(Align::Center),
        Just(Align::Right),
        Just(Align::Point)
    ];
    let kind = prop_oneof![6 => Just(RowKind::Data), 1 => Just(RowKind::Group), 1 => Just(RowKind::Total)];
    (1usize..7).prop_flat_map(move |count| {
        let row = prop::collection::vec(any_cell(), count);
        let head = prop::collection::vec(prop::collection::vec(any_cell(), count), 0..3);
        let rows = prop::collection::vec(
            (kind.clone(), row).prop_map(|(kind, cells)| Row { kind, cells }),
            0..20,
        );
        let columns = prop::collection::vec(
            (align.clone(), any::<bool>()).prop_map(|(align, key)| Column {
                align,
                key,
                width: None,
            }),
            count,
        );
        (columns, head, rows).prop_map(|(columns, head, rows)| Table {
            columns,
            head,
            rows,
            ..Table::default()
        })
    })
}

/// The words that must be shown, each cell's on its own.
fn wanted(table: &Table) -> Vec<String> {
    let grid = grid::Table::new(table);
    // in a head cell a line feed is a new line, in the body a paragraph of its own
    let head = grid.head.cells().iter();
    let head = head.map(|placed| placed.cell.value.printed().replace('\n', ""));
    let body = grid.body.cells().iter();
    let body = body.flat_map(|placed| placed.cell.value.printed().split('\n').map(str::to_owned));
    let mut words: Vec<String> = head.chain(body).filter(|w| !w.is_empty()).collect();
    words.sort_unstable();
    words
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn every_cell_is_shown_once_and_inside(table in any_table(), first in 5i64..120, next in 30i64..160, width in 40i64..226) {
        let width = Length::mm(width);
        let done = lay(&table, width, &[Length::mm(first), Length::mm(next)]);
        let mut shown: Vec<String> = contents(&done.fragments).into_values().collect();
        shown.sort_unstable();
        prop_assert_eq!(shown, wanted(&table));
        let head: usize = table.head.len();
        for (n, fragment) in done.fragments.iter().enumerate() {
            prop_assert_eq!(fragment.last, n + 1 == done.fragments.len());
            inside(fragment, width).map_err(TestCaseError::fail)?;
            let room = Length::mm(if n == 0 { first } else { next });
            // only a head that leaves no room makes a page too high
            prop_assert!(fragment.height <= room || head > 0 , "{} {:?} {:?}", n, fragment.height, room);
        }
    }

    #[test]
    fn rows_set_some_at_a_time_make_the_same_pages(
        table in any_table(), rooms in prop::collection::vec(10i64..120, 1..4), width in 40i64..226, batch in 1usize..8,
    ) {
        let rooms: Vec<Length> = rooms.into_iter().map(Length::mm).collect();
        let done = lay_by(batch, &table, Length::mm(width), &rooms);
        let whole = lay_by(usize::MAX, &table, Length::mm(width), &rooms);
        prop_assert_eq!(done.fragments, whole.fragments);
        prop_assert_eq!(done.tree, whole.tree);
        prop_assert_eq!(done.sink.found(), whole.sink.found());
    }

    #[test]
    fn any_room_comes_to_an_end(table in any_table(), rooms in prop::collection::vec(-20i64..60, 1..4)) {
        let rooms: Vec<Length> = rooms.into_iter().map(Length::mm).collect();
        let done = lay(&table, Length::mm(100), &rooms);
        let mut shown: Vec<String> = contents(&done.fragments).into_values().collect();
        shown.sort_unstable();
        prop_assert_eq!(shown, wanted(&table));
    }
}
