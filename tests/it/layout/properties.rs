//! What holds of the pages of any document.

use proptest::prelude::*;
use tongbao::document::{Block, Document, SignatureForm};
use tongbao::page::{Pages, Shape, Tag, TextRun};
use tongbao::standard::GBT_9704;

use super::documents::*;
use super::pages_of;

/// Words of circulars, with what lines are hard to break at.
fn prose() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "民生实事",
        "督查",
        "的",
        "，",
        "。",
        "“十四五”",
        "（含）",
        "2024年",
        "58.3%",
        "1200个",
        "《办法》",
        "、",
        "——",
        "县",
        "PPP",
        "①",
        "：",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => prose().prop_map(|words| paragraph(&words)),
        1 => prose().prop_map(|words| heading(1, "一、", &words, None)),
        1 => (prose(), prose()).prop_map(|(own, rest)| heading(2, "（一）", &own, Some(&rest))),
        1 => prose().prop_map(|words| item("①", &words)),
        1 => prose().prop_map(|words| term("年度任务：", &words)),
    ]
}

fn form() -> impl Strategy<Value = SignatureForm> {
    prop_oneof![
        Just(SignatureForm::Sealed),
        Just(SignatureForm::Unsealed),
        Just(SignatureForm::Stamped)
    ]
}

fn document() -> impl Strategy<Value = Document> {
    (
        prop::collection::vec(block(), 1..24),
        form(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(body, form, noted, annexed)| {
            let mut document = full();
            document.body = body;
            document.signature = signature(form, &["清溪县人民政府办公室"]);
            if !noted {
                document.note = None;
            }
            if !annexed {
                document.annexes.clear();
            }
            document
        })
}

fn runs(pages: &Pages) -> impl Iterator<Item = (usize, &TextRun)> {
    pages.pages.iter().enumerate().flat_map(|(n, page)| {
        page.items
            .iter()
            .filter_map(move |item| match (&item.shape, item.tag) {
                (Shape::Text(run), Tag::Content(_)) => Some((n, run)),
                _ => None,
            })
    })
}

/// All characters of the body, without blanks.
fn words(blocks: &[Block]) -> String {
    let of = |block: &Block| match block {
        Block::Paragraph(p) => {
            let label = match &p.label {
                Some(tongbao::document::Label::Item(mark)) => mark.clone(),
                Some(tongbao::document::Label::Term(text)) => text.string.clone(),
                None => String::new(),
            };
            label + &p.text.string
        }
        Block::Heading(h) => {
            format!(
                "{}{}{}",
                h.mark,
                h.text.string,
                h.rest.as_ref().map_or("", |rest| &rest.string)
            )
        }
        Block::Table(_) => String::new(),
    };
    blocks
        .iter()
        .map(of)
        .collect::<String>()
        .split_whitespace()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_type_area(document in document()) {
        let (pages, _) = pages_of(&document, &GBT_9704);
        for (page, run) in runs(&pages) {
            let (x, size) = (run.at.x.to_mm(), run.size.to_mm());
            let right = run.glyphs.last().map_or(x, |g| x + (g.offset + g.advance).to_mm());
            let (top, bottom) = (run.at.y.to_mm() - 0.88 * size, run.at.y.to_mm() + 0.12 * size);
            prop_assert!(x >= 27.99 && right <= 184.01, "page {page}: {x:.2}–{right:.2}");
            prop_assert!(top >= 36.99 && bottom <= 262.01, "page {page}: {top:.2}–{bottom:.2}");
        }
    }

    #[test]
    fn every_character_is_placed_once_and_in_order(document in document()) {
        let (pages, _) = pages_of(&document, &GBT_9704);
        let placed: String = runs(&pages).flat_map(|(_, run)| run.glyphs.iter()).map(|g| g.ch).filter(|ch| !ch.is_whitespace()).collect();
        let body = words(&document.body);
        prop_assert!(placed.contains(&body), "{body} is not in {placed}");
        prop_assert_eq!(placed.matches("（此件公开发布）").count(), usize::from(document.note.is_some()));
    }

    #[test]
    fn lines_are_on_the_grid(document in document()) {
        let (pages, found) = pages_of(&document, &GBT_9704);
        let narrowed = found.iter().any(|d| d.code.id == "N0605");
        let pitch = GBT_9704.pitch().to_mm();
        for n in 0..pages.pages.len() {
            let mut lines: Vec<f64> = runs(&pages).filter(|(page, run)| *page == n && run.size == GBT_9704.text_size).map(|(_, run)| run.at.y.to_mm()).collect();
            lines.sort_by(f64::total_cmp);
            lines.dedup_by(|a, b| (*a - *b).abs() < 0.01);
            prop_assert!(lines.len() <= if narrowed { 24 } else { 22 }, "{} lines on page {n}", lines.len());
            for pair in lines.windows(2) {
                prop_assert!(pair[1] - pair[0] >= if narrowed { 9.399 } else { pitch - 0.01 }, "{pair:?}");
            }
        }
    }

    #[test]
    fn a_signature_has_text_above_it(document in document()) {
        let (pages, found) = pages_of(&document, &GBT_9704);
        let alone = found.iter().any(|d| d.code.id == "W0604");
        let date = super::measure::find(&pages, "2024年7月10日");
        let above = runs(&pages).filter(|(page, run)| page + 1 == date.page && run.at.y.to_mm() < date.top - 12.0).count();
        prop_assert!(alone || above > 0 || words(&document.body).is_empty());
    }

    #[test]
    fn the_structure_is_a_tree_in_reading_order(document in document()) {
        let (pages, _) = pages_of(&document, &GBT_9704);
        for (n, node) in pages.binding.tree.nodes.iter().enumerate() {
            for child in &node.children {
                prop_assert!(child.0 as usize > n);
                prop_assert_eq!(pages.binding.tree.nodes[child.0 as usize].parent.map(|p| p.0 as usize), Some(n));
            }
        }
        let mut walk = Vec::new();
        let mut stack = vec![0usize];
        while let Some(n) = stack.pop() {
            walk.push(n);
            stack.extend(pages.binding.tree.nodes[n].children.iter().rev().map(|c| c.0 as usize));
        }
        prop_assert_eq!(walk, (0..pages.binding.tree.nodes.len()).collect::<Vec<_>>(), "nodes are made in reading order");
        for mark in &pages.binding.outline {
            prop_assert!(mark.page < pages.pages.len());
        }
    }

    #[test]
    fn the_same_document_gives_the_same_pages(document in document()) {
        prop_assert_eq!(pages_of(&document, &GBT_9704), pages_of(&document, &GBT_9704));
    }
}
