//! Whole documents as text.

use tongbao::document::Document;
use tongbao::export::pdf::{self, PdfOptions};
use tongbao::font::Fonts;
use tongbao::page::{Pages, dump};
use tongbao::standard::GBT_9704;

use super::documents::*;
use super::pages_of;
use crate::support::golden;

/// Holds the pages of `document`, and what was found, against `tests/cases/layout/<name>.txt`.
fn case(name: &str, document: &Document) {
    let (pages, found) = pages_of(document, &GBT_9704);
    look(name, &pages);
    let mut actual = String::new();
    for diagnostic in found {
        actual.push_str(&format!("{} {}\n", diagnostic.code.id, diagnostic.message));
    }
    actual.push_str(&dump(&pages, &Fonts::bundled()));
    golden(&format!("cases/layout/{name}.txt"), &actual);
}

/// Leaves the pages as PDF in the folder that the environment calls `PDF`, to be looked at.
fn look(name: &str, pages: &Pages) {
    let Some(folder) = std::env::var_os("PDF") else {
        return;
    };
    let pdf = pdf::write(pages, &Fonts::bundled(), &PdfOptions::default()).unwrap();
    std::fs::write(
        std::path::Path::new(&folder).join(name).with_extension("pdf"),
        pdf,
    )
    .unwrap();
}

#[test]
fn whole_documents() {
    case("full", &with_pictures(full(), 500, 500));
    case("file", &file());
    case("letter", &letter());
    case("bulletin", &bulletin());
    case("joint", &with_pictures(joint(), 500, 500));
    case("stamped", &with_pictures(stamped(), 410, 130));
    case("unsealed", &unsealed());
    // what a table looks like is held in its own room
    look("tabled", &pages_of(&tabled(24), &GBT_9704).0);
}
