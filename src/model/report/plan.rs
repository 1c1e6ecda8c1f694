//! An annex's description understood (附件的打算): its columns, its lines, its merges, and what is wrong with it.

use rust_decimal::Decimal;

use super::known::Known;
use super::path::{CountOf, FieldPath, Step, TownValue};
use super::range::Range;
use super::{Report, RowRef};
use crate::diag::code::{number, reference as code, shape};
use crate::diag::{Diagnostic, Origin, Sink};
use crate::document::{Text, Value};
use crate::model::At;
use crate::model::file::{AnnexFile, ColumnFile, RowsOf, TotalPlace};
use crate::text::numbering;
use crate::text::similar;

/// A line of the table's body (表体的一行).
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// 数据行.
    Data(RowRef),
    /// 分组行.
    Group(Text),
    /// 合计行.
    Total,
}

/// A column with its path understood; `None` where it could not be.
#[derive(Clone, Debug)]
pub(super) struct Planned<'a> {
    pub(super) typed: &'a At<ColumnFile>,
    pub(super) path: Option<FieldPath>,
}

/// What an annex's table will be.
pub(super) struct Plan<'a> {
    pub(super) columns: Vec<Planned<'a>>,
    pub(super) lines: Vec<Line>,
    pub(super) merges: Vec<Range>,
}

impl<'a> Plan<'a> {
    /// Understands the description over the rows of `report`; its faults go to `sink`.
    pub(super) fn new(report: &Report<'_>, annex: &'a AnnexFile, sink: &mut Sink) -> Self {
        let mut reader = Reader {
            report,
            annex,
            known: Known::new(report),
            sink,
        };
        let columns: Vec<_> = annex.columns.iter().map(|column| reader.column(column)).collect();
        let filters = reader.filters();
        let group = annex
            .group
            .as_ref()
            .and_then(|group| reader.path(group, "分组（group）"));
        let lines = reader.lines(&filters, group.as_ref());
        let merges = reader.merges(&columns, &lines);
        if annex.total.is_some() {
            reader.mixed_units(&columns, &lines);
        }
        Self {
            columns,
            lines,
            merges,
        }
    }
}

/// Rows are kept whose value is among those typed.
struct Filter {
    path: FieldPath,
    allowed: Vec<String>,
}

struct Reader<'r, 'w, 'a, 's> {
    report: &'r Report<'w>,
    annex: &'a AnnexFile,
    known: Known<'r>,
    sink: &'s mut Sink,
}

impl<'a> Reader<'_, '_, 'a, '_> {
    fn origin<T>(&self, typed: &At<T>) -> Origin {
        typed.origin(self.report.circular.file)
    }

    fn tell(&mut self, finding: Diagnostic, origin: Origin) {
        self.sink.push(finding.at(origin));
    }

    fn column(&mut self, typed: &'a At<ColumnFile>) -> Planned<'a> {
        let words = format!("“{}”栏的取值（field）", typed.head.value);
        Planned {
            path: self.path(&typed.field, &words),
            typed,
        }
    }

    /// The path, if it is one, applies to these rows, and names what there is.
    fn path(&mut self, typed: &At<String>, words: &str) -> Option<FieldPath> {
        let origin = self.origin(typed);
        let path = match FieldPath::parse(typed) {
            Ok(path) => path,
            Err(no) => {
                let finding = Diagnostic::new(code::UNKNOWN_PATH, format!("{words}不认识“{}”", typed.value));
                let help = match no.near {
                    Some(near) => format!("是不是 {near}？"),
                    None => "常用的有 project.title、task.target、progress.text；自设栏目写 fields.栏目名"
                        .to_owned(),
                };
                self.tell(finding.help(help), origin);
                return None;
            }
        };
        if !path.applies(self.annex.rows) {
            let rows = rows_term(self.annex.rows);
            let message = format!("{words}不能是 {path}：本表每行是一个{rows}，没有此项");
            let help = format!("{rows}各行可用：{}", available(self.annex.rows));
            self.tell(Diagnostic::new(code::PATH_NOT_HERE, message).help(help), origin);
            return None;
        }
        self.names(&path, words, origin);
        Some(path)
    }

    /// Whether the office's own names in the path exist.
    fn names(&mut self, path: &FieldPath, words: &str, origin: Origin) {
        let (code, what, name, near) = match path {
            FieldPath::Field(of, name) if !self.known.field(*of, name) => {
                (code::UNKNOWN_FIELD, "自设栏目", name, self.known.near_field(name))
            }
            FieldPath::Indicator(_, id) if !self.known.indicator(id) => (
                shape::UNKNOWN_INDICATOR,
                "分项指标",
                id,
                self.known.near_indicator(id),
            ),
            FieldPath::Towns(_, name) if self.annex.rows == RowsOf::Towns => {
                if self.report.task(name).is_some() {
                    return;
                }
                (
                    code::UNKNOWN_TASK,
                    "任务",
                    name,
                    similar::closest(name, self.report.task_keys()),
                )
            }
            FieldPath::Towns(_, name) if !self.known.town(name) => {
                (code::UNKNOWN_TOWN, "乡镇", name, self.known.near_town(name))
            }
            FieldPath::Count(CountOf::Unit | CountOf::Category | CountOf::Leader, name)
                if self.report.status(name).is_none() =>
            {
                let ids = self.report.statuses.iter().map(|status| status.id);
                (
                    code::UNKNOWN_STATUS,
                    "完成情况代号",
                    name,
                    similar::closest(name, ids),
                )
            }
            _ => return,
        };
        let mut finding = Diagnostic::new(code, format!("{words}中没有这个{what}：{name}"));
        if let Some(near) = near {
            finding = finding.help(format!("是不是 {near}？"));
        }
        self.sink.push(finding.at(origin));
    }

    fn filters(&mut self) -> Vec<Filter> {
        let mut filters = Vec::new();
        for (key, allowed) in self.annex.only.iter() {
            let Some(path) = self.path(key, "筛选（only）的键") else {
                continue;
            };
            let typed = allowed.len();
            let allowed: Vec<String> = allowed
                .iter()
                .filter_map(|value| self.allowed(&path, value))
                .collect();
            // a filter that was not understood would only make the table look empty
            if allowed.len() == typed {
                filters.push(Filter { path, allowed });
            }
        }
        filters
    }

    /// A status or a light may be typed by its id; it is compared as printed.
    fn allowed(&mut self, path: &FieldPath, typed: &At<String>) -> Option<String> {
        let (term, steps): (&str, Vec<(&str, &str)>) = match path {
            FieldPath::Step(Step::ProgressStatus | Step::ProjectStatus) => (
                "完成情况",
                self.report.statuses.iter().map(|s| (s.id, s.name)).collect(),
            ),
            FieldPath::Step(Step::ProgressLight | Step::ProjectLight) => (
                "亮灯",
                self.report.lights.iter().map(|l| (l.id, l.name)).collect(),
            ),
            _ => return Some(typed.value.clone()),
        };
        let mut found = steps
            .iter()
            .filter(|(id, name)| *id == typed.value || *name == typed.value);
        if let Some((_, name)) = found.next() {
            return Some((*name).to_owned());
        }
        let all: Vec<&str> = steps.iter().map(|(id, _)| *id).collect();
        let near = similar::closest(typed, steps.iter().flat_map(|(id, name)| [*id, *name]));
        let near = near.map(|near| format!("是不是“{near}”？")).unwrap_or_default();
        let finding = Diagnostic::new(
            code::BAD_FILTER,
            format!("筛选（only）中没有这一档{term}：{}", typed.value),
        )
        .help(format!("{near}可用的代号：{}", all.join("、")));
        let origin = self.origin(typed);
        self.tell(finding, origin);
        None
    }

    fn lines(&mut self, filters: &[Filter], group: Option<&FieldPath>) -> Vec<Line> {
        let report = self.report;
        let passes = |row: &RowRef| {
            filters.iter().all(|filter| {
                let value = report.value(*row, &filter.path, None);
                filter.allowed.iter().any(|allowed| allowed == value.printed())
            })
        };
        let mut rows: Vec<RowRef> = report.rows(self.annex.rows).into_iter().filter(passes).collect();
        if let Some(typed) = &self.annex.sort {
            self.sort(typed, &mut rows);
        }
        // a list that could not be found was told already
        let lists_found = !report.lists.is_empty() || report.workspace.lists.is_empty();
        if rows.is_empty() && lists_found {
            let finding = Diagnostic::new(
                code::NO_ROWS,
                format!("附件“{}”的表中没有行", self.annex.title.value),
            );
            let origin = self.origin(&self.annex.title);
            self.tell(finding, origin);
        }
        let mut lines = match group {
            Some(path) => grouped(report, &rows, path),
            None => rows.into_iter().map(Line::Data).collect(),
        };
        match self.annex.total.as_ref().map(|total| total.place) {
            Some(TotalPlace::First) => lines.insert(0, Line::Total),
            Some(TotalPlace::Last) => lines.push(Line::Total),
            None => {}
        }
        lines
    }

    /// Equal rows keep the order of the data, those without a value come last.
    fn sort(&mut self, typed: &At<String>, rows: &mut [RowRef]) {
        let bare = typed.strip_prefix('-');
        let wanted = At {
            value: bare.unwrap_or(typed).to_owned(),
            span: typed.span.clone(),
        };
        let Some(path) = self.path(&wanted, "排序（sort）") else {
            return;
        };
        rows.sort_by_cached_key(|row| {
            let (absent, number, words) = sort_key(&self.report.value(*row, &path, None));
            let number = if bare.is_some() { -number } else { number };
            (absent, number, words)
        });
    }

    fn merges(&mut self, columns: &[Planned<'_>], lines: &[Line]) -> Vec<Range> {
        let mut merges: Vec<Range> = Vec::new();
        for typed in &self.annex.merges {
            let fault = match Range::parse(typed) {
                None => "写法不对",
                Some(range) if range.right >= columns.len() || range.bottom >= lines.len() => "超出了表",
                Some(range) if crosses(lines, range) => "跨过了分组行或合计行",
                Some(range) if merges.iter().any(|other| other.overlaps(&range)) => "与另一处合并重叠",
                Some(range) => {
                    self.lost_text(typed, range, columns, lines);
                    merges.push(range);
                    continue;
                }
            };
            let message = format!("合并（merges）“{}”{fault}", typed.value);
            let finding = Diagnostic::new(code::BAD_MERGE, message)
                .help("写作 \"D3:D5\"：列用字母，行从表体第一行算 1")
                .help(format!("本表有 {} 栏、{} 行", columns.len(), lines.len()));
            let origin = self.origin(typed);
            self.tell(finding, origin);
        }
        merges
    }

    fn lost_text(&mut self, typed: &At<String>, range: Range, columns: &[Planned<'_>], lines: &[Line]) {
        let mut kept: Option<Value> = None;
        let mut lost: Option<String> = None;
        for line in lines.get(range.top..=range.bottom).unwrap_or_default() {
            let Line::Data(row) = line else { continue };
            for column in columns.get(range.left..=range.right).unwrap_or_default() {
                let Some(path) = &column.path else { continue };
                let value = self.report.value(*row, path, None);
                match &kept {
                    None => kept = Some(value),
                    Some(kept) if *kept != value && value != Value::Empty => {
                        lost.get_or_insert_with(|| value.printed().to_owned());
                    }
                    Some(_) => {}
                }
            }
        }
        if let Some(lost) = lost {
            let lost: String = lost.chars().take(20).collect();
            let message = format!("合并（merges）“{}”会丢掉不同的文字：{lost}", typed.value);
            let origin = self.origin(typed);
            self.tell(
                Diagnostic::new(code::LOST_TEXT, message).help("只合并文字相同或空的格"),
                origin,
            );
        }
    }

    /// A totals row over 个 and 万元 adds what cannot be added.
    fn mixed_units(&mut self, columns: &[Planned<'_>], lines: &[Line]) {
        for column in columns {
            let Some(path) = column.path.as_ref().filter(|path| measured(path)) else {
                continue;
            };
            let mut units: Vec<&str> = Vec::new();
            for line in lines {
                let Line::Data(row) = line else { continue };
                let unit = self.report.measure(*row);
                // rows without a number in this column add nothing
                if let Some(unit) = unit
                    && !units.contains(&unit)
                    && self.report.value(*row, path, None) != Value::Empty
                {
                    units.push(unit);
                }
            }
            if let [first, second, ..] = units.as_slice() {
                let head = &column.typed.head.value;
                let message = format!("合计行把“{head}”栏中不同单位的数相加：{first}、{second}");
                let finding = Diagnostic::new(number::MIXED_UNITS, message)
                    .help("用筛选（only）分成几张表，或删去合计行");
                let origin = self.origin(&column.typed.head);
                self.tell(finding, origin);
            }
        }
    }
}

/// Nothing comes last; numbers by size, words by their characters.
fn sort_key(value: &Value) -> (bool, Decimal, String) {
    match value {
        Value::Empty => (true, Decimal::ZERO, String::new()),
        Value::Number { value, .. } => (false, *value, String::new()),
        Value::Text(text) => (false, Decimal::ZERO, text.clone()),
    }
}

fn crosses(lines: &[Line], range: Range) -> bool {
    let block = lines.get(range.top..=range.bottom).unwrap_or_default();
    block.iter().any(|line| !matches!(line, Line::Data(_)))
}

/// Whether the numbers of a path are in the task's own unit.
fn measured(path: &FieldPath) -> bool {
    use Step::{ChangeDone, PreviousDone, ProgressDone, ProjectGoal, TaskDone, TaskGoal};
    let steps = [
        ChangeDone,
        PreviousDone,
        ProgressDone,
        ProjectGoal,
        TaskDone,
        TaskGoal,
    ];
    match path {
        FieldPath::Step(step) => steps.contains(step),
        FieldPath::Towns(TownValue::Goal | TownValue::Done, _) => true,
        _ => false,
    }
}

/// The rows under a full-width line a group, groups in the order first seen. A group by category is numbered.
fn grouped(report: &Report<'_>, rows: &[RowRef], path: &FieldPath) -> Vec<Line> {
    let mut index = std::collections::BTreeMap::new();
    let mut groups: Vec<(Text, Vec<RowRef>)> = Vec::new();
    let mut rest = Vec::new();
    for row in rows {
        let found = report.cited(*row, path, None);
        let words = found.value.printed();
        if words.is_empty() {
            rest.push(*row);
            continue;
        }
        let at = *index.entry(words.to_owned()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, members)) => members.push(*row),
            None => groups.push((Text::new(words, found.origin), vec![*row])),
        }
    }
    let numbered = *path == FieldPath::Step(Step::ProjectCategory);
    let mut lines = Vec::new();
    for (number, (mut words, members)) in (1..).zip(groups) {
        if numbered && numbering::recognise(&words.string).is_none() {
            words.string.insert_str(0, &numbering::mark(1, number));
        }
        lines.push(Line::Group(words));
        lines.extend(members.into_iter().map(Line::Data));
    }
    if !rest.is_empty() {
        lines.push(Line::Group(Text::new("其他", None)));
        lines.extend(rest.into_iter().map(Line::Data));
    }
    lines
}

const fn rows_term(rows: RowsOf) -> &'static str {
    match rows {
        RowsOf::Tasks => "任务",
        RowsOf::Projects => "项目",
        RowsOf::Units => "单位",
        RowsOf::Towns => "乡镇",
        RowsOf::Categories => "类别",
        RowsOf::Leaders => "分管领导",
        RowsOf::Statuses => "完成情况",
        RowsOf::Lights => "亮灯",
    }
}

fn available(rows: RowsOf) -> String {
    let fits = |step: &&Step| FieldPath::Step(**step).applies(rows);
    let mut paths: Vec<&str> = Step::ALL.iter().filter(fits).map(|step| step.path()).collect();
    // of the many of a task the first few show the way
    if paths.len() > 12 {
        paths.truncate(12);
        paths.push("……");
    }
    if rows == RowsOf::Towns {
        paths.push("towns.任务编号");
    }
    paths.join("、")
}
