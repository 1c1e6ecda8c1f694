//! Broken files: whatever is done to the bytes, the reader ends, with what it sees or with a finding.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use tongbao::inspect::read;

use super::case;

/// What is done to a file.
#[derive(Clone, Debug)]
enum Change {
    Byte {
        at: usize,
        to: u8,
    },
    Cut {
        at: usize,
    },
    Gap {
        at: usize,
        length: usize,
    },
    Twice {
        at: usize,
        length: usize,
    },
    /// Digits, so that references, lengths and operands are wrong ones.
    Digit {
        nth: usize,
        to: u8,
    },
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..100_000_usize;
    prop_oneof![
        (at.clone(), any::<u8>()).prop_map(|(at, to)| Change::Byte { at, to }),
        at.clone().prop_map(|at| Change::Cut { at }),
        (at.clone(), 1..200_usize).prop_map(|(at, length)| Change::Gap { at, length }),
        (at.clone(), 1..2000_usize).prop_map(|(at, length)| Change::Twice { at, length }),
        (at, b'0'..=b'9').prop_map(|(nth, to)| Change::Digit { nth, to }),
    ]
}

fn apply(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let length = bytes.len().max(1);
        match *change {
            Change::Byte { at, to } => {
                if let Some(byte) = bytes.get_mut(at % length) {
                    *byte = to;
                }
            }
            Change::Cut { at } => bytes.truncate(at % length),
            Change::Gap { at, length: gap } => {
                let from = at % length;
                bytes.drain(from..(from + gap).min(bytes.len()));
            }
            Change::Twice { at, length: again } => {
                let from = at % length;
                let part = bytes
                    .get(from..(from + again).min(bytes.len()))
                    .unwrap_or_default()
                    .to_vec();
                bytes.splice(from..from, part);
            }
            Change::Digit { nth, to } => {
                let digits: Vec<usize> = (0..bytes.len())
                    .filter(|at| bytes[*at].is_ascii_digit())
                    .collect();
                if let Some(at) = digits.get(nth % digits.len().max(1)) {
                    bytes[*at] = to;
                }
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_bytes_never_stop_the_reader(
        name in prop::sample::select(vec!["typst", "libreoffice", "chromium", "reportlab", "qpdf", "ghostscript", "encrypted", "scan"]),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let bytes = apply(case(&format!("{name}.pdf")), &changes);
        let start = Instant::now();
        // either is well
        let _ = read(&bytes);
        prop_assert!(start.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn any_content_is_read_to_its_end(content in prop::collection::vec(prop_oneof![
        Just("q"), Just("Q"), Just("BT"), Just("ET"), Just("/H 10 Tf"), Just("(a)Tj"), Just("[(a) 5 (b)]TJ"), Just("1e9 0 0 0 0 1e9 cm"),
        Just("99999999999999999999 0 0 1 0 0 cm"), Just("0 0 0 0 0 0 cm"), Just("0 0 10 10 re"), Just("W n"), Just("f"), Just("S"), Just("B*"),
        Just("0 0 m"), Just("5 5 l"), Just("1 2 3 4 5 6 c"), Just("/Artifact BMC"), Just("EMC"), Just("<</ActualText(x)>>"), Just("BDC"),
        Just("/X gs"), Just("/X Do"), Just("/X cs"), Just("1 scn"), Just("-1 w"), Just("0 Tz"), Just("1 0 0 1 10 10 Tm"), Just("T*"), Just("BI /W 1 ID"),
        Just("EI"), Just("<41"), Just(">>"), Just("]"), Just("[["), Just("("), Just("/H 0 Tf"), Just("0 Tr"), Just("3 Tr"), Just("v"), Just("y"), Just("h"),
    ], 0..60)) {
        let bytes = super::made::file(content.join(" ").as_bytes(), |_, _, _| {});
        prop_assert!(read(&bytes).is_ok());
    }
}
