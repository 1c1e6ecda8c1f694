//! R: record.

use tongbao::document::{Document, Record};
use tongbao::page::Color;
use tongbao::unit::Length;

use super::super::desk::{Case, Spoil};
use crate::layout::documents::{full, some};

fn record(document: &mut Document) -> &mut Record {
    document.record.as_mut().unwrap()
}

fn with_to() -> Document {
    let mut document = full();
    record(&mut document).to = some("各乡镇人民政府，县政府各部门、单位");
    document
}

pub const CASES: &[Case] = &[
    Case {
        rule: "R01",
        whole: full,
        spoil: Spoil::Measures(|s| s.record_thick = Length::mm(1)),
    },
    Case {
        rule: "R01",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            for rule in desk.rules(Color::Black) {
                rule.to.x -= Length::mm(6);
            }
        }),
    },
    Case {
        rule: "R02",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            for rule in desk.rules(Color::Black) {
                rule.from.y -= Length::mm(3);
                rule.to.y -= Length::mm(3);
            }
        }),
    },
    Case {
        rule: "R03",
        whole: full,
        spoil: Spoil::Measures(|s| s.record_size = Length::pt(16)),
    },
    Case {
        rule: "R03",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            let pages = desk.pages.pages.len();
            desk.page(pages, |run| {
                run.glyphs = run
                    .glyphs
                    .iter()
                    .copied()
                    .filter(|glyph| glyph.ch != '。')
                    .collect();
            });
        }),
    },
    Case {
        rule: "R04",
        whole: with_to,
        spoil: Spoil::Marks(|desk| {
            let mut y = 0;
            desk.lines("抄送：", |run| y = run.at.y.to_emu() / 36 - 5_850);
            let page = desk.pages.pages.len();
            desk.draw(page, [28_000, y, 184_000, y], 250, Color::Black);
        }),
    },
    Case {
        rule: "R05",
        whole: full,
        spoil: Spoil::Words(|document| record(document).printed_on = some("2024年07月11日")),
    },
    Case {
        rule: "R05",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("2024年7月11日印发", -8_000, 0)),
    },
    Case {
        rule: "R06",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            let mut rules = desk.rules(Color::Black);
            let middle = rules.len() - 2;
            rules[middle].to.x = rules[middle].from.x + Length::mm(1);
        }),
    },
    Case {
        rule: "R07",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            desk.pages.pages.remove(0);
        }),
    },
    Case {
        rule: "R08",
        whole: full,
        spoil: Spoil::Words(|document| record(document).printed_on = some("2024年7月9日")),
    },
];
