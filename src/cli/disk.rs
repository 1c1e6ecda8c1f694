//! Files (读写文件): a workspace read in, outputs written beside and then renamed.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::diag::code::command;
use crate::diag::{Diagnostic, Sink};
use crate::model::workspace::InputFile;

/// The file that makes a folder a workspace.
pub(super) const MARKER: &str = "tongbao.toml";

const MEGABYTE: u64 = 1 << 20;

/// Bytes that one input may have; fonts with all characters of GB 18030 stay below.
const BIGGEST: u64 = 100 * MEGABYTE;

/// Entries of a folder that are looked at for strays: a workspace may stand in a folder full of other things.
const MOST_ENTRIES: usize = 1000;

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

/// Every TOML and template file of the workspace, in the order of their names, and the names of those that could
/// not be read, each a finding; of strays only the names; `projects/.toml` stands for a folder that could not be listed.
pub(super) fn inputs(root: &Path, sink: &mut Sink) -> (Vec<InputFile>, Vec<String>) {
    let (mut names, mut unread) = (vec![MARKER.to_owned()], Vec::new());
    for (folder, ending) in FOLDERS {
        match list(root, folder, ending) {
            Ok(found) => names.extend(found),
            Err(error) => {
                sink.push(unreadable(&root.join(folder), &error));
                unread.push(format!("{folder}/.{ending}"));
            }
        }
    }
    let mut files = Vec::new();
    for name in names {
        match input(root, &name) {
            Ok(file) => files.push(file),
            Err(finding) => {
                sink.push(finding);
                unread.push(name);
            }
        }
    }
    let empty = |name| InputFile {
        name,
        bytes: Vec::new(),
    };
    files.extend(strays(root).into_iter().map(empty));
    (files, unread)
}

/// The name of an input, `./` and `../` in it resolved; `None` where the file lies outside of the workspace, by its
/// name or by a link.
pub(super) fn within(root: &Path, name: &str) -> Option<String> {
    let full = root.join(name).canonicalize().ok()?;
    full.starts_with(root).then_some(())?;
    let mut parts = Vec::new();
    for part in Path::new(name).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// One input file.
pub(super) fn input(root: &Path, name: &str) -> Result<InputFile, Diagnostic> {
    Ok(InputFile {
        name: name.to_owned(),
        bytes: read(&root.join(name))?,
    })
}

/// Names of the files with that ending in a folder, sorted; none where it does not exist.
fn list(root: &Path, folder: &str, ending: &str) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(root.join(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let file = entry?.file_name();
        if has_ending(Path::new(&file), ending) {
            // a name that is no Unicode would be a circular lost without a word
            let file = file.into_string().map_err(|_| io::ErrorKind::InvalidFilename)?;
            names.push(format!("{folder}/{file}"));
        }
    }
    names.sort();
    Ok(names)
}

/// Whether the file is an input by its name; an editor's and a system's hidden files are none.
fn has_ending(path: &Path, ending: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = name.starts_with(['.', '~']);
    !hidden && path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending))
}

/// TOML files beside the workspace's own and one folder deeper, in a misspelt folder say: nobody reads them.
fn strays(root: &Path) -> Vec<String> {
    let mut folders = vec![root.to_path_buf()];
    folders.extend(below(root, Path::is_dir));
    let of_folders: Vec<PathBuf> = FOLDERS
        .iter()
        .flat_map(|(folder, _)| below(&root.join(folder), Path::is_dir))
        .collect();
    folders.extend(of_folders);
    folders.retain(|dir| dir == root || !dir.join(MARKER).is_file());
    let known: Vec<PathBuf> = FOLDERS.iter().map(|(folder, _)| root.join(folder)).collect();
    let mut names: Vec<String> = folders
        .iter()
        .filter(|dir| !known.contains(dir))
        .flat_map(|dir| below(dir, |path| has_ending(path, "toml") && path.is_file()))
        .filter_map(|path| Some(path.strip_prefix(root).ok()?.to_str()?.replace('\\', "/")))
        .filter(|name| name != MARKER)
        .collect();
    names.sort();
    names
}

/// What of a folder's entries, the first thousand, is such; none where it cannot be listed.
fn below(dir: &Path, is: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .take(MOST_ENTRIES)
        .flatten();
    let hidden = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with('.')
    };
    entries
        .map(|entry| entry.path())
        .filter(|path| !hidden(path) && is(path))
        .collect()
}

/// Files to be put in their places together (待写文件): all of them, or none.
#[derive(Debug, Default)]
pub(super) struct Staged {
    files: Vec<OneStaged>,
}

#[derive(Debug)]
struct OneStaged {
    path: PathBuf,
    /// The new bytes, beside the path; `None` where the file is to go.
    fresh: Option<PathBuf>,
    /// What stood at the path before, under a second name until all are in place.
    earlier: PathBuf,
}

impl Staged {
    /// Writes the bytes beside `path`, under a name that only this process uses.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir).map_err(|e| no_folder(dir, &e))?;
        }
        let fresh = beside(path, "tmp");
        let written = fs::File::create(&fresh).and_then(|mut fresh| {
            fresh.write_all(bytes)?;
            // the rename must not come before the bytes do
            fresh.sync_all()
        });
        self.push(path, Some(fresh));
        written.map_err(|e| unwritable(path, &e))
    }

    /// Takes the file of an earlier run away, if there is one: it would tell of what no longer is.
    pub(super) fn remove(&mut self, path: &Path) {
        if path.is_file() {
            self.push(path, None);
        }
    }

    fn push(&mut self, path: &Path, fresh: Option<PathBuf>) {
        self.files.push(OneStaged {
            path: path.to_path_buf(),
            fresh,
            earlier: beside(path, "old"),
        });
    }

    /// Renames all of them into their places; where one cannot be, the earlier files are put back.
    pub(super) fn commit(self) -> Result<(), Diagnostic> {
        for (n, file) in self.files.iter().enumerate() {
            // a second name, not a rename: killed here, the earlier file still has its own
            let kept = !file.path.is_file() || keep(file).is_ok();
            let placed = match &file.fresh {
                _ if !kept => Err(io::ErrorKind::PermissionDenied.into()),
                Some(fresh) => fs::rename(fresh, &file.path),
                None => fs::remove_file(&file.path),
            };
            if let Err(error) = placed {
                self.files.iter().take(n).for_each(OneStaged::put_back);
                return Err(unwritable(&file.path, &error));
            }
        }
        Ok(())
    }
}

/// A name beside `path` that only this process uses.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.{ending}", std::process::id()))
}

fn keep(file: &OneStaged) -> io::Result<()> {
    // of a process with the same number that was killed here
    let _ = fs::remove_file(&file.earlier);
    // not every file system has second names
    fs::hard_link(&file.path, &file.earlier).or_else(|_| fs::copy(&file.path, &file.earlier).map(drop))
}

impl OneStaged {
    fn put_back(&self) {
        let _ = fs::rename(&self.earlier, &self.path).or_else(|_| fs::remove_file(&self.path));
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for file in &self.files {
            if let Some(fresh) = &file.fresh {
                let _ = fs::remove_file(fresh);
            }
            let _ = fs::remove_file(&file.earlier);
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
    let about = fs::metadata(path).map_err(|e| unreadable(path, &e))?;
    if about.is_dir() {
        return Err(unreadable(path, &io::ErrorKind::IsADirectory.into()));
    }
    // a pipe or a device may never end
    if !about.is_file() {
        return Err(refused(path, "不是普通文件"));
    }
    if about.len() > BIGGEST {
        let size = about.len() / MEGABYTE;
        return Err(refused(
            path,
            &format!("有 {size} MB，最多 {} MB", BIGGEST / MEGABYTE),
        ));
    }
    fs::read(path).map_err(|e| unreadable(path, &e))
}

fn refused(path: &Path, reason: &str) -> Diagnostic {
    Diagnostic::new(
        command::UNREADABLE,
        format!("读不出 {}：{reason}", path.display()),
    )
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    refused(path, &reason(error))
}

fn no_folder(dir: &Path, error: &io::Error) -> Diagnostic {
    let reason = if dir.is_file() {
        "已有同名的文件".to_owned()
    } else {
        reason(error)
    };
    Diagnostic::new(
        command::UNWRITABLE,
        format!("建不了目录 {}：{reason}", dir.display()),
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
        io::ErrorKind::InvalidFilename => "有文件名不是 UTF-8 编码".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        _ => format!("系统报告“{error}”"),
    }
}
