//! `docs/conformance.md`: every rule of the inspection, how it is met, and what was measured on the examples.
//!
//! The columns 规定, 条款 and 示例实测 are written from the rules and the examples (`UPDATE=1`); 怎样做到 and
//! 本机关可改 are written by hand in the file itself and kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use tongbao::diag::Severity;
use tongbao::inspect::{Inspection, RULES, Rule, Verdict, inspect};
use tongbao::model::file::Format;

use crate::examples::{example, names};
use crate::support::root;

const MARK: &str = "<!-- 以下各表由 UPDATE=1 cargo test --test it conformance 写出；“怎样做到”和“本机关可改”两栏手写，照留 -->\n";

/// What stands in a column written by hand until somebody has written it.
const UNWRITTEN: &str = "……";

const FAMILIES: [(&str, &str); 14] = [
    ("G", "纸张与版心"),
    ("H", "版头"),
    ("T", "标题"),
    ("M", "主送机关"),
    ("B", "正文"),
    ("A", "附件说明与附件"),
    ("S", "署名、成文日期与印章"),
    ("R", "版记"),
    ("P", "页码"),
    ("L", "表格"),
    ("F", "特定格式"),
    ("K", "标点与禁则"),
    ("N", "数字"),
    ("X", "文件"),
];

/// Every circular of the examples, inspected against its office's own measures.
fn inspected() -> Vec<(String, Inspection)> {
    let mut all = Vec::new();
    for name in names() {
        let mut example = example(&name);
        let circulars = example.workspace.circulars.clone();
        for circular in &circulars {
            let files = example.files(circular);
            let inspection = inspect(&files[&Format::Pdf], &example.world.standard).unwrap();
            all.push((format!("{name}/{}", circular.name), inspection));
        }
    }
    all
}

#[test]
fn the_examples_break_no_rule() {
    let mut broken = String::new();
    for (name, inspection) in inspected() {
        for result in &inspection.results {
            if let Verdict::Broken(Severity::Error | Severity::Warning) = result.outcome.verdict {
                let (id, outcome) = (result.rule.id, &result.outcome);
                writeln!(
                    broken,
                    "{name} {id}：{}（{:?}页）",
                    outcome.measured, outcome.page
                )
                .unwrap();
            }
        }
    }
    assert!(broken.is_empty(), "\n{broken}");
}

#[test]
fn the_document_tells_every_rule() {
    let path = root().join("docs/conformance.md");
    let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (preface, tables) = text.split_once(MARK).expect("the mark");
    let expected = format!("{preface}{MARK}{}", written(&by_hand(tables)));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).unwrap();
    } else {
        assert!(
            text == expected,
            "docs/conformance.md has fallen behind: UPDATE=1 cargo test --test it conformance"
        );
    }
    assert!(!expected.contains(UNWRITTEN), "怎样做到 must be written by hand");
}

/// The two columns written by hand, by rule.
fn by_hand(tables: &str) -> BTreeMap<String, (String, String)> {
    let rows = tables.lines().filter(|line| line.starts_with("| "));
    rows.filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells.as_slice() {
            [id, _, _, how, _, house] => Some((id.to_string(), (how.to_string(), house.to_string()))),
            _ => None,
        }
    })
    .collect()
}

fn written(by_hand: &BTreeMap<String, (String, String)>) -> String {
    let inspected = inspected();
    let mut out = String::new();
    for (letter, family) in FAMILIES {
        let rules: Vec<&Rule> = RULES
            .iter()
            .copied()
            .flatten()
            .filter(|rule| rule.id.starts_with(letter))
            .collect();
        if rules.is_empty() {
            continue;
        }
        writeln!(
            out,
            "\n## {family}\n\n| 编号 | 规定 | 条款 | 怎样做到 | 示例实测 | 本机关可改 |\n|---|---|---|---|---|---|"
        )
        .unwrap();
        for rule in rules {
            let unwritten = (UNWRITTEN.to_owned(), String::new());
            let (how, house) = by_hand.get(rule.id).unwrap_or(&unwritten);
            writeln!(
                out,
                "| {} | {}：{} | {} | {how} | {} | {house} |",
                rule.id,
                rule.name,
                rule.says,
                rule.clause,
                measured(rule, &inspected)
            )
            .unwrap();
        }
    }
    out
}

/// What the first example that has such an element shows, and how many of them keep the rule.
fn measured(rule: &Rule, inspected: &[(String, Inspection)]) -> String {
    let results: Vec<_> = inspected
        .iter()
        .flat_map(|(name, inspection)| {
            let of_rule = inspection
                .results
                .iter()
                .filter(|result| result.rule.id == rule.id);
            of_rule.map(move |result| (name, &result.outcome))
        })
        .collect();
    let count = |is: fn(&Verdict) -> bool| results.iter().filter(|(_, o)| is(&o.verdict)).count();
    let counts = [
        ("符合", count(|v| *v == Verdict::Kept)),
        ("有出入", count(|v| matches!(v, Verdict::Broken(_)))),
        ("看不出", count(|v| *v == Verdict::Unclear)),
        ("不适用", count(|v| *v == Verdict::Absent)),
    ];
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{count} 份{word}"))
        .collect();
    let shown = results.iter().find(|(_, o)| o.verdict == Verdict::Kept);
    let shown = shown.or_else(|| results.iter().find(|(_, o)| o.verdict == Verdict::Unclear));
    match shown {
        Some((name, outcome)) => format!(
            "{}（{name}）；{}",
            outcome.measured.replace('|', "\\|"),
            words.join("，")
        ),
        None => words.join("，"),
    }
}
