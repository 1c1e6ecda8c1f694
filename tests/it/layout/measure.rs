//! Where characters and rules stand on pages, in millimetres.

use tongbao::font::{Fonts, Role};
use tongbao::page::{Color, Glyph, Pages, Shape, TextRun, Turn};

/// A piece of text as found on a page; lengths in millimetres.
#[derive(Clone, Debug)]
pub struct Found {
    /// From 1.
    pub page: usize,
    pub left: f64,
    pub right: f64,
    /// Upper edge of the characters' boxes.
    pub top: f64,
    pub bottom: f64,
    /// Upper and lower edge of the ink.
    pub ink: (f64, f64),
    pub size_pt: f64,
    pub role: Role,
    pub color: Color,
}

impl Found {
    pub fn center(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

struct Char<'a> {
    run: &'a TextRun,
    glyph: &'a Glyph,
    x: f64,
}

/// The first place where `needle` stands on one line.
pub fn find(pages: &Pages, needle: &str) -> Found {
    all(pages, needle)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("“{needle}” is on no page"))
}

/// Every place where it does.
pub fn all(pages: &Pages, needle: &str) -> Vec<Found> {
    let fonts = Fonts::bundled();
    let mut found = Vec::new();
    for (n, page) in pages.pages.iter().enumerate() {
        for line in lines_of(page) {
            let text: Vec<char> = line.iter().map(|c| c.glyph.ch).collect();
            let wanted: Vec<char> = needle.chars().collect();
            for at in 0..text.len().saturating_sub(wanted.len() - 1) {
                if text[at..at + wanted.len()] == wanted[..] {
                    found.push(measured(&fonts, n + 1, &line[at..at + wanted.len()]));
                }
            }
        }
    }
    found
}

fn lines_of(page: &tongbao::page::Page) -> Vec<Vec<Char<'_>>> {
    let mut lines: Vec<(i64, Vec<Char<'_>>)> = Vec::new();
    for item in &page.items {
        let Shape::Text(run) = &item.shape else { continue };
        if run.turn != Turn::Upright {
            continue;
        }
        let y = run.at.y.to_emu();
        let chars = run.glyphs.iter().map(|glyph| Char {
            run,
            glyph,
            x: (run.at.x + glyph.offset).to_mm(),
        });
        match lines.iter_mut().find(|(other, _)| *other == y) {
            Some((_, line)) => line.extend(chars),
            None => lines.push((y, chars.collect())),
        }
    }
    for (_, line) in &mut lines {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

fn measured(fonts: &Fonts, page: usize, chars: &[Char<'_>]) -> Found {
    let (first, last) = (&chars[0], &chars[chars.len() - 1]);
    let baseline = first.run.at.y.to_mm();
    let size = first.run.size.to_mm();
    let ink = chars.iter().filter_map(|c| {
        let face = fonts.face(c.run.face);
        let (_, low, _, high) = face.bbox(c.glyph.id)?;
        let scale = |units: i16| f64::from(units) * c.run.size.to_mm() / f64::from(face.upem());
        Some((c.run.at.y.to_mm() - scale(high), c.run.at.y.to_mm() - scale(low)))
    });
    let ink = ink.fold((f64::MAX, f64::MIN), |(top, low), (a, b)| {
        (top.min(a), low.max(b))
    });
    Found {
        page,
        left: first.x,
        right: last.x + last.glyph.advance.to_mm(),
        top: baseline - 0.88 * size,
        bottom: baseline + 0.12 * size,
        ink,
        size_pt: first.run.size.to_pt(),
        role: fonts.face(first.run.face).role(),
        color: first.run.color,
    }
}

/// A rule; lengths in millimetres.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub page: usize,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub color: Color,
}

/// The level rules from top to bottom, page by page.
pub fn rules(pages: &Pages) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, page) in pages.pages.iter().enumerate() {
        let start = lines.len();
        for item in &page.items {
            let Shape::Rule(rule) = &item.shape else { continue };
            let half = rule.width.to_mm() / 2.0;
            lines.push(Line {
                page: n + 1,
                left: rule.from.x.to_mm(),
                right: rule.to.x.to_mm(),
                top: rule.from.y.to_mm() - half,
                bottom: rule.from.y.to_mm() + half,
                color: rule.color,
            });
        }
        lines[start..].sort_by(|a, b| a.top.total_cmp(&b.top));
    }
    lines
}

/// Within 0.3 mm, which is less than anybody sees.
#[track_caller]
pub fn near(actual: f64, expected: f64) {
    assert!(
        (actual - expected).abs() <= 0.3,
        "{actual:.2} mm instead of {expected:.2} mm"
    );
}
