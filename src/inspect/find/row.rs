//! Rows (行): the lines of one baseline together, as a paragraph's reader sees them.

use super::{Line, LineId, Parts};
use crate::inspect::seen::Bounds;
use crate::unit::Length;

/// Upright lines of one baseline (一行), from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Row<'p> {
    pub(in crate::inspect) ids: Vec<LineId>,
    pub(in crate::inspect) lines: Vec<&'p Line>,
    pub(in crate::inspect) page: usize,
    pub(in crate::inspect) baseline: Length,
    /// Box of the ems of all of them.
    pub(in crate::inspect) em: Bounds,
}

impl<'p> Row<'p> {
    fn new(id: LineId, line: &'p Line) -> Self {
        Self {
            ids: vec![id],
            lines: vec![line],
            page: line.page,
            baseline: line.baseline,
            em: line.em,
        }
    }

    fn takes(&self, line: &Line) -> bool {
        self.page == line.page && (self.baseline - line.baseline).abs() <= Length::mm(1)
    }

    /// Its characters without white space at the ends; lines follow each other with a space.
    pub(in crate::inspect) fn text(&self) -> String {
        let texts: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        texts.join(" ")
    }

    /// Its characters without any white space.
    pub(in crate::inspect) fn solid(&self) -> String {
        self.lines.iter().map(|line| line.solid()).collect()
    }

    /// The type size of its first line.
    pub(in crate::inspect) fn size(&self) -> Length {
        self.lines.first().map(|line| line.size).unwrap_or_default()
    }

    /// Whether its right edge is at `edge`, or the half of a mark at its end that is blank is beyond it.
    pub(in crate::inspect) fn ends_at(&self, edge: Length, tolerance: Length) -> bool {
        self.lines
            .last()
            .is_some_and(|line| line.ends_at(edge, tolerance))
    }

    /// How far its right edge is from `edge`, the nearer one where it ends in a mark that may be cut to half;
    /// positive where it stands out.
    pub(in crate::inspect) fn beyond(&self, edge: Length) -> Length {
        let trim = self.lines.last().map_or(Length::ZERO, |line| line.trim());
        let (full, cut) = (self.em.right - edge, self.em.right - trim - edge);
        if full <= Length::ZERO {
            full
        } else {
            cut.max(Length::ZERO)
        }
    }
}

/// Those lines as rows, page by page from top to bottom.
pub(in crate::inspect) fn rows<'p>(parts: &'p Parts, ids: &[LineId]) -> Vec<Row<'p>> {
    let mut rows: Vec<Row<'p>> = Vec::new();
    for (id, line) in ids.iter().filter_map(|id| Some((*id, parts.line(*id)?))) {
        match rows.last_mut().filter(|row| row.takes(line)) {
            Some(row) => {
                row.ids.push(id);
                row.lines.push(line);
                row.em = row.em.with(line.em);
            }
            None => rows.push(Row::new(id, line)),
        }
    }
    rows
}

/// What rows say, read on: the ends of lines leave nothing behind.
pub(in crate::inspect) fn joined(rows: &[Row<'_>]) -> String {
    rows.iter().map(Row::text).collect()
}
