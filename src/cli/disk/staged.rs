//! Writing (写出): files come into their places together, whole or not at all, and what a killed run has left goes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

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
    fresh: Option<Fresh>,
    /// What stood at the path before, under a second name until all are in place.
    earlier: Option<PathBuf>,
}

/// A new file under a name that only this process uses (新件).
#[derive(Debug)]
struct Fresh {
    path: PathBuf,
    file: fs::File,
    /// Whether it has come into its place.
    placed: bool,
}

impl Staged {
    /// Writes the bytes beside `path`. They may not be on the disk yet.
    pub(in crate::cli) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        let fresh = beside(path, FRESH);
        let mut file = create(&fresh, path)?;
        let written = file.write_all(bytes);
        self.push(
            path,
            Some(Fresh {
                path: fresh,
                file,
                placed: false,
            }),
        );
        written.map_err(|e| unwritable(path, &e))
    }

    /// Takes the file of an earlier run away, if there is one: it would tell of what no longer is.
    pub(in crate::cli) fn remove(&mut self, path: &Path) {
        if path.is_file() {
            self.push(path, None);
        }
    }

    fn push(&mut self, path: &Path, fresh: Option<Fresh>) {
        self.files.push(OneStaged {
            path: path.to_path_buf(),
            fresh,
            earlier: None,
        });
    }

    /// Waits for the disk, then renames all of them into their places; where one cannot be, the earlier files are
    /// put back.
    pub(in crate::cli) fn commit(mut self) -> Result<(), Diagnostic> {
        // the rename must not come before the bytes do
        sync(&self.files).into_iter().collect::<Result<(), _>>()?;
        for n in 0..self.files.len() {
            let placed = self.files.get_mut(n).map_or(Ok(()), OneStaged::place);
            if let Err(refused) = placed {
                self.files.iter_mut().take(n).for_each(OneStaged::put_back);
                return Err(refused);
            }
        }
        Ok(())
    }
}

/// Waits until all of them are on the disk; in the pool for all at once, as a journal takes several in one go.
fn sync(files: &[OneStaged]) -> Vec<Result<(), Diagnostic>> {
    if rayon::current_thread_index().is_some() {
        files.par_iter().map(OneStaged::sync).collect()
    } else {
        files.iter().map(OneStaged::sync).collect()
    }
}

/// The file, its folder made where there is none.
fn create(fresh: &Path, path: &Path) -> Result<fs::File, Diagnostic> {
    fs::File::create(fresh).or_else(|error| match path.parent() {
        Some(dir) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(dir).map_err(|e| no_folder(dir, &e))?;
            fs::File::create(fresh).map_err(|e| unwritable(path, &e))
        }
        // a file stands where its folder should
        Some(dir) if !dir.is_dir() => Err(no_folder(dir, &error)),
        _ => Err(unwritable(path, &error)),
    })
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
pub(super) fn is_on_its_way(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let ending = parts.next();
    let process = parts.next().unwrap_or_default();
    let digits = !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit());
    name.starts_with('.') && digits && (ending == Some(FRESH) || ending == Some(EARLIER))
}

impl OneStaged {
    fn sync(&self) -> Result<(), Diagnostic> {
        let fresh = self.fresh.as_ref();
        let synced = fresh.map_or(Ok(()), |fresh| fresh.file.sync_all());
        synced.map_err(|e| unwritable(&self.path, &e))
    }

    fn place(&mut self) -> Result<(), Diagnostic> {
        // a second name, not a rename: killed here, the earlier file still has its own
        let kept = keep(&self.path, beside(&self.path, EARLIER));
        let placed = kept.and_then(|earlier| {
            self.earlier = earlier;
            match &mut self.fresh {
                Some(fresh) => {
                    fs::rename(&fresh.path, &self.path)?;
                    fresh.placed = true;
                    Ok(())
                }
                None => fs::remove_file(&self.path),
            }
        });
        placed.map_err(|e| unwritable(&self.path, &e))
    }

    fn put_back(&mut self) {
        let _ = match self.earlier.take() {
            Some(earlier) => fs::rename(earlier, &self.path),
            None => fs::remove_file(&self.path),
        };
    }
}

/// Gives the file at `path`, where there is one, a second name.
fn keep(path: &Path, earlier: PathBuf) -> io::Result<Option<PathBuf>> {
    let linked = match fs::hard_link(path, &earlier) {
        // of a process with the same number that was killed here
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(&earlier)?;
            fs::hard_link(path, &earlier)
        }
        linked => linked,
    };
    match linked {
        Ok(()) => Ok(Some(earlier)),
        Err(_) if !path.is_file() => Ok(None),
        // not every file system has second names
        Err(_) => fs::copy(path, &earlier).map(|_| Some(earlier)),
    }
}

impl Drop for OneStaged {
    fn drop(&mut self) {
        let fresh = self.fresh.iter().filter(|fresh| !fresh.placed);
        for left in fresh.map(|fresh| &fresh.path).chain(&self.earlier) {
            let _ = fs::remove_file(left);
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
