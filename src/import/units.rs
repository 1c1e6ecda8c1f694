//! Units in a cell (责任单位的拆分).

/// Marks between units. A cell that has others than 、 is printed from a free field, word for word.
const MARKS: [char; 7] = ['、', '，', ',', '；', ';', '\n', '/'];

/// The units of a cell; one whole if `verbatim` and joining them by 、 would not give the cell's words back.
pub(super) fn list(text: &str, verbatim: bool) -> Vec<String> {
    let pieces = pieces(text);
    if verbatim && pieces.join("、") != text {
        return vec![text.to_owned()];
    }
    pieces
}

/// The units of a cell, those that only help apart: 县人社局牵头，县税务局参与.
pub(super) fn split(text: &str, verbatim: bool, lead: &mut Vec<String>, support: &mut Vec<String>) {
    if verbatim {
        *lead = list(text, true);
        return;
    }
    for piece in pieces(text) {
        let helps = ["配合", "参与", "協辦", "协办", "參與", "协助"]
            .iter()
            .find_map(|w| piece.strip_suffix(w));
        let leads = ["牵头", "牽頭", "负责", "負責"]
            .iter()
            .find_map(|w| piece.strip_suffix(w));
        match helps {
            Some(unit) => support.push(unit.to_owned()),
            None => lead.push(leads.unwrap_or(&piece).to_owned()),
        }
    }
}

/// Whether the units joined by 、 are the cell's words.
pub(super) fn is_plain(text: &str) -> bool {
    pieces(text).join("、") == text
}

fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for part in text.split(MARKS) {
        // a space parts two units only if both have a name's length: 县 教育局 is one
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.len() > 1 && words.iter().all(|w| w.chars().count() >= 3) {
            pieces.extend(words.iter().map(|w| (*w).to_owned()));
        } else if !part.trim().is_empty() {
            pieces.push(part.trim().to_owned());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    pieces.retain(|p| seen.insert(p.clone()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_units() {
        assert_eq!(list("县教育局、县住建局", true), ["县教育局", "县住建局"]);
        assert_eq!(list("县教育局\n县住建局", true), ["县教育局\n县住建局"]);
        assert_eq!(list("文旅局 各镇街", false), ["文旅局", "各镇街"]);
        assert_eq!(list("县 教育局", false), ["县 教育局"]);
        assert!(!is_plain("县教育局，县住建局") && is_plain("县教育局"));
        let (mut lead, mut support) = (Vec::new(), Vec::new());
        split("县人社局牵头,县税务局参与", false, &mut lead, &mut support);
        assert_eq!(
            (lead.concat(), support.concat()),
            ("县人社局".into(), "县税务局".into())
        );
    }
}
