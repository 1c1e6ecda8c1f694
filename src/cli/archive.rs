//! `tongbao archive`: a circular, what it was made from and the table that proves it, in one file.

use std::io;
use std::path::{Path, PathBuf};

use crate::archive::pack;
use crate::diag::{Diagnostic, Sink};
use crate::digest;

use super::args::ArchiveArgs;
use super::crew::{Done, Steps};
use super::disk::{self, Staged};
use super::job::make_one;
use super::many::{self, Opened, Part, Ready, Run, Said, Show};
use super::stock::Stock;
use super::tasks::{self, Takes, Task, name_of};
use super::{Ending, Ui};

/// Where archives go in their workspace.
const FOLDER: &str = "archive";

pub(super) fn run(args: &ArchiveArgs, ui: &Ui) -> Ending {
    let (tasks, mut refused) = tasks::of(&args.paths, Takes::Circulars, args.many.shard);
    let steps = Archiving {
        args,
        show: Show {
            ui: *ui,
            heads: tasks.len() > 1,
        },
        stock: Stock::default(),
        run: Run::new(&tasks, args.into.as_deref(), args.many.fail_fast),
    };
    let tasks = tasks::apart(tasks, |root, file| steps.target(root, file), &mut refused);
    let ending = refused.into_iter().map(|one| ui.refuse(one)).max();
    many::run(&steps, &tasks, &steps.run).max(ending.unwrap_or(Ending::Fine))
}

struct Archiving<'a> {
    args: &'a ArchiveArgs,
    show: Show,
    stock: Stock,
    run: Run,
}

impl Archiving<'_> {
    fn target(&self, root: &Path, file: &str) -> PathBuf {
        let dir = self.args.into.clone().unwrap_or_else(|| root.join(FOLDER));
        dir.join(format!("{}.归档.zip", name_of(file)))
    }

    /// The line that tells of the archive.
    fn archive(&self, opened: &Opened, file: &str, sink: &mut Sink) -> Option<Result<Ready, Diagnostic>> {
        let session = &opened.session;
        // one that has lost its shape has been told
        let circular = session.circular(file)?;
        let made = make_one(session, circular, &opened.asked, sink)?;
        made.inputs.not_archived().for_each(|finding| sink.push(finding));
        if sink.has_errors() {
            return None;
        }
        let path = self.target(&session.root, file);
        let packed = pack(&made.lock, made.inputs.packed(), &made.files);
        let packed = packed.map_err(|_| disk::unwritable(&path, &io::ErrorKind::FileTooLarge.into()));
        Some(packed.and_then(|bytes| {
            opened.desk(path.parent(), &self.run.desks);
            write(&path, &bytes)
        }))
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<Ready, Diagnostic> {
    let mut staged = Staged::default();
    staged.write(path, bytes)?;
    let size = bytes.len().div_ceil(1024);
    let digest = digest::sha256(bytes);
    let lines = format!("{}  {size} KB\n  SHA-256 {digest}\n", path.display());
    Ok(Ready { staged, lines })
}

impl Steps for Archiving<'_> {
    type Task = Task;
    type Open = Opened;
    type Made = many::Made;
    type Part = Part;
    type Said = Said;

    fn open(&self, task: &Task) -> (Opened, usize) {
        self.run.open(task, &self.args.make, &self.stock)
    }

    fn make(&self, opened: &Opened, n: usize) -> Done<many::Made, Part> {
        self.run
            .make(opened, n, |file, sink| self.archive(opened, file, sink))
    }

    fn keep(&self, _: &Opened, made: many::Made) -> Part {
        self.run.keep(made)
    }

    fn close(&self, _: &Task, opened: Opened, parts: Vec<Option<Part>>) -> Said {
        opened.said(parts, self.show)
    }

    fn halted(&self) -> bool {
        self.run.halted()
    }
}
