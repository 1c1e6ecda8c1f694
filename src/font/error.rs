//! What can be wrong with a font file (字体错误).

use crate::diag::{Diagnostic, code};

/// Why a file cannot serve as a face (字体错误).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontError {
    /// Not a TrueType or OpenType file, or one that is cut short.
    NotAFont,
    /// A collection (TTC) that has only so many faces.
    NoSuchIndex {
        /// How many it has.
        faces: u32,
    },
    /// No map from Unicode characters to glyphs.
    NoCharacters,
    /// No outlines: only bitmaps, or a table of them is missing.
    NoOutlines,
    /// A variable font: its weight is not settled.
    Variable,
    /// The licence bits (OS/2 fsType) forbid embedding outlines into a document.
    EmbeddingForbidden,
    /// More faces than a document can have.
    TooMany,
}

impl FontError {
    /// What a clerk reads: which file, what is wrong, the way out.
    #[must_use]
    pub fn diagnostic(self, file: &str) -> Diagnostic {
        let code = match self {
            Self::EmbeddingForbidden => code::font::EMBEDDING_FORBIDDEN,
            _ => code::font::NOT_USABLE,
        };
        Diagnostic::new(code, format!("字体文件“{file}”不能使用：{self}")).help(self.way_out())
    }

    /// What to do about it.
    const fn way_out(self) -> &'static str {
        match self {
            Self::NotAFont => "请核对文件是否完整，格式是否为 .ttf、.otf 或 .ttc。",
            Self::NoSuchIndex { .. } => "字体集取其中第一个字体；请核对文件是否完整。",
            Self::NoCharacters | Self::NoOutlines => "请换用带 Unicode 字符表的 TrueType 或 OpenType 字体。",
            Self::Variable => "请换用单一字重的字体文件。",
            Self::EmbeddingForbidden => "请换用允许嵌入的字体，或去掉此项设置，使用内置字体。",
            Self::TooMany => "请减少字体设置。",
        }
    }
}

impl std::fmt::Display for FontError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAFont => f.write_str("不是完整的 TrueType 或 OpenType 字体"),
            Self::NoSuchIndex { faces } => write!(f, "字体集中只有 {faces} 个字体"),
            Self::NoCharacters => f.write_str("没有 Unicode 字符表"),
            Self::NoOutlines => f.write_str("没有字形轮廓"),
            Self::Variable => f.write_str("是可变字体，字重未定"),
            Self::EmbeddingForbidden => f.write_str("字体许可不允许嵌入文档"),
            Self::TooMany => f.write_str("字体过多"),
        }
    }
}

impl std::error::Error for FontError {}
