//! Tables (表): widths from the content, heads again on every page, rows whole where a page can hold them.
//!
//! grid (which cell covers which places) → widths (type size, blocks of columns, column widths) → rows (cells set
//! in lines, row heights) → plan (which rows a page takes) → draw (text and rules). The result stands upright in a
//! box of the region's width; [`turn()`] maps it into a page for a landscape annex.

mod body;
mod draw;
mod flow;
mod grid;
mod measure;
mod plan;
mod rows;
#[cfg(test)]
mod tests;
mod texts;
mod turn;
mod widths;

use crate::diag::{Origin, Sink};
use crate::document::{self, Text};
use crate::font::{Fonts, Role};
use crate::page::{self, Item, NodeId, Tree};
use crate::standard::Standard;
use crate::unit::Length;

use super::line::{self, Extent, Line, Measure, Span, Style};

pub(crate) use turn::turn;

/// What a table is set with (排表条件).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// All faces.
    pub(crate) fonts: &'a Fonts,
    /// Type sizes, rules and paddings.
    pub(crate) standard: &'a Standard,
    /// Width of the region: 156 mm upright, 225 mm turned.
    pub(crate) width: Length,
    /// How many rows are set at a time (每批行数).
    pub(crate) batch: usize,
}

/// What of a table stands on one page (表段): upright, from the upper left corner of its region.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fragment {
    /// Text and rules.
    pub(crate) items: Vec<Item>,
    /// How much of the region it takes; nothing for a first fragment that had no room to begin in.
    pub(crate) height: Length,
    /// Whether the table ends here.
    pub(crate) last: bool,
}

/// The pages that a table goes down (排表去处).
pub(crate) trait Paper {
    /// The room for the n-th fragment, from 0; it may be asked more than once, and beyond the last.
    fn room(&self, n: usize) -> Length;

    /// Asked where the first fragment would come out empty: whether the table begins on the next page instead. Then
    /// rooms are counted from there.
    fn begin_anew(&mut self) -> bool;

    /// Takes the next fragment; `tree` has the nodes that its marks name.
    fn take(&mut self, fragment: Fragment, tree: &Tree);
}

/// Sets a table with its unit line, status line and notes.
///
/// Rows are set some at a time, and fragments handed to `paper` as they are finished: what is in memory does not
/// grow with the table. Only the first may come out empty, where a page of its own would hold the beginning better.
/// No fragment is higher than its room, unless the head with a single line is. Nodes are added under `parent`.
pub(crate) fn set(
    table: &document::Table,
    context: &Context<'_>,
    paper: &mut dyn Paper,
    tree: &mut Tree,
    parent: NodeId,
    sink: &mut Sink,
) {
    let grid = grid::Table::new(table);
    let shape = widths::shape(&grid, table, context, sink);
    let look = Look::new(context, shape.size);
    let caption = caption(table, &look, tree, parent, sink);
    let notes = notes(table, &look, sink);
    let nodes = rows::Nodes::new(tree, parent);
    let mut flow = flow::Flow::new(paper, look, rows::Yield { tree, nodes, sink });
    flow.caption(caption);
    for (n, block) in shape.blocks.iter().enumerate() {
        let head = rows::set_head(&grid, block, &look, &mut flow.out);
        if n + 1 == shape.blocks.len() {
            flow.keep_below(&notes);
        }
        flow.block(block, &head, rows::Coming::new(&grid, block));
    }
    flow.notes(parent, notes);
    flow.finish();
}

/// Type and measures of one table (表样).
#[derive(Clone, Copy, Debug)]
struct Look<'a> {
    fonts: &'a Fonts,
    size: Length,
    width: Length,
    padding_x: Length,
    padding_y: Length,
    rule: Length,
    frame: Length,
    batch: usize,
}

impl<'a> Look<'a> {
    fn new(context: &Context<'a>, size: Length) -> Self {
        let Context {
            fonts,
            standard,
            width,
            batch,
        } = *context;
        Self {
            fonts,
            size,
            width,
            padding_x: standard.table_padding_x,
            padding_y: standard.table_padding_y,
            rule: standard.table_rule,
            frame: standard.table_frame,
            batch: batch.max(1),
        }
    }

    fn style(&self, role: Role) -> Style {
        Style::new(role, self.size)
    }

    /// From line to line.
    fn pitch(&self) -> Length {
        pitch(self.size)
    }

    /// Height of so many lines, without padding: em boxes and what is between them.
    fn block(&self, lines: usize) -> Length {
        let between = i64::try_from(lines)
            .unwrap_or(i64::MAX / 1_000_000)
            .saturating_sub(1)
            .max(0);
        self.pitch() * between + if lines == 0 { Length::ZERO } else { self.size }
    }

    /// Height of a cell of so many lines.
    fn cell(&self, lines: usize) -> Length {
        self.block(lines) + self.padding_y * 2
    }

    /// How many lines a cell of this height holds.
    fn lines_in(&self, height: Length) -> usize {
        let room = height - self.padding_y * 2 - self.size;
        if room < Length::ZERO {
            return 0;
        }
        let pitch = self.pitch().to_emu().max(1);
        usize::try_from(room.to_emu() / pitch).unwrap_or(0) + 1
    }

    /// From the upper edge of the em box to the baseline.
    fn ascent(&self) -> Length {
        self.size.part(88, 100)
    }

    fn extent(&self, text: &str, role: Role) -> Extent {
        line::extent(self.fonts, &[Span::new(text, self.style(role), None)])
    }

    fn set(
        &self,
        text: &str,
        role: Role,
        origin: Option<Origin>,
        measure: &Measure,
        sink: &mut Sink,
    ) -> Vec<Line> {
        line::set_cell(
            self.fonts,
            &[Span::new(text, self.style(role), origin)],
            measure,
            sink,
        )
    }
}

/// From line to line: 1.3 em, as cells of office tables are set closer than prose.
fn pitch(size: Length) -> Length {
    size.part(13, 10)
}

impl Look<'_> {
    /// A text of the program's own in another style than the table's.
    fn set_styled(&self, text: &str, style: Style, measure: &Measure) -> Vec<Line> {
        line::set(
            self.fonts,
            &[Span::new(text, style, None)],
            measure,
            &mut Sink::new(),
        )
    }
}

/// Lines over or under the table (表上、表下文字), each with its distance from the left.
struct Caption {
    left: Option<(Vec<Line>, NodeId)>,
    right: Option<(Vec<Line>, NodeId)>,
}

fn caption(
    table: &document::Table,
    look: &Look<'_>,
    tree: &mut Tree,
    parent: NodeId,
    sink: &mut Sink,
) -> Caption {
    let measure = Measure::ragged(look.width);
    let mut line = |text: &Option<Text>| {
        let text = text.as_ref().filter(|text| !text.string.is_empty())?;
        let lines = look.set(&text.string, Role::Fangsong, text.origin, &measure, sink);
        Some((lines, tree.add(parent, page::Role::Paragraph)))
    };
    Caption {
        left: line(&table.status_line),
        right: line(&table.unit_line),
    }
}

/// The lines of each note.
fn notes(table: &document::Table, look: &Look<'_>, sink: &mut Sink) -> Vec<Vec<Line>> {
    let measure = Measure {
        justify: true,
        ..Measure::ragged(look.width)
    };
    let note = |text: &Text| look.set(&text.string, Role::Fangsong, text.origin, &measure, sink);
    table.notes.iter().map(note).collect()
}
