//! Painting (绘制): the operators of content streams carried out, and what they leave on the sheet gathered.
//!
//! Files of any origin are read: what an operator needs and does not find makes it do nothing. Depth, number of
//! operators and bytes are bounded over the whole file.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream};

use super::color::Space;
use super::file::{File, as_dict, number};
use super::font::Fonts;
use super::lex::Lexer;
use super::mark::{Layers, Marks};
use super::matrix::{Frame, Matrix};
use super::path::Path;
use super::state::State;
use crate::inspect::seen::SeenPage;

/// Forms within forms.
const DEPTH: usize = 24;
/// What a form costs, in operators.
const FORM: u64 = 100;
/// States kept by `q`.
const STATES: usize = 1 << 10;

/// What all pages of a file share.
pub(super) struct Common<'f> {
    pub(super) file: &'f File,
    pub(super) fonts: Fonts<'f>,
    pub(super) layers: Layers,
    /// Operators that may still be carried out; a hundred full pages take half a million.
    pub(super) operators: Cell<u64>,
    /// Bytes of content that may still be unfolded.
    pub(super) bytes: Cell<usize>,
    /// Colour spaces of resources, by their address.
    spaces: RefCell<BTreeMap<usize, Rc<Space>>>,
    /// Whether a picture is red, by the address of its dictionary.
    pub(super) pictures: RefCell<BTreeMap<usize, Option<bool>>>,
}

impl<'f> Common<'f> {
    pub(super) fn new(file: &'f File, layers: Layers) -> Self {
        Self {
            file,
            fonts: Fonts::new(file),
            layers,
            operators: Cell::new(10_000_000),
            bytes: Cell::new(512 << 20),
            spaces: RefCell::default(),
            pictures: RefCell::default(),
        }
    }

    /// The space that a name stands for.
    fn space(&self, name: &Object, resources: &Dictionary) -> Rc<Space> {
        let listed = self.file.dict(resources, "ColorSpace");
        let known = listed
            .zip(name.as_name().ok())
            .and_then(|(spaces, name)| spaces.get(name).ok());
        let read = || Rc::new(Space::of(self.file, name, Some(resources)));
        match known {
            Some(object) => {
                let key = std::ptr::from_ref(object) as usize;
                Rc::clone(self.spaces.borrow_mut().entry(key).or_insert_with(read))
            }
            None => read(),
        }
    }

    /// A stream's content, if there is room for it.
    pub(super) fn content(&self, stream: &Stream) -> Vec<u8> {
        self.unfold(|| Some(self.file.data(stream))).unwrap_or_default()
    }

    /// Unfolds some bytes, if there is room for more.
    pub(super) fn unfold(&self, unfold: impl FnOnce() -> Option<Vec<u8>>) -> Option<Vec<u8>> {
        if self.bytes.get() == 0 {
            return None;
        }
        let data = unfold()?;
        self.bytes.set(self.bytes.get().saturating_sub(data.len()));
        Some(data)
    }

    /// Whether more may be carried out.
    fn spend(&self, cost: u64) -> bool {
        let left = self.operators.get();
        self.operators.set(left.saturating_sub(cost));
        left > 0
    }
}

/// One page being painted.
pub(super) struct Painter<'f> {
    pub(super) common: &'f Common<'f>,
    pub(super) page: SeenPage,
    /// The sheet in points.
    pub(super) frame: Frame,
    pub(super) state: State,
    kept: Vec<State>,
    pub(super) path: Path,
    pub(super) marks: Marks,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    /// Forms that are being painted, by the address of their content.
    forms: Vec<usize>,
}

impl<'f> Painter<'f> {
    pub(super) fn new(common: &'f Common<'f>, matrix: Matrix, frame: Frame) -> Self {
        Self {
            common,
            page: SeenPage::default(),
            frame,
            state: State::new(matrix, frame),
            kept: Vec::new(),
            path: Path::default(),
            marks: Marks::default(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            forms: Vec::new(),
        }
    }

    /// Carries a content stream out.
    pub(super) fn run(&mut self, content: &[u8], resources: &Dictionary) {
        let mut lexer = Lexer::new(content);
        let mut operands = Vec::new();
        while let Some(operator) = lexer.operation(&mut operands) {
            if !self.common.spend(1) {
                return;
            }
            if operator == b"BI" {
                if let Some((dict, data)) = lexer.inline_image() {
                    self.inline_picture(&dict, data, resources);
                }
                continue;
            }
            let call = Call {
                operator,
                operands: &operands,
                resources,
            };
            let done = self.draw(&call) || self.set_text(&call) || self.color(&call) || self.set(&call);
            if !done {
                self.object(&call);
            }
        }
    }

    /// Matrix, pen, stack.
    fn set(&mut self, call: &Call<'_>) -> bool {
        match call.operator {
            b"q" if self.kept.len() < STATES => self.kept.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.kept.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = call.numbers() {
                    self.state.matrix = Matrix::new(matrix).then(self.state.matrix);
                }
            }
            b"w" => self.state.width = call.number().unwrap_or(self.state.width),
            b"J" => self.state.cap = call.number().map_or(0, |cap| cap as i64),
            b"gs" => {
                let set = call.resource(self.common.file, "ExtGState").and_then(as_dict);
                if let Some(set) = set {
                    self.state.take(self.common.file, &self.common.fonts, set);
                }
            }
            _ => return false,
        }
        true
    }

    fn color(&mut self, call: &Call<'_>) -> bool {
        let common = self.common;
        let upper = call.operator.first().is_some_and(u8::is_ascii_uppercase);
        let paint = if upper {
            &mut self.state.stroke
        } else {
            &mut self.state.fill
        };
        let device = match call.operator {
            b"g" | b"G" => Space::Gray,
            b"rg" | b"RG" => Space::Rgb,
            b"k" | b"K" => Space::Cmyk,
            b"cs" | b"CS" => {
                if let Some(name) = call.operands.last() {
                    paint.enter(common.space(name, call.resources));
                }
                return true;
            }
            b"sc" | b"SC" | b"scn" | b"SCN" => {
                paint.color(&call.all_numbers());
                return true;
            }
            _ => return false,
        };
        paint.enter(Rc::new(device));
        paint.color(&call.all_numbers());
        true
    }

    /// Forms, pictures and marked content.
    fn object(&mut self, call: &Call<'_>) {
        match call.operator {
            b"Do" => {
                let stream = call.resource(self.common.file, "XObject");
                if let Some(Ok(stream)) = stream.map(Object::as_stream) {
                    self.external(stream, call.resources);
                }
            }
            b"BMC" | b"BDC" => {
                let tag = call.operands.first().and_then(|tag| tag.as_name().ok());
                let properties = match call.operands.get(1) {
                    Some(Object::Dictionary(dict)) => Some(dict),
                    Some(Object::Name(_)) => call.resource(self.common.file, "Properties").and_then(as_dict),
                    _ => None,
                };
                let glyphs = self.page.glyphs.len();
                let common = self.common;
                self.marks.open(
                    tag.unwrap_or_default(),
                    properties,
                    &common.layers,
                    common.file,
                    glyphs,
                );
            }
            b"EMC" => self.close_mark(),
            _ => {}
        }
    }

    fn external(&mut self, stream: &Stream, resources: &Dictionary) {
        let file = self.common.file;
        let layer = file.dict(&stream.dict, "OC");
        if layer.is_some_and(|layer| self.common.layers.hides(file, layer)) {
            return;
        }
        match file.name(&stream.dict, "Subtype") {
            Some(b"Image") => self.picture(stream, resources),
            Some(b"Form") => self.form(stream, resources),
            _ => {}
        }
    }

    /// Paints a form where the matrix is.
    pub(super) fn form(&mut self, stream: &Stream, resources: &Dictionary) {
        let own = std::ptr::from_ref(stream) as usize;
        // a form within itself would never end, and each costs more than an operator
        if self.forms.len() >= DEPTH || self.forms.contains(&own) || !self.common.spend(FORM) {
            return;
        }
        let file = self.common.file;
        let outer = (self.state.clone(), self.text, self.line);
        let (kept, marks) = (std::mem::take(&mut self.kept), self.marks.depth());
        self.forms.push(own);
        if let Some(matrix) = file.numbers(&stream.dict, "Matrix") {
            self.state.matrix = Matrix::new(matrix).then(self.state.matrix);
        }
        let frame =
            super::sheet::rectangle(file, file.get(&stream.dict, "BBox")).and_then(|[x0, y0, x1, y1]| {
                Frame::around([[x0, y0], [x1, y1]])?
                    .under(self.state.matrix)?
                    .shared(self.state.clip)
            });
        if let Some(frame) = frame {
            self.state.clip = frame;
            let content = self.common.content(stream);
            self.run(
                &content,
                file.dict(&stream.dict, "Resources").unwrap_or(resources),
            );
        }
        self.forms.pop();
        while self.marks.depth() > marks {
            self.close_mark();
        }
        self.kept = kept;
        (self.state, self.text, self.line) = outer;
        self.path = Path::default();
    }
}

/// An operator with what it needs.
pub(super) struct Call<'c> {
    pub(super) operator: &'c [u8],
    pub(super) operands: &'c [Object],
    pub(super) resources: &'c Dictionary,
}

impl<'c> Call<'c> {
    /// Its last `N` operands, all numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let start = self.operands.len().checked_sub(N)?;
        let mut numbers = [0.0; N];
        for (place, operand) in numbers.iter_mut().zip(self.operands.get(start..)?) {
            *place = number(operand)?;
        }
        Some(numbers)
    }

    pub(super) fn number(&self) -> Option<f64> {
        self.operands.last().and_then(number)
    }

    fn all_numbers(&self) -> Vec<f64> {
        self.operands.iter().filter_map(number).collect()
    }

    /// What its last operand names among the resources of a kind.
    fn resource<'f>(&self, file: &'f File, kind: &str) -> Option<&'f Object>
    where
        'c: 'f,
    {
        let name = self.operands.last()?.as_name().ok()?;
        let named = file.dict(self.resources, kind)?.get(name).ok()?;
        Some(file.resolve(named))
    }
}
