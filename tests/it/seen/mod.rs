//! What the reader of inspection sees in PDFs of other programs, and in files made here by hand or broken.

mod dump;
mod made;
mod mutated;

use std::fs;

use tongbao::inspect::read;

use crate::support::{golden, root};

/// The bytes of a case.
fn case(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/cases/inspect").join(name)).unwrap()
}

/// What is seen in a file, or why it is refused.
fn seen(bytes: &[u8]) -> String {
    match read(bytes) {
        Ok(seen) => dump::dump(&seen),
        Err(why) => format!("{} {}\n{}\n", why.code.id, why.message, why.help.join("\n")),
    }
}

#[test]
fn files_of_other_programs() {
    for name in [
        "typst",
        "libreoffice",
        "chromium",
        "reportlab",
        "qpdf",
        "ghostscript",
        "encrypted",
        "locked",
        "scan",
        "cut",
    ] {
        golden(
            &format!("cases/inspect/{name}.txt"),
            &seen(&case(&format!("{name}.pdf"))),
        );
    }
}

#[test]
fn how_a_file_is_packed_changes_nothing() {
    // the same pages, only their file is linearized, in object streams, encrypted
    assert_eq!(seen(&case("qpdf.pdf")), seen(&case("reportlab.pdf")));
    assert_eq!(seen(&case("encrypted.pdf")), seen(&case("typst.pdf")));
}

#[test]
fn what_cannot_be_read_is_refused() {
    let part = case("typst.pdf")[..200].to_vec();
    let empty = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj";
    for (bytes, code) in [
        (&b"PK\x03\x04 a workbook"[..], "E1101"),
        (b"", "E1101"),
        (&case("locked.pdf"), "E1102"),
        (&part, "E1103"),
        (empty, "E1104"),
    ] {
        assert_eq!(read(bytes).unwrap_err().code.id, code);
    }
}

#[test]
fn a_file_without_its_table_of_objects_is_still_read() {
    for name in ["typst", "reportlab", "qpdf"] {
        let whole = case(&format!("{name}.pdf"));
        let broken: Vec<u8> = replaced(&whole, b"startxref", b"startxxxx");
        let seen = read(&broken).unwrap();
        let whole = read(&whole).unwrap();
        assert_eq!(seen.pages, whole.pages, "{name}");
        assert_eq!(seen.fonts, whole.fonts, "{name}");
    }
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len().saturating_sub(from.len()) {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}
