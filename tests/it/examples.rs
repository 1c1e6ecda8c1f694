//! The example workspaces: every circular of `examples/` in every format, page for page and cell for cell.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use calamine::{Data, Reader as _, Xlsx};
use tongbao::diag::{Diagnostic, Severity, Sink, Sources};
use tongbao::font::Fonts;
use tongbao::model::file::{CircularFile, Format};
use tongbao::model::workspace::{InputFile, Loaded};
use tongbao::model::{Workspace, read};
use tongbao::page::{Page, Pages, Shape, TextRun, Turn};
use tongbao::standard::GBT_9704;
use tongbao::unit::Length;
use tongbao::{Order, Parts, World, check, compose, make, template};

use crate::faults::render;
use crate::support::{files_of, golden, root};

/// A workspace read and checked.
pub(crate) struct Example {
    name: String,
    sources: Sources,
    sink: Sink,
    pub(crate) workspace: Workspace,
    pub(crate) world: World,
}

impl Example {
    fn of(name: &str, files: Vec<InputFile>) -> Self {
        let (mut sources, mut sink) = (Sources::new(), Sink::new());
        let workspace = read::workspace(files, &mut sources, &mut sink);
        let Some(workspace) = workspace else {
            panic!("{name}: {}", render(&sink.into_sorted(), &sources))
        };
        check::run(&workspace, &sources, &mut sink);
        let standard = GBT_9704.with(&workspace.office.data.layout).unwrap();
        Self {
            name: name.to_owned(),
            sources,
            sink,
            workspace,
            world: World {
                fonts: Fonts::bundled(),
                standard,
            },
        }
    }

    fn pages(&mut self, circular: &Loaded<CircularFile>) -> Pages {
        let (workspace, sources) = (&self.workspace, &self.sources);
        let made = compose(
            workspace,
            sources,
            circular,
            &self.world,
            Parts::Both,
            &mut self.sink,
        );
        match made {
            Some((_, pages)) => pages,
            None => panic!("{}/{}: {}", self.name, circular.name, self.told()),
        }
    }

    /// PDF and, where it has tables, XLSX.
    pub(crate) fn files(&mut self, circular: &Loaded<CircularFile>) -> BTreeMap<Format, Vec<u8>> {
        let order = Order {
            attach: None,
            formats: vec![Format::Pdf, Format::Xlsx],
            sheets_if_any: true,
            parts: Parts::Both,
        };
        let (workspace, sources) = (&self.workspace, &self.sources);
        let made = make(workspace, sources, circular, &self.world, &order, &mut self.sink);
        match made {
            Some(outputs) => outputs.files.into_iter().collect(),
            None => panic!("{}/{}: {}", self.name, circular.name, self.told()),
        }
    }

    fn told(&self) -> String {
        render(self.sink.found(), &self.sources)
    }

    /// What an official would have to look into: errors and warnings.
    fn wrong(&self) -> Vec<Diagnostic> {
        let found = self.sink.found().iter();
        found.filter(|d| d.severity != Severity::Note).cloned().collect()
    }
}

/// The folders of `examples/`.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(crate) fn example(name: &str) -> Example {
    Example::of(name, files_of(&root().join("examples").join(name)))
}

fn mm(length: Length) -> String {
    format!("{:.1}", length.to_mm())
}

/// Runs of one line, in the order of reading.
struct Line<'a> {
    turn: Turn,
    runs: Vec<&'a TextRun>,
}

impl Line<'_> {
    fn goes_on_with(&self, run: &TextRun) -> bool {
        let Some(last) = self.runs.last() else {
            return false;
        };
        let (level, along) = match self.turn {
            Turn::Upright => (last.at.y == run.at.y, run.at.x - last.at.x),
            Turn::Left => (last.at.x == run.at.x, last.at.y - run.at.y),
        };
        // as far as the gap between neighbouring faces, not the gap between cells
        let width = last.glyphs.last().map_or(Length::ZERO, |g| g.offset + g.advance);
        run.turn == self.turn && level && along >= Length::ZERO && along <= width + last.size
    }
}

/// Where every line of text stands and how large it is: readable, and wrong as soon as anything moves.
fn lines(page: &Page) -> String {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for item in &page.items {
        let Shape::Text(run) = &item.shape else { continue };
        match lines.last_mut() {
            Some(line) if line.goes_on_with(run) => line.runs.push(run),
            _ => lines.push(Line {
                turn: run.turn,
                runs: vec![run],
            }),
        }
    }
    let mut out = String::new();
    for Line { turn, runs } in lines {
        let Some(first) = runs.first() else { continue };
        let words: String = runs
            .iter()
            .flat_map(|run| run.glyphs.iter().map(|g| g.ch))
            .collect();
        let turned = if turn == Turn::Left { " 左转" } else { "" };
        let (x, y) = (mm(first.at.x), mm(first.at.y));
        writeln!(out, "  {x:>5} {y:>5} {:>4}{turned} {words}", first.size.to_pt()).unwrap();
    }
    out
}

/// The words of a page without places.
fn words(page: &Page) -> String {
    let runs = page.items.iter().filter_map(|item| match &item.shape {
        Shape::Text(run) => Some(run),
        _ => None,
    });
    runs.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.ch))
        .collect()
}

fn paper(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let count = |is: fn(&Shape) -> bool| page.items.iter().filter(|item| is(&item.shape)).count();
        let rules = count(|shape| matches!(shape, Shape::Rule(_)));
        let pictures = count(|shape| matches!(shape, Shape::Image(_)));
        writeln!(out, "第{}页 线{rules} 图{pictures}", index + 1).unwrap();
        out.push_str(&lines(page));
    }
    out
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.replace('\n', "⏎"),
        Data::Float(number) => format!("{number}"),
        Data::Int(number) => format!("{number}"),
        other => format!("{other:?}"),
    }
}

/// Every sheet as Excel reads it: numbers are bare, texts are not.
fn sheets(bytes: Vec<u8>) -> String {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let (rows, columns) = range.get_size();
        writeln!(out, "【{name}】{rows}行{columns}列").unwrap();
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(cell).collect();
            writeln!(out, "{}", cells.join(" | ").trim_end_matches([' ', '|'])).unwrap();
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap();
        let spans: Vec<String> = merged
            .iter()
            .map(|at| {
                let [top, left, bottom, right] = [at.start.0, at.start.1, at.end.0, at.end.1].map(|n| n + 1);
                format!("R{top}C{left}:R{bottom}C{right}")
            })
            .collect();
        if !spans.is_empty() {
            writeln!(out, "合并 {}", spans.join(" ")).unwrap();
        }
    }
    out
}

#[test]
fn every_example_builds_as_it_did() {
    let mut wrong = String::new();
    for name in names() {
        let mut example = example(&name);
        let circulars = example.workspace.circulars.clone();
        assert!(!circulars.is_empty(), "{name} has no circular");
        for circular in &circulars {
            let stem = format!("golden/examples/{name}/{}", circular.name);
            golden(&format!("{stem}.txt"), &paper(&example.pages(circular)));
            let mut files = example.files(circular);
            keep(&name, &circular.name, &files);
            assert!(files.contains_key(&Format::Pdf));
            if let Some(book) = files.remove(&Format::Xlsx) {
                golden(&format!("{stem}.xlsx.txt"), &sheets(book));
            }
        }
        wrong.push_str(&render(&example.wrong(), &example.sources));
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_built_in_template_has_an_example() {
    let mut used = BTreeSet::new();
    for name in names() {
        for circular in &example(&name).workspace.circulars {
            let typed = circular.data.template.as_ref();
            used.insert(typed.map_or_else(|| "plain".to_owned(), |t| t.value.clone()));
        }
    }
    let missing: Vec<&str> = template::names()
        .into_iter()
        .filter(|name| !used.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no example uses {missing:?}");
}

/// With `KEEP=<folder>` the files stay there, to be looked at.
fn keep(example: &str, circular: &str, files: &BTreeMap<Format, Vec<u8>>) {
    let Some(folder) = std::env::var_os("KEEP").map(PathBuf::from) else {
        return;
    };
    for (format, bytes) in files {
        let ending = if *format == Format::Pdf { "pdf" } else { "xlsx" };
        fs::write(folder.join(format!("{example}-{circular}.{ending}")), bytes).unwrap();
    }
}

/// The words of the notice, the words of the annex pages and the sheets of one circular.
fn three(mut example: Example, circular: &str) -> [String; 3] {
    let circulars = example.workspace.circulars.clone();
    let circular = circulars.iter().find(|c| c.name == circular).unwrap();
    let book = example.files(circular).remove(&Format::Xlsx).unwrap();
    let pages: Vec<String> = example.pages(circular).pages.iter().map(words).collect();
    let annexes = pages
        .iter()
        .position(|page| page.starts_with("附件1"))
        .expect("annexes behind the notice");
    [pages[..annexes].concat(), pages[annexes..].concat(), sheets(book)]
}

#[test]
fn one_number_changes_notice_table_and_sheet() {
    let mut files = files_of(&root().join("examples/quarterly"));
    let before = three(Example::of("quarterly", files.clone()), "2026-Q3");
    let progress = files
        .iter_mut()
        .find(|f| f.name == "progress/2026-Q3.toml")
        .unwrap();
    let typed = String::from_utf8(progress.bytes.to_vec()).unwrap();
    // the last parking places are not there after all
    let (was, is) = ("[tasks.parking]\ndone = 1260\n", "[tasks.parking]\ndone = 1080\n");
    assert!(typed.contains(was));
    progress.bytes = typed.replace(was, is).into_bytes().into();
    let after = three(Example::of("quarterly", files), "2026-Q3");

    let says = |texts: &[String; 3], words: [&str; 3]| {
        for (text, words) in texts.iter().zip(words) {
            assert!(text.contains(words), "{words} is not in\n{text}");
        }
    };
    says(
        &before,
        ["已完成6项，占20.0%", "1260440105.0%", "1260 | 440 | 1.05"],
    );
    says(&after, ["已完成5项，占16.7%", "108026090.0%", "1080 | 260 | 0.9"]);
}

/// One number of the example of which every number is derived: what follows from it changes, and nothing else.
#[test]
fn one_number_changes_all_that_follows_from_it_and_nothing_else() {
    let mut files = files_of(&root().join("examples/derived"));
    let before = three(Example::of("derived", files.clone()), "2026-Q3");
    let progress = files
        .iter_mut()
        .find(|f| f.name == "progress/2026-Q3.toml")
        .unwrap();
    let typed = String::from_utf8(progress.bytes.to_vec()).unwrap();
    let (was, is) = ("[tasks.elevators]\ndone = 4\n", "[tasks.elevators]\ndone = 24\n");
    assert!(typed.contains(was));
    progress.bytes = typed.replace(was, is).into_bytes().into();
    let after = three(Example::of("derived", files), "2026-Q3");

    // the notice: counts, the list of what is done, praise instead of criticism, the last place
    for words in [
        "已完成2项",
        "进展较慢3项",
        "长期没有新进展的项目1项：既有住宅加装电梯",
    ] {
        assert!(before[0].contains(words), "{words} is not in\n{}", before[0]);
        assert!(!after[0].contains(words), "{words} is still in\n{}", after[0]);
    }
    for words in ["已完成3项", "既有住宅加装电梯"] {
        assert!(after[0].contains(words), "{words} is not in\n{}", after[0]);
    }
    assert!(before[1].contains("4016.7%") && after[1].contains("2420100.0%"));
    // the sheets: only rows of the task, its unit, its leader, its status and the totals differ
    let of = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let (then, now) = (of(&before[2]), of(&after[2]));
    let follows = [
        "既有住宅加装电梯",
        "县住房和城乡建设局",
        "周明远",
        "已完成",
        "进展较慢",
        "合计",
    ];
    // who stood behind the unit moves up, and only his place changes
    let place = |line: &str| line.split_once(" | ").map(|(_, rest)| rest.to_owned());
    let moved: BTreeSet<Option<String>> = now.iter().map(|line| place(line)).collect();
    for line in then.difference(&now) {
        let told = follows.iter().any(|words| line.contains(words));
        assert!(told || moved.contains(&place(line)), "{line}");
    }
    assert!(then.difference(&now).count() > 4);
}
