//! Archives (归档件): a circular's outputs, what they were made from, and the table that can prove it, in one file.
//!
//! Bytes in, bytes out: this room packs, unpacks and compares; making the outputs again is the flow's, files are the
//! shell's. `docs/decisions/0007-archives.md` says why the file is as it is.

mod compare;
mod metadata;
mod pack;
mod readme;
mod seal;

pub use compare::difference;
pub use metadata::of as metadata;
pub use pack::{Archive, Broken, File, pack, unpack};
pub use seal::{Made, lock};
