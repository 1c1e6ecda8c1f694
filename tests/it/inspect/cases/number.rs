//! P: page numbers.

use tongbao::font::Role;
use tongbao::page::{Artifact, Shape, Tag};
use tongbao::unit::Length;

use super::super::desk::{Case, Desk};
use super::documents::full;
use super::{marks, measures};

/// Changes what belongs to page numbers.
fn numbers(desk: &mut Desk, mut change: impl FnMut(usize, &mut tongbao::page::TextRun)) {
    for (index, page) in desk.pages.pages.iter_mut().enumerate() {
        for item in &mut page.items {
            if item.tag == Tag::Artifact(Artifact::PageNumber)
                && let Shape::Text(run) = &mut item.shape
            {
                change(index, run);
            }
        }
    }
}

pub const CASES: &[Case] = &[
    marks("P01", full, |desk| {
        desk.retype("—", '-');
    }),
    measures("P02", full, |s| s.page_number_size = Length::pt(12)),
    marks("P02", full, |desk| {
        desk.reface("—2—", Role::Latin);
    }),
    measures("P03", full, |s| s.page_number_y = Length::mm(265)),
    marks("P04", full, |desk| {
        numbers(desk, |_, run| run.at.x -= Length::mm(60));
    }),
    marks("P04", full, |desk| {
        numbers(desk, |index, run| {
            if index == 1 {
                run.at.x += Length::mm(128);
            }
        });
    }),
    marks("P05", full, |desk| {
        desk.retype("2", '3');
    }),
    marks("P05", full, |desk| {
        desk.pages.pages[1]
            .items
            .retain(|item| item.tag != Tag::Artifact(Artifact::PageNumber));
    }),
];
