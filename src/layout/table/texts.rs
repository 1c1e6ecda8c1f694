//! Texts (格文): what cells say, each set once for all cells that say it in the same width.
//!
//! Most columns of a long table repeat themselves: units, states, dates. Texts do not depend on each other, so those
//! of a batch of rows are set side by side.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Origin, Sink};
use crate::document::Value;
use crate::font::Role;
use crate::layout::line::{Line, Measure};
use crate::unit::Length;

use super::Look;
use super::measure;

/// What a text as set depends on (格文).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) role: Role,
    pub(super) width: Length,
    pub(super) number: bool,
}

/// A text as set (排好的格文).
#[derive(Clone, Debug)]
pub(super) struct SetText {
    pub(super) lines: Arc<[Line]>,
    /// Of a number: what stands before its point.
    pub(super) before: Option<Length>,
}

/// A text in the stock, and how it came there.
struct Entry {
    set: SetText,
    /// Whether it cannot be shown as it is: then it is set again for each cell, as each is told of.
    faulty: bool,
    /// How many cells of this batch say it.
    cells: usize,
}

/// The texts of a batch of rows, and those of earlier ones that are likely to come again (格文库).
#[derive(Default)]
pub(super) struct Texts<'a> {
    numbers: HashMap<Words<'a>, usize>,
    entries: Vec<Entry>,
}

/// So many texts, some dozen microseconds' work, are not shared out further.
pub(super) const FEW: usize = 16;

impl<'a> Texts<'a> {
    /// Sets the texts of a batch; gives each cell's the number to [`get`](Self::get) it by.
    pub(super) fn set<'v>(
        &mut self,
        cells: impl Iterator<Item = (Words<'a>, &'v Value)>,
        look: &Look<'_>,
    ) -> Vec<usize> {
        self.forget();
        let known = self.entries.len();
        let mut new: Vec<(Words<'a>, &Value)> = Vec::new();
        let number = |(words, value)| {
            *self.numbers.entry(words).or_insert_with(|| {
                new.push((words, value));
                known + new.len() - 1
            })
        };
        let numbers: Vec<usize> = cells.map(number).collect();
        let set = new.par_iter().with_min_len(FEW);
        self.entries
            .par_extend(set.map(|(words, value)| entry(words, value, look)));
        for number in &numbers {
            if let Some(entry) = self.entries.get_mut(*number) {
                entry.cells += 1;
            }
        }
        numbers
    }

    /// Forgets what no two cells of the last batch said: it will not come often.
    fn forget(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let mut kept = Vec::new();
        let mut moved = Vec::with_capacity(entries.len());
        for entry in entries {
            moved.push((entry.cells > 1).then_some(kept.len()));
            if entry.cells > 1 {
                kept.push(Entry { cells: 0, ..entry });
            }
        }
        self.entries = kept;
        self.numbers.retain(|_, number| {
            let to = moved.get(*number).copied().flatten();
            *number = to.unwrap_or(usize::MAX);
            to.is_some()
        });
    }

    /// The text of a number for a cell that says `words` and came from `origin`.
    pub(super) fn get(
        &self,
        number: usize,
        words: &Words<'a>,
        origin: Option<Origin>,
        look: &Look<'_>,
        sink: &mut Sink,
    ) -> SetText {
        match self.entries.get(number) {
            Some(entry) if !entry.faulty => entry.set.clone(),
            entry => SetText {
                lines: lines(words, origin, look, sink),
                before: entry.and_then(|entry| entry.set.before),
            },
        }
    }
}

fn entry(words: &Words<'_>, value: &Value, look: &Look<'_>) -> Entry {
    let mut sink = Sink::new();
    let set = SetText {
        lines: lines(words, None, look, &mut sink),
        before: words
            .number
            .then(|| measure::point(look.fonts, value, look.style(words.role)).0),
    };
    Entry {
        set,
        faulty: !sink.is_empty(),
        cells: 0,
    }
}

fn lines(words: &Words<'_>, origin: Option<Origin>, look: &Look<'_>, sink: &mut Sink) -> Arc<[Line]> {
    // ragged: in columns this narrow a number with its unit would stretch lines visibly
    let measure = Measure::ragged(words.width);
    look.set(words.text, words.role, origin, &measure, sink).into()
}
