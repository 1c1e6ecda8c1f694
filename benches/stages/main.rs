//! Each stage of the flow for itself (各步耗时), with what it allocates: `cargo bench --bench stages [-- FILTER]`.
//!
//! Whole processes and ratios are `benches/compare.py`'s.

#![allow(clippy::unwrap_used, reason = "a bench that cannot run is to stop")]

mod county;

use divan::{AllocProfiler, Bencher};
use tongbao::diag::{Sink, Sources};
use tongbao::document::Document;
use tongbao::export::{pdf, xlsx};
use tongbao::font::Fonts;
use tongbao::model::{Report, Workspace, read};
use tongbao::page::Pages;
use tongbao::standard::GBT_9704;
use tongbao::template::{self, ComposeOptions};
use tongbao::{Parts, check, layout};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

/// Rows of the annex: a circular as it usually is, and a large one.
const ROWS: [usize; 2] = [30, 1000];

fn main() {
    divan::main();
}

/// A workspace that has been read.
struct Desk {
    sources: Sources,
    workspace: Workspace,
}

impl Desk {
    fn of(rows: usize) -> Self {
        let mut sources = Sources::new();
        let workspace = read::workspace(county::inputs(rows), &mut sources, &mut Sink::new()).unwrap();
        Self { sources, workspace }
    }

    fn document(&self) -> Document {
        let circular = self.workspace.circulars.first().unwrap();
        let report = Report::new(&self.workspace, circular);
        let options = ComposeOptions { parts: Parts::Both };
        let mut sink = Sink::new();
        template::compose(
            &self.workspace,
            &self.sources,
            &report,
            circular,
            &options,
            &mut sink,
        )
        .unwrap()
    }

    fn pages(&self, fonts: &Fonts) -> Pages {
        layout::lay_out(&self.document(), fonts, &GBT_9704, &mut Sink::new())
    }
}

#[divan::bench(args = ROWS)]
fn a_read(bencher: Bencher, rows: usize) {
    bencher
        .with_inputs(|| county::inputs(rows))
        .bench_values(|files| read::workspace(files, &mut Sources::new(), &mut Sink::new()));
}

#[divan::bench(args = ROWS)]
fn b_check(bencher: Bencher, rows: usize) {
    let desk = Desk::of(rows);
    bencher.bench_local(|| check::run(&desk.workspace, &desk.sources, &mut Sink::new()));
}

#[divan::bench(args = ROWS)]
fn c_compose(bencher: Bencher, rows: usize) {
    let desk = Desk::of(rows);
    bencher.bench_local(|| desk.document());
}

#[divan::bench(args = ROWS)]
fn d_lay_out(bencher: Bencher, rows: usize) {
    let (document, fonts) = (Desk::of(rows).document(), Fonts::bundled());
    bencher.bench_local(|| layout::lay_out(&document, &fonts, &GBT_9704, &mut Sink::new()));
}

#[divan::bench(args = ROWS)]
fn e_write_pdf(bencher: Bencher, rows: usize) {
    let fonts = Fonts::bundled();
    let pages = Desk::of(rows).pages(&fonts);
    bencher.bench_local(|| pdf::write(&pages, &fonts, &pdf::PdfOptions::default()).unwrap());
}

#[divan::bench(args = ROWS)]
fn f_write_xlsx(bencher: Bencher, rows: usize) {
    let document = Desk::of(rows).document();
    bencher.bench_local(|| xlsx::write(&document, &xlsx::XlsxOptions::default(), &mut Sink::new()).unwrap());
}
