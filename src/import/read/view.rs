//! What calamine passes over (视图): hidden rows and columns, the turn of the page, the day of saving.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

/// How a sheet is seen (视图).
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    /// Hidden rows, from 0.
    pub(super) hidden_rows: BTreeSet<u32>,
    /// Hidden columns, first and last, from 0.
    pub(super) hidden_cols: Vec<(u32, u32)>,
    /// Printed across.
    pub(super) landscape: bool,
    /// Cells with a formula whose value should not be an empty text.
    pub(super) formulas: Vec<(u32, u32)>,
}

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The views by the sheets' names; those that cannot be read are left out, as nothing but a remark depends on them.
pub(super) fn views(bytes: &[u8]) -> BTreeMap<String, View> {
    let mut views = BTreeMap::new();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return views;
    };
    let mut targets = BTreeMap::new();
    walk(&mut zip, "xl/_rels/workbook.xml.rels", |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            targets.insert(id, target);
        }
    });
    let mut sheets = Vec::new();
    walk(&mut zip, "xl/workbook.xml", |tag| {
        if tag.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "r:id"))
        {
            sheets.push((name, id));
        }
    });
    for (name, id) in sheets {
        if let Some(target) = targets.get(&id) {
            let path = target
                .strip_prefix('/')
                .map_or_else(|| format!("xl/{target}"), str::to_owned);
            views.insert(name, view(&mut zip, &path));
        }
    }
    views
}

/// Year and month of the last saving.
pub(super) fn modified(bytes: &[u8]) -> Option<(i16, u8)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    zip.by_name("docProps/core.xml")
        .ok()?
        .take(65_536)
        .read_to_string(&mut text)
        .ok()?;
    let (_, after) = text
        .split_once("<dcterms:modified")
        .or_else(|| text.split_once("<dcterms:created"))?;
    let (_, stamp) = after.split_once('>')?;
    let year = stamp.get(..4)?.parse().ok()?;
    let month = stamp.get(5..7)?.parse().ok()?;
    ((1990..=9999).contains(&year) && (1..=12).contains(&month)).then_some((year, month))
}

fn view(zip: &mut Zip<'_>, path: &str) -> View {
    let mut view = View::default();
    let mut row = 0;
    let mut cell = None;
    walk(zip, path, |tag| match tag.local_name().as_ref() {
        "c" => {
            let text = attribute(tag, "t").as_deref() == Some("str");
            cell = attribute(tag, "r").filter(|_| !text).and_then(|r| place(&r));
        }
        "f" => view.formulas.extend(cell.take()),
        "row" => {
            row = number(tag, "r").unwrap_or(row + 1);
            if flag(tag, "hidden") && row > 0 {
                view.hidden_rows.insert(row - 1);
            }
        }
        "col" if flag(tag, "hidden") => {
            if let (Some(first), Some(last)) = (number(tag, "min"), number(tag, "max")) {
                view.hidden_cols
                    .push((first.saturating_sub(1), last.saturating_sub(1)));
            }
        }
        "pageSetup" => view.landscape = attribute(tag, "orientation").as_deref() == Some("landscape"),
        _ => {}
    });
    view
}

/// Row and column of `B12`, from 0.
fn place(address: &str) -> Option<(u32, u32)> {
    let (letters, row) = address.split_at_checked(address.find(|c: char| c.is_ascii_digit())?)?;
    let mut col: u32 = 0;
    for letter in letters.bytes() {
        let digit = letter.checked_sub(b'A').filter(|d| *d < 26)?;
        col = col.checked_mul(26)?.checked_add(u32::from(digit) + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, col.checked_sub(1)?))
}

fn walk(zip: &mut Zip<'_>, path: &str, mut visit: impl FnMut(&BytesStart<'_>)) {
    let Ok(part) = zip.by_name(path) else {
        return;
    };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => visit(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.parse().ok()
}

fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name).as_deref(), Some("1" | "true"))
}
