//! The nearest of known words (近似词) to a misspelt key, id or unit.

use std::cmp::Reverse;

/// Longer words are not compared: the distance takes time by the product of both lengths.
const LONGEST: usize = 64;

/// The candidate that `word` most likely meant, if one is near enough; the first of equals.
///
/// Near enough is a distance (insertions, deletions, substitutions and swaps of neighbours, counted in characters)
/// of at most a third of the longer word, and at least one: 县教育菊 finds 县教育局, `serail` finds `serial`. A short name
/// is near, too, whose characters all stand in the candidate in that order (县人社局 in 县人力资源社会保障局), from three
/// characters on. One character of one or two is another word, not a slip: 东镇 is not 西镇.
#[must_use]
pub fn closest<'a, I>(word: &str, candidates: I) -> Option<&'a str>
where
    I: IntoIterator<Item = &'a str>,
{
    let word = fold(word);
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let ranked = candidates
        .into_iter()
        .filter_map(|candidate| Some((rank(&word, length, &fold(candidate))?, candidate)));
    ranked
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
}

/// By distance, then by the beginning they share; abbreviations after all slips. `None` if it is too far.
fn rank(word: &str, length: usize, candidate: &str) -> Option<(bool, usize, Reverse<usize>)> {
    let other = candidate.chars().count();
    if other == 0 || other > LONGEST {
        return None;
    }
    let shared = word
        .chars()
        .zip(candidate.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let distance = strsim::osa_distance(word, candidate);
    let longer = length.max(other);
    if distance == 0 || (longer > 2 && distance <= (longer / 3).max(1)) {
        return Some((false, distance, Reverse(shared)));
    }
    let abbreviated = length >= 3 && is_within(word, candidate) || other >= 3 && is_within(candidate, word);
    abbreviated.then_some((true, distance, Reverse(shared)))
}

/// Whether the characters of `short` stand in `long` in that order.
fn is_within(short: &str, long: &str) -> bool {
    let mut long = long.chars();
    short.chars().all(|c| long.any(|d| c == d))
}

fn fold(text: &str) -> String {
    super::normal::fold(text).to_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips() {
        for (word, candidates, expected) in [
            ("serail", vec!["title", "serial", "date"], Some("serial")),
            ("as-of", vec!["period", "as_of"], Some("as_of")),
            ("县教育菊", vec!["县住建局", "县教育局"], Some("县教育局")),
            (
                "县人社局",
                vec!["县教育局", "县人力资源社会保障局"],
                Some("县人力资源社会保障局"),
            ),
            ("东镇", vec!["西镇"], None),
            ("columns", vec!["title"], None),
            ("", vec!["title"], None),
            ("key", vec![], None),
            ("ab", vec!["AB"], Some("AB")),
        ] {
            assert_eq!(closest(word, candidates), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn one_slip_is_found(word in "[a-z_]{3,12}", at in 0usize..12) {
            let slip: String = word.chars().enumerate().map(|(n, c)| if n == at { 'Q' } else { c }).collect();
            prop_assert_eq!(closest(&slip, [word.as_str()]), Some(word.as_str()));
        }

        #[test]
        fn any_words_are_survived(word in "\\PC{0,80}", other in "\\PC{0,80}") {
            let _ = closest(&word, [other.as_str()]);
        }
    }
}
