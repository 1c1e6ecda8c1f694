//! Percentages (百分数): 完成率, 占比, 序时进度 and their like, and places in a ranking.

use super::clause::Place;
use super::state::covered;
use super::{Against, Amount, Kind, Of, Than};
use crate::text::words::Words;

/// Words that say no more than that a task is done to so much.
const GENERIC: Words<&str> = Words::new(&[
    "完成率",
    "完成",
    "年度",
    "全年",
    "目标",
    "任务",
    "任务量",
    "任务数",
    "总任务",
    "目标任务",
    "计划",
    "总",
    "的",
    "达到",
    "已达",
    "达",
    "已",
    "为",
    "约",
    "占",
    "进度",
    "比例",
    "是",
    "了",
    "累计",
    "省定",
    "市定",
    "县定",
    "其",
    "整体",
    "总体",
    "平均",
    "目前",
    "截至目前",
    "到",
    "高达",
    "年",
    "现",
    "共",
    "均",
    "率",
    "已完成",
    "数",
    "综合",
]);

/// What a percentage, or a difference of percentages, says.
pub(super) fn percentage(text: &str, amount: &Amount, place: &Place) -> Option<Kind> {
    let before = text.get(place.clause.start..amount.range.start)?;
    let before = before.trim_start_matches([' ', '(', '（', '其', '中']);
    match amount.unit {
        "%" => Some(
            schedule(before)
                .or_else(|| change(before))
                .unwrap_or_else(|| rate(before)),
        ),
        "个百分点" => Some(points(before).unwrap_or(Kind::Percent)),
        _ => change(before),
    }
}

const OF_TASK: Words<&str> = Words::new(&[
    "任务的",
    "任务",
    "目标的",
    "目标",
    "计划的",
    "任务量的",
    "目标任务的",
    "任务数的",
]);
const REACHED: Words<&str> = Words::new(&["完成", "占", "达到"]);

fn rate(before: &str) -> Kind {
    let trimmed = trim_verbs(before);
    let generic = covered(before, &GENERIC);
    if generic && (trimmed.is_empty() || trimmed == "完成") {
        return Kind::Rate(Of::Bare);
    }
    let named = trimmed.ends_with("完成率") || trimmed.ends_with("完成比例");
    let of_task = OF_TASK.ends(trimmed) && REACHED.within(before);
    match (named || of_task, generic) {
        (true, true) => Kind::Rate(Of::Whole),
        (true, false) => Kind::Rate(Of::Other),
        _ if is_share(trimmed) => Kind::Share,
        _ => Kind::Percent,
    }
}

/// 占比60%, 占总数的60%; 占全市财政支出的81.8% is a part of something else.
fn is_share(trimmed: &str) -> bool {
    const WHOLES: Words<&str> = Words::new(&[
        "占",
        "占比",
        "占总数的",
        "占总数",
        "占全部的",
        "占项目总数的",
        "占任务总数的",
        "占总任务的",
        "占总项目的",
        "占全部任务的",
        "占全部项目的",
        "占总任务数的",
    ]);
    WHOLES.ends(trimmed)
}

/// Words between what is spoken of and its figure, in the order in which they are taken off.
const VERBS: Words<&str> = Words::new(&[
    "达到", "已达", "高达", "达", "为", "约", "是", "已", "仅", "到", "近", "超", "超过",
]);

fn trim_verbs(before: &str) -> &str {
    let mut rest = before.trim_end();
    while let Some(shorter) = VERBS.ending(rest).next().and_then(|verb| rest.strip_suffix(verb)) {
        rest = shorter;
    }
    rest
}

const SCHEDULE: Words<&str> = Words::new(&["序时进度", "时序进度", "序时进度应", "序时进度应当"]);
const COMPARED: Words<&str> = Words::new(&["落后", "低于", "慢于", "滞后", "快于", "高于", "超"]);

/// 序时进度75%, 序时进度为75%.
fn schedule(before: &str) -> Option<Kind> {
    (SCHEDULE.ends(trim_verbs(before)) && !COMPARED.within(before)).then_some(Kind::Schedule(Against::At))
}

const SEQUENCE: Words<&str> = Words::new(&["序时", "时序"]);
const BEHIND: Words<&str> = Words::new(&["落后", "低于", "慢于", "滞后", "差"]);
const AHEAD: Words<&str> = Words::new(&["快于", "高于", "超", "超前", "领先"]);

/// 落后序时进度5.2个百分点.
fn points(before: &str) -> Option<Kind> {
    let sequence = SEQUENCE.within(before);
    if sequence && BEHIND.within(before) {
        return Some(Kind::Schedule(Against::Behind));
    }
    if sequence && AHEAD.within(before) {
        return Some(Kind::Schedule(Against::Ahead));
    }
    change(before)
}

const LESS: Words<&str> = Words::new(&["减少", "下降", "回落", "减", "缩短", "降低"]);
const MORE: Words<&str> = Words::new(&[
    "增加",
    "增长",
    "上升",
    "提高",
    "提升",
    "新增",
    "增",
    "多",
    "多完成",
    "加快",
]);
const ABOVE: Words<&str> = Words::new(&[
    "超额完成",
    "超额",
    "超目标",
    "超出目标",
    "超目标任务",
    "超计划",
    "超年度目标",
    "超额完成任务",
]);
const SHORT: Words<&str> = Words::new(&[
    "还差",
    "尚差",
    "仍差",
    "尚缺",
    "还需完成",
    "尚需完成",
    "相差",
    "差距",
]);

/// 比上季度增加, 同比减少, 超额完成, 还差.
fn change(before: &str) -> Option<Kind> {
    let trimmed = trim_verbs(before);
    let down = LESS.ends(trimmed);
    let differs = down || MORE.ends(trimmed);
    if differs && before.contains("同比") {
        return Some(Kind::Change(Than::YearBefore(down)));
    }
    if differs && compares(before) {
        return Some(Kind::Change(Than::Before(down)));
    }
    if ABOVE.ends(trimmed) {
        return Some(Kind::Change(Than::Above));
    }
    SHORT.ends(trimmed).then_some(Kind::Change(Than::Short))
}

const PERIODS: Words<&str> = Words::new(&[
    "上期",
    "上月",
    "上个月",
    "上季度",
    "上一季度",
    "季度",
    "月底",
    "月份",
    "月末",
    "上半年",
    "上旬",
    "中旬",
    "年底",
]);

/// 比, 较 with a period behind it.
fn compares(before: &str) -> bool {
    let Some(at) = before.rfind(['比', '较']) else {
        return before.contains("环比");
    };
    before.get(at..).is_some_and(|than| PERIODS.within(than))
}

const RANKED: Words<&str> = Words::new(&[
    "排名第",
    "位列第",
    "名列第",
    "排在第",
    "位居第",
    "列第",
    "居第",
    "排第",
]);

/// 排名第1, 位列第3位.
pub(super) fn rank(text: &str, amount: &Amount, place: &Place) -> Option<Kind> {
    let before = text.get(place.clause.start..amount.range.start)?;
    RANKED.ends(before).then_some(Kind::Rank)
}
