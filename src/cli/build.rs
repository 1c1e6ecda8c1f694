//! `tongbao build`: circulars to files.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::diag::code::command;
use crate::diag::{Diagnostic, Sink};
use crate::model::file::{CircularFile, Format, OutputSettings};
use crate::model::workspace::Loaded;
use crate::{Order, Outputs, Parts, make};

use super::args::{BuildArgs, Only};
use super::disk::{self, Staged};
use super::session::Session;
use super::{Ending, Ui, attach, fails, say, tell};

/// From how many documents on a progress bar is worth its line.
const BAR_FROM: usize = 4;

pub(super) fn run(args: &BuildArgs, ui: &Ui) -> Ending {
    let mut ending = Ending::Fine;
    let mut opened: Vec<(Session, Vec<PathBuf>)> = Vec::new();
    for path in &args.paths {
        if let Err(diagnostic) = open(path, &mut opened) {
            ending = ending.max(ui.refuse(diagnostic));
        }
    }
    let (jobs, refused) = jobs(&opened, args);
    for diagnostic in refused {
        ending = ending.max(ui.refuse(diagnostic));
    }
    let results = work(&jobs, args);
    for (session, _) in &opened {
        let root = (opened.len() > 1).then_some(session.root.as_path());
        ending = ending.max(tell_of(session, root, &jobs, &results, args, *ui));
    }
    ending
}

/// Opens the path's workspace, once for all paths in it.
fn open(path: &Path, opened: &mut Vec<(Session, Vec<PathBuf>)>) -> Result<(), Diagnostic> {
    let root = disk::workspace_of(path)?;
    if let Some((_, paths)) = opened.iter_mut().find(|(session, _)| session.root == root) {
        paths.push(path.to_path_buf());
        return Ok(());
    }
    opened.push((Session::open(path)?, vec![path.to_path_buf()]));
    Ok(())
}

/// One circular to build (任务).
struct Job<'a> {
    session: &'a Session,
    circular: &'a Loaded<CircularFile>,
    formats: Vec<Format>,
    /// Whether the PDF carries the inputs.
    attach: bool,
    /// Output path without its ending.
    stem: PathBuf,
}

/// What came of it (结果).
#[derive(Default)]
struct Outcome {
    found: Vec<Diagnostic>,
    /// Why its files could not be written.
    refused: Option<Diagnostic>,
    lines: Vec<String>,
}

/// Every circular asked for, and what was wrong with the asking.
fn jobs<'a>(opened: &'a [(Session, Vec<PathBuf>)], args: &BuildArgs) -> (Vec<Job<'a>>, Vec<Diagnostic>) {
    let (mut jobs, mut refused) = (BTreeMap::new(), Vec::new());
    for (session, paths) in opened {
        if fails(session.sink.found(), args.strict) {
            continue;
        }
        if args.attach_data && !formats(session, args).contains(&Format::Pdf) {
            refused.push(
                Diagnostic::new(command::NO_PDF, "输出格式中没有 pdf，--attach-data 无处可附")
                    .help("去掉 --attach-data，或在输出格式中加上 pdf"),
            );
            continue;
        }
        for path in paths {
            match session.circulars(path) {
                Ok(circulars) => {
                    for circular in circulars {
                        place(job(session, circular, args), &mut jobs, &mut refused);
                    }
                }
                Err(diagnostic) => refused.push(diagnostic),
            }
        }
    }
    (jobs.into_values().collect(), refused)
}

/// The office's settings of outputs.
fn settings(session: &Session) -> Option<&OutputSettings> {
    session.workspace.as_ref().map(|w| &w.office.data.outputs)
}

/// The formats asked for, each once.
fn formats(session: &Session, args: &BuildArgs) -> Vec<Format> {
    let typed = settings(session).and_then(|s| s.formats.as_ref());
    let mut formats = match typed {
        _ if !args.formats.is_empty() => args.formats.clone(),
        Some(typed) => typed.iter().map(|f| f.value).collect(),
        None => vec![Format::Pdf, Format::Xlsx],
    };
    formats.sort_unstable();
    formats.dedup();
    formats
}

fn job<'a>(session: &'a Session, circular: &'a Loaded<CircularFile>, args: &BuildArgs) -> Job<'a> {
    let settings = settings(session);
    let dir = settings
        .and_then(|s| s.dir.as_ref())
        .map_or("out", |d| d.value.as_str());
    let dir = args.out.clone().unwrap_or_else(|| session.root.join(dir));
    Job {
        session,
        circular,
        formats: formats(session, args),
        attach: args.attach_data
            || settings
                .and_then(|s| s.attach_data.as_ref())
                .is_some_and(|attach| attach.value),
        stem: dir.join(&circular.name),
    }
}

/// Two circulars must not write the same file; the same circular named twice is built once.
fn place<'a>(job: Job<'a>, jobs: &mut BTreeMap<PathBuf, Job<'a>>, refused: &mut Vec<Diagnostic>) {
    match jobs.get(&job.stem) {
        Some(other) if other.session.root != job.session.root => refused.push(
            Diagnostic::new(
                command::SAME_OUTPUT,
                format!("两份公文都要输出到 {}", job.stem.display()),
            )
            .help(format!(
                "分属工作区 {} 和 {}，只生成了前一份",
                other.session.root.display(),
                job.session.root.display()
            ))
            .help("分两次运行，用 -o 指定不同目录"),
        ),
        Some(_) => {}
        None => {
            jobs.insert(job.stem.clone(), job);
        }
    }
}

/// All jobs over all cores; results in the order of the jobs.
fn work(jobs: &[Job<'_>], args: &BuildArgs) -> Vec<Outcome> {
    let bar = bar(jobs.len());
    let results = jobs
        .par_iter()
        .map(|job| {
            let outcome = one(job, args);
            bar.inc(1);
            outcome
        })
        .collect();
    bar.finish_and_clear();
    results
}

fn bar(documents: usize) -> ProgressBar {
    if documents < BAR_FROM || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 份  {per_sec}  剩余 {eta}");
    ProgressBar::new(documents as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn one(job: &Job<'_>, args: &BuildArgs) -> Outcome {
    let Some(workspace) = &job.session.workspace else {
        return Outcome::default();
    };
    let parts = match args.only {
        None => Parts::Both,
        Some(Only::Notice) => Parts::Notice,
        Some(Only::Annexes) => Parts::Annexes,
    };
    let mut sink = job.session.sink();
    let order = Order {
        formats: job.formats.clone(),
        parts,
        sheets_if_any: args.formats.is_empty(),
        attach: job
            .attach
            .then(|| attach::inputs(job.session, workspace, job.circular, &mut sink)),
    };
    let outputs = make(
        workspace,
        &job.session.sources,
        job.circular,
        &job.session.world,
        &order,
        &mut sink,
    );
    let mut outcome = Outcome::default();
    if let Some(outputs) = outputs.filter(|_| !fails(sink.found(), args.strict)) {
        match write(&outputs, &job.stem) {
            Ok(lines) => outcome.lines = lines,
            Err(diagnostic) => outcome.refused = Some(diagnostic),
        }
    }
    outcome.found = sink.into_sorted();
    outcome
}

/// All files of a circular, or none of them.
fn write(outputs: &Outputs, stem: &Path) -> Result<Vec<String>, Diagnostic> {
    let mut staged = Staged::default();
    let mut lines = Vec::new();
    for (format, bytes) in &outputs.files {
        let (ending, count) = match format {
            Format::Pdf if outputs.attached > 0 => (
                "pdf",
                format!("{} 页  附 {} 个文件", outputs.pages, outputs.attached),
            ),
            Format::Pdf => ("pdf", format!("{} 页", outputs.pages)),
            Format::Xlsx => ("xlsx", format!("{} 张表", outputs.sheets)),
        };
        let path = with_ending(stem, ending);
        staged.write(&path, bytes)?;
        lines.push(format!(
            "{}  {count}  {} KB\n",
            path.display(),
            bytes.len().div_ceil(1024)
        ));
        if *format == Format::Pdf {
            lines.extend(write_anchors(outputs, stem, &mut staged)?);
        }
    }
    staged.commit()?;
    Ok(lines)
}

/// The free places for seals beside their PDF; those of an earlier PDF of that name are of no use any more.
fn write_anchors(outputs: &Outputs, stem: &Path, staged: &mut Staged) -> Result<Option<String>, Diagnostic> {
    let path = with_ending(stem, "anchors.json");
    let Some(anchors) = &outputs.anchors else {
        staged.remove(&path);
        return Ok(None);
    };
    staged.write(&path, anchors)?;
    Ok(Some(format!("{}  印章位置\n", path.display())))
}

/// Not `with_extension`: a circular may be called 2021-01..09.
fn with_ending(stem: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{ending}", stem.display()))
}

/// Prints a workspace's findings together, under its folder where there are several, then a line a file.
fn tell_of(
    session: &Session,
    root: Option<&Path>,
    jobs: &[Job<'_>],
    results: &[Outcome],
    args: &BuildArgs,
    ui: Ui,
) -> Ending {
    let mut sink = Sink::new();
    let mine = || {
        jobs.iter()
            .zip(results)
            .filter(|(job, _)| job.session.root == session.root)
            .map(|(_, r)| r)
    };
    session.sink.found().iter().cloned().for_each(|d| sink.push(d));
    mine()
        .flat_map(|r| r.found.iter().cloned())
        .for_each(|d| sink.push(d));
    let found = sink.into_sorted();
    if let Some(root) = root.filter(|_| !found.is_empty()) {
        tell(&format!("工作区 {}：\n", root.display()));
    }
    let mut ending = ui.report(&found, &session.sources, args.strict);
    for refused in mine().filter_map(|r| r.refused.clone()) {
        ending = ending.max(ui.refuse(refused));
    }
    mine().flat_map(|r| &r.lines).for_each(|line| say(line));
    ending
}
