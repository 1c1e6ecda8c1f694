//! G: sheet, type area, ink.

use lopdf::{Dictionary, Object};
use tongbao::font::Role;
use tongbao::page::{Color, Shape};
use tongbao::unit::Length;

use super::super::desk::{Case, dictionaries};
use super::documents::{file, full};
use super::{long, marks, measures, objects};

/// In every paragraph of [`long`].
const BODY: &str = "今年以来，各责任单位";

pub const CASES: &[Case] = &[
    measures("G01", full, |s| s.sheet_height = Length::mm(280)),
    marks("G01", full, |desk| {
        desk.pages.pages[1].size.width = Length::mm(216);
    }),
    measures("G02", long, |s| s.margin_top = Length::mm(32)),
    measures("G03", long, |s| s.margin_left = Length::mm(25)),
    measures("G04", long, |s| s.area_width = Length::mm(150)),
    marks("G05", long, |desk| {
        let words = (Role::Fangsong, 10, Color::Black);
        desk.write(2, words, (80_000, 30_000), "清溪县人民政府办公室");
    }),
    measures("G05", long, |s| {
        s.area_height = Length::um(228_000);
        s.page_number_y = Length::mm(272);
    }),
    measures("G06", long, |s| s.lines = 20),
    measures("G06", long, |s| s.lines = 23),
    measures("G07", long, |s| s.cells = 26),
    marks("G08", long, |desk| {
        let mut n = 0;
        let mut last = Length::ZERO;
        desk.page(2, |run| {
            if run.at.y > last {
                (last, n) = (run.at.y, n + 1);
            }
            if n % 2 == 0 {
                run.at.y += Length::um(700);
            }
        });
    }),
    marks("G09", long, |desk| desk.reface(BODY, Role::Songti)),
    measures("G09", long, |s| s.text_size = Length::pt(15)),
    marks("G10", long, |desk| desk.lines(BODY, |run| run.color = Color::Red)),
    objects("G11", full, |pdf| recolour(pdf, [150, 20, 30])),
    objects("G12", full, |pdf| {
        for dictionary in dictionaries(pdf) {
            dictionary.remove(b"FontFile2");
            dictionary.remove(b"FontFile3");
        }
    }),
    marks("G12", full, twice),
    marks("G13", full, twice),
    objects("G13", full, |pdf| {
        for dictionary in dictionaries(pdf) {
            embolden(dictionary);
        }
    }),
    marks("G10", file, |desk| {
        desk.lines("关于2024年", |run| run.color = Color::Red);
    }),
];

/// Paints the title twice, a little apart.
fn twice(desk: &mut super::Desk) {
    for page in &mut desk.pages.pages {
        let doubled: Vec<_> = page
            .items
            .iter()
            .filter(|item| matches!(&item.shape, Shape::Text(run) if run.size == Length::pt(22)))
            .cloned()
            .collect();
        for mut item in doubled {
            if let Shape::Text(run) = &mut item.shape {
                run.at.x += Length::um(120);
            }
            page.items.push(item);
        }
    }
}

/// Every red of the file another one.
fn recolour(pdf: &mut lopdf::Document, rgb: [u8; 3]) {
    let new = rgb.map(|part| Object::Real(f32::from(part) / 255.0)).to_vec();
    for number in pdf.get_pages().into_values() {
        let bytes = pdf.get_page_content(number);
        let mut content = lopdf::content::Content::decode(&bytes).unwrap();
        for operation in &mut content.operations {
            let fills = matches!(operation.operator.as_str(), "rg" | "k" | "sc" | "scn");
            let strokes = matches!(operation.operator.as_str(), "RG" | "K" | "SC" | "SCN");
            let sum: f32 = operation.operands.iter().filter_map(|o| o.as_float().ok()).sum();
            if (fills || strokes) && sum > 0.9 && operation.operands.len() >= 3 {
                let black = operation.operands.len() == 4 && operation.operands[1].as_float().unwrap() < 0.5;
                if !black {
                    operation.operator = if fills { "rg" } else { "RG" }.to_owned();
                    operation.operands.clone_from(&new);
                }
            }
        }
        pdf.change_page_content(number, content.encode().unwrap())
            .unwrap();
    }
}

/// The font of the body by another name.
fn embolden(dictionary: &mut Dictionary) {
    for key in [&b"BaseFont"[..], b"FontName"] {
        let name = dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
        if String::from_utf8_lossy(name).contains("ZhuqueFangsong") {
            dictionary.set(key, Object::Name(b"AAAAAA+ZhuqueFangsong-Bold".to_vec()));
            dictionary.remove(b"FontFile2");
        }
    }
}
