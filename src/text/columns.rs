//! Column widths (列宽) from the content: the split of a table's width that makes the table least tall.
//!
//! A row is as tall as its tallest cell, and a cell of length `l` in a column of width `w` has `ceil(l / w)` lines, so
//! the height to minimise is the sum over the rows of the greatest of these. Without the rounding up this is a convex
//! function of the widths, and moving width from one column to another as long as that helps leads to its minimum;
//! with it there are plateaus, which a second, small term levels: the mean lines of all cells. That term also lets
//! the columns that nobody waits for have what is left over, so that a short column is not pressed to its minimum
//! beside a long one for nothing.
//!
//! Moves halve from an eighth of the width to a 256th. A move touches two columns; since for every row its three
//! tallest cells are known, it is judged in two divisions a row. Tables of more rows than [`SAMPLE`] are judged by
//! that many of them, evenly taken from all rows in the order of their lengths, so the time is linear in the cells.

/// Rows that stand for all; more change the widths by less than a character.
const SAMPLE: usize = 256;
/// Rounds of moves at one step; most tables need two or three.
const ROUNDS: usize = 12;
/// Lines above this are all the same: it keeps sums far from overflow.
const MOST_LINES: i64 = 1 << 20;
/// Weight of a row's line against the mean lines of its cells. A row gives way to its cells' comfort only if all of
/// them together gain this much.
const ROW: i64 = 64;
/// The part of a line to which the second term is exact.
const PART: i64 = 16;

/// What is known of one column (列的内容), in any unit of length, the same for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Never narrower, its padding included: the width of its widest unbreakable piece.
    pub min: i64,
    /// White left and right of the text, taken off the width before text is set.
    pub padding: i64,
    /// The width of one Chinese character, or 0: a line holds only whole ones, so only multiples of it count.
    pub pitch: i64,
    /// The length of each row's cell on one line, without padding; 0 where there is no text or the cell spans.
    pub lengths: Vec<i64>,
}

/// What to do with room to spare (余量).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fill {
    /// The widths sum up to the whole width.
    #[default]
    Total,
    /// No column is wider than its longest cell; the table may be narrower than the whole.
    Natural,
}

impl Column {
    fn longest(&self) -> i64 {
        self.lengths.iter().copied().max().unwrap_or(0)
    }

    /// The width at which every cell is one line.
    fn natural(&self) -> i64 {
        (clamp(self.longest()) + clamp(self.padding))
            .max(clamp(self.min))
            .max(1)
    }

    /// What of `width` text can use.
    fn usable(&self, width: i64) -> i64 {
        let inner = width - clamp(self.padding);
        let whole = if self.pitch > 1 {
            inner - inner % self.pitch
        } else {
            inner
        };
        whole.max(1)
    }
}

/// Lengths beyond this (28 km in EMU) are faults; cutting them keeps all sums in range.
const fn clamp(length: i64) -> i64 {
    const MOST: i64 = 1 << 40;
    if length < 0 {
        0
    } else if length > MOST {
        MOST
    } else {
        length
    }
}

fn lines(length: i64, usable: i64) -> i64 {
    if length <= usable {
        1
    } else {
        ((length - 1) / usable + 1).min(MOST_LINES)
    }
}

/// The height in lines of the table with these widths: the sum over its rows of their tallest cells.
#[must_use]
pub fn height(columns: &[Column], widths: &[i64]) -> i64 {
    let rows = columns
        .iter()
        .map(|column| column.lengths.len())
        .max()
        .unwrap_or(0);
    let mut tallest = vec![1; rows];
    for (column, &width) in columns.iter().zip(widths) {
        let usable = column.usable(clamp(width));
        for (row, &length) in tallest.iter_mut().zip(&column.lengths) {
            *row = lines(clamp(length), usable).max(*row);
        }
    }
    tallest.iter().sum()
}

/// The widths of the columns, at least their minima, together `total`, with the least height.
///
/// With [`Fill::Natural`] they are together less where all cells fit on one line. If the minima alone are more than
/// `total`, they are cut in proportion: it is for the caller to step the type size down or split the table before.
/// Never taller than the split in proportion to the longest or to the mean cells.
#[must_use]
pub fn widths(columns: &[Column], total: i64, fill: Fill) -> Vec<i64> {
    let total = clamp(total);
    let min: Vec<i64> = columns.iter().map(|column| clamp(column.min).max(1)).collect();
    let natural: Vec<i64> = columns.iter().map(Column::natural).collect();
    let (least, most) = (min.iter().sum::<i64>(), natural.iter().sum::<i64>());
    if columns.is_empty() || most <= total {
        return match fill {
            Fill::Natural => natural,
            // room for all: what is left goes to all in proportion, as an even table looks calm
            Fill::Total => share(&natural, &natural, &vec![i64::MAX; natural.len()], total),
        };
    }
    if least >= total {
        return share(&min, &vec![0; min.len()], &vec![i64::MAX; min.len()], total);
    }
    let starts = starts(columns, &min, &natural, total);
    let best = starts
        .iter()
        .map(|start| search(columns, &min, &natural, start.clone()));
    let all = best.collect::<Vec<_>>().into_iter().chain(starts);
    all.min_by_key(|widths| height(columns, widths)).unwrap_or(min)
}

/// The plain splits: in proportion to the mean cells, and to the longest.
fn starts(columns: &[Column], min: &[i64], natural: &[i64], total: i64) -> Vec<Vec<i64>> {
    let mean = |column: &Column| {
        let sum: i128 = column
            .lengths
            .iter()
            .map(|&length| i128::from(clamp(length)))
            .sum();
        let count = i128::try_from(column.lengths.len().max(1)).unwrap_or(1);
        i64::try_from(sum / count).unwrap_or(0) + clamp(column.padding) + 1
    };
    let means: Vec<i64> = columns.iter().map(mean).collect();
    vec![
        share(&means, min, natural, total),
        share(natural, min, natural, total),
    ]
}

/// Splits `total` in proportion to `weights`, none below `min`, none above `max` as far as that can be, and to the unit.
fn share(weights: &[i64], min: &[i64], max: &[i64], total: i64) -> Vec<i64> {
    // the factor lies between none and all at their maxima; bisection finds it, as the sum grows with it
    let at = |factor: i128| -> Vec<i64> {
        let limits = min.iter().zip(max);
        let one = |(&weight, (&min, &max)): (&i64, (&i64, &i64))| {
            let part = (i128::from(weight) * factor) >> 40;
            i64::try_from(part).unwrap_or(i64::MAX).clamp(min, max.max(min))
        };
        weights.iter().zip(limits).map(one).collect()
    };
    let sum = |widths: &[i64]| widths.iter().map(|&width| i128::from(width)).sum::<i128>();
    let (mut low, mut high) = (0i128, 1i128 << 82);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if sum(&at(middle)) <= i128::from(total) {
            low = middle;
        } else {
            high = middle;
        }
    }
    let mut widths = at(low);
    settle(&mut widths, max, total);
    widths
}

/// Hands out what rounding left over, a unit a column from the left, so that the sum is exact.
fn settle(widths: &mut [i64], max: &[i64], total: i64) {
    let mut left = total - widths.iter().sum::<i64>();
    for (width, &max) in widths.iter_mut().zip(max) {
        let more = left.min(max - *width).clamp(0, 1);
        *width += more;
        left -= more;
    }
    if left > 0
        && let Some(width) = widths.first_mut()
    {
        *width += left;
    }
}

/// Moves width between two columns as long as that lowers the cost.
fn search(columns: &[Column], min: &[i64], natural: &[i64], start: Vec<i64>) -> Vec<i64> {
    let total: i64 = start.iter().sum();
    let mut table = Table::new(columns, start);
    for halving in 3..=8 {
        let step = total >> halving;
        for _ in 0..ROUNDS {
            if step == 0 || !table.round(min, natural, step) {
                break;
            }
        }
    }
    table.widths
}

/// The sampled rows under the present widths (试排).
struct Table<'a> {
    columns: &'a [Column],
    /// Column by column, the sampled rows' lengths.
    lengths: Vec<Vec<i64>>,
    widths: Vec<i64>,
    /// Row by row, its three tallest cells: lines and column.
    tallest: Vec<[(i64, usize); 3]>,
    /// Column by column, the lines of all its cells, in parts of a line.
    comfort: Vec<i64>,
}

impl<'a> Table<'a> {
    fn new(columns: &'a [Column], widths: Vec<i64>) -> Self {
        let rows = sample(columns);
        let pick = |column: &Column| {
            rows.iter()
                .map(|&row| clamp(column.lengths.get(row).copied().unwrap_or(0)))
                .collect()
        };
        let lengths = columns.iter().map(pick).collect();
        let mut table = Self {
            columns,
            lengths,
            widths,
            tallest: Vec::new(),
            comfort: Vec::new(),
        };
        table.measure();
        table
    }

    /// Takes the tallest cells and the comfort anew.
    fn measure(&mut self) {
        let rows = self.lengths.first().map_or(0, Vec::len);
        self.tallest = vec![[(1, usize::MAX); 3]; rows];
        self.comfort.clear();
        for (n, ((column, lengths), &width)) in self
            .columns
            .iter()
            .zip(&self.lengths)
            .zip(&self.widths)
            .enumerate()
        {
            let usable = column.usable(width);
            for (three, &length) in self.tallest.iter_mut().zip(lengths) {
                insert(three, (lines(length, usable), n));
            }
            self.comfort.push(comfort(lengths, usable));
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
    fn gains(&self, from: usize, to: usize, step: i64) -> bool {
        let part = |n: usize, change: i64| {
            let (column, lengths) = (self.columns.get(n)?, self.lengths.get(n)?);
            Some((lengths, column.usable(self.widths.get(n)? + change)))
        };
        let (Some((given, narrower)), Some((taken, wider))) = (part(from, -step), part(to, step)) else {
            return false;
        };
        let mut change = 0;
        for ((three, &a), &b) in self.tallest.iter().zip(given).zip(taken) {
            let others = three
                .iter()
                .find(|(_, n)| *n != from && *n != to)
                .map_or(1, |(lines, _)| *lines);
            change += lines(a, narrower).max(lines(b, wider)).max(others) - three[0].0;
        }
        let comfort_before: i64 = [from, to].iter().filter_map(|&n| self.comfort.get(n)).sum();
        let comfort_after = comfort(given, narrower) + comfort(taken, wider);
        let columns = i64::try_from(self.columns.len()).unwrap_or(1);
        change * ROW * PART * columns + (comfort_after - comfort_before) * COMFORT < 0
    }
}

/// Weight of the cells' mean lines; see [`ROW`].
const COMFORT: i64 = 4;

/// The lines of all cells of a column without rounding up, at least one each, in parts of a line.
fn comfort(lengths: &[i64], usable: i64) -> i64 {
    lengths
        .iter()
        .map(|&length| {
            if length <= usable {
                PART
            } else {
                (length * PART / usable).min(MOST_LINES)
            }
        })
        .sum()
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
    if rows <= SAMPLE {
        return (0..rows).collect();
    }
    let mut totals: Vec<(i64, usize)> = (0..rows).map(|row| (0, row)).collect();
    for column in columns {
        for (total, &length) in totals.iter_mut().zip(&column.lengths) {
            total.0 += clamp(length);
        }
    }
    totals.sort_unstable();
    (0..SAMPLE)
        .filter_map(|n| totals.get((2 * n + 1) * rows / (2 * SAMPLE)))
        .map(|(_, row)| *row)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(min: i64, lengths: &[i64]) -> Column {
        Column {
            min,
            lengths: lengths.to_vec(),
            ..Column::default()
        }
    }

    /// In proportion to the longest cells, no minimum.
    fn proportional(columns: &[Column], total: i64) -> Vec<i64> {
        let sum: i64 = columns.iter().map(Column::natural).sum();
        columns.iter().map(|c| c.natural() * total / sum).collect()
    }

    #[test]
    fn room_for_all() {
        let columns = [column(2, &[4, 6]), column(2, &[10, 12])];
        assert_eq!(widths(&columns, 36, Fill::Natural), [6, 12]);
        assert_eq!(widths(&columns, 36, Fill::Total), [12, 24]);
    }

    #[test]
    fn no_room_at_all() {
        let columns = [column(10, &[40]), column(30, &[40])];
        assert_eq!(widths(&columns, 20, Fill::Total), [5, 15]);
        assert_eq!(widths(&columns, 0, Fill::Total), [0, 0]);
        assert_eq!(widths(&[], 20, Fill::Total), [0i64; 0]);
    }

    #[test]
    fn the_long_column_takes_the_room() {
        let columns = [
            column(4, &[4, 4, 4]),
            column(8, &[16, 12, 20]),
            column(8, &[300, 240, 410]),
        ];
        let found = widths(&columns, 60, Fill::Total);
        assert_eq!(found.iter().sum::<i64>(), 60);
        assert!(found[2] >= 40, "{found:?}");
        assert!(height(&columns, &found) <= 24, "{found:?}");
    }

    #[test]
    fn only_whole_characters_count() {
        let columns = [
            Column {
                min: 12,
                padding: 2,
                pitch: 10,
                lengths: vec![100],
            },
            column(10, &[10]),
        ];
        // 59 - 2 holds five characters: two lines need 52
        assert_eq!(height(&columns, &[52, 10]), 2);
        assert_eq!(height(&columns, &[51, 10]), 3);
    }

    /// A small table against every possible split.
    #[test]
    fn near_the_optimum() {
        let columns = [
            column(3, &[10, 30, 8, 4]),
            column(3, &[60, 20, 44, 80]),
            column(3, &[7, 90, 12, 13]),
        ];
        let best = (3..=54)
            .flat_map(|a| (3..=57 - a).map(move |b| [a, b, 60 - a - b]))
            .map(|w| height(&columns, &w))
            .min();
        assert_eq!(Some(height(&columns, &widths(&columns, 60, Fill::Total))), best);
    }

    #[test]
    fn many_rows_are_sampled() {
        let lengths = |k: usize| {
            (0..10_000)
                .map(|row| ((row * k) % 97) as i64 * k as i64)
                .collect::<Vec<_>>()
        };
        let columns: Vec<_> = (1..=8).map(|k| column(10, &lengths(k))).collect();
        let found = widths(&columns, 400, Fill::Total);
        assert_eq!(found.iter().sum::<i64>(), 400);
        assert!(height(&columns, &found) * 10 < height(&columns, &proportional(&columns, 400)) * 10);
    }

    fn any_table() -> impl Strategy<Value = (Vec<Column>, i64)> {
        (1usize..8, 1usize..40).prop_flat_map(|(columns, rows)| {
            let cell = prop_oneof![4 => 0i64..60, 2 => 0i64..400, 1 => 0i64..3000];
            let column = (
                1i64..30,
                0i64..3,
                prop_oneof![Just(0), Just(4)],
                proptest::collection::vec(cell, rows),
            );
            let column = column.prop_map(|(min, padding, pitch, lengths)| Column {
                min: min + padding + pitch,
                padding,
                pitch,
                lengths,
            });
            (proptest::collection::vec(column, columns), 50i64..1000)
        })
    }

    proptest! {
        #[test]
        fn the_sum_is_exact_and_minima_hold((columns, total) in any_table()) {
            let found = widths(&columns, total, Fill::Total);
            prop_assert_eq!(found.iter().sum::<i64>(), total);
            if columns.iter().map(|c| c.min).sum::<i64>() <= total {
                for (width, column) in found.iter().zip(&columns) {
                    prop_assert!(*width >= column.min);
                }
            }
            prop_assert!(widths(&columns, total, Fill::Natural).iter().sum::<i64>() <= total);
        }

        #[test]
        fn never_taller_than_a_plain_split((columns, total) in any_table()) {
            let plain = proportional(&columns, total);
            let fits = plain.iter().zip(&columns).all(|(width, column)| *width >= column.min);
            prop_assume!(fits);
            let found = widths(&columns, total, Fill::Total);
            // a unit of rounding may cost a line somewhere
            let (ours, theirs) = (height(&columns, &found), height(&columns, &plain));
            prop_assert!(ours * 100 <= theirs * 102 + 100, "{} {}", ours, theirs);
        }

        #[test]
        fn any_numbers_are_survived(
            cells in proptest::collection::vec(proptest::collection::vec(any::<i64>(), 0..5), 0..6),
            min: i64, padding: i64, pitch: i64, total: i64,
        ) {
            let columns: Vec<_> = cells.into_iter().map(|lengths| Column { min, padding, pitch, lengths }).collect();
            let found = widths(&columns, total, Fill::Total);
            let _ = height(&columns, &found);
        }
    }
}
