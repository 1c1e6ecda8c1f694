//! 通报: from TOML to circulars (GB/T 9704—2012) in PDF and their annex tables in XLSX.
//!
//! The flow, from left to right:
//!
//! 1. [`model`] reads what the TOML says;
//! 2. [`check`] holds it against itself;
//! 3. `template` turns it into a [`document`];
//! 4. `layout` places that on [`page`]s;
//! 5. `export` writes PDF from pages and XLSX from the document.
//!
//! `docs/architecture.md` says what each room is for and what it may import.

pub mod check;
pub mod cli;
pub mod diag;
pub mod document;
pub mod export;
pub mod font;
pub mod import;
pub mod layout;
pub mod model;
pub mod page;
pub mod standard;
pub mod template;
pub mod text;
pub mod unit;
