//! Seals (7.3.5.1), whatever their number, their diameters, the offices' names and what stands above and below them.

use proptest::prelude::*;
use tongbao::document::{Document, SignatureForm};
use tongbao::page::{NodeId, Pages, Role, SealAnchor, Shape, Tag};
use tongbao::standard::GBT_9704;
use tongbao::unit::Length;

use super::documents::*;
use super::pages_of;

/// Where a paragraph stands, in millimetres.
#[derive(Clone, Copy, Debug)]
struct Box {
    page: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Box {
    fn center(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// The box around the characters of the nodes that `wanted` picks, page by page.
fn boxes(pages: &Pages, wanted: impl Fn(NodeId) -> bool) -> Vec<Box> {
    let mut found = Vec::new();
    for (page, side) in pages.pages.iter().enumerate() {
        let runs = side
            .items
            .iter()
            .filter_map(|item| match (&item.shape, item.tag) {
                (Shape::Text(run), Tag::Content(node)) if wanted(node) => Some(run),
                _ => None,
            });
        let around = runs.map(|run| {
            let last = run.glyphs.last().unwrap();
            let (y, size) = (run.at.y.to_mm(), run.size.to_mm());
            Box {
                page,
                left: run.at.x.to_mm(),
                right: (run.at.x + last.offset + last.advance).to_mm(),
                top: y - 0.88 * size,
                bottom: y + 0.12 * size,
            }
        });
        found.extend(around.reduce(|a, b| Box {
            page,
            left: a.left.min(b.left),
            right: a.right.max(b.right),
            top: a.top.min(b.top),
            bottom: a.bottom.max(b.bottom),
        }));
    }
    found
}

/// The nodes of the signature: the organs' names in their order, and the date.
fn signature_nodes(pages: &Pages) -> Vec<NodeId> {
    let division = pages
        .binding
        .tree
        .nodes
        .iter()
        .find(|node| node.title.as_deref() == Some("发文机关署名、成文日期和印章"));
    let children = &division.unwrap().children;
    let is_paragraph = |id: &NodeId| pages.binding.tree.nodes[id.0 as usize].role == Role::Paragraph;
    children.iter().copied().filter(is_paragraph).collect()
}

/// What is wrong with the seals of these pages.
fn faults(pages: &Pages, offices: usize) -> Result<(), String> {
    const HAIR: f64 = 0.02;
    let nodes = signature_nodes(pages);
    let one = |node: NodeId| boxes(pages, |n| n == node);
    let (names, date) = nodes.split_at(offices);
    let [date] = one(date[0])[..] else {
        return Err("the date is not in one place".to_owned());
    };
    if pages.binding.anchors.len() != offices {
        return Err(format!("{} seals for {offices}", pages.binding.anchors.len()));
    }
    let circle = |seal: &SealAnchor| {
        (
            seal.center.x.to_mm(),
            seal.center.y.to_mm(),
            seal.diameter.to_mm() / 2.0,
        )
    };
    for (seal, name) in pages.binding.anchors.iter().zip(names) {
        let (x, y, radius) = circle(seal);
        let [name] = one(*name)[..] else {
            return Err("a name is broken over pages".to_owned());
        };
        if name.page != seal.page || date.page != seal.page {
            return Err("name, date and seal are not on one page".to_owned());
        }
        if x - radius < 28.0 - HAIR || x + radius > 184.0 + HAIR || y + radius > 262.0 + HAIR {
            return Err(format!("the seal at {x:.2} {y:.2} leaves the type area"));
        }
        if (name.center() - x).abs() > 0.3 {
            return Err(format!(
                "a name around {:.2} under a seal around {x:.2}",
                name.center()
            ));
        }
        if name.top < y - HAIR || name.bottom > y + radius + HAIR {
            return Err(format!(
                "{name:?} is not under the lower half of {x:.2} {y:.2} {radius}"
            ));
        }
    }
    let (x, y, radius) = circle(pages.binding.anchors.last().unwrap());
    if (date.center() - x).abs() > 0.3 || date.top < y - HAIR || date.bottom > y + radius + HAIR {
        return Err(format!(
            "{date:?} is not under the last seal {x:.2} {y:.2} {radius}"
        ));
    }
    for (n, a) in pages.binding.anchors.iter().enumerate() {
        for b in &pages.binding.anchors[..n] {
            let ((ax, ay, ar), (bx, by, br)) = (circle(a), circle(b));
            if (ax - bx).hypot(ay - by) < ar + br + 0.5 {
                return Err(format!("{a:?} touches {b:?}"));
            }
        }
    }
    let top = pages
        .binding
        .anchors
        .iter()
        .map(|seal| circle(seal).1 - circle(seal).2)
        .fold(f64::MAX, f64::min);
    let above = boxes(pages, |node| node < nodes[0])
        .into_iter()
        .find(|text| text.page == date.page);
    let Some(above) = above else {
        return Err("nothing stands above the signature".to_owned());
    };
    let gap = top - above.bottom;
    if !(0.5..=10.39 + HAIR).contains(&gap) {
        return Err(format!("the seal is {gap:.2} mm below the text"));
    }
    Ok(())
}

/// A name of `length` characters, as offices have them.
fn name(length: usize) -> String {
    let long = "清溪县人民政府重点民生实事督查督办工作领导小组办公室";
    let end = "县教育体育局".chars();
    let tail = end
        .rev()
        .take(length.min(3))
        .collect::<Vec<_>>()
        .into_iter()
        .rev();
    long.chars().take(length - length.min(3)).chain(tail).collect()
}

fn document() -> impl Strategy<Value = (Document, usize)> {
    let offices = prop::collection::vec((4..=18_usize, 38..=50_i64, any::<bool>()), 1..=9);
    (offices, 1..24_usize, any::<bool>(), 0..3_usize, any::<bool>()).prop_map(
        |(offices, lines, note, annexes, record)| {
            let mut document = file();
            document.body = (0..lines).map(|_| paragraph("县政府各部门、单位。")).collect();
            let names: Vec<String> = offices.iter().map(|(length, ..)| name(*length)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            document.signature = signature(SignatureForm::Sealed, &names);
            let signers = &mut document.signature.as_mut().unwrap().signers;
            for (signer, (_, diameter, pressed)) in signers.iter_mut().zip(&offices) {
                signer.diameter = Some(Length::mm(*diameter));
                signer.picture = pressed.then(|| picture("印章", 40, 40));
            }
            document.note = note.then(|| text("此件公开发布"));
            document.annex_note = annexes > 0;
            let number = |n: usize| (annexes > 1).then(|| u32::try_from(n).unwrap());
            document.annexes = (1..=annexes)
                .map(|n| annex(number(n), "重点民生实事进展情况表", paragraphs(1)))
                .collect();
            if !record {
                document.record = None;
            }
            (document, offices.len())
        },
    )
}

/// Names and seals as they are in practice are set as the standard wants, nothing is told.
#[test]
fn usual_names_and_seals_fit() {
    let names = [
        "清溪县民政局",
        "清溪县人力资源和社会保障局",
        "中共清溪县委宣传部",
        "清溪县人民政府办公室",
    ];
    let names: Vec<&str> = names.into_iter().cycle().take(9).collect();
    for offices in 1..=9 {
        for diameter in [40, 42, 45, 50] {
            let mut document = file();
            document.signature = signature(SignatureForm::Sealed, &names[..offices]);
            for signer in &mut document.signature.as_mut().unwrap().signers {
                signer.diameter = Some(Length::mm(diameter));
            }
            let (pages, found) = pages_of(&document, &GBT_9704);
            assert!(
                found.iter().all(|d| d.code.id == "N0605"),
                "{offices} × {diameter}: {found:?}"
            );
            assert_eq!(faults(&pages, offices), Ok(()), "{offices} × {diameter}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn seals_press_their_names_and_nothing_else((document, offices) in document()) {
        let (pages, found) = pages_of(&document, &GBT_9704);
        let told: Vec<&str> = found.iter().map(|d| d.code.id).collect();
        // what cannot be set as the standard wants is told: higher than a page, alone on it, names too long
        if ["W0604", "W0608", "W0609"].iter().any(|code| told.contains(code)) {
            return Ok(());
        }
        prop_assert_eq!(faults(&pages, offices), Ok(()));
        // free places are those without a picture
        let signers = &document.signature.as_ref().unwrap().signers;
        let free: Vec<bool> = signers.iter().map(|signer| signer.picture.is_none()).collect();
        prop_assert_eq!(pages.binding.anchors.iter().map(|seal| seal.free).collect::<Vec<_>>(), free);
    }
}
