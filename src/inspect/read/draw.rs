//! Painting paths (绘制路径): lines and shapes.

use super::matrix::Matrix;
use super::paint::{Call, Painter};
use super::path::Path;
use super::stroke;
use crate::inspect::seen::Fill;

/// Lines and shapes of one page that are kept.
const SHAPES: usize = 1 << 18;

impl Painter<'_> {
    /// Builds and paints paths.
    pub(super) fn draw(&mut self, call: &Call<'_>) -> bool {
        self.build(call) || self.finish(call.operator)
    }

    fn build(&mut self, call: &Call<'_>) -> bool {
        match call.operator {
            b"m" => call.numbers().into_iter().for_each(|at| self.path.move_to(at)),
            b"l" => call.numbers().into_iter().for_each(|at| self.path.line_to(at)),
            b"c" => {
                if let Some([a, b, c, d, x, y]) = call.numbers() {
                    self.path.curve_to(&[[a, b], [c, d]], [x, y]);
                }
            }
            b"v" => {
                if let (Some([c, d, x, y]), Some(pen)) = (call.numbers(), self.path.pen()) {
                    self.path.curve_to(&[pen, [c, d]], [x, y]);
                }
            }
            b"y" => {
                if let Some([a, b, x, y]) = call.numbers() {
                    self.path.curve_to(&[[a, b]], [x, y]);
                }
            }
            b"re" => call
                .numbers()
                .into_iter()
                .for_each(|four| self.path.rectangle(four)),
            b"h" => self.path.close(),
            b"W" | b"W*" => self.path.clips = true,
            _ => return false,
        }
        true
    }

    fn finish(&mut self, operator: &[u8]) -> bool {
        let (fills, strokes, closes) = match operator {
            b"S" => (false, true, false),
            b"s" => (false, true, true),
            b"f" | b"F" | b"f*" => (true, false, false),
            b"B" | b"B*" => (true, true, false),
            b"b" | b"b*" => (true, true, true),
            b"n" => (false, false, false),
            _ => return false,
        };
        if closes {
            self.path.close();
        }
        let path = std::mem::take(&mut self.path);
        if fills && self.state.fill.alpha > 0.0 && !self.marks.hidden() {
            self.fill(&path);
        }
        if strokes && self.state.stroke.alpha > 0.0 && !self.marks.hidden() {
            self.stroke(&path);
        }
        if path.clips {
            self.clip(&path);
        }
        true
    }

    fn fill(&mut self, path: &Path) {
        let color = self.state.fill.ink;
        for area in path.areas(self.state.matrix) {
            let Some(frame) = area.frame.shared(self.state.clip) else {
                continue;
            };
            if self.page.fills.len() + self.page.strokes.len() > SHAPES {
                return;
            }
            let line = stroke::filled(frame, color, self.marks.artifact()).filter(|_| area.rectangle);
            match line {
                Some(line) => self.page.strokes.push(line),
                None => self
                    .page
                    .fills
                    .extend(frame.bounds().map(|bounds| Fill { bounds, color })),
            }
        }
    }

    fn stroke(&mut self, path: &Path) {
        let state = &self.state;
        let artifact = self.marks.artifact();
        for segment in path.segments() {
            let line = stroke::drawn(
                segment,
                state.matrix,
                state.width,
                state.cap,
                state.stroke.ink,
                artifact,
            );
            let ends = segment.told.map(|end| state.matrix.apply(end));
            let seen = super::matrix::Frame::around(ends).and_then(|frame| frame.shared(state.clip));
            if seen.is_some() && self.page.strokes.len() < SHAPES {
                self.page.strokes.extend(line);
            }
        }
    }

    fn clip(&mut self, path: &Path) {
        // a path without any extent hides everything
        let nothing = super::matrix::Frame {
            left: -1.0,
            top: -1.0,
            right: -1.0,
            bottom: -1.0,
        };
        let frame = path.frame(self.state.matrix);
        self.state.clip = frame
            .and_then(|frame| frame.shared(self.state.clip))
            .unwrap_or(nothing);
    }

    /// Where a step in the space of text leads.
    pub(super) fn step(&mut self, x: f64, y: f64) {
        self.text = Matrix::translation(x, y).then(self.text);
    }
}
