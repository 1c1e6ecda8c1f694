//! `tongbao check`: everything that is wrong with a workspace, in one run.

use super::args::CheckArgs;
use super::report::Tally;
use super::session::Session;
use super::{Ending, Ui, fails, json, say};

pub(super) fn run(args: &CheckArgs, ui: &Ui) -> Ending {
    let mut session = match Session::open(&args.path) {
        Ok(session) => session,
        Err(diagnostic) => return ui.refuse(diagnostic),
    };
    session.rehearse();
    if session
        .workspace
        .as_ref()
        .is_some_and(|w| w.incomplete.is_empty())
    {
        session.sink.tell_idle();
    }
    let found = session.sink.into_sorted();
    if args.json {
        let wrong = fails(&found, args.strict);
        say(&json::render(&found, &session.sources, !wrong));
        return if wrong { Ending::Wrong } else { Ending::Fine };
    }
    let ending = ui.report(&found, &session.sources, args.strict);
    let circulars = session.workspace.map_or(0, |w| w.circulars.len());
    let tally = Tally::of(&found);
    if found.is_empty() {
        say(&format!("检查通过：{circulars} 份公文，没有发现问题。\n"));
    } else if tally.accepted == found.len() {
        say(&format!("检查通过：{circulars} 份公文，没有未经认可的问题。\n"));
    }
    ending
}
