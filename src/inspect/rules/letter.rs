//! F: letters, orders, minutes (信函、命令、纪要格式).

use super::gauge::{face_name, mm, near};
use super::sheet::{bottom_of, first_fault, top_of};
use super::wanted::{Reading, Wanted};
use super::{Rule, Sight};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line};
use crate::inspect::seen::{Bounds, Face, SeenGlyph, Stroke};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "F01",
        clause: "10.1",
        name: "信函版头",
        says: "发文机关标志上边缘至上页边 30 毫米；标志下 4 毫米处印红色双线（上粗下细），距下页边 20 毫米处印红色双线（上细下粗），均长 170 毫米，居中排布",
        severity: Error,
        measure: letter_head,
    },
    Rule {
        id: "F02",
        clause: "10.1",
        name: "信函首页",
        says: "发文字号顶格居版心右边缘编排在第一条红色双线之下；首页不显示页码；版记不加印发机关和印发日期、分隔线",
        severity: Error,
        measure: letter_page,
    },
    Rule {
        id: "F03",
        clause: "10.2",
        name: "命令格式",
        says: "发文机关标志上边缘至版心上边缘 20 毫米，即距纸上边 57 毫米；令号在标志下空二行，正文在令号下空二行，没有标题",
        severity: Error,
        measure: order,
    },
    Rule {
        id: "F04",
        clause: "10.3",
        name: "纪要格式",
        says: "发文机关标志上边缘至版心上边缘 35 毫米，即距纸上边 72 毫米；“出席”“请假”“列席”用 3 号黑体字，后标全角冒号",
        severity: Warning,
        measure: minutes,
    },
];

/// 不适用, where the document is of another form.
fn other_than(sight: &Sight<'_>, form: Form) -> Option<Outcome> {
    let own = sight.parts.form;
    (own != form).then(|| Outcome::absent(format!("是{}", own.term())))
}

/// The upper edge of the mark's ink against the sheet's.
fn mark_top(sight: &Sight<'_>, ink: Bounds, own: Length, standard: Length) -> Outcome {
    let wanted = Wanted {
        what: "标志上边缘距纸上边",
        own,
        standard,
        tolerance: Length::mm(1),
        severity: if sight.parts.form == Form::Minutes {
            Warning
        } else {
            Error
        },
    };
    wanted.judge(Reading::new(0, ink.top))
}

/// F01
fn letter_head(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = other_than(sight, Form::Letter) {
        return absent;
    }
    let Some(ink) = sight.mark_ink() else {
        return Outcome::unclear("首页量不出发文机关标志").on(1);
    };
    let s = sight.standard;
    let rules = &sight.parts.head.rules;
    let half = s.sheet_height / 2;
    let (upper, lower): (Vec<&Stroke>, Vec<&Stroke>) = rules.iter().partition(|rule| rule.from.y < half);
    let mut found = vec![mark_top(sight, ink, s.letter_mark_top, GBT_9704.letter_mark_top)];
    match (upper.as_slice(), lower.as_slice()) {
        ([first, ..], [.., last]) => {
            let gap = Wanted {
                what: "标志至上双线",
                own: s.letter_rule_gap,
                standard: GBT_9704.letter_rule_gap,
                tolerance: Length::mm(1),
                severity: Error,
            };
            found.push(gap.judge(Reading::new(0, top_of(first) - ink.bottom)));
            let foot = Wanted {
                what: "下双线距纸下边",
                own: s.letter_rule_bottom,
                standard: GBT_9704.letter_rule_bottom,
                tolerance: Length::mm(1),
                severity: Error,
            };
            let height = sight.page(0).map_or(s.sheet_height, |page| page.size.height);
            found.push(foot.judge(Reading::new(0, height - bottom_of(last))));
            found.push(doubles(&upper, &lower));
            found.extend(rules.iter().map(|rule| across(sight, rule)));
        }
        _ => found.push(Outcome::broken(Error, "首页没有上下两条红色双线").on(1)),
    }
    first_fault(found.into_iter().take(5)).unwrap_or_else(|| Outcome::absent(""))
}

/// Thick above thin, and thin above thick.
fn doubles(upper: &[&Stroke], lower: &[&Stroke]) -> Outcome {
    let wide = |rules: &[&Stroke]| -> Vec<Length> { rules.iter().map(|rule| rule.width).collect() };
    match (wide(upper).as_slice(), wide(lower).as_slice()) {
        ([a, b], [c, d]) if a > b && c < d => Outcome::kept("上粗下细、上细下粗").on(1),
        ([_, _], [_, _]) => Outcome::broken(Error, "双线的粗细次序不对").on(1),
        _ => Outcome::broken(Error, "红线不成双线").on(1),
    }
}

/// 170 mm long in the middle of the sheet.
fn across(sight: &Sight<'_>, rule: &Stroke) -> Outcome {
    let s = sight.standard;
    let length = rule.to.x - rule.from.x;
    let off = ((rule.from.x + rule.to.x) - s.sheet_width) / 2;
    let words = format!("双线长 {}，偏离纸中线 {}", mm(length), mm(off.abs()));
    let tolerance = Length::mm(1);
    let fits = near(length, s.letter_rule_length, tolerance) && off.abs() <= tolerance;
    let outcome = if fits {
        Outcome::kept(words)
    } else {
        Outcome::broken(Error, words)
    };
    super::gauge::housed(outcome.on(1), s.letter_rule_length, GBT_9704.letter_rule_length)
}

/// F02
fn letter_page(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = other_than(sight, Form::Letter) {
        return absent;
    }
    let mut found = Vec::new();
    if let Some(line) = sight.line(sight.parts.head.number) {
        found.extend(serial(sight, line));
    }
    found.push(match sight.parts.page_numbers.first() {
        Some(Some(_)) => Outcome::broken(Error, "首页显示了页码").on(1),
        _ => Outcome::kept("首页没有页码").on(1),
    });
    if let Some(record) = &sight.parts.record {
        let fault = match (record.rules.is_empty(), record.printed.is_empty()) {
            (false, _) => Some("版记有分隔线"),
            (_, false) => Some("版记有印发机关或印发日期"),
            _ => None,
        };
        found.push(match fault {
            Some(fault) => Outcome::broken(Error, fault).on(record.page + 1),
            None => Outcome::kept("版记没有分隔线").on(record.page + 1),
        });
    }
    first_fault(found).unwrap_or_else(|| Outcome::absent(""))
}

/// 发文字号 at the right edge, right below the upper lines.
fn serial(sight: &Sight<'_>, line: &Line) -> Vec<Outcome> {
    let s = sight.standard;
    let flush = Wanted {
        what: "发文字号右边缘距版心右边缘",
        own: Length::ZERO,
        standard: Length::ZERO,
        tolerance: Length::mm(1),
        severity: Error,
    };
    let mut found = vec![flush.judge(Reading::new(0, sight.edges(0).1 - line.em.right))];
    let rules = sight.parts.head.rules.iter().map(bottom_of);
    if let Some(rule) = rules.filter(|y| *y < line.em.center().y).max() {
        let below = Wanted {
            what: "上双线至发文字号",
            own: s.letter_text_gap,
            standard: GBT_9704.letter_text_gap,
            tolerance: Length::um(1_500),
            severity: Error,
        };
        found.push(below.judge(Reading::new(0, line.em.top - rule)));
    }
    found
}

/// F03
fn order(sight: &Sight<'_>) -> Outcome {
    /// 20 mm below the type area's upper edge.
    const TOP: Length = Length::mm(57);
    if let Some(absent) = other_than(sight, Form::Order) {
        return absent;
    }
    let Some(ink) = sight.mark_ink() else {
        return Outcome::unclear("首页量不出发文机关标志").on(1);
    };
    let mut found = vec![mark_top(sight, ink, TOP, TOP)];
    if !sight.parts.title.is_empty() {
        found.push(Outcome::broken(Error, "命令没有标题，首页有").on(1));
    }
    let gap = |what: &'static str, value: Length| {
        let wanted = Wanted {
            what,
            own: sight.standard.serial_gap,
            standard: GBT_9704.serial_gap,
            tolerance: Length::um(1_500),
            severity: Error,
        };
        wanted.judge_gap(Reading::new(0, value), 2)
    };
    let Some(number) = sight.line(sight.parts.head.number) else {
        found.push(Outcome::broken(Error, "标志下没有令号").on(1));
        return first_fault(found).unwrap_or_else(|| Outcome::absent(""));
    };
    found.push(gap("标志至令号", number.em.top - ink.bottom));
    let first = sight.parts.paragraphs.first();
    let body = first.and_then(|paragraph| sight.line(paragraph.lines.first().copied()));
    if let Some(line) = body.filter(|line| line.page == 0) {
        found.push(gap("令号至正文", line.em.top - number.em.bottom));
    }
    first_fault(found).unwrap_or_else(|| Outcome::absent(""))
}

/// F04
fn minutes(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = other_than(sight, Form::Minutes) {
        return absent;
    }
    let Some(ink) = sight.mark_ink() else {
        return Outcome::unclear("首页量不出发文机关标志").on(1);
    };
    let top = mark_top(sight, ink, sight.standard.mark_top, GBT_9704.mark_top);
    let labels = sight.parts.running().filter_map(|(_, line)| label(sight, line));
    first_fault(std::iter::once(top).chain(labels)).unwrap_or_else(|| Outcome::absent(""))
}

/// A line that begins with 出席, 请假 or 列席 and a colon: the word is in 黑体.
fn label(sight: &Sight<'_>, line: &Line) -> Option<Outcome> {
    let solid = line.solid();
    let word = ["出席", "请假", "列席"]
        .into_iter()
        .find(|word| solid.starts_with(word))?;
    let rest = solid.strip_prefix(word)?;
    // 出席人员：, 列席：; a sentence about attending is none
    let colon = rest.chars().take(3).find(|c| matches!(c, '：' | ':'))?;
    let face = |glyph: &SeenGlyph| sight.font(glyph).map_or(Face::Other, |font| font.face);
    let wrong = sight
        .glyphs(line)
        .take(2)
        .map(face)
        .find(|face| *face != Face::Heiti);
    let page = line.page + 1;
    Some(match (wrong, colon) {
        (Some(face), _) => Outcome::broken(Warning, format!("“{word}”用{}", face_name(face))).on(page),
        (None, ':') => Outcome::broken(Warning, format!("“{word}”后用了半角冒号")).on(page),
        (None, _) => Outcome::kept(format!("“{word}：”")).on(page),
    })
}
