//! The flow (流程) from a circular's data to its files; each step is a room of its own.

use std::collections::BTreeSet;

use crate::archive::{self, File};
use crate::diag::{Sink, Sources};
use crate::document::Document;
use crate::export::anchors;
use crate::export::pdf::{Attachment, PdfError, PdfOptions, Relation, Writer};
use crate::export::xlsx::{self, XlsxOptions};
use crate::font::{FaceId, Fonts};
use crate::layout;
use crate::lock::Metadata;
use crate::model::file::{CircularFile, Format};
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{Report, Workspace};
use crate::page::{Binding, Page, Pages, Shape, Tree};
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

/// A circular's files (成品文件).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outputs {
    /// Ending and bytes.
    pub files: Vec<(Format, Vec<u8>)>,
    /// Places kept free for seals (印章位置), where there are any: JSON that goes beside the PDF.
    pub anchors: Option<Vec<u8>>,
    /// Files that the PDF carries (随附文件数).
    pub attached: usize,
    /// Sides of paper (页数).
    pub pages: usize,
    /// Sheets (工作表数).
    pub sheets: usize,
    /// What an archive says of the document (元数据).
    pub metadata: Metadata,
    /// Faces with a glyph on the pages.
    pub faces: BTreeSet<FaceId>,
}

impl Outputs {
    /// The files as they are called in the output folder, for a circular of that name, in the order they are told.
    #[must_use]
    pub fn named(self, name: &str) -> Vec<File> {
        let mut files = Vec::new();
        let file = |ending, what, bytes| File {
            name: format!("{name}.{ending}"),
            what,
            bytes,
        };
        let mut anchors = self.anchors;
        for (format, bytes) in self.files {
            files.push(file(format.key(), format.term(), bytes));
            // beside the PDF that they are of
            let anchors = anchors.take_if(|_| format == Format::Pdf);
            files.extend(anchors.map(|bytes| file("anchors.json", "印章位置", bytes)));
        }
        files
    }
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
    let document = write(workspace, sources, circular, parts, sink)?;
    let pages = layout::lay_out(&document, &world.fonts, &world.standard, sink);
    Some((document, pages))
}

/// A circular's words.
fn write(
    workspace: &Workspace,
    sources: &Sources,
    circular: &Loaded<CircularFile>,
    parts: Parts,
    sink: &mut Sink,
) -> Option<Document> {
    // rows missing for a fault that is told already would only be told again, at every place that asks for them
    let rows = [FileKind::Projects, FileKind::Progress];
    if rows.iter().any(|kind| workspace.incomplete.contains(kind)) {
        return None;
    }
    let report = Report::new(workspace, circular);
    let options = template::ComposeOptions { parts };
    template::compose(workspace, sources, &report, circular, &options, sink)
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
    let document = write(workspace, sources, circular, order.parts, sink)?;
    let sheets = xlsx::sheets(&document);
    let wants = |format| order.formats.contains(&format);
    let wants_sheets = wants(Format::Xlsx) && !(order.sheets_if_any && sheets == 0);
    let carries = wants(Format::Pdf) && order.attach.is_some();
    let needs_sheets = wants_sheets || (carries && sheets > 0);
    let mut paper = Paper::new(wants(Format::Pdf).then(|| Writer::new(&world.fonts, PdfOptions::default())));
    // a workbook knows nothing of pages, so it is written while they are laid out
    let (binding, tables) = rayon::join(
        || {
            let mut take = |page, tree: &_| paper.take(page, tree);
            layout::lay_out_to(&document, &world.fonts, &world.standard, sink, &mut take)
        },
        || needs_sheets.then(|| write_xlsx(&document, world)),
    );
    if sink.has_errors() {
        return None;
    }
    let mut outputs = Outputs {
        pages: paper.pages,
        sheets,
        metadata: archive::metadata(&document, &circular.data, paper.pages),
        faces: std::mem::take(&mut paper.faces),
        ..Outputs::default()
    };
    let mut workbook = None;
    if let Some((written, found)) = tables {
        // what is said of the tables comes after what is said of the pages, whichever was done first
        sink.append(found);
        workbook = Some(written?);
    }
    if let Some(writer) = paper.writer {
        let attachments = attachments(order, &circular.name, workbook.as_deref());
        outputs.attached = attachments.len();
        let pdf = finish_pdf(writer, &binding, attachments, sink)?;
        outputs.files.push((Format::Pdf, pdf));
        outputs.anchors = anchors::write(&binding, &format!("{}.pdf", circular.name));
    }
    if let Some(workbook) = workbook.filter(|_| wants_sheets) {
        outputs.files.push((Format::Xlsx, workbook));
    }
    Some(outputs)
}

/// Pages as they leave the layout (纸): each is written at once and then forgotten.
struct Paper<'a> {
    /// `None` where no PDF is wanted. An error is kept until it is its turn to be told.
    writer: Option<Result<Writer<'a>, PdfError>>,
    /// How many there are.
    pages: usize,
    /// The faces of every glyph.
    faces: BTreeSet<FaceId>,
}

impl<'a> Paper<'a> {
    fn new(writer: Option<Writer<'a>>) -> Self {
        Self {
            writer: writer.map(Ok),
            pages: 0,
            faces: BTreeSet::new(),
        }
    }

    fn take(&mut self, page: Page, tree: &Tree) {
        self.pages += 1;
        self.faces
            .extend(page.items.iter().filter_map(|item| match &item.shape {
                Shape::Text(run) => Some(run.face),
                Shape::Rule(_) | Shape::Image(_) => None,
            }));
        if let Some(Ok(writer)) = &mut self.writer
            && let Err(error) = writer.page(page, tree)
        {
            self.writer = Some(Err(error));
        }
    }
}

/// What the PDF carries: the inputs, and the tables as a workbook, wanted as a file of its own or not.
fn attachments(order: &Order, name: &str, workbook: Option<&[u8]>) -> Vec<Attachment> {
    let Some(inputs) = &order.attach else {
        return Vec::new();
    };
    let workbook = workbook.map(|bytes| Attachment {
        name: format!("{name}.xlsx"),
        description: "附件表".to_owned(),
        relation: Relation::Data,
        bytes: bytes.to_vec(),
    });
    inputs.iter().cloned().chain(workbook).collect()
}

fn finish_pdf(
    writer: Result<Writer, PdfError>,
    binding: &Binding,
    attachments: Vec<Attachment>,
    sink: &mut Sink,
) -> Option<Vec<u8>> {
    let finished = writer.and_then(|mut writer| {
        writer.attach(attachments);
        writer.finish(binding)
    });
    finished.map_err(|error| sink.push(error.diagnostic())).ok()
}

/// The workbook, `None` where an error stands in its way, and the findings about it.
fn write_xlsx(document: &Document, world: &World) -> (Option<Vec<u8>>, Sink) {
    let options = XlsxOptions {
        standard: world.standard.clone(),
        ..XlsxOptions::default()
    };
    let mut sink = Sink::new();
    let workbook = xlsx::write(document, &options, &mut sink);
    (workbook, sink)
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
    /// What the PDF carries besides its tables as a workbook (随附数据): the inputs it was made from; `None` for a PDF
    /// that carries nothing.
    pub attach: Option<Vec<Attachment>>,
}
