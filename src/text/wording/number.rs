//! Numbers in a text (文中数字): where they stand and what is beside them.

use std::ops::Range;

/// An Arabic number (一个数).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In bytes.
    pub(super) at: Range<usize>,
}

/// All of them: runs of half-width digits, with one decimal point at most.
pub(super) fn all(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) {
            at += 1;
        }
        if bytes.get(at) == Some(&b'.') && digit(at + 1) {
            at += 1;
            while digit(at) {
                at += 1;
            }
        }
        found.push(Number { at: start..at });
    }
    found
}

impl Number {
    /// As typed.
    pub(super) fn typed<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at.clone()).unwrap_or_default()
    }

    /// What stands before it.
    pub(super) fn before<'t>(&self, text: &'t str) -> &'t str {
        text.get(..self.at.start).unwrap_or_default()
    }

    /// What stands behind it.
    pub(super) fn after<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at.end..).unwrap_or_default()
    }

    /// Its value where it is whole and not too great.
    pub(super) fn whole(&self, text: &str) -> Option<u32> {
        self.typed(text).parse().ok()
    }

    /// Whether it is part of something that is no plain number: a word, a code, a date in digits.
    pub(super) fn is_part(&self, text: &str) -> bool {
        self.before(text)
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric() || "-./_:〔[".contains(c))
    }
}
