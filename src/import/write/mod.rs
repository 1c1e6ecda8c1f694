//! Plans (导入方案) → the texts of a workspace's files, written for people.

mod circular;
mod office;
mod progress;
mod projects;
pub(super) mod toml;

pub(super) use circular::{Circular, circular};
pub(super) use office::{Statuses, office};
pub(super) use progress::{has_progress, progress};
pub(super) use projects::projects;
