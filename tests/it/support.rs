//! What several topics need: goldens, and a workspace's files from a folder.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tongbao::model::workspace::InputFile;

/// The checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Holds `actual` against `tests/<name>`; `UPDATE=1` writes it there instead.
pub(crate) fn golden(name: &str, actual: &str) {
    let path = root().join("tests").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    if expected != actual {
        let differs = expected.lines().zip(actual.lines()).position(|(a, b)| a != b);
        let line = differs.unwrap_or_else(|| expected.lines().count().min(actual.lines().count()));
        panic!(
            "{} differs from line {} (UPDATE=1 rewrites it)\n  expected: {}\n  actual:   {}",
            path.display(),
            line + 1,
            expected.lines().nth(line).unwrap_or("(end)"),
            actual.lines().nth(line).unwrap_or("(end)"),
        );
    }
}

/// A workspace's inputs: every file below `dir` but those under `out`, sorted by name.
pub(crate) fn files_of(dir: &Path) -> Vec<InputFile> {
    let mut found = everything(dir);
    found.retain(|file| !file.name.starts_with("out/"));
    found
}

/// Puts other text in the place of a span.
pub(crate) fn splice(file: &mut InputFile, span: Range<usize>, put: &str) {
    let mut bytes = file.bytes.to_vec();
    bytes.splice(span, put.bytes());
    file.bytes = bytes.into();
}

/// Every file below `dir`, `/` between folders, sorted by name.
pub(crate) fn everything(dir: &Path) -> Vec<InputFile> {
    let mut found = Vec::new();
    gather(dir, dir, &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn gather(root: &Path, dir: &Path, found: &mut Vec<InputFile>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(root, &path, found);
            continue;
        }
        let name: PathBuf = path.strip_prefix(root).unwrap().into();
        let name = name.to_string_lossy().replace('\\', "/");
        found.push(InputFile {
            name,
            bytes: fs::read(&path).unwrap().into(),
        });
    }
}

/// Runs the program in `dir`: exit code, standard output, standard error.
pub(crate) fn tongbao(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tongbao")
        .unwrap()
        .current_dir(dir)
        .args(args)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}
