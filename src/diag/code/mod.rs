//! The table of codes (诊断代码): printing, `explain`, the documentation page and a test read this one table.
//!
//! A room adds its codes to its own file here: 01 shape of the data, 02 references, 03 numbers, 04 templates,
//! 05 fonts, 06 layout, 07 files written, 08 import, 09 commands.

use super::Severity;

/// One kind of finding (诊断代码).
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `E0101`, `W0301`, `N0202`: severity's letter, room, number.
    pub id: &'static str,
    /// The usual severity.
    pub severity: Severity,
    /// A few words in Chinese.
    pub title: &'static str,
    /// What it means, why it matters, the way out, in Chinese.
    pub explain: &'static str,
}

/// Declares the codes of one room: `NAME = "E0101", Error, "标题", "说明";`.
macro_rules! codes {
    ($($name:ident = $id:literal, $severity:ident, $title:literal, $explain:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: &$crate::diag::Code = &$crate::diag::Code {
                id: $id,
                severity: $crate::diag::Severity::$severity,
                title: $title,
                explain: $explain,
            };
        )*
        /// All of this room.
        pub const ALL: &[&$crate::diag::Code] = &[$($name),*];
    };
}
pub(crate) use codes;

pub mod command;
pub mod font;
pub mod import;
pub mod layout;
pub mod number;
pub mod output;
pub mod reference;
pub mod shape;
pub mod template;

/// Every code, room by room.
pub const ROOMS: &[&[&Code]] = &[
    shape::ALL,
    reference::ALL,
    number::ALL,
    template::ALL,
    font::ALL,
    layout::ALL,
    output::ALL,
    import::ALL,
    command::ALL,
];

/// The code of that id, in any case of letters.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    ROOMS
        .iter()
        .flat_map(|room| room.iter())
        .copied()
        .find(|c| c.id.eq_ignore_ascii_case(id))
}
