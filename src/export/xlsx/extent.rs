//! Text measured once (字幅): what it takes in hundredths of an em is the same in every type size that is tried.

use super::measure::of_char;
use crate::text::width::Joint;

/// Characters of the phrases that are told apart: short words, and those a bit longer.
const PHRASES: [i64; 2] = [4, 6];

/// What a text takes (字幅), in hundredths of an em.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its longest line if nothing wraps.
    pub(super) natural: i64,
    /// Forced new lines.
    pub(super) feeds: i64,
    /// A column narrower than this would break a word or a number.
    pub(super) narrowest: i64,
    /// The longest phrases of at most four and of at most six characters, each with the mark behind it; none where
    /// there is none.
    pub(super) phrases: [Option<i64>; 2],
}

impl Extent {
    /// That of `text`, in one pass.
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        let (mut line, mut piece, mut phrase) = (0, 0, None);
        let mut before = Joint::of('\n');
        for c in text.chars() {
            let (width, joint) = (of_char(c), Joint::of(c));
            let (space, mark) = (joint.is_space(), is_mark(c));
            // white space belongs to no piece
            let held = if space { 0 } else { width };
            piece = held + if before.clings(joint) { piece } else { 0 };
            found.narrowest = piece.max(found.narrowest);
            let words = phrase.take().unwrap_or(0);
            if space || mark {
                found.phrase(words, words + held);
            } else {
                phrase = Some(words + width);
            }
            line += width;
            if c == '\n' {
                found.line(line);
                (line, found.feeds) = (0, found.feeds + 1);
            }
            before = joint;
        }
        found.line(line);
        if let Some(words) = phrase {
            found.phrase(words, words);
        }
        found
    }

    fn line(&mut self, width: i64) {
        self.natural = width.max(self.natural);
    }

    /// Takes in a phrase of so many `words`, with its mark `width`.
    fn phrase(&mut self, words: i64, width: i64) {
        for (longest, most) in self.phrases.iter_mut().zip(PHRASES) {
            if words <= most * 100 {
                *longest = Some(width).max(*longest);
            }
        }
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | '。' | '！' | '？')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::width;

    #[test]
    fn one_pass_finds_all() {
        let found = Extent::of("完成1200个\n其余正在办理，9月底前完工。");
        assert_eq!(found.natural, 57 + 1300);
        assert_eq!(found.feeds, 1);
        // 1200个 is read as one
        assert_eq!(found.narrowest, 4 * 57 + 100);
        assert_eq!(found.phrases, [None, Some(700)]);
        assert_eq!(Extent::of("").phrases, [None; 2]);
        assert_eq!(Extent::of("好 ").phrases, [Some(100); 2]);
    }

    proptest! {
        #[test]
        fn as_piece_by_piece(text in "[甲乙丙，。（《 \u{3000}a-c0-9%\n\u{301}]{0,40}") {
            let found = Extent::of(&text);
            let of = |text: &str| text.chars().map(of_char).sum::<i64>();
            prop_assert_eq!(found.natural, text.split('\n').map(of).max().unwrap());
            prop_assert_eq!(found.narrowest, width::pieces(&text).map(of).max().unwrap_or(0));
            let mark = |c: char| is_mark(c) || c.is_whitespace();
            for (longest, most) in found.phrases.into_iter().zip(PHRASES) {
                let phrases = text.split_inclusive(mark);
                let short = phrases.filter(|phrase| of(phrase.trim_end_matches(mark)) <= most * 100);
                prop_assert_eq!(longest, short.map(|phrase| of(phrase.trim_end())).max());
            }
        }
    }
}
