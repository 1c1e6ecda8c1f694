//! Body (正文, 7.3.3): what remains, in paragraphs.

use super::{LineId, Parts};
use crate::inspect::seen::Seen;

/// A paragraph (自然段) of the body, over its pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Paragraph {
    pub(in crate::inspect) lines: Vec<LineId>,
    /// Its level, where it begins with the mark of one.
    pub(in crate::inspect) level: Option<(Level, u32)>,
}

/// Levels of headings (结构层次序数): 一、（一）1.（1）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::inspect) enum Level {
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
    /// （1）
    Fourth,
}

/// Puts the body's paragraphs into `parts`.
pub(super) fn find(_seen: &Seen, _parts: &mut Parts) {}
