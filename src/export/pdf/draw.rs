//! A page's marks as PDF operators (绘制), and which of them belongs to which node of the structure.

use std::collections::BTreeMap;

use printpdf::{
    DictItem, FontId, Greyscale, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage, Pt, Rect, Rgb, TextMatrix,
    XObjectTransform,
};

use super::picture::Pictures;
use super::subset::{Subset, Subsets};
use crate::font::FaceId;
use crate::page::{Artifact, Color, Image, Item, NodeId, Page, Rule, Shape, Tag, TextRun, Tree, Turn};
use crate::unit::{Length, Point};

/// What a page's marks belong to (标记内容).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// By number of the marked content (MCID): its node.
    pub(super) nodes: Vec<NodeId>,
    /// Left, bottom, right, top of a picture in points.
    pub(super) pictures: BTreeMap<NodeId, [f32; 4]>,
}

/// Draws a page; the tree says which kind of content a mark is.
pub(super) fn draw(page: &Page, tree: &Tree, subsets: &Subsets, pictures: &Pictures) -> (PdfPage, Marks) {
    let mut pen = Pen {
        ops: Vec::new(),
        marks: Marks::default(),
        height: page.size.height,
        state: State::default(),
        subsets,
        pictures,
    };
    for same in page.items.chunk_by(|a, b| a.tag == b.tag) {
        pen.sequence(same, tree);
    }
    let sheet = rect(Length::ZERO, Length::ZERO, page.size.width, page.size.height);
    let ops = pen.ops;
    (
        PdfPage {
            media_box: sheet.clone(),
            trim_box: sheet.clone(),
            crop_box: sheet,
            ops,
        },
        pen.marks,
    )
}

/// What a reader has set at this point of the page, so that nothing is said twice.
#[derive(Default)]
struct State {
    in_text: bool,
    face: Option<(FaceId, Length)>,
    color: Color,
    stretch: Option<u16>,
}

/// Writes the operators of one page.
struct Pen<'a> {
    ops: Vec<Op>,
    marks: Marks,
    height: Length,
    state: State,
    subsets: &'a Subsets,
    pictures: &'a Pictures,
}

impl Pen<'_> {
    /// Neighbouring marks of one node: one marked-content sequence.
    fn sequence(&mut self, items: &[Item], tree: &Tree) {
        let Some(first) = items.first() else { return };
        let (tag, properties) = match first.tag {
            Tag::Content(node) => {
                let number = self.marks.nodes.len();
                self.marks.nodes.push(node);
                let role = tree
                    .nodes
                    .get(node.0 as usize)
                    .map(|node| super::finish::type_name(node.role));
                let number = DictItem::Int(i64::try_from(number).unwrap_or_default());
                (role.unwrap_or("NonStruct"), ("MCID", number))
            }
            Tag::Artifact(kind) => {
                let kind = match kind {
                    Artifact::PageNumber | Artifact::Repeated => "Pagination",
                    Artifact::Rule => "Layout",
                };
                ("Artifact", ("Type", DictItem::Name(kind.into())))
            }
        };
        self.ops.push(begin(tag, properties));
        let mut rest = items;
        while let Some((first, others)) = rest.split_first() {
            let line = self.parted_line(rest);
            if line.len() > 1 {
                self.line(&line);
                rest = rest.get(line.len()..).unwrap_or_default();
            } else {
                self.shape(first);
                rest = others;
            }
        }
        self.leave_text();
        self.ops.push(Op::EndMarkedContent);
    }

    /// The runs of a line that marks begin with, if a reader would take a gap between two of them for a space.
    fn parted_line<'i>(&self, items: &'i [Item]) -> Vec<&'i TextRun> {
        let mut runs: Vec<&TextRun> = Vec::new();
        let mut parted = false;
        for item in items {
            let Shape::Text(run) = &item.shape else { break };
            if let Some(last) = runs.last() {
                let Some(gap) = self.gap(last, run) else { break };
                parted |= gap * 1000 > last.size * WIDE;
            }
            runs.push(run);
        }
        if parted { runs } else { Vec::new() }
    }

    /// What is between the last glyph of a run and the first of the next; `None` if that is not the same line or so
    /// far away that it is something else.
    fn gap(&self, run: &TextRun, next: &TextRun) -> Option<Length> {
        let (along, across) = match run.turn {
            Turn::Upright => (next.at.x - run.at.x, next.at.y - run.at.y),
            Turn::Left => (run.at.y - next.at.y, next.at.x - run.at.x),
        };
        let last = run.glyphs.last()?;
        let subset = self.subsets.get(run.face)?;
        let em = i64::from(run.stretch) * subset.width(subset.cid(last.id, last.ch));
        let gap = along - last.offset - run.size.part(em, 100_000 * 1000);
        let same = run.turn == next.turn && across == Length::ZERO;
        (same && (-run.size..run.size).contains(&gap)).then_some(gap)
    }

    /// Runs of one line, and what they say together.
    fn line(&mut self, runs: &[&TextRun]) {
        self.enter_text();
        self.ops
            .push(begin("Span", ("ActualText", DictItem::Bytes(words(runs)))));
        for run in runs {
            self.run(run, false);
        }
        self.ops.push(Op::EndMarkedContent);
    }

    fn shape(&mut self, item: &Item) {
        match &item.shape {
            Shape::Text(run) => self.run(run, true),
            Shape::Rule(rule) => self.rule(rule),
            Shape::Image(image) => self.image(image, item.tag),
        }
    }

    fn enter_text(&mut self) {
        if !std::mem::replace(&mut self.state.in_text, true) {
            self.ops.push(Op::StartTextSection);
        }
    }

    fn leave_text(&mut self) {
        if std::mem::take(&mut self.state.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn fill(&mut self, color: Color) {
        if std::mem::replace(&mut self.state.color, color) != color {
            self.ops.push(Op::SetFillColor { col: ink(color) });
        }
    }

    /// A run; `alone` if no words around it say what it shows.
    fn run(&mut self, run: &TextRun, alone: bool) {
        let Some(subset) = self.subsets.get(run.face).filter(|_| !run.glyphs.is_empty()) else {
            return;
        };
        self.enter_text();
        self.fill(run.color);
        if self.state.face.replace((run.face, run.size)) != Some((run.face, run.size)) {
            let font = PdfFontHandle::External(FontId(subset.resource()));
            self.ops.push(Op::SetFont {
                font,
                size: pt(run.size),
            });
        }
        if self.state.stretch.replace(run.stretch).unwrap_or(1000) != run.stretch {
            self.ops.push(Op::SetHorizontalScaling {
                percent: f32::from(run.stretch) / 10.0,
            });
        }
        let (x, y) = (pt(run.at.x).0, pt(self.height - run.at.y).0);
        let matrix = TextMatrix::Raw(match run.turn {
            Turn::Upright => [1.0, 0.0, 0.0, 1.0, x, y],
            Turn::Left => [0.0, 1.0, -1.0, 0.0, x, y],
        });
        self.ops.push(Op::SetTextMatrix { matrix });
        let items = show(run, subset);
        let unclear = has_gaps(&items) || run.glyphs.iter().any(|glyph| is_private(glyph.ch));
        let needs_words = alone && unclear;
        if needs_words {
            self.ops
                .push(begin("Span", ("ActualText", DictItem::Bytes(words(&[run])))));
        }
        // not `ShowText`: that writes every glyph as a string of its own
        let value = vec![DictItem::Array(items)];
        self.ops.push(Op::Unknown {
            key: "TJ".to_owned(),
            value,
        });
        if needs_words {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.leave_text();
        let (from, to) = (rule.from, rule.to);
        if from.x != to.x && from.y != to.y {
            return self.slanted(rule);
        }
        self.fill(rule.color);
        // a filled box: a reader shows it with the same thickness everywhere, which it does not do for strokes
        let half = rule.width / 2;
        let (dx, dy) = if from.y == to.y {
            (Length::ZERO, half)
        } else {
            (half, Length::ZERO)
        };
        let (left, right) = (from.x.min(to.x) - dx, from.x.max(to.x) + dx);
        let (top, bottom) = (from.y.min(to.y) - dy, from.y.max(to.y) + dy);
        let mut rectangle = rect(left, self.height - bottom, right - left, bottom - top);
        rectangle.mode = Some(PaintMode::Fill);
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// A rule that is neither level nor upright, as over an empty corner of a table.
    fn slanted(&mut self, rule: &Rule) {
        let point = |at: Point| LinePoint {
            p: printpdf::Point {
                x: pt(at.x),
                y: pt(self.height - at.y),
            },
            bezier: false,
        };
        let line = printpdf::Line {
            points: vec![point(rule.from), point(rule.to)],
            is_closed: false,
        };
        self.ops.push(Op::SetOutlineColor { col: ink(rule.color) });
        self.ops.push(Op::SetOutlineThickness { pt: pt(rule.width) });
        self.ops.push(Op::DrawLine { line });
    }

    fn image(&mut self, image: &Image, tag: Tag) {
        self.leave_text();
        let Some(id) = self.pictures.name(&image.picture) else {
            return;
        };
        let (x, y) = (pt(image.at.x), pt(self.height - image.at.y - image.size.height));
        let (width, height) = (pt(image.size.width).0, pt(image.size.height).0);
        let transform = XObjectTransform {
            translate_x: Some(x),
            translate_y: Some(y),
            scale_x: Some(width),
            scale_y: Some(height),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.ops.push(Op::UseXobject { id, transform });
        if let Tag::Content(node) = tag {
            let (right, top) = (
                pt(image.at.x + image.size.width).0,
                pt(self.height - image.at.y).0,
            );
            self.marks.pictures.insert(node, [x.0, y.0, right, top]);
        }
    }
}

/// Begins marked content with one property.
fn begin(tag: &str, (key, value): (&str, DictItem)) -> Op {
    let properties = DictItem::Dict {
        map: BTreeMap::from([(key.to_owned(), value)]),
    };
    Op::BeginMarkedContentWithProperties {
        tag: tag.to_owned(),
        properties,
    }
}

/// A reader takes a gap between two glyphs for a space from about 0.13 em on; this is in thousandths of an em.
const WIDE: i64 = 125;

/// Whether a reader would take a gap between two glyphs for a space.
fn has_gaps(items: &[DictItem]) -> bool {
    items
        .iter()
        .skip(1)
        .any(|item| matches!(item, DictItem::Real(offset) if *offset < -(WIDE as f32)))
}

/// Characters for private use mean nothing without the face (ISO 19005-2 6.2.11.7.3).
fn is_private(ch: char) -> bool {
    matches!(ch, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// The words of runs in UTF-16; 〓 stands for a character that only its face knows.
fn words(runs: &[&TextRun]) -> Vec<u8> {
    let known = |ch| if is_private(ch) { '〓' } else { ch };
    let glyphs = runs.iter().flat_map(|run| &run.glyphs);
    let words: String = glyphs.map(|glyph| known(glyph.ch)).collect();
    let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

/// The glyphs of a run, with a correction wherever a glyph does not stand where the one before it ends.
fn show(run: &TextRun, subset: &Subset) -> Vec<DictItem> {
    // the smallest correction worth writing, in hundred-thousandths of an em: 1/600 pt at 16 pt
    const STEP: i64 = 10;
    let mut items = Vec::new();
    let mut codes = Vec::with_capacity(run.glyphs.len() * 2);
    let mut pen = 0;
    for glyph in &run.glyphs {
        let steps = (pen - place(glyph.offset, run) + STEP / 2).div_euclid(STEP);
        if steps != 0 {
            if !codes.is_empty() {
                items.push(DictItem::Bytes(std::mem::take(&mut codes)));
            }
            items.push(DictItem::Real(steps as f32 / 10.0));
            pen -= steps * STEP;
        }
        let cid = subset.cid(glyph.id, glyph.ch);
        codes.extend(cid.to_be_bytes());
        pen += subset.width(cid);
    }
    items.push(DictItem::Bytes(codes));
    items
}

/// An offset in hundred-thousandths of an em, before the stretch.
fn place(offset: Length, run: &TextRun) -> i64 {
    let em = run.size.to_emu().max(1) * i64::from(run.stretch.max(1));
    Length::emu(offset.to_emu()).part(100_000 * 1000, em).to_emu()
}

/// Black as gray, so that it prints with black ink alone; red within the sRGB that the file declares.
fn ink(color: Color) -> printpdf::Color {
    match color {
        Color::Black => printpdf::Color::Greyscale(Greyscale {
            percent: 0.0,
            icc_profile: None,
        }),
        Color::Red => printpdf::Color::Rgb(Rgb {
            r: 1.0,
            g: 0.0,
            b: 0.0,
            icc_profile: None,
        }),
    }
}

fn rect(x: Length, y: Length, width: Length, height: Length) -> Rect {
    Rect {
        x: pt(x),
        y: pt(y),
        width: pt(width),
        height: pt(height),
        mode: None,
        winding_order: None,
    }
}

/// Points with three decimals: 0.35 µm, and short in the file.
pub(super) fn pt(length: Length) -> Pt {
    // 12 700 EMU a point, so 12.7 a thousandth
    Pt(length.part(10, 127).to_emu() as f32 / 1000.0)
}
