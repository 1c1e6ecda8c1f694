//! One binary for all integration tests: each binary carries the fonts.

mod annexes;
mod architecture;
mod broken;
mod cli;
mod examples;
mod data_doc;
mod faults;
mod import;
mod layout;
mod pdf;
#[allow(dead_code, reason = "each topic takes what it needs")]
mod support;
mod template;
mod xlsx;
