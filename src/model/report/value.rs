//! What a path means in a row (取值): the one place that knows.

use rust_decimal::Decimal;

use super::group::Named;
use super::path::{FieldOf, FieldPath, Step, TownValue};
use super::print::Printing;
use super::rows::{ProjectRow, Tally, TaskRow};
use super::{Report, RowRef, aim, rate};
use crate::diag::{FileId, Origin};
use crate::document::{Text, Value};
use crate::model::file::{Free, Goal};
use crate::model::{At, Day, Entries};
use crate::text::{date, join};

/// A value and the clerk's line it came from (取得的值).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// What a cell says.
    pub value: Value,
    /// Where it was typed; of a computed value the line of what it was computed from.
    pub origin: Option<Origin>,
}

impl Cited {
    pub(super) fn new(value: Value, origin: Option<Origin>) -> Self {
        Self { value, origin }
    }

    pub(super) fn text(text: Option<&Text>) -> Self {
        let Some(text) = text else { return Self::default() };
        if text.string.is_empty() {
            return Self::new(Value::Empty, text.origin);
        }
        Self::new(Value::Text(text.string.clone()), text.origin)
    }

    pub(super) fn word(word: &str, origin: Option<Origin>) -> Self {
        Self::text(Some(&Text::new(word, origin)))
    }
}

impl Report<'_> {
    /// The value of `path` in `row`; [`Value::Empty`] where the row has none. `decimals` is for numbers:
    /// `None` prints a typed number as typed and a percentage by the office's rule.
    #[must_use]
    pub fn value(&self, row: RowRef, path: &FieldPath, decimals: Option<u8>) -> Value {
        self.cited(row, path, decimals).value
    }

    /// The same with its place.
    #[must_use]
    pub fn cited(&self, row: RowRef, path: &FieldPath, decimals: Option<u8>) -> Cited {
        let ask = Ask {
            report: self,
            print: self.printing(),
            decimals,
        };
        let found = match row {
            RowRef::Task(index) => self.tasks.get(index).map(|task| ask.of_task(row, task, path)),
            RowRef::Project(index) => self
                .projects
                .get(index)
                .map(|project| ask.of_project(row, project, path)),
            RowRef::Unit(index) => self.units.get(index).map(|unit| {
                let ranks = self.units.iter().map(|unit| unit.rank);
                let group = named(&unit.name, &unit.tally, unit.rank, ranks);
                ask.of_group(row, path, &group)
            }),
            RowRef::Leader(index) => self.leaders.get(index).map(|leader| {
                let ranks = self.leaders.iter().map(|leader| leader.rank);
                let group = named(&leader.name, &leader.tally, leader.rank, ranks);
                ask.of_group(row, path, &group)
            }),
            RowRef::Category(index) => self.categories.get(index).map(|category| {
                let name = Text::new(category.name, Some(category.origin));
                let ranks = self.categories.iter().map(|category| category.rank);
                let group = named(&name, &category.tally, category.rank, ranks);
                ask.of_group(row, path, &group)
            }),
            RowRef::Town(index) => self.towns.get(index).map(|town| {
                let ranks = self.towns.iter().map(|town| town.rank);
                let group = named(&town.name, &town.tally, town.rank, ranks);
                ask.of_town(row, &group, path)
            }),
            RowRef::Status(index) => self.statuses.get(index).map(|status| {
                let name = Text::new(
                    status.name,
                    Some(status.typed.name.origin(self.workspace.office.file)),
                );
                ask.of_step(row, path, &name, status.projects, status.tasks)
            }),
            RowRef::Light(index) => self.lights.get(index).map(|light| {
                let name = Text::new(
                    light.name,
                    Some(light.typed.name.origin(self.workspace.office.file)),
                );
                ask.of_step(row, path, &name, light.projects, light.tasks)
            }),
        };
        found.unwrap_or_default()
    }

    pub(super) fn printing(&self) -> Printing {
        let rules = &self.office().rules;
        Printing {
            decimals: rules.decimals.value,
            rounding: rules.rounding,
        }
    }
}

fn named<'r>(name: &'r Text, tally: &'r Tally, rank: u32, ranks: impl Iterator<Item = u32>) -> Named<'r> {
    Named {
        name,
        tally,
        rank,
        tied: Report::tied(rank, ranks),
    }
}

/// A question after a value (取值).
pub(super) struct Ask<'r, 'w> {
    pub(super) report: &'r Report<'w>,
    pub(super) print: Printing,
    pub(super) decimals: Option<u8>,
}

impl Ask<'_, '_> {
    /// What every kind of row has.
    pub(super) fn of_any(&self, row: RowRef, path: &FieldPath) -> Cited {
        match path {
            FieldPath::Index => Cited::new(self.print.count(row.index() + 1), None),
            FieldPath::Text(text) => Cited::word(text, None),
            _ => Cited::default(),
        }
    }

    fn of_task(&self, row: RowRef, task: &TaskRow<'_>, path: &FieldPath) -> Cited {
        let Some(project) = self.report.projects.get(task.project) else {
            return Cited::default();
        };
        match path {
            FieldPath::Step(step) => self
                .project_step(project, *step)
                .unwrap_or_else(|| self.task_step(task, *step)),
            FieldPath::Field(of, name) => self.field(project, task, *of, name),
            FieldPath::Towns(which, town) => self.town(task, town, *which),
            FieldPath::Indicator(which, id) => self.indicator(task, id, *which),
            _ => self.of_any(row, path),
        }
    }

    /// The project's own values; those of its tasks together, a line each.
    fn of_project(&self, row: RowRef, project: &ProjectRow<'_>, path: &FieldPath) -> Cited {
        if let FieldPath::Step(step) = path {
            // what its tasks come to together stands for the project
            let step = match step {
                Step::ProgressStatus => Step::ProjectStatus,
                Step::ProgressLight => Step::ProjectLight,
                step => *step,
            };
            if let Some(found) = self.project_step(project, step) {
                return found;
            }
        }
        let tasks = self.report.tasks.get(project.tasks.clone()).unwrap_or_default();
        if let [task] = tasks {
            return self.of_task(row, task, path);
        }
        if let FieldPath::Field(FieldOf::Any | FieldOf::Project, name) = path
            && let Some(found) = self.typed_field(&project.typed.fields, name, project.file)
        {
            return found;
        }
        let all = tasks.iter().map(|task| self.of_task(row, task, path));
        together(all)
    }

    fn project_step(&self, project: &ProjectRow<'_>, step: Step) -> Option<Cited> {
        let typed = project.typed;
        let text = |typed: Option<&At<String>>| {
            let text = typed.map(|t| Text::new(super::rows::verbatim(t), Some(t.origin(project.file))));
            Cited::text(text.as_ref())
        };
        let here = Some(project.origin);
        Some(match step {
            Step::ProjectNo => self.serial(&project.no, typed.no.as_ref(), project.file),
            Step::ProjectId => text(Some(&typed.id)),
            Step::ProjectTitle => text(Some(&typed.title)),
            Step::ProjectCategory | Step::CategoryName => text(typed.category.as_ref()),
            Step::CategoryNo => match project.category {
                Some(index) => Cited::new(self.print.count(index + 1), here),
                None => Cited::default(),
            },
            Step::ProjectLead => units(&project.lead),
            Step::ProjectSupport => units(&project.support),
            Step::ProjectUnits => units(project.lead.iter().chain(&project.support)),
            Step::ProjectLeader => text(typed.leader.as_ref()),
            Step::ProjectTarget => text(typed.target.as_ref()),
            Step::ProjectGoal => self.goal(typed.goal.as_ref(), project.file),
            Step::ProjectUnit => measure(typed.goal.as_ref(), project.file),
            Step::ProjectCount => Cited::new(self.print.count(project.tasks.len()), here),
            Step::ProjectStatus => self.status(project.status, here),
            Step::ProjectLight => self.light(project.light, here),
            Step::ProjectDue => day(typed.due.as_ref(), project.file),
            _ => return None,
        })
    }

    fn task_step(&self, task: &TaskRow<'_>, step: Step) -> Cited {
        let here = Some(task.origin);
        let said = task
            .progress
            .map(|(progress, file)| progress.origin(file))
            .or(here);
        let done = task
            .progress
            .and_then(|(p, file)| Some(p.done.as_ref()?.origin(file)))
            .or(said);
        match step {
            Step::TaskNo => self.serial(
                &task.no,
                task.typed.and_then(|typed| typed.no.as_ref()),
                task.file,
            ),
            Step::TaskKey => Cited::word(&task.key, here),
            Step::TaskTitle => Cited::text(task.title.as_ref()),
            Step::TaskTarget => Cited::text(task.target.as_ref()),
            Step::TaskGoal if task.goal.is_none() => Cited::word(&self.report.goal_words(task), here),
            Step::TaskGoal => self.goal(task.goal, task.file),
            Step::TaskUnit => measure(task.goal, task.file),
            Step::TaskDone | Step::ProgressDone if !task.indicators.is_empty() => {
                Cited::word(&self.report.done_words(task), aim::first_done(task).or(said))
            }
            Step::TaskDone | Step::ProgressDone => self.done(task, task.now.done, done),
            Step::TaskLead => units(&task.lead),
            Step::TaskSupport => units(&task.support),
            Step::TaskUnits => units(task.units()),
            Step::TaskLeader => Cited::text(task.leader.as_ref()),
            Step::ProgressText => Cited::text(task.text().as_ref()),
            Step::ProgressRate => self.percent(task.now.rate, done),
            Step::ProgressSchedule => self.percent(self.report.schedule, said),
            Step::ProgressBehind => self.points(task.now.behind, done),
            Step::ProgressStatus => {
                let typed = task
                    .progress
                    .and_then(|(p, file)| Some(p.status.as_ref()?.origin(file)));
                self.status(task.status, typed.or(done))
            }
            Step::ProgressLight => {
                let typed = task
                    .progress
                    .and_then(|(p, file)| Some(p.light.as_ref()?.origin(file)));
                self.light(task.light, typed.or(done))
            }
            Step::ProgressOverdue => {
                let days = self.report.overdue_days(task);
                days.map_or_else(Cited::default, |days| Cited::new(self.print.count(days), done))
            }
            Step::TaskDue => day(task.due, task.file),
            Step::ProgressReason => Cited::text(task.reason().as_ref()),
            Step::PreviousText => Cited::text(task.previous_text().as_ref()),
            Step::PreviousDone if !task.indicators.is_empty() => {
                Cited::word(&self.report.previous_words(task), here)
            }
            Step::PreviousDone => self.done(task, task.before.done, here),
            Step::PreviousStatus => self.status(task.was, here),
            Step::ChangeStatus => {
                let word = task.change().map_or("", super::history::Change::word);
                Cited::word(word, said)
            }
            Step::ChangeKind => Cited::word(task.moved().map_or("", super::diff::Moved::word), said),
            Step::ProgressUnmovedFor => task.unmoved_for.map_or_else(Cited::default, |periods| {
                let periods = usize::try_from(periods).unwrap_or_default();
                Cited::new(self.print.count(periods), done)
            }),
            Step::PreviousRate => self.percent(task.before.rate, here),
            Step::ChangeDone => self.measured(task, task.gained(), done),
            Step::ChangeRate => self.points(less(task.now.rate, task.before.rate), done),
            _ => Cited::default(),
        }
    }

    fn of_town(&self, row: RowRef, town: &Named<'_>, path: &FieldPath) -> Cited {
        match path {
            FieldPath::Towns(which, key) => match self.report.task(key) {
                Some(task) => self.town(task, &town.name.string, *which),
                None => Cited::default(),
            },
            _ => self.of_group(row, path, town),
        }
    }

    fn indicator(&self, task: &TaskRow<'_>, id: &str, which: TownValue) -> Cited {
        let typed = task.indicators.iter().find(|indicator| indicator.id.value == id);
        let Some(typed) = typed else {
            return Cited::default();
        };
        let done = task.progress.and_then(|(progress, file)| {
            let done = progress.indicators.get(id)?;
            Some((done.0, done.origin(file)))
        });
        let goal = &typed.goal.value;
        match (which, done) {
            (TownValue::Goal, _) => self.goal(Some(&typed.goal), task.file),
            (TownValue::Done, Some((done, origin))) => {
                Cited::new(self.print.done(Some(goal), done, self.decimals), Some(origin))
            }
            (TownValue::Rate, Some((done, origin))) => self.percent(rate::rate(goal, done), Some(origin)),
            (_, None) => Cited::default(),
        }
    }

    fn town(&self, task: &TaskRow<'_>, town: &str, which: TownValue) -> Cited {
        let town = self.report.workspace.town(town).unwrap_or(town);
        let unit = task.goal.map_or("", |goal| goal.unit.as_str());
        let goal = task
            .towns
            .iter()
            .find(|(name, _)| name == town)
            .map(|(_, goal)| goal);
        let done = task.progress.and_then(|(progress, file)| {
            let is = |name: &str| self.report.workspace.town(name).unwrap_or(name) == town;
            let (_, done) = progress.towns.iter().find(|(name, _)| is(name))?;
            Some((done.value.0, done.origin(file)))
        });
        let number = |found: Option<(Decimal, Origin)>| match found {
            Some((value, origin)) => {
                Cited::new(self.print.measured(value, unit, self.decimals), Some(origin))
            }
            None => Cited::default(),
        };
        match which {
            TownValue::Goal => number(goal.map(|goal| (goal.value.0, goal.origin(task.file)))),
            TownValue::Done => number(done),
            TownValue::Rate => {
                let rate = goal
                    .zip(done)
                    .and_then(|(goal, (done, _))| done.checked_div(goal.value.0));
                self.percent(rate, done.map(|(_, origin)| origin))
            }
        }
    }

    fn field(&self, project: &ProjectRow<'_>, task: &TaskRow<'_>, of: FieldOf, name: &str) -> Cited {
        let of_task = || self.typed_field(&task.typed?.fields, name, task.file);
        let of_project = || self.typed_field(&project.typed.fields, name, project.file);
        let of_progress = || {
            task.progress
                .and_then(|(p, file)| self.typed_field(&p.fields, name, file))
        };
        let of_previous = || {
            task.previous
                .and_then(|(p, file)| self.typed_field(&p.fields, name, file))
        };
        let found = match of {
            FieldOf::Any => of_task().or_else(of_project).or_else(of_progress),
            // a project without tasks is its own task, and so are its fields
            FieldOf::Task => of_task().or_else(|| if task.typed.is_none() { of_project() } else { None }),
            FieldOf::Project => of_project(),
            FieldOf::Progress => of_progress(),
            FieldOf::Previous => of_previous(),
        };
        found.unwrap_or_default()
    }

    fn typed_field(&self, fields: &Entries<At<Free>>, name: &str, file: FileId) -> Option<Cited> {
        let typed = fields.get(name)?;
        let value = match &typed.value {
            Free::Text(text) if text.is_empty() => Value::Empty,
            value => self.print.free(value, self.decimals),
        };
        Some(Cited::new(value, Some(typed.origin(file))))
    }

    /// A serial number: a number where it is one, so that a sheet sorts by it.
    fn serial(&self, no: &str, typed: Option<&At<Free>>, file: FileId) -> Cited {
        let origin = typed.map(|typed| typed.origin(file));
        match no.parse::<usize>() {
            Ok(number) if number.to_string() == no => Cited::new(self.print.count(number), origin),
            _ => Cited::word(no, origin),
        }
    }

    fn goal(&self, goal: Option<&At<Goal>>, file: FileId) -> Cited {
        let Some(goal) = goal else { return Cited::default() };
        let origin = goal.value.value.as_ref().map(|value| value.origin(file));
        let value = self.print.goal(goal, self.decimals);
        Cited::new(value, origin.or(Some(goal.origin(file))))
    }

    fn done(&self, task: &TaskRow<'_>, done: Option<Decimal>, origin: Option<Origin>) -> Cited {
        let goal = task.goal.map(|goal| &goal.value);
        done.map_or_else(Cited::default, |done| {
            Cited::new(self.print.done(goal, done, self.decimals), origin)
        })
    }

    fn measured(&self, task: &TaskRow<'_>, number: Option<Decimal>, origin: Option<Origin>) -> Cited {
        let unit = task.goal.map_or("", |goal| goal.unit.as_str());
        number.map_or_else(Cited::default, |number| {
            Cited::new(self.print.measured(number, unit, self.decimals), origin)
        })
    }

    pub(super) fn percent(&self, ratio: Option<Decimal>, origin: Option<Origin>) -> Cited {
        ratio.map_or_else(Cited::default, |ratio| {
            Cited::new(self.print.percent(ratio, self.decimals), origin)
        })
    }

    fn points(&self, ratio: Option<Decimal>, origin: Option<Origin>) -> Cited {
        ratio.map_or_else(Cited::default, |ratio| {
            Cited::new(self.print.points(ratio, self.decimals), origin)
        })
    }

    fn status(&self, status: Option<usize>, origin: Option<Origin>) -> Cited {
        let name = status
            .and_then(|index| self.report.statuses.get(index))
            .map(|status| status.name);
        name.map_or_else(Cited::default, |name| Cited::word(name, origin))
    }

    fn light(&self, light: Option<usize>, origin: Option<Origin>) -> Cited {
        let found = light.and_then(|index| self.report.lights.get(index));
        found.map_or_else(Cited::default, |light| Cited::word(light.name, origin))
    }
}

fn less(now: Option<Decimal>, before: Option<Decimal>) -> Option<Decimal> {
    now?.checked_sub(before?)
}

fn day(day: Option<&At<Day>>, file: FileId) -> Cited {
    day.map_or_else(Cited::default, |day| {
        Cited::word(&date::full(day.value.0), Some(day.origin(file)))
    })
}

fn measure(goal: Option<&At<Goal>>, file: FileId) -> Cited {
    goal.map_or_else(Cited::default, |goal| {
        Cited::word(&goal.unit, Some(goal.origin(file)))
    })
}

/// Names joined by 、, each once.
fn units<'t>(units: impl IntoIterator<Item = &'t Text>) -> Cited {
    let mut names: Vec<&str> = Vec::new();
    let mut origin = None;
    for unit in units {
        origin = origin.or(unit.origin);
        if !names.contains(&unit.string.as_str()) {
            names.push(&unit.string);
        }
    }
    Cited::word(&join::join(&names, "、"), origin)
}

/// The values of several tasks in one cell: texts a line each, the same only once; numbers do not stand together.
fn together(all: impl Iterator<Item = Cited>) -> Cited {
    let mut lines: Vec<String> = Vec::new();
    let mut origin = None;
    for cited in all {
        match cited.value {
            Value::Text(text) => {
                origin = origin.or(cited.origin);
                if !lines.contains(&text) {
                    lines.push(text);
                }
            }
            Value::Number { .. } => return Cited::default(),
            Value::Empty => {}
        }
    }
    Cited::word(&lines.join("\n"), origin)
}
