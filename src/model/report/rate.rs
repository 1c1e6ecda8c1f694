//! Rates and states (完成率、序时进度、完成情况): the arithmetic of progress, exact until it is printed.

use rust_decimal::Decimal;

use crate::model::file::{Direction, Goal, Status};
use crate::text::period::Period;

/// What follows from a goal and a number done (完成程度).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// 完成数.
    pub done: Option<Decimal>,
    /// 完成率 as a ratio, not rounded.
    pub rate: Option<Decimal>,
    /// How far it lies behind the schedule, as a ratio, never below nought.
    pub behind: Option<Decimal>,
}

impl Measure {
    /// `schedule` as a ratio of the year.
    #[must_use]
    pub fn new(goal: Option<&Goal>, done: Option<Decimal>, schedule: Option<Decimal>) -> Self {
        let rate = goal.zip(done).and_then(|(goal, done)| rate(goal, done));
        // a ceiling is to be kept at any time of the year, so its schedule is the whole
        let due = match goal.map(|goal| goal.direction) {
            Some(Direction::AtMost) => Some(Decimal::ONE),
            _ => schedule,
        };
        let behind = rate.zip(due).map(|(rate, due)| (due - rate).max(Decimal::ZERO));
        Self { done, rate, behind }
    }
}

/// 序时进度 as a ratio: how much of the year is gone at the end of the period.
#[must_use]
pub fn schedule(period: Period) -> Decimal {
    let (gone, all) = period.elapsed();
    Decimal::from(gone) / Decimal::from(all)
}

/// 完成率 as a ratio. Of a ceiling (不高于): 1 where it is kept, else goal ÷ done. `None` for a goal of nought
/// that is to be reached.
#[must_use]
pub fn rate(goal: &Goal, done: Decimal) -> Option<Decimal> {
    let value = goal.value.0;
    match goal.direction {
        Direction::AtLeast => done.checked_div(value),
        Direction::AtMost if done <= value => Some(Decimal::ONE),
        Direction::AtMost => value.checked_div(done),
    }
}

/// The first status whose conditions hold, from best to worst: index among `statuses`. Where none has a
/// condition the office decides by hand, and nothing is derived.
#[must_use]
pub fn derive<'s>(
    statuses: impl IntoIterator<Item = &'s Status> + Clone,
    measure: &Measure,
) -> Option<usize> {
    let ruled = |status: &Status| status.min_rate.is_some() || status.max_behind.is_some();
    if !statuses.clone().into_iter().any(ruled) {
        return None;
    }
    let rate = measure.rate? * Decimal::ONE_HUNDRED;
    let behind = measure.behind.map(|behind| behind * Decimal::ONE_HUNDRED);
    statuses.into_iter().position(|status| {
        let reached = status.min_rate.as_ref().is_none_or(|least| rate >= least.0);
        let timely = status
            .max_behind
            .as_ref()
            .is_none_or(|most| behind.is_some_and(|behind| behind <= most.0));
        reached && timely
    })
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
    use crate::model::{At, Number};

    fn goal(value: i64, direction: Direction) -> Goal {
        Goal {
            value: At::unplaced(Number(value.into())),
            unit: String::new(),
            direction,
        }
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
        let measure = Measure::new(
            Some(&goal(300, Direction::AtLeast)),
            Some(100.into()),
            Some(schedule),
        );
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
            let schedule = Some(Decimal::new(5, 1));
            derive(
                &statuses,
                &Measure::new(
                    Some(&goal(10_000, Direction::AtLeast)),
                    Some(done.into()),
                    schedule,
                ),
            )
        };
        assert_eq!(
            [of(10_000), of(9_996), of(5_000), of(4_999)],
            [Some(0), Some(1), Some(1), Some(2)]
        );
    }

    #[test]
    fn equals_share_a_place() {
        assert_eq!(rank(&[Some(5), Some(9), Some(5), None, Some(1)]), [2, 1, 2, 5, 4]);
    }
}
