//! Column widths (列宽) from the content: the split of a table's width that makes the table least tall.
//!
//! A row is as tall as its tallest cell, and a cell of length `l` in a column of width `w` has `ceil(l / w)` lines, so
//! the height to minimise is the sum over the rows of the greatest of these. How that is done stands in `search`.

mod search;

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
    let searched: Vec<_> = starts
        .iter()
        .map(|start| search::search(columns, &min, &natural, start))
        .collect();
    let all = searched.into_iter().chain(starts);
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

#[cfg(test)]
mod tests;
