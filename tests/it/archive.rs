//! Archives: one file that holds a circular, what it was made from, and the proof.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;
use tongbao::{digest, lock};
use zip::{CompressionMethod, ZipArchive};

use crate::support::{self, tongbao};

/// A copy of an example in a folder of its own.
pub(crate) fn example(name: &str) -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let workspace = dir.path().join(name);
    for file in support::files_of(&support::root().join("examples").join(name)) {
        let path = workspace.join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.bytes).unwrap();
    }
    (dir, workspace)
}

/// The files of a ZIP by name.
fn unzip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).unwrap();
            assert_eq!(file.compression(), CompressionMethod::Stored);
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// The name of the workspace's first circular.
pub(crate) fn circular(workspace: &Path) -> String {
    let files = fs::read_dir(workspace.join("circulars")).unwrap();
    let names = files.map(|file| {
        file.unwrap()
            .path()
            .file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    });
    names.min().unwrap()
}

/// The text without what changes with every stroke of a pen: digests and lengths.
fn without_digests(text: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some((key @ ("sha256" | "sm3" | "bytes"), _)) => format!("{key} = …"),
        _ => line
            .split_once(" 字节")
            .and_then(|(head, _)| Some(format!("{}，… 字节", head.rsplit_once('，')?.0)))
            .unwrap_or_else(|| line.to_owned()),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// Archives the workspace's circulars, the first: the archive's bytes.
fn archive(workspace: &Path) -> Vec<u8> {
    let (code, out, err) = tongbao(workspace, &["archive", "."]);
    assert_eq!(code, 0, "{err}");
    let bytes = fs::read(workspace.join(format!("archive/{}.归档.zip", circular(workspace)))).unwrap();
    assert!(out.contains(&digest::sha256(&bytes)), "{out}");
    bytes
}

#[test]
fn the_archive_holds_what_it_says() {
    let (_dir, workspace) = example("quarterly");
    let office = workspace.join("tongbao.toml");
    let settings = fs::read_to_string(&office).unwrap() + "\n[outputs]\ndigests = [\"SM3\"]\n";
    fs::write(&office, settings).unwrap();
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 0);
    let files = unzip(&archive(&workspace));
    let table = String::from_utf8(files["lock.toml"].clone()).unwrap();
    let lock = lock::read(&table).unwrap();
    assert_eq!(lock.tongbao, env!("CARGO_PKG_VERSION"));
    let mut names = vec!["lock.toml".to_owned(), "说明.txt".to_owned()];
    for (folder, entries, home) in [
        ("inputs", &lock.inputs, workspace.clone()),
        ("outputs", &lock.outputs, workspace.join("out")),
    ] {
        assert!(entries.len() >= 2 && entries.is_sorted_by_key(|entry| &entry.file));
        for entry in entries {
            let name = format!("{folder}/{}", entry.file);
            let bytes = &files[&name];
            assert!(entry.digests.sm3.is_some() && entry.fits(bytes), "{name}");
            assert!(*bytes == fs::read(home.join(&entry.file)).unwrap(), "{name}");
            names.push(name);
        }
    }
    names.sort();
    assert_eq!(names, files.keys().cloned().collect::<Vec<_>>());
    assert!(
        lock.fonts
            .iter()
            .all(|face| face.maker == lock::BUNDLED && face.used)
    );
    let readme = String::from_utf8(files["说明.txt"].clone()).unwrap();
    assert!(readme.contains(&lock.metadata.title));
    support::golden("golden/archive/quarterly.lock.toml", &without_digests(&table));
    support::golden("golden/archive/quarterly.readme.txt", &without_digests(&readme));
}

/// What is in `inputs/` is a workspace, and gives the outputs again.
#[test]
fn the_inputs_are_a_workspace() {
    for name in ["quarterly", "monthly", "items", "opinions", "tables", "derived"] {
        let (dir, workspace) = example(name);
        let files = unzip(&archive(&workspace));
        let again = dir.path().join("again");
        for (name, bytes) in files
            .iter()
            .filter_map(|(name, b)| Some((name.strip_prefix("inputs/")?, b)))
        {
            fs::create_dir_all(again.join(name).parent().unwrap()).unwrap();
            fs::write(again.join(name), bytes).unwrap();
        }
        let (code, _, err) = tongbao(&again, &["build", ".", "-o", "there"]);
        assert_eq!(code, 0, "{name}: {err}");
        for (file, bytes) in files
            .iter()
            .filter_map(|(name, b)| Some((name.strip_prefix("outputs/")?, b)))
        {
            assert!(
                fs::read(again.join("there").join(file)).unwrap() == *bytes,
                "{name} {file}"
            );
        }
    }
}

#[test]
fn the_same_archive_in_other_surroundings() {
    let (_dir, workspace) = example("quarterly");
    let one = archive(&workspace);
    let out = workspace.join("other");
    Command::cargo_bin("tongbao")
        .unwrap()
        .current_dir("/")
        .env("TZ", "Asia/Shanghai")
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("RAYON_NUM_THREADS", "1")
        .arg("archive")
        .arg(&workspace)
        .arg("--into")
        .arg(&out)
        .assert()
        .success();
    let name = format!("{}.归档.zip", circular(&workspace));
    assert!(fs::read(out.join(name)).unwrap() == one);
}

/// A list that the circular does not use, but whose tasks its period tells of, belongs to the archive.
#[test]
fn lists_that_the_period_tells_of_go_along() {
    let (dir, workspace) = example("quarterly");
    let circular_file = workspace.join(format!("circulars/{}.toml", circular(&workspace)));
    let list = fs::read_dir(workspace.join("projects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let own = list.file_stem().unwrap().to_str().unwrap().to_owned();
    replace(
        &circular_file,
        "progress =",
        &format!("lists = [\"{own}\"]\nprogress ="),
    );
    let office = fs::read_to_string(workspace.join("tongbao.toml")).unwrap();
    let unit = office
        .split("[[units]]\nname = \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let other = |id: &str| {
        format!(
            "title = \"另一份\"\n[[projects]]\nid = \"{id}\"\ntitle = \"另一项\"\nlead = [\"{unit}\"]\ntarget = \"做1件\"\ngoal = {{ value = 1, unit = \"件\" }}\n"
        )
    };
    fs::write(workspace.join("projects/另一份.toml"), other("another")).unwrap();
    fs::write(workspace.join("projects/无关.toml"), other("unrelated")).unwrap();
    let text = fs::read_to_string(&circular_file).unwrap();
    let period = text
        .lines()
        .find_map(|l| l.strip_prefix("progress = \""))
        .unwrap()
        .trim_end_matches('"')
        .to_owned();
    let progress = workspace.join(format!("progress/{period}.toml"));
    let told = fs::read_to_string(&progress).unwrap() + "\n[tasks.another]\ndone = 1\ntext = \"已完成。\"\n";
    fs::write(&progress, told).unwrap();
    let files = unzip(&archive(&workspace));
    assert!(files.contains_key("inputs/projects/另一份.toml"));
    assert!(!files.contains_key("inputs/projects/无关.toml"));
    drop(dir);
}

#[test]
fn what_lies_outside_is_refused() {
    let (dir, workspace) = example("quarterly");
    let office = fs::read_to_string(workspace.join("tongbao.toml")).unwrap();
    let seal = office.lines().find(|l| l.contains("images/")).unwrap().to_owned();
    let outside = seal.replace("images/", "../");
    replace(&workspace.join("tongbao.toml"), &seal, &outside);
    let name = seal
        .split("images/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    fs::rename(workspace.join("images").join(&name), dir.path().join(&name)).unwrap();
    let (code, out, err) = tongbao(&workspace, &["archive", "."]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("E0910"), "{err}");
    assert!(!workspace.join("archive").exists());
}
