//! Signature, date, seals, remark (署名、成文日期、印章、附注, 7.3.5–7.3.6).
//!
//! The date leads: the last line of the main part that is a date and nothing else. Names are the rows above it that no
//! body has: away from the left margin, or several side by side, without a sentence's marks.

use super::row::{Row, rows};
use super::{Line, LineId, Parts, body};
use crate::inspect::seen::{Bounds, Seen, SeenPage};
use crate::standard::GBT_9704;
use crate::text::numeral;
use crate::unit::Length;

/// The signature's elements (落款).
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::inspect) struct Signature {
    /// 发文机关署名, in order.
    pub(in crate::inspect) names: Vec<LineId>,
    /// 成文日期
    pub(in crate::inspect) date: Option<LineId>,
    /// 印章: index of the page, box.
    pub(in crate::inspect) seals: Vec<(usize, Bounds)>,
    /// 签名章, and the position before it.
    pub(in crate::inspect) stamps: Vec<(usize, Bounds)>,
    /// 签发人职务
    pub(in crate::inspect) positions: Vec<LineId>,
}

impl Signature {
    /// Its first line.
    pub(in crate::inspect) fn first(&self) -> Option<LineId> {
        let lines = [&self.names, &self.positions].into_iter().flatten().copied();
        lines.chain(self.date).min()
    }
}

/// A name by itself (一个署名): several may stand on one baseline, and one may go over several lines.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::inspect) struct Name {
    pub(in crate::inspect) text: String,
    pub(in crate::inspect) page: usize,
    /// Box of its ems.
    pub(in crate::inspect) em: Bounds,
}

/// The names of a signature, one by one: rows fall apart at gaps wider than an em, unless each is spread to one width;
/// what stands centred below another goes on with it.
pub(in crate::inspect) fn names(seen: &Seen, parts: &Parts) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for line in parts.lines_of(&parts.signature.names) {
        for piece in pieces(seen, line) {
            match names.iter_mut().find(|name| wraps(name, &piece, line.size)) {
                Some(name) => {
                    name.text.push_str(&piece.text);
                    name.em = name.em.with(piece.em);
                }
                None => names.push(piece),
            }
        }
    }
    names
}

/// Whether `piece` is the next line of `name`: close below it and centred under it, or flush with it and not a name
/// of its own.
fn wraps(name: &Name, piece: &Name, size: Length) -> bool {
    let close = piece.em.top - name.em.bottom <= size && piece.em.top > name.em.top;
    let same = (piece.em.center().x - name.em.center().x).abs() <= Length::mm(1);
    let organ = |text: &str| text.ends_with(['府', '局', '委', '厅', '部', '会', '室', '院', '办', '处']);
    piece.page == name.page
        && close
        && same
        && !(organ(&name.text) && organ(&piece.text) && piece.em.width() == name.em.width())
}

/// A line's parts between gaps that are much wider than its other ones.
fn pieces(seen: &Seen, line: &Line) -> Vec<Name> {
    let Some(page) = seen.pages.get(line.page) else {
        return Vec::new();
    };
    let glyphs: Vec<_> = line.glyphs.iter().filter_map(|i| page.glyphs.get(*i)).collect();
    let gap = |pair: &[&crate::inspect::seen::SeenGlyph]| match pair {
        [a, b] => b.at.x - a.at.x - a.advance,
        _ => Length::ZERO,
    };
    let mut gaps: Vec<Length> = glyphs.windows(2).map(gap).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
    let wide = (usual.max(Length::ZERO) * 3 / 2 + line.size.part(1, 10)).max(line.size);
    let mut names: Vec<Name> = Vec::new();
    let mut end = None;
    for glyph in glyphs {
        let em = Bounds {
            left: glyph.at.x,
            right: glyph.at.x + glyph.advance,
            ..line.em
        };
        match names
            .last_mut()
            .filter(|_| end.is_some_and(|end| glyph.at.x - end <= wide))
        {
            Some(name) => {
                name.text.push_str(&glyph.text);
                name.em = name.em.with(em);
            }
            None => names.push(Name {
                text: glyph.text.clone(),
                page: line.page,
                em,
            }),
        }
        end = Some(em.right);
    }
    names
}

/// Puts signature and remark into `parts`.
pub(super) fn find(seen: &Seen, parts: &mut Parts) {
    let main = body::main(seen, parts);
    let noted: Vec<LineId> = parts.note.iter().flat_map(|note| note.lines.clone()).collect();
    let rows = rows(parts, &main);
    let date = rows
        .iter()
        .rposition(|row| is_date(row) && !noted.contains(&first(row)));
    // a date that nothing stands above is a title's
    let Some(date) = date.filter(|date| *date > 0) else {
        (parts.signature, parts.remark) = (without_date(seen), None);
        return;
    };
    let above = rows.get(..date).unwrap_or_default();
    let Some(dated) = rows.get(date) else { return };
    let names = above_date(above, dated, &noted);
    let remark = rows
        .get(date + 1)
        .filter(|row| row.page == dated.page && is_remark(row));
    let mut signature = Signature {
        date: dated.ids.last().copied(),
        ..without_date(seen)
    };
    let remark = remark.map(first);
    let posts = is_post(&names, dated, &signature);
    let lines: Vec<LineId> = names.iter().flat_map(|row| row.ids.clone()).collect();
    if posts {
        signature.positions = lines;
    } else {
        signature.names = lines;
    }
    parts.signature = signature;
    parts.remark = remark;
}

fn first(row: &Row<'_>) -> LineId {
    row.ids.first().copied().unwrap_or(LineId(usize::MAX))
}

/// A date and nothing else, also one that is written wrong: 2026年07月10日, 二〇二六年七月十日.
fn is_date(row: &Row<'_>) -> bool {
    let text = row.lines.last().map(|line| line.solid()).unwrap_or_default();
    let part = |c: char| numeral::is_digit(c) || numeral::is_numeral(c) || "年月日".contains(c);
    let year = text.find('年').filter(|at| *at >= 2);
    year.is_some()
        && text.contains('月')
        && text.ends_with('日')
        && text.chars().count() <= 14
        && text.chars().all(part)
}

/// （…） on the row after the date.
fn is_remark(row: &Row<'_>) -> bool {
    let text = row.solid();
    text.starts_with(['（', '(']) || text.ends_with(['）', ')'])
}

/// The rows of names above a date, from top to bottom.
fn above_date<'r, 'p>(above: &'r [Row<'p>], date: &Row<'p>, noted: &[LineId]) -> Vec<&'r Row<'p>> {
    let mut below = date.em;
    let mut names = Vec::new();
    for row in above.iter().rev() {
        let room = below.top - row.em.bottom;
        let near = room <= Length::mm(50);
        // a centred paragraph is the body's; a post stands a stamp's height above what follows
        let paragraph = room < Length::mm(13) && row.lines.len() == 1 && body::centered(row);
        if paragraph || row.page != date.page || !near || noted.contains(&first(row)) || !is_name(row) {
            break;
        }
        below = row.em;
        names.push(row);
    }
    names.reverse();
    names
}

/// Whether a row may be of names: no sentence, and not where a paragraph begins.
fn is_name(row: &Row<'_>) -> bool {
    let text = row.text();
    let sentence = text.contains(['，', '。', '；', '：', '！', '？', ',', ';', ':']);
    let inset = row.em.left - GBT_9704.margin_left;
    let several = row.lines.len() > 1 || row.em.width() > row.size().part(3 * width_of(&text), 2);
    !sentence
        && !text.starts_with('附')
        && (inset > GBT_9704.chars(3) || several && text.chars().count() >= 6)
}

/// In ems.
fn width_of(text: &str) -> i64 {
    i64::try_from(text.chars().filter(|c| !c.is_whitespace()).count()).unwrap_or(1)
}

/// Whether the rows above the date are posts beside stamps: a stamp stands at their right, or its place.
fn is_post(names: &[&Row<'_>], date: &Row<'_>, signature: &Signature) -> bool {
    !signature.stamps.is_empty()
        || names.iter().any(|_| true) && names.iter().all(|row| row.em.right + row.size() < date.em.left)
}

/// Seals and stamps alone.
fn without_date(seen: &Seen) -> Signature {
    let mut signature = Signature::default();
    for (index, page) in seen.pages.iter().enumerate() {
        for (bounds, red) in marks(page) {
            let (width, height) = (bounds.width(), bounds.height());
            let square = (width - height).abs() <= width.max(height).part(15, 100);
            let seal = square && (Length::mm(28)..=Length::mm(70)).contains(&width);
            let stamp = width >= height * 3 / 2
                && (Length::mm(5)..=Length::mm(26)).contains(&height)
                && width <= Length::mm(70)
                && red != Some(false);
            if seal {
                signature.seals.push((index, bounds));
            } else if stamp {
                signature.stamps.push((index, bounds));
            }
        }
    }
    signature
}

/// What may be a seal or a stamp: pictures, and red shapes; whether it is red where that can be told.
fn marks(page: &SeenPage) -> Vec<(Bounds, Option<bool>)> {
    let pictures = page.pictures.iter().map(|picture| (picture.bounds, picture.red));
    let shapes = page.fills.iter().filter(|fill| fill.color.is_red());
    let mut marks: Vec<(Bounds, Option<bool>)> = pictures.collect();
    marks.extend(shapes.map(|fill| (fill.bounds, Some(true))));
    marks
}

/// Whether a box is painted red, as far as the file tells.
pub(in crate::inspect) fn red(seen: &Seen, page: usize, bounds: Bounds) -> Option<bool> {
    let page = seen.pages.get(page)?;
    marks(page).into_iter().find(|(other, _)| *other == bounds)?.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::find::line;
    use crate::inspect::sample::Sheet;

    fn found(sheet: Sheet) -> (Vec<String>, Vec<String>, Option<String>, bool) {
        let seen = sheet.seen();
        let mut parts = Parts {
            lines: line::gather(&seen),
            ..Parts::default()
        };
        find(&seen, &mut parts);
        let texts = |ids: &[LineId]| {
            parts
                .lines_of(ids)
                .map(|line| line.text.clone())
                .collect::<Vec<_>>()
        };
        (
            names(&seen, &parts).into_iter().map(|name| name.text).collect(),
            texts(&parts.signature.positions),
            parts
                .signature
                .date
                .and_then(|id| parts.line(id))
                .map(|line| line.text.clone()),
            parts.remark.is_some(),
        )
    }

    fn text() -> Sheet {
        Sheet::default()
            .text(39, 50, 16, "各单位要抓好落实，确保年底前完成。")
            .text(39, 60, 16, "特此通报。")
    }

    #[test]
    fn names_stand_above_the_date() {
        let sheet = text()
            .text(116, 100, 16, "清溪县人民政府办公室")
            .text(125, 110, 16, "2026年7月10日")
            .text(39, 120, 16, "（此件公开发布）");
        let expected = (
            vec!["清溪县人民政府办公室".to_owned()],
            vec![],
            Some("2026年7月10日".to_owned()),
            true,
        );
        assert_eq!(found(sheet), expected);
    }

    #[test]
    fn joint_names_side_by_side_are_several_and_go_on_below_themselves() {
        let sheet = text()
            .text(34, 100, 16, "清溪县财政局")
            .text(84, 90, 16, "清溪县发展和")
            .text_um(92_470, 100_000, 16, "改革局")
            .text(146, 100, 16, "清溪县审计局")
            .text(145, 110, 16, "2026年7月10日");
        assert_eq!(
            found(sheet).0,
            ["清溪县发展和改革局", "清溪县财政局", "清溪县审计局"]
        );
    }

    #[test]
    fn a_post_stands_left_of_its_stamp() {
        let sheet = text()
            .text(95, 90, 16, "县长")
            .text(125, 110, 16, "2026年7月10日");
        assert_eq!(found(sheet).1, ["县长"]);
    }

    #[test]
    fn a_date_in_the_text_is_none() {
        let sheet = text().text(28, 70, 16, "2026年7月10日前报送。");
        assert_eq!(found(sheet).2, None);
        let wrong = text().text(125, 110, 16, "二〇二六年七月十日");
        assert_eq!(found(wrong).2.as_deref(), Some("二〇二六年七月十日"));
    }
}
