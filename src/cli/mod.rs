//! The shell (命令行): the only room that touches disk, clock, environment and terminal.

mod args;
mod disk;
pub mod report;
mod usage;

use std::process::ExitCode;

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
