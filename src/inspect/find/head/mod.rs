//! The head (版头, 7.2; 10.1–10.3): everything above the red rule.
//!
//! A head is known by its red: large red type is the mark, a long red line the rule. A letter's rules come in pairs, the
//! lower one near the foot of the sheet; what the mark ends in tells an order, minutes and a bulletin.

mod mark;
mod rule;
mod words;

use super::{Form, Line, LineId, Parts};
use crate::inspect::seen::{Seen, Stroke};
use crate::unit::Length;

pub(in crate::inspect) use words::is_number;

/// The head's elements (版头).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Head {
    /// 份号
    pub(in crate::inspect) copy_number: Option<LineId>,
    /// 密级和保密期限
    pub(in crate::inspect) secrecy: Option<LineId>,
    /// 紧急程度
    pub(in crate::inspect) urgency: Option<LineId>,
    /// 发文机关标志, from top to bottom; `文件` beside a joint mark is one of them.
    pub(in crate::inspect) mark: Vec<LineId>,
    /// 发文字号
    pub(in crate::inspect) number: Option<LineId>,
    /// 签发人
    pub(in crate::inspect) signers: Vec<LineId>,
    /// 红色分隔线; of a letter, its upper and lower double lines, from top to bottom.
    pub(in crate::inspect) rules: Vec<Stroke>,
}

/// What the first page shows, as far as a head is concerned.
struct Front<'p> {
    /// Its upright lines outside of tables.
    lines: Vec<(LineId, &'p Line)>,
    height: Length,
    mark: Vec<LineId>,
    /// Long red lines, from top to bottom.
    rules: Vec<Stroke>,
}

impl<'p> Front<'p> {
    fn of(seen: &Seen, parts: &'p Parts) -> Option<Self> {
        let page = seen.pages.first()?;
        let first = |(_, line): &(LineId, &Line)| line.page == 0;
        let mut front = Self {
            lines: parts.running().filter(first).collect(),
            height: page.size.height,
            mark: Vec::new(),
            rules: rule::red(page, parts),
        };
        front.mark = mark::find(&front);
        Some(front)
    }

    fn line(&self, id: LineId) -> Option<&'p Line> {
        self.lines
            .iter()
            .find(|(own, _)| *own == id)
            .map(|(_, line)| *line)
    }

    fn marks(&self) -> impl Iterator<Item = &'p Line> {
        self.mark.iter().filter_map(|id| self.line(*id))
    }

    /// Upper and lower edge of the mark.
    fn mark_edges(&self) -> Option<(Length, Length)> {
        let top = self.marks().map(|line| line.em.top).min()?;
        Some((top, self.marks().map(|line| line.em.bottom).max()?))
    }
}

/// The head of a file, and the form that it shows.
pub(super) fn find(seen: &Seen, parts: &Parts) -> (Form, Head) {
    let Some(mut front) = Front::of(seen, parts) else {
        return (Form::Plain, Head::default());
    };
    let form = form(&front);
    if form != Form::Letter {
        // a line of that length further down is no head's
        let most = front.height * 3 / 5;
        front.rules.retain(|rule| rule.from.y < most);
    }
    (form, words::head(&front, form))
}

/// What the head is that of.
fn form(front: &Front<'_>) -> Form {
    const BULLETINS: [&str; 10] = [
        "简报", "通报", "专报", "快报", "动态", "信息", "要情", "摘报", "参阅", "内参",
    ];
    let mark: String = front.marks().map(Line::solid).collect();
    if rule::is_letter(front) && !mark.ends_with("文件") {
        return Form::Letter;
    }
    if mark.is_empty() {
        return if front.rules.is_empty() || !words::has_number(front) {
            Form::Plain
        } else {
            Form::File
        };
    }
    if mark.ends_with('令') {
        Form::Order
    } else if mark.ends_with("纪要") {
        Form::Minutes
    } else if words::has_issue(front) || BULLETINS.iter().any(|end| mark.ends_with(end)) {
        Form::Bulletin
    } else {
        Form::File
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::{line, number, table};
    use crate::inspect::sample::Sheet;

    fn found(sheet: Sheet) -> (Form, Head, Parts) {
        let seen = sheet.seen();
        let mut parts = Parts {
            lines: line::gather(&seen),
            ..Parts::default()
        };
        parts.tables = table::find(&seen, &parts.lines);
        parts.page_numbers = number::find(&seen, &parts.lines, &parts.tables);
        let (form, head) = find(&seen, &parts);
        (form, head, parts)
    }

    fn file() -> Sheet {
        Sheet::default()
            .text(28, 42, 16, "000001")
            .text(28, 52, 16, "机密★1年")
            .text(28, 62, 16, "特急")
            .red()
            .text(30, 85, 42, "清溪县政府文件")
            .stroke_um([28_000, 121_000, 184_000, 121_000], 550)
            .black()
            .text(80, 116, 16, "清政办〔2024〕7号")
            .text(60, 150, 22, "关于办好民生实事的通报")
    }

    #[test]
    fn a_file_has_its_elements() {
        let (form, head, parts) = found(file());
        assert_eq!(form, Form::File);
        let text = |id: Option<LineId>| id.and_then(|id| parts.line(id)).map(|line| line.text.clone());
        assert_eq!(text(head.copy_number).as_deref(), Some("000001"));
        assert_eq!(text(head.secrecy).as_deref(), Some("机密★1年"));
        assert_eq!(text(head.urgency).as_deref(), Some("特急"));
        assert_eq!(text(head.number).as_deref(), Some("清政办〔2024〕7号"));
        assert_eq!((head.mark.len(), head.rules.len()), (1, 1));
    }

    #[test]
    fn signers_stand_beside_the_number() {
        let (_, head, parts) = found(file().text(110, 106, 16, "签发人：张一三").text(
            134,
            116,
            16,
            "李四五",
        ));
        let signers: Vec<&str> = parts.lines_of(&head.signers).map(|l| l.text.as_str()).collect();
        assert_eq!(signers, ["签发人：张一三", "李四五"]);
        assert!(head.number.is_some());
    }

    #[test]
    fn the_end_of_the_mark_tells_the_form() {
        let headed = |words: &str| found(Sheet::default().red().text(40, 85, 42, words)).0;
        assert_eq!(headed("清溪县人民政府令"), Form::Order);
        assert_eq!(headed("清溪县政府会议纪要"), Form::Minutes);
        assert_eq!(headed("督查通报"), Form::Bulletin);
        assert_eq!(headed("清溪县人民政府"), Form::File);
        assert_eq!(
            found(Sheet::default().text(60, 50, 22, "督查通报")).0,
            Form::Plain
        );
    }

    #[test]
    fn a_letter_has_two_double_lines() {
        let letter = Sheet::default()
            .red()
            .text(40, 42, 42, "清溪县人民政府")
            .stroke_um([20_000, 47_000, 190_000, 47_000], 750)
            .stroke_um([20_000, 49_000, 190_000, 49_000], 190)
            .stroke_um([20_000, 275_000, 190_000, 275_000], 190)
            .stroke_um([20_000, 277_000, 190_000, 277_000], 750)
            .black()
            .text(130, 59, 16, "清政函〔2024〕7号");
        let (form, head, _) = found(letter);
        assert_eq!((form, head.rules.len()), (Form::Letter, 4));
        assert!(head.number.is_some());
    }

    #[test]
    fn a_rule_in_two_halves_is_one() {
        let sheet = Sheet::default()
            .red()
            .text(40, 85, 42, "清溪县委文件")
            .stroke_um([28_000, 121_000, 102_000, 121_000], 550)
            .stroke_um([110_000, 121_000, 184_000, 121_000], 550);
        let (_, head, _) = found(sheet);
        assert_eq!(head.rules.len(), 1);
        assert_eq!((head.rules[0].to.x - head.rules[0].from.x), Length::mm(156));
    }
}
