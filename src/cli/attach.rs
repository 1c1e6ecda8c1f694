//! What an archive PDF carries (随附数据): the files that its circular was made from.

use std::collections::BTreeMap;

use crate::diag::code::command;
use crate::diag::{Diagnostic, Sink};
use crate::export::pdf::{Attachment, Relation};
use crate::model::file::CircularFile;
use crate::model::{Loaded, Workspace, inputs};

use super::disk;
use super::session::Session;

/// The inputs that a circular was made from, as they came from the disk.
pub(super) fn inputs(
    session: &Session,
    workspace: &Workspace,
    circular: &Loaded<CircularFile>,
    sink: &mut Sink,
) -> Vec<Attachment> {
    let mut found = BTreeMap::new();
    for input in inputs::of(workspace, &session.sources, circular) {
        let mut read = session.files.iter().chain(&workspace.assets);
        // what could not be read has been told
        let Some(file) = read.find(|file| file.name == input.name) else {
            continue;
        };
        let Some(name) = disk::within(&session.root, &input.name) else {
            sink.push(
                Diagnostic::new(
                    command::NOT_ATTACHED,
                    format!("{}“{}”在工作区外，没有附入 PDF", input.term, input.name),
                )
                .help("移到工作区内，或不附数据"),
            );
            continue;
        };
        found.entry(name.clone()).or_insert_with(|| Attachment {
            name,
            description: input.term.to_owned(),
            relation: Relation::Source,
            bytes: file.bytes.clone(),
        });
    }
    found.into_values().collect()
}
