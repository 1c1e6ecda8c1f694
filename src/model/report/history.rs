//! Against earlier periods (与前几期相比): what changed, and for how long nothing did.

use std::collections::BTreeMap;
use std::mem::discriminant;

use super::build::Found;
use super::{Report, TaskRow};
use crate::model::file::Progress;
use crate::text::period::Period;

/// How a task's status changed since the previous period (完成情况的变化).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// 新完成: the best status now, another then.
    Finished,
    /// 好转.
    Better,
    /// 持平.
    Same,
    /// 下降.
    Worse,
    /// 回退: the best status then, another now.
    Back,
    /// 新增: not in the previous period.
    New,
}

impl Change {
    /// In Chinese, as a column prints it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Finished => "新完成",
            Self::Better => "好转",
            Self::Same => "持平",
            Self::Worse => "下降",
            Self::Back => "回退",
            Self::New => "新增",
        }
    }

    /// As templates know it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Finished => "finished",
            Self::Better => "better",
            Self::Same => "same",
            Self::Worse => "worse",
            Self::Back => "back",
            Self::New => "new",
        }
    }
}

impl TaskRow<'_> {
    /// Whether anything was reported of it in this period.
    #[must_use]
    pub fn reported(&self) -> bool {
        let said = |progress: &Progress| {
            let words = progress.text.as_ref().is_some_and(|text| !text.trim().is_empty());
            let numbers = progress.done.is_some() || !progress.indicators.is_empty();
            words || numbers || progress.status.is_some()
        };
        self.progress.is_some_and(|(progress, _)| said(progress))
    }

    /// What became of its status since the previous period; `None` where one of the two is unknown.
    #[must_use]
    pub fn change(&self) -> Option<Change> {
        if self.previous.is_none() {
            return self.reported().then_some(Change::New);
        }
        Some(match (self.status?, self.was?) {
            (now, then) if now == then => Change::Same,
            (0, _) => Change::Finished,
            (_, 0) => Change::Back,
            _ if self.late == (true, false) => Change::Worse,
            _ if self.late == (false, true) => Change::Better,
            (now, then) if now < then => Change::Better,
            _ => Change::Worse,
        })
    }
}

/// Counts for every task the periods without progress, this one included (连续几期没有新进展), back through the year.
pub(super) fn fill(report: &mut Report<'_>) {
    let Some(period) = report.period else { return };
    let mut open: Vec<(usize, &Progress)> = Vec::new();
    for (index, task) in report.tasks.iter_mut().enumerate() {
        let Some((progress, _)) = task.progress else {
            continue;
        };
        // what is done needs no progress, and what is not reported cannot be compared
        if task.reported() && task.status != Some(0) {
            task.unmoved_for = Some(0);
            open.push((index, &progress.value));
        }
    }
    for earlier in earlier(report, period) {
        if open.is_empty() {
            return;
        }
        open.retain_mut(|(index, later)| {
            let Some(task) = report.tasks.get_mut(*index) else {
                return false;
            };
            // a period in which nothing was told of it says nothing
            let Some((before, _)) = earlier.get(task.key.as_str()) else {
                return true;
            };
            let unmoved = same(before, later);
            if unmoved {
                task.unmoved_for = task.unmoved_for.map(|periods| periods + 1);
                *later = &before.value;
            }
            unmoved
        });
    }
}

/// The entries of the periods of the same kind before `period` in its year, the latest first. They are joined as
/// they are asked for: mostly the first few decide.
fn earlier<'w>(
    report: &Report<'w>,
    period: Period,
) -> impl Iterator<Item = BTreeMap<&'w str, Found<'w>>> + use<'w> {
    let workspace = report.workspace;
    let typed = workspace.progress.iter().map(|file| &file.data.period.value);
    let mut periods: Vec<Period> = typed
        .filter_map(|typed| typed.parse().ok())
        .filter(|other| leads_to(other, &period))
        .collect();
    periods.sort_by(|a, b| b.cmp(a));
    periods.dedup();
    let joined = move |period: Period| {
        let of = move |typed: &str| typed.parse().ok() == Some(period);
        super::build::joined(
            workspace
                .progress
                .iter()
                .filter(move |f| of(&f.data.period.value)),
        )
    };
    periods.into_iter().map(joined)
}

/// Whether a period is one that `period` is compared with: of its kind, in its year, before it.
pub(in crate::model) fn leads_to(other: &Period, period: &Period) -> bool {
    discriminant(&other.span()) == discriminant(&period.span())
        && other.year() == period.year()
        && other.last_day() < period.last_day()
}

/// Whether neither the numbers nor the words differ.
fn same(before: &Progress, now: &Progress) -> bool {
    let done = |progress: &Progress| progress.done.as_ref().map(|done| done.0);
    let text = |progress: &Progress| progress.text.as_ref().map(|text| text.trim().to_owned());
    let indicators = |progress: &Progress| -> BTreeMap<String, _> {
        let each = progress.indicators.iter();
        each.map(|(id, done)| (id.value.clone(), done.0)).collect()
    };
    // that something is not built yet says nothing of what was done on it
    let told = now.text.is_some() || now.done.as_ref().is_none_or(|done| !done.yes_no);
    told && done(before) == done(now) && text(before) == text(now) && indicators(before) == indicators(now)
}
