//! Joining (连接): A、B和C, A、B等5个单位, ①……；②…….

use super::numeral;

/// Joins by 、, the last by `last` (和, 及, 以及, or 、 again): `["A", "B", "C"]` and 和 is A、B和C.
#[must_use]
pub fn join<S: AsRef<str>>(items: &[S], last: &str) -> String {
    let mut out = String::new();
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            out.push_str(if n + 1 == items.len() { last } else { "、" });
        }
        out.push_str(item.as_ref());
    }
    out
}

/// Names the first `shown` and counts all with their measure word (量词): A、B等5个单位. Where that names them all,
/// nothing is counted: A、B、C.
#[must_use]
pub fn and_others<S: AsRef<str>>(items: &[S], shown: usize, counted: &str) -> String {
    match items.get(..shown.max(1)) {
        Some(named) if named.len() < items.len() => {
            format!("{}等{}{counted}", join(named, "、"), items.len())
        }
        _ => join(items, "、"),
    }
}

/// Numbered within the line (行内列举): ①甲；②乙；③丙; a single one has no number. No mark at the end: the sentence
/// sets it.
#[must_use]
pub fn enumerate<S: AsRef<str>>(items: &[S]) -> String {
    let mut out = String::new();
    for (n, item) in (1u32..).zip(items) {
        if n > 1 {
            out.push('；');
        }
        if items.len() > 1 {
            out.push_str(&numeral::circled(n));
        }
        // an item's own full stop would stand before the ；
        out.push_str(item.as_ref().trim().trim_end_matches(['。', '；', ';']));
    }
    out
}

/// How many characters a clerk counts (字数): a Han character, a mark or a run of Latin letters and digits is one,
/// white space none.
#[must_use]
pub fn count_words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in text.chars() {
        let word =
            c.is_ascii_alphanumeric() || (in_word && matches!(c, '.' | ',' | '%' | '-' | '_' | '@' | '/'));
        count += usize::from(!(c.is_whitespace() || word && in_word));
        in_word = word;
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn joined() {
        let none: [&str; 0] = [];
        assert_eq!(join(&none, "和"), "");
        assert_eq!(join(&["甲"], "和"), "甲");
        assert_eq!(join(&["甲", "乙"], "和"), "甲和乙");
        assert_eq!(join(&["甲", "乙", "丙"], "及"), "甲、乙及丙");
        assert_eq!(join(&["甲", "乙", "丙"], "、"), "甲、乙、丙");
    }

    #[test]
    fn with_others() {
        let five = ["甲", "乙", "丙", "丁", "戊"];
        assert_eq!(and_others(&five, 2, "个单位"), "甲、乙等5个单位");
        assert_eq!(and_others(&five, 5, "个单位"), "甲、乙、丙、丁、戊");
        assert_eq!(and_others(&five, usize::MAX, "个单位"), "甲、乙、丙、丁、戊");
        assert_eq!(and_others(&five, 0, "个单位"), "甲等5个单位");
    }

    #[test]
    fn enumerated() {
        assert_eq!(enumerate(&["甲。", " 乙", "丙；"]), "①甲；②乙；③丙");
        assert_eq!(enumerate(&["甲。"]), "甲");
        assert!(enumerate(&vec!["甲"; 51]).ends_with("㊿甲；（51）甲"));
    }

    #[test]
    fn words() {
        for (text, n) in [
            ("", 0),
            ("完成率87.5%。", 5),
            ("5G 基站", 3),
            ("A b", 2),
            ("。。", 2),
            ("　", 0),
        ] {
            assert_eq!(count_words(text), n, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(items in proptest::collection::vec("[甲乙丙]{1,3}", 0..60)) {
            let joined = join(&items, "、");
            prop_assert_eq!(joined.split('、').filter(|s| !s.is_empty()).count(), items.len());
            prop_assert_eq!(enumerate(&items).split('；').filter(|s| !s.is_empty()).count(), items.len());
        }
    }
}
