//! Files (读写文件): a workspace read in, outputs written beside and then renamed.

mod desk;
mod listing;
mod staged;

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::diag::code::command;
use crate::diag::{Diagnostic, Sink};
use crate::model::workspace::InputFile;
pub(super) use desk::{Desk, Desks, KNOWN};
pub(super) use staged::Staged;

/// The file that makes a folder a workspace.
pub(super) const MARKER: &str = "tongbao.toml";

/// Ending of an archive.
const ARCHIVE: &str = "zip";

const MEGABYTE: u64 = 1 << 20;

/// Bytes that one input may have; fonts with all characters of GB 18030 stay below.
const BIGGEST: u64 = 100 * MEGABYTE;

/// Folders of a workspace that hold inputs, and the ending of the files in them.
const FOLDERS: [(&str, &str); 5] = [
    ("projects", "toml"),
    ("progress", "toml"),
    ("circulars", "toml"),
    ("templates", "xml"),
    ("templates/parts", "xml"),
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
    let listing = listing::of(root);
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for (folder, ending, error) in listing.unlisted {
        sink.push(unreadable(&root.join(folder), &error));
        unread.push(format!("{folder}/.{ending}"));
    }
    for name in std::iter::once(MARKER.to_owned()).chain(listing.inputs) {
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
        bytes: Arc::default(),
    };
    files.extend(listing.strays.into_iter().map(empty));
    (files, unread)
}

/// The name of an input, `./` and `../` in it resolved; `None` where the file lies outside of the workspace, by its
/// name or by a link. `root` has no links in it.
pub(super) fn within(root: &Path, name: &str) -> Option<String> {
    let plain = plain(name)?;
    let mut path = root.to_path_buf();
    let mut parts = Path::new(&plain).components();
    let has_link = parts.any(|part| {
        path.push(part);
        fs::symlink_metadata(&path).is_ok_and(|about| about.is_symlink())
    });
    let leads_out = || {
        !root
            .join(name)
            .canonicalize()
            .is_ok_and(|full| full.starts_with(root))
    };
    if (has_link || plain != name) && leads_out() {
        return None;
    }
    Some(plain)
}

/// The name with `./` and `../` resolved by the words alone; `None` where it leads out.
pub(super) fn plain(name: &str) -> Option<String> {
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
        bytes: read(&root.join(name))?.into(),
    })
}

/// The circulars of a workspace by their files, sorted; nothing of them is read.
pub(super) fn circulars(root: &Path) -> Vec<String> {
    let [_, _, (folder, ending), ..] = FOLDERS;
    listing::names(root, folder, ending).unwrap_or_default()
}

/// The folders below `dir`, sorted, without hidden ones; links are not followed, they may lead in a circle.
pub(super) fn folders(dir: &Path) -> Vec<PathBuf> {
    of_kind(dir, fs::FileType::is_dir)
}

/// The archives in `dir`, sorted.
pub(super) fn archives(dir: &Path) -> Vec<PathBuf> {
    let mut files = of_kind(dir, fs::FileType::is_file);
    files.retain(|path| has_ending(path, ARCHIVE));
    files
}

/// Whether a path is an archive's by its ending.
pub(super) fn is_archive(path: &Path) -> bool {
    has_ending(path, ARCHIVE) && path.is_file()
}

fn of_kind(dir: &Path, is: impl Fn(&fs::FileType) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_type().is_ok_and(|kind| is(&kind)))
        .map(|entry| entry.path())
        .filter(|path| !is_hidden(path))
        .collect();
    found.sort();
    found
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().starts_with('.')
}

/// Whether the file is an input by its name; an editor's and a system's hidden files are none.
fn has_ending(path: &Path, ending: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = name.starts_with(['.', '~']);
    !hidden && path.extension().is_some_and(|e| e.eq_ignore_ascii_case(ending))
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
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    let read = fs::File::open(path).and_then(|file| file.take(BIGGEST).read_to_end(&mut bytes));
    read.map_err(|e| unreadable(path, &e))?;
    Ok(bytes)
}

pub(super) fn refused(path: &Path, reason: &str) -> Diagnostic {
    Diagnostic::new(
        command::UNREADABLE,
        format!("读不出 {}：{reason}", path.display()),
    )
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
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

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
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
        io::ErrorKind::FileTooLarge => "超过 4 GB".to_owned(),
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::IsADirectory => "是目录，不是文件".to_owned(),
        io::ErrorKind::NotADirectory => "路径中有一段不是目录".to_owned(),
        io::ErrorKind::InvalidFilename => "有文件名不是 UTF-8 编码".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘只读".to_owned(),
        _ => format!("系统报告“{error}”"),
    }
}
