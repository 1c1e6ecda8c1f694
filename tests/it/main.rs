//! One binary for all integration tests: each binary carries the fonts.
mod faults;
