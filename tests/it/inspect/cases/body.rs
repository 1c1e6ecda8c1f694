//! B: body.

use tongbao::document::{Block, Document};
use tongbao::font::Role;
use tongbao::unit::Length;

use super::super::desk::{Case, Spoil};
use crate::layout::documents::{file, full};

/// Gives the heading of that words another mark.
fn remark(document: &mut Document, words: &str, mark: &str) {
    for block in &mut document.body {
        if let Block::Heading(heading) = block
            && heading.text.string.contains(words)
        {
            heading.mark = mark.to_owned();
        }
    }
}

pub const CASES: &[Case] = &[
    Case {
        rule: "B01",
        whole: file,
        spoil: Spoil::Measures(|s| s.title_gap = Length::mm(140)),
    },
    Case {
        rule: "B02",
        whole: full,
        spoil: Spoil::Measures(|s| s.indent = 1),
    },
    // a line that goes on is indented
    Case {
        rule: "B02",
        whole: file,
        spoil: Spoil::Marks(|desk| desk.shift("按时序完成了阶段任务", 2_500, 0)),
    },
    Case {
        rule: "B03",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.reface("总体情况", Role::Fangsong)),
    },
    // a heading that runs into its paragraph
    Case {
        rule: "B03",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.reface("进展较快的项目", Role::Heiti)),
    },
    Case {
        rule: "B04",
        whole: full,
        spoil: Spoil::Words(|document| remark(document, "下一步工作", "三、")),
    },
    // levels upside down
    Case {
        rule: "B04",
        whole: full,
        spoil: Spoil::Words(|document| {
            remark(document, "进展较快", "1.");
            remark(document, "教育方面", "（一）");
        }),
    },
    Case {
        rule: "B05",
        whole: full,
        spoil: Spoil::Words(|document| remark(document, "教育方面", "1、")),
    },
    Case {
        rule: "B05",
        whole: full,
        spoil: Spoil::Words(|document| remark(document, "进展较快", "（一）、")),
    },
    Case {
        rule: "B06",
        whole: file,
        spoil: Spoil::Marks(|desk| desk.shift("今年以来", -3_000, 0)),
    },
];
