//! One ZIP a circular (封装), ISO/IEC 21320-1, and back.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::lock::{self, Lock, LockError};

use super::readme;

/// Name of the table in the archive.
const LOCK: &str = "lock.toml";
/// Name of the words for people in the archive.
const README: &str = "说明.txt";
/// Folder of what the circular was made from: a workspace.
const INPUTS: &str = "inputs/";
/// Folder of what came of it.
const OUTPUTS: &str = "outputs/";

/// Bytes that an archive may hold unpacked; a thousand pages and their data stay far below.
const BIGGEST: u64 = 1 << 30;

/// A file in an archive (文件).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// From the workspace or the output folder, `/` between folders.
    pub name: String,
    /// What it is, in Chinese.
    pub what: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an archive holds (归档件的内容).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The table.
    pub lock: Lock,
    /// What the circular was made from, by name.
    pub inputs: BTreeMap<String, Vec<u8>>,
    /// What came of it, by name.
    pub outputs: BTreeMap<String, Vec<u8>>,
    /// 说明.txt, where it is there.
    pub readme: Option<Vec<u8>>,
    /// Names of files that the archive should not have.
    pub strays: Vec<String>,
}

impl Archive {
    /// 说明.txt as this program writes it for that table.
    #[must_use]
    pub fn own_readme(&self) -> String {
        readme::write(&self.lock)
    }
}

/// Why an archive cannot be opened (打不开的原因).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// No ZIP, or one without a table: another kind of file.
    NotAnArchive,
    /// The ZIP is damaged, at that file where one is known.
    Damaged(Option<String>),
    /// A file that the table lists is not there.
    Missing(String),
    /// The table cannot be read.
    Table(LockError),
    /// More than this program unpacks.
    TooBig,
}

/// The archive's bytes: the same for the same files.
///
/// # Errors
/// If a ZIP cannot hold them: more than 4 GiB in a file, or names longer than 64 KiB.
pub fn pack<'f>(
    lock: &Lock,
    inputs: impl IntoIterator<Item = (&'f str, &'f [u8])>,
    outputs: &'f [File],
) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // stored: what is big is compressed already, the rest lies readable in the file, and no compressor's version or
    // processor can change a byte
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(time(lock))
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, options)?;
        zip.write_all(bytes).map_err(zip::result::ZipError::from)
    };
    add(README, readme::write(lock).as_bytes())?;
    add(LOCK, lock::write(lock).as_bytes())?;
    let outputs: BTreeMap<_, _> = outputs.iter().map(|f| (f.name.as_str(), &*f.bytes)).collect();
    for (folder, files) in [(OUTPUTS, outputs), (INPUTS, inputs.into_iter().collect())] {
        for (name, bytes) in files {
            add(&format!("{folder}{name}"), bytes)?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

/// The circular's date; 1980-01-01, the first that a ZIP knows, where it has none or an earlier one.
fn time(lock: &Lock) -> DateTime {
    let date = lock.metadata.date.and_then(|date| date.date);
    let date = date.and_then(|d| DateTime::from_date_and_time(d.year, d.month, d.day, 0, 0, 0).ok());
    date.unwrap_or_default()
}

/// What an archive holds; the digests are not compared here.
///
/// # Errors
/// See [`Broken`].
pub fn unpack(bytes: &[u8]) -> Result<Archive, Broken> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(Broken::NotAnArchive);
    }
    let mut files = entries(bytes)?;
    let table = files.remove(LOCK).ok_or(Broken::NotAnArchive)?;
    let table = String::from_utf8(table).map_err(|_| Broken::Damaged(Some(LOCK.to_owned())))?;
    let lock = lock::read(&table).map_err(Broken::Table)?;
    let mut archive = Archive {
        inputs: BTreeMap::new(),
        outputs: BTreeMap::new(),
        readme: files.remove(README),
        strays: Vec::new(),
        lock,
    };
    let lock = archive.lock.clone();
    for (entry, folder) in both(&lock) {
        let full = format!("{folder}{}", entry.file);
        let bytes = files.remove(&full).ok_or(Broken::Missing(full))?;
        let held = if folder == INPUTS {
            &mut archive.inputs
        } else {
            &mut archive.outputs
        };
        held.insert(entry.file.clone(), bytes);
    }
    archive.strays = files.into_keys().collect();
    Ok(archive)
}

/// Every file of the table with the folder that it lies in.
fn both(lock: &Lock) -> impl Iterator<Item = (&lock::Entry, &'static str)> {
    let inputs = lock.inputs.iter().map(|entry| (entry, INPUTS));
    inputs.chain(lock.outputs.iter().map(|entry| (entry, OUTPUTS)))
}

/// Every file of the ZIP, its check sum compared.
fn entries(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, Broken> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged(None))?;
    let (mut files, mut left) = (BTreeMap::new(), BIGGEST);
    for n in 0..zip.len() {
        let name = zip.name_for_index(n).and_then(Result::ok).map(Cow::into_owned);
        let damaged = || Broken::Damaged(name.clone());
        let mut file = zip.by_index(n).map_err(|_| damaged())?;
        if file.is_dir() {
            continue;
        }
        let safe = file.enclosed_name().is_some() && name.as_ref().is_some_and(|name| !name.contains('\\'));
        let mut held = Vec::new();
        // what the head says of the length may be a lie
        let mut limited = (&mut file).take(left + 1);
        limited.read_to_end(&mut held).map_err(|_| damaged())?;
        left = left.checked_sub(held.len() as u64).ok_or(Broken::TooBig)?;
        let fresh = name.clone().filter(|_| safe).map(|name| files.insert(name, held));
        // a name that leads out of the archive, or stands there twice
        if !matches!(fresh, Some(None)) {
            return Err(damaged());
        }
    }
    Ok(files)
}
