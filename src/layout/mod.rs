//! Places a [`Document`](crate::document::Document) on [`page`](crate::page)s as GB/T 9704—2012 wants (排版).

// until the pages are made of them
#[allow(dead_code)]
pub(crate) mod line;
#[allow(dead_code)]
pub(crate) mod table;
