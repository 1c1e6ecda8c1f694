//! Pure functions on Chinese text (文字): numerals, dates, periods, numbering, punctuation, widths.
//!
//! No function here knows the model, the document or the page; each takes text or numbers and gives text or
//! numbers, and none of them panics, whatever it is given.

pub mod claim;
pub mod columns;
pub mod date;
pub mod figure;
pub mod join;
pub mod marks;
pub mod normal;
pub mod number;
pub mod numbering;
pub mod numeral;
pub mod organ;
pub mod period;
pub mod punct;
pub mod sense;
pub mod serial;
pub mod share;
pub mod similar;
pub mod width;
pub mod wording;
mod words;
