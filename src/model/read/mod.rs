//! Reading (读入): bytes of the workspace's files become structs, and every fault of shape is found in one go.
//!
//! Each file goes its own way through the steps `bytes` (is it text?), `syntax` (is it TOML?), `shape` (does
//! it have the keys and values of its schema?) and serde; a file that fails at a step is left out, and the
//! others are read all the same.

mod accept;
mod bytes;
mod describe;
mod exact;
mod form;
mod hint;
mod shape;
mod syntax;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeTable;

use super::file::{CircularFile, OfficeFile, ProgressFile, ProjectsFile};
use super::schema::FileKind;
use super::workspace::{InputFile, Loaded, Workspace};
use crate::diag::code::shape as code;
use crate::diag::{Diagnostic, FileId, Origin, Sink, Sources};
use exact::Exact;
use form::Forms;
use shape::Shape;

/// Where a file of the workspace belongs (归属), told by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Drawer {
    Toml(FileKind),
    Template,
    Stray,
    Asset,
}

/// Reads all files of a workspace, in any order given.
///
/// Every fault goes to `sink`, which from then on marks what the files accept. The answer holds the files that are whole; [`Workspace::incomplete`] names the
/// kinds of which one is not. `None` where there is no usable `tongbao.toml`.
pub fn workspace(files: Vec<InputFile>, sources: &mut Sources, sink: &mut Sink) -> Option<Workspace> {
    let mut files: Vec<(Drawer, InputFile)> = files.into_iter().map(|f| (drawer(&f.name), f)).collect();
    // the order in which a folder is listed differs from machine to machine
    files.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));

    let mut workspace = Workspace::default();
    let mut texts = Vec::new();
    let mut rest = Sink::new();
    for (drawer, file) in files {
        match drawer {
            Drawer::Toml(kind) => texts.push(Text::of(kind, &file, sources)),
            Drawer::Template => workspace.templates.extend(template(&file, sources, &mut rest)),
            Drawer::Stray => rest.push(stray(&file.name)),
            Drawer::Asset => workspace.assets.push(file),
        }
    }
    let office_typed = texts.iter().any(|text| text.kind == FileKind::Office);
    let mut office = None;
    for (content, found) in contents(texts, sources) {
        sink.append(found);
        match content {
            Content::Office(content) => office = content.map(|content| *content),
            Content::Projects(content) => workspace.keep(FileKind::Projects, content, |all| &mut all.lists),
            Content::Progress(content) => {
                workspace.keep(FileKind::Progress, content, |all| &mut all.progress);
            }
            Content::Circular(content) => {
                workspace.keep(FileKind::Circular, content.map(|content| *content), |all| {
                    &mut all.circulars
                });
            }
        }
    }
    sink.append(rest);
    if !office_typed {
        sink.push(
            Diagnostic::new(code::NO_OFFICE_FILE, "工作区中没有 tongbao.toml")
                .help("在工作区的目录中运行，或在命令后写明工作区的路径；新建工作区用 tongbao new"),
        );
    }
    workspace.office = office?;
    workspace.gather_accepts();
    sink.accept(Arc::clone(&workspace.accepts));
    Some(workspace)
}

/// Reads one TOML file of that kind; `None` where it has a fault, which went to `sink`.
pub fn file<T: FileContent>(file: &InputFile, sources: &mut Sources, sink: &mut Sink) -> Option<Loaded<T>> {
    let id = bytes::decode(file, sources, sink)?;
    load(id, &file.name, T::KIND, sources, sink)
}

/// What a TOML file of a workspace may hold (文件内容).
pub trait FileContent: DeserializeOwned + Exact {
    /// Its kind.
    const KIND: FileKind;
}
impl FileContent for OfficeFile {
    const KIND: FileKind = FileKind::Office;
}
impl FileContent for ProjectsFile {
    const KIND: FileKind = FileKind::Projects;
}
impl FileContent for ProgressFile {
    const KIND: FileKind = FileKind::Progress;
}
impl FileContent for CircularFile {
    const KIND: FileKind = FileKind::Circular;
}

fn drawer(name: &str) -> Drawer {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let toml = name.to_ascii_lowercase().ends_with(".toml");
    match folder {
        "" if name == "tongbao.toml" => Drawer::Toml(FileKind::Office),
        "projects" if toml => Drawer::Toml(FileKind::Projects),
        "progress" if toml => Drawer::Toml(FileKind::Progress),
        "circulars" if toml => Drawer::Toml(FileKind::Circular),
        _ if name.starts_with("templates/") && name.ends_with(".xml") => Drawer::Template,
        _ if toml => Drawer::Stray,
        _ => Drawer::Asset,
    }
}

/// Whether a file of that name is no text of the workspace: a picture, a font.
#[must_use]
pub fn is_asset(name: &str) -> bool {
    drawer(name) == Drawer::Asset
}

/// Where the value of a table's key stands, or the table itself where it has no such key.
#[must_use]
pub fn key_in(text: &str, table: &str, key: &str) -> Option<Range<usize>> {
    let (root, _) = DeTable::parse_recoverable(text);
    let table = root.get_ref().get(table)?;
    let value = table.get_ref().as_table().and_then(|inner| inner.get(key));
    Some(value.map_or_else(|| table.span(), Spanned::span))
}

/// Notes that the file of that name could not be read at all: what refers to it cannot be judged.
pub fn left_out(workspace: &mut Workspace, name: &str) {
    if let Drawer::Toml(kind) = drawer(name) {
        workspace.incomplete.insert(kind);
    }
}

fn stem(name: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    base.rsplit_once('.').map_or(base, |(stem, _)| stem).to_owned()
}

/// A file as text (待读文件), with what its characters gave to say.
struct Text {
    kind: FileKind,
    name: String,
    /// `None` for what is no text.
    file: Option<FileId>,
    found: Sink,
}

impl Text {
    fn of(kind: FileKind, file: &InputFile, sources: &mut Sources) -> Self {
        let mut found = Sink::new();
        Self {
            kind,
            name: file.name.clone(),
            file: bytes::decode(file, sources, &mut found),
            found,
        }
    }

    /// What it says, and all that was found in it.
    fn read(mut self, sources: &Sources) -> (Content, Sink) {
        let content = match self.kind {
            FileKind::Office => Content::Office(self.content(sources).map(Box::new)),
            FileKind::Projects => Content::Projects(self.content(sources)),
            FileKind::Progress => Content::Progress(self.content(sources)),
            FileKind::Circular => Content::Circular(self.content(sources).map(Box::new)),
        };
        (content, self.found)
    }

    fn content<T: DeserializeOwned + Exact>(&mut self, sources: &Sources) -> Option<Loaded<T>> {
        load(self.file?, &self.name, self.kind, sources, &mut self.found)
    }
}

/// What a file says (读出的内容); `None` where it is not whole.
enum Content {
    Office(Option<Box<Loaded<OfficeFile>>>),
    Projects(Option<Loaded<ProjectsFile>>),
    Progress(Option<Loaded<ProgressFile>>),
    Circular(Option<Box<Loaded<CircularFile>>>),
}

/// Bytes that one core reads sooner than others can be called to help: about a millisecond's work.
const SOON_READ: usize = 100_000;

/// The contents of all files, in their order; where there is much to read, on all cores.
fn contents(texts: Vec<Text>, sources: &Sources) -> Vec<(Content, Sink)> {
    let bytes: usize = sources.iter().map(|(_, source)| source.text.len()).sum();
    if bytes < SOON_READ {
        return texts.into_iter().map(|text| text.read(sources)).collect();
    }
    texts.into_par_iter().map(|text| text.read(sources)).collect()
}

impl Workspace {
    fn keep<T>(&mut self, kind: FileKind, content: Option<T>, list: impl Fn(&mut Self) -> &mut Vec<T>) {
        match content {
            Some(content) => list(self).push(content),
            None => _ = self.incomplete.insert(kind),
        }
    }
}

fn load<T: DeserializeOwned + Exact>(
    id: FileId,
    name: &str,
    kind: FileKind,
    sources: &Sources,
    sink: &mut Sink,
) -> Option<Loaded<T>> {
    let text = sources.get(id).map(|s| s.text.as_str()).unwrap_or_default();
    let root = syntax::parse(text, id, sink)?;
    if root.get_ref().is_empty() {
        sink.push(empty(name, kind, id));
        return None;
    }
    if !Shape::new(Forms::of(kind), text, id, sink).holds(&root) {
        return None;
    }
    let accepts = accept::acceptances(root.get_ref(), text, id, sink);
    let mut data = deserialize::<T>(root, id, sink)?;
    data.exact(text);
    Some(Loaded {
        name: stem(name),
        file: id,
        data,
        accepts,
    })
}

fn deserialize<T: DeserializeOwned>(
    root: toml::Spanned<toml::de::DeTable<'_>>,
    file: FileId,
    sink: &mut Sink,
) -> Option<T> {
    match T::deserialize(toml::de::Deserializer::from(root)) {
        Ok(data) => Some(data),
        // the shape was found whole, so this is a gap between schema and structs; still it has a place
        Err(error) => {
            let origin = error.span().map(|span| Origin::new(file, span));
            let message = format!("读不出此处的值：{}", error.message());
            sink.push(Diagnostic::new(code::WRONG_VALUE, message).at(origin));
            None
        }
    }
}

fn template(file: &InputFile, sources: &mut Sources, sink: &mut Sink) -> Option<Loaded<()>> {
    let id = bytes::decode(file, sources, sink)?;
    Some(Loaded {
        name: stem(&file.name),
        file: id,
        data: (),
        accepts: Vec::new(),
    })
}

fn empty(name: &str, kind: FileKind, file: FileId) -> Diagnostic {
    Diagnostic::new(code::EMPTY_FILE, format!("{}是空的：{name}", kind.term()))
        .at(Origin::new(file, 0..0))
        .help("补上内容，或删去这个文件")
}

fn stray(name: &str) -> Diagnostic {
    Diagnostic::new(code::STRAY_FILE, format!("没有用到文件 {name}"))
        .help("项目清单放在 projects，进展放在 progress，公文放在 circulars，都不再分子文件夹")
}
