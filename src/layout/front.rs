//! Above the body (主体之首): 标题 (7.3.1), its subtitle, 主送机关 (7.3.2).

use crate::document::Text;
use crate::font::Role;
use crate::page::{self, NodeId, Tree};
use crate::unit::Length;

use super::body::centered;

use super::line::{Measure, Span, Style, set_title};
use super::piece::{Gap, Kind, Piece};
use super::setter::{Setter, put_centered};
use super::words;

/// A title (标题) of `size`, every line centred; of the document or of an annex.
pub(super) fn title(
    setter: &mut Setter<'_>,
    text: &Text,
    size: Length,
    width: Length,
    gap: Gap,
    node: NodeId,
) -> Vec<Piece> {
    let style = Style::new(Role::Xiaobiaosong, size);
    let lines = set_title(setter.fonts, text, style, width, setter.sink);
    // the standard's 行 is a character's own height and 7/8 of 3号, whatever its size
    let step = Gap::Fixed(setter.standard.title_pitch - setter.standard.title_size);
    let gaps = std::iter::once(gap).chain(std::iter::repeat(step));
    let pieces = lines.into_iter().zip(gaps).map(|(line, gap)| {
        let mut piece = Piece::new(Kind::Front, gap, size);
        let tag = page::Tag::Content(node);
        put_centered(
            &line,
            (Length::ZERO, width),
            Length::ZERO,
            size,
            tag,
            &mut piece.items,
        );
        // what a title heads begins on its page
        piece.keep = true;
        piece
    });
    pieces.collect()
}

/// A line under the title (题注), 楷体.
pub(super) fn subtitle(setter: &mut Setter<'_>, text: &Text, gap: Gap) -> Vec<Piece> {
    let style = setter.body(Role::Kaiti);
    let tag = setter.content(Tree::ROOT, page::Role::Paragraph);
    centered(
        setter,
        text,
        style,
        Kind::Front,
        setter.standard.area_width,
        gap,
        tag,
    )
}

/// 主送机关, flush left on every line, with a colon behind the last (7.3.2).
pub(super) fn addressees(setter: &mut Setter<'_>, to: &Text, gap: Gap) -> Vec<Piece> {
    let tag = setter.content(Tree::ROOT, page::Role::Paragraph);
    let style = setter.body(Role::Fangsong);
    let spans = [
        Span::new(&to.string, style, to.origin),
        Span::new(words::COLON, style, to.origin),
    ];
    let measure = Measure {
        justify: true,
        ..Measure::ragged(setter.standard.area_width)
    };
    let lines = setter.lines(&spans, &measure);
    setter.stack(lines, gap, Kind::Front, tag)
}

/// What pieces take on a page, the gaps before them counted in.
pub(super) fn height_of(pieces: &[Piece], leading: Length) -> Length {
    let gap = |piece: &Piece| match piece.gap {
        Gap::Line => leading,
        Gap::Fixed(gap) | Gap::Within(gap) => gap,
        Gap::Page => Length::ZERO,
    };
    pieces.iter().map(|piece| piece.height + gap(piece)).sum()
}
