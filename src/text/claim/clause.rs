//! Sentences, their parts and clauses (句、分句): what belongs together.

use std::ops::Range;

use super::{Amount, Claim, Kind};

/// Where a figure stands (所在的句): bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) sentence: Range<usize>,
    pub(super) part: Range<usize>,
    pub(super) clause: Range<usize>,
}

impl Place {
    pub(super) fn claim(&self, range: Range<usize>, kind: Kind, amount: Option<Amount>) -> Claim {
        Claim {
            range,
            sentence: self.sentence.clone(),
            part: self.part.clone(),
            clause: self.clause.clone(),
            kind,
            amount,
        }
    }
}

/// All clauses of a text (各分句), from left to right.
pub(super) struct Places(Vec<Place>);

impl Places {
    pub(super) fn new(text: &str) -> Self {
        let mut places = Vec::new();
        for sentence in pieces(text, 0..text.len(), ends_sentence) {
            for part in pieces(text, sentence.clone(), |_, c| matches!(c, '；' | ';')) {
                for clause in pieces(text, part.clone(), ends_clause) {
                    places.push(Place {
                        sentence: sentence.clone(),
                        part: part.clone(),
                        clause,
                    });
                }
            }
        }
        Self(places)
    }

    /// The clause that holds the byte.
    pub(super) fn of(&self, at: usize) -> Option<&Place> {
        let after = self.0.partition_point(|place| place.clause.start <= at);
        self.0.get(after.checked_sub(1)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Place> {
        self.0.iter()
    }
}

/// What follows a character, for telling a mark from a part of a number.
fn ends_sentence(_: Option<char>, c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}

/// A comma between digits groups them: 1,200.
fn ends_clause(next: Option<char>, c: char) -> bool {
    match c {
        ',' | ':' => !next.is_some_and(|next| next.is_ascii_digit()),
        '，' | '：' | '（' | '）' | '(' | ')' => true,
        _ => false,
    }
}

/// The stretches of `within` between marks, those of white space left out.
fn pieces(text: &str, within: Range<usize>, ends: impl Fn(Option<char>, char) -> bool) -> Vec<Range<usize>> {
    let Some(body) = text.get(within.clone()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut start = within.start;
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if ends(chars.peek().map(|(_, next)| *next), c) {
            found.push(start..within.start + at);
            start = within.start + at + c.len_utf8();
        }
    }
    found.push(start..within.end);
    found.retain(|range| {
        text.get(range.clone())
            .is_some_and(|piece| !piece.trim().is_empty())
    });
    found
}
