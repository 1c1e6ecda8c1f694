//! Values that fit each other (合理性): what layout may take for granted of a [`Standard`].

use super::Standard;
use crate::unit::Length;

type Fault = (&'static str, String);

/// The fields that do not fit the others, each with the reason.
pub(super) fn faults(s: &Standard) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut need = |holds: bool, field: &'static str, words: &str| {
        if !holds {
            faults.push((field, words.to_owned()));
        }
    };
    sheet(s, &mut need);
    grid(s, &mut need);
    elements(s, &mut need);
    faults
}

fn sheet(s: &Standard, need: &mut dyn FnMut(bool, &'static str, &str)) {
    need(
        s.area_width >= Length::mm(50),
        "area_width",
        "版心宽度不得小于 50 毫米",
    );
    need(
        s.area_height >= Length::mm(50),
        "area_height",
        "版心高度不得小于 50 毫米",
    );
    need(
        s.margin_left + s.area_width <= s.sheet_width,
        "area_width",
        "左白边与版心宽度之和超过了纸宽",
    );
    need(
        s.area_bottom() <= s.sheet_height,
        "area_height",
        "上白边与版心高度之和超过了纸高",
    );
    need(
        s.page_number_y < s.sheet_height,
        "page_number_y",
        "页码超出了纸面",
    );
    need(
        s.page_number_y > s.area_bottom(),
        "page_number_y",
        "页码应当在版心下边缘之下",
    );
}

fn grid(s: &Standard, need: &mut dyn FnMut(bool, &'static str, &str)) {
    need(
        (5..=100).contains(&s.lines),
        "lines",
        "每页行数应当在 5 至 100 之间",
    );
    need(
        (10..=100).contains(&s.cells),
        "cells",
        "每行字数应当在 10 至 100 之间",
    );
    // below nine tenths of their own width characters would run into each other
    let closest = s.text_size.part(9, 10);
    need(
        s.cells == 0 || s.chars(1) >= closest,
        "cells",
        "每行字数过多，字与字会重叠",
    );
    need(s.pitch() >= s.text_size, "lines", "每页行数过多，行与行会重叠");
    need(
        s.pitch_min >= s.text_size,
        "pitch_min",
        "最小行距小于字高，行与行会重叠",
    );
    need(s.pitch_min <= s.pitch(), "pitch_min", "最小行距大于正常行距");
    need(
        s.title_pitch >= s.title_size,
        "title_pitch",
        "标题行距小于标题字高，行与行会重叠",
    );
    need(
        s.record_pitch >= s.record_size,
        "record_pitch",
        "版记行距小于版记字高，行与行会重叠",
    );
    need(
        s.table_size_min <= s.table_size,
        "table_size_min",
        "表格最小字号大于表格字号",
    );
}

fn elements(s: &Standard, need: &mut dyn FnMut(bool, &'static str, &str)) {
    need(
        (30..=100).contains(&s.mark_squeeze),
        "mark_squeeze",
        "发文机关标志的最小宽度应当在 30 至 100 之间",
    );
    need(
        s.letter_rule_length <= s.sheet_width,
        "letter_rule_length",
        "信函双线比纸宽",
    );
    need(s.seals_per_row >= 1, "seals_per_row", "每排印章至少一个");
    need(
        s.seal_diameter >= Length::mm(10),
        "seal_diameter",
        "印章直径不得小于 10 毫米",
    );
    let row = s.seal_diameter * s.seals_per_row + s.seal_space * (s.seals_per_row - 1);
    need(row <= s.area_width, "seals_per_row", "一排印章超过了版心宽度");
    for (field, chars) in [
        ("indent", s.indent),
        ("seal_inset", s.seal_inset),
        ("unsealed_inset", s.unsealed_inset),
        ("unsealed_offset", s.unsealed_offset),
        ("stamp_inset", s.stamp_inset),
    ] {
        need(chars <= s.cells / 2, field, "缩进超过了半行");
    }
}
