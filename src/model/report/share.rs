//! Shares (占比): rounded each by itself, or so that they sum to 100 %.

use rust_decimal::Decimal;

use super::{Report, RowRef};
use crate::model::file::Shares;
use crate::text::share;

/// What a text or a table with shares says where they were made to sum to 100 %.
pub const SHARES_SUM: &str = "占比按最大余数法修约，各项之和为100%。";

impl Report<'_> {
    /// The share of each count in their sum, as ratios, by the office's rule; nought of nothing. `decimals` of the
    /// percentage that will be printed; without them the office's.
    #[must_use]
    pub fn shares(&self, counts: &[usize], decimals: Option<u8>) -> Vec<Decimal> {
        let rules = &self.office().rules;
        if rules.shares == Shares::LargestRemainder {
            return share::largest_remainder(counts, decimals.unwrap_or(rules.decimals.value));
        }
        let sum: usize = counts.iter().sum();
        let ratio = |count: &usize| Decimal::from(*count).checked_div(sum.into()).unwrap_or_default();
        counts.iter().map(ratio).collect()
    }

    /// Whether shares are made to sum to 100 %, which a table with shares says below it.
    #[must_use]
    pub fn shares_sum(&self) -> bool {
        self.office().rules.shares == Shares::LargestRemainder
    }

    /// The share of a row among all of its kind: of units, leaders, categories by tasks, of statuses and lights by
    /// tasks, or by projects.
    #[must_use]
    pub fn share(&self, row: RowRef, by_projects: bool, decimals: Option<u8>) -> Option<Decimal> {
        let counts = self.counts(row, by_projects)?;
        self.shares(&counts, decimals).get(row.index()).copied()
    }

    fn counts(&self, row: RowRef, by_projects: bool) -> Option<Vec<usize>> {
        let whole = if by_projects {
            self.projects.len()
        } else {
            self.tasks.len()
        };
        // what has no status is a part of the whole as well
        let with_rest = |mut counts: Vec<usize>| {
            let known: usize = counts.iter().sum();
            counts.push(whole.saturating_sub(known));
            counts
        };
        let of = |projects: usize, tasks: usize| if by_projects { projects } else { tasks };
        Some(match row {
            RowRef::Unit(_) => self.units.iter().map(|unit| unit.tally.tasks.len()).collect(),
            RowRef::Leader(_) => self
                .leaders
                .iter()
                .map(|leader| leader.tally.tasks.len())
                .collect(),
            RowRef::Category(_) => {
                let each = self.categories.iter();
                each.map(|c| of(c.tally.projects.len(), c.tally.tasks.len()))
                    .collect()
            }
            RowRef::Status(_) => with_rest(self.statuses.iter().map(|s| of(s.projects, s.tasks)).collect()),
            RowRef::Light(_) => with_rest(self.lights.iter().map(|l| of(l.projects, l.tasks)).collect()),
            RowRef::Project(_) | RowRef::Task(_) | RowRef::Town(_) => return None,
        })
    }
}
