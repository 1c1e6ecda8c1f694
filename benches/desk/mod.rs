//! A workspace that has been read (案头), which every bench begins with.

use tongbao::Parts;
use tongbao::diag::{Sink, Sources};
use tongbao::document::Document;
use tongbao::model::workspace::InputFile;
use tongbao::model::{Report, Workspace, read};
use tongbao::template::{self, ComposeOptions};

/// What its files say.
pub(crate) struct Desk {
    pub(crate) sources: Sources,
    pub(crate) workspace: Workspace,
}

impl Desk {
    /// Of inputs that can be read.
    pub(crate) fn of(files: Vec<InputFile>) -> Self {
        let mut sources = Sources::new();
        let workspace = read::workspace(files, &mut sources, &mut Sink::new()).unwrap();
        Self { sources, workspace }
    }

    /// The words of its first circular.
    pub(crate) fn document(&self) -> Document {
        let circular = self.workspace.circulars.first().unwrap();
        let report = Report::new(&self.workspace, circular);
        let options = ComposeOptions { parts: Parts::Both };
        let (workspace, sources) = (&self.workspace, &self.sources);
        template::compose(workspace, sources, &report, circular, &options, &mut Sink::new()).unwrap()
    }
}
