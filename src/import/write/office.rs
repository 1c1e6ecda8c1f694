//! `tongbao.toml` (工作区设置).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::plan::Plan;
use super::toml::{self, Lines};
use crate::text::normal::fold;

/// 完成情况: the printed words with their ids, from best to worst.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Statuses {
    list: Vec<(String, String)>,
}

/// What words mean which state, the more telling first: words, id, how good.
const KNOWN: [(&[&str], &str, u8); 10] = [
    (&["未启动", "未開工", "未开工", "尚未", "未啟動"], "idle", 7),
    (&["未完成", "未达", "未達", "未落实"], "undone", 6),
    (
        &["缓慢", "滞后", "落后", "緩慢", "滯後", "落後", "红", "紅"],
        "slow",
        5,
    ),
    (&["部分"], "part", 4),
    (&["基本完成"], "mostly", 2),
    (&["提前", "超额", "超額", "超前"], "ahead", 0),
    (&["完成", "办结", "辦結", "是"], "done", 1),
    (
        &["推进", "推進", "正常", "序时", "進行", "进行", "有序", "在建"],
        "ontrack",
        3,
    ),
    (&["绿", "綠"], "green", 1),
    (&["黄", "黃"], "yellow", 4),
];

impl Statuses {
    /// The states that the plans name.
    pub(in crate::import) fn new<'a>(plans: impl Iterator<Item = &'a Plan>) -> Self {
        let mut seen = BTreeSet::new();
        let mut found: Vec<(u8, String, String)> = Vec::new();
        for plan in plans {
            let facts = plan
                .projects
                .iter()
                .flat_map(|p| std::iter::once(&p.shared).chain(p.tasks.iter().map(|t| &t.facts)));
            for name in facts.filter_map(|f| f.status.as_deref()) {
                if seen.insert(name.to_owned()) {
                    let (id, rank) = known(name, seen.len());
                    found.push((rank, free(id, &found), name.to_owned()));
                }
            }
        }
        found.sort_by_key(|f| f.0);
        Self {
            list: found.into_iter().map(|(_, id, name)| (id, name)).collect(),
        }
    }

    /// The id of the printed words.
    pub(super) fn id(&self, name: &str) -> Option<&str> {
        self.list
            .iter()
            .find(|(_, n)| n == name)
            .map(|(id, _)| id.as_str())
    }

    /// Ids and words.
    pub(in crate::import) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(id, name)| (id.as_str(), name.as_str()))
    }
}

fn known(name: &str, n: usize) -> (String, u8) {
    let name = fold(name);
    let found = KNOWN
        .iter()
        .find(|(words, ..)| words.iter().any(|w| name.contains(w)));
    found.map_or_else(|| (format!("s{n}"), 4), |(_, id, rank)| ((*id).to_owned(), *rank))
}

fn free(id: String, taken: &[(u8, String, String)]) -> String {
    let is_free = |id: &String| !taken.iter().any(|t| t.1 == *id);
    if is_free(&id) {
        return id;
    }
    (2..).map(|n| format!("{id}{n}")).find(is_free).unwrap_or(id)
}

/// The workspace's settings: registers of units and towns, and the states.
pub(in crate::import) fn office(
    plans: &[&Plan],
    statuses: &Statuses,
    signer: Option<&str>,
    from: &str,
) -> String {
    let mut out = format!("# 工作区设置：由{from} 导入。\n\n[office]\n");
    match signer {
        Some(name) => {
            let _ = writeln!(out, "# 取自通知正文的落款\nname      = {}\nsignature = \"不加盖印章\"", toml::text(name));
        }
        None => out.push_str("# 工作簿里没有发文机关的名称：请改成本机关的名称；要署名时删去 signature 一行\nname      = \"（发文机关）\"\nsignature = \"不署名\"\n"),
    }
    let units = unit_names(plans);
    if !units.is_empty() {
        out.push_str("\n# 责任单位，按在表中出现的先后；同一单位的另一种写法加到 aliases = [\"…\"]\n");
    }
    for unit in units {
        let _ = writeln!(out, "[[units]]\nname = {}", toml::text(&unit));
    }
    let towns = town_names(plans);
    if !towns.is_empty() {
        out.push_str("\n# 乡镇，按在表中的先后\n");
    }
    for town in towns {
        let _ = writeln!(out, "[[towns]]\nname = {}", toml::text(&town));
    }
    if statuses.iter().next().is_some() {
        out.push_str("\n# 完成情况，从好到差；写上 min_rate（完成率下限）即可由完成率推出\n");
    }
    for (id, name) in statuses.iter() {
        let mut lines = Lines::default();
        lines.push("id", toml::text(id));
        lines.push("name", toml::text(name));
        out.push_str("[[statuses]]\n");
        lines.write(0, &mut out);
    }
    out
}

fn unit_names(plans: &[&Plan]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for project in plans.iter().flat_map(|p| &p.projects) {
        let facts = std::iter::once(&project.shared).chain(project.tasks.iter().map(|t| &t.facts));
        for unit in facts.flat_map(|f| f.lead.iter().chain(&f.support)) {
            if seen.insert(unit.clone()) {
                names.push(unit.clone());
            }
        }
    }
    names
}

fn town_names(plans: &[&Plan]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let rows = plans.iter().filter_map(|p| p.towns.as_ref()).flatten();
    rows.map(|t| t.name.clone())
        .filter(|n| seen.insert(n.clone()))
        .collect()
}
