//! A table a family, in the order of the rules.

mod addressee;
mod annex;
mod body;
mod file;
mod head;
mod letter;
mod number;
mod page;
mod punctuation;
mod record;
mod signature;
mod table;
mod title;

use tongbao::standard::Standard;

use super::desk::{Case, Desk, Spoil};
use crate::layout::documents;

/// All of them.
pub const TABLES: &[&[Case]] = &[
    page::CASES,
    head::CASES,
    title::CASES,
    addressee::CASES,
    body::CASES,
    annex::CASES,
    signature::CASES,
    record::CASES,
    number::CASES,
    table::CASES,
    letter::CASES,
    punctuation::CASES,
    file::CASES,
];

/// Spoilt in its words.
const fn words(
    rule: &'static str,
    whole: fn() -> tongbao::document::Document,
    spoil: fn(&mut tongbao::document::Document),
) -> Case {
    Case {
        rule,
        whole,
        spoil: Spoil::Words(spoil),
    }
}

/// Spoilt in its measures.
const fn measures(
    rule: &'static str,
    whole: fn() -> tongbao::document::Document,
    spoil: fn(&mut Standard),
) -> Case {
    Case {
        rule,
        whole,
        spoil: Spoil::Measures(spoil),
    }
}

/// Spoilt in its marks on paper.
const fn marks(rule: &'static str, whole: fn() -> tongbao::document::Document, spoil: fn(&mut Desk)) -> Case {
    Case {
        rule,
        whole,
        spoil: Spoil::Marks(spoil),
    }
}

/// Spoilt in the objects of its file.
const fn objects(
    rule: &'static str,
    whole: fn() -> tongbao::document::Document,
    spoil: fn(&mut lopdf::Document),
) -> Case {
    Case {
        rule,
        whole,
        spoil: Spoil::Objects(spoil),
    }
}

/// A 文件 of several pages of text.
fn long() -> tongbao::document::Document {
    let mut document = documents::file();
    document.body = documents::paragraphs(40);
    document
}
