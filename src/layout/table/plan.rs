//! Plan (分页): which rows a page takes. Numbers only, so it can be tested by itself.

use crate::unit::Length;

/// What of a row the plan needs (行的要求).
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    pub(super) height: Length,
    /// The next row must stand on the same page.
    pub(super) keep: bool,
}

/// A merged cell (合并格): rows `first..end`, and the height its text needs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) need: Length,
}

/// The room of a page (页的余地).
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// For rows on this page.
    pub(super) here: Length,
    /// For rows on the next page.
    pub(super) next: Length,
    /// The page must take something, as the next has no more room.
    pub(super) forced: bool,
    /// What a row must at least get if it is split.
    pub(super) split: Length,
}

/// What a page takes (一页的行).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// Heights of the whole rows.
    pub(super) heights: Vec<Length>,
    /// Height of the part of the next row, where it is split.
    pub(super) part: Option<Length>,
}

/// The share of a page that begins with row `from`; `rows` are those from it on, all of them or more than the page
/// has room for. `carried` are merged cells that began on earlier pages; those
/// that begin on this one stand in `merged` by their first row.
pub(super) fn share(
    rows: &[Need],
    from: usize,
    carried: &[Merged],
    merged: &dyn Fn(usize) -> Vec<Merged>,
    room: Room,
) -> Share {
    let mut taken = Taken {
        heights: Vec::new(),
        used: Length::ZERO,
    };
    let mut safe = 0;
    for (n, row) in (from..).zip(rows) {
        let height = taken.height(from, n, row.height, carried);
        if taken.used + height > room.here {
            return stop(rows, from, taken, safe, height, merged, room);
        }
        taken.push(height);
        if !row.keep {
            safe = taken.heights.len();
        }
    }
    Share {
        heights: taken.heights,
        part: None,
    }
}

/// Rows taken so far.
struct Taken {
    heights: Vec<Length>,
    used: Length,
}

impl Taken {
    /// Of row `n`: a merged cell that ends with it must have had room for its text.
    fn height(&self, from: usize, n: usize, own: Length, carried: &[Merged]) -> Length {
        let ends = carried.iter().filter(|cell| cell.end == n + 1 && cell.end > from);
        ends.map(|cell| cell.need - self.used).fold(own, Length::max)
    }

    fn push(&mut self, height: Length) {
        self.heights.push(height);
        self.used += height;
    }

    fn cut(&mut self, count: usize) {
        self.heights.truncate(count);
        self.used = self.heights.iter().copied().sum();
    }
}

/// The next row, of `height`, does not fit behind those taken.
fn stop(
    rows: &[Need],
    from: usize,
    mut taken: Taken,
    safe: usize,
    height: Length,
    merged: &dyn Fn(usize) -> Vec<Merged>,
    room: Room,
) -> Share {
    let left = room.here - taken.used;
    // a row higher than a page is split, and begins where there is room for it
    if height > room.next && left >= room.split {
        return Share {
            heights: taken.heights,
            part: Some(left),
        };
    }
    if safe == 0 && room.forced {
        // what should stand together is higher than a page
        return if taken.heights.is_empty() {
            Share {
                heights: Vec::new(),
                part: Some(left.max(room.split.min(height))),
            }
        } else {
            Share {
                heights: taken.heights,
                part: None,
            }
        };
    }
    taken.cut(safe);
    settle(rows, from, &mut taken, merged, room);
    Share {
        heights: taken.heights,
        part: None,
    }
}

/// A merged cell that begins on this page and goes on over it should have its text whole here: the last row is made
/// higher, or the page ends before the cell.
fn settle(rows: &[Need], from: usize, taken: &mut Taken, merged: &dyn Fn(usize) -> Vec<Merged>, room: Room) {
    loop {
        let count = taken.heights.len();
        let mut missing = Length::ZERO;
        let mut begin = count;
        for n in 0..count {
            for cell in merged(from + n)
                .into_iter()
                .filter(|cell| cell.end > from + count)
            {
                let segment: Length = taken.heights.iter().skip(n).copied().sum();
                if cell.need > segment {
                    missing = missing.max(cell.need - segment);
                    begin = begin.min(n);
                }
            }
        }
        if missing == Length::ZERO {
            return;
        }
        if taken.used + missing <= room.here {
            if let Some(last) = taken.heights.last_mut() {
                *last += missing;
                taken.used += missing;
            }
            return;
        }
        while begin > 0 && rows.get(begin - 1).is_some_and(|row| row.keep) {
            begin -= 1;
        }
        let kept: Length = taken.heights.iter().take(begin).copied().sum();
        // half a page of white would look worse than a text that goes on overleaf
        if begin == 0 || kept * 2 < room.here {
            return;
        }
        taken.cut(begin);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mm(n: i64) -> Length {
        Length::mm(n)
    }

    fn rows(rows: &[(i64, bool)]) -> Vec<Need> {
        rows.iter()
            .map(|(height, keep)| Need {
                height: mm(*height),
                keep: *keep,
            })
            .collect()
    }

    fn room(here: i64, next: i64) -> Room {
        Room {
            here: mm(here),
            next: mm(next),
            forced: here >= next,
            split: mm(8),
        }
    }

    fn plain(needs: &[Need], from: usize, room: Room) -> (usize, Option<Length>) {
        let share = share(&needs[from..], from, &[], &|_| Vec::new(), room);
        (share.heights.len(), share.part)
    }

    #[test]
    fn rows_fill_a_page() {
        let needs = rows(&[(10, false); 5]);
        assert_eq!(plain(&needs, 0, room(35, 100)), (3, None));
        assert_eq!(plain(&needs, 3, room(35, 100)), (2, None));
        assert_eq!(plain(&needs, 0, room(5, 100)), (0, None));
    }

    #[test]
    fn a_group_goes_with_the_next_row_and_a_row_with_its_total() {
        let group = rows(&[(10, false), (10, true), (10, false)]);
        assert_eq!(plain(&group, 0, room(25, 100)), (1, None));
        let total = rows(&[(10, false), (10, true), (10, false)]);
        assert_eq!(plain(&total, 0, room(29, 29)), (1, None));
    }

    #[test]
    fn only_a_row_higher_than_a_page_is_split() {
        assert_eq!(
            plain(&rows(&[(10, false), (90, false)]), 0, room(60, 80)),
            (1, Some(mm(50)))
        );
        assert_eq!(
            plain(&rows(&[(10, false), (70, false)]), 0, room(60, 80)),
            (1, None)
        );
        assert_eq!(plain(&rows(&[(90, false)]), 0, room(5, 80)), (0, None));
        assert_eq!(plain(&rows(&[(90, false)]), 0, room(80, 80)), (0, Some(mm(80))));
        // a group whose row is split keeps its beginning
        assert_eq!(
            plain(&rows(&[(10, true), (90, false)]), 0, room(80, 80)),
            (1, Some(mm(70)))
        );
    }

    #[test]
    fn a_merged_text_is_whole_before_it_is_repeated() {
        let needs = rows(&[(10, false); 9]);
        let merged = |n: usize| match n {
            3 => vec![Merged {
                first: 3,
                end: 8,
                need: mm(24),
            }],
            _ => Vec::new(),
        };
        let take = |here| share(&needs, 0, &[], &merged, room(here, 90)).heights;
        // two rows of it fit: the second is made higher
        assert_eq!(take(55), [mm(10), mm(10), mm(10), mm(10), mm(14)]);
        // no room for that: the page ends before the cell
        assert_eq!(take(50), [mm(10); 3]);
        let carried = [Merged {
            first: 0,
            end: 2,
            need: mm(27),
        }];
        assert_eq!(
            share(&needs[1..], 1, &carried, &|_| Vec::new(), room(50, 90)).heights,
            [mm(27), mm(10), mm(10)]
        );
    }

    proptest! {
        #[test]
        fn every_page_takes_something_and_no_more_than_it_has(
            needs in prop::collection::vec((1i64..200, any::<bool>()), 1..40), here in 1i64..120, next in 1i64..120,
        ) {
            let needs = rows(&needs);
            let mut left: Vec<Need> = needs.clone();
            let (mut from, mut pages) = (0, 0);
            while from < left.len() {
                let page = Room { forced: pages > 0 || here >= next, ..room(if pages == 0 { here } else { next }, next) };
                let share = share(&left[from..], from, &[], &|_| Vec::new(), page);
                let used: Length = share.heights.iter().copied().sum::<Length>() + share.part.unwrap_or_default();
                prop_assert!(used <= page.here.max(page.split));
                prop_assert!(!page.forced || used > Length::ZERO);
                from += share.heights.len();
                if let (Some(part), Some(row)) = (share.part, left.get_mut(from)) {
                    prop_assert!(row.height > page.next || page.forced);
                    row.height = (row.height - part).max(mm(1));
                    if row.height == mm(1) { from += 1; }
                }
                pages += 1;
                prop_assert!(pages < 10_000);
            }
        }
    }
}
