//! Whatever is broken in a good workspace is told at its place, and nothing panics.

use std::ops::Range;
use std::path::Path;

use proptest::prelude::*;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use tongbao::check;
use tongbao::diag::{Severity, Sink, Sources};
use tongbao::model::{InputFile, Report, read};

use crate::faults::{collect, render};
use crate::support;

fn good(case: &str) -> Vec<InputFile> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(case);
    let mut files = Vec::new();
    collect(&dir, &dir, &mut files);
    files
}

/// Errors with a place, and all findings as text.
fn errors(files: Vec<InputFile>) -> (usize, String) {
    let (mut sources, mut sink) = (Sources::new(), Sink::new());
    if let Some(workspace) = read::workspace(files, &mut sources, &mut sink) {
        check::run(&workspace, &sources, &mut sink);
        for circular in &workspace.circulars {
            let report = Report::new(&workspace, circular);
            for annex in &circular.data.annexes {
                report.table(annex, &mut sink);
            }
        }
    }
    let found = sink.into_sorted();
    let placed = found
        .iter()
        .filter(|d| d.severity == Severity::Error && d.origin.is_some());
    (placed.count(), render(&found, &sources))
}

/// A key as typed, the path of its tables, its own span and its value's.
struct Key {
    path: String,
    key: Range<usize>,
    value: Range<usize>,
    is_table: bool,
}

fn keys(table: &DeTable<'_>, path: &str, found: &mut Vec<Key>) {
    for (key, value) in table {
        let path = format!("{path}.{}", key.get_ref());
        found.push(Key {
            path: path.clone(),
            key: key.span(),
            value: value.span(),
            is_table: matches!(value.get_ref(), DeValue::Table(_)),
        });
        inner(value, &path, found);
    }
}

fn inner(value: &Spanned<DeValue<'_>>, path: &str, found: &mut Vec<Key>) {
    match value.get_ref() {
        DeValue::Table(table) => keys(table, path, found),
        DeValue::Array(items) => items.iter().for_each(|item| inner(item, path, found)),
        _ => {}
    }
}

fn with(files: &[InputFile], at: usize, span: Range<usize>, put: &str) -> Vec<InputFile> {
    let mut files = files.to_vec();
    support::splice(&mut files[at], span, put);
    files
}

fn each_key(mut judge: impl FnMut(&[InputFile], usize, &Key)) {
    let files = good("faults/clean");
    assert_eq!(errors(files.clone()).1, "");
    for (at, file) in files.iter().enumerate() {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let mut found = Vec::new();
        keys(DeTable::parse(text).unwrap().get_ref(), &file.name, &mut found);
        assert!(found.len() > 5);
        found.iter().for_each(|key| judge(&files, at, key));
    }
}

#[test]
fn a_misspelt_key_is_told() {
    each_key(|files, at, key| {
        let (count, found) = errors(with(files, at, key.key.end..key.key.end, "zz"));
        // a quoted key with letters behind the quotation mark is no TOML at all, also an error
        assert!(count > 0, "{}zz\n{found}", key.path);
    });
}

#[test]
fn a_value_of_another_type_is_told() {
    each_key(|files, at, key| {
        // the span of a [table] is its header
        if key.is_table && !key.path.ends_with("goal") && !key.path.ends_with("towns") {
            return;
        }
        let text = &files[at].bytes[key.value.clone()];
        if text.starts_with(b"[[") {
            return;
        }
        for put in ["[[[]]]", "1979-05-27T07:32:00", "{ zz = 1 }"] {
            let (count, found) = errors(with(files, at, key.value.clone(), put));
            assert!(count > 0, "{} = {put}\n{found}", key.path);
        }
    });
}

#[test]
fn a_missing_key_is_told_where_it_must_be() {
    const MAY_MISS: &[&str] = &[
        "code",
        "units",
        "aliases",
        "towns",
        "statuses",
        "min_rate",
        "max_behind",
        "category",
        "lead",
        "support",
        "tasks",
        "target",
        "goal",
        "unit",
        "as_of",
        "done",
        "text",
        "kind",
        "serial",
        "date",
        "to",
        "progress",
        "body",
        "annexes",
        "align",
        "merge",
        "projects",
        "elevators",
        "school-places/primary",
        "东河镇",
        "西岭乡",
    ];
    each_key(|files, at, key| {
        let name = key.path.rsplit('.').next().unwrap();
        let may_miss = MAY_MISS.contains(&name)
            || key.path == "projects/2024.toml.title"
            || key.path == "circulars/2024-Q2.toml.title";
        let header = files[at].bytes[key.value.clone()].starts_with(b"[");
        if key.is_table && header {
            return;
        }
        let (count, found) = errors(with(files, at, key.key.start..key.value.end, ""));
        assert!(may_miss || count > 0, "{}\n{found}", key.path);
    });
}

#[test]
fn a_cell_of_ten_megabytes_and_deep_nesting_end_soon() {
    let mut files = good("faults/clean");
    let long = "甲".repeat(3_500_000);
    let deep = "[".repeat(100_000);
    for text in [
        format!("title = \"{long}\"\n"),
        format!("title = \"{long}\n"),
        format!("title = {deep}\n"),
        format!("a{} = 1\n", ".a".repeat(50_000)),
        "\u{1}".repeat(1_000_000),
        "[[projects]]\n".repeat(20_000),
        "x = \n".repeat(50_000),
    ] {
        files[1].bytes = text.into_bytes().into();
        errors(files.clone());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_edit_is_survived(file in 0usize..5, from in 0usize..2000, length in 0usize..40, put in "\\PC{0,8}|[\\[\\]{}\"'=,.#\n\\\\0-9a]{0,8}") {
        let files = good("annexes/qingxi");
        let at = file % files.len();
        let text = String::from_utf8(files[at].bytes.to_vec()).unwrap();
        let edge = |n: usize| text.char_indices().map(|(i, _)| i).nth(n).unwrap_or(text.len());
        let span = edge(from)..edge(from + length);
        errors(with(&files, at, span, &put));
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut files = good("faults/clean");
        files[0].bytes = bytes.into();
        errors(files);
    }
}
