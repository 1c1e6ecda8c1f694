//! `tongbao explain`: what a code means.

use strsim::levenshtein;

use crate::diag::code::{self, Code};

use super::args::ExplainArgs;
use super::{Ending, say, tell};

/// Letters that a mistyped code may differ in.
const FAR: usize = 2;

pub(super) fn run(args: &ExplainArgs) -> Ending {
    let Some(id) = &args.code else {
        every().for_each(|c| say(&format!("{}  {}  {}\n", c.id, c.severity.term(), c.title)));
        return Ending::Fine;
    };
    match code::find(id) {
        Some(found) => {
            say(&format!(
                "{} {}：{}\n\n{}\n",
                found.id,
                found.severity.term(),
                found.title,
                found.explain
            ));
            Ending::Fine
        }
        None => {
            let near = every()
                .map(|c| (levenshtein(c.id, &id.to_uppercase()), c.id))
                .min()
                .filter(|(distance, _)| *distance <= FAR)
                .map(|(_, near)| format!("，是否为 {near}？"))
                .unwrap_or_default();
            tell(&format!(
                "错误：没有代码 {id}{near}\n提示：tongbao explain 列出全部代码\n"
            ));
            Ending::Usage
        }
    }
}

fn every() -> impl Iterator<Item = &'static Code> {
    code::ROOMS.iter().flat_map(|room| room.iter()).copied()
}
