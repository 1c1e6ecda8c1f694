//! Goals and what was done of them, as cells and texts say them (目标与完成数的印法).

use rust_decimal::Decimal;

use super::print::Printing;
use super::rate::{self, Aim, Basis, Measure};
use super::{Report, TaskRow};
use crate::diag::{FileId, Origin};
use crate::document::Value;
use crate::model::At;
use crate::model::file::{Goal, Indicator, Progress};
use crate::text::join;

/// An indicator of a task with what its number comes to (分项指标).
#[derive(Clone, Copy, Debug)]
pub struct IndicatorRow<'w> {
    /// As typed.
    pub typed: &'w Indicator,
    /// Its number of this period.
    pub now: Measure,
    /// Its number of the previous period.
    pub before: Measure,
}

impl<'w> TaskRow<'w> {
    /// What the task is to reach.
    #[must_use]
    pub fn aim(&self) -> Aim<'w> {
        Aim {
            goal: self.goal.map(|goal| &goal.value),
            indicators: self.indicators,
            due: self.due.map(|due| due.value.0),
        }
    }

    /// What was done since the previous period; `None` where one of them is unknown, and of yes and no.
    #[must_use]
    pub fn gained(&self) -> Option<Decimal> {
        if self.goal.is_some_and(|goal| goal.is_yes_no()) {
            return None;
        }
        self.now.done?.checked_sub(self.before.done?)
    }

    /// The unit in which it is measured; empty without one, and with several indicators.
    #[must_use]
    pub fn unit(&self) -> &'w str {
        self.goal.map_or("", |goal| goal.value.unit.as_str())
    }
}

impl<'w> Report<'w> {
    /// By what this period is judged.
    #[must_use]
    pub fn basis(&self) -> Basis {
        Basis {
            schedule: self.schedule,
            as_of: self.as_of,
            indicators: self.office().rules.indicators,
        }
    }

    /// By what the previous period was judged.
    #[must_use]
    pub fn basis_before(&self) -> Basis {
        let typed = self.circular.data.previous.as_ref();
        let as_of = super::build::as_of(self.workspace, typed, self.previous_period);
        Basis::new(&self.office().rules, self.previous_period, as_of)
    }

    /// By how many days the task is past its day (超期天数); `None` where it is not.
    #[must_use]
    pub fn overdue_days(&self, task: &TaskRow<'_>) -> Option<usize> {
        let late = task.now.overdue.then_some(self.as_of?)?;
        let days = late.since(task.due?.value.0).ok()?.get_days();
        usize::try_from(days).ok()
    }

    /// The indicators of a task with their numbers, in their order.
    #[must_use]
    pub fn indicators(&self, task: &TaskRow<'w>) -> Vec<IndicatorRow<'w>> {
        let of = |found: Option<(&'w At<Progress>, FileId)>, basis: &Basis| {
            rate::indicators(&task.aim(), found.map(|(progress, _)| &progress.value), basis)
        };
        let now = of(task.progress, &self.basis());
        let before = of(task.previous, &self.basis_before());
        let each = task.indicators.iter().zip(now.into_iter().zip(before));
        each.map(|(typed, (now, before))| IndicatorRow {
            typed: &typed.value,
            now,
            before,
        })
        .collect()
    }

    /// The task's goal as printed, with its unit: 1200个, 应补尽补, 培训3600人次、技能人才900人; empty without one.
    #[must_use]
    pub fn goal_words(&self, task: &TaskRow<'_>) -> String {
        let print = self.printing();
        match task.goal {
            Some(goal) => print.with_unit(goal, goal.number()),
            None => print.all(task.indicators, |indicator| indicator.goal.number()),
        }
    }

    /// What was done as printed, with its unit: 700个, 已建成, 培训3000人次、技能人才850人; empty where nothing was
    /// reported.
    #[must_use]
    pub fn done_words(&self, task: &TaskRow<'_>) -> String {
        task.progress
            .map_or_else(String::new, |(progress, _)| self.done_words_of(task, progress))
    }

    /// The same of the previous period.
    pub(super) fn previous_words(&self, task: &TaskRow<'_>) -> String {
        task.previous
            .map_or_else(String::new, |(progress, _)| self.done_words_of(task, progress))
    }

    fn done_words_of(&self, task: &TaskRow<'_>, progress: &Progress) -> String {
        let print = self.printing();
        let done = progress.done.as_ref().map(|done| done.0);
        match task.goal {
            Some(goal) => done.map_or_else(String::new, |done| print.with_unit(goal, Some(done))),
            None if task.indicators.is_empty() => {
                done.map_or_else(String::new, |done| print.number(done, None).printed().to_owned())
            }
            None => print.all(task.indicators, |indicator| {
                Some(progress.indicators.get(&indicator.id.value)?.0)
            }),
        }
    }
}

impl Printing {
    /// A goal as a cell has it: its number, or its words.
    pub(super) fn goal(self, goal: &Goal, decimals: Option<u8>) -> Value {
        match goal.number() {
            Some(number) => self.measured(number, &goal.unit, decimals),
            None => text(words(goal)),
        }
    }

    /// What was done of a goal as a cell has it: a number, or the word for yes or no.
    pub(super) fn done(self, goal: Option<&Goal>, done: Decimal, decimals: Option<u8>) -> Value {
        match goal {
            Some(goal) if goal.is_yes_no() => text(word(goal, done)),
            _ => self.measured(done, goal.map_or("", |goal| &goal.unit), decimals),
        }
    }

    /// The goals or numbers of several indicators: 培训3600人次、技能人才900人; those without a number are left out.
    pub(super) fn all(
        self,
        indicators: &[At<Indicator>],
        number: impl Fn(&Indicator) -> Option<Decimal>,
    ) -> String {
        let said = indicators.iter().filter_map(|indicator| {
            let goal = &indicator.goal;
            let number = number(indicator);
            if number.is_none() && goal.number().is_some() {
                return None;
            }
            Some(format!(
                "{}{}",
                indicator.name.value,
                self.with_unit(goal, number)
            ))
        });
        join::join(&said.collect::<Vec<_>>(), "、")
    }

    /// A number with the unit of its goal; the goal's words where it has no number.
    fn with_unit(self, goal: &Goal, number: Option<Decimal>) -> String {
        let Some(number) = number else {
            return words(goal).to_owned();
        };
        let printed = self.done(Some(goal), number, None).printed().to_owned();
        // a percentage has its sign, and 已建成 no unit
        if goal.is_yes_no() || goal.unit == "%" {
            return printed;
        }
        printed + &goal.unit
    }
}

/// The words of a goal without a number.
fn words(goal: &Goal) -> &str {
    let text = goal.text.as_ref().or_else(|| goal.word(true));
    text.map_or("", |text| text.value.as_str())
}

fn word(goal: &Goal, done: Decimal) -> &str {
    goal.word(done >= Decimal::ONE)
        .map_or("", |word| word.value.as_str())
}

fn text(words: &str) -> Value {
    if words.is_empty() {
        Value::Empty
    } else {
        Value::Text(words.to_owned())
    }
}

/// Where the first of the indicators' numbers was typed.
pub(super) fn first_done(task: &TaskRow<'_>) -> Option<Origin> {
    let (progress, file) = task.progress?;
    let (_, done) = progress.indicators.iter().next()?;
    Some(done.origin(file))
}
