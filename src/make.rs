//! The flow (流程) from a circular's data to its files; each step is a room of its own.

use crate::diag::{Sink, Sources};
use crate::document::Document;
use crate::export::pdf::{self, PdfOptions};
use crate::export::xlsx::{self, XlsxOptions};
use crate::font::Fonts;
use crate::layout;
use crate::model::file::{CircularFile, Format};
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{Report, Workspace};
use crate::page::Pages;
use crate::standard::Standard;
use crate::template;

pub use crate::template::Parts;

/// What a document is made with, besides its data (环境).
#[derive(Clone, Debug)]
pub struct World {
    /// Every face, with the office's own in front.
    pub fonts: Fonts,
    /// The measures, with the office's own in their places.
    pub standard: Standard,
}

/// A circular's files (成品文件), in the order asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    /// Ending and bytes.
    pub files: Vec<(Format, Vec<u8>)>,
    /// Sides of paper (页数).
    pub pages: usize,
    /// Sheets (工作表数).
    pub sheets: usize,
}

/// A circular's words and its pages; `None` where an error stands in the way, which the sink then holds.
pub fn compose(
    workspace: &Workspace,
    sources: &Sources,
    circular: &Loaded<CircularFile>,
    world: &World,
    parts: Parts,
    sink: &mut Sink,
) -> Option<(Document, Pages)> {
    // rows missing for a fault that is told already would only be told again, at every place that asks for them
    let rows = [FileKind::Projects, FileKind::Progress];
    if rows.iter().any(|kind| workspace.incomplete.contains(kind)) {
        return None;
    }
    let report = Report::new(workspace, circular);
    let options = template::ComposeOptions { parts };
    let document = template::compose(workspace, sources, &report, circular, &options, sink)?;
    let pages = layout::lay_out(&document, &world.fonts, &world.standard, sink);
    Some((document, pages))
}

/// A circular's files in the formats asked for; `None` where an error stands in the way.
pub fn make(
    workspace: &Workspace,
    sources: &Sources,
    circular: &Loaded<CircularFile>,
    world: &World,
    order: &Order,
    sink: &mut Sink,
) -> Option<Outputs> {
    let (document, pages) = compose(workspace, sources, circular, world, order.parts, sink)?;
    if sink.has_errors() {
        return None;
    }
    let mut outputs = Outputs {
        pages: pages.pages.len(),
        sheets: xlsx::sheets(&document),
        ..Outputs::default()
    };
    for format in &order.formats {
        if *format == Format::Xlsx && order.sheets_if_any && outputs.sheets == 0 {
            continue;
        }
        let bytes = write(*format, &document, &pages, world, sink)?;
        outputs.files.push((*format, bytes));
    }
    Some(outputs)
}

fn write(
    format: Format,
    document: &Document,
    pages: &Pages,
    world: &World,
    sink: &mut Sink,
) -> Option<Vec<u8>> {
    match format {
        Format::Pdf => match pdf::write(pages, &world.fonts, &PdfOptions::default()) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                sink.push(error.diagnostic());
                None
            }
        },
        Format::Xlsx => {
            let options = XlsxOptions {
                standard: world.standard.clone(),
                ..XlsxOptions::default()
            };
            xlsx::write(document, &options, sink)
        }
    }
}

/// Which files are wanted (所要文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Each once.
    pub formats: Vec<Format>,
    /// Whether a workbook is left out, rather than an error, where there is no table.
    pub sheets_if_any: bool,
    /// Notice, annexes, or both.
    pub parts: Parts,
}
