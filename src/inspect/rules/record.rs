//! R: record (版记).

use super::gauge::{Tally, mm, near};
use super::{Rule, Sight, entry};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::{Form, LineId, Record};
use crate::inspect::seen::Stroke;
use crate::standard::GBT_9704;
use crate::text::date;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "R01",
        clause: "7.4.1",
        name: "版记分隔线",
        says: "与版心等宽（156 毫米），黑色；首条和末条用粗线（0.35 毫米），中间的用细线（0.25 毫米）",
        severity: Severity::Warning,
        measure: lines,
    },
    Rule {
        id: "R02",
        clause: "7.4.1",
        name: "末条分隔线位置",
        says: "末条分隔线与最后一面的版心下边缘重合（距纸上边 262 毫米）",
        severity: Severity::Error,
        measure: last_line,
    },
    Rule {
        id: "R03",
        clause: "7.4.2",
        name: "抄送机关",
        says: "用 4 号仿宋体，左右各空一字，回行与冒号后的首字对齐，最后一个抄送机关名称后标句号",
        severity: Severity::Warning,
        measure: entry::copies,
    },
    Rule {
        id: "R04",
        clause: "7.4.2",
        name: "版记中的主送机关",
        says: "主送机关移至版记的，置于抄送机关之上一行，之间不加分隔线",
        severity: Severity::Error,
        measure: to_above_copies,
    },
    Rule {
        id: "R05",
        clause: "7.4.3",
        name: "印发机关和印发日期",
        says: "用 4 号仿宋体，印发机关左空一字，印发日期右空一字，日期后加“印发”二字",
        severity: Severity::Error,
        measure: entry::printed,
    },
    Rule {
        id: "R06",
        clause: "7.4.3",
        name: "印发机关上的分隔线",
        says: "版记中如有其他要素，与印发机关和印发日期用一条细分隔线隔开",
        severity: Severity::Warning,
        measure: line_above_printed,
    },
    Rule {
        id: "R07",
        clause: "GB/T 33476.2—2016 7.3.1",
        name: "版记在双数页",
        says: "版记置于公文最后一面，为双数页",
        severity: Severity::Note,
        measure: even,
    },
    Rule {
        id: "R08",
        clause: "通行做法",
        name: "印发日期不早于成文日期",
        says: "印发日期是送印日期，不早于成文日期",
        severity: Severity::Warning,
        measure: dates,
    },
];

const NONE: &str = "没有版记";

/// The record; without one, 文件格式 lacks what 7.4 wants of it, the other forms need none.
pub(super) fn record<'s>(sight: &'s Sight<'_>) -> Result<&'s Record, Outcome> {
    sight.parts.record.as_ref().ok_or_else(|| Outcome::absent(NONE))
}

/// The record of a form that has rules in it.
pub(super) fn ruled<'s>(sight: &'s Sight<'_>) -> Result<&'s Record, Outcome> {
    match sight.parts.form {
        Form::Letter => Err(Outcome::absent("信函格式的版记不加分隔线、印发机关和印发日期")),
        _ => record(sight),
    }
}

fn length(rule: &Stroke) -> Length {
    (rule.to.x - rule.from.x).abs()
}

fn lines(sight: &Sight<'_>) -> Outcome {
    let record = match ruled(sight) {
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let s = sight.standard;
    let page = record.page;
    let mut tally = Tally::default();
    let mut fault = |by: Length, words: String| tally.fault(Severity::Warning, page, by, words);
    if record.rules.len() < 2 {
        fault(
            Length::mm(99),
            format!("版记只有 {} 条分隔线", record.rules.len()),
        );
    }
    let last = record.rules.len().saturating_sub(1);
    for (n, rule) in record.rules.iter().enumerate() {
        let (which, wanted) = match n {
            0 => ("首条", s.record_thick),
            n if n == last => ("末条", s.record_thick),
            _ => ("中间的", s.record_thin),
        };
        if !near(rule.width, wanted, Length::um(100)) {
            fault(
                rule.width - wanted,
                format!("{which}线粗 {}，应为 {}", fine(rule.width), fine(wanted)),
            );
        }
        if !near(length(rule), s.area_width, Length::mm(1)) {
            fault(
                length(rule) - s.area_width,
                format!("{which}线长 {}，应为 {}", mm(length(rule)), mm(s.area_width)),
            );
        }
        if !rule.color.is_black() {
            fault(Length::mm(1), format!("{which}线不是黑色"));
        }
    }
    let widths: Vec<String> = record.rules.iter().map(|rule| fine(rule.width)).collect();
    let long = record.rules.first().map(length).unwrap_or_default();
    tally
        .outcome(|_| Outcome::kept(format!("自上而下粗 {}，长 {}", widths.join("、"), mm(long))).on(page + 1))
}

/// Hundredths of a millimetre.
fn fine(length: Length) -> String {
    let hundredths = length.part(100, 36_000).to_emu();
    format!("{}.{:02} 毫米", hundredths / 100, hundredths % 100)
}

fn last_line(sight: &Sight<'_>) -> Outcome {
    let record = match ruled(sight) {
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let Some(last) = record.rules.last() else {
        return Outcome::absent("版记没有分隔线");
    };
    let wanted = sight.standard.area_bottom();
    let (y, below) = (last.from.y, last.from.y + last.width / 2);
    let words = format!("下边缘距纸上边 {}", mm(below));
    // its middle or its lower edge may coincide with the type area's
    let outcome = if near(y, wanted, Length::mm(1)) || near(below, wanted, Length::mm(1)) {
        Outcome::kept(words)
    } else {
        Outcome::broken(Severity::Error, format!("{words}，应为 {}", mm(wanted)))
    };
    super::gauge::housed(outcome.on(record.page + 1), wanted, GBT_9704.area_bottom())
}

fn to_above_copies(sight: &Sight<'_>) -> Outcome {
    let record = match record(sight) {
        Ok(record) if record.to.is_empty() => return Outcome::absent("版记中没有主送机关"),
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let edge = |ids: &[LineId], last: bool| {
        let lines = sight.parts.lines_of(ids);
        if last {
            lines.map(|line| line.em.bottom).max()
        } else {
            lines.map(|line| line.em.top).min()
        }
    };
    let (Some(to), Some(copies)) = (edge(&record.to, true), edge(&record.copies, false)) else {
        return Outcome::kept("只有主送机关，没有抄送机关").on(record.page + 1);
    };
    let between = record
        .rules
        .iter()
        .any(|rule| (to.min(copies)..=to.max(copies)).contains(&rule.from.y));
    let outcome = if to > copies {
        Outcome::broken(Severity::Error, "主送机关排在抄送机关之下")
    } else if between {
        Outcome::broken(Severity::Error, "主送机关与抄送机关之间有分隔线")
    } else {
        Outcome::kept("主送机关在抄送机关之上，之间没有分隔线")
    };
    outcome.on(record.page + 1)
}

fn line_above_printed(sight: &Sight<'_>) -> Outcome {
    let record = match ruled(sight) {
        Ok(record) if record.printed.is_empty() => return Outcome::absent("没有印发机关和印发日期"),
        Ok(record) if record.copies.is_empty() && record.to.is_empty() => {
            return Outcome::absent("版记中没有其他要素");
        }
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let bottom = |ids: &[LineId]| sight.parts.lines_of(ids).map(|line| line.em.bottom).max();
    let above = bottom(&record.copies).max(bottom(&record.to)).unwrap_or_default();
    let below = sight
        .parts
        .lines_of(&record.printed)
        .map(|line| line.em.top)
        .min()
        .unwrap_or_default();
    let between = record
        .rules
        .iter()
        .filter(|rule| (above..=below).contains(&rule.from.y))
        .count();
    let outcome = match between {
        1 => Outcome::kept("有一条分隔线"),
        0 => Outcome::broken(Severity::Warning, "没有分隔线"),
        more => Outcome::broken(Severity::Warning, format!("有 {more} 条分隔线")),
    };
    outcome.on(record.page + 1)
}

fn even(sight: &Sight<'_>) -> Outcome {
    let record = match record(sight) {
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let (page, last) = (record.page + 1, sight.seen.pages.len());
    let words = format!("版记在第 {page} 页，共 {last} 页");
    let outcome = if page == last && page.is_multiple_of(2) {
        Outcome::kept(words)
    } else {
        Outcome::broken(Severity::Note, words)
    };
    outcome.on(page)
}

fn dates(sight: &Sight<'_>) -> Outcome {
    let record = match ruled(sight) {
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let signed = sight
        .parts
        .signature
        .date
        .and_then(|id| sight.parts.line(id))
        .and_then(|line| date::parse(&line.solid()));
    let printed = entry::print_date(sight, record).and_then(|text| date::parse(text.strip_suffix("印发")?));
    let (Some(signed), Some(printed)) = (signed, printed) else {
        return Outcome::absent("没有成文日期或印发日期");
    };
    let words = format!("成文 {}，印发 {}", date::full(signed), date::full(printed));
    let outcome = if printed < signed {
        Outcome::broken(Severity::Warning, words)
    } else {
        Outcome::kept(words)
    };
    outcome.on(record.page + 1)
}
