//! Widths (字宽) in half ems (半角): a Han character is two, a Latin letter one.
//!
//! For what has no font at hand, such as a spreadsheet, and for the width under which a column would break words.

use unicode_width::UnicodeWidthChar;

use super::normal::is_han;
use super::numeral;

/// Whether `c` is one of the Han characters that nearly all text consists of: two half ems wide, no mark, and broken
/// from others of its kind anywhere. Long tables are measured character by character, so they are asked for first.
#[must_use]
pub const fn is_common(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The width of one character in half ems: 0, 1 or 2. Quotes “”‘’, dashes — and dots … are two, as in Chinese faces;
/// accented letters one.
#[must_use]
pub fn of_char(c: char) -> usize {
    match c {
        ' '..='~' => return 1,
        _ if is_common(c) => return 2,
        _ => {}
    }
    let width = if c.is_alphabetic() {
        c.width()
    } else {
        c.width_cjk()
    };
    width.unwrap_or(0).min(2)
}

/// The width of `text` on one line in half ems.
#[must_use]
pub fn of(text: &str) -> usize {
    text.chars().map(of_char).sum()
}

/// The width in half ems under which `text` could not be broken any more (最窄宽度): that of its widest piece among Latin
/// words, numbers with % and unit, and single Han characters with the marks that cling to them.
#[must_use]
pub fn narrowest(text: &str) -> usize {
    pieces(text).map(of).max().unwrap_or(0)
}

/// The pieces between which a line may break, without the white space.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let mut chars = rest.char_indices();
        let (_, mut before) = chars.next()?;
        let end = chars.find_map(|(at, c)| {
            let stays = clings(before, c);
            before = c;
            (!stays).then_some(at)
        });
        let (piece, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = after;
        Some(piece)
    })
}

/// Whether no line may break between the two.
fn clings(before: char, after: char) -> bool {
    Joint::of(before).clings(Joint::of(after))
}

/// What a character is to its neighbours (断行性质): it tells whether a line may break between two. Each is looked up
/// once, not once with the character before it and once with that behind it.
#[derive(Clone, Copy, Debug)]
pub struct Joint {
    c: char,
    kind: Kind,
}

/// Kinds of characters on lines (断行类别).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Han,
    Space,
    Closing,
    Opening,
    /// A letter, a digit, or a mark inside of words.
    Word,
    /// A mark inside of words that closes others as well: the comma of 1,200.
    ClosingWord,
    Other,
}

impl Joint {
    /// That of `c`.
    #[must_use]
    #[inline]
    pub fn of(c: char) -> Self {
        let kind = if is_common(c) { Kind::Han } else { Kind::of(c) };
        Self { c, kind }
    }

    /// Whether it is white space.
    #[must_use]
    #[inline]
    pub fn is_space(self) -> bool {
        self.kind == Kind::Space
    }

    /// Whether no line may break between it and the one behind it.
    #[must_use]
    #[inline]
    pub fn clings(self, after: Self) -> bool {
        !(self.kind == Kind::Han && after.kind == Kind::Han) && self.clings_to_other(after)
    }

    fn clings_to_other(self, after: Self) -> bool {
        let word = |joint: Self| matches!(joint.kind, Kind::Word | Kind::ClosingWord);
        match (self.kind, after.kind) {
            (Kind::Space, _) | (_, Kind::Space) => false,
            (Kind::Opening, _) | (_, Kind::Closing | Kind::ClosingWord) => true,
            _ if word(self) && word(after) => true,
            _ => (numeral::is_digit(self.c) && is_unit(after.c)) || (is_dash(self.c) && self.c == after.c),
        }
    }
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '0'..='9' | 'A'..='Z' | 'a'..='z' => Self::Word,
            ',' => Self::ClosingWord,
            _ if is_closing(c) => Self::Closing,
            _ if is_opening(c) => Self::Opening,
            _ if is_han(c) => Self::Han,
            _ if is_word(c) => Self::Word,
            _ if c.is_whitespace() => Self::Space,
            _ => Self::Other,
        }
    }
}

fn is_word(c: char) -> bool {
    match c {
        '.' | ',' | '-' | '+' | '_' | '@' | '#' | '&' | '/' | '%' | '\'' => true,
        ' '..='~' => c.is_ascii_alphanumeric(),
        // what stands there is wide or no letter, and the tables of Unicode are slow
        '\u{2e80}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => false,
        _ => of_char(c) == 1 && c.is_alphanumeric(),
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '…')
}

/// Characters that count what a number before them tells; 1200个 is read as one.
const fn is_unit(c: char) -> bool {
    matches!(
        c,
        '%' | '‰'
            | '℃'
            | '°'
            | '％'
            | '万'
            | '亿'
            | '元'
            | '年'
            | '月'
            | '日'
            | '号'
            | '个'
            | '项'
            | '户'
            | '人'
            | '套'
    )
}

const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '〕'
            | '】'
            | '》'
            | '〉'
            | '”'
            | '’'
            | '」'
            | '』'
            | ','
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '％'
    )
}

const fn is_opening(c: char) -> bool {
    matches!(
        c,
        '（' | '〔' | '【' | '《' | '〈' | '“' | '‘' | '「' | '『' | '(' | '[' | '{'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths() {
        for (text, width) in [
            ("", 0),
            ("通报", 4),
            ("5G基站", 6),
            ("“好”", 6),
            ("——……", 8),
            ("ｱ", 1),
            ("é", 1),
            ("\u{301}", 0),
            ("①〔〕", 6),
        ] {
            assert_eq!(of(text), width, "{text}");
        }
    }

    #[test]
    fn unbreakable_pieces() {
        for (text, expected) in [
            ("县教育局", vec!["县", "教", "育", "局"]),
            ("完成87.5%。", vec!["完", "成", "87.5%。"]),
            ("学位1200个", vec!["学", "位", "1200个"]),
            ("《办法》（试行）", vec!["《办", "法》", "（试", "行）"]),
            ("5G base-station 站", vec!["5G", "base-station", "站"]),
            ("共——好", vec!["共", "——", "好"]),
            (" 　", vec![]),
        ] {
            assert_eq!(pieces(text).collect::<Vec<_>>(), expected, "{text}");
        }
        assert_eq!(narrowest("完成1200个。"), 8);
        assert_eq!(narrowest(""), 0);
    }

    #[test]
    fn what_is_told_without_tables() {
        let wide = ('\u{2e80}'..='\u{9fff}').chain('\u{ff01}'..='\u{ff60}');
        for c in wide {
            assert!(!(c.is_alphanumeric() && of_char(c) == 1), "{c}");
        }
        for c in '\0'..='\u{ffff}' {
            assert_eq!(is_closing(c) && is_word(c), c == ',', "{c}");
        }
        for c in '\u{4e00}'..='\u{9fff}' {
            assert!(Kind::of(c) == Kind::Han && c.width_cjk() == Some(2), "{c}");
        }
    }

    proptest! {
        #[test]
        fn pieces_lose_nothing(text in "\\PC{0,60}") {
            let together: String = pieces(&text).collect();
            let without: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(together, without);
            prop_assert!(narrowest(&text) <= of(&text));
        }
    }
}
