//! What holds of every PDF: glyphs stand where they were put, bookmarks keep their order.

use super::*;

/// Where each glyph of the only run of a page stands by the file's own numbers, in points from the run's start.
fn positions(document: &Document) -> Vec<f64> {
    let sheet = document.get_pages()[&1];
    let content = lopdf::content::Content::decode(&document.get_page_content(sheet)).unwrap();
    let fonts = document.get_page_fonts(sheet).unwrap();
    let font = fonts.values().next().unwrap();
    let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    let widths = document
        .get_dictionary(descendant)
        .unwrap()
        .get(b"W")
        .and_then(Object::as_array);
    let widths = widths.map_or_else(|_| Vec::new(), |widths| width_table(widths));
    let (mut size, mut stretch, mut pen, mut places) = (0.0, 1.0, 0.0, Vec::new());
    for operation in content.operations {
        let number = |at: usize| f64::from(operation.operands[at].as_float().unwrap());
        match operation.operator.as_str() {
            "Tf" => size = number(1),
            "Tz" => stretch = number(0) / 100.0,
            "TJ" => {
                for item in operation.operands[0].as_array().unwrap() {
                    if let Ok(correction) = item.as_float() {
                        pen -= f64::from(correction) / 1000.0 * size * stretch;
                        continue;
                    }
                    for code in item.as_str().unwrap().as_chunks().0 {
                        places.push(pen);
                        let code = i64::from(u16::from_be_bytes(*code));
                        let width = widths
                            .iter()
                            .find(|(cid, _)| *cid == code)
                            .map_or(1000.0, |(_, w)| *w);
                        pen += width / 1000.0 * size * stretch;
                    }
                }
            }
            _ => {}
        }
    }
    places
}

fn width_table(widths: &[Object]) -> Vec<(i64, f64)> {
    let runs = widths.as_chunks::<2>().0.iter();
    let widths = |run: &Object| -> Vec<f64> {
        run.as_array()
            .unwrap()
            .iter()
            .map(|w| w.as_float().unwrap().into())
            .collect()
    };
    runs.flat_map(|[first, run]| (first.as_i64().unwrap()..).zip(widths(run)))
        .collect()
}

/// The words of the bookmarks as a reader walks through them, each with its depth.
fn bookmarks(document: &Document, first: Option<ObjectId>, depth: u8, found: &mut Vec<(u8, String)>) {
    let mut next = first;
    while let Some(id) = next {
        let entry = document.get_dictionary(id).unwrap();
        let link = |key: &[u8]| entry.get(key).and_then(Object::as_reference).ok();
        found.push((depth, show(entry.get(b"Title").unwrap())));
        bookmarks(document, link(b"First"), depth + 1, found);
        next = link(b"Next");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    /// Every glyph stands where layout put it, to a hundredth of a point over a whole line.
    #[test]
    fn glyphs_stand_where_they_were_put(
        moves in proptest::collection::vec(-200_000..2_000_000_i64, 1..40),
        size in 600..7200_i64,
        stretch in 500..1500_u16,
    ) {
        let mut desk = Desk::new();
        desk.page(Some(1));
        let node = desk.node(Tree::ROOT, Role::Paragraph);
        let words: String = "年Ⅰ县·级ｇ".chars().cycle().take(moves.len()).collect();
        let look = (Turn::Upright, stretch, Color::Black);
        desk.turned(Tag::Content(node), FontRole::Songti, Length::centipt(size), at(28, 50), &words, look);
        let Shape::Text(run) = &mut desk.pages.pages[0].items[0].shape else { unreachable!() };
        let mut offset = Length::ZERO;
        for (glyph, step) in std::sync::Arc::make_mut(&mut run.glyphs).iter_mut().zip(&moves) {
            glyph.offset = offset;
            offset += Length::emu(*step);
        }
        let expected: Vec<f64> = run.glyphs.iter().map(|glyph| glyph.offset.to_pt()).collect();
        let actual = positions(&Document::load_mem(&write(&desk, Compression::None)).unwrap());
        proptest::prop_assert_eq!(actual.len(), expected.len());
        for (actual, expected) in actual.iter().zip(&expected) {
            proptest::prop_assert!((actual - expected).abs() < 0.01, "{} {}", actual, expected);
        }
    }

    /// All bookmarks can be reached, in their order, however their levels jump.
    #[test]
    fn bookmarks_keep_their_order(depths in proptest::collection::vec(0..5_u8, 0..20)) {
        let mut desk = Desk::new();
        desk.page(Some(1));
        for (index, &depth) in depths.iter().enumerate() {
            let mark = Bookmark { depth, title: format!("题{index}"), page: 0, y: Length::ZERO, node: Tree::ROOT };
            desk.pages.binding.outline.push(mark);
        }
        let document = Document::load_mem(&write(&desk, Compression::Fast)).unwrap();
        let root = document.catalog().unwrap().get(b"Outlines").and_then(Object::as_reference).ok();
        let first = root.and_then(|root| {
            document.get_dictionary(root).unwrap().get(b"First").and_then(Object::as_reference).ok()
        });
        let mut found = Vec::new();
        bookmarks(&document, first, 0, &mut found);
        let titles: Vec<String> = found.iter().map(|(_, title)| title.clone()).collect();
        let expected: Vec<String> = (0..depths.len()).map(|index| format!("“题{index}”")).collect();
        proptest::prop_assert_eq!(titles, expected);
        // one is below another exactly where it was said to be deeper than it
        for (pair, said) in found.windows(2).zip(depths.windows(2)) {
            proptest::prop_assert_eq!(pair[1].0 > pair[0].0, said[1] > said[0]);
        }
    }
}
