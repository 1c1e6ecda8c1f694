//! Wishes (宜宽): what columns would rather have than their least widths, and which of it the table can afford.
//!
//! Each kind of wish is granted, the cheapest first, while all columns together need no more than its part of the
//! table: a table of short words alone gets all of them whole, beside prose a long head is broken in three.

use super::{Column, clamp, height};

/// A kind of wish (宜宽的缘由), the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wish {
    /// The head in three lines.
    HeadInThree,
    /// Words of up to four characters unbroken, 正常推进.
    Word,
    /// Running text in lines of five characters.
    Text,
    /// The head in two lines.
    HeadInTwo,
    /// Words of up to six characters unbroken.
    LongWord,
}

/// How many kinds there are.
pub(super) const COUNT: usize = 5;

/// Per cent of the table that all columns may need with each kind granted. What is left is for prose.
const SHARES: [i64; COUNT] = [92, 88, 85, 80, 60];
/// Per cent of the table that all columns may need after columns of numbers were made alike.
const ALIKE: i64 = 80;

/// The least widths with all wishes the table of width `total` can afford.
pub(super) fn minima(columns: &[Column], total: i64) -> Vec<i64> {
    let mut min: Vec<i64> = columns.iter().map(|column| clamp(column.min).max(1)).collect();
    for (level, share) in SHARES.into_iter().enumerate() {
        let mut left = part(total, share) - min.iter().sum::<i64>();
        let wishes = columns.iter().zip(&mut min).filter_map(|(column, min)| {
            let wish = clamp(*column.wishes.get(level)?);
            (wish > *min).then_some((wish - *min, min))
        });
        let mut wishes: Vec<_> = wishes.collect();
        wishes.sort_by_key(|(more, _)| *more);
        for (more, min) in wishes.into_iter().filter(|(more, _)| *more > 0) {
            if more <= left {
                *min += more;
                left -= more;
            }
        }
    }
    alike(columns, min, part(total, ALIKE))
}

fn part(total: i64, percent: i64) -> i64 {
    i64::try_from(i128::from(total) * i128::from(percent) / 100).unwrap_or(total)
}

/// The kinds of kin there are.
fn kins(columns: &[Column]) -> Vec<usize> {
    let mut kins: Vec<usize> = columns
        .iter()
        .map(|column| column.kin)
        .filter(|kin| *kin > 0)
        .collect();
    kins.sort_unstable();
    kins.dedup();
    kins
}

/// All columns of a kin as wide as the widest of them, as long as all columns together stay within `most`.
pub(super) fn alike(columns: &[Column], mut widths: Vec<i64>, most: i64) -> Vec<i64> {
    for kin in kins(columns) {
        let members = columns
            .iter()
            .zip(&widths)
            .filter(|(column, _)| column.kin == kin);
        let widest = members.map(|(_, width)| *width).max().unwrap_or(0);
        let raised: Vec<i64> = columns
            .iter()
            .zip(&widths)
            .map(|(column, &width)| if column.kin == kin { widest } else { width })
            .collect();
        if raised.iter().sum::<i64>() <= most {
            widths = raised;
        }
    }
    widths
}

/// All columns of a kin as wide as they are on the average, where that makes the table no taller.
pub(super) fn evened(columns: &[Column], min: &[i64], mut widths: Vec<i64>) -> Vec<i64> {
    for kin in kins(columns) {
        let members = || {
            columns
                .iter()
                .enumerate()
                .filter(|(_, column)| column.kin == kin)
                .map(|(n, _)| n)
        };
        let sum: i64 = members().filter_map(|n| widths.get(n)).sum();
        let count = i64::try_from(members().count().max(1)).unwrap_or(1);
        let mut even = widths.clone();
        for (rank, n) in (0..).zip(members()) {
            if let Some(width) = even.get_mut(n) {
                *width = sum / count + i64::from(rank < sum % count);
            }
        }
        let holds = even.iter().zip(min).all(|(width, min)| width >= min);
        if holds && height(columns, &even) <= height(columns, &widths) {
            widths = even;
        }
    }
    widths
}
