//! H: head.

use tongbao::font::Role;
use tongbao::page::Color;
use tongbao::unit::Length;

use super::super::desk::Case;
use super::documents::{file, full, joint, some, text};
use super::{marks, measures, words};

const NUMBER: &str = "清政办督〔2024〕7号";
const MARK: &str = "人民政府办公室文件";

pub const CASES: &[Case] = &[
    words("H01", full, |document| document.head.copy_number = some("00001")),
    marks("H01", full, |desk| desk.shift("000001", 120_000, 0)),
    marks("H01", full, |desk| desk.shift("000001", 0, 8_000)),
    words("H02", full, |document| document.head.secrecy = some("机密一年")),
    marks("H02", full, |desk| desk.reface("机密", Role::Fangsong)),
    marks("H02", full, |desk| desk.shift("机密", 130_000, 0)),
    marks("H03", full, |desk| desk.shift("特急", 0, -24_000)),
    marks("H03", full, |desk| desk.reface("特急", Role::Kaiti)),
    marks("H04", full, |desk| desk.shift(MARK, 0, 5_000)),
    measures("H04", file, |s| s.mark_top = Length::mm(70)),
    marks("H05", full, |desk| desk.shift(MARK, 2_000, 0)),
    marks("H06", full, |desk| desk.reface(MARK, Role::Heiti)),
    marks("H06", full, |desk| {
        desk.lines(MARK, |run| run.color = Color::Black);
    }),
    marks("H07", full, |desk| {
        desk.resize(MARK, 46);
        desk.lines(MARK, |run| run.stretch = 1000);
    }),
    marks("H08", joint, |desk| desk.shift("文件", 0, 4_000)),
    words("H09", full, |document| {
        document.head.serial = some("清政办督[2024]7号");
    }),
    words("H09", full, |document| {
        document.head.serial = some("清政办督〔2024〕第07号");
    }),
    marks("H09", full, |desk| desk.erase(NUMBER)),
    measures("H10", full, |s| s.serial_gap = Length::mm(10)),
    marks("H11", full, |desk| desk.shift(NUMBER, 10_000, 0)),
    marks("H11", joint, |desk| desk.shift("签发人", 0, 14_000)),
    words("H12", joint, |document| {
        document.head.signers.clear();
        document.title = some("关于2024年二季度重点民生实事进展情况的报告");
    }),
    marks("H12", joint, |desk| desk.reface("张一三", Role::Fangsong)),
    measures("H12", joint, |s| s.serial_inset = 3),
    marks("H13", joint, |desk| {
        let style = (Role::Kaiti, 16, Color::Black);
        let mut at = None;
        desk.lines("张一三", |run| at = Some(run.at.y));
        let y = at.unwrap().to_emu() / 36;
        desk.write(1, style, (183_000, y), "赵六七");
    }),
    measures("H14", full, |s| s.rule_gap = Length::mm(6)),
    marks("H14", full, |desk| {
        let mut rules = desk.rules(Color::Red);
        rules[0].to.x = Length::mm(150);
    }),
    marks("H14", full, |desk| {
        for rule in desk.rules(Color::Red) {
            rule.color = Color::Black;
        }
    }),
    words("H15", full, |document| {
        document
            .body
            .push(super::documents::paragraph("主题词：民生实事　通报"));
    }),
    words("H15", file, |document| {
        document.signature.as_mut().unwrap().date = text("二〇二四年七月十日");
    }),
];
