//! Where seals are to be pressed (印章位置), as JSON for an office's signing system.

use serde::Serialize;

use crate::page::{Binding, SealAnchor};
use crate::unit::{Length, Point};

/// The file's content.
#[derive(Serialize)]
struct Anchors<'a> {
    file: &'a str,
    seals: Vec<Seal<'a>>,
}

/// One place; every key says its unit, and of a point from which corner it is counted.
#[derive(Serialize)]
struct Seal<'a> {
    office: &'a str,
    page: usize,
    center_mm_from_top_left: Place,
    center_pt_from_bottom_left: Place,
    diameter_mm: f64,
    diameter_pt: f64,
}

#[derive(Serialize)]
struct Place {
    x: f64,
    y: f64,
}

/// The places that a document keeps free for seals, the PDF being called `file`: JSON with a final line feed, the
/// same for the same places. `None` where no place is free: every seal is there as a picture, or none is wanted.
#[must_use]
pub fn write(binding: &Binding, file: &str) -> Option<Vec<u8>> {
    let free = binding.anchors.iter().filter(|anchor| anchor.free);
    let seals: Vec<Seal<'_>> = free.map(seal).collect();
    if seals.is_empty() {
        return None;
    }
    let mut json = serde_json::to_vec_pretty(&Anchors { file, seals }).ok()?;
    json.push(b'\n');
    Some(json)
}

fn seal(anchor: &SealAnchor) -> Seal<'_> {
    let Point { x, y } = anchor.center;
    Seal {
        office: &anchor.name,
        page: anchor.page + 1,
        center_mm_from_top_left: Place { x: mm(x), y: mm(y) },
        center_pt_from_bottom_left: Place {
            x: pt(x),
            y: pt(anchor.sheet.height - y),
        },
        diameter_mm: mm(anchor.diameter),
        diameter_pt: pt(anchor.diameter),
    }
}

/// Millimetres to the micrometre.
fn mm(length: Length) -> f64 {
    thousandths(length.part(1, 36))
}

/// Points to the thousandth, as the PDF has them.
fn pt(length: Length) -> f64 {
    thousandths(length.part(10, 127))
}

fn thousandths(count: Length) -> f64 {
    count.to_emu() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Size;

    fn binding(free: [bool; 2]) -> Binding {
        let anchor = |(name, free): (&str, bool)| SealAnchor {
            name: name.to_owned(),
            page: 1,
            sheet: Size::A4,
            center: Point::new(Length::mm(105), Length::mm(297) - Length::pt(72)),
            diameter: Length::mm(45),
            free,
        };
        let offices = ["清溪县人民政府", "清溪县财政局"];
        Binding {
            anchors: offices.into_iter().zip(free).map(anchor).collect(),
            ..Binding::default()
        }
    }

    #[test]
    fn every_free_place_is_told_in_both_measures() {
        let json = write(&binding([false, true]), "7.pdf").unwrap();
        let expected = r#"{
  "file": "7.pdf",
  "seals": [
    {
      "office": "清溪县财政局",
      "page": 2,
      "center_mm_from_top_left": {
        "x": 105.0,
        "y": 271.6
      },
      "center_pt_from_bottom_left": {
        "x": 297.638,
        "y": 72.0
      },
      "diameter_mm": 45.0,
      "diameter_pt": 127.559
    }
  ]
}
"#;
        assert_eq!(String::from_utf8(json).unwrap(), expected);
    }

    #[test]
    fn no_free_place_no_file() {
        assert_eq!(write(&binding([false, false]), "7.pdf"), None);
    }
}
