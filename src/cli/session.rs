//! A workspace opened for work (打开的工作区): inputs read, fonts and standard settled, data checked.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check;
use crate::diag::code::{command, shape};
use crate::diag::{Diagnostic, Origin, Sink, Sources};
use crate::font::Fonts;
use crate::model::file::CircularFile;
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{InputFile, Workspace, read};
use crate::standard::{GBT_9704, Standard};
use crate::{Parts, World};

use super::disk;

/// A workspace with all that its documents are made from.
pub(super) struct Session {
    /// Its folder.
    pub(super) root: PathBuf,
    /// Every file read.
    pub(super) sources: Sources,
    /// The TOML files and templates as they came from the disk.
    pub(super) files: Vec<InputFile>,
    /// What they say; `None` where their shape is wrong.
    pub(super) workspace: Option<Workspace>,
    /// Fonts and standard.
    pub(super) world: World,
    /// What is wrong so far.
    pub(super) sink: Sink,
}

impl Session {
    /// Opens the workspace that `path` belongs to.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        let root = disk::workspace_of(path)?;
        let (mut sources, mut sink) = (Sources::new(), Sink::new());
        let (files, unread) = disk::inputs(&root, &mut sink);
        let mut workspace = read::workspace(files.clone(), &mut sources, &mut sink);
        if let Some(workspace) = &mut workspace {
            unread.iter().for_each(|name| read::left_out(workspace, name));
        }
        let world = World {
            fonts: Fonts::bundled(),
            standard: GBT_9704.clone(),
        };
        let mut session = Self {
            root,
            sources,
            files,
            workspace,
            world,
            sink,
        };
        session.settle();
        Ok(session)
    }

    /// Pictures, fonts and the office's own measures; then the checks.
    fn settle(&mut self) {
        let Some(mut workspace) = self.workspace.take() else {
            return;
        };
        self.read_assets(&mut workspace);
        self.world.standard = self.standard_of(&workspace);
        self.fonts_of(&workspace);
        check::run(&workspace, &self.sources, &mut self.sink);
        self.workspace = Some(workspace);
    }

    fn read_assets(&mut self, workspace: &mut Workspace) {
        for (origin, name) in workspace.asset_names() {
            match disk::input(&self.root, &name) {
                Ok(file) => workspace.assets.push(file),
                Err(finding) => self.sink.push(finding.at(origin)),
            }
        }
    }

    fn standard_of(&mut self, workspace: &Workspace) -> Standard {
        let layout = &workspace.office.data.layout;
        GBT_9704.with(layout).unwrap_or_else(|faults| {
            let file = workspace.office.file;
            let text = self.sources.get(file).map_or("", |source| source.text.as_str());
            for (field, words) in faults {
                let origin = Origin::new(file, read::key_in(text, "layout", field).unwrap_or(0..0));
                self.sink.push(
                    Diagnostic::new(shape::WRONG_VALUE, format!("版式（layout.{field}）{words}")).at(origin),
                );
            }
            GBT_9704.clone()
        })
    }

    fn fonts_of(&mut self, workspace: &Workspace) {
        for (role, name) in workspace.office.data.fonts.by_role() {
            let Some(name) = name else { continue };
            let Some(asset) = workspace.assets.iter().find(|a| a.name == name.value) else {
                continue;
            };
            let put = self
                .world
                .fonts
                .put(role, asset.bytes.clone(), 0, asset.name.clone());
            if let Err(error) = put {
                self.sink.push(
                    error
                        .diagnostic(&asset.name)
                        .at(name.origin(workspace.office.file)),
                );
            }
        }
    }

    /// The circulars that `path` means: all of a workspace, or the one file.
    pub(super) fn circulars(&self, path: &Path) -> Result<Vec<&Loaded<CircularFile>>, Diagnostic> {
        let Some(workspace) = &self.workspace else {
            return Ok(Vec::new());
        };
        if path.is_dir() {
            return Ok(workspace.circulars.iter().collect());
        }
        let within = path.canonicalize().ok();
        let within = within.as_deref().and_then(|p| p.strip_prefix(&self.root).ok());
        let name = within
            .and_then(Path::to_str)
            .unwrap_or_default()
            .replace('\\', "/");
        let found = workspace
            .circulars
            .iter()
            .find(|c| self.sources.get(c.file).is_some_and(|source| source.name == name));
        found.map(|c| vec![c]).ok_or_else(|| {
            Diagnostic::new(
                command::NOT_A_CIRCULAR,
                format!("{} 不是公文文件", path.display()),
            )
            .help("公文在工作区的 circulars 目录中")
        })
    }

    /// An empty sink that marks what the workspace accepts.
    pub(super) fn sink(&self) -> Sink {
        let accepts = self.workspace.as_ref().map(|w| Arc::clone(&w.accepts));
        Sink::accepting(accepts.unwrap_or_default())
    }

    /// Lays out every circular without writing anything, for what only templates and layout can find.
    pub(super) fn rehearse(&mut self) {
        let Some(workspace) = &self.workspace else { return };
        // without its projects or its progress a circular is wrong in every line
        if workspace
            .incomplete
            .iter()
            .any(|kind| *kind != FileKind::Circular)
        {
            return;
        }
        for circular in &workspace.circulars {
            let _ = crate::compose(
                workspace,
                &self.sources,
                circular,
                &self.world,
                Parts::Both,
                &mut self.sink,
            );
        }
    }
}
