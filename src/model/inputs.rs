//! Which files a circular is made from (所据文件): what an archive of it has to hold.

use std::collections::{BTreeMap, BTreeSet};

use super::At;
use super::file::{CircularFile, PictureFile, ProgressFile, ProjectsFile};
use super::report;
use super::schema::FileKind;
use super::workspace::{Loaded, Workspace};
use crate::diag::{FileId, Sources};
use crate::text::period::Period;

/// A file that a circular is made from (所据文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As the workspace has it: `projects/2024.toml`.
    pub name: String,
    /// What it is, in Chinese: 项目清单.
    pub term: &'static str,
}

/// The files that `circular` is made from, in the order of their names, each once: the settings, the lists and
/// periods that it uses, the circular itself, the workspace's own templates (Tera takes all of them together) and
/// the pictures that settings and circular name. Fonts are left out: an office's licence is seldom one to pass on.
///
/// A workspace of these files alone makes the same circular, as long as its fonts are there.
#[must_use]
pub fn of(workspace: &Workspace, sources: &Sources, circular: &Loaded<CircularFile>) -> Vec<Input> {
    let mut found: BTreeMap<String, &'static str> = BTreeMap::new();
    let files = texts(workspace, circular).into_iter();
    found.extend(files.filter_map(|(file, term)| Some((sources.get(file)?.name.clone(), term))));
    found.extend(pictures(workspace, &circular.data).map(|name| (name.value.clone(), "图片")));
    let inputs = found.into_iter().map(|(name, term)| Input { name, term });
    inputs.collect()
}

/// The files that are text.
fn texts(workspace: &Workspace, circular: &Loaded<CircularFile>) -> Vec<(FileId, &'static str)> {
    let data = &circular.data;
    let periods = [&data.progress, &data.previous].map(Option::as_ref);
    let named = periods
        .into_iter()
        .flat_map(|period| report::files(workspace, period));
    let progress = named.chain(earlier(workspace, data));
    let mut files = vec![
        (workspace.office.file, FileKind::Office.term()),
        (circular.file, FileKind::Circular.term()),
    ];
    let progress: Vec<&Loaded<ProgressFile>> = progress.collect();
    files.extend(lists(workspace, data, &progress).map(|file| (file, FileKind::Projects.term())));
    files.extend(progress.iter().map(|file| (file.file, FileKind::Progress.term())));
    files.extend(workspace.templates.iter().map(|file| (file.file, "模板")));
    files
}

/// The files of the periods that led to the circular's: for how long nothing was done is told from them.
fn earlier<'w>(
    workspace: &'w Workspace,
    data: &CircularFile,
) -> impl Iterator<Item = &'w Loaded<ProgressFile>> {
    let typed = data.progress.as_ref();
    let period: Option<Period> = typed.and_then(|typed| typed.value.parse().ok());
    workspace.progress.iter().filter(move |file| {
        let other: Option<Period> = file.data.period.value.parse().ok();
        other
            .zip(period)
            .is_some_and(|(other, period)| report::leads_to(&other, &period))
    })
}

/// The lists that the circular or one of its annexes uses, and those whose tasks its periods tell of: without them
/// the periods would tell of tasks that nobody knows.
fn lists<'w>(
    workspace: &'w Workspace,
    data: &'w CircularFile,
    progress: &[&'w Loaded<ProgressFile>],
) -> impl Iterator<Item = FileId> + 'w {
    let annexes = data.annexes.iter().filter_map(|annex| annex.lists.as_ref());
    let named: Vec<&At<String>> = data.lists.iter().chain(annexes).flatten().collect();
    let is_used = move |name: &str| data.lists.is_none() || named.iter().any(|typed| typed.value == name);
    let keys = progress.iter().flat_map(|file| file.data.tasks.iter());
    let told: BTreeSet<&str> = keys.filter_map(|(key, _)| key.value.split('/').next()).collect();
    let is_told = move |list: &Loaded<ProjectsFile>| {
        let mut projects = list.data.projects.iter();
        projects.any(|project| told.contains(project.id.value.as_str()))
    };
    let used = workspace.lists.iter();
    used.filter(move |list| is_used(&list.name) || is_told(list))
        .map(|list| list.file)
}

/// The pictures that the settings and the circular name.
fn pictures<'w>(workspace: &'w Workspace, data: &'w CircularFile) -> impl Iterator<Item = &'w At<String>> {
    let joint = data
        .joint
        .iter()
        .flat_map(|office| office.seal.iter().chain(&office.stamp));
    let seal = workspace.office.data.office.seal.iter();
    let all = seal.chain(&data.stamp).chain(joint);
    all.map(|picture: &At<PictureFile>| &picture.file)
}
