//! Title and addressee (标题、主送机关, 7.3.1–7.3.2): the first text below the head.

use super::{Form, Line, LineId, Parts};
use crate::inspect::seen::{Face, Seen};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// Puts title, subtitle and addressee into `parts`.
pub(super) fn find(_seen: &Seen, parts: &mut Parts) {
    let text: Vec<LineId> = below_head(parts);
    let begins_with_annex = text
        .first()
        .and_then(|id| parts.line(*id))
        .is_some_and(|line| is_annex_label(&line.solid()));
    // annexes alone have titles of their own
    if begins_with_annex {
        return;
    }
    let title = title(parts, &text);
    let rest = text.get(title.len()..).unwrap_or_default();
    let subtitle = subtitle(parts, &title, rest);
    let rest = rest.get(subtitle.len()..).unwrap_or_default();
    let addressee = addressee(parts, rest);
    parts.title = title;
    parts.subtitle = subtitle;
    parts.addressee = addressee;
}

/// Running text of the first page below the head, from top to bottom.
fn below_head(parts: &Parts) -> Vec<LineId> {
    let head = &parts.head;
    let corner = [head.copy_number, head.secrecy, head.urgency, head.number];
    let own: Vec<LineId> = corner
        .into_iter()
        .flatten()
        .chain(head.mark.iter().chain(&head.signers).copied())
        .collect();
    let low = match parts.form {
        Form::Letter => parts.lines_of(&own).map(|line| line.em.center().y).max(),
        _ => {
            let rule = head.rules.first().map(|rule| rule.from.y);
            rule.or_else(|| parts.lines_of(&own).map(|line| line.em.center().y).max())
        }
    };
    let low = low.unwrap_or_default();
    let record: Vec<LineId> = parts.record.iter().flat_map(super::Record::lines).collect();
    parts
        .running()
        .filter(|(id, line)| line.page == 0 && line.em.center().y > low && !own.contains(id))
        .map(|(id, _)| id)
        .filter(|id| !record.contains(id))
        .collect()
}

/// `附件`, `附件2`, `清政督〔2024〕5号附件1`
fn is_annex_label(solid: &str) -> bool {
    let bare = solid.trim_end_matches(['：', ':']);
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    bare == "附件" || bare.ends_with("号附件")
}

/// The lines at the beginning that are larger than the body; where there are none, those that are centred in 小标宋 or
/// short: a title in the body's size still is one.
fn title(parts: &Parts, text: &[LineId]) -> Vec<LineId> {
    let size = parts.text_size().unwrap_or(GBT_9704.text_size);
    let large = |line: &Line| line.size >= size.part(23, 20);
    let lines: Vec<&Line> = parts.lines_of(text).collect();
    let Some(first) = lines.first() else {
        return Vec::new();
    };
    // an order has no title: only type that is larger can be meant as one
    let by_place = parts.form != Form::Order && is_centred_title(first);
    let like_first = |line: &Line| {
        if large(first) {
            large(line) && (line.size - first.size).abs() <= Length::pt(2)
        } else {
            by_place && line.size == first.size && line.face == first.face && is_centred(line)
        }
    };
    let mut count = 0;
    let mut before: Option<&Line> = None;
    for line in &lines {
        let close = before.is_none_or(|b| line.em.top - b.em.bottom <= first.size.part(3, 2));
        if !like_first(line) || !close || is_remark(line) {
            break;
        }
        count += 1;
        before = Some(line);
    }
    text.iter().take(count).copied().collect()
}

fn is_centred_title(line: &Line) -> bool {
    is_centred(line)
        && !line.solid().ends_with(['：', '。', ':'])
        && (line.face == Face::Xiaobiaosong || line.em.left > GBT_9704.margin_left + Length::mm(13))
}

/// In the middle of the type area or of the sheet.
fn is_centred(line: &Line) -> bool {
    let middle = GBT_9704.margin_left + GBT_9704.area_width / 2;
    (line.em.center().x - middle).abs() <= Length::mm(3)
}

/// `（截至2026年8月15日）`, a line of its own.
fn is_remark(line: &Line) -> bool {
    let solid = line.solid();
    solid.starts_with(['（', '(']) && solid.ends_with(['）', ')'])
}

/// Centred lines right below the title: a date or a remark in brackets, an author.
fn subtitle(parts: &Parts, title: &[LineId], rest: &[LineId]) -> Vec<LineId> {
    if title.is_empty() {
        return Vec::new();
    }
    let inset = GBT_9704.margin_left + GBT_9704.chars(3);
    let is_one = |line: &Line| {
        let short = is_remark(line) || line.solid().ends_with('日');
        short && is_centred(line) && line.em.left > inset
    };
    let belongs = |id: &LineId| parts.line(*id).is_some_and(is_one);
    rest.iter().copied().take_while(belongs).take(2).collect()
}

/// The flush lines before the first one that is indented, if they end in a colon or say no sentence.
fn addressee(parts: &Parts, rest: &[LineId]) -> Vec<LineId> {
    const MOST: usize = 20;
    let left = GBT_9704.margin_left + Length::um(5_500);
    // 截至…, flush over a table, is none
    let captions = super::table::captions(parts);
    let mut lines = Vec::new();
    for id in rest.iter().take(MOST).filter(|id| !captions.contains(id)) {
        let Some(line) = parts.line(*id).filter(|line| line.em.left <= left) else {
            break;
        };
        lines.push(*id);
        if line.solid().ends_with(['：', ':']) {
            return lines;
        }
    }
    let words: String = parts.lines_of(&lines).map(Line::solid).collect();
    let names = words.contains(['，', '、']) || words.chars().count() <= 28;
    if names && !words.contains('。') && lines.len() < MOST {
        lines
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line::gather;
    use crate::inspect::sample::Sheet;

    fn found(sheet: Sheet) -> [Vec<String>; 3] {
        let seen = sheet.seen();
        let mut parts = Parts {
            lines: gather(&seen),
            ..Parts::default()
        };
        find(&seen, &mut parts);
        [&parts.title, &parts.subtitle, &parts.addressee].map(|ids| {
            let lines = parts.lines_of(ids);
            lines.map(|line| line.text.clone()).collect()
        })
    }

    fn body(sheet: Sheet) -> Sheet {
        sheet
            .text(39, 120, 16, "今年以来，各责任单位按照任务分工，加快项目建设，")
            .text(28, 130, 16, "完善推进机制，多数民生实事按时序完成了阶段任务。")
    }

    #[test]
    fn a_large_title_of_two_lines_a_remark_and_the_addressees() {
        let sheet = Sheet::default()
            .text(52, 45, 22, "关于二季度民生实事进展情况")
            .text(87, 57, 22, "的通报")
            .text(85, 68, 16, "（截至6月30日）")
            .text(28, 80, 16, "各乡镇人民政府，县政府各部门、")
            .text(28, 90, 16, "单位：");
        let [title, subtitle, addressee] = found(body(sheet));
        assert_eq!(title, ["关于二季度民生实事进展情况", "的通报"]);
        assert_eq!(subtitle, ["（截至6月30日）"]);
        assert_eq!(addressee, ["各乡镇人民政府，县政府各部门、", "单位："]);
    }

    #[test]
    fn a_title_of_the_bodys_size_is_told_by_its_place() {
        let sheet =
            Sheet::default()
                .text(80, 45, 16, "关于民生实事的通报")
                .text(28, 80, 16, "各乡镇人民政府：");
        let [title, _, addressee] = found(body(sheet));
        assert_eq!(title, ["关于民生实事的通报"]);
        assert_eq!(addressee, ["各乡镇人民政府："]);
    }

    #[test]
    fn addressees_may_lack_their_colon_and_a_sentence_is_none() {
        let title = || Sheet::default().text(75, 45, 22, "民生实事通报");
        let [_, _, addressee] = found(body(title().text(28, 80, 16, "各乡镇人民政府")));
        assert_eq!(addressee, ["各乡镇人民政府"]);
        let [_, _, none] = found(body(title().text(28, 110, 16, "现将有关情况通报如下。")));
        assert_eq!(none, Vec::<String>::new());
    }

    #[test]
    fn annexes_alone_have_no_title_of_a_document() {
        let [title, ..] = found(body(Sheet::default().text(28, 42, 16, "附件1").text(
            75,
            63,
            22,
            "进展情况表",
        )));
        assert_eq!(title, Vec::<String>::new());
    }
}
