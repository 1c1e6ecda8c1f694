//! Rows (行): cells set in lines, and how high each row must be.

use std::sync::Arc;

use crate::diag::Sink;
use crate::document::{Align, Cell, RowKind, Value};
use crate::font::Role;
use crate::layout::line::Line;
use crate::page::{self, Artifact, NodeId, Tag, Tree};
use crate::unit::Length;

use super::Look;
use super::grid::{Grid, Placed, Table};
use super::measure;
use super::texts::{SetText, Texts, Words};
use super::widths::Block;

/// A cell set in lines (排好的格).
#[derive(Debug)]
pub(super) struct SetCell<'a> {
    pub(super) cell: &'a Cell,
    pub(super) role: Role,
    /// First row, counted within head or body.
    pub(super) row: usize,
    /// First column within the block.
    pub(super) col: usize,
    pub(super) rows: usize,
    pub(super) cols: usize,
    pub(super) across: Across,
    pub(super) tags: Tags,
    /// As set; cells of the same words share them.
    lines: Arc<[Line]>,
    /// How many of them have been placed.
    placed: usize,
    /// Whether some have been placed on an earlier page.
    pub(super) begun: bool,
}

impl SetCell<'_> {
    /// The lines that are still to be placed.
    pub(super) fn left(&self) -> &[Line] {
        self.lines.get(self.placed..).unwrap_or_default()
    }

    /// So many of them have been placed.
    pub(super) fn advance(&mut self, count: usize) {
        self.placed += count;
    }
}

/// What a cell's lines belong to (格的标记): the cell itself, or one after another the paragraphs in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tags {
    tag: Tag,
    /// Paragraphs behind this one; their nodes follow each other.
    behind: u32,
}

impl Tags {
    /// One for all lines.
    pub(super) const fn one(tag: Tag) -> Self {
        Self { tag, behind: 0 }
    }

    /// That of the next line, which is the last of its paragraph or not.
    pub(super) fn next(&mut self, last: bool) -> Tag {
        let tag = self.tag;
        if let (Tag::Content(NodeId(node)), true, Some(behind)) = (tag, last, self.behind.checked_sub(1)) {
            self.tag = Tag::Content(NodeId(node + 1));
            self.behind = behind;
        }
        tag
    }
}

/// How a cell's lines stand between its left and right rule (横向位置).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Across {
    Left,
    Center,
    Right,
    /// So far in from the left padding.
    At(Length),
}

/// A row (行).
#[derive(Debug)]
pub(super) struct SetRow<'a> {
    /// Those that begin in it.
    pub(super) cells: Vec<SetCell<'a>>,
    /// Enough for its own cells and its share of those that span over it.
    pub(super) height: Length,
    /// The next row must stand on the same page.
    pub(super) keep: bool,
}

/// Nodes of the table in the structure, the same for all blocks (结构).
pub(super) struct Nodes {
    table: NodeId,
    head: Option<NodeId>,
    body: Option<NodeId>,
    rows: [Vec<NodeId>; 2],
}

impl Nodes {
    pub(super) fn new(tree: &mut Tree, parent: NodeId) -> Self {
        Self {
            table: tree.add(parent, page::Role::Table),
            head: None,
            body: None,
            rows: [Vec::new(), Vec::new()],
        }
    }

    fn row(&mut self, tree: &mut Tree, head: bool, row: usize) -> NodeId {
        let (section, role) = match head {
            true => (&mut self.head, page::Role::TableHead),
            false => (&mut self.body, page::Role::TableBody),
        };
        let section = *section.get_or_insert_with(|| tree.add(self.table, role));
        let rows = &mut self.rows[usize::from(head)];
        while rows.len() <= row {
            rows.push(tree.add(section, page::Role::TableRow));
        }
        rows.get(row).copied().unwrap_or(section)
    }

    fn cell(&mut self, tree: &mut Tree, head: bool, placed: &Placed<'_>) -> Tags {
        let row = self.row(tree, head, placed.row);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (rows, cols) = (count(placed.rows), count(placed.cols));
        let role = if head {
            page::Role::HeadCell { rows, cols }
        } else {
            page::Role::Cell { rows, cols }
        };
        let cell = tree.add(row, role);
        // in a head cell a new line is no new paragraph
        let behind = placed.cell.value.printed().matches('\n').count();
        match u32::try_from(behind) {
            Ok(behind @ 1..) if !head => paragraphs(tree, cell, behind),
            _ => Tags::one(Tag::Content(cell)),
        }
    }
}

/// A paragraph and those behind it, in a cell.
fn paragraphs(tree: &mut Tree, cell: NodeId, behind: u32) -> Tags {
    let first = tree.add(cell, page::Role::Paragraph);
    for _ in 0..behind {
        tree.add(cell, page::Role::Paragraph);
    }
    Tags {
        tag: Tag::Content(first),
        behind,
    }
}

/// What setting a table adds to (排表所得).
pub(super) struct Yield<'t> {
    pub(super) tree: &'t mut Tree,
    pub(super) nodes: Nodes,
    pub(super) sink: &'t mut Sink,
}

/// Head rows (表头行) of a block.
pub(super) fn set_head<'a>(
    table: &Table<'a>,
    block: &Block,
    look: &Look<'_>,
    out: &mut Yield<'_>,
) -> Vec<SetRow<'a>> {
    let plans = plans(&table.head, block, out, true, 0, usize::MAX);
    set_rows(table, plans, block, look, true, &mut Texts::default(), out.sink)
}

/// Body rows (表体行) of a block that are not set yet.
pub(super) struct Coming<'a, 'b> {
    table: &'b Table<'a>,
    block: &'b Block,
    /// The first of them.
    next: usize,
    /// Whether a row of data has come.
    data: bool,
    texts: Texts<'a>,
}

impl<'a, 'b> Coming<'a, 'b> {
    /// All rows.
    pub(super) fn new(table: &'b Table<'a>, block: &'b Block) -> Self {
        Self {
            table,
            block,
            next: 0,
            data: false,
            texts: Texts::default(),
        }
    }

    /// How many rows there are, set or not.
    pub(super) fn total(&self) -> usize {
        self.table.body.rows()
    }

    /// Sets the next `least` rows and those behind them that cells of theirs span into; none when all are set.
    pub(super) fn set(&mut self, least: usize, look: &Look<'_>, out: &mut Yield<'_>) -> Vec<SetRow<'a>> {
        let first = self.next;
        let plans = plans(&self.table.body, self.block, out, false, first, least);
        self.next += plans.len();
        let texts = &mut self.texts;
        let mut rows = set_rows(self.table, plans, self.block, look, false, texts, out.sink);
        self.keep(&mut rows, first);
        rows
    }

    /// A group never ends a page, a total never stands alone: each keeps a row beside it.
    fn keep(&mut self, rows: &mut [SetRow<'_>], first: usize) {
        let kinds = &self.table.kinds;
        for (n, row) in (first..).zip(rows) {
            let kind = kinds.get(n).copied().unwrap_or_default();
            self.data |= kind == RowKind::Data;
            let next = kinds.get(n + 1).copied();
            row.keep = match kind {
                // a total above all others keeps the first of them
                _ if !self.data && next.is_some() => true,
                RowKind::Group => next.is_some(),
                RowKind::Data | RowKind::Total => next == Some(RowKind::Total),
            };
        }
    }
}

/// A cell of a block with its first column there, how many, and its tags.
type Plan<'a> = (Placed<'a>, usize, usize, Tags);

/// The cells of `least` rows from `from` on, and of further ones up to one that no cell spans into.
fn plans<'a>(
    grid: &Grid<'a>,
    block: &Block,
    out: &mut Yield<'_>,
    head: bool,
    from: usize,
    least: usize,
) -> Vec<Vec<Plan<'a>>> {
    let mut end = from.saturating_add(least).min(grid.rows());
    let mut rows = Vec::with_capacity(end.saturating_sub(from));
    let mut row = from;
    while row < end {
        let mut plans = Vec::with_capacity(block.columns.len());
        for placed in grid.row(row) {
            let Some((col, cols)) = block.covered(placed) else {
                continue;
            };
            end = end.max(row + placed.rows);
            let repeated = block.repeats(placed);
            let tags = if repeated {
                Tags::one(Tag::Artifact(Artifact::Repeated))
            } else {
                out.nodes.cell(out.tree, head, placed)
            };
            plans.push((*placed, col, cols, tags));
        }
        rows.push(plans);
        row += 1;
    }
    rows
}

/// Sets rows: first the texts of their cells, then each cell by its text.
fn set_rows<'a>(
    table: &Table<'a>,
    plans: Vec<Vec<Plan<'a>>>,
    block: &Block,
    look: &Look<'_>,
    head: bool,
    texts: &mut Texts<'a>,
    sink: &mut Sink,
) -> Vec<SetRow<'a>> {
    let words = |(placed, col, cols, _): &Plan<'a>| {
        let role = if head {
            Role::Heiti
        } else {
            measure::role(table, placed)
        };
        let width = block.edge(col + cols) - block.edge(*col) - look.padding_x * 2;
        Words {
            text: placed.cell.value.printed(),
            role,
            width: width.max(Length::ZERO),
            number: matches!(placed.cell.value, Value::Number { .. }),
        }
    };
    let numbers = texts.set(
        plans
            .iter()
            .flatten()
            .map(|plan| (words(plan), &plan.0.cell.value)),
        look,
    );
    let mut numbers = numbers.into_iter();
    let mut rows = Vec::with_capacity(plans.len());
    for plans in plans {
        let set = |plan: Plan<'a>| {
            let words = words(&plan);
            let number = numbers.next().unwrap_or(usize::MAX);
            let set = texts.get(number, &words, plan.0.cell.origin, look, sink);
            set_cell(table, plan, block, head, &words, set)
        };
        let cells: Vec<SetCell<'a>> = plans.into_iter().map(set).collect();
        let own = cells
            .iter()
            .filter(|cell| cell.rows == 1)
            .map(|cell| look.cell(cell.lines.len()))
            .max();
        rows.push(SetRow {
            cells,
            height: own.unwrap_or_else(|| look.cell(1)),
            keep: false,
        });
    }
    grow(&mut rows, look);
    rows
}

fn set_cell<'a>(
    table: &Table<'a>,
    (placed, col, cols, tags): Plan<'a>,
    block: &Block,
    head: bool,
    words: &Words<'a>,
    set: SetText,
) -> SetCell<'a> {
    let column = table
        .columns
        .get(placed.col)
        .map_or(Align::Left, |column| column.align);
    let usual = match table.kinds.get(placed.row) {
        _ if head => Align::Center,
        Some(RowKind::Group) => Align::Left,
        _ => column,
    };
    let align = placed.cell.align.unwrap_or(usual);
    let points = block.points.get(col).copied().filter(|_| cols == 1);
    let across = across(align, set.before, points, words.width);
    let Placed { cell, row, rows, .. } = placed;
    SetCell {
        cell,
        role: words.role,
        row,
        col,
        rows,
        cols,
        across,
        tags,
        lines: set.lines,
        placed: 0,
        begun: false,
    }
}

/// Numbers in a column on their points stand where the widest of them, centred, have theirs; what is no number is
/// centred itself.
fn across(align: Align, before: Option<Length>, points: Option<(Length, Length)>, width: Length) -> Across {
    match (align, before, points) {
        (Align::Left, ..) => Across::Left,
        (Align::Right, ..) => Across::Right,
        (Align::Point, Some(own), Some((before, behind))) => {
            let free = width - before - behind;
            if free < Length::ZERO {
                Across::Right
            } else {
                Across::At(free / 2 + before - own)
            }
        }
        (Align::Point | Align::Center, ..) => Across::Center,
    }
}

/// Makes the rows under tall merged cells higher, all alike; narrower spans first, as their rows are part of the
/// wider ones.
fn grow(rows: &mut [SetRow<'_>], look: &Look<'_>) {
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(n, row)| row.cells.iter().map(move |cell| (n, cell)));
    let mut spans: Vec<(usize, usize, Length)> = cells
        .filter(|(_, cell)| cell.rows > 1)
        .map(|(n, cell)| (cell.rows, n, look.cell(cell.lines.len())))
        .collect();
    spans.sort_by_key(|(rows, row, _)| (*rows, *row));
    for (count, first, need) in spans {
        let under = rows.get_mut(first..first + count).unwrap_or_default();
        let missing = need - under.iter().map(|row| row.height).sum();
        let count = i64::try_from(count).unwrap_or(1);
        for (n, row) in (0..).zip(under).filter(|_| missing > Length::ZERO) {
            row.height += missing.part(n + 1, count) - missing.part(n, count);
        }
    }
}
