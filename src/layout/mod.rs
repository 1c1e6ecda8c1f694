//! Places a [`Document`] on [`page`](crate::page)s as GB/T 9704—2012 wants (排版).
//!
//! [`lay_out`] goes from left to right: collect (elements become lines and signatures with gaps before them, each
//! in its own file) → settle (where pages end, and where a signature would stand alone) → compose (everything in
//! its place on a sheet) → finish (record, page numbers, bookmarks). From settle on, pieces go through one after the
//! other and leave as whole pages, so a document of thousands of pages takes the memory of a few.

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
use crate::page::{Binding, Page, Pages, Tree, Turn};
use crate::standard::Standard;

use breaking::{BATCH, settle};
use compose::Composer;
use head::{Headed, head};
use number::Numbers;
use piece::Entry;
use record::record;
use region::{Frame, Region};
use setter::Setter;

/// Lays a document out. What cannot be placed as the standard wants is reported in `sink`; pages come out of any
/// document.
#[must_use]
pub fn lay_out(document: &Document, fonts: &Fonts, standard: &Standard, sink: &mut Sink) -> Pages {
    let mut pages = Vec::new();
    let binding = lay_out_to(document, fonts, standard, sink, &mut |page, _| pages.push(page));
    Pages { pages, binding }
}

/// Lays a document out as [`lay_out`] does, and hands the pages to `take` one after the other, each when nothing will
/// be added to it any more, so that they need not all be in memory. The tree that comes with a page has the nodes
/// that its marks name, and may grow further.
#[must_use]
pub fn lay_out_to(
    document: &Document,
    fonts: &Fonts,
    standard: &Standard,
    sink: &mut Sink,
    take: &mut dyn FnMut(Page, &Tree),
) -> Binding {
    lay_out_by(BATCH, document, fonts, standard, sink, take)
}

/// With so many rows of a table set at a time.
fn lay_out_by(
    batch: usize,
    document: &Document,
    fonts: &Fonts,
    standard: &Standard,
    sink: &mut Sink,
    take: &mut dyn FnMut(Page, &Tree),
) -> Binding {
    let mut setter = Setter::new(fonts, standard, batch, sink);
    let collected = collect(&mut setter, document);
    let recorded = record(&mut setter, &collected.record, document.head.form);
    let numbers = Numbers::new(fonts, standard, document.head.form);
    let mut composer = Composer::new(standard, numbers, collected.headed, take);
    for (n, section) in collected.sections.into_iter().enumerate() {
        section.settle(&mut setter, &mut composer, (n == 0).then_some(collected.first));
    }
    if let Some(recorded) = recorded {
        composer.record(recorded, setter.leading(), &setter.tree);
    }
    let (binding, numbers) = composer.finish(document.meta.clone(), std::mem::take(&mut setter.tree));
    setter.sink.append(numbers.into_sink());
    binding
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
    fn settle(self, setter: &mut Setter<'_>, composer: &mut Composer<'_>, first: Option<Frame>) {
        let full = Frame {
            start: crate::unit::Length::ZERO,
            end: self.region.size.height,
        };
        let upright = self.region.turn == Turn::Upright;
        let first = first.filter(|_| upright).unwrap_or(full);
        settle(setter, composer, self.region, self.entries, &|page| {
            if page == 0 { first } else { full }
        });
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
