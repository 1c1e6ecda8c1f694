//! Pages as text (版面文本): what stands where, for tests, for `--dump` and for comparing two layouts.
//!
//! One line a mark, in the order of painting; lengths in millimetres with two decimals, sizes in points.

use std::fmt::Write as _;

use super::{
    Artifact, Bookmark, Color, Image, Item, NodeId, Page, Pages, Role, Rule, SealAnchor, Shape, Tag, TextRun,
    Tree, Turn,
};
use crate::font::Fonts;
use crate::unit::Length;

/// All pages, then the bookmarks, the structure and the places of seals.
///
/// ```text
/// 第1页 210.00×297.00 页码1
///   x=28.00 y=40.00 宽=11.29 仿宋 16pt “清溪” #3
///   线 (28.00, 60.00)—(182.00, 60.00) 粗=0.35 红 线
/// ```
#[must_use]
pub fn dump(pages: &Pages, fonts: &Fonts) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        dump_page(&mut out, index, page, fonts);
    }
    section(&mut out, "书签", &pages.binding.outline, bookmark);
    section(&mut out, "印章", &pages.binding.anchors, anchor);
    out.push_str("结构\n");
    node(&mut out, &pages.binding.tree, Tree::ROOT, 1);
    out
}

fn section<T>(out: &mut String, title: &str, entries: &[T], line: impl Fn(&T) -> String) {
    if !entries.is_empty() {
        let _ = writeln!(out, "{title}");
    }
    for entry in entries {
        let _ = writeln!(out, "  {}", line(entry));
    }
}

fn dump_page(out: &mut String, index: usize, page: &Page, fonts: &Fonts) {
    let number = page.number.map(|n| format!(" 页码{n}")).unwrap_or_default();
    let (width, height) = (mm(page.size.width), mm(page.size.height));
    let _ = writeln!(out, "第{}页 {width}×{height}{number}", index + 1);
    for item in &page.items {
        let _ = writeln!(out, "  {}", mark(item, fonts));
    }
}

fn mark(item: &Item, fonts: &Fonts) -> String {
    let shape = match &item.shape {
        Shape::Text(run) => text(run, fonts),
        Shape::Rule(rule) => line(rule),
        Shape::Image(image) => picture(image),
    };
    format!("{shape} {}", tag(item.tag))
}

fn text(run: &TextRun, fonts: &Fonts) -> String {
    let words: String = run.glyphs.iter().map(|glyph| glyph.ch).collect();
    let width = run
        .glyphs
        .last()
        .map_or(Length::ZERO, |last| last.offset + last.advance);
    let face = fonts.face(run.face).role().term();
    let mut line = format!(
        "x={} y={} 宽={} {face} {}pt",
        mm(run.at.x),
        mm(run.at.y),
        mm(width),
        run.size.to_pt()
    );
    if run.stretch != 1000 {
        let _ = write!(line, " 缩放{}‰", run.stretch);
    }
    if run.turn == Turn::Left {
        line.push_str(" 左转");
    }
    line.push_str(ink(run.color));
    let _ = write!(line, " “{words}”");
    line
}

fn line(rule: &Rule) -> String {
    let (from, to) = (rule.from, rule.to);
    let ends = [from.x, from.y, to.x, to.y].map(mm);
    let [a, b, c, d] = ends;
    format!(
        "线 ({a}, {b})—({c}, {d}) 粗={}{}",
        mm(rule.width),
        ink(rule.color)
    )
}

fn picture(image: &Image) -> String {
    let (at, size) = (image.at, image.size);
    let alt = &image.picture.alt;
    format!(
        "图 x={} y={} {}×{} “{alt}”",
        mm(at.x),
        mm(at.y),
        mm(size.width),
        mm(size.height)
    )
}

fn bookmark(mark: &Bookmark) -> String {
    let indent = "  ".repeat(mark.depth.into());
    let NodeId(node) = mark.node;
    format!(
        "{indent}{} 第{}页 y={} #{node}",
        mark.title,
        mark.page + 1,
        mm(mark.y)
    )
}

fn anchor(seal: &SealAnchor) -> String {
    let (x, y) = (mm(seal.center.x), mm(seal.center.y));
    let free = if seal.free { " 留空" } else { "" };
    format!(
        "{} 第{}页 x={x} y={y} 直径={}{free}",
        seal.name,
        seal.page + 1,
        mm(seal.diameter)
    )
}

fn node(out: &mut String, tree: &Tree, id: NodeId, depth: usize) {
    let Some(node_) = tree.nodes.get(id.0 as usize) else {
        return;
    };
    let alt = node_
        .alt
        .as_ref()
        .map(|alt| format!(" “{alt}”"))
        .unwrap_or_default();
    let title = node_
        .title
        .as_ref()
        .map(|title| format!(" {title}"))
        .unwrap_or_default();
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}#{} {}{title}{alt}", id.0, role(node_.role));
    for child in &node_.children {
        // a parent stands before its children, so this ends even in a tree that was made wrongly
        if *child > id {
            node(out, tree, *child, depth + 1);
        }
    }
}

fn role(role: Role) -> String {
    let name = match role {
        Role::Document => "公文",
        Role::Part => "部分",
        Role::Division => "区域",
        Role::Heading(level) => return format!("标题{level}"),
        Role::Paragraph => "段落",
        Role::List => "列表",
        Role::ListItem => "列表项",
        Role::Label => "标号",
        Role::ListBody => "列表正文",
        Role::Table => "表",
        Role::Caption => "表题",
        Role::TableHead => "表头",
        Role::TableBody => "表身",
        Role::TableRow => "行",
        Role::HeadCell { rows, cols } => return format!("表头格{}", spans(rows, cols)),
        Role::Cell { rows, cols } => return format!("格{}", spans(rows, cols)),
        Role::Figure => "图",
    };
    name.to_owned()
}

fn spans(rows: u32, cols: u32) -> String {
    if (rows, cols) == (1, 1) {
        String::new()
    } else {
        format!(" {rows}行×{cols}列")
    }
}

fn tag(tag: Tag) -> String {
    match tag {
        Tag::Content(NodeId(node)) => format!("#{node}"),
        Tag::Artifact(Artifact::PageNumber) => "页码".to_owned(),
        Tag::Artifact(Artifact::Rule) => "线".to_owned(),
        Tag::Artifact(Artifact::Repeated) => "重复".to_owned(),
    }
}

const fn ink(color: Color) -> &'static str {
    match color {
        Color::Black => "",
        Color::Red => " 红",
    }
}

/// Millimetres with two decimals, without a minus before nothing.
fn mm(length: Length) -> String {
    // EMU to hundredths of a millimetre: 360 EMU each, halves away from zero
    let hundredths = Length::emu(length.to_emu()).part(1, 360).to_emu();
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Binding, Glyph};
    use crate::unit::{Point, Size};

    #[test]
    fn millimetres() {
        assert_eq!(mm(Length::mm(28)), "28.00");
        assert_eq!(mm(Length::um(-4)), "0.00");
        assert_eq!(mm(Length::um(-1505)), "-1.51");
    }

    #[test]
    fn a_page_reads_line_by_line() {
        let fonts = Fonts::bundled();
        let (face, id) = fonts.glyph(crate::font::Role::Fangsong, '清').unwrap();
        let em = Length::pt(16);
        let glyph = Glyph {
            id,
            offset: Length::ZERO,
            advance: em,
            ch: '清',
        };
        let run = TextRun {
            face,
            size: em,
            stretch: 900,
            color: Color::Red,
            turn: Turn::Left,
            at: Point::new(Length::mm(28), Length::mm(40)),
            glyphs: [glyph].into(),
        };
        let mut tree = Tree::new();
        let node = tree.add(Tree::ROOT, Role::Cell { rows: 2, cols: 1 });
        let items = vec![Item {
            tag: Tag::Content(node),
            shape: Shape::Text(run),
        }];
        let pages = Pages {
            pages: vec![Page {
                size: Size::A4,
                number: Some(1),
                items,
            }],
            binding: Binding {
                outline: vec![Bookmark {
                    depth: 0,
                    title: "题".to_owned(),
                    page: 0,
                    y: Length::mm(36),
                    node,
                }],
                tree,
                ..Binding::default()
            },
        };
        let expected = "第1页 210.00×297.00 页码1\n  x=28.00 y=40.00 宽=5.64 仿宋 16pt 缩放900‰ 左转 红 “清” #1\n\
                        书签\n  题 第1页 y=36.00 #1\n结构\n  #0 公文\n    #1 格 2行×1列\n";
        assert_eq!(dump(&pages, &fonts), expected);
    }
}
