//! Layout: every element in its place to ±0.3 mm, page dumps of whole documents, pages of random ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop where it cannot go on"
)]
#![allow(unreachable_pub, reason = "what the files of this topic share")]

pub(crate) mod documents;
mod dumps;
mod elements;
mod findings;
mod measure;
mod nasty;
mod properties;
mod seals;
mod signatures;
mod tables;

use tongbao::diag::{Diagnostic, Sink};
use tongbao::document::Document;
use tongbao::font::Fonts;
use tongbao::layout::lay_out;
use tongbao::page::Pages;
use tongbao::standard::{GBT_9704, Standard};

fn pages_of(document: &Document, standard: &Standard) -> (Pages, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let pages = lay_out(document, &Fonts::bundled(), standard, &mut sink);
    (pages, sink.into_sorted())
}

fn pages(document: &Document) -> Pages {
    pages_of(document, &GBT_9704).0
}
