//! PDF: a hand-made document, its objects as text, the same bytes every time.

#![allow(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

use std::fmt::Write as _;
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId};
use tongbao::document::{Meta, Picture};
use tongbao::export::pdf::{self, Compression, PdfError, PdfOptions};
use tongbao::font::{Fonts, Role as FontRole};
use tongbao::page::{
    Artifact, Binding, Bookmark, Color, Glyph, Image, Item, NodeId, Page, Pages, Role, Rule, Shape, Tag,
    TextRun, Tree, Turn,
};
use tongbao::unit::{Length, Point, Size};

use crate::support::golden;

mod property;

/// Puts text on pages, each glyph behind the one before.
struct Desk {
    fonts: Fonts,
    pages: Pages,
}

impl Desk {
    fn new() -> Self {
        let meta = Meta {
            title: "关于二季度重点民生实事进展情况的通报".to_owned(),
            author: "清溪县人民政府办公室".to_owned(),
            serial: "清政办督〔2024〕7号".to_owned(),
            date: Some((2024, 7, 10)),
        };
        let pages = Pages {
            pages: Vec::new(),
            binding: Binding {
                meta,
                ..Binding::default()
            },
        };
        Self {
            fonts: Fonts::bundled(),
            pages,
        }
    }

    fn page(&mut self, number: Option<u32>) {
        self.pages.pages.push(Page {
            size: Size::A4,
            number,
            items: Vec::new(),
        });
    }

    fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.pages.binding.tree.add(parent, role)
    }

    fn put(&mut self, tag: Tag, shape: Shape) {
        self.pages
            .pages
            .last_mut()
            .unwrap()
            .items
            .push(Item { tag, shape });
    }

    /// Text from a place on, in as many runs as it needs faces; gives where it ends.
    fn text(&mut self, tag: Tag, role: FontRole, size: Length, at: Point, text: &str) -> Point {
        self.turned(tag, role, size, at, text, (Turn::Upright, 1000, Color::Black))
    }

    fn turned(
        &mut self,
        tag: Tag,
        role: FontRole,
        size: Length,
        mut at: Point,
        text: &str,
        (turn, stretch, color): (Turn, u16, Color),
    ) -> Point {
        let glyphs: Vec<_> = text
            .chars()
            .map(|ch| (self.fonts.glyph(role, ch).unwrap(), ch))
            .collect();
        for run in glyphs.chunk_by(|((a, _), _), ((b, _), _)| a == b) {
            let face = run[0].0.0;
            let mut offset = Length::ZERO;
            let mut placed = Vec::new();
            for &((_, id), ch) in run {
                let metrics = self.fonts.face(face);
                let natural = size.part(metrics.advance(id).into(), metrics.upem().into());
                let advance = natural.part(stretch.into(), 1000);
                placed.push(Glyph {
                    id,
                    offset,
                    advance,
                    ch,
                });
                offset += advance;
            }
            let run = TextRun {
                face,
                size,
                stretch,
                color,
                turn,
                at,
                glyphs: placed.into(),
            };
            self.put(tag, Shape::Text(run));
            match turn {
                Turn::Upright => at.x += offset,
                Turn::Left => at.y -= offset,
            }
        }
        at
    }

    fn rule(&mut self, from: Point, to: Point, color: Color) {
        let rule = Rule {
            from,
            to,
            width: Length::um(350),
            color,
        };
        self.put(Tag::Artifact(Artifact::Rule), Shape::Rule(rule));
    }
}

fn at(x: i64, y: i64) -> Point {
    Point::new(Length::mm(x), Length::mm(y))
}

/// A ring of 16 by 16 pixels, red on nothing.
fn seal() -> Arc<Picture> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 16, 16);
    encoder.set_color(png::ColorType::Rgba);
    let pixels =
        (0..16).flat_map(|y| (0..16).map(move |x: i32| (x * 2 - 15).pow(2) + (y * 2 - 15_i32).pow(2)));
    let ring = |r: i32| {
        if (100..=225).contains(&r) {
            [255, 0, 0, 255]
        } else {
            [0, 0, 0, 0]
        }
    };
    let samples: Vec<u8> = pixels.flat_map(ring).collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&samples)
        .unwrap();
    Arc::new(Picture {
        alt: "清溪县人民政府办公室印章".to_owned(),
        png,
        width: 16,
        height: 16,
    })
}

/// Two pages with all that a page can have.
fn sample() -> Desk {
    let mut desk = Desk::new();
    let (san, er) = (Length::pt(16), Length::pt(22));
    desk.page(Some(1));
    let head = desk.node(Tree::ROOT, Role::Division);
    let mark = desk.node(head, Role::Paragraph);
    let narrow = (Turn::Upright, 800, Color::Red);
    desk.turned(
        Tag::Content(mark),
        FontRole::Xiaobiaosong,
        Length::pt(40),
        at(40, 50),
        "清溪县人民政府办公室",
        narrow,
    );
    desk.rule(at(28, 60), at(182, 60), Color::Red);
    let title = desk.node(Tree::ROOT, Role::Heading(1));
    desk.text(
        Tag::Content(title),
        FontRole::Xiaobiaosong,
        er,
        at(50, 80),
        "关于进展情况的通报",
    );
    let paragraph = desk.node(Tree::ROOT, Role::Paragraph);
    let body = Tag::Content(paragraph);
    desk.text(
        body,
        FontRole::Fangsong,
        san,
        at(39, 100),
        "截至6月底，“十件实事”完成率87.5%，其中①校舍——交付",
    );
    desk.text(body, FontRole::Fangsong, san, at(28, 110), "使用；②电梯11部。");
    let number = Tag::Artifact(Artifact::PageNumber);
    desk.text(number, FontRole::Songti, Length::pt(14), at(175, 275), "—1—");
    desk.page(Some(2));
    // the paragraph goes on
    desk.text(body, FontRole::Fangsong, san, at(28, 45), "下一步，抓紧推进。");
    let list = desk.node(Tree::ROOT, Role::List);
    let entry = desk.node(list, Role::ListItem);
    let label = desk.node(entry, Role::Label);
    let end = desk.text(
        Tag::Content(label),
        FontRole::Heiti,
        san,
        at(39, 55),
        "年度任务：",
    );
    let content = desk.node(entry, Role::ListBody);
    desk.text(Tag::Content(content), FontRole::Kaiti, san, end, "新增学位1200个");
    table(&mut desk);
    let figure = desk.node(Tree::ROOT, Role::Figure);
    let picture = seal();
    desk.pages.binding.tree.nodes[figure.0 as usize].alt = Some(picture.alt.clone());
    let image = Image {
        picture,
        at: at(120, 150),
        size: Size::new(Length::mm(42), Length::mm(42)),
    };
    desk.put(Tag::Content(figure), Shape::Image(image));
    desk.turned(
        Tag::Artifact(Artifact::PageNumber),
        FontRole::Songti,
        Length::pt(14),
        at(190, 250),
        "—2—",
        (Turn::Left, 1000, Color::Black),
    );
    for (depth, words, page, y, node) in [
        (0, "关于进展情况的通报", 0, 72, title),
        (1, "年度任务", 1, 50, list),
        (0, "附件 A", 1, 40, figure),
    ] {
        let mark = Bookmark {
            depth,
            title: words.to_owned(),
            page,
            y: Length::mm(y),
            node,
        };
        desk.pages.binding.outline.push(mark);
    }
    desk
}

/// Two columns, a head cell over both, a cell over two rows.
fn table(desk: &mut Desk) {
    let table = desk.node(Tree::ROOT, Role::Table);
    let head = desk.node(table, Role::TableHead);
    let body = desk.node(table, Role::TableBody);
    let rows = [
        (head, vec![("责任单位", Role::HeadCell { rows: 1, cols: 2 })]),
        (
            body,
            vec![
                ("县教育局", Role::Cell { rows: 2, cols: 1 }),
                ("700", Role::Cell { rows: 1, cols: 1 }),
            ],
        ),
        (body, vec![("800", Role::Cell { rows: 1, cols: 1 })]),
    ];
    for (line, (part, cells)) in (0..).zip(rows) {
        let row = desk.node(part, Role::TableRow);
        let first = 2 - i64::try_from(cells.len()).unwrap();
        for (column, (words, role)) in (first..).zip(cells) {
            let cell = desk.node(row, role);
            let x = if matches!(role, Role::HeadCell { .. }) {
                0
            } else {
                column
            };
            let place = at(30 + x * 40, 70 + line * 10);
            desk.text(
                Tag::Content(cell),
                FontRole::Fangsong,
                Length::pt(12),
                place,
                words,
            );
        }
        desk.rule(at(28, 64 + line * 10), at(108, 64 + line * 10), Color::Black);
    }
    desk.rule(at(28, 64), at(28, 94), Color::Black);
}

fn write(desk: &Desk, compression: Compression) -> Vec<u8> {
    let options = PdfOptions {
        compression,
        producer: "tongbao test".to_owned(),
        ..PdfOptions::default()
    };
    pdf::write(&desk.pages, &desk.fonts, &options).unwrap()
}

/// All objects in their order; streams as text where they are, font programs by their size.
fn objects(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).unwrap();
    let mut out = format!("PDF {}\n", document.version);
    let is_packing = |object: &Object| {
        object
            .as_stream()
            .is_ok_and(|s| s.dict.has_type(b"ObjStm") || s.dict.has_type(b"XRef"))
    };
    for (id, object) in document.objects.iter().filter(|(_, object)| !is_packing(object)) {
        let _ = writeln!(out, "\n{}: {}", id.0, show(object));
        if let Object::Stream(stream) = object {
            let content = stream
                .decompressed_content()
                .unwrap_or_else(|_| stream.content.clone());
            match String::from_utf8(content) {
                Ok(text) if !text.contains('\0') => out.push_str(text.trim_end()),
                _ => out.push_str("(binary)"),
            }
            out.push('\n');
        }
    }
    let _ = writeln!(out, "\nRoot {}", show(document.trailer.get(b"Root").unwrap()));
    let _ = writeln!(out, "Info {}", show(document.trailer.get(b"Info").unwrap()));
    out
}

fn show(object: &Object) -> String {
    match object {
        Object::Stream(stream) => format!("{} stream", show(&Object::Dictionary(stream.dict.clone()))),
        Object::Dictionary(dictionary) => {
            let entries = dictionary
                .iter()
                .map(|(key, value)| format!("/{} {}", String::from_utf8_lossy(key), show(value)));
            format!("<<{}>>", entries.collect::<Vec<_>>().join(" "))
        }
        Object::Array(entries) => {
            format!("[{}]", entries.iter().map(show).collect::<Vec<_>>().join(" "))
        }
        Object::Name(name) => format!("/{}", String::from_utf8_lossy(name)),
        Object::String(bytes, _) => match bytes.strip_prefix(&[0xFE, 0xFF]) {
            Some(utf16) => {
                let units: Vec<u16> = utf16
                    .as_chunks()
                    .0
                    .iter()
                    .map(|&pair| u16::from_be_bytes(pair))
                    .collect();
                format!("“{}”", String::from_utf16(&units).unwrap())
            }
            None => format!("({})", String::from_utf8_lossy(bytes)),
        },
        Object::Reference(id) => format!("{} R", id.0),
        Object::Integer(number) => number.to_string(),
        Object::Real(number) => number.to_string(),
        Object::Boolean(value) => value.to_string(),
        Object::Null => "null".to_owned(),
    }
}

#[test]
fn objects_of_a_small_document() {
    golden(
        "cases/pdf/sample.txt",
        &objects(&write(&sample(), Compression::None)),
    );
}

#[test]
fn marks_of_a_small_document() {
    let desk = sample();
    golden(
        "cases/pdf/sample.pages.txt",
        &tongbao::page::dump(&desk.pages, &desk.fonts),
    );
}

#[test]
fn same_bytes_in_any_thread() {
    let first = write(&sample(), Compression::Fast);
    let others: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(|| write(&sample(), Compression::Fast)))
        .collect();
    for other in others {
        assert!(other.join().unwrap() == first);
    }
}

/// More pages than are drawn side by side, handed over one by one.
#[test]
fn pages_may_come_one_by_one() {
    let mut desk = sample();
    let pages = desk.pages.pages.clone();
    for number in 0..150 {
        desk.pages.pages.push(pages[number % pages.len()].clone());
    }
    let options = PdfOptions::default();
    let mut writer = pdf::Writer::new(&desk.fonts, options.clone());
    for page in desk.pages.pages.clone() {
        writer.page(page, &desk.pages.binding.tree).unwrap();
    }
    let streamed = writer.finish(&desk.pages.binding).unwrap();
    assert!(streamed == pdf::write(&desk.pages, &desk.fonts, &options).unwrap());
    let document = Document::load_mem(&streamed).unwrap();
    for (page, (_, sheet)) in desk.pages.pages.iter().zip(document.get_pages()) {
        assert_eq!(copied(&document, sheet), drawn(page));
    }
}

#[test]
fn a_document_without_pages_is_a_file() {
    let desk = Desk::new();
    let document = Document::load_mem(&write(&desk, Compression::Fast)).unwrap();
    assert_eq!(document.get_pages().len(), 0);
}

#[test]
fn compressing_changes_no_object() {
    let plain = objects(&write(&sample(), Compression::None));
    for compression in [Compression::Fast, Compression::Small] {
        let packed = objects(&write(&sample(), compression));
        let contents = |dump: &str| -> Vec<String> {
            let lines = dump.lines().filter(|line| !line.ends_with("stream"));
            lines.map(ToOwned::to_owned).collect()
        };
        assert!(contents(&packed) == contents(&plain));
    }
}

#[test]
fn the_file_is_named_after_its_content() {
    let id = |desk: &Desk| {
        let document = Document::load_mem(&write(desk, Compression::Fast)).unwrap();
        show(document.trailer.get(b"ID").unwrap())
    };
    let mut other = sample();
    other.pages.binding.meta.author.push('长');
    assert_eq!(id(&sample()), id(&sample()));
    assert_ne!(id(&sample()), id(&other));
}

#[test]
fn every_character_can_be_copied() {
    let desk = sample();
    let document = Document::load_mem(&write(&desk, Compression::None)).unwrap();
    for (page, (&number, &sheet)) in desk.pages.pages.iter().zip(&document.get_pages()) {
        let drawn = drawn(page);
        assert_eq!(copied(&document, sheet), drawn, "page {number}");
    }
}

/// The characters on a page.
fn drawn(page: &Page) -> String {
    let glyphs = page.items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(&run.glyphs),
        _ => None,
    });
    glyphs
        .flat_map(|glyphs| glyphs.iter())
        .map(|glyph| glyph.ch)
        .collect()
}

/// What a reader copies: each code of the content through the font's ToUnicode.
fn copied(document: &Document, sheet: ObjectId) -> String {
    let fonts = document.get_page_fonts(sheet).unwrap();
    let content = lopdf::content::Content::decode(&document.get_page_content(sheet)).unwrap();
    let mut text = String::new();
    let mut map = Vec::new();
    for operation in content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("Tf", [Object::Name(font), _]) => {
                let stream = fonts[font].get(b"ToUnicode").unwrap().as_reference().unwrap();
                let stream = document.get_object(stream).unwrap().as_stream().unwrap();
                let content = stream.decompressed_content();
                let content = content.unwrap_or_else(|_| stream.content.clone());
                map = characters(&String::from_utf8(content).unwrap());
            }
            ("TJ", [Object::Array(items)]) => {
                let codes = items
                    .iter()
                    .filter_map(|item| item.as_str().ok())
                    .flatten()
                    .copied();
                let codes: Vec<u8> = codes.collect();
                for code in codes.as_chunks().0 {
                    let code = u16::from_be_bytes(*code);
                    text.push(map.iter().find(|(cid, _)| *cid == code).unwrap().1);
                }
            }
            _ => {}
        }
    }
    text
}

fn characters(map: &str) -> Vec<(u16, char)> {
    let hex = |word: &str| u16::from_str_radix(word.trim_matches(['<', '>']), 16).ok();
    let pairs = map.lines().filter_map(|line| line.split_once(' '));
    let pairs = pairs.filter_map(|(cid, ch)| Some((hex(cid)?, char::from_u32(hex(ch)?.into())?)));
    // the code space stands in the same form
    pairs.filter(|pair| *pair != (0, '\u{FFFF}')).collect()
}

#[test]
fn spread_text_is_copied_without_spaces() {
    let mut desk = Desk::new();
    desk.page(Some(1));
    let node = desk.node(Tree::ROOT, Role::Paragraph);
    desk.text(
        Tag::Content(node),
        FontRole::Fangsong,
        Length::pt(16),
        at(28, 50),
        "张三丰",
    );
    let place = |offset: i64, glyph: &mut Glyph| glyph.offset = Length::pt(offset);
    let Shape::Text(run) = &mut desk.pages.pages[0].items[0].shape else {
        unreachable!()
    };
    Arc::make_mut(&mut run.glyphs)
        .iter_mut()
        .zip([0, 32, 64])
        .for_each(|(glyph, offset)| place(offset, glyph));
    let spread = objects(&write(&desk, Compression::None));
    let shown = "/Span <</ActualText<FEFF5F204E094E30>>> BDC\n[<0001> -1000<0002> -1000<0003>] TJ\nEMC";
    assert!(spread.contains(shown), "{spread}");
}

#[test]
fn a_gap_between_two_faces_of_a_line_is_copied_without_a_space() {
    let shown = |gap: i64| {
        let mut desk = Desk::new();
        desk.page(Some(1));
        let node = Tag::Content(desk.node(Tree::ROOT, Role::Paragraph));
        let size = Length::pt(16);
        desk.text(node, FontRole::Fangsong, size, at(28, 50), "占");
        let mut behind = at(28, 50);
        behind.x += size + Length::pt(gap);
        desk.text(node, FontRole::Latin, size, behind, "40");
        objects(&write(&desk, Compression::None))
    };
    // 占40 in one word, but 16 pt away the second run is something else
    assert!(shown(3).contains("/Span <</ActualText<FEFF53600034>>> BDC"));
    assert!(!shown(1).contains("ActualText<FEFF"));
    assert!(!shown(16).contains("ActualText<FEFF"));
}

/// A full stop at half its width: the bracket behind it begins within its box, which readers take for a new line.
#[test]
fn an_overlap_is_copied_without_a_break() {
    let mut desk = Desk::new();
    desk.page(Some(1));
    let node = Tag::Content(desk.node(Tree::ROOT, Role::Paragraph));
    let size = Length::pt(16);
    desk.text(node, FontRole::Fangsong, size, at(28, 50), "县）；二");
    let Shape::Text(run) = &mut desk.pages.pages[0].items[0].shape else {
        unreachable!()
    };
    for glyph in Arc::make_mut(&mut run.glyphs).iter_mut().skip(2) {
        glyph.offset -= size / 2;
    }
    let shown = objects(&write(&desk, Compression::None));
    // only what touches the overlap is one to a reader's hand
    let span = "] TJ\n/Span <</ActualText<FEFFFF09FF1B>>> BDC\n[";
    assert!(
        shown.contains(span) && shown.matches("/Span").count() == 1,
        "{shown}"
    );
}

#[test]
fn two_characters_of_one_glyph_stay_two() {
    let mut desk = Desk::new();
    desk.page(Some(1));
    let node = desk.node(Tree::ROOT, Role::Paragraph);
    desk.text(
        Tag::Content(node),
        FontRole::Fangsong,
        Length::pt(16),
        at(28, 50),
        "一二一",
    );
    let Shape::Text(run) = &mut desk.pages.pages[0].items[0].shape else {
        unreachable!()
    };
    // the radical 一
    Arc::make_mut(&mut run.glyphs)[2].ch = '\u{2F00}';
    let document = Document::load_mem(&write(&desk, Compression::None)).unwrap();
    assert_eq!(copied(&document, document.get_pages()[&1]), "一二\u{2F00}");
}

/// A face whose licence bits allow embedding only as a whole (OS/2 fsType 0x100).
#[test]
fn a_face_that_must_stay_whole_stays_whole() {
    let mut desk = Desk::new();
    let latin = desk.fonts.chain(FontRole::Latin)[0];
    let mut file = desk.fonts.face(latin).data().to_vec();
    let record = file.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let table = u32::from_be_bytes(file[record + 8..record + 12].try_into().unwrap()) as usize;
    file[table + 8..table + 10].copy_from_slice(&[1, 0]);
    let office = desk
        .fonts
        .put(FontRole::Latin, file, 0, "自备".to_owned())
        .unwrap();
    desk.page(Some(1));
    let node = desk.node(Tree::ROOT, Role::Paragraph);
    desk.text(
        Tag::Content(node),
        FontRole::Latin,
        Length::pt(16),
        at(28, 50),
        "Z1",
    );
    let document = Document::load_mem(&write(&desk, Compression::None)).unwrap();
    assert_eq!(copied(&document, document.get_pages()[&1]), "Z1");
    let programs: Vec<i64> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok()?.dict.get(b"Length1").ok()?.as_i64().ok())
        .collect();
    let glyphs = i64::from(desk.fonts.face(office).glyph_count());
    // an outline takes some sixty bytes; a subset of two has less than a kilobyte of them
    assert!(
        matches!(programs[..], [bytes] if bytes > glyphs * 40),
        "{programs:?}"
    );
}

#[test]
fn a_character_without_glyph_is_refused() {
    let mut desk = Desk::new();
    desk.page(Some(1));
    let node = desk.node(Tree::ROOT, Role::Paragraph);
    desk.text(
        Tag::Content(node),
        FontRole::Fangsong,
        Length::pt(16),
        at(28, 50),
        "一",
    );
    let Shape::Text(run) = &mut desk.pages.pages[0].items[0].shape else {
        unreachable!()
    };
    Arc::make_mut(&mut run.glyphs)[0].id = 0;
    let refused = pdf::write(&desk.pages, &desk.fonts, &PdfOptions::default()).unwrap_err();
    assert_eq!(
        refused,
        PdfError::NoGlyph {
            ch: '一',
            face: "朱雀仿宋".to_owned()
        }
    );
}

#[test]
fn a_picture_that_is_none_is_refused() {
    let mut desk = Desk::new();
    desk.page(Some(1));
    let picture = Picture {
        alt: "印章".to_owned(),
        png: b"GIF89a".to_vec(),
        width: 1,
        height: 1,
    };
    let image = Image {
        picture: Arc::new(picture),
        at: at(0, 0),
        size: Size::A4,
    };
    desk.put(Tag::Artifact(Artifact::Repeated), Shape::Image(image));
    let refused = pdf::write(&desk.pages, &desk.fonts, &PdfOptions::default()).unwrap_err();
    assert_eq!(
        refused,
        PdfError::Picture {
            alt: "印章".to_owned()
        }
    );
}
