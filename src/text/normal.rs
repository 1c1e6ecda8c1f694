//! Normal forms (归一) for comparison, and half-width marks between Han characters.

use unicode_normalization::UnicodeNormalization;

/// Whether `c` is a Han character (汉字), 〇 included.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// `text` for comparison: NFKC (full-width forms become half-width), without white space and invisible characters.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
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
    pub meant: char,
}

/// The half-width marks in `text` where Chinese wants full-width ones (GB/T 15834—2011 5.1).
///
/// A mark counts if the nearest character on one side is Han or a full-width mark and the other side does not make
/// it part of a number or a Latin word: `1,200`, `10:30` and `A.B` stay. A full stop counts only after Han and before
/// Han, white space or the end, since `一.` and `表.xlsx` mean others. Straight quotes are not paired here.
#[must_use]
pub fn half_width_marks(text: &str) -> Vec<HalfMark> {
    let mut found = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, typed)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        if let Some(meant) = full_form(typed)
            && wants_full(typed, before, after)
        {
            found.push(HalfMark { at, typed, meant });
        }
        before = Some(typed);
    }
    found
}

const fn full_form(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        '.' => '。',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

fn wants_full(typed: char, before: Option<char>, after: Option<char>) -> bool {
    let chinese =
        |c: Option<char>| c.is_some_and(|c| is_han(c) || "，。、；：？！）》”〕（《“〔".contains(c));
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match typed {
        '.' => before.is_some_and(is_han) && (after.is_none_or(char::is_whitespace) || chinese(after)),
        '(' => chinese(before) || (chinese(after) && !latin(before)),
        ')' => chinese(before) || (chinese(after) && !latin(before)),
        // 完成12个,占 has a digit's unit before it; 共12,占 is meant to be a comma as well
        _ => {
            chinese(before)
                || (chinese(after) && (before.is_some_and(|c| c == '%' || c == ')') || latin(before)))
        }
    }
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
            ("已完成,正在验收.", vec![(',', '，'), ('.', '。')]),
            ("截至6月底,完成87.5%,超序时进度", vec![(',', '，'), (',', '，')]),
            ("(一)目标", vec![('(', '（'), (')', '）')]),
            ("责任单位:县教育局;县住建局", vec![(':', '：'), (';', '；')]),
            ("投资1,200万元，10:30开会", vec![]),
            ("见A.B和a,b", vec![]),
            ("表.xlsx", vec![]),
            ("共12,占", vec![(',', '，')]),
            ("1.扩增", vec![]),
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
