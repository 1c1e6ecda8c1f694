//! One binary for all integration tests: each binary carries the fonts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod accept;
mod anchors;
mod annexes;
mod architecture;
mod archive;
mod attach;
mod broken;
mod claims;
mod claims_property;
mod cli;
mod conformance;
mod data_doc;
mod diff;
mod examples;
mod faults;
mod import;
mod inspect;
mod layout;
mod many;
mod mutation;
mod pdf;
mod reading;
mod seen;
#[allow(dead_code, reason = "each topic takes what it needs")]
mod support;
mod template;
mod verify;
mod xlsx;
