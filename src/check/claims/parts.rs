//! Parts against their sum in one sentence (分项与总数): 其中, brackets, and how many are in which state.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number::plain;
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Code, Diagnostic, Sink};
use crate::text::claim::{Amount, Claim, Kind, Role, State};

/// Sums within the sentences of a text, but for those that `told` has: a number refuted already needs no second
/// finding on its sum. Returns the sentences told of, by now.
pub(super) fn sums(prose: &Prose<'_>, told: Vec<Range<usize>>, sink: &mut Sink) -> Vec<Range<usize>> {
    let mut told = told;
    let counts: Vec<(&Claim, &Amount)> = prose
        .figures()
        .filter(|(claim, _)| matches!(claim.kind, Kind::Count(_) | Kind::Tally(_)))
        .collect();
    for (index, (claim, total)) in counts.iter().enumerate() {
        let each = matches!(claim.kind, Kind::Count(Role::Each));
        if !total.is_exact() || total.unit.is_empty() || each || told.contains(&claim.sentence) {
            continue;
        }
        let rest = counts.get(index + 1..).unwrap_or_default();
        let found = bracketed(prose, total, rest)
            .or_else(|| among(prose, claim, total, rest))
            .or_else(|| states(prose, claim, total, rest));
        if let Some(found) = found {
            told.push(claim.sentence.clone());
            sink.push(found);
        }
    }
    told
}

/// Bytes between a total and the bracket with its parts: fifteen characters.
const FARTHEST: usize = 45;

/// 351个服务点（15个乡镇、16个社区、320个行政村）: the bracket has nothing but parts.
fn bracketed(prose: &Prose<'_>, total: &Amount, rest: &[(&Claim, &Amount)]) -> Option<Diagnostic> {
    let behind = prose.words(total.range.end..prose.read.len());
    let mut near = behind.char_indices().take_while(|(at, _)| *at <= FARTHEST);
    let (open, _) = near.find(|(_, c)| matches!(c, '（' | '('))?;
    let noun = behind.get(..open)?;
    if noun.contains(['，', '。', '、', '；', '\n', ',', ';', '：', ':', '）', ')'])
        || noun.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let mark = behind.get(open..)?.chars().next()?.len_utf8();
    let inner = behind.get(open + mark..)?;
    let inner = inner.get(..inner.find(['）', ')', '\n'])?)?;
    let start = total.range.end + open + mark;
    let parts: Vec<&(&Claim, &Amount)> = rest
        .iter()
        .filter(|(_, part)| part.range.start >= start && part.range.end <= start + inner.len())
        .collect();
    let items = inner.split(['、', '，', ',', '；', ';']).count();
    let plain_parts = parts
        .iter()
        .all(|(_, part)| part.unit == total.unit && part.is_exact());
    let odd = ["等", "各", "每", "比", "较", "原", "如", "不含", "另"]
        .iter()
        .any(|word| inner.contains(word));
    if parts.len() < 2 || parts.len() != items || !plain_parts || odd {
        return None;
    }
    let amounts: Vec<&Amount> = parts.iter().map(|(_, part)| *part).collect();
    let open_ended = ["含", "其中", "包括"].iter().any(|word| inner.contains(word));
    judge(prose, total, &amounts, open_ended)
}

/// 50个，其中续建18个、新开工32个: as far as the parts are joined alike.
fn among(prose: &Prose<'_>, claim: &Claim, total: &Amount, rest: &[(&Claim, &Amount)]) -> Option<Diagnostic> {
    let (first, first_part) = rest.first()?;
    let by_state = rest
        .iter()
        .filter(|(other, _)| matches!(other.kind, Kind::Tally(_)) && other.sentence == first.sentence);
    if by_state.count() > 1 {
        return None;
    }
    let between = prose.words(total.range.end..first_part.range.start);
    if !between.contains("其中") || first_part.unit != total.unit || between.contains(['\n', '；', ';']) {
        return None;
    }
    // a new sentence may begin with 其中, but nothing else may stand between
    if first.sentence != claim.sentence && !between.trim_start_matches(|c| c != '。').starts_with("。其中")
    {
        return None;
    }
    let mut parts = vec![*first_part];
    let mut joint: Option<&str> = None;
    for pair in rest.windows(2) {
        let [(_, one), (other, two)] = pair else { break };
        let gap = prose.words(one.range.end..two.range.start);
        let mark = ["、", "；", ";", "，", ","]
            .into_iter()
            .find(|mark| gap.contains(mark));
        let brackets = gap.contains(['（', '(', '）', ')', '。', '\n']);
        let alike = mark.is_some() && (joint.is_none() || joint == mark);
        let counted = matches!(
            other.kind,
            Kind::Count(Role::Plain | Role::Part | Role::Done) | Kind::Tally(_)
        );
        if !alike || brackets || !counted || two.unit != total.unit || !two.is_exact() {
            break;
        }
        joint = mark;
        parts.push(two);
    }
    judge(prose, total, &parts, true)
}

/// A part may be left out where the words leave it open; more than the whole there cannot be.
fn judge(prose: &Prose<'_>, total: &Amount, parts: &[&Amount], open_ended: bool) -> Option<Diagnostic> {
    let exact = parts.iter().all(|part| part.is_exact());
    let sum = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.value));
    let loose = parts.iter().fold(total.step, |loose, part| loose + part.step) / Decimal::TWO;
    let whole_numbers = total.step == Decimal::ONE && parts.iter().all(|part| part.step == Decimal::ONE);
    let gap = sum.saturating_sub(total.value).abs();
    if !exact || gap.is_zero() || (!whole_numbers && gap <= loose && total.step > Decimal::new(1, 4)) {
        return None;
    }
    if let Some(part) = parts.iter().find(|part| part.value > total.value) {
        return Some(finding(prose, code::PARTS, total, &[part], part.value));
    }
    // parts that may overlap or leave some out: only a small gap looks like a slip
    let slip = parts.len() >= 2 && gap <= total.value / Decimal::from(5);
    match open_ended {
        false => Some(finding(prose, code::PARTS, total, parts, sum)),
        true if slip => Some(finding(prose, code::NEARLY, total, parts, sum)),
        true => None,
    }
}

fn finding(
    prose: &Prose<'_>,
    code: &'static Code,
    total: &Amount,
    parts: &[&Amount],
    sum: Decimal,
) -> Diagnostic {
    let end = parts.last().map_or(total.range.end, |last| last.range.end);
    let values: Vec<String> = parts.iter().map(|part| plain(part.value)).collect();
    let (what, working) = match values.as_slice() {
        [only] => ("分项", format!("{only} 大于总数 {}", plain(total.value))),
        _ => ("分项之和", format!("{} = {}", values.join(" + "), plain(sum))),
    };
    let message = format!(
        "“{}”{what}是 {}，总数写 {}，相差 {}",
        prose.typed(total.range.start..end),
        plain(sum),
        prose.typed(total.range.clone()),
        plain(sum.saturating_sub(total.value).abs())
    );
    Diagnostic::new(code, message)
        .working(working)
        .at(prose.origin(total.range.start..end))
        .help("核对总数和各分项；分项没有列全的，写明“等”或补全")
}

/// 45项，已完成24项、按序时推进9项、滞后11项: the states together are all.
fn states(
    prose: &Prose<'_>,
    claim: &Claim,
    total: &Amount,
    rest: &[(&Claim, &Amount)],
) -> Option<Diagnostic> {
    let (tallied, sum) = tallies(prose, rest, claim, total)?;
    if matches!(claim.kind, Kind::Tally(_)) || sum == total.value {
        return None;
    }
    let end = tallied.last().map_or(total.range.end, |last| last.range.end);
    let values: Vec<String> = tallied.iter().map(|part| plain(part.value)).collect();
    let working = format!("{} = {}", values.join(" + "), plain(sum));
    let message = format!(
        "“{}”各档之和是 {}，总数写 {}，{} {}",
        prose.typed(total.range.start..end),
        plain(sum),
        prose.typed(total.range.clone()),
        if sum > total.value { "多" } else { "少" },
        plain(sum.saturating_sub(total.value).abs())
    );
    let finding = Diagnostic::new(code::PARTS, message)
        .at(prose.origin(total.range.start..end))
        .working(working)
        .help("各档项数之和应等于总数；可用 {{ count(…) }} 由数据得出");
    Some(finding)
}

/// The counts by state behind a total in its sentence, if they cover done and not done.
fn tallies<'a>(
    prose: &Prose<'_>,
    rest: &[(&Claim, &'a Amount)],
    claim: &Claim,
    total: &Amount,
) -> Option<(Vec<&'a Amount>, Decimal)> {
    let mut states: Vec<State> = Vec::new();
    let mut parts: Vec<&Amount> = Vec::new();
    for (other, amount) in rest
        .iter()
        .take_while(|(other, _)| other.sentence == claim.sentence)
    {
        let Kind::Tally(state) = other.kind else {
            return None;
        };
        // what is said twice is said of something else
        if amount.unit != total.unit || states.contains(&state) || !amount.is_exact() {
            return None;
        }
        states.push(state);
        parts.push(amount);
    }
    let end = parts.last()?.range.end;
    let first = parts.first()?.range.end;
    let again = prose.words(first..end).contains("其中");
    let covers = states.contains(&State::Done) && (states.len() >= 3 || states.contains(&State::Undone));
    let sum = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part.value));
    (covers && !again && parts.iter().all(|part| part.value <= total.value)).then_some((parts, sum))
}

/// A sentence's total, where it has one, and its counts by state.
pub(super) type ByState<'p> = (Option<&'p Amount>, Vec<(&'p Claim, &'p Amount, State)>);

/// Where a total and its states stand, for whoever judges them by the data: total and counts by state.
pub(super) fn by_state<'p>(prose: &'p Prose<'_>) -> Vec<ByState<'p>> {
    let mut found: Vec<ByState<'_>> = Vec::new();
    let mut sentence = None;
    for (claim, amount) in prose.figures() {
        if sentence != Some(&claim.sentence) {
            sentence = Some(&claim.sentence);
            found.push((None, Vec::new()));
        }
        let Some((total, tallied)) = found.last_mut() else {
            continue;
        };
        match claim.kind {
            Kind::Tally(state) => tallied.push((claim, amount, state)),
            Kind::Count(_) if tallied.is_empty() && ["项", "件", "个"].contains(&amount.unit) => {
                *total = Some(amount);
            }
            _ => {}
        }
    }
    found.retain(|(_, tallied)| !tallied.is_empty());
    found
}
