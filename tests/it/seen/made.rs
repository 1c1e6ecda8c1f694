//! Pages written by hand: one thing of PDF at a time.

use lopdf::{Document, Object, Stream, dictionary};
use tongbao::inspect::read;
use tongbao::inspect::seen::{Face, Heading, Ink, PictureKind, SeenPage};
use tongbao::unit::Length;

/// A page of 200 × 100 pt with that content; `more` adds to page, resources and file.
fn page(
    content: &str,
    more: impl FnOnce(&mut Document, &mut lopdf::Dictionary, &mut lopdf::Dictionary),
) -> SeenPage {
    let bytes = file(content.as_bytes(), more);
    read(&bytes).unwrap().pages.remove(0)
}

fn plain(content: &str) -> SeenPage {
    page(content, |_, _, _| {})
}

pub(super) fn file(
    content: &[u8],
    more: impl FnOnce(&mut Document, &mut lopdf::Dictionary, &mut lopdf::Dictionary),
) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let parent = document.new_object_id();
    let stream = document.add_object(Stream::new(dictionary! {}, content.to_vec()));
    let mut resources = dictionary! {
        "Font" => dictionary! {
            "H" => dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" },
            "G" => chinese("GBK-EUC-H"),
            "V" => chinese("UniGB-UCS2-V"),
        },
    };
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => parent, "Contents" => stream,
        "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
    };
    more(&mut document, &mut page, &mut resources);
    page.set("Resources", resources);
    let page = document.add_object(page);
    document.objects.insert(
        parent,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => parent };
    if let Ok(layers) = document.trailer.get(b"Layers").cloned() {
        catalog.set("OCProperties", layers);
    }
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn chinese(encoding: &str) -> lopdf::Dictionary {
    dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => Object::Name(vec![0xb7, 0xc2, 0xcb, 0xce]),
        "Encoding" => encoding,
        "DescendantFonts" => vec![Object::Dictionary(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "FangSong",
            "W" => vec![814.into(), 908.into(), 500.into()],
        })],
    }
}

fn text(page: &SeenPage) -> String {
    page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
}

fn pt(length: Length) -> f64 {
    (length.to_pt() * 1000.0).round() / 1000.0
}

/// Places and texts of all glyphs.
fn glyphs(page: &SeenPage) -> Vec<(String, f64, f64)> {
    let of = |glyph: &tongbao::inspect::seen::SeenGlyph| (glyph.text.clone(), pt(glyph.at.x), pt(glyph.at.y));
    page.glyphs.iter().map(of).collect()
}

fn line(page: &SeenPage) -> Vec<[f64; 5]> {
    let of = |line: &tongbao::inspect::seen::Stroke| {
        [line.from.x, line.from.y, line.to.x, line.to.y, line.width].map(pt)
    };
    page.strokes.iter().map(of).collect()
}

#[test]
fn text_moves_as_its_operators_say() {
    let seen = plain(
        "BT /H 10 Tf 12 TL 20 80 Td (ab) Tj 2 Tc 50 Tz T* [(a) -1000 (b)] TJ 0 Tc 100 Tz 5 Ts (c) ' ET",
    );
    assert_eq!(
        glyphs(&seen),
        [
            ("a".into(), 20.0, 20.0),
            ("b".into(), 25.56, 20.0),
            ("a".into(), 20.0, 32.0),
            // 5.56 + 2 + 10 in letters half as wide
            ("b".into(), 28.78, 32.0),
            ("c".into(), 20.0, 39.0),
        ]
    );
    assert_eq!(seen.glyphs[2].stretch, 500);
    assert_eq!(seen.glyphs[2].size, Length::pt(10));
    assert_eq!(pt(seen.glyphs[2].advance), 2.78);
}

#[test]
fn pages_are_seen_as_turned_and_cut() {
    let content = "BT /H 10 Tf 20 80 Td (a) Tj ET";
    let turned = |degrees: i64| {
        page(content, move |_, page, _| {
            page.set("Rotate", degrees);
        })
    };
    for (degrees, size, at, heading) in [
        (0, (200, 100), (20.0, 20.0), Heading::Right),
        (90, (100, 200), (80.0, 20.0), Heading::Down),
        (180, (200, 100), (180.0, 80.0), Heading::Left),
        (-90, (100, 200), (20.0, 180.0), Heading::Up),
    ] {
        let page = turned(degrees);
        assert_eq!(
            (page.size.width, page.size.height),
            (Length::pt(size.0), Length::pt(size.1))
        );
        assert_eq!((glyphs(&page)[0].1, glyphs(&page)[0].2), at, "{degrees}");
        assert_eq!(page.glyphs[0].heading, heading, "{degrees}");
    }
    let cut = page(content, |_, page, _| {
        page.set("CropBox", vec![10.into(), 50.into(), 110.into(), 500.into()]);
        page.set("UserUnit", 2);
    });
    assert_eq!(
        (cut.size.width, cut.size.height),
        (Length::pt(200), Length::pt(100))
    );
    assert_eq!(glyphs(&cut), [("a".into(), 20.0, 40.0)]);
}

#[test]
fn chinese_text_in_the_usual_encodings() {
    let seen = plain("BT /G 10 Tf 20 80 Td <CDA8B1A841> Tj ET BT /V 10 Tf 100 80 Td <901A62A5> Tj ET");
    assert_eq!(
        glyphs(&seen),
        [
            ("通".into(), 20.0, 20.0),
            ("报".into(), 30.0, 20.0),
            ("A".into(), 40.0, 20.0),
            ("通".into(), 95.0, 28.8),
            ("报".into(), 95.0, 38.8),
        ]
    );
    assert_eq!(pt(seen.glyphs[2].advance), 5.0);
    let bytes = file(b"BT /G 10 Tf <CDA8> Tj ET", |_, _, _| {});
    let fonts = read(&bytes).unwrap().fonts;
    // a name in GBK
    assert_eq!((fonts[0].name.as_str(), fonts[0].face), ("仿宋", Face::Fangsong));
    assert!(fonts[0].readable && !fonts[0].embedded);
}

#[test]
fn what_is_not_seen_is_hidden() {
    for content in [
        "BT /H 10 Tf 3 Tr 20 50 Td (a) Tj ET",
        "1 g BT /H 10 Tf 20 50 Td (a) Tj ET",
        "/Clear gs BT /H 10 Tf 20 50 Td (a) Tj ET",
        "100 0 50 50 re W n BT /H 10 Tf 20 50 Td (a) Tj ET",
        "/OC /Off BDC BT /H 10 Tf 20 50 Td (a) Tj ET EMC",
    ] {
        let seen = page(content, |document, _, resources| {
            let layer =
                document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("x") });
            resources.set("Properties", dictionary! { "Off" => layer });
            resources.set("ExtGState", dictionary! { "Clear" => dictionary! { "ca" => 0 } });
            let off = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
            document.trailer.set("Layers", off);
        });
        assert_eq!(text(&seen), "a", "{content}");
        assert!(seen.glyphs[0].hidden, "{content}");
    }
    let on_black = plain("0 g 0 0 100 100 re f 1 g BT /H 10 Tf 20 50 Td (a) Tj ET");
    assert!(!on_black.glyphs[0].hidden);
    assert_eq!(plain("BT /H 10 Tf 500 50 Td (a) Tj ET").glyphs, []);
    assert!(plain("BT /H 10 Tf 2 Tr 20 50 Td (a) Tj ET").glyphs[0].outlined);
}

#[test]
fn marked_content() {
    let seen = plain(
        "/Artifact <</Type/Pagination>> BDC /Span BMC BT /H 10 Tf 20 50 Td (1) Tj ET EMC EMC
         BT /H 10 Tf 20 50 Td (2) Tj /Span <</ActualText <FEFF901A62A5>>> BDC (ab) Tj EMC
         /Span <</ActualText (xyz)>> BDC (ab) Tj EMC /Span <</ActualText ()>> BDC (-) Tj EMC ET",
    );
    let of: Vec<(&str, bool)> = seen
        .glyphs
        .iter()
        .map(|g| (g.text.as_str(), g.artifact))
        .collect();
    assert_eq!(
        of,
        [
            ("1", true),
            ("2", false),
            ("通", false),
            ("报", false),
            ("xyz", false),
            ("", false),
            ("", false),
        ]
    );
}

#[test]
fn lines_and_boxes() {
    assert_eq!(
        line(&plain("2 w 20 50 m 120 50 l S")),
        [[20.0, 50.0, 120.0, 50.0, 2.0]]
    );
    // filled, thin: a line; a table's border in two pieces: one line
    assert_eq!(line(&plain("20 49 100 2 re f")), [[20.0, 50.0, 120.0, 50.0, 2.0]]);
    assert_eq!(
        line(&plain("20 50 m 60 50 l S 60 50 m 120 50 l S")),
        [[20.0, 50.0, 120.0, 50.0, 1.0]]
    );
    assert_eq!(line(&plain("20 20 50 60 re S")).len(), 4);
    // under a matrix that is not the same both ways
    assert_eq!(
        line(&plain("q 2 0 0 .5 0 0 cm 2 w 10 100 m 60 100 l S Q")),
        [[20.0, 50.0, 120.0, 50.0, 1.0]]
    );
    let boxes = plain("1 0 0 rg 20 20 50 30 re f 0 .8 .8 0 k 100 10 m 120 10 l 110 40 l f");
    assert_eq!(boxes.fills.len(), 2);
    assert_eq!(boxes.fills[0].color, Ink::Rgb([255, 0, 0]));
    assert_eq!(boxes.fills[1].color, Ink::Cmyk([0, 80, 80, 0]));
    assert_eq!(pt(boxes.fills[1].bounds.top), 60.0);
    let clipped = plain("50 0 20 100 re W n 20 20 100 30 re f");
    assert_eq!(
        (
            pt(clipped.fills[0].bounds.left),
            pt(clipped.fills[0].bounds.right)
        ),
        (50.0, 70.0)
    );
}

#[test]
fn spot_colours_by_their_tint() {
    let seen = page(
        "/Spot cs 1 scn 20 20 50 30 re f /Black cs 1 scn 20 60 50 30 re f",
        |_, _, resources| {
            let tint = dictionary! { "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
            "C0" => vec![0.into(), 0.into(), 0.into(), 0.into()], "C1" => vec![0.into(), 1.into(), 1.into(), 0.into()] };
            let space = |name: &str| {
                Object::Array(vec![
                    "Separation".into(),
                    name.into(),
                    "DeviceCMYK".into(),
                    tint.clone().into(),
                ])
            };
            resources.set(
                "ColorSpace",
                dictionary! { "Spot" => space("Rot"), "Black" => space("Black") },
            );
        },
    );
    let colors: Vec<Ink> = seen.fills.iter().map(|fill| fill.color).collect();
    assert_eq!(colors, [Ink::Cmyk([0, 100, 100, 0]), Ink::Cmyk([0, 0, 0, 100])]);
}

#[test]
fn a_form_within_itself_is_painted_once() {
    let seen = page("/F Do", |document, _, resources| {
        let id = document.new_object_id();
        let content = b"BT /H 10 Tf 1 0 0 1 20 50 Tm (a) Tj ET /F Do /F Do".to_vec();
        let form = dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
        "Matrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 1.into(), 0.into()] };
        document.objects.insert(id, Stream::new(form, content).into());
        resources.set("XObject", dictionary! { "F" => id });
    });
    assert_eq!(glyphs(&seen), [("a".into(), 21.0, 50.0)]);
}

#[test]
fn pictures_and_seals() {
    let seen = page(
        "q 40 0 0 40 20 10 cm /I Do Q q 10 0 0 10 100 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
        |document, page, resources| {
            let image = |color: &str, data: Vec<u8>| {
                let dict = dictionary! { "Subtype" => "Image", "Width" => 2, "Height" => 2, "BitsPerComponent" => 8, "ColorSpace" => color };
                Stream::new(dict, data)
            };
            // three red pixels, a blue one that is not seen
            let mask = document.add_object(image("DeviceGray", vec![255, 255, 255, 0]));
            let mut red = image("DeviceRGB", vec![250, 0, 0, 250, 0, 0, 255, 255, 255, 0, 0, 255]);
            red.dict.set("SMask", mask);
            let red = document.add_object(red);
            resources.set("XObject", dictionary! { "I" => red });
            let look = document.add_object(Stream::new(
                dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()] },
                b"1 0 0 rg 0 0 10 10 re f".to_vec(),
            ));
            let stamp = |kind: &str, rect: [i64; 4]| {
                Object::Dictionary(
                    dictionary! { "Type" => "Annot", "Subtype" => kind, "AP" => dictionary! { "N" => look },
                    "Rect" => rect.iter().map(|n| Object::Integer(*n)).collect::<Vec<_>>() },
                )
            };
            page.set(
                "Annots",
                vec![stamp("Stamp", [150, 10, 190, 50]), stamp("Link", [0, 0, 10, 10])],
            );
        },
    );
    let of: Vec<_> = seen
        .pictures
        .iter()
        .map(|p| (p.kind, pt(p.bounds.left), pt(p.bounds.top), p.red))
        .collect();
    assert_eq!(
        of,
        [
            (PictureKind::Image, 20.0, 50.0, Some(true)),
            (PictureKind::Image, 100.0, 40.0, Some(false)),
            (PictureKind::Annotation, 150.0, 50.0, Some(true)),
        ]
    );
}
