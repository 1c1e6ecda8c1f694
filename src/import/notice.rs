//! The notice (正文) from plain text, a paragraph a line, to the lines of the key `body`.

use crate::text::date::{self, Date};
use crate::text::normal::fold;
use crate::text::numbering;

/// The longest heading; beyond it a numbered line is a paragraph that begins with a number.
const LONGEST_HEADING: usize = 60;

/// A notice understood (正文).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notice {
    /// 标题, where the first line is one.
    pub(super) title: Option<String>,
    /// 主送机关, without its colon.
    pub(super) to: Option<String>,
    /// The lines of `body`.
    pub(super) body: String,
    /// 署名.
    pub(super) signer: Option<String>,
    /// 成文日期.
    pub(super) date: Option<Date>,
    /// Headings found.
    pub(super) headings: usize,
    /// Paragraphs.
    pub(super) paragraphs: usize,
    /// Lines that the program prints by itself: 附件：….
    pub(super) dropped: Vec<String>,
}

/// Reads a notice; `annexes` are the titles that the program lists under the body by itself.
pub(super) fn notice(text: &str, annexes: &[String]) -> Notice {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let mut notice = Notice::default();
    front(&mut lines, &mut notice);
    back(&mut lines, &mut notice);
    annex_note(&mut lines, annexes, &mut notice);
    let mut counts = [0; 4];
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let before_paragraph = lines
            .get(i + 1)
            .is_some_and(|next| numbering::recognise(next).is_none());
        match heading(line, before_paragraph, &mut counts) {
            Some(line) => {
                notice.headings += 1;
                out.push(line);
            }
            None => {
                notice.paragraphs += 1;
                out.push(plain(line));
            }
        }
    }
    notice.body = out.join("\n");
    notice
}

/// Title and form of address, where they are certain.
fn front(lines: &mut Vec<&str>, notice: &mut Notice) {
    if let Some(first) = lines.first()
        && is_title(first)
        && lines.len() > 1
    {
        notice.title = Some(lines.remove(0).to_owned());
    }
    if let Some(first) = lines.first()
        && let Some(organs) = first.strip_suffix(['：', ':'])
        && is_address(organs)
    {
        notice.to = Some(organs.to_owned());
        lines.remove(0);
    }
}

fn is_title(line: &str) -> bool {
    let kinds = [
        "通报", "通報", "通知", "意见", "意見", "报告", "報告", "方案", "函",
    ];
    line.contains(['关', '關', '于', '於'])
        && line.chars().count() <= 60
        && kinds.iter().any(|k| line.ends_with(k))
}

/// Names of organs and no sentence.
fn is_address(organs: &str) -> bool {
    const ENDS: [&str; 12] = [
        "单位",
        "單位",
        "部门",
        "部門",
        "政府",
        "机构",
        "機構",
        "办事处",
        "辦事處",
        "局",
        "委员会",
        "公司",
    ];
    organs.chars().count() <= 120
        && !organs.contains(['。', '；', ';', '“'])
        && ENDS.iter().any(|e| organs.ends_with(e))
}

/// Date and signature at the end.
fn back(lines: &mut Vec<&str>, notice: &mut Notice) {
    let Some(day) = lines
        .last()
        .and_then(|l| date::parse(l).filter(|d| fold(l) == date::full(*d)))
    else {
        return;
    };
    let signer = lines.len().checked_sub(2).and_then(|i| lines.get(i)).copied();
    let is_signer =
        |s: &str| s.chars().count() <= 30 && !s.contains(['。', '，', ',', '：', ':', '；', '、', ' ', '　']);
    // a date with no name over it is a paragraph: the program sets both or neither
    if let Some(signer) = signer.filter(|s| is_signer(s) && numbering::recognise(s).is_none()) {
        notice.signer = Some(signer.to_owned());
        notice.date = Some(day);
        lines.truncate(lines.len() - 2);
    }
}

/// 附件：… at the end names the annexes; the program does so too.
fn annex_note(lines: &mut Vec<&str>, annexes: &[String], notice: &mut Notice) {
    let wanted: Vec<String> = annexes.iter().map(|a| fold(a)).collect();
    let Some(start) = lines.iter().rposition(|l| fold(l).starts_with("附件:")) else {
        return;
    };
    let Some(rest) = lines.get(start..) else {
        return;
    };
    let names: Vec<String> = rest
        .iter()
        .map(|l| {
            let line = fold(l);
            let line = line.strip_prefix("附件:").unwrap_or(&line);
            let numberless = line
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .trim_start_matches(['.', '、']);
            if wanted.iter().any(|w| w == line) {
                line.to_owned()
            } else {
                numberless.to_owned()
            }
        })
        .collect();
    if names == wanted {
        notice.dropped = rest.iter().map(|l| (*l).to_owned()).collect();
        lines.truncate(start);
    }
}

/// The line as a heading, if the program would count the same number and set the same paragraphs.
fn heading(line: &str, before_paragraph: bool, counts: &mut [u32; 4]) -> Option<String> {
    let typed = numbering::recognise(line).filter(|t| t.level <= 4)?;
    let at = usize::from(typed.level) - 1;
    let count = counts.get(at).copied().unwrap_or(0) + 1;
    let auto = numbering::mark(typed.level, count);
    let run_in = numbering::run_in(typed.rest);
    let long = typed.level <= 2 && run_in.is_none() && typed.rest.chars().count() > LONGEST_HEADING;
    // a heading that ends in 。 would draw the next paragraph to itself
    let draws = run_in.is_none() && typed.rest.ends_with('。') && before_paragraph;
    if fold(typed.mark) != fold(&auto) || typed.rest.is_empty() || long || draws {
        return None;
    }
    for (i, n) in counts.iter_mut().enumerate() {
        *n = match i.cmp(&at) {
            std::cmp::Ordering::Less => *n,
            std::cmp::Ordering::Equal => count,
            std::cmp::Ordering::Greater => 0,
        };
    }
    let signs = "#".repeat(usize::from(typed.level));
    // a title that itself begins like a mark would lose it
    let mark = if numbering::recognise(typed.rest).is_some() {
        auto
    } else {
        String::new()
    };
    Some(format!("{signs} {mark}{}", literal(typed.rest)))
}

/// The line as a paragraph, word for word.
fn plain(line: &str) -> String {
    let shapes = line.starts_with(['#', '@', '<']) || line.starts_with("- ");
    let mut chars = line.chars();
    match chars.next().filter(|_| shapes) {
        Some(first) => format!("{{{{ \"{first}\" }}}}{}", literal(chars.as_str())),
        None => literal(line),
    }
}

/// Tera's own signs as text.
fn literal(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('{', Some(next @ ('{' | '%' | '#'))) => {
                out.push_str(&format!("{{{{ \"{{{next}\" }}}}"));
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_notice() {
        let text = "关于民生实事进展情况的通报\n各乡镇人民政府，县政府各部门、单位：\n现将有关情况通报如下：\n一、总体情况\n(一)进度。总体良好。\n\
                    （二）质量\n1．扩增学位。完成。\n三、跳号\n附件：1.进展情况表\n2.分解表\n清溪县人民政府办公室\n2024年7月10日\n";
        let notice = notice(text, &["进展情况表".into(), "分解表".into()]);
        assert_eq!(notice.title.as_deref(), Some("关于民生实事进展情况的通报"));
        assert_eq!(notice.to.as_deref(), Some("各乡镇人民政府，县政府各部门、单位"));
        assert_eq!(
            notice.body,
            "现将有关情况通报如下：\n# 总体情况\n## 进度。总体良好。\n## 质量\n### 扩增学位。完成。\n三、跳号"
        );
        assert_eq!(notice.signer.as_deref(), Some("清溪县人民政府办公室"));
        assert_eq!(notice.date.map(|d| d.to_string()).as_deref(), Some("2024-07-10"));
        assert_eq!(
            (notice.headings, notice.paragraphs, notice.dropped.len()),
            (4, 2, 2)
        );
    }

    #[test]
    fn signs_stay_signs() {
        let notice = notice(
            "# 井号\n- 短线\n@某某：在\n{{ x }}与{% y %}{# z #}\n一、1.5万元",
            &[],
        );
        assert_eq!(
            notice.body,
            "{{ \"#\" }} 井号\n{{ \"-\" }} 短线\n{{ \"@\" }}某某：在\n{{ \"{{\" }} x }}与{{ \"{%\" }} y %}{{ \"{#\" }} z #}\n# 1.5万元"
        );
    }
}
