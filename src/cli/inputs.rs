//! What a circular was made from (所据文件), as it came from the disk.

use std::collections::BTreeMap;

use crate::archive::File;
use crate::diag::Diagnostic;
use crate::diag::code::command;
use crate::export::pdf::{Attachment, Relation};
use crate::model::file::CircularFile;
use crate::model::{Loaded, Workspace, inputs};

use super::session::Session;

/// The inputs of a circular (所据文件).
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Those in the workspace, by name.
    pub(super) within: Vec<File>,
    /// Those outside of it, by its name or by a link: they must not leave the house with a circular.
    pub(super) outside: Vec<File>,
}

/// The inputs that a circular was made from.
pub(super) fn of(session: &Session, workspace: &Workspace, circular: &Loaded<CircularFile>) -> Inputs {
    let (mut within, mut outside) = (BTreeMap::new(), Vec::new());
    for input in inputs::of(workspace, &session.sources, circular) {
        let mut read = session.files.iter().chain(&workspace.assets);
        // what could not be read has been told
        let Some(file) = read.find(|file| file.name == input.name) else {
            continue;
        };
        let file = |name| File {
            name,
            what: input.term,
            bytes: file.bytes.clone(),
        };
        match session.within(&input.name) {
            None => outside.push(file(input.name.clone())),
            Some(name) => {
                within.entry(name.clone()).or_insert_with(|| file(name));
            }
        }
    }
    let within = within.into_values().collect();
    Inputs { within, outside }
}

impl Inputs {
    /// All of them.
    pub(super) fn all(&self) -> Vec<File> {
        self.within.iter().chain(&self.outside).cloned().collect()
    }

    /// As a PDF carries them.
    pub(super) fn attachments(&self) -> Vec<Attachment> {
        let attachment = |file: &File| Attachment {
            name: file.name.clone(),
            description: file.what.to_owned(),
            relation: Relation::Source,
            bytes: file.bytes.clone(),
        };
        self.within.iter().map(attachment).collect()
    }

    /// What is to be said of those that a PDF does not carry.
    pub(super) fn not_attached(&self) -> impl Iterator<Item = Diagnostic> {
        self.outside.iter().map(|file| {
            let words = format!("{}“{}”在工作区外，没有附入 PDF", file.what, file.name);
            Diagnostic::new(command::NOT_ATTACHED, words).help("移到工作区内，或不附数据")
        })
    }

    /// What is to be said of those that an archive cannot hold.
    pub(super) fn not_archived(&self) -> impl Iterator<Item = Diagnostic> {
        self.outside.iter().map(|file| {
            let words = format!("{}“{}”在工作区外，归档件不能自足", file.what, file.name);
            Diagnostic::new(command::NOT_ARCHIVED, words).help("移到工作区内，并改正写它的地方")
        })
    }
}
