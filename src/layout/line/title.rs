//! Titles (标题): broken where the sense is complete, in the shape of a trapezoid or a diamond, centred
//! (GB/T 9704—2012 7.3.1).
//!
//! All ways to break a title in as few lines as it needs, or one more, are judged; there are few, as lines end only
//! between words. Costs are points: a fault against the clause costs hundreds, a blemish tens.

use std::ops::Range;

use crate::diag::code::layout::TITLE_SHAPE;
use crate::diag::{Diagnostic, Sink};
use crate::document::Text;
use crate::font::Fonts;
use crate::text::sense::{self, Place};
use crate::unit::Length;

use super::collect::{Atom, Piece, collect, fine};
use super::fill::{Cut, solid};
use super::link::{Link, loosen};
use super::{Line, Measure, Span, Style, adjust, fill, finish};

/// Titles of more lines are no titles; they are set as a paragraph would be.
const MOST_LINES: usize = 4;
/// Ways looked at before the best so far is taken; a title of four full lines has fewer.
const MOST_WAYS: usize = 200_000;
/// Against the clause: equal lines, an hourglass, a word cut.
const WRONG: i64 = 500;
/// A line more than needed.
const LINE_MORE: i64 = 150;
/// A line that begins with 的 or ends with 关于; a line of three characters.
const AWKWARD: i64 = 250;
/// A break inside 《》 or （）, or before 和.
const INSIDE: i64 = 120;
/// A break before 关于 or behind 的 is where a reader draws breath.
const BREATH: i64 = -40;

/// Sets a title; each line's indent centres it in `width`. A line feed forces a break, and then the shape is the
/// clerk's own. A shape that the clause does not allow is a warning.
pub(crate) fn set_title(
    fonts: &Fonts,
    text: &Text,
    style: Style,
    width: Length,
    sink: &mut Sink,
) -> Vec<Line> {
    let spans = [Span::new(&text.string, style, text.origin)];
    let mut collected = collect(fonts, &spans, Some(sink));
    loosen(&mut collected.atoms, width);
    let forced = collected.pieces().count() > 1;
    let mut lines = Vec::new();
    let (mut steps, mut glyphs) = (Vec::new(), Vec::new());
    for piece in collected.pieces() {
        let (ends, well) = ends(piece.atoms, fine(width));
        if !well && !forced {
            sink.push(shapeless(text));
        }
        let cuts = match ends {
            Some(ends) => cuts(piece, &ends),
            None => fill::fill(piece, &fill::Room::new(&Measure::ragged(width), &spans), true).collect(),
        };
        for cut in cuts {
            let atoms = piece.atoms.get(cut.atoms.clone()).unwrap_or_default();
            adjust::adjust(atoms, fine(width), false, &mut steps);
            let free = fine(width) - steps.iter().sum::<i64>();
            lines.push(finish::finish(atoms, &steps, &spans, &cut, free / 2, &mut glyphs));
        }
    }
    lines
}

fn shapeless(text: &Text) -> Diagnostic {
    Diagnostic::new(
        TITLE_SHAPE,
        format!("标题“{}”不拆开词语就排不成梯形或菱形", text.string),
    )
    .at(text.origin)
    .clause("GB/T 9704—2012 7.3.1")
    .help("在标题（title）的字符串中用 \\n 指定断行处，或增删几个字")
}

fn cuts(piece: Piece<'_>, ends: &[usize]) -> Vec<Cut> {
    let (mut start, mut from) = (0, piece.chars.0);
    let mut cuts = Vec::new();
    for &end in ends {
        let last = end == piece.atoms.len();
        let to = piece
            .atoms
            .get(end)
            .filter(|_| !last)
            .map_or(piece.chars.1, |atom| atom.at as usize);
        cuts.push(Cut {
            atoms: start..end,
            chars: from..to,
            first: start == 0,
            last,
        });
        (start, from) = (end, to);
    }
    cuts
}

/// Where the lines end, the last with the atoms, and whether the shape is allowed; `None` for a text that is set as
/// a paragraph.
fn ends(atoms: &[Atom], width: i64) -> (Option<Vec<usize>>, bool) {
    let whole = solid(atoms);
    if whole <= width {
        return (Some(vec![atoms.len()]), true);
    }
    let needed = usize::try_from(whole / width.max(1))
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    if needed > MOST_LINES {
        return (None, false);
    }
    let mut search = Search {
        atoms,
        width,
        breaks: breaks(atoms),
        best: None,
        ways: 0,
    };
    for count in needed..=(needed + 1).min(MOST_LINES) {
        let more = if count > needed { LINE_MORE } else { 0 };
        search.go(0, count, more, &mut Vec::new());
    }
    let well = search.best.as_ref().is_some_and(|(cost, _)| *cost < WRONG);
    (search.best.map(|(_, ends)| ends), well)
}

/// A place where a line may end (断点): behind this many atoms, at this cost.
#[derive(Clone, Copy)]
struct Break {
    at: usize,
    cost: i64,
}

fn breaks(atoms: &[Atom]) -> Vec<Break> {
    let string: String = atoms.iter().map(|atom| atom.ch).collect();
    let mut places = sense::places(&string).into_iter().peekable();
    let mut byte = 0;
    let mut breaks = Vec::new();
    for (i, atom) in atoms.iter().enumerate() {
        byte += atom.ch.len_utf8();
        let Some((_, place)) = places.next_if(|(at, _)| *at == byte) else {
            continue;
        };
        if atom.link == Link::Free(0) {
            breaks.push(Break {
                at: i + 1,
                cost: cost(place),
            });
        }
    }
    breaks
}

const fn cost(place: Place) -> i64 {
    match place {
        Place::Breath => BREATH,
        Place::Word => 0,
        Place::Inside => INSIDE,
        Place::Awkward => AWKWARD,
    }
}

struct Search<'a> {
    atoms: &'a [Atom],
    width: i64,
    breaks: Vec<Break>,
    best: Option<(i64, Vec<usize>)>,
    ways: usize,
}

impl Search<'_> {
    /// Tries all ways to set what is behind `start` in `count` lines.
    fn go(&mut self, start: usize, count: usize, cost: i64, ends: &mut Vec<usize>) {
        self.ways += 1;
        let rest = self.line(start..self.atoms.len());
        if self.ways > MOST_WAYS || rest > self.width * i64::try_from(count).unwrap_or(1) {
            return;
        }
        if count == 1 {
            ends.push(self.atoms.len());
            self.judge(cost, ends);
            ends.pop();
            return;
        }
        let from = self.breaks.partition_point(|b| b.at <= start);
        for n in from..self.breaks.len() {
            let Some(&Break { at, cost: more }) = self.breaks.get(n) else {
                return;
            };
            if at >= self.atoms.len() || self.line(start..at) > self.width {
                return;
            }
            ends.push(at);
            self.go(at, count - 1, cost + more, ends);
            ends.pop();
        }
    }

    fn line(&self, range: Range<usize>) -> i64 {
        solid(self.atoms.get(range).unwrap_or_default())
    }

    fn judge(&mut self, cost: i64, ends: &[usize]) {
        let em = self.atoms.first().map_or(1, |atom| atom.em.max(10));
        let starts = [0].into_iter().chain(ends.iter().copied());
        // in tenths of an em
        let widths: Vec<i64> = starts
            .zip(ends)
            .map(|(start, end)| self.line(start..*end) / (em / 10))
            .collect();
        if widths.iter().any(|width| width * (em / 10) > self.width) {
            return;
        }
        let short = widths.iter().filter(|width| **width <= 30).count();
        let cost = cost + shape(&widths) + AWKWARD * i64::try_from(short).unwrap_or(1);
        if self.best.as_ref().is_none_or(|(least, _)| cost < *least) {
            self.best = Some((cost, ends.to_vec()));
        }
    }
}

/// The cost of a shape; widths in tenths of an em. Lines must differ by one em to be seen to differ.
fn shape(widths: &[i64]) -> i64 {
    let steps: Vec<i64> = widths.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let (first, last) = (
        widths.first().copied().unwrap_or(0),
        widths.last().copied().unwrap_or(0),
    );
    let steepness: i64 = steps
        .iter()
        .map(|step| (step.abs() - 80).max(0) * 3 + step.abs() / 4)
        .sum();
    let up = steps.iter().all(|step| *step >= 10);
    let down = steps.iter().all(|step| *step <= -10);
    // first longer and longer, then shorter and shorter
    let turn = steps.iter().position(|step| *step <= 0).unwrap_or(steps.len());
    let diamond = turn > 0
        && turn < steps.len()
        && steps.iter().take(turn).all(|step| *step >= 10)
        && steps.iter().skip(turn).all(|step| *step <= -10);
    if diamond {
        // the outer lines within two ems of each other (7.3.1's 菱形)
        return steepness + (first - last).abs() + ((first - last).abs() - 20).max(0) * 3;
    }
    if up || down {
        // a trapezoid of three lines is rarer than a diamond
        return steepness + if widths.len() > 2 { 60 } else { 0 };
    }
    // equal lines are a box, a narrow middle is an hourglass
    WRONG + steepness
}

/// Whether a title of these lines has a shape that the clause allows; for tests.
#[cfg(test)]
fn allowed(widths: &[i64]) -> bool {
    widths.len() == 1 || shape(widths) < WRONG
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Role;

    const STYLE: Style = Style::new(Role::Xiaobiaosong, Length::pt(22));

    fn title(text: &str) -> (Vec<Line>, Sink) {
        let mut sink = Sink::new();
        let text = Text::new(text, None);
        (
            set_title(&Fonts::bundled(), &text, STYLE, Length::mm(156), &mut sink),
            sink,
        )
    }

    fn broken(text: &str) -> Vec<String> {
        let (lines, sink) = title(text);
        assert!(sink.is_empty(), "{:?}", sink.found());
        let widths: Vec<i64> = lines
            .iter()
            .map(|line| line.width.to_emu() * 10 / STYLE.size.to_emu())
            .collect();
        assert!(allowed(&widths), "{widths:?}");
        lines.iter().map(Line::text).collect()
    }

    #[test]
    fn short_titles_are_one_line_in_the_middle() {
        let (lines, _) = title("关于做好防汛工作的通知");
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].indent * 2 + lines[0].width, Length::mm(156));
    }

    #[test]
    fn titles_break_between_words_and_have_a_shape() {
        let titles = [
            "清溪县人民政府办公室关于2024年二季度重点民生实事进展情况的通报",
            "清溪县人民政府督查室关于2024年第三季度全县重点民生实事项目进展情况的通报",
            "关于印发《清溪县2024年民生实事项目责任分解方案》的通知",
            "清溪县人民政府办公室关于印发清溪县2024年十件民生实事项目责任分解方案和工作推进机制的通知",
            "关于全县上半年重点民生实事完成情况和下一步工作安排的通报",
            "清溪县人民政府办公室关于转发县教育局等部门《清溪县义务教育学校校内课后服务管理办法（试行）》的通知",
            "清溪县人民政府办公室关于2026年1—9月份20件民生实事完成情况的通报",
            "清溪县人民政府办公室关于表扬王明、李小红等12名同志和县教育局等8个单位的通报",
        ];
        let shown: Vec<String> = titles.iter().map(|title| broken(title).join("／")).collect();
        let wanted = [
            "清溪县人民政府办公室关于2024年二季度／重点民生实事进展情况的通报",
            "清溪县人民政府督查室关于2024年第三季度／全县重点民生实事项目进展情况的通报",
            "关于印发《清溪县2024年民生实事／项目责任分解方案》的通知",
            "清溪县人民政府办公室／关于印发清溪县2024年十件民生实事／项目责任分解方案和工作推进机制的通知",
            "关于全县上半年重点民生实事／完成情况和下一步工作安排的通报",
            "清溪县人民政府办公室关于转发／县教育局等部门《清溪县义务教育学校校内／课后服务管理办法（试行）》的通知",
            "清溪县人民政府办公室关于2026年1—9月份／20件民生实事完成情况的通报",
            "清溪县人民政府办公室／关于表扬王明、李小红等／12名同志和县教育局等8个单位的通报",
        ];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn a_line_feed_is_the_clerks_own_shape() {
        let (lines, sink) = title("清溪县人民政府\n关于民生的通报");
        assert_eq!(
            lines.iter().map(Line::text).collect::<Vec<_>>(),
            ["清溪县人民政府", "关于民生的通报"]
        );
        assert!(sink.is_empty());
    }

    #[test]
    fn what_has_no_shape_is_told_and_keeps_its_words() {
        let (lines, sink) = title(&format!("关于{}的通报", "abcdefghij".repeat(9)));
        assert_eq!(sink.found().len(), 1);
        assert!(lines.iter().all(|line| line.width <= Length::mm(156)));
    }

    #[test]
    fn long_titles_are_no_danger() {
        let (lines, _) = title(&"关于全县重点民生实事进展情况".repeat(40));
        assert!(lines.len() > 20);
        assert!(lines.iter().all(|line| line.width <= Length::mm(156)));
        assert_eq!(title("").0.len(), 1);
    }
}
