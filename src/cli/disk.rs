//! Files (读写文件): a workspace read in, outputs written beside and then renamed.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diag::code::command;
use crate::diag::{Diagnostic, Sink};
use crate::model::workspace::InputFile;

/// The file that makes a folder a workspace.
pub(super) const MARKER: &str = "tongbao.toml";

/// Folders of a workspace that hold inputs, and the ending of the files in them.
const FOLDERS: [(&str, &str); 4] = [
    ("projects", "toml"),
    ("progress", "toml"),
    ("circulars", "toml"),
    ("templates", "xml"),
];

/// The workspace that a path belongs to (所属工作区): itself or the nearest folder above.
pub(super) fn workspace_of(path: &Path) -> Result<PathBuf, Diagnostic> {
    let full = path.canonicalize().map_err(|e| unreadable(path, &e))?;
    let found = full.ancestors().find(|dir| dir.join(MARKER).is_file());
    found.map(Path::to_path_buf).ok_or_else(|| {
        Diagnostic::new(
            command::NO_WORKSPACE,
            format!("{} 不在任何工作区中（没有 {MARKER}）", path.display()),
        )
        .help("用 tongbao new 目录 新建工作区")
    })
}

/// Every TOML and template file of the workspace, in the order of their names.
pub(super) fn inputs(root: &Path, sink: &mut Sink) -> Vec<InputFile> {
    let mut names = vec![MARKER.to_owned()];
    for (folder, ending) in FOLDERS {
        match list(root, folder, ending) {
            Ok(found) => names.extend(found),
            Err(error) => sink.push(unreadable(&root.join(folder), &error)),
        }
    }
    names.iter().filter_map(|name| input(root, name, sink)).collect()
}

/// One input file; a finding where it cannot be read.
pub(super) fn input(root: &Path, name: &str, sink: &mut Sink) -> Option<InputFile> {
    match fs::read(root.join(name)) {
        Ok(bytes) => Some(InputFile {
            name: name.to_owned(),
            bytes,
        }),
        Err(error) => {
            sink.push(unreadable(&root.join(name), &error));
            None
        }
    }
}

/// Names of the files with that ending in a folder, sorted; none where it does not exist.
fn list(root: &Path, folder: &str, ending: &str) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let Ok(file) = entry?.file_name().into_string() else {
            continue;
        };
        // an editor's and a system's hidden files are no inputs
        let hidden = file.starts_with('.') || file.starts_with('~');
        if !hidden && Path::new(&file).extension() == Some(OsStr::new(ending)) {
            names.push(format!("{folder}/{file}"));
        }
    }
    names.sort();
    Ok(names)
}

/// Files to be put in their places together (待写文件).
#[derive(Debug, Default)]
pub(super) struct Staged {
    files: Vec<(PathBuf, PathBuf)>,
}

impl Staged {
    /// Writes the bytes beside `path`, under a name that only this process uses.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        self.files.push((beside.clone(), path.to_path_buf()));
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| {
            let mut file = fs::File::create(&beside)?;
            file.write_all(bytes)?;
            // the rename must not come before the bytes do
            file.sync_all()
        });
        written.map_err(|e| unwritable(path, &e))
    }

    /// Renames all of them into their places.
    pub(super) fn commit(mut self) -> Result<(), Diagnostic> {
        for (beside, path) in &self.files {
            fs::rename(beside, path).map_err(|e| unwritable(path, &e))?;
        }
        self.files.clear();
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.files {
            let _ = fs::remove_file(beside);
        }
    }
}

/// Refuses a folder that already holds something.
pub(super) fn must_be_empty(dir: &Path) -> Result<(), Diagnostic> {
    match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unwritable(dir, &error)),
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => Err(
                Diagnostic::new(command::OCCUPIED, format!("目录 {} 已有内容", dir.display()))
                    .help("换一个目录名，或先移走其中的文件"),
            ),
        },
    }
}

/// A whole file, or the finding that says why not.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    fs::read(path).map_err(|e| unreadable(path, &e))
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(
        command::UNREADABLE,
        format!("读不出 {}：{}", path.display(), reason(error)),
    )
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::new(
        command::UNWRITABLE,
        format!("写不进 {}：{}", path.display(), reason(error)),
    )
}

/// The system's reason in Chinese, for the reasons that people meet.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::IsADirectory => "是目录，不是文件".to_owned(),
        io::ErrorKind::NotADirectory => "路径中有一段不是目录".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        _ => error.to_string(),
    }
}
