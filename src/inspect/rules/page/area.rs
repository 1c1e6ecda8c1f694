//! Sheet and type area (5.1, 5.2.1).

use super::super::Sight;
use super::super::gauge::{Tally, housed, mm, near};
use super::super::wanted::{Reading, Wanted, worst};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line, LineId, Record};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// G01
pub(in super::super) fn sheet(sight: &Sight<'_>) -> Outcome {
    let wanted = sight.standard.sheet();
    let mut tally = Tally::default();
    for (number, page) in sight.seen.pages.iter().enumerate() {
        tally.saw();
        let size = page.size;
        let off = (size.width - wanted.width)
            .abs()
            .max((size.height - wanted.height).abs());
        if off > Length::mm(1) {
            let words = format!("{}×{}", mm(size.width), mm(size.height));
            tally.fault(Error, number, off, words);
        }
    }
    if tally.checked() == 0 {
        return Outcome::unclear("文件没有页");
    }
    let outcome = tally.outcome(|count| {
        let size = sight.page(0).map(|page| page.size).unwrap_or_default();
        Outcome::kept(format!("{count} 页，{}×{}", mm(size.width), mm(size.height)))
    });
    housed(outcome, wanted.width, GBT_9704.sheet_width)
}

/// G02
pub(in super::super) fn top(sight: &Sight<'_>) -> Outcome {
    let s = sight.standard;
    let from = usize::from(sight.parts.form != Form::Plain || has_corner(sight));
    let tops = (from..sight.seen.pages.len()).filter_map(|page| first_line(sight, page));
    let tops: Vec<Reading> = tops.collect();
    if tops.is_empty() {
        return Outcome::absent("没有从版心上边缘排起的整面文字");
    }
    let Some(reading) = worst(tops, s.margin_top) else {
        return Outcome::absent("没有从版心上边缘排起的整面文字");
    };
    // where lines are set on a grid of 225 ÷ 22 mm, half of the space between lines stands above the first one
    let lowest = s.margin_top + Length::um(2_600) + Length::um(200);
    let on_grid = (s.margin_top..=lowest).contains(&reading.value);
    let words = format!("首行上边缘距纸上边 {}", mm(reading.value));
    let outcome = if near(reading.value, s.margin_top, Length::mm(1)) || on_grid {
        Outcome::kept(words)
    } else {
        Outcome::broken(Warning, words)
    };
    housed(outcome.on(reading.page + 1), s.margin_top, GBT_9704.margin_top)
}

fn has_corner(sight: &Sight<'_>) -> bool {
    let head = &sight.parts.head;
    head.copy_number.or(head.secrecy).or(head.urgency).is_some()
}

/// The upper edge of a page's first line of text, unless a table or a picture stands above it, or the page has only
/// the record.
fn first_line(sight: &Sight<'_>, page: usize) -> Option<Reading> {
    let record: Vec<LineId> = sight.parts.record.iter().flat_map(Record::lines).collect();
    let running = sight.parts.running();
    let own = running.filter(|(id, line)| line.page == page && !record.contains(id));
    let top = own.map(|(_, line)| line.em.top).min()?;
    let tables = sight.parts.tables.iter().filter(|area| area.page == page);
    let above = tables.map(|area| area.bounds.top).any(|table| table < top);
    let pictures = sight.page(page)?.pictures.iter();
    let below_picture = pictures.map(|picture| picture.bounds.top).any(|y| y < top);
    (!above && !below_picture).then_some(Reading::new(page, top))
}

/// G03
pub(in super::super) fn left(sight: &Sight<'_>) -> Outcome {
    let s = sight.standard;
    let lefts = (0..sight.seen.pages.len()).filter_map(|page| {
        let lines = continuations(sight).filter(|line| line.page == page);
        // an opening mark at the beginning of a line may be moved out by its blank half
        let plain = lines.filter(|line| !line.text.starts_with(['“', '‘', '（', '《', '〈', '〔']));
        let left = plain.map(|line| line.em.left).min()?;
        let wanted = sight
            .lefts(page)
            .into_iter()
            .min_by_key(|wanted| (left - *wanted).abs())?;
        // told as if no page were mirrored
        Some((Reading::new(page, left), left - wanted))
    });
    let Some((reading, off)) = lefts.max_by_key(|(_, off)| off.abs()) else {
        return Outcome::unclear("没有回行的正文，看不出左边缘");
    };
    let words = format!("左边缘距纸左边 {}", mm(reading.value));
    let outcome = if off.abs() <= Length::mm(1) {
        Outcome::kept(words)
    } else {
        Outcome::broken(Error, words)
    };
    housed(outcome.on(reading.page + 1), s.margin_left, GBT_9704.margin_left)
}

/// Lines of the body that go on from the line before them.
fn continuations<'s>(sight: &'s Sight<'_>) -> impl Iterator<Item = &'s Line> {
    let paragraphs = sight.parts.paragraphs.iter();
    paragraphs.flat_map(|paragraph| sight.lines(paragraph.lines.get(1..).unwrap_or_default()))
}

/// Lines of the body that another one of their paragraph follows: they fill the type area.
pub(super) fn full<'s>(sight: &'s Sight<'_>) -> impl Iterator<Item = &'s Line> {
    let paragraphs = sight.parts.paragraphs.iter();
    paragraphs.flat_map(|paragraph| {
        let all_but_last = paragraph.lines.len().saturating_sub(1);
        sight.lines(paragraph.lines.get(..all_but_last).unwrap_or_default())
    })
}

/// G04
pub(in super::super) fn width(sight: &Sight<'_>) -> Outcome {
    let s = sight.standard;
    let mut widths: Vec<(Length, usize)> = Vec::new();
    for line in full(sight) {
        let left = sight
            .lefts(line.page)
            .into_iter()
            .min_by_key(|left| (line.em.left - *left).abs());
        // an indented line begins further in: what counts is where it ends
        let from = left.unwrap_or(line.em.left);
        let wide = line.em.right - from;
        let cut = wide - line.trim();
        let width = if near(cut, s.area_width, (wide - s.area_width).abs()) {
            cut
        } else {
            wide
        };
        widths.push((width, line.page));
    }
    widths.sort_unstable();
    let Some((width, page)) = widths.get(widths.len() / 2).copied() else {
        return Outcome::unclear("没有回行的正文，看不出版心宽度");
    };
    let wanted = Wanted {
        what: "整行右边缘距版心左边缘",
        own: s.area_width,
        standard: GBT_9704.area_width,
        tolerance: Length::mm(1),
        severity: Warning,
    };
    wanted.judge(Reading::new(page, width))
}

/// G05
pub(in super::super) fn height(sight: &Sight<'_>) -> Outcome {
    let s = sight.standard;
    let slack = Length::mm(1);
    let mut tally = Tally::default();
    let numbers = &sight.parts.page_numbers;
    for (id, line) in (0..).map(LineId).zip(&sight.parts.lines) {
        let letter = line.page == 0 && sight.parts.form == Form::Letter;
        if letter || numbers.contains(&Some(id)) {
            continue;
        }
        tally.saw();
        let (top, bottom) = line
            .ink
            .map_or((line.em.top, line.em.bottom), |ink| (ink.top, ink.bottom));
        let (above, below) = (s.margin_top - top, bottom - s.area_bottom());
        if above > slack {
            let words = format!("“{}”上边缘距纸上边 {}", head(line), mm(top));
            tally.fault(Error, line.page, above, words);
        } else if below > slack {
            let words = format!("“{}”下边缘距纸上边 {}", head(line), mm(bottom));
            tally.fault(Error, line.page, below, words);
        }
    }
    if tally.checked() == 0 {
        return Outcome::unclear("文件中没有文字，可能是扫描件");
    }
    let range = format!(
        "文字都在距纸上边 {} 至 {} 之间",
        mm(s.margin_top),
        mm(s.area_bottom())
    );
    let outcome = tally.outcome(|_| Outcome::kept(range));
    housed(outcome, s.area_height, GBT_9704.area_height)
}

fn head(line: &Line) -> String {
    line.text.chars().take(8).collect()
}
