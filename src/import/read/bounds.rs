//! What the file is, before a reader is let at it (文件检查): kind and unpacked size.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::diag::code::{Code, import as code};
use crate::diag::{Diagnostic, Sink};

/// The most bytes that the XML parts may unpack to; the largest list of an office is a hundredth of it.
const MOST_BYTES: u64 = 400 * 1024 * 1024;

/// The head of an OLE file: an old .xls, or an encrypted .xlsx.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// `None` with a diagnostic unless the file is a zip with a workbook in it and unpacks to a bounded size.
pub(super) fn check(name: &str, bytes: &[u8], sink: &mut Sink) -> Option<()> {
    let (code, words) = match problem(bytes) {
        None => return Some(()),
        Some(found) => found,
    };
    sink.push(
        Diagnostic::new(code, format!("{name} {words}"))
            .help("用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再导入"),
    );
    None
}

fn problem(bytes: &[u8]) -> Option<(&'static Code, &'static str)> {
    if bytes.is_empty() {
        return Some((code::NOT_XLSX, "是空文件"));
    }
    if bytes.starts_with(&OLE) {
        return Some(if has_utf16(bytes, "EncryptedPackage") {
            (code::ENCRYPTED, "有密码，无法读取")
        } else {
            (code::NOT_XLSX, "是旧的 .xls 格式")
        });
    }
    if !bytes.starts_with(b"PK") {
        return Some((code::NOT_XLSX, "不是 xlsx 工作簿"));
    }
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return Some((code::BROKEN, "的压缩结构损坏，可能没有传完"));
    };
    if zip.by_name("[Content_Types].xml").is_err() {
        return Some((code::NOT_XLSX, "是压缩文件，但不是 xlsx 工作簿"));
    }
    size(&mut zip)
}

/// Unpacks every XML part into nothing, as the sizes that a zip claims may lie.
fn size(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Option<(&'static Code, &'static str)> {
    let mut left = MOST_BYTES;
    for i in 0..zip.len() {
        let Ok(part) = zip.by_index(i) else {
            return Some((code::BROKEN, "的压缩结构损坏，可能没有传完"));
        };
        let is_xml = part
            .name()
            .is_ok_and(|n| n.ends_with(".xml") || n.ends_with(".rels"));
        if !is_xml {
            continue;
        }
        let is_strings = part.name().is_ok_and(|n| n.ends_with("sharedStrings.xml"));
        let mut head = vec![0; 2048];
        let mut part = part.take(left.saturating_add(1));
        let Ok(first) = fill(&mut part, &mut head) else {
            return Some((code::BROKEN, "的压缩数据损坏"));
        };
        let Ok(rest) = std::io::copy(&mut part, &mut std::io::sink()) else {
            return Some((code::BROKEN, "的压缩数据损坏"));
        };
        let length = rest.saturating_add(first as u64);
        if length > left {
            return Some((code::TOO_BIG, "展开后超过 400 MB"));
        }
        left -= length;
        if is_strings && claims_more(head.get(..first).unwrap_or_default(), length) {
            return Some((code::BROKEN, "的共享文字表声称的条数不可能"));
        }
    }
    None
}

fn fill(from: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = buffer.get_mut(got..).filter(|b| !b.is_empty()) {
        match from.read(rest)? {
            0 => break,
            n => got += n,
        }
    }
    Ok(got)
}

/// Whether the count of strings is more than the bytes could hold: the reader reserves what the count says.
fn claims_more(head: &[u8], length: u64) -> bool {
    let head = String::from_utf8_lossy(head);
    let Some((_, after)) = head.split_once("uniqueCount") else {
        return false;
    };
    let digits: String = after
        .trim_start_matches([' ', '=', '"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    !digits.is_empty() && digits.parse::<u64>().map_or(true, |n| n > length)
}

fn has_utf16(bytes: &[u8], word: &str) -> bool {
    let word: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(word.len()).any(|w| w == word)
}
