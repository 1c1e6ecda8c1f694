//! Half-width and doubled marks (半角标点、重复标点; GB/T 15834—2011 4, 5.1), doubled words.

use super::{Kind, Slip};
use crate::text::normal;

pub(super) fn find(text: &str, found: &mut Vec<Slip>) {
    let doubled = doubled_marks(text);
    for mark in normal::half_width_marks(text) {
        let at = mark.at..mark.at + mark.typed.len_utf8();
        // two commas are one slip, not three
        if !doubled
            .iter()
            .any(|slip| slip.at.start <= at.start && at.end <= slip.at.end)
        {
            found.push(Slip::new(Kind::HalfMark, at, mark.meant.to_string()));
        }
    }
    found.extend(doubled);
    doubled_words(text, found);
}

/// Stops of which no two stand side by side.
const fn stop(c: char) -> Option<char> {
    Some(match c {
        '，' | ',' => '，',
        '。' => '。',
        '；' | ';' => '；',
        '、' => '、',
        '：' | ':' => '：',
        _ => return None,
    })
}

fn doubled_marks(text: &str) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((start, first)) = chars.next() {
        let Some(mut kept) = stop(first) else {
            before = Some(first);
            continue;
        };
        let (mut end, mut count) = (start + first.len_utf8(), 1);
        while let Some((at, next)) = chars.peek().copied().filter(|(_, c)| stop(*c).is_some()) {
            // the end of a sentence weighs more than a pause in it
            if stop(next) == Some('。') {
                kept = '。';
            }
            (end, count) = (at + next.len_utf8(), count + 1);
            chars.next();
        }
        let typed = text.get(start..end).unwrap_or_default();
        // ::, ,, in codes and addresses are none of ours
        let chinese = !typed.is_ascii() || before.is_some_and(|c| normal::is_han(c) || "）”》%)".contains(c));
        if count > 1 && chinese {
            found.push(Slip::new(Kind::DoubledMark, start..end, kept.to_string()));
        }
        before = Some(first);
    }
    found
}

/// Words that nobody writes twice, and what makes the second one another word.
const WORDS: [&str; 11] = [
    "进行", "开展", "截至", "目前", "累计", "其中", "全县", "全市", "已经", "关于", "并且",
];

fn doubled_words(text: &str, found: &mut Vec<Slip>) {
    for word in WORDS {
        let twice = word.repeat(2);
        for (at, _) in text.match_indices(&twice) {
            found.push(Slip::new(Kind::Doubled, at..at + twice.len(), word.to_owned()));
        }
    }
    for (at, twice) in text.match_indices("的的") {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + twice.len()..).unwrap_or_default();
        // 目的的, 标的的, 有的的确; 的的确确
        let another = before.ends_with(['目', '标', '有', '打']) || after.starts_with(['确', '士']);
        if !another {
            found.push(Slip::new(Kind::Doubled, at..at + twice.len(), "的".to_owned()));
        }
    }
}
