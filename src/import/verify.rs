//! The round trip (还原核对): the written files are read back, and the tables they give held against the workbook's.

use super::dense::Slot;
use super::plan::{Choices, Plan};
use super::table::Table;
use crate::diag::{Severity, Sink, Sources};
use crate::document;
use crate::model::{InputFile, Report, read};

/// Where a table did not come back (不一致之处).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// The files have faults, or the annex is not there.
    Files(String),
    /// Other rows or columns than there were.
    Shape(String),
    /// The head's texts.
    Head(usize, String),
    /// The head's merged cells.
    HeadMerge(usize),
    /// A cell's text: row and column of the body, as it was and as it came.
    Text(usize, usize, String, String),
    /// A cell's span.
    Span(usize, usize),
}

/// The differences of each table.
pub(super) fn differences(files: &[(String, String)], tables: &[(&Table, &Plan)]) -> Vec<Vec<Difference>> {
    let input = files
        .iter()
        .map(|(name, text)| InputFile {
            name: name.clone(),
            bytes: text.as_bytes().into(),
        })
        .collect();
    let (mut sources, mut sink) = (Sources::new(), Sink::new());
    let all = |words: &str| {
        tables
            .iter()
            .map(|_| vec![Difference::Files(words.to_owned())])
            .collect()
    };
    let workspace = read::workspace(input, &mut sources, &mut sink);
    if let Some(fault) = sink.found().iter().find(|d| d.severity == Severity::Error) {
        let place = fault
            .origin
            .and_then(|o| Some((sources.get(o.file)?.name.clone(), sources.spot(o)?.line)));
        let place = place
            .map(|(name, line)| format!("{name}:{line} "))
            .unwrap_or_default();
        return all(&format!("{place}{}", fault.message));
    }
    let Some(workspace) = workspace else {
        return all("写出的文件读不回来");
    };
    let Some(circular) = workspace.circulars.first() else {
        return all("写出的公文读不回来");
    };
    let report = Report::new(&workspace, circular);
    let annexes = circular.data.annexes.iter();
    let build = |annex| {
        let mut sink = Sink::new();
        (report.table(annex, &mut sink), sink)
    };
    let built: Vec<(document::Table, Sink)> = annexes.map(|annex| build(annex)).collect();
    let compared = |(i, (table, plan)): (usize, &(&Table, &Plan))| {
        let Some((built, sink)) = built.get(i) else {
            return vec![Difference::Files("缺少附件".to_owned())];
        };
        let mut found = compare(table, plan, built);
        let faults = sink.found().iter().filter(|d| d.severity == Severity::Error);
        found.extend(faults.map(|d| Difference::Files(d.message.clone())));
        found
    };
    tables.iter().enumerate().map(compared).collect()
}

fn compare(table: &Table, plan: &Plan, built: &document::Table) -> Vec<Difference> {
    let mut found = Vec::new();
    if built.columns.len() != table.width {
        return vec![Difference::Shape(format!(
            "原有 {} 栏，还原为 {} 栏",
            table.width,
            built.columns.len()
        ))];
    }
    heads(table, plan, built, &mut found);
    if built.rows.len() != table.body.len() {
        found.push(Difference::Shape(format!(
            "原有 {} 行，还原为 {} 行",
            table.body.len(),
            built.rows.len()
        )));
        return found;
    }
    for (row, (line, printed)) in table.body.iter().zip(&built.rows).enumerate() {
        for (col, (slot, cell)) in line.slots.iter().zip(&printed.cells).enumerate() {
            found.extend(cell_difference(row, col, slot, cell.as_ref()));
        }
    }
    found
}

fn cell_difference(row: usize, col: usize, slot: &Slot, cell: Option<&document::Cell>) -> Option<Difference> {
    let Slot::Own { rows, cols, .. } = slot else {
        return cell.is_some().then_some(Difference::Span(row, col));
    };
    let Some(cell) = cell else {
        return Some(Difference::Span(row, col));
    };
    if cell.value.printed() != slot.text() {
        return Some(Difference::Text(
            row,
            col,
            slot.text().to_owned(),
            cell.value.printed().to_owned(),
        ));
    }
    let same = usize::try_from(cell.rows) == Ok(*rows) && usize::try_from(cell.cols) == Ok(*cols);
    (!same).then_some(Difference::Span(row, col))
}

/// Each column's head must end in the same words; how its levels merge is a lesser matter.
fn heads(table: &Table, plan: &Plan, built: &document::Table, found: &mut Vec<Difference>) {
    for (col, column) in plan.columns.iter().enumerate() {
        let mut texts = built.head.iter().filter_map(|row| row.get(col)?.as_ref());
        let printed = texts
            .next_back()
            .map(|c| tight(c.value.printed()))
            .unwrap_or_default();
        let wanted = tight(column.head.last().map_or("", String::as_str));
        let hidden = built
            .head
            .iter()
            .all(|row| row.get(col).is_none_or(Option::is_none));
        if printed != wanted && !hidden {
            found.push(Difference::Head(col, printed));
        }
    }
    let spans = |row: usize, col: usize| {
        let cell = built.head.get(row)?.get(col)?.as_ref()?;
        Some((usize::try_from(cell.rows).ok()?, usize::try_from(cell.cols).ok()?))
    };
    for (row, line) in table.head.iter().enumerate() {
        for (col, slot) in line.slots.iter().enumerate() {
            let wanted = matches!(slot, Slot::Own { .. }).then(|| slot.span());
            if wanted != spans(row, col) {
                found.push(Difference::HeadMerge(col));
                return;
            }
        }
    }
}

fn tight(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Rules out what did not come back; whether there was anything left to rule out.
pub(super) fn narrow(table: &Table, plan: &Plan, found: &[Difference], choices: &mut Choices) -> bool {
    let before = choices.clone();
    let is_total = |row: usize| plan.total.as_ref().is_some_and(|t| t.row == row);
    let is_group = |row: usize| {
        plan.groups
            && table
                .body
                .get(row)
                .is_some_and(|l| l.slots.first().is_some_and(|s| s.span().1 == table.width))
    };
    for difference in found {
        match difference {
            Difference::Shape(_) if plan.towns.is_some() => choices.no_towns = true,
            Difference::Shape(_) => {
                choices.no_groups = true;
                choices.no_total = true;
            }
            Difference::Text(..) | Difference::Span(..) if plan.towns.is_some() => choices.no_towns = true,
            Difference::Text(row, ..) | Difference::Span(row, _) if is_total(*row) => choices.no_total = true,
            Difference::Text(row, ..) | Difference::Span(row, _) if is_group(*row) => {
                choices.no_groups = true;
            }
            Difference::Text(_, col, ..) => {
                choices.fields.insert(*col);
            }
            Difference::Span(_, col) => {
                choices.listed.insert(*col);
            }
            Difference::Files(_) | Difference::Head(..) | Difference::HeadMerge(_) => {}
        }
    }
    *choices != before
}
