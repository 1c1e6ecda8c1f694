//! A workspace opened for work (打开的工作区): inputs read, fonts and standard settled, data checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::check;
use crate::diag::code::{command, shape};
use crate::diag::{Diagnostic, Origin, Sink, Sources};
use crate::lock::Digests;
use crate::model::file::{CircularFile, DigestKind, OutputSettings};
use crate::model::schema::FileKind;
use crate::model::workspace::Loaded;
use crate::model::{InputFile, Workspace, read};
use crate::standard::{GBT_9704, Standard};
use crate::{Parts, World};

use super::disk;
use super::stock::Stock;

/// A workspace with all that its documents are made from.
pub(super) struct Session {
    /// Its folder; of a packed one the archive.
    pub(super) root: PathBuf,
    /// Whether it came out of an archive: its files are nowhere on the disk.
    packed: bool,
    /// Every file read.
    pub(super) sources: Sources,
    /// What its documents are made from, by name.
    held: BTreeMap<String, Held>,
    /// What they say; `None` where their shape is wrong.
    pub(super) workspace: Option<Workspace>,
    /// Fonts and standard.
    pub(super) world: World,
    /// What is wrong so far.
    pub(super) sink: Sink,
}

/// An input (在手的文件) and what every circular asks of it: found out once.
pub(super) struct Held {
    name: String,
    pub(super) bytes: Arc<[u8]>,
    digests: OnceLock<Digests>,
    within: OnceLock<Option<String>>,
}

impl From<InputFile> for Held {
    fn from(file: InputFile) -> Self {
        Self {
            name: file.name,
            bytes: file.bytes,
            digests: OnceLock::new(),
            within: OnceLock::new(),
        }
    }
}

impl Session {
    /// Opens the workspace that `path` belongs to.
    pub(super) fn open(path: &Path) -> Result<Self, Diagnostic> {
        Ok(Self::at(disk::workspace_of(path)?, &Stock::default()))
    }

    /// Opens the workspace in that folder; what the stock has is not read again.
    pub(super) fn at(root: PathBuf, stock: &Stock) -> Self {
        let mut sink = Sink::new();
        let (files, unread) = disk::inputs(&root, &mut sink);
        Self::settled(root, (files, unread), sink, stock, &Shelf::Folder)
    }

    /// Opens the workspace that an archive holds; the office's faces come from the workspace `office`.
    pub(super) fn packed(
        archive: &Path,
        inputs: &BTreeMap<String, Vec<u8>>,
        office: Option<&Path>,
        stock: &Stock,
    ) -> Self {
        let files = inputs
            .iter()
            .filter(|(name, _)| !read::is_asset(name))
            .map(|(name, bytes)| InputFile {
                name: name.clone(),
                bytes: bytes.as_slice().into(),
            })
            .collect();
        let shelf = Shelf::Packed { inputs, office };
        Self::settled(
            archive.to_path_buf(),
            (files, Vec::new()),
            Sink::new(),
            stock,
            &shelf,
        )
    }

    fn settled(
        root: PathBuf,
        (files, unread): (Vec<InputFile>, Vec<String>),
        mut sink: Sink,
        stock: &Stock,
        shelf: &Shelf<'_>,
    ) -> Self {
        let mut sources = Sources::new();
        let mut workspace = read::workspace(files.clone(), &mut sources, &mut sink);
        if let Some(workspace) = &mut workspace {
            unread.iter().for_each(|name| read::left_out(workspace, name));
        }
        let world = World {
            fonts: stock.fonts.clone(),
            standard: GBT_9704.clone(),
        };
        let mut session = Self {
            root,
            packed: matches!(shelf, Shelf::Packed { .. }),
            sources,
            held: BTreeMap::new(),
            workspace,
            world,
            sink,
        };
        session.settle(shelf, stock);
        let assets = session.workspace.iter().flat_map(|w| w.assets.iter().cloned());
        let held = files.into_iter().chain(assets).map(Held::from);
        session.held = held.map(|held| (held.name.clone(), held)).collect();
        session
    }

    /// Pictures, fonts and the office's own measures; then the checks.
    fn settle(&mut self, shelf: &Shelf<'_>, stock: &Stock) {
        let Some(mut workspace) = self.workspace.take() else {
            return;
        };
        self.read_assets(&mut workspace, shelf, stock);
        self.world.standard = self.standard_of(&workspace);
        self.fonts_of(&workspace, stock);
        check::run(&workspace, &self.sources, &mut self.sink);
        self.workspace = Some(workspace);
    }

    fn read_assets(&mut self, workspace: &mut Workspace, shelf: &Shelf<'_>, stock: &Stock) {
        let fonts = workspace.office.data.fonts.by_role();
        let fonts: Vec<String> = fonts
            .iter()
            .filter_map(|(_, name)| Some(name.as_ref()?.value.clone()))
            .collect();
        for (origin, name) in workspace.asset_names() {
            let stock = Some(stock).filter(|_| fonts.contains(&name));
            match shelf.asset(&self.root, &name, stock) {
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

    fn fonts_of(&mut self, workspace: &Workspace, stock: &Stock) {
        for (role, name) in workspace.office.data.fonts.by_role() {
            let Some(name) = name else { continue };
            let Some(asset) = workspace.assets.iter().find(|a| a.name == name.value) else {
                continue;
            };
            let face = stock.face(role, &asset.bytes, &asset.name);
            let put = face.and_then(|face| self.world.fonts.share(face));
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

    /// The input of that name, as the TOML has it.
    pub(super) fn held(&self, name: &str) -> Option<&Held> {
        self.held.get(name)
    }

    /// The name of an input, `./` and `../` in it resolved; `None` where the file lies outside of the workspace.
    pub(super) fn within<'s>(&self, held: &'s Held) -> Option<&'s str> {
        let within = || match self.packed {
            true => disk::plain(&held.name),
            false => disk::within(&self.root, &held.name),
        };
        held.within.get_or_init(within).as_deref()
    }

    /// The digests of an input that the office asks for.
    pub(super) fn digests<'s>(&self, held: &'s Held) -> &'s Digests {
        let digests = || Digests::of(&held.bytes, self.wants_sm3());
        held.digests.get_or_init(digests)
    }

    /// Whether the office asks for SM3 beside SHA-256.
    pub(super) fn wants_sm3(&self) -> bool {
        let kinds = self.outputs().and_then(|s| s.digests.as_ref());
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.value == DigestKind::Sm3))
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
    /// The file of that name as the TOML has it; a font file from the stock, where it has been read before.
    fn asset(&self, root: &Path, name: &str, fonts: Option<&Stock>) -> Result<InputFile, Diagnostic> {
        let on_disk = |root: &Path| match fonts {
            None => disk::input(root, name),
            Some(stock) => Ok(InputFile {
                name: name.to_owned(),
                bytes: stock.font_file(&root.join(name))?,
            }),
        };
        let Self::Packed { inputs, office } = self else {
            return on_disk(root);
        };
        let packed = disk::plain(name).and_then(|plain| inputs.get(&plain));
        match (packed, office) {
            (Some(bytes), _) => Ok(InputFile {
                name: name.to_owned(),
                bytes: bytes.as_slice().into(),
            }),
            (None, Some(office)) => on_disk(office),
            (None, None) => Err(
                Diagnostic::new(command::UNREADABLE, format!("归档件中没有 {name}"))
                    .help("本单位的字体不随归档件走：用 --office 指明有这个字体的工作区"),
            ),
        }
    }
}
