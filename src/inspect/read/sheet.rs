//! The sheet of a page (页面): its boxes and its turning, inherited or its own.

use lopdf::{Dictionary, Object, ObjectId};

use super::file::{File, number};
use super::matrix::{Frame, Matrix};
use crate::unit::{Length, Size};

/// Nodes of the page tree above a page that are looked at.
const DEPTH: usize = 64;
/// What a page is where its file does not say: US Letter, as the standard of PDF's early readers.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// The side of a sheet.
pub(super) struct Sheet<'f> {
    pub(super) page: &'f Dictionary,
    pub(super) resources: Option<&'f Dictionary>,
    pub(super) size: Size,
    /// From the page's own space to the sheet as read: points, y downwards, from the upper left corner.
    pub(super) matrix: Matrix,
    /// The sheet itself in that space.
    pub(super) frame: Frame,
}

/// Looks at a page.
pub(super) fn sheet(file: &File, id: ObjectId) -> Option<Sheet<'_>> {
    let page = file.document.get_dictionary(id).ok()?;
    let [x0, y0, x1, y1] = shown(file, page);
    let unit = file
        .number(page, "UserUnit")
        .filter(|unit| (0.01..=1000.0).contains(unit))
        .unwrap_or(1.0);
    let turn = inherited(file, page, "Rotate").and_then(number).unwrap_or(0.0);
    let quarter = ((turn / 90.0).round() as i64).rem_euclid(4);
    let matrix = match quarter {
        0 => [1.0, 0.0, 0.0, -1.0, -x0, y1],
        1 => [0.0, 1.0, 1.0, 0.0, -y0, -x0],
        2 => [-1.0, 0.0, 0.0, 1.0, x1, -y0],
        _ => [0.0, -1.0, -1.0, 0.0, y1, x1],
    };
    let matrix = Matrix::new(matrix.map(|value| value * unit));
    let (width, height) = ((x1 - x0) * unit, (y1 - y0) * unit);
    let (width, height) = if quarter % 2 == 0 {
        (width, height)
    } else {
        (height, width)
    };
    Some(Sheet {
        page,
        resources: inherited(file, page, "Resources").and_then(super::file::as_dict),
        size: Size::new(Length::from_pt(width)?, Length::from_pt(height)?),
        matrix,
        frame: Frame {
            left: 0.0,
            top: 0.0,
            right: width,
            bottom: height,
        },
    })
}

/// The crop box within the media box.
fn shown(file: &File, page: &Dictionary) -> [f64; 4] {
    let media = inherited(file, page, "MediaBox")
        .and_then(|object| rectangle(file, object))
        .unwrap_or(LETTER);
    let crop = inherited(file, page, "CropBox").and_then(|object| rectangle(file, object));
    let Some([x0, y0, x1, y1]) = crop else {
        return media;
    };
    let both = [
        x0.max(media[0]),
        y0.max(media[1]),
        x1.min(media[2]),
        y1.min(media[3]),
    ];
    if both[0] < both[2] && both[1] < both[3] {
        both
    } else {
        media
    }
}

/// A box of four numbers in whatever order, not empty.
pub(super) fn rectangle(file: &File, object: &Object) -> Option<[f64; 4]> {
    let [a, b, c, d]: [f64; 4] = file.floats(object).try_into().ok()?;
    let rectangle = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (rectangle[0] < rectangle[2] && rectangle[1] < rectangle[3]).then_some(rectangle)
}

/// An entry of the page or of the nodes above it.
fn inherited<'f>(file: &'f File, page: &'f Dictionary, key: &str) -> Option<&'f Object> {
    let mut node = page;
    for _ in 0..DEPTH {
        let object = file.get(node, key);
        if !matches!(object, Object::Null) {
            return Some(object);
        }
        node = file.dict(node, "Parent")?;
    }
    None
}
