//! What sentences claim: each file of `tests/cases/claims/read` has sentences (`> …`, a line feed as ⏎) and the claims
//! read from them.

use std::fmt::Write as _;
use std::fs;

use tongbao::text::claim::{self, About, Claim};

use crate::support::{golden, root};

/// One line a claim: its characters, its kind, its value.
fn line(text: &str, claim: &Claim) -> String {
    let mut out = format!(
        "{}  {:?}",
        text[claim.range.clone()].replace('\n', "⏎"),
        claim.kind
    );
    if let Some(amount) = &claim.amount {
        write!(out, "  {} {}", amount.value.normalize(), amount.unit).unwrap();
        if amount.about != About::Exact {
            write!(out, " {:?}", amount.about).unwrap();
        }
    }
    out.trim_end().to_owned()
}

/// The file with the claims under each sentence as they are read now.
fn reread(file: &str) -> String {
    let mut out = String::new();
    for typed in file.lines().filter(|l| l.starts_with(['>', '#']) || l.is_empty()) {
        writeln!(out, "{typed}").unwrap();
        let Some(sentence) = typed.strip_prefix("> ") else {
            continue;
        };
        let text = sentence.replace('⏎', "\n");
        for claim in claim::read(&text) {
            writeln!(out, "  {}", line(&text, &claim)).unwrap();
        }
    }
    out
}

#[test]
fn sentences_claim_what_their_files_say() {
    let dir = root().join("tests/cases/claims/read");
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let name = format!("cases/claims/read/{}", name.to_string_lossy());
        let file = fs::read_to_string(root().join("tests").join(&name))
            .unwrap()
            .replace("\r\n", "\n");
        golden(&name, &reread(&file));
    }
}
