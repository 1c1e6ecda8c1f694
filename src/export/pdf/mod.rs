//! Pages to PDF (版式文件输出): an archival, accessible file, the same bytes for the same pages.
//!
//! 1. `subset` counts which glyphs of which face are used;
//! 2. `draw` turns every page into printpdf's operators, and notes which mark belongs to which node;
//! 3. `print` has printpdf make a document of them;
//! 4. `finish` completes it to PDF/A-2a (ISO 19005-2), or 3a where it carries files, and PDF/UA-1 (ISO 14289-1):
//!    fonts, structure, metadata, files;
//! 5. `pack` compresses, numbers and writes it.
//!
//! Nothing here knows of paragraphs or tables: what is drawn and what it means comes with the pages.

mod attachment;
mod draw;
mod error;
mod finish;
mod pack;
mod picture;
mod print;
mod seam;
mod subset;

use rayon::prelude::*;

use crate::font::Fonts;
use crate::page::{Page, Pages};

pub use attachment::{Attachment, Relation};
pub use error::PdfError;
use picture::Pictures;
use subset::Subsets;

/// How a PDF is written (PDF 选项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PdfOptions {
    /// How hard streams are compressed.
    pub compression: Compression,
    /// The program named in the file. It is part of the bytes, so an archive keeps it with its lock.
    pub producer: String,
    /// Files that the PDF carries, in any order; with any it is PDF/A-3a (ISO 19005-3), which is what may carry them.
    pub attachments: Vec<Attachment>,
}

impl Default for PdfOptions {
    fn default() -> Self {
        Self {
            compression: Compression::default(),
            producer: concat!("tongbao ", env!("CARGO_PKG_VERSION")).to_owned(),
            attachments: Vec::new(),
        }
    }
}

/// How hard streams are compressed (压缩程度).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Compression {
    /// 不压缩: a file that people can read, for looking into it.
    None,
    /// 快: a tenth larger than [`Self::Small`] in a fifth of the time, which is nearly all the time there is.
    #[default]
    Fast,
    /// 小: for archives of many documents.
    Small,
}

/// Writes pages as PDF 1.7 that is PDF/A-2a and PDF/UA-1 at once; PDF/A-3a with attachments.
///
/// # Errors
/// If a glyph is not in its face, a face cannot be subset, or a picture is no readable PNG: see [`PdfError`].
pub fn write(pages: &Pages, fonts: &Fonts, options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    let subsets = Subsets::of(pages, fonts)?;
    let pictures = Pictures::of(pages)?;
    let drawn: Result<Vec<Drawn>, PdfError> = pages
        .pages
        .par_iter()
        .map(|page| draw(page, pages, &subsets, &pictures))
        .collect();
    let mut work = finish::Work {
        pages,
        fonts,
        subsets: &subsets,
        marks: Vec::new(),
        options,
    };
    let (mut sides, mut contents) = (Vec::new(), Vec::new());
    for drawn in drawn? {
        sides.push(drawn.page);
        contents.push(drawn.content);
        work.marks.push(drawn.marks);
    }
    let (mut document, sheets) = print::document(sides, pictures)?;
    for (sheet, content) in sheets.iter().zip(contents) {
        print::set_content(&mut document, *sheet, content)?;
    }
    finish::finish(&mut document, &work, &sheets)?;
    Ok(pack::pack(document, options.compression))
}

/// A page, drawn.
struct Drawn {
    /// Its boxes.
    page: printpdf::PdfPage,
    content: Vec<u8>,
    marks: draw::Marks,
}

fn draw(page: &Page, pages: &Pages, subsets: &Subsets, pictures: &Pictures) -> Result<Drawn, PdfError> {
    let (mut page, marks) = draw::draw(page, &pages.binding.tree, subsets, pictures);
    Ok(Drawn {
        content: print::content(&mut page)?,
        page,
        marks,
    })
}
