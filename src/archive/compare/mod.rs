//! Where two outputs differ (比对), in words a clerk can follow to the page or the cell.

mod pdf;
mod xlsx;

/// The first place where a file is not as it should be; `None` where the bytes are the same.
///
/// `found` is what stands there, `made` what the data give.
#[must_use]
pub fn difference(name: &str, found: &[u8], made: &[u8]) -> Option<String> {
    if found == made {
        return None;
    }
    let ending = name.rsplit('.').next().unwrap_or_default();
    let place = match ending {
        "pdf" => pdf::difference(found, made),
        "xlsx" => xlsx::difference(found, made),
        _ => lines(found, made),
    };
    Some(place.unwrap_or_else(|| byte(found, made)))
}

/// The first line of a text that differs.
fn lines(found: &[u8], made: &[u8]) -> Option<String> {
    let (found, made) = (std::str::from_utf8(found).ok()?, std::str::from_utf8(made).ok()?);
    let number = 1 + found
        .lines()
        .zip(made.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let line = |text: &str| text.lines().nth(number - 1).unwrap_or_default().trim().to_owned();
    Some(format!("第 {number} 行，{}", both(&line(found), &line(made))))
}

/// The first byte that differs.
fn byte(found: &[u8], made: &[u8]) -> String {
    let same = found.iter().zip(made).take_while(|(a, b)| a == b).count();
    format!("第 {} 字节起", same + 1)
}

/// Two texts side by side, cut to where they part.
fn both(found: &str, made: &str) -> String {
    let (found, made) = part(found, made);
    format!("现为“{found}”，由数据得“{made}”")
}

/// Characters shown before the difference, and of all.
const BEFORE: usize = 6;
const SHOWN: usize = 24;

fn part(found: &str, made: &str) -> (String, String) {
    let same = found
        .chars()
        .zip(made.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let from = same.saturating_sub(BEFORE);
    let cut = |text: &str| {
        let mut rest = text.chars().skip(from);
        let head = if from > 0 { "…" } else { "" };
        let shown: String = rest.by_ref().take(SHOWN).collect();
        let tail = if rest.next().is_some() { "…" } else { "" };
        format!("{head}{shown}{tail}")
    };
    (cut(found), cut(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_to_where_they_part() {
        let words = difference(
            "a.json",
            "一\n二三四五六七八九十甲\n".as_bytes(),
            "一\n二三四五六七八九十乙\n".as_bytes(),
        );
        assert_eq!(
            words.as_deref(),
            Some("第 2 行，现为“…五六七八九十甲”，由数据得“…五六七八九十乙”")
        );
        assert_eq!(difference("a.json", b"x", b"x"), None);
    }

    #[test]
    fn what_is_no_pdf_any_more_is_told_by_its_bytes() {
        for name in ["a.pdf", "a.xlsx", "a.png"] {
            let words = difference(name, b"%PDF-\xff", b"%PDF-\xfe").unwrap();
            assert!(!words.is_empty(), "{name}");
        }
        assert_eq!(
            difference("a.bin", b"ab\xff", b"ab\xfe").as_deref(),
            Some("第 3 字节起")
        );
    }
}
