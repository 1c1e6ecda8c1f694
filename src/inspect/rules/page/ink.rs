//! Faces, sizes and colours of the text (5.2.2, 5.2.4, 6.2).

use std::collections::BTreeMap;

use super::super::Sight;
use super::super::gauge::{Tally, face_name, housed_size, pt};
use crate::diag::Severity::{Error, Note, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Level, Line, LineId, Paragraph};
use crate::inspect::seen::{Face, Ink, SeenFont, SeenGlyph};
use crate::standard::{GBT_9704, Standard};
use crate::text::normal::is_han;
use crate::unit::Length;

/// G09
pub(in super::super) fn body(sight: &Sight<'_>) -> Outcome {
    let mut counted: BTreeMap<(Face, Length), (usize, usize)> = BTreeMap::new();
    for paragraph in &sight.parts.paragraphs {
        for (page, glyph) in plain_glyphs(sight, paragraph) {
            let font = sight.font(glyph);
            if font.is_some_and(is_nameless) {
                return Outcome::unclear("字体没有名称，看不出是否为仿宋").on(page + 1);
            }
            let face = font.map_or(Face::Other, |font| font.face);
            let seen = counted.entry((face, glyph.size)).or_insert((0, page));
            seen.0 += 1;
        }
    }
    let all: usize = counted.values().map(|(count, _)| count).sum();
    if all == 0 {
        return Outcome::unclear("找不到正文");
    }
    let right = |(face, size): &(Face, Length)| *face == Face::Fangsong && fits(*size, sight.standard);
    let wrong = counted.iter().filter(|(kind, _)| !right(kind));
    let wrong_count: usize = wrong.clone().map(|(_, (count, _))| count).sum();
    let own = sight.standard.text_size;
    let outcome = match wrong.max_by_key(|(_, (count, _))| *count) {
        // a character or two that the face lacks come from another
        Some(((face, size), (count, page))) if wrong_count * 100 > all => {
            let words = format!("正文 {all} 字中有 {count} 字用{} {}", face_name(*face), pt(*size));
            Outcome::broken(Warning, words).on(page + 1)
        }
        _ => Outcome::kept(format!("仿宋 {}，{} 字", pt(own), all - wrong_count)),
    };
    housed_size(outcome, own, GBT_9704.text_size)
}

/// 15.7 pt, which 3号 is to GB/T 33476.2, to 16.05 pt.
fn fits(size: Length, standard: &Standard) -> bool {
    let own = standard.text_size;
    (own - Length::centipt(32)..=own + Length::centipt(8)).contains(&size)
}

/// A subset whose name says nothing, such as `F1` or `CIDFont+F3`.
fn is_nameless(font: &SeenFont) -> bool {
    let name = font.name.strip_prefix("CIDFont+").unwrap_or(&font.name);
    let bare = name.trim_start_matches(['F', 'f', 'T', 'C', 'R']);
    font.face == Face::Other && font.family.is_none() && bare.chars().all(|c| c.is_ascii_digit())
}

/// Han characters of a paragraph that are no heading of the levels with other faces, and no label before a colon.
fn plain_glyphs<'s>(
    sight: &'s Sight<'_>,
    paragraph: &'s Paragraph,
) -> impl Iterator<Item = (usize, &'s SeenGlyph)> {
    let glyphs = sight
        .lines(&paragraph.lines)
        .flat_map(move |line| sight.glyphs(line).map(|glyph| (line.page, glyph)));
    let glyphs: Vec<(usize, &SeenGlyph)> = glyphs.collect();
    let mut skip = 0;
    let heads = matches!(paragraph.level, Some((Level::First | Level::Second, _)));
    let mark = if heads { "。" } else { "：" };
    let face = |glyph: &SeenGlyph| sight.font(glyph).map(|font| font.face);
    let first_face = glyphs.first().and_then(|(_, glyph)| face(glyph));
    let end = glyphs.iter().position(|(_, glyph)| glyph.text == mark);
    if heads {
        skip = end.map_or(glyphs.len(), |end| end + 1);
    } else if let Some(end) = end
        && first_face.is_some_and(|face| face == Face::Heiti || face == Face::Kaiti)
    {
        skip = end + 1;
    }
    glyphs
        .into_iter()
        .skip(skip)
        .filter(|(_, glyph)| glyph.text.chars().any(is_han))
}

/// G10
pub(in super::super) fn black(sight: &Sight<'_>) -> Outcome {
    let mut tally = Tally::default();
    let mut unknown = 0_usize;
    let mark = &sight.parts.head.mark;
    for (id, line) in (0..).map(LineId).zip(&sight.parts.lines) {
        let may_be_red = mark.contains(&id);
        for glyph in sight.glyphs(line) {
            tally.saw();
            match glyph.color {
                Ink::Other => unknown += 1,
                color if color.is_black() || may_be_red && color.is_reddish() => {}
                color => {
                    let words = format!("“{}”为 {}", shown(line), color_words(color));
                    tally.fault(Error, line.page, Length::ZERO, words);
                }
            }
        }
    }
    if tally.checked() == 0 {
        return Outcome::unclear("文件中没有文字，可能是扫描件");
    }
    tally.outcome(|count| {
        if unknown > 0 {
            Outcome::unclear(format!("{unknown} 字的颜色在文件中看不出"))
        } else {
            Outcome::kept(format!("{count} 字，除标志外都是黑色"))
        }
    })
}

fn shown(line: &Line) -> String {
    line.text.chars().take(8).collect()
}

fn color_words(color: Ink) -> String {
    match color {
        Ink::Gray(gray) => format!("灰度 {gray}"),
        Ink::Rgb([r, g, b]) => format!("RGB（{r}，{g}，{b}）"),
        Ink::Cmyk([c, m, y, k]) => format!("C{c} M{m} Y{y} K{k}"),
        Ink::Other => "专色".to_owned(),
    }
}

/// G11
pub(in super::super) fn red(sight: &Sight<'_>) -> Outcome {
    let strokes = sight.parts.head.rules.iter().map(|rule| (0, rule.color));
    let marks = sight.mark();
    let glyphs = marks.iter().map(|line| (line.page, line.color));
    let reds: Vec<(usize, Ink)> = glyphs
        .chain(strokes)
        .filter(|(_, color)| color.is_reddish())
        .collect();
    let Some((_, first)) = reds.first() else {
        return Outcome::absent("没有红色的标志和分隔线");
    };
    match reds.iter().find(|(_, color)| !color.is_red()) {
        Some((page, color)) => Outcome::broken(Note, color_words(*color)).on(page + 1),
        None => Outcome::kept(color_words(*first)),
    }
}

/// The fonts of what is painted, with the page each is first seen on.
fn used_fonts<'s>(sight: &'s Sight<'_>) -> BTreeMap<usize, (usize, &'s SeenFont)> {
    let mut used = BTreeMap::new();
    for (number, page) in sight.seen.pages.iter().enumerate() {
        for glyph in page.glyphs.iter().filter(|glyph| !glyph.hidden) {
            if let Some(font) = sight.seen.fonts.get(glyph.font) {
                used.entry(glyph.font).or_insert((number, font));
            }
        }
    }
    used
}

/// G12
pub(in super::super) fn fonts(sight: &Sight<'_>) -> Outcome {
    let used = used_fonts(sight);
    let mut tally = Tally::default();
    for (page, font) in used.values() {
        tally.saw();
        if !font.embedded {
            tally.fault(Error, *page, Length::mm(3), format!("{} 没有嵌入", font.name));
        }
    }
    for (number, page) in sight.seen.pages.iter().enumerate() {
        if let Some(glyph) = page.glyphs.iter().find(|glyph| glyph.missing && !glyph.hidden) {
            let words = format!("距纸左边 {:.0} 毫米处缺字", glyph.at.x.to_mm());
            tally.fault(Error, number, Length::mm(2), words);
        }
    }
    if let Some(line) = false_bold(sight) {
        let words = format!("“{}”描边或重叠仿制粗体", shown(line));
        tally.fault(Error, line.page, Length::mm(1), words);
    }
    if tally.checked() == 0 {
        return Outcome::unclear("文件中没有文字，可能是扫描件");
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 种字体都已嵌入，没有缺字")))
}

/// A line made to look bold by outlines around its characters, or by painting them twice.
fn false_bold<'s>(sight: &'s Sight<'_>) -> Option<&'s Line> {
    let mut lines = sight.parts.lines.iter();
    lines.find(|line| line.doubled || sight.glyphs(line).any(|glyph| glyph.outlined))
}

/// G13
pub(in super::super) fn bold(sight: &Sight<'_>) -> Outcome {
    let mut tally = Tally::default();
    let mark = &sight.parts.head.mark;
    for (_, line) in sight.parts.running().filter(|(id, _)| !mark.contains(id)) {
        tally.saw();
        let heavy = sight.glyphs(line).filter_map(|glyph| sight.font(glyph));
        if let Some(font) = heavy.into_iter().find(|font| is_bold(font)) {
            let words = format!("“{}”用粗体 {}", shown(line), font.name);
            tally.fault(Warning, line.page, Length::ZERO, words);
        }
    }
    if let Some(line) = false_bold(sight) {
        tally.fault(
            Warning,
            line.page,
            Length::ZERO,
            format!("“{}”仿制粗体", shown(line)),
        );
    }
    if tally.checked() == 0 {
        return Outcome::unclear("除标志外没有文字");
    }
    tally.outcome(|_| Outcome::kept("未见粗体"))
}

/// 小标宋 and 黑体 are heavy by nature; the others are not.
fn is_bold(font: &SeenFont) -> bool {
    let by_nature = matches!(font.face, Face::Xiaobiaosong | Face::Heiti);
    let named = font.name.contains("Bold") && !font.name.contains("SemiBold");
    !by_nature && (font.weight.is_some_and(|weight| weight >= 600) || named)
}
