//! What a text has (文中之符): found in one pass, so that rules whose marks it has not are not asked.

use std::ops::BitOr;

use crate::text::marks::marks;

/// Kinds of characters that slips are made of (字符的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs(u16);

impl Signs {
    /// Half-width marks that Chinese has full-width forms of.
    pub(super) const HALF_MARK: Self = Self(1);
    /// Two stops in a row.
    pub(super) const STOPS: Self = Self(1 << 1);
    /// Quotes and brackets.
    pub(super) const PAIR: Self = Self(1 << 2);
    /// 0 to 9.
    pub(super) const DIGIT: Self = Self(1 << 3);
    /// What is typed for 〇, and zero itself.
    pub(super) const NOUGHT: Self = Self(1 << 4);
    /// Full-width digits and letters.
    pub(super) const FULL_WIDTH: Self = Self(1 << 5);
    /// A space.
    pub(super) const SPACE: Self = Self(1 << 6);
    /// A stop, which alone is none of these.
    const STOP: Self = Self(1 << 7);

    /// Those of the text.
    pub(super) fn of(text: &str) -> Self {
        let mut all = Self(0);
        let mut stop = None;
        for (at, c) in marks(text) {
            let this = Self::one(c);
            all = all | this;
            if this.has(Self::STOP) {
                if stop == Some(at) {
                    all = all | Self::STOPS;
                }
                stop = Some(at + c.len_utf8());
            }
        }
        // the one of them that is Han
        if text.contains('零') {
            all = all | Self::NOUGHT;
        }
        all
    }

    /// Whether any of these is among them.
    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    #[inline]
    fn one(c: char) -> Self {
        match c {
            '0' => Self::DIGIT | Self::NOUGHT,
            '1'..='9' => Self::DIGIT,
            ',' | ';' | ':' => Self::HALF_MARK | Self::STOP,
            '.' | '!' | '?' => Self::HALF_MARK,
            '(' | ')' => Self::HALF_MARK | Self::PAIR,
            '，' | '。' | '；' | '、' | '：' => Self::STOP,
            '“' | '”' | '‘' | '’' | '（' | '）' | '《' | '》' | '〈' | '〉' | '【' | '】' | '〔' | '〕'
            | '[' | '］' | '［' | ']' => Self::PAIR,
            'o' | 'O' | '○' | '◯' => Self::NOUGHT,
            '０' | 'Ｏ' => Self::FULL_WIDTH | Self::NOUGHT,
            '１'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Self::FULL_WIDTH,
            ' ' => Self::SPACE,
            _ => Self(0),
        }
    }
}

impl BitOr for Signs {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
