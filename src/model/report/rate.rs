//! Rates and states (完成率、序时进度、完成情况): the arithmetic of progress, exact until it is printed.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::At;
use crate::model::file::{
    Goal, Indicator, IndicatorsRule, Light, Progress, Rules, Schedule, ScheduleBy, Status,
};
use crate::text::period::Period;

/// What a task is to reach (应达到的目标).
#[derive(Clone, Copy, Debug, Default)]
pub struct Aim<'w> {
    /// 目标值.
    pub goal: Option<&'w Goal>,
    /// 分项指标; with them there is no goal.
    pub indicators: &'w [At<Indicator>],
    /// 完成时限.
    pub due: Option<Date>,
}

/// When, and by which of the office's rules, a task is judged (口径).
#[derive(Clone, Copy, Debug, Default)]
pub struct Basis {
    /// 序时进度 as a ratio of the year.
    pub schedule: Option<Decimal>,
    /// 截至.
    pub as_of: Option<Date>,
    /// How several indicators make one rate.
    pub indicators: IndicatorsRule,
}

impl Basis {
    /// That of a period; `as_of` where its progress file has one.
    #[must_use]
    pub fn new(rules: &Rules, period: Option<Period>, as_of: Option<Date>) -> Self {
        Self {
            schedule: period.and_then(|period| schedule(&rules.schedule, period, as_of)),
            as_of: as_of.or_else(|| period.map(Period::last_day)),
            indicators: rules.indicators,
        }
    }
}

/// What follows from a goal and a number done (完成程度).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// 完成数; `None` of a task with several indicators.
    pub done: Option<Decimal>,
    /// 完成率 as a ratio, not rounded.
    pub rate: Option<Decimal>,
    /// How far it lies behind the schedule, as a ratio, never below nought.
    pub behind: Option<Decimal>,
    /// Whether the goal is reached; `None` where numbers cannot tell.
    pub met: Option<bool>,
    /// 超期: its day has passed, and the goal is not reached.
    pub overdue: bool,
}

impl Measure {
    /// What the task's progress comes to.
    #[must_use]
    pub fn of(aim: &Aim<'_>, progress: Option<&Progress>, basis: &Basis) -> Self {
        let mut measure = if aim.indicators.is_empty() {
            let done = progress.and_then(|progress| Some(progress.done.as_ref()?.0));
            Self::single(aim.goal, done, aim.due, basis)
        } else {
            Self::several(aim, progress, basis)
        };
        measure.overdue = measure.met == Some(false) && passed(aim.due, basis);
        measure
    }

    /// Of one goal and one number.
    #[must_use]
    pub fn single(goal: Option<&Goal>, done: Option<Decimal>, due: Option<Date>, basis: &Basis) -> Self {
        let (Some(goal), Some(number)) = (goal, done) else {
            return Self {
                done,
                ..Self::default()
            };
        };
        let rate = rate(goal, number);
        let expected = if goal.is_yes_no() {
            expected_by_now(due, basis)
        } else if goal.direction.is_ceiling() {
            // a ceiling is to be kept at any time of the year, so its schedule is the whole
            Some(Decimal::ONE)
        } else {
            basis.schedule
        };
        let met = met(goal, number);
        // at the very number that it should stay below it is not in time, and no points tell by how much
        let telling = !(goal.direction.is_ceiling() && met == Some(false) && rate == Some(Decimal::ONE));
        let behind = rate.zip(expected).filter(|_| telling);
        Self {
            done,
            rate,
            behind: behind.map(|(rate, due)| (due - rate).max(Decimal::ZERO)),
            met,
            overdue: false,
        }
    }

    /// Of several indicators: by the lowest or by the mean, all of them reported.
    fn several(aim: &Aim<'_>, progress: Option<&Progress>, basis: &Basis) -> Self {
        let each = indicators(aim, progress, basis);
        let count = Decimal::from(each.len());
        let rates: Option<Vec<Decimal>> = each.iter().map(|measure| measure.rate).collect();
        let behind: Option<Vec<Decimal>> = each.iter().map(|measure| measure.behind).collect();
        let mean = |all: Vec<Decimal>| {
            let sum = all.into_iter().fold(Decimal::ZERO, Decimal::saturating_add);
            sum.checked_div(count)
        };
        let met: Option<Vec<bool>> = each.iter().map(|measure| measure.met).collect();
        let (rate, behind) = match basis.indicators {
            IndicatorsRule::Lowest => (
                rates.and_then(|rates| rates.into_iter().min()),
                behind.and_then(|behind| behind.into_iter().max()),
            ),
            IndicatorsRule::Mean => (rates.and_then(mean), behind.and_then(mean)),
        };
        Self {
            done: None,
            rate,
            behind,
            met: met.map(|met| met.into_iter().all(|met| met)),
            overdue: false,
        }
    }
}

/// What each indicator of a task comes to, in their order.
#[must_use]
pub fn indicators(aim: &Aim<'_>, progress: Option<&Progress>, basis: &Basis) -> Vec<Measure> {
    let done = |indicator: &Indicator| Some(progress?.indicators.get(&indicator.id.value)?.0);
    let each = aim.indicators.iter();
    each.map(|indicator| Measure::single(Some(&indicator.goal), done(indicator), aim.due, basis))
        .collect()
}

/// Whether the day by which a task should be done lies before the day of the report.
fn passed(due: Option<Date>, basis: &Basis) -> bool {
    due.zip(basis.as_of).is_some_and(|(due, as_of)| due < as_of)
}

/// What is either done or not should be so when its day has passed, without a day at the end of the year.
fn expected_by_now(due: Option<Date>, basis: &Basis) -> Option<Decimal> {
    let whole = match due {
        Some(_) => passed(due, basis),
        None => basis.schedule? >= Decimal::ONE,
    };
    Some(Decimal::from(u8::from(whole)))
}

/// Whether `done` reaches the goal; `None` for a goal in words.
fn met(goal: &Goal, done: Decimal) -> Option<bool> {
    if goal.is_yes_no() {
        return Some(done >= Decimal::ONE);
    }
    Some(goal.direction.reached(goal.number()?, done))
}

/// 序时进度 as a ratio: how much of the year is gone, by the office's rule. `None` where its table has no such
/// period.
#[must_use]
pub fn schedule(rule: &Schedule, period: Period, as_of: Option<Date>) -> Option<Decimal> {
    let last = period.last_day();
    match rule.by.value {
        ScheduleBy::Months => {
            let (gone, all) = period.elapsed();
            Some(Decimal::from(gone) / Decimal::from(all))
        }
        ScheduleBy::Quarters => {
            let whole = last == last.last_of_month();
            let months = i64::from(last.month()) - i64::from(!whole);
            Some(Decimal::from(months / 3) / Decimal::from(4))
        }
        ScheduleBy::Days => {
            // a report of the last quarter may be dated in the new year
            let day = as_of
                .unwrap_or(last)
                .clamp(last.first_of_year(), last.last_of_year());
            Some(Decimal::from(day.day_of_year()) / Decimal::from(last.days_in_year()))
        }
        ScheduleBy::Table => tabled(rule, period),
    }
}

/// What the office's table has for the period: its own year's line before that of every year.
fn tabled(rule: &Schedule, period: Period) -> Option<Decimal> {
    let line = |key: &str| key.parse::<Period>().ok();
    let any_year = |key: &str| line(&format!("{}-{key}", period.year()));
    let find = |read: &dyn Fn(&str) -> Option<Period>| {
        let mut lines = rule.table.iter();
        let ends = |key: &str| read(key).is_some_and(|found| found.last_day() == period.last_day());
        lines
            .find(|(key, _)| ends(&key.value))
            .map(|(_, percent)| percent.0)
    };
    let percent = find(&line).or_else(|| find(&any_year))?;
    percent.checked_div(Decimal::ONE_HUNDRED)
}

/// Whether a key of the office's table names a period: `2024-Q1`, or `Q1` of every year.
#[must_use]
pub fn is_schedule_key(key: &str) -> bool {
    let of_a_year = |key: &str| key.parse::<Period>().is_ok();
    of_a_year(key) || of_a_year(&format!("2000-{key}"))
}

/// 完成率 as a ratio. Of a ceiling (不高于、低于): 1 where it is kept, else goal ÷ done. `None` for a goal in words, for a
/// goal of nought that is to be reached, and for one below nought that is not.
#[must_use]
pub fn rate(goal: &Goal, done: Decimal) -> Option<Decimal> {
    if goal.is_yes_no() {
        return Some(done);
    }
    let value = goal.number()?;
    let reached = goal.direction.reached(value, done);
    if goal.direction.is_ceiling() {
        return if reached {
            Some(Decimal::ONE)
        } else {
            value.checked_div(done)
        };
    }
    if value < Decimal::ZERO {
        return reached.then_some(Decimal::ONE);
    }
    done.checked_div(value)
}

/// The conditions of a status or a light (档的条件).
#[derive(Clone, Copy, Debug, Default)]
pub struct Conditions {
    /// Least rate, in per cent.
    pub min_rate: Option<Decimal>,
    /// Most points behind the schedule.
    pub max_behind: Option<Decimal>,
    /// Only for what is overdue.
    pub overdue: bool,
}

impl Conditions {
    const fn any(&self) -> bool {
        self.min_rate.is_some() || self.max_behind.is_some() || self.overdue
    }

    /// Whether all that meets `later` meets these already, so that a later step is never reached. One without
    /// conditions takes what is left, or is meant for deciding by hand.
    #[must_use]
    pub fn cover(&self, later: &Self) -> bool {
        let rate = self
            .min_rate
            .is_none_or(|least| later.min_rate.is_some_and(|l| least <= l));
        let behind = self
            .max_behind
            .is_none_or(|most| later.max_behind.is_some_and(|l| most >= l));
        later.any() && self.overdue == later.overdue && rate && behind
    }

    fn hold(&self, measure: &Measure) -> bool {
        let hundred = Decimal::ONE_HUNDRED;
        let rate = measure.rate.map(|rate| rate * hundred);
        let behind = measure.behind.map(|behind| behind * hundred);
        let reached = self.min_rate.is_none_or(|least| {
            // what must be exceeded is not done at 100 %
            let met = least < hundred || measure.met != Some(false);
            met && rate.is_some_and(|rate| rate >= least)
        });
        let timely = self
            .max_behind
            .is_none_or(|most| behind.is_some_and(|behind| behind <= most));
        reached && timely
    }
}

/// A step of a vocabulary with conditions (档).
pub trait Step {
    /// Its conditions.
    fn conditions(&self) -> Conditions;
}

impl Step for Status {
    fn conditions(&self) -> Conditions {
        Conditions {
            min_rate: self.min_rate.as_ref().map(|n| n.0),
            max_behind: self.max_behind.as_ref().map(|n| n.0),
            overdue: self.overdue,
        }
    }
}

impl Step for Light {
    fn conditions(&self) -> Conditions {
        Conditions {
            min_rate: self.min_rate.as_ref().map(|n| n.0),
            max_behind: self.max_behind.as_ref().map(|n| n.0),
            overdue: self.overdue,
        }
    }
}

/// The first step whose conditions hold, from best to worst: index among `steps`. What is overdue goes through
/// the steps for it first; nothing else goes there. Where none has a condition the office decides by hand, and
/// nothing is derived.
#[must_use]
pub fn derive<'s, S: Step + 's>(
    steps: impl IntoIterator<Item = &'s S> + Clone,
    measure: &Measure,
) -> Option<usize> {
    let ruled = steps.clone().into_iter().any(|step| step.conditions().any());
    if !ruled || measure.rate.is_none() {
        return None;
    }
    let mut all = steps.clone().into_iter().map(Step::conditions);
    let late = all.position(|conditions| measure.overdue && conditions.overdue && conditions.hold(measure));
    let on_time = || {
        let mut rest = steps.into_iter().map(Step::conditions);
        rest.position(|conditions| !conditions.overdue && conditions.hold(measure))
    };
    late.or_else(on_time)
}

/// Places by value, the greatest first; equals share a place and the next is left out: 1, 2, 2, 4. Those without
/// a value come last, together.
#[must_use]
pub fn rank<K: Ord>(values: &[Option<K>]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].cmp(&values[*a]));
    let mut places = vec![0; values.len()];
    let mut last: Option<(usize, u32)> = None;
    for (seen, &index) in (1..).zip(&order) {
        let place = match last {
            Some((equal, place)) if values[equal] == values[index] => place,
            _ => seen,
        };
        places[index] = place;
        last = Some((index, place));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Number;
    use crate::model::file::Direction;

    fn goal(value: i64, direction: Direction) -> Goal {
        Goal {
            value: Some(At::unplaced(Number(value.into()))),
            direction,
            ..Goal::default()
        }
    }

    fn measure(goal: &Goal, done: i64, schedule: Decimal) -> Measure {
        let basis = Basis {
            schedule: Some(schedule),
            ..Basis::default()
        };
        Measure::single(Some(goal), Some(done.into()), None, &basis)
    }

    fn status(min_rate: Option<i64>, max_behind: Option<i64>) -> Status {
        let number = |n: Option<i64>| n.map(|n| At::unplaced(Number(n.into())));
        Status {
            min_rate: number(min_rate),
            max_behind: number(max_behind),
            ..Status::default()
        }
    }

    #[test]
    fn a_third_of_the_goal_after_four_months_is_in_time() {
        let schedule = Decimal::from(4) / Decimal::from(12);
        let measure = measure(&goal(300, Direction::AtLeast), 100, schedule);
        assert_eq!(measure.behind, Some(Decimal::ZERO));
    }

    #[test]
    fn rates_of_ceilings_and_of_nought() {
        let least = |goal_value, done: i64| rate(&goal(goal_value, Direction::AtLeast), done.into());
        let most = |goal_value, done: i64| rate(&goal(goal_value, Direction::AtMost), done.into());
        assert_eq!(least(800, 766), Some(Decimal::new(9575, 4)));
        assert_eq!(least(0, 5), None);
        assert_eq!(most(40, 35), Some(Decimal::ONE));
        assert_eq!(most(40, 50), Some(Decimal::new(8, 1)));
        assert_eq!(most(0, 0), Some(Decimal::ONE));
        assert_eq!(most(0, 3), Some(Decimal::ZERO));
    }

    #[test]
    fn almost_done_is_not_done() {
        let statuses = [status(Some(100), None), status(None, Some(0)), status(None, None)];
        let of = |done: i64| {
            let goal = goal(10_000, Direction::AtLeast);
            derive(&statuses, &measure(&goal, done, Decimal::new(5, 1)))
        };
        assert_eq!(
            [of(10_000), of(9_996), of(5_000), of(4_999)],
            [Some(0), Some(1), Some(1), Some(2)]
        );
    }

    fn schedules(rule: &str, wanted: &[(&str, Option<&str>)]) {
        let rule: Schedule = toml::from_str(rule).unwrap();
        for (typed, percent) in wanted {
            let (period, as_of) = typed
                .split_once(' ')
                .map_or((*typed, None), |(p, d)| (p, Some(d)));
            let as_of = as_of.map(|day| day.parse().unwrap());
            let found = schedule(&rule, period.parse().unwrap(), as_of);
            let found = found.map(|ratio| (ratio * Decimal::ONE_HUNDRED).round_dp(2).normalize().to_string());
            assert_eq!(found.as_deref(), *percent, "{typed}");
        }
    }

    #[test]
    fn schedules_of_the_office() {
        schedules("", &[("2024-Q2", Some("50")), ("2024-05", Some("41.67"))]);
        schedules(
            "by = '季度'",
            &[
                ("2024-05", Some("25")),
                ("2024-06-T2", Some("25")),
                ("2024-06-T3", Some("50")),
                ("2024", Some("100")),
            ],
        );
        schedules(
            "by = '日'",
            &[
                ("2024-Q1", Some("24.86")),
                ("2024-Q1 2024-03-20", Some("21.86")),
                ("2024-Q4 2025-01-05", Some("100")),
                ("2023", Some("100")),
            ],
        );
        schedules(
            "by = '表'\ntable = { Q1 = 20, 06 = 45.5, '2025-Q1' = 25 }",
            &[
                ("2024-03", Some("20")),
                ("2024-H1", Some("45.5")),
                ("2025-Q1", Some("25")),
                ("2024-Q3", None),
            ],
        );
    }

    #[test]
    fn what_is_overdue_goes_its_own_way() {
        let late = Status {
            overdue: true,
            ..Status::default()
        };
        let statuses = [
            status(Some(100), None),
            status(None, Some(0)),
            late,
            status(None, None),
        ];
        let basis = |as_of: &str| Basis {
            schedule: Some(Decimal::new(5, 1)),
            as_of: as_of.parse().ok(),
            ..Basis::default()
        };
        let goal = goal(10, Direction::AtLeast);
        let of = |done: i64, as_of: &str| {
            let aim = Aim {
                goal: Some(&goal),
                due: "2024-06-30".parse().ok(),
                ..Aim::default()
            };
            let progress: Progress = toml::from_str(&format!("done = {done}")).unwrap();
            derive(&statuses, &Measure::of(&aim, Some(&progress), &basis(as_of)))
        };
        assert_eq!(of(6, "2024-06-30"), Some(1), "on the day itself it is not late");
        assert_eq!(of(6, "2024-07-01"), Some(2));
        assert_eq!(of(10, "2024-07-01"), Some(0));
        assert_eq!(of(1, "2024-06-01"), Some(3));
    }

    #[test]
    fn equals_share_a_place() {
        assert_eq!(rank(&[Some(5), Some(9), Some(5), None, Some(1)]), [2, 1, 2, 5, 4]);
    }
}
