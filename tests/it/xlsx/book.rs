//! A workbook read back as text that a person can hold against what the clerk wanted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element of a part of the file.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
    pub text: String,
}

impl Node {
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(crate) fn at(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// All text below it.
    pub(crate) fn words(&self) -> String {
        self.text.clone() + &self.children.iter().map(Node::words).collect::<String>()
    }

    fn child(&self, name: &str) -> &Node {
        self.get(name)
            .unwrap_or_else(|| panic!("no <{name}> in <{}>", self.name))
    }
}

/// The part `name` of the file.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The root element of the part `name`.
pub(crate) fn tree(bytes: &[u8], name: &str) -> Node {
    let xml = part(bytes, name);
    let mut reader = Reader::from_str(&xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(node(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(node(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().children.push(done);
            }
            Event::Text(text) => open.last_mut().unwrap().text += &text,
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                    .unwrap()
                    .into_owned();
                open.last_mut().unwrap().text += &text;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.remove(0).children.into_iter().next().unwrap()
}

fn node(start: &BytesStart<'_>) -> Node {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value)
            .unwrap()
            .into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    Node {
        name: start.name().as_ref().to_owned(),
        attributes: attributes.collect(),
        ..Node::default()
    }
}

/// The widths of a sheet's columns; neighbours of the same width share an element.
pub(crate) fn widths(sheet: &Node) -> Vec<&str> {
    let number = |col: &Node, name| col.at(name).parse::<usize>().unwrap();
    let cols = sheet.child("cols").all("col");
    cols.flat_map(|col| std::iter::repeat_n(col.at("width"), number(col, "max") + 1 - number(col, "min")))
        .collect()
}

/// The whole workbook in words.
pub(crate) fn dump(bytes: &[u8]) -> String {
    let book = tree(bytes, "xl/workbook.xml");
    let styles = looks(&tree(bytes, "xl/styles.xml"));
    let strings: Vec<String> = tree(bytes, "xl/sharedStrings.xml")
        .all("si")
        .map(Node::words)
        .collect();
    let mut out = String::new();
    for node in &tree(bytes, "docProps/core.xml").children {
        writeln!(out, "{} {}", node.name, node.words()).unwrap();
    }
    for (n, sheet) in book.child("sheets").all("sheet").enumerate() {
        writeln!(out, "\n== {} ==", sheet.at("name")).unwrap();
        dump_sheet(
            &mut out,
            &tree(bytes, &format!("xl/worksheets/sheet{}.xml", n + 1)),
            &strings,
            &styles,
        );
    }
    out.push('\n');
    for name in book.child("definedNames").all("definedName") {
        writeln!(out, "{} = {}", name.at("name"), name.words()).unwrap();
    }
    out
}

fn dump_sheet(out: &mut String, sheet: &Node, strings: &[String], styles: &[String]) {
    let widths = widths(sheet).join(" ");
    writeln!(out, "widths {widths}").unwrap();
    let merges: BTreeMap<&str, &str> = sheet
        .get("mergeCells")
        .map(|merges| {
            merges
                .all("mergeCell")
                .filter_map(|merge| merge.at("ref").split_once(':'))
                .collect()
        })
        .unwrap_or_default();
    for row in sheet.child("sheetData").all("row") {
        writeln!(out, "row {} height {}", row.at("r"), row.at("ht")).unwrap();
        for cell in row.all("c") {
            assert!(cell.get("f").is_none(), "a formula in {}", cell.at("r"));
            let Some(value) = cell.get("v") else { continue };
            let place = cell.at("r");
            let to = merges.get(place).map_or(String::new(), |to| format!(":{to}"));
            let value = if cell.at("t") == "s" {
                format!(
                    "“{}”",
                    strings[value.text.parse::<usize>().unwrap()].replace('\n', "⏎")
                )
            } else {
                value.text.clone()
            };
            let style = &styles[cell.at("s").parse::<usize>().unwrap_or(0)];
            writeln!(out, "  {place}{to} {value} | {style}").unwrap();
        }
    }
    for name in [
        "sheetViews",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
    ] {
        if let Some(node) = sheet.get(name) {
            describe(out, node, 0);
        }
    }
}

fn describe(out: &mut String, node: &Node, depth: usize) {
    let attributes: String = node
        .attributes
        .iter()
        .map(|(name, value)| format!(" {name}={value}"))
        .collect();
    writeln!(
        out,
        "{}{}{attributes} {}",
        "  ".repeat(depth),
        node.name,
        node.text.trim()
    )
    .unwrap();
    for child in &node.children {
        describe(out, child, depth + 1);
    }
}

/// Each cell format in words.
fn looks(styles: &Node) -> Vec<String> {
    let codes: BTreeMap<&str, &str> = styles
        .get("numFmts")
        .map(|all| {
            all.all("numFmt")
                .map(|code| (code.at("numFmtId"), code.at("formatCode")))
                .collect()
        })
        .unwrap_or_default();
    let fonts: Vec<String> = styles
        .child("fonts")
        .all("font")
        .map(|font| format!("{} {}", font.child("name").at("val"), font.child("sz").at("val")))
        .collect();
    let built_in = |id: &str| match id {
        "0" => "",
        "1" => "0",
        "2" => "0.00",
        "3" => "#,##0",
        "4" => "#,##0.00",
        "9" => "0%",
        "10" => "0.00%",
        id => panic!("format {id}"),
    };
    let look = |xf: &Node| {
        let id = xf.at("numFmtId");
        let code = codes.get(id).copied().unwrap_or_else(|| built_in(id));
        let mut words = vec![fonts[xf.at("fontId").parse::<usize>().unwrap()].clone()];
        if let Some(alignment) = xf.get("alignment") {
            words.extend(["horizontal", "vertical", "indent"].map(|name| alignment.at(name).to_owned()));
            words.push(if alignment.at("wrapText") == "1" {
                "wrap".into()
            } else {
                String::new()
            });
        }
        words.push(if xf.at("borderId") == "0" {
            String::new()
        } else {
            "ruled".into()
        });
        words.push(if xf.at("quotePrefix") == "1" {
            "quoted".into()
        } else {
            String::new()
        });
        words.push(code.to_owned());
        words.retain(|word| !word.is_empty());
        words.join(" ")
    };
    styles.child("cellXfs").all("xf").map(look).collect()
}
