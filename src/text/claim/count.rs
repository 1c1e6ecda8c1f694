//! Counts (数量的角色): done, wanted, left, a part; or so many in a state.

use super::clause::Place;
use super::state;
use super::{Amount, Kind, Role};
use crate::text::words::Words;

/// Words before a count and what they make of it; the nearest one counts.
const BEFORE: Words<(&str, Role)> = Words::meaning(&[
    ("每", Role::Each),
    ("日均", Role::Each),
    ("人均", Role::Each),
    ("户均", Role::Each),
    ("月均", Role::Each),
    ("平均", Role::Each),
    ("分别", Role::Each),
    ("各", Role::Each),
    ("由", Role::Each),
    ("从", Role::Each),
    ("计划", Role::Wanted),
    ("目标", Role::Wanted),
    ("拟", Role::Wanted),
    ("预计", Role::Wanted),
    ("力争", Role::Wanted),
    ("确保", Role::Wanted),
    ("安排", Role::Wanted),
    ("应", Role::Wanted),
    ("将", Role::Wanted),
    ("可", Role::Wanted),
    ("下一步", Role::Wanted),
    ("年底前", Role::Wanted),
    ("其余", Role::Left),
    ("剩余", Role::Left),
    ("余下", Role::Left),
    ("剩下", Role::Left),
    ("另有", Role::Left),
    ("还有", Role::Left),
    ("尚有", Role::Left),
    ("仍有", Role::Left),
    ("未完成", Role::Left),
    ("未完工", Role::Left),
    ("在建", Role::Under),
    ("正在施工", Role::Under),
    ("正在建设", Role::Under),
    ("未开工", Role::Unstarted),
    ("尚未开工", Role::Unstarted),
    ("未启动", Role::Unstarted),
    ("其中", Role::Part),
    ("包括", Role::Part),
    ("含", Role::Part),
    ("共有", Role::Total),
    ("总共", Role::Total),
    ("合计", Role::Total),
    ("总计", Role::Total),
    ("累计", Role::Done),
    ("完成", Role::Done),
    ("建成", Role::Done),
    ("新增", Role::Done),
    ("新建", Role::Done),
    ("竣工", Role::Done),
    ("完工", Role::Done),
    ("改造", Role::Done),
    ("已", Role::Done),
    ("实现", Role::Done),
    ("达到", Role::Done),
]);

/// Words right behind a count.
const BEHIND: Words<(&str, Role)> = Words::meaning(&[
    ("正在", Role::Under),
    ("在建", Role::Under),
    ("尚未", Role::Unstarted),
    ("未开工", Role::Unstarted),
    ("已", Role::Done),
]);

/// Words anywhere before a count that make it a plan.
const PLANNED: Words<&str> = Words::new(&["计划", "预计", "力争", "确保", "下一步"]);

/// Units in which tasks and projects are counted.
const TASKS: [&str; 3] = ["项", "个", "件"];

/// What a figure counts.
pub(super) fn role(text: &str, amounts: &[Amount], index: usize, place: &Place) -> Option<Kind> {
    let amount = amounts.get(index)?;
    if TASKS.contains(&amount.unit)
        && let Some(state) = tally(text, amount, place)
    {
        return Some(Kind::Tally(state));
    }
    // what stood before the last figure of the clause speaks of that one
    let from = index
        .checked_sub(1)
        .and_then(|last| amounts.get(last))
        .map_or(place.clause.start, |last| last.range.end.max(place.clause.start));
    let before = text.get(from.min(amount.range.start)..amount.range.start)?;
    let behind = text.get(amount.range.end..place.clause.end.max(amount.range.end))?;
    let bound = before.ends_with(['每', '≥', '≤']);
    // 计划10月底前再建成5个
    let ahead = text.get(place.clause.start..amount.range.start)?;
    let role = |entry: &(&str, Role)| entry.1;
    let (nearest, next) = (
        BEFORE.nearest(before).map(role),
        BEHIND.starting(behind).next().map(role),
    );
    Some(Kind::Count(match (nearest, next) {
        _ if bound => Role::Each,
        _ if PLANNED.within(ahead) => Role::Wanted,
        (Some(role), _) if role != Role::Done => role,
        (_, Some(role)) | (Some(role), None) => role,
        (None, None) => Role::Plain,
    }))
}

/// 已完成13项, 13项已完成, 6项（……）已完成: the words have nothing else between.
fn tally(text: &str, amount: &Amount, place: &Place) -> Option<state::State> {
    let before = text.get(place.clause.start..amount.range.start)?;
    let behind = text.get(amount.range.end..)?;
    if let Some((state, _)) = state::at_end(before.trim_end_matches(['的', '有', '为'])) {
        return ends(behind).then_some(state);
    }
    // 13项已完成; a bracket with their names may stand between
    let behind = beyond_bracket(behind)?;
    let (state, len) = state::at_start(behind)?;
    behind.get(len..).is_some_and(ends).then_some(state)
}

/// What a count may name behind its unit, in the order in which it is looked for.
const NOUNS: Words<&str> = Words::new(&[
    "民生实事项目",
    "民生实事",
    "实事项目",
    "指标任务",
    "工作任务",
    "任务",
    "项目",
    "年度任务",
]);

/// Nothing of its own follows: the clause ends, or 任务 does.
fn ends(rest: &str) -> bool {
    let noun = NOUNS.starting(rest).next();
    let rest = noun.and_then(|noun| rest.strip_prefix(noun)).unwrap_or(rest);
    let marks = ['，', '。', '；', '、', '（', '(', ',', ';', '：', '\n', '！'];
    rest.is_empty() || rest.starts_with(marks) || rest.starts_with('和')
}

/// What follows a bracket right behind the count; the text itself where there is none. `None` for one never closed.
fn beyond_bracket(text: &str) -> Option<&str> {
    let text = ["任务", "项目", "实事"]
        .iter()
        .find_map(|noun| text.strip_prefix(noun))
        .unwrap_or(text);
    if !text.starts_with(['（', '(']) {
        return Some(text);
    }
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return text.get(at + c.len_utf8()..);
        }
    }
    None
}
