//! Pages to PDF (版式文件输出): an archival, accessible file, the same bytes for the same pages.
//!
//! While pages come, in groups:
//!
//! 1. `subset` numbers the glyphs of each face in the order of their first use;
//! 2. `draw` writes each page's content stream, and notes which mark belongs to which node;
//! 3. `pack` compresses it and puts it into the file.
//!
//! When the last has come:
//!
//! 4. `print` has printpdf make a document of the pages and pictures;
//! 5. `finish` completes it to PDF/A-2a (ISO 19005-2), or 3a where it carries files, and PDF/UA-1 (ISO 14289-1):
//!    fonts, structure, metadata, files;
//! 6. `pack` compresses, numbers and writes it behind the pages.
//!
//! Nothing here knows of paragraphs or tables: what is drawn and what it means comes with the pages.

mod attachment;
mod content;
mod draw;
mod error;
mod finish;
mod glyf;
mod number;
mod pack;
mod picture;
mod print;
mod seam;
mod subset;
mod writer;

use crate::font::Fonts;
use crate::page::Pages;

pub use attachment::{Attachment, Relation};
pub use error::PdfError;
pub use writer::Writer;

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
    Writer::new(fonts, options.clone()).write(pages)
}
