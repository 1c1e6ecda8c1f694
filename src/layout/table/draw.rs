//! Draw (绘制): the text of cells in their boxes, and the rules around them.

use crate::layout::line::Line;
use crate::page::{Artifact, Color, Item, Rule, Shape, Tag, Turn};
use crate::unit::{Length, Point};

use super::Look;
use super::flow::REPEATED;
use super::rows::{Across, SetCell, SetRow, Tags};
use super::widths::Block;

/// Text flush left of more lines than this begins at the top of its cell: the eye looks for its beginning there.
/// Shorter text stands in the middle, as all else.
const PROSE: usize = 4;

/// Where lines go (位置).
pub(super) struct Place {
    pub(super) left: Length,
    pub(super) width: Length,
    /// Upper edge of the first line's em box.
    pub(super) top: Length,
    pub(super) across: Across,
}

/// Draws lines one under another.
pub(super) fn lines(lines: &[Line], place: &Place, tags: &mut Tags, look: &Look<'_>, items: &mut Vec<Item>) {
    let mut baseline = place.top + look.ascent();
    for line in lines {
        let free = place.width - line.width;
        let x = place.left
            + match place.across {
                Across::Left => Length::ZERO,
                Across::Center => free / 2,
                Across::Right => free,
                // a number wider than its column's widest, or in two lines, is no longer on its point
                Across::At(x) => x.min(free).max(Length::ZERO),
            };
        let tag = tags.next(line.last);
        line.place(Point::new(x, baseline), Turn::Upright, tag, items);
        baseline += look.pitch();
    }
}

/// Which rows a page shows (本页的行).
pub(super) struct Cells {
    /// Head rows above them.
    pub(super) above: usize,
    /// The first.
    pub(super) from: usize,
    /// How many stand whole.
    pub(super) whole: usize,
    /// Whether a part of one more follows.
    pub(super) split: bool,
}

impl Cells {
    /// The page's rows that body rows `first..end` take.
    fn rows(&self, first: usize, end: usize) -> (usize, usize) {
        let shown = self.whole + usize::from(self.split);
        let at = |row: usize| self.above + row.saturating_sub(self.from).min(shown);
        (at(first), at(end))
    }

    /// Whether rows up to `end` are shown to their end.
    fn ends(&self, end: usize) -> bool {
        end <= self.from + self.whole
    }
}

/// Head and rows on one page (本页的表).
pub(super) struct Part<'p, 'l> {
    block: &'p Block,
    look: &'p Look<'l>,
    /// Upper edges of the rows, and the last one's lower edge.
    edges: Vec<Length>,
    /// Row by row, column by column: which cell is there; 0 for none.
    owners: Vec<u32>,
    cells: u32,
}

impl<'p, 'l> Part<'p, 'l> {
    pub(super) fn new(block: &'p Block, look: &'p Look<'l>, top: Length, heights: &[Length]) -> Self {
        let mut edges = vec![top];
        edges.extend(heights.iter().scan(top, |edge, height| {
            *edge += *height;
            Some(*edge)
        }));
        let owners = vec![0; heights.len() * block.columns.len()];
        Self {
            block,
            look,
            edges,
            owners,
            cells: 0,
        }
    }

    fn edge(&self, row: usize) -> Length {
        self.edges
            .get(row)
            .or(self.edges.last())
            .copied()
            .unwrap_or_default()
    }

    /// The head; on further pages drawn again.
    pub(super) fn head(&mut self, head: &[SetRow<'_>], first: bool, items: &mut Vec<Item>) {
        for cell in head.iter().flat_map(|row| &row.cells) {
            let mut tags = if first { cell.tags } else { Tags::one(REPEATED) };
            self.claim(cell, cell.row, cell.row + cell.rows);
            let place = self.place(cell, cell.row, cell.row + cell.rows, cell.left().len(), false);
            lines(cell.left(), &place, &mut tags, self.look, items);
        }
    }

    /// A cell that begins on this page, or whose row was split before.
    pub(super) fn cell(&mut self, cell: &mut SetCell<'_>, cells: &Cells, items: &mut Vec<Item>) {
        if cell.rows == 1 || cell.row >= cells.from && !cell.begun {
            self.merged(cell, &[], cells, items);
        }
    }

    /// Any cell of the body: as many of its lines as its rows hold here, or `label` where it has none left.
    pub(super) fn merged(
        &mut self,
        cell: &mut SetCell<'_>,
        label: &[Line],
        cells: &Cells,
        items: &mut Vec<Item>,
    ) {
        let end = cell.row + cell.rows;
        let (from, to) = cells.rows(cell.row, end);
        self.claim(cell, from, to);
        let holds = self.look.lines_in(self.edge(to) - self.edge(from));
        if cell.begun && cell.left().is_empty() {
            if label.len() <= holds {
                let place = self.place(cell, from, to, label.len(), false);
                lines(label, &place, &mut Tags::one(REPEATED), self.look, items);
            }
            return;
        }
        // at its end all that is left must be shown; a part shows a line at least, or nothing would move on
        let count = if cells.ends(end) {
            cell.left().len()
        } else {
            holds.max(1).min(cell.left().len())
        };
        let place = self.place(cell, from, to, count, cell.begun || count < cell.left().len());
        cell.begun = true;
        let mut tags = cell.tags;
        let shown = cell.left().get(..count).unwrap_or_default();
        lines(shown, &place, &mut tags, self.look, items);
        cell.tags = tags;
        cell.advance(count);
    }

    /// Where `count` lines of a cell stand between two of the page's rows.
    fn place(&self, cell: &SetCell<'_>, from: usize, to: usize, count: usize, top: bool) -> Place {
        let (above, below) = (self.edge(from), self.edge(to));
        let prose = cell.across == Across::Left && count > PROSE;
        let free = below - above - self.look.block(count);
        let down = if top || prose {
            self.look.padding_y
        } else {
            free / 2
        };
        let left = self.block.edge(cell.col) + self.look.padding_x;
        let right = self.block.edge(cell.col + cell.cols) - self.look.padding_x;
        Place {
            left,
            width: right - left,
            top: above + down,
            across: cell.across,
        }
    }

    fn claim(&mut self, cell: &SetCell<'_>, from: usize, to: usize) {
        self.cells += 1;
        let columns = self.block.columns.len();
        for row in self.owners.chunks_mut(columns.max(1)).take(to).skip(from) {
            row.iter_mut()
                .skip(cell.col)
                .take(cell.cols)
                .for_each(|owner| *owner = self.cells);
        }
    }

    /// All rules, each as long as it goes: across first, then down.
    pub(super) fn rules(&self, items: &mut Vec<Item>) {
        let (rows, columns) = (self.edges.len() - 1, self.block.columns.len());
        let owner = |row: Option<usize>, col: Option<usize>| {
            row.zip(col)
                .filter(|(row, col)| *row < rows && *col < columns)
                .and_then(|(row, col)| self.owners.get(row * columns + col))
        };
        let half = self.look.frame / 2;
        for line in 0..=rows {
            let drawn = |col| owner(line.checked_sub(1), Some(col)) != owner(Some(line), Some(col));
            let outer = line == 0 || line == rows;
            for (from, to) in stretches(columns, drawn) {
                // the frame's corners are closed
                let out = if outer { half } else { Length::ZERO };
                let (x0, x1) = (self.block.edge(from) - out, self.block.edge(to) + out);
                let y = self.edge(line);
                items.push(self.rule(Point::new(x0, y), Point::new(x1, y), outer));
            }
        }
        for line in 0..=columns {
            let drawn = |row| owner(Some(row), line.checked_sub(1)) != owner(Some(row), Some(line));
            let outer = line == 0 || line == columns;
            for (from, to) in stretches(rows, drawn) {
                let x = self.block.edge(line);
                items.push(self.rule(
                    Point::new(x, self.edge(from)),
                    Point::new(x, self.edge(to)),
                    outer,
                ));
            }
        }
    }

    fn rule(&self, from: Point, to: Point, outer: bool) -> Item {
        let width = if outer { self.look.frame } else { self.look.rule };
        let rule = Rule {
            from,
            to,
            width,
            color: Color::Black,
        };
        Item {
            tag: Tag::Artifact(Artifact::Rule),
            shape: Shape::Rule(rule),
        }
    }
}

/// The longest runs of neighbours among `0..count` for which `drawn` holds.
fn stretches(count: usize, drawn: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for n in (0..count).filter(|n| drawn(*n)) {
        match found.last_mut() {
            Some((_, end)) if *end == n => *end = n + 1,
            _ => found.push((n, n + 1)),
        }
    }
    found
}
