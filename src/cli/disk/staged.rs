//! Writing (写出): files come into their places together, whole or not at all, and what a killed run has left goes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{no_folder, unwritable};
use crate::diag::Diagnostic;

/// Files to be put in their places together (待写文件): all of them, or none.
#[derive(Debug, Default)]
pub(in crate::cli) struct Staged {
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
    pub(in crate::cli) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        if let Some(dir) = path.parent() {
            fs::create_dir_all(dir).map_err(|e| no_folder(dir, &e))?;
        }
        let fresh = beside(path, FRESH);
        let written = fs::File::create(&fresh).and_then(|mut fresh| {
            fresh.write_all(bytes)?;
            // the rename must not come before the bytes do
            fresh.sync_all()
        });
        self.push(path, Some(fresh));
        written.map_err(|e| unwritable(path, &e))
    }

    /// Takes the file of an earlier run away, if there is one: it would tell of what no longer is.
    pub(in crate::cli) fn remove(&mut self, path: &Path) {
        if path.is_file() {
            self.push(path, None);
        }
    }

    fn push(&mut self, path: &Path, fresh: Option<PathBuf>) {
        self.files.push(OneStaged {
            path: path.to_path_buf(),
            fresh,
            earlier: beside(path, EARLIER),
        });
    }

    /// Renames all of them into their places; where one cannot be, the earlier files are put back.
    pub(in crate::cli) fn commit(self) -> Result<(), Diagnostic> {
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

/// Endings of files that are on their way.
const FRESH: &str = "tmp";
const EARLIER: &str = "old";

/// A name beside `path` that only this process uses.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.{ending}", std::process::id()))
}

/// Whether it is a name that [`beside`] gives.
fn is_on_its_way(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let ending = parts.next();
    let process = parts.next().unwrap_or_default();
    let digits = !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit());
    name.starts_with('.') && digits && (ending == Some(FRESH) || ending == Some(EARLIER))
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

/// A folder in which this process writes (工作台). While it is held, no other process takes for left behind what is
/// on its way there.
#[derive(Debug)]
pub(in crate::cli) struct Desk {
    // the system lets go of it when the process ends, in whatever way
    _held: Option<fs::File>,
}

/// The folder beside outputs that holds what is known of them.
pub(in crate::cli) const KNOWN: &str = ".tongbao";

impl Desk {
    /// Takes its place in `dir`. Where no other process is at work, what killed ones have left is swept away.
    pub(in crate::cli) fn take(dir: &Path) -> Self {
        let known = dir.join(KNOWN);
        let held = fs::create_dir_all(&known).and_then(|()| {
            let options = fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .clone();
            options.open(known.join("lock"))
        });
        // a folder that cannot be written is told when a file is
        let Ok(held) = held else {
            return Self { _held: None };
        };
        if held.try_lock().is_ok() {
            sweep(dir);
            sweep(&known);
        }
        let _ = held.lock_shared();
        Self { _held: Some(held) }
    }
}

fn sweep(dir: &Path) {
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_on_its_way) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_ours_are_swept() {
        let ours = beside(Path::new("out/2026-Q3.pdf"), FRESH);
        assert!(is_on_its_way(&ours.file_name().unwrap().to_string_lossy()));
        for name in [".a.pdf.12.old", ".x.12.tmp"] {
            assert!(is_on_its_way(name), "{name}");
        }
        for name in [
            "a.12.tmp",
            ".a.tmp",
            ".a.1b.tmp",
            ".12.bak",
            ".tongbao",
            "2026-Q3.pdf",
        ] {
            assert!(!is_on_its_way(name), "{name}");
        }
    }
}
