//! Opening a file (打开文件), and why it cannot be.

use lopdf::{Document, Error, LoadOptions, ObjectId};

use super::file::File;
use super::repair;
use crate::diag::Diagnostic;
use crate::diag::code::inspect::{DAMAGED, ENCRYPTED, NO_PAGES, NOT_PDF};

/// Streams of objects may unfold to no more.
const LIMIT: usize = 256 << 20;
/// Pages that are read; a circular has a hundred at most.
const PAGES: usize = 5000;
/// A PDF's first words may stand behind other bytes, so far.
const HEAD: usize = 1024;

/// Reads the objects of a file.
///
/// # Errors
/// As one finding, if it is no PDF, needs a password or is damaged.
pub(super) fn open(bytes: &[u8]) -> Result<File, Diagnostic> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return Err(Diagnostic::new(NOT_PDF, "检验的文件不是 PDF：开头没有“%PDF-”")
            .help("检验只读 PDF 文件；Word、WPS、OFD 文件请先导出为 PDF"));
    }
    let document = match load(bytes) {
        Ok(document) if document.is_encrypted() => return Err(encrypted()),
        Ok(document) if document.page_iter().next().is_some() => document,
        Err(Error::InvalidPassword | Error::Decryption(_)) => return Err(encrypted()),
        // the table of objects is wrong or lost: the objects may still be there
        other => repair::repaired(bytes)
            .and_then(|bytes| load(&bytes).ok())
            .or(other.ok())
            .ok_or_else(damaged)?,
    };
    Ok(File { document })
}

fn load(bytes: &[u8]) -> Result<Document, Error> {
    Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(LIMIT))
}

fn damaged() -> Diagnostic {
    Diagnostic::new(DAMAGED, "检验的 PDF 已损坏，读不出内容")
        .help("重新导出一份，或用 PDF 阅读器打开后另存一份，再检验")
}

fn encrypted() -> Diagnostic {
    Diagnostic::new(ENCRYPTED, "检验的 PDF 设有打开密码，读不出内容").help("取消密码，另存一份再检验")
}

/// The pages in order.
///
/// # Errors
/// Without any.
pub(super) fn pages(file: &File) -> Result<Vec<ObjectId>, Diagnostic> {
    let pages: Vec<ObjectId> = file.document.page_iter().take(PAGES).collect();
    if pages.is_empty() {
        return Err(Diagnostic::new(NO_PAGES, "检验的 PDF 里一页也没有")
            .help("核对检验的是不是这个文件，或重新导出一份"));
    }
    Ok(pages)
}
