//! Files whose table of objects is lost (修复): their objects are looked for, and a new table is put behind them.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The highest number of an object (ISO 32000-1 annex C).
const NUMBERS: u32 = 8_388_607;
/// Objects that are looked for.
const OBJECTS: usize = 1 << 20;

/// The file with a new table; `None` where no objects are found, or the file was encrypted.
pub(super) fn repaired(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = find(bytes, b"%PDF-")?;
    let bytes = bytes.get(start..)?;
    if find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let objects = objects(bytes);
    let (root, generation) = root(bytes, &objects)?;
    let size = objects.keys().last()? + 1;
    let mut table = "\nxref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, (generation, offset)) in &objects {
        write!(table, "{number} 1\n{offset:010} {generation:05} n \n").ok()?;
    }
    write!(
        table,
        "trailer\n<< /Size {size} /Root {root} {generation} R >>\nstartxref\n{}\n%%EOF\n",
        bytes.len() + 1
    )
    .ok()?;
    Some([bytes, table.as_bytes()].concat())
}

/// Where objects begin, by number; of several the last one counts, as after saving again.
fn objects(bytes: &[u8]) -> BTreeMap<u32, (u16, usize)> {
    let mut objects = BTreeMap::new();
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| find(rest, b" obj")) {
        let end = from + at;
        from = end + 4;
        if let Some((number, generation, start)) = heading(bytes.get(..end).unwrap_or_default()) {
            objects.insert(number, (generation, start));
        }
        if objects.len() >= OBJECTS {
            break;
        }
    }
    objects
}

/// Number, generation and beginning of `12 0` at the end of some bytes.
fn heading(before: &[u8]) -> Option<(u32, u16, usize)> {
    let digits = |bytes: &[u8]| {
        bytes
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let (rest, generation) = before.split_at(before.len() - digits(before));
    let (space, rest) = rest.split_last()?;
    let (rest, number) = rest.split_at(rest.len() - digits(rest));
    if !space.is_ascii_whitespace() {
        return None;
    }
    Some((
        value(number).filter(|number| *number <= NUMBERS)?,
        u16::try_from(value(generation)?).ok()?,
        rest.len(),
    ))
}

/// The catalog: the last one that a trailer names, or else the object that says it is one.
fn root(bytes: &[u8], objects: &BTreeMap<u32, (u16, usize)>) -> Option<(u32, u16)> {
    let mut named = None;
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| find(rest, b"/Root")) {
        from += at + 5;
        let mut words = bytes
            .get(from..(from + 40).min(bytes.len()))
            .unwrap_or_default()
            .split(|byte| !byte.is_ascii_digit())
            .filter(|word| !word.is_empty());
        if let (Some(number), Some(generation)) = (words.next().and_then(value), words.next().and_then(value))
        {
            named = Some((number, u16::try_from(generation).unwrap_or(0)));
        }
    }
    named.or_else(|| {
        let said = objects.iter().find(|(_, (_, start))| {
            let head = bytes
                .get(*start..(start + 400).min(bytes.len()))
                .unwrap_or_default();
            let own = head
                .get(..find(head, b"endobj").unwrap_or(head.len()))
                .unwrap_or_default();
            find(own, b"/Catalog").is_some()
        });
        said.map(|(number, (generation, _))| (*number, *generation))
    })
}

fn value(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_table_names_every_object() {
        let file = b"junk%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\n2 0 obj 5 endobj 2 1 obj 6 endobj";
        let text = String::from_utf8(repaired(file).unwrap()).unwrap();
        assert!(text.starts_with("%PDF-1.4"));
        assert!(
            text.contains("\n1 1\n0000000009 00000 n \n2 1\n0000000059 00001 n \n"),
            "{text}"
        );
        assert!(text.contains("/Size 3 /Root 1 0 R"));
        assert_eq!(repaired(b"%PDF-1.4 nothing"), None);
        assert_eq!(
            repaired(b"%PDF-1.4 1 0 obj <</Type/Catalog>> endobj <</Encrypt 3 0 R>>"),
            None
        );
    }
}
