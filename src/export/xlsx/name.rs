//! Names of sheets (工作表名) from titles, within Excel's rules.

use std::collections::BTreeSet;

/// Excel's limit in UTF-16 units.
const MOST: usize = 31;
/// A name shorter than this says too little, so an open bracket is kept rather than cut off with what follows.
const TELLING: usize = 8;

/// The names given so far (已用名); Excel compares them without regard to case.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// `title` as the name of a sheet that no other has: at most 31 UTF-16 units, marks that Excel refuses replaced
    /// by their full-width twins, `（2）` behind a name that is taken; `fallback` where nothing is left.
    pub(super) fn give(&mut self, title: &str, fallback: &str) -> String {
        let title = Some(allowed(title))
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| allowed(fallback));
        (1u64..)
            .map(|n| {
                if n == 1 {
                    cut(&title, MOST)
                } else {
                    numbered(&title, n)
                }
            })
            .find(|name| self.taken.insert(name.to_lowercase()))
            .unwrap_or_default()
    }
}

fn numbered(title: &str, n: u64) -> String {
    let tail = format!("（{n}）");
    cut(title, MOST - units(&tail)) + &tail
}

/// Without what Excel refuses in a name: `[ ] : * ? / \`, control characters, apostrophes at either end, `History`.
fn allowed(title: &str) -> String {
    let name: String = title.chars().filter(|c| !c.is_control()).map(twin).collect();
    let name = name.trim();
    match name {
        _ if name.eq_ignore_ascii_case("history") => format!("{name}表"),
        _ if name.starts_with('\'') || name.ends_with('\'') => name.replace('\'', "’"),
        _ => name.to_owned(),
    }
}

const fn twin(c: char) -> char {
    match c {
        '[' => '［',
        ']' => '］',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '/' => '／',
        '\\' => '＼',
        _ => c,
    }
}

/// The beginning of `name` in at most `most` UTF-16 units: no half character, no bracket that is never closed, no
/// mark that joins it to what was cut off.
fn cut(name: &str, most: usize) -> String {
    if units(name) <= most {
        return name.to_owned();
    }
    let mut used = 0;
    let head: String = name
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= most
        })
        .collect();
    let closed = match open_bracket(&head) {
        Some(at) if units(&head[..at]) >= TELLING => &head[..at],
        _ => &head,
    };
    let joins = |c: char| c.is_whitespace() || "'、，：；—－-（〔《“".contains(c);
    let name = closed.trim_end_matches(joins);
    if name.is_empty() { head } else { name.to_owned() }
}

/// Where the outermost bracket begins that `text` does not close.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '〔' | '《' | '“' | '［' => open.push(at),
            '）' | ')' | '〕' | '》' | '”' | '］' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied()
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn give(titles: &[&str]) -> Vec<String> {
        let mut names = Names::default();
        titles.iter().map(|title| names.give(title, "表1")).collect()
    }

    #[test]
    fn names_of_sheets() {
        for (title, name) in [
            ("项目进展情况表", "项目进展情况表"),
            ("市/县[2024]: 进度*?\\", "市／县［2024］： 进度＊？＼"),
            ("上半年\n进展", "上半年进展"),
            ("'引'", "’引’"),
            ("history", "history表"),
            (" \u{7} ", "表1"),
            (
                "清溪县2024年度十件民生实事项目进展情况一览表（截至2024年6月30日）",
                "清溪县2024年度十件民生实事项目进展情况一览表",
            ),
            (
                "（一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十）",
                "（一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十",
            ),
        ] {
            assert_eq!(give(&[title]), [name], "{title}");
        }
    }

    #[test]
    fn a_second_one_of_a_name() {
        let long = "一".repeat(40);
        assert_eq!(
            give(&["Table", "TABLE", "table"]),
            ["Table", "TABLE（2）", "table（3）"]
        );
        assert_eq!(give(&[&long, &long])[1], format!("{}（2）", "一".repeat(28)));
    }

    #[test]
    fn no_half_character() {
        let name = &give(&[&"𠮷".repeat(20)])[0];
        assert_eq!(name, &"𠮷".repeat(15));
    }

    proptest! {
        #[test]
        fn excel_takes_every_name(titles in proptest::collection::vec(
            prop_oneof!["\\PC{0,45}", "['\\[\\]:*?/\\\\a（）𠮷 ]{0,40}", "(?i)history"], 1..6)
        ) {
            let mut names = Names::default();
            let given: Vec<_> = titles.iter().map(|title| names.give(title, "表")).collect();
            for name in &given {
                prop_assert!(!name.is_empty() && units(name) <= 31, "{name}");
                prop_assert!(!name.contains(['[', ']', ':', '*', '?', '/', '\\']), "{name}");
                prop_assert!(!name.starts_with('\'') && !name.ends_with('\''), "{name}");
                prop_assert!(!name.eq_ignore_ascii_case("history"));
                prop_assert!(rust_xlsxwriter::utility::check_sheet_name(name).is_ok());
            }
            let all: BTreeSet<_> = given.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(all.len(), given.len());
        }
    }
}
