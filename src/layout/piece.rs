//! What is set and not yet on a page (排件): lines, tables, signatures, each with the gap before it.

use crate::document::Table;
use crate::page::{Glyph, Item, NodeId, SealAnchor, Shape, Tag, TextRun};
use crate::unit::Length;

/// What lies between a piece and the one before it (间距); nothing at the top of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// 下一行: the next line of the grid, whose pitch may give way (7.3.5.5).
    Line,
    /// From edge to edge.
    Fixed(Length),
    /// So much from edge to edge, or less where the page ends: a seal is within 一行 of the text (7.3.5.1).
    Within(Length),
    /// A new page begins.
    Page,
}

/// What a piece is (排件种类), for what may stand alone on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Title, addressees, an annex's label.
    Front,
    /// Body and annex note: what a signature may stand under.
    Text,
    /// Signature and 附注.
    Tail,
}

/// Something that is not broken over pages (排件).
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: Kind,
    /// What lies before it.
    pub(super) gap: Gap,
    /// From its upper to its lower edge.
    pub(super) height: Length,
    /// Whether the next piece must be on the same page.
    pub(super) keep: bool,
    /// Its marks: x from the type area's left edge, y from its own upper edge.
    pub(super) items: Vec<Item>,
    /// A bookmark leading to it.
    pub(super) bookmark: Option<Mark>,
    /// Seals in it; centres as its marks, pages not yet known.
    pub(super) anchors: Vec<SealAnchor>,
}

impl Piece {
    /// A piece with nothing in it yet.
    pub(super) const fn new(kind: Kind, gap: Gap, height: Length) -> Self {
        Self {
            kind,
            gap,
            height,
            keep: false,
            items: Vec::new(),
            bookmark: None,
            anchors: Vec::new(),
        }
    }

    /// Whether it is text that a reader sees: an empty paragraph is nothing above a signature.
    pub(super) const fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text) && !self.items.is_empty()
    }
}

/// A bookmark that has no page yet (书签).
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Level as the document has it, 1 the highest.
    pub(super) level: u8,
    /// Its words.
    pub(super) title: String,
    /// What it leads to.
    pub(super) node: NodeId,
}

/// What goes down a page, one after the other (排件或表).
#[derive(Debug)]
pub(super) enum Entry<'a> {
    /// A piece.
    Piece(Piece),
    /// A table, broken where the pages end.
    Table {
        /// The table.
        table: &'a Table,
        /// Where its structure goes.
        parent: NodeId,
        /// What lies before it.
        gap: Gap,
    },
}

/// Gives the first `left` characters of `items` the tag `first` and counts them off; the rest keep theirs.
/// Blanks do not count: the end of a line swallows them.
pub(super) fn retag(items: Vec<Item>, left: &mut usize, first: Tag) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len() + 1);
    for item in items {
        match item.shape {
            Shape::Text(run) if *left > 0 => {
                let (head, rest) = split(run, left);
                out.push(Item {
                    tag: first,
                    shape: Shape::Text(head),
                });
                out.extend(rest.map(|run| Item {
                    tag: item.tag,
                    shape: Shape::Text(run),
                }));
            }
            shape => out.push(Item { tag: item.tag, shape }),
        }
    }
    out
}

/// Cuts a run behind its `left`-th character.
fn split(mut run: TextRun, left: &mut usize) -> (TextRun, Option<TextRun>) {
    let cut = run.glyphs.iter().position(|glyph| {
        let over = *left == 0;
        *left = left.saturating_sub(usize::from(!glyph.ch.is_whitespace()));
        over
    });
    let Some(cut) = cut else { return (run, None) };
    let glyphs = std::mem::take(&mut run.glyphs);
    let (head, tail) = glyphs.split_at_checked(cut).unwrap_or_default();
    let start = tail.first().map_or(Length::ZERO, |glyph| glyph.offset);
    let moved = |glyph: &Glyph| Glyph {
        offset: glyph.offset - start,
        ..*glyph
    };
    let mut rest = TextRun {
        glyphs: tail.iter().map(moved).collect(),
        ..run
    };
    rest.at.x += start;
    run.glyphs = head.into();
    (run, Some(rest))
}
