//! Writing files (输出): PDF from pages, sheets from the document.

pub mod anchors;
pub mod pdf;
pub mod xlsx;
