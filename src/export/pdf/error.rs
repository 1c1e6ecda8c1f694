//! Why a PDF cannot be written (PDF 错误).

use crate::diag::{Diagnostic, code};

/// Why a PDF cannot be written (PDF 错误).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PdfError {
    /// A run has a character without a glyph: an archival file must have one for each (ISO 19005-2 6.2.11.8).
    NoGlyph {
        /// The character.
        ch: char,
        /// The face's name.
        face: String,
    },
    /// A face that the subsetter does not understand.
    Face {
        /// Its name.
        face: String,
    },
    /// A picture that is no readable PNG.
    Picture {
        /// The words for it.
        alt: String,
    },
    /// The document's own objects do not hang together: a fault of this program.
    Objects {
        /// What lopdf says.
        detail: String,
    },
}

impl PdfError {
    /// What a clerk reads.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let (code, help) = match self {
            Self::NoGlyph { .. } => (
                code::output::NO_GLYPH,
                "请改用其他写法，或在字体设置中指定含有该字的字体。",
            ),
            Self::Face { .. } => (
                code::output::FACE,
                "请换用另一字体文件，或去掉此项设置，使用内置字体。",
            ),
            Self::Picture { .. } => (code::output::PICTURE, "请把图片另存为普通的 PNG 文件。"),
            Self::Objects { .. } => (code::output::OBJECTS, "这是程序的错误，请连同输入一并报告。"),
        };
        Diagnostic::new(code, self.to_string()).help(help)
    }
}

impl std::fmt::Display for PdfError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoGlyph { ch, face } => {
                write!(f, "字体“{face}”没有“{ch}”（U+{:04X}）的字形", u32::from(*ch))
            }
            Self::Face { face } => write!(f, "字体“{face}”无法嵌入 PDF"),
            Self::Picture { alt } => write!(f, "图片“{alt}”不是可读的 PNG 文件"),
            Self::Objects { detail } => write!(f, "PDF 未能写成：{detail}"),
        }
    }
}

impl std::error::Error for PdfError {}

impl From<lopdf::Error> for PdfError {
    fn from(error: lopdf::Error) -> Self {
        Self::Objects {
            detail: error.to_string(),
        }
    }
}
