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
    set: HashMap<Words<'a>, Entry>,
}

/// So many texts, a dozen microseconds' work, are not shared out further.
const FEW: usize = 4;

impl<'a> Texts<'a> {
    /// Sets the texts of a batch.
    pub(super) fn set<'v>(&mut self, cells: impl Iterator<Item = (Words<'a>, &'v Value)>, look: &Look<'_>) {
        // what no two cells of the last batch said will not come often
        self.set.retain(|_, entry| std::mem::take(&mut entry.cells) > 1);
        let mut new: Vec<(Words<'a>, &Value)> = Vec::new();
        let mut counts: HashMap<Words<'a>, usize> = HashMap::new();
        for (words, value) in cells {
            if let Some(entry) = self.set.get_mut(&words) {
                entry.cells += 1;
            } else {
                let count = counts.entry(words).or_default();
                *count += 1;
                if *count == 1 {
                    new.push((words, value));
                }
            }
        }
        let entries: Vec<Entry> = new
            .par_iter()
            .with_min_len(FEW)
            .map(|(words, value)| entry(words, value, look))
            .collect();
        for ((words, _), mut entry) in new.into_iter().zip(entries) {
            entry.cells = counts.get(&words).copied().unwrap_or(1);
            self.set.insert(words, entry);
        }
    }

    /// A text for a cell that came from `origin`.
    pub(super) fn get(
        &self,
        words: &Words<'a>,
        origin: Option<Origin>,
        look: &Look<'_>,
        sink: &mut Sink,
    ) -> SetText {
        match self.set.get(words) {
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
        cells: 1,
    }
}

fn lines(words: &Words<'_>, origin: Option<Origin>, look: &Look<'_>, sink: &mut Sink) -> Arc<[Line]> {
    // ragged: in columns this narrow a number with its unit would stretch lines visibly
    let measure = Measure::ragged(words.width);
    look.set(words.text, words.role, origin, &measure, sink).into()
}
