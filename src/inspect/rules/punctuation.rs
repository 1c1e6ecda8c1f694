//! K: line ends and marks (行首行尾禁则、标点). Tables are not looked at: where a cell's text goes on, a file does not say.

use super::gauge::{Tally, start};
use super::{Rule, Sight, words};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::row::{Row, joined, rows};
use crate::inspect::find::{LineId, Paragraph};
use crate::text::normal::{half_width_marks, is_han};
use crate::text::punct::{Class, class};
use crate::unit::Length;

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "K01",
        clause: "GB/T 15834—2011 5.1",
        name: "行首行尾标点",
        says: "点号、后引号、后括号、后书名号等不在一行之首，前引号、前括号、前书名号不在一行之末",
        severity: Severity::Error,
        measure: line_ends,
    },
    Rule {
        id: "K02",
        clause: "GB/T 15835—2011 5.1.7",
        name: "数不拆行",
        says: "一个用阿拉伯数字书写的数（含小数点、百分号）应当在同一行中",
        severity: Severity::Error,
        measure: split_numbers,
    },
    Rule {
        id: "K03",
        clause: "GB/T 15834—2011 5.1.4",
        name: "破折号、省略号不拆行",
        says: "破折号、省略号占两个字的位置，上下居中，不能中间断开分处两行",
        severity: Severity::Error,
        measure: split_dashes,
    },
    Rule {
        id: "K04",
        clause: "GB/T 15834—2011 5.1",
        name: "全角半角",
        says: "汉字之间的标点用全角，阿拉伯数字和拉丁字母用半角",
        severity: Severity::Error,
        measure: widths,
    },
    Rule {
        id: "K05",
        clause: "通行做法",
        name: "空格",
        says: "不连续空格，不用空格缩进",
        severity: Severity::Warning,
        measure: blanks,
    },
    Rule {
        id: "N01",
        clause: "GB/T 15835—2011 5.1.3",
        name: "数值范围",
        says: "范围两端的百分号、“万”“亿”不省略：15%～30%，13万元～17万元",
        severity: Severity::Warning,
        measure: words::ranges,
    },
    Rule {
        id: "N02",
        clause: "GB/T 15835—2011 5.1.2",
        name: "纯小数",
        says: "小数点前的“0”不省略",
        severity: Severity::Error,
        measure: words::decimals,
    },
    Rule {
        id: "N03",
        clause: "GB/T 15835—2011 5.1.4",
        name: "年月日写法",
        says: "年份写全四位，月、日不编虚位",
        severity: Severity::Error,
        measure: words::days,
    },
    Rule {
        id: "N04",
        clause: "GB/T 15835—2011 5.3",
        name: "数字与“万”“亿”",
        says: "阿拉伯数字后只用“万”“亿”作单位，不用“十”“百”“千”",
        severity: Severity::Warning,
        measure: words::multiples,
    },
    Rule {
        id: "N05",
        clause: "GB/T 15834—2011 4.8—4.15",
        name: "标点配对",
        says: "引号、括号、书名号成对使用",
        severity: Severity::Error,
        measure: words::pairs,
    },
];

/// A running text (一段文字) with its rows.
pub(super) struct Text<'s> {
    pub(super) rows: Vec<Row<'s>>,
    pub(super) text: String,
}

/// Title, addressee, paragraphs, annex names, remark: whatever can be read.
pub(super) fn texts<'s>(sight: &'s Sight<'_>) -> Vec<Text<'s>> {
    let parts = sight.parts;
    let mut ids: Vec<&[LineId]> = vec![&parts.title, &parts.addressee];
    ids.extend(
        parts
            .paragraphs
            .iter()
            .map(|Paragraph { lines, .. }| lines.as_slice()),
    );
    ids.extend(
        parts
            .note
            .iter()
            .flat_map(|note| note.names.iter().map(|(_, _, lines)| lines.as_slice())),
    );
    ids.push(parts.remark.as_slice());
    ids.into_iter()
        .map(|ids| rows(parts, ids))
        .filter(|rows| {
            !rows.is_empty() && !rows.iter().flat_map(|row| &row.lines).any(|line| line.unreadable)
        })
        .map(|rows| Text {
            text: joined(&rows),
            rows,
        })
        .collect()
}

/// Measures every text; `each` tells what is wrong with one.
pub(super) fn over(
    sight: &Sight<'_>,
    severity: Severity,
    kept: &str,
    each: impl Fn(&Text<'_>) -> Vec<(usize, String)>,
) -> Outcome {
    let texts = texts(sight);
    if texts.is_empty() {
        return if sight.parts.lines.is_empty() {
            Outcome::unclear("文件中没有可读的文字")
        } else {
            Outcome::absent("没有成段的文字")
        };
    }
    let mut tally = Tally::default();
    for text in &texts {
        tally.saw();
        for (page, words) in each(text) {
            tally.fault(severity, page, Length::ZERO, words);
        }
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 段文字，{kept}")))
}

/// Neighbouring rows, as the text goes on from one to the next.
fn breaks<'t>(text: &'t Text<'_>) -> impl Iterator<Item = (usize, String, String)> + 't {
    text.rows.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((b.page, a.text(), b.text())),
        _ => None,
    })
}

fn line_ends(sight: &Sight<'_>) -> Outcome {
    over(sight, Severity::Error, "行首行尾均无禁排标点", |text| {
        let fault = |(page, before, after): (usize, String, String)| {
            let first = after.chars().next().filter(|c| not_first(*c));
            let last = before.chars().next_back().filter(|c| not_last(*c));
            let words = match (first, last) {
                (Some(mark), _) => format!("“{mark}”在行首：{}", start(&after)),
                (_, Some(mark)) => format!("“{mark}”在行尾：{}之前", start(&after)),
                _ => return None,
            };
            Some((page, words))
        };
        breaks(text).filter_map(fault).collect()
    })
}

/// Not at the start of a line; —— and …… only at the strictest level, which nothing here asks for.
fn not_first(c: char) -> bool {
    matches!(
        class(c),
        Class::Close | Class::Comma | Class::Stop | Class::Middle | Class::Wave | Class::NarrowClose
    )
}

fn not_last(c: char) -> bool {
    matches!(class(c), Class::Open | Class::NarrowOpen)
}

fn split_numbers(sight: &Sight<'_>) -> Outcome {
    over(sight, Severity::Error, "没有数拆在两行", |text| {
        let fault = |(page, before, after): (usize, String, String)| {
            parted(&before, &after).then(|| {
                let tail: String = tail(&before);
                (page, format!("“{tail}”与“{}”拆在两行", head(&after)))
            })
        };
        breaks(text).filter_map(fault).collect()
    })
}

/// Whether a number goes over from one row to the next.
fn parted(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let (last, previous) = (back.next(), back.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut front = after.chars();
    let (first, second) = (front.next(), front.next());
    let percent = first.is_some_and(|c| "%‰％℃".contains(c));
    let point = |c: Option<char>| c.is_some_and(|c| matches!(c, '.' | ','));
    digit(last) && (digit(first) || percent || point(first) && digit(second))
        || point(last) && digit(previous) && digit(first)
}

fn tail(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(6)).collect()
}

fn head(text: &str) -> String {
    text.chars().take(6).collect()
}

fn split_dashes(sight: &Sight<'_>) -> Outcome {
    over(
        sight,
        Severity::Error,
        "破折号、省略号均未拆行",
        |text| {
            let fault = |(page, before, after): (usize, String, String)| {
                let (last, first) = (before.chars().next_back()?, after.chars().next()?);
                let split = last == first && matches!(last, '—' | '…' | '─' | '―');
                split.then(|| (page, format!("“{last}{first}”拆在两行：{}之前", start(&after))))
            };
            breaks(text).filter_map(fault).collect()
        },
    )
}

fn widths(sight: &Sight<'_>) -> Outcome {
    over(
        sight,
        Severity::Error,
        "标点、数字、字母宽度均符合",
        |text| {
            let page = text.rows.first().map_or(0, |row| row.page);
            let half = half_width_marks(&text.text).into_iter();
            let mut faults: Vec<(usize, String)> = half
                .map(|mark| {
                    (
                        page,
                        format!(
                            "{}中有半角“{}”，应为“{}”",
                            start(&text.text),
                            mark.typed,
                            mark.meant
                        ),
                    )
                })
                .collect();
            let wide = text
                .text
                .chars()
                .filter(|c| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'));
            faults.extend(wide.map(|c| (page, format!("{}中有全角“{c}”", start(&text.text)))));
            if straight_quote(&text.text) {
                faults.push((page, format!("{}中有直引号，应为“”", start(&text.text))));
            }
            faults
        },
    )
}

/// A straight quote next to a Han character.
fn straight_quote(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|pair| match pair {
        [a, b] => (*a == '"' && is_han(*b)) || (is_han(*a) && *b == '"'),
        _ => false,
    })
}

fn blanks(sight: &Sight<'_>) -> Outcome {
    let title: Option<LineId> = sight.parts.title.first().copied();
    over(
        sight,
        Severity::Warning,
        "没有连续空格和空格缩进",
        |text| {
            // a title may be spaced out
            if text.rows.first().and_then(|row| row.ids.first().copied()) == title && title.is_some() {
                return Vec::new();
            }
            let lines = text.rows.iter().flat_map(|row| &row.lines);
            let mut faults = Vec::new();
            for line in lines {
                if line.text.contains("  ") {
                    faults.push((line.page, format!("{}中有连续空格", start(&line.text))));
                }
                if line.blanks_before > 0 {
                    faults.push((
                        line.page,
                        format!("{}前有 {} 个空格", start(&line.text), line.blanks_before),
                    ));
                }
            }
            faults
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_over_two_rows() {
        for (before, after) in [
            ("共1", "2件"),
            ("达到75", "%，"),
            ("投资12", ".5亿"),
            ("投资12.", "5亿"),
        ] {
            assert!(parted(before, after), "{before}|{after}");
        }
        for (before, after) in [("2026", "年"), ("第三", "12件"), ("完成。", "1件")] {
            assert!(!parted(before, after), "{before}|{after}");
        }
    }

    #[test]
    fn quotes_of_a_typewriter() {
        assert!(straight_quote("推进\"放管服\"改革"));
        assert!(!straight_quote("推进“放管服”改革"));
    }
}
