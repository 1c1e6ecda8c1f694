//! How measurements are compared and said (量度): lengths in words, 空N行, the worst of many places.

use crate::diag::Severity;
use crate::inspect::seen::Face;
use crate::inspect::{Outcome, Verdict};
use crate::unit::Length;

/// `10.4 毫米`
pub(super) fn mm(length: Length) -> String {
    // no minus nought
    let tenths = length.part(10, 36_000).to_emu();
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{} 毫米", tenths.abs() / 10, tenths.abs() % 10)
}

/// `16.0 磅`
pub(super) fn pt(length: Length) -> String {
    let tenths = length.part(10, 12_700).to_emu();
    format!("{}.{} 磅", tenths / 10, (tenths % 10).abs())
}

/// Whether both are the same, give or take `tolerance`.
pub(super) fn near(a: Length, b: Length, tolerance: Length) -> bool {
    (a - b).abs() <= tolerance
}

/// The office's own measure that takes the place of the standard's: `本机关定为 70.0 毫米，标准为 72.0 毫米`.
pub(super) fn housed(outcome: Outcome, own: Length, standard: Length) -> Outcome {
    if own == standard {
        return outcome;
    }
    outcome.house(format!("本机关定为 {}，标准为 {}", mm(own), mm(standard)))
}

/// The same of a type size.
pub(super) fn housed_size(outcome: Outcome, own: Length, standard: Length) -> Outcome {
    if own == standard {
        return outcome;
    }
    outcome.house(format!("本机关定为 {}，标准为 {}", pt(own), pt(standard)))
}

/// The same of a number of characters or lines.
pub(super) fn housed_count(outcome: Outcome, own: i64, standard: i64, of: &str) -> Outcome {
    if own == standard {
        return outcome;
    }
    outcome.house(format!("本机关定为 {own} {of}，标准为 {standard} {of}"))
}

/// 空N行 from edge to edge: kept within 1.5 mm; N whole lines left blank, as office programs leave them, are worth a
/// note (GB/T 9704—2012 3.2 counts from edge to edge).
pub(super) fn gap(measured: Length, wanted: Length, lines: i64, severity: Severity) -> Verdict {
    // blank lines of 28 pt to 29.6 pt, and what such lines leave above and below 3号 characters
    let loose =
        Length::um(9_880) * lines + Length::um(3_200)..=Length::um(10_450) * lines + Length::um(5_800);
    if near(measured, wanted, Length::um(1_500)) {
        Verdict::Kept
    } else if loose.contains(&measured) {
        Verdict::Broken(Severity::Note)
    } else {
        Verdict::Broken(severity)
    }
}

/// What a gap's measurement says, on a page counted from 0.
pub(super) fn gap_outcome(
    what: &str,
    page: usize,
    measured: Length,
    wanted: Length,
    lines: i64,
    severity: Severity,
) -> Outcome {
    let words = format!("{what} {}", mm(measured));
    let outcome = match gap(measured, wanted, lines, severity) {
        Verdict::Broken(Severity::Note) => Outcome::broken(
            Severity::Note,
            format!("{words}，合空 {lines} 个整行，应自边缘量起"),
        ),
        Verdict::Broken(severity) => Outcome::broken(severity, format!("{words}，应为 {}", mm(wanted))),
        _ => Outcome::kept(words),
    };
    outcome.on(page + 1)
}

/// Places of one kind, and the worst of those that break the rule (逐处检验).
#[derive(Default)]
pub(super) struct Tally {
    checked: usize,
    faults: Vec<Fault>,
}

struct Fault {
    page: usize,
    severity: Severity,
    by: Length,
    words: String,
}

impl Tally {
    /// One more place was looked at.
    pub(super) const fn saw(&mut self) {
        self.checked += 1;
    }

    /// How many places were looked at.
    pub(super) const fn checked(&self) -> usize {
        self.checked
    }

    /// A place that breaks the rule, on a page counted from 0, by so much.
    pub(super) fn fault(&mut self, severity: Severity, page: usize, by: Length, words: impl Into<String>) {
        self.faults.push(Fault {
            page,
            severity,
            by: by.abs(),
            words: words.into(),
        });
    }

    /// The worst place; `kept` where there is none.
    pub(super) fn outcome(self, kept: impl FnOnce(usize) -> Outcome) -> Outcome {
        let count = self.faults.len();
        // the first of equally bad ones
        let rank = |fault: &Fault| (fault.severity, -fault.by);
        let Some(worst) = self.faults.into_iter().min_by_key(rank) else {
            return kept(self.checked);
        };
        let more = if count > 1 {
            format!("；共 {count} 处")
        } else {
            String::new()
        };
        Outcome::broken(worst.severity, worst.words + &more).on(worst.page + 1)
    }
}

/// The name of a face.
pub(super) const fn face_name(face: Face) -> &'static str {
    match face {
        Face::Fangsong => "仿宋",
        Face::Xiaobiaosong => "小标宋",
        Face::Heiti => "黑体",
        Face::Kaiti => "楷体",
        Face::Songti => "宋体",
        Face::Latin => "西文字体",
        Face::Other => "其他字体",
    }
}

/// The first characters of a text, to tell which one is meant.
pub(super) fn start(text: &str) -> String {
    const SHOWN: usize = 12;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    format!("“{shown}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_words() {
        assert_eq!(mm(Length::um(10_390)), "10.4 毫米");
        assert_eq!(mm(Length::um(-10)), "0.0 毫米");
        assert_eq!(mm(Length::um(-1_260)), "-1.3 毫米");
        assert_eq!(pt(Length::pt(16)), "16.0 磅");
    }

    #[test]
    fn gaps_from_edge_to_edge_blank_lines_and_neither() {
        let of = |um| gap(Length::um(um), Length::um(10_390), 1, Severity::Warning);
        assert_eq!(of(11_000), Verdict::Kept);
        assert_eq!(of(15_200), Verdict::Broken(Severity::Note));
        assert_eq!(of(4_800), Verdict::Broken(Severity::Warning));
    }

    #[test]
    fn the_worst_place_speaks() {
        let mut tally = Tally::default();
        tally.fault(Severity::Warning, 0, Length::mm(9), "甲");
        tally.fault(Severity::Error, 1, Length::mm(2), "乙");
        tally.fault(Severity::Error, 2, Length::mm(-3), "丙");
        let outcome = tally.outcome(|_| Outcome::kept(""));
        assert_eq!(
            (outcome.measured.as_str(), outcome.page),
            ("丙；共 3 处", Some(3))
        );
        assert_eq!(Tally::default().outcome(|_| Outcome::kept("好")).measured, "好");
    }
}
