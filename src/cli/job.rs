//! One circular made (生成一份): what was asked for, the files, and the table that says how they came about.

use crate::archive::{self, File, Made as Sealed};
use crate::diag::Sink;
use crate::lock::{Lock, Options};
use crate::model::file::{CircularFile, Format};
use crate::model::workspace::Loaded;
use crate::{Order, Parts, make};

use super::args::{MakeArgs, Only};
use super::inputs::{self, Inputs};
use super::session::Session;

/// What was asked for (所要).
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) formats: Vec<Format>,
    pub(super) sheets_if_any: bool,
    pub(super) parts: Parts,
    /// Whether the PDF carries the inputs.
    pub(super) attach: bool,
    pub(super) strict: bool,
}

impl Asked {
    /// By the command's words and, where they are silent, the office's settings.
    pub(super) fn of(args: &MakeArgs, session: &Session) -> Self {
        let settings = session.outputs();
        let typed = settings.and_then(|s| s.formats.as_ref());
        let mut formats = match typed {
            _ if !args.formats.is_empty() => args.formats.clone(),
            Some(typed) => typed.iter().map(|f| f.value).collect(),
            None => vec![Format::Pdf, Format::Xlsx],
        };
        formats.sort_unstable();
        formats.dedup();
        let attach = settings.and_then(|s| s.attach_data.as_ref());
        Self {
            formats,
            sheets_if_any: args.formats.is_empty(),
            parts: parts(args.only),
            attach: args.attach_data || attach.is_some_and(|attach| attach.value),
            strict: args.strict,
        }
    }

    /// As a table says that it was.
    pub(super) fn locked(options: &Options) -> Self {
        let formats = options.formats.iter();
        Self {
            formats: formats.filter_map(|key| Format::from_key(key)).collect(),
            sheets_if_any: options.sheets_if_any,
            parts: of_word(&options.parts),
            attach: options.attach_data,
            strict: options.strict,
        }
    }

    /// By the office's settings alone.
    pub(super) fn by_settings(session: &Session) -> Self {
        Self::of(&MakeArgs::default(), session)
    }

    /// As the table keeps it.
    pub(super) fn options(&self, findings: usize) -> Options {
        Options {
            formats: self.formats.iter().map(|f| f.key().to_owned()).collect(),
            sheets_if_any: self.sheets_if_any,
            parts: word(self.parts).to_owned(),
            attach_data: self.attach,
            strict: self.strict,
            findings,
        }
    }
}

const fn parts(only: Option<Only>) -> Parts {
    match only {
        None => Parts::Both,
        Some(Only::Notice) => Parts::Notice,
        Some(Only::Annexes) => Parts::Annexes,
    }
}

const fn word(parts: Parts) -> &'static str {
    match parts {
        Parts::Both => "both",
        Parts::Notice => "notice",
        Parts::Annexes => "annexes",
    }
}

fn of_word(word: &str) -> Parts {
    match word {
        "notice" => Parts::Notice,
        "annexes" => Parts::Annexes,
        _ => Parts::Both,
    }
}

/// A circular's files and their table (成品).
#[derive(Debug)]
pub(super) struct Made {
    /// As they are called in the output folder, in the order they are told.
    pub(super) files: Vec<File>,
    /// How they came about.
    pub(super) lock: Lock,
    /// What they were made from.
    pub(super) inputs: Inputs,
    /// Files that the PDF carries.
    pub(super) attached: usize,
    /// Sides of paper.
    pub(super) pages: usize,
    /// Sheets of the workbook.
    pub(super) sheets: usize,
}

/// Makes a circular; `None` where the sink says why not.
pub(super) fn make_one(
    session: &Session,
    circular: &Loaded<CircularFile>,
    asked: &Asked,
    sink: &mut Sink,
) -> Option<Made> {
    let workspace = session.workspace.as_ref()?;
    let inputs = inputs::of(session, workspace, circular);
    if asked.attach {
        inputs.not_attached().for_each(|finding| sink.push(finding));
    }
    let order = Order {
        formats: asked.formats.clone(),
        parts: asked.parts,
        sheets_if_any: asked.sheets_if_any,
        attach: asked.attach.then(|| inputs.attachments()),
    };
    let outputs = make(
        workspace,
        &session.sources,
        circular,
        &session.world,
        &order,
        sink,
    )?;
    if super::fails(sink.found(), asked.strict) {
        return None;
    }
    let faces = session.world.fonts.faces();
    let faces = faces
        .map(|(id, face)| (face, outputs.faces.contains(&id)))
        .collect();
    let open = sink.found().iter().filter(|d| d.accepted.is_none());
    let (attached, pages, sheets) = (outputs.attached, outputs.pages, outputs.sheets);
    let (metadata, files) = (outputs.metadata.clone(), outputs.named(&circular.name));
    let lock = archive::lock(Sealed {
        circular: &session.sources.get(circular.file)?.name,
        metadata,
        options: asked.options(open.count()),
        inputs: inputs.all().map(|input| input.entry.clone()).collect(),
        faces,
        outputs: &files,
        sm3: session.wants_sm3(),
    });
    Some(Made {
        files,
        lock,
        inputs,
        attached,
        pages,
        sheets,
    })
}
