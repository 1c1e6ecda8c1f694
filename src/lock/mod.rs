//! What an archive says of itself (锁定表): which program made it, from what, into what, and whose document it is.
//!
//! [`write`] makes `lock.toml`, [`read`] reads it. The same table stands beside the outputs of a build, so that the
//! next run knows what is still up to date.

mod write;

use serde::Deserialize;
use toml::value::Datetime;

use crate::digest;
pub use write::write;

/// The form of the table (格式版本); it changes where an older program would misread a newer table.
pub const FORMAT: u32 = 1;

/// The version of this program (程序版本): with the same inputs and faces it gives the same bytes.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The whole table (锁定表).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Lock {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// [`VERSION`] of that program.
    pub tongbao: String,
    /// The circular's file in the workspace: `circulars/2024-Q2.toml`.
    pub circular: String,
    /// What DA/T 46—2009 wants to know, as far as the data say it.
    #[serde(default)]
    pub metadata: Metadata,
    /// What was asked for.
    pub options: Options,
    /// The files it was made from, by name.
    #[serde(default)]
    pub inputs: Vec<Entry>,
    /// The faces it was set in, and every face of the office's.
    #[serde(default)]
    pub fonts: Vec<FontEntry>,
    /// The files that came of it, by name.
    #[serde(default)]
    pub outputs: Vec<Entry>,
}

impl Lock {
    /// Whether its digests have SM3 beside SHA-256.
    #[must_use]
    pub fn has_sm3(&self) -> bool {
        let files = self.inputs.iter().chain(&self.outputs);
        files.map(|file| &file.digests).any(|found| found.sm3.is_some())
    }
}

/// Metadata of a filed document (元数据): the elements of DA/T 46—2009 by their own names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// 题名.
    #[serde(rename = "题名")]
    pub title: String,
    /// 文件编号: the circular's 发文字号.
    #[serde(rename = "文件编号")]
    pub serial: Option<String>,
    /// 责任者, the host first.
    #[serde(rename = "责任者")]
    pub authors: Vec<String>,
    /// 日期: of the document, not of the archive.
    #[serde(rename = "日期")]
    pub date: Option<Datetime>,
    /// 文种.
    #[serde(rename = "文种")]
    pub kind: Option<String>,
    /// 密级, without its term.
    #[serde(rename = "密级")]
    pub secrecy: Option<String>,
    /// 保密期限.
    #[serde(rename = "保密期限")]
    pub secrecy_term: Option<String>,
    /// 紧急程度.
    #[serde(rename = "紧急程度")]
    pub urgency: Option<String>,
    /// 主送.
    #[serde(rename = "主送")]
    pub to: Vec<String>,
    /// 抄送.
    #[serde(rename = "抄送")]
    pub copies: Vec<String>,
    /// 附件题名.
    #[serde(rename = "附件题名")]
    pub annexes: Vec<String>,
    /// 页数.
    #[serde(rename = "页数")]
    pub pages: usize,
}

/// What was asked for (选项): with other options the same data give other bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Options {
    /// `pdf`, `xlsx`.
    pub formats: Vec<String>,
    /// Whether a circular without a table goes without a workbook; otherwise that was an error.
    pub sheets_if_any: bool,
    /// `both`, `notice` or `annexes`.
    pub parts: String,
    /// Whether the PDF carries the inputs.
    pub attach_data: bool,
    /// Whether warnings were errors.
    pub strict: bool,
    /// Findings told while it was made that nobody accepted: warnings and notes.
    pub findings: usize,
}

/// One file and what it was (文件).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// `/` between folders: `projects/2024.toml`.
    pub file: String,
    /// What it is, in Chinese: 项目清单.
    pub what: String,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its digests.
    #[serde(flatten)]
    pub digests: Digests,
}

impl Entry {
    /// The entry of a file with these bytes; with `sm3` both digests.
    #[must_use]
    pub fn of(file: &str, what: &str, bytes: &[u8], sm3: bool) -> Self {
        Self {
            file: file.to_owned(),
            what: what.to_owned(),
            bytes: bytes.len(),
            digests: Digests::of(bytes, sm3),
        }
    }

    /// Whether these are the bytes that it was made of, by every digest that it has.
    #[must_use]
    pub fn fits(&self, bytes: &[u8]) -> bool {
        self.bytes == bytes.len() && self.digests == Digests::of(bytes, self.digests.sm3.is_some())
    }
}

/// Digests of a file (摘要), in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Digests {
    /// SHA-256, always.
    pub sha256: String,
    /// SM3, where the office asks for it.
    pub sm3: Option<String>,
}

impl Digests {
    /// Of these bytes; with `sm3` both.
    #[must_use]
    pub fn of(bytes: &[u8], sm3: bool) -> Self {
        Self {
            sha256: digest::sha256(bytes),
            sm3: sm3.then(|| digest::sm3(bytes)),
        }
    }
}

/// One face (字体) and what its file was.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FontEntry {
    /// The key of its role: `fangsong`.
    pub role: String,
    /// The name a clerk knows it by; of an office's face the file that the settings name.
    pub name: String,
    /// As a PDF calls it.
    pub postscript: String,
    /// 内置 or 本单位.
    pub maker: String,
    /// Whether a character of this document is set in it.
    pub used: bool,
    /// Digests of its file.
    #[serde(flatten)]
    pub digests: Digests,
}

/// `maker` of an office's own face.
pub const OFFICE_MADE: &str = "本单位";
/// `maker` of a face that comes with the program.
pub const BUNDLED: &str = "内置";

/// Why a table cannot be read (读不出的原因).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// Not TOML, or not of this shape; the reason in English as the reader gives it.
    Shape(String),
    /// Of a later form.
    Newer {
        /// Its [`Lock::format`].
        format: u32,
    },
}

/// Reads a table.
///
/// # Errors
/// If it has not this shape, or is of a later form than this program knows.
pub fn read(text: &str) -> Result<Lock, LockError> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let shape = |error: toml::de::Error| LockError::Shape(error.message().to_owned());
    let Head { format } = toml::from_str(text).map_err(shape)?;
    if format > FORMAT {
        return Err(LockError::Newer { format });
    }
    toml::from_str(text).map_err(shape)
}
