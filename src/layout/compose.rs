//! Compose and finish (拼版): pieces on sheets as they come, then the record, page numbers and bookmarks.
//!
//! A single page is filled at a time: with the first piece of the next one it is finished, and handed over.

use crate::document::Meta;
use crate::page::{Binding, Bookmark, Item, Page, SealAnchor, Tree, Turn};
use crate::standard::Standard;
use crate::unit::{Length, Point};

use super::flow::Spot;
use super::head::Headed;
use super::number::Numbers;
use super::piece::{Mark, Piece};
use super::record::Recorded;
use super::region::Region;

/// Puts what is settled on sheets (拼版).
pub(super) struct Composer<'a> {
    standard: &'a Standard,
    numbers: Numbers<'a>,
    take: &'a mut dyn FnMut(Page, &Tree),
    /// The page that is being filled.
    page: Page,
    /// How many come before it.
    index: usize,
    /// The page that the section begins on; `None` before the first section.
    base: Option<usize>,
    /// How the section's pages lie.
    region: Region,
    /// Bookmarks with the level the document gives them.
    marks: Vec<(Mark, usize, Length)>,
    anchors: Vec<SealAnchor>,
    /// Lower edge of the text on the page, from the type area's top; `None` where it is turned.
    bottom: Option<Length>,
}

impl<'a> Composer<'a> {
    /// With the head on its page.
    pub(super) fn new(
        standard: &'a Standard,
        numbers: Numbers<'a>,
        headed: Headed,
        take: &'a mut dyn FnMut(Page, &Tree),
    ) -> Self {
        let page = Page {
            items: headed.items,
            ..empty(standard)
        };
        Self {
            standard,
            numbers,
            take,
            page,
            index: 0,
            base: None,
            region: Region::upright(standard),
            marks: Vec::new(),
            anchors: Vec::new(),
            bottom: Some(headed.start - standard.margin_top),
        }
    }

    /// Begins a section on a page of its own; the first section begins under the head.
    pub(super) fn begin(&mut self, region: Region, tree: &Tree) {
        self.region = region;
        let base = self.base.map_or(0, |_| self.index + 1);
        self.base = Some(base);
        self.turn_to(base, tree);
    }

    /// Ends a section, whose last piece ends at `bottom`.
    pub(super) fn end(&mut self, bottom: Length) {
        self.bottom = (self.region.turn == Turn::Upright).then_some(bottom);
    }

    /// Hands over the pages before page `index`.
    fn turn_to(&mut self, index: usize, tree: &Tree) {
        while self.index < index {
            self.turn(tree);
        }
    }

    fn turn(&mut self, tree: &Tree) {
        let mut page = std::mem::replace(&mut self.page, empty(self.standard));
        self.index += 1;
        self.numbers.put(self.index, &mut page);
        (self.take)(page, tree);
    }

    /// Puts a piece in its place; pieces come in the order of their pages.
    pub(super) fn piece(&mut self, piece: Piece, spot: Spot, tree: &Tree) {
        self.turn_to(self.base.unwrap_or(0) + spot.page, tree);
        let corner = self.standard.corner(self.index + 1);
        let region = self.region;
        self.lay(region, corner, spot.y, piece.items);
        let place = |at: Point| region.on_sheet(corner, Point::new(at.x, at.y + spot.y));
        if let Some(mark) = piece.bookmark {
            // a turned page is shown from its top
            let y = if region.turn == Turn::Upright {
                place(Point::default()).y
            } else {
                corner.y
            };
            self.marks.push((mark, self.index, y));
        }
        self.anchors
            .extend(piece.anchors.into_iter().map(|anchor| SealAnchor {
                page: self.index,
                center: place(anchor.center),
                ..anchor
            }));
    }

    fn lay(&mut self, region: Region, corner: Point, down: Length, mut items: Vec<Item>) {
        for item in &mut items {
            region.lay(corner, down, item);
        }
        if self.page.items.is_empty() {
            // a page of a table is a single piece
            self.page.items = items;
        } else {
            self.page.items.append(&mut items);
        }
    }

    /// Puts the record on the last page, or on a further one where it does not fit or where it is to be on a back
    /// (7.4.1); `leading` is what stands between it and the text at least.
    pub(super) fn record(&mut self, recorded: Recorded, leading: Length, tree: &Tree) {
        let even = self.standard.record_on_even;
        let on_even = |index: usize| (index + 1).is_multiple_of(2);
        let room = self.bottom.is_some_and(|bottom| bottom + leading <= recorded.top);
        if !room || (even && !on_even(self.index)) {
            if even && on_even(self.index) {
                self.turn(tree);
                // neither the blank page before the record has a number, nor the record's own (7.5)
                self.numbers.end();
            }
            self.turn(tree);
        }
        let corner = self.standard.corner(self.index + 1);
        let region = Region::upright(self.standard);
        self.lay(region, corner, Length::ZERO, recorded.items);
    }

    /// Hands the last page over.
    pub(super) fn finish(mut self, meta: Meta, tree: Tree) -> (Binding, Numbers<'a>) {
        self.turn(&tree);
        let binding = Binding {
            meta,
            outline: outline(self.marks),
            tree,
            anchors: self.anchors,
        };
        (binding, self.numbers)
    }
}

/// A page with nothing on it.
const fn empty(standard: &Standard) -> Page {
    Page {
        size: standard.sheet(),
        number: None,
        items: Vec::new(),
    }
}

/// Bookmarks nested without gaps: a level that is skipped leaves no hole.
fn outline(marks: Vec<(Mark, usize, Length)>) -> Vec<Bookmark> {
    let mut open: Vec<u8> = Vec::new();
    let nest = |(mark, page, y): (Mark, usize, Length)| {
        while open.last().is_some_and(|level| *level >= mark.level) {
            open.pop();
        }
        let depth = u8::try_from(open.len()).unwrap_or(u8::MAX);
        open.push(mark.level);
        let Mark { title, node, .. } = mark;
        Bookmark {
            depth,
            title,
            page,
            y,
            node,
        }
    };
    marks.into_iter().map(nest).collect()
}
