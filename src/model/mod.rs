//! What the TOML says (数据): the workspace's files as typed, and what follows from them.
//!
//! [`file`] has one type a kind of file: these structs are the format, its JSON Schema and its documentation
//! at once. `read` turns texts into them and finds every fault of shape in one go. [`Workspace`] holds all
//! files together, `Report` what one circular sees: the rows with their computed rates and states.

pub mod at;
pub mod day;
pub mod file;
pub mod inputs;
pub mod number;
pub mod read;
pub mod report;
pub mod schema;
pub mod typed;
pub mod workspace;

pub use at::{At, Entries};
pub use day::Day;
pub use number::Number;
pub use report::Report;
pub use workspace::{InputFile, Loaded, Workspace};
