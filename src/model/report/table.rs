//! Annex tables (附件表): the plan's lines and columns become a [`Table`].

use rust_decimal::Decimal;

use super::plan::{Line, Plan, Planned};
use super::range::Range;
use super::share::SHARES_SUM;
use super::{Report, RowRef, head, total};
use crate::diag::{Origin, Sink};
use crate::document::{Align, Cell, Column, Row, RowKind, Table, Text, Value};
use crate::model::At;
use crate::model::file::{AlignKind, AnnexFile, ColumnFile, Merge, MergeWithin, TypeSize};
use crate::text::width;
use crate::unit::Length;

/// The longest text, in half ems, of a column whose phrases stand centred: six Han.
const PHRASE: usize = 12;

/// Builds the table; what is wrong with its description goes to `sink`.
pub(super) fn build(report: &Report<'_>, annex: &AnnexFile, sink: &mut Sink) -> Table {
    let plan = Plan::new(report, annex, sink);
    let file = report.circular.file;
    let heads: Vec<_> = plan
        .columns
        .iter()
        .map(|column| {
            (
                head::levels(&column.typed.head),
                Some(column.typed.head.origin(file)),
            )
        })
        .collect();
    let mut rows = body(report, &plan);
    let aligns: Vec<Align> = (0..plan.columns.len())
        .map(|at| natural_align(&rows, &plan, at))
        .collect();
    for range in &plan.merges {
        merge_block(&mut rows, *range);
    }
    for (at, column) in plan.columns.iter().enumerate() {
        merge_runs(report, &mut rows, &plan.lines, at, column);
    }
    if let Some(total) = &annex.total {
        total::fill(report, total, &plan, &mut rows);
    }
    let notes = notes(report, annex, &plan, &rows);
    let text = |typed: &Option<At<String>>| {
        typed
            .as_ref()
            .map(|t| Text::new(t.trim_end(), Some(t.origin(file))))
    };
    Table {
        unit_line: text(&annex.unit_line),
        status_line: text(&annex.status_line),
        columns: plan
            .columns
            .iter()
            .zip(aligns)
            .map(|(column, align)| self::column(column, align))
            .collect(),
        head: head::rows(&heads),
        rows,
        notes,
        size: annex.size.as_ref().map(|size| type_size(size.value)),
        origin: Some(annex.title.origin(file)),
    }
}

/// The clerk's notes, and how shares were made to sum to 100 %, unless a note says so already.
fn notes(report: &Report<'_>, annex: &AnnexFile, plan: &Plan<'_>, rows: &[Row]) -> Vec<Text> {
    let file = report.circular.file;
    let typed = annex.note.iter().flat_map(|typed| {
        let lines = typed.lines().map(str::trim_end).filter(|line| !line.is_empty());
        lines.map(|line| Text::new(line, Some(typed.origin(file))))
    });
    let mut notes: Vec<Text> = typed.collect();
    let shares = report.shares_sum() && (0..plan.columns.len()).any(|at| is_whole(plan, rows, at));
    if shares && !notes.iter().any(|note| note.string.contains("最大余数")) {
        notes.push(Text::new(
            format!("注：{SHARES_SUM}"),
            Some(annex.title.origin(file)),
        ));
    }
    notes
}

/// Whether the column's shares are there in full: a filter may have left some out.
fn is_whole(plan: &Plan<'_>, rows: &[Row], at: usize) -> bool {
    let path = plan.columns.get(at).and_then(|column| column.path.as_ref());
    path.is_some_and(super::FieldPath::is_share) && total::shares(rows, at) == Decimal::ONE
}

/// Sizes of GB/T 9704 5.2.2's system of 号: 小四 12 pt, 五号 10.5 pt, 小五 9 pt.
const fn type_size(size: TypeSize) -> Length {
    Length::centipt(match size {
        TypeSize::SmallFour => 1200,
        TypeSize::Five => 1050,
        TypeSize::SmallFive => 900,
    })
}

fn column(planned: &Planned<'_>, natural: Align) -> Column {
    let typed = planned.typed;
    Column {
        width: typed
            .width
            .as_ref()
            .and_then(|width| Length::from_mm(width.value)),
        align: match typed.align.as_ref().map(|align| align.value) {
            None => natural,
            Some(AlignKind::Left) => Align::Left,
            Some(AlignKind::Center) => Align::Center,
            Some(AlignKind::Right) => Align::Right,
            Some(AlignKind::Point) => Align::Point,
        },
        key: typed.key,
    }
}

fn body(report: &Report<'_>, plan: &Plan<'_>) -> Vec<Row> {
    let mut number = 0;
    let line = |line: &Line| match line {
        Line::Data(row) => {
            number += 1;
            data_row(report, plan, *row, number)
        }
        Line::Group(words) => group_row(words, plan.columns.len()),
        Line::Total => Row {
            kind: RowKind::Total,
            cells: plan
                .columns
                .iter()
                .map(|_| Some(Cell::new(Value::Empty, None)))
                .collect(),
        },
    };
    plan.lines.iter().map(line).collect()
}

fn data_row(report: &Report<'_>, plan: &Plan<'_>, row: RowRef, number: usize) -> Row {
    let here = report.origin(row);
    let cell = |column: &Planned<'_>| {
        let decimals = column.typed.decimals.as_ref().map(|decimals| decimals.value);
        let mut cell = match &column.path {
            None => Cell::new(Value::Empty, here),
            // the table's own rows are counted, after its filters
            Some(super::FieldPath::Index) => Cell::new(report.printing().count(number), here),
            Some(path) => {
                let found = report.cited(row, path, decimals);
                Cell::new(joined(found.value, path, column.typed), found.origin.or(here))
            }
        };
        if let (Value::Empty, Some(filler)) = (&cell.value, &column.typed.empty) {
            cell.value = Value::Text(filler.value.clone());
        }
        Some(cell)
    };
    Row {
        kind: RowKind::Data,
        cells: plan.columns.iter().map(cell).collect(),
    }
}

/// Names of units, joined as the column wants it.
fn joined(value: Value, path: &super::FieldPath, typed: &ColumnFile) -> Value {
    match (value, &typed.join) {
        (Value::Text(text), Some(join)) if path.names_units() => Value::Text(text.replace('、', &join.value)),
        (value, _) => value,
    }
}

fn group_row(words: &Text, columns: usize) -> Row {
    let mut cell = Cell::new(Value::Text(words.string.clone()), words.origin);
    cell.cols = u32::try_from(columns).unwrap_or(u32::MAX);
    cell.align = Some(Align::Left);
    let mut cells = vec![None; columns];
    if let Some(first) = cells.first_mut() {
        *first = Some(cell);
    }
    Row {
        kind: RowKind::Group,
        cells,
    }
}

/// Numbers right, serial numbers and short phrases centred, the rest left.
fn natural_align(rows: &[Row], plan: &Plan<'_>, at: usize) -> Align {
    let path = plan.columns.get(at).and_then(|column| column.path.as_ref());
    if path.is_some_and(super::FieldPath::numbers_rows) {
        return Align::Center;
    }
    let mut numbers = false;
    let mut texts = false;
    let data = rows.iter().filter(|row| row.kind == RowKind::Data);
    for cell in data.filter_map(|row| row.cells.get(at)?.as_ref()) {
        match &cell.value {
            Value::Number { .. } => numbers = true,
            Value::Text(text) if width::of(text) > PHRASE || text.contains('\n') => return Align::Left,
            // a filler such as — takes no side
            Value::Text(text) => texts |= !is_filler(plan, at, text),
            Value::Empty => {}
        }
    }
    if numbers && !texts {
        Align::Right
    } else {
        Align::Center
    }
}

fn is_filler(plan: &Plan<'_>, at: usize, text: &str) -> bool {
    let filler = plan
        .columns
        .get(at)
        .and_then(|column| column.typed.empty.as_ref());
    filler.is_some_and(|filler| filler.value == text)
}

/// Merges a block as the clerk drew it: its first cell stands for all.
fn merge_block(rows: &mut [Row], range: Range) {
    let Some(block) = rows.get_mut(range.top..=range.bottom) else {
        return;
    };
    for (down, row) in block.iter_mut().enumerate() {
        let Some(cells) = row.cells.get_mut(range.left..=range.right) else {
            return;
        };
        for (over, slot) in cells.iter_mut().enumerate() {
            match slot {
                Some(cell) if down == 0 && over == 0 => {
                    cell.rows = span(range.top, range.bottom);
                    cell.cols = span(range.left, range.right);
                }
                slot => *slot = None,
            }
        }
    }
}

fn span(first: usize, last: usize) -> u32 {
    u32::try_from(last + 1 - first).unwrap_or(u32::MAX)
}

/// Merges neighbours above each other by the column's rule, in one pass.
fn merge_runs(report: &Report<'_>, rows: &mut [Row], lines: &[Line], at: usize, column: &Planned<'_>) {
    let within = match column.typed.merge {
        Merge::Plain(false) => return,
        Merge::Plain(true) => MergeWithin::Project,
        Merge::Within(within) => within,
    };
    let mut start = 0;
    while start < rows.len() {
        let end = run_end(report, rows, lines, at, within, start);
        if end > start
            && let Some(run) = rows.get_mut(start..=end)
        {
            for (down, row) in run.iter_mut().enumerate() {
                match row.cells.get_mut(at) {
                    Some(Some(cell)) if down == 0 => cell.rows = span(start, end),
                    Some(slot) => *slot = None,
                    None => {}
                }
            }
        }
        start = end + 1;
    }
}

/// The last row of the run that begins at `start`.
fn run_end(
    report: &Report<'_>,
    rows: &[Row],
    lines: &[Line],
    at: usize,
    within: MergeWithin,
    start: usize,
) -> usize {
    let Some(first) = single(rows, at, start) else {
        return start;
    };
    // empty cells say nothing that could be the same, except within one project
    if first.value == Value::Empty && within != MergeWithin::Project {
        return start;
    }
    let scope = scope(report, lines, within, start);
    let joins = |next: &usize| {
        single(rows, at, *next).is_some_and(|cell| cell.value == first.value)
            && self::scope(report, lines, within, *next) == scope
            && scope != Scope::Alone
    };
    (start + 1..rows.len()).take_while(joins).last().unwrap_or(start)
}

/// A data cell that no explicit merge has taken.
fn single(rows: &[Row], at: usize, row: usize) -> Option<&Cell> {
    let row = rows.get(row).filter(|row| row.kind == RowKind::Data)?;
    row.cells
        .get(at)?
        .as_ref()
        .filter(|cell| cell.rows == 1 && cell.cols == 1)
}

/// What a run may not leave (范围).
#[derive(PartialEq, Eq)]
enum Scope {
    Alone,
    Anywhere,
    Project(usize),
    Category(usize),
}

fn scope(report: &Report<'_>, lines: &[Line], within: MergeWithin, at: usize) -> Scope {
    if within == MergeWithin::Equal {
        return Scope::Anywhere;
    }
    let Some(Line::Data(row)) = lines.get(at) else {
        return Scope::Alone;
    };
    let project = match row {
        RowRef::Task(index) => report.tasks.get(*index).map(|task| task.project),
        RowRef::Project(index) => Some(*index),
        _ => None,
    };
    match (within, project) {
        (MergeWithin::Project, Some(project)) => Scope::Project(project),
        (MergeWithin::Category, Some(project)) => {
            let category = report.projects.get(project).and_then(|project| project.category);
            category.map_or(Scope::Alone, Scope::Category)
        }
        _ => Scope::Alone,
    }
}

impl Report<'_> {
    /// The clerk's line of a row.
    #[must_use]
    pub fn origin(&self, row: RowRef) -> Option<Origin> {
        match row {
            RowRef::Task(index) => self.tasks.get(index).map(|task| task.origin),
            RowRef::Project(index) => self.projects.get(index).map(|project| project.origin),
            RowRef::Unit(index) => self.units.get(index).and_then(|unit| unit.name.origin),
            RowRef::Town(index) => self.towns.get(index).and_then(|town| town.name.origin),
            RowRef::Category(index) => self.categories.get(index).map(|category| category.origin),
            RowRef::Leader(index) => self.leaders.get(index).and_then(|leader| leader.name.origin),
            RowRef::Status(index) => {
                let typed = self.statuses.get(index)?.typed;
                Some(typed.name.origin(self.workspace.office.file))
            }
            RowRef::Light(index) => {
                let typed = self.lights.get(index)?.typed;
                Some(typed.name.origin(self.workspace.office.file))
            }
        }
    }

    /// The unit in which a row's task or project is measured.
    pub(super) fn measure(&self, row: RowRef) -> Option<&str> {
        let goal = match row {
            RowRef::Task(index) => self.tasks.get(index)?.goal?,
            RowRef::Project(index) => {
                let project = self.projects.get(index)?;
                let tasks = self.tasks.get(project.tasks.clone())?;
                project.typed.goal.as_ref().or_else(|| tasks.first()?.goal)?
            }
            _ => return None,
        };
        Some(&goal.unit)
    }
}
