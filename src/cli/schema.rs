//! `tongbao schema`: JSON Schemas for editors.

use std::path::Path;

use crate::diag::Diagnostic;
use crate::model::schema::{FileKind, schema};

use super::args::SchemaArgs;
use super::disk::Staged;
use super::{Ending, Ui, say};

pub(super) fn run(args: &SchemaArgs, ui: &Ui) -> Ending {
    let kinds: Vec<FileKind> = FileKind::ALL
        .into_iter()
        .filter(|kind| args.kind.as_deref().is_none_or(|name| name == kind.key()))
        .collect();
    match &args.into {
        None => kinds.iter().for_each(|kind| say(&schema(*kind))),
        Some(dir) => {
            if let Err(diagnostic) = write(&kinds, dir) {
                return ui.refuse(diagnostic);
            }
        }
    }
    Ending::Fine
}

fn write(kinds: &[FileKind], dir: &Path) -> Result<(), Diagnostic> {
    let mut staged = Staged::default();
    for kind in kinds {
        let path = dir.join(format!("{}.schema.json", kind.key()));
        staged.write(&path, schema(*kind).as_bytes())?;
        say(&format!("{}\n", path.display()));
    }
    staged.commit()
}
