//! Archives and outputs made again and compared: what is said of each way in which they can be wrong.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tongbao::digest::sha256;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::archive::example;
use crate::support;
use crate::support::tongbao;

type Files = BTreeMap<String, Vec<u8>>;

fn unzip(bytes: &[u8]) -> Files {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|n| {
            let mut file = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn rezip(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The text of an entry with some words changed.
fn edit(files: &mut Files, name: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[name].clone()).unwrap();
    assert!(text.contains(from), "{from} is not in {name}");
    files.insert(name.to_owned(), text.replacen(from, to, 1).into_bytes());
}

/// Has the table tell of the other archive's PDF.
fn lock_other_pdf(files: &mut Files, other: &Files) {
    const PDF: &str = "outputs/2026-Q3.pdf";
    let length = |files: &Files| format!("bytes = {}", files[PDF].len());
    let (was, fake) = (length(files), length(other));
    let (pdf, faked) = (sha256(&files[PDF]), sha256(&other[PDF]));
    edit(files, "lock.toml", &pdf, &faked);
    edit(files, "lock.toml", &was, &fake);
}

/// An archive of the starter, and of the same with one number changed.
struct Case {
    dir: TempDir,
    whole: Vec<u8>,
    other: Files,
}

impl Case {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        assert_eq!(tongbao(dir.path(), &["new", "清溪县"]).0, 0);
        let workspace = dir.path().join("清溪县");
        let archive = || {
            let (code, _, err) = tongbao(&workspace, &["archive", "."]);
            assert_eq!(code, 0, "{err}");
            fs::read(workspace.join("archive/2026-Q3.归档.zip")).unwrap()
        };
        let whole = archive();
        replace(&workspace.join("progress/2026-Q3.toml"), "done = 15", "done = 16");
        let other = unzip(&archive());
        Self { dir, whole, other }
    }

    /// Code and words of verifying these bytes.
    fn verify(&self, bytes: &[u8], args: &[&str]) -> (i32, String) {
        fs::write(self.dir.path().join("a.zip"), bytes).unwrap();
        let (code, out, err) = tongbao(self.dir.path(), &[&["verify", "a.zip"], args].concat());
        assert_eq!(err, "");
        (code, out)
    }

    /// The verdict on the archive after a change, without the path.
    fn after(&self, change: impl FnOnce(&mut Files, &Files)) -> String {
        let mut files = unzip(&self.whole);
        change(&mut files, &self.other);
        let (code, out) = self.verify(&rezip(&files), &[]);
        assert_eq!(code, 1, "{out}");
        let (verdict, rest) = out.split_once("  ").unwrap();
        let causes: String = rest.lines().skip(1).map(|line| format!("{line}\n")).collect();
        format!("{verdict}\n{causes}")
    }
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} is not in {}", file.display());
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn every_way_to_be_wrong_has_its_words() {
    let case = Case::new();
    let (code, out) = case.verify(&case.whole, &[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.starts_with("一致  "), "{out}");
    let put = |files: &mut Files, other: &Files, name: &str| {
        files.insert(name.to_owned(), other[name].clone());
    };
    let mut all = String::new();
    let mut tell = |what: &str, words: String| all += &format!("== {what}\n{words}\n");
    tell(
        "页面被改动",
        case.after(|files, other| put(files, other, "outputs/2026-Q3.pdf")),
    );
    tell(
        "单元格被改动",
        case.after(|files, other| put(files, other, "outputs/2026-Q3.xlsx")),
    );
    tell(
        "印章位置被改动",
        case.after(|files, _| edit(files, "outputs/2026-Q3.anchors.json", "\"page\": ", "\"page\": 1")),
    );
    tell(
        "数据被改动",
        case.after(|files, other| put(files, other, "inputs/progress/2026-Q3.toml")),
    );
    tell(
        "数据和成品都被换掉",
        case.after(|files, other| {
            for name in [
                "inputs/progress/2026-Q3.toml",
                "outputs/2026-Q3.pdf",
                "outputs/2026-Q3.xlsx",
            ] {
                put(files, other, name);
            }
        }),
    );
    tell(
        "成品和锁定表一起被换掉",
        case.after(|files, other| {
            lock_other_pdf(files, other);
            put(files, other, "outputs/2026-Q3.pdf");
        }),
    );
    tell(
        "元数据被改动",
        case.after(|files, _| edit(files, "lock.toml", "〔2026〕9号", "〔2026〕8号")),
    );
    tell(
        "说明被改动",
        case.after(|files, _| edit(files, "说明.txt", "说明", "声明")),
    );
    tell(
        "多出文件",
        case.after(|files, _| drop(files.insert("inputs/x.txt".to_owned(), b"x".to_vec()))),
    );
    tell(
        "缺文件",
        case.after(|files, _| drop(files.remove("inputs/tongbao.toml"))),
    );
    tell("重新打包", case.after(|_, _| {}));
    tell(
        "更新的格式",
        case.after(|files, _| edit(files, "lock.toml", "format = 1", "format = 2")),
    );
    tell(
        "另一版本生成，字节不同",
        case.after(|files, other| {
            lock_other_pdf(files, other);
            edit(
                files,
                "lock.toml",
                &format!("tongbao = \"{}\"", env!("CARGO_PKG_VERSION")),
                "tongbao = \"0.0.9\"",
            );
            put(files, other, "outputs/2026-Q3.pdf");
        }),
    );
    support::golden("golden/archive/verdicts.txt", &all);
}

#[test]
fn another_version_with_the_same_bytes_is_identical() {
    let case = Case::new();
    let mut files = unzip(&case.whole);
    let version = format!("tongbao = \"{}\"", env!("CARGO_PKG_VERSION"));
    edit(&mut files, "lock.toml", &version, "tongbao = \"0.0.9\"");
    let (code, out) = case.verify(&rezip(&files), &[]);
    assert_eq!(code, 0, "{out}");
}

/// Whatever byte of an archive is another, it is told; wherever it ends too early, it is told.
#[test]
fn no_byte_can_change_unseen() {
    let case = Case::new();
    let step = case.whole.len() / 60;
    for at in (0..case.whole.len()).step_by(step) {
        let mut bytes = case.whole.clone();
        bytes[at] ^= 0x20;
        let (code, out) = case.verify(&bytes, &[]);
        assert_eq!(code, 1, "byte {at}: {out}");
    }
    for end in (0..case.whole.len()).step_by(step * 6) {
        let (code, out) = case.verify(&case.whole[..end], &[]);
        assert_eq!(code, 1, "{end}: {out}");
        assert!(out.starts_with("损坏") || out.starts_with("读不出"), "{out}");
    }
    assert!(case.verify(b"PK\x03\x04", &[]).1.starts_with("损坏"));
    assert!(case.verify(b"hello", &[]).1.starts_with("读不出"));
}

#[test]
fn json_for_programs() {
    let case = Case::new();
    fs::write(case.dir.path().join("b.zip"), "x").unwrap();
    let (code, out) = case.verify(&case.whole, &["--json", "b.zip"]);
    assert_eq!(code, 1);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["documents"][0]["verdict"], "identical");
    assert_eq!(json["documents"][0]["made_by"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["documents"][1]["verdict"], "unreadable");
    assert_eq!(json["counts"]["identical"], 1);
}

#[test]
fn the_offices_own_fonts_are_asked_for() {
    let (dir, workspace) = example("quarterly");
    let face = support::root().join("fonts/LiberationSerif/LiberationSerif-Regular.ttf");
    fs::create_dir_all(workspace.join("fonts")).unwrap();
    fs::copy(&face, workspace.join("fonts/自备.ttf")).unwrap();
    let office = workspace.join("tongbao.toml");
    let settings = fs::read_to_string(&office).unwrap() + "\n[fonts]\nlatin = \"fonts/自备.ttf\"\n";
    fs::write(&office, settings).unwrap();
    let (code, _, err) = tongbao(
        &workspace,
        &["archive", "circulars/2026-Q3.toml", "--into", "../kept"],
    );
    assert_eq!(code, 0, "{err}");
    let verify = |args: &[&str]| tongbao(dir.path(), &[&["verify", "kept"], args].concat());
    let (code, out, _) = verify(&[]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("缺字体") && out.contains("fonts/自备.ttf"),
        "{out}"
    );
    let (code, out, _) = verify(&["--office", "quarterly"]);
    assert_eq!((code, out.contains("一致")), (0, true), "{out}");
    let (code, _, err) = tongbao(dir.path(), &["rebuild", "kept"]);
    assert_eq!(code, 1);
    assert!(err.contains("E0911"), "{err}");
    let other = support::root().join("fonts/NotoSansCJKsc/NotoSansCJKsc-Medium.ttf");
    fs::copy(other, workspace.join("fonts/自备.ttf")).unwrap();
    let (code, out, _) = verify(&["--office", "quarterly"]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("不一致") && out.contains("字体“fonts/自备.ttf”与当时不同"),
        "{out}"
    );
}

#[test]
fn workspaces_are_held_against_their_data() {
    let (_dir, workspace) = example("quarterly");
    let verify = || {
        let (code, out, _) = tongbao(&workspace, &["verify", "circulars/2026-Q3.toml"]);
        (code, out)
    };
    let (code, out) = verify();
    assert_eq!(code, 1);
    assert!(out.contains("没有成品 2026-Q3.pdf"), "{out}");
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 0);
    assert_eq!(verify().0, 0);
    // a comment changes no output, and a tongbao that does not know how they came about can still tell
    let progress = workspace.join("progress/2026-Q3.toml");
    let typed = fs::read_to_string(&progress).unwrap();
    fs::write(&progress, format!("# 复核过\n{typed}")).unwrap();
    assert_eq!(verify().0, 0);
    replace(&progress, "done = ", "done = 1");
    let (code, out) = verify();
    assert_eq!(code, 1);
    let first = out.lines().nth(1).unwrap();
    assert!(
        first.contains("进展文件“progress/2026-Q3.toml”在生成之后改过"),
        "{out}"
    );
    fs::write(&progress, typed).unwrap();
    let sheet = workspace.join("out/2026-Q3.xlsx");
    let built = fs::read(&sheet).unwrap();
    fs::write(&sheet, &built[..built.len() / 2]).unwrap();
    let (code, out) = verify();
    assert_eq!(code, 1);
    assert!(out.contains("2026-Q3.xlsx 被改动"), "{out}");
    fs::remove_dir_all(workspace.join("out/.tongbao")).unwrap();
    fs::write(&sheet, built).unwrap();
    assert_eq!(verify().0, 0);
}

#[test]
fn archives_and_workspaces_are_written_again() {
    let (dir, workspace) = example("tables");
    assert_eq!(tongbao(&workspace, &["build", "."]).0, 0);
    assert_eq!(
        tongbao(&workspace, &["archive", ".", "--into", "../kept/甲"]).0,
        0
    );
    let built = outputs(&workspace.join("out"));
    fs::remove_dir_all(&workspace).unwrap();
    let (code, out, err) = tongbao(dir.path(), &["rebuild", "kept", "-o", "again"]);
    assert_eq!(code, 0, "{out}{err}");
    let mut again = Files::new();
    for name in ["2026-10", "2026-letter"] {
        again.extend(outputs(&dir.path().join(format!("again/甲/{name}.归档"))));
    }
    assert!(again == built);
    let (code, ..) = tongbao(dir.path(), &["rebuild", "kept/甲/2026-10.归档.zip"]);
    assert_eq!(code, 0);
    assert!(
        outputs(&dir.path().join("kept/甲/2026-10.归档"))
            .keys()
            .eq(["2026-10.pdf", "2026-10.xlsx"])
    );
}

fn outputs(dir: &Path) -> Files {
    let files = support::everything(dir).into_iter();
    files
        .filter(|file| !file.name.starts_with('.'))
        .map(|file| (file.name, file.bytes.to_vec()))
        .collect()
}

#[test]
fn an_archive_in_a_folder_of_its_workspace_is_found() {
    let (_dir, workspace) = example("items");
    assert_eq!(tongbao(&workspace, &["archive", "."]).0, 0);
    let (code, out, _) = tongbao(&workspace, &["verify", "archive"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains(".归档.zip"), "{out}");
    let path: PathBuf = workspace.join("archive");
    assert_eq!(
        tongbao(&workspace, &["verify", path.to_str().unwrap(), "nowhere"]).0,
        2
    );
}
