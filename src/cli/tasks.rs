//! What a run was asked for (任务): paths become workspaces with their circulars, and archives; a shard takes its part.
//!
//! Only names are read here: thousands of documents cost a listing of their folders.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::diag::Diagnostic;
use crate::diag::code::command;
use crate::digest;

use super::disk;

/// Folders below one another that are looked through: province, city, county, year and some more.
const DEEPEST: usize = 12;

/// One workspace or one archive (任务).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task {
    /// The workspace's folder, or the archive.
    pub(super) path: PathBuf,
    /// Its folder as seen from what was asked for, `/` between folders: `2024/清溪县`.
    pub(super) key: String,
    /// What is wanted of it.
    pub(super) what: What,
}

/// What is wanted (所要).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// These circulars by their files in the workspace: `circulars/2024-Q2.toml`.
    Circulars(BTreeSet<String>),
    /// The archive.
    Archive,
}

/// Which paths a command takes (可给的路径).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Circulars and workspaces.
    Circulars,
    /// Archives as well.
    Archives,
}

/// A part of all documents (片): each belongs to one of them by its own name, whatever else there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// From 1.
    number: u64,
    of: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let parts = typed.split_once('/');
        let parts = parts.and_then(|(k, n)| Some((k.trim().parse().ok()?, n.trim().parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("分片写作 K/N，K 从 1 到 N，如 1/4".to_owned()),
        }
    }
}

impl Shard {
    fn has(self, key: &str) -> bool {
        // any hash would do as long as it is the same everywhere
        let digest = digest::sha256(key.as_bytes());
        let head = digest
            .get(..16)
            .and_then(|head| u64::from_str_radix(head, 16).ok());
        head.unwrap_or_default() % self.of == self.number - 1
    }

    /// What of the tasks belongs to it.
    fn of(self, mut tasks: Vec<Task>) -> Vec<Task> {
        tasks.retain_mut(|task| match &mut task.what {
            What::Archive => self.has(&task.key),
            What::Circulars(circulars) => {
                circulars.retain(|file| self.has(&format!("{}/{file}", task.key)));
                !circulars.is_empty()
            }
        });
        tasks
    }
}

/// Every task that the paths mean, each once, in the order asked for; and what was wrong with the asking.
pub(super) fn of(paths: &[PathBuf], takes: Takes, shard: Option<Shard>) -> (Vec<Task>, Vec<Diagnostic>) {
    let mut gathered = Gathered {
        takes,
        tasks: Vec::new(),
        places: BTreeMap::new(),
    };
    let refused = paths.iter().filter_map(|path| gathered.path(path).err());
    let refused = refused.collect();
    let tasks = match shard {
        None => gathered.tasks,
        Some(shard) => shard.of(gathered.tasks),
    };
    (tasks, refused)
}

struct Gathered {
    takes: Takes,
    tasks: Vec<Task>,
    /// Where the task of a path stands.
    places: BTreeMap<PathBuf, usize>,
}

impl Gathered {
    fn path(&mut self, path: &Path) -> Result<(), Diagnostic> {
        let full = path.canonicalize().map_err(|e| disk::unreadable(path, &e))?;
        if self.takes == Takes::Archives && disk::is_archive(&full) {
            let key = last(&full);
            self.add(full, key, What::Archive);
            return Ok(());
        }
        let root = match disk::workspace_of(path) {
            Ok(root) => root,
            Err(nowhere) => return self.folder(&full, nowhere),
        };
        // archives may lie in a folder of their workspace
        if self.takes == Takes::Archives && full != root && full.is_dir() && self.below(&full, "", DEEPEST) {
            return Ok(());
        }
        let key = last(&root);
        let wanted = if full.is_dir() {
            disk::circulars(&root).into_iter().collect()
        } else {
            BTreeSet::from([circular(path, &full, &root)?])
        };
        self.add(root, key, What::Circulars(wanted));
        Ok(())
    }

    /// A folder that is in no workspace: those below it.
    fn folder(&mut self, full: &Path, nowhere: Diagnostic) -> Result<(), Diagnostic> {
        if full.is_dir() && self.below(full, "", DEEPEST) {
            Ok(())
        } else {
            Err(nowhere)
        }
    }

    /// Every workspace and archive below `dir`; whether there is any.
    fn below(&mut self, dir: &Path, key: &str, deep: usize) -> bool {
        let mut any = false;
        let within = |path: &Path| format!("{key}{}", last(path));
        if self.takes == Takes::Archives {
            for path in disk::archives(dir) {
                let key = within(&path);
                self.add(path, key, What::Archive);
                any = true;
            }
        }
        for path in disk::folders(dir) {
            let key = within(&path);
            if path.join(disk::MARKER).is_file() {
                let circulars = disk::circulars(&path).into_iter().collect();
                self.add(path, key, What::Circulars(circulars));
                any = true;
            } else if deep > 0 {
                any |= self.below(&path, &format!("{key}/"), deep - 1);
            }
        }
        any
    }

    fn add(&mut self, path: PathBuf, key: String, what: What) {
        let place = self
            .places
            .get(&path)
            .and_then(|place| self.tasks.get_mut(*place));
        match (place.map(|task| &mut task.what), what) {
            (Some(What::Circulars(known)), What::Circulars(more)) => known.extend(more),
            (Some(_), _) => {}
            (None, what) => {
                self.places.insert(path.clone(), self.tasks.len());
                self.tasks.push(Task { path, key, what });
            }
        }
    }
}

/// The name of a circular's file in its workspace.
fn circular(path: &Path, full: &Path, root: &Path) -> Result<String, Diagnostic> {
    let within = full.strip_prefix(root).ok().and_then(Path::to_str);
    let name = within.unwrap_or_default().replace('\\', "/");
    let is_circular = disk::circulars(root).contains(&name);
    is_circular.then_some(name).ok_or_else(|| {
        Diagnostic::new(
            command::NOT_A_CIRCULAR,
            format!("{} 不是公文文件", path.display()),
        )
        .help("公文在工作区的 circulars 目录中")
    })
}

fn last(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

impl Task {
    /// How many documents it stands for.
    pub(super) fn documents(&self) -> usize {
        match &self.what {
            What::Circulars(circulars) => circulars.len(),
            What::Archive => 1,
        }
    }
}

/// The tasks without the circulars whose files would be those of another workspace: the first keeps its place.
pub(super) fn apart(
    mut tasks: Vec<Task>,
    target: impl Fn(&Path, &str) -> PathBuf,
    refused: &mut Vec<Diagnostic>,
) -> Vec<Task> {
    let mut taken: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for task in &mut tasks {
        let What::Circulars(circulars) = &mut task.what else {
            continue;
        };
        circulars.retain(|file| {
            let target = target(&task.path, file);
            let other = taken.entry(target.clone()).or_insert_with(|| task.path.clone());
            if *other != task.path {
                refused.push(same_output(&target, other, &task.path));
            }
            *other == task.path
        });
    }
    tasks
}

fn same_output(target: &Path, first: &Path, second: &Path) -> Diagnostic {
    let words = format!("两份公文都要输出到 {}", target.display());
    let both = format!(
        "分属工作区 {} 和 {}，只生成了前一份",
        first.display(),
        second.display()
    );
    let finding = Diagnostic::new(command::SAME_OUTPUT, words).help(both);
    finding.help("分两次运行，指定不同目录")
}

/// `circulars/2024-Q2.toml` is called 2024-Q2.
pub(super) fn name_of(file: &str) -> &str {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(typed: &str) -> Shard {
        typed.parse().unwrap()
    }

    #[test]
    fn every_document_is_in_one_shard() {
        let key = |n: i32| format!("县{n}/circulars/2024-Q2.toml");
        for of in [1, 2, 3, 7] {
            for n in 0..200 {
                let homes = (1..=of).filter(|k| shard(&format!("{k}/{of}")).has(&key(n)));
                assert_eq!(homes.count(), 1);
            }
        }
        let sizes: Vec<usize> = (1..=4)
            .map(|k| {
                (0..1000)
                    .filter(|n| shard(&format!("{k}/4")).has(&key(*n)))
                    .count()
            })
            .collect();
        assert!(sizes.iter().all(|size| (200..300).contains(size)), "{sizes:?}");
    }

    /// Machines of other versions must agree: these never change.
    #[test]
    fn the_split_is_fixed() {
        let homes: Vec<_> = [
            "甲县/circulars/2024-Q2.toml",
            "乙县/circulars/2024-Q2.toml",
            "a.zip",
        ]
        .iter()
        .map(|key| (1..=8).find(|k| shard(&format!("{k}/8")).has(key)).unwrap())
        .collect();
        assert_eq!(homes, [8, 8, 3]);
    }

    #[test]
    fn shards_that_cannot_be() {
        for typed in ["", "1", "0/4", "5/4", "1/0", "a/b", "1/4/2", "-1/4"] {
            assert!(typed.parse::<Shard>().is_err(), "{typed}");
        }
    }

    #[test]
    fn names() {
        assert_eq!(name_of("circulars/2021-01..09.toml"), "2021-01..09");
    }
}
