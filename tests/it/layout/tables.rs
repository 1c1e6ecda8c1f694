//! Tables in the flow: with their headings, inside the type area, turned as chapter 8 wants.

use tongbao::document::Block;
use tongbao::page::{Shape, Tag, Turn};
use tongbao::standard::GBT_9704;

use super::documents::*;
use super::measure::{all, find, near};
use super::{pages, pages_of};

#[test]
fn a_heading_stays_with_the_table_it_heads() {
    for n in 0..30 {
        let mut document = file();
        document.body = (0..n).map(|_| paragraph("县政府各部门、单位。")).collect();
        document.body.push(heading(1, "一、", "各项目进展", None));
        document.body.push(Block::Table(table(6)));
        document.body.push(paragraph("特此通报。"));
        let pages = pages(&document);
        let head = find(&pages, "一、各项目进展");
        let first = find(&pages, "第1号公");
        assert_eq!(head.page, first.page, "after {n} lines");
        assert_eq!(all(&pages, "一、各项目进展").len(), 1);
        for row in 1..=6 {
            assert_eq!(
                all(&pages, &format!("第{row}号公")).len(),
                1,
                "row {row} after {n} lines"
            );
        }
        let table_nodes = pages
            .binding
            .tree
            .nodes
            .iter()
            .filter(|node| node.role == tongbao::page::Role::Table)
            .count();
        assert_eq!(
            table_nodes, 1,
            "a table set twice leaves nothing of the first try"
        );
        let next = find(&pages, "特此通报。");
        assert!((next.page, next.top) > (first.page, first.top));
    }
}

#[test]
fn every_tag_of_a_table_is_in_the_tree() {
    for n in 0..30 {
        let mut document = tabled(n);
        document
            .body
            .splice(0..0, (0..n).map(|_| paragraph("县政府各部门、单位。")));
        let (pages, _) = pages_of(&document, &GBT_9704);
        let mut reached = vec![false; pages.binding.tree.nodes.len()];
        let mut stack = vec![0usize];
        while let Some(at) = stack.pop() {
            reached[at] = true;
            stack.extend(
                pages.binding.tree.nodes[at]
                    .children
                    .iter()
                    .map(|child| child.0 as usize),
            );
        }
        assert!(reached.iter().all(|r| *r));
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if let Tag::Content(node) = item.tag {
                assert!((node.0 as usize) < reached.len());
            }
        }
    }
}

#[test]
fn a_turned_annex_has_its_head_at_the_left_and_its_page_number_where_it_always_is() {
    for n in [1, 7, 24, 60] {
        let pages = pages(&tabled(n));
        let turned = |page: &&tongbao::page::Page| {
            page.items
                .iter()
                .any(|item| matches!(&item.shape, Shape::Text(run) if run.turn == Turn::Left))
        };
        let sheets: Vec<_> = pages.pages.iter().filter(turned).collect();
        assert!(!sheets.is_empty());
        for page in &sheets {
            for item in &page.items {
                let Shape::Text(run) = &item.shape else { continue };
                if run.turn == Turn::Upright {
                    assert!(
                        matches!(item.tag, Tag::Artifact(_)),
                        "only the page number is upright"
                    );
                    assert!(run.at.y.to_mm() > 262.0);
                    continue;
                }
                let (x, size) = (run.at.x.to_mm(), run.size.to_mm());
                let end = run.glyphs.last().map_or(0.0, |g| (g.offset + g.advance).to_mm());
                // the text runs upwards, its head to the left
                assert!(x - 0.88 * size >= 27.99 && x + 0.12 * size <= 184.01);
                assert!(run.at.y.to_mm() <= 262.01 && run.at.y.to_mm() - end >= 36.99);
            }
        }
        // 附件 on the reader's first line, at the reader's left: the sheet's lower left corner
        let label = sheets[0].items.iter().find_map(|item| match &item.shape {
            Shape::Text(run) if run.turn == Turn::Left => Some(run),
            _ => None,
        });
        let label = label.unwrap();
        near(label.at.x.to_mm() - 0.88 * 5.644, 28.0);
        near(label.at.y.to_mm(), 262.0);
        let numbers = pages.pages.iter().filter(|page| page.number.is_some()).count();
        assert_eq!(numbers, pages.pages.len());
    }
}

#[test]
fn a_record_never_stands_on_a_turned_page() {
    let pages = pages(&tabled(3));
    let record = find(&pages, "抄送：");
    assert_eq!(record.page, pages.pages.len());
    let upright = pages.pages[record.page - 1]
        .items
        .iter()
        .all(|item| match &item.shape {
            Shape::Text(run) => run.turn == Turn::Upright,
            _ => true,
        });
    assert!(upright);
}
