//! Two workbooks: by their cells, then by the parts of the package.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use zip::ZipArchive;

use super::both;

/// Bytes of a part that are compared; a workbook of ours stays far below.
const BIGGEST: u64 = 1 << 28;

/// The first difference that can be named.
pub(super) fn difference(found: &[u8], made: &[u8]) -> Option<String> {
    let open = |bytes: &[u8]| Xlsx::new(Cursor::new(bytes.to_vec())).ok();
    let Some(mut theirs) = open(found) else {
        return Some("不再是能读的电子表格".to_owned());
    };
    let mut ours = open(made)?;
    let (names, own) = (theirs.sheet_names(), ours.sheet_names());
    if names != own {
        return Some(format!("工作表{}", both(&names.join("、"), &own.join("、"))));
    }
    let sheet = |book: &mut Xlsx<_>, name: &str| book.worksheet_range(name).unwrap_or_default();
    let cell = own.iter().find_map(|name| {
        let (theirs, ours) = (sheet(&mut theirs, name), sheet(&mut ours, name));
        cell(name, &theirs, &ours)
    });
    cell.or_else(|| part(found, made))
}

/// The first cell that differs, row by row.
fn cell(sheet: &str, found: &Range<Data>, made: &Range<Data>) -> Option<String> {
    let end = |range: &Range<Data>| range.end().unwrap_or_default();
    let (a, b) = (end(found), end(made));
    let (rows, columns) = (a.0.max(b.0), a.1.max(b.1));
    let value = |range: &Range<Data>, at| range.get_value(at).cloned().unwrap_or(Data::Empty);
    let cells = (0..=rows).flat_map(|row| (0..=columns).map(move |column| (row, column)));
    let mut different = cells.filter(|at| value(found, *at) != value(made, *at));
    let at = different.next()?;
    let words = both(&value(found, at).to_string(), &value(made, at).to_string());
    Some(format!("工作表“{sheet}”的 {} 格，{words}", address(at)))
}

/// (11, 5) is F12.
fn address((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// The first part of the package that differs.
fn part(found: &[u8], made: &[u8]) -> Option<String> {
    let (found, made) = (parts(found)?, parts(made)?);
    let names = made.keys().chain(found.keys());
    let mut different = names.filter(|name| found.get(*name) != made.get(*name));
    let name = different.next()?;
    Some(format!("各格的值相同，不同在 {name}（格式、列宽、打印设置之类）"))
}

fn parts(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = BTreeMap::new();
    for n in 0..zip.len() {
        let name = zip.name_for_index(n)?.ok()?.into_owned();
        let mut held = Vec::new();
        zip.by_index(n).ok()?.take(BIGGEST).read_to_end(&mut held).ok()?;
        parts.insert(name, held);
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses() {
        assert_eq!(address((11, 5)), "F12");
        assert_eq!(address((0, 25)), "Z1");
        assert_eq!(address((0, 26)), "AA1");
        assert_eq!(address((9, 701)), "ZZ10");
    }
}
