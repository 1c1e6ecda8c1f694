//! A workspace's folders (目录清单): each is listed once, for the inputs in it and for the files that nobody reads.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

use super::{FOLDERS, MARKER, has_ending, is_hidden};

/// Entries of a folder that are looked at for strays: a workspace may stand in a folder full of other things.
const MOST_ENTRIES: usize = 1000;

/// What the folders of a workspace hold (清单).
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// The inputs by their names, folder by folder.
    pub(super) inputs: Vec<String>,
    /// Folders that could not be listed, the ending of what might be in them, and why.
    pub(super) unlisted: Vec<(&'static str, &'static str, io::Error)>,
    /// TOML files beside the workspace's own and one folder deeper, in a misspelt folder say: nobody reads them.
    pub(super) strays: Vec<String>,
}

/// Lists the workspace in that folder.
pub(super) fn of(root: &Path) -> Listing {
    let mut listing = Listing::default();
    let top = Folder::list(root, "", MOST_ENTRIES).unwrap_or_default();
    let mut others = top.folders(root);
    listing.strays = top.files(root, "toml");
    for (folder, ending) in FOLDERS {
        if !top.may_hold(folder) {
            continue;
        }
        let found = Folder::list(root, folder, usize::MAX);
        match found.and_then(|found| Ok((found.named(ending)?, found.folders(root)))) {
            Ok((named, folders)) => {
                listing.inputs.extend(named);
                others.extend(folders);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => listing.unlisted.push((folder, ending, error)),
        }
    }
    others.retain(|name| FOLDERS.iter().all(|(folder, _)| folder != name));
    for name in others {
        let found = Folder::list(root, &name, MOST_ENTRIES).unwrap_or_default();
        if !found.is_workspace(root) {
            listing.strays.extend(found.files(root, "toml"));
        }
    }
    listing.strays.retain(|name| name != MARKER);
    listing.strays.sort();
    listing
}

/// The names of the files with that ending in a folder, sorted; none where it does not exist.
pub(super) fn names(root: &Path, folder: &str, ending: &str) -> io::Result<Vec<String>> {
    Folder::list(root, folder, usize::MAX)?.named(ending)
}

/// One folder of a workspace (目录).
#[derive(Debug, Default)]
struct Folder {
    /// Its own name, empty for the workspace's.
    name: String,
    entries: Vec<(OsString, fs::FileType)>,
    /// Whether these are all.
    whole: bool,
}

impl Folder {
    fn list(root: &Path, name: &str, most: usize) -> io::Result<Self> {
        let dir = if name.is_empty() {
            root.to_path_buf()
        } else {
            root.join(name)
        };
        let mut entries = Vec::new();
        for entry in fs::read_dir(dir)?.take(most) {
            let entry = entry?;
            entries.push((entry.file_name(), entry.file_type()?));
        }
        Ok(Self {
            name: name.to_owned(),
            whole: entries.len() < most,
            entries,
        })
    }

    /// An entry's name from the workspace.
    fn name_of(&self, entry: &str) -> String {
        if self.name.is_empty() {
            entry.to_owned()
        } else {
            format!("{}/{entry}", self.name)
        }
    }

    /// Whether that folder of the workspace may be below this one.
    fn may_hold(&self, folder: &str) -> bool {
        let first = folder.split('/').next().unwrap_or(folder);
        !self.whole || self.entries.iter().any(|(name, _)| name == first)
    }

    /// Every entry with the ending, whatever it is, sorted.
    fn named(&self, ending: &str) -> io::Result<Vec<String>> {
        let named = self
            .entries
            .iter()
            .filter(|(name, _)| has_ending(Path::new(name), ending));
        // a name that is no Unicode would be a circular lost without a word
        let named = named.map(|(name, _)| name.to_str().map(|name| self.name_of(name)));
        let names: Option<Vec<String>> = named.collect();
        let mut names = names.ok_or(io::ErrorKind::InvalidFilename)?;
        names.sort();
        Ok(names)
    }

    /// The files with the ending among the first entries.
    fn files(&self, root: &Path, ending: &str) -> Vec<String> {
        self.such(|path, kind| {
            has_ending(path, ending) && is(root, path, kind, Path::is_file, fs::FileType::is_file)
        })
    }

    /// The folders among the first entries.
    fn folders(&self, root: &Path) -> Vec<String> {
        self.such(|path, kind| !is_hidden(path) && is(root, path, kind, Path::is_dir, fs::FileType::is_dir))
    }

    fn such(&self, such: impl Fn(&Path, fs::FileType) -> bool) -> Vec<String> {
        let first = self.entries.iter().take(MOST_ENTRIES);
        let names = first.filter_map(|(name, kind)| Some((self.name_of(name.to_str()?), *kind)));
        let names = names.filter(|(name, kind)| such(Path::new(name), *kind));
        names.map(|(name, _)| name).collect()
    }

    /// Whether it is a workspace of its own.
    fn is_workspace(&self, root: &Path) -> bool {
        let marked = self.entries.iter().any(|(name, _)| name == MARKER);
        (marked || !self.whole) && root.join(&self.name).join(MARKER).is_file()
    }
}

/// Whether an entry is of a kind; a listing tells it of all but links.
fn is(
    root: &Path,
    path: &Path,
    kind: fs::FileType,
    asked: impl Fn(&Path) -> bool,
    listed: impl Fn(&fs::FileType) -> bool,
) -> bool {
    if kind.is_symlink() {
        asked(&root.join(path))
    } else {
        listed(&kind)
    }
}
