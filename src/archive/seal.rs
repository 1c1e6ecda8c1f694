//! The table of what was made (封存).

use crate::font::{Face, Maker};
use crate::lock::{
    BUNDLED, Digests, Entry, FORMAT, FontEntry, Lock, Metadata, OFFICE_MADE, Options, VERSION,
};

use super::File;

/// What was made, and from what (成果).
#[derive(Clone, Debug)]
pub struct Made<'a> {
    /// The circular's file in the workspace.
    pub circular: &'a str,
    /// Whose document it is.
    pub metadata: Metadata,
    /// What was asked for.
    pub options: Options,
    /// What it was made from.
    pub inputs: Vec<Entry>,
    /// The faces of the run, each with whether this document uses it.
    pub faces: Vec<(&'a Face, bool)>,
    /// What came of it.
    pub outputs: &'a [File],
    /// Whether SM3 is wanted beside SHA-256.
    pub sm3: bool,
}

/// The table of what this program made.
#[must_use]
pub fn lock(made: Made<'_>) -> Lock {
    let sorted = |mut entries: Vec<Entry>| {
        entries.sort_by(|a, b| a.file.cmp(&b.file));
        entries
    };
    let outputs = made.outputs.iter().map(|file| entry(file, made.sm3));
    // an office's face that no character needs has still been asked first
    let faces = made.faces.iter();
    let faces = faces.filter(|(face, used)| *used || face.maker() == Maker::Office);
    Lock {
        format: FORMAT,
        tongbao: VERSION.to_owned(),
        circular: made.circular.to_owned(),
        metadata: made.metadata,
        options: made.options,
        inputs: sorted(made.inputs),
        fonts: faces.map(|(face, used)| font(face, *used, made.sm3)).collect(),
        outputs: sorted(outputs.collect()),
    }
}

fn entry(file: &File, sm3: bool) -> Entry {
    Entry::of(&file.name, file.what, &file.bytes, sm3)
}

fn font(face: &Face, used: bool, sm3: bool) -> FontEntry {
    let maker = match face.maker() {
        Maker::Bundled => BUNDLED,
        Maker::Office => OFFICE_MADE,
    };
    FontEntry {
        role: face.role().key().to_owned(),
        name: face.name().to_owned(),
        postscript: face.postscript_name().to_owned(),
        maker: maker.to_owned(),
        used,
        digests: Digests {
            sha256: face.sha256().to_owned(),
            sm3: sm3.then(|| face.sm3().to_owned()),
        },
    }
}
