//! Whatever stands on a page, the finders and the rules come to an end and give each rule an answer.

use proptest::prelude::*;

use super::{RULES, Sight, measure};
use crate::inspect::find::find;
use crate::inspect::sample::{Sheet, pages};
use crate::inspect::seen::{Bounds, Face, PictureKind, Seen, SeenPicture};
use crate::standard::GBT_9704;
use crate::unit::{Length, Point};

/// What elements are known by, and what is near to it.
const WORDS: [&str; 28] = [
    "附件",
    "附件1",
    "附件：",
    "附件：1.",
    "1.",
    "附件：1.进展情况表",
    "抄送：县委办公室。",
    "主送：各乡镇。",
    "2026年7月10日印发",
    "印发",
    "2026年7月10日",
    "二〇二六年七月十日",
    "年月日",
    "清溪县人民政府办公室",
    "（此件公开发布）",
    "（",
    "一、总体情况",
    "（一）提高认识。各单位要抓好落实。",
    "1.教育方面",
    "各乡镇人民政府：",
    "：",
    "——",
    "15～30%",
    "清政办督〔2026〕7号",
    "清政办督〔2026〕7号附件1",
    "关于民生实事进展情况的通报",
    "— 1 —",
    "\u{301}\u{200b}",
];

#[derive(Clone, Debug)]
enum Mark {
    Text(i64, i64, i64, &'static str, bool),
    Stroke([i64; 4], i64),
    Picture(i64, i64, i64, i64),
}

fn mark() -> impl Strategy<Value = Mark> {
    let place = || (-20_i64..230, -20_i64..320);
    let words = prop::sample::select(WORDS.to_vec());
    prop_oneof![
        6 => (place(), 1_i64..60, words, any::<bool>()).prop_map(|((x, y), size, words, turned)| {
            Mark::Text(x, y, size, words, turned)
        }),
        2 => (place(), place(), 0_i64..2_000)
            .prop_map(|((x0, y0), (x1, y1), width)| Mark::Stroke([x0, y0, x1, y1], width)),
        2 => (20_i64..190, -20_i64..320, 0_i64..2_000)
            .prop_map(|(x, y, width)| Mark::Stroke([x - 20, y, x + 150, y], width)),
        1 => (place(), 0_i64..80, 0_i64..80).prop_map(|((x, y), w, h)| Mark::Picture(x, y, w, h)),
    ]
}

fn page(marks: &[Mark]) -> Sheet {
    marks.iter().fold(Sheet::default(), |sheet, mark| match mark {
        Mark::Text(x, y, size, words, true) => sheet.turned(*x, *y, *size, words),
        Mark::Text(x, y, size, words, false) => {
            let face = if size % 2 == 0 {
                Face::Heiti
            } else {
                Face::Fangsong
            };
            sheet.face(face).text(*x, *y, *size, words)
        }
        Mark::Stroke(ends, width) => sheet.stroke_um(ends.map(|end| end * 1000), *width),
        Mark::Picture(..) => sheet,
    })
}

fn file(marks: &[Vec<Mark>]) -> Seen {
    let mut seen = pages(marks.iter().map(|marks| page(marks)));
    for (page, marks) in seen.pages.iter_mut().zip(marks) {
        for mark in marks {
            if let Mark::Picture(x, y, w, h) = mark {
                let at = Point::new(Length::mm(*x), Length::mm(*y));
                let bounds = Bounds {
                    left: at.x,
                    top: at.y,
                    right: at.x + Length::mm(*w),
                    bottom: at.y + Length::mm(*h),
                };
                page.pictures.push(SeenPicture {
                    bounds,
                    kind: PictureKind::Image,
                    red: None,
                });
            }
        }
    }
    seen
}

proptest! {
    // a file has a page at least
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_page_gets_its_answers(marks in prop::collection::vec(prop::collection::vec(mark(), 0..25), 1..4)) {
        let seen = file(&marks);
        let parts = find(&seen);
        let measured = measure(&Sight { seen: &seen, parts: &parts, standard: &GBT_9704 });
        prop_assert_eq!(measured.len(), RULES.iter().map(|family| family.len()).sum::<usize>());
        for result in measured {
            prop_assert!(!result.outcome.measured.is_empty(), "{} says nothing", result.rule.id);
            let page = result.outcome.page;
            prop_assert!(page.is_none_or(|page| (1..=seen.pages.len()).contains(&page)), "{} on {page:?}", result.rule.id);
        }
    }
}
