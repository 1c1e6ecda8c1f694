//! What the data say of the elements of DA/T 46—2009.

use toml::value::{Date, Datetime};

use crate::document::Document;
use crate::lock::Metadata;
use crate::model::At;
use crate::model::file::CircularFile;

/// The metadata of a circular with so many pages.
#[must_use]
pub fn of(document: &Document, circular: &CircularFile, pages: usize) -> Metadata {
    let secrecy = document.head.secrecy.as_ref().map(|text| text.string.as_str());
    let (level, term) = secrecy.map_or((None, None), split);
    let words = |typed: &Option<At<String>>| typed.as_ref().map(|typed| typed.value.clone());
    let all = |typed: &[At<String>]| typed.iter().map(|one| one.value.clone()).collect();
    let joint = circular.joint.iter().map(|office| office.name.value.clone());
    let host = std::iter::once(document.meta.author.clone());
    let annexes = document.annexes.iter().map(|annex| one_line(&annex.title.string));
    Metadata {
        title: document.meta.title.clone(),
        serial: Some(document.meta.serial.clone()).filter(|serial| !serial.is_empty()),
        authors: host.chain(joint).filter(|name| !name.is_empty()).collect(),
        date: document.meta.date.and_then(date),
        kind: words(&circular.kind),
        secrecy: level,
        secrecy_term: term,
        urgency: words(&circular.urgency),
        to: all(&circular.to),
        copies: all(&circular.copies),
        annexes: annexes.filter(|title| !title.is_empty()).collect(),
        pages,
    }
}

/// 机密★1年 as level and term.
fn split(typed: &str) -> (Option<String>, Option<String>) {
    let (level, term) = typed.split_once('★').unwrap_or((typed, ""));
    let some = |words: &str| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
    (some(level), some(term))
}

fn one_line(title: &str) -> String {
    title.lines().map(str::trim).collect()
}

fn date((year, month, day): (i16, u8, u8)) -> Option<Datetime> {
    Some(Datetime {
        date: Some(Date {
            year: u16::try_from(year).ok()?,
            month,
            day,
        }),
        time: None,
        offset: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_and_term_of_secrecy() {
        let words = |text: &str| Some(text.to_owned());
        assert_eq!(split("机密★1年"), (words("机密"), words("1年")));
        assert_eq!(split("秘密"), (words("秘密"), None));
        assert_eq!(split("绝密★"), (words("绝密"), None));
    }
}
