//! S: signature, date, seals (落款). Where names, dates and seals stand is measured in `signed`.

use super::gauge::{mm, near, start};
use super::{Rule, Sight, seal, signed};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::row::{joined, rows};
use crate::inspect::find::{Form, Line};
use crate::text::date;
use crate::unit::Length;

use signed::Signed;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "S01",
        clause: "7.3.5.4",
        name: "成文日期写法",
        says: "用阿拉伯数字将年、月、日标全，年份标全称，月、日不编虚位",
        severity: Severity::Error,
        measure: written,
    },
    Rule {
        id: "S02",
        clause: "7.3.5.1",
        name: "加盖印章的署名和日期",
        says: "成文日期右空四字（22.3 毫米），发文机关署名在其上居中",
        severity: Severity::Error,
        measure: seal::under_seal,
    },
    Rule {
        id: "S03",
        clause: "7.3.5.1",
        name: "印章",
        says: "印章用红色，端正、居中下压署名和日期，使其居印章中心偏下位置，不得出现空白印章",
        severity: Severity::Error,
        measure: seal::sealed,
    },
    Rule {
        id: "S04",
        clause: "7.3.5.1",
        name: "印章上距正文",
        says: "印章顶端上距正文（或附件说明）一行（10.39 毫米）之内",
        severity: Severity::Error,
        measure: seal::seal_gap,
    },
    Rule {
        id: "S05",
        clause: "7.3.5.1",
        name: "联合行文的印章",
        says: "印章之间排列整齐、互不相交或相切，每排印章两端不超出版心",
        severity: Severity::Error,
        measure: seal::seals_apart,
    },
    Rule {
        id: "S06",
        clause: "7.3.5.2",
        name: "不加盖印章的署名和日期",
        says: "正文下空一行右空二字编排署名，日期首字比署名首字右移二字；日期长于署名的，日期右空二字",
        severity: Severity::Warning,
        measure: signed::unsealed,
    },
    Rule {
        id: "S07",
        clause: "7.3.5.3",
        name: "签名章",
        says: "签名章右空四字，左空二字标注职务，以签名章为准上下居中；签名章下空一行右空四字编排成文日期",
        severity: Severity::Warning,
        measure: signed::stamped,
    },
    Rule {
        id: "S08",
        clause: "7.3.5.5",
        name: "落款与正文同面",
        says: "落款所在页应当有正文，排不下时调整行距、字距",
        severity: Severity::Error,
        measure: with_body,
    },
    Rule {
        id: "S09",
        clause: "通行做法",
        name: "署名与发文机关标志一致",
        says: "署名用发文机关全称或规范化简称，与发文机关标志相同",
        severity: Severity::Warning,
        measure: organs,
    },
    Rule {
        id: "S10",
        clause: "7.3.6",
        name: "附注",
        says: "居左空二字加圆括号编排在成文日期下一行",
        severity: Severity::Warning,
        measure: remark,
    },
];

fn written(sight: &Sight<'_>) -> Outcome {
    let Some(line) = sight.parts.signature.date.and_then(|id| sight.parts.line(id)) else {
        return match sight.parts.form {
            Form::File | Form::Letter | Form::Order => Outcome::unclear("没有找到成文日期"),
            _ => Outcome::absent("没有成文日期"),
        };
    };
    let text = line.solid();
    let outcome = match date::parse(&text) {
        Some(day) if date::full(day) == text => Outcome::kept(text),
        Some(day) => Outcome::broken(
            Severity::Error,
            format!("写作“{text}”，应为“{}”", date::full(day)),
        ),
        None => Outcome::broken(
            Severity::Error,
            format!("“{text}”不是日历上的日期，或年、月、日没有标全"),
        ),
    };
    outcome.on(line.page + 1)
}

fn with_body(sight: &Sight<'_>) -> Outcome {
    let Some(signed) = Signed::of(sight) else {
        return Outcome::absent("没有落款");
    };
    let parts = sight.parts;
    if parts.paragraphs.is_empty() {
        return Outcome::absent("没有正文");
    }
    let page = signed.page;
    let text = parts.paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    let noted = parts.note.iter().flat_map(|note| &note.lines);
    let lines = text
        .chain(noted)
        .filter_map(|id| parts.line(*id))
        .filter(|line| line.page == page)
        .count();
    let tables = parts
        .tables
        .iter()
        .filter(|table| table.page == page && table.bounds.top < signed.top)
        .count();
    let outcome = if lines + tables == 0 {
        Outcome::broken(Severity::Error, "落款所在页没有正文")
    } else if lines == 0 {
        Outcome::kept("与表格同在一页")
    } else {
        Outcome::kept(format!("与 {lines} 行正文同在一页"))
    };
    outcome.on(page + 1)
}

fn organs(sight: &Sight<'_>) -> Outcome {
    if !matches!(sight.parts.form, Form::File | Form::Letter | Form::Order) {
        return Outcome::absent("没有发文机关标志");
    }
    let marks: Vec<String> = sight
        .parts
        .lines_of(&sight.parts.head.mark)
        .map(Line::solid)
        .collect();
    let names = crate::inspect::find::names(sight.seen, sight.parts);
    if names.is_empty() {
        return Outcome::absent("没有署名");
    }
    if marks.is_empty() {
        return Outcome::unclear("没有找到发文机关标志");
    }
    let stranger = names
        .iter()
        .find(|name| !marks.iter().any(|mark| same_organ(mark, &solid(&name.text))));
    let marked = marks.join("、");
    match stranger {
        Some(name) => {
            let words = format!("署名“{}”，标志“{marked}”", name.text);
            Outcome::broken(Severity::Warning, words).on(name.page + 1)
        }
        None => Outcome::kept(format!("{} 个署名均与标志相符", names.len())),
    }
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a mark's organ is the one that signs: the same, or one is a short form of the other, which keeps its
/// characters in their order.
fn same_organ(mark: &str, name: &str) -> bool {
    let mark = ["文件", "命令", "令"]
        .iter()
        .find_map(|suffix| mark.strip_suffix(suffix))
        .unwrap_or(mark);
    let within = |short: &str, long: &str| {
        let mut rest = long.chars();
        !short.is_empty() && short.chars().all(|c| rest.any(|other| other == c))
    };
    let (few, many) = if mark.chars().count() < name.chars().count() {
        (mark, name)
    } else {
        (name, mark)
    };
    // 清溪县人民政府 is no short form of 清溪县人民政府办公室
    within(few, many) && !many.starts_with(few) || mark == name
}

fn remark(sight: &Sight<'_>) -> Outcome {
    let Some(signed) = Signed::of(sight) else {
        return Outcome::absent("没有成文日期，不判断附注");
    };
    let Some(line) = sight.parts.remark.and_then(|id| sight.parts.line(id)) else {
        return Outcome::absent("没有附注");
    };
    let ids: Vec<_> = sight.parts.remark.into_iter().collect();
    let text = joined(&rows(sight.parts, &ids));
    let inset = line.em.left - sight.margin(line.page);
    let wanted = sight.standard.chars(sight.standard.indent);
    // an opening bracket may be cut to its half
    let placed = near(inset, wanted, Length::mm(1)) || near(inset, wanted - line.size / 2, Length::mm(1));
    let below = [signed.date.em.bottom]
        .into_iter()
        .chain(signed.seals.iter().map(|seal| seal.bottom));
    let gaps: Vec<Length> = below.map(|bottom| line.em.top - bottom).collect();
    let next = gaps.iter().any(|gap| {
        near(
            *gap,
            sight.standard.pitch() - sight.standard.text_size,
            Length::um(1_500),
        )
    });
    let apart = gaps
        .iter()
        .any(|gap| near(*gap, sight.standard.gap, Length::um(1_500)));
    let gap = mm(line.em.top - signed.date.em.bottom);
    let outcome = if !text.starts_with('（') {
        Outcome::broken(Severity::Warning, format!("{}没有加圆括号", start(&text)))
    } else if !placed {
        Outcome::broken(
            Severity::Warning,
            format!("左空 {}，应为二字（{}）", mm(inset), mm(wanted)),
        )
    } else if next {
        Outcome::kept(format!("左空 {}，在日期下一行", mm(inset)))
    } else if apart {
        Outcome::broken(Severity::Note, format!("离日期 {gap}，即空一行，应为下一行"))
    } else {
        Outcome::broken(Severity::Warning, format!("离日期 {gap}，应为下一行"))
    };
    outcome.on(line.page + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_and_their_short_forms() {
        assert!(same_organ("清溪县人民政府办公室文件", "清溪县人民政府办公室"));
        assert!(same_organ("清溪县人民政府办公室文件", "县政府办公室"));
        assert!(!same_organ("清溪县人民政府办公室文件", "清溪县人民政府"));
        assert!(!same_organ("清溪县财政局文件", "清溪县审计局"));
    }
}
