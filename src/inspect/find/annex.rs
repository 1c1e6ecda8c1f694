//! Annex note and annexes (附件说明、附件, 7.3.4, 7.3.7).

use super::row::{Row, rows};
use super::{Line, LineId, Parts, body};
use crate::inspect::seen::{Heading, Seen, SeenPage};
use crate::standard::GBT_9704;
use crate::unit::{Length, Size};

/// 附件说明
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct AnnexNote {
    /// All its lines.
    pub(in crate::inspect) lines: Vec<LineId>,
    /// Each annex: its printed number, its name with line ends joined, and its lines.
    pub(in crate::inspect) names: Vec<(Option<u32>, String, Vec<LineId>)>,
}

/// 附件
#[derive(Clone, Debug, PartialEq)]
pub(in crate::inspect) struct AnnexPart {
    /// Index of the page that it begins on.
    pub(in crate::inspect) page: usize,
    /// `附件1`
    pub(in crate::inspect) label: LineId,
    /// Its title's lines.
    pub(in crate::inspect) title: Vec<LineId>,
}

/// A line as its reader sees it (读者所见): the sheet turned so that the line runs from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::inspect) struct Placed {
    pub(in crate::inspect) left: Length,
    pub(in crate::inspect) right: Length,
    pub(in crate::inspect) top: Length,
    pub(in crate::inspect) bottom: Length,
    /// The type area's left and right edge, and its upper one.
    pub(in crate::inspect) area: (Length, Length, Length),
}

/// Where a line stands for its reader.
pub(in crate::inspect) fn placed(seen: &Seen, line: &Line) -> Placed {
    let size = seen.pages.get(line.page).map_or(Size::A4, |page| page.size);
    let em = line.em;
    let (left, right, top, bottom) = match line.heading {
        Heading::Up => (size.height - em.bottom, size.height - em.top, em.left, em.right),
        _ => (em.left, em.right, em.top, em.bottom),
    };
    let s = &GBT_9704;
    // a turned type area: its reader's left is the sheet's lower edge, his top the sheet's left one (ch. 8)
    let turned = line.heading == Heading::Up || size.width > size.height;
    let area = if turned {
        let start = s.sheet_height - s.margin_top - s.area_height;
        (start, start + s.area_height, s.margin_left)
    } else {
        (s.margin_left, s.margin_left + s.area_width, s.margin_top)
    };
    Placed {
        left,
        right,
        top,
        bottom,
        area,
    }
}

/// Puts annex note and annexes into `parts`.
pub(super) fn find(seen: &Seen, parts: &mut Parts) {
    parts.annexes = annexes(seen, parts);
    parts.note = note(seen, parts);
}

/// A page's lines in the order in which its reader reads them, all of one heading.
fn reading(parts: &Parts, page: usize, heading: Heading) -> Vec<(LineId, &Line)> {
    let numbered = (0..).map(LineId).zip(&parts.lines);
    numbered
        .filter(|(id, line)| {
            line.page == page && line.heading == heading && !parts.page_numbers.contains(&Some(*id))
        })
        .collect()
}

fn annexes(seen: &Seen, parts: &Parts) -> Vec<AnnexPart> {
    let mut annexes = Vec::new();
    for (index, page) in seen.pages.iter().enumerate() {
        for heading in [Heading::Right, Heading::Up] {
            let lines = reading(parts, index, heading);
            for at in 0..lines.len() {
                annexes.extend(annex(seen, page, parts, &lines, at));
            }
        }
    }
    annexes
}

/// The annex whose label is the `at`-th of those lines.
fn annex(
    seen: &Seen,
    page: &SeenPage,
    parts: &Parts,
    lines: &[(LineId, &Line)],
    at: usize,
) -> Option<AnnexPart> {
    let (label, line) = lines.get(at).copied()?;
    let place = placed(seen, line);
    let flush = place.left - place.area.0 <= GBT_9704.chars(3);
    let alone = !lines
        .iter()
        .any(|(id, other)| *id != label && beside(line, other));
    let small = place.bottom - place.top <= page.size.height / 10;
    if !(is_label(&line.solid()) && flush && alone && small) || parts.in_table(line) {
        return None;
    }
    Some(AnnexPart {
        page: line.page,
        label,
        title: title(seen, parts, lines.get(at + 1..).unwrap_or_default()),
    })
}

fn beside(line: &Line, other: &Line) -> bool {
    (line.baseline - other.baseline).abs() <= Length::mm(1)
}

/// 附件, 附件1, 附件一, also with a colon that should not be there; the document's number before it where the annex is
/// not bound with it.
pub(in crate::inspect) fn is_label(text: &str) -> bool {
    let text = match text.split_once('号') {
        Some((number, rest)) if number.contains(['〔', '[', '【']) => rest,
        _ => text,
    };
    let Some(number) = text.strip_prefix("附件") else {
        return false;
    };
    let number = number.trim_end_matches(['：', ':']);
    number.chars().count() <= 3
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９".contains(c))
}

/// The title's lines: the first below the label and those that go on with it, of one size, centred.
fn title(seen: &Seen, parts: &Parts, below: &[(LineId, &Line)]) -> Vec<LineId> {
    let Some((_, first)) = below.first().filter(|(_, line)| !parts.in_table(line)) else {
        return Vec::new();
    };
    let mut bottom = placed(seen, first).bottom;
    let goes_on = |(_, line): &&(LineId, &Line)| {
        let place = placed(seen, line);
        let same = (line.size - first.size).abs() <= Length::centipt(50) && line.face == first.face;
        let step = place.top - bottom;
        bottom = place.bottom;
        same && step <= Length::mm(9) && !parts.in_table(line)
    };
    let lines = below.iter().take_while(goes_on);
    let middle = |line: &Line| {
        let place = placed(seen, line);
        let off = (place.left + place.right - place.area.0 - place.area.1) / 2;
        off.abs() <= Length::mm(4)
    };
    // the first counts wherever it stands, the rest only where they are a title's
    let count =
        lines.take_while(|(id, line)| middle(line) || below.first().is_some_and(|(first, _)| first == id));
    count.map(|(id, _)| *id).collect()
}

/// 附件： and what follows it in the main part.
fn note(seen: &Seen, parts: &Parts) -> Option<AnnexNote> {
    let main = body::main(seen, parts);
    let rows = rows(parts, &main);
    let first = rows.iter().position(|row| label_end(&row.text()).is_some())?;
    let mut note = AnnexNote::default();
    let mut before: Option<&Row<'_>> = None;
    for row in rows.get(first..)? {
        let text = row.text();
        let rest = match before {
            None => text.get(label_end(&text)?..).unwrap_or_default(),
            Some(before) if follows(before, row) => &text,
            Some(_) => break,
        };
        add(&mut note, before.is_none(), rest.trim(), &row.ids);
        before = Some(row);
    }
    Some(note)
}

/// Where the label of a note ends, in bytes.
fn label_end(text: &str) -> Option<usize> {
    let start: String = text.chars().take_while(|c| !matches!(c, '：' | ':')).collect();
    let colon = text.get(start.len()..)?.chars().next()?;
    let solid: String = start.chars().filter(|c| !c.is_whitespace()).collect();
    (solid == "附件").then_some(start.len() + colon.len_utf8())
}

/// Whether a row goes on with the note: it has the next number, or the row before it was full.
fn follows(before: &Row<'_>, row: &Row<'_>) -> bool {
    let near = before.page != row.page || row.em.top - before.em.bottom <= Length::mm(9);
    let indented = row.em.left >= GBT_9704.margin_left + GBT_9704.chars(2);
    let edge = GBT_9704.margin_left + GBT_9704.area_width;
    let full = before.em.right + GBT_9704.chars(5).part(1, 2) >= edge;
    near && indented && (numbered(&row.text()).is_some() || full)
}

/// `1.`, also with a wrong dot, and what follows.
pub(in crate::inspect) fn numbered(text: &str) -> Option<(u32, char, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = text.split_at_checked(digits)?;
    let dot = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | '．' | '、' | '，' | '。'))?;
    let rest = rest.get(dot.len_utf8()..)?.trim_start();
    let fits = number.len() <= 2 && !rest.starts_with(|c: char| c.is_ascii_digit() && dot == '.');
    // 2026年… begins with digits as well
    (fits || number.len() <= 2 && rest.chars().take(4).all(|c| c.is_ascii_digit()))
        .then(|| Some((number.parse().ok()?, dot, rest)))?
}

fn add(note: &mut AnnexNote, first: bool, text: &str, ids: &[LineId]) {
    note.lines.extend(ids);
    match (numbered(text), note.names.last_mut()) {
        (Some((number, _, name)), _) => note.names.push((Some(number), name.to_owned(), ids.to_vec())),
        (None, Some((_, name, lines))) if !first => {
            name.push_str(text);
            lines.extend(ids);
        }
        (None, _) => note.names.push((None, text.to_owned(), ids.to_vec())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line;
    use crate::inspect::sample::{Sheet, pages};
    use crate::inspect::seen::Face;

    fn parts(seen: &Seen) -> Parts {
        let mut parts = Parts {
            lines: line::gather(seen),
            ..Parts::default()
        };
        find(seen, &mut parts);
        parts
    }

    #[test]
    fn a_note_has_names_and_their_lines() {
        let long = "清溪县2026年三季度民生实事进展情况表清溪县2026";
        let sheet = Sheet::default()
            .text(39, 50, 16, "正文到此为止。")
            .text(39, 66, 16, "附件：")
            .text(56, 66, 16, "1.")
            .text(64, 66, 16, long)
            .text(64, 76, 16, "年续表")
            .text(56, 86, 16, "2.")
            .text(64, 86, 16, "排名表")
            .text(120, 120, 16, "清溪县人民政府办公室");
        let seen = sheet.seen();
        let note = parts(&seen).note.unwrap();
        let names: Vec<(Option<u32>, &str)> = note.names.iter().map(|(n, s, _)| (*n, s.as_str())).collect();
        assert_eq!(
            names,
            [(Some(1), format!("{long}年续表").as_str()), (Some(2), "排名表")]
        );
    }

    #[test]
    fn the_only_annex_has_no_number() {
        let seen = Sheet::default().text(39, 66, 16, "附件：排名表").seen();
        assert_eq!(parts(&seen).note.unwrap().names[0].1, "排名表");
        assert_eq!(numbered("1.2026年任务表"), Some((1, '.', "2026年任务表")));
        assert_eq!(numbered("2026年任务表"), None);
        assert_eq!(numbered("1.5倍"), None);
    }

    #[test]
    fn annexes_upright_and_turned() {
        let first = Sheet::default().text(39, 50, 16, "见附件1。");
        let upright = Sheet::default()
            .face(Face::Heiti)
            .text(28, 42, 16, "附件1")
            .face(Face::Xiaobiaosong)
            .text(75, 64, 22, "民生实事一览")
            .face(Face::Fangsong)
            .text(39, 82, 16, "表中所列如下。");
        let turned = Sheet::default()
            .turned(33, 262, 16, "附件2")
            .turned(54, 180, 22, "附表");
        let seen = pages([first, upright, turned]);
        let parts = parts(&seen);
        let found: Vec<(usize, usize)> = parts.annexes.iter().map(|a| (a.page, a.title.len())).collect();
        assert_eq!(found, [(1, 1), (2, 1)]);
        let place = placed(&seen, parts.line(parts.annexes[1].label).unwrap());
        assert_eq!((place.left, place.area.0), (Length::mm(35), Length::mm(35)));
    }

    #[test]
    fn labels() {
        for label in [
            "附件",
            "附件1",
            "附件12",
            "附件一",
            "附件1：",
            "清政办督〔2026〕7号附件2",
        ] {
            assert!(is_label(label), "{label}");
        }
        for other in ["附件说明", "附件1所列", "附件：排名表", "见附件1"] {
            assert!(!is_label(other), "{other}");
        }
    }
}
