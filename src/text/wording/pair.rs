//! Quotes, brackets and title marks in pairs (成对标点; GB/T 15834—2011 4.8, 4.9, 4.14).

use super::{Kind, Slip};
use crate::text::marks::marks;

/// A kind of pair (一种成对标点): both forms of round brackets are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Double,
    Single,
    Round,
    Title,
    Inner,
    Black,
    Shell,
}

const fn opens(c: char) -> Option<Pair> {
    Some(match c {
        '“' => Pair::Double,
        '‘' => Pair::Single,
        '（' | '(' => Pair::Round,
        '《' => Pair::Title,
        '〈' => Pair::Inner,
        '【' => Pair::Black,
        '〔' => Pair::Shell,
        _ => return None,
    })
}

const fn closes(c: char) -> Option<Pair> {
    Some(match c {
        '”' => Pair::Double,
        '’' => Pair::Single,
        '）' | ')' => Pair::Round,
        '》' => Pair::Title,
        '〉' => Pair::Inner,
        '】' => Pair::Black,
        '〕' => Pair::Shell,
        _ => return None,
    })
}

pub(super) fn find(text: &str, found: &mut Vec<Slip>) {
    let mut open: Vec<(Pair, usize, char)> = Vec::new();
    let (mut nested, mut unpaired) = (Vec::new(), Vec::new());
    for (at, c) in marks(text) {
        if let Some(pair) = opens(c) {
            let inside_its_own = open.last().is_some_and(|(outer, ..)| *outer == pair);
            if inside_its_own && matches!(pair, Pair::Double | Pair::Title) {
                nested.push(Slip::doubtful(Kind::Nested, at..at + c.len_utf8()));
            }
            open.push((pair, at, c));
        } else if let Some(pair) = closes(c) {
            match open.iter().rposition(|(known, ..)| *known == pair) {
                // what was opened in between is not closed any more
                Some(depth) => {
                    let lost = open.drain(depth..).skip(1);
                    unpaired.extend(lost.map(|(_, at, c)| (at, c)));
                }
                None if !stands_alone(text, at, c) => unpaired.push((at, c)),
                None => {}
            }
        }
    }
    unpaired.extend(open.into_iter().map(|(_, at, c)| (at, c)));
    unpaired.sort_unstable();
    if unpaired.is_empty() {
        // a mark that is missing makes the others seem nested
        found.extend(nested);
    }
    let whole = |(at, c): (usize, char)| Slip::doubtful(Kind::Unpaired, at..at + c.len_utf8());
    found.extend(unpaired.into_iter().map(whole));
}

/// Whether a closing mark needs no opening one: `1）`, `a)` before an item, the apostrophe of a word.
fn stands_alone(text: &str, at: usize, c: char) -> bool {
    let before = text.get(..at).unwrap_or_default();
    if c == '’' {
        return before.ends_with(|c: char| c.is_ascii_alphanumeric());
    }
    if !matches!(c, ')' | '）') {
        return false;
    }
    let head = before
        .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十①②③④⑤".contains(c));
    let number = before.get(head.len()..).unwrap_or_default();
    let begins =
        head.is_empty() || head.ends_with(|c: char| c.is_whitespace() || "。；;，,：:、".contains(c));
    (1..=2).contains(&number.chars().count()) && begins
}
