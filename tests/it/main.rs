//! One binary for all integration tests: each binary carries the fonts.
mod faults;
#[allow(dead_code, reason = "each topic takes what it needs")]
mod support;
mod pdf;
