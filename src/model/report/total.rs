//! The totals row (合计行).

use rust_decimal::Decimal;

use super::path::{FieldPath, TownValue};
use super::plan::{Line, Plan, Planned};
use super::{Report, RowRef};
use crate::diag::Origin;
use crate::document::{Cell, Row, RowKind, Value};
use crate::model::At;
use crate::model::file::{Total, TotalFrom};

/// Fills the totals row of `rows`, after all merges: a merged number counts once.
pub(super) fn fill(report: &Report<'_>, total: &At<Total>, plan: &Plan<'_>, rows: &mut [Row]) {
    let origin = Some(total.origin(report.circular.file));
    let mut cells: Vec<Option<Cell>> = (0..plan.columns.len())
        .map(|at| Some(Cell::new(value(report, total, plan, rows, at), origin)))
        .collect();
    label(total, origin, rows, &mut cells);
    if let Some(row) = rows.iter_mut().find(|row| row.kind == RowKind::Total) {
        row.cells = cells;
    }
}

fn value(report: &Report<'_>, total: &Total, plan: &Plan<'_>, rows: &[Row], at: usize) -> Value {
    let Some(Planned {
        path: Some(path),
        typed,
    }) = plan.columns.get(at)
    else {
        return Value::Empty;
    };
    let decimals = typed.decimals.as_ref().map(|decimals| decimals.value);
    if let (TotalFrom::Goal, FieldPath::Towns(TownValue::Goal, key)) = (total.from, path)
        && let Some(goal) = report.task(key).and_then(|task| task.goal)
    {
        return report.printing().goal(goal, decimals);
    }
    if matches!(path, FieldPath::Step(step) if step.is_done_rate()) {
        return share(report, plan, decimals);
    }
    if path.is_share() {
        return report.printing().percent(shares(rows, at), decimals);
    }
    if !path.adds_up() {
        return Value::Empty;
    }
    sum(report, rows, at, decimals)
}

/// The sum of the column's numbers; percentages do not add up.
fn sum(report: &Report<'_>, rows: &[Row], at: usize, decimals: Option<u8>) -> Value {
    let mut sum: Option<Decimal> = None;
    let mut places = 0;
    let data = rows.iter().filter(|row| row.kind == RowKind::Data);
    for cell in data.filter_map(|row| row.cells.get(at)?.as_ref()) {
        if let Value::Number {
            value,
            percent: false,
            decimals,
            ..
        } = &cell.value
        {
            sum = Some(sum.unwrap_or_default().saturating_add(*value));
            places = places.max(*decimals);
        }
    }
    match sum {
        Some(sum) => report.printing().number(sum, decimals.or(Some(places))),
        None => Value::Empty,
    }
}

/// The shares of all rows together.
pub(super) fn shares(rows: &[Row], at: usize) -> Decimal {
    let data = rows.iter().filter(|row| row.kind == RowKind::Data);
    let mut sum = Decimal::ZERO;
    for cell in data.filter_map(|row| row.cells.get(at)?.as_ref()) {
        if let Value::Number { value, .. } = &cell.value {
            sum = sum.saturating_add(*value);
        }
    }
    sum
}

/// The share of best tasks over all rows of units or categories.
fn share(report: &Report<'_>, plan: &Plan<'_>, decimals: Option<u8>) -> Value {
    let mut best = 0;
    let mut all = 0;
    for line in &plan.lines {
        let Line::Data(row) = line else { continue };
        let tally = match row {
            RowRef::Unit(index) => report.units.get(*index).map(|unit| &unit.tally),
            RowRef::Category(index) => report.categories.get(*index).map(|category| &category.tally),
            RowRef::Leader(index) => report.leaders.get(*index).map(|leader| &leader.tally),
            RowRef::Town(index) => report.towns.get(*index).map(|town| &town.tally),
            _ => None,
        };
        let Some(tally) = tally else { continue };
        best += tally.done;
        all += tally.tasks.len();
    }
    let share = Decimal::from(best).checked_div(Decimal::from(all));
    share.map_or(Value::Empty, |share| report.printing().percent(share, decimals))
}

/// 合计 in the first column, over the columns of words that follow it.
fn label(total: &Total, origin: Option<Origin>, rows: &[Row], cells: &mut [Option<Cell>]) {
    let words = total.label.as_ref().map_or("合计", |label| label.value.as_str());
    let value = if words.is_empty() {
        Value::Empty
    } else {
        Value::Text(words.to_owned())
    };
    let over = cells
        .iter()
        .enumerate()
        .skip(1)
        .take_while(|(at, cell)| {
            let blank = cell.as_ref().is_some_and(|cell| cell.value == Value::Empty);
            blank && of_words(rows, *at)
        })
        .count();
    let mut label = Cell::new(value, origin);
    label.cols = u32::try_from(over + 1).unwrap_or(1);
    label.align = Some(crate::document::Align::Center);
    for (at, slot) in cells.iter_mut().enumerate().take(over + 1) {
        *slot = (at == 0).then(|| label.clone());
    }
}

/// Whether the column has words rather than numbers.
fn of_words(rows: &[Row], at: usize) -> bool {
    let data = rows.iter().filter(|row| row.kind == RowKind::Data);
    let mut cells = data.filter_map(|row| row.cells.get(at)?.as_ref());
    cells.all(|cell| matches!(cell.value, Value::Text(_)))
}
