//! Fixed words (固定词): which of them a text has, begins with or ends with.
//!
//! Rules ask this of every clause of thousands of texts, and the answer is nearly always no. A set of the characters
//! that its words begin or end with gives that answer without comparing a word.

/// A fixed word, alone or with what it means (一个词).
pub(super) trait Word {
    /// The word itself.
    fn word(&self) -> &'static str;
}

impl Word for &'static str {
    #[inline]
    fn word(&self) -> &'static str {
        self
    }
}

impl<T> Word for (&'static str, T) {
    #[inline]
    fn word(&self) -> &'static str {
        self.0
    }
}

/// Words that are looked for together (词表).
pub(super) struct Words<W: 'static> {
    all: &'static [W],
    first: Characters,
    last: Characters,
}

impl Words<&'static str> {
    /// These words; an empty one is never found.
    pub(super) const fn new(all: &'static [&'static str]) -> Self {
        let (mut first, mut last) = (Characters::NONE, Characters::NONE);
        let mut at = 0;
        while at < all.len() {
            first = first.with(first_bits(all[at].as_bytes()));
            last = last.with(last_bits(all[at].as_bytes()));
            at += 1;
        }
        Self { all, first, last }
    }
}

impl<T> Words<(&'static str, T)> {
    /// These words with what each means.
    pub(super) const fn meaning(all: &'static [(&'static str, T)]) -> Self {
        let (mut first, mut last) = (Characters::NONE, Characters::NONE);
        let mut at = 0;
        while at < all.len() {
            first = first.with(first_bits(all[at].0.as_bytes()));
            last = last.with(last_bits(all[at].0.as_bytes()));
            at += 1;
        }
        Self { all, first, last }
    }
}

impl<W: Word> Words<W> {
    /// Whether one of them stands anywhere in `text`.
    pub(super) fn within(&self, text: &str) -> bool {
        text.char_indices()
            .filter(|(_, c)| self.first.may_have(bits(*c)))
            .any(|(at, _)| text.get(at..).is_some_and(|rest| self.starts(rest)))
    }

    /// Where they stand in `text`, from left to right; they may overlap.
    pub(super) fn all_within(&self, text: &str) -> impl Iterator<Item = (usize, &'static W)> {
        let begins = text.char_indices().filter(|(_, c)| self.first.may_have(bits(*c)));
        begins.filter_map(|(at, _)| Some((at, self.longest_start(text.get(at..)?)?)))
    }

    /// Whether `text` begins with one of them.
    pub(super) fn starts(&self, text: &str) -> bool {
        self.starting(text).next().is_some()
    }

    /// Whether `text` ends with one of them.
    pub(super) fn ends(&self, text: &str) -> bool {
        self.ending(text).next().is_some()
    }

    /// Those that `text` begins with, in the order of the list.
    pub(super) fn starting(&self, text: &str) -> impl Iterator<Item = &'static W> {
        let may = !text.is_empty() && self.first.may_have(first_bits(text.as_bytes()));
        let all = if may { self.all } else { &[] };
        all.iter().filter(move |entry| begins(text, entry.word()))
    }

    /// Those that `text` ends with, in the order of the list.
    pub(super) fn ending(&self, text: &str) -> impl Iterator<Item = &'static W> {
        let may = !text.is_empty() && self.last.may_have(last_bits(text.as_bytes()));
        let all = if may { self.all } else { &[] };
        all.iter().filter(move |entry| finishes(text, entry.word()))
    }

    /// The longest that `text` begins with.
    pub(super) fn longest_start(&self, text: &str) -> Option<&'static W> {
        self.starting(text).max_by_key(|entry| entry.word().len())
    }

    /// The longest that `text` ends with.
    pub(super) fn longest_end(&self, text: &str) -> Option<&'static W> {
        self.ending(text).max_by_key(|entry| entry.word().len())
    }

    /// The longest of those that end nearest to the end of `text`.
    pub(super) fn nearest(&self, text: &str) -> Option<&'static W> {
        let ends = text
            .char_indices()
            .rev()
            .filter(|(_, c)| self.last.may_have(bits(*c)));
        ends.filter_map(|(at, c)| self.longest_end(text.get(..at + c.len_utf8())?))
            .next()
    }
}

/// One byte decides most often: of Han characters the third.
#[inline]
fn begins(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let telling = word.len().min(3).wrapping_sub(1);
    text.get(telling) == word.get(telling) && !word.is_empty() && text.starts_with(word)
}

#[inline]
fn finishes(text: &str, word: &str) -> bool {
    !word.is_empty() && text.as_bytes().last() == word.as_bytes().last() && text.ends_with(word)
}

/// A set of characters by their last eight bits (字符集): it may say yes for another, never no for its own.
#[derive(Clone, Copy)]
struct Characters([u64; 4]);

impl Characters {
    const NONE: Self = Self([0; 4]);

    const fn with(mut self, bits: u8) -> Self {
        self.0[(bits >> 6) as usize] |= 1 << (bits & 63);
        self
    }

    #[inline]
    const fn may_have(self, bits: u8) -> bool {
        self.0[(bits >> 6) as usize] & (1 << (bits & 63)) != 0
    }
}

/// The last eight bits of the character.
#[inline]
const fn bits(c: char) -> u8 {
    c as u32 as u8
}

/// Those of the first character of UTF-8.
#[inline]
const fn first_bits(text: &[u8]) -> u8 {
    match text {
        [one @ 0..=0x7f, ..] => *one,
        [0xf0..=0xff, _, two, one, ..] | [0xe0..=0xef, two, one, ..] | [two, one, ..] => {
            (*two << 6) | (*one & 0x3f)
        }
        _ => 0,
    }
}

/// Those of the last character of UTF-8.
#[inline]
const fn last_bits(text: &[u8]) -> u8 {
    match text {
        [.., two, one @ 0x80..=0xff] => (*two << 6) | (*one & 0x3f),
        [.., one] => *one,
        [] => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: &[&str] = &["完成", "未完成", "已", "x", "ñ", "𠮷", "序时进度", "进度"];
    const WORDS: Words<&str> = Words::new(ALL);

    #[test]
    fn the_longest_and_the_nearest() {
        assert_eq!(WORDS.longest_end("尚未完成"), Some(&"未完成"));
        assert_eq!(WORDS.longest_start("序时进度已"), Some(&"序时进度"));
        assert_eq!(WORDS.nearest("已完成序时进度之外"), Some(&"序时进度"));
        assert_eq!(WORDS.nearest("无"), None);
        assert!(!WORDS.within("") && !WORDS.starts("") && !WORDS.ends(""));
    }

    proptest! {
        #[test]
        fn as_the_library_says(text in "[完成未已xñ𠮷序时进度，\\PC]{0,12}") {
            prop_assert_eq!(WORDS.within(&text), ALL.iter().any(|word| text.contains(*word)));
            prop_assert_eq!(WORDS.starts(&text), ALL.iter().any(|word| text.starts_with(*word)));
            prop_assert_eq!(WORDS.ends(&text), ALL.iter().any(|word| text.ends_with(*word)));
            let nearest = ALL
                .iter()
                .filter_map(|word| Some((text.rfind(*word)? + word.len(), word.len(), word)))
                .max();
            prop_assert_eq!(WORDS.nearest(&text), nearest.map(|(.., word)| word));
        }
    }
}
