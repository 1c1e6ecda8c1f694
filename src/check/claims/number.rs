//! How numbers are said in findings, and words compared.

use rust_decimal::Decimal;

use crate::text::claim::Amount;
use crate::text::number::{self, Rounding};

/// 95.8%, to the places that the clerk typed.
pub(super) fn percent(ratio: Decimal, like: &Amount) -> String {
    let places = like.step.normalize().scale().saturating_sub(2);
    number::percent(ratio, places, Rounding::HalfUp)
}

/// A value in 万 where the figure it is held against is typed so.
pub(super) fn plain(value: Decimal) -> String {
    number::trimmed(value)
}

/// The longest run of characters that both have, in characters.
pub(super) fn shared(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (words(a), words(b));
    let mut last = vec![0_usize; b.len() + 1];
    let mut longest = 0;
    for x in &a {
        let mut row = vec![0_usize; b.len() + 1];
        for (at, y) in b.iter().enumerate() {
            if x == y {
                let run = last.get(at).copied().unwrap_or(0) + 1;
                if let Some(cell) = row.get_mut(at + 1) {
                    *cell = run;
                }
                longest = longest.max(run);
            }
        }
        last = row;
    }
    longest
}

/// Characters that both end with.
pub(super) fn common_end(a: &str, b: &str) -> usize {
    let (a, b) = (words(a), words(b));
    a.iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count()
}

/// Characters that both begin with.
pub(super) fn common_start(a: &str, b: &str) -> usize {
    words(a).iter().zip(&words(b)).take_while(|(x, y)| x == y).count()
}

/// More characters than anyone compares.
const LONGEST: usize = 120;

/// The characters that are compared: without quotation marks and spaces.
pub(super) fn compared(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '“' | '”' | '"'))
}

/// As many of them as anyone compares.
pub(super) fn words(text: &str) -> Vec<char> {
    compared(text).take(LONGEST).collect()
}

/// Whether a text is made of these words alone.
pub(super) fn made_of(text: &str, words: &[&str]) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some(len) = words
            .iter()
            .filter(|word| rest.starts_with(**word))
            .map(|word| word.len())
            .max()
        else {
            return false;
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    true
}
