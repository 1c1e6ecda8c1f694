//! A workspace opened for work (打开的工作区): inputs read, fonts and standard settled, data checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check;
use crate::diag::code::{command, shape};
use crate::diag::{Diagnostic, Origin, Sink, Sources};
use crate::font::Fonts;
use crate::model::file::{CircularFile, OutputSettings};
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{InputFile, Workspace, read};
use crate::standard::{GBT_9704, Standard};
use crate::{Parts, World};

use super::disk;

/// A workspace with all that its documents are made from.
pub(super) struct Session {
    /// Its folder; of a packed one the archive.
    pub(super) root: PathBuf,
    /// Whether it came out of an archive: its files are nowhere on the disk.
    packed: bool,
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
        Ok(Self::at(disk::workspace_of(path)?, &Fonts::bundled()))
    }

    /// Opens the workspace in that folder; what `fonts` has been read of is not read again.
    pub(super) fn at(root: PathBuf, fonts: &Fonts) -> Self {
        let mut sink = Sink::new();
        let (files, unread) = disk::inputs(&root, &mut sink);
        Self::settled(root, (files, unread), sink, fonts, &Shelf::Folder)
    }

    /// Opens the workspace that an archive holds; the office's faces come from the workspace `office`.
    pub(super) fn packed(
        archive: &Path,
        inputs: &BTreeMap<String, Vec<u8>>,
        office: Option<&Path>,
        fonts: &Fonts,
    ) -> Self {
        let files = inputs
            .iter()
            .filter(|(name, _)| !read::is_asset(name))
            .map(|(name, bytes)| InputFile {
                name: name.clone(),
                bytes: bytes.clone(),
            })
            .collect();
        let shelf = Shelf::Packed { inputs, office };
        Self::settled(
            archive.to_path_buf(),
            (files, Vec::new()),
            Sink::new(),
            fonts,
            &shelf,
        )
    }

    fn settled(
        root: PathBuf,
        (files, unread): (Vec<InputFile>, Vec<String>),
        mut sink: Sink,
        fonts: &Fonts,
        shelf: &Shelf<'_>,
    ) -> Self {
        let mut sources = Sources::new();
        let mut workspace = read::workspace(files.clone(), &mut sources, &mut sink);
        if let Some(workspace) = &mut workspace {
            unread.iter().for_each(|name| read::left_out(workspace, name));
        }
        let world = World {
            fonts: fonts.clone(),
            standard: GBT_9704.clone(),
        };
        let mut session = Self {
            root,
            packed: matches!(shelf, Shelf::Packed { .. }),
            sources,
            files,
            workspace,
            world,
            sink,
        };
        session.settle(shelf);
        session
    }

    /// Pictures, fonts and the office's own measures; then the checks.
    fn settle(&mut self, shelf: &Shelf<'_>) {
        let Some(mut workspace) = self.workspace.take() else {
            return;
        };
        self.read_assets(&mut workspace, shelf);
        self.world.standard = self.standard_of(&workspace);
        self.fonts_of(&workspace);
        check::run(&workspace, &self.sources, &mut self.sink);
        self.workspace = Some(workspace);
    }

    fn read_assets(&mut self, workspace: &mut Workspace, shelf: &Shelf<'_>) {
        for (origin, name) in workspace.asset_names() {
            match shelf.asset(&self.root, &name) {
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

    /// The circular in that file of the workspace: `circulars/2024-Q2.toml`.
    pub(super) fn circular(&self, name: &str) -> Option<&Loaded<CircularFile>> {
        let of =
            |c: &&Loaded<CircularFile>| self.sources.get(c.file).is_some_and(|source| source.name == name);
        self.workspace.as_ref()?.circulars.iter().find(of)
    }

    /// The office's settings of outputs.
    pub(super) fn outputs(&self) -> Option<&OutputSettings> {
        self.workspace.as_ref().map(|w| &w.office.data.outputs)
    }

    /// The name of an input, `./` and `../` in it resolved; `None` where the file lies outside of the workspace.
    pub(super) fn within(&self, name: &str) -> Option<String> {
        if self.packed {
            disk::plain(name)
        } else {
            disk::within(&self.root, name)
        }
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

/// Where pictures and fonts are (存放处).
enum Shelf<'a> {
    /// In the workspace's folder.
    Folder,
    /// Pictures in the archive, fonts in the office's workspace.
    Packed {
        inputs: &'a BTreeMap<String, Vec<u8>>,
        office: Option<&'a Path>,
    },
}

impl Shelf<'_> {
    /// The file of that name as the TOML has it.
    fn asset(&self, root: &Path, name: &str) -> Result<InputFile, Diagnostic> {
        let Self::Packed { inputs, office } = self else {
            return disk::input(root, name);
        };
        let packed = disk::plain(name).and_then(|plain| inputs.get(&plain));
        match (packed, office) {
            (Some(bytes), _) => Ok(InputFile {
                name: name.to_owned(),
                bytes: bytes.clone(),
            }),
            (None, Some(office)) => disk::input(office, name),
            (None, None) => Err(
                Diagnostic::new(command::UNREADABLE, format!("归档件中没有 {name}"))
                    .help("本单位的字体不随归档件走：用 --office 指明有这个字体的工作区"),
            ),
        }
    }
}
