//! Words of messages (措辞): typed values are quoted in them, and a value may have a million characters.

/// Characters of a quoted value that a message shows.
const QUOTED: usize = 60;

/// Characters of a message altogether.
const WHOLE: usize = 600;

/// On one line, with long values shortened to their beginning: `“很长的……”`.
pub(super) fn one_line(text: &str) -> String {
    let plain = text.chars().count() <= QUOTED && !text.contains(is_break);
    if plain {
        return text.to_owned();
    }
    let joined: Vec<&str> = text
        .split(is_break)
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    cut(&quotes_cut(&joined.join(" ")), WHOLE)
}

const fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Each part between “ and ” cut; a text may itself have quotation marks, each part of it counts alone.
fn quotes_cut(text: &str) -> String {
    let mut out = String::new();
    for part in text.split_inclusive(['“', '”']) {
        match part.strip_suffix('”') {
            Some(inner) => {
                out.push_str(&cut(inner, QUOTED));
                out.push('”');
            }
            None => out.push_str(part),
        }
    }
    out
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => text.get(..end).unwrap_or(text).trim_end().to_owned() + "……",
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_many_lines_stands_on_one() {
        assert_eq!(
            one_line("责任单位“多\n行\r\n局”没有登记"),
            "责任单位“多 行 局”没有登记"
        );
    }

    #[test]
    fn a_long_value_shows_its_beginning() {
        let long = "长".repeat(1_000_000);
        let shown = one_line(&format!("标题“{long}”过长，理由：{long}"));
        assert!(shown.starts_with(&format!("标题“{}……”过长，理由：长", "长".repeat(QUOTED))));
        assert_eq!(shown.chars().count(), WHOLE + 2);
        let whole = "一条没有引号的说明，".repeat(20);
        assert_eq!(one_line(&whole), whole);
    }
}
