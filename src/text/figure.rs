//! Figures in running text (文中数字): what a clerk typed, for holding it against what the data give.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number;
use super::numeral::{find_digit, is_digit};

/// What a figure is said in (数字的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 1200 or 4.82万; the measure word, if any, follows the figure.
    Plain,
    /// 87.5%.
    Percent,
    /// 5.2个百分点.
    Points,
}

/// A figure (数字) found in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Where it stands in bytes, with 万, 亿, % or 个百分点.
    pub range: Range<usize>,
    /// 48200 for 4.82万; 0.875 for 87.5%; 0.052 for 5.2个百分点.
    pub value: Decimal,
    /// As what.
    pub kind: Kind,
    /// How exactly it was typed: decimals as they stand, 2 for 4.82万.
    pub decimals: u32,
}

/// The figures in Arabic digits in `text`, from left to right.
///
/// Digits within a Latin word (G205, COVID-19) and what is no number (1.2.3) are passed over. Dates, 第7 and
/// 〔2024〕 are figures, too: whoever does not want them looks at what stands around, or at
/// [`super::date::find_all`].
#[must_use]
pub fn find_all(text: &str) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = find_digit(text, at) {
        let run = text.get(start..).map_or(0, run_length);
        at = start + run.max(1);
        let latin = text.get(..start).is_some_and(|before| before.ends_with(is_latin));
        if let Some(figure) = one(text, start, at).filter(|_| !latin) {
            at = figure.range.end;
            found.push(figure);
        }
    }
    found
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '-' | '_')
}

/// The length of digits with points and commas between digits, in bytes.
fn run_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | '．') && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        if !is_digit(c) && !joins {
            return at;
        }
    }
    text.len()
}

fn one(text: &str, start: usize, end: usize) -> Option<Figure> {
    // 30,18 are two figures, 1,200 is one
    let run = text.get(start..end)?;
    let first = run.split(',').next()?;
    let digits = if first.len() == run.len() || number::parse(run).is_some() {
        run
    } else {
        first
    };
    let end = start + digits.len();
    let rest = text.get(end..)?;
    let mut chars = rest.chars();
    let scale = match (chars.next(), chars.next()) {
        (Some('万'), Some('亿')) => "万亿".len(),
        (Some('万' | '亿'), _) => "万".len(),
        _ => 0,
    };
    let rest = rest.get(scale..)?;
    let (kind, tail) = match rest.chars().next() {
        Some(c @ ('%' | '％')) => (Kind::Percent, c.len_utf8()),
        _ if rest.starts_with("个百分点") => (Kind::Points, "个百分点".len()),
        _ => (Kind::Plain, 0),
    };
    let typed = number::parse(text.get(start..end + scale)?)?;
    let factor = if kind == Kind::Plain {
        Decimal::ONE
    } else {
        Decimal::new(1, 2)
    };
    let decimals = digits
        .rsplit_once(['.', '．'])
        .map_or(0, |(_, fraction)| fraction.chars().count());
    Some(Figure {
        range: start..end + scale + tail,
        value: typed.checked_mul(factor)?.normalize(),
        kind,
        decimals: u32::try_from(decimals).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn in_running_text() {
        let text =
            "新增学位1,200个，投资4.82万元，完成率87.50%，提高５．２个百分点；G205线1.2.3节，30项，18项";
        let seen: Vec<_> = find_all(text)
            .iter()
            .map(|f| {
                (
                    text.get(f.range.clone()).unwrap(),
                    f.value.to_string(),
                    f.kind,
                    f.decimals,
                )
            })
            .collect();
        let expected = [
            ("1,200", "1200", Kind::Plain, 0),
            ("4.82万", "48200", Kind::Plain, 2),
            ("87.50%", "0.875", Kind::Percent, 2),
            ("５．２个百分点", "0.052", Kind::Points, 1),
            ("30", "30", Kind::Plain, 0),
            ("18", "18", Kind::Plain, 0),
        ];
        assert_eq!(
            seen,
            expected.map(|(typed, value, kind, n)| (typed, value.to_owned(), kind, n))
        );
    }

    #[test]
    fn marks_between_figures() {
        let values = |text| {
            find_all(text)
                .iter()
                .map(|f| f.value.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(values("完成12，占"), ["12"]);
        assert_eq!(values("分别为30,18，200"), ["30", "18", "200"]);
        assert_eq!(values("1—9月份"), ["1", "9"]);
        assert_eq!(values("3万亿元"), ["3000000000000"]);
        assert_eq!(values("没有"), [""; 0]);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "[0-9０-９,.，．万亿%个百分点a第-]{0,60}") {
            for figure in find_all(&text) {
                prop_assert!(text.get(figure.range).is_some_and(|typed| typed.starts_with(is_digit)));
            }
        }
    }
}
