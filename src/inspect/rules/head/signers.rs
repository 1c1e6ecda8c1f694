//! 签发人 (7.2.6).

use super::super::Sight;
use super::super::gauge::{face_name, mm};
use super::super::sheet::first_fault;
use super::super::wanted::{Reading, Wanted};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line};
use crate::inspect::seen::{Face, SeenGlyph};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// H12
pub(super) fn label(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = sight.only_in(&[Form::File]) {
        return absent;
    }
    let lines: Vec<&Line> = sight.lines(&sight.parts.head.signers).collect();
    if lines.is_empty() {
        return missing(sight);
    }
    let found = [words(&lines), faces(sight, &lines), inset(sight, &lines)];
    first_fault(found).unwrap_or_else(|| Outcome::absent(""))
}

/// Reports and requests go upward, by their very kinds.
fn missing(sight: &Sight<'_>) -> Outcome {
    let title: String = sight.lines(&sight.parts.title).map(Line::solid).collect();
    if title.ends_with("请示") || title.ends_with("的报告") {
        return Outcome::broken(Error, "上行文，版头中没有签发人").on(1);
    }
    Outcome::absent("没有签发人，看来不是上行文")
}

fn words(lines: &[&Line]) -> Outcome {
    if lines.iter().any(|line| line.solid().starts_with("签发人：")) {
        Outcome::kept("“签发人：”").on(1)
    } else {
        Outcome::broken(Error, "“签发人”后没有全角冒号").on(1)
    }
}

/// The label in 仿宋, the names in 楷体.
fn faces(sight: &Sight<'_>, lines: &[&Line]) -> Outcome {
    let face = |glyph: &SeenGlyph| sight.font(glyph).map_or(Face::Other, |font| font.face);
    for line in lines {
        let label = line.solid().starts_with("签发人");
        for (n, glyph) in sight.glyphs(line).enumerate() {
            let wanted = match (label, n) {
                (true, 0..=2) => Face::Fangsong,
                // the colon may come with either
                (true, 3) => continue,
                _ => Face::Kaiti,
            };
            if face(glyph) != wanted {
                let words = format!(
                    "“{}”用{}，应为{}",
                    glyph.text,
                    face_name(face(glyph)),
                    face_name(wanted)
                );
                return Outcome::broken(Error, words).on(1);
            }
        }
    }
    Outcome::kept("姓名为楷体").on(1)
}

fn inset(sight: &Sight<'_>, lines: &[&Line]) -> Outcome {
    let s = sight.standard;
    let wanted = Wanted {
        what: "右空",
        own: s.chars(s.serial_inset),
        standard: GBT_9704.chars(GBT_9704.serial_inset),
        tolerance: Length::mm(1),
        severity: Error,
    };
    let right = lines.iter().map(|line| line.em.right).max().unwrap_or_default();
    wanted.judge(Reading::new(0, sight.edges(0).1 - right))
}

/// H13
pub(super) fn rows(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = sight.only_in(&[Form::File]) {
        return absent;
    }
    let lines: Vec<&Line> = sight.lines(&sight.parts.head.signers).collect();
    if lines.is_empty() {
        return Outcome::absent("没有签发人");
    }
    let mut rows: Vec<(Length, Vec<(Length, usize)>)> = Vec::new();
    for line in &lines {
        let names = names(sight, line);
        match rows
            .iter_mut()
            .find(|(y, _)| (*y - line.baseline).abs() <= Length::mm(1))
        {
            Some((_, row)) => row.extend(names),
            None => rows.push((line.baseline, names)),
        }
    }
    let counts: Vec<usize> = rows.iter().map(|(_, row)| row.len()).collect();
    let told: Vec<String> = counts.iter().map(usize::to_string).collect();
    let words = format!("自上而下各行 {} 个姓名", told.join("、"));
    let starts: Vec<Length> = rows
        .iter()
        .filter_map(|(_, row)| row.iter().map(|(x, _)| *x).min())
        .collect();
    let off = starts
        .iter()
        .filter_map(|x| Some((*x - *starts.first()?).abs()))
        .max()
        .unwrap_or_default();
    if counts.iter().any(|count| *count > 2) {
        Outcome::broken(Warning, format!("{words}，一行一般排两个")).on(1)
    } else if off > Length::mm(1) {
        Outcome::broken(
            Warning,
            format!("{words}，回行未与第一个姓名对齐，差 {}", mm(off)),
        )
        .on(1)
    } else {
        Outcome::kept(words).on(1)
    }
}

/// Where each name of a line begins, and its characters: a name of two is spread to the width of three.
fn names(sight: &Sight<'_>, line: &Line) -> Vec<(Length, usize)> {
    let label = line.solid().starts_with("签发人");
    let mut pieces: Vec<(Length, Length, usize)> = Vec::new();
    for glyph in sight.glyphs(line).skip(if label { 3 } else { 0 }) {
        if glyph.text == "：" || glyph.text == ":" {
            continue;
        }
        let end = glyph.at.x + glyph.advance;
        match pieces
            .last_mut()
            .filter(|(_, last, _)| glyph.at.x - *last < glyph.size.part(3, 5))
        {
            Some((_, last, count)) => {
                *last = end;
                *count += 1;
            }
            None => pieces.push((glyph.at.x, end, 1)),
        }
    }
    let mut names: Vec<(Length, usize)> = Vec::new();
    for (start, _, count) in pieces {
        match names.last_mut().filter(|(_, last)| *last == 1 && count == 1) {
            Some((_, last)) => *last = 2,
            None => names.push((start, count)),
        }
    }
    names
}
