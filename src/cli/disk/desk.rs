//! Folders that are written in (工作台): held while a process is at work there; what killed ones have left goes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::staged::is_on_its_way;

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
    fn take(dir: &Path) -> Self {
        let known = dir.join(KNOWN);
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let open = || options.open(known.join("lock"));
        let held = open().or_else(|_| fs::create_dir_all(&known).and_then(|()| open()));
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

/// The folders that a run writes in (各工作台).
#[derive(Debug, Default)]
pub(in crate::cli) struct Desks {
    /// The one that the command names for all documents: it is taken once, as looking through thousands of outputs
    /// for each document would take longer than making it.
    named: Option<PathBuf>,
    held: OnceLock<Arc<Desk>>,
}

impl Desks {
    /// Of a run whose outputs all go to that folder, where one is named.
    pub(in crate::cli) fn new(named: Option<&Path>) -> Self {
        Self {
            named: named.map(Path::to_path_buf),
            held: OnceLock::new(),
        }
    }

    /// Takes a place in `dir`.
    pub(in crate::cli) fn take(&self, dir: &Path) -> Arc<Desk> {
        let take = || Arc::new(Desk::take(dir));
        if self.named.as_deref() == Some(dir) {
            Arc::clone(self.held.get_or_init(take))
        } else {
            take()
        }
    }
}
