//! `tongbao rebuild`: outputs written again from archives and workspaces, with the options that they were made with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::archive::File;
use crate::diag::Diagnostic;
use crate::diag::code::command;
use crate::lock::Lock;

use super::again::{Again, Open, Remade};
use super::args::RebuildArgs;
use super::build;
use super::crew::{Done, Steps};
use super::disk::Desk;
use super::many::{self, Ready, Run, Said, Show};
use super::stock::Stock;
use super::tasks::{self, Takes, Task, name_of};
use super::{Ending, Ui};

pub(super) fn run(args: &RebuildArgs, ui: &Ui) -> Ending {
    let (tasks, mut refused) = tasks::of(&args.paths, Takes::Archives, args.many.shard);
    let tasks = match &args.out {
        Some(out) => tasks::apart(tasks, |_, file| out.join(name_of(file)), &mut refused),
        None => tasks,
    };
    let refused = refused.into_iter().map(|one| ui.refuse(one)).max();
    let steps = Rebuilding {
        args,
        show: Show {
            ui: *ui,
            heads: false,
        },
        again: Again {
            office: args.office.as_deref(),
            stock: Stock::default(),
        },
        run: Run::new(&tasks, args.out.as_deref(), args.many.fail_fast),
    };
    many::run(&steps, &tasks, &steps.run).max(refused.unwrap_or(Ending::Fine))
}

struct Rebuilding<'a> {
    args: &'a RebuildArgs,
    show: Show,
    again: Again<'a>,
    run: Run,
}

/// What came of one document.
type Part = Result<Told, Diagnostic>;

/// What is told of one that was written.
struct Told {
    lines: String,
    /// Whether its table says other digests.
    differs: bool,
}

/// A document that is made.
struct Made {
    ready: Ready,
    differs: bool,
    /// The folder that it is written in.
    _desk: Arc<Desk>,
}

impl Rebuilding<'_> {
    fn rebuild(&self, open: &Open, path: &Path, key: &str, n: usize) -> Result<Made, Diagnostic> {
        let failed = |words: &str| {
            Diagnostic::new(command::NOT_REBUILT, format!("{} {words}", path.display()))
                .help("用 tongbao verify 查看原因")
        };
        let out = self.args.out.as_deref();
        let remade = match open {
            Open::Broken(verdict, words) => return Err(failed(&format!("{}：{words}", verdict.term()))),
            _ => open.remake(n, out).ok_or_else(|| failed("读不出"))?,
        };
        let dir = match &remade.dir {
            Some(dir) => dir.clone(),
            None => out
                .unwrap_or(path.parent().unwrap_or(path))
                .join(folder_of(key, out.is_some())),
        };
        let Remade { made, lock, name, .. } = remade;
        let made = made.map_err(|reason| failed(&format!("“{name}”生成不出：{reason}")))?;
        let desk = self.run.desks.take(&dir);
        Ok(Made {
            ready: build::write(&made, &dir, &name)?,
            differs: lock.is_some_and(|lock| !fits(&lock, &made.files)),
            _desk: desk,
        })
    }

    /// Counts a document.
    fn count(&self, part: Part) -> Part {
        if part.is_err() {
            self.run.fail();
        }
        self.run.bar.inc(1);
        part
    }
}

/// The folder of an archive's outputs: of its own name, under those that it was found in where another place was named.
fn folder_of(key: &str, elsewhere: bool) -> PathBuf {
    let file = key.rsplit_once('/').map_or(key, |(_, file)| file);
    let path = if elsewhere { key } else { file };
    PathBuf::from(path.strip_suffix(".zip").unwrap_or(path))
}

fn fits(lock: &Lock, files: &[File]) -> bool {
    let is = |file: &File| {
        let entry = lock.outputs.iter().find(|entry| entry.file == file.name);
        entry.is_some_and(|entry| entry.fits(&file.bytes))
    };
    files.len() == lock.outputs.len() && files.iter().all(is)
}

impl Steps for Rebuilding<'_> {
    type Task = Task;
    type Open = (Open, PathBuf, String);
    type Made = Made;
    type Part = Part;
    type Said = Said;

    fn open(&self, task: &Task) -> (Self::Open, usize) {
        let (open, documents) = self.again.open(task);
        ((open, task.path.clone(), task.key.clone()), documents)
    }

    fn make(&self, (open, path, key): &Self::Open, n: usize) -> Done<Made, Part> {
        match self.rebuild(open, path, key, n) {
            Ok(made) => Done::Made(made),
            Err(finding) => Done::All(self.count(Err(finding))),
        }
    }

    fn keep(&self, _: &Self::Open, made: Made) -> Part {
        let Ready { staged, lines } = made.ready;
        let differs = made.differs;
        self.count(staged.commit().map(|()| Told { lines, differs }))
    }

    fn close(&self, task: &Task, _: Self::Open, parts: Vec<Option<Part>>) -> Said {
        let mut said = Said::default();
        for part in parts.into_iter().flatten() {
            match part {
                Ok(told) => {
                    said.out += &told.lines;
                    if told.differs {
                        said.out += &format!(
                            "  与锁定表的摘要不同，用 tongbao verify 查看 {}\n",
                            task.path.display()
                        );
                        said.ending = said.ending.max(Ending::Wrong);
                    }
                }
                Err(finding) => {
                    said.refuse(&finding, self.show);
                    said.ending = Ending::Wrong;
                }
            }
        }
        said
    }

    fn halted(&self) -> bool {
        self.run.halted()
    }
}
