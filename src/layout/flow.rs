//! Where pages end (分页): pieces go down a page until the next does not fit.

use crate::unit::Length;

use super::piece::{Gap, Piece};
use super::region::Frame;

/// Where a piece stands (位置).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Page of the section, counted from 0.
    pub(super) page: usize,
    /// Upper edge, from the region's top.
    pub(super) y: Length,
}

/// Pieces going down page after page (版流).
#[derive(Clone)]
pub(super) struct Flow<'f> {
    frame: &'f dyn Fn(usize) -> Frame,
    /// Between the characters of two lines of the grid.
    leading: Length,
    page: usize,
    /// Lower edge of the last piece on this page; `None` while the page is empty.
    bottom: Option<Length>,
}

impl<'f> Flow<'f> {
    /// From the top of `page` on.
    pub(super) fn new(frame: &'f dyn Fn(usize) -> Frame, page: usize, leading: Length) -> Self {
        Self {
            frame,
            leading,
            page,
            bottom: None,
        }
    }

    /// The page that is being filled.
    pub(super) const fn page(&self) -> usize {
        self.page
    }

    /// Whether nothing is on this page yet.
    pub(super) const fn is_fresh(&self) -> bool {
        self.bottom.is_none()
    }

    /// Lower edge of what is on this page.
    pub(super) fn bottom(&self) -> Length {
        self.bottom.unwrap_or_else(|| (self.frame)(self.page).start)
    }

    /// Upper edge of a piece after `gap` on this page.
    fn next(&self, gap: Gap) -> Length {
        match (self.bottom, gap) {
            (None, _) => (self.frame)(self.page).start,
            (Some(bottom), Gap::Line) => bottom + self.leading,
            (Some(bottom), Gap::Fixed(gap) | Gap::Within(gap)) => bottom + gap,
            (Some(bottom), Gap::Page) => bottom,
        }
    }

    /// What is left on this page for a piece after `gap`.
    pub(super) fn room(&self, gap: Gap) -> Length {
        (self.frame)(self.page).end - self.next(gap)
    }

    /// What the `n`-th page from this one takes, this page itself being 0.
    pub(super) fn height(&self, n: usize, gap: Gap) -> Length {
        if n == 0 {
            return self.room(gap);
        }
        let frame = (self.frame)(self.page + n);
        frame.end - frame.start
    }

    /// Goes on at the top of the next page; an empty page stays the one to be filled.
    pub(super) fn turn(&mut self) {
        if self.bottom.take().is_some() {
            self.page += 1;
        }
    }

    /// Puts pieces that must be on one page; they are parted only where no page would hold them.
    pub(super) fn put(&mut self, group: &[Piece]) -> Vec<Spot> {
        let Some((first, rest)) = group.split_first() else {
            return Vec::new();
        };
        let gap = match (first.gap, self.lack(group)) {
            (Gap::Page, _) => None,
            (gap, lack) if lack <= Length::ZERO => Some(gap),
            // a seal may come closer to the text, were there only that much more room
            (Gap::Within(most), lack) => Some(most - lack).filter(|gap| *gap >= CLOSEST).map(Gap::Fixed),
            _ => None,
        };
        if gap.is_none() {
            self.turn();
        }
        let first = self.place(first, gap.unwrap_or(first.gap));
        let rest = rest.iter().map(|piece| self.place(piece, piece.gap));
        std::iter::once(first).chain(rest).collect()
    }

    /// How much more room these pieces would need on this page.
    fn lack(&self, group: &[Piece]) -> Length {
        let mut ahead = self.clone();
        let lacks = group.iter().map(|piece| {
            let lack = piece.height - ahead.room(piece.gap);
            ahead.bottom = Some(ahead.next(piece.gap) + piece.height);
            lack
        });
        lacks.max().unwrap_or_default()
    }

    fn place(&mut self, piece: &Piece, gap: Gap) -> Spot {
        if piece.height > self.room(gap) {
            self.turn();
        }
        let y = self.next(gap);
        self.bottom = Some(y + piece.height);
        Spot { page: self.page, y }
    }
}

/// What stays of a gap that gives way: a seal does not touch the text above it.
pub(super) const CLOSEST: Length = Length::mm(1);

/// The groups of pieces that hang together.
pub(super) fn groups(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    pieces.chunk_by(|piece, _| piece.keep)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::piece::Kind;

    fn frame(page: usize) -> Frame {
        let start = if page == 0 { Length::mm(60) } else { Length::ZERO };
        Frame {
            start,
            end: Length::mm(100),
        }
    }

    /// Lines of 10 mm, 5 mm apart.
    fn lines(n: usize) -> Vec<Piece> {
        vec![Piece::new(Kind::Text, Gap::Line, Length::mm(10)); n]
    }

    fn spots(pieces: &[Piece]) -> Vec<(usize, f64)> {
        let mut flow = Flow::new(&frame, 0, Length::mm(5));
        let spots = groups(pieces)
            .flat_map(|group| flow.put(group))
            .collect::<Vec<_>>();
        spots
            .into_iter()
            .map(|spot| (spot.page, spot.y.to_mm()))
            .collect()
    }

    #[test]
    fn lines_go_down_a_page_and_on_to_the_next() {
        let expected = [(0, 60.0), (0, 75.0), (0, 90.0), (1, 0.0), (1, 15.0)];
        assert_eq!(spots(&lines(5)), expected);
    }

    #[test]
    fn gaps_are_from_edge_to_edge_and_nothing_at_the_top_of_a_page() {
        let mut pieces = lines(3);
        pieces[1].gap = Gap::Fixed(Length::mm(12));
        pieces[2].gap = Gap::Fixed(Length::mm(12));
        assert_eq!(spots(&pieces), [(0, 60.0), (0, 82.0), (1, 0.0)]);
        pieces[1].gap = Gap::Page;
        assert_eq!(spots(&pieces), [(0, 60.0), (1, 0.0), (1, 22.0)]);
    }

    #[test]
    fn what_holds_on_to_the_next_goes_with_it() {
        let mut pieces = lines(4);
        pieces[2].keep = true;
        assert_eq!(spots(&pieces), [(0, 60.0), (0, 75.0), (1, 0.0), (1, 15.0)]);
    }

    #[test]
    fn a_gap_that_may_gives_way_before_the_page_does() {
        let mut pieces = lines(2);
        pieces[1].height = Length::mm(25);
        pieces[1].gap = Gap::Within(Length::mm(9));
        assert_eq!(spots(&pieces), [(0, 60.0), (0, 75.0)]);
        pieces[1].height = Length::mm(29);
        assert_eq!(spots(&pieces), [(0, 60.0), (0, 71.0)]);
        pieces[1].height = Length::mm(30);
        assert_eq!(spots(&pieces), [(0, 60.0), (1, 0.0)]);
    }

    #[test]
    fn what_no_page_holds_is_parted_and_does_not_run_on_for_ever() {
        let mut pieces = lines(12);
        for piece in &mut pieces {
            piece.keep = true;
        }
        let spots = spots(&pieces);
        assert_eq!(spots.len(), 12);
        assert_eq!(spots[11].0, 2);
        let tall = Piece::new(Kind::Tail, Gap::Line, Length::mm(900));
        assert_eq!(self::spots(&[tall.clone(), tall]), [(0, 60.0), (1, 0.0)]);
    }
}
