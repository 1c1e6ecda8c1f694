//! The annex note (附件说明): where it stands and how it is written.

use super::Sight;
use super::gauge::{Tally, gap_outcome, housed, mm, near, start};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::row::rows;
use crate::inspect::find::{AnnexNote, Line, LineId, annex_number};
use crate::standard::GBT_9704;
use crate::unit::Length;

const NO_NOTE: &str = "没有附件说明";

pub(super) fn note<'s>(sight: &'s Sight<'_>) -> Result<&'s AnnexNote, Outcome> {
    let note = sight
        .parts
        .note
        .as_ref()
        .ok_or_else(|| Outcome::absent(NO_NOTE))?;
    if sight.parts.lines_of(&note.lines).any(|line| line.unreadable) {
        return Err(Outcome::unclear("文件没有给出附件说明的文字"));
    }
    Ok(note)
}

pub(super) fn place(sight: &Sight<'_>) -> Outcome {
    let parts = sight.parts;
    let first = match note(sight) {
        Ok(note) => parts.lines_of(&note.lines).next(),
        Err(outcome) => return outcome,
    };
    let Some(first) = first else {
        return Outcome::absent(NO_NOTE);
    };
    let (inset, wanted) = (
        first.em.left - sight.margin(first.page),
        sight.standard.chars(sight.standard.indent),
    );
    if !near(inset, wanted, Length::mm(1)) {
        let words = format!("“附件：”左空 {}，应为二字（{}）", mm(inset), mm(wanted));
        return Outcome::broken(Severity::Warning, words).on(first.page + 1);
    }
    // a table may stand between text and note
    let above = parts
        .running()
        .map(|(_, line)| line)
        .filter(|line| line.page == first.page && line.em.bottom <= first.em.top);
    let tables = parts
        .tables
        .iter()
        .filter(|table| table.page == first.page)
        .map(|table| table.bounds.bottom);
    let above = above
        .map(|line| line.em.bottom)
        .chain(tables.filter(|y| *y <= first.em.top))
        .max();
    let Some(above) = above else {
        return Outcome::kept(format!("左空 {}；在一页之首", mm(inset))).on(first.page + 1);
    };
    let wanted = sight.standard.note_gap;
    let what = format!("左空 {}；正文下边缘至附件说明上边缘", mm(inset));
    let outcome = gap_outcome(
        &what,
        first.page,
        first.em.top - above,
        wanted,
        1,
        Severity::Warning,
    );
    housed(outcome, wanted, GBT_9704.note_gap)
}

pub(super) fn form(sight: &Sight<'_>) -> Outcome {
    let note = match note(sight) {
        Ok(note) => note,
        Err(outcome) => return outcome,
    };
    let mut tally = Tally::default();
    let page = |lines: &[_]| sight.parts.lines_of(lines).next().map_or(0, |line| line.page);
    for (n, (number, name, lines)) in note.names.iter().enumerate() {
        let wanted = (note.names.len() > 1).then(|| u32::try_from(n + 1).unwrap_or(u32::MAX));
        let mut fault = |words: String| tally.fault(Severity::Error, page(lines), Length::ZERO, words);
        match (wanted, *number) {
            (None, Some(_)) => fault("只有一个附件，不编序号".to_owned()),
            (Some(wanted), number) if number != Some(wanted) => {
                fault(format!("{}应编序号“{wanted}.”", start(name)));
            }
            _ => {}
        }
        if let Some(mark) = name
            .chars()
            .next_back()
            .filter(|c| "，。、；：！？,;:.".contains(*c))
        {
            fault(format!("{}名称后有“{mark}”", start(name)));
        }
        if let Some(dot) = dot(sight, lines).filter(|dot| *dot != '.' && *dot != '．') {
            fault(format!("序号后用“{dot}”，应为下脚点“.”"));
        }
    }
    tally.outcome(|_| {
        Outcome::kept(format!("共 {} 个附件，名称后无标点", note.names.len())).on(page(&note.lines) + 1)
    })
}

/// The mark after an annex's number.
fn dot(sight: &Sight<'_>, lines: &[LineId]) -> Option<char> {
    let text: String = sight
        .parts
        .lines_of(lines)
        .map(|line| line.text.as_str())
        .collect();
    let text = text
        .split_once(['：', ':'])
        .filter(|(label, _)| label.replace(' ', "") == "附件")
        .map_or(text.as_str(), |(_, rest)| rest);
    annex_number(text.trim_start()).map(|(_, dot, _)| dot)
}

pub(super) fn wraps(sight: &Sight<'_>) -> Outcome {
    let note = match note(sight) {
        Ok(note) => note,
        Err(outcome) => return outcome,
    };
    let mut tally = Tally::default();
    for (_, name, lines) in &note.names {
        let rows = rows(sight.parts, lines);
        let Some(first) = rows
            .first()
            .and_then(|row| name_left(sight, row.lines.as_slice(), name))
        else {
            continue;
        };
        for row in rows.iter().skip(1) {
            tally.saw();
            let off = row.em.left - first;
            if !near(row.em.left, first, Length::mm(1)) {
                let words = format!("{}回行与名称首字相差 {}", start(name), mm(off.abs()));
                tally.fault(Severity::Warning, row.page, off, words);
            }
        }
    }
    if tally.checked() == 0 {
        return Outcome::absent("附件名称没有回行");
    }
    tally.outcome(|count| Outcome::kept(format!("{count} 行回行，均与名称首字对齐")))
}

/// Where the first character of an annex's name stands in its first row.
fn name_left(sight: &Sight<'_>, row: &[&Line], name: &str) -> Option<Length> {
    let glyphs: Vec<_> = row
        .iter()
        .flat_map(|line| {
            line.glyphs
                .iter()
                .filter_map(|i| sight.seen.pages.get(line.page)?.glyphs.get(*i))
        })
        .collect();
    let texts: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    // the row is 附件：1. and as much of the name as fits
    let solid: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let at = (0..texts.len())
        .filter(|at| texts.is_char_boundary(*at))
        .find(|at| {
            texts
                .get(*at..)
                .is_some_and(|rest| !rest.is_empty() && solid.starts_with(rest))
        })?;
    let mut before = 0;
    let glyph = glyphs.into_iter().find(|glyph| {
        let here = before >= at;
        before += glyph.text.len();
        here
    })?;
    Some(glyph.at.x)
}
