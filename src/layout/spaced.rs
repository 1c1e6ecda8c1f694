//! Names of several organs spaced to one width (匀排).

use crate::document::Text;
use crate::unit::Length;

use super::line::{Line, Style};
use super::setter::Setter;

/// `text` with its first character at the left and its last one at the right end of `width`, on one line.
///
/// Characters stand in the middle of their cells: the line begins half a gap before the box.
pub(super) fn line(setter: &mut Setter<'_>, text: &Text, style: Style, width: Length) -> Line {
    let chars = text.string.chars().filter(|ch| *ch != '\n').count();
    let natural = setter.line(&text.string, style, text);
    let Some(gaps) = u16::try_from(chars)
        .ok()
        .and_then(|n| n.checked_sub(1))
        .filter(|n| *n > 0)
    else {
        return natural;
    };
    if natural.width >= width {
        return natural;
    }
    // all cells together: the width and one more gap
    let em = style.size.part(i64::from(style.stretch), 1000);
    let cell = (width - em).part(1, i64::from(gaps));
    let cells = (cell * (i64::from(gaps) + 1)).part(1000, i64::from(style.stretch));
    let mut line = setter.line(&text.string, style.pitch(cells, gaps + 1), text);
    let half = (cell - em) / 2;
    for run in &mut line.runs {
        run.at -= half;
    }
    line.width = width;
    line
}
