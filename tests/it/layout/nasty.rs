//! Documents and measures that nobody wants: pages come out of all of them.

use proptest::prelude::*;
use tongbao::document::*;
use tongbao::page::{Shape, Tag};
use tongbao::standard::{GBT_9704, Overrides, Standard};
use tongbao::unit::Length;

use super::documents::{annex, heading, item, paragraph, picture, table, text};
use super::pages_of;

fn words() -> impl Strategy<Value = Text> {
    prop_oneof![
        3 => "[清溪县人民政府办公室关于通报，。、（）〔〕“”0-9a-z%—\\-]{0,40}",
        1 => "[清溪\\n \u{3000}\u{200b}\u{7}\u{10FFFD}]{0,12}",
        1 => "清{0,400}",
        1 => "[a-z0-9]{60,120}",
    ]
    .prop_map(|string| text(&string))
}

fn maybe() -> impl Strategy<Value = Option<Text>> {
    prop::option::of(words())
}

fn head() -> impl Strategy<Value = Head> {
    let form = prop::sample::select(vec![
        HeadForm::Plain,
        HeadForm::File,
        HeadForm::Letter,
        HeadForm::Bulletin,
    ]);
    let texts = (maybe(), maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let lists = (
        prop::collection::vec(words(), 0..5),
        prop::collection::vec(words(), 0..5),
    );
    (form, texts, lists).prop_map(|(form, texts, (marks, signers))| {
        let (copy_number, secrecy, urgency, mark_suffix, serial, compiled_by, compiled_on) = texts;
        Head {
            form,
            copy_number,
            secrecy,
            urgency,
            marks,
            mark_suffix,
            serial,
            signers,
            compiled_by,
            compiled_on,
        }
    })
}

fn signed() -> impl Strategy<Value = Option<Signature>> {
    let form = prop::sample::select(vec![
        SignatureForm::Sealed,
        SignatureForm::Unsealed,
        SignatureForm::Stamped,
    ]);
    let diameter = prop::option::of((0..700i64).prop_map(Length::mm));
    let signer = (words(), any::<bool>(), diameter).prop_map(|(name, drawn, diameter)| Signer {
        name,
        picture: drawn.then(|| picture("印章", 3, 2)),
        diameter,
    });
    prop::option::of((form, prop::collection::vec(signer, 0..7), words()))
        .prop_map(|signature| signature.map(|(form, signers, date)| Signature { form, signers, date }))
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => words().prop_map(|words| paragraph(&words.string)),
        1 => (0..9u8, words(), maybe()).prop_map(|(level, own, rest)| {
            heading(level, "一、", &own.string, rest.as_ref().map(|rest| rest.string.as_str()))
        }),
        1 => words().prop_map(|words| item("①", &words.string)),
        1 => (0..20usize).prop_map(|n| Block::Table(table(n))),
        1 => Just(Block::Table(Table::default())),
    ]
}

fn annexes() -> impl Strategy<Value = Vec<Annex>> {
    let one = (
        prop::option::of(1..200u32),
        words(),
        prop::collection::vec(block(), 0..4),
        any::<[bool; 3]>(),
    );
    let one = one.prop_map(|(number, title, body, [landscape, labelled, sheet_only])| Annex {
        landscape,
        labelled,
        sheet_only,
        ..annex(number, &title.string, body)
    });
    prop::collection::vec(one, 0..4)
}

fn record() -> impl Strategy<Value = Option<Record>> {
    let record = (maybe(), maybe(), maybe(), maybe());
    prop::option::of(record.prop_map(|(to, copies, printer, printed_on)| Record {
        to,
        copies,
        printer,
        printed_on,
    }))
}

fn document() -> impl Strategy<Value = Document> {
    let front = (head(), maybe(), maybe(), maybe());
    let rest = (
        prop::collection::vec(block(), 0..12),
        any::<bool>(),
        signed(),
        maybe(),
        annexes(),
        record(),
    );
    (front, rest).prop_map(
        |((head, title, subtitle, to), (body, annex_note, signature, note, annexes, record))| {
            let meta = Meta::default();
            Document {
                meta,
                head,
                title,
                subtitle,
                to,
                body,
                annex_note,
                signature,
                note,
                annexes,
                record,
            }
        },
    )
}

/// Measures of an office, as wild as the standard takes them.
fn standard() -> impl Strategy<Value = Standard> {
    let size = || prop::option::of(4.0..60.0f64);
    let length = || prop::option::of(0.0..120.0f64);
    let own = (
        size(),
        size(),
        length(),
        length(),
        prop::option::of(5..40u32),
        any::<bool>(),
        length(),
        length(),
    );
    own.prop_map(
        |(title_size, mark_size, mark_top, gap, lines, even, seal_diameter, title_pitch)| {
            let own = Overrides {
                title_size,
                mark_size,
                mark_top,
                gap,
                lines,
                record_on_even: Some(even),
                seal_diameter,
                title_pitch,
                ..Overrides::default()
            };
            GBT_9704.with(&own).unwrap_or(GBT_9704)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn pages_come_out_of_any_document(document in document(), standard in standard()) {
        let (pages, _) = pages_of(&document, &standard);
        prop_assert!(!pages.pages.is_empty());
        for page in &pages.pages {
            for item in &page.items {
                if let Tag::Content(node) = item.tag {
                    prop_assert!((node.0 as usize) < pages.binding.tree.nodes.len());
                }
                if let Shape::Text(run) = &item.shape {
                    prop_assert!(!run.glyphs.is_empty() && run.size > Length::ZERO && run.stretch > 0);
                }
            }
        }
        for anchor in &pages.binding.anchors {
            prop_assert!(anchor.page < pages.pages.len());
        }
    }
}
