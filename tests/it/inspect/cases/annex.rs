//! A: annex note and annexes.

use tongbao::document::{Block, Document, ParagraphStyle};
use tongbao::font::Role;
use tongbao::page::Color;
use tongbao::unit::Length;

use super::super::desk::{Case, Desk, Spoil};
use crate::layout::documents::{SENTENCE, full, paragraph, styled, tabled};

/// An annex that is not bound with its document.
fn apart() -> Document {
    let body: Vec<Block> = vec![
        styled("清政办督〔2024〕7号附件1", ParagraphStyle::Flush),
        paragraph(SENTENCE),
        paragraph(SENTENCE),
    ];
    Document {
        body,
        ..Document::default()
    }
}

fn only_one() -> Document {
    let mut document = full();
    document.annexes.truncate(1);
    document.annexes[0].number = None;
    document
}

/// Where the line that `needle` stands in ends, and its baseline, in micrometres, with its page counted from 1.
fn end(desk: &Desk, needle: char) -> (usize, i64, i64) {
    let pages = desk.pages.pages.iter().enumerate();
    let found = pages.flat_map(|(n, page)| page.items.iter().map(move |item| (n + 1, &item.shape)));
    let mut ends = found.filter_map(|(n, shape)| match shape {
        tongbao::page::Shape::Text(run) => {
            let glyph = run.glyphs.iter().rfind(|glyph| glyph.ch == needle)?;
            let x = run.at.x + glyph.offset + glyph.advance;
            Some((n, x.to_emu() / 36, run.at.y.to_emu() / 36))
        }
        _ => None,
    });
    ends.next().unwrap()
}

pub const CASES: &[Case] = &[
    Case {
        rule: "A01",
        whole: full,
        spoil: Spoil::Measures(|s| s.note_gap = Length::mm(20)),
    },
    Case {
        rule: "A01",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("附件：", -11_000, 0)),
    },
    // a stop behind a name
    Case {
        rule: "A02",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            let mut at = (0, 0);
            desk.lines("附件：", |run| {
                let last = run.glyphs.last().unwrap();
                let x = run.at.x + last.offset + last.advance;
                at = at.max((x.to_emu() / 36, run.at.y.to_emu() / 36));
            });
            let (page, ..) = end(desk, '件');
            let page = page.max(1);
            let found = (page..=desk.pages.pages.len()).find(|n| page_has(desk, *n, "附件："));
            desk.write(found.unwrap(), (Role::Fangsong, 16, Color::Black), at, "。");
        }),
    },
    // the only annex has no number
    Case {
        rule: "A02",
        whole: only_one,
        spoil: Spoil::Words(|document| document.annexes[0].number = Some(1)),
    },
    Case {
        rule: "A03",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("（含乡镇）", -8_000, 0)),
    },
    Case {
        rule: "A04",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.resize("附件1", 22)),
    },
    Case {
        rule: "A04",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("附件1", 5_600, 0)),
    },
    // turned pages as well
    Case {
        rule: "A04",
        whole: || tabled(12),
        spoil: Spoil::Marks(|desk| {
            let pages = desk.pages.pages.len();
            for page in 1..=pages {
                desk.page(page, |run| {
                    if run.glyphs.iter().map(|glyph| glyph.ch).eq("附件".chars()) {
                        run.at.x += Length::mm(12);
                    }
                });
            }
        }),
    },
    Case {
        rule: "A05",
        whole: full,
        spoil: Spoil::Measures(|s| s.annex_title_line = 2),
    },
    Case {
        rule: "A06",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.erase("附件2")),
    },
    // another title than the note says
    Case {
        rule: "A06",
        whole: full,
        spoil: Spoil::Marks(|desk| {
            for page in &mut desk.pages.pages {
                for item in &mut page.items {
                    if let tongbao::page::Shape::Text(run) = &mut item.shape
                        && run.size == Length::pt(22)
                    {
                        run.glyphs = run
                            .glyphs
                            .iter()
                            .copied()
                            .filter(|glyph| glyph.ch != '表')
                            .collect();
                    }
                }
            }
        }),
    },
    Case {
        rule: "A07",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.pages.pages.rotate_right(1)),
    },
    Case {
        rule: "A08",
        whole: apart,
        spoil: Spoil::Words(|document| {
            document.body[0] = styled("附件1", ParagraphStyle::Flush);
        }),
    },
];

fn page_has(desk: &Desk, page: usize, words: &str) -> bool {
    let runs = desk.pages.pages[page - 1]
        .items
        .iter()
        .filter_map(|item| match &item.shape {
            tongbao::page::Shape::Text(run) => Some(run),
            _ => None,
        });
    runs.into_iter().any(|run| {
        run.glyphs
            .iter()
            .map(|glyph| glyph.ch)
            .collect::<String>()
            .contains(words)
    })
}
