//! One task in one period (一项任务的一期), with all that its words are held against.

use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::prose::Prose;
use crate::check::scene::{Scene, Told, Typed};
use crate::model::file::{Goal, Status};
use crate::model::report::rate::{self, Measure};
use crate::text::claim::{self, Amount, Claim, Kind, Role, State};

/// A goal in the units in which claims count: 1.2万亩 is 12000 of 亩.
#[derive(Clone, Copy)]
pub(super) struct Aim<'w> {
    pub(super) value: Decimal,
    pub(super) unit: &'w str,
    factor: Decimal,
    pub(super) typed: &'w Goal,
}

impl<'w> Aim<'w> {
    /// `None` for a goal without a number.
    pub(super) fn new(goal: &'w Goal) -> Option<Self> {
        let (factor, unit) = claim::canonical(&goal.unit);
        let factor = Decimal::from(factor);
        Some(Self {
            value: goal.number()?.saturating_mul(factor),
            unit,
            factor,
            typed: goal,
        })
    }

    /// Whether it is a number of things to be reached, neither a percentage nor a ceiling.
    pub(super) fn counts(&self) -> bool {
        !self.typed.direction.is_ceiling()
            && self.unit != "%"
            && !self.unit.is_empty()
            && !self.value.is_zero()
    }

    /// As typed, with its unit.
    pub(super) fn said(&self, value: Decimal) -> String {
        let value = value.checked_div(self.factor).unwrap_or(value);
        format!("{}{}", super::number::plain(value), self.typed.unit)
    }
}

/// A task with its entry of a period.
pub(super) struct Case<'s, 'w> {
    pub(super) scene: &'s Scene<'w>,
    pub(super) told: &'s Told<'w>,
    pub(super) aim: Option<Aim<'w>>,
    /// Goals and numbers done of a task with several.
    pub(super) indicators: Vec<(Aim<'w>, Decimal)>,
    /// 完成数 in the aim's units.
    pub(super) done: Option<Decimal>,
    /// That of the last period before it in the same year, and the period's entry.
    pub(super) before: Option<(Decimal, &'s Told<'w>)>,
    pub(super) measure: Measure,
    /// What its target wants: read when it is asked for, which is seldom.
    wanted: OnceCell<Option<Prose<'w>>>,
    pub(super) said: Option<Prose<'w>>,
    /// Its state, typed or derived, and whether typed.
    pub(super) status: Option<(&'w Status, bool)>,
}

impl<'s, 'w> Case<'s, 'w> {
    pub(super) fn new(scene: &'s Scene<'w>, told: &'s Told<'w>, before: Option<&'s Told<'w>>) -> Self {
        let task = scene.task(told);
        let aim = task
            .and_then(|task| task.goal)
            .and_then(|goal| Aim::new(&goal.value));
        let factor = aim.map_or(Decimal::ONE, |aim| aim.factor);
        let scaled = |told: &Told<'_>| Some(told.progress.done.as_ref()?.value.0.saturating_mul(factor));
        let measure = scene.measure(told);
        let said = told.progress.text.as_ref();
        Self {
            scene,
            told,
            aim,
            indicators: task.map(|task| indicators(task, told)).unwrap_or_default(),
            done: scaled(told),
            before: before.and_then(|told| Some((scaled(told)?, told))),
            measure,
            wanted: OnceCell::new(),
            said: said.map(|text| Prose::new(text, told.file, scene)),
            status: status(scene, told, &measure),
        }
    }

    /// Goal and number done, where the task counts things.
    pub(super) fn numbers(&self) -> Option<(Aim<'w>, Decimal)> {
        self.aim.filter(Aim::counts).zip(self.done)
    }

    /// What the task's state means.
    pub(super) fn state(&self) -> Option<State> {
        self.status
            .and_then(|(status, _)| claim::of_name(&status.name.value))
    }

    /// The words of what is to be done.
    pub(super) fn wanted(&self) -> Option<&Prose<'w>> {
        let read = || {
            self.scene
                .task(self.told)
                .and_then(|task| wanted(self.scene, task))
        };
        self.wanted.get_or_init(read).as_ref()
    }

    /// The numbers that the target's words want, without averages, shares and sums of money per head.
    pub(super) fn wants(&self) -> impl Iterator<Item = (&Claim, &Amount)> {
        let figures = self.wanted().into_iter().flat_map(Prose::figures);
        figures.filter(|(claim, amount)| {
            matches!(claim.kind, Kind::Count(role) if role != Role::Each)
                || matches!(claim.kind, Kind::Tally(_)) && !amount.unit.is_empty()
        })
    }
}

fn indicators<'w>(task: &Typed<'w>, told: &Told<'_>) -> Vec<(Aim<'w>, Decimal)> {
    let each = task.aim.indicators.iter().filter_map(|indicator| {
        let aim = Aim::new(&indicator.goal)?;
        let done = told.progress.indicators.get(&indicator.id.value)?.value.0;
        Some((aim, done.saturating_mul(aim.factor)))
    });
    each.filter(|(aim, _)| aim.counts()).collect()
}

fn wanted<'w>(scene: &Scene<'w>, task: &Typed<'w>) -> Option<Prose<'w>> {
    let words = task.wanted()?;
    Some(Prose::new(words, task.file, scene))
}

fn status<'w>(scene: &Scene<'w>, told: &Told<'w>, measure: &Measure) -> Option<(&'w Status, bool)> {
    match &told.progress.status {
        Some(typed) => {
            let found = scene.statuses().find(|status| status.id.value == typed.value)?;
            Some((found, true))
        }
        None => {
            let index = rate::derive(scene.statuses(), measure)?;
            Some((scene.statuses().nth(index)?, false))
        }
    }
}

/// Whether figures in both units may count the same things: people are 名, 例 and 人.
pub(super) fn alike(a: &str, b: &str) -> bool {
    const PEOPLE: [&str; 3] = ["人", "例", "人次"];
    a == b || (PEOPLE.contains(&a) && PEOPLE.contains(&b))
}
