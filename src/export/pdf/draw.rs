//! A page's marks as PDF operators (绘制), and which of them belongs to which node of the structure.

use std::collections::BTreeMap;

use printpdf::{
    DictItem, FontId, Greyscale, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage, Pt, Rect, Rgb, TextMatrix,
    XObjectTransform,
};

use super::picture::Pictures;
use super::seam::{self, Seam};
use super::subset::{Subset, Subsets};
use crate::font::FaceId;
use crate::page::{Artifact, Color, Glyph, Image, Item, NodeId, Page, Rule, Shape, Tag, TextRun, Tree, Turn};
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
            let line = self.line_of(rest);
            self.line(&line);
            if line.is_empty() {
                self.shape(first);
            }
            rest = rest.get(line.len().max(1)..).unwrap_or(others);
        }
        self.leave_text();
        self.ops.push(Op::EndMarkedContent);
    }

    /// The runs that marks begin with, as far as they stand on one line.
    fn line_of<'i>(&self, items: &'i [Item]) -> Vec<&'i TextRun> {
        let runs = items.iter().map_while(|item| match &item.shape {
            Shape::Text(run) => Some(run),
            _ => None,
        });
        seam::line(runs, self.subsets)
    }

    /// Runs of one line.
    fn line(&mut self, runs: &[&TextRun]) {
        for (run, seams) in runs.iter().zip(seam::seams(runs, self.subsets)) {
            self.run(run, &seams);
        }
    }

    fn shape(&mut self, item: &Item) {
        match &item.shape {
            Shape::Text(_) => {}
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

    /// A run, with the spans that begin and end in it.
    fn run(&mut self, run: &TextRun, seams: &[Seam]) {
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
        let mut shown = Shown::default();
        for (glyph, seam) in run.glyphs.iter().zip(seams) {
            if let Some(words) = &seam.begins {
                self.show(&mut shown);
                self.ops
                    .push(begin("Span", ("ActualText", DictItem::Bytes(utf16(words)))));
            }
            shown.add(glyph, run, subset);
            if seam.ends {
                self.show(&mut shown);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        self.show(&mut shown);
    }

    /// Writes the glyphs gathered so far.
    fn show(&mut self, shown: &mut Shown) {
        let items = shown.take();
        if items.is_empty() {
            return;
        }
        // not `ShowText`: that writes every glyph as a string of its own
        let value = vec![DictItem::Array(items)];
        self.ops.push(Op::Unknown {
            key: "TJ".to_owned(),
            value,
        });
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

/// Words in UTF-16, with its mark.
fn utf16(words: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

/// The smallest correction worth writing, in hundred-thousandths of an em: 1/600 pt at 16 pt.
const STEP: i64 = 10;

/// Glyphs to be shown (字符串), with a correction wherever one does not stand where the one before it ends.
#[derive(Default)]
struct Shown {
    items: Vec<DictItem>,
    codes: Vec<u8>,
    /// Where a reader's pen is, from the start of the run, in hundred-thousandths of an em.
    pen: i64,
}

impl Shown {
    fn add(&mut self, glyph: &Glyph, run: &TextRun, subset: &Subset) {
        let steps = (self.pen - place(glyph.offset, run) + STEP / 2).div_euclid(STEP);
        if steps != 0 {
            self.end_codes();
            self.items.push(DictItem::Real(steps as f32 / 10.0));
            self.pen -= steps * STEP;
        }
        let cid = subset.cid(glyph.id, glyph.ch);
        self.codes.extend(cid.to_be_bytes());
        self.pen += subset.width(cid);
    }

    fn end_codes(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(DictItem::Bytes(std::mem::take(&mut self.codes)));
        }
    }

    /// All so far; the pen stays where it is.
    fn take(&mut self) -> Vec<DictItem> {
        self.end_codes();
        std::mem::take(&mut self.items)
    }
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
