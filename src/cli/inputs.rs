//! What a circular was made from (所据文件), as it came from the disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::diag::code::command;
use crate::export::pdf::{Attachment, Relation};
use crate::lock::Entry;
use crate::model::file::CircularFile;
use crate::model::{Loaded, Workspace, inputs};

use super::session::Session;

/// The inputs of a circular (所据文件).
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Those in the workspace, by name.
    within: Vec<Input>,
    /// Those outside of it, by its name or by a link: they must not leave the house with a circular.
    outside: Vec<Input>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Input {
    /// As a table has it.
    pub(super) entry: Entry,
    pub(super) bytes: Arc<[u8]>,
}

/// The inputs that a circular was made from.
pub(super) fn of(session: &Session, workspace: &Workspace, circular: &Loaded<CircularFile>) -> Inputs {
    let (mut within, mut outside) = (BTreeMap::new(), Vec::new());
    for input in inputs::of(workspace, &session.sources, circular) {
        // what could not be read has been told
        let Some(held) = session.held(&input.name) else {
            continue;
        };
        let of_name = |name: &str| Input {
            entry: Entry {
                file: name.to_owned(),
                what: input.term.to_owned(),
                bytes: held.bytes.len(),
                digests: session.digests(held).clone(),
            },
            bytes: Arc::clone(&held.bytes),
        };
        match session.within(held) {
            None => outside.push(of_name(&input.name)),
            Some(name) => {
                within.entry(name).or_insert_with(|| of_name(name));
            }
        }
    }
    let within = within.into_values().collect();
    Inputs { within, outside }
}

impl Inputs {
    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Input> {
        self.within.iter().chain(&self.outside)
    }

    /// Names and bytes, as an archive holds them.
    pub(super) fn packed(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let within = self.within.iter();
        within.map(|input| (input.entry.file.as_str(), &*input.bytes))
    }

    /// As a PDF carries them.
    pub(super) fn attachments(&self) -> Vec<Attachment> {
        let attachment = |input: &Input| Attachment {
            name: input.entry.file.clone(),
            description: input.entry.what.clone(),
            relation: Relation::Source,
            bytes: input.bytes.to_vec(),
        };
        self.within.iter().map(attachment).collect()
    }

    /// What is to be said of those that a PDF does not carry.
    pub(super) fn not_attached(&self) -> impl Iterator<Item = Diagnostic> {
        self.outside.iter().map(|Input { entry, .. }| {
            let words = format!("{}“{}”在工作区外，没有附入 PDF", entry.what, entry.file);
            Diagnostic::new(command::NOT_ATTACHED, words).help("移到工作区内，或不附数据")
        })
    }

    /// What is to be said of those that an archive cannot hold.
    pub(super) fn not_archived(&self) -> impl Iterator<Item = Diagnostic> {
        self.outside.iter().map(|Input { entry, .. }| {
            let words = format!("{}“{}”在工作区外，归档件不能自足", entry.what, entry.file);
            Diagnostic::new(command::NOT_ARCHIVED, words).help("移到工作区内，并改正写它的地方")
        })
    }
}
