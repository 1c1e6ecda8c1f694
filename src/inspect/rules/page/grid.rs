//! Lines a page, characters a line (5.2.3).

use super::super::Sight;
use super::super::gauge::{Tally, housed_count, mm};
use super::area::full;
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line, LineId, Paragraph};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// G06
pub(in super::super) fn lines(sight: &Sight<'_>) -> Outcome {
    let own = sight.standard.lines;
    let mut tally = Tally::default();
    for page in 0..sight.seen.pages.len() {
        let Some(count) = full_page(sight, page) else {
            continue;
        };
        tally.saw();
        let off = (count - own).abs();
        if off > 0 {
            let severity = if off == 1 { Warning } else { Error };
            tally.fault(severity, page, Length::mm(off), format!("一面 {count} 行"));
        }
    }
    if tally.checked() == 0 {
        return Outcome::absent("没有全是正文的整面");
    }
    let outcome = tally.outcome(|count| Outcome::kept(format!("{count} 个整面，每面 {own} 行")));
    housed_count(outcome, own, GBT_9704.lines, "行")
}

/// How many lines a page has that is filled by running text alone and that the body goes on from.
fn full_page(sight: &Sight<'_>, page: usize) -> Option<i64> {
    let plain = sight.parts.form == Form::Plain;
    let tables = sight.parts.tables.iter().any(|area| area.page == page);
    let pictures = !sight.page(page)?.pictures.is_empty();
    if page == 0 && !plain || tables || pictures {
        return None;
    }
    let body: Vec<LineId> = sight
        .parts
        .paragraphs
        .iter()
        .flat_map(|p| p.lines.clone())
        .collect();
    let mut baselines: Vec<Length> = Vec::new();
    for (id, line) in sight.parts.running().filter(|(_, line)| line.page == page) {
        if !body.contains(&id) {
            return None;
        }
        baselines.push(line.baseline);
    }
    baselines.dedup_by(|a, b| (*a - *b).abs() <= Length::mm(1));
    let count = i64::try_from(baselines.len()).unwrap_or(i64::MAX);
    let pitch = (*baselines.last()? - *baselines.first()?) / (count - 1).max(1);
    let low = *baselines.last()? + sight.standard.text_size.part(12, 100);
    // a heading that would be the last line goes over to the next page: a page is full where a paragraph goes on there,
    // or where one more line would not fit
    let no_room = low + pitch > sight.standard.area_bottom() + Length::mm(1);
    let on = |paragraph: &Paragraph, page: usize| sight.lines(&paragraph.lines).any(|line| line.page == page);
    let paragraphs = &sight.parts.paragraphs;
    let goes_on = paragraphs.iter().any(|p| on(p, page) && on(p, page + 1));
    let more = paragraphs.iter().any(|p| on(p, page + 1));
    (goes_on || more && no_room).then_some(count)
}

/// G07
pub(in super::super) fn cells(sight: &Sight<'_>) -> Outcome {
    let own = sight.standard.cells;
    let mut tenths: Vec<(i64, usize)> = full(sight)
        .map(|line| (tenths_of_ems(sight, line), line.page))
        .collect();
    tenths.sort_unstable();
    let Some((middle, page)) = tenths.get(tenths.len() / 2).copied() else {
        return Outcome::unclear("没有回行的正文，看不出每行字数");
    };
    let words = format!("整行 {}.{} 字", middle / 10, middle % 10);
    let outcome = if (middle - own * 10).abs() <= 5 {
        Outcome::kept(words)
    } else {
        Outcome::broken(Warning, words)
    };
    housed_count(outcome.on(page + 1), own, GBT_9704.cells, "字")
}

/// A line's characters in tenths of an em, its indent counted as the characters that would fill it.
fn tenths_of_ems(sight: &Sight<'_>, line: &Line) -> i64 {
    let size = line.size.to_emu().max(1);
    let set: i64 = sight
        .glyphs(line)
        .map(|glyph| glyph.advance.to_emu() * 10 / glyph.size.to_emu().max(1))
        .sum();
    let lefts = sight.lefts(line.page).into_iter();
    let indent = lefts
        .map(|left| line.em.left - left)
        .min_by_key(|indent| indent.abs());
    let indent = indent.unwrap_or_default().max(Length::ZERO).to_emu() * 10 / size;
    // an indent of two characters is a little narrower than two ems: 28 ems do not fit into 156 mm
    set + (indent + 5) / 10 * 10
}

/// G08
pub(in super::super) fn pitch(sight: &Sight<'_>) -> Outcome {
    let mut tally = Tally::default();
    let mut told = String::new();
    for page in 0..sight.seen.pages.len() {
        let steps = steps(sight, page);
        let Some((mean, deviation)) = spread(&steps) else {
            continue;
        };
        tally.saw();
        let words = format!("行距平均 {}，标准差 {:.2} 毫米", mm(mean), deviation.to_mm());
        if deviation > Length::um(200) {
            tally.fault(Warning, page, deviation, words);
        } else {
            told = words;
        }
    }
    if tally.checked() == 0 {
        return Outcome::absent("没有三行以上的正文");
    }
    tally.outcome(|_| Outcome::kept(told))
}

/// From line to line of a page's body, where nothing stands between the two.
fn steps(sight: &Sight<'_>, page: usize) -> Vec<Length> {
    let body = sight.parts.paragraphs.iter().flat_map(|p| sight.lines(&p.lines));
    let mut baselines: Vec<Length> = body
        .filter(|line| line.page == page)
        .map(|line| line.baseline)
        .collect();
    baselines.sort_unstable();
    let pairs = baselines.windows(2).filter_map(|pair| match pair {
        [a, b] if *b - *a > Length::mm(1) => Some(*b - *a),
        _ => None,
    });
    let mut steps: Vec<Length> = pairs.collect();
    let mut sorted = steps.clone();
    sorted.sort_unstable();
    // a table between two lines is no pitch of theirs
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    steps.retain(|step| *step < usual.part(8, 5));
    steps
}

/// Mean and standard deviation of two steps and more.
fn spread(steps: &[Length]) -> Option<(Length, Length)> {
    let count = i64::try_from(steps.len()).ok().filter(|count| *count >= 2)?;
    let mean = steps.iter().copied().sum::<Length>() / count;
    let squares: f64 = steps.iter().map(|step| (*step - mean).to_mm().powi(2)).sum();
    let deviation = (squares / count as f64).sqrt();
    Some((mean, Length::from_mm(deviation)?))
}
