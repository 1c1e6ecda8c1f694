//! The shell (命令行): the only room that touches disk, clock, environment and terminal.

mod again;
mod archive;
mod args;
mod build;
mod check;
mod crew;
mod diff;
mod disk;
mod explain;
mod fonts;
mod fresh;
mod import;
mod inputs;
mod inspect;
mod job;
mod json;
mod many;
mod new;
mod rebuild;
pub mod report;
mod schema;
mod session;
mod stock;
mod tasks;
mod usage;
mod verdict;
mod verify;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::diag::code::command::OUR_FAULT;
use crate::diag::{Diagnostic, Severity, Sources};
use args::{Cli, Color, Command};
use report::Paint;

/// How a command ended (退出码).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// 0: all is well.
    Fine,
    /// 1: the documents are wrong.
    Wrong,
    /// 2: the command is wrong: its words, or the paths that it names.
    Usage,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(ending as u8)
    }
}

/// The whole program: 0 fine, 1 the documents are wrong, 2 the command is wrong, 3 our fault.
#[must_use]
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|info| {
        let text = format!(
            "错误[{}] tongbao 内部出错，与数据无关，请把命令和数据发给维护者。\n{info}\n",
            OUR_FAULT.id
        );
        let _ = std::io::stderr().write_all(text.as_bytes());
    }));
    std::panic::catch_unwind(run).unwrap_or(ExitCode::from(3))
}

fn run() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => dispatch(cli).into(),
        Err(error) => match usage::message(&error) {
            (help, false) => {
                say(&help);
                ExitCode::SUCCESS
            }
            (fault, true) => {
                tell(&fault);
                Ending::Usage.into()
            }
        },
    }
}

fn dispatch(cli: Cli) -> Ending {
    let ui = Ui::new(cli.common.color);
    match cli.command {
        Command::New(args) => new::run(&args, &ui),
        Command::Import(args) => import::run(&args, &ui),
        Command::Check(args) => check::run(&args, &ui),
        Command::Diff(args) => diff::run(&args, &ui),
        Command::Build(args) => build::run(&args, &ui),
        Command::Archive(args) => archive::run(&args, &ui),
        Command::Verify(args) => verify::run(&args, &ui),
        Command::Rebuild(args) => rebuild::run(&args, &ui),
        Command::Fonts(args) => fonts::run(&args, &ui),
        Command::Schema(args) => schema::run(&args, &ui),
        Command::Inspect(args) => inspect::run(&args, &ui),
        Command::Explain(args) => explain::run(&args),
    }
}

/// How this run speaks (输出方式).
#[derive(Clone, Copy, Debug)]
struct Ui {
    paint: Paint,
}

impl Ui {
    fn new(color: Color) -> Self {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let auto = || {
            let dumb = set("TERM").is_some_and(|term| term == "dumb");
            std::io::stderr().is_terminal() && !dumb && set("NO_COLOR").is_none()
        };
        let paint = match color {
            Color::Auto => auto(),
            Color::Always => true,
            Color::Never => false,
        };
        Self { paint: Paint(paint) }
    }

    /// Prints findings; `Wrong` if an error is among them, or with `strict` a warning.
    fn report(self, found: &[Diagnostic], sources: &Sources, strict: bool) -> Ending {
        tell(&report::render(found, sources, self.paint));
        if fails(found, strict) {
            Ending::Wrong
        } else {
            Ending::Fine
        }
    }

    /// Prints one finding that stands alone: the command asked for what cannot be done.
    fn refuse(self, diagnostic: Diagnostic) -> Ending {
        self.report(&[diagnostic], &Sources::new(), false);
        Ending::Usage
    }
}

/// Whether such findings stop a build; those accepted do not.
fn fails(found: &[Diagnostic], strict: bool) -> bool {
    let worst = if strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    found.iter().any(|d| d.accepted.is_none() && d.severity <= worst)
}

/// To standard output. A reader that has gone away is no fault.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// To standard error.
fn tell(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
