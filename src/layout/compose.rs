//! Compose and finish (拼版): sections on sheets, then the record, page numbers and bookmarks.

use crate::document::{Document, HeadForm};
use crate::page::{Binding, Bookmark, Page, Pages, SealAnchor, Turn};
use crate::unit::{Length, Point};

use super::breaking::Broken;
use super::flow::Spot;
use super::head::Headed;
use super::number::number;
use super::piece::{Mark, Piece};
use super::record::Recorded;
use super::region::Region;
use super::setter::Setter;

/// Puts what is settled on sheets (拼版).
pub(super) struct Composer<'s, 'a> {
    setter: &'s mut Setter<'a>,
    pages: Vec<Page>,
    /// Bookmarks with the level the document gives them.
    marks: Vec<(Mark, usize, Length)>,
    anchors: Vec<SealAnchor>,
    /// Whether a section has been taken in.
    begun: bool,
    /// Lower edge of the text on the last page, from the type area's top; `None` where it is turned.
    bottom: Option<Length>,
    /// The first of the pages without numbers at the end (7.5).
    unnumbered: Option<usize>,
}

impl<'s, 'a> Composer<'s, 'a> {
    /// With the head on its page.
    pub(super) fn new(setter: &'s mut Setter<'a>, headed: Headed) -> Self {
        let first = Page {
            size: setter.standard.sheet(),
            number: None,
            items: headed.items,
        };
        let bottom = Some(headed.start - setter.standard.margin_top);
        Self {
            setter,
            pages: vec![first],
            marks: Vec::new(),
            anchors: Vec::new(),
            begun: false,
            bottom,
            unnumbered: None,
        }
    }

    /// Takes the pages of one section in; the first section begins under the head.
    pub(super) fn section(&mut self, broken: Broken) {
        let base = if self.begun { self.pages.len() } else { 0 };
        self.begun = true;
        while self.pages.len() < base + broken.pages() {
            self.add_page();
        }
        let Broken {
            region,
            pieces,
            spots,
            bottom,
        } = broken;
        self.bottom = (region.turn == Turn::Upright).then_some(bottom);
        for (piece, spot) in pieces.into_iter().zip(spots) {
            self.piece(
                region,
                piece,
                Spot {
                    page: base + spot.page,
                    ..spot
                },
            );
        }
    }

    fn add_page(&mut self) {
        self.pages.push(Page {
            size: self.setter.standard.sheet(),
            number: None,
            items: Vec::new(),
        });
    }

    fn piece(&mut self, region: Region, piece: Piece, spot: Spot) {
        let corner = self.setter.standard.corner(spot.page + 1);
        let Some(page) = self.pages.get_mut(spot.page) else {
            return;
        };
        page.items.extend(
            piece
                .items
                .into_iter()
                .map(|item| region.lay(corner, spot.y, item)),
        );
        let place = |at: Point| region.on_sheet(corner, Point::new(at.x, at.y + spot.y));
        if let Some(mark) = piece.bookmark {
            // a turned page is shown from its top
            let y = if region.turn == Turn::Upright {
                place(Point::default()).y
            } else {
                corner.y
            };
            self.marks.push((mark, spot.page, y));
        }
        self.anchors
            .extend(piece.anchors.into_iter().map(|anchor| SealAnchor {
                page: spot.page,
                center: place(anchor.center),
                ..anchor
            }));
    }

    /// Puts the record on the last page, or on a further one where it does not fit or where it is to be on a back
    /// (7.4.1).
    pub(super) fn record(&mut self, recorded: Option<Recorded>) {
        let Some(recorded) = recorded else { return };
        let even = self.setter.standard.record_on_even;
        let room = self
            .bottom
            .is_some_and(|bottom| bottom + self.setter.leading() <= recorded.top);
        if !room || (even && !self.pages.len().is_multiple_of(2)) {
            if even && self.pages.len().is_multiple_of(2) {
                self.unnumbered = Some(self.pages.len());
                self.add_page();
            }
            self.add_page();
        }
        let corner = self.setter.standard.corner(self.pages.len());
        let region = Region::upright(self.setter.standard);
        if let Some(page) = self.pages.last_mut() {
            let items = recorded.items.into_iter();
            page.items
                .extend(items.map(|item| region.lay(corner, Length::ZERO, item)));
        }
    }

    /// Numbers the pages and hands them over.
    pub(super) fn finish(mut self, document: &Document) -> Pages {
        let letter = document.head.form == HeadForm::Letter;
        let end = self.unnumbered.unwrap_or(self.pages.len());
        for (n, page) in (1..).zip(self.pages.iter_mut().take(end)) {
            // the first page of a letter shows none (10.1)
            if n > 1 || !letter {
                let printed = u32::try_from(n).unwrap_or(u32::MAX);
                page.number = Some(printed);
                number(self.setter, printed, n, &mut page.items);
            }
        }
        Pages {
            pages: self.pages,
            binding: Binding {
                meta: document.meta.clone(),
                outline: outline(self.marks),
                tree: std::mem::take(&mut self.setter.tree),
                anchors: self.anchors,
            },
        }
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
