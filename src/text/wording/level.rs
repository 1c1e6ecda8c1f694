//! Marks of levels (结构层次序数; GB/T 15834—2011 B.3, GB/T 9704—2012 7.3.3): 一、（一）1.（1）.

use super::{Kind, Slip};
use crate::text::numbering::{self, Typed};

pub(super) fn find(text: &str, found: &mut Vec<Slip>) {
    let mut counts: [Option<u32>; 5] = [None; 5];
    let mut start = 0;
    for line in text.split('\n') {
        if let Some(typed) = numbering::recognise(line) {
            let at = start + line.len() - line.trim_start().len();
            form(&typed, at, found);
            sequence(&typed, at, &mut counts, found);
        }
        start += line.len() + 1;
    }
}

/// （一）、 for （一）, 1、 for 1., and so on; half-width brackets are told by themselves.
fn form(typed: &Typed<'_>, at: usize, found: &mut Vec<Slip>) {
    let mark = typed.mark.trim_end();
    let end = at + mark.len();
    match typed.level {
        3 if mark.ends_with('、') => {
            found.push(Slip::new(Kind::Level, at..end, format!("{}.", typed.number)));
        }
        2 | 4 | 5 if typed.rest.starts_with('、') => {
            let after = end + '、'.len_utf8();
            let kept = mark.replace('(', "（").replace(')', "）");
            found.push(Slip::new(Kind::Level, at..after, kept));
        }
        _ => {}
    }
}

/// One after another: a number counts on from that before it on its level, or begins anew.
fn sequence(typed: &Typed<'_>, at: usize, counts: &mut [Option<u32>; 5], found: &mut Vec<Slip>) {
    let level = usize::from(typed.level).clamp(1, counts.len()) - 1;
    let before = counts.get(level).copied().flatten();
    // a text that begins with 三、 continues another, and that is not ours to judge
    if let Some(before) = before
        && typed.number != before + 1
        && typed.number != 1
    {
        let mark = typed.mark.trim_end();
        found.push(Slip::doubtful(Kind::Sequence, at..at + mark.len()));
    }
    for (n, count) in counts.iter_mut().enumerate() {
        if n == level {
            *count = Some(typed.number);
        } else if n > level {
            *count = None;
        }
    }
}
