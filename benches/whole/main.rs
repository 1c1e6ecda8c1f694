//! Whole documents within one process, on workspaces from the disk: `cargo bench --bench whole -- WHAT FOLDER`.
//!
//! - `warm`: every workspace below FOLDER, one after the other, in memory from TOML to bytes; milliseconds each.
//! - `xlsx`: the workbook of the workspace FOLDER, ours and as plain rust_xlsxwriter writes the same cells.
//! - `floor`: what its PDF cannot be made without: see [`floor`].
//!
//! One line of JSON each, for `benches/compare.py` and `benches/growth.py`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::panic,
    reason = "a bench that cannot run is to stop"
)]

#[path = "../desk/mod.rs"]
mod desk;
mod floor;
mod plain_xlsx;

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use tongbao::diag::Sink;
use tongbao::export::xlsx;
use tongbao::font::Fonts;
use tongbao::model::file::Format;
use tongbao::model::workspace::InputFile;
use tongbao::standard::GBT_9704;
use tongbao::{Order, Parts, World, check, make};

use desk::Desk;

fn main() {
    // cargo adds flags of its own harness
    let asked: Vec<String> = env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let [what, folder] = asked.as_slice() else {
        // `cargo test --benches` and a bare `cargo bench` have no workspace to offer
        return;
    };
    let folder = Path::new(folder);
    match what.as_str() {
        "warm" => warm(folder),
        "xlsx" => workbook(folder),
        "floor" => floor::tell(&pages(folder)),
        what => panic!("warm, xlsx or floor, not {what}"),
    }
}

fn pages(folder: &Path) -> tongbao::page::Pages {
    let document = Desk::of(files(folder)).document();
    tongbao::layout::lay_out(&document, &Fonts::bundled(), &GBT_9704, &mut Sink::new())
}

/// A workspace's inputs, as the program reads them.
fn files(folder: &Path) -> Vec<InputFile> {
    let mut found = Vec::new();
    for part in ["", "circulars", "progress", "projects"] {
        for path in listed(&folder.join(part))
            .into_iter()
            .filter(|path| path.is_file())
        {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            found.push(InputFile {
                name,
                bytes: bytes.into(),
            });
        }
    }
    found
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// All stages for every workspace below `folder`, the PDF alone and with the workbook.
fn warm(folder: &Path) {
    let world = World {
        fonts: Fonts::bundled(),
        standard: GBT_9704,
    };
    let inputs: Vec<Vec<InputFile>> = listed(folder).iter().map(|folder| files(folder)).collect();
    let alone = [Format::Pdf];
    let both = [Format::Pdf, Format::Xlsx];
    let [alone, both] = [&alone[..], &both[..]].map(|formats| {
        // the first is not warm
        let times = inputs.iter().map(|files| timed(|| one(files, formats, &world)));
        median(times.skip(1).collect())
    });
    println!("{{\"pdf_ms\": {alone:.3}, \"pdf_xlsx_ms\": {both:.3}}}");
}

fn one(files: &[InputFile], formats: &[Format], world: &World) {
    let Desk { sources, workspace } = Desk::of(files.to_vec());
    let mut sink = Sink::new();
    check::run(&workspace, &sources, &mut sink);
    let order = Order {
        formats: formats.to_vec(),
        sheets_if_any: true,
        parts: Parts::Both,
        attach: None,
    };
    let circular = workspace.circulars.first().unwrap();
    make(&workspace, &sources, circular, world, &order, &mut sink).unwrap();
}

/// Our workbook beside the yardstick.
fn workbook(folder: &Path) {
    const RUNS: usize = 7;
    let document = Desk::of(files(folder)).document();
    let options = xlsx::XlsxOptions::default();
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    // in turns, so that both have the same machine
    for _ in 0..RUNS {
        ours.push(timed(|| {
            xlsx::write(&document, &options, &mut Sink::new()).unwrap()
        }));
        plain.push(timed(|| plain_xlsx::write(&document).unwrap()));
    }
    let (ours, plain) = (median(ours), median(plain));
    println!("{{\"ours_ms\": {ours:.3}, \"plain_ms\": {plain:.3}}}");
}

/// Milliseconds, what came of it dropped afterwards.
fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let made = work();
    let took = start.elapsed();
    drop(made);
    took.as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
