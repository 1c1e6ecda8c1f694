//! What every element needs to be set (排字): faces, measures, findings, and the tree it grows.

use crate::diag::{Diagnostic, Sink};
use crate::document::Text;
use crate::font::{Fonts, Role};
use crate::page::{self, Color, Item, NodeId, Tag, Tree, Turn};
use crate::standard::Standard;
use crate::unit::{Length, Point};

use super::line::{self, Line, Measure, Span, Style};
use super::piece::{Gap, Kind, Piece};

/// The hand that sets type (排字).
pub(super) struct Setter<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) standard: &'a Standard,
    pub(super) sink: &'a mut Sink,
    pub(super) tree: Tree,
    /// How many rows of a table are set at a time.
    pub(super) batch: usize,
    /// The levels of the headings that the next one may stand under.
    levels: Vec<u8>,
}

impl<'a> Setter<'a> {
    pub(super) fn new(fonts: &'a Fonts, standard: &'a Standard, batch: usize, sink: &'a mut Sink) -> Self {
        Self {
            fonts,
            standard,
            sink,
            tree: Tree::new(),
            batch,
            levels: Vec::new(),
        }
    }

    /// The title of the document or of an annex: the headings after it stand under it.
    pub(super) fn title_node(&mut self, parent: NodeId) -> NodeId {
        self.levels.clear();
        self.tree.add(parent, page::Role::Heading(1))
    }

    /// A heading of `level`. Its level in the tree is how deep it stands: an itemised report begins with headings of
    /// the third level (1.), and PDF/UA-1 (ISO 14289-1 7.4.2) lets no level be skipped.
    pub(super) fn heading_node(&mut self, parent: NodeId, level: u8) -> NodeId {
        while self.levels.last().is_some_and(|open| *open >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        let depth = u8::try_from(self.levels.len() + 1).unwrap_or(u8::MAX).min(6);
        self.tree.add(parent, page::Role::Heading(depth))
    }

    /// 3号 on the grid of cells (5.2.2, 5.2.3).
    pub(super) fn body(&self, role: Role) -> Style {
        let cells = u16::try_from(self.standard.cells).unwrap_or(u16::MAX);
        Style::new(role, self.standard.text_size).pitch(self.standard.area_width, cells)
    }

    /// From the lower edge of a line of 3号 to the upper edge of the next.
    pub(super) fn leading(&self) -> Length {
        self.standard.pitch() - self.standard.text_size
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// A paragraph as lines.
    pub(super) fn lines(&mut self, spans: &[Span<'_>], measure: &Measure) -> Vec<Line> {
        line::set(self.fonts, spans, measure, self.sink)
    }

    /// A text on one line, however long; forced new lines in it are passed over.
    pub(super) fn line(&mut self, text: &str, style: Style, of: &Text) -> Line {
        line(self.fonts, text, style, of, self.sink)
    }

    pub(super) fn content(&mut self, parent: NodeId, role: page::Role) -> Tag {
        Tag::Content(self.tree.add(parent, role))
    }

    /// One piece for each of `lines`, the left edge of their box at `x`; the first after `gap`, the others on the
    /// next lines of the grid.
    pub(super) fn stack(&self, lines: Vec<Line>, gap: Gap, kind: Kind, tag: Tag) -> Vec<Piece> {
        let size = self.standard.text_size;
        let gaps = std::iter::once(gap).chain(std::iter::repeat(Gap::Line));
        let pieces = lines.into_iter().zip(gaps).map(|(line, gap)| {
            let mut piece = Piece::new(kind, gap, size);
            put(&line, Point::default(), size, tag, &mut piece.items);
            piece
        });
        pieces.collect()
    }
}

/// A text on one line, however long; forced new lines in it are passed over.
pub(super) fn line(fonts: &Fonts, text: &str, style: Style, of: &Text, sink: &mut Sink) -> Line {
    let text = text.replace('\n', "");
    let spans = [Span::new(&text, style, of.origin)];
    let width = line::natural_width(fonts, &spans) + Length::mm(1);
    let lines = line::set(fonts, &spans, &Measure::ragged(width), sink);
    lines.into_iter().next().unwrap_or_else(empty_line)
}

fn empty_line() -> Line {
    Line {
        indent: Length::ZERO,
        width: Length::ZERO,
        runs: Vec::new(),
        last: true,
        chars: 0..0,
    }
}

/// From the upper edge of characters to their baseline: Chinese faces have 0.88 of the em above it, so that
/// faces of one line stand on one baseline.
pub(super) const fn ascent(size: Length) -> Length {
    size.part(88, 100)
}

/// Puts a line of `size` with the left edge of its box and the upper edge of its characters at `at`.
pub(super) fn put(line: &Line, at: Point, size: Length, tag: Tag, out: &mut Vec<Item>) {
    line.place(Point::new(at.x, at.y + ascent(size)), Turn::Upright, tag, out);
}

/// Puts a line so that it stands in the middle between `left` and `right`.
pub(super) fn put_centered(
    line: &Line,
    (left, right): (Length, Length),
    y: Length,
    size: Length,
    tag: Tag,
    out: &mut Vec<Item>,
) {
    let x = (left + right - line.width) / 2 - line.indent;
    put(line, Point::new(x, y), size, tag, out);
}

/// Puts a line so that it ends at `right`.
pub(super) fn put_right(line: &Line, right: Length, y: Length, size: Length, tag: Tag, out: &mut Vec<Item>) {
    let x = right - line.width - line.indent;
    put(line, Point::new(x, y), size, tag, out);
}

/// Red on white (6.2).
pub(super) const fn red(mut style: Style) -> Style {
    style.color = Color::Red;
    style
}
