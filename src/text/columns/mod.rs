//! Column widths (列宽) from the content: how an official would lay the table out.
//!
//! A row is as tall as its tallest cell, and a cell of length `l` in a column of width `w` has `ceil(l / w)` lines, so
//! the height of a table is the sum over the rows of the greatest of these. The least height alone is no good: it
//! makes a column three characters wide wherever that costs no row a line. So it is one of three aims:
//!
//! 1. Wishes (`wishes`): whole words, heads of two lines, running text of at least five characters, columns of
//!    numbers alike. They raise the minima, the most urgent first, while enough of the table is left for prose.
//! 2. A small height.
//! 3. Comfort: lines of few characters are hard to read, so each costs the more the shorter it is.
//!
//! The last two are weighed in `search`. Where all cells fit on one line, none of that matters: the columns share
//! the whole width in proportion to what they need.

mod search;
mod wishes;

pub use wishes::Wish;

/// Lines above this are all the same: it keeps sums far from overflow.
const MOST_LINES: i64 = 1 << 20;

/// What is known of one column (列的内容), in any unit of length, the same for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Never narrower, its padding included: the width of its widest unbreakable piece.
    pub min: i64,
    /// White left and right of the text, taken off the width before text is set.
    pub padding: i64,
    /// The width of one Chinese character, or 0: a line holds only whole ones, so only multiples of it count.
    pub pitch: i64,
    /// The length of each row's cell on one line, without padding; 0 where there is no text or a cell spans over
    /// columns. A cell over several rows is best shared out among them: its length divided by their number in each.
    pub lengths: Vec<i64>,
    /// The length of the longest cell that was shared out, whole; 0 where there is none.
    pub longest: i64,
    /// Widths it would rather have than [`Column::min`], padding included; see [`Column::wish`].
    pub wishes: [i64; wishes::COUNT],
    /// Columns of numbers that belong together have the same number here, and are made equally wide where that
    /// costs little; 0 is for those that stand alone.
    pub kin: usize,
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
    /// Wishes for a width, padding included, if it is more than what was wished before.
    pub fn wish(&mut self, wish: Wish, width: i64) {
        if let Some(slot) = self.wishes.get_mut(wish as usize) {
            *slot = width.max(*slot);
        }
    }

    fn longest(&self) -> i64 {
        let longest = self.lengths.iter().copied().max().unwrap_or(0);
        longest.max(self.longest)
    }

    /// The width at which every cell is one line.
    fn natural(&self) -> i64 {
        (clamp(self.longest()) + clamp(self.padding))
            .max(clamp(self.min))
            .max(1)
    }

    fn usable(&self, width: i64) -> i64 {
        usable(width, clamp(self.padding), clamp(self.pitch))
    }
}

/// What of `width` text can use: whole characters, where their pitch is known.
fn usable(width: i64, padding: i64, pitch: i64) -> i64 {
    let inner = width - padding;
    let whole = if pitch > 1 { inner - inner % pitch } else { inner };
    whole.max(1)
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

/// The height in lines that a table has at the least, whatever its widths are, if together they are not more than
/// `total`: the texts of a row take as many lines as they would on one line as wide as the table.
#[must_use]
pub fn least_height(columns: &[Column], total: i64) -> i64 {
    let rows = columns.iter().map(|column| column.lengths.len());
    let mut lengths = vec![0i64; rows.max().unwrap_or(0)];
    for column in columns {
        for (row, &length) in lengths.iter_mut().zip(&column.lengths) {
            *row = row.saturating_add(clamp(length));
        }
    }
    // a column without room for text is taken to have a unit of it
    let spare = i64::try_from(columns.len()).unwrap_or(i64::MAX >> 1);
    let usable = clamp(total).saturating_add(spare).max(1);
    lengths.iter().map(|&length| lines(length, usable)).sum()
}

/// The widths of the columns, at least their minima, together `total`.
///
/// With [`Fill::Natural`] they are together less where all cells fit on one line. If the minima alone are more than
/// `total`, they are cut in proportion: it is for the caller to step the type size down or split the table before.
#[must_use]
pub fn widths(columns: &[Column], total: i64, fill: Fill) -> Vec<i64> {
    let total = clamp(total);
    let min = wishes::minima(columns, total);
    let natural: Vec<i64> = columns
        .iter()
        .zip(&min)
        .map(|(column, &min)| column.natural().max(min))
        .collect();
    let natural = wishes::alike(columns, natural, total);
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
    let searched = starts
        .iter()
        .map(|start| search::search(columns, &min, &natural, start));
    let best = searched.min_by_key(|(cost, _)| *cost).map(|(_, widths)| widths);
    let best = best.unwrap_or_else(|| min.clone());
    wishes::evened(columns, &min, best)
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

#[cfg(test)]
mod tests;
