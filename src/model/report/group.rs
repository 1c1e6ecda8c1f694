//! Values of rows that stand for several tasks (汇总行的取值): units, leaders, categories, towns, statuses, lights.

use super::path::{FieldPath, Step};
use super::rows::Tally;
use super::value::{Ask, Cited};
use super::{Report, RowRef};
use crate::diag::Origin;
use crate::document::Text;

/// A row of units, leaders, categories or towns.
pub(super) struct Named<'r> {
    pub(super) name: &'r Text,
    pub(super) tally: &'r Tally,
    pub(super) rank: u32,
    pub(super) tied: bool,
}

/// How a place is said: 第3, of several 并列第2.
#[must_use]
pub fn place(rank: u32, tied: bool) -> String {
    format!("{}第{rank}", if tied { "并列" } else { "" })
}

impl Report<'_> {
    /// Whether another row of these has the same place.
    pub(super) fn tied(rank: u32, ranks: impl Iterator<Item = u32>) -> bool {
        ranks.filter(|other| *other == rank).nth(1).is_some()
    }
}

impl Ask<'_, '_> {
    /// The name after the dot says which value, that before it which kind of row has it.
    pub(super) fn of_group(&self, row: RowRef, path: &FieldPath, group: &Named<'_>) -> Cited {
        let here = group.name.origin;
        let tally = group.tally;
        let count = |n: usize| Cited::new(self.print.count(n), here);
        let step = match path {
            FieldPath::Count(_, status) => {
                let index = self.report.statuses.iter().position(|s| s.id == status);
                return index
                    .and_then(|index| tally.counts.get(index))
                    .map_or_else(Cited::default, |n| count(*n));
            }
            FieldPath::Step(step) => step,
            _ => return self.of_any(row, path),
        };
        let (kind, value) = step.path().split_once('.').unwrap_or_default();
        if kind != row.key() {
            return Cited::default();
        }
        match value {
            "name" => Cited::text(Some(group.name)),
            "no" => count(row.index() + 1),
            "count" if kind == "category" => count(tally.projects.len()),
            "count" | "tasks" => count(tally.tasks.len()),
            "done" => count(tally.done),
            "unreported" => count(tally.unreported),
            "rate" => self.percent(tally.rate, here),
            "average" => self.percent(tally.average, here),
            "share" | "project_share" => self.share(row, *step, here),
            "rank" => count(usize::try_from(group.rank).unwrap_or_default()),
            "place" => Cited::word(&place(group.rank, group.tied), here),
            _ => Cited::default(),
        }
    }

    /// A status or a light: its name, how many fall under it, their share.
    pub(super) fn of_step(
        &self,
        row: RowRef,
        path: &FieldPath,
        name: &Text,
        projects: usize,
        tasks: usize,
    ) -> Cited {
        let here = name.origin;
        let FieldPath::Step(step) = path else {
            return self.of_any(row, path);
        };
        let (kind, value) = step.path().split_once('.').unwrap_or_default();
        if kind != row.key() {
            return Cited::default();
        }
        match value {
            "name" => Cited::text(Some(name)),
            "projects" => Cited::new(self.print.count(projects), here),
            "tasks" => Cited::new(self.print.count(tasks), here),
            _ => self.share(row, *step, here),
        }
    }

    fn share(&self, row: RowRef, step: Step, origin: Option<Origin>) -> Cited {
        self.percent(
            self.report.share(row, step.is_of_projects(), self.decimals),
            origin,
        )
    }
}
