//! What goes into which sheet (分表): the annexes that have tables, and the tables of the body.

use crate::diag::Origin;
use crate::document::{Annex, Block, Document, Heading, Label, Paragraph, ParagraphStyle, Table};

/// One sheet before anything is measured (工作表草稿).
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// What its name is made from.
    pub(super) name: &'a str,
    /// 附件1.
    pub(super) label: Option<String>,
    /// Its title.
    pub(super) title: &'a str,
    /// Whether it is printed across (横排).
    pub(super) landscape: bool,
    /// What stands under the title, from top to bottom.
    pub(super) parts: Vec<Part<'a>>,
    /// The clerk's line.
    pub(super) origin: Option<Origin>,
}

/// One part of a sheet (部分).
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// Words across the whole width.
    Line(Line),
    /// A table.
    Table(&'a Table),
}

/// Words across the whole width (整行文字).
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The words.
    pub(super) text: String,
    /// What they are.
    pub(super) kind: LineKind,
}

/// Kinds of [`Line`] (整行文字的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LineKind {
    /// 附件1.
    Label,
    /// 标题.
    Title,
    /// 层次标题.
    Heading,
    /// 段落.
    Paragraph,
    /// 居中的段落.
    Centered,
    /// 表注.
    Note,
}

/// The sheets of `document` in reading order; `label` tells whether labelled annexes begin with 附件N.
pub(super) fn drafts(document: &Document, label: bool) -> Vec<Draft<'_>> {
    // an annex that is printed elsewhere is in the workbook that is written there
    let here = document.annexes.iter().filter(|annex| !annex.apart);
    let annexes = here.map(|annex| of_annex(annex, label));
    of_body(document)
        .into_iter()
        .chain(annexes)
        .filter(|draft| draft.tables().next().is_some())
        .collect()
}

impl<'a> Draft<'a> {
    /// Its tables from top to bottom.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'a Table> {
        self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(*table),
            Part::Line(_) => None,
        })
    }
}

/// Of the body only the tables, each under the last heading before it: a letter in a spreadsheet is nonsense.
fn of_body(document: &Document) -> Option<Draft<'_>> {
    let mut parts = Vec::new();
    let mut heading = None;
    for block in &document.body {
        match block {
            Block::Heading(found) => heading = Some(found),
            Block::Table(table) if !table.columns.is_empty() => {
                parts.extend(heading.take().map(|found| Part::Line(heading_line(found, false))));
                parts.push(Part::Table(table));
            }
            Block::Paragraph(_) | Block::Table(_) => {}
        }
    }
    let title = document.title.as_ref();
    Some(Draft {
        name: title.map_or("正文", |title| title.string.as_str()),
        label: None,
        title: title.map_or("", |title| title.string.as_str()),
        landscape: false,
        parts,
        origin: title.and_then(|title| title.origin),
    })
}

fn of_annex(annex: &Annex, label: bool) -> Draft<'_> {
    let number = annex.number.map_or(String::new(), |number| number.to_string());
    Draft {
        name: annex.sheet.as_deref().unwrap_or(&annex.title.string),
        // what only goes into the workbook is no annex of the document
        label: (label && annex.labelled && !annex.sheet_only).then(|| format!("附件{number}")),
        title: &annex.title.string,
        landscape: annex.landscape,
        parts: annex.body.iter().filter_map(part).collect(),
        origin: annex.title.origin,
    }
}

fn part(block: &Block) -> Option<Part<'_>> {
    match block {
        Block::Heading(heading) => Some(Part::Line(heading_line(heading, true))),
        Block::Paragraph(paragraph) => Some(Part::Line(paragraph_line(paragraph))),
        Block::Table(table) => (!table.columns.is_empty()).then_some(Part::Table(table)),
    }
}

fn heading_line(heading: &Heading, with_rest: bool) -> Line {
    let rest = heading.rest.as_ref().filter(|_| with_rest);
    let rest = rest.map_or("", |rest| rest.string.as_str());
    Line {
        text: format!("{}{}{rest}", heading.mark, heading.text.string),
        kind: LineKind::Heading,
    }
}

fn paragraph_line(paragraph: &Paragraph) -> Line {
    let label = match &paragraph.label {
        Some(Label::Item(mark)) => mark,
        Some(Label::Term(term)) => &term.string,
        None => "",
    };
    // a sheet indents all lines of a cell or none, so the first line's indent is typed
    let (indent, kind) = match paragraph.style {
        ParagraphStyle::Body => ("　　", LineKind::Paragraph),
        ParagraphStyle::Flush => ("", LineKind::Paragraph),
        ParagraphStyle::Centered => ("", LineKind::Centered),
    };
    Line {
        text: format!("{indent}{label}{}", paragraph.text.string),
        kind,
    }
}
