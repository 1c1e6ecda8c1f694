//! What only layout can know: each finding from a document that has the fault, none from one that has not.

use tongbao::document::{Document, Record, SignatureForm};
use tongbao::standard::GBT_9704;

use super::documents::*;
use super::pages_of;

fn codes(document: &Document) -> Vec<&'static str> {
    pages_of(document, &GBT_9704)
        .1
        .iter()
        .map(|found| found.code.id)
        .collect()
}

#[track_caller]
fn finds(code: &str, document: &Document) {
    let found = codes(document);
    assert!(found.contains(&code), "{code} is not among {found:?}");
    for diagnostic in pages_of(document, &GBT_9704).1 {
        assert!(
            diagnostic.message.chars().any(|ch| ch > '\u{4e00}'),
            "a message is Chinese"
        );
    }
}

#[test]
fn sound_documents_have_none() {
    for document in [
        full(),
        file(),
        letter(),
        bulletin(),
        stamped(),
        unsealed(),
        tabled(30),
    ] {
        assert_eq!(codes(&document), Vec::<&str>::new());
    }
}

#[test]
fn a_mark_that_fits_only_in_small_type() {
    let mut document = file();
    document.head.marks = vec![text(&"清溪县民生实事工作领导小组办公室".repeat(3))];
    finds("W0601", &document);
}

#[test]
fn a_title_that_fills_page_one() {
    let mut document = file();
    document.title = some(&"关于二季度\n重点民生实事\n".repeat(9));
    finds("W0602", &document);
}

#[test]
fn addressees_that_fill_page_one() {
    let mut document = file();
    document.to = some(&"清溪县东河镇人民政府，".repeat(40));
    finds("N0603", &document);
}

#[test]
fn a_signature_that_cannot_join_its_text() {
    let mut document = file();
    // a single line of text: it must stay on page one
    document.body = vec![paragraph("特此通报。")];
    let names: Vec<String> = (0..9).map(|n| format!("清溪县第{n}工作组")).collect();
    document.signature = signature(
        SignatureForm::Sealed,
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    finds("W0604", &document);
}

#[test]
fn narrower_lines_for_the_signature() {
    let narrowed = (2..40).any(|n| {
        let mut document = file();
        document.body = (0..n).map(|_| paragraph("县政府各部门、单位。")).collect();
        document.signature = signature(SignatureForm::Unsealed, &["清溪县人民政府办公室"]);
        codes(&document).contains(&"N0605")
    });
    assert!(narrowed);
}

#[test]
fn a_record_higher_than_a_page() {
    let mut document = file();
    document.record = Some(Record {
        copies: some(&"清溪县东河镇人民政府，".repeat(120)),
        ..Record::default()
    });
    finds("W0606", &document);
}

#[test]
fn a_serial_that_meets_the_signers() {
    let mut document = file();
    document.head.signers = ["欧阳清溪", "司马东河"].map(text).to_vec();
    document.head.serial = some("清政办民生实事工作领导小组督〔2024〕117号");
    finds("W0607", &document);
}

#[test]
fn a_bulletin_whose_maker_meets_its_date() {
    let mut document = bulletin();
    document.head.compiled_by = some("清溪县民生实事工作领导小组办公室、清溪县人民政府督查室");
    finds("W0607", &document);
}

#[test]
fn a_signature_higher_than_a_page() {
    let mut document = file();
    let names: Vec<String> = (0..20).map(|n| format!("清溪县第{n}工作组")).collect();
    document.signature = signature(
        SignatureForm::Sealed,
        &names.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    finds("W0608", &document);
}

#[test]
fn names_too_long_for_their_seals() {
    let mut document = file();
    let name = "清溪县人民政府重点民生实事督查督办工作领导小组综合协调办公室";
    document.signature = signature(SignatureForm::Sealed, &[name, "清溪县财政局", name]);
    for signer in &mut document.signature.as_mut().unwrap().signers {
        signer.diameter = Some(tongbao::unit::Length::mm(20));
    }
    finds("W0609", &document);
}
