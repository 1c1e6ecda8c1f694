//! 主体 (7.3): from the title to 附注, without the annexes.

use crate::document::{Annex, Document, Record, Text};
use crate::page::Tree;

use super::body::blocks;
use super::findings;
use super::front::{addressees, height_of, subtitle, title};
use super::note::{annex_note, note};
use super::on_paper;
use super::piece::{Entry, Gap, Piece};
use super::region::Frame;
use super::setter::Setter;
use super::signature::signature;

/// Sets the main part; `first` is the first page's room. Addressees that leave no room for the body there go to
/// `record` (7.3.2).
pub(super) fn principal<'a>(
    setter: &mut Setter<'_>,
    document: &'a Document,
    first: Frame,
    record: &mut Record,
) -> Vec<Entry<'a>> {
    let mut pieces = heading(setter, document);
    let below = Gap::Fixed(setter.standard.title_below);
    let mut gap = if pieces.is_empty() { Gap::Line } else { below };
    if let Some(to) = &document.to
        && addressed(setter, to, gap, first, &mut pieces, record)
    {
        gap = Gap::Line;
    }
    check_first_page(setter, document, &pieces, first);
    let mut entries: Vec<Entry<'a>> = pieces.into_iter().map(Entry::Piece).collect();
    entries.extend(blocks(
        setter,
        &document.body,
        setter.standard.area_width,
        Tree::ROOT,
        gap,
    ));
    entries.extend(tail(setter, document).into_iter().map(Entry::Piece));
    entries
}

/// Title and subtitle.
fn heading(setter: &mut Setter<'_>, document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (size, width) = (setter.standard.title_size, setter.standard.area_width);
    if let Some(text) = &document.title {
        let node = setter.title_node(Tree::ROOT);
        pieces.extend(title(setter, text, size, width, Gap::Line, node));
    }
    if let Some(text) = &document.subtitle {
        pieces.extend(subtitle(setter, text, Gap::Line));
    }
    pieces
}

/// Puts the addressees under the title, or into the record where page 1 would show no body (7.3.2); tells which.
fn addressed(
    setter: &mut Setter<'_>,
    to: &Text,
    gap: Gap,
    first: Frame,
    pieces: &mut Vec<Piece>,
    record: &mut Record,
) -> bool {
    let lines = addressees(setter, to, gap);
    let taken = height_of(pieces, setter.leading()) + height_of(&lines, setter.leading());
    if first.start + taken + setter.standard.pitch() <= first.end || record.to.is_some() {
        pieces.extend(lines);
        return true;
    }
    record.to = Some(to.clone());
    setter.report(findings::addressees_moved(to));
    false
}

/// Page 1 must show body (7.3.3).
fn check_first_page(setter: &mut Setter<'_>, document: &Document, pieces: &[Piece], first: Frame) {
    let taken = height_of(pieces, setter.leading());
    if !document.body.is_empty() && first.start + taken + setter.standard.pitch() > first.end {
        setter.report(findings::no_body_on_first_page(document));
    }
}

/// What follows the body.
fn tail(setter: &mut Setter<'_>, document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let noted: Vec<&Annex> = on_paper(document).filter(|annex| annex.labelled).collect();
    if document.annex_note {
        pieces.extend(annex_note(setter, &noted));
    }
    if let Some(text) = &document.signature {
        pieces.push(signature(setter, text));
    }
    if let Some(text) = &document.note {
        // 附注 follows the date on its page
        if let Some(last) = pieces.last_mut().filter(|_| document.signature.is_some()) {
            last.keep = true;
        }
        pieces.extend(note(setter, text));
    }
    pieces
}
