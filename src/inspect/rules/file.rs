//! X: the file itself (文件).

use super::gauge::Tally;
use super::{Rule, Sight};
use crate::diag::Severity::{Note, Warning};
use crate::inspect::Outcome;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X01",
        clause: "通行做法",
        name: "文字可提取",
        says: "文字能选取、检索，字形都有对应的文字",
        severity: Warning,
        measure: text,
    },
    Rule {
        id: "X02",
        clause: "通行做法",
        name: "文件属性",
        says: "注明题名和语言，带有结构标签，便于归档和朗读",
        severity: Note,
        measure: claims,
    },
];

/// X01
fn text(sight: &Sight<'_>) -> Outcome {
    let mut tally = Tally::default();
    for (number, page) in sight.seen.pages.iter().enumerate() {
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.hidden) {
            tally.saw();
            let private = |c: char| c == '\u{FFFD}' || ('\u{E000}'..='\u{F8FF}').contains(&c);
            if glyph.text.is_empty() || glyph.text.chars().any(private) {
                let words = format!("距纸左边 {:.0} 毫米处的字读不出", glyph.at.x.to_mm());
                tally.fault(Warning, number, Length::ZERO, words);
            }
        }
    }
    if tally.checked() == 0 {
        return Outcome::broken(Warning, "文件中没有文字，可能是扫描件");
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 字都读得出")))
}

/// X02
fn claims(sight: &Sight<'_>) -> Outcome {
    let claims = &sight.seen.claims;
    let titled = claims
        .title
        .as_deref()
        .is_some_and(|title| !title.trim().is_empty());
    let needed = [
        (titled, "题名"),
        (claims.language.is_some(), "语言"),
        (claims.tagged, "结构标签"),
    ];
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|(there, _)| !there)
        .map(|(_, name)| name)
        .collect();
    let kinds = claims.archival.iter().map(String::as_str);
    let kinds: Vec<&str> = kinds.chain(claims.accessible.then_some("PDF/UA")).collect();
    let kind = if kinds.is_empty() {
        "未声明归档标准".to_owned()
    } else {
        format!("声明为 {}", kinds.join("、"))
    };
    if missing.is_empty() {
        Outcome::kept(kind)
    } else {
        Outcome::broken(Note, format!("没有{}；{kind}", missing.join("、")))
    }
}
