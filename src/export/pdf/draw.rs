//! A page's marks as PDF operators (绘制), and which of them belongs to which node of the structure.

use std::collections::BTreeMap;

use super::content::{Content, thousandths};
use super::picture::Pictures;
use super::seam::{Inked, Line, Seam};
use super::subset::Subsets;
use crate::font::FaceId;
use crate::page::{Artifact, Color, Image, Item, NodeId, Page, Rule, Shape, Tag, TextRun, Tree, Turn};
use crate::unit::Length;

/// What a page's marks belong to (标记内容).
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// By number of the marked content (MCID): its node.
    pub(super) nodes: Vec<NodeId>,
    /// Left, bottom, right, top of a picture in thousandths of a point.
    pub(super) pictures: BTreeMap<NodeId, [i64; 4]>,
}

/// Draws a page into the room that another took; the tree says which kind of content a mark is.
pub(super) fn draw(
    page: &Page,
    tree: &Tree,
    subsets: &Subsets,
    pictures: &Pictures,
    room: Vec<u8>,
) -> (Vec<u8>, Marks) {
    let mut pen = Pen {
        content: Content::reusing(room),
        marks: Marks::default(),
        height: page.size.height,
        state: State::default(),
        line: Line::default(),
        subsets,
        pictures,
    };
    for same in page.items.chunk_by(|a, b| a.tag == b.tag) {
        pen.sequence(same, tree);
    }
    (pen.content.finish(), pen.marks)
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
    content: Content,
    marks: Marks,
    height: Length,
    state: State,
    /// The line in hand.
    line: Line,
    subsets: &'a Subsets,
    pictures: &'a Pictures,
}

impl Pen<'_> {
    /// Neighbouring marks of one node: one marked-content sequence.
    fn sequence(&mut self, items: &[Item], tree: &Tree) {
        let Some(first) = items.first() else { return };
        match first.tag {
            Tag::Content(node) => {
                let role = tree.nodes.get(node.0 as usize).map(|node| node.role);
                let role = role.map_or("NonStruct", super::finish::type_name);
                self.content.begin_marked(role, self.marks.nodes.len());
                self.marks.nodes.push(node);
            }
            Tag::Artifact(Artifact::PageNumber | Artifact::Repeated) => {
                self.content.begin_artifact("Pagination");
            }
            Tag::Artifact(Artifact::Rule) => self.content.begin_artifact("Layout"),
        }
        let mut rest = items;
        while let Some((first, others)) = rest.split_first() {
            let runs = self.line(rest);
            if runs == 0 {
                self.shape(first);
            }
            rest = rest.get(runs.max(1)..).unwrap_or(others);
        }
        self.leave_text();
        self.content.end_marked();
    }

    /// The runs that marks begin with, as far as they stand on one line; gives how many they are.
    fn line(&mut self, items: &[Item]) -> usize {
        let runs = items.iter().map_while(|item| match &item.shape {
            Shape::Text(run) => Some(run),
            _ => None,
        });
        let mut line = std::mem::take(&mut self.line);
        let count = line.read(runs.clone(), self.subsets);
        let seams = line.seams();
        let (mut glyphs, mut seams) = (line.glyphs.as_slice(), seams.as_slice());
        for run in runs.take(count) {
            // a line without seams has none to give
            let (own, next) = glyphs.split_at(run.glyphs.len().min(glyphs.len()));
            let (spans, others) = seams.split_at(run.glyphs.len().min(seams.len()));
            self.run(run, own, spans);
            (glyphs, seams) = (next, others);
        }
        self.line = line;
        count
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
            self.content.operator("BT");
        }
    }

    fn leave_text(&mut self) {
        if std::mem::take(&mut self.state.in_text) {
            self.content.operator("ET");
        }
    }

    fn fill(&mut self, color: Color) {
        if std::mem::replace(&mut self.state.color, color) != color {
            self.content.fill(color);
        }
    }

    /// A run, with the spans that begin and end in it.
    fn run(&mut self, run: &TextRun, glyphs: &[Inked], seams: &[Seam]) {
        if glyphs.is_empty() || self.subsets.get(run.face).is_none() {
            return;
        }
        self.enter_text();
        self.fill(run.color);
        self.set_face(run);
        match run.turn {
            Turn::Upright => self.content.operand("1 0 0 1"),
            Turn::Left => self.content.operand("0 1 -1 0"),
        }
        self.content.length(run.at.x);
        self.content.length(self.height - run.at.y);
        self.content.operator("Tm");
        let mut shown = Shown::new(&mut self.content, run);
        if seams.is_empty() {
            for (glyph, inked) in run.glyphs.iter().zip(glyphs) {
                shown.add(glyph.offset, *inked);
            }
        }
        for ((glyph, inked), seam) in run.glyphs.iter().zip(glyphs).zip(seams) {
            if let Some(words) = &seam.begins {
                shown.end();
                shown.content.begin_span(words);
            }
            shown.add(glyph.offset, *inked);
            if seam.ends {
                shown.end();
                shown.content.end_marked();
            }
        }
        shown.end();
    }

    fn set_face(&mut self, run: &TextRun) {
        let face = (run.face, run.size);
        if self.state.face.replace(face) != Some(face) {
            self.content.resource('T', run.face.0.into());
            self.content.length(run.size);
            self.content.operator("Tf");
        }
        if self.state.stretch.replace(run.stretch).unwrap_or(1000) != run.stretch {
            self.content.decimal(run.stretch.into(), 1);
            self.content.operator("Tz");
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
        for side in [left, self.height - bottom, right - left, bottom - top] {
            self.content.length(side);
        }
        self.content.operator("re");
        self.content.operator("f");
    }

    /// A rule that is neither level nor upright, as over an empty corner of a table.
    fn slanted(&mut self, rule: &Rule) {
        self.content.stroke(rule.color);
        self.content.length(rule.width);
        self.content.operator("w");
        for (end, operator) in [(rule.from, "m"), (rule.to, "l")] {
            self.content.length(end.x);
            self.content.length(self.height - end.y);
            self.content.operator(operator);
        }
        self.content.operator("S");
    }

    fn image(&mut self, image: &Image, tag: Tag) {
        self.leave_text();
        let Some(index) = self.pictures.index(&image.picture) else {
            return;
        };
        let (left, top) = (image.at.x, self.height - image.at.y);
        let (right, bottom) = (left + image.size.width, top - image.size.height);
        self.content.operator("q");
        self.content.length(image.size.width);
        self.content.operand("0 0");
        self.content.length(image.size.height);
        self.content.length(left);
        self.content.length(bottom);
        self.content.operator("cm");
        self.content.resource('P', index);
        self.content.operator("Do");
        self.content.operator("Q");
        if let Tag::Content(node) = tag {
            let sides = [left, bottom, right, top].map(thousandths);
            self.marks.pictures.insert(node, sides);
        }
    }
}

/// The smallest correction worth writing, in hundred-thousandths of an em: 1/600 pt at 16 pt.
const STEP: i64 = 10;

/// Glyphs of a run as they are shown (字符串), with a correction wherever one does not stand where the one before it
/// ends.
struct Shown<'c> {
    content: &'c mut Content,
    /// Where a reader's pen is, from the start of the run, in hundred-thousandths of an em.
    pen: i64,
    /// What a hundred-thousandth of an em is of an EMU, upside down: 1 / (10^8 · `em`).
    em: i64,
    in_array: bool,
    in_string: bool,
}

impl<'c> Shown<'c> {
    fn new(content: &'c mut Content, run: &TextRun) -> Self {
        Self {
            content,
            pen: 0,
            em: run.size.to_emu().max(1) * i64::from(run.stretch.max(1)),
            in_array: false,
            in_string: false,
        }
    }

    fn add(&mut self, offset: Length, glyph: Inked) {
        let steps = self.steps(offset);
        if !std::mem::replace(&mut self.in_array, true) {
            self.content.begin_array();
        }
        if steps != 0 {
            let behind = std::mem::take(&mut self.in_string);
            if behind {
                self.content.end_string();
            }
            self.content.correction(steps, behind);
            self.pen -= steps * STEP;
        }
        if !std::mem::replace(&mut self.in_string, true) {
            self.content.begin_string();
        }
        self.content.code(glyph.cid);
        self.pen += glyph.width;
    }

    /// How many steps the pen is beyond a place.
    fn steps(&self, offset: Length) -> i64 {
        /// Hundred-thousandths of an em in a thousandth of the stretch.
        const UNITS: i64 = 100_000 * 1000;
        let beyond =
            i128::from(self.pen) * i128::from(self.em) - i128::from(offset.to_emu()) * i128::from(UNITS);
        // nearly every glyph stands where the one before it ends: no division for these. A step is ten, and what is
        // less than four off is none whichever way the place is rounded
        if beyond.abs() < 4 * i128::from(self.em) {
            return 0;
        }
        let place = offset.part(UNITS, self.em).to_emu();
        (self.pen - place + STEP / 2).div_euclid(STEP)
    }

    /// Shows the glyphs so far; the pen stays where it is.
    fn end(&mut self) {
        if std::mem::take(&mut self.in_string) {
            self.content.end_string();
        }
        if std::mem::take(&mut self.in_array) {
            self.content.end_array();
        }
    }
}
