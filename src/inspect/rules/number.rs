//! P: page numbers (页码).

use super::gauge::{Tally, face_name, mm, near, pt};
use super::wanted::{Reading, Wanted};
use super::{Rule, Sight};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line, number_value};
use crate::inspect::seen::{Bounds, Face, SeenGlyph};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "P01",
        clause: "7.5",
        name: "页码写法",
        says: "阿拉伯数字，左右各放一条一字线：— 1 —",
        severity: Error,
        measure: form,
    },
    Rule {
        id: "P02",
        clause: "7.5",
        name: "页码字体字号",
        says: "一般用 4 号半角宋体阿拉伯数字",
        severity: Warning,
        measure: face,
    },
    Rule {
        id: "P03",
        clause: "7.5",
        name: "页码高度",
        says: "编排在版心下边缘之下，一字线上距版心下边缘 7 毫米，即距纸上边 269 毫米",
        severity: Error,
        measure: height,
    },
    Rule {
        id: "P04",
        clause: "7.5",
        name: "页码左右",
        says: "单页码居右空一字，双页码居左空一字",
        severity: Error,
        measure: side,
    },
    Rule {
        id: "P05",
        clause: "7.5",
        name: "页码连续",
        says: "附件与正文一起装订时页码连续编排；版记页前有空白页的，空白页和版记页均不编排页码",
        severity: Error,
        measure: order,
    },
];

/// The characters that a dash of a page number may be meant by.
const DASHES: &str = "—-–－―─‐−一";

/// The page numbers there are, by index of page; why none.
fn numbers<'s>(sight: &Sight<'s>) -> Result<Vec<&'s Line>, Outcome> {
    let ids = sight.parts.page_numbers.iter();
    let lines: Vec<&Line> = ids.filter_map(|id| sight.line(*id)).collect();
    if lines.is_empty() {
        Err(Outcome::absent("没有页码"))
    } else {
        Ok(lines)
    }
}

/// P01
fn form(sight: &Sight<'_>) -> Outcome {
    let lines = match numbers(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let first = lines.first().map(|line| line.text.clone()).unwrap_or_default();
    let mut tally = Tally::default();
    for line in lines {
        tally.saw();
        if !well_formed(&line.text) {
            let words = format!("“{}”，应如“— 1 —”", line.text);
            tally.fault(Error, line.page, Length::ZERO, words);
        }
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 个，如“{first}”")))
}

fn well_formed(text: &str) -> bool {
    let inner = text.strip_prefix('—').and_then(|rest| rest.strip_suffix('—'));
    let digits = inner.map(str::trim).unwrap_or_default();
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// P02
fn face(sight: &Sight<'_>) -> Outcome {
    let lines = match numbers(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let own = sight.standard.page_number_size;
    let mut tally = Tally::default();
    for line in lines {
        tally.saw();
        let digits = sight.glyphs(line).filter(|glyph| is_digit(glyph));
        let wrong = digits
            .map(|glyph| {
                (
                    sight.font(glyph).map_or(Face::Other, |font| font.face),
                    glyph.size,
                )
            })
            .find(|(face, size)| *face != Face::Songti || !near(*size, own, Length::centipt(50)));
        if let Some((face, size)) = wrong {
            let words = format!("“{}”用{} {}", line.text, face_name(face), pt(size));
            tally.fault(Warning, line.page, size - own, words);
        }
    }
    tally.outcome(|_| Outcome::kept(format!("宋体 {}", pt(own))))
}

fn is_digit(glyph: &SeenGlyph) -> bool {
    glyph.text.chars().all(|c| c.is_ascii_digit()) && !glyph.text.is_empty()
}

/// P03
fn height(sight: &Sight<'_>) -> Outcome {
    let lines = match numbers(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let upright = lines.into_iter().filter(|line| line.upright());
    let heights: Option<Vec<Reading>> = upright
        .map(|line| Some(Reading::new(line.page, dash_center(sight, line)?)))
        .collect();
    let Some(heights) = heights else {
        return Outcome::unclear("字体未给出字形轮廓，量不出一字线高度");
    };
    level(sight)
        .judge_worst(heights)
        .unwrap_or_else(|| Outcome::absent("没有直立的页码"))
}

/// The height of the dashes.
pub(super) fn level(sight: &Sight<'_>) -> Wanted {
    Wanted {
        what: "一字线距纸上边",
        own: sight.standard.page_number_y,
        standard: GBT_9704.page_number_y,
        tolerance: Length::mm(1),
        severity: Error,
    }
}

/// The middle of the dash's ink; without a dash, of the digits', which stand around the same level.
pub(super) fn dash_center(sight: &Sight<'_>, line: &Line) -> Option<Length> {
    let ink = |wanted: &dyn Fn(&SeenGlyph) -> bool| {
        let mut inks = sight
            .glyphs(line)
            .filter(|glyph| wanted(glyph))
            .map(|glyph| glyph.ink);
        let first = inks.next()??;
        inks.try_fold(first, |all, ink| Some(Bounds::with(all, ink?)))
    };
    let dash = |glyph: &SeenGlyph| !glyph.text.is_empty() && glyph.text.chars().all(|c| DASHES.contains(c));
    let has_dash = sight.glyphs(line).any(dash);
    let bounds = if has_dash { ink(&dash) } else { ink(&is_digit) };
    bounds.map(|bounds| bounds.center().y)
}

/// P04
fn side(sight: &Sight<'_>) -> Outcome {
    let lines = match numbers(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let mut tally = Tally::default();
    let mut told = String::new();
    for line in lines.into_iter().filter(|line| line.upright()) {
        tally.saw();
        match inset(sight, line) {
            Ok(words) => told = words,
            Err((by, words)) => tally.fault(Error, line.page, by, words),
        }
    }
    let own = sight.standard.page_number_inset;
    let outcome = tally.outcome(|count| Outcome::kept(format!("{count} 个，如{told}")));
    super::gauge::housed(outcome, own, GBT_9704.page_number_inset)
}

/// How far a number is from its edge; `Err` with how far it is off.
///
/// 7.5 leaves open whose 字 is meant, and figures show up to 7.6 mm of ink: 4.4–8 mm pass.
pub(super) fn inset(sight: &Sight<'_>, line: &Line) -> Result<String, (Length, String)> {
    let physical = u32::try_from(line.page + 1).unwrap_or(u32::MAX);
    let number = number_value(&line.text).unwrap_or(physical);
    let odd = !number.is_multiple_of(2);
    let width = sight.standard.area_width;
    let insets = sight.lefts(line.page).into_iter().map(|left| {
        if odd {
            left + width - line.em.right
        } else {
            line.em.left - left
        }
    });
    let own = sight.standard.page_number_inset;
    let passes = |inset: &Length| {
        (Length::um(4_400)..=Length::mm(8)).contains(inset) || near(*inset, own, Length::mm(1))
    };
    let insets: Vec<Length> = insets.collect();
    let place = if odd { "单页码右空" } else { "双页码左空" };
    let shown = insets.iter().copied().find(passes);
    let first = insets.first().copied().unwrap_or_default();
    match shown {
        Some(inset) => Ok(format!("{place} {}", mm(inset))),
        None => Err((first - own, format!("第 {number} 页：{place} {}", mm(first)))),
    }
}

/// P05
fn order(sight: &Sight<'_>) -> Outcome {
    if sight.parts.lines.is_empty() {
        return Outcome::unclear("文件中没有文字，可能是扫描件");
    }
    let pages = sight.seen.pages.len();
    let values: Vec<Option<u32>> = (0..pages).map(|page| value(sight, page)).collect();
    if values.iter().all(Option::is_none) {
        return if (0..pages).all(|page| may_lack(sight, page)) {
            Outcome::absent("只有首页，信函首页不编页码")
        } else {
            Outcome::broken(Error, "全文没有页码").on(1)
        };
    }
    let mut tally = Tally::default();
    // annexes printed apart go on where the text ended
    let offset = (0_i64..)
        .zip(&values)
        .find_map(|(page, value)| Some(i64::from((*value)?) - page));
    for (page, value) in values.iter().enumerate() {
        tally.saw();
        let due = i64::try_from(page).unwrap_or(0) + offset.unwrap_or(1);
        if let Some(words) = fault(sight, page, *value, due) {
            tally.fault(Error, page, Length::ZERO, words);
        }
    }
    let numbered = values.iter().flatten().count();
    tally.outcome(|count| Outcome::kept(format!("共 {count} 页，编页码 {numbered} 页，连续")))
}

fn value(sight: &Sight<'_>, page: usize) -> Option<u32> {
    let id = sight.parts.page_numbers.get(page).copied()?;
    number_value(&sight.line(id)?.text)
}

fn fault(sight: &Sight<'_>, page: usize, value: Option<u32>, due: i64) -> Option<String> {
    let before_blank = page.checked_sub(1).is_some_and(|before| is_blank(sight, before));
    match value {
        None if may_lack(sight, page) => None,
        None => Some("没有页码".to_owned()),
        Some(value) if i64::from(value) != due => Some(format!("页码为 {value}，应为 {due}")),
        Some(_) if is_blank(sight, page) => Some("空白页编了页码".to_owned()),
        Some(_) if before_blank && only_record(sight, page) => Some("空白页后的版记页编了页码".to_owned()),
        Some(_) => None,
    }
}

/// A letter's first page, a blank page, a page that has nothing but the record.
fn may_lack(sight: &Sight<'_>, page: usize) -> bool {
    let letter = page == 0 && sight.parts.form == Form::Letter;
    letter || is_blank(sight, page) || only_record(sight, page)
}

/// Whether a page shows nothing but its number.
fn is_blank(sight: &Sight<'_>, page: usize) -> bool {
    let number = sight.parts.page_numbers.get(page).copied().flatten();
    let number = sight.line(number);
    let mut lines = sight.parts.lines.iter().filter(|line| line.page == page);
    let empty = lines.all(|line| number.is_some_and(|number| std::ptr::eq(number, line)));
    empty
        && sight
            .page(page)
            .is_some_and(|sheet| sheet.pictures.is_empty() && sheet.strokes.is_empty())
}

/// Whether the record stands on a page of its own.
fn only_record(sight: &Sight<'_>, page: usize) -> bool {
    let Some(record) = sight
        .parts
        .record
        .as_ref()
        .filter(|record| record.page == page && page > 0)
    else {
        return false;
    };
    let own: Vec<_> = record.lines().collect();
    let number = sight.parts.page_numbers.get(page).copied().flatten();
    sight
        .parts
        .running()
        .all(|(id, line)| line.page != page || own.contains(&id) || number == Some(id))
        && sight.parts.tables.iter().all(|area| area.page != page)
}

#[cfg(test)]
mod tests {
    use super::well_formed;

    #[test]
    fn only_one_form_is_right() {
        assert!(well_formed("— 1 —") && well_formed("—12—"));
        for wrong in ["- 1 -", "–1–", "1", "— 一 —", "—— 1 ——", "第1页", "— １ —"] {
            assert!(!well_formed(wrong), "{wrong}");
        }
    }
}
