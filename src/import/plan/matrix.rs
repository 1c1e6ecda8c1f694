//! Tables of towns (乡镇分解表): a row a town, a column a task.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::read::{Cell, Shown};
use super::super::role::{self, Role};
use super::super::table::Table;
use super::{Column, Merge, Plan, Project, Source, Total, TownRow, shown};
use crate::import::goal;
use crate::text::normal::fold;

/// The plan of a table of towns; `None` if it is none, or holds what shares of towns cannot say.
pub(super) fn plan(table: &Table, prefix: &str) -> Option<Plan> {
    let heads: Vec<Vec<String>> = (0..table.width).map(|c| table.path(c)).collect();
    let place = place(table, &heads)?;
    let first = place.col + 1;
    if first >= table.width || !is_plain(table) {
        return None;
    }
    let rows: Vec<usize> = place.rows.clone();
    let mut projects = Vec::new();
    let mut columns = Vec::new();
    for (col, head) in heads.iter().enumerate() {
        let source = if col == place.col {
            Source::Path("town.name")
        } else if col < place.col {
            Source::Path("index")
        } else {
            let id = format!("{prefix}{:02}", col - place.col);
            projects.push(project(table, &place, col, &id, head)?);
            Source::Towns(id)
        };
        columns.push(Column {
            head: head.clone(),
            role: None,
            source,
            merge: Merge::No,
            decimals: decimals(table, &rows, col),
            join: None,
            key: String::new(),
        });
    }
    let towns = rows
        .iter()
        .map(|r| TownRow {
            name: text(table, *r, place.col).to_owned(),
        })
        .collect();
    let total = place.total.map(|row| Total {
        label: text(table, row, 0).to_owned(),
        first: row == 0,
        goals: true,
        row,
    });
    Some(Plan {
        towns: Some(towns),
        columns,
        projects,
        total,
        ..Plan::default()
    })
}

/// Where the towns stand.
struct Place {
    col: usize,
    rows: Vec<usize>,
    total: Option<usize>,
}

fn text(table: &Table, row: usize, col: usize) -> &str {
    shown(&table.body, row, col).map_or("", |c| c.text.as_str())
}

/// The first column, or the second behind numbers that count the rows.
fn place(table: &Table, heads: &[Vec<String>]) -> Option<Place> {
    let role = |col: usize| heads.get(col).and_then(|h| h.last()).and_then(|h| role::of(h));
    let col = usize::from(role(0) == Some(Role::No));
    // other roles than the town's make it a list of tasks
    let others = (col + 1..table.width).filter_map(role);
    let told = [
        Role::Title,
        Role::Target,
        Role::Text,
        Role::Lead,
        Role::Status,
        Role::Rate,
        Role::Done,
    ];
    if others.into_iter().any(|r| told.contains(&r)) {
        return None;
    }
    let last = table.body.len().checked_sub(1)?;
    let is_total = |row: usize| {
        let label = text(table, row, 0);
        let blank = text(table, row, col).is_empty() && label.is_empty();
        role::is_total(label) || role::is_total(text(table, row, col)) || (blank && row == last)
    };
    let total = [last, 0].into_iter().find(|r| last > 0 && is_total(*r));
    let rows: Vec<usize> = (0..=last).filter(|r| total != Some(*r)).collect();
    let names: Vec<&str> = rows.iter().map(|r| text(table, *r, col)).collect();
    let told = role(col) == Some(Role::Town) || role::are_places(names.iter().copied());
    let distinct = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let numbered = col == 0
        || rows
            .iter()
            .enumerate()
            .all(|(i, r)| text(table, *r, 0) == (i + 1).to_string());
    (told && distinct && numbered && !names.contains(&"")).then_some(Place { col, rows, total })
}

/// No merged cells in the body: a share belongs to one town.
fn is_plain(table: &Table) -> bool {
    table.body.iter().all(|l| {
        l.slots
            .iter()
            .all(|s| matches!(s, super::Slot::Own { rows: 1, cols: 1, .. }))
    })
}

fn project(table: &Table, place: &Place, col: usize, id: &str, head: &[String]) -> Option<Project> {
    let title = head.join("");
    let mut project = Project {
        id: id.to_owned(),
        title,
        ..Project::default()
    };
    for row in &place.rows {
        if let Some(cell) = shown(&table.body, *row, col) {
            project
                .towns
                .push((text(table, *row, place.col).to_owned(), number(cell)?));
        }
    }
    let told = goal::certain(&project.title);
    let unit = told.as_ref().map(|(_, unit)| unit.clone()).unwrap_or_default();
    let total = match place.total {
        Some(row) => shown(&table.body, row, col).map(number),
        None => None,
    };
    project.shared.goal = match total {
        Some(total) => Some((total?, unit)),
        None => told,
    };
    let numbered = !project.title.is_empty() && (!project.towns.is_empty() || project.shared.goal.is_some());
    numbered.then_some(project)
}

/// A number, also one stored as text if it prints the same.
fn number(cell: &Cell) -> Option<Cell> {
    if let Some(shown) = cell.number {
        return (!shown.percent).then(|| cell.clone());
    }
    let value: Decimal = fold(&cell.text).parse().ok()?;
    let decimals = u8::try_from(value.scale()).ok()?;
    (value.to_string() == cell.text).then(|| Cell {
        number: Some(Shown {
            value,
            decimals,
            percent: false,
        }),
        ..cell.clone()
    })
}

/// Decimals of a column whose numbers all show the same and end in noughts.
fn decimals(table: &Table, rows: &[usize], col: usize) -> Option<u8> {
    let shown: Vec<Shown> = rows
        .iter()
        .filter_map(|r| shown(&table.body, *r, col)?.number)
        .collect();
    let most = shown.iter().map(|s| s.decimals).max()?;
    let longer = shown
        .iter()
        .any(|s| s.value.normalize().scale() != u32::from(s.decimals));
    (longer && shown.iter().all(|s| s.decimals == most)).then_some(most)
}
