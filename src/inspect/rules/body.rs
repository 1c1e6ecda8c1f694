//! B: body (正文). Its levels are measured in `level`.

use super::gauge::{Tally, housed_count, mm, near, start};
use super::{Rule, Sight, level};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::row::{Row, joined, rows};
use crate::inspect::find::{Paragraph, centered};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "B01",
        clause: "7.3.3",
        name: "首页显示正文",
        says: "公文首页必须显示正文",
        severity: Severity::Error,
        measure: first_page,
    },
    Rule {
        id: "B02",
        clause: "7.3.3",
        name: "段首缩进",
        says: "每个自然段左空二字（11.1 毫米），回行顶格",
        severity: Severity::Error,
        measure: indents,
    },
    Rule {
        id: "B03",
        clause: "7.3.3",
        name: "层次字体",
        says: "第一层用黑体，第二层用楷体，第三层和第四层用仿宋体",
        severity: Severity::Warning,
        measure: level::faces,
    },
    Rule {
        id: "B04",
        clause: "7.3.3",
        name: "层次序数",
        says: "结构层次序数依次用“一、”“（一）”“1.”“（1）”，同层连续，不得倒置",
        severity: Severity::Error,
        measure: level::order,
    },
    Rule {
        id: "B05",
        clause: "GB/T 15834—2011 附录 B.3",
        name: "序数写法",
        says: "写作“一、”“（一）”“1.”“（1）”，括号后不加标点，阿拉伯数字后用下脚点",
        severity: Severity::Warning,
        measure: level::forms,
    },
    Rule {
        id: "B06",
        clause: "5.2.3",
        name: "行尾对齐",
        says: "撑满版心：除段末行外，各行右边缘与版心右边缘齐",
        severity: Severity::Warning,
        measure: right_edges,
    },
];

/// Why there is nothing to measure.
pub(super) const NONE: &str = "没有找到正文";

fn first_page(sight: &Sight<'_>) -> Outcome {
    let parts = sight.parts;
    let lines = |page: usize| {
        let of = |p: &Paragraph| parts.lines_of(&p.lines).filter(|line| line.page == page).count();
        parts.paragraphs.iter().map(of).sum::<usize>()
    };
    if parts.paragraphs.is_empty() {
        return Outcome::absent(NONE);
    }
    match lines(0) {
        0 => Outcome::broken(Severity::Error, "首页没有正文").on(1),
        count => Outcome::kept(format!("首页有正文 {count} 行")).on(1),
    }
}

/// The paragraphs that the body's rules hold for: not those that are centred, or a form of address.
fn paragraphs<'s>(sight: &'s Sight<'_>) -> impl Iterator<Item = Vec<Row<'s>>> {
    let rows = |paragraph: &'s Paragraph| rows(sight.parts, &paragraph.lines);
    let plain = |rows: &Vec<Row<'_>>| !rows.iter().all(centered) && !is_address(rows) && !is_attendance(rows);
    sight.parts.paragraphs.iter().map(rows).filter(plain)
}

/// 各位代表： stands flush left.
fn is_address(rows: &[Row<'_>]) -> bool {
    matches!(rows, [row] if row.solid().ends_with('：') && row.solid().chars().count() <= 20 && row.em.left < GBT_9704.margin_left + GBT_9704.cell())
}

/// 出席：… of minutes hangs below its names (10.3).
fn is_attendance(rows: &[Row<'_>]) -> bool {
    let text = rows.first().map(Row::solid).unwrap_or_default();
    ["出席", "请假", "列席"].iter().any(|label| {
        text.strip_prefix(label)
            .is_some_and(|rest| rest.starts_with(['：', ':']) || rest.starts_with("人员："))
    })
}

fn indents(sight: &Sight<'_>) -> Outcome {
    let wanted = sight.standard.chars(sight.standard.indent);
    let mut tally = Tally::default();
    let mut widest: Option<Length> = None;
    for rows in paragraphs(sight) {
        tally.saw();
        for (n, row) in rows.iter().enumerate() {
            let inset = row.em.left - sight.margin(row.page);
            if n == 0 {
                widest = widest.max(Some(inset));
            }
            let wanted = if n == 0 { wanted } else { Length::ZERO };
            if !begins(row, inset, wanted) {
                let which = if n == 0 { "段首左空" } else { "回行左空" };
                let words = format!("{}{which} {}", start(&row.text()), mm(inset));
                tally.fault(Severity::Error, row.page, inset - wanted, words);
            }
        }
    }
    if tally.checked() == 0 {
        return Outcome::absent(NONE);
    }
    let words = |count: usize| {
        let widest = mm(widest.unwrap_or_default());
        Outcome::kept(format!("共 {count} 段，段首左空 {widest}，回行顶格"))
    };
    housed_count(tally.outcome(words), sight.standard.indent, GBT_9704.indent, "字")
}

/// Whether a row begins where it should; the blank half of an opening mark may be cut off.
fn begins(row: &Row<'_>, inset: Length, wanted: Length) -> bool {
    let opens = row
        .text()
        .starts_with(['“', '‘', '（', '《', '〈', '〔', '【', '「', '『']);
    let cut = if opens { row.size() / 2 } else { Length::ZERO };
    near(inset, wanted, Length::mm(1)) || near(inset, wanted - cut, Length::mm(1))
}

fn right_edges(sight: &Sight<'_>) -> Outcome {
    let s = sight.standard;
    let mut tally = Tally::default();
    for rows in paragraphs(sight) {
        for row in rows.iter().take(rows.len().saturating_sub(1)) {
            tally.saw();
            let edge = sight.margin(row.page) + s.area_width;
            if !row.ends_at(edge, Length::mm(1)) {
                let off = row.beyond(edge);
                let way = if off < Length::ZERO { "短" } else { "超出" };
                let words = format!("{}一行{way} {}", start(&row.text()), mm(off.abs()));
                tally.fault(Severity::Warning, row.page, off, words);
            }
        }
    }
    if tally.checked() == 0 {
        return Outcome::absent("正文没有排满的行");
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 个满行，右边缘均在版心右边缘 ±1 毫米内")))
}

/// What a paragraph says, for the rules on its words.
pub(super) fn text(sight: &Sight<'_>, paragraph: &Paragraph) -> String {
    joined(&rows(sight.parts, &paragraph.lines))
}
