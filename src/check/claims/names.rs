//! Names behind a count by state (名单): 6项（①甲；②乙……）已完成, each held against its own state; and how many projects
//! a circular says there are.

use std::ops::Range;

use super::prose::Prose;
use super::tally::Tallied;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::model::Report;
use crate::text::claim::{Amount, Claim, Kind, simplified};
use crate::text::{normal, number, numeral};

/// The names listed with a count: those that are a project's title must have the state that the count is of.
pub(super) fn listed(
    report: &Report<'_>,
    prose: &Prose<'_>,
    tallied: &Tallied<'_>,
    status: usize,
    sink: &mut Sink,
) {
    let (claim, ..) = tallied;
    for item in items(prose, claim) {
        let words = key(prose.words(item.clone()));
        let mut named = report
            .projects
            .iter()
            .filter(|project| key(&project.typed.title) == words);
        let (Some(project), None) = (named.next(), named.next()) else {
            continue;
        };
        if words.chars().count() < 3 || project.status.is_none() || project.status == Some(status) {
            continue;
        }
        let name = |index: Option<usize>| {
            index
                .and_then(|index| report.statuses.get(index))
                .map_or("", |status| status.name)
        };
        let message = format!(
            "“{}”列在“{}”中，表中完成情况是“{}”",
            prose.typed(item.clone()),
            name(Some(status)),
            name(project.status)
        );
        sink.push(
            Diagnostic::new(code::TALLY, message)
                .at(prose.origin(item))
                .related(project.origin, "该项目")
                .help("以表为准改名单，或改该项目的完成情况"),
        );
    }
}

fn key(text: &str) -> String {
    let folded = normal::fold(&simplified(text));
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The names in the bracket right behind a count.
fn items(prose: &Prose<'_>, claim: &Claim) -> Vec<Range<usize>> {
    let behind = prose.words(claim.range.end..prose.read.len());
    let Some(inner) = behind.strip_prefix(['（', '(']) else {
        return Vec::new();
    };
    let mark = behind.len() - inner.len();
    let start = claim.range.end + mark;
    let end = inner.find('\n').unwrap_or(inner.len());
    let inner = inner.get(..end).unwrap_or_default();
    let circled = inner.contains(|c| numeral::circled_value(c).is_some());
    let parts = |c: char| {
        let marks = matches!(c, '；' | ';' | '）' | ')');
        marks
            || if circled {
                numeral::circled_value(c).is_some()
            } else {
                c == '、'
            }
    };
    let mut found = Vec::new();
    let mut from = 0;
    let mut depth = 1_i32;
    for (at, c) in inner.char_indices() {
        depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        if depth <= 1 && parts(c) {
            found.push(start + from..start + at);
            from = at + c.len_utf8();
        }
        if depth == 0 {
            break;
        }
    }
    found.retain(|range| !prose.words(range.clone()).trim().is_empty());
    found
}

/// 全县30项民生实事: as many as the lists have projects, tasks or categories.
pub(super) fn totals(report: &Report<'_>, prose: &Prose<'_>, sink: &mut Sink) {
    let [_] = report.lists.as_slice() else { return };
    for (claim, amount) in prose
        .figures()
        .filter(|(claim, _)| matches!(claim.kind, Kind::Count(_)))
    {
        if !speaks_of_all(prose, claim, amount) || known(report, amount) {
            continue;
        }
        let message = format!(
            "“{}”写 {}，清单中有项目 {} 个、任务 {} 项",
            prose.cite(claim),
            prose.typed(amount.range.clone()),
            report.projects.len(),
            report.tasks.len()
        );
        sink.push(
            Diagnostic::new(code::TOTAL, message)
                .at(prose.origin(amount.range.clone()))
                .help("核对项数和清单；写作 {{ totals.projects }} 或 {{ totals.tasks }} 则不会再错"),
        );
    }
}

/// 全县共30项民生实事, 2024年全市30项重点民生实事: of all, and not of those of another government.
fn speaks_of_all(prose: &Prose<'_>, claim: &Claim, amount: &Amount) -> bool {
    let before = prose.words(claim.subject());
    let behind = prose.words(claim.object());
    let of_all = ["全县", "全市", "全区", "全州", "全旗"]
        .iter()
        .any(|all| before.contains(all) || behind.starts_with(all));
    let noun = ["全市", "全县", "全区", "重点", "年度"]
        .iter()
        .fold(behind, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let other = ["省", "其中", "牵头", "已", "未", "类", "局", "上年", "去年"]
        .iter()
        .any(|word| before.contains(word));
    let counted = ["项", "件", "个"].contains(&amount.unit) && amount.is_exact();
    counted && of_all && noun.starts_with("民生实事") && !other
}

fn known(report: &Report<'_>, amount: &Amount) -> bool {
    let groups = report.categories.iter().map(|category| &category.tally);
    let by_group = groups.flat_map(|tally| [tally.projects.len(), tally.tasks.len()]);
    let by_state = report
        .statuses
        .iter()
        .flat_map(|status| [status.projects, status.tasks]);
    let all = [report.projects.len(), report.tasks.len(), report.categories.len()];
    let typed = number::trimmed(amount.value);
    all.into_iter()
        .chain(by_group)
        .chain(by_state)
        .any(|known| known.to_string() == typed)
}
