//! The page (页面设置): paper, margins, page numbers, and where a page may not end.

use rust_xlsxwriter::Worksheet;

use super::XlsxOptions;
use super::measure::{self, Pixels};
use crate::unit::Length;

/// Code of A4 in the file format (5.1).
const A4: u8 = 9;
/// Programs differ by some per cent in how much a page holds.
const SAFE: Pixels = 97;
/// Excel's limit of breaks a sheet is 1023.
const MOST_BREAKS: usize = 1000;
/// From the type area's lower edge to the page number's dashes (7.5).
const NUMBER_BELOW: Length = Length::mm(7);

/// The type area of a page (版心) as the sheet is read, in pixels: width, height.
pub(super) fn room(options: &XlsxOptions, landscape: bool) -> (Pixels, Pixels) {
    let area = options.standard.area();
    let (width, height) = (measure::pixels(area.width), measure::pixels(area.height));
    if landscape {
        (height, width)
    } else {
        (width, height)
    }
}

/// Paper, margins and page number of a sheet. A page turned across has the head of the table at the binding side,
/// as chapter 8 wants: its upper margin is the upright page's left one.
pub(super) fn set_up(sheet: &mut Worksheet, options: &XlsxOptions, landscape: bool) {
    let standard = &options.standard;
    let left = standard.margin_left;
    let right = standard.sheet_width - left - standard.area_width;
    let top = standard.margin_top;
    let bottom = standard.sheet_height - top - standard.area_height;
    let [left, right, top, bottom] = if landscape {
        sheet.set_landscape();
        [bottom, top, left, right]
    } else {
        [left, right, top, bottom]
    };
    let footer = bottom - NUMBER_BELOW - standard.page_number_size / 2;
    let [left, right, top, bottom, footer] = [left, right, top, bottom, footer.max(Length::ZERO)].map(inches);
    // the header is empty: its margin only must not be larger than the page's
    sheet.set_margins(left, right, top, bottom, top.min(0.5), footer);
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_header_footer_scale_with_doc(false)
        .set_footer(footer_text(options));
}

/// — 1 —, 4号 宋体 (7.5). A sheet's writer knows one footer for odd and even pages, so it stands in the middle.
fn footer_text(options: &XlsxOptions) -> String {
    let size = options.standard.page_number_size.to_pt().round();
    // a quotation mark would end the name of the face
    let face = options.fonts.page_number.replace(['"', ',', '&'], "");
    format!("&C&\"{face},常规\"&{size}— &P —")
}

fn inches(length: Length) -> f64 {
    length.to_mm() / 25.4
}

/// What of a page `room` high surely holds rows.
pub(super) const fn usable(room: Pixels) -> Pixels {
    room * SAFE / 100
}

/// The rows of a sheet as pages see them (分页).
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// Heights from the first row on.
    heights: Vec<Pixels>,
    /// Whether a page may not end above the row.
    tied: Vec<bool>,
    /// The rows drawn again on each page.
    repeated: std::ops::Range<usize>,
}

impl Flow {
    /// One more row; `tied` to the row above it or not.
    pub(super) fn push(&mut self, height: Pixels, tied: bool) {
        self.heights.push(height);
        self.tied.push(tied);
    }

    /// Rows so far.
    pub(super) fn len(&self) -> usize {
        self.heights.len()
    }

    /// Ties the rows `first..end` together, unless they are more than `most` tall.
    pub(super) fn tie(&mut self, first: usize, end: usize, most: Pixels) {
        if self.height(first..end) <= most {
            let rest = self.tied.get_mut(first + 1..end).unwrap_or_default();
            rest.fill(true);
        }
    }

    /// Height of `rows` together.
    pub(super) fn height(&self, rows: std::ops::Range<usize>) -> Pixels {
        self.heights.get(rows).unwrap_or_default().iter().sum()
    }

    /// Draws `rows` again on each page.
    pub(super) fn repeat(&mut self, rows: std::ops::Range<usize>) {
        self.repeated = rows;
    }

    /// The first rows of pages `room` high after the first.
    pub(super) fn pages(&self, room: Pixels) -> Vec<usize> {
        let room = usable(room);
        let again = self.height(self.repeated.clone());
        let (mut pages, mut top, mut used) = (Vec::new(), 0, 0);
        let mut row = 0;
        while let Some(&height) = self.heights.get(row) {
            if used + height <= room || row == top {
                used += height;
                row += 1;
                continue;
            }
            let end = self.untied_before(row, top).unwrap_or(row);
            pages.push(end);
            (top, row) = (end, end);
            used = if end >= self.repeated.end { again } else { 0 };
        }
        pages
    }

    /// The rows above which a page must be ended: those around which something belongs together, which the
    /// program's own break, a row or two further on, might part. Where it must be parted, the program's break may be
    /// the better one. In a plain table all breaks are left to the
    /// program, so that rows a clerk adds find their place.
    pub(super) fn breaks(&self, room: Pixels) -> Vec<u32> {
        let pages = self.pages(room);
        let before = std::iter::once(self.repeated.end).chain(pages.iter().copied());
        let after = pages.iter().skip(1).copied().chain(std::iter::once(self.len()));
        let around = before.zip(pages.iter().copied()).zip(after);
        let ties = |(first, end): (usize, usize)| {
            self.tied
                .get(first + 1..end)
                .is_some_and(|rows| rows.contains(&true))
        };
        around
            .filter(|((before, row), after)| ties((*before, *after)) && self.tied.get(*row) == Some(&false))
            .filter_map(|((_, row), _)| u32::try_from(row).ok())
            .take(MOST_BREAKS)
            .collect()
    }

    /// The last row down to `row` and below `top` above which a page may end, if what is tied to it has room on one.
    fn untied_before(&self, row: usize, top: usize) -> Option<usize> {
        (top + 1..=row)
            .rev()
            .find(|&row| self.tied.get(row) == Some(&false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(rows: &[(Pixels, bool)]) -> Flow {
        let mut flow = Flow::default();
        for &(height, tied) in rows {
            flow.push(height, tied);
        }
        flow
    }

    #[test]
    fn a_page_ends_only_where_it_may() {
        // 97 of 100 pixels
        let plain = flow(&[(50, false), (40, false), (40, false)]);
        assert_eq!((plain.pages(100), plain.breaks(100)), (vec![2], vec![]));
        let tied = flow(&[(50, false), (40, false), (40, true)]);
        assert_eq!((tied.pages(100), tied.breaks(100)), (vec![1], vec![1]));
        // nothing to be done
        assert_eq!(flow(&[(50, false), (40, true), (40, true)]).pages(100), [2]);
    }

    #[test]
    fn a_break_stands_wherever_a_group_is_near() {
        let mut rows = vec![(50, false); 10];
        rows.extend([(30, false), (30, true)]);
        assert_eq!(flow(&rows).pages(105), [2, 4, 6, 8, 10]);
        assert_eq!(flow(&rows).breaks(105), [10]);
    }

    #[test]
    fn repeated_rows_take_room() {
        let mut rows = flow(&[(20, false), (70, false), (40, false), (30, false), (25, true)]);
        assert_eq!(rows.pages(100), [2]);
        rows.repeat(0..1);
        assert_eq!(rows.pages(100), [2, 3]);
    }

    #[test]
    fn only_what_has_room_is_tied() {
        let mut rows = flow(&[(50, false), (60, false), (60, false)]);
        rows.tie(1, 3, 100);
        assert_eq!(rows.tied, [false; 3]);
        rows.tie(1, 3, 120);
        assert_eq!(rows.tied, [false, false, true]);
    }
}
