//! S: signature, date, seals.

use tongbao::document::{Document, SignatureForm};
use tongbao::page::{Image, Page, Shape};
use tongbao::unit::Length;

use super::super::desk::{Case, Desk, Spoil};
use crate::layout::documents::{file, full, joint, signature, stamped, unsealed, with_pictures};

fn sealed() -> Document {
    with_pictures(full(), 300, 300)
}

fn jointly() -> Document {
    with_pictures(joint(), 300, 300)
}

fn with_stamps() -> Document {
    with_pictures(stamped(), 410, 130)
}

fn pictures(desk: &mut Desk) -> impl Iterator<Item = &mut Image> {
    let items = desk.pages.pages.iter_mut().flat_map(|page| &mut page.items);
    items.filter_map(|item| match &mut item.shape {
        Shape::Image(image) => Some(image),
        _ => None,
    })
}

/// Moves every seal, in millimetres.
fn move_seals(desk: &mut Desk, right: i64, down: i64) {
    for image in pictures(desk) {
        image.at.x += Length::mm(right);
        image.at.y += Length::mm(down);
    }
}

/// Puts what stands below the line of `needle` less `up`, of the page it is on, on a page of its own.
fn cut_page(desk: &mut Desk, needle: &str, up: Length) {
    let mut y = Length::ZERO;
    desk.lines(needle, |run| y = run.at.y - up);
    let last = desk.pages.pages.len() - 1;
    let page = &mut desk.pages.pages[last];
    let (below, above) = page.items.drain(..).partition(|item| match &item.shape {
        Shape::Text(run) => run.at.y >= y,
        Shape::Rule(rule) => rule.from.y >= y,
        Shape::Image(_) => true,
    });
    page.items = above;
    let new = Page {
        size: page.size,
        number: page.number,
        items: below,
    };
    desk.pages.pages.push(new);
}

pub const CASES: &[Case] = &[
    Case {
        rule: "S01",
        whole: full,
        spoil: Spoil::Words(|document| date(document, "2024年07月10日")),
    },
    Case {
        rule: "S01",
        whole: full,
        spoil: Spoil::Words(|document| date(document, "二〇二四年七月十日")),
    },
    // not in the calendar
    Case {
        rule: "S01",
        whole: full,
        spoil: Spoil::Words(|document| date(document, "2024年6月31日")),
    },
    Case {
        rule: "S02",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("2024年7月10日", 4_000, 0)),
    },
    Case {
        rule: "S02",
        whole: sealed,
        spoil: Spoil::Measures(|s| s.seal_inset = 2),
    },
    // beside name and date
    Case {
        rule: "S03",
        whole: sealed,
        spoil: Spoil::Marks(|desk| move_seals(desk, -60, 0)),
    },
    // too low: the name is above its centre
    Case {
        rule: "S03",
        whole: sealed,
        spoil: Spoil::Marks(|desk| move_seals(desk, 0, 20)),
    },
    Case {
        rule: "S04",
        whole: sealed,
        spoil: Spoil::Marks(|desk| move_seals(desk, 0, 12)),
    },
    Case {
        rule: "S04",
        whole: sealed,
        spoil: Spoil::Marks(|desk| move_seals(desk, 0, -15)),
    },
    Case {
        rule: "S05",
        whole: jointly,
        spoil: Spoil::Marks(|desk| pictures(desk).next().unwrap().at.x += Length::mm(20)),
    },
    Case {
        rule: "S05",
        whole: jointly,
        spoil: Spoil::Marks(|desk| move_seals(desk, 12, 0)),
    },
    Case {
        rule: "S06",
        whole: unsealed,
        spoil: Spoil::Measures(|s| s.unsealed_inset = 5),
    },
    Case {
        rule: "S06",
        whole: one_unsealed,
        spoil: Spoil::Measures(|s| s.unsealed_offset = 0),
    },
    Case {
        rule: "S06",
        whole: one_unsealed,
        spoil: Spoil::Measures(|s| s.unsealed_gap = Length::mm(20)),
    },
    Case {
        rule: "S07",
        whole: with_stamps,
        spoil: Spoil::Measures(|s| s.stamp_inset = 1),
    },
    Case {
        rule: "S07",
        whole: with_stamps,
        spoil: Spoil::Marks(|desk| desk.shift("县长", -9_000, 0)),
    },
    Case {
        rule: "S08",
        whole: file,
        spoil: Spoil::Marks(|desk| cut_page(desk, "2024年7月10日", Length::mm(22))),
    },
    Case {
        rule: "S09",
        whole: full,
        spoil: Spoil::Words(|document| {
            document.signature = signature(SignatureForm::Sealed, &["清溪县财政局"]);
        }),
    },
    Case {
        rule: "S10",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("此件公开发布", 11_000, 0)),
    },
    Case {
        rule: "S10",
        whole: full,
        spoil: Spoil::Marks(|desk| desk.shift("此件公开发布", 0, 12_000)),
    },
];

fn one_unsealed() -> Document {
    let mut document = file();
    document.signature = signature(SignatureForm::Unsealed, &["清溪县人民政府办公室"]);
    document
}

fn date(document: &mut Document, words: &str) {
    if let Some(signature) = &mut document.signature {
        signature.date.string = words.to_owned();
    }
}
