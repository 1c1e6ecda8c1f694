//! Whole documents as text.

use tongbao::document::Document;
use tongbao::font::Fonts;
use tongbao::page::dump;
use tongbao::standard::GBT_9704;

use super::documents::*;
use super::pages_of;
use crate::support::golden;

/// Holds the pages of `document`, and what was found, against `tests/cases/layout/<name>.txt`.
///
/// `PDF=folder` leaves the pages there as PDF to look at.
fn case(name: &str, document: &Document) {
    let (pages, found) = pages_of(document, &GBT_9704);
    let fonts = Fonts::bundled();
    if let Some(folder) = std::env::var_os("PDF") {
        let pdf = tongbao::export::pdf::write(&pages, &fonts, &tongbao::export::pdf::PdfOptions::default());
        std::fs::write(
            std::path::Path::new(&folder).join(name).with_extension("pdf"),
            pdf.unwrap(),
        )
        .unwrap();
    }
    let mut actual = String::new();
    for diagnostic in found {
        actual.push_str(&format!("{} {}\n", diagnostic.code.id, diagnostic.message));
    }
    actual.push_str(&dump(&pages, &fonts));
    golden(&format!("cases/layout/{name}.txt"), &actual);
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
    case("tabled", &tabled(24));
}
