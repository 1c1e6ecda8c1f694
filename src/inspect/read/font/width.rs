//! Advances (字宽) as the file tells them, in em.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use crate::inspect::read::file::{File, integer, number};

/// Widths kept in all.
const ENTRIES: usize = 1 << 17;

/// The advances of a composite font by CID.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Widths {
    standard: f64,
    single: BTreeMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    /// For lines from top to bottom: the height of the origin above the baseline, and the advance.
    pub(super) down: [f64; 2],
    single_down: BTreeMap<u32, [f64; 3]>,
    ranges_down: Vec<(u32, u32, [f64; 3])>,
}

impl Widths {
    /// Those of a descendant font.
    pub(super) fn of(file: &File, font: &Dictionary) -> Self {
        let [height, down] = file.numbers(font, "DW2").unwrap_or([880.0, -1000.0]);
        let mut widths = Self {
            standard: file.number(font, "DW").unwrap_or(1000.0) / 1000.0,
            single: BTreeMap::new(),
            ranges: Vec::new(),
            down: [height / 1000.0, down / 1000.0],
            single_down: BTreeMap::new(),
            ranges_down: Vec::new(),
        };
        widths.across(file, file.array(font, "W").unwrap_or_default());
        widths.downwards(file, file.array(font, "W2").unwrap_or_default());
        widths
    }

    /// `c [w w w]` and `first last w`.
    fn across(&mut self, file: &File, mut items: &[Object]) {
        while let [first, second, rest @ ..] = items {
            let Some(first) = cid(file, first) else { return };
            items = match file.resolve(second) {
                Object::Array(list) => {
                    for (cid, width) in (first..).zip(list.iter().take(ENTRIES)) {
                        if let Some(width) = number(file.resolve(width)) {
                            self.single.insert(cid, width / 1000.0);
                        }
                    }
                    rest
                }
                last => {
                    let [width, rest @ ..] = rest else { return };
                    let (Some(last), Some(width)) = (cid(file, last), number(file.resolve(width))) else {
                        return;
                    };
                    self.ranges.push((first, last, width / 1000.0));
                    rest
                }
            };
            if self.single.len() + self.ranges.len() > ENTRIES {
                return;
            }
        }
    }

    /// `c [w x y w x y]` and `first last w x y`.
    fn downwards(&mut self, file: &File, mut items: &[Object]) {
        while let [first, second, rest @ ..] = items {
            let Some(first) = cid(file, first) else { return };
            items = match file.resolve(second) {
                Object::Array(list) => {
                    let numbers: Vec<f64> = list
                        .iter()
                        .take(ENTRIES)
                        .filter_map(|n| number(file.resolve(n)))
                        .collect();
                    for (cid, three) in (first..).zip(numbers.chunks_exact(3)) {
                        self.single_down
                            .insert(cid, [three[0], three[1], three[2]].map(|n| n / 1000.0));
                    }
                    rest
                }
                last => {
                    let [w, x, y, rest @ ..] = rest else { return };
                    let [w, x, y] = [w, x, y].map(|n| number(file.resolve(n)).unwrap_or(0.0) / 1000.0);
                    let Some(last) = cid(file, last) else { return };
                    self.ranges_down.push((first, last, [w, x, y]));
                    rest
                }
            };
            if self.single_down.len() + self.ranges_down.len() > ENTRIES {
                return;
            }
        }
    }

    /// The advance of a glyph.
    pub(super) fn width(&self, cid: u32) -> f64 {
        let single = self.single.get(&cid).copied();
        let range = || {
            self.ranges
                .iter()
                .find(|(first, last, _)| (*first..=*last).contains(&cid))
        };
        single
            .or_else(|| range().map(|(_, _, width)| *width))
            .unwrap_or(self.standard)
    }

    /// For a line from top to bottom: the advance, and where the origin of the line lies seen from the glyph's own.
    pub(super) fn downward(&self, cid: u32) -> [f64; 3] {
        let single = self.single_down.get(&cid).copied();
        let range = || {
            let mut ranges = self.ranges_down.iter();
            ranges.find(|(first, last, _)| (*first..=*last).contains(&cid))
        };
        let [height, down] = self.down;
        single.or_else(|| range().map(|(_, _, three)| *three)).unwrap_or([
            down,
            self.width(cid) / 2.0,
            height,
        ])
    }
}

fn cid(file: &File, object: &Object) -> Option<u32> {
    let cid = u32::try_from(integer(file.resolve(object))?).ok()?;
    // CIDs end at 65535
    (cid < 1 << 17).then_some(cid)
}

/// The advances of a simple font by byte, as far as the file gives them.
pub(super) fn simple(file: &File, font: &Dictionary) -> Vec<Option<f64>> {
    let first = file
        .integer(font, "FirstChar")
        .and_then(|first| usize::try_from(first).ok())
        .unwrap_or(0);
    let mut widths = vec![None; 256];
    let listed = file.array(font, "Widths").unwrap_or_default();
    for (place, width) in widths.iter_mut().skip(first).zip(listed) {
        *place = number(file.resolve(width));
    }
    widths
}
