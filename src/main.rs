//! The `tongbao` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tongbao::cli::main()
}
