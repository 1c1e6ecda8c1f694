//! Whether a circular's files are still what a build would give (未变), told by digests alone.

use std::fs;
use std::path::Path;

use crate::font::{Face, Fonts, Maker};
use crate::lock::{self, BUNDLED, Entry, FontEntry, Lock, Options, VERSION};
use crate::model::file::CircularFile;
use crate::model::workspace::Loaded;

use super::build::known;
use super::disk;
use super::inputs::{self, Inputs};
use super::job::Asked;
use super::session::Session;

/// Whether the table beside the outputs, what they would be made from, and they themselves agree. Outputs with
/// findings are never fresh: who builds again wants to hear them again.
pub(super) fn is_fresh(
    session: &Session,
    circular: &Loaded<CircularFile>,
    asked: &Asked,
    dir: &Path,
) -> bool {
    let Some(workspace) = &session.workspace else {
        return false;
    };
    let Some(lock) = read(dir, &circular.name) else {
        return false;
    };
    let same = |lock: &Lock| {
        let options = Options {
            // without findings there is nothing that it would change
            strict: lock.options.strict,
            ..asked.options(0)
        };
        lock.tongbao == VERSION && lock.options == options && lock.has_sm3() == session.wants_sm3()
    };
    same(&lock)
        && inputs_are(&lock.inputs, &inputs::of(session, workspace, circular))
        && fonts_are(&lock.fonts, &session.world.fonts)
        && lock.outputs.iter().all(|entry| stands(entry, dir))
}

/// The table beside a circular's outputs, where there is one that can be read.
pub(super) fn read(dir: &Path, name: &str) -> Option<Lock> {
    let text = fs::read_to_string(known(dir, name)).ok()?;
    lock::read(&text).ok()
}

fn inputs_are(entries: &[Entry], inputs: &Inputs) -> bool {
    let same = |a: &Entry, b: &Entry| a.file == b.file && a.bytes == b.bytes && a.digests == b.digests;
    let is = |entry: &Entry| inputs.all().any(|input| same(entry, &input.entry));
    entries.len() == inputs.all().count() && entries.iter().all(is)
}

/// The same faces of the office's, and those of the program that were used.
fn fonts_are(entries: &[FontEntry], fonts: &Fonts) -> bool {
    let is = |entry: &FontEntry| {
        fonts.faces().any(|(_, face)| {
            entry.digests.sha256 == face.sha256()
                && entry.role == face.role().key()
                && (entry.maker == BUNDLED) == (face.maker() == Maker::Bundled)
        })
    };
    let of_office = |face: &Face| face.maker() == Maker::Office;
    let office = fonts.faces().filter(|(_, face)| of_office(face)).count();
    let locked = entries.iter().filter(|entry| entry.maker != BUNDLED).count();
    office == locked && entries.iter().all(is)
}

fn stands(entry: &Entry, dir: &Path) -> bool {
    // a table that somebody wrote must not make this read elsewhere
    let plain = !entry.file.contains(['/', '\\']);
    plain && disk::read(&dir.join(&entry.file)).is_ok_and(|bytes| entry.fits(&bytes))
}
