//! 署名、成文日期、印章 (7.3.5): each variant in its place, and never alone on a page.

use tongbao::document::SignatureForm;
use tongbao::page::Shape;
use tongbao::standard::GBT_9704;
use tongbao::unit::Length;

use super::documents::*;
use super::elements::{CELL, LEFT, PITCH, RIGHT};
use super::measure::{all, find, near};
use super::{pages, pages_of};

#[test]
fn a_sealed_date_is_four_characters_from_the_edge_with_the_name_over_its_middle() {
    let pages = pages(&file());
    let date = find(&pages, "2024年7月10日");
    near(date.right, RIGHT - 4.0 * CELL);
    let name = all(&pages, "清溪县人民政府办公室")
        .into_iter()
        .next_back()
        .unwrap();
    near(name.center(), date.center());
    near(date.top - name.top, PITCH);
    let anchor = &pages.binding.anchors[0];
    near(anchor.center.x.to_mm(), date.center());
    near(anchor.diameter.to_mm(), 42.0);
    let (top, bottom) = (anchor.center.y.to_mm() - 21.0, anchor.center.y.to_mm() + 21.0);
    let text = all(&pages, "推进机制，").into_iter().last().unwrap();
    assert!(
        top > text.bottom && top - text.bottom <= 10.39 + 0.01,
        "{top} under {}",
        text.bottom
    );
    assert!(
        name.top >= anchor.center.y.to_mm() - 0.1,
        "the name is below the seal's middle"
    );
    near(date.bottom, bottom);
}

#[test]
fn a_seal_is_drawn_over_name_and_date() {
    let mut document = file();
    let signer = &mut document.signature.as_mut().unwrap().signers[0];
    signer.picture = Some(picture("清溪县人民政府办公室印章", 600, 600));
    signer.diameter = Some(Length::mm(45));
    let pages = pages(&document);
    let image = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .find_map(|item| match &item.shape {
            Shape::Image(image) => Some(image),
            _ => None,
        });
    let image = image.unwrap();
    near(image.size.width.to_mm(), 45.0);
    let anchor = &pages.binding.anchors[0];
    near(image.at.x.to_mm() + 22.5, anchor.center.x.to_mm());
    near(image.at.y.to_mm() + 22.5, anchor.center.y.to_mm());
    assert!(
        pages
            .binding
            .tree
            .nodes
            .iter()
            .any(|node| node.alt.as_deref() == Some("清溪县人民政府办公室印章"))
    );
}

#[test]
fn joint_seals_neither_touch_nor_leave_the_type_area() {
    let names = [
        "清溪县民政局",
        "清溪县财政局",
        "清溪县审计局",
        "清溪县统计局",
        "清溪县教育局",
    ];
    for n in 2..=5 {
        let mut document = file();
        document.signature = signature(SignatureForm::Sealed, &names[..n]);
        let pages = pages(&document);
        let circles: Vec<(f64, f64)> = pages
            .binding
            .anchors
            .iter()
            .map(|a| (a.center.x.to_mm(), a.center.y.to_mm()))
            .collect();
        assert_eq!(circles.len(), n);
        for (i, a) in circles.iter().enumerate() {
            assert!(a.0 - 21.0 >= LEFT && a.0 + 21.0 <= RIGHT);
            for b in &circles[..i] {
                assert!((a.0 - b.0).hypot(a.1 - b.1) > 42.9, "{a:?} {b:?}");
            }
        }
        let date = find(&pages, "2024年7月10日");
        near(date.center(), circles[n - 1].0);
        near(find(&pages, names[n - 1]).center(), date.center());
    }
}

#[test]
fn names_of_two_lines_and_the_date_all_lie_under_the_lower_half_of_their_seals() {
    let mut document = file();
    let names = [
        "清溪县人民政府办公室",
        "清溪县财政局",
        "清溪县人力资源和社会保障局",
    ];
    document.signature = signature(SignatureForm::Sealed, &names);
    let pages = pages(&document);
    let seal = &pages.binding.anchors[2];
    let (first, second) = (find(&pages, "清溪县人力资源"), find(&pages, "和社会保障局"));
    let date = find(&pages, "2024年7月10日");
    let (middle, low) = (seal.center.y.to_mm(), (seal.center.y + seal.diameter / 2).to_mm());
    assert!(
        first.top >= middle - 0.01 && date.bottom <= low + 0.01,
        "{first:?} {date:?}"
    );
    assert!(second.top >= first.bottom && date.top >= second.bottom);
}

#[test]
fn without_a_seal_the_name_ends_two_characters_from_the_edge() {
    let mut document = file();
    document.signature = signature(SignatureForm::Unsealed, &["清溪县人民政府办公室"]);
    let pages = pages(&document);
    let name = all(&pages, "清溪县人民政府办公室")
        .into_iter()
        .next_back()
        .unwrap();
    near(name.right, RIGHT - 2.0 * CELL);
    let text = all(&pages, "推进机制，").into_iter().last().unwrap();
    near(name.top - text.bottom, 10.39);
    let date = find(&pages, "2024年7月10日");
    near(date.left - name.left, 2.0 * CELL);
    near(date.top - name.top, PITCH);
}

#[test]
fn a_date_longer_than_the_name_ends_two_characters_from_the_edge() {
    let mut document = file();
    document.signature = signature(SignatureForm::Unsealed, &["清溪县政府"]);
    let pages = pages(&document);
    let (name, date) = (find(&pages, "清溪县政府"), find(&pages, "2024年7月10日"));
    near(date.right, RIGHT - 2.0 * CELL);
    near(date.left - name.left, 2.0 * CELL);
}

#[test]
fn joint_names_without_seals_are_spaced_to_one_width() {
    let mut document = file();
    document.signature = signature(SignatureForm::Unsealed, &["清溪县教育体育局", "清溪县财政局"]);
    let pages = pages(&document);
    let ends = |first: &str, last: &str| (find(&pages, first), find(&pages, last));
    let (long, long_end) = ends("清溪县教育体育局", "育局");
    let short = all(&pages, "清溪县财政局").into_iter().next_back().unwrap();
    near(short.left, long.left);
    near(all(&pages, "局").last().unwrap().left, long_end.right - CELL);
    near(short.top - long.top, PITCH);
    assert!(long_end.right <= RIGHT - 2.0 * CELL + 0.3);
}

#[test]
fn a_stamp_is_two_lines_below_the_text_with_the_post_to_its_left() {
    let mut document = file();
    document.signature = signature(SignatureForm::Stamped, &["县长"]);
    document.signature.as_mut().unwrap().signers[0].picture = Some(picture("签名章", 410, 130));
    let pages = pages(&document);
    let image = pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .find_map(|item| match &item.shape {
            Shape::Image(image) => Some(image.clone()),
            _ => None,
        });
    let image = image.unwrap();
    let text = all(&pages, "推进机制，").into_iter().last().unwrap();
    near(image.at.y.to_mm() - text.bottom, 20.78);
    near((image.at.x + image.size.width).to_mm(), RIGHT - 4.0 * CELL);
    let post = find(&pages, "县长");
    near(image.at.x.to_mm() - post.right, 2.0 * CELL);
    near(
        f64::midpoint(post.top, post.bottom),
        image.at.y.to_mm() + image.size.height.to_mm() / 2.0,
    );
    let date = find(&pages, "2024年7月10日");
    near(date.top - (image.at.y + image.size.height).to_mm(), 10.39);
    near(date.right, RIGHT - 4.0 * CELL);
}

#[test]
fn the_note_is_on_the_line_after_the_date() {
    let pages = pages(&full());
    let (date, note) = (find(&pages, "2024年7月10日"), find(&pages, "（此件公开发布）"));
    near(note.top - date.top, PITCH);
    near(note.left, LEFT + 2.0 * CELL);
}

#[test]
fn a_signature_is_never_alone_on_its_page() {
    let (mut narrowed, mut carried) = (0, 0);
    for form in [
        SignatureForm::Sealed,
        SignatureForm::Unsealed,
        SignatureForm::Stamped,
    ] {
        for n in 2..70 {
            let mut document = file();
            // a paragraph of one line each
            document.body = (0..n).map(|_| paragraph("县政府各部门、单位。")).collect();
            document.signature = signature(form, &["清溪县人民政府办公室"]);
            let (pages, found) = pages_of(&document, &GBT_9704);
            let date = find(&pages, "2024年7月10日");
            let lines = all(&pages, "县政府各部门、单位。");
            let above: Vec<f64> = lines
                .iter()
                .filter(|line| line.page == date.page)
                .map(|line| line.top)
                .collect();
            assert!(!above.is_empty(), "{form:?} after {n} lines");
            assert_eq!(lines.len(), n);
            let pitch = above
                .windows(2)
                .map(|pair| pair[1] - pair[0])
                .fold(f64::MAX, f64::min);
            assert!(pitch >= 9.4 - 0.001);
            narrowed += usize::from(found.iter().any(|d| d.code.id == "N0605"));
            carried += usize::from(above.len() == 2 && date.page > 1);
            assert!(!found.iter().any(|d| d.code.id == "W0604"));
        }
    }
    assert!(
        narrowed > 5 && carried > 5,
        "both ways out are taken: {narrowed}, {carried}"
    );
}

#[test]
fn a_long_name_moves_inwards_with_its_date_and_its_seal() {
    let name = "清溪县民生实事工作领导小组督查督办专项办公室";
    let mut document = file();
    document.signature = signature(SignatureForm::Sealed, &[name]);
    let pages = pages(&document);
    let (found, date) = (find(&pages, name), find(&pages, "2024年7月10日"));
    near(found.center(), date.center());
    near(found.right, RIGHT);
    near(pages.binding.anchors[0].center.x.to_mm(), date.center());
}
