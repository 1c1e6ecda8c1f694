use proptest::prelude::*;

use super::*;
use crate::text::punct;

const BODY: Style = Style::new(Role::Fangsong, Length::pt(16)).pitch(Length::mm(156), 28);
const CELL: Style = Style::new(Role::Fangsong, Length::pt(12));

fn lines_of(text: &str, style: Style, measure: &Measure) -> (Vec<Line>, Sink) {
    let mut sink = Sink::new();
    let lines = set(
        &Fonts::bundled(),
        &[Span::new(text, style, None)],
        measure,
        &mut sink,
    );
    (lines, sink)
}

fn body() -> Measure {
    let width = Length::mm(156);
    Measure {
        width,
        first: width.part(2, 28),
        rest: Length::ZERO,
        justify: true,
    }
}

#[test]
fn what_fits_on_a_line_is_not_broken_at_its_mark() {
    // the reward for a mark at the end of a narrow line once broke this, and the second line was lost
    let width = Length::mm(40);
    let (lines, _) = lines_of("党组书记、局长", BODY, &Measure::ragged(width));
    assert_eq!(texts(&lines), ["党组书记、局长"]);
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(Line::text).collect()
}

/// Cell text in a column of so many ems.
fn cell(text: &str, ems: i64) -> Vec<String> {
    let (lines, sink) = lines_of(text, CELL, &Measure::ragged(CELL.size * ems));
    assert!(sink.is_empty(), "{:?}", sink.found());
    texts(&lines)
}

fn places(line: &Line) -> Vec<Length> {
    line.runs
        .iter()
        .flat_map(|run| run.glyphs.iter().map(|glyph| run.at + glyph.offset))
        .collect()
}

#[test]
fn cells_of_the_grid_are_exact() {
    let width = Length::mm(156);
    let (lines, _) = lines_of(&"通".repeat(26 + 28 + 5), BODY, &body());
    assert_eq!(lines.len(), 3);
    let cells = |from: i64, to: i64| (from..to).map(|k| width.part(k, 28)).collect::<Vec<_>>();
    assert_eq!(places(&lines[0]), cells(2, 28));
    assert_eq!(places(&lines[1]), cells(0, 28));
    assert_eq!(places(&lines[2]), cells(0, 5));
    assert_eq!(lines[0].indent + lines[0].width, width);
    assert_eq!(lines[1].width, width);
    assert!(lines[2].last && !lines[1].last);
    assert_eq!(lines[1].chars, 26..54);
}

#[test]
fn a_mark_is_squeezed_in_before_a_character_is_pushed_out() {
    let width = CELL.size * 10;
    let measure = Measure {
        width,
        first: Length::ZERO,
        rest: Length::ZERO,
        justify: true,
    };
    let justified = |text| texts(&lines_of(text, CELL, &measure).0);
    // both marks lose half an em, and the line has eleven characters
    assert_eq!(
        justified("一二三四，六七八九十，一二三"),
        ["一二三四，六七八九十，", "一二三"]
    );
    // one mark does not give enough
    assert_eq!(
        justified("一二三四五六七八九十，一二三"),
        ["一二三四五六七八九", "十，一二三"]
    );
    // the one at the end does
    assert_eq!(
        justified("一二三四五六七八九1，一二三"),
        ["一二三四五六七八九1，", "一二三"]
    );
}

#[test]
fn marks_neither_begin_nor_end_a_line() {
    assert_eq!(cell("县人民政府（办公室）", 6), ["县人民政府", "（办公室）"]);
    assert_eq!(cell("全面完成《办法》。", 5), ["全面完成", "《办法》。"]);
    assert_eq!(cell("进展较慢——详见附表", 5), ["进展较", "慢——详见", "附表"]);
}

#[test]
fn numbers_stay_whole() {
    assert_eq!(cell("新增学位1200个", 6), ["新增学位", "1200个"]);
    assert_eq!(cell("完成投资3.25亿元", 6), ["完成投资", "3.25亿元"]);
    assert_eq!(cell("完成率达到98.7%", 6), ["完成率达到", "98.7%"]);
    assert_eq!(cell("道路全长25 km整", 6), ["道路全长", "25 km整"]);
    assert_eq!(cell("共计一二第12批", 5), ["共计一二", "第12批"]);
}

#[test]
fn words_stay_whole_but_where_longer_than_the_line() {
    assert_eq!(cell("使用Wi-Fi网络", 5), ["使用Wi-Fi", "网络"]);
    assert_eq!(cell("well-known county", 4), ["well-", "known ", "county"]);
    let long = "a".repeat(200);
    let lines = cell(&long, 5);
    assert_eq!(lines.concat(), long);
    assert!(lines.len() < 25);
    let url = cell("网址https://example.org/annex/2024/table", 8);
    assert_eq!(url, ["网址https://", "example.org/annex/", "2024/table"]);
}

#[test]
fn a_last_line_of_one_character_is_avoided() {
    assert_eq!(cell("推进缓慢", 3), ["推进", "缓慢"]);
    assert_eq!(cell("一二三四五六七", 3), ["一二三", "四五", "六七"]);
    // but not by a line of one
    assert_eq!(cell("关爱残疾人", 2), ["关爱", "残疾", "人"]);
    assert_eq!(cell("关爱残疾儿童会", 3), ["关爱残", "疾儿", "童会"]);
}

#[test]
fn neighbouring_marks_take_one_and_a_half_ems() {
    let fonts = Fonts::bundled();
    let ems = |text| natural_width(&fonts, &[Span::new(text, CELL, None)]).to_emu() * 10 / CELL.size.to_emu();
    assert_eq!(ems("（汉）。"), 35);
    assert_eq!(ems("《甲》《乙》"), 55);
    assert_eq!(ems("——"), 20);
    assert_eq!(ems("12"), 10);
}

#[test]
fn short_cells_break_between_words() {
    let words = |text: &str, ems: i64| {
        let measure = Measure::ragged(CELL.size * ems);
        texts(&set_cell(
            &Fonts::bundled(),
            &[Span::new(text, CELL, None)],
            &measure,
            &mut Sink::new(),
        ))
    };
    assert_eq!(words("已完成年度任务", 4), ["已完成", "年度任务"]);
    assert_eq!(words("按序时进度推进", 4), ["按序时", "进度推进"]);
    assert_eq!(words("县教育局", 4), ["县教育局"]);
}

#[test]
fn spaces_stretch_before_han() {
    let width = CELL.size * 10;
    let measure = Measure {
        justify: true,
        ..Measure::ragged(width)
    };
    // an eighth of an em is missing: the space takes it, the Han stand close
    let (lines, _) = lines_of("一二三四五六七 known", CELL, &Measure::ragged(width * 2));
    let tight = lines[0].width;
    let (lines, _) = lines_of(
        "一二三四五六七 known 通报",
        CELL,
        &Measure {
            width: tight + CELL.size / 8,
            ..measure
        },
    );
    let steps: Vec<Length> = places(&lines[0])
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    assert!(steps[..6].iter().all(|step| *step == CELL.size), "{steps:?}");
    assert!(steps[7] > CELL.size / 4);
    // more than spaces can take goes to all alike, but not into the word
    let (lines, _) = lines_of(
        "一二三四五六七 known 通报",
        CELL,
        &Measure {
            width: tight + CELL.size,
            ..measure
        },
    );
    let wide: Vec<Length> = places(&lines[0])
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    assert!(wide[..6].iter().all(|step| *step > CELL.size), "{wide:?}");
    assert_eq!(wide[8..12], steps[8..12]);
}

#[test]
fn line_feeds_force_lines() {
    let (lines, _) = lines_of("甲\n\n乙丙\n", CELL, &Measure::ragged(Length::mm(50)));
    assert_eq!(texts(&lines), ["甲", "", "乙丙", ""]);
    assert_eq!(
        lines.iter().map(|line| line.chars.clone()).collect::<Vec<_>>(),
        [0..1, 2..2, 3..5, 6..6]
    );
    assert!(lines.iter().all(|line| line.last));
}

#[test]
fn an_empty_text_is_an_empty_line() {
    let (lines, sink) = lines_of("", CELL, &Measure::ragged(Length::ZERO));
    assert_eq!((lines.len(), lines[0].runs.len(), sink.is_empty()), (1, 0, true));
}

#[test]
fn what_cannot_be_set_is_told() {
    let (lines, sink) = lines_of(
        "甲\u{10fffd}乙\u{10fffd}\u{7}丙\r\n",
        CELL,
        &Measure::ragged(Length::mm(50)),
    );
    let ids: Vec<&str> = sink.found().iter().map(|d| d.code.id).collect();
    assert_eq!(ids, ["E0503", "W0504"]);
    assert_eq!(
        sink.found()[0].message,
        "字体中没有“\u{10fffd}”（U+10FFFD）这个字"
    );
    assert_eq!(lines[0].text(), "甲乙丙");
}

#[test]
fn extents_say_what_a_column_needs() {
    let fonts = Fonts::bundled();
    let extent = extent(&fonts, &[Span::new("新增小学学位1200个，\n扩建2所", CELL, None)]);
    let ems = |tenths: i64| CELL.size.part(tenths, 10);
    assert_eq!(
        (extent.natural, extent.solid, extent.phrases, extent.total),
        (ems(100), ems(40), [ems(35); 2], ems(135))
    );
}

#[test]
fn what_a_column_needs_is_enough() {
    let fonts = Fonts::bundled();
    for size in [Length::pt(12), Length::centipt(1050), Length::pt(9)] {
        for text in ["100.0%", "105.9%", "107.5%", "101.73%", "1200", "3.083"] {
            let style = Style::new(Role::Fangsong, size);
            let needed = extent(&fonts, &[Span::new(text, style, None)]);
            let (lines, _) = lines_of(text, style, &Measure::ragged(needed.solid));
            assert_eq!(texts(&lines), [text], "at {size:?}");
        }
    }
}

/// What office texts are made of.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[一-龥]{1,12}",
        2 => "[，、；：。？！]",
        1 => "（[一-龥]{1,6}）",
        1 => "《[一-龥]{1,8}》",
        1 => "“[一-龥0-9]{1,5}”",
        2 => "[1-9][0-9]{0,5}(\\.[0-9]{1,2})?(%|万|亿元|个|℃)?[一-龥]",
        1 => "20[0-9]{2}年[1-9]月",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => "[A-Za-z]{1,8}[一-龥]",
        1 => Just(" ".to_owned()),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

/// A mark that begins the text, or follows marks for half a line, may stand anywhere: nobody writes so.
fn sane(text: &str) -> bool {
    let mark = |c: char| punct::not_at_start(c) || punct::not_at_end(c);
    !text.starts_with(punct::not_at_start)
        && text
            .chars()
            .collect::<Vec<_>>()
            .windows(5)
            .all(|w| !w.iter().all(|c| mark(*c)))
}

proptest! {
    #[test]
    fn prose_is_set_by_the_rules(text in prose().prop_filter("marks", |text| sane(text)), ems in 10i64..30) {
        let width = CELL.size * ems;
        for justify in [false, true] {
            let measure = Measure { width, first: CELL.size * 2, rest: Length::ZERO, justify };
            let (lines, _) = lines_of(&text, CELL, &measure);
            prop_assert_eq!(texts(&lines).concat(), text.clone());
            for (i, line) in lines.iter().enumerate() {
                prop_assert!(line.indent + line.width <= width);
                if justify && !line.last {
                    prop_assert_eq!(line.indent + line.width, width);
                }
                let shown = line.text();
                if i > 0 {
                    prop_assert!(!shown.starts_with(punct::not_at_start), "begins {}", shown);
                }
                if !line.last {
                    prop_assert!(!shown.trim_end().ends_with(punct::not_at_end), "ends {}", shown);
                }
            }
            for pair in texts(&lines).windows(2) {
                let (end, begin) = (pair[0].chars().last().unwrap(), pair[1].chars().next().unwrap());
                prop_assert!(!(end.is_ascii_digit() && (begin.is_ascii_digit() || "%℃万亿.".contains(begin))));
                prop_assert!(!(end.is_ascii_alphabetic() && begin.is_ascii_alphabetic()));
                prop_assert!(end != begin || !"—…".contains(end));
            }
        }
    }

    #[test]
    fn any_text_is_set(text in any::<String>(), width in 0i64..3_000_000, justify: bool) {
        let measure = Measure { width: Length::emu(width), first: Length::emu(width / 10), rest: Length::ZERO, justify };
        let (lines, _) = lines_of(&text, BODY, &measure);
        let chars = text.chars().count();
        let mut next = 0;
        for line in &lines {
            prop_assert_eq!(line.chars.start, next);
            next = line.chars.end + usize::from(text.chars().nth(line.chars.end) == Some('\n'));
            let one = line.text().trim().chars().count() <= 1;
            prop_assert!(one || line.indent + line.width <= measure.width, "{:?}", line.text());
        }
        prop_assert_eq!(lines.last().map(|line| line.chars.end), Some(chars));
    }
}
