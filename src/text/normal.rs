//! Normal forms (归一) for comparison, and half-width marks between Han characters.

use unicode_normalization::UnicodeNormalization;

use super::marks::marks;

/// Whether `c` is a Han character (汉字), 〇 included.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// `text` for comparison: NFKC (full-width forms become half-width), without white space and invisible characters.
#[must_use]
pub fn fold(text: &str) -> String {
    // a white space may have parted a letter from its accent: composed again, or folding twice would differ
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .nfc()
        .collect()
}

/// Whether both are the same but for white space and width.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// Whether `c` has neither ink nor meaning: zero-width marks, the byte order mark, control characters that are no white
/// space.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// A half-width mark (半角标点) among Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HalfMark {
    /// Where it stands, in bytes.
    pub at: usize,
    /// As typed.
    pub typed: char,
    /// The mark that should stand there.
    pub meant: &'static str,
}

/// The half-width marks in `text` where Chinese wants full-width ones (GB/T 15834—2011 5.1).
///
/// A mark counts if the nearest character before it is Han or a full-width mark, or if the nearest after it is and
/// the mark ends a word or number: `1,200`, `10:30` and `A.B` stay. A full stop counts only after Han and before Han,
/// white space or the end, since `1.扩增` and `表.xlsx` mean others. Brackets count in pairs. Straight quotes are not
/// looked at: which of “ and ” they mean is not certain.
#[must_use]
pub fn half_width_marks(text: &str) -> Vec<HalfMark> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, typed) in marks(text) {
        let Some(meant) = full_form(typed) else { continue };
        let before = text.get(..at).unwrap_or_default().chars().next_back();
        let mut after = text.get(at + typed.len_utf8()..).unwrap_or_default().chars();
        let mark = HalfMark { at, typed, meant };
        match typed {
            '(' => open.push((mark, is_chinese(before) || is_chinese(after.next()))),
            ')' => {
                let pair = open.pop();
                let within = pair.is_some_and(|(_, wanted)| wanted);
                // f(x)的 stays, (1)验收 does not: what stands before the pair decides
                let outer = pair.is_some_and(|(first, _)| !ends_word(text.get(..first.at)));
                if within || is_chinese(before) || (outer && is_chinese(beyond_marks(after))) {
                    found.extend(pair.map(|(first, _)| first));
                    found.push(mark);
                }
            }
            '.' => {
                let ends = after
                    .next()
                    .is_none_or(|c| c.is_whitespace() || is_chinese(Some(c)));
                found.extend((before.is_some_and(is_han) && ends).then_some(mark));
            }
            _ => {
                let ends = before.is_some_and(|c| !c.is_whitespace());
                let wanted = is_chinese(before) || (ends && is_chinese(beyond_marks(after)));
                found.extend(wanted.then_some(mark));
            }
        }
    }
    found.sort_by_key(|mark| mark.at);
    found
}

/// More marks in a row are no punctuation; the limit keeps the time linear.
const MOST_IN_A_ROW: usize = 8;

/// The first character that is no half-width mark.
fn beyond_marks(chars: impl Iterator<Item = char>) -> Option<char> {
    chars.take(MOST_IN_A_ROW).find(|c| full_form(*c).is_none())
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_han(c) || "，。、；：？！）》”〕（《“〔".contains(c))
}

fn ends_word(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

const fn full_form(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "，",
        '.' => "。",
        ';' => "；",
        ':' => "：",
        '!' => "！",
        '?' => "？",
        '(' => "（",
        ')' => "）",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folded() {
        assert_eq!(fold("（一）　完成 ８７．５％\n"), "(一)完成87.5%");
        assert!(same("县教育局", " 县教 育局\u{200b}"));
        assert!(!same("县教育局", "县住建局"));
    }

    #[test]
    fn half_width_marks_among_han() {
        for (text, marks) in [
            ("已完成,正在验收.", vec![(',', "，"), ('.', "。")]),
            ("截至6月底,完成87.5%,超序时进度", vec![(',', "，"), (',', "，")]),
            ("(一)目标", vec![('(', "（"), (')', "）")]),
            ("责任单位:县教育局;县住建局", vec![(':', "："), (';', "；")]),
            ("投资1,200万元，10:30开会", vec![]),
            ("见A.B和a,b", vec![]),
            ("表.xlsx", vec![]),
            ("共12,占", vec![(',', "，")]),
            ("1.扩增", vec![]),
            (
                "超过(达85%),,并完成",
                vec![('(', "（"), (')', "）"), (',', "，"), (',', "，")],
            ),
            ("率达39%(较上年),", vec![('(', "（"), (')', "）")]),
            ("(1)验收", vec![('(', "（"), (')', "）")]),
            ("函数f(x)的值", vec![]),
            ("1)验收", vec![]),
            ("", vec![]),
        ] {
            let seen: Vec<_> = half_width_marks(text)
                .iter()
                .map(|m| (m.typed, m.meant))
                .collect();
            assert_eq!(seen, marks, "{text}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn marks_stand_where_they_are_said(text in "[甲乙a1,.;:!?() ，。]{0,30}") {
            for mark in half_width_marks(&text) {
                prop_assert!(text.get(mark.at..).unwrap().starts_with(mark.typed));
            }
        }
    }
}
