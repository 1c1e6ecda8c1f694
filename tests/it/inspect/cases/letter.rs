//! F: letters, orders, minutes.

use tongbao::document::Document;
use tongbao::font::Role;
use tongbao::page::Color;
use tongbao::standard::{GBT_9704, Standard};
use tongbao::unit::Length;

use super::super::desk::{Case, Spoil};
use super::documents::{letter, paragraph, paragraphs, some, text};
use super::{marks, measures, words};

const NUMBER: &str = "清政办督〔2024〕7号";

/// An order, set as a 文件 whose mark hangs at 57 mm: what follows hangs from it.
fn order() -> Document {
    let mut document = super::documents::file();
    document.head.marks = vec![text("清溪县人民政府令")];
    document.head.mark_suffix = None;
    document.head.serial = some("第12号");
    document.title = None;
    document.to = None;
    document
}

/// No red rule is looked for in an order: the body hangs from its number.
fn order_measures() -> Standard {
    Standard {
        mark_top: Length::mm(57),
        title_gap: GBT_9704.serial_gap - GBT_9704.rule_gap - GBT_9704.rule_width,
        ..GBT_9704
    }
}

const fn orders(spoil: &'static Spoil) -> Case {
    Case {
        rule: "F03",
        whole: order,
        spoil: Spoil::Laid(order_measures, spoil),
    }
}

fn minutes() -> Document {
    let mut document = super::documents::file();
    document.head.marks = vec![text("清溪县政府会议纪要")];
    document.head.mark_suffix = None;
    document.to = None;
    document.body = paragraphs(2);
    document
        .body
        .push(super::documents::term("出席：", "张一三，李四。"));
    document.signature = None;
    document
}

pub const CASES: &[Case] = &[
    measures("F01", letter, |s| s.letter_mark_top = Length::mm(35)),
    measures("F01", letter, |s| s.letter_rule_gap = Length::mm(7)),
    measures("F01", letter, |s| s.letter_rule_bottom = Length::mm(25)),
    measures("F01", letter, |s| s.letter_rule_length = Length::mm(156)),
    measures("F01", letter, |s| {
        (s.letter_thick, s.letter_thin) = (s.letter_thin, s.letter_thick);
    }),
    marks("F02", letter, |desk| desk.shift(NUMBER, -40_000, 0)),
    marks("F02", letter, |desk| {
        let style = (Role::Songti, 14, Color::Black);
        desk.write(1, style, (163_000, 283_000), "— 1 —");
    }),
    marks("F02", letter, |desk| {
        let last = desk.pages.pages.len();
        for (y, width) in [(245_000, 350), (262_000, 350)] {
            desk.draw(last, [28_000, y, 184_000, y], width, Color::Black);
        }
    }),
    orders(&Spoil::Measures(|s| s.mark_top = Length::mm(72))),
    orders(&Spoil::Measures(|s| s.serial_gap = Length::mm(15))),
    orders(&Spoil::Words(|document| {
        document.title = some("清溪县民生实事管理办法");
    })),
    words("F04", minutes, |document| {
        document.body.pop();
        document.body.push(paragraph("出席：张一三，李四。"));
    }),
    measures("F04", minutes, |s| s.mark_top = Length::mm(76)),
];
