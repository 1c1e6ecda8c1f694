//! M: addressee.

use tongbao::unit::Length;

use super::super::desk::{Case, Spoil};
use crate::layout::documents::file;

pub const CASES: &[Case] = &[
    Case {
        rule: "M01",
        whole: file,
        spoil: Spoil::Marks(|desk| desk.shift("各乡镇人民政府", 3_000, 0)),
    },
    // without its colon
    Case {
        rule: "M01",
        whole: file,
        spoil: Spoil::Marks(|desk| {
            desk.lines("各乡镇人民政府", |run| {
                run.glyphs = run
                    .glyphs
                    .iter()
                    .copied()
                    .filter(|glyph| glyph.ch != '：')
                    .collect();
            });
        }),
    },
    Case {
        rule: "M02",
        whole: file,
        spoil: Spoil::Measures(|s| s.title_below = Length::mm(20)),
    },
];
