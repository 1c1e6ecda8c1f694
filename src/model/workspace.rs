//! All files of a workspace together (工作区).

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::{Acceptance, Acceptances, FileId, Origin};

use super::at::At;
use super::file::{CircularFile, OfficeFile, ProgressFile, ProjectsFile, Unit};
use super::schema::FileKind;

/// An input file as the shell read it (输入文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Path from the workspace, `/` between folders: `projects/2024.toml`.
    pub name: String,
    /// Its bytes; clones share them.
    pub bytes: Arc<[u8]>,
}

/// A workspace (工作区): every file of it, read and of the right shape.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// `tongbao.toml`.
    pub office: Loaded<OfficeFile>,
    /// `projects/*.toml` by name.
    pub lists: Vec<Loaded<ProjectsFile>>,
    /// `progress/*.toml` by name.
    pub progress: Vec<Loaded<ProgressFile>>,
    /// `circulars/*.toml` by name.
    pub circulars: Vec<Loaded<CircularFile>>,
    /// `templates/*.xml` by name; their text stands in the sources.
    pub templates: Vec<Loaded<()>>,
    /// Pictures and fonts that the files name, by their path.
    pub assets: Vec<InputFile>,
    /// Kinds of which a file was left out for its faults: what refers to them cannot be judged.
    pub incomplete: BTreeSet<FileKind>,
    /// What the files accept of all that may be found.
    pub accepts: Arc<Acceptances>,
}

impl Workspace {
    /// The name in the register of units that `typed` stands for, as name or alias.
    #[must_use]
    pub fn unit(&self, typed: &str) -> Option<&str> {
        registered(&self.office.data.units, typed)
    }

    /// The name in the register of towns that `typed` stands for, as name or alias.
    #[must_use]
    pub fn town(&self, typed: &str) -> Option<&str> {
        registered(&self.office.data.towns, typed)
    }
}

fn registered<'w>(register: &'w [At<Unit>], typed: &str) -> Option<&'w str> {
    let is =
        |unit: &&At<Unit>| unit.name.value == typed || unit.aliases.iter().any(|alias| alias.value == typed);
    register.iter().find(is).map(|unit| unit.name.value.as_str())
}

/// A file's content with its name and number (已读文件).
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// File name without folder and ending: `2024-Q2`.
    pub name: String,
    /// Its number among the sources.
    pub file: FileId,
    /// What it says.
    pub data: T,
    /// What it accepts.
    pub accepts: Vec<Acceptance>,
}

impl<T: Default> Default for Loaded<T> {
    fn default() -> Self {
        Self {
            name: String::new(),
            file: FileId(0),
            data: T::default(),
            accepts: Vec::new(),
        }
    }
}

impl Workspace {
    /// Brings the acceptances of all files together.
    pub(super) fn gather_accepts(&mut self) {
        let mut all = Acceptances::default();
        let lists = self.lists.iter().map(|file| &file.accepts);
        let progress = self.progress.iter().map(|file| &file.accepts);
        let circulars = self.circulars.iter().map(|file| &file.accepts);
        for of_file in lists.chain(progress).chain(circulars) {
            all.extend(of_file.iter().cloned());
        }
        self.accepts = Arc::new(all);
    }

    /// Every file that the TOML names, pictures and fonts, with the place that names it; each file once.
    #[must_use]
    pub fn asset_names(&self) -> Vec<(Origin, String)> {
        let mut named: Vec<(Origin, String)> = Vec::new();
        let mut take = |file: FileId, name: &At<String>| {
            if !named.iter().any(|(_, known)| *known == name.value) {
                named.push((name.origin(file), name.value.clone()));
            }
        };
        let office = &self.office.data;
        let faces = office.fonts.by_role().into_iter().filter_map(|(_, file)| file);
        let seal = office.office.seal.iter().map(|s| &s.file);
        faces.chain(seal).for_each(|name| take(self.office.file, name));
        for circular in &self.circulars {
            let data = &circular.data;
            let joint = data.joint.iter().flat_map(|j| j.seal.iter().chain(&j.stamp));
            data.stamp
                .iter()
                .chain(joint)
                .for_each(|picture| take(circular.file, &picture.file));
        }
        named
    }
}
