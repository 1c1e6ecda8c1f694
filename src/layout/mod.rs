//! Places a [`Document`] on [`page`](crate::page)s as GB/T 9704—2012 wants (排版).
//!
//! [`lay_out`] goes from left to right: collect (elements become lines and signatures with gaps before them, each
//! in its own file) → settle (where pages end, and where a signature would stand alone) → compose (everything in
//! its place on a sheet) → finish (record, page numbers, bookmarks).

mod annex;
mod body;
mod breaking;
mod compose;
mod findings;
mod flow;
mod front;
mod head;
mod ink;
pub(crate) mod line;
mod note;
mod number;
mod piece;
mod principal;
mod record;
mod region;
mod rescue;
mod setter;
mod signature;
mod spaced;
pub(crate) mod table;
mod words;

use crate::diag::Sink;
use crate::document::{Annex, Document, Record};
use crate::font::Fonts;
use crate::page::{Pages, Turn};
use crate::standard::Standard;

use breaking::{Broken, settle};
use compose::Composer;
use head::{Headed, head};
use piece::Entry;
use record::record;
use region::{Frame, Region};
use setter::Setter;

/// Lays a document out. What cannot be placed as the standard wants is reported in `sink`; pages come out of any
/// document.
#[must_use]
pub fn lay_out(document: &Document, fonts: &Fonts, standard: &Standard, sink: &mut Sink) -> Pages {
    let mut setter = Setter::new(fonts, standard, sink);
    let collected = collect(&mut setter, document);
    let recorded = record(&mut setter, &collected.record, document.head.form);
    let first = collected.first;
    let settled: Vec<Broken> = collected
        .sections
        .into_iter()
        .enumerate()
        .map(|(n, section)| section.settle(&mut setter, (n == 0).then_some(first)))
        .collect();
    let mut composer = Composer::new(&mut setter, collected.headed);
    for broken in settled {
        composer.section(broken);
    }
    composer.record(recorded);
    composer.finish(document)
}

/// A document as lines and tables that have no page yet (排件).
struct Collected<'a> {
    headed: Headed,
    /// What the first page has room for.
    first: Frame,
    /// The main part and the annexes, each beginning on a page of its own.
    sections: Vec<Section<'a>>,
    record: Record,
}

/// What begins on a new page (部分).
struct Section<'a> {
    region: Region,
    entries: Vec<Entry<'a>>,
}

impl Section<'_> {
    fn settle(self, setter: &mut Setter<'_>, first: Option<Frame>) -> Broken {
        let full = Frame {
            start: crate::unit::Length::ZERO,
            end: self.region.size.height,
        };
        let upright = self.region.turn == Turn::Upright;
        let first = first.filter(|_| upright).unwrap_or(full);
        settle(setter, self.region, self.entries, &|page| {
            if page == 0 { first } else { full }
        })
    }
}

/// The annexes but those that are sheets of the workbook only.
fn on_paper(document: &Document) -> impl Iterator<Item = &Annex> {
    document.annexes.iter().filter(|annex| !annex.sheet_only)
}

fn collect<'a>(setter: &mut Setter<'_>, document: &'a Document) -> Collected<'a> {
    let headed = head(setter, &document.head);
    let top = setter.standard.margin_top;
    let first = Frame {
        start: headed.start - top,
        end: headed.end - top,
    };
    let mut record = document.record.clone().unwrap_or_default();
    let upright = Region::upright(setter.standard);
    let mut sections = Vec::new();
    let main = principal::principal(setter, document, first, &mut record);
    let annexes: Vec<&Annex> = on_paper(document).filter(|annex| !annex.apart).collect();
    let turned = annexes.first().is_some_and(|annex| annex.landscape);
    // a head needs an upright page of its own where nothing but a turned annex follows
    if !main.is_empty() || annexes.is_empty() || (turned && !headed.items.is_empty()) {
        sections.push(Section {
            region: upright,
            entries: main,
        });
    }
    for annex in annexes {
        let region = if annex.landscape {
            Region::turned(setter.standard)
        } else {
            upright
        };
        let entries = annex::annex(setter, annex, region);
        sections.push(Section { region, entries });
    }
    Collected {
        headed,
        first,
        sections,
        record,
    }
}
