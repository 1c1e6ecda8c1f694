//! Flow (排页): the table goes from region to region; every page gets its head, its rows and its rules.

use crate::layout::line::Line;
use crate::page::{self, Artifact, Item, NodeId, Tag, Turn};
use crate::unit::{Length, Point};

use super::body::{Body, Carried};
use super::draw::{self, Cells, Part};
use super::plan::{Room, Share};
use super::rows::{Across, Coming, SetRow, Tags, Yield};
use super::widths::Block;
use super::{Caption, Fragment, Look, Paper};

/// Notes higher than this part of the region may stand on a page of their own.
const NOTES_PART: i64 = 4;
/// A head higher than this part of the region is not drawn again: it would leave no room for rows.
const HEAD_PART: i64 = 2;

/// The table on its way through the regions (排页).
pub(super) struct Flow<'f, 'l> {
    paper: &'f mut dyn Paper,
    look: Look<'l>,
    pub(super) out: Yield<'f>,
    /// How many fragments have been handed over.
    count: usize,
    items: Vec<Item>,
    /// How much of the present region is taken.
    y: Length,
    /// Height of the present region.
    room: Length,
    /// Set with the first rows, so that it never stands alone.
    caption: Option<Caption>,
    /// What the notes take behind the last rows.
    below: Length,
}

impl<'f, 'l> Flow<'f, 'l> {
    pub(super) fn new(paper: &'f mut dyn Paper, look: Look<'l>, out: Yield<'f>) -> Self {
        let room = paper.room(0);
        Self {
            paper,
            look,
            out,
            count: 0,
            items: Vec::new(),
            y: Length::ZERO,
            room,
            caption: None,
            below: Length::ZERO,
        }
    }

    /// Lines over the table, drawn with its first rows.
    pub(super) fn caption(&mut self, caption: Caption) {
        self.caption = Some(caption);
    }

    /// A block of columns with all its rows.
    pub(super) fn block<'a>(&mut self, block: &Block, head: &[SetRow<'a>], coming: Coming<'a, '_>) {
        let mut body = Body::new(coming);
        let mut first = true;
        if block.columns.is_empty() {
            return;
        }
        loop {
            let head = if first || self.again(head) { head } else { &[] };
            body.label(block, &self.look);
            let Some(share) = self.share(head, &mut body) else {
                self.turn_over();
                continue;
            };
            self.lead();
            self.part(block, head, first, &share, &mut body);
            first = false;
            if body.from >= body.total() {
                return;
            }
            self.turn_over();
        }
    }

    /// Whether a head is drawn on each page.
    fn again(&self, head: &[SetRow<'_>]) -> bool {
        height(head) * HEAD_PART <= self.room
    }

    /// What of the rows goes on this page; `None` if the next one is better.
    fn share(&mut self, head: &[SetRow<'_>], body: &mut Body<'_, '_>) -> Option<Share> {
        let around = height(head) + self.look.frame;
        let here = self.room - self.y - self.lead_height() - around;
        let next = self.paper.room(self.count + 1);
        let forced = self.y == Length::ZERO && (self.count > 0 || self.room >= next);
        if body.total() == 0 {
            return (forced || here >= Length::ZERO).then(Share::default);
        }
        let split = if forced {
            self.look.cell(1)
        } else {
            self.look.cell(3)
        };
        let room = Room {
            here,
            next: next - around,
            forced,
            split,
        };
        body.fill(here, &self.look, &mut self.out);
        let mut share = body.share(room, &self.look);
        if let Some(less) = self.for_notes(&share, body, room) {
            share = less;
        }
        (forced || share != Share::default()).then_some(share)
    }

    /// A share that leaves the last row to the next page, where the notes would else stand alone there.
    fn for_notes(&self, share: &Share, body: &Body<'_, '_>, room: Room) -> Option<Share> {
        let used: Length = share.heights.iter().copied().sum();
        let ends = share.part.is_none() && body.from + share.heights.len() == body.total();
        let small = self.below * NOTES_PART <= room.next;
        if !ends || !small || used + self.below <= room.here {
            return None;
        }
        let here = used - Length::emu(1);
        let less = body.share(
            Room {
                here,
                forced: false,
                ..room
            },
            &self.look,
        );
        (less.part.is_none() && !less.heights.is_empty()).then_some(less)
    }

    /// Keeps room for the notes behind the rows of the next block, the last.
    pub(super) fn keep_below(&mut self, notes: &[Vec<Line>]) {
        let lines: usize = notes.iter().map(Vec::len).sum();
        if lines > 0 {
            self.below = self.look.size / 2 + self.look.block(lines);
        }
    }

    /// Height of what stands between this block and what is above it.
    fn lead_height(&self) -> Length {
        match &self.caption {
            Some(caption) if !caption.is_empty() => {
                self.look.block(caption.lines(&self.look)) + self.look.size / 2
            }
            _ if self.y > Length::ZERO => self.look.pitch(),
            _ => Length::ZERO,
        }
    }

    fn lead(&mut self) {
        let height = self.lead_height();
        let top = self.y;
        self.y += height;
        let Some(caption) = self.caption.take() else {
            return;
        };
        let under = self.look.pitch() * i64::try_from(caption.under(&self.look)).unwrap_or(0);
        let Caption { left, right } = caption;
        let texts = [(left, Across::Left, top), (right, Across::Right, top + under)];
        for (text, across, top) in texts {
            let Some((lines, node)) = text else { continue };
            let place = draw::Place {
                left: Length::ZERO,
                width: self.look.width,
                top,
                across,
            };
            let mut tags = Tags::one(Tag::Content(node));
            draw::lines(&lines, &place, &mut tags, &self.look, &mut self.items);
        }
    }

    /// Draws head and rows.
    fn part(
        &mut self,
        block: &Block,
        head: &[SetRow<'_>],
        first: bool,
        share: &Share,
        body: &mut Body<'_, '_>,
    ) {
        let top = self.y + self.look.frame / 2;
        let whole = share.heights.len();
        let heights: Vec<Length> = head
            .iter()
            .map(|row| row.height)
            .chain(share.heights.iter().copied())
            .chain(share.part)
            .collect();
        let mut part = Part::new(block, &self.look, top, &heights);
        part.head(head, first, &mut self.items);
        let cells = Cells {
            above: head.len(),
            from: body.from,
            whole,
            split: share.part.is_some(),
        };
        let mut carried = std::mem::take(&mut body.carried);
        for Carried { row, cell, label } in &mut carried {
            if let Some(cell) = body.cell_mut(*row, *cell) {
                part.merged(cell, &std::mem::take(label), &cells, &mut self.items);
            }
        }
        body.carried = carried;
        let shown = body.rows_mut().take(whole + usize::from(cells.split));
        for cell in shown.flat_map(|row| &mut row.cells) {
            part.cell(cell, &cells, &mut self.items);
        }
        part.rules(&mut self.items);
        self.y += heights.iter().copied().sum::<Length>() + self.look.frame;
        body.advance(share, &self.look);
    }

    /// The notes (表注), each a paragraph, from page to page if need be.
    pub(super) fn notes(&mut self, parent: NodeId, notes: Vec<Vec<Line>>) {
        let mut gap = self.look.size / 2;
        for lines in notes {
            let node = self.out.tree.add(parent, page::Role::Paragraph);
            for line in lines {
                if self.y + gap + self.look.size > self.room && self.y > Length::ZERO {
                    self.turn_over();
                    gap = Length::ZERO;
                }
                let baseline = self.y + gap + self.look.ascent();
                line.place(
                    Point::new(Length::ZERO, baseline),
                    Turn::Upright,
                    Tag::Content(node),
                    &mut self.items,
                );
                self.y += gap + self.look.size;
                gap = self.look.pitch() - self.look.size;
            }
        }
    }

    /// Ends this page.
    fn turn_over(&mut self) {
        // what comes before the table may go along where there is no room for both
        if self.count > 0 || self.y > Length::ZERO || !self.paper.begin_anew() {
            self.hand_over(false);
        }
        self.y = Length::ZERO;
        self.room = self.paper.room(self.count);
    }

    fn hand_over(&mut self, last: bool) {
        // pages of a table are much alike
        let next = Vec::with_capacity(if last { 0 } else { self.items.len() });
        let fragment = Fragment {
            items: std::mem::replace(&mut self.items, next),
            height: self.y,
            last,
        };
        self.paper.take(fragment, self.out.tree);
        self.count += 1;
    }

    /// Ends the table.
    pub(super) fn finish(mut self) {
        if self.caption.is_some() {
            self.lead();
        }
        if self.count == 0 && self.y == Length::ZERO {
            self.paper.begin_anew();
        }
        self.hand_over(true);
    }
}

fn height(rows: &[SetRow<'_>]) -> Length {
    rows.iter().map(|row| row.height).sum()
}

impl Caption {
    fn is_empty(&self) -> bool {
        self.left.is_none() && self.right.is_none()
    }

    /// How many lines the right one stands under the left one's first: side by side where both fit.
    fn under(&self, look: &Look<'_>) -> usize {
        let (Some((left, _)), Some((right, _))) = (&self.left, &self.right) else {
            return 0;
        };
        let width = |lines: &[Line]| lines.iter().map(|line| line.width).max().unwrap_or_default();
        if width(left) + width(right) + look.size <= look.width {
            0
        } else {
            left.len()
        }
    }

    /// How many lines they take together.
    fn lines(&self, look: &Look<'_>) -> usize {
        let count = |text: &Option<(Vec<Line>, NodeId)>| text.as_ref().map_or(0, |(lines, _)| lines.len());
        count(&self.left).max(self.under(look) + count(&self.right))
    }
}

/// The tag of what is drawn again.
pub(super) const REPEATED: Tag = Tag::Artifact(Artifact::Repeated);
