//! The examples' PDFs as a screen reader meets them: the structure leads through all of the document's words in their
//! order, tables are whole, and no reader finds a gap or an overlap where it would break a word.

use std::collections::BTreeMap;
use std::fs;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};
use tongbao::diag::{Sink, Sources};
use tongbao::document::{Annex, Block, Cell, Document, Label, Table};
use tongbao::export::pdf::{self, PdfOptions};
use tongbao::font::Fonts;
use tongbao::model::read;
use tongbao::standard::GBT_9704;
use tongbao::{Parts, World, compose};

use crate::support::{files_of, root};

/// Every circular of the examples: its name, its words, its PDF.
fn circulars() -> Vec<(String, Document, Vec<u8>)> {
    let mut made = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    folders.sort();
    for folder in folders {
        let (mut sources, mut sink) = (Sources::new(), Sink::new());
        let workspace = read::workspace(files_of(&folder), &mut sources, &mut sink).unwrap();
        let standard = GBT_9704.with(&workspace.office.data.layout).unwrap();
        let world = World {
            fonts: Fonts::bundled(),
            standard,
        };
        for circular in &workspace.circulars {
            let name = format!(
                "{} {}",
                folder.file_name().unwrap().to_string_lossy(),
                circular.name
            );
            let composed = compose(&workspace, &sources, circular, &world, Parts::Both, &mut sink);
            let (document, pages) = composed.unwrap();
            let bytes = pdf::write(&pages, &world.fonts, &PdfOptions::default()).unwrap();
            made.push((name, document, bytes));
        }
    }
    made
}

// ---- what the document says

/// All words from the title on, without blanks.
fn words_of(document: &Document) -> String {
    let mut words = String::new();
    let mut say = |text: &str| words.extend(text.chars().filter(|ch| !ch.is_whitespace()));
    let string =
        |text: &Option<tongbao::document::Text>| text.as_ref().map_or(String::new(), |t| t.string.clone());
    say(&string(&document.title));
    say(&string(&document.subtitle));
    if let Some(to) = &document.to {
        say(&format!("{}：", to.string));
    }
    blocks(&document.body, &mut say);
    let annexes: Vec<&Annex> = document
        .annexes
        .iter()
        .filter(|annex| !annex.sheet_only)
        .collect();
    if document.annex_note {
        say("附件：");
        for annex in &annexes {
            say(&annex.number.map_or(String::new(), |n| format!("{n}.")));
            say(&annex.title.string);
        }
    }
    if let Some(signature) = &document.signature {
        signature
            .signers
            .iter()
            .for_each(|signer| say(&signer.name.string));
        say(&signature.date.string);
    }
    if let Some(note) = &document.note {
        say(&format!("（{}）", note.string));
    }
    for annex in annexes {
        if annex.labelled {
            say(&format!(
                "附件{}",
                annex.number.map_or(String::new(), |n| n.to_string())
            ));
        }
        say(&annex.title.string);
        blocks(&annex.body, &mut say);
    }
    if let Some(record) = &document.record {
        if let Some(copies) = &record.copies {
            say(&format!("抄送：{}。", copies.string));
        }
        if !matches!(document.head.form, tongbao::document::HeadForm::Letter) {
            say(&string(&record.printer));
            say(&record
                .printed_on
                .as_ref()
                .map_or(String::new(), |day| format!("{}印发", day.string)));
        }
    }
    words
}

fn blocks(blocks: &[Block], say: &mut impl FnMut(&str)) {
    for block in blocks {
        match block {
            Block::Heading(heading) => {
                say(&heading.mark);
                say(&heading.text.string);
                say(heading.rest.as_ref().map_or("", |rest| &rest.string));
            }
            Block::Paragraph(paragraph) => {
                match &paragraph.label {
                    Some(Label::Item(mark)) => say(mark),
                    Some(Label::Term(term)) => say(&term.string),
                    None => {}
                }
                say(&paragraph.text.string);
            }
            Block::Table(table) => table_words(table, say),
        }
    }
}

fn table_words(table: &Table, say: &mut impl FnMut(&str)) {
    for line in [&table.status_line, &table.unit_line] {
        say(line.as_ref().map_or("", |line| &line.string));
    }
    let rows = table.rows.iter().map(|row| &row.cells);
    let cells: Vec<&Cell> = table.head.iter().chain(rows).flatten().flatten().collect();
    cells.iter().for_each(|cell| say(cell.value.printed()));
    table.notes.iter().for_each(|note| say(&note.string));
}

// ---- what the file says

/// A content stream read through.
struct Page {
    /// By number of the marked content.
    words: BTreeMap<i64, String>,
    faults: Vec<String>,
    fonts: BTreeMap<Vec<u8>, Font>,
}

#[derive(Clone, Default)]
struct Font {
    chars: BTreeMap<u16, char>,
    widths: BTreeMap<u16, f64>,
}

/// The end of a glyph on its line, and the span of words it is in.
#[derive(Clone, Copy)]
struct End {
    along: f64,
    across: f64,
    upright: bool,
    content: i64,
    span: Option<usize>,
}

impl Page {
    fn read(document: &Pdf, sheet: ObjectId) -> Self {
        let fonts = document.get_page_fonts(sheet).unwrap();
        let fonts = fonts
            .iter()
            .map(|(name, font)| (name.clone(), Font::of(document, font)));
        let mut page = Page {
            words: BTreeMap::new(),
            faults: Vec::new(),
            fonts: fonts.collect(),
        };
        page.walk(
            &Content::decode(&document.get_page_content(sheet))
                .unwrap()
                .operations,
        );
        page
    }

    fn walk(&mut self, operations: &[Operation]) {
        let (mut content, mut span, mut open): (Option<i64>, Option<usize>, Vec<bool>) =
            (None, None, Vec::new());
        let (mut font, mut size, mut stretch) = (Font::default(), 0.0, 1.0);
        let mut matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let mut last: Option<End> = None;
        for (index, operation) in operations.iter().enumerate() {
            let number = |at: usize| f64::from(operation.operands[at].as_float().unwrap());
            match operation.operator.as_str() {
                "BDC" => {
                    let properties = operation.operands[1].as_dict().unwrap();
                    let words = properties.get(b"ActualText").ok();
                    open.push(words.is_some());
                    if let Some(words) = words {
                        let words = lopdf::decode_text_string(words).unwrap();
                        self.words
                            .entry(content.unwrap_or(-1))
                            .or_default()
                            .push_str(&words);
                        span = Some(index);
                    } else {
                        content = properties.get(b"MCID").and_then(Object::as_i64).ok();
                    }
                }
                "EMC" => match open.pop() {
                    Some(true) => span = None,
                    _ => content = None,
                },
                "Tf" => {
                    font = self.fonts[operation.operands[0].as_name().unwrap()].clone();
                    size = number(1);
                }
                "Tz" => stretch = number(0) / 100.0,
                "Tm" => matrix = [0, 1, 2, 3, 4, 5].map(number),
                "TJ" => {
                    let [a, b, _, _, ref mut x, ref mut y] = matrix;
                    for item in operation.operands[0].as_array().unwrap() {
                        if let Ok(correction) = item.as_float() {
                            let step = -f64::from(correction) / 1000.0 * size * stretch;
                            (*x, *y) = (*x + a * step, *y + b * step);
                            continue;
                        }
                        for code in item.as_str().unwrap().as_chunks().0 {
                            let code = u16::from_be_bytes(*code);
                            let ch = font.chars[&code];
                            let upright = b == 0.0;
                            let (along, across) = if upright { (*x, *y) } else { (*y, *x) };
                            let here = content.unwrap_or(-1);
                            if let Some(end) = last {
                                let gap = (along - end.along) / size;
                                let same = end.upright == upright
                                    && (end.across - across).abs() < 0.01
                                    && end.content == here;
                                let told = end.span.is_some() && end.span == span;
                                if same && !told && gap.abs() < 1.0 && !(-0.1..=0.13).contains(&gap) {
                                    self.faults.push(format!("a gap of {gap:.3} em before {ch}"));
                                }
                            }
                            let step =
                                font.widths.get(&code).copied().unwrap_or(1000.0) / 1000.0 * size * stretch;
                            (*x, *y) = (*x + a * step, *y + b * step);
                            let along = if upright { *x } else { *y };
                            last = Some(End {
                                along,
                                across,
                                upright,
                                content: here,
                                span,
                            });
                            if span.is_none() {
                                self.words.entry(here).or_default().push(ch);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

impl Font {
    fn of(document: &Pdf, font: &Dictionary) -> Self {
        let map = document
            .get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap())
            .unwrap();
        let map = String::from_utf8(map.as_stream().unwrap().decompressed_content().unwrap()).unwrap();
        let hex = |word: &str| u16::from_str_radix(word.trim_matches(['<', '>']), 16).unwrap();
        let (_, pairs) = map.split_once("beginbfchar").unwrap();
        let chars = pairs.lines().filter(|line| line.starts_with('<')).map(|line| {
            let (code, units) = line.split_once(' ').unwrap();
            let units = units.trim_matches(['<', '>']);
            let units: Vec<u16> = (0..units.len() / 4)
                .map(|n| hex(&units[n * 4..n * 4 + 4]))
                .collect();
            (hex(code), char::decode_utf16(units).next().unwrap().unwrap())
        });
        let descendant = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0]
            .as_reference()
            .unwrap();
        let mut widths = BTreeMap::new();
        if let Ok(runs) = document
            .get_dictionary(descendant)
            .unwrap()
            .get(b"W")
            .and_then(Object::as_array)
        {
            for [first, run] in runs.as_chunks::<2>().0 {
                let first = u16::try_from(first.as_i64().unwrap()).unwrap();
                let run = run
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|width| f64::from(width.as_float().unwrap()));
                widths.extend((first..).zip(run));
            }
        }
        Self {
            chars: chars.collect(),
            widths,
        }
    }
}

/// An element of the structure.
struct Element {
    role: String,
    dictionary: Dictionary,
    /// Its own words, and where they stand: page and number.
    words: String,
    pieces: Vec<(ObjectId, i64)>,
    children: Vec<Element>,
}

struct Tree<'a> {
    document: &'a Pdf,
    pages: &'a BTreeMap<ObjectId, Page>,
}

impl Tree<'_> {
    fn element(&self, id: ObjectId, parent: ObjectId) -> Element {
        let dictionary = self.document.get_dictionary(id).unwrap().clone();
        assert_eq!(dictionary.get(b"P").unwrap().as_reference().unwrap(), parent);
        let role = String::from_utf8(dictionary.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
        let home = dictionary.get(b"Pg").and_then(Object::as_reference).ok();
        let mut element = Element {
            role,
            dictionary: dictionary.clone(),
            words: String::new(),
            pieces: Vec::new(),
            children: Vec::new(),
        };
        let kids = dictionary
            .get(b"K")
            .and_then(Object::as_array)
            .cloned()
            .unwrap_or_default();
        for kid in kids {
            let piece = match &kid {
                Object::Integer(number) => (home.unwrap(), *number),
                Object::Dictionary(piece) => (
                    piece.get(b"Pg").unwrap().as_reference().unwrap(),
                    piece.get(b"MCID").unwrap().as_i64().unwrap(),
                ),
                Object::Reference(child) => {
                    element.children.push(self.element(*child, id));
                    continue;
                }
                other => panic!("{other:?}"),
            };
            element.words += self.pages[&piece.0]
                .words
                .get(&piece.1)
                .map_or("", String::as_str);
            element.pieces.push(piece);
        }
        element
    }
}

impl Element {
    fn walk<'e>(&'e self, visit: &mut impl FnMut(&'e Element)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }

    fn attribute(&self, key: &[u8]) -> Option<&Object> {
        self.dictionary.get(b"A").ok()?.as_dict().ok()?.get(key).ok()
    }

    fn span(&self, key: &[u8]) -> usize {
        self.attribute(key)
            .map_or(1, |span| usize::try_from(span.as_i64().unwrap()).unwrap())
    }

    /// Whether every place of a table is taken by one cell.
    fn is_whole_table(&self) -> bool {
        let rows: Vec<&Element> = self
            .children
            .iter()
            .flat_map(|section| &section.children)
            .collect();
        let columns: usize = rows[0].children.iter().map(|cell| cell.span(b"ColSpan")).sum();
        let mut taken = vec![0_usize; columns];
        for row in rows {
            let mut at = 0;
            for cell in &row.children {
                while taken.get(at).is_some_and(|rows| *rows > 0) {
                    at += 1;
                }
                for place in taken.iter_mut().skip(at).take(cell.span(b"ColSpan")) {
                    if *place > 0 {
                        return false;
                    }
                    *place = cell.span(b"RowSpan");
                }
                at += cell.span(b"ColSpan");
            }
            if taken.contains(&0) {
                return false;
            }
            taken.iter_mut().for_each(|rows| *rows -= 1);
        }
        taken.iter().all(|rows| *rows == 0)
    }
}

const ROLES: [&str; 20] = [
    "Document", "Part", "Div", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody", "Table",
    "THead", "TBody", "TR", "TH", "TD",
];

fn check_element(element: &Element, level: &mut usize) {
    let name = element.role.as_str();
    match name {
        "TH" => assert!(element.attribute(b"Scope").is_some(), "{}", element.words),
        "Table" => assert!(element.is_whole_table()),
        "Figure" => assert!(
            !element
                .dictionary
                .get(b"Alt")
                .unwrap()
                .as_str()
                .unwrap()
                .is_empty()
        ),
        "LI" => assert_eq!(
            element
                .children
                .iter()
                .map(|child| child.role.as_str())
                .collect::<Vec<_>>(),
            ["Lbl", "LBody"]
        ),
        _ => {}
    }
    assert!(name == "Figure" || ROLES.contains(&name), "{name}");
    if let Some(depth) = name
        .strip_prefix('H')
        .and_then(|depth| depth.parse::<usize>().ok())
    {
        assert!(depth <= *level + 1, "{name} behind H{level}: {}", element.words);
        *level = depth;
    }
}

#[test]
fn the_structure_reads_out_the_document() {
    let (mut continued, mut paragraphs_in_cells) = (0, 0);
    for (name, document, bytes) in circulars() {
        let file = Pdf::load_mem(&bytes).unwrap();
        let pages: BTreeMap<ObjectId, Page> = file
            .get_pages()
            .values()
            .map(|id| (*id, Page::read(&file, *id)))
            .collect();
        let faults: Vec<&String> = pages.values().flat_map(|page| &page.faults).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");

        let root_id = file
            .catalog()
            .unwrap()
            .get(b"StructTreeRoot")
            .unwrap()
            .as_reference()
            .unwrap();
        let top = file
            .get_dictionary(root_id)
            .unwrap()
            .get(b"K")
            .unwrap()
            .as_reference()
            .unwrap();
        let tree = Tree {
            document: &file,
            pages: &pages,
        }
        .element(top, root_id);
        let (mut read, mut level, mut pieces) = (String::new(), 0, Vec::new());
        tree.walk(&mut |element| {
            check_element(element, &mut level);
            read.extend(element.words.chars().filter(|ch| !ch.is_whitespace()));
            pieces.extend(element.pieces.iter().copied());
            let on: std::collections::BTreeSet<_> = element.pieces.iter().map(|(page, _)| page).collect();
            continued += usize::from(on.len() > 1 && ["TD", "P"].contains(&element.role.as_str()));
            paragraphs_in_cells += usize::from(element.role == "TD" && element.children.len() > 1);
        });

        let expected = words_of(&document);
        let start = read.find(expected.chars().take(12).collect::<String>().as_str());
        let read_on = &read[start.unwrap_or_else(|| panic!("{name}: no title in {read}"))..];
        if read_on != expected {
            let at = read_on
                .chars()
                .zip(expected.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let around = |text: &str| {
                text.chars()
                    .skip(at.saturating_sub(10))
                    .take(40)
                    .collect::<String>()
            };
            panic!(
                "{name}: read “{}” instead of “{}”",
                around(read_on),
                around(&expected)
            );
        }

        // everything marked is in the tree, once
        let mut marked: Vec<(ObjectId, i64)> = pages
            .iter()
            .flat_map(|(id, page)| page.words.keys().filter(|n| **n >= 0).map(|n| (*id, *n)))
            .collect();
        let figures = pieces.len() - marked.len();
        marked.sort_unstable();
        pieces.sort_unstable();
        let before = pieces.len();
        pieces.dedup();
        assert_eq!(before, pieces.len(), "{name}");
        pieces.retain(|piece| marked.contains(piece));
        assert_eq!(pieces, marked, "{name}");
        assert!(figures <= 1, "{name}: {figures} pieces without words");
    }
    assert!(
        continued >= 5,
        "cells and paragraphs that go on over a page: {continued}"
    );
    assert!(
        paragraphs_in_cells >= 10,
        "cells of several paragraphs: {paragraphs_in_cells}"
    );
}
