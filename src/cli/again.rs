//! Making again (重新生成) what an archive or a workspace has made, as its table says: what verifying and rebuilding share.

use std::path::{Path, PathBuf};

use crate::archive::{Archive, Broken, unpack};
use crate::diag::{Diagnostic, Severity};
use crate::digest::sha256;
use crate::font::{Face, Fonts, Maker};
use crate::lock::{BUNDLED, FontEntry, Lock, LockError, VERSION};

use super::build::folder;
use super::disk;
use super::fresh;
use super::job::{Asked, Made, make_one};
use super::session::Session;
use super::stock::Stock;
use super::tasks::{Task, What, name_of};
use super::verdict::Verdict;

/// What is made again (待重新生成的).
pub(super) enum Open {
    /// Circulars of a workspace.
    Workspace(Box<Session>, Vec<String>),
    /// An archive, the workspace in it, and the digest of the file.
    Archive(Box<Archive>, Box<Session>, String),
    /// An archive that cannot be opened.
    Broken(Verdict, String),
}

/// How it is done.
pub(super) struct Again<'a> {
    /// The workspace that the office's fonts are taken from.
    pub(super) office: Option<&'a Path>,
    pub(super) stock: Stock,
}

/// One document made again.
pub(super) struct Remade {
    /// Its files, or why there are none.
    pub(super) made: Result<Made, String>,
    /// What its table said.
    pub(super) lock: Option<Lock>,
    /// The folder of its outputs and its name; of an archive only the name.
    pub(super) dir: Option<PathBuf>,
    pub(super) name: String,
}

impl Again<'_> {
    /// Opens a task; the number of its documents.
    pub(super) fn open(&self, task: &Task) -> (Open, usize) {
        match &task.what {
            What::Archive => (self.archive(&task.path), 1),
            What::Circulars(circulars) => {
                let session = Session::at(task.path.clone(), &self.stock);
                let wanted: Vec<String> = circulars.iter().cloned().collect();
                let documents = wanted.len();
                (Open::Workspace(Box::new(session), wanted), documents)
            }
        }
    }

    fn archive(&self, path: &Path) -> Open {
        let bytes = match disk::read(path) {
            Ok(bytes) => bytes,
            Err(finding) => return Open::Broken(Verdict::Unreadable, finding.message),
        };
        match unpack(&bytes) {
            Ok(archive) => {
                let session = Session::packed(path, &archive.inputs, self.office, &self.stock);
                Open::Archive(Box::new(archive), Box::new(session), sha256(&bytes))
            }
            Err(broken) => {
                let (verdict, words) = why(&broken);
                Open::Broken(verdict, words)
            }
        }
    }
}

/// Why an archive cannot be opened, in words.
fn why(broken: &Broken) -> (Verdict, String) {
    match broken {
        Broken::NotAnArchive => (Verdict::Unreadable, "不是 tongbao 的归档件".to_owned()),
        Broken::TooBig => (Verdict::Unreadable, "内容超过 1 GB".to_owned()),
        Broken::Damaged(None) => (Verdict::Damaged, "压缩包不完整".to_owned()),
        Broken::Damaged(Some(name)) => (Verdict::Damaged, format!("{name} 校验不符")),
        Broken::Missing(name) => (Verdict::Damaged, format!("缺 {name}")),
        Broken::Table(LockError::Newer { format }) => (
            Verdict::Unreadable,
            format!("lock.toml 的格式版本是 {format}，本程序（{VERSION}）不认识，请用更新的 tongbao"),
        ),
        Broken::Table(LockError::Shape(reason)) => (Verdict::Damaged, format!("lock.toml 读不出：{reason}")),
    }
}

impl Open {
    /// Makes the document of that number again, as its table says; of a workspace without one as the settings say.
    /// `None` for an archive that cannot be opened.
    pub(super) fn remake(&self, n: usize, out: Option<&Path>) -> Option<Remade> {
        match self {
            Self::Broken(..) => None,
            Self::Archive(archive, session, _) => {
                let file = &archive.lock.circular;
                Some(Remade {
                    made: remake(session, file, Asked::locked(&archive.lock.options)),
                    lock: Some(archive.lock.clone()),
                    dir: None,
                    name: name_of(file).to_owned(),
                })
            }
            Self::Workspace(session, wanted) => {
                let file = wanted.get(n)?;
                let (dir, name) = (folder(session, out), name_of(file));
                let lock = fresh::read(&dir, name);
                let asked = match &lock {
                    Some(lock) => Asked::locked(&lock.options),
                    None => Asked::by_settings(session),
                };
                Some(Remade {
                    made: remake(session, file, asked),
                    name: name.to_owned(),
                    dir: Some(dir),
                    lock,
                })
            }
        }
    }
}

fn remake(session: &Session, file: &str, asked: Asked) -> Result<Made, String> {
    let first = |found: &[Diagnostic]| {
        let errors = found
            .iter()
            .filter(|d| d.severity == Severity::Error && d.accepted.is_none());
        let error = errors
            .map(|d| format!("{}[{}] {}", d.severity.term(), d.code.id, d.message))
            .next();
        error.unwrap_or_else(|| format!("没有 {file}"))
    };
    if session.workspace.is_none() || session.sink.has_errors() {
        return Err(first(session.sink.found()));
    }
    let Some(circular) = session.circular(file) else {
        return Err(format!("没有 {file}"));
    };
    let mut sink = session.sink();
    // what was built with warnings was built
    let asked = Asked {
        strict: false,
        ..asked
    };
    let made = make_one(session, circular, &asked, &mut sink);
    made.ok_or_else(|| first(sink.found()))
}

/// The faces that the table names and this run has not: of each whether another stands in its place.
pub(super) fn fonts_lacking<'l>(lock: &'l Lock, fonts: &Fonts) -> Vec<(&'l FontEntry, bool)> {
    let of_maker =
        |entry: &FontEntry, face: &Face| (entry.maker == BUNDLED) == (face.maker() == Maker::Bundled);
    let any = |entry: &FontEntry, is: &dyn Fn(&Face) -> bool| {
        fonts.faces().any(|(_, face)| of_maker(entry, face) && is(face))
    };
    let has = |entry: &FontEntry| any(entry, &|face| face.sha256() == entry.digests.sha256);
    let other = |entry: &FontEntry| any(entry, &|face| face.name() == entry.name);
    let lacking = lock.fonts.iter().filter(|entry| !has(entry));
    lacking.map(|entry| (entry, other(entry))).collect()
}
