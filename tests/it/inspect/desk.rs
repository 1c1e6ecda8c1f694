//! Documents made, spoilt by hand and inspected.

use std::sync::Arc;

use lopdf::{Dictionary, Document as Pdf, Object};
use tongbao::diag::Sink;
use tongbao::document::Document;
use tongbao::export::pdf::{self, PdfOptions};
use tongbao::font::{Fonts, Role};
use tongbao::inspect::{Inspection, Outcome, inspect};
use tongbao::layout::lay_out;
use tongbao::page::{Artifact, Color, Glyph, Item, Page, Pages, Rule, Shape, Tag, TextRun, Turn};
use tongbao::standard::{GBT_9704, Standard};
use tongbao::unit::{Length, Point};

/// What is done to a document so that it breaks a rule.
#[derive(Clone, Copy)]
pub enum Spoil {
    /// To its words.
    Words(fn(&mut Document)),
    /// To the measures that it is laid out with.
    Measures(fn(&mut Standard)),
    /// To its marks on paper.
    Marks(fn(&mut Desk)),
    /// To the objects of its file.
    Objects(fn(&mut Pdf)),
    /// Likewise, to what keeps the rule only with other measures.
    Laid(fn() -> Standard, &'static Spoil),
}

impl Spoil {
    /// The measures of what keeps the rule, and what is done to it.
    fn parts(&self) -> (Standard, &Self) {
        match self {
            Self::Laid(standard, spoil) => (standard(), spoil),
            _ => (GBT_9704, self),
        }
    }
}

/// A file that breaks a rule, made from one that keeps it.
pub struct Case {
    /// `H04`
    pub rule: &'static str,
    /// What keeps it.
    pub whole: fn() -> Document,
    /// What makes it break.
    pub spoil: Spoil,
}

/// A document that keeps a rule, and one that does not, as inspected.
impl Case {
    pub fn whole(&self) -> Inspection {
        Desk::of(&(self.whole)(), &self.spoil.parts().0).inspected()
    }

    pub fn spoilt(&self) -> Inspection {
        let mut document = (self.whole)();
        let (mut standard, spoil) = self.spoil.parts();
        match spoil {
            Spoil::Words(spoil) => spoil(&mut document),
            Spoil::Measures(spoil) => spoil(&mut standard),
            Spoil::Marks(_) | Spoil::Objects(_) | Spoil::Laid(..) => {}
        }
        let mut desk = Desk::of(&document, &standard);
        if let Spoil::Marks(spoil) = spoil {
            spoil(&mut desk);
        }
        match spoil {
            Spoil::Objects(spoil) => {
                let mut file = Pdf::load_mem(&desk.pdf()).unwrap();
                spoil(&mut file);
                let mut bytes = Vec::new();
                file.save_to(&mut bytes).unwrap();
                inspect(&bytes, &GBT_9704).unwrap()
            }
            _ => desk.inspected(),
        }
    }
}

/// What came out for one rule.
pub fn outcome<'i>(inspection: &'i Inspection, rule: &str) -> &'i Outcome {
    let measured = inspection.results.iter().find(|result| result.rule.id == rule);
    &measured.unwrap_or_else(|| panic!("no rule {rule}")).outcome
}

/// Pages on a desk, to be spoilt.
pub struct Desk {
    pub pages: Pages,
    fonts: Fonts,
}

impl Desk {
    pub fn of(document: &Document, standard: &Standard) -> Self {
        let fonts = Fonts::bundled();
        let pages = lay_out(document, &fonts, standard, &mut Sink::new());
        Self { pages, fonts }
    }

    pub fn pdf(&self) -> Vec<u8> {
        pdf::write(&self.pages, &self.fonts, &PdfOptions::default()).unwrap()
    }

    pub fn inspected(&self) -> Inspection {
        inspect(&self.pdf(), &GBT_9704).unwrap()
    }

    /// Every run of the lines that `needle` stands in.
    pub fn lines(&mut self, needle: &str, mut change: impl FnMut(&mut TextRun)) {
        let mut found = false;
        for page in &mut self.pages.pages {
            for y in baselines_of(page, needle) {
                found = true;
                for run in runs(page).filter(|run| baseline(run) == y) {
                    change(run);
                }
            }
        }
        assert!(found, "“{needle}” is on no page");
    }

    /// Every run on a page, counted from 1.
    pub fn page(&mut self, number: usize, change: impl FnMut(&mut TextRun)) {
        runs(&mut self.pages.pages[number - 1]).for_each(change);
    }

    /// Moves the lines that `needle` stands in, in micrometres.
    pub fn shift(&mut self, needle: &str, right: i64, down: i64) {
        self.lines(needle, |run| {
            run.at = Point::new(run.at.x + Length::um(right), run.at.y + Length::um(down));
        });
    }

    /// Sets the lines that `needle` stands in in another size, from where they begin.
    pub fn resize(&mut self, needle: &str, points: i64) {
        self.lines(needle, |run| {
            let (old, new) = (run.size.to_emu(), Length::pt(points).to_emu());
            run.size = Length::pt(points);
            for glyph in Arc::make_mut(&mut run.glyphs) {
                glyph.offset = glyph.offset.part(new, old);
                glyph.advance = glyph.advance.part(new, old);
            }
        });
    }

    /// Sets the lines that `needle` stands in in another face.
    pub fn reface(&mut self, needle: &str, role: Role) {
        let fonts = self.fonts.clone();
        self.lines(needle, |run| {
            for glyph in Arc::make_mut(&mut run.glyphs) {
                let (face, id) = fonts.glyph(role, glyph.ch).unwrap();
                (run.face, glyph.id) = (face, id);
            }
        });
    }

    /// Sets another character in the place of `old`, in page numbers.
    pub fn retype(&mut self, old: &str, new: char) {
        let fonts = self.fonts.clone();
        for page in &mut self.pages.pages {
            for item in &mut page.items {
                let number = item.tag == Tag::Artifact(Artifact::PageNumber);
                let Shape::Text(run) = &mut item.shape else {
                    continue;
                };
                for glyph in Arc::make_mut(&mut run.glyphs)
                    .iter_mut()
                    .filter(|glyph| number && old.contains(glyph.ch))
                {
                    let (face, id) = fonts.glyph(Role::Songti, new).unwrap();
                    (run.face, glyph.id, glyph.ch) = (face, id, new);
                }
            }
        }
    }

    /// Takes the lines that `needle` stands in off their pages.
    pub fn erase(&mut self, needle: &str) {
        for page in &mut self.pages.pages {
            let gone = baselines_of(page, needle);
            page.items
                .retain(|item| !matches!(&item.shape, Shape::Text(run) if gone.contains(&baseline(run))));
        }
    }

    /// The level rules of a colour, page by page, from top to bottom.
    pub fn rules(&mut self, color: Color) -> Vec<&mut Rule> {
        let of_page = |page| -> Vec<_> {
            let mut rules: Vec<&mut Rule> = shapes(page)
                .filter_map(|shape| match shape {
                    Shape::Rule(rule) if rule.color == color => Some(rule),
                    _ => None,
                })
                .collect();
            rules.sort_by_key(|rule| rule.from.y);
            rules
        };
        self.pages.pages.iter_mut().flat_map(of_page).collect()
    }

    /// Writes on a page, counted from 1: `x`, `y` of the baseline's start in micrometres.
    pub fn write(&mut self, page: usize, style: (Role, i64, Color), (x, y): (i64, i64), words: &str) {
        let (role, points, color) = style;
        let size = Length::pt(points);
        let mut at = Point::new(Length::um(x), Length::um(y));
        for ch in words.chars() {
            let (face, id) = self.fonts.glyph(role, ch).unwrap();
            let metrics = self.fonts.face(face);
            let advance = size.part(metrics.advance(id).into(), metrics.upem().into());
            let glyph = Glyph {
                id,
                offset: Length::ZERO,
                advance,
                ch,
            };
            let run = TextRun {
                face,
                size,
                stretch: 1000,
                color,
                turn: Turn::Upright,
                at,
                glyphs: [glyph].into(),
            };
            at.x += advance;
            self.put(page, Shape::Text(run));
        }
    }

    /// Draws a line on a page, counted from 1, in micrometres.
    pub fn draw(&mut self, page: usize, [x0, y0, x1, y1]: [i64; 4], width: i64, color: Color) {
        let rule = Rule {
            from: Point::new(Length::um(x0), Length::um(y0)),
            to: Point::new(Length::um(x1), Length::um(y1)),
            width: Length::um(width),
            color,
        };
        self.put(page, Shape::Rule(rule));
    }

    fn put(&mut self, page: usize, shape: Shape) {
        let tag = Tag::Artifact(Artifact::Rule);
        self.pages.pages[page - 1].items.push(Item { tag, shape });
    }
}

/// Every dictionary of a file, streams' too.
pub fn dictionaries(pdf: &mut Pdf) -> impl Iterator<Item = &mut Dictionary> {
    pdf.objects.values_mut().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    })
}

fn shapes(page: &mut Page) -> impl Iterator<Item = &mut Shape> {
    page.items.iter_mut().map(|item| &mut item.shape)
}

fn runs(page: &mut Page) -> impl Iterator<Item = &mut TextRun> {
    shapes(page).filter_map(|shape| match shape {
        Shape::Text(run) => Some(run),
        _ => None,
    })
}

/// Where a run's line lies: turned lines by their distance from the left.
fn baseline(run: &TextRun) -> (Turn, Length) {
    match run.turn {
        Turn::Upright => (run.turn, run.at.y),
        Turn::Left => (run.turn, run.at.x),
    }
}

/// A baseline, and where along it each character starts.
type Written = ((Turn, Length), Vec<(Length, char)>);

fn baselines_of(page: &mut Page, needle: &str) -> Vec<(Turn, Length)> {
    let mut lines: Vec<Written> = Vec::new();
    for run in runs(page) {
        let start = match run.turn {
            Turn::Upright => run.at.x,
            Turn::Left => -run.at.y,
        };
        let chars = run.glyphs.iter().map(|glyph| (start + glyph.offset, glyph.ch));
        match lines.iter_mut().find(|(place, _)| *place == baseline(run)) {
            Some((_, line)) => line.extend(chars),
            None => lines.push((baseline(run), chars.collect())),
        }
    }
    let holds = |line: &mut Vec<(Length, char)>| {
        line.sort_by_key(|(at, _)| *at);
        line.iter().map(|(_, ch)| ch).collect::<String>().contains(needle)
    };
    lines
        .into_iter()
        .filter_map(|(place, mut line)| holds(&mut line).then_some(place))
        .collect()
}
