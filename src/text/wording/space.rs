//! Spaces where there are none (多余的空格): Chinese is written without.

use super::{Kind, Slip};
use crate::text::normal::is_han;

/// Between two Han characters and beside full-width marks. A slogan in quotes, or in a title, may have one
/// (“一村一品 一户一策”), and a name of two characters is drawn out by a full-width one (李　明).
pub(super) fn find(text: &str, found: &mut Vec<Slip>) {
    let mut quoted = 0usize;
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((start, c)) = chars.next() {
        match c {
            '“' | '‘' | '《' => quoted += 1,
            '”' | '’' | '》' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        if c != ' ' {
            before = Some(c);
            continue;
        }
        while chars.next_if(|(_, c)| *c == ' ').is_some() {}
        let Some(&(end, after)) = chars.peek() else { break };
        if quoted == 0 && before.is_some_and(|before| wrong(before, after)) {
            found.push(Slip::new(Kind::Space, start..end, ""));
        }
    }
}

fn wrong(before: char, after: char) -> bool {
    let stop = |c: char| "，。；：、！？".contains(c);
    let joined = |c: char| is_han(c) || c.is_ascii_digit();
    // 的 and 了 end no label and begin no name: what follows belongs to the sentence
    let sentence = is_han(before) && is_han(after) && "的了在于对为将与和及".contains(before);
    sentence
        || (is_han(before) && (stop(after) || "“《（".contains(after)))
        || (stop(before) && (joined(after) || "“《（".contains(after)))
        || ("”》）".contains(before) && (joined(after) || stop(after)))
}
