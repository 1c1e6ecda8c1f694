//! Ranges of cells (单元格范围) as typed: `D3:E5`.

use crate::text::normal;

/// A block of body cells (范围), from 0, both ends within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) top: usize,
    pub(super) bottom: usize,
}

impl Range {
    /// Columns by letters, rows from 1; corners in any order. `None` if it is no range of at least two cells.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let typed = normal::fold(typed).to_uppercase();
        let (one, other) = typed.trim().split_once(':')?;
        let ((a, b), (c, d)) = (corner(one)?, corner(other)?);
        let range = Self {
            left: a.min(c),
            right: a.max(c),
            top: b.min(d),
            bottom: b.max(d),
        };
        (range.left < range.right || range.top < range.bottom).then_some(range)
    }

    /// Whether they share a cell.
    pub(super) const fn overlaps(&self, other: &Self) -> bool {
        self.left <= other.right
            && other.left <= self.right
            && self.top <= other.bottom
            && other.top <= self.bottom
    }
}

fn corner(typed: &str) -> Option<(usize, usize)> {
    let typed = typed.trim();
    let digits = typed.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = typed.split_at_checked(digits)?;
    // three letters name more columns than any sheet has
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let column = letters.bytes().fold(0, |n, b| n * 26 + usize::from(b - b'A') + 1);
    let row: usize = row.parse().ok()?;
    Some((column - 1, row.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let range = |left, right, top, bottom| {
            Some(Range {
                left,
                right,
                top,
                bottom,
            })
        };
        for (typed, wanted) in [
            ("D3:D5", range(3, 3, 2, 4)),
            ("b2：a1", range(0, 1, 0, 1)),
            ("AA10:AB10", range(26, 27, 9, 9)),
            ("D3", None),
            ("D3:D3", None),
            ("D0:D3", None),
            ("3D:5D", None),
            ("ABCD1:ABCD2", None),
            ("D3:D99999999999999999999999", None),
        ] {
            assert_eq!(Range::parse(typed), wanted, "{typed}");
        }
    }
}
