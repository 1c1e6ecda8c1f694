//! Words of state (完成情况的说法): 已完成, 按序时推进, 进度滞后, 尚未开工; and when they speak of the whole task.

use super::Claim;
use super::Kind;
use super::clause::Places;
use crate::text::words::Words;

/// How a task stands (完成情况), as prose and the names of an office's states say it, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 已完成 (the year's task).
    Done,
    /// 按序时推进, 已完成二季度任务.
    OnTrack,
    /// 基本完成, 部分完成.
    Partly,
    /// 进度滞后, 未完成二季度任务.
    Slow,
    /// 未完成.
    Undone,
    /// 尚未开工.
    Unstarted,
}

/// Words next to a count, the longer before the shorter that they contain.
const WORDS: Words<(&str, State)> = Words::meaning(&[
    ("未完成", State::Undone),
    ("尚未完成", State::Undone),
    ("基本完成", State::Partly),
    ("部分完成", State::Partly),
    ("提前完成", State::Done),
    ("超额完成", State::Done),
    ("全部完成", State::Done),
    ("已经完成", State::Done),
    ("已完成", State::Done),
    ("完成", State::Done),
    ("已办结", State::Done),
    ("按计划推进", State::OnTrack),
    ("按计划正常推进", State::OnTrack),
    ("按序时推进", State::OnTrack),
    ("按序时进度推进", State::OnTrack),
    ("按时序推进", State::OnTrack),
    ("正常推进", State::OnTrack),
    ("有序推进", State::OnTrack),
    ("顺利推进", State::OnTrack),
    ("稳步推进", State::OnTrack),
    ("加快推进", State::OnTrack),
    ("推进中", State::OnTrack),
    ("正在推进", State::OnTrack),
    ("达到序时进度", State::OnTrack),
    ("达到序时", State::OnTrack),
    ("未达到序时进度", State::Slow),
    ("未达序时进度", State::Slow),
    ("未达序时", State::Slow),
    ("进展缓慢", State::Slow),
    ("进展较慢", State::Slow),
    ("进展较为缓慢", State::Slow),
    ("推进缓慢", State::Slow),
    ("推进较慢", State::Slow),
    ("进度缓慢", State::Slow),
    ("进度较慢", State::Slow),
    ("进度偏慢", State::Slow),
    ("进展滞后", State::Slow),
    ("进度滞后", State::Slow),
    ("推进滞后", State::Slow),
    ("滞后", State::Slow),
    ("落后", State::Slow),
    ("慢于序时进度", State::Slow),
    ("低于序时进度", State::Slow),
    ("尚未开工", State::Unstarted),
    ("未开工", State::Unstarted),
    ("尚未启动", State::Unstarted),
    ("未启动", State::Unstarted),
]);

/// The state that `text` begins with, and its bytes.
pub(super) fn at_start(text: &str) -> Option<(State, usize)> {
    WORDS.longest_start(text).map(with_length)
}

/// The state that `text` ends with, and its bytes.
pub(super) fn at_end(text: &str) -> Option<(State, usize)> {
    WORDS.longest_end(text).map(with_length)
}

fn with_length((word, state): &(&str, State)) -> (State, usize) {
    (*state, word.len())
}

/// What the name of an office's state means: 已完成二季度任务 is on track, 提前完成 done. `None` where it is not certain.
#[must_use]
pub fn of_name(name: &str) -> Option<State> {
    let name = super::simplified(name);
    let name = name.trim().trim_end_matches(['。', '.', '；']);
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let of_period = has(&["季度", "月", "阶段", "当期", "本期", "节点", "半年"]);
    if has(&["未开工", "未启动", "未实施"]) {
        return Some(State::Unstarted);
    }
    if has(&["未完成", "没有完成", "尚未完成"]) {
        return Some(if of_period { State::Slow } else { State::Undone });
    }
    if has(&["基本完成", "部分完成"]) {
        return Some(State::Partly);
    }
    if has(&["滞后", "缓慢", "较慢", "偏慢", "落后", "未达", "低于序时", "慢于"]) {
        return Some(State::Slow);
    }
    if has(&["推进", "序时", "达到", "在建", "正常"]) {
        return Some(State::OnTrack);
    }
    match has(&["完成", "办结", "销号", "竣工"]) {
        true if of_period => Some(State::OnTrack),
        true => Some(State::Done),
        false => None,
    }
}

/// Whether `text` is made of these words alone, the longest first.
pub(super) fn covered(text: &str, words: &Words<&'static str>) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let longest = words.longest_start(rest).map(|word| word.len());
        match longest.or_else(|| blank(rest)) {
            Some(len) => rest = rest.get(len..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

fn blank(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    (first.is_whitespace() || matches!(first, '“' | '”' | '、')).then(|| first.len_utf8())
}

/// What a clause on the whole task is made of.
const WHOLE: Words<&str> = Words::new(&[
    "截至目前",
    "目前",
    "现",
    "该项目",
    "本项目",
    "该项工作",
    "该任务",
    "项目",
    "全年",
    "年度",
    "目标",
    "省定",
    "市定",
    "县定",
    "既定",
    "各项",
    "总",
    "任务",
    "整体",
    "总体",
    "工作",
    "一个季度",
    "一个月",
    "两个月",
    "个月",
    "的",
    "了",
    "已经",
    "已",
    "均",
    "全县",
    "全市",
    "也",
    "按期",
    "按时",
    "如期",
    "提前",
    "超额",
    "全面",
    "全部",
    "圆满",
    "顺利",
    "高质量",
    "完成",
    "累计",
]);

/// Words that one of must be there for a done to be the year's.
const FULLY: Words<&str> = Words::new(&[
    "已",
    "均",
    "提前",
    "超额",
    "全面",
    "全部",
    "圆满",
    "按期",
    "按时",
    "如期",
    "顺利",
    "高质量",
]);

const SLOW: Words<&str> = Words::new(&[
    "截至目前",
    "目前",
    "该项目",
    "本项目",
    "该任务",
    "项目",
    "工程",
    "整体",
    "总体",
    "进度",
    "进展",
    "推进",
    "建设",
    "施工",
    "严重",
    "较为",
    "较",
    "明显",
    "偏",
    "略",
    "比较",
    "相对",
    "滞后",
    "缓慢",
    "慢",
    "落后",
    "低于",
    "慢于",
    "于",
    "序时进度",
    "序时",
    "时序进度",
    "未",
    "达到",
    "达",
    "尚",
    "仍",
    "任务",
    "已",
    "要求",
]);

const TRACK: Words<&str> = Words::new(&[
    "截至目前",
    "目前",
    "该项目",
    "本项目",
    "该任务",
    "项目",
    "工程",
    "整体",
    "总体",
    "进度",
    "各项",
    "工作",
    "任务",
    "正",
    "在",
    "已",
    "均",
    "按",
    "按照",
    "计划",
    "序时进度",
    "序时",
    "时序进度",
    "推进",
    "达到",
    "快于",
    "高于",
    "超过",
    "符合",
    "要求",
    "正常",
    "建设",
    "有序",
]);

const IDLE: Words<&str> = Words::new(&[
    "截至目前",
    "目前",
    "该项目",
    "本项目",
    "该任务",
    "项目",
    "工程",
    "整体",
    "均",
    "全部",
    "尚",
    "还",
    "仍",
    "未",
    "开工",
    "启动",
    "实施",
    "建设",
    "任务",
    "工作",
]);

const UNSTARTED: Words<&str> = Words::new(&["未开工", "未启动", "未实施"]);
const BEHIND: Words<&str> = Words::new(&["滞后", "缓慢", "慢", "落后", "低于序时", "未达"]);
const PACE: Words<&str> = Words::new(&["进度", "进展", "推进", "序时", "滞后"]);
const AS_PLANNED: Words<&str> = Words::new(&["序时", "时序", "按计划推进", "按照计划推进"]);

/// What a clause says of the whole task, if it says nothing else.
#[must_use]
pub(super) fn clause(clause: &str) -> Option<State> {
    let clause = clause.trim();
    // few clauses have the words, so these are looked for before all words are
    if UNSTARTED.within(clause) && covered(clause, &IDLE) {
        return Some(State::Unstarted);
    }
    if BEHIND.within(clause) && PACE.within(clause) && covered(clause, &SLOW) {
        return Some(State::Slow);
    }
    if AS_PLANNED.within(clause) && !clause.contains('未') && covered(clause, &TRACK) {
        return Some(State::OnTrack);
    }
    if let Some(rest) = undone(clause) {
        return covered(&rest, &WHOLE).then_some(State::Undone);
    }
    let done = clause.contains("完成") && FULLY.within(clause) && covered(clause, &WHOLE);
    done.then_some(State::Done)
}

/// The clause with 未完成 as 完成, where it has it.
fn undone(clause: &str) -> Option<String> {
    if !clause.contains('未') {
        return None;
    }
    let said = ["尚未完成", "仍未完成", "还未完成", "未能完成", "未完成"];
    let word = said.iter().find(|word| clause.contains(**word))?;
    Some(clause.replacen(word, "完成", 1))
}

/// Words by which a clause names the whole task itself.
const NAMED: Words<&str> = Words::new(&[
    "该项目",
    "本项目",
    "该任务",
    "全年",
    "年度",
    "省定",
    "市定",
    "县定",
    "目标任务",
    "各项",
    "整体",
    "总体",
    "序时",
]);

/// Times, after which a clause is still the first.
const TIMES: Words<&str> = Words::new(&[
    "截至", "截止", "目前", "至", "到", "年", "月", "日", "底", "初", "末", "中旬", "上旬", "下旬", "季度",
]);

/// The claims of clauses that speak of the whole task: they name it, or nothing else has been named before.
pub(super) fn whole(text: &str, places: &Places) -> Vec<Claim> {
    let mut found = Vec::new();
    for place in places.iter() {
        let Some(body) = text.get(place.clause.clone()) else {
            continue;
        };
        let Some(state) = clause(body) else { continue };
        let named = NAMED.within(body) || body.trim_start().starts_with("项目");
        if named || text.get(place.part.start..place.clause.start).is_some_and(leads) {
            let start = place.clause.start + body.len() - body.trim_start().len();
            found.push(place.claim(start..start + body.trim().len(), Kind::State(state), None));
        }
    }
    found
}

/// Whether what stands before in the same part leaves the task as what is spoken of.
fn leads(before: &str) -> bool {
    let mut clauses = before
        .split(['，', ',', '：', ':'])
        .map(str::trim)
        .filter(|clause| !clause.is_empty());
    let is_time = |clause: &str| {
        let words: String = clause.chars().filter(|c| !c.is_ascii_digit()).collect();
        covered(&words, &TIMES)
    };
    match clauses.find(|clause| !is_time(clause)) {
        None => !before.contains(['（', '(', '）', ')']),
        Some(first) => ["该项目", "本项目", "该任务"]
            .iter()
            .any(|whole| first.starts_with(whole)),
    }
}
