//! The record's entries (版记各栏): 抄送, 印发机关 and 印发日期.

use super::Sight;
use super::gauge::{Tally, face_name, housed_size, mm, near, pt, start};
use super::record::{record, ruled};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::inspect::find::row::{Row, rows};
use crate::inspect::find::{Form, Record};
use crate::inspect::seen::Face;
use crate::standard::GBT_9704;
use crate::text::date;
use crate::unit::Length;

/// What an entry's row has against it: its type, and what stands left and right.
fn typed(sight: &Sight<'_>, row: &Row<'_>, tally: &mut Tally, severity: Severity) -> bool {
    let s = sight.standard;
    let mut known = true;
    for line in &row.lines {
        if !near(line.size, s.record_size, Length::centipt(50)) {
            let words = format!(
                "{}用 {}，应为 4 号（{}）",
                start(&line.text),
                pt(line.size),
                pt(s.record_size)
            );
            tally.fault(severity, row.page, line.size - s.record_size, words);
        }
        match line.face {
            Face::Fangsong => {}
            Face::Other => known = false,
            Face::Latin if line.text.is_ascii() => {}
            face => {
                let words = format!("{}用{}，应为仿宋", start(&line.text), face_name(face));
                tally.fault(Severity::Warning, row.page, Length::emu(1), words);
            }
        }
    }
    known
}

/// The type area's edges on a record's page; of a letter's as well.
fn edges(sight: &Sight<'_>, record: &Record) -> (Length, Length) {
    // rules say where the type area is, text does where there are none
    let left = record
        .rules
        .first()
        .map_or_else(|| sight.margin(record.page), |rule| rule.from.x.min(rule.to.x));
    (left, left + sight.standard.area_width)
}

pub(super) fn copies(sight: &Sight<'_>) -> Outcome {
    let record = match record(sight) {
        Ok(record) if record.copies.is_empty() => return Outcome::absent("没有抄送机关"),
        Ok(record) => record,
        Err(outcome) => return outcome,
    };
    let rows = rows(sight.parts, &record.copies);
    if rows.iter().flat_map(|row| &row.lines).any(|line| line.unreadable) {
        return Outcome::unclear("文件没有给出抄送机关的文字");
    }
    let inset = sight.standard.record_size * sight.standard.record_inset;
    let (left, right) = edges(sight, record);
    let mut tally = Tally::default();
    let mut known = true;
    let mut hang = None;
    for row in &rows {
        known &= typed(sight, row, &mut tally, Severity::Warning);
        let mut fault = |by: Length, words: String| tally.fault(Severity::Warning, row.page, by, words);
        let from_left = row.em.left - left;
        if let Some(behind) = behind_colon(sight, row) {
            if !near(from_left, inset, Length::mm(1)) {
                fault(
                    from_left - inset,
                    format!("左空 {}，应为一字（{}）", mm(from_left), mm(inset)),
                );
            }
            hang = Some(behind);
        } else if let Some(hang) = hang.filter(|hang| !near(row.em.left, *hang, Length::mm(1))) {
            let off = row.em.left - hang;
            fault(
                off,
                format!("{}回行与冒号后首字相差 {}", start(&row.text()), mm(off.abs())),
            );
        }
        let over = row.beyond(right - inset);
        if over > Length::mm(1) {
            fault(
                over,
                format!("{}右空不足一字，差 {}", start(&row.text()), mm(over)),
            );
        }
    }
    if let Some(last) = rows.last().filter(|row| !row.solid().ends_with('。')) {
        tally.fault(
            Severity::Warning,
            last.page,
            Length::ZERO,
            "最后一个抄送机关名称后没有句号",
        );
    }
    let outcome = tally.outcome(|_| {
        if known {
            Outcome::kept(format!("{} 行，4 号仿宋，左右各空一字，以句号结尾", rows.len()))
                .on(record.page + 1)
        } else {
            Outcome::unclear("抄送机关的字体看不出是哪一种").on(record.page + 1)
        }
    });
    housed_size(outcome, sight.standard.record_size, GBT_9704.record_size)
}

/// Where the character behind the colon of 抄送： stands, in a row that begins so.
fn behind_colon(sight: &Sight<'_>, row: &Row<'_>) -> Option<Length> {
    let glyphs = row.lines.iter().flat_map(|line| {
        let page = sight.seen.pages.get(line.page);
        line.glyphs.iter().filter_map(move |i| page?.glyphs.get(*i))
    });
    let mut glyphs = glyphs.enumerate();
    let (at, colon) = glyphs.find(|(_, glyph)| glyph.text == "：" || glyph.text == ":")?;
    let next = glyphs.next().map(|(_, glyph)| glyph.at.x);
    (at <= 6).then(|| next.unwrap_or(colon.at.x + colon.advance))
}

pub(super) fn printed(sight: &Sight<'_>) -> Outcome {
    let record = match ruled(sight) {
        Ok(record) if record.printed.is_empty() => {
            return Outcome::broken(Severity::Error, "版记中没有印发机关和印发日期").on(record.page + 1);
        }
        Ok(record) => record,
        Err(_) if sight.parts.form == Form::File => {
            return Outcome::broken(Severity::Warning, "没有版记，缺印发机关和印发日期");
        }
        Err(outcome) => return outcome,
    };
    let rows = rows(sight.parts, &record.printed);
    if rows.iter().flat_map(|row| &row.lines).any(|line| line.unreadable) {
        return Outcome::unclear("文件没有给出印发机关和印发日期的文字");
    }
    let inset = sight.standard.record_size * sight.standard.record_inset;
    let (left, right) = edges(sight, record);
    let mut tally = Tally::default();
    let mut known = true;
    for row in &rows {
        known &= typed(sight, row, &mut tally, Severity::Error);
    }
    let mut fault = |by: Length, words: String| tally.fault(Severity::Error, record.page, by, words);
    let first = rows.iter().map(|row| row.em.left).min().unwrap_or_default() - left;
    if !near(first, inset, Length::mm(1)) {
        fault(
            first - inset,
            format!("左空 {}，应为一字（{}）", mm(first), mm(inset)),
        );
    }
    let last = right - rows.iter().map(|row| row.em.right).max().unwrap_or_default();
    if !near(last, inset, Length::mm(1)) {
        fault(
            last - inset,
            format!("右空 {}，应为一字（{}）", mm(last), mm(inset)),
        );
    }
    match print_date(sight, record) {
        Some(text) => {
            let day = text.strip_suffix("印发");
            let full = day.and_then(|day| Some(date::full(date::parse(day)?) == day));
            if full != Some(true) {
                fault(Length::ZERO, format!("印发日期写作“{text}”"));
            }
        }
        None => fault(Length::ZERO, "没有“××××年×月×日印发”".to_owned()),
    }
    let outcome = tally.outcome(|_| {
        if known {
            Outcome::kept(format!("4 号仿宋，左空 {}，右空 {}", mm(first), mm(last))).on(record.page + 1)
        } else {
            Outcome::unclear("印发机关的字体看不出是哪一种").on(record.page + 1)
        }
    });
    housed_size(outcome, sight.standard.record_size, GBT_9704.record_size)
}

/// 2026年7月10日印发, as it is written at the end of its row.
pub(super) fn print_date(sight: &Sight<'_>, record: &Record) -> Option<String> {
    let rows = rows(sight.parts, &record.printed);
    let text = rows
        .iter()
        .map(Row::solid)
        .find(|text| text.contains('年') && text.contains('日'))?;
    let year = text.find('年')?;
    let digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九".contains(c);
    let before = text.get(..year)?;
    let begin = before.trim_end_matches(digit).len();
    text.get(begin..).map(str::to_owned)
}
