//! Heading marks (结构层次序数): 一、（一）1.（1） of GB/T 9704—2012 7.3.3, and recognising typed ones.

use super::numeral;

/// The mark of heading `number` at `level`: 一、, （一）, 1., （1）. Levels below 1 count as 1, above 4 as 4.
#[must_use]
pub fn mark(level: u8, number: u32) -> String {
    match level {
        0 | 1 => format!("{}、", numeral::chinese(number.into())),
        2 => format!("（{}）", numeral::chinese(number.into())),
        3 => format!("{number}."),
        _ => format!("（{number}）"),
    }
}

/// A mark typed at the start of a line (手工序数).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// 1 to 4 as in 7.3.3; 5 for ①.
    pub level: u8,
    /// Its number.
    pub number: u32,
    /// The mark as typed, without white space before it.
    pub mark: &'a str,
    /// What follows, without white space at its start.
    pub rest: &'a str,
}

/// The mark at the start of `line`, in any of its full- and half-width forms: `一、`, `(一)`, `（一）`, `1.`, `1．`,
/// `1、`, `(1)`, `（1）`, `①`; white space before it is passed over.
///
/// Numbers that only look like marks are none: `1.5万元`, `2024.6`, `3-4个`, `2024、2025年`, and enumerations such as
/// `一、二、三号楼`. A mark has at most three digits: no text has a thousandth heading, but many begin with a year.
#[must_use]
pub fn recognise(line: &str) -> Option<Typed<'_>> {
    let line = line.trim_start();
    let (level, number, rest) = circle(line)
        .or_else(|| bracketed(line))
        .or_else(|| stopped(line))?;
    let mark = line.get(..line.len() - rest.len())?;
    Some(Typed {
        level,
        number,
        mark,
        rest: rest.trim_start(),
    })
}

fn circle(line: &str) -> Option<(u8, u32, &str)> {
    let first = line.chars().next()?;
    Some((5, numeral::circled_value(first)?, line.get(first.len_utf8()..)?))
}

fn bracketed(line: &str) -> Option<(u8, u32, &str)> {
    let inner = line.strip_prefix(['(', '（'])?;
    let (inner, rest) = inner.split_once([')', '）'])?;
    let (arabic, number, after) = count(inner)?;
    after
        .is_empty()
        .then_some((if arabic { 4 } else { 2 }, number, rest))
}

fn stopped(line: &str) -> Option<(u8, u32, &str)> {
    let (arabic, number, after) = count(line)?;
    let dot = after.chars().next()?;
    let rest = after.get(dot.len_utf8()..)?;
    let fits = match dot {
        '、' => !goes_on(number, rest),
        '.' | '．' => arabic && !rest.starts_with(|c: char| numeral::arabic(c).is_some()),
        _ => false,
    };
    fits.then_some((if arabic { 3 } else { 1 }, number, rest))
}

/// Whether 、 joins the next number (一、二号楼; 1、2号线) rather than ending a mark. 一、二季度 is a heading: whoever
/// means both quarters writes 上半年.
fn goes_on(number: u32, rest: &str) -> bool {
    match count(rest) {
        Some((arabic, next, after)) if next == number + 1 => {
            arabic || after.starts_with(['、', '号', '级', '类', '等', '产', '线', '楼', '审'])
        }
        _ => false,
    }
}

/// A number of at most three Arabic digits or a Chinese numeral at the start, and what follows.
fn count(text: &str) -> Option<(bool, u32, &str)> {
    let arabic = text.starts_with(|c| numeral::arabic(c).is_some());
    let is_part = |c: char| {
        if arabic {
            numeral::arabic(c).is_some()
        } else {
            numeral::is_numeral(c)
        }
    };
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (run, after) = text.split_at_checked(end)?;
    let number = if arabic {
        if run.chars().count() > 3 {
            return None;
        }
        run.chars()
            .try_fold(0, |n: u32, c| Some(n * 10 + numeral::arabic(c)?))?
    } else {
        u32::try_from(numeral::parse(run)?).ok().filter(|n| *n < 1000)?
    };
    (number > 0).then_some((arabic, number, after))
}

/// The longest heading that runs into its paragraph, in characters: two lines of the 28 of GB/T 9704—2012 5.2.3.
/// A first sentence beyond that is a sentence, not a heading.
pub const LONGEST_RUN_IN: usize = 56;

/// Splits a heading that runs into its paragraph (连排标题): `提高认识。各单位要……` is (`提高认识。`, `各单位要……`).
///
/// The split is after the first 。 that stands outside quotes and brackets. `None` if there is none, if nothing
/// stands before or after it, or if the heading would be longer than [`LONGEST_RUN_IN`] or have a line feed.
#[must_use]
pub fn run_in(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0u32;
    for (n, (at, c)) in text.char_indices().enumerate() {
        match c {
            '“' | '‘' | '《' | '（' | '〔' | '【' => depth += 1,
            '”' | '’' | '》' | '）' | '〕' | '】' => depth = depth.saturating_sub(1),
            '\n' => return None,
            '。' if depth == 0 => {
                let (heading, rest) = text.split_at_checked(at + c.len_utf8())?;
                let rest = rest.trim_start();
                return (!text.get(..at)?.trim().is_empty() && !rest.is_empty()).then_some((heading, rest));
            }
            _ => {}
        }
        if n >= LONGEST_RUN_IN {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_by_level() {
        assert_eq!(
            [1, 2, 3, 4].map(|level| mark(level, 12)),
            ["十二、", "（十二）", "12.", "（12）"]
        );
    }

    #[test]
    fn typed_marks() {
        for (line, level, number, typed, rest) in [
            ("一、总体要求", 1, 1, "一、", "总体要求"),
            ("　十二、 保障措施", 1, 12, "十二、", "保障措施"),
            ("(一)工作目标", 2, 1, "(一)", "工作目标"),
            ("（二十一）工作目标", 2, 21, "（二十一）", "工作目标"),
            ("1.扩增学位", 3, 1, "1.", "扩增学位"),
            ("1．扩增学位", 3, 1, "1．", "扩增学位"),
            ("１２、扩增学位", 3, 12, "１２、", "扩增学位"),
            ("1. 扩增学位", 3, 1, "1.", "扩增学位"),
            ("(3)验收", 4, 3, "(3)", "验收"),
            ("（10）验收", 4, 10, "（10）", "验收"),
            ("⑩验收", 5, 10, "⑩", "验收"),
            ("一、一季度进展", 1, 1, "一、", "一季度进展"),
            ("一、二季度进展", 1, 1, "一、", "二季度进展"),
            ("1、2024年目标", 3, 1, "1、", "2024年目标"),
            ("三、", 1, 3, "三、", ""),
        ] {
            assert_eq!(
                recognise(line),
                Some(Typed {
                    level,
                    number,
                    mark: typed,
                    rest
                }),
                "{line}"
            );
        }
    }

    #[test]
    fn numbers_that_are_no_marks() {
        for line in [
            "",
            "1.5万元",
            "2024.6",
            "2024.6.1前完成",
            "3-4个",
            "1、2号楼",
            "一、二、三号楼",
            "三、四级医院",
            "2024、2025年",
            "一是加强",
            "（见附件）",
            "（一",
            "（）",
            "0.5",
            "0、",
            "十里店",
            "一.总体",
            "（2024）",
            "1",
            "（二〇二四）",
        ] {
            assert_eq!(recognise(line), None, "{line}");
        }
    }

    #[test]
    fn run_in_headings() {
        assert_eq!(
            run_in("提高认识。各单位要抓紧。"),
            Some(("提高认识。", "各单位要抓紧。"))
        );
        assert_eq!(
            run_in("落实“快办。”要求。各单位"),
            Some(("落实“快办。”要求。", "各单位"))
        );
        for text in ["提高认识", "提高认识。", "。各单位", "", "提高\n认识。各单位"] {
            assert_eq!(run_in(text), None, "{text}");
        }
        let long = "长".repeat(LONGEST_RUN_IN);
        assert!(run_in(&format!("{long}。后文")).is_some());
        assert_eq!(run_in(&format!("{long}长。后文")), None);
    }

    proptest! {
        #[test]
        fn written_marks_are_recognised(level in 1u8..=4, number in 1u32..1000, rest in "[甲乙丙a]{0,5}") {
            let line = format!("{}{rest}", mark(level, number));
            let found = recognise(&line).unwrap();
            prop_assert_eq!((found.level, found.number, found.rest), (level, number, rest.as_str()));
        }

        #[test]
        fn any_line_is_survived(line in "\\PC{0,40}") {
            if let Some(found) = recognise(&line) {
                prop_assert!(found.number > 0);
            }
            if let Some((heading, rest)) = run_in(&line) {
                prop_assert!(heading.ends_with('。') && line.ends_with(rest));
            }
        }
    }
}
