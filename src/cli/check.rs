//! `tongbao check`: everything that is wrong with a workspace, in one run.

use super::args::CheckArgs;
use super::session::Session;
use super::{Ending, Ui, say};

pub(super) fn run(args: &CheckArgs, ui: &Ui) -> Ending {
    let mut session = match Session::open(&args.path) {
        Ok(session) => session,
        Err(diagnostic) => return ui.refuse(diagnostic),
    };
    session.rehearse();
    let found = session.sink.into_sorted();
    let ending = ui.report(&found, &session.sources, args.strict);
    if found.is_empty() {
        let circulars = session.workspace.map_or(0, |w| w.circulars.len());
        say(&format!("检查通过：{circulars} 份公文，没有发现问题。\n"));
    }
    ending
}
