//! Levels (结构层次): their faces, their order and how their marks are written.

use super::Sight;
use super::body::{NONE, text};
use super::gauge::{Tally, face_name, start};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::{Level, Paragraph};
use crate::inspect::seen::Face;
use crate::text::{normal::is_han, numbering};
use crate::unit::Length;

const WITHOUT: &str = "正文没有分层次";

impl Level {
    const fn face(self) -> Face {
        match self {
            Self::First => Face::Heiti,
            Self::Second => Face::Kaiti,
            Self::Third | Self::Fourth => Face::Fangsong,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::First => "一、",
            Self::Second => "（一）",
            Self::Third => "1.",
            Self::Fourth => "（1）",
        }
    }
}

/// The paragraphs that begin with a mark.
fn marked<'s>(sight: &'s Sight<'_>) -> impl Iterator<Item = (&'s Paragraph, Level, u32)> {
    let level = |p: &'s Paragraph| p.level.map(|(level, number)| (p, level, number));
    sight.parts.paragraphs.iter().filter_map(level)
}

fn page(sight: &Sight<'_>, paragraph: &Paragraph) -> usize {
    sight
        .parts
        .lines_of(&paragraph.lines)
        .next()
        .map_or(0, |line| line.page)
}

pub(super) fn faces(sight: &Sight<'_>) -> Outcome {
    let mut tally = Tally::default();
    let mut unknown = 0;
    for (paragraph, level, _) in marked(sight) {
        let text = text(sight, paragraph);
        let Some(length) = heading(&text) else { continue };
        let faces = han_faces(sight, paragraph, length);
        let wrong: Vec<Face> = faces
            .iter()
            .copied()
            .filter(|face| *face != level.face())
            .collect();
        if faces.is_empty() || wrong.iter().filter(|face| **face == Face::Other).count() * 2 > faces.len() {
            unknown += 1;
            continue;
        }
        tally.saw();
        // a character that the face lacks may come from another
        if wrong.len() * 5 > faces.len() {
            let used = face_name(wrong.first().copied().unwrap_or_default());
            let words = format!("{}用{used}，应为{}", start(&text), face_name(level.face()));
            tally.fault(Severity::Warning, page(sight, paragraph), Length::emu(1), words);
        }
    }
    if tally.checked() == 0 {
        return if unknown > 0 {
            Outcome::unclear(format!("{unknown} 个层次标题的字体看不出是哪一种"))
        } else {
            Outcome::absent(WITHOUT)
        };
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 个层次标题字体均符合")))
}

/// How many characters of a paragraph are its heading, `None` where it is a sentence throughout.
fn heading(text: &str) -> Option<usize> {
    let typed = numbering::recognise(text)?;
    let mark = text.chars().count() - typed.rest.chars().count();
    if let Some((heading, _)) = numbering::run_in(typed.rest) {
        return Some(mark + heading.chars().count());
    }
    let rest = typed.rest.chars().count();
    (rest <= numbering::LONGEST_RUN_IN && !typed.rest.ends_with(['。', '；', '，'])).then_some(mark + rest)
}

/// The faces of the Han characters among the first `length` of a paragraph.
fn han_faces(sight: &Sight<'_>, paragraph: &Paragraph, length: usize) -> Vec<Face> {
    let glyphs = sight.parts.lines_of(&paragraph.lines).flat_map(|line| {
        let page = sight.seen.pages.get(line.page);
        line.glyphs.iter().filter_map(move |i| page?.glyphs.get(*i))
    });
    glyphs
        .take(length)
        .filter(|glyph| glyph.text.chars().any(is_han))
        .filter_map(|glyph| sight.seen.fonts.get(glyph.font))
        .map(|font| font.face)
        .collect()
}

pub(super) fn order(sight: &Sight<'_>) -> Outcome {
    let marks: Vec<(Level, u32, usize)> = marked(sight)
        .map(|(p, level, number)| (level, number, page(sight, p)))
        .collect();
    if sight.parts.paragraphs.is_empty() {
        return Outcome::absent(NONE);
    }
    if marks.is_empty() {
        return Outcome::absent(WITHOUT);
    }
    let mut tally = Tally::default();
    for (page, severity, words) in faults(&marks) {
        tally.fault(severity, page, Length::ZERO, words);
    }
    tally.outcome(|_| Outcome::kept(format!("{} 个序数，依次连续", marks.len())))
}

/// What is wrong with the order of marks: page, how bad, in words.
fn faults(marks: &[(Level, u32, usize)]) -> Vec<(usize, Severity, String)> {
    let second = marks.iter().any(|(level, ..)| *level == Level::Second);
    let mut faults = Vec::new();
    // the last number of each level under its parent, and in the document
    let mut open = [0_u32; 4];
    let mut last = [0_u32; 4];
    for &(level, number, page) in marks {
        let at = level as usize;
        let mark = numbering::mark(u8::try_from(at + 1).unwrap_or(1), number);
        let own = open.get(at).copied().unwrap_or(0);
        let running = last.get(at).copied().unwrap_or(0);
        let (above, below) = open.split_at_checked(at).unwrap_or_default();
        let deeper = below.iter().skip(1).any(|n| *n > 0);
        if own == 0 && deeper && number == 1 && at > 0 {
            faults.push((
                page,
                Severity::Error,
                format!("“{mark}”排在下一层序数之后，层次倒置"),
            ));
        } else if number != own + 1 && number != running + 1 {
            let wanted = numbering::mark(u8::try_from(at + 1).unwrap_or(1), own + 1);
            faults.push((
                page,
                Severity::Error,
                format!("“{mark}”应为“{wanted}”，序数不连续"),
            ));
        } else if skips(at, above, second) {
            faults.push((
                page,
                Severity::Warning,
                format!(
                    "“{mark}”越过了上一层“{}”",
                    LEVELS.get(at.saturating_sub(1)).map_or("", |level| level.name())
                ),
            ));
        }
        for (i, n) in open.iter_mut().enumerate().skip(at) {
            *n = if i == at { number } else { 0 };
        }
        if let Some(n) = last.get_mut(at) {
            *n = number;
        }
    }
    faults
}

const LEVELS: [Level; 4] = [Level::First, Level::Second, Level::Third, Level::Fourth];

/// Whether the level right above is missing while a higher one is open; 一、 and 1. alone are usual where a document
/// has but two levels.
fn skips(at: usize, above: &[u32], second: bool) -> bool {
    let missing = above.last() == Some(&0) && above.iter().any(|n| *n > 0);
    missing && (second || at != Level::Third as usize)
}

pub(super) fn forms(sight: &Sight<'_>) -> Outcome {
    let mut tally = Tally::default();
    for paragraph in &sight.parts.paragraphs {
        let text = text(sight, paragraph);
        if numbering::recognise(&text).is_none()
            && !text.starts_with(|c: char| "一二三四五六七八九十".contains(c))
        {
            continue;
        }
        if let Some(meant) = meant(&text) {
            let words = format!("{}应写作“{meant}”", start(&text));
            tally.fault(Severity::Warning, page(sight, paragraph), Length::ZERO, words);
        } else if paragraph.level.is_some() {
            tally.saw();
        }
    }
    let marks = tally.checked();
    tally.outcome(|_| {
        if marks == 0 {
            Outcome::absent(WITHOUT)
        } else {
            Outcome::kept(format!("{marks} 个序数，写法均符合"))
        }
    })
}

/// How a mark that is written wrong is meant.
fn meant(text: &str) -> Option<String> {
    let Some(typed) = numbering::recognise(text) else {
        // 一. instead of 一、
        let (number, rest) = text.split_once(['.', '．'])?;
        let han = number.chars().count() <= 3 && number.chars().all(|c| "一二三四五六七八九十".contains(c));
        return (han && !rest.is_empty()).then(|| format!("{number}、"));
    };
    let marked = numbering::mark(typed.level, typed.number);
    let half = typed.mark.contains(['(', ')']);
    let stopped = matches!(typed.level, 2 | 4 | 5) && typed.rest.starts_with(['、', '，', '.', '．']);
    let comma = typed.level == 3 && typed.mark.ends_with('、');
    let marked = if typed.level == 5 {
        typed.mark.to_owned()
    } else {
        marked
    };
    (half || stopped || comma).then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_end_where_their_sentence_ends() {
        assert_eq!(heading("一、总体情况"), Some(6));
        assert_eq!(heading("（一）提高认识。各单位要……"), Some(8));
        assert_eq!(heading("一、对县教育局予以通报表扬。"), None);
        assert_eq!(heading("总体情况"), None);
    }

    #[test]
    fn marks_written_wrong() {
        assert_eq!(meant("（一）、提高认识").as_deref(), Some("（一）"));
        assert_eq!(meant("(一)提高认识").as_deref(), Some("（一）"));
        assert_eq!(meant("1、提高认识").as_deref(), Some("1."));
        assert_eq!(meant("一.提高认识").as_deref(), Some("一、"));
        for right in [
            "一、提高认识",
            "（一）提高认识",
            "1.提高认识",
            "（1）提高认识",
            "①提高认识",
            "一季度",
        ] {
            assert_eq!(meant(right), None, "{right}");
        }
    }

    fn order(marks: &[(Level, u32)]) -> Vec<Severity> {
        let marks: Vec<_> = marks.iter().map(|(level, number)| (*level, *number, 0)).collect();
        faults(&marks)
            .into_iter()
            .map(|(_, severity, _)| severity)
            .collect()
    }

    #[test]
    fn marks_follow_each_other() {
        use Level::{First, Second, Third};
        assert_eq!(
            order(&[(First, 1), (Second, 1), (Second, 2), (First, 2), (Second, 1)]),
            []
        );
        // items that count on through the document
        assert_eq!(
            order(&[(First, 1), (Third, 1), (Third, 2), (First, 2), (Third, 3)]),
            []
        );
        assert_eq!(order(&[(First, 1), (First, 3)]), [Severity::Error]);
        assert_eq!(
            order(&[(First, 1), (Third, 1), (Second, 1)]),
            [Severity::Warning, Severity::Error]
        );
        assert_eq!(
            order(&[(First, 1), (Second, 1), (First, 2), (Third, 1)]),
            [Severity::Warning]
        );
    }
}
