//! L: tables.

use tongbao::document::{Block, Document};
use tongbao::page::{Artifact, Shape, Tag, Turn};
use tongbao::unit::Length;

use super::super::desk::{Case, Desk};
use super::documents::{full, table, tabled};
use super::{marks, words};

fn turned() -> Document {
    tabled(60)
}

fn upright() -> Document {
    let mut document = full();
    document.annexes[0].body = vec![Block::Table(table(40))];
    document
}

/// The pages that hold turned text.
fn turned_pages(desk: &mut Desk) -> impl Iterator<Item = &mut tongbao::page::Page> {
    let is_turned = |shape: &Shape| matches!(shape, Shape::Text(run) if run.turn == Turn::Left);
    desk.pages
        .pages
        .iter_mut()
        .filter(move |page| page.items.iter().any(|item| is_turned(&item.shape)))
}

pub const CASES: &[Case] = &[
    super::objects("L01", turned, |pdf| {
        // a wide page that lies the other way round
        for (number, id) in pdf.get_pages() {
            if number > 1 {
                pdf.get_dictionary_mut(id).unwrap().set("Rotate", 180);
            }
        }
    }),
    marks("L02", turned, |desk| {
        for page in turned_pages(desk) {
            for item in &mut page.items {
                if item.tag == Tag::Artifact(Artifact::PageNumber)
                    && let Shape::Text(run) = &mut item.shape
                {
                    run.at.x = Length::mm(105);
                }
            }
        }
    }),
    marks("L03", turned, |desk| {
        for page in turned_pages(desk).skip(1) {
            page.items.retain(|item| {
                item.tag != Tag::Artifact(Artifact::Repeated) || !matches!(item.shape, Shape::Text(_))
            });
        }
    }),
    marks("L03", upright, |desk| desk.resize("第7号", 8)),
    marks("L03", upright, |desk| desk.shift("第7号", 12_000, 0)),
    words("L03", upright, |document| {
        for annex in &mut document.annexes {
            for block in &mut annex.body {
                if let Block::Table(table) = block {
                    table.size = Some(Length::pt(7));
                }
            }
        }
    }),
];
