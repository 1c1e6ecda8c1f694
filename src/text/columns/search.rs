//! The search for the widths that cost least (列宽搜索).
//!
//! A table costs its height in lines, and for each cell its discomfort: its mean lines (without rounding up), each
//! the dearer the fewer characters it has, by the square: a line of three costs nearly four times what a long one does.
//! [`HEIGHT`] such cell lines weigh as much as a row's line. So a name beside prose is not pressed into three
//! characters to save the prose a line, and of two columns of prose neither waits much for the other.
//!
//! Both are convex functions of the widths but for the rounding up, and moving width from one column to another as
//! long as that helps leads to their minimum. With the rounding there are plateaus, which the discomfort levels.
//!
//! Moves halve from an eighth of the width to about a character. Then every column gives up what is less than a whole
//! character to a pool, which is one more column without text, and the moves go on by single characters: what ten
//! columns wasted is a few characters for those that need them.
//!
//! A move touches two columns; since for every row its three tallest cells are known, it is judged in a comparison
//! a row: what a column of some width makes of its cells is found once and kept, since the same few widths are tried
//! against every other column, round by round. Tables of more rows than [`SAMPLE`] are judged by that many of them, evenly taken from all rows in the
//! order of their lengths, so the time is linear in the cells.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Column, MOST_LINES, clamp, lines, usable};

/// Rows that stand for all; more change the widths by less than a character.
const SAMPLE: usize = 256;
/// Cells that stand for all: with hundreds of columns, whose pairs grow with their square, fewer rows do.
const SAMPLE_CELLS: usize = 8192;
/// Rounds of moves at one step; most tables need two or three.
const ROUNDS: usize = 12;
/// A row's line weighs as much as so many lines of cells.
const HEIGHT: i64 = 16;
/// A line of so many characters costs twice what a long one does.
const SHORT: i64 = 5;
/// A line of a text of several is on the average this part of a character short.
const RAGGED: i64 = 3;
/// The part of a line to which mean lines are exact.
const PART: i64 = 16;

/// The widths found from `start`, with the same sum, and what they cost.
pub(super) fn search(columns: &[Column], min: &[i64], natural: &[i64], start: &[i64]) -> (i64, Vec<i64>) {
    let total: i64 = start.iter().sum();
    let mut table = Table::new(columns, start, total);
    let (min, natural) = (with(min, 0), with(natural, total));
    let pitch = columns
        .iter()
        .map(|column| clamp(column.pitch))
        .max()
        .unwrap_or(0)
        .max(total >> 8)
        .max(1);
    let mut step = total >> 3;
    while step > pitch {
        table.settle(&min, &natural, step);
        step /= 2;
    }
    table.pool(&min);
    for step in [pitch * 2, pitch] {
        table.settle(&min, &natural, step);
    }
    (table.cost(), table.spread())
}

fn with(limits: &[i64], pool: i64) -> Vec<i64> {
    limits.iter().copied().chain([pool]).collect()
}

/// A column's sampled cells (样本).
struct Cells {
    padding: i64,
    pitch: i64,
    lengths: Vec<i64>,
    /// What was tried so far, by the width that text can use.
    tried: BTreeMap<i64, Rc<Trial>>,
}

/// What a column of some width makes of its cells (试排).
struct Trial {
    /// The lines of each.
    lines: Vec<i64>,
    /// What their lines cost.
    discomfort: i64,
}

impl Cells {
    fn usable(&self, width: i64) -> i64 {
        usable(width, self.padding, self.pitch)
    }

    /// What it makes of its cells at a width.
    fn at(&mut self, width: i64) -> Rc<Trial> {
        let usable = self.usable(width);
        if let Some(trial) = self.tried.get(&usable) {
            return Rc::clone(trial);
        }
        let lines = self.lengths.iter().map(|&length| self.lines(length, usable));
        let trial = Rc::new(Trial {
            lines: lines.collect(),
            discomfort: self.discomfort(usable),
        });
        self.tried.insert(usable, Rc::clone(&trial));
        trial
    }

    /// The lines of a cell. Lines end at words and before marks, so those of a text that fills several are a bit
    /// shorter than there is room for.
    fn lines(&self, length: i64, usable: i64) -> i64 {
        if length <= usable {
            1
        } else {
            lines(length, (usable - self.pitch / RAGGED).max(1))
        }
    }

    /// What the lines of all cells cost, at least one each, in parts of a line.
    fn discomfort(&self, usable: i64) -> i64 {
        let weight = self.weight(usable);
        let one = |&length: &i64| {
            if length <= usable {
                PART
            } else {
                (length * weight / usable).min(MOST_LINES * PART)
            }
        };
        self.lengths.iter().map(one).sum()
    }

    /// What a line costs in parts of a long one's.
    fn weight(&self, usable: i64) -> i64 {
        if self.pitch <= 1 {
            return PART;
        }
        let shortness = (self.pitch * SHORT * PART / usable).min(PART * PART);
        PART + shortness * shortness / PART
    }
}

/// The sampled rows under the present widths (试排); the last column is the pool.
struct Table {
    columns: Vec<Cells>,
    widths: Vec<i64>,
    /// Row by row, its three tallest cells: lines and column.
    tallest: Vec<[(i64, usize); 3]>,
    /// Column by column, what its cells' lines cost.
    discomfort: Vec<i64>,
}

impl Table {
    fn new(columns: &[Column], widths: &[i64], total: i64) -> Self {
        let rows = sample(columns);
        let cells = |column: &Column| Cells {
            padding: clamp(column.padding),
            pitch: clamp(column.pitch),
            lengths: rows
                .iter()
                .map(|&row| clamp(column.lengths.get(row).copied().unwrap_or(0)))
                .collect(),
            tried: BTreeMap::new(),
        };
        let pool = Cells {
            padding: 0,
            pitch: 0,
            lengths: vec![0; rows.len()],
            tried: BTreeMap::new(),
        };
        let widths = with(widths, total - widths.iter().sum::<i64>());
        let columns = columns.iter().map(cells).chain([pool]).collect();
        let mut table = Self {
            columns,
            widths,
            tallest: Vec::new(),
            discomfort: Vec::new(),
        };
        table.measure();
        table
    }

    /// Takes the tallest cells and the discomfort anew.
    fn measure(&mut self) {
        let rows = self.columns.first().map_or(0, |cells| cells.lengths.len());
        self.tallest.clear();
        self.tallest.resize(rows, [(1, usize::MAX); 3]);
        self.discomfort.clear();
        for (n, (cells, &width)) in self.columns.iter_mut().zip(&self.widths).enumerate() {
            let trial = cells.at(width);
            for (three, &lines) in self.tallest.iter_mut().zip(&trial.lines) {
                insert(three, (lines, n));
            }
            self.discomfort.push(trial.discomfort);
        }
    }

    /// Moves by `step` until nothing helps.
    fn settle(&mut self, min: &[i64], natural: &[i64], step: i64) {
        for _ in 0..ROUNDS {
            if !self.round(min, natural, step) {
                break;
            }
        }
    }

    /// Tries every pair of columns once; whether anything was moved.
    fn round(&mut self, min: &[i64], natural: &[i64], step: i64) -> bool {
        let mut moved = false;
        for from in 0..self.widths.len() {
            for to in 0..self.widths.len() {
                let room = |n: usize, limits: &[i64]| Some((self.widths.get(n)? - limits.get(n)?).abs());
                let (Some(give), Some(take)) = (room(from, min), room(to, natural)) else {
                    continue;
                };
                let step = step.min(give).min(take);
                if from != to && step > 0 && self.gains(from, to, step) {
                    self.shift(from, to, step);
                    moved = true;
                }
            }
        }
        moved
    }

    fn shift(&mut self, from: usize, to: usize, step: i64) {
        if let Some(width) = self.widths.get_mut(from) {
            *width -= step;
        }
        if let Some(width) = self.widths.get_mut(to) {
            *width += step;
        }
        self.measure();
    }

    /// Whether the table costs less with `step` moved.
    fn gains(&mut self, from: usize, to: usize, step: i64) -> bool {
        let (Some(given), Some(taken)) = (self.changed(from, -step), self.changed(to, step)) else {
            return false;
        };
        let mut change = 0;
        for ((three, &a), &b) in self.tallest.iter().zip(&given.lines).zip(&taken.lines) {
            let others = three
                .iter()
                .find(|(_, n)| *n != from && *n != to)
                .map_or(1, |(lines, _)| *lines);
            change += a.max(b).max(others) - three[0].0;
        }
        let before: i64 = [from, to].iter().filter_map(|&n| self.discomfort.get(n)).sum();
        let after = given.discomfort + taken.discomfort;
        change * HEIGHT * PART + after - before < 0
    }

    /// The `n`-th column, its width changed.
    fn changed(&mut self, n: usize, change: i64) -> Option<Rc<Trial>> {
        let width = self.widths.get(n)? + change;
        Some(self.columns.get_mut(n)?.at(width))
    }

    /// What all rows and cells cost.
    fn cost(&self) -> i64 {
        let height: i64 = self.tallest.iter().map(|three| three[0].0).sum();
        height * HEIGHT * PART + self.discomfort.iter().sum::<i64>()
    }

    /// Lets every column give what is less than a whole character to the pool.
    fn pool(&mut self, min: &[i64]) {
        let mut freed = 0;
        for ((width, cells), &min) in self.widths.iter_mut().zip(&self.columns).zip(min) {
            let waste = if cells.pitch > 1 {
                (*width - cells.padding).max(0) % cells.pitch
            } else {
                0
            };
            let waste = waste.min(*width - min).max(0);
            *width -= waste;
            freed += waste;
        }
        if let Some(pool) = self.widths.last_mut() {
            *pool += freed;
        }
        self.measure();
    }

    /// The columns' widths with the pool shared out evenly, the rest from the left.
    fn spread(mut self) -> Vec<i64> {
        let pool = self.widths.pop().unwrap_or(0);
        let count = i64::try_from(self.widths.len().max(1)).unwrap_or(1);
        for (n, width) in (0..).zip(&mut self.widths) {
            *width += pool / count + i64::from(n < pool % count);
        }
        self.widths
    }
}

fn insert(three: &mut [(i64, usize); 3], cell: (i64, usize)) {
    let [first, second, third] = three;
    if cell.0 > first.0 || first.1 == usize::MAX {
        (*first, *second, *third) = (cell, *first, *second);
    } else if cell.0 > second.0 || second.1 == usize::MAX {
        (*second, *third) = (cell, *second);
    } else if cell.0 > third.0 || third.1 == usize::MAX {
        *third = cell;
    }
}

/// The rows that stand for all.
fn sample(columns: &[Column]) -> Vec<usize> {
    let rows = columns
        .iter()
        .map(|column| column.lengths.len())
        .max()
        .unwrap_or(0);
    let enough = (SAMPLE_CELLS / columns.len().max(1)).clamp(16, SAMPLE);
    if rows <= enough {
        return (0..rows).collect();
    }
    let mut totals: Vec<(i64, usize)> = (0..rows).map(|row| (0, row)).collect();
    for column in columns {
        for (total, &length) in totals.iter_mut().zip(&column.lengths) {
            total.0 += clamp(length);
        }
    }
    totals.sort_unstable();
    (0..enough)
        .filter_map(|n| totals.get((2 * n + 1) * rows / (2 * enough)))
        .map(|(_, row)| *row)
        .collect()
}
