//! 发文机关标志 (7.2.4).

use super::super::Sight;
use super::super::gauge::{face_name, mm, near, pt};
use super::super::wanted::{Reading, Wanted};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line};
use crate::inspect::seen::{Bounds, Face, Ink};
use crate::standard::GBT_9704;
use crate::unit::Length;

/// Forms with a mark that the standard knows.
const FORMS: [Form; 4] = [Form::File, Form::Letter, Form::Order, Form::Minutes];

/// The mark's lines, or why there are none.
fn mark<'s>(sight: &Sight<'s>, forms: &[Form]) -> Result<Vec<&'s Line>, Outcome> {
    if let Some(absent) = sight.only_in(forms) {
        return Err(absent);
    }
    let lines = sight.mark();
    if lines.is_empty() {
        return Err(Outcome::unclear("首页未见文字的发文机关标志，可能是图片").on(1));
    }
    Ok(lines)
}

/// H04
pub(super) fn top(sight: &Sight<'_>) -> Outcome {
    if let Err(outcome) = mark(sight, &[Form::File]) {
        return outcome;
    }
    let Some(ink) = sight.mark_ink() else {
        return Outcome::unclear("字体未给出字形轮廓，量不出上边缘").on(1);
    };
    let wanted = Wanted {
        what: "标志上边缘距纸上边",
        own: sight.standard.mark_top,
        standard: GBT_9704.mark_top,
        tolerance: Length::mm(1),
        severity: Error,
    };
    wanted.judge(Reading::new(0, ink.top))
}

fn around(lines: &[&Line]) -> Bounds {
    let boxes = lines.iter().map(|line| line.em);
    boxes.reduce(Bounds::with).unwrap_or_default()
}

/// H05
pub(super) fn centred(sight: &Sight<'_>) -> Outcome {
    let lines = match mark(sight, &FORMS) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let middle = around(&lines).center().x;
    let wanted = sight.middle();
    // a letter's mark may be centred on the sheet as its lines are
    let sheet = sight.standard.sheet_width / 2;
    let letter = sight.parts.form == Form::Letter && near(middle, sheet, Length::mm(1));
    let off = middle - wanted;
    let words = format!("标志中线距纸左边 {}，偏离版心中线 {}", mm(middle), mm(off.abs()));
    if off.abs() <= Length::mm(1) || letter {
        Outcome::kept(words).on(1)
    } else {
        Outcome::broken(Error, words).on(1)
    }
}

/// H06
pub(super) fn face(sight: &Sight<'_>) -> Outcome {
    let lines = match mark(sight, &FORMS) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let names: Vec<&str> = lines.iter().map(|line| face_name(line.face)).collect();
    let red = lines.iter().all(|line| line.color.is_red());
    let spot = lines.iter().any(|line| line.color == Ink::Other);
    let song = lines.iter().all(|line| line.face == Face::Xiaobiaosong);
    let color = match (red, spot) {
        (true, _) => "红色",
        (_, true) => "专色",
        _ => "不是红色",
    };
    let size = lines.iter().map(|line| line.size).max().unwrap_or_default();
    let name = names.iter().find(|name| **name != "小标宋").unwrap_or(&"小标宋");
    let words = format!("{name} {}，{color}", pt(size));
    if spot && song {
        return Outcome::unclear(format!("{words}，文件中看不出是否为红色")).on(1);
    }
    if red && song {
        Outcome::kept(words).on(1)
    } else {
        Outcome::broken(Warning, words).on(1)
    }
}

/// H07
pub(super) fn width(sight: &Sight<'_>) -> Outcome {
    let lines = match mark(sight, &FORMS) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let (left, right) = sight.edges(0);
    let around = around(&lines);
    let words = format!(
        "宽 {}，距纸左边 {} 至 {}",
        mm(around.width()),
        mm(around.left),
        mm(around.right)
    );
    let slack = Length::um(500);
    if around.left >= left - slack && around.right <= right + slack {
        Outcome::kept(words).on(1)
    } else {
        Outcome::broken(Warning, format!("{words}，超出版心")).on(1)
    }
}

/// H08
pub(super) fn joint(sight: &Sight<'_>) -> Outcome {
    let lines = match mark(sight, &[Form::File]) {
        Ok(lines) => lines,
        Err(outcome) => return outcome,
    };
    let (suffix, names): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.solid() == "文件");
    if names.len() < 2 {
        return Outcome::absent("不是联合行文的标志");
    }
    let Some(suffix) = suffix.first() else {
        return Outcome::kept(format!("{} 个机关，未标“文件”二字", names.len())).on(1);
    };
    let block = around(&names);
    let off = suffix.em.center().y - block.center().y;
    let words = format!("{} 个机关，“文件”中线偏离名称中线 {}", names.len(), mm(off.abs()));
    if suffix.em.left < block.right - Length::mm(1) {
        Outcome::broken(Warning, format!("{words}，不在名称右侧")).on(1)
    } else if off.abs() > Length::mm(1) {
        Outcome::broken(Warning, words).on(1)
    } else {
        Outcome::kept(words).on(1)
    }
}
