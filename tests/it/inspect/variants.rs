//! What the standard leaves open, what a file cannot show, what an office sets anew.

use tongbao::diag::{Severity, Sink};
use tongbao::document::{Document, SignatureForm};
use tongbao::export::pdf::{self, PdfOptions};
use tongbao::font::Fonts;
use tongbao::inspect::{Inspection, Outcome, Verdict, inspect};
use tongbao::layout::lay_out;
use tongbao::standard::{GBT_9704, Standard};
use tongbao::unit::Length;

use super::desk::{Desk, outcome};
use crate::layout::documents::{file, full, joint, letter, signature, unsealed, with_pictures};

/// Laid out with an office's measures, inspected with them or without.
fn inspected(document: &Document, laid: &Standard, held: &Standard) -> Inspection {
    let fonts = Fonts::bundled();
    let pages = lay_out(document, &fonts, laid, &mut Sink::new());
    let file = pdf::write(&pages, &fonts, &PdfOptions::default()).unwrap();
    inspect(&file, held).unwrap()
}

fn own(change: fn(&mut Standard)) -> Standard {
    let mut own = GBT_9704;
    change(&mut own);
    own
}

fn said(document: &Document, rule: &str) -> Outcome {
    outcome(&inspected(document, &GBT_9704, &GBT_9704), rule).clone()
}

#[test]
fn a_seal_that_is_still_to_be_set_is_no_fault_where_its_place_is_free() {
    for document in [full(), letter(), joint()] {
        let seal = said(&document, "S03");
        assert_eq!(seal.verdict, Verdict::Unclear, "{}", seal.measured);
        assert!(seal.measured.contains("待加盖"), "{}", seal.measured);
        assert_eq!(said(&document, "S02").verdict, Verdict::Kept);
        assert_eq!(said(&document, "S06").verdict, Verdict::Absent);
    }
}

#[test]
fn without_room_for_a_seal_the_place_is_wanting() {
    let mut document = file();
    document.signature = signature(SignatureForm::Sealed, &["清溪县统计局"]);
    let mut desk = Desk::of(&document, &GBT_9704);
    desk.shift("清溪县统计局", 0, -26_000);
    desk.shift("2024年7月10日", 0, -26_000);
    let inspection = desk.inspected();
    let seal = outcome(&inspection, "S03");
    assert_eq!(
        seal.verdict,
        Verdict::Broken(Severity::Error),
        "{}",
        seal.measured
    );
}

#[test]
fn both_readings_of_an_unsealed_signature_are_right() {
    // a name as long as its date, a shorter one, a longer one
    for name in [
        "清溪县教育局",
        "县统计局",
        "清溪县人民政府办公室",
        "清溪县政务服务管理",
    ] {
        let mut document = file();
        document.signature = signature(SignatureForm::Unsealed, &[name]);
        let measured = said(&document, "S06");
        assert_eq!(measured.verdict, Verdict::Kept, "{name}: {}", measured.measured);
    }
    assert_eq!(said(&unsealed(), "S02").verdict, Verdict::Absent);
}

#[test]
fn blank_lines_of_office_programs_are_worth_a_note() {
    let loose = own(|s| s.title_below = Length::um(15_200));
    let inspection = inspected(&file(), &loose, &GBT_9704);
    assert_eq!(
        outcome(&inspection, "M02").verdict,
        Verdict::Broken(Severity::Note)
    );
}

#[test]
fn an_offices_own_measure_is_held_against_and_shown() {
    let own = own(|s| {
        s.title_below = Length::mm(20);
        s.seal_inset = 2;
        s.record_size = Length::pt(12);
    });
    let document = with_pictures(full(), 300, 300);
    let inspection = inspected(&document, &own, &own);
    for rule in ["M02", "S02", "R03", "R05"] {
        let measured = outcome(&inspection, rule);
        assert_eq!(measured.verdict, Verdict::Kept, "{rule}: {}", measured.measured);
        assert!(
            measured
                .house
                .as_ref()
                .is_some_and(|house| house.contains("标准为")),
            "{rule}"
        );
    }
}

#[test]
fn a_letters_record_has_no_rules() {
    for rule in ["R01", "R02", "R05", "R06"] {
        assert_eq!(said(&letter(), rule).verdict, Verdict::Absent, "{rule}");
    }
    assert_eq!(said(&letter(), "R03").verdict, Verdict::Kept);
}
