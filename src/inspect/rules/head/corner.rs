//! 份号, 密级, 紧急程度 (7.2.1–7.2.3), and what the edition of 1999 had.

use super::super::Sight;
use super::super::gauge::{face_name, mm, near, pt, start};
use super::super::sheet::{bottom_of, first_fault};
use super::super::wanted::{Reading, Wanted};
use crate::diag::Severity::{self, Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line};
use crate::inspect::seen::Face;
use crate::standard::GBT_9704;
use crate::unit::Length;

/// H01
pub(super) fn copy_number(sight: &Sight<'_>) -> Outcome {
    let Some(line) = sight.line(sight.parts.head.copy_number) else {
        return Outcome::absent("没有份号");
    };
    let solid = line.solid();
    let six = solid.len() == 6 && solid.chars().all(|c| c.is_ascii_digit());
    let form = if six {
        Outcome::kept(format!("“{solid}”")).on(1)
    } else {
        Outcome::broken(Warning, format!("“{solid}”，应为 6 位阿拉伯数字")).on(1)
    };
    let found = [form, first_line(sight, line), flush(sight, line, Warning)];
    first_fault(found).unwrap_or_else(|| Outcome::absent("没有份号"))
}

/// On the first line of the type area; in a letter, right below the upper double line.
fn first_line(sight: &Sight<'_>, line: &Line) -> Outcome {
    let s = sight.standard;
    let letter = sight.parts.form == Form::Letter;
    let rules = sight.parts.head.rules.iter();
    let upper = rules
        .filter(|rule| rule.from.y < line.em.bottom)
        .map(bottom_of)
        .max();
    let (what, from, own, standard, tolerance) = match upper.filter(|_| letter) {
        Some(rule) => (
            "距上双线",
            rule,
            s.letter_text_gap,
            GBT_9704.letter_text_gap,
            Length::um(1_500),
        ),
        // a grid of lines sets the first one up to 2.6 mm lower
        None => (
            "距纸上边",
            Length::ZERO,
            s.margin_top,
            GBT_9704.margin_top,
            Length::mm(3),
        ),
    };
    let wanted = Wanted {
        what,
        own,
        standard,
        tolerance,
        severity: Warning,
    };
    wanted.judge(Reading::new(line.page, line.em.top - from))
}

/// At the left edge of the type area.
fn flush(sight: &Sight<'_>, line: &Line, severity: Severity) -> Outcome {
    let wanted = Wanted {
        what: "左边距",
        own: sight.edges(line.page).0,
        standard: GBT_9704.margin_left,
        tolerance: Length::mm(1),
        severity,
    };
    wanted.judge(Reading::new(line.page, line.em.left))
}

/// 3号黑体.
fn bold(sight: &Sight<'_>, line: &Line, severity: Severity) -> Outcome {
    let size = sight.standard.text_size;
    let words = format!("{} {}", face_name(line.face), pt(line.size));
    if line.face == Face::Heiti && near(line.size, size, Length::centipt(30)) {
        Outcome::kept(words).on(line.page + 1)
    } else {
        Outcome::broken(severity, format!("{}用{words}", start(&line.text))).on(line.page + 1)
    }
}

/// H02
pub(super) fn secrecy(sight: &Sight<'_>) -> Outcome {
    let Some(line) = sight.line(sight.parts.head.secrecy) else {
        return Outcome::absent("没有密级");
    };
    let found = [
        secrecy_form(line),
        flush(sight, line, Error),
        bold(sight, line, Error),
    ];
    first_fault(found).unwrap_or_else(|| Outcome::absent("没有密级"))
}

/// `机密`, `机密★1年`: no Han numerals in the period.
fn secrecy_form(line: &Line) -> Outcome {
    let solid = line.solid();
    let period = ["绝密", "机密", "秘密"]
        .iter()
        .find_map(|level| solid.strip_prefix(level))
        .unwrap_or_default();
    let starred = period.is_empty() || period.strip_prefix('★').is_some_and(|rest| !rest.is_empty());
    let han = period.contains(|c| "一二三四五六七八九十两".contains(c));
    if starred && !han {
        Outcome::kept(format!("“{solid}”")).on(line.page + 1)
    } else {
        let wrong = if han {
            "保密期限中的数字应用阿拉伯数字"
        } else {
            "密级与期限之间应用“★”"
        };
        Outcome::broken(Error, format!("“{solid}”，{wrong}")).on(line.page + 1)
    }
}

/// H03
pub(super) fn order(sight: &Sight<'_>) -> Outcome {
    let head = &sight.parts.head;
    let named = [
        ("份号", head.copy_number),
        ("密级", head.secrecy),
        ("紧急程度", head.urgency),
    ];
    let present: Vec<(&str, &Line)> = named
        .into_iter()
        .filter_map(|(name, id)| Some((name, sight.line(id)?)))
        .collect();
    let urgent = sight.line(head.urgency);
    if present.len() < 2 && urgent.is_none() {
        return Outcome::absent("没有紧急程度，也没有两项以上并列");
    }
    let names: Vec<&str> = present.iter().map(|(name, _)| *name).collect();
    let upside_down = present
        .windows(2)
        .find(|pair| matches!(pair, [(_, a), (_, b)] if b.baseline - a.baseline < Length::mm(3)));
    let ordered = match upside_down {
        Some([(a, _), (b, _)]) => Outcome::broken(Error, format!("{b}不在{a}之下另行")),
        _ => Outcome::kept(format!("自上而下为{}", names.join("、"))),
    };
    let look = urgent.map(|line| {
        first_fault([flush(sight, line, Error), bold(sight, line, Warning)])
            .unwrap_or_else(|| Outcome::absent(""))
    });
    first_fault([Some(ordered.on(1)), look].into_iter().flatten()).unwrap_or_else(|| Outcome::absent(""))
}

/// H15
pub(super) fn leftovers(sight: &Sight<'_>) -> Outcome {
    let mut running = sight.parts.running();
    let found = running.find_map(|(_, line)| Some((line, leftover(&line.solid())?)));
    let unreadable = sight.parts.running().any(|(_, line)| line.unreadable);
    match found {
        Some((line, what)) => {
            let place = format!("{what}：{}，距纸上边 {}", start(&line.text), mm(line.em.top));
            Outcome::broken(Error, place).on(line.page + 1)
        }
        None if unreadable => Outcome::unclear("有文字读不出"),
        None => Outcome::kept("未见旧格式用语"),
    }
}

/// What the edition of 1999 had and this one has not, where it is all that a line says or what it begins with.
fn leftover(solid: &str) -> Option<&'static str> {
    const HAN: &str = "〇○零一二三四五六七八九十";
    let subject = solid
        .strip_prefix("主题词")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['：', ':']));
    let bare = solid.trim_matches(['（', '）', '(', ')']);
    let year: Vec<char> = solid.chars().take_while(|c| HAN.contains(*c)).collect();
    let date = year.len() == 4
        && solid.ends_with('日')
        && solid.chars().all(|c| HAN.contains(c) || "年月日".contains(c));
    if subject {
        Some("主题词")
    } else if bare == "此页无正文" {
        Some("此页无正文")
    } else if date {
        Some("汉字书写的日期")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::leftover;

    #[test]
    fn leftovers_are_lines_of_their_own() {
        assert_eq!(leftover("主题词：民生通报"), Some("主题词"));
        assert_eq!(leftover("（此页无正文）"), Some("此页无正文"));
        assert_eq!(leftover("二〇二四年七月十日"), Some("汉字书写的日期"));
        assert_eq!(leftover("主题词语料库建设"), None);
        assert_eq!(leftover("一九九八年七月十日起施行"), None);
    }
}
