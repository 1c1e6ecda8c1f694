//! Faults of the data: each folder of `tests/cases/faults` is a workspace, `expected.txt` what is said of it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tongbao::check;
use tongbao::diag::{Diagnostic, Sink, Sources};
use tongbao::model::{InputFile, read};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/faults")
}

pub(crate) fn collect(dir: &Path, base: &Path, files: &mut Vec<InputFile>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, base, files);
        } else if path.file_name().unwrap() != "expected.txt" {
            let name = path
                .strip_prefix(base)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            files.push(InputFile {
                name,
                bytes: fs::read(&path).unwrap().into(),
            });
        }
    }
}

/// Reads and checks a workspace; the findings as a clerk would see them.
pub(crate) fn findings(files: Vec<InputFile>) -> (Vec<Diagnostic>, Sources) {
    let mut sources = Sources::new();
    let mut sink = Sink::new();
    if let Some(workspace) = read::workspace(files, &mut sources, &mut sink) {
        check::run(&workspace, &sources, &mut sink);
        sink.tell_idle();
    }
    (sink.into_sorted(), sources)
}

pub(crate) fn render(found: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for d in found {
        writeln!(out, "{}[{}] {}", d.severity.term(), d.code.id, d.message).unwrap();
        let places = d.origin.iter().map(|o| (*o, ""));
        let related = d.related.iter().map(|(o, words)| (*o, words.as_str()));
        for (origin, words) in places.chain(related) {
            let name = &sources.get(origin.file).unwrap().name;
            let spot = sources.spot(origin).unwrap();
            let mark = format!("{}{}", " ".repeat(spot.before), "^".repeat(spot.width));
            let line: String = spot.text.chars().take(100).collect();
            writeln!(out, "  {name}:{}:{} {words}", spot.line, spot.column).unwrap();
            writeln!(out, "    | {line}\n    | {mark}").unwrap();
        }
        for working in &d.working {
            writeln!(out, "  算法：{working}").unwrap();
        }
        if let Some(accepted) = &d.accepted {
            writeln!(out, "  认可：{}", accepted.reason).unwrap();
        }
        for help in &d.help {
            writeln!(out, "  提示：{help}").unwrap();
        }
    }
    out
}

#[test]
fn each_fault_is_told_at_its_place() {
    let mut wrong = Vec::new();
    let mut dirs: Vec<PathBuf> = fs::read_dir(root()).unwrap().map(|e| e.unwrap().path()).collect();
    dirs.sort();
    for dir in dirs {
        let mut files = Vec::new();
        collect(&dir, &dir, &mut files);
        let (found, sources) = findings(files);
        let text = render(&found, &sources);
        let golden = dir.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&golden, &text).unwrap();
        } else if fs::read_to_string(&golden)
            .unwrap_or_default()
            .replace("\r\n", "\n")
            != text
        {
            wrong.push(format!("{}\n{text}", dir.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_of_the_data_has_a_case() {
    use tongbao::diag::code::{number, reference, shape, wording};
    let told: String = fs::read_dir(root())
        .unwrap()
        .map(|dir| fs::read_to_string(dir.unwrap().path().join("expected.txt")).unwrap())
        .collect();
    for code in [shape::ALL, reference::ALL, number::ALL, wording::ALL]
        .into_iter()
        .flatten()
    {
        assert!(
            told.contains(&format!("[{}]", code.id)),
            "{} {}",
            code.id,
            code.title
        );
    }
}
