//! `tongbao new`: a starter workspace that passes `check` and builds.

use std::path::Path;

use crate::diag::Diagnostic;

use super::args::NewArgs;
use super::disk::{self, Staged};
use super::{Ending, Ui, say};

/// The starter's files: every key is in them, with a comment.
const STARTER: [(&str, &str); 4] = [
    ("tongbao.toml", include_str!("starter/tongbao.toml")),
    ("projects/2026.toml", include_str!("starter/projects.toml")),
    ("progress/2026-Q3.toml", include_str!("starter/progress.toml")),
    ("circulars/2026-Q3.toml", include_str!("starter/circular.toml")),
];

pub(super) fn run(args: &NewArgs, ui: &Ui) -> Ending {
    match write(&args.dir) {
        Ok(()) => {
            let dir = args.dir.display();
            STARTER
                .iter()
                .for_each(|(name, _)| say(&format!("{dir}/{name}\n")));
            say(&format!("已新建工作区。下一步：tongbao build {dir}\n"));
            Ending::Fine
        }
        Err(diagnostic) => ui.refuse(diagnostic),
    }
}

fn write(dir: &Path) -> Result<(), Diagnostic> {
    disk::must_be_empty(dir)?;
    let mut staged = Staged::default();
    for (name, text) in STARTER {
        staged.write(&dir.join(name), text.as_bytes())?;
    }
    staged.commit()
}
