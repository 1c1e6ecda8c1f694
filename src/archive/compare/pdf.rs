//! Two PDFs: by what their pages say, then by what is drawn on them, then by all else.

use lopdf::{Document, ObjectId};

use super::both;

/// The first difference that can be named.
pub(super) fn difference(found: &[u8], made: &[u8]) -> Option<String> {
    let Ok(found) = Document::load_mem(found) else {
        return Some("不再是能读的 PDF".to_owned());
    };
    let made = Document::load_mem(made).ok()?;
    let (ours, theirs) = (made.get_pages(), found.get_pages());
    // glyphs are numbered over the whole document: a word on page 3 may change every byte of page 1, so words go first
    let words = (1..=ours.len().min(theirs.len()) as u32).find_map(|number| words(&found, &made, number));
    if words.is_some() {
        return words;
    }
    if ours.len() != theirs.len() {
        return Some(format!("现有 {} 页，由数据得 {} 页", theirs.len(), ours.len()));
    }
    let drawn = ours
        .iter()
        .zip(theirs.values())
        .find(|((_, ours), theirs)| drawing(&made, **ours) != drawing(&found, **theirs));
    match drawn {
        Some(((number, _), _)) => Some(format!("第 {number} 页，文字相同，排印不同")),
        None => Some("各页相同，不同在元数据、字体、结构或附件".to_owned()),
    }
}

fn words(found: &Document, made: &Document, number: u32) -> Option<String> {
    let text = |document: &Document| document.extract_text(&[number]).unwrap_or_default();
    let (found, made) = (text(found), text(made));
    let lines = |text: &str| text.lines().map(str::trim).map(str::to_owned).collect::<Vec<_>>();
    let (found, made) = (lines(&found), lines(&made));
    if found == made {
        return None;
    }
    let at = found.iter().zip(&made).take_while(|(a, b)| a == b).count();
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
    Some(format!("第 {number} 页，{}", both(&line(&found), &line(&made))))
}

fn drawing(document: &Document, page: ObjectId) -> Vec<u8> {
    document.get_page_content(page)
}
