//! Which column is what (栏目归属).

use std::collections::BTreeSet;

use super::super::role::{self, Role};
use super::super::table::Table;
use super::super::units;
use super::{Choices, Column, Merge, Source, shown};
use crate::text::normal::fold;

/// The columns with their roles; each role once, the others are free fields.
pub(super) fn columns(table: &Table, data: &[usize], choices: &Choices) -> Vec<Column> {
    let paths: Vec<Vec<String>> = (0..table.width).map(|c| table.path(c)).collect();
    let mut roles = roles(table, data, &paths);
    promote_title(table, data, &mut roles);
    let keys = keys(&paths);
    let mut columns = Vec::new();
    for (col, ((head, role), key)) in paths.into_iter().zip(roles).zip(keys).enumerate() {
        let (source, join) = source(
            table,
            data,
            col,
            role.filter(|_| !choices.fields.contains(&col)),
            &key,
        );
        columns.push(Column {
            head,
            role,
            source,
            key,
            merge: Merge::No,
            decimals: None,
            join,
        });
    }
    columns
}

/// Where a column's cells come from, and what joins several units.
fn source(
    table: &Table,
    data: &[usize],
    col: usize,
    role: Option<Role>,
    key: &str,
) -> (Source, Option<String>) {
    let joint = match role {
        // words about units are not their names
        Some(Role::Lead | Role::Support) => match units::joint(texts(table, data, col)) {
            Some(joint) => Some(joint),
            None => return (Source::Field(key.to_owned()), None),
        },
        _ => None,
    };
    match role.and_then(path) {
        Some(path) => (Source::Path(path), joint.filter(|j| j != "、")),
        // a field that no task has would be a slip: the column is blank by its description
        None if texts(table, data, col).next().is_none() => (Source::Path("text:"), None),
        None => (Source::Field(key.to_owned()), None),
    }
}

fn texts<'a>(table: &'a Table, data: &'a [usize], col: usize) -> impl Iterator<Item = &'a str> {
    data.iter()
        .filter_map(move |row| Some(shown(&table.body, *row, col)?.text.as_str()))
}

const fn path(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::No => "project.no",
        Role::Category => "project.category",
        Role::Title => "project.title",
        Role::Target => "task.target",
        Role::Goal => "task.goal",
        Role::Measure => "task.unit",
        Role::Done => "progress.done",
        Role::Rate => "progress.rate",
        Role::Text => "progress.text",
        Role::Status => "progress.status",
        Role::Lead => "task.lead",
        Role::Support => "task.support",
        Role::Leader => "task.leader",
        Role::Town => return None,
    })
}

fn roles(table: &Table, data: &[usize], paths: &[Vec<String>]) -> Vec<Option<Role>> {
    let mut taken = BTreeSet::new();
    let mut roles = Vec::new();
    for (col, path) in paths.iter().enumerate() {
        // under 义务教育/目标 stands the target of one thing among others: only a lone head tells its role
        let head = if path.len() == 1 { path.first() } else { None };
        let role = head
            .and_then(|h| role::of(h))
            .and_then(|r| fitting(table, data, col, r));
        roles.push(role.filter(|r| taken.insert(*r)));
    }
    roles
}

/// The role, or another one that the cells fit better.
fn fitting(table: &Table, data: &[usize], col: usize, role: Role) -> Option<Role> {
    let cells: Vec<_> = data.iter().filter_map(|r| shown(&table.body, *r, col)).collect();
    let numbers = !cells.is_empty() && cells.iter().all(|c| c.number.is_some());
    let texts: BTreeSet<&str> = cells.iter().map(|c| c.text.as_str()).collect();
    let longest = texts.iter().map(|t| t.chars().count()).max().unwrap_or(0);
    let words = longest <= 14 && texts.len() <= 8;
    Some(match role {
        Role::Goal | Role::Done if !numbers => return None,
        Role::Rate if !numbers => return None,
        Role::Target | Role::Status if numbers => return None,
        Role::Status if !words => Role::Text,
        Role::Text if words && longest <= 6 && cells.len() > texts.len() => Role::Status,
        // 单位 over 个, 户, 公里 is what is counted in, not who is responsible
        Role::Lead if longest <= 3 && table.path(col).last().is_some_and(|h| fold(h) == "单位") => {
            Role::Measure
        }
        role => role,
    })
}

/// A list has titles: where no head says so, the task is the title, or the first column of words.
fn promote_title(table: &Table, data: &[usize], roles: &mut [Option<Role>]) {
    if roles.contains(&Some(Role::Title)) {
        return;
    }
    let task = roles.iter().position(|r| *r == Some(Role::Target));
    let words = || {
        (0..table.width).find(|col| {
            let own = roles
                .get(*col)
                .is_some_and(|r| matches!(r, None | Some(Role::Town)));
            own && data
                .iter()
                .any(|r| shown(&table.body, *r, *col).is_some_and(|c| c.number.is_none()))
        })
    };
    if let Some(role) = task.or_else(words).and_then(|col| roles.get_mut(col)) {
        *role = Some(Role::Title);
    }
}

/// Names of free fields: the heads, each other than those before.
fn keys(paths: &[Vec<String>]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut keys = Vec::new();
    for (col, path) in paths.iter().enumerate() {
        let plain: Vec<String> = path
            .iter()
            .map(|p| p.split_whitespace().collect::<String>().replace('.', "．"))
            .collect();
        let base = if plain.is_empty() {
            format!("第{}栏", col + 1)
        } else {
            plain.join("-")
        };
        let mut key = base.clone();
        let mut n = 2;
        while !seen.insert(key.clone()) {
            key = format!("{base}（{n}）");
            n += 1;
        }
        keys.push(key);
    }
    keys
}
