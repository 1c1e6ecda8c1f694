//! 附件 (7.3.7): a page of its own, 附件N on the first line, its title on the third.

use crate::document::Annex;
use crate::font::Role;
use crate::page::{self, Tree};
use crate::unit::Point;

use super::body::blocks;
use super::front;
use super::piece::{Entry, Gap, Kind, Mark, Piece};
use super::region::Region;
use super::setter::{Setter, put};
use super::words;

/// Sets an annex.
pub(super) fn annex<'a>(setter: &mut Setter<'_>, annex: &'a Annex, region: Region) -> Vec<Entry<'a>> {
    let part = if annex.labelled {
        setter
            .tree
            .add_titled(Tree::ROOT, page::Role::Part, words_of(annex))
    } else {
        setter.tree.add(Tree::ROOT, page::Role::Part)
    };
    let mut pieces = Vec::new();
    let mut gap = Gap::Line;
    if annex.labelled {
        pieces.push(label(setter, annex, part));
        // from the label's lower edge to the upper edge of the title's line
        let lines = setter.standard.annex_title_line - 1;
        gap = Gap::Fixed(setter.standard.pitch() * lines - setter.standard.text_size);
    }
    let node = setter.title_node(part);
    let width = region.size.width;
    pieces.extend(front::title(
        setter,
        &annex.title,
        setter.standard.annex_title_size,
        width,
        gap,
        node,
    ));
    if let Some(first) = pieces.first_mut() {
        first.bookmark = Some(Mark {
            level: 1,
            title: bookmark(annex),
            node,
        });
    }
    let below = Gap::Fixed(setter.standard.annex_title_below);
    let mut entries: Vec<Entry<'a>> = pieces.into_iter().map(Entry::Piece).collect();
    let body = blocks(setter, &annex.body, width, part, below);
    entries.extend(body.into_iter().map(below_the_title));
    entries
}

/// Bookmarks of an annex's headings stand under its own.
fn below_the_title(mut entry: Entry<'_>) -> Entry<'_> {
    if let Entry::Piece(Piece {
        bookmark: Some(mark), ..
    }) = &mut entry
    {
        mark.level += 1;
    }
    entry
}

/// 附件 and its number, 黑体, without a colon; the only annex has no number.
fn words_of(annex: &Annex) -> String {
    let number = annex.number.map(|n| n.to_string()).unwrap_or_default();
    format!("{}{number}", words::ANNEX)
}

fn bookmark(annex: &Annex) -> String {
    let title = annex.title.string.replace('\n', "");
    if annex.labelled {
        format!("{} {title}", words_of(annex))
    } else {
        title
    }
}

fn label(setter: &mut Setter<'_>, annex: &Annex, part: page::NodeId) -> Piece {
    let tag = setter.content(part, page::Role::Paragraph);
    let line = setter.line(&words_of(annex), setter.body(Role::Heiti), &annex.title);
    let size = setter.standard.text_size;
    let mut piece = Piece::new(Kind::Front, Gap::Line, size);
    put(&line, Point::default(), size, tag, &mut piece.items);
    piece.keep = true;
    piece
}
