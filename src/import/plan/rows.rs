//! Rows to projects and tasks (行的归属).

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::dense::{Line, Slot};
use super::super::read::Cell;
use super::super::role::{self, Role};
use super::super::table::Table;
use super::super::units;
use super::columns::columns;
use super::{Choices, Column, Facts, Merge, Plan, Project, Source, Task, Total, listed, shown};
use crate::import::goal;

/// The plan of a table whose rows are tasks.
pub(super) fn plan(table: &Table, prefix: &str, choices: &Choices) -> Plan {
    let total = if choices.no_total { None } else { total(table) };
    let groups = !choices.no_groups && has_groups(table, total.as_ref());
    let is_data = |row: &usize| {
        let line = table.body.get(*row);
        total.as_ref().is_none_or(|t| t.row != *row)
            && !(groups && line.is_some_and(|l| is_group(l, table.width)))
    };
    let data: Vec<usize> = (0..table.body.len()).filter(is_data).collect();
    let columns = columns(table, &data, choices);
    let mut builder = Builder {
        table,
        columns,
        choices,
        data,
    };
    builder.settle_levels();
    let projects = builder.projects(prefix, groups);
    builder.settle_merges(groups);
    let merges = builder.merges();
    Plan {
        columns: builder.columns,
        projects,
        groups,
        total,
        merges,
        ..Plan::default()
    }
}

/// A row of one text over the whole width.
fn is_group(line: &Line, width: usize) -> bool {
    matches!(line.slots.first(), Some(Slot::Own { cell: Some(_), rows: 1, cols }) if *cols == width && width > 1)
}

/// Groups come before data, each with rows under it.
fn has_groups(table: &Table, total: Option<&Total>) -> bool {
    let rows: Vec<bool> = (0..table.body.len())
        .filter(|r| total.is_none_or(|t| t.row != *r))
        .filter_map(|r| table.body.get(r))
        .map(|l| is_group(l, table.width))
        .collect();
    rows.first() == Some(&true)
        && rows.last() == Some(&false)
        && !rows.windows(2).any(|w| matches!(w, [true, true]))
}

/// 合计 in the last or first row, with numbers behind it.
fn total(table: &Table) -> Option<Total> {
    let candidate = |row: usize, first: bool| {
        let line = table.body.get(row)?;
        let (_, label) = line.filled().next()?;
        let numbers = line
            .filled()
            .skip(1)
            .all(|(_, s)| s.cell().is_some_and(|c| c.number.is_some()));
        let label = label.text().to_owned();
        (role::is_total(&label) && line.filled().count() > 1 && numbers).then_some(Total {
            label,
            first,
            goals: false,
            row,
        })
    };
    let last = table.body.len().checked_sub(1)?;
    if last == 0 {
        return None;
    }
    candidate(last, false).or_else(|| candidate(0, true))
}

struct Builder<'a> {
    table: &'a Table,
    columns: Vec<Column>,
    choices: &'a Choices,
    data: Vec<usize>,
}

impl Builder<'_> {
    fn cell(&self, row: usize, col: usize) -> Option<&Cell> {
        shown(&self.table.body, row, col)
    }

    fn text(&self, row: usize, col: usize) -> &str {
        self.cell(row, col).map_or("", |c| c.text.as_str())
    }

    fn col(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|c| c.role == Some(role))
    }

    fn continues(&self, row: usize, role: Role) -> bool {
        let slot = self
            .col(role)
            .and_then(|c| self.table.body.get(row)?.slots.get(c));
        slot.is_some_and(Slot::continues)
    }

    /// Runs of data rows that are one project: number or title goes on from above.
    fn spans(&self) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for (i, row) in self.data.iter().enumerate() {
            // a merged cell cannot go on over a group's row
            let near = i > 0 && self.data.get(i - 1).is_some_and(|above| above + 1 == *row);
            let goes_on = near && (self.continues(*row, Role::No) || self.continues(*row, Role::Title));
            match spans.last_mut() {
                Some(last) if goes_on => last.end = i + 1,
                _ => spans.push(i..i + 1),
            }
        }
        spans
    }

    /// Whether a column's cells differ within a project.
    fn differs(&self, col: usize) -> bool {
        self.spans().iter().any(|span| {
            let rows = self.data.get(span.clone()).unwrap_or_default();
            let first = rows.first().map_or("", |r| self.text(*r, col));
            rows.iter().any(|r| self.text(*r, col) != first)
        })
    }

    /// Number and title are the task's where they differ within a project; a category that does is a free field.
    fn settle_levels(&mut self) {
        for (role, path) in [(Role::No, "task.no"), (Role::Title, "task.title")] {
            if let Some(col) = self.col(role).filter(|c| self.differs(*c))
                && let Some(column) = self.columns.get_mut(col)
                && matches!(column.source, Source::Path(_))
            {
                column.source = Source::Path(path);
            }
        }
        self.untitled_rows();
        for col in 0..self.columns.len() {
            self.settle_decimals(col);
        }
    }

    /// A row without a title must have one in the list, which the table must not print.
    fn untitled_rows(&mut self) {
        let Some(col) = self.col(Role::Title) else {
            return;
        };
        let blank = self
            .data
            .iter()
            .filter(|row| self.text(**row, col).is_empty())
            .count();
        let all = blank == self.data.len();
        let told =
            |column: &&mut Column| matches!(column.source, Source::Path("project.title" | "task.title"));
        if blank > 0
            && let Some(column) = self.columns.get_mut(col).filter(told)
        {
            column.source = if all {
                Source::Path("text:")
            } else {
                Source::Field(column.key.clone())
            };
        }
    }

    /// What names a row that has no title: its first words.
    fn name(&self, row: usize) -> String {
        let line = self.table.body.get(row);
        let words = line.and_then(|l| {
            l.filled()
                .map(|(_, s)| s)
                .find(|s| s.cell().is_some_and(|c| c.number.is_none()))
        });
        words.map_or_else(|| format!("第{}行", row + 1), |s| s.text().to_owned())
    }

    /// The decimals of a column whose numbers end in noughts: 3.10.
    fn settle_decimals(&mut self, col: usize) {
        let shown: Vec<_> = self
            .data
            .iter()
            .filter_map(|r| self.cell(*r, col)?.number)
            .collect();
        let most = shown.iter().map(|s| s.decimals).max().unwrap_or(0);
        let same = shown.iter().all(|s| s.decimals == most);
        let longer = shown
            .iter()
            .any(|s| s.value.normalize().scale() != u32::from(s.decimals));
        let rate = self.columns.get(col).is_some_and(|c| c.role == Some(Role::Rate));
        if same
            && (longer || rate)
            && !shown.is_empty()
            && let Some(column) = self.columns.get_mut(col)
        {
            column.decimals = Some(most);
        }
    }

    fn projects(&mut self, prefix: &str, groups: bool) -> Vec<Project> {
        let spans = self.spans();
        let wide = if spans.len() > 99 { 3 } else { 2 };
        let mut projects = Vec::new();
        for (i, span) in spans.iter().enumerate() {
            let rows = self.data.get(span.clone()).unwrap_or_default().to_vec();
            let mut project = self.project(&rows, groups);
            project.id = format!("{prefix}{:0wide$}", i + 1);
            projects.push(project);
        }
        unnumber(&mut projects);
        projects
    }

    fn project(&self, rows: &[usize], groups: bool) -> Project {
        let first = rows.first().copied().unwrap_or(0);
        let title = self.col(Role::Title);
        let titles: Vec<&str> = rows
            .iter()
            .filter_map(|r| title.map(|c| self.text(*r, c)))
            .collect();
        let named = titles.iter().find(|t| !t.trim().is_empty());
        let mut project = Project {
            no: self
                .level(Role::No, "project.no")
                .and_then(|c| self.cell(first, c))
                .cloned(),
            title: named.map_or_else(|| self.name(first), |t| (*t).to_owned()),
            category: self.category(first, groups),
            ..Project::default()
        };
        let all: Vec<Facts> = rows.iter().map(|r| self.facts(*r)).collect();
        if let [only] = all.as_slice() {
            project.shared = only.clone();
            return project;
        }
        let own_title = self.level(Role::Title, "task.title");
        let own_no = self.level(Role::No, "task.no");
        for (i, (row, facts)) in rows.iter().zip(&all).enumerate() {
            project.tasks.push(Task {
                id: (i + 1).to_string(),
                no: own_no.and_then(|c| self.cell(*row, c)).cloned(),
                title: own_title
                    .map(|c| self.text(*row, c).to_owned())
                    .filter(|t| !t.is_empty()),
                facts: facts.clone(),
                towns: Vec::new(),
            });
        }
        share(&mut project);
        project
    }

    /// The role's column where it is told at that level.
    fn level(&self, role: Role, path: &str) -> Option<usize> {
        self.col(role).filter(|c| {
            self.columns
                .get(*c)
                .is_some_and(|column| column.source == Source::Path(leak(path)))
        })
    }

    fn category(&self, row: usize, groups: bool) -> Option<String> {
        let of_group = || {
            let above = self.table.body.get(..row)?.iter().rev();
            above
                .filter(|l| is_group(l, self.table.width))
                .find_map(|l| Some(l.slots.first()?.text().to_owned()))
        };
        let of_column = || Some(self.text(row, self.col(Role::Category)?).to_owned());
        let found = if groups { of_group() } else { of_column() };
        found.filter(|t| !t.is_empty())
    }

    /// What a row says beside number, title and category.
    fn facts(&self, row: usize) -> Facts {
        let mut facts = Facts::default();
        let mut measure = String::new();
        for (col, column) in self.columns.iter().enumerate() {
            let Some(cell) = self.cell(row, col) else {
                continue;
            };
            if let Source::Field(key) = &column.source {
                facts.fields.push((key.clone(), cell.clone()));
            }
            let text = || Some(cell.text.clone());
            let plain = matches!(column.source, Source::Path(_));
            match column.role {
                Some(Role::Target) if plain => facts.target = text(),
                Some(Role::Measure) => measure.clone_from(&cell.text),
                Some(Role::Goal) => facts.goal = Some((cell.clone(), String::new())),
                Some(Role::Done) => facts.done = Some(cell.clone()),
                Some(Role::Text) if plain => facts.text = text(),
                Some(Role::Status) if plain => facts.status = text(),
                Some(Role::Lead) => units::split(&cell.text, &mut facts.lead, &mut facts.support),
                Some(Role::Support) => {
                    let mut support = Vec::new();
                    units::split(&cell.text, &mut support, &mut facts.support);
                    facts.support.splice(0..0, support);
                }
                Some(Role::Leader) if plain => facts.leader = text(),
                _ => {}
            }
        }
        match &mut facts.goal {
            Some((_, unit)) => *unit = measure,
            None => facts.goal = facts.target.as_deref().and_then(goal::certain),
        }
        facts
    }

    /// The rule of each column that brings its merged cells back, or none.
    fn settle_merges(&mut self, groups: bool) {
        for col in 0..self.columns.len() {
            let wanted = self.merged(col);
            if wanted.is_empty() || self.choices.listed.contains(&col) {
                continue;
            }
            let rules = [Merge::Project, Merge::Category, Merge::Equal];
            let found = rules
                .into_iter()
                .find(|rule| self.runs(col, *rule, groups) == wanted);
            if let (Some(rule), Some(column)) = (found, self.columns.get_mut(col)) {
                column.merge = rule;
            }
        }
    }

    /// The merged cells of a column of one column's width: first body row and rows.
    fn merged(&self, col: usize) -> BTreeSet<(usize, usize)> {
        let span = |row: &usize| match self.table.body.get(*row)?.slots.get(col)? {
            Slot::Own { rows, cols: 1, .. } if *rows > 1 => Some((*row, *rows)),
            _ => None,
        };
        self.data.iter().filter_map(span).collect()
    }

    /// What a rule would merge.
    fn runs(&self, col: usize, rule: Merge, groups: bool) -> BTreeSet<(usize, usize)> {
        let mut within = vec![0; self.data.len()];
        for (n, span) in self.spans().into_iter().enumerate() {
            for i in span {
                if let Some(place) = within.get_mut(i) {
                    *place = n;
                }
            }
        }
        let same = |i: usize| -> bool {
            let (Some(above), Some(row)) = (self.data.get(i - 1), self.data.get(i)) else {
                return false;
            };
            let text = self.text(*row, col);
            let scope = match rule {
                Merge::Project => within.get(i - 1) == within.get(i),
                Merge::Category => self.category(*above, groups) == self.category(*row, groups),
                Merge::Equal | Merge::No => true,
            };
            // blank cells are only the same within a project
            let counts = rule == Merge::Project || !text.is_empty();
            above + 1 == *row && scope && text == self.text(*above, col) && counts
        };
        let mut runs = BTreeSet::new();
        let mut start = 0;
        for i in 1..=self.data.len() {
            if i < self.data.len() && same(i) {
                continue;
            }
            if i - start > 1 {
                runs.extend(self.data.get(start).map(|row| (*row, i - start)));
            }
            start = i;
        }
        runs
    }

    /// The merged cells that no rule brings back.
    fn merges(&self) -> Vec<String> {
        let mut list = Vec::new();
        for row in &self.data {
            let Some(line) = self.table.body.get(*row) else {
                continue;
            };
            for (col, slot) in line.slots.iter().enumerate() {
                let span = slot.span();
                let ruled = span.1 == 1 && self.columns.get(col).is_some_and(|c| c.merge != Merge::No);
                if span != (1, 1) && !ruled {
                    list.push(listed(*row, col, span));
                }
            }
        }
        list
    }
}

fn leak(path: &str) -> &'static str {
    match path {
        "project.no" => "project.no",
        "task.no" => "task.no",
        "project.title" => "project.title",
        _ => "task.title",
    }
}

/// Numbers that are the project's place in its list need not be typed.
fn unnumber(projects: &mut [Project]) {
    let in_order = |(i, p): (usize, &Project)| p.no.as_ref().is_some_and(|c| c.text == (i + 1).to_string());
    if projects.iter().enumerate().all(in_order) {
        for project in projects {
            project.no = None;
        }
    }
}

/// What all tasks share is said once, at the project.
fn share(project: &mut Project) {
    let Some(first) = project.tasks.first().map(|t| t.facts.clone()) else {
        return;
    };
    let all = |same: &dyn Fn(&Facts) -> bool| project.tasks.iter().all(|t| same(&t.facts));
    let lead = all(&|f| f.lead == first.lead);
    let support = all(&|f| f.support == first.support);
    let leader = all(&|f| f.leader == first.leader);
    let fields: Vec<(String, Cell)> = first
        .fields
        .iter()
        .filter(|field| all(&|f| f.fields.contains(field)))
        .cloned()
        .collect();
    for task in &mut project.tasks {
        if lead {
            task.facts.lead.clear();
        }
        if support {
            task.facts.support.clear();
        }
        if leader {
            task.facts.leader = None;
        }
        task.facts.fields.retain(|f| !fields.contains(f));
    }
    let shared = &mut project.shared;
    if lead {
        shared.lead = first.lead;
    }
    if support {
        shared.support = first.support;
    }
    if leader {
        shared.leader = first.leader;
    }
    shared.fields = fields;
}
