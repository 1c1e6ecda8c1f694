//! Each stage of the flow for itself (各步耗时), with what it allocates: `cargo bench --bench stages [-- FILTER]`.
//!
//! Whole processes and ratios are `benches/compare.py`'s.

#![allow(clippy::unwrap_used, reason = "a bench that cannot run is to stop")]

mod county;
#[path = "../desk/mod.rs"]
mod desk;

use divan::{AllocProfiler, Bencher};
use tongbao::diag::{Sink, Sources};
use tongbao::export::{pdf, xlsx};
use tongbao::font::Fonts;
use tongbao::model::read;
use tongbao::page::Pages;
use tongbao::standard::GBT_9704;
use tongbao::{check, layout};

use desk::Desk;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

/// Rows of the annex: a circular as it usually is, and a large one.
const ROWS: [usize; 2] = [30, 1000];

fn main() {
    divan::main();
}

fn desk(rows: usize) -> Desk {
    Desk::of(county::inputs(rows))
}

fn pages(rows: usize, fonts: &Fonts) -> Pages {
    layout::lay_out(&desk(rows).document(), fonts, &GBT_9704, &mut Sink::new())
}

#[divan::bench(args = ROWS)]
fn a_read(bencher: Bencher, rows: usize) {
    bencher
        .with_inputs(|| county::inputs(rows))
        .bench_values(|files| read::workspace(files, &mut Sources::new(), &mut Sink::new()));
}

#[divan::bench(args = ROWS)]
fn b_check(bencher: Bencher, rows: usize) {
    let desk = desk(rows);
    bencher.bench_local(|| check::run(&desk.workspace, &desk.sources, &mut Sink::new()));
}

#[divan::bench(args = ROWS)]
fn c_compose(bencher: Bencher, rows: usize) {
    let desk = desk(rows);
    bencher.bench_local(|| desk.document());
}

#[divan::bench(args = ROWS)]
fn d_lay_out(bencher: Bencher, rows: usize) {
    let (document, fonts) = (desk(rows).document(), Fonts::bundled());
    bencher.bench_local(|| layout::lay_out(&document, &fonts, &GBT_9704, &mut Sink::new()));
}

#[divan::bench(args = ROWS)]
fn e_write_pdf(bencher: Bencher, rows: usize) {
    let fonts = Fonts::bundled();
    let pages = pages(rows, &fonts);
    bencher.bench_local(|| pdf::write(&pages, &fonts, &pdf::PdfOptions::default()).unwrap());
}

#[divan::bench(args = ROWS)]
fn f_write_xlsx(bencher: Bencher, rows: usize) {
    let document = desk(rows).document();
    bencher.bench_local(|| xlsx::write(&document, &xlsx::XlsxOptions::default(), &mut Sink::new()).unwrap());
}
