//! `tongbao inspect`: what a finished PDF shows, rule by rule of GB/T 9704—2012.

mod json;
mod page;

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Severity, Sources};
use crate::inspect::{Inspection, Verdict, inspect};
use crate::standard::{GBT_9704, Standard};

use super::args::InspectArgs;
use super::session::Session;
use super::{Ending, Ui, disk, say};

pub(super) fn run(args: &InspectArgs, ui: &Ui) -> Ending {
    let standard = match standard(args.office.as_deref(), ui) {
        Ok(standard) => standard,
        Err(ending) => return ending,
    };
    let looked = args
        .files
        .iter()
        .map(|path| look(path, &standard))
        .collect::<Vec<_>>();
    if args.json {
        say(&json::render(&looked));
    }
    let mut worst = Ending::Fine;
    for (path, result) in &looked {
        worst = worst.max(match result {
            Ok(inspection) => {
                if !args.json {
                    say(&page::render(path, inspection, ui.paint));
                }
                judge(inspection, args.strict)
            }
            Err(finding) => ui.report(std::slice::from_ref(finding), &Sources::new(), false),
        });
    }
    worst
}

/// A file and what came of it.
type Looked = (PathBuf, Result<Inspection, Diagnostic>);

fn look(path: &Path, standard: &Standard) -> Looked {
    let result = disk::read(path).and_then(|bytes| inspect(&bytes, standard));
    let named = result.map_err(|mut finding| {
        finding.message = format!("{}：{}", path.display(), finding.message);
        finding
    });
    (path.to_owned(), named)
}

/// The standard, or the variant of the office whose workspace was named.
fn standard(office: Option<&Path>, ui: &Ui) -> Result<Standard, Ending> {
    let Some(path) = office else {
        return Ok(GBT_9704.clone());
    };
    let session = Session::open(path).map_err(|finding| ui.refuse(finding))?;
    let office = session.workspace.as_ref().map(|workspace| workspace.office.file);
    // what else is wrong with the workspace says nothing of a file that stands beside it
    let faults: Vec<Diagnostic> = session
        .sink
        .into_sorted()
        .into_iter()
        .filter(|d| d.severity == Severity::Error)
        .filter(|d| office.is_none() || d.origin.is_some_and(|origin| Some(origin.file) == office))
        .collect();
    if faults.is_empty() {
        return Ok(session.world.standard);
    }
    ui.report(&faults, &session.sources, false);
    Err(Ending::Usage)
}

fn judge(inspection: &Inspection, strict: bool) -> Ending {
    let broken = |severity| inspection.count(Verdict::Broken(severity)) > 0;
    if broken(Severity::Error) || strict && broken(Severity::Warning) {
        Ending::Wrong
    } else {
        Ending::Fine
    }
}
