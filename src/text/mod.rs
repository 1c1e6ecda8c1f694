//! Pure functions on Chinese text (文字): numerals, dates, periods, numbering, punctuation, widths.
