//! 发文字号 and 红色分隔线 (7.2.5, 7.2.7).

use super::super::Sight;
use super::super::gauge::{mm, near};
use super::super::sheet::{first_fault, top_of};
use super::super::wanted::{Reading, Wanted};
use crate::diag::Severity::{Error, Warning};
use crate::inspect::Outcome;
use crate::inspect::find::{Form, Line};
use crate::inspect::seen::Stroke;
use crate::standard::GBT_9704;
use crate::text::normal::is_han;
use crate::unit::Length;

/// The number, or why there is none to measure.
fn number<'s>(sight: &Sight<'s>, forms: &[Form]) -> Result<&'s Line, Outcome> {
    if let Some(absent) = sight.only_in(forms) {
        return Err(absent);
    }
    sight
        .line(sight.parts.head.number)
        .ok_or_else(|| match sight.parts.form {
            Form::Minutes => Outcome::absent("没有编号"),
            _ => Outcome::unclear("首页版头中找不到发文字号").on(1),
        })
}

/// H09
pub(super) fn form(sight: &Sight<'_>) -> Outcome {
    let forms = [Form::File, Form::Letter, Form::Order, Form::Minutes];
    let line = match number(sight, &forms) {
        Ok(line) => line,
        Err(missing) if missing.measured.starts_with("首页") => {
            return if sight.parts.lines.iter().any(|line| line.unreadable) {
                missing
            } else {
                Outcome::broken(Error, missing.measured).on(1)
            };
        }
        Err(outcome) => return outcome,
    };
    if line.unreadable {
        return Outcome::unclear("发文字号中有文字读不出").on(1);
    }
    let solid = line.solid();
    let fault = match sight.parts.form {
        Form::Order => order_fault(&solid),
        Form::Minutes if solid.starts_with('第') => order_fault(&solid),
        _ => fault(&solid),
    };
    match fault {
        Some(fault) => Outcome::broken(Error, format!("“{solid}”，{fault}")).on(1),
        None => Outcome::kept(format!("“{solid}”")).on(1),
    }
}

/// 第N号, of an order.
fn order_fault(solid: &str) -> Option<&'static str> {
    let inner = solid.strip_prefix('第').and_then(|rest| rest.strip_suffix('号'));
    let digits = inner.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()));
    (!digits).then_some("令号应为“第×号”")
}

/// What is wrong with a number: 机关代字〔年份〕顺序号号.
fn fault(solid: &str) -> Option<&'static str> {
    let Some((code, rest)) = solid.split_once('〔') else {
        return Some("年份应用六角括号“〔〕”括入");
    };
    let Some((year, rest)) = rest.split_once('〕') else {
        return Some("年份应用六角括号“〔〕”括入");
    };
    let count = code.chars().count();
    let arabic = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !(1..=14).contains(&count) || !code.chars().all(is_han) {
        return Some("机关代字应为汉字");
    }
    if year.len() != 4 || !arabic(year) || !(year.starts_with("19") || year.starts_with("20")) {
        return Some("年份应标全称");
    }
    let Some(order) = rest.strip_suffix('号') else {
        return Some("顺序号后应加“号”字");
    };
    if order.starts_with('第') {
        return Some("顺序号不加“第”字");
    }
    if order.starts_with('0') {
        return Some("顺序号不编虚位");
    }
    (!arabic(order) || order.len() > 5).then_some("顺序号应用阿拉伯数字")
}

/// H10
pub(super) fn gap(sight: &Sight<'_>) -> Outcome {
    let line = match number(sight, &[Form::File]) {
        Ok(line) => line,
        Err(outcome) => return outcome,
    };
    let Some(ink) = sight.mark_ink() else {
        return Outcome::unclear("找不到标志的下边缘").on(1);
    };
    let signers = sight.lines(&sight.parts.head.signers);
    let first = signers.map(|line| line.em.top).chain([line.em.top]).min();
    let wanted = Wanted {
        what: "标志下边缘至发文字号",
        own: sight.standard.serial_gap,
        standard: GBT_9704.serial_gap,
        tolerance: Length::um(1_500),
        severity: Warning,
    };
    wanted.judge_gap(Reading::new(0, first.unwrap_or(line.em.top) - ink.bottom), 2)
}

/// H11
pub(super) fn place(sight: &Sight<'_>) -> Outcome {
    let line = match number(sight, &[Form::File]) {
        Ok(line) => line,
        Err(outcome) => return outcome,
    };
    let signers = sight.lines(&sight.parts.head.signers);
    let Some(last) = signers.max_by_key(|line| line.baseline) else {
        return centred(sight, line);
    };
    let s = sight.standard;
    let wanted = Wanted {
        what: "发文字号左空",
        own: s.chars(s.serial_inset),
        standard: GBT_9704.chars(GBT_9704.serial_inset),
        tolerance: Length::mm(1),
        severity: Error,
    };
    let inset = wanted.judge(Reading::new(0, line.em.left - sight.edges(0).0));
    let off = last.baseline - line.baseline;
    let row = if near(off, Length::ZERO, Length::um(1_000)) {
        Outcome::kept("与最后一个签发人同行").on(1)
    } else {
        Outcome::broken(Error, format!("比最后一个签发人高 {}", mm(off))).on(1)
    };
    first_fault([inset, row]).unwrap_or_else(|| Outcome::absent(""))
}

fn centred(sight: &Sight<'_>, line: &Line) -> Outcome {
    let off = line.em.center().x - sight.middle();
    let words = format!("偏离版心中线 {}", mm(off.abs()));
    if off.abs() <= Length::mm(1) {
        Outcome::kept(words).on(1)
    } else {
        Outcome::broken(Error, words).on(1)
    }
}

/// H14
pub(super) fn rule(sight: &Sight<'_>) -> Outcome {
    if let Some(absent) = sight.only_in(&[Form::File]) {
        return absent;
    }
    let head = &sight.parts.head;
    let number = sight.line(head.number);
    let low = number.map_or(Length::ZERO, |line| line.em.center().y);
    let Some(rule) = head.rules.iter().find(|rule| rule.from.y > low) else {
        return Outcome::broken(Error, "首页版头中没有红色分隔线").on(1);
    };
    let mut found = vec![length(rule), ends(sight, rule)];
    if let Some(line) = number {
        let s = sight.standard;
        let wanted = Wanted {
            what: "发文字号至红线",
            own: s.rule_gap,
            standard: GBT_9704.rule_gap,
            tolerance: Length::um(700),
            severity: Error,
        };
        found.insert(0, wanted.judge(Reading::new(0, top_of(rule) - line.em.bottom)));
    }
    first_fault(found).unwrap_or_else(|| Outcome::absent(""))
}

fn length(rule: &Stroke) -> Outcome {
    let length = rule.to.x - rule.from.x;
    let words = format!("长 {}，粗 {:.2} 毫米", mm(length), rule.width.to_mm());
    if near(length, GBT_9704.area_width, Length::mm(1)) {
        Outcome::kept(words).on(1)
    } else {
        Outcome::broken(Error, format!("{words}，应与版心等宽")).on(1)
    }
}

fn ends(sight: &Sight<'_>, rule: &Stroke) -> Outcome {
    let (left, right) = sight.edges(0);
    let words = format!("距纸左边 {} 至 {}", mm(rule.from.x), mm(rule.to.x));
    let tolerance = Length::mm(1);
    if near(rule.from.x, left, tolerance) && near(rule.to.x, right, tolerance) {
        Outcome::kept(words).on(1)
    } else {
        Outcome::broken(Error, format!("{words}，未与版心对齐")).on(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{fault, order_fault};

    #[test]
    fn numbers_right_and_wrong() {
        assert_eq!(fault("清政办督〔2024〕7号"), None);
        for wrong in [
            "清政办督[2024]7号",
            "清政办督【2024】7号",
            "清政办督〔2024〕第7号",
            "清政办督〔2024〕07号",
            "清政办督〔24〕7号",
            "清政办督〔2024〕七号",
            "QZB〔2024〕7号",
            "〔2024〕7号",
            "清政办督〔2024〕7",
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
        assert_eq!(order_fault("第12号"), None);
        assert!(order_fault("第十二号").is_some());
    }
}
