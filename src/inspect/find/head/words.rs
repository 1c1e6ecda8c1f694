//! What the words of a head are: 份号, 密级, 紧急程度, 发文字号, 签发人.

use super::{Front, Head};
use crate::inspect::find::{Form, Line, LineId};
use crate::unit::Length;

/// The elements of a head of that form.
pub(super) fn head(front: &Front<'_>, form: Form) -> Head {
    let mut head = Head {
        mark: front.mark.clone(),
        rules: front.rules.clone(),
        ..Head::default()
    };
    let corner = corner(front, form);
    let first = |is: fn(&str) -> bool| first(front, corner, is);
    head.copy_number = first(is_copy_number);
    head.secrecy = first(is_secrecy);
    head.urgency = first(is_urgency);
    if !matches!(form, Form::Plain | Form::Bulletin) {
        let region = serial(front, form);
        head.number = super::words::first(front, region, is_number);
        head.signers = signers(front, region, head.number);
    }
    // without a red head it may stand over the title
    if form == Form::Plain {
        head.number = first(is_number);
    }
    head
}

/// Whether a number stands where that of a file would.
pub(super) fn has_number(front: &Front<'_>) -> bool {
    first(front, serial(front, Form::File), is_number).is_some()
}

/// Whether the head of a bulletin or of minutes says 第N期.
pub(super) fn has_issue(front: &Front<'_>) -> bool {
    first(front, serial(front, Form::File), is_issue).is_some()
}

/// From a height to a height of the first page.
type Region = (Length, Length);

/// Where 份号, 密级 and 紧急程度 stand: above the mark, below a letter's upper lines.
fn corner(front: &Front<'_>, form: Form) -> Region {
    let top = front.mark_edges().map(|(top, _)| top);
    match (form, front.rules.first()) {
        (Form::Letter, Some(rule)) => (rule.from.y, rule.from.y + Length::mm(50)),
        (Form::Plain, _) => (Length::ZERO, Length::mm(80)),
        // what should stand above the mark may have slipped beside it
        _ => (
            Length::ZERO,
            top.map_or(front.height / 3, |top| top + Length::mm(10)),
        ),
    }
}

/// Where 发文字号 and 签发人 stand: between mark and rule, a little further where they slipped.
fn serial(front: &Front<'_>, form: Form) -> Region {
    let low = front.mark_edges().map(|(_, bottom)| bottom);
    let rule = front.rules.first().map(|rule| rule.from.y);
    match (form, rule) {
        (Form::Letter, Some(rule)) => (rule, rule + Length::mm(60)),
        (Form::File | Form::Bulletin, Some(rule)) => (low.unwrap_or_default(), rule + Length::mm(12)),
        _ => {
            let low = low.unwrap_or_default();
            (low, low + Length::mm(60))
        }
    }
}

/// The first line in a region, the mark's aside, whose words are such.
fn first(front: &Front<'_>, region: Region, is: fn(&str) -> bool) -> Option<LineId> {
    let mut lines = inside(front, region);
    lines.find(|(_, line)| is(&line.solid())).map(|(id, _)| id)
}

fn inside<'f>(front: &'f Front<'_>, (top, bottom): Region) -> impl Iterator<Item = (LineId, &'f Line)> + 'f {
    let lines = front.lines.iter().map(|(id, line)| (*id, *line));
    lines.filter(move |(id, line)| !front.mark.contains(id) && (top..=bottom).contains(&line.em.center().y))
}

/// The line that begins with 签发人, and names to its right, or below it behind the label.
fn signers(front: &Front<'_>, region: Region, number: Option<LineId>) -> Vec<LineId> {
    let Some((label, first)) = inside(front, region).find(|(_, line)| line.solid().starts_with("签发人"))
    else {
        return Vec::new();
    };
    let rule = front.rules.first().map_or(region.1, |rule| rule.from.y);
    let behind = |(id, line): &(LineId, &Line)| {
        let beside = line.em.left >= first.em.left + first.size * 2;
        *id == label || beside && line.baseline >= first.baseline - Length::mm(1) && line.em.top < rule
    };
    inside(front, region)
        .filter(|(id, _)| Some(*id) != number)
        .filter(behind)
        .map(|(id, _)| id)
        .collect()
}

/// Whether a line is meant as 发文字号, well written or not: it ends in 号 and has a year or begins with 第.
pub(in crate::inspect) fn is_number(solid: &str) -> bool {
    let digits = solid.chars().filter(char::is_ascii_digit).count();
    let year = solid.contains(['〔', '[', '［', '【', '（', '(', '〖', '﹝']) && digits >= 3;
    let short = solid.chars().count() <= 30;
    solid.ends_with('号') && short && (year || solid.starts_with('第') && digits >= 1)
}

fn is_issue(solid: &str) -> bool {
    let bare = solid
        .trim_start_matches(['（', '('])
        .trim_end_matches(['）', ')']);
    bare.contains('第') && bare.ends_with('期') && bare.chars().count() <= 20
}

fn is_copy_number(solid: &str) -> bool {
    let bare = ["份号：", "份号", "No.", "№"]
        .iter()
        .find_map(|prefix| solid.strip_prefix(prefix))
        .unwrap_or(solid);
    (4..=8).contains(&bare.len()) && bare.chars().all(|c| c.is_ascii_digit())
}

fn is_secrecy(solid: &str) -> bool {
    let named = ["绝密", "机密", "秘密"]
        .iter()
        .any(|word| solid.starts_with(word));
    named && solid.chars().count() <= 12
}

fn is_urgency(solid: &str) -> bool {
    let named = ["特急", "加急", "特提", "平急", "紧急"]
        .iter()
        .any(|word| solid.starts_with(word));
    named && solid.chars().count() <= 4
}
