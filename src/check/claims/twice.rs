//! One figure in two places (两处不一): a circular's sentence that repeats a target's words with another number.

use std::collections::BTreeSet;

use super::number::{self, common_end, made_of};
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::model::Report;
use crate::text::claim::{self, Amount, Kind};
use rust_decimal::Decimal;

/// Characters before the figure that both must have.
const SAME: usize = 6;

/// A figure of the lists with the words before it.
struct Known {
    words: String,
    unit: &'static str,
    values: Vec<Decimal>,
    typed: String,
    origin: Option<Origin>,
}

/// Figures of a text whose words are a target's, and whose number none of that task's is.
pub(super) fn figures(report: &Report<'_>, prose: &Prose<'_>, sink: &mut Sink) {
    let counts: Vec<_> = prose
        .figures()
        .filter(|(claim, amount)| {
            matches!(claim.kind, Kind::Count(_)) && amount.is_exact() && !amount.unit.is_empty()
        })
        .collect();
    if counts.is_empty() {
        return;
    }
    let repeated = Repeated::new(counts.iter().map(|(claim, _)| prose.words(claim.subject())));
    let known = known(report, &repeated);
    for (claim, amount) in counts {
        let words = prose.words(claim.subject());
        let mut same = known
            .iter()
            .filter(|known| known.unit == amount.unit && repeats(&known.words, words));
        let (Some(first), None) = (same.next(), same.next()) else {
            continue;
        };
        if first.values.contains(&amount.value) {
            continue;
        }
        let message = format!(
            "“{}”写 {}，清单中写 {}",
            prose.cite(claim),
            prose.typed(amount.range.clone()),
            first.typed
        );
        let mut finding = Diagnostic::new(code::TWICE, message)
            .at(prose.origin(amount.range.clone()))
            .help("两处应一致；用 {{ }} 取数则不会再错");
        if let Some(origin) = first.origin {
            finding = finding.related(origin, "清单中的写法");
        }
        sink.push(finding);
    }
}

/// Words that may lead what is repeated; any other, such as 全省, makes it another thing's figure.
const LEADS: [&str; 20] = [
    "完成",
    "实施",
    "继续",
    "要",
    "将",
    "力争",
    "确保",
    "累计",
    "全年",
    "年内",
    "已",
    "共",
    "和",
    "及",
    "并",
    "其中",
    "重点",
    "计划",
    "截至目前",
    "目前",
];

/// Whether `words` end with what stands before the target's figure, and say nothing else.
fn repeats(known: &str, words: &str) -> bool {
    let same = common_end(known, words);
    let lead: String = words
        .chars()
        .filter(|c| !matches!(c, '“' | '”' | '"') && !c.is_whitespace())
        .collect();
    let more = lead.chars().count().saturating_sub(same);
    let lead: String = lead.chars().take(more).collect();
    same >= SAME && made_of(&lead, &LEADS)
}

/// Ends of the words before a circular's figures (数前的字): a target that has none of them is not repeated, and of
/// thousands of targets only few need to be read.
struct Repeated {
    /// The last characters, from the last to the first.
    ends: BTreeSet<[char; SAME]>,
}

impl Repeated {
    fn new<'p>(words: impl Iterator<Item = &'p str>) -> Self {
        Self {
            ends: words.filter_map(|text| end(&number::words(text))).collect(),
        }
    }

    /// Whether one of them stands in the text.
    fn within(&self, text: &str) -> bool {
        let mut last = ['\0'; SAME];
        number::compared(text).any(|c| {
            last.rotate_right(1);
            last[0] = c;
            self.ends.contains(&last)
        })
    }
}

fn end(words: &[char]) -> Option<[char; SAME]> {
    let mut end = *words.last_chunk::<SAME>()?;
    end.reverse();
    Some(end)
}

/// Every target's figures that may be repeated, each with all numbers that its task may be told with.
fn known(report: &Report<'_>, repeated: &Repeated) -> Vec<Known> {
    let mut known = Vec::new();
    for task in &report.tasks {
        let Some(target) = task.target.as_ref().or(task.title.as_ref()) else {
            continue;
        };
        let read = claim::simplified(&target.string);
        if !repeated.within(&read) {
            continue;
        }
        let told: Vec<Decimal> = task
            .text()
            .map(|text| claim::amounts(&claim::simplified(&text.string)))
            .unwrap_or_default()
            .iter()
            .map(|amount| amount.value)
            .collect();
        let factor = task.goal.map_or(1, |goal| claim::canonical(&goal.unit).0);
        let numbers = [
            task.now.done,
            task.before.done,
            task.goal.and_then(|goal| goal.number()),
        ];
        let numbers = numbers
            .into_iter()
            .flatten()
            .map(|number| number.saturating_mul(factor.into()));
        let own: Vec<Decimal> = told.into_iter().chain(numbers).collect();
        for found in claim::read(&read) {
            let (Kind::Count(_), Some(amount)) = (found.kind, &found.amount) else {
                continue;
            };
            known.push(one(&read, &found, amount, &own, target));
        }
    }
    known
}

fn one(
    read: &str,
    found: &claim::Claim,
    amount: &Amount,
    own: &[Decimal],
    target: &crate::document::Text,
) -> Known {
    let mut values = own.to_vec();
    values.push(amount.value);
    Known {
        words: read.get(found.subject()).unwrap_or_default().to_owned(),
        unit: amount.unit,
        values,
        typed: target
            .string
            .get(amount.range.clone())
            .unwrap_or_default()
            .to_owned(),
        origin: target.origin,
    }
}
