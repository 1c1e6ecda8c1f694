//! Bookmarks (书签) and the numbers that pages are called by (页码).

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::content::thousandths;
use super::{Work, dictionary, name, text};
use crate::page::Bookmark;

/// Writes the bookmarks, if there are any, and the labels of pages that are not numbered from 1 on.
pub(super) fn write(document: &mut Document, catalog: &mut Dictionary, work: &Work, sheets: &[ObjectId]) {
    let marks: Vec<&Bookmark> = work
        .binding
        .outline
        .iter()
        .filter(|mark| sheets.get(mark.page).is_some())
        .collect();
    if !marks.is_empty() {
        let root = document.new_object_id();
        let mut writer = Writer {
            document,
            work,
            sheets,
        };
        let (first, last, count) = writer.level(&marks, root);
        let root_ = dictionary([("Type", name("Outlines")), ("Count", count.into())]);
        document.set_object(root, with_ends(root_, first, last));
        catalog.set("Outlines", root);
        catalog.set("PageMode", name("UseOutlines"));
    }
    if let Some(labels) = labels(work) {
        catalog.set("PageLabels", dictionary([("Nums", labels.into())]));
    }
}

struct Writer<'a> {
    document: &'a mut Document,
    work: &'a Work<'a>,
    sheets: &'a [ObjectId],
}

/// First and last entry of a level, and how many there are with those below.
type Level = (Option<ObjectId>, Option<ObjectId>, i64);

impl Writer<'_> {
    /// Writes neighbours of one level and, each with its own, what stands deeper behind them.
    fn level(&mut self, marks: &[&Bookmark], parent: ObjectId) -> Level {
        let groups = groups(marks);
        let ids: Vec<ObjectId> = groups.iter().map(|_| self.document.new_object_id()).collect();
        let mut total = 0;
        for (index, (&id, (mark, below))) in ids.iter().zip(groups).enumerate() {
            let (first, last, count) = self.level(below, id);
            let mut entry = with_ends(self.entry(mark, parent), first, last);
            if count > 0 {
                entry.set("Count", count);
            }
            if let Some(&previous) = index.checked_sub(1).and_then(|index| ids.get(index)) {
                entry.set("Prev", previous);
            }
            if let Some(&next) = ids.get(index + 1) {
                entry.set("Next", next);
            }
            self.document.set_object(id, entry);
            total += 1 + count;
        }
        (ids.first().copied(), ids.last().copied(), total)
    }

    fn entry(&self, mark: &Bookmark, parent: ObjectId) -> Dictionary {
        let height = self
            .work
            .sides
            .get(mark.page)
            .map(|side| side.size.height)
            .unwrap_or_default();
        let sheet = self
            .sheets
            .get(mark.page)
            .map_or(Object::Null, |&sheet| sheet.into());
        let top = Object::Real(thousandths(height - mark.y) as f32 / 1000.0);
        let place = vec![sheet, name("XYZ"), 0.into(), top, Object::Null];
        dictionary([
            ("Title", text(&mark.title)),
            ("Parent", parent.into()),
            ("Dest", place.into()),
        ])
    }
}

/// Entries of one level, each with the deeper ones behind it; a level that is skipped counts as the next.
fn groups<'a>(mut marks: &'a [&'a Bookmark]) -> Vec<(&'a Bookmark, &'a [&'a Bookmark])> {
    let mut groups = Vec::new();
    while let Some((head, behind)) = marks.split_first() {
        let deeper = behind.iter().take_while(|mark| mark.depth > head.depth).count();
        let (below, rest) = behind.split_at(deeper);
        groups.push((*head, below));
        marks = rest;
    }
    groups
}

fn with_ends(mut entry: Dictionary, first: Option<ObjectId>, last: Option<ObjectId>) -> Dictionary {
    if let Some((first, last)) = first.zip(last) {
        entry.set("First", first);
        entry.set("Last", last);
    }
    entry
}

/// The labels of pages (ISO 32000-1 12.4.2), unless they are 1, 2, 3 as a reader counts anyway.
fn labels(work: &Work) -> Option<Vec<Object>> {
    let numbers: Vec<(i64, Option<u32>)> = (0..).zip(work.sides.iter().map(|side| side.number)).collect();
    if numbers
        .iter()
        .all(|&(index, number)| number.map(i64::from) == Some(index + 1))
    {
        return None;
    }
    let goes_on = |a: &(i64, Option<u32>), b: &(i64, Option<u32>)| match (a.1, b.1) {
        (Some(a), Some(b)) => a.checked_add(1) == Some(b),
        (a, b) => a == b,
    };
    let label = |number: Option<u32>| match number {
        Some(number) => dictionary([("S", name("D")), ("St", i64::from(number.max(1)).into())]),
        None => Dictionary::new(),
    };
    let ranges = numbers.chunk_by(goes_on).filter_map(|range| range.first());
    Some(
        ranges
            .flat_map(|&(index, number)| [index.into(), label(number).into()])
            .collect(),
    )
}
