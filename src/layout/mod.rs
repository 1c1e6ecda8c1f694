//! Places a [`Document`](crate::document::Document) on [`page`](crate::page)s as GB/T 9704—2012 wants (排版).

pub(crate) mod line;
pub(crate) mod table;
