//! What a run has ready for all its workspaces (备料): the program's faces, and the office's own font files, each read
//! and parsed once however many workspaces name it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::diag::Diagnostic;
use crate::font::{Face, FontError, Fonts, Role};

use super::disk;

/// Bytes of font files that are kept at hand: an office's faces for all roles. Beyond that the oldest go.
const MOST: usize = 256 << 20;

/// The stock of a run (备料).
#[derive(Debug, Default)]
pub(super) struct Stock {
    /// The faces of the program.
    pub(super) fonts: Fonts,
    files: Mutex<Vec<FontFile>>,
}

/// A font file of the office's and the faces that it has served as (字体文件).
#[derive(Debug)]
struct FontFile {
    path: PathBuf,
    modified: Option<SystemTime>,
    bytes: Arc<[u8]>,
    faces: Vec<Arc<Face>>,
}

impl Stock {
    /// The font file at `path`. Copies that counties keep in their own folders are one file.
    pub(super) fn font_file(&self, path: &Path) -> Result<Arc<[u8]>, Diagnostic> {
        let about = fs::metadata(path).ok();
        let modified = about.and_then(|about| about.modified().ok());
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        // held while reading: another workspace waits for the same file rather than read it too
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let known = files
            .iter()
            .find(|file| file.path == path && file.modified == modified);
        if let Some(file) = known {
            return Ok(Arc::clone(&file.bytes));
        }
        let bytes: Arc<[u8]> = disk::read(&path)?.into();
        if let Some(file) = files.iter().find(|file| file.bytes == bytes) {
            return Ok(Arc::clone(&file.bytes));
        }
        let mut held: usize = files.iter().map(|file| file.bytes.len()).sum();
        while held + bytes.len() > MOST && !files.is_empty() {
            held -= files.remove(0).bytes.len();
        }
        files.push(FontFile {
            path,
            modified,
            bytes: Arc::clone(&bytes),
            faces: Vec::new(),
        });
        Ok(bytes)
    }

    /// The face of a font file for a role, under the name that the clerk calls it by.
    pub(super) fn face(&self, role: Role, bytes: &Arc<[u8]>, name: &str) -> Result<Arc<Face>, FontError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files = files.iter_mut();
        let Some(file) = files.find(|file| Arc::ptr_eq(&file.bytes, bytes)) else {
            return Face::office(role, Arc::clone(bytes), 0, name.to_owned()).map(Arc::new);
        };
        let is = |face: &&Arc<Face>| face.role() == role && face.name() == name;
        if let Some(face) = file.faces.iter().find(is) {
            return Ok(Arc::clone(face));
        }
        let face = Arc::new(Face::office(role, Arc::clone(bytes), 0, name.to_owned())?);
        file.faces.push(Arc::clone(&face));
        Ok(face)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_file_is_one_whoever_names_it() {
        let dir = tempfile::tempdir().unwrap();
        let stock = Stock::default();
        let latin = stock.fonts.face(stock.fonts.chain(Role::Latin)[0]).data();
        let paths = ["a.ttf", "b.ttf"].map(|name| dir.path().join(name));
        paths.iter().for_each(|path| fs::write(path, latin).unwrap());
        let files = [&paths[0], &paths[0], &paths[1]].map(|path| stock.font_file(path).unwrap());
        assert!(files.iter().all(|file| Arc::ptr_eq(file, &files[0])));
        let face = |role, name| stock.face(role, &files[0], name).unwrap();
        assert!(Arc::ptr_eq(&face(Role::Heiti, "甲"), &face(Role::Heiti, "甲")));
        assert_eq!(face(Role::Heiti, "乙").name(), "乙");
        assert_eq!(face(Role::Kaiti, "甲").role(), Role::Kaiti);
    }

    #[test]
    fn a_font_file_that_changes_is_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let (stock, path) = (Stock::default(), dir.path().join("a.ttf"));
        fs::write(&path, "one").unwrap();
        assert_eq!(&*stock.font_file(&path).unwrap(), b"one");
        let file = fs::File::create(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(&*stock.font_file(&path).unwrap(), b"");
        fs::remove_file(&path).unwrap();
        assert!(stock.font_file(&path).is_err());
    }
}
