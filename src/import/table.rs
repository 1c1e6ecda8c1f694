//! The parts of a table on a sheet (表的构成): title, status and unit lines, head, body, notes.

use super::dense::{Grid, Line, Slot};
use super::read::Sheet;
use super::role;
use crate::text::normal::fold;

/// A table (表) found on a sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The sheet's name.
    pub(super) sheet: String,
    /// The lines over the table, the title first.
    pub(super) titles: Vec<String>,
    /// 截至…, 填报单位：….
    pub(super) status: Option<String>,
    /// 单位：万元.
    pub(super) unit: Option<String>,
    /// Head rows.
    pub(super) head: Vec<Line>,
    /// Body rows, totals and group rows among them.
    pub(super) body: Vec<Line>,
    /// 注：….
    pub(super) notes: Vec<String>,
    /// Columns.
    pub(super) width: usize,
    /// First column in the sheet, from 0.
    pub(super) left: u32,
    /// Printed across.
    pub(super) landscape: bool,
}

/// The tables of a sheet, from top to bottom.
pub(super) fn tables(sheet: &Sheet, grid: &Grid) -> Vec<Table> {
    parts(grid)
        .into_iter()
        .filter_map(|lines| table(sheet, grid, lines))
        .collect()
}

/// Stacks of rows: a blank row, then a title and a head, begin another table.
fn parts(grid: &Grid) -> Vec<&[Line]> {
    let mut starts = vec![0];
    for (i, pair) in grid.lines.windows(2).enumerate() {
        let gap = matches!(pair, [a, b] if b.at > a.at + 1);
        let rest = grid.lines.get(i + 1..).unwrap_or_default();
        if gap && i > 0 && begins_with_head(rest) {
            starts.push(i + 1);
        }
    }
    starts.push(grid.lines.len());
    let slice = |pair: &[usize]| grid.lines.get(*pair.first()?..*pair.get(1)?);
    starts
        .windows(2)
        .filter_map(slice)
        .filter(|lines| !lines.is_empty())
        .collect()
}

fn begins_with_head(lines: &[Line]) -> bool {
    let head = lines.iter().take(5).find(|l| l.filled().count() > 1);
    let Some(head) = head else {
        return false;
    };
    let known = head.filled().filter(|(_, s)| role::is_known(s.text())).count();
    known >= 2
        && head
            .filled()
            .all(|(_, s)| s.cell().is_some_and(|c| c.number.is_none()) && s.text().chars().count() <= 24)
}

fn table(sheet: &Sheet, grid: &Grid, lines: &[Line]) -> Option<Table> {
    let mut table = Table {
        sheet: sheet.name.clone(),
        width: grid.width,
        left: grid.left,
        landscape: sheet.landscape,
        ..Table::default()
    };
    let start = above(&mut table, lines);
    let rest = lines.get(start..)?;
    let depth = head_depth(rest);
    let (head, body) = rest.split_at_checked(depth)?;
    table.head = head.to_vec();
    table.body = clipped(body);
    narrow(&mut table);
    below(&mut table);
    (!table.head.is_empty()).then_some(table)
}

/// Takes the lines above the head; answers where the head begins.
fn above(table: &mut Table, lines: &[Line]) -> usize {
    for (i, line) in lines.iter().enumerate() {
        let filled: Vec<_> = line.filled().map(|(_, s)| s).collect();
        let meta = |s: &&Slot| is_unit_line(s.text()) || is_status_line(s.text());
        let all_meta = !filled.is_empty() && filled.len() <= 4 && filled.iter().all(meta);
        let alone =
            filled.len() == 1 && (table.width > 1 || is_title(line, lines.get(i + 1..).unwrap_or_default()));
        if !(filled.is_empty() || all_meta || alone) {
            return i;
        }
        for slot in filled {
            take_above(table, slot.text());
        }
    }
    // nothing but lines of one cell: the last title is the head of a list
    table.titles.truncate(1);
    lines.len().min(1)
}

/// In a sheet of one column only a long first line, or one that spans rows, is a title.
fn is_title(line: &Line, rest: &[Line]) -> bool {
    let text = line.slots.first().map_or("", Slot::text);
    rest.len() >= 2 && (text.ends_with(['表', '单', '單', '册']) || text.chars().count() > 16)
}

fn take_above(table: &mut Table, text: &str) {
    let text = text.trim();
    if is_unit_line(text) && table.unit.is_none() && !table.titles.is_empty() {
        table.unit = Some(text.to_owned());
    } else if is_status_line(text) && !table.titles.is_empty() {
        match &mut table.status {
            Some(status) => {
                status.push('　');
                status.push_str(text);
            }
            None => table.status = Some(text.to_owned()),
        }
    } else if !is_annex_mark(text) {
        table.titles.push(text.to_owned());
    }
}

/// 附件1, which the program prints by itself.
fn is_annex_mark(text: &str) -> bool {
    let text = fold(text);
    let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表"));
    rest.is_some_and(|r| {
        r.trim_end_matches([':', '-'])
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

fn is_unit_line(text: &str) -> bool {
    let text = fold(text);
    let text = text.trim_start_matches(['(', '[']);
    let head = text.split(':').next().unwrap_or_default();
    text.contains(':')
        && matches!(
            head,
            "单位" | "單位" | "计量单位" | "計量單位" | "金额单位" | "数量单位"
        )
}

fn is_status_line(text: &str) -> bool {
    let text = fold(text);
    let text = text.trim_start_matches(['(', '[']);
    let dated = ["截至", "截止", "数据截"].iter().any(|w| text.starts_with(w)) && text.chars().count() <= 30;
    let labelled = [
        "填报",
        "填報",
        "填表",
        "报送",
        "制表",
        "编制",
        "统计时间",
        "统计日期",
        "时间:",
        "日期:",
    ];
    dated
        || (text.contains(':') && text.chars().count() <= 40 && labelled.iter().any(|w| text.starts_with(w)))
}

/// Rows of the head: down to where its merged cells end, and the sub-heads under those that span columns.
fn head_depth(lines: &[Line]) -> usize {
    let mut depth = 1;
    let mut row = 0;
    while row < depth {
        let Some(line) = lines.get(row) else {
            break;
        };
        for slot in &line.slots {
            depth = depth.max(row + slot.span().0);
        }
        if row + 1 == depth
            && lines
                .get(depth)
                .is_some_and(|below| has_sub_heads(lines.get(..depth).unwrap_or_default(), below))
        {
            depth += 1;
        }
        row += 1;
    }
    // a head takes no more rows than its columns could need levels, and leaves the body something
    depth.min(lines.len()).min(6)
}

/// Whether `below` holds sub-heads: its texts stand only under heads that span columns, at least two under one.
fn has_sub_heads(head: &[Line], below: &Line) -> bool {
    let Some(last) = head.last() else {
        return false;
    };
    let spanning = |col: usize| match last.slots.get(col) {
        Some(Slot::Own {
            cell: Some(_), cols, ..
        }) => *cols > 1,
        Some(Slot::Under(up, left)) => {
            let anchor = head
                .len()
                .checked_sub(1 + up)
                .and_then(|r| head.get(r))
                .and_then(|l| l.slots.get(col.checked_sub(*left)?));
            anchor.is_some_and(|a| a.cell().is_some() && a.span().1 > 1)
        }
        _ => false,
    };
    let filled: Vec<usize> = below.filled().map(|(c, _)| c).collect();
    let short = below
        .filled()
        .all(|(_, s)| s.text().chars().count() <= 40 && s.cell().is_some_and(|c| c.number.is_none()));
    filled.len() >= 2 && short && filled.iter().all(|c| spanning(*c))
}

/// The body without what reaches down from the head: such a cell is the head's alone.
fn clipped(body: &[Line]) -> Vec<Line> {
    let mut lines = body.to_vec();
    for (row, line) in lines.iter_mut().enumerate() {
        for slot in &mut line.slots {
            if matches!(slot, Slot::Under(up, _) if *up > row) {
                *slot = Slot::BLANK;
            }
        }
    }
    lines
}

/// Takes the notes from the end of the body.
fn below(table: &mut Table) {
    let mut notes = Vec::new();
    while let Some(line) = table.body.last() {
        let Some(text) = note(line, table.width) else {
            break;
        };
        let at = line.at;
        table.body.pop();
        notes.push(text);
        // notes that span rows leave covered rows above: those went with an empty text
        if table.body.last().is_some_and(|l| l.at >= at) {
            break;
        }
    }
    notes.retain(|n| !n.is_empty());
    notes.reverse();
    table.notes = notes;
}

fn note(line: &Line, width: usize) -> Option<String> {
    let filled: Vec<&Slot> = line.filled().map(|(_, s)| s).collect();
    let first = filled.first();
    let Some(first) = first else {
        // wholly under a merged note of several rows
        return (width > 1 && line.slots.iter().all(|s| matches!(s, Slot::Under(1.., _)))).then(String::new);
    };
    let text = fold(first.text());
    let words = [
        "注:", "注.", "注1", "备注:", "備註:", "備注:", "说明:", "說明:", "附注", "注意", "★", "*", "※",
    ];
    let by_word = words.iter().any(|w| text.starts_with(w));
    let wide = width > 1 && first.span().1 >= width;
    if filled.len() == 1 && (by_word || wide) {
        return Some(first.text().to_owned());
    }
    let footer = [
        "填表人",
        "填报人",
        "制表人",
        "制表",
        "审核人",
        "审核",
        "负责人",
        "单位负责人",
        "联系电话",
        "填表日期",
        "填报日期",
    ];
    let is_footer = |s: &&Slot| {
        footer
            .iter()
            .any(|w| fold(s.text()).starts_with(&format!("{w}:")))
    };
    let joined = || filled.iter().map(|s| s.text()).collect::<Vec<_>>().join("　　");
    filled.iter().all(is_footer).then(joined)
}

/// Drops columns at the right that hold nothing: a title, a group or a note was merged wider than the table.
fn narrow(table: &mut Table) {
    let mut width = 1;
    for line in &table.head {
        width = width.max(
            line.slots
                .iter()
                .rposition(|s| s.span().1 > 1 || s != &Slot::BLANK)
                .map_or(0, |c| c + 1),
        );
    }
    for line in &table.body {
        let many = line.filled().count() > 1;
        let used = |s: &Slot| s.cell().is_some() || (many && matches!(s, Slot::Under(_, 1..)));
        width = width.max(line.slots.iter().rposition(used).map_or(0, |c| c + 1));
    }
    table.width = width;
    for line in table.head.iter_mut().chain(&mut table.body) {
        line.slots.truncate(width);
        for (col, slot) in line.slots.iter_mut().enumerate() {
            if let Slot::Own { cols, .. } = slot {
                *cols = (*cols).min(width - col);
            }
        }
    }
}

impl Table {
    /// The head's texts of a column from top to bottom, a merged cell once.
    pub(super) fn path(&self, col: usize) -> Vec<String> {
        let mut path = Vec::new();
        for line in &self.head {
            let text = match line.slots.get(col) {
                Some(Slot::Own { cell: Some(cell), .. }) => cell.text.as_str(),
                Some(Slot::Under(0, left)) => col
                    .checked_sub(*left)
                    .and_then(|c| line.slots.get(c))
                    .map_or("", Slot::text),
                _ => "",
            };
            if !text.is_empty() {
                path.push(text.to_owned());
            }
        }
        path
    }
}
