//! T: title (标题).

use super::gauge::{face_name, housed_size, near, pt, start};
use super::sheet::{bottom_of, first_fault};
use super::wanted::{Reading, Wanted};
use super::{Rule, Sight};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line};
use crate::inspect::seen::Face;
use crate::standard::GBT_9704;
use crate::text::normal::same;
use crate::text::sense::{Place, places};
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "T01",
        clause: "7.3.1",
        name: "标题字体字号",
        says: "一般用 2 号小标宋体字，居中排布",
        severity: Warning,
        measure: face,
    },
    Rule {
        id: "T02",
        clause: "7.3.1",
        name: "标题上空",
        says: "编排于红色分隔线下空二行位置，20.78 毫米",
        severity: Warning,
        measure: gap,
    },
    Rule {
        id: "T03",
        clause: "7.3.1",
        name: "标题形状",
        says: "多行标题排列应当使用梯形或菱形",
        severity: Error,
        measure: shape,
    },
    Rule {
        id: "T04",
        clause: "7.3.1",
        name: "标题回行",
        says: "回行时要做到词意完整，不拆词，行首不见“的”和后标点",
        severity: Warning,
        measure: breaks,
    },
    Rule {
        id: "T05",
        clause: "条例 第九条",
        name: "标题写法",
        says: "由发文机关名称、事由和文种组成，文种为条例所列 15 种之一",
        severity: Warning,
        measure: wording,
    },
    Rule {
        id: "T06",
        clause: "GB/T 15834—2011 附录 B.4",
        name: "标题标点",
        says: "标题末尾不用标点，标题内一般只用书名号、引号、括号、顿号",
        severity: Warning,
        measure: marks,
    },
    Rule {
        id: "T07",
        clause: "通行做法",
        name: "题名与标题一致",
        says: "文件属性中的题名与公文标题一致",
        severity: Warning,
        measure: claimed,
    },
];

/// The kinds of documents of 《党政机关公文处理工作条例》, article 8.
const KINDS: [&str; 16] = [
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
    "议案", "函", "纪要",
];

/// The title's lines, or why there are none.
fn title<'s>(sight: &Sight<'s>) -> Result<Vec<&'s Line>, Outcome> {
    let lines: Vec<&Line> = sight.lines(&sight.parts.title).collect();
    if !lines.is_empty() {
        return Ok(lines);
    }
    Err(match sight.parts.form {
        Form::Order => Outcome::absent("命令没有标题"),
        Form::Minutes => Outcome::absent("没有标题，标志即是"),
        _ if !sight.parts.annexes.is_empty() && sight.parts.paragraphs.is_empty() => {
            Outcome::absent("只有附件")
        }
        _ => Outcome::unclear("首页找不到标题").on(1),
    })
}

/// The title's lines, all of them readable.
fn readable<'s>(sight: &Sight<'s>) -> Result<Vec<&'s Line>, Outcome> {
    let lines = title(sight)?;
    if lines.iter().any(|line| line.unreadable) {
        return Err(Outcome::unclear("标题中有文字读不出").on(1));
    }
    Ok(lines)
}

/// T01
fn face(sight: &Sight<'_>) -> Outcome {
    let lines = match title(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let own = sight.standard.title_size;
    let wrong = lines
        .iter()
        .find(|line| line.face != Face::Xiaobiaosong || !near(line.size, own, Length::centipt(50)));
    let look = match (wrong, lines.first()) {
        (Some(line), _) => {
            let words = format!(
                "{}用{} {}",
                start(&line.text),
                face_name(line.face),
                pt(line.size)
            );
            Outcome::broken(Warning, words).on(1)
        }
        (None, Some(line)) => Outcome::kept(format!("{} {}", face_name(line.face), pt(line.size))).on(1),
        (None, None) => Outcome::unclear("首页找不到标题"),
    };
    let look = housed_size(look, own, GBT_9704.title_size);
    first_fault([look, centred(sight, &lines)]).unwrap_or_else(|| Outcome::absent(""))
}

fn centred(sight: &Sight<'_>, lines: &[&Line]) -> Outcome {
    let wanted = Wanted {
        what: "偏离版心中线",
        own: Length::ZERO,
        standard: Length::ZERO,
        tolerance: Length::mm(1),
        severity: Warning,
    };
    let off = |line: &&Line| Reading::new(line.page, (middle(line) - sight.middle()).abs());
    wanted
        .judge_worst(lines.iter().map(off))
        .unwrap_or_else(|| Outcome::unclear("首页找不到标题"))
}

/// The middle of a line; the blank half of a mark at its end is not counted.
fn middle(line: &Line) -> Length {
    (line.em.left + line.em.right - line.trim()) / 2
}

/// T02
fn gap(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = sight.only_in(&[Form::File, Form::Letter]) {
        return absent;
    }
    let lines = match title(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let Some(top) = lines.first().map(|line| line.em.top) else {
        return Outcome::unclear("首页找不到标题").on(1);
    };
    let Some((what, from)) = above_title(sight, top) else {
        return Outcome::unclear("标题之上找不到红色分隔线").on(1);
    };
    let wanted = Wanted {
        what,
        own: sight.standard.title_gap,
        standard: GBT_9704.title_gap,
        tolerance: Length::um(1_500),
        severity: Warning,
    };
    wanted.judge_gap(Reading::new(0, top - from), 2)
}

/// What the title's gap is measured from: the red rule, in a letter the last element below the upper lines.
fn above_title(sight: &Sight<'_>, top: Length) -> Option<(&'static str, Length)> {
    let head = &sight.parts.head;
    let rules = head.rules.iter().map(bottom_of).filter(|y| *y < top);
    if sight.parts.form == Form::Letter {
        let elements = [head.copy_number, head.secrecy, head.urgency, head.number];
        let lowest = elements
            .into_iter()
            .filter_map(|id| sight.line(id))
            .map(|line| line.em.bottom)
            .max();
        return Some(("版头要素至标题", lowest.or_else(|| rules.max())?));
    }
    Some(("红色分隔线至标题", rules.max()?))
}

/// T03
fn shape(sight: &Sight<'_>) -> Outcome {
    let lines = match title(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let size = lines.first().map_or(Length::pt(22), |line| line.size);
    let widths: Vec<Length> = lines.iter().map(|line| line.em.width()).collect();
    let tenths = |width: &Length| {
        let tenths = width.to_emu() * 10 / size.to_emu().max(1);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let told: Vec<String> = widths.iter().map(tenths).collect();
    let words = format!("{} 行，各行 {} 字", widths.len(), told.join("、"));
    match misshapen(&widths, size) {
        Some(fault) => Outcome::broken(Error, format!("{words}，{fault}")).on(1),
        None => Outcome::kept(words).on(1),
    }
}

/// What is wrong with lines of those widths: neither a trapezoid, up or down, nor a diamond.
fn misshapen(widths: &[Length], size: Length) -> Option<&'static str> {
    let (first, last) = widths.first().zip(widths.last())?;
    let equal = |a: &Length, b: &Length| (*a - *b).abs() < size.part(2, 5);
    if widths.len() < 2 {
        return None;
    }
    if widths.iter().all(|width| equal(width, first)) {
        return Some("成了长方形");
    }
    let falls = |a: &Length, b: &Length| *a >= *b || equal(a, b);
    if widths.is_sorted_by(falls) || widths.is_sorted_by(|a, b| falls(b, a)) {
        return None;
    }
    let peak = widths.iter().enumerate().max_by_key(|(_, width)| **width)?.0;
    let (rise, fall) = widths.split_at_checked(peak)?;
    let one_peak = rise.is_sorted_by(|a, b| falls(b, a)) && fall.is_sorted_by(falls);
    if !one_peak {
        Some("成了沙漏形")
    } else if (*first - *last).abs() > size.part(5, 2) {
        Some("菱形上下不对称")
    } else {
        None
    }
}

/// T04
fn breaks(sight: &Sight<'_>) -> Outcome {
    let lines = match readable(sight) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    if lines.len() < 2 {
        return Outcome::kept("一行，没有回行").on(1);
    }
    let texts: Vec<String> = lines.iter().map(|line| line.solid()).collect();
    let fault = texts.iter().skip(1).find_map(|text| bad_start(text));
    if let Some(fault) = fault {
        return Outcome::broken(Warning, fault).on(1);
    }
    match parted(&texts) {
        Some((before, after)) => Outcome::broken(Warning, format!("“{before}／{after}”拆开了词")).on(1),
        None => Outcome::kept(format!("回行处：{}", texts.join("／"))).on(1),
    }
}

fn bad_start(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    "的地得、，。；：》）”’〕/％%"
        .contains(first)
        .then(|| format!("行首是“{first}”"))
}

/// The characters around the first line end that parts a word.
fn parted(lines: &[String]) -> Option<(String, String)> {
    let whole = lines.concat();
    let good: Vec<usize> = places(&whole)
        .into_iter()
        .filter(|(_, place)| *place != Place::Awkward)
        .map(|(at, _)| at)
        .collect();
    let mut at = 0;
    for line in lines.iter().take(lines.len() - 1) {
        at += line.len();
        if !good.contains(&at) {
            let (before, after) = whole.split_at_checked(at)?;
            let tail: String = before.chars().rev().take(3).collect();
            return Some((tail.chars().rev().collect(), after.chars().take(3).collect()));
        }
    }
    None
}

/// T05
fn wording(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = sight.only_in(&[Form::File, Form::Letter]) {
        return absent;
    }
    let whole = match readable(sight) {
        Ok(lines) => lines.iter().copied().map(Line::solid).collect::<String>(),
        Err(outcome) => return outcome,
    };
    // （试行）, （征求意见稿）
    let bare = match whole.rfind('（') {
        Some(at) if whole.ends_with('）') => whole.get(..at).unwrap_or(&whole),
        _ => &whole,
    };
    let Some(kind) = KINDS.iter().find(|kind| bare.ends_with(**kind)) else {
        return Outcome::broken(Warning, "标题末尾不是条例所列文种").on(1);
    };
    let about = bare
        .find("关于")
        .zip(bare.rfind('的'))
        .is_some_and(|(about, of)| about < of);
    // kinds that are published often say no more than who and what
    let published = ["公告", "通告", "公报", "命令", "令", "决议", "纪要", "函", "议案"];
    if about || published.contains(kind) {
        Outcome::kept(format!("文种：{kind}")).on(1)
    } else {
        Outcome::broken(Warning, format!("文种为{kind}，未用“关于……的”")).on(1)
    }
}

/// T06
fn marks(sight: &Sight<'_>) -> Outcome {
    let whole = match readable(sight) {
        Ok(lines) => lines.iter().copied().map(Line::solid).collect::<String>(),
        Err(outcome) => return outcome,
    };
    if let Some(last) = whole.chars().last().filter(|c| "，。；：、,.;:".contains(*c)) {
        return Outcome::broken(Warning, format!("末尾有“{last}”")).on(1);
    }
    match whole.chars().find(|c| "，。；：,;:!?()[]【】".contains(*c)) {
        Some(mark) => Outcome::broken(Warning, format!("标题中有“{mark}”")).on(1),
        None => Outcome::kept("末尾没有标点").on(1),
    }
}

/// T07
fn claimed(sight: &Sight<'_>) -> Outcome {
    let whole = match readable(sight) {
        Ok(lines) => lines.iter().copied().map(Line::solid).collect::<String>(),
        Err(outcome) => return outcome,
    };
    let tables = !sight.parts.tables.is_empty() && sight.parts.paragraphs.is_empty();
    if tables && sight.parts.form == Form::Plain {
        return Outcome::absent("只有表格，标题是表的");
    }
    let named = sight.seen.claims.title.as_deref().unwrap_or_default().trim();
    if named.is_empty() {
        Outcome::broken(Warning, "文件属性中没有题名")
    } else if same(named, &whole) {
        Outcome::kept("题名与标题一致")
    } else {
        Outcome::broken(Warning, format!("题名为{}", start(named)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(chars: &[i64]) -> Option<&'static str> {
        let size = Length::pt(22);
        let widths: Vec<Length> = chars.iter().map(|n| size * *n).collect();
        misshapen(&widths, size)
    }

    #[test]
    fn trapezoids_and_diamonds_pass() {
        for good in [
            &[9][..],
            &[12, 9],
            &[9, 12],
            &[8, 14, 9],
            &[14, 10, 6],
            &[6, 12, 12, 7],
        ] {
            assert_eq!(shape_of(good), None, "{good:?}");
        }
        for bad in [&[9, 9][..], &[10, 10, 10], &[12, 6, 12], &[6, 14, 10]] {
            assert!(shape_of(bad).is_some(), "{bad:?}");
        }
    }

    #[test]
    fn words_stay_whole() {
        let lines = |lines: [&str; 2]| lines.map(str::to_owned);
        assert_eq!(parted(&lines(["关于二季度重点民生实事", "进展情况的通报"])), None);
        let (before, after) = parted(&lines(["关于二季度重点民生实", "事进展情况的通报"])).unwrap();
        assert_eq!((before.as_str(), after.as_str()), ("民生实", "事进展"));
        assert!(bad_start("的通报").is_some() && bad_start("通报").is_none());
    }
}
