//! What the circular is (公文): its elements and words, free of any format and of any measure of paper.
//!
//! Templates fill it, layout places it, the flowing formats write it. Numbers in cells stay numbers.

mod kin;

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diag::Origin;
use crate::unit::Length;

/// A whole circular (公文): the elements of GB/T 9704—2012 chapter 7, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// For metadata and file names.
    pub meta: Meta,
    /// 版头.
    pub head: Head,
    /// 标题.
    pub title: Option<Text>,
    /// A line under the title in brackets or a date (题注), where an office sets one.
    pub subtitle: Option<Text>,
    /// 主送机关, without the final colon.
    pub to: Option<Text>,
    /// 正文.
    pub body: Vec<Block>,
    /// Whether the annexes are listed under the body (附件说明, 7.3.4).
    pub annex_note: bool,
    /// 署名, 成文日期, 印章.
    pub signature: Option<Signature>,
    /// 附注, without its brackets.
    pub note: Option<Text>,
    /// 附件.
    pub annexes: Vec<Annex>,
    /// 版记.
    pub record: Option<Record>,
}

/// About the document (元数据).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// 题名.
    pub title: String,
    /// 责任者.
    pub author: String,
    /// 文号, empty where there is none.
    pub serial: String,
    /// 成文日期 as year, month, day; the only date that may stand in a file.
    pub date: Option<(i16, u8, u8)>,
}

/// A piece of text (文字) and where it came from. A line feed is a forced new line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The characters.
    pub string: String,
    /// The clerk's line it came from.
    pub origin: Option<Origin>,
}

impl Text {
    /// `string`, coming from `origin`.
    #[must_use]
    pub fn new(string: impl Into<String>, origin: Option<Origin>) -> Self {
        Self {
            string: string.into(),
            origin,
        }
    }
}

/// 版头: everything above the red rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Which format.
    pub form: HeadForm,
    /// 份号 (7.2.1).
    pub copy_number: Option<Text>,
    /// 密级和保密期限 (7.2.2): 机密★1年.
    pub secrecy: Option<Text>,
    /// 紧急程度 (7.2.3).
    pub urgency: Option<Text>,
    /// 发文机关标志 (7.2.4): the organs' names, the host first; a bulletin's name.
    pub marks: Vec<Text>,
    /// 文件 behind the names, where the mark has it.
    pub mark_suffix: Option<Text>,
    /// 发文字号 (7.2.5), or a bulletin's 第N期.
    pub serial: Option<Text>,
    /// 签发人 (7.2.6), only upward.
    pub signers: Vec<Text>,
    /// 编发单位, only a bulletin.
    pub compiled_by: Option<Text>,
    /// 编发日期, only a bulletin.
    pub compiled_on: Option<Text>,
}

/// The format of the head (版头格式).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HeadForm {
    /// No red head: the title begins the page (无红头).
    #[default]
    Plain,
    /// 文件格式, chapter 7.
    File,
    /// 信函格式, 10.1.
    Letter,
    /// 简报: a big red name, 第N期 below it, 编发单位 and date above the red rule.
    Bulletin,
}

/// A block (段) of the body or of an annex.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 4 (7.3.3).
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table in the text.
    Table(Table),
}

/// A heading (层次标题).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 4.
    pub level: u8,
    /// 一、 or （一） or 1. or （1）, set by the program.
    pub mark: String,
    /// The heading itself; ends in 。 where it runs into `rest`.
    pub text: Text,
    /// What follows on the same line (连排).
    pub rest: Option<Text>,
}

/// A paragraph (段落).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// ① of a list, or a label such as 年度任务：, set apart by its face.
    pub label: Option<Label>,
    /// The text.
    pub text: Text,
    /// Indented or not.
    pub style: ParagraphStyle,
}

/// What stands before a paragraph's text (段首).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// ①, of a list; in the body's face.
    Item(String),
    /// 年度任务：, with its colon; in 黑体.
    Term(Text),
}

/// How a paragraph is set (段落样式).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParagraphStyle {
    /// First line two characters in, justified.
    #[default]
    Body,
    /// Flush left, as a form of address.
    Flush,
    /// Centred.
    Centered,
}

/// 署名, 成文日期 and 印章 (7.3.5).
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// Which of the three variants.
    pub form: SignatureForm,
    /// Who signs, the host first.
    pub signers: Vec<Signer>,
    /// 成文日期.
    pub date: Text,
}

/// The variants of 7.3.5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SignatureForm {
    /// 加盖印章 (7.3.5.1).
    #[default]
    Sealed,
    /// 不加盖印章 (7.3.5.2).
    Unsealed,
    /// 加盖签发人签名章 (7.3.5.3).
    Stamped,
}

/// One who signs (署名人).
#[derive(Clone, Debug, PartialEq)]
pub struct Signer {
    /// 发文机关署名; in the stamped variant 职务.
    pub name: Text,
    /// Seal or signature stamp; `None` keeps its place free.
    pub picture: Option<Arc<Picture>>,
    /// 印章直径, or the stamp's height.
    pub diameter: Option<Length>,
}

/// A picture (图片) as PNG bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Words for it, such as 清溪县人民政府办公室印章.
    pub alt: String,
    /// The PNG file.
    pub png: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} {}×{})", self.alt, self.width, self.height)
    }
}

/// 版记 (7.4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// 主送 moved down from the front (7.4.2).
    pub to: Option<Text>,
    /// 抄送.
    pub copies: Option<Text>,
    /// 印发机关.
    pub printer: Option<Text>,
    /// 印发日期, without 印发.
    pub printed_on: Option<Text>,
}

/// 附件 (7.3.7).
#[derive(Clone, Debug, PartialEq)]
pub struct Annex {
    /// `None` for the only annex.
    pub number: Option<u32>,
    /// 附件标题, the same as in the note.
    pub title: Text,
    /// Name of its sheet in a workbook (工作表名), `None` for the title.
    pub sheet: Option<String>,
    /// Whether its pages are turned (横排, chapter 8).
    pub landscape: bool,
    /// Whether it begins with 附件N and stands in the note; not so where tables are a document of their own.
    pub labelled: bool,
    /// Only a sheet of the workbook: not on paper, not in the note (只出电子表格), as the text itself says it all.
    pub sheet_only: bool,
    /// Listed in the note but not among these pages (另行印出): the notice alone was asked for.
    pub apart: bool,
    /// What stands in it.
    pub body: Vec<Block>,
}

/// A table (表).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// 单位：万元, above the table on the right.
    pub unit_line: Option<Text>,
    /// 截至…, above the table on the left.
    pub status_line: Option<Text>,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// Head rows; each as long as `columns`, `None` where a cell spans over.
    pub head: Vec<Vec<Option<Cell>>>,
    /// Body rows.
    pub rows: Vec<Row>,
    /// 注：…, under the table, a paragraph each.
    pub notes: Vec<Text>,
    /// Type size asked for, `None` for the house's, or 五号 where the table is longer than a page or tight in it; below
    /// that, layout steps down only where a word would not fit.
    pub size: Option<Length>,
    /// The clerk's line.
    pub origin: Option<Origin>,
}

/// A column (列).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Width asked for; `None` is from the content.
    pub width: Option<Length>,
    /// How its body cells stand.
    pub align: Align,
    /// Repeated in each block where a table is too wide for the page (关键列).
    pub key: bool,
}

/// How text stands in a cell (对齐).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Align {
    /// 左.
    #[default]
    Left,
    /// 中.
    Center,
    /// 右.
    Right,
    /// 小数点: numbers on their points, the widest centred.
    Point,
}

/// A row (行).
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// As many as columns, `None` where a cell above or to the left spans over.
    pub cells: Vec<Option<Cell>>,
}

/// Kinds of rows (行的种类).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// 数据行.
    #[default]
    Data,
    /// 分组行, over the whole width: never the last on a page.
    Group,
    /// 合计行: never alone on a page.
    Total,
}

/// A cell (单元格).
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it says.
    pub value: Value,
    /// Rows it spans, at least 1.
    pub rows: u32,
    /// Columns it spans, at least 1.
    pub cols: u32,
    /// Other than its column's.
    pub align: Option<Align>,
    /// The clerk's line.
    pub origin: Option<Origin>,
}

impl Cell {
    /// One row, one column, aligned as its column.
    #[must_use]
    pub const fn new(value: Value, origin: Option<Origin>) -> Self {
        Self {
            value,
            rows: 1,
            cols: 1,
            align: None,
            origin,
        }
    }
}

/// What a cell says (值); numbers stay numbers, so that a sheet can count with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text; a line feed begins a new paragraph of the cell.
    Text(String),
    /// A number.
    Number {
        /// As a sheet stores it; for a percentage 0.875.
        value: Decimal,
        /// As printed: 87.5%.
        printed: String,
        /// Decimal places printed.
        decimals: u8,
        /// Printed with %.
        percent: bool,
    },
}

impl Value {
    /// As printed.
    #[must_use]
    pub fn printed(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(text) => text,
            Self::Number { printed, .. } => printed,
        }
    }
}
