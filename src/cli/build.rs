//! `tongbao build`: circulars to files; those that would come out the same are left alone.

use std::path::{Path, PathBuf};

use crate::archive::File;
use crate::diag::{Diagnostic, Sink};
use crate::lock;
use crate::model::file::OutputSettings;

use super::args::BuildArgs;
use super::crew::{Done, Steps};
use super::disk::{KNOWN, Staged};
use super::job::{Made, make_one};
use super::many::{self, Opened, Part, Ready, Run, Said, Show};
use super::session::Session;
use super::stock::Stock;
use super::tasks::{self, Takes, Task, name_of};
use super::{Ending, Ui, fresh};

/// Where outputs go in their workspace, where the office does not say.
const FOLDER: &str = "out";

pub(super) fn run(args: &BuildArgs, ui: &Ui) -> Ending {
    let (tasks, mut refused) = tasks::of(&args.paths, Takes::Circulars, args.many.shard);
    // without -o each workspace has a folder of its own
    let tasks = match &args.out {
        Some(out) => tasks::apart(tasks, |_, file| out.join(name_of(file)), &mut refused),
        None => tasks,
    };
    let steps = Building {
        args,
        show: Show {
            ui: *ui,
            heads: tasks.len() > 1,
        },
        stock: Stock::default(),
        run: Run::new(&tasks, args.out.as_deref(), args.many.fail_fast),
    };
    let ending = refused.into_iter().map(|one| ui.refuse(one)).max();
    many::run(&steps, &tasks, &steps.run).max(ending.unwrap_or(Ending::Fine))
}

struct Building<'a> {
    args: &'a BuildArgs,
    show: Show,
    stock: Stock,
    run: Run,
}

/// The folder of a workspace's outputs, `out` where one was named.
pub(super) fn folder(session: &Session, out: Option<&Path>) -> PathBuf {
    let typed = |settings: &OutputSettings| settings.dir.as_ref().map(|dir| dir.value.clone());
    let typed = session.outputs().and_then(typed);
    let own = || session.root.join(typed.as_deref().unwrap_or(FOLDER));
    out.map_or_else(own, Path::to_path_buf)
}

/// Where the table of a circular's outputs stands beside them.
pub(super) fn known(dir: &Path, name: &str) -> PathBuf {
    dir.join(KNOWN).join(format!("{name}.toml"))
}

impl Building<'_> {
    fn build(&self, opened: &Opened, file: &str, sink: &mut Sink) -> Option<Result<Ready, Diagnostic>> {
        let session = &opened.session;
        // one that has lost its shape has been told
        let circular = session.circular(file)?;
        let dir = folder(session, self.args.out.as_deref());
        if !self.args.force && fresh::is_fresh(session, circular, &opened.asked, &dir) {
            // a run that was killed while it made them again may have left something
            opened.desk(Some(&dir), &self.run.desks);
            let stem = dir.join(&circular.name);
            return Some(Ok(Ready {
                staged: Staged::default(),
                lines: format!("{}  未变，跳过\n", stem.display()),
            }));
        }
        let made = make_one(session, circular, &opened.asked, sink)?;
        opened.desk(Some(&dir), &self.run.desks);
        Some(write(&made, &dir, &circular.name))
    }
}

/// All files of a circular and their table beside their places; a line a file.
pub(super) fn write(made: &Made, dir: &Path, name: &str) -> Result<Ready, Diagnostic> {
    let mut staged = Staged::default();
    let mut lines = String::new();
    for file in &made.files {
        let path = dir.join(&file.name);
        staged.write(&path, &file.bytes)?;
        lines += &line(made, file, &path);
    }
    // those of an earlier PDF of that name are of no use any more
    let has = |name: &String| made.files.iter().any(|file| file.name == *name);
    let (pdf, anchors) = (format!("{name}.pdf"), format!("{name}.anchors.json"));
    if has(&pdf) && !has(&anchors) {
        staged.remove(&dir.join(anchors));
    }
    staged.write(&known(dir, name), lock::write(&made.lock).as_bytes())?;
    Ok(Ready { staged, lines })
}

fn line(made: &Made, file: &File, path: &Path) -> String {
    let size = file.bytes.len().div_ceil(1024);
    let path = path.display();
    match file.name.rsplit('.').next() {
        Some("pdf") if made.attached > 0 => {
            format!(
                "{path}  {} 页  附 {} 个文件  {size} KB\n",
                made.pages, made.attached
            )
        }
        Some("pdf") => format!("{path}  {} 页  {size} KB\n", made.pages),
        Some("xlsx") => format!("{path}  {} 张表  {size} KB\n", made.sheets),
        _ => format!("{path}  {}\n", file.what),
    }
}

impl Steps for Building<'_> {
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
            .make(opened, n, |file, sink| self.build(opened, file, sink))
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
