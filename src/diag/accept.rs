//! Findings that an office accepts (认可): which ones, where, and why.
//!
//! No check knows of this. A [`super::Sink`] that was told of the acceptances marks what they cover as it comes in.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Origin};
use crate::diag::code::reference;

/// One `accept = [{ code = …, reason = … }]` (认可).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The findings it is for.
    pub code: &'static Code,
    /// Why they stay, as typed.
    pub reason: String,
    /// Where it was typed.
    pub place: Origin,
    /// How deep in its file the element stands: the innermost acceptance is the one that counts.
    pub depth: usize,
    /// What it covers.
    pub cover: Cover,
}

/// What an acceptance covers (认可的范围).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cover {
    /// Findings that begin within one of these, which do not overlap: an element's header and its keys with their values.
    Element(Vec<Origin>),
    /// Findings that touch one of these: the places of the words that were named.
    Words(Vec<Origin>),
}

/// Why a finding stays (认可的理由).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// As typed.
    pub reason: String,
    /// Where it was typed.
    pub place: Origin,
}

/// All acceptances of a workspace (全部认可).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptances {
    all: Vec<Acceptance>,
    /// Of each code the regions of elements at each depth, by their beginnings; thousands of tasks may have one each.
    elements: BTreeMap<(&'static str, usize), BTreeMap<Origin, usize>>,
    /// Of each code the words.
    words: BTreeMap<&'static str, Vec<(Origin, usize)>>,
}

impl Acceptances {
    /// Takes one in.
    pub fn push(&mut self, acceptance: Acceptance) {
        let (at, id) = (self.all.len(), acceptance.code.id);
        match &acceptance.cover {
            Cover::Element(regions) => {
                let of_depth = self.elements.entry((id, acceptance.depth)).or_default();
                for region in regions {
                    of_depth.entry(*region).or_insert(at);
                }
            }
            Cover::Words(places) => {
                let of_code = self.words.entry(id).or_default();
                of_code.extend(places.iter().map(|place| (*place, at)));
            }
        }
        self.all.push(acceptance);
    }

    /// Takes those of another file in.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Acceptance>) {
        others.into_iter().for_each(|one| self.push(one));
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The acceptance that covers the finding: one of its very words, or that of the innermost element.
    #[must_use]
    pub fn of(&self, finding: &Diagnostic) -> Option<Accepted> {
        let origin = finding.origin?;
        let id = finding.code.id;
        let at = self
            .by_words(id, origin)
            .or_else(|| self.by_element(id, origin))?;
        let found = self.all.get(at)?;
        Some(Accepted {
            reason: found.reason.clone(),
            place: found.place,
        })
    }

    fn by_words(&self, id: &str, origin: Origin) -> Option<usize> {
        let touches = |place: &Origin| {
            place.file == origin.file
                && place.start < origin.end.max(origin.start + 1)
                && origin.start < place.end
        };
        let places = self.words.get(id)?;
        places.iter().find(|(place, _)| touches(place)).map(|(_, at)| *at)
    }

    fn by_element(&self, id: &'static str, origin: Origin) -> Option<usize> {
        let last = Origin {
            end: u32::MAX,
            start: origin.start,
            file: origin.file,
        };
        let of_code = self.elements.range((id, 0)..=(id, usize::MAX)).rev();
        of_code
            .filter_map(|(_, regions)| regions.range(..=last).next_back())
            .find(|(region, _)| region.file == origin.file && origin.start < region.end.max(region.start + 1))
            .map(|(_, at)| *at)
    }

    /// A finding for each acceptance that covers none of these: what it was for is gone, or it stands in the wrong place.
    #[must_use]
    pub fn idle(&self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut used: Vec<Origin> = found
            .iter()
            .filter_map(|d| d.accepted.as_ref().map(|accepted| accepted.place))
            .collect();
        used.sort_unstable();
        let idle = self
            .all
            .iter()
            .filter(|one| used.binary_search(&one.place).is_err());
        idle.map(|one| {
            let message = format!(
                "认可（accept）的 {} 在这里没有出现：{}",
                one.code.id, one.code.title
            );
            Diagnostic::new(reference::IDLE_ACCEPT, message)
                .at(one.place)
                .help("已经改正的，删去这条认可；写错地方的，移到问题所在的项目、任务、进展、附件或公文")
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::code::number::{FALLS, TOWNS_SUM};
    use crate::diag::{FileId, Sink};
    use std::sync::Arc;

    fn at(span: std::ops::Range<usize>) -> Origin {
        Origin::new(FileId(0), span)
    }

    fn acceptances() -> Acceptances {
        let one = |reason: &str, place: usize, depth, cover| Acceptance {
            code: TOWNS_SUM,
            reason: reason.to_owned(),
            place: at(place..place + 1),
            depth,
            cover,
        };
        let mut all = Acceptances::default();
        all.push(one("公文", 1, 0, Cover::Element(vec![at(0..1000)])));
        all.push(one(
            "甲",
            101,
            1,
            Cover::Element(vec![at(100..110), at(120..150)]),
        ));
        all.push(one("乙", 201, 1, Cover::Element(vec![at(200..250)])));
        all.push(one("几个字", 202, 1, Cover::Words(vec![at(220..226)])));
        all
    }

    fn reason(origin: Origin) -> Option<String> {
        let finding = Diagnostic::new(TOWNS_SUM, "不符").at(origin);
        acceptances().of(&finding).map(|accepted| accepted.reason)
    }

    #[test]
    fn the_innermost_counts_and_words_before_elements() {
        assert_eq!(reason(at(105..130)).as_deref(), Some("甲"));
        assert_eq!(reason(at(112..115)).as_deref(), Some("公文"));
        assert_eq!(reason(at(149..149)).as_deref(), Some("甲"));
        assert_eq!(reason(at(150..151)).as_deref(), Some("公文"));
        assert_eq!(reason(at(210..220)).as_deref(), Some("乙"));
        assert_eq!(reason(at(210..221)).as_deref(), Some("几个字"));
        assert_eq!(reason(at(1000..1001)), None);
        assert_eq!(reason(Origin::new(FileId(1), 5..6)), None);
    }

    #[test]
    fn another_code_is_not_covered() {
        let finding = Diagnostic::new(FALLS, "减少").at(at(105..106));
        assert_eq!(acceptances().of(&finding), None);
    }

    #[test]
    fn a_sink_marks_what_comes_in_and_the_idle_are_told() {
        let all = Arc::new(acceptances());
        let mut sink = Sink::accepting(Arc::clone(&all));
        sink.push(Diagnostic::new(TOWNS_SUM, "不符").at(at(105..106)));
        let mut inner = Sink::new();
        inner.push(Diagnostic::new(TOWNS_SUM, "不符").at(at(230..231)));
        sink.append(inner);
        assert!(sink.found().iter().all(|d| d.accepted.is_some()));
        let idle = all.idle(sink.found());
        let places: Vec<u32> = idle.iter().filter_map(|d| d.origin).map(|o| o.start).collect();
        assert_eq!(places, [1, 202]);
    }
}
