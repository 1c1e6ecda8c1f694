//! What of a table goes where (导入方案): rows to projects and tasks, columns to keys.
//!
//! A plan is made from the table and from [`Choices`]; the round trip then shows what the plan does not bring
//! back exactly, the choices are narrowed, and another plan is made. With all choices narrowed every cell stands
//! in a free field and every merged cell in the annex's own list, which always comes back.

mod columns;
mod matrix;
mod rows;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::dense::{Line, Slot};
use super::read::{Cell, letters};
use super::role::Role;
use super::table::Table;
use crate::text::normal::fold;

/// What the round trip has ruled out so far (已排除的方案).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choices {
    /// Columns that must be free fields.
    pub(super) fields: BTreeSet<usize>,
    /// Columns whose merged cells must be listed.
    pub(super) listed: BTreeSet<usize>,
    /// Rows over the whole width must be rows of data.
    pub(super) no_groups: bool,
    /// Rows of totals must be rows of data.
    pub(super) no_total: bool,
    /// A table of towns must be a table of rows.
    pub(super) no_towns: bool,
}

/// How a table is taken in (导入方案).
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// Name of the list behind it, which is the file's.
    pub(super) list: String,
    /// Whether the rows are towns and the columns projects.
    pub(super) towns: Option<Vec<TownRow>>,
    /// The columns of the annex.
    pub(super) columns: Vec<Column>,
    /// The projects of the list.
    pub(super) projects: Vec<Project>,
    /// Whether rows over the whole width name the categories.
    pub(super) groups: bool,
    /// The row of totals.
    pub(super) total: Option<Total>,
    /// Lists of other tables whose tasks the columns name.
    pub(super) others: Vec<String>,
    /// Merged cells that no rule of a column brings back, as `D3:D5`.
    pub(super) merges: Vec<String>,
}

/// A row of a table of towns (乡镇行).
#[derive(Clone, Debug)]
pub(super) struct TownRow {
    /// Its name.
    pub(super) name: String,
}

/// The row of totals (合计行).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Total {
    /// Its first words; may be empty.
    pub(super) label: String,
    /// Over the rows instead of under them.
    pub(super) first: bool,
    /// Printed as the goals say, not added up.
    pub(super) goals: bool,
    /// Row of the body.
    pub(super) row: usize,
}

/// A column of the annex (栏).
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its head from top to bottom.
    pub(super) head: Vec<String>,
    /// What its words say it is.
    pub(super) role: Option<Role>,
    /// Where its cells come from.
    pub(super) source: Source,
    /// Its name as a free field.
    pub(super) key: String,
    /// How its cells merge.
    pub(super) merge: Merge,
    /// Decimal places, where they are more than the data's.
    pub(super) decimals: Option<u8>,
    /// What stands between several units, where it is not 、.
    pub(super) join: Option<String>,
}

/// Where cells come from (取值).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A key of the model: `project.title`.
    Path(&'static str),
    /// A free field of that name.
    Field(String),
    /// The share of a town in that project.
    Towns(String),
}

impl Source {
    /// As typed in a column.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Path(path) => (*path).to_owned(),
            Self::Field(key) => format!("fields.{key}"),
            Self::Towns(id) => format!("towns.{id}"),
        }
    }
}

/// How a column merges (合并).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    /// Not.
    #[default]
    No,
    /// Equal cells of a project.
    Project,
    /// Equal cells of a category.
    Category,
    /// Equal cells.
    Equal,
}

/// A project (项目) of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Project {
    /// Its id.
    pub(super) id: String,
    /// Number printed, where it is not its place in the list.
    pub(super) no: Option<Cell>,
    /// Its title, never empty.
    pub(super) title: String,
    /// Its category.
    pub(super) category: Option<String>,
    /// What all its tasks share; of a project with one row all there is.
    pub(super) shared: Facts,
    /// Its tasks, none where the project is its own.
    pub(super) tasks: Vec<Task>,
    /// Shares of the towns.
    pub(super) towns: Vec<(String, Cell)>,
}

/// A task (任务).
#[derive(Clone, Debug, Default)]
pub(super) struct Task {
    /// Its id within the project.
    pub(super) id: String,
    /// Number printed.
    pub(super) no: Option<Cell>,
    /// Its title, where its project's is another.
    pub(super) title: Option<String>,
    /// The rest.
    pub(super) facts: Facts,
    /// Shares of the towns.
    pub(super) towns: Vec<(String, Cell)>,
}

/// What is said of a project or task (内容).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// 目标任务.
    pub(super) target: Option<String>,
    /// 目标值 and 计量单位.
    pub(super) goal: Option<(Cell, String)>,
    /// 牵头单位.
    pub(super) lead: Vec<String>,
    /// 配合单位.
    pub(super) support: Vec<String>,
    /// 分管领导.
    pub(super) leader: Option<String>,
    /// 自设栏目.
    pub(super) fields: Vec<(String, Cell)>,
    /// 完成数.
    pub(super) done: Option<Cell>,
    /// 进展情况.
    pub(super) text: Option<String>,
    /// 完成情况, as printed.
    pub(super) status: Option<String>,
}

/// Makes the plan of a table; `prefix` begins the ids.
pub(super) fn plan(table: &Table, list: &str, prefix: &str, choices: &Choices) -> Plan {
    let mut plan = if choices.no_towns {
        None
    } else {
        matrix::plan(table, prefix)
    }
    .unwrap_or_else(|| rows::plan(table, prefix, choices));
    list.clone_into(&mut plan.list);
    plan
}

/// The cell that shows at a row and column of the body: its own, or the one merged down to here.
pub(super) fn shown(body: &[Line], row: usize, col: usize) -> Option<&Cell> {
    match body.get(row)?.slots.get(col)? {
        Slot::Own { cell, .. } => cell.as_ref(),
        Slot::Under(up, 0) => body.get(row.checked_sub(*up)?)?.slots.get(col)?.cell(),
        Slot::Under(..) => None,
    }
}

/// `D3:D5` of the body, rows from 1.
fn listed(row: usize, col: usize, span: (usize, usize)) -> String {
    let col = u32::try_from(col).unwrap_or(u32::MAX);
    let last = col.saturating_add(u32::try_from(span.1.saturating_sub(1)).unwrap_or(0));
    format!("{}{}:{}{}", letters(col), row + 1, letters(last), row + span.0)
}

/// Totals that are not what their shares come to: title, total printed, sum.
pub(super) fn wrong_totals(plan: &Plan) -> Vec<(String, Decimal, Decimal)> {
    let mut wrong = Vec::new();
    if !plan.total.as_ref().is_some_and(|t| t.goals) {
        return wrong;
    }
    for project in &plan.projects {
        let sum: Decimal = project
            .towns
            .iter()
            .filter_map(|(_, c)| Some(c.number?.value))
            .sum();
        let total = project.shared.goal.as_ref().and_then(|(c, _)| c.number);
        if let Some(total) = total.filter(|t| t.value != sum && !project.towns.is_empty()) {
            wrong.push((project.title.clone(), total.value.normalize(), sum.normalize()));
        }
    }
    wrong
}

/// Gives the shares of towns to the task of another table that has the same words and the same goal: one task, typed
/// once.
pub(super) fn join_towns(plans: &mut [Plan]) {
    for i in 0..plans.len() {
        let Some(plan) = plans.get(i).filter(|p| p.towns.is_some()) else {
            continue;
        };
        let mut moved = Vec::new();
        for project in &plan.projects {
            if let Some(target) = same_task(plans, i, project) {
                moved.push((project.clone(), target));
            }
        }
        for (project, (other, key)) in moved {
            give(plans, i, &project, other, &key);
        }
    }
}

/// The one task elsewhere whose target is the project's title and whose goal is not another.
fn same_task(plans: &[Plan], own: usize, project: &Project) -> Option<(usize, String)> {
    let words = words(&project.title);
    let mut found = Vec::new();
    for (i, plan) in plans
        .iter()
        .enumerate()
        .filter(|(i, p)| *i != own && p.towns.is_none())
    {
        for other in &plan.projects {
            let tasks = other
                .tasks
                .iter()
                .map(|t| (format!("{}/{}", other.id, t.id), &t.facts, &t.towns));
            let itself = other
                .tasks
                .is_empty()
                .then(|| (other.id.clone(), &other.shared, &other.towns));
            for (key, facts, towns) in tasks.chain(itself) {
                let named = facts
                    .target
                    .as_deref()
                    .or_else(|| other.tasks.is_empty().then_some(other.title.as_str()));
                if named.is_some_and(|n| self::words(n) == words) && towns.is_empty() {
                    found.push((i, key, facts.goal.clone()));
                }
            }
        }
    }
    let value = |g: &Option<(Cell, String)>| g.as_ref().and_then(|(c, _)| Some(c.number?.value));
    let own = value(&project.shared.goal);
    match found.as_slice() {
        [(i, key, goal)] if value(goal) == own && own.is_some() => Some((*i, key.clone())),
        _ => None,
    }
}

fn words(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn give(plans: &mut [Plan], own: usize, project: &Project, other: usize, key: &str) {
    let Some(list) = plans.get_mut(other) else {
        return;
    };
    let name = list.list.clone();
    for target in &mut list.projects {
        if target.id == key {
            target.towns.clone_from(&project.towns);
        }
        for task in &mut target.tasks {
            if key == format!("{}/{}", target.id, task.id) {
                task.towns.clone_from(&project.towns);
            }
        }
    }
    if let Some(plan) = plans.get_mut(own) {
        plan.projects.retain(|p| p.id != project.id);
        if !plan.others.contains(&name) {
            plan.others.push(name);
        }
        for column in &mut plan.columns {
            if column.source == Source::Towns(project.id.clone()) {
                column.source = Source::Towns(key.to_owned());
            }
        }
    }
}
