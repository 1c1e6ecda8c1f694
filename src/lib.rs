//! 通报: from TOML to circulars (GB/T 9704—2012) in PDF and their annex tables in XLSX.
//!
//! The flow, from left to right:
//!
//! 1. [`model::read`] turns the TOML into a [`Workspace`](model::Workspace), [`model::report`] derives what follows;
//! 2. [`check`] holds it against itself;
//! 3. [`template::compose`] turns it into a [`document`];
//! 4. [`layout::lay_out`] places that on [`page`]s;
//! 5. [`export`] writes PDF from pages and XLSX from the document.
//!
//! [`archive`] puts what came of it, what it was made from and the [`lock`] that proves it into one file.
//!
//! [`make`] is these steps one behind the other; [`import`] is the way back from a workbook to TOML.
//!
//! `docs/architecture.md` says what each room is for and what it may import.

pub mod archive;
pub mod check;
pub mod cli;
pub mod diag;
pub mod digest;
pub mod document;
pub mod export;
pub mod font;
pub mod import;
pub mod inspect;
pub mod layout;
pub mod lock;
mod make;
pub mod model;
pub mod page;
pub mod standard;
pub mod template;
pub mod text;
pub mod unit;

pub use make::{Order, Outputs, Parts, World, compose, make};
