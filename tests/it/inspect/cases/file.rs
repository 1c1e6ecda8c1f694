//! X: the file itself.

use lopdf::Object;

use super::super::desk::{Case, dictionaries};
use super::documents::full;
use super::objects;

pub const CASES: &[Case] = &[
    objects("X01", full, |pdf| {
        for dictionary in dictionaries(pdf) {
            dictionary.remove(b"ToUnicode");
        }
    }),
    objects("X02", full, |pdf| {
        let root = pdf.catalog_mut().unwrap();
        root.remove(b"Lang");
        root.remove(b"MarkInfo");
        root.remove(b"StructTreeRoot");
        root.set("Extensions", Object::Null);
    }),
];
