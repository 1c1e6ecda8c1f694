//! Two periods side by side: on the terminal, as JSON, and as an annex.

use std::fmt::Write as _;

use tongbao::diag::{Sink, Sources};
use tongbao::model::{InputFile, Report, read};

use crate::support;

fn diff(args: &[&str]) -> (i32, String, String) {
    let workspace = support::root().join("examples/monthly");
    support::tongbao(&workspace, &[&["diff"], args].concat())
}

#[test]
fn a_line_a_task_that_changed() {
    let (code, out, err) = diff(&["2026-09", "2026-10"]);
    assert_eq!((code, err.as_str()), (0, ""));
    support::golden("golden/diff/monthly.txt", &out);
    // 名称也认
    assert_eq!(diff(&["2026年9月", "2026年10月"]).1, out);
}

#[test]
fn every_task_as_json() {
    let (code, out, _) = diff(&["2026-09", "2026-10", "--json"]);
    assert_eq!(code, 0);
    let whole: serde_json::Value = serde_json::from_str(&out).unwrap();
    let tasks = whole["tasks"].as_array().unwrap();
    let counted: u64 = whole["counts"]
        .as_object()
        .unwrap()
        .values()
        .map(|n| n.as_u64().unwrap())
        .sum();
    assert_eq!(counted, tasks.len() as u64);
    support::golden("golden/diff/first.json", &format!("{:#}\n", tasks[0]));
    for task in tasks {
        let same = task["done"]["before"] == task["done"]["now"]
            && task["status"]["before"] == task["status"]["now"];
        assert_eq!(
            task["change"] == "nothing",
            same && task["text_changed"] == false,
            "{task}"
        );
    }
}

#[test]
fn a_period_without_a_file_is_told() {
    let (code, out, err) = diff(&["2025-09", "2026-10"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("已有的期：2026-08、2026-09、2026-10"), "{err}");
}

#[test]
fn an_annex_of_the_tasks_that_changed() {
    let mut files = support::files_of(&support::root().join("examples/monthly"));
    let circular = support::root().join("tests/cases/diff/changes.toml");
    files.push(InputFile {
        name: "circulars/changes.toml".to_owned(),
        bytes: std::fs::read(circular).unwrap().into(),
    });
    let (mut sources, mut sink) = (Sources::new(), Sink::new());
    let workspace = read::workspace(files, &mut sources, &mut sink).unwrap();
    let circular = workspace.circulars.iter().find(|c| c.name == "changes").unwrap();
    let report = Report::new(&workspace, circular);
    let annex = &circular.data.annexes[0];
    let table = report.table(annex, &mut sink);
    assert!(!sink.has_errors(), "{:?}", sink.found());
    let mut out = String::new();
    for row in &table.rows {
        let cells: Vec<&str> = row
            .cells
            .iter()
            .flatten()
            .map(|cell| cell.value.printed())
            .collect();
        writeln!(out, "{}", cells.join(" | ")).unwrap();
    }
    support::golden("golden/diff/annex.txt", &out);
    assert!(!out.contains("无变化") && !out.is_empty());
}
