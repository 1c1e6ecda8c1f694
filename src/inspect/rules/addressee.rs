//! M: addressee (主送机关).

use super::gauge::{Tally, gap_outcome, housed, mm, near};
use super::{Rule, Sight};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::row::rows;
use crate::standard::GBT_9704;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "M01",
        clause: "7.3.2",
        name: "主送机关位置",
        says: "居左顶格，回行时仍顶格，最后一个机关名称后标全角冒号",
        severity: Severity::Error,
        measure: place,
    },
    Rule {
        id: "M02",
        clause: "7.3.2",
        name: "主送机关上空",
        says: "标题下空一行（10.39 毫米）",
        severity: Severity::Warning,
        measure: above,
    },
];

const NONE: &str = "没有主送机关";

fn place(sight: &Sight<'_>) -> Outcome {
    let rows = rows(sight.parts, &sight.parts.addressee);
    let Some(last) = rows.last() else {
        return Outcome::absent(NONE);
    };
    if rows.iter().flat_map(|row| &row.lines).any(|line| line.unreadable) {
        return Outcome::unclear("文件没有给出这几行的文字");
    }
    let mut tally = Tally::default();
    for row in &rows {
        let margin = sight.margin(row.page);
        let off = row.em.left - margin;
        if !near(row.em.left, margin, Length::mm(1)) {
            tally.fault(
                Severity::Error,
                row.page,
                off,
                format!("离版心左边缘 {}", mm(off)),
            );
        }
    }
    if !last.solid().ends_with('：') {
        let words = format!(
            "末尾是“{}”，不是全角冒号",
            last.solid().chars().next_back().unwrap_or(' ')
        );
        tally.fault(Severity::Error, last.page, Length::ZERO, words);
    }
    let page = last.page;
    tally.outcome(|_| Outcome::kept(format!("共 {} 行，均顶格，以全角冒号结尾", rows.len())).on(page + 1))
}

fn above(sight: &Sight<'_>) -> Outcome {
    let Some(first) = sight.parts.lines_of(&sight.parts.addressee).next() else {
        return Outcome::absent(NONE);
    };
    let title = sight.parts.lines_of(&sight.parts.title);
    let Some(title) = title
        .filter(|line| line.page == first.page)
        .map(|line| line.em.bottom)
        .max()
    else {
        return Outcome::absent("主送机关所在页没有标题");
    };
    // a line in brackets or a date may stand below the title
    let between = sight
        .parts
        .running()
        .map(|(_, line)| line)
        .filter(|line| line.page == first.page);
    let above = between
        .map(|line| line.em.bottom)
        .filter(|y| *y <= first.em.top && *y >= title)
        .max();
    let gap = first.em.top - above.unwrap_or(title);
    let wanted = sight.standard.title_below;
    let outcome = gap_outcome(
        "标题下边缘至主送机关上边缘",
        first.page,
        gap,
        wanted,
        1,
        Severity::Warning,
    );
    housed(outcome, wanted, GBT_9704.title_below)
}
