//! What stands between Han characters (汉字以外的字符): rules on punctuation look at nothing else, and of ten characters
//! of a circular nine are Han.

/// Every character of `text` that is not of the common Han, with its place in bytes.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    Marks { text, at: 0 }
}

struct Marks<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Marks<'_> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        // U+4000 to U+9FFF begin with these bytes and take three
        while let Some(0xe4..=0xe9) = self.text.as_bytes().get(self.at) {
            self.at += 3;
        }
        let at = self.at;
        let c = self.text.get(at..)?.chars().next()?;
        self.at += c.len_utf8();
        Some((at, c))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn all_but_common_han(text in "[一龥䀀鿿，a\\PC]{0,12}") {
            let expected: Vec<(usize, char)> = text
                .char_indices()
                .filter(|(_, c)| !('\u{4000}'..='\u{9fff}').contains(c))
                .collect();
            prop_assert_eq!(marks(&text).collect::<Vec<_>>(), expected);
        }
    }
}
