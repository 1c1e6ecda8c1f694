//! Half-width and doubled marks (半角标点、重复标点; GB/T 15834—2011 4, 5.1), doubled words.

use super::{Kind, Signs, Slip};
use crate::text::normal;
use crate::text::words::Words;

pub(super) fn find(text: &str, signs: Signs, found: &mut Vec<Slip>) {
    let doubled = if signs.has(Signs::STOPS) {
        doubled_marks(text)
    } else {
        Vec::new()
    };
    let half = if signs.has(Signs::HALF_MARK) {
        normal::half_width_marks(text)
    } else {
        Vec::new()
    };
    for mark in half {
        let at = mark.at..mark.at + mark.typed.len_utf8();
        // two commas are one slip, not three
        if !doubled
            .iter()
            .any(|slip| slip.at.start <= at.start && at.end <= slip.at.end)
        {
            found.push(Slip::new(Kind::HalfMark, at, mark.meant));
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

/// Words that nobody writes twice, written twice.
const TWICE: Words<(&str, &str)> = Words::meaning(&[
    ("进行进行", "进行"),
    ("开展开展", "开展"),
    ("截至截至", "截至"),
    ("目前目前", "目前"),
    ("累计累计", "累计"),
    ("其中其中", "其中"),
    ("全县全县", "全县"),
    ("全市全市", "全市"),
    ("已经已经", "已经"),
    ("关于关于", "关于"),
    ("并且并且", "并且"),
    ("的的", "的"),
]);

fn doubled_words(text: &str, found: &mut Vec<Slip>) {
    let mut end = 0;
    for (at, (twice, once)) in TWICE.all_within(text) {
        if at < end {
            continue;
        }
        end = at + twice.len();
        if *once != "的" || !is_another(text, at, end) {
            found.push(Slip::new(Kind::Doubled, at..end, *once));
        }
    }
}

/// What makes the second 的 another word: 目的的, 标的的, 有的的确; 的的确确.
fn is_another(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    before.ends_with(['目', '标', '有', '打']) || after.starts_with(['确', '士'])
}
