//! Units in a cell (责任单位的拆分).

/// Marks between units.
const MARKS: [char; 8] = ['、', '，', ',', '；', ';', '\n', '/', ' '];

/// The longest name of a unit; beyond it a cell holds a sentence.
const LONGEST: usize = 20;

/// The units of a cell, those that only help apart: 县人社局牵头，县税务局参与.
pub(super) fn split(text: &str, lead: &mut Vec<String>, support: &mut Vec<String>) {
    for piece in pieces(text).into_iter().filter(|p| p.chars().count() <= LONGEST) {
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

/// What stands between the units of all the cells, where it is everywhere the same and the units joined by it are
/// the cells' words: 、 if no cell has several. `None` if the words cannot be had back from names.
pub(super) fn joint<'a>(cells: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut found: Option<String> = None;
    for text in cells {
        let pieces = pieces(text);
        let named = pieces
            .iter()
            .all(|p| p.chars().count() <= LONGEST && !is_said_of(p));
        if !named {
            return None;
        }
        let (Some(first), Some(second)) = (pieces.first(), pieces.get(1)) else {
            if pieces.concat() != text {
                return None;
            }
            continue;
        };
        let rest = text.strip_prefix(first.as_str())?;
        let between = rest.get(..rest.find(second.as_str())?)?;
        if found.as_deref().is_some_and(|f| f != between) || pieces.join(between) != text {
            return None;
        }
        found = Some(between.to_owned());
    }
    Some(found.unwrap_or_else(|| "、".to_owned()))
}

/// 县人社局牵头: words about a unit, not its name.
fn is_said_of(piece: &str) -> bool {
    [
        "配合", "参与", "協辦", "协办", "參與", "协助", "牵头", "牽頭", "负责", "負責",
    ]
    .iter()
    .any(|w| piece.ends_with(w))
}

fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for part in text.split(|c| c != ' ' && MARKS.contains(&c)) {
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
        assert_eq!(pieces("文旅局 各镇街"), ["文旅局", "各镇街"]);
        assert_eq!(pieces("县 教育局"), ["县 教育局"]);
        let (mut lead, mut support) = (Vec::new(), Vec::new());
        split("县人社局牵头,县税务局参与", &mut lead, &mut support);
        assert_eq!(
            (lead.concat(), support.concat()),
            ("县人社局".into(), "县税务局".into())
        );
    }

    #[test]
    fn what_joins_the_units_of_a_column() {
        for (cells, joint_by) in [
            (&["县教育局", "县住建局"][..], Some("、")),
            (&["县教育局、县住建局", "县民政局"], Some("、")),
            (&["县教育局\n县住建局", "县民政局"], Some("\n")),
            (&["县教育局\n县住建局", "县民政局、县残联"], None),
            (&["县教育局、县住建局，县残联"], None),
            (&["县教育局牵头"], None),
            (&["县教育局、县教育局"], None),
        ] {
            assert_eq!(joint(cells.iter().copied()).as_deref(), joint_by, "{cells:?}");
        }
    }
}
