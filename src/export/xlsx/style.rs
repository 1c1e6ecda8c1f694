//! Looks of cells (单元格格式): faces, alignment, borders, number formats.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::SheetFonts;
use crate::unit::Length;

/// Which look (样式). A long table asks for one a cell, so it is a few numbers, compared at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    /// What face.
    pub(super) face: Face,
    /// Type size.
    pub(super) size: Length,
    /// Left to right.
    pub(super) side: Side,
    /// Steps away from that side.
    pub(super) indent: u8,
    /// At the top of the cell, not in the middle of its height.
    pub(super) top: bool,
    /// Rules around it.
    pub(super) ruled: bool,
    /// Number format; without one it is text, which wraps.
    pub(super) number: Option<Code>,
    /// Kept as text when a clerk edits it: =1+1, 007.
    pub(super) quoted: bool,
}

/// A number format that [`Styles`] knows (数字格式代号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code(usize);

/// Faces of a sheet (字体).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// 标题.
    Title,
    /// 表头、附件标签、分组行、合计行.
    Head,
    /// 表文.
    Text,
}

/// Sides (水平对齐).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// 左.
    Left,
    /// 中.
    Center,
    /// 右.
    Right,
}

impl Style {
    /// Text in `face` and `size`.
    pub(super) const fn new(face: Face, size: Length, side: Side) -> Self {
        Self {
            face,
            size,
            side,
            indent: 0,
            top: false,
            ruled: false,
            number: None,
            quoted: false,
        }
    }
}

/// The looks made so far (样式表).
#[derive(Debug)]
pub(super) struct Styles<'a> {
    fonts: &'a SheetFonts,
    made: BTreeMap<Style, Format>,
    codes: BTreeMap<String, Code>,
}

impl<'a> Styles<'a> {
    /// None yet.
    pub(super) const fn new(fonts: &'a SheetFonts) -> Self {
        Self {
            fonts,
            made: BTreeMap::new(),
            codes: BTreeMap::new(),
        }
    }

    /// The number of a number format.
    pub(super) fn code(&mut self, format: &str) -> Code {
        if let Some(code) = self.codes.get(format) {
            return *code;
        }
        let code = Code(self.codes.len());
        self.codes.insert(format.to_owned(), code);
        code
    }

    /// The format of `style`.
    pub(super) fn get(&mut self, style: Style) -> &Format {
        let (fonts, codes) = (self.fonts, &self.codes);
        self.made.entry(style).or_insert_with_key(|style| {
            let number = codes.iter().find(|(_, code)| style.number == Some(**code));
            format(style, number.map(|(text, _)| text.as_str()), fonts)
        })
    }
}

fn format(style: &Style, number: Option<&str>, fonts: &SheetFonts) -> Format {
    let name = match style.face {
        Face::Title => &fonts.title,
        Face::Head => &fonts.head,
        Face::Text => &fonts.text,
    };
    let side = match style.side {
        Side::Left => FormatAlign::Left,
        Side::Center => FormatAlign::Center,
        Side::Right => FormatAlign::Right,
    };
    let format = Format::new()
        .set_font_name(name)
        .set_font_size(style.size.to_pt())
        // GB 2312: where the face is missing, another Chinese one is taken
        .set_font_charset(134)
        .set_font_family(if style.face == Face::Head { 2 } else { 1 })
        .set_align(if style.top {
            FormatAlign::Top
        } else {
            FormatAlign::VerticalCenter
        })
        .set_align(side)
        .set_indent(style.indent);
    let format = match number {
        // better a smaller number than ####
        Some(code) => format.set_num_format(code).set_shrink(),
        None => format.set_text_wrap(),
    };
    let format = if style.quoted {
        format.set_quote_prefix()
    } else {
        format
    };
    if style.ruled {
        format.set_border(FormatBorder::Thin)
    } else {
        format
    }
}
