//! A: annex note and annexes (附件说明、附件).

use super::gauge::{Tally, face_name, mm, near, pt, start};
use super::{Rule, Sight, note};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::{AnnexPart, Line, placed};
use crate::inspect::seen::Face;
use crate::standard::GBT_9704;
use crate::text::{normal, serial::Serial};
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "A01",
        clause: "7.3.4",
        name: "附件说明位置",
        says: "正文下空一行（10.39 毫米）左空二字编排“附件：”",
        severity: Severity::Warning,
        measure: note::place,
    },
    Rule {
        id: "A02",
        clause: "7.3.4",
        name: "附件说明写法",
        says: "多个附件用“1.”“2.”编序，只有一个不编序；附件名称后不加标点",
        severity: Severity::Error,
        measure: note::form,
    },
    Rule {
        id: "A03",
        clause: "7.3.4",
        name: "附件名称回行",
        says: "附件名称较长需回行时，与上一行附件名称的首字对齐",
        severity: Severity::Warning,
        measure: note::wraps,
    },
    Rule {
        id: "A04",
        clause: "7.3.7",
        name: "附件另面编排",
        says: "附件另面编排，“附件”二字和序号用 3 号黑体顶格编排在版心左上角第一行，不加冒号",
        severity: Severity::Error,
        measure: labels,
    },
    Rule {
        id: "A05",
        clause: "7.3.7",
        name: "附件标题位置",
        says: "附件标题居中编排在版心第三行",
        severity: Severity::Warning,
        measure: titles,
    },
    Rule {
        id: "A06",
        clause: "7.3.7",
        name: "附件与附件说明一致",
        says: "附件序号和附件标题与附件说明的表述一致",
        severity: Severity::Error,
        measure: agrees,
    },
    Rule {
        id: "A07",
        clause: "7.3.7",
        name: "附件在版记之前",
        says: "附件编排在版记之前，与公文正文一起装订",
        severity: Severity::Error,
        measure: before_record,
    },
    Rule {
        id: "A08",
        clause: "7.3.7",
        name: "不一起装订的附件",
        says: "附件与正文不能一起装订时，在附件第一行左上角顶格编排公文的发文字号并在其后标注“附件”及序号",
        severity: Severity::Warning,
        measure: apart,
    },
];

const NO_ANNEX: &str = "没有附件";

/// The annexes bound with the document, with their labels.
fn bound<'s>(sight: &'s Sight<'_>) -> Vec<(&'s AnnexPart, &'s Line)> {
    let annexes = sight.parts.annexes.iter();
    let label = |annex: &'s AnnexPart| Some((annex, sight.parts.line(annex.label)?));
    annexes
        .filter_map(label)
        .filter(|(_, label)| !label.solid().contains('号'))
        .collect()
}

fn labels(sight: &Sight<'_>) -> Outcome {
    let annexes = bound(sight);
    if annexes.is_empty() {
        return Outcome::absent(NO_ANNEX);
    }
    let mut tally = Tally::default();
    let mut unknown = false;
    for (annex, label) in &annexes {
        let place = placed(sight.seen, label);
        let text = label.solid();
        let mut fault = |by: Length, words: String| {
            tally.fault(Severity::Error, annex.page, by, format!("“{text}”{words}"));
        };
        if above(sight, annex, label) {
            fault(Length::mm(99), "没有另面编排，上面还有文字".to_owned());
        }
        let (down, right) = (place.top - place.area.2, place.left - place.area.0);
        // the lines of office programs hang a little below the edge
        if !(Length::mm(-1)..=Length::um(3_600)).contains(&down) {
            fault(down, format!("离版心上边缘 {}，不在第一行", mm(down)));
        }
        if !near(right, Length::ZERO, Length::mm(1)) {
            fault(right, format!("离版心左边缘 {}，没有顶格", mm(right)));
        }
        if text.ends_with(['：', ':']) {
            fault(Length::ZERO, "后有冒号".to_owned());
        }
        if !near(label.size, sight.standard.text_size, Length::centipt(50)) {
            fault(
                Length::emu(2),
                format!(
                    "用 {}，应为 3 号（{}）",
                    pt(label.size),
                    pt(sight.standard.text_size)
                ),
            );
        }
        match label.face {
            Face::Heiti => {}
            Face::Other => unknown = true,
            face => fault(Length::emu(1), format!("用{}，应为黑体", face_name(face))),
        }
    }
    tally.outcome(|_| {
        if unknown {
            Outcome::unclear("“附件”二字的字体看不出是哪一种")
        } else {
            Outcome::kept(format!("{} 个附件均另面编排，3 号黑体顶格", annexes.len()))
        }
        .on(annexes.first().map_or(1, |(annex, _)| annex.page + 1))
    })
}

/// Whether anything but a page number stands above a label for its reader.
fn above(sight: &Sight<'_>, annex: &AnnexPart, label: &Line) -> bool {
    let top = placed(sight.seen, label).top;
    let numbers = &sight.parts.page_numbers;
    let lines = sight.parts.lines.iter().enumerate().filter(|(n, line)| {
        let number = numbers.iter().flatten().any(|id| id.0 == *n);
        line.page == annex.page && line.heading == label.heading && !number
    });
    let text = lines
        .map(|(_, line)| placed(sight.seen, line).bottom)
        .any(|bottom| bottom <= top);
    let tables = sight
        .parts
        .tables
        .iter()
        .filter(|table| table.page == annex.page && table.heading == label.heading);
    text || label.upright()
        && tables
            .map(|table| table.bounds.bottom)
            .any(|bottom| bottom <= top)
}

fn titles(sight: &Sight<'_>) -> Outcome {
    let s = sight.standard;
    let mut tally = Tally::default();
    let mut unknown = 0;
    let mut shown = None;
    for (annex, label) in bound(sight) {
        let mut lines = sight.parts.lines_of(&annex.title).peekable();
        let Some(first) = lines.peek().map(|line| placed(sight.seen, line)) else {
            unknown += 1;
            continue;
        };
        tally.saw();
        let edge = placed(sight.seen, label).area.2;
        let wanted = edge + s.pitch() * (s.annex_title_line - 1);
        let text = label.solid();
        let mut fault = |by: Length, words: String| {
            tally.fault(
                Severity::Warning,
                annex.page,
                by,
                format!("“{text}”的标题{words}"),
            );
        };
        if !near(first.top, wanted, Length::mm(3)) {
            fault(
                first.top - wanted,
                format!(
                    "上边缘在版心上边缘下 {}，第 {} 行为 {}",
                    mm(first.top - edge),
                    s.annex_title_line,
                    mm(wanted - edge)
                ),
            );
        }
        for line in lines {
            let place = placed(sight.seen, line);
            let off = (place.left + place.right - place.area.0 - place.area.1) / 2;
            if off.abs() > Length::um(1_500) {
                fault(off, format!("偏离中线 {}", mm(off)));
            }
        }
        shown = shown.or(Some((annex.page, first.top - edge)));
    }
    if tally.checked() == 0 {
        return if unknown > 0 {
            Outcome::unclear("没有找到附件的标题")
        } else {
            Outcome::absent(NO_ANNEX)
        };
    }
    let outcome = tally.outcome(|_| {
        let (page, down) = shown.unwrap_or_default();
        Outcome::kept(format!("上边缘在版心上边缘下 {}，居中", mm(down))).on(page + 1)
    });
    super::gauge::housed_count(outcome, s.annex_title_line, GBT_9704.annex_title_line, "行")
}

/// The number of a label: 附件2, 附件二.
fn number_of(label: &str) -> Option<u32> {
    let number = label.rsplit_once("附件")?.1.trim_end_matches(['：', ':']);
    let folded = normal::fold(number);
    let parsed = folded.parse().ok();
    parsed.or_else(|| u32::try_from(crate::text::numeral::parse(number)?).ok())
}

fn agrees(sight: &Sight<'_>) -> Outcome {
    let annexes = bound(sight);
    let note = match note::note(sight) {
        Ok(note) => note,
        Err(outcome) if annexes.is_empty() => return outcome,
        Err(_) if sight.parts.paragraphs.is_empty() => return Outcome::absent("没有正文，只有附件"),
        Err(_) => {
            return Outcome::broken(
                Severity::Error,
                format!("有 {} 个附件，正文后没有附件说明", annexes.len()),
            );
        }
    };
    if annexes.is_empty() {
        return Outcome::unclear(format!(
            "附件说明列有 {} 个附件，文件中没有附件页，无法对照",
            note.names.len()
        ));
    }
    let mut tally = Tally::default();
    if note.names.len() != annexes.len() {
        let words = format!(
            "附件说明列有 {} 个，附件有 {} 个",
            note.names.len(),
            annexes.len()
        );
        tally.fault(
            Severity::Error,
            annexes.first().map_or(0, |(annex, _)| annex.page),
            Length::mm(1),
            words,
        );
    }
    for ((number, name, _), (annex, label)) in note.names.iter().zip(&annexes) {
        let label = label.solid();
        if number_of(&label) != *number {
            let noted = number.map_or_else(|| "不编序号".to_owned(), |n| format!("序号为 {n}"));
            tally.fault(
                Severity::Error,
                annex.page,
                Length::mm(1),
                format!("“{label}”在附件说明中{noted}"),
            );
        }
        let title: String = sight.parts.lines_of(&annex.title).map(Line::solid).collect();
        if !normal::same(&title, name) && !title.is_empty() {
            let words = format!("“{label}”标题为{}，附件说明为{}", start(&title), start(name));
            tally.fault(Severity::Error, annex.page, Length::ZERO, words);
        }
    }
    tally.outcome(|_| Outcome::kept(format!("{} 个附件，序号、标题均一致", annexes.len())))
}

fn before_record(sight: &Sight<'_>) -> Outcome {
    let Some(last) = sight.parts.annexes.iter().max_by_key(|annex| annex.page) else {
        return Outcome::absent(NO_ANNEX);
    };
    let Some(record) = &sight.parts.record else {
        return Outcome::absent("没有版记");
    };
    let words = format!(
        "最后一个附件自第 {} 页起，版记在第 {} 页",
        last.page + 1,
        record.page + 1
    );
    if record.page < last.page {
        Outcome::broken(Severity::Error, words).on(record.page + 1)
    } else {
        Outcome::kept(words).on(record.page + 1)
    }
}

fn apart(sight: &Sight<'_>) -> Outcome {
    let first = sight.parts.annexes.first().filter(|annex| annex.page == 0);
    let Some(line) = first.and_then(|annex| sight.parts.line(annex.label)) else {
        return Outcome::absent("没有单独成册的附件");
    };
    let text = line.solid();
    let number = text.rsplit_once("附件").map_or("", |(number, _)| number);
    match number.parse::<Serial>() {
        Ok(_) => Outcome::kept(format!("第一行为“{text}”")).on(1),
        Err(_) if number.is_empty() => {
            Outcome::broken(Severity::Warning, format!("第一行为“{text}”，前面没有发文字号")).on(1)
        }
        Err(fault) => Outcome::broken(Severity::Warning, format!("第一行为“{text}”，{fault}")).on(1),
    }
}
