//! Every element in its place, against the numbers of GB/T 9704—2012 themselves.

use tongbao::document::{HeadForm, Record};
use tongbao::font::Role;
use tongbao::page::{Color, Shape};
use tongbao::standard::{GBT_9704, Standard};

use super::documents::*;
use super::measure::{Line, all, find, near, rules};
use super::{pages, pages_of};

/// 3号, 16 pt.
pub const EM: f64 = 5.644;
/// One character of the body.
pub const CELL: f64 = 156.0 / 28.0;
/// From line to line.
pub const PITCH: f64 = (225.0 - EM) / 21.0;
pub const LEFT: f64 = 28.0;
pub const RIGHT: f64 = 184.0;
pub const MIDDLE: f64 = 106.0;

#[test]
fn copy_number_secrecy_and_urgency_begin_the_first_page() {
    let pages = pages(&full());
    for (line, (text, role)) in [
        ("000001", Role::Latin),
        ("机密", Role::Heiti),
        ("特急", Role::Heiti),
    ]
    .into_iter()
    .enumerate()
    {
        let found = find(&pages, text);
        near(found.top, 37.0 + PITCH * line as f64);
        near(found.left, LEFT);
        assert_eq!((found.role, found.size_pt), (role, 16.0));
    }
}

#[test]
fn an_absent_element_leaves_no_hole() {
    let mut document = full();
    document.head.copy_number = None;
    near(find(&pages(&document), "机密").top, 37.0);
}

#[test]
fn the_mark_hangs_at_72_mm_by_its_ink() {
    let pages = pages(&file());
    let mark = find(&pages, "清溪县人民政府办公室文件");
    near(mark.ink.0, 72.0);
    near(mark.center(), MIDDLE);
    assert!(mark.left >= LEFT - 0.01 && mark.right <= RIGHT + 0.01, "{mark:?}");
    assert_eq!((mark.color, mark.role), (Color::Red, Role::Xiaobiaosong));
}

#[test]
fn a_short_mark_keeps_its_size_and_a_long_one_shrinks() {
    let mut document = file();
    document.head.marks = vec![text("清溪县政府")];
    let short = find(&pages(&document), "清溪县政府文件");
    assert_eq!(short.size_pt, 42.0);
    near(short.right - short.left, 7.0 * 14.82);
    document.head.marks = vec![text(&"清溪县民生实事工作领导小组办公室".repeat(2))];
    let (long_pages, found) = pages_of(&document, &GBT_9704);
    let long = find(&long_pages, "清溪县民生实事工作领导小组办公室");
    near(long.ink.0, 72.0);
    assert!(long.left >= LEFT - 0.01 && find(&long_pages, "文件").right <= RIGHT + 0.01);
    assert!(
        found.iter().any(|d| d.code.id == "W0601"),
        "too small to be a mark"
    );
}

#[test]
fn joint_marks_are_of_one_width_with_the_suffix_at_their_middle() {
    let mut document = file();
    document.head.marks = ["清溪县人民政府", "清溪县财政局", "清溪县审计局"]
        .map(text)
        .to_vec();
    let pages = pages(&document);
    let names = ["清溪县人民政府", "清溪县财政局", "清溪县审计局"].map(|name| find(&pages, name));
    near(names[0].ink.0, 72.0);
    for name in &names {
        near(name.left, names[0].left);
    }
    let ink_left = |name: &str| find(&pages, &name[name.len() - 3..]);
    near(
        ink_left("清溪县财政局").left + 7.4,
        ink_left("清溪县人民政府").left + 7.4,
    );
    near(names[1].top - names[0].top, names[2].top - names[1].top);
    let suffix = find(&pages, "文件");
    near(suffix.top, names[1].top);
    assert!(suffix.left > names[0].right - 0.1);
    near(f64::midpoint(names[0].left, suffix.right), MIDDLE);
}

#[test]
fn a_long_joint_mark_ends_where_the_type_area_ends() {
    let mut document = file();
    document.head.marks = ["清溪县人民政府办公室", "清溪县人力资源和社会保障局"]
        .map(text)
        .to_vec();
    let pages = pages(&document);
    let (name, suffix) = (find(&pages, "清溪县人力资源和社会保障局"), find(&pages, "文件"));
    assert!(
        name.left >= LEFT - 0.01 && suffix.right <= RIGHT + 0.01,
        "{name:?} {suffix:?}"
    );
    near(f64::midpoint(name.left, suffix.right), MIDDLE);
}

#[test]
fn the_serial_is_two_lines_below_the_mark_and_the_rule_4_mm_below_it() {
    let pages = pages(&file());
    let (mark, serial) = (find(&pages, "文件"), find(&pages, "清政办督〔2024〕7号"));
    let mark_low = find(&pages, "清溪县人民政府办公室文件").ink.1;
    assert!(mark_low >= mark.ink.1);
    near(serial.top - mark_low, 20.78);
    near(serial.center(), MIDDLE);
    let rule = rules(&pages)[0];
    near(rule.top - serial.bottom, 4.0);
    near(rule.left, LEFT);
    near(rule.right, RIGHT);
    assert_eq!(rule.color, Color::Red);
}

#[test]
fn upward_the_serial_stands_left_on_the_last_signers_line() {
    let mut document = file();
    document.head.signers = ["张一三", "李四", "王五六"].map(text).to_vec();
    let pages = pages(&document);
    let serial = find(&pages, "清政办督〔2024〕7号");
    near(serial.left, LEFT + CELL);
    let label = find(&pages, "签发人：");
    assert_eq!(label.role, Role::Fangsong);
    let [first, second, third] = ["张一三", "李", "王五六"].map(|name| find(&pages, name));
    assert_eq!(first.role, Role::Kaiti);
    near(first.top, label.top);
    near(second.top, first.top);
    near(third.left, first.left);
    near(third.top - first.top, PITCH);
    near(serial.top, third.top);
    // spaced to the width of three characters
    near(find(&pages, "四").left + EM, RIGHT - CELL);
    near(label.top - find(&pages, "文件").ink.1, 20.78);
    near(rules(&pages)[0].top - third.bottom, 4.0);
}

#[test]
fn the_title_is_two_lines_below_the_rule_and_the_addressees_one_line_below_it() {
    let pages = pages(&file());
    let (first, second) = (
        find(&pages, "关于2024年二季度"),
        find(&pages, "重点民生实事进展情况的通报"),
    );
    near(first.top - rules(&pages)[0].bottom, 20.78);
    near(second.top - first.top, 12.6);
    near(first.center(), MIDDLE);
    near(second.center(), MIDDLE);
    assert_eq!((first.role, first.size_pt), (Role::Xiaobiaosong, 22.0));
    let to = find(&pages, "各乡镇人民政府，县政府各部门、单位：");
    near(to.top - second.bottom, 10.39);
    near(to.left, LEFT);
    let body = find(&pages, "今年以来，");
    near(body.top - to.top, PITCH);
    near(body.left, LEFT + 2.0 * CELL);
}

#[test]
fn addressees_that_fill_page_one_go_to_the_record() {
    let mut document = full();
    document.to = some(&"清溪县东河镇人民政府，".repeat(40));
    let (pages, found) = pages_of(&document, &GBT_9704);
    assert!(found.iter().any(|d| d.code.id == "N0603"));
    let body = find(&pages, "现将二季度");
    assert_eq!(body.page, 1);
    let (to, copies) = (find(&pages, "主送："), find(&pages, "抄送："));
    assert_eq!(to.page, pages.pages.len());
    assert!(to.top < copies.top);
    // no rule between them
    assert!(
        !rules(&pages)
            .iter()
            .any(|r| r.page == to.page && r.top > to.top && r.top < copies.top)
    );
}

#[test]
fn headings_have_their_faces() {
    let pages = pages(&full());
    for (words, role) in [
        ("总体情况", Role::Heiti),
        ("进展较快的项目。", Role::Kaiti),
        ("教育方面", Role::Fangsong),
        ("督促整改。", Role::Fangsong),
        ("年度任务：", Role::Heiti),
    ] {
        let found = find(&pages, words);
        assert_eq!(found.role, role, "{words}");
        assert_eq!(found.size_pt, 16.0);
    }
    near(find(&pages, "一、总体情况").left, LEFT + 2.0 * CELL);
    assert_eq!(find(&pages, "新建公办幼儿园").role, Role::Fangsong);
}

#[test]
fn the_body_fills_22_lines_of_28_characters() {
    let mut document = file();
    document.body = vec![paragraph(&"督".repeat(28 * 60))];
    let pages = pages(&document);
    let lines = all(&pages, "督督督督督督督督督督督督督督督督督督督督督督督督督督督督");
    let second: Vec<_> = lines.iter().filter(|line| line.page == 2).collect();
    assert_eq!(second.len(), 22);
    near(second[0].top, 37.0);
    near(second[21].bottom, 262.0);
    for (line, n) in second.iter().zip(0..) {
        near(line.top, 37.0 + PITCH * f64::from(n));
        near(line.left, LEFT);
        near(line.right, RIGHT);
    }
}

#[test]
fn the_annex_note_hangs_under_its_names() {
    let pages = pages(&full());
    let last = find(&pages, "推进机制，多数民生实事按时序完成了阶段任务。");
    let note = find(&pages, "附件：");
    let end = all(&pages, "推进机制，")
        .iter()
        .filter(|f| f.page == note.page)
        .map(|f| f.bottom)
        .fold(0.0, f64::max);
    assert!(last.page <= note.page);
    near(note.top - end, 10.39);
    near(note.left, LEFT + 2.0 * CELL);
    let (one, two) = (
        find(&pages, "1.2024年二季度重点"),
        find(&pages, "2.2024年二季度未达"),
    );
    near(one.left, LEFT + 5.0 * CELL);
    near(two.left, one.left);
    near(two.top - one.top, PITCH);
    let wrapped = find(&pages, "整改措施一览表（含乡镇）");
    near(wrapped.left, LEFT + 6.5 * CELL);
    near(find(&pages, "2024年二季度未达序时").left, LEFT + 6.5 * CELL);
}

#[test]
fn one_annex_has_no_number() {
    let mut document = full();
    document.annexes.truncate(1);
    document.annexes[0].number = None;
    let pages = pages(&document);
    near(find(&pages, "附件：2024年二季度重点").left, LEFT + 2.0 * CELL);
    let label = find(&pages, "附件");
    assert_eq!(label.page, 2);
    let places = all(&pages, "附件");
    let label = places.last().unwrap();
    assert_eq!((label.page, label.role), (3, Role::Heiti));
}

#[test]
fn an_annex_begins_a_page_and_its_title_the_third_line() {
    let pages = pages(&full());
    for (label, title, page) in [
        ("附件1", "2024年二季度重点", 3),
        ("附件2", "2024年二季度未达序时进度项目", 4),
    ] {
        let label = find(&pages, label);
        assert_eq!((label.page, label.role, label.size_pt), (page, Role::Heiti, 16.0));
        near(label.top, 37.0);
        near(label.left, LEFT);
        let title = all(&pages, title)
            .into_iter()
            .find(|found| found.page == page)
            .unwrap();
        near(title.top, 57.9);
        assert_eq!((title.role, title.size_pt), (Role::Xiaobiaosong, 22.0));
    }
    let title = find(&pages, "清单及责任单位整改措施一览表（含乡镇）");
    near(title.center(), MIDDLE);
    near(find(&pages, "一、未达序时进度项目").top - title.bottom, 10.39);
}

#[test]
fn the_record_ends_on_the_lower_edge_of_the_last_page() {
    let pages = pages(&full());
    let last = pages.pages.len();
    let lines: Vec<_> = rules(&pages)
        .into_iter()
        .filter(|rule| rule.page == last)
        .collect();
    let weights: Vec<String> = lines
        .iter()
        .map(|rule| format!("{:.2}", rule.bottom - rule.top))
        .collect();
    assert_eq!(weights, ["0.35", "0.25", "0.35"]);
    near(lines[2].bottom, 262.0);
    for line in &lines {
        near(line.left, LEFT);
        near(line.right, RIGHT);
        assert_eq!(line.color, Color::Black);
    }
    let em = 4.939;
    let copies = find(&pages, "抄送：");
    near(copies.left, LEFT + em);
    assert_eq!((copies.size_pt, copies.role), (14.0, Role::Fangsong));
    near(find(&pages, "县法院，").left, LEFT + 4.0 * em);
    near(find(&pages, "县法院，").top - copies.top, 7.9);
    assert_eq!(all(&pages, "各人民团体。").len(), 1);
    let printer = all(&pages, "清溪县人民政府办公室")
        .into_iter()
        .find(|f| f.page == last)
        .unwrap();
    near(printer.left, LEFT + em);
    near(find(&pages, "2024年7月11日印发").right, RIGHT - em);
    near(lines[2].top - lines[1].top, 9.0);
}

#[test]
fn a_record_that_would_meet_the_text_takes_a_page() {
    let mut document = file();
    document.record = Some(Record {
        copies: some("县委办公室"),
        ..Record::default()
    });
    for n in 1..30 {
        document.body = paragraphs(n);
        let pages = pages(&document);
        let date = find(&pages, "2024年7月10日");
        let copies = find(&pages, "抄送：");
        assert_eq!(copies.page, pages.pages.len());
        let black = |r: &&Line| r.page == copies.page && r.color == Color::Black;
        let top = rules(&pages)
            .iter()
            .filter(black)
            .map(|r| r.top)
            .fold(f64::MAX, f64::min);
        assert!(date.page < copies.page || date.bottom < top, "{n} paragraphs");
        assert!(copies.page - date.page <= 1);
    }
}

#[test]
fn a_record_on_an_even_page_leaves_a_blank_one_without_numbers() {
    let standard = Standard {
        record_on_even: true,
        ..GBT_9704
    };
    let mut document = file();
    document.record = Some(Record {
        printer: some("清溪县人民政府办公室"),
        ..Record::default()
    });
    for n in 1..30 {
        document.body = paragraphs(n);
        let (pages, _) = pages_of(&document, &standard);
        assert!(pages.pages.len().is_multiple_of(2), "{n} paragraphs");
        let blank = pages.pages.iter().position(|page| page.items.is_empty());
        let numbered = pages
            .pages
            .iter()
            .take_while(|page| page.number.is_some())
            .count();
        assert_eq!(numbered, blank.unwrap_or(pages.pages.len()), "{n} paragraphs");
    }
}

#[test]
fn page_numbers_are_odd_right_even_left() {
    let pages = pages(&full());
    for page in 1..=pages.pages.len() {
        let found = all(&pages, &format!("—{page}—")).into_iter().next_back().unwrap();
        assert_eq!(
            (found.page, found.size_pt, found.role),
            (page, 14.0, Role::Songti)
        );
        let dash = all(&pages, "—")
            .into_iter()
            .find(|f| f.page == page && f.top > 262.0)
            .unwrap();
        near(f64::midpoint(dash.ink.0, dash.ink.1), 269.0);
        if page % 2 == 1 {
            near(found.right, RIGHT - 4.94);
        } else {
            near(found.left, LEFT + 4.94);
        }
    }
}

#[test]
fn a_letter_has_double_lines_and_no_number_on_its_first_page() {
    let mut document = full();
    document.head.form = HeadForm::Letter;
    document.head.mark_suffix = None;
    document.body = paragraphs(30);
    let pages = pages(&document);
    let mark = find(&pages, "清溪县人民政府办公室");
    near(mark.ink.0, 30.0);
    let lines: Vec<_> = rules(&pages).into_iter().filter(|rule| rule.page == 1).collect();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        near(line.left, 20.0);
        near(line.right, 190.0);
        assert_eq!(line.color, Color::Red);
    }
    let weight = |n: usize| lines[n].bottom - lines[n].top;
    assert!(weight(0) > weight(1) && weight(2) < weight(3), "thick outside");
    near(lines[0].top - mark.ink.1, 4.0);
    near(lines[3].bottom, 277.0);
    let serial = find(&pages, "清政办督〔2024〕7号");
    near(serial.right, RIGHT);
    near(serial.top - lines[1].bottom, 4.84);
    near(find(&pages, "000001").top, serial.top);
    near(
        find(&pages, "关于2024年").top - find(&pages, "特急").bottom,
        20.78,
    );
    let low = all(&pages, "今年以来")
        .iter()
        .chain(&all(&pages, "推进机制"))
        .filter(|f| f.page == 1)
        .map(|f| f.bottom)
        .fold(0.0, f64::max);
    assert!(low <= lines[2].top - 4.8, "{low}");
    assert!(low > lines[2].top - 4.84 - PITCH - 0.1, "the page is filled");
    assert_eq!(pages.pages[0].number, None);
    assert_eq!(pages.pages[1].number, Some(2));
    let last = pages.pages.len();
    assert!(
        !rules(&pages).iter().any(|rule| rule.page == last),
        "a letter's record has no lines"
    );
    let copies = all(&pages, "县人武部").into_iter().next_back().unwrap();
    assert_eq!(copies.page, last);
    near(copies.bottom, 262.0);
    assert!(all(&pages, "印发").is_empty());
}

#[test]
fn a_bulletin_has_its_number_below_its_name_and_its_makers_above_the_rule() {
    let mut document = file();
    document.head.form = HeadForm::Bulletin;
    document.head.marks = vec![text("督查通报")];
    document.head.mark_suffix = None;
    document.head.serial = some("第7期");
    document.head.compiled_by = some("清溪县人民政府督查室");
    document.head.compiled_on = some("2024年7月10日");
    document.signature = None;
    let pages = pages(&document);
    let (name, number) = (find(&pages, "督查通报"), find(&pages, "第7期"));
    near(name.center(), MIDDLE);
    near(number.center(), MIDDLE);
    near(number.top - name.ink.1, 10.39);
    let (by, on) = (
        find(&pages, "清溪县人民政府督查室"),
        find(&pages, "2024年7月10日"),
    );
    near(by.top, on.top);
    near(by.left, LEFT + CELL);
    near(on.right, RIGHT - CELL);
    near(rules(&pages)[0].top - by.bottom, 4.0);
}

#[test]
fn without_a_head_the_title_begins_the_page() {
    let mut document = file();
    document.head = Default::default();
    near(find(&pages(&document), "关于2024年").top, 37.0);
}

#[test]
fn annexes_alone_begin_on_page_one() {
    let mut document = full();
    document.head = Default::default();
    (document.title, document.to, document.signature, document.note) = (None, None, None, None);
    document.body.clear();
    document.annex_note = false;
    for annex in &mut document.annexes {
        annex.labelled = false;
    }
    let pages = pages(&document);
    assert_eq!(pages.pages.len(), 2);
    let title = find(&pages, "2024年二季度重点民生");
    assert_eq!(title.page, 1);
    near(title.top, 37.0);
    assert!(all(&pages, "附件").is_empty());
}

#[test]
fn a_mirrored_back_has_everything_two_millimetres_further_left() {
    let standard = Standard {
        mirror_margins: true,
        ..GBT_9704
    };
    let mut document = full();
    document.body = paragraphs(20);
    let (pages, _) = pages_of(&document, &standard);
    let lines = all(&pages, "推进机制，");
    for line in &lines {
        near(line.left, if line.page % 2 == 0 { 26.0 } else { 28.0 });
    }
    assert!(lines.iter().any(|line| line.page == 2) && lines.iter().any(|line| line.page == 1));
}

#[test]
fn an_office_sets_its_own_measures() {
    let own = tongbao::standard::Overrides {
        mark_top: Some(60.0),
        mark_size: Some(36.0),
        rule_gap: Some(5.0),
        lines: Some(20),
        ..Default::default()
    };
    let mut document = file();
    document.signature = None;
    let (pages, _) = pages_of(&document, &GBT_9704.with(&own).unwrap());
    let mark = find(&pages, "清溪县人民政府办公室文件");
    near(mark.ink.0, 60.0);
    assert_eq!(mark.size_pt, 36.0);
    near(rules(&pages)[0].top - find(&pages, "清政办督").bottom, 5.0);
    let lines = all(&pages, "推进机制，");
    near(lines[1].top - lines[0].top, 2.0 * (225.0 - EM) / 19.0);
}

#[test]
fn bookmarks_nest_without_gaps() {
    let pages = pages(&full());
    let marks: Vec<(u8, &str, usize)> = pages
        .binding
        .outline
        .iter()
        .map(|mark| (mark.depth, mark.title.as_str(), mark.page + 1))
        .collect();
    assert_eq!(
        marks,
        [
            (0, "一、总体情况", 1),
            (1, "（一）进展较快的项目", 1),
            (2, "1.教育方面", 2),
            (3, "（1）督促整改", 2),
            (0, "二、下一步工作要求", 2),
            (0, "附件1 2024年二季度重点民生实事进展情况表", 3),
            (
                0,
                "附件2 2024年二季度未达序时进度项目清单及责任单位整改措施一览表（含乡镇）",
                4
            ),
            (1, "一、未达序时进度项目", 4),
        ]
    );
}

#[test]
fn list_items_have_labels_and_bodies_of_their_own() {
    use tongbao::page::{Role as Part, Tag};
    let pages = pages(&full());
    let words_of = |part: Part| -> Vec<String> {
        let nodes = pages
            .binding
            .tree
            .nodes
            .iter()
            .zip(0u32..)
            .filter(|(node, _)| node.role == part);
        let text = |n: u32| {
            let items = pages.pages.iter().flat_map(|page| &page.items);
            let runs = items.filter_map(|item| match (&item.shape, item.tag) {
                (Shape::Text(run), Tag::Content(node)) if node.0 == n => Some(run),
                _ => None,
            });
            runs.flat_map(|run| run.glyphs.iter())
                .map(|glyph| glyph.ch)
                .collect()
        };
        nodes.map(|(_, n)| text(n)).collect()
    };
    assert_eq!(words_of(Part::Label), ["①", "②", "1.", "2."]);
    let bodies = words_of(Part::ListBody);
    assert!(bodies[0].starts_with("新增小学学位") && bodies[1].starts_with("改造提升"));
    assert_eq!(words_of(Part::Heading(3)), ["（一）进展较快的项目。"]);
    assert_eq!(words_of(Part::List), ["", ""]);
}

#[test]
fn ten_annexes_have_their_dots_in_one_column() {
    let mut document = full();
    document.annexes = (1..=11)
        .map(|n| annex(Some(n), "进展情况表", paragraphs(1)))
        .collect();
    let pages = pages(&document);
    let (one, ten) = (find(&pages, "1.进展"), find(&pages, "10.进展"));
    near(ten.left, LEFT + 5.0 * CELL);
    near(one.left, ten.left + EM / 2.0);
    near(all(&pages, "进展情况表").first().unwrap().left, LEFT + 6.5 * CELL);
}
