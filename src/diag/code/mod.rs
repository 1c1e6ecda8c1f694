//! The table of codes (诊断代码): printing, `explain`, accepting, the documentation page and tests read this one table.
//!
//! A room adds its codes to its own file here: 01 shape of the data, 02 references, 03 numbers, 04 templates,
//! 05 fonts, 06 layout, 07 files written, 08 import, 09 commands, 10 wording, 11 files
//! inspected.

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
    /// A case of it as a clerk meets it, in Chinese.
    pub example: &'static str,
}

impl Code {
    /// Room and number without the severity's letter: `0301`.
    #[must_use]
    pub fn number(&self) -> &'static str {
        self.id.get(1..).unwrap_or_default()
    }

    /// Whether an office may accept the finding with a reason (可否认可).
    ///
    /// What was published must be able to be printed again as it was: numbers and wording can always be accepted,
    /// references and layout where they are no errors. Faults of shape, templates, fonts and files leave nothing
    /// that could be printed.
    #[must_use]
    pub fn acceptable(&self) -> bool {
        match self.id.get(1..3) {
            // an acceptance that has nothing to accept
            _ if self.id == reference::IDLE_ACCEPT.id => false,
            Some("03" | "10") => true,
            Some("02" | "06") => self.severity != Severity::Error,
            _ => false,
        }
    }
}

/// Declares the codes of one room: `NAME = "E0101", Error, "标题", "说明", "例";`. None can be left out.
macro_rules! codes {
    ($($name:ident = $id:literal, $severity:ident, $title:literal, $explain:literal, $example:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: &$crate::diag::Code = &$crate::diag::Code {
                id: $id,
                severity: $crate::diag::Severity::$severity,
                title: $title,
                explain: $explain,
                example: $example,
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
pub mod inspect;
pub mod layout;
pub mod number;
pub mod output;
pub mod reference;
pub mod shape;
pub mod template;
pub mod wording;

/// The codes of one part of the program (代码的一类).
#[derive(Debug)]
pub struct Room {
    /// What its codes are about, in Chinese.
    pub name: &'static str,
    /// Its codes.
    pub codes: &'static [&'static Code],
}

/// Every code, room by room.
pub const ROOMS: &[Room] = &[
    room("数据的形状", shape::ALL),
    room("引用", reference::ALL),
    room("数字", number::ALL),
    room("模板与段落", template::ALL),
    room("字体", font::ALL),
    room("版面", layout::ALL),
    room("输出的文件", output::ALL),
    room("导入", import::ALL),
    room("命令", command::ALL),
    room("文字与标点", wording::ALL),
    room("检验的文件", inspect::ALL),
];

const fn room(name: &'static str, codes: &'static [&'static Code]) -> Room {
    Room { name, codes }
}

/// Every code in the order of the rooms.
pub fn every() -> impl Iterator<Item = &'static Code> {
    ROOMS.iter().flat_map(|room| room.codes).copied()
}

/// The code of that id, in any case of letters and also without the severity's letter: `W0301`, `w0301`, `0301`.
///
/// The letter says how bad the finding usually is and no more, so another letter finds the same code.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    let number = id.trim().trim_start_matches(['E', 'W', 'N', 'e', 'w', 'n']);
    every().find(|code| code.number() == number)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_says_what_why_and_how() {
        let mut seen = BTreeSet::new();
        for room in ROOMS {
            let place = room.codes.first().and_then(|code| code.number().get(..2));
            for code in room.codes {
                assert!(seen.insert(code.number()), "{} is there twice", code.id);
                assert_eq!(code.number().get(..2), place, "{}", code.id);
                let letter = match code.severity {
                    Severity::Error => 'E',
                    Severity::Warning => 'W',
                    Severity::Note => 'N',
                };
                assert!(code.id.starts_with(letter), "{}", code.id);
                for words in [code.title, code.explain, code.example] {
                    assert!(words.chars().count() >= 4, "{}: {words}", code.id);
                }
                assert!(
                    code.explain.ends_with('。') && code.example.ends_with('。'),
                    "{}",
                    code.id
                );
                assert!(
                    code.title != code.explain && code.explain != code.example,
                    "{}",
                    code.id
                );
            }
        }
    }

    #[test]
    fn a_code_is_found_with_any_letter_or_none() {
        for id in ["W0301", "w0301", "E0301", "0301", " 0301 "] {
            assert_eq!(find(id), Some(number::TOWNS_SUM), "{id}");
        }
        for id in ["", "W", "D05", "03011", "W03"] {
            assert_eq!(find(id), None, "{id}");
        }
    }

    #[test]
    fn numbers_may_be_accepted_and_shapes_not() {
        assert!(number::TOWNS_SUM.acceptable() && reference::MISSING_PROGRESS.acceptable());
        assert!(!shape::NOT_TOML.acceptable() && !reference::UNKNOWN_UNIT.acceptable());
        assert!(!shape::STRAY_FILE.acceptable() && !command::OCCUPIED.acceptable());
    }
}
