//! The commands as people run them: files in; files, words and exit code out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::support::{self, tongbao};

/// A starter workspace in a folder of its own.
fn starter() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let (code, _, err) = tongbao(dir.path(), &["new", "清溪县"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let workspace = dir.path().join("清溪县");
    (dir, workspace)
}

/// Every file below a folder and its bytes, but what the program keeps for itself.
fn tree(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    support::everything(dir)
        .into_iter()
        .filter(|f| !f.name.split('/').any(|part| part == ".tongbao"))
        .map(|f| (f.name, f.bytes.to_vec()))
        .collect()
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_starter_passes_and_builds() {
    let (_dir, workspace) = starter();
    let (code, out, err) = tongbao(&workspace, &["check", "--strict"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("检查通过"), "{out}");
    let (code, out, err) = tongbao(&workspace, &["build", "circulars/2026-Q3.toml"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out.lines().count(), 3, "a line a file: {out}");
    let names: Vec<String> = tree(&workspace.join("out")).into_keys().collect();
    assert_eq!(names, ["2026-Q3.anchors.json", "2026-Q3.pdf", "2026-Q3.xlsx"]);
}

/// The fault itself, and nothing that follows from it; the README shows the same.
#[test]
fn a_slip_in_a_list_is_told_alone() {
    let (_dir, workspace) = starter();
    let list = workspace.join("projects/2026.toml");
    let text = fs::read_to_string(&list).unwrap();
    let slip = text.replacen("target = \"加装电梯", "tagret = \"加装电梯", 1);
    fs::write(&list, slip).unwrap();
    let (code, _, err) = tongbao(&workspace, &["check"]);
    assert_eq!(code, 1);
    assert_eq!(err.matches("错误[").count(), 1, "{err}");
    let readme = fs::read_to_string(support::root().join("README.md")).unwrap();
    assert!(readme.contains(err.trim_end()), "{err}");
}

/// One part of a built-in template is replaced, the others stay.
#[test]
fn a_part_of_the_office_s_own_takes_the_place_of_the_built_in_one() {
    let (_dir, workspace) = starter();
    fs::create_dir_all(workspace.join("templates/parts")).unwrap();
    fs::write(
        workspace.join("templates/parts/criticism.xml"),
        "<p>{{ 无此变量 }}</p>",
    )
    .unwrap();
    let (code, _, err) = tongbao(&workspace, &["build", "."]);
    assert_eq!(code, 1);
    assert!(err.contains("templates/parts/criticism.xml:1"), "{err}");
}

#[test]
fn the_starter_names_every_key() {
    use tongbao::model::schema::{FileKind, schema};
    let (_dir, workspace) = starter();
    for (kind, file) in FileKind::ALL.into_iter().zip([
        "tongbao.toml",
        "projects/2026.toml",
        "progress/2026-Q3.toml",
        "circulars/2026-Q3.toml",
    ]) {
        let text = fs::read_to_string(workspace.join(file)).unwrap();
        let schema: serde_json::Value = serde_json::from_str(&schema(kind)).unwrap();
        let mut keys = Vec::new();
        gather_keys(&schema, &mut keys);
        // the measures of the layout are too many for a starter; it says where they are listed
        let measures = schema["$defs"]["Overrides"]["properties"].as_object();
        let missing: Vec<_> = keys
            .into_iter()
            .filter(|key| measures.is_none_or(|m| !m.contains_key(key)))
            .filter(|key| !typed(&text, key))
            .collect();
        assert!(missing.is_empty(), "{file} does not show {missing:?}");
    }
}

fn typed(text: &str, key: &str) -> bool {
    text.match_indices(key).any(|(i, _)| {
        let before = text[..i].chars().next_back();
        let after = text[i + key.len()..].trim_start();
        before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
            && (after.starts_with('=') || after.starts_with(']') || after.starts_with('.'))
    })
}

fn gather_keys(schema: &serde_json::Value, keys: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(map) => {
            if let Some(properties) = map.get("properties").and_then(|p| p.as_object()) {
                keys.extend(properties.keys().cloned());
            }
            map.values().for_each(|v| gather_keys(v, keys));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|v| gather_keys(v, keys)),
        _ => {}
    }
}

#[test]
fn a_failed_build_leaves_the_earlier_files() {
    let (_dir, workspace) = starter();
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 0);
    let before = tree(&workspace.join("out"));
    replace(
        &workspace.join("progress/2026-Q3.toml"),
        "done = 15",
        "done = \"十五\"",
    );
    let (code, out, err) = tongbao(&workspace, &["build", "."]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("progress/2026-Q3.toml:") && err.contains("^^^"),
        "{err}"
    );
    assert_eq!(tree(&workspace.join("out")), before);
}

#[test]
fn parts_and_formats() {
    let (_dir, workspace) = starter();
    let build = |args: &[&str]| {
        let (code, _, err) = tongbao(&workspace, &[&["build", ".", "-o", "there"], args].concat());
        assert_eq!(code, 0, "{err}");
        let files = tree(&workspace.join("there"));
        fs::remove_dir_all(workspace.join("there")).unwrap();
        files
    };
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&build(&["--formats", "xlsx"])), ["2026-Q3.xlsx"]);
    assert_eq!(
        names(&build(&["--only", "notice"])),
        ["2026-Q3.anchors.json", "2026-Q3.pdf"]
    );
    let (both, annexes) = (
        build(&["--formats", "pdf"]),
        build(&["--only", "annexes", "--formats", "pdf"]),
    );
    assert_ne!(both["2026-Q3.pdf"], annexes["2026-Q3.pdf"]);
}

#[test]
fn nothing_but_the_outputs_is_left() {
    let (_dir, workspace) = starter();
    let before = tree(&workspace);
    assert_eq!(tongbao(&workspace, &["build", ".", "-o", "../there"]).0, 0);
    assert_eq!(tree(&workspace), before);
}

#[test]
fn the_same_bytes_in_other_surroundings() {
    let (dir, workspace) = starter();
    let build = |from: &Path, out: &str, env: &[(&str, &str)]| {
        let target = dir.path().join(out);
        let mut command = Command::cargo_bin("tongbao").unwrap();
        command.current_dir(from).envs(env.iter().copied());
        command
            .arg("build")
            .arg(&workspace)
            .arg("-o")
            .arg(&target)
            .assert()
            .success();
        tree(&target)
    };
    let one = build(&workspace, "one", &[("TZ", "UTC"), ("LC_ALL", "C")]);
    let other = [
        ("TZ", "Asia/Shanghai"),
        ("LC_ALL", "zh_CN.UTF-8"),
        ("RAYON_NUM_THREADS", "1"),
        ("USER", "someone"),
    ];
    assert_eq!(build(dir.path(), "two", &other), one);
}

#[test]
fn wrong_commands_are_told_in_chinese() {
    let dir = TempDir::new().unwrap();
    let cases: &[&[&str]] = &[
        &["biuld", "."],
        &["build"],
        &["build", ".", "--formats", "docx"],
        &["build", ".", "--only", "cover"],
        &["build", ".", "--fromats", "pdf"],
        &["import", "a.xlsx"],
        &["schema", "letters"],
        &["explain", "E010"],
        &["check", ".", "--color", "blue"],
    ];
    let mut all = String::new();
    for args in cases {
        let (code, out, err) = tongbao(dir.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}\n{err}");
        all += &format!("$ tongbao {}\n{err}\n", args.join(" "));
    }
    support::golden("golden/cli/usage.txt", &all);
}

#[test]
fn help_is_chinese() {
    let dir = TempDir::new().unwrap();
    let mut all = String::new();
    for args in [&["--help"][..], &["build", "--help"], &["import", "--help"]] {
        let (code, out, err) = tongbao(dir.path(), args);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(
            !out.contains("Usage") && !out.contains("Options") && !out.contains("Print"),
            "{out}"
        );
        all += &format!("$ tongbao {}\n{out}\n", args.join(" "));
    }
    support::golden("golden/cli/help.txt", &all);
}

#[test]
fn no_workspace_no_file_no_room() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.txt"), "甲").unwrap();
    for args in [
        &["check"][..],
        &["build", "."],
        &["check", "nowhere"],
        &["new", "."],
        &["import", "b.xlsx", "--into", "w"],
    ] {
        let (code, out, err) = tongbao(dir.path(), args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("错误[E09"), "{err}");
    }
}

#[test]
fn every_code_is_explained() {
    let dir = TempDir::new().unwrap();
    let (_, list, _) = tongbao(dir.path(), &["explain"]);
    assert!(list.lines().count() > 20);
    for line in list.lines().filter(|line| line.starts_with("  ")) {
        let id = line.split_whitespace().next().unwrap();
        let (code, out, _) = tongbao(dir.path(), &["explain", id]);
        assert_eq!(code, 0);
        for part in ["说明：", "举例：", "认可："] {
            assert!(out.contains(part), "{id} lacks {part}");
        }
    }
}

#[test]
fn the_files_of_a_circular_come_together_or_not_at_all() {
    let (_dir, workspace) = starter();
    let out = workspace.join("out");
    fs::create_dir_all(out.join("2026-Q3.xlsx")).unwrap();
    fs::write(out.join("2026-Q3.pdf"), "earlier").unwrap();
    let (code, said, err) = tongbao(&workspace, &["build", "."]);
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(err.contains("2026-Q3.xlsx：是目录"), "{err}");
    let left: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "the two, and .tongbao: {left:?}");
    assert_eq!(fs::read_to_string(out.join("2026-Q3.pdf")).unwrap(), "earlier");
}

#[test]
fn folders_in_the_place_of_files() {
    let (_dir, workspace) = starter();
    let list = workspace.join("projects/2026.toml");
    fs::remove_file(&list).unwrap();
    fs::create_dir(&list).unwrap();
    let (code, _, err) = tongbao(&workspace, &["check"]);
    // the progress of the lost list is no fault of its own
    assert_eq!((code, err.matches("错误[").count()), (1, 1), "{err}");
    assert!(err.contains("是目录"), "{err}");

    let (_dir, workspace) = starter();
    fs::write(workspace.join("out"), "").unwrap();
    let (code, _, err) = tongbao(&workspace, &["build", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("已有同名的文件"), "{err}");
}

#[test]
fn a_text_of_ten_megabytes_is_refused_at_its_place() {
    let (_dir, workspace) = starter();
    let long = format!(
        "done = 15\nfields = {{ \"备注\" = \"{}\" }}",
        "长".repeat(3_500_000)
    );
    replace(&workspace.join("progress/2026-Q3.toml"), "done = 15", &long);
    let (code, _, err) = tongbao(&workspace, &["build", "."]);
    assert_eq!(code, 1);
    assert!(
        err.contains("progress/2026-Q3.toml:") && err.contains("3500000 字"),
        "{err}"
    );
    assert!(err.len() < 2000, "the text itself is not printed");
}

#[test]
fn findings_of_two_workspaces_are_told_apart() {
    let (one, other) = (starter(), starter());
    for (_, workspace) in [&one, &other] {
        replace(
            &workspace.join("circulars/2026-Q3.toml"),
            "serial = 9",
            "serial = 0",
        );
    }
    let paths = [one.1.to_str().unwrap(), other.1.to_str().unwrap()];
    let (code, _, err) = tongbao(one.0.path(), &["build", paths[0], paths[1]]);
    assert_eq!(code, 1);
    for path in [&one.1, &other.1] {
        let root = path.canonicalize().unwrap();
        assert!(err.contains(&format!("工作区 {}：", root.display())), "{err}");
    }
}

#[test]
fn killed_while_it_writes_every_file_is_whole() {
    let (_dir, workspace) = starter();
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 0);
    let out = workspace.join("out");
    let whole = tree(&out);
    let binary = assert_cmd::cargo::cargo_bin("tongbao");
    for wait in 0..100_u64 {
        let mut child = std::process::Command::new(&binary)
            .args(["build", ".", "--force"])
            .current_dir(&workspace)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_micros(wait * 1200));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut now = tree(&out);
        now.retain(|name, _| !name.starts_with('.'));
        assert_eq!(now, whole, "killed after {} µs", wait * 1200);
    }
    // what the killed ones have left is gone after the next that is not
    assert_eq!(tongbao(&workspace, &["build", ".", "--force"]).0, 0);
    let left = support::everything(&out).into_iter().map(|file| file.name);
    assert_eq!(
        left.collect::<Vec<_>>(),
        [
            ".tongbao/2026-Q3.toml",
            ".tongbao/lock",
            "2026-Q3.anchors.json",
            "2026-Q3.pdf",
            "2026-Q3.xlsx"
        ]
    );
}

#[test]
fn files_in_the_wrong_place_are_told() {
    let (_dir, workspace) = starter();
    fs::create_dir(workspace.join("circular")).unwrap();
    fs::write(workspace.join("circular/a.toml"), "").unwrap();
    fs::create_dir(workspace.join("projects/old")).unwrap();
    fs::write(workspace.join("projects/old/b.toml"), "").unwrap();
    fs::write(workspace.join("c.toml"), "").unwrap();
    let (code, _, err) = tongbao(&workspace, &["check"]);
    assert_eq!(code, 0);
    for name in ["circular/a.toml", "projects/old/b.toml", "c.toml"] {
        assert!(err.contains(&format!("没有用到文件 {name}\n")), "{err}");
    }
    assert_eq!(err.matches("警告[W0111]").count(), 3, "{err}");
}

#[test]
fn measures_that_cannot_be_are_told_at_their_place() {
    for measure in ["cells = 0", "lines = 0", "area_width = 0.001"] {
        let (_dir, workspace) = starter();
        let file = workspace.join("tongbao.toml");
        replace(&file, "[layout]\n", &format!("[layout]\n{measure}\n"));
        let (code, _, err) = tongbao(&workspace, &["check"]);
        assert_eq!(code, 1, "{measure}: {err}");
        assert!(err.contains(&format!("| {measure}\n")), "{err}");
    }
}
