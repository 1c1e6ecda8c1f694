//! Findings that an office accepts: shown, not counted, and told when they have nothing left to accept.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{self, tongbao};

/// The starter, where the towns of one task no longer make up its goal, with `accept` written into that task.
fn uneven(accept: &str) -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    assert_eq!(tongbao(dir.path(), &["new", "清溪县"]).0, 0);
    let workspace = dir.path().join("清溪县");
    let list = workspace.join("projects/2026.toml");
    let text = fs::read_to_string(&list).unwrap();
    let towns = "towns = { \"东河镇\" = 18, \"石桥镇\" = 6 }";
    assert!(text.contains(towns));
    let uneven = format!("towns = {{ \"东河镇\" = 18, \"石桥镇\" = 5 }}\n{accept}");
    fs::write(&list, text.replacen(towns, &uneven, 1)).unwrap();
    (dir, workspace)
}

const ACCEPT: &str = "accept = [{ code = \"0301\", reason = \"1部由县直单位实施\" }]";

#[test]
fn an_accepted_finding_stays_in_the_report_and_counts_no_more() {
    let (_dir, workspace) = uneven("");
    assert_eq!(tongbao(&workspace, &["check", "--strict"]).0, 1);
    assert_eq!(tongbao(&workspace, &["build", ".", "--strict"]).0, 1);
    let (_dir, workspace) = uneven(ACCEPT);
    let (code, out, err) = tongbao(&workspace, &["check", "--strict"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(out, "检查通过：1 份公文，没有未经认可的问题。\n");
    support::golden("golden/accept/report.txt", &err);
    let (code, out, err) = tongbao(&workspace, &["build", ".", "--strict"]);
    assert!(
        code == 0 && out.contains(".pdf") && out.contains(".xlsx"),
        "{out}{err}"
    );
    assert!(err.contains("理由：1部由县直单位实施"), "{err}");
}

#[test]
fn json_has_a_stable_shape() {
    let (_dir, workspace) = uneven(ACCEPT);
    let progress = workspace.join("progress/2026-Q3.toml");
    let text = fs::read_to_string(&progress).unwrap();
    fs::write(&progress, text.replacen("done = 30.6", "done = -30.6", 1)).unwrap();
    let (code, out, err) = tongbao(&workspace, &["check", "--json", "--strict"]);
    assert_eq!((code, err.as_str()), (1, ""));
    support::golden("golden/accept/findings.json", &out);
    let whole: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(whole["passed"], false);
    assert_eq!(whole["accepted"], 1);
}

#[test]
fn json_of_a_clean_workspace_and_of_a_broken_one() {
    let dir = TempDir::new().unwrap();
    assert_eq!(tongbao(dir.path(), &["new", "甲"]).0, 0);
    let (code, out, _) = tongbao(dir.path(), &["check", "甲", "--json"]);
    let whole: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &whole["passed"]), (0, &true.into()));
    assert_eq!(whole["findings"].as_array().map(Vec::len), Some(0));
    fs::write(dir.path().join("甲/tongbao.toml"), "[office").unwrap();
    let (code, out, _) = tongbao(dir.path(), &["check", "甲", "--json"]);
    let whole: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &whole["passed"]), (1, &false.into()));
    assert_eq!(whole["findings"][0]["severity"], "error");
}

#[test]
fn an_acceptance_without_reason_is_refused() {
    for accept in [
        "accept = [{ code = \"0301\" }]",
        "accept = [{ code = \"0301\", reason = \" \" }]",
    ] {
        let (_dir, workspace) = uneven(accept);
        let (code, _, err) = tongbao(&workspace, &["check"]);
        assert_eq!(code, 1);
        assert!(err.contains("理由（reason）"), "{err}");
    }
}

#[test]
fn the_same_findings_in_the_same_order() {
    let (_dir, workspace) = uneven("");
    let first = tongbao(&workspace, &["check"]);
    for _ in 0..3 {
        assert_eq!(tongbao(&workspace, &["check"]), first);
    }
}
