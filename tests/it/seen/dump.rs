//! What is seen, as text: runs of glyphs, lines, boxes, pictures of each page in millimetres, fonts and claims.

use std::fmt::Write;

use tongbao::inspect::seen::{Bounds, Ink, Seen, SeenFont, SeenGlyph, SeenPage};
use tongbao::unit::Length;

pub(super) fn dump(seen: &Seen) -> String {
    let mut out = format!("{:?}\n", seen.claims);
    for (at, font) in seen.fonts.iter().enumerate() {
        out += &font_line(at, font);
    }
    for (at, page) in seen.pages.iter().enumerate() {
        let size = page.size;
        writeln!(out, "页 {} {} × {}", at + 1, mm(size.width), mm(size.height)).unwrap();
        out += &marks(page);
    }
    out
}

fn font_line(at: usize, font: &SeenFont) -> String {
    let family = font.family.as_deref().unwrap_or("-");
    let weight = font.weight.map_or("-".to_owned(), |weight| weight.to_string());
    let embedded = if font.embedded { "嵌入" } else { "未嵌入" };
    let readable = if font.readable { "可读" } else { "不可读" };
    format!(
        "字体 {at} {} {family} {weight} {:?} {embedded} {readable}\n",
        font.name, font.face
    )
}

fn marks(page: &SeenPage) -> String {
    let mut out = String::new();
    for run in page.glyphs.chunk_by(same) {
        out += &run_line(run);
    }
    for line in &page.strokes {
        let ends = [line.from, line.to].map(|end| format!("{},{}", mm(end.x), mm(end.y)));
        writeln!(
            out,
            "线 {} 粗 {} {}{}",
            ends.join(" 至 "),
            mm(line.width),
            ink(line.color),
            flag(line.artifact, " 人工")
        )
        .unwrap();
    }
    for fill in &page.fills {
        writeln!(out, "块 {} {}", bounds(fill.bounds), ink(fill.color)).unwrap();
    }
    for picture in &page.pictures {
        writeln!(
            out,
            "图 {} {:?} 红 {:?}",
            bounds(picture.bounds),
            picture.kind,
            picture.red
        )
        .unwrap();
    }
    out
}

/// One line as a reader sees it, whatever the operators.
fn same(a: &SeenGlyph, b: &SeenGlyph) -> bool {
    let look = |g: &SeenGlyph| {
        (
            g.font, g.size, g.stretch, g.heading, g.color, g.outlined, g.hidden, g.missing, g.artifact,
        )
    };
    let level = a.at.y == b.at.y || a.at.x == b.at.x;
    look(a) == look(b) && level
}

fn run_line(run: &[SeenGlyph]) -> String {
    let first = &run[0];
    let last = &run[run.len() - 1];
    let text: String = run
        .iter()
        .map(|glyph| {
            if glyph.text.is_empty() {
                "∅"
            } else {
                glyph.text.as_str()
            }
        })
        .collect();
    let box_ = run.iter().filter_map(|glyph| glyph.ink).reduce(Bounds::with);
    format!(
        "文 {},{} 至 {},{} 进 {} 字体 {} {:.2}pt{}{} {}{}{}{}{} 墨 {} “{text}”\n",
        mm(first.at.x),
        mm(first.at.y),
        mm(last.at.x),
        mm(last.at.y),
        mm(last.advance),
        first.font,
        first.size.to_pt(),
        if first.stretch == 1000 {
            String::new()
        } else {
            format!("×{}‰", first.stretch)
        },
        format_args!(" {:?}", first.heading),
        ink(first.color),
        flag(first.outlined, " 描边"),
        flag(first.hidden, " 不可见"),
        flag(first.missing, " 缺字"),
        flag(first.artifact, " 人工"),
        box_.map_or("-".to_owned(), bounds),
    )
}

fn flag(set: bool, word: &str) -> &str {
    if set { word } else { "" }
}

fn bounds(bounds: Bounds) -> String {
    let edges = [bounds.left, bounds.top, bounds.right, bounds.bottom];
    edges.map(mm).join(",")
}

fn ink(ink: Ink) -> String {
    match ink {
        Ink::Gray(0) => "黑".to_owned(),
        other => format!("{other:?}"),
    }
}

/// To a hundredth: what a reader could tell.
fn mm(length: Length) -> String {
    let text = format!("{:.2}", length.to_mm());
    if text == "-0.00" { "0.00".to_owned() } else { text }
}
