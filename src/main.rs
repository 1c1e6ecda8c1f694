//! The `tongbao` command.

use std::process::ExitCode;

/// A sixth of the time of a large document or of many (docs/decisions/0012); the library leaves the choice to whoever
/// links it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    tongbao::cli::main()
}
