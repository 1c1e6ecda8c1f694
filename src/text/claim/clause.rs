//! Sentences, their parts and clauses (句、分句): what belongs together.

use std::ops::Range;

use super::{Amount, Claim, Kind};
use crate::text::marks::marks;

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
    /// One pass: a mark that ends a sentence ends its part and its clause, too.
    pub(super) fn new(text: &str) -> Self {
        let mut open = Open::default();
        for (at, c) in marks(text) {
            let after = at + c.len_utf8();
            if ends_sentence(c) {
                open.end_clause(text, at, after);
                open.end_part(at, after);
                open.end_sentence(at, after);
            } else if matches!(c, '；' | ';') {
                open.end_clause(text, at, after);
                open.end_part(at, after);
            } else if ends_clause(text.as_bytes().get(after), c) {
                open.end_clause(text, at, after);
            }
        }
        open.end_clause(text, text.len(), text.len());
        open.end_part(text.len(), text.len());
        open.end_sentence(text.len(), text.len());
        Self(open.places)
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

/// Clauses found so far (未完的句), whose sentence and part may not have ended yet.
#[derive(Default)]
struct Open {
    places: Vec<Place>,
    sentence: Begun,
    part: Begun,
    clause: usize,
}

/// Where a stretch begins, and the first clause in it.
#[derive(Default)]
struct Begun {
    at: usize,
    first: usize,
}

impl Open {
    /// Clauses of white space are left out.
    fn end_clause(&mut self, text: &str, end: usize, next: usize) {
        let clause = self.clause..end;
        self.clause = next;
        let body = text.get(clause.clone()).unwrap_or_default();
        if !body.chars().all(char::is_whitespace) {
            self.places.push(Place {
                sentence: 0..0,
                part: 0..0,
                clause,
            });
        }
    }

    fn end_part(&mut self, end: usize, next: usize) {
        let (part, first) = self.part.end(end, next, self.places.len());
        for place in self.places.iter_mut().skip(first) {
            place.part = part.clone();
        }
    }

    fn end_sentence(&mut self, end: usize, next: usize) {
        let (sentence, first) = self.sentence.end(end, next, self.places.len());
        for place in self.places.iter_mut().skip(first) {
            place.sentence = sentence.clone();
        }
    }
}

impl Begun {
    /// The stretch that ends here and its first clause; the next one begins.
    fn end(&mut self, end: usize, next: usize, clauses: usize) -> (Range<usize>, usize) {
        let ended = (self.at..end, self.first);
        (self.at, self.first) = (next, clauses);
        ended
    }
}

const fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
}

/// A comma between digits groups them: 1,200. What follows tells.
fn ends_clause(next: Option<&u8>, c: char) -> bool {
    match c {
        ',' | ':' => !next.is_some_and(u8::is_ascii_digit),
        '，' | '：' | '（' | '）' | '(' | ')' => true,
        _ => false,
    }
}
