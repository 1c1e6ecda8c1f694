//! The graphics state (图形状态) as far as it shows.

use std::rc::Rc;

use lopdf::Dictionary;

use super::color::Space;
use super::file::{File, number};
use super::font::{Font, Fonts};
use super::matrix::{Frame, Matrix};
use crate::inspect::seen::Ink;

/// What `q` keeps and `Q` brings back.
#[derive(Clone)]
pub(super) struct State {
    /// To the sheet: points, y downwards.
    pub(super) matrix: Matrix,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    /// Width of the pen.
    pub(super) width: f64,
    /// Ends of lines: 2 stands out by half the width.
    pub(super) cap: i64,
    /// What can be painted on, by its box.
    pub(super) clip: Frame,
    pub(super) text: TextState,
}

/// What is painted with.
#[derive(Clone)]
pub(super) struct Paint {
    pub(super) space: Rc<Space>,
    pub(super) ink: Ink,
    /// 0 is not seen.
    pub(super) alpha: f64,
}

/// How text is set.
#[derive(Clone)]
pub(super) struct TextState {
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    /// Between letters.
    pub(super) spacing: f64,
    /// At spaces of one byte.
    pub(super) word: f64,
    /// Width of letters, 1 as drawn.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// Filled, outlined, both, neither …
    pub(super) mode: i64,
}

impl State {
    /// As a page begins.
    pub(super) fn new(matrix: Matrix, clip: Frame) -> Self {
        let black = Paint {
            space: Rc::new(Space::Gray),
            ink: Ink::Gray(0),
            alpha: 1.0,
        };
        Self {
            matrix,
            fill: black.clone(),
            stroke: black,
            width: 1.0,
            cap: 0,
            clip,
            text: TextState {
                font: None,
                size: 0.0,
                spacing: 0.0,
                word: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    /// Takes the entries of a named set of parameters over.
    pub(super) fn take(&mut self, file: &File, fonts: &Fonts<'_>, set: &Dictionary) {
        let get = |key| file.number(set, key);
        self.width = get("LW").unwrap_or(self.width);
        self.fill.alpha = get("ca").unwrap_or(self.fill.alpha);
        self.stroke.alpha = get("CA").unwrap_or(self.stroke.alpha);
        self.cap = file.integer(set, "LC").unwrap_or(self.cap);
        if let Some([font, size]) = file.array(set, "Font")
            && let (Ok(font), Some(size)) = (file.resolve(font).as_dict(), number(file.resolve(size)))
        {
            self.text.font = Some(fonts.of(font));
            self.text.size = size;
        }
    }
}

impl Paint {
    /// Sets a space and its first colour.
    pub(super) fn enter(&mut self, space: Rc<Space>) {
        self.ink = space.first();
        self.space = space;
    }

    /// Sets a colour of the space.
    pub(super) fn color(&mut self, numbers: &[f64]) {
        self.ink = self.space.ink(numbers);
    }
}
