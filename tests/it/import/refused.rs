use std::io::{Read, Write};

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use tongbao::diag::Sink;
use tongbao::import::{ImportOptions, workbook};
use zip::write::SimpleFileOptions;

fn codes(bytes: &[u8], options: &ImportOptions) -> Vec<&'static str> {
    let mut sink = Sink::new();
    let imported = workbook("表.xlsx", bytes, options, &mut sink);
    assert!(imported.is_none());
    sink.found().iter().map(|d| d.code.id).collect()
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

fn small() -> Vec<u8> {
    let mut book = Workbook::new();
    super::fill(
        book.add_worksheet(),
        &[
            &["2024年7月表"],
            &["项目", "进展情况"],
            &["甲", "正在推进各项前期工作。"],
        ],
    );
    saved(book)
}

#[test]
fn files_that_are_no_workbooks() {
    let options = ImportOptions::default();
    let ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
    let locked: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let locked = [ole.as_slice(), &locked].concat();
    let bytes = small();
    for (bytes, code) in [
        (Vec::new(), "E0801"),
        (b"a,b\n1,2\n".to_vec(), "E0801"),
        (ole, "E0801"),
        (locked, "E0802"),
        (zip(&[("a.txt", b"x")]), "E0801"),
        (bytes[..bytes.len() / 2].to_vec(), "E0803"),
        (zip(&[("[Content_Types].xml", b"<Types/>")]), "E0801"),
    ] {
        assert_eq!(codes(&bytes, &options), [code]);
    }
}

#[test]
fn a_count_of_strings_that_cannot_be() {
    let strings = br#"<sst uniqueCount="18446744073709551615"><si><t>x</t></si></sst>"#;
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/sharedStrings.xml", strings),
    ]);
    assert_eq!(codes(&bytes, &ImportOptions::default()), ["E0803"]);
}

#[test]
fn a_part_that_unpacks_without_end() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..401 {
        zip.write_all(&block).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(codes(&bytes, &ImportOptions::default()), ["E0804"]);
}

#[test]
fn sheets_without_a_table_and_far_cells() {
    let mut book = Workbook::new();
    book.add_worksheet();
    assert_eq!(codes(&saved(book), &ImportOptions::default()), ["N0810", "E0805"]);

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    super::fill(sheet, &[&["项目", "数"], &["甲", "1"]]);
    sheet.write_string(0, 16383, "远").unwrap();
    assert_eq!(codes(&saved(book), &ImportOptions::default()), ["E0804"]);
}

/// The workbook with a text in its first sheet's XML replaced.
fn edited(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if name.ends_with("sheet1.xml") {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        parts.push((name, text));
    }
    zip(&parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect::<Vec<_>>())
}

#[test]
fn a_million_claimed_rows_cost_nothing() {
    let bytes = edited(
        &small(),
        "<dimension ref=\"A1:B3\"/>",
        "<dimension ref=\"A1:XFD1048576\"/>",
    );
    let merges = "</sheetData><mergeCells count=\"2\"><mergeCell ref=\"C5:XFD1048576\"/><mergeCell ref=\"A3:A1048576\"/></mergeCells>";
    let bytes = edited(&bytes, "</sheetData>", merges);
    let mut sink = Sink::new();
    let imported = workbook("表.xlsx", &bytes, &ImportOptions::default(), &mut sink).unwrap();
    assert!(sink.is_empty(), "{:?}", sink.found());
    assert_eq!(
        super::drawn(&super::tables(&imported)[0]),
        "项目 | 进展情况\n甲 | 正在推进各项前期工作。"
    );
}

#[test]
fn formulas_never_calculated_are_told() {
    let bytes = edited(
        &small(),
        "</row></sheetData>",
        "<c r=\"C3\"><f>A1</f><v></v></c></row></sheetData>",
    );
    let mut sink = Sink::new();
    let imported = workbook("表.xlsx", &bytes, &ImportOptions::default(), &mut sink);
    assert!(imported.is_some());
    let found: Vec<&str> = sink.found().iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        found,
        ["表.xlsx 的工作表“Sheet1”有 1 个公式没有存下结果（C3），按空白导入"]
    );
}

#[test]
fn periods_that_cannot_be_told() {
    let wrong = super::period("2024年第九季度");
    assert_eq!(codes(&small(), &wrong), ["E0808"]);
}

#[test]
fn a_period_told_by_the_day_of_saving_is_a_warning() {
    let mut book = Workbook::new();
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 7, 3).unwrap();
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    super::fill(
        book.add_worksheet(),
        &[
            &["进展表"],
            &["项目", "进展情况"],
            &["甲", "正在推进各项前期工作。"],
        ],
    );
    let (imported, found) = super::import(book, &ImportOptions::default());
    assert_eq!(
        found,
        ["W0809 标题中看不出期别，按工作簿的修改时间暂定为 2024-07"]
    );
    assert!(
        imported
            .files
            .iter()
            .any(|(path, _)| path == "progress/2024-07.toml")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damaged_workbooks_are_survived(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = small();
        for (at, byte) in hits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let mut sink = Sink::new();
        let imported = workbook("表.xlsx", &bytes, &ImportOptions::default(), &mut sink);
        prop_assert!(imported.is_some() || sink.has_errors());
    }
}
