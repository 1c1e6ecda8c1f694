//! Runs over many documents (批量): the bar, and what each task says when its turn comes.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use indicatif::{ProgressBar, ProgressStyle};

use crate::diag::code::command;
use crate::diag::{Diagnostic, Sink, Sources};
use crate::model::file::Format;

use super::args::MakeArgs;
use super::crew::{self, Done, Steps};
use super::disk::{Desk, Desks, Staged};
use super::job::Asked;
use super::report;
use super::session::Session;
use super::stock::Stock;
use super::tasks::{Task, What};
use super::{Ending, Ui, fails, say, tell};

/// From how many documents on a progress bar is worth its line.
const BAR_FROM: usize = 4;

/// What is to be told of a task (回话), words already: a workspace is not kept for them.
#[derive(Debug)]
pub(super) struct Said {
    /// To standard output.
    pub(super) out: String,
    /// To standard error.
    pub(super) err: String,
    /// How it ended.
    pub(super) ending: Ending,
}

impl Default for Said {
    fn default() -> Self {
        Self {
            out: String::new(),
            err: String::new(),
            ending: Ending::Fine,
        }
    }
}

impl Said {
    /// Findings of a workspace, under its folder where there are several.
    pub(super) fn findings(&mut self, session: &Session, found: Vec<Diagnostic>, strict: bool, show: Show) {
        let mut sink = Sink::new();
        let all = session.sink.found().iter().cloned().chain(found);
        all.for_each(|finding| sink.push(finding));
        let found = sink.into_sorted();
        if show.heads && !found.is_empty() {
            self.err += &format!("工作区 {}：\n", session.root.display());
        }
        self.err += &report::render(&found, &session.sources, show.ui.paint);
        if fails(&found, strict) {
            self.ending = self.ending.max(Ending::Wrong);
        }
    }

    /// What could not be done though the documents are right.
    pub(super) fn refuse(&mut self, refused: &Diagnostic, show: Show) {
        let sources = Sources::new();
        self.err += &report::render(std::slice::from_ref(refused), &sources, show.ui.paint);
        self.ending = self.ending.max(Ending::Usage);
    }
}

/// How findings are shown (印法).
#[derive(Clone, Copy, Debug)]
pub(super) struct Show {
    pub(super) ui: Ui,
    /// Whether there are several workspaces, each to be named.
    pub(super) heads: bool,
}

/// The bar and the brake of a run (进度).
pub(super) struct Run {
    pub(super) bar: ProgressBar,
    pub(super) desks: Desks,
    fail_fast: bool,
    failed: AtomicBool,
}

impl Run {
    /// Of so many documents, into a folder where one is named.
    pub(super) fn new(tasks: &[Task], into: Option<&Path>, fail_fast: bool) -> Self {
        Self {
            bar: bar(tasks.iter().map(Task::documents).sum()),
            desks: Desks::new(into),
            fail_fast,
            failed: AtomicBool::new(false),
        }
    }

    /// Opens a workspace; the circulars that are to be made of it.
    pub(super) fn open(&self, task: &Task, args: &MakeArgs, stock: &Stock) -> (Opened, usize) {
        let session = Session::at(task.path.clone(), stock);
        let asked = Asked::of(args, &session);
        let mut wanted: Vec<String> = match &task.what {
            What::Circulars(circulars) => circulars.iter().cloned().collect(),
            What::Archive => Vec::new(),
        };
        let broken = session.workspace.is_none() || fails(session.sink.found(), args.strict);
        // the settings may want data where they want a PDF, and the command other formats for once
        let carries = args.attach_data || (asked.attach && args.formats.is_empty());
        let refused = (!broken && carries && !asked.formats.contains(&Format::Pdf)).then(no_pdf);
        if broken || refused.is_some() {
            self.fail();
            self.bar.inc(wanted.len() as u64);
            wanted.clear();
        }
        let documents = wanted.len();
        let opened = Opened {
            session,
            wanted,
            asked,
            refused,
            desk: OnceLock::new(),
        };
        (opened, documents)
    }

    /// Makes one of them.
    pub(super) fn make(
        &self,
        opened: &Opened,
        n: usize,
        work: impl FnOnce(&str, &mut Sink) -> Option<Result<Ready, Diagnostic>>,
    ) -> Done<Made, Part> {
        let mut sink = opened.session.sink();
        let file = opened.wanted.get(n).map_or("", String::as_str);
        let ready = work(file, &mut sink);
        let found = sink.into_sorted();
        match ready {
            Some(Ok(ready)) => Done::Made(Made { found, ready }),
            Some(Err(refused)) => Done::All(self.count(found, Some(Err(refused)))),
            None => Done::All(self.count(found, None)),
        }
    }

    /// Puts its files in their places.
    pub(super) fn keep(&self, made: Made) -> Part {
        let Ready { staged, lines } = made.ready;
        self.count(made.found, Some(staged.commit().map(|()| lines)))
    }

    /// Counts a document.
    fn count(&self, found: Vec<Diagnostic>, line: Option<Result<String, Diagnostic>>) -> Part {
        if !matches!(line, Some(Ok(_))) {
            self.fail();
        }
        self.bar.inc(1);
        Part { found, line }
    }

    /// A document has failed.
    pub(super) fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// Whether nothing more is to be begun.
    pub(super) fn halted(&self) -> bool {
        self.fail_fast && self.failed.load(Ordering::Relaxed)
    }
}

fn bar(documents: usize) -> ProgressBar {
    if documents < BAR_FROM || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 份  {per_sec}  剩余 {eta}");
    ProgressBar::new(documents as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Does all tasks, tells of each in its turn; the worst ending.
pub(super) fn run<S: Steps<Task = Task, Said = Said>>(steps: &S, tasks: &[Task], run: &Run) -> Ending {
    let mut ending = Ending::Fine;
    crew::run(steps, tasks, |said: Said| {
        ending = ending.max(said.ending);
        run.bar.suspend(|| {
            tell(&said.err);
            say(&said.out);
        });
    });
    run.bar.finish_and_clear();
    ending
}

fn no_pdf() -> Diagnostic {
    Diagnostic::new(command::NO_PDF, "输出格式中没有 pdf，数据无处可附")
        .help("去掉 --attach-data 或 outputs.attach_data，或在输出格式中加上 pdf")
}

/// A workspace at work (在办的工作区).
pub(super) struct Opened {
    pub(super) session: Session,
    /// The circulars to be made, by their files.
    pub(super) wanted: Vec<String>,
    pub(super) asked: Asked,
    /// Why none of them can be.
    refused: Option<Diagnostic>,
    /// The folder that is written in.
    desk: OnceLock<Arc<Desk>>,
}

/// A circular's files beside their places (待存), and what is to be told of them when they are there.
pub(super) struct Ready {
    /// None where they are left alone.
    pub(super) staged: Staged,
    pub(super) lines: String,
}

/// A circular that is made (已生成).
pub(super) struct Made {
    found: Vec<Diagnostic>,
    ready: Ready,
}

/// What came of a circular.
pub(super) struct Part {
    pub(super) found: Vec<Diagnostic>,
    /// What to tell of its files, or why they could not be written; `None` where the findings say why.
    pub(super) line: Option<Result<String, Diagnostic>>,
}

impl Opened {
    /// Takes the folder that is written in; what killed runs have left there goes.
    pub(super) fn desk(&self, dir: Option<&Path>, desks: &Desks) {
        if let Some(dir) = dir {
            self.desk.get_or_init(|| desks.take(dir));
        }
    }

    /// What there is to be told.
    pub(super) fn said(self, parts: Vec<Option<Part>>, show: Show) -> Said {
        let mut said = Said::default();
        let parts: Vec<Part> = parts.into_iter().flatten().collect();
        let found = parts.iter().flat_map(|part| part.found.iter().cloned());
        said.findings(&self.session, found.collect(), self.asked.strict, show);
        if let Some(refused) = &self.refused {
            said.refuse(refused, show);
        }
        for line in parts.into_iter().filter_map(|part| part.line) {
            match line {
                Ok(line) => said.out += &line,
                Err(refused) => said.refuse(&refused, show),
            }
        }
        said
    }
}
