//! Shares in one sentence (占比): 15项中已完成9项，占60%.

use std::ops::Range;

use super::number::percent;
use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::text::claim::{Amount, Claim, Kind, Of, Role};

/// The shares of a text whose part and whole stand in the same sentence; but for sentences that `told` has, whose
/// counts are in doubt.
pub(super) fn shares(prose: &Prose<'_>, told: &[Range<usize>], sink: &mut Sink) {
    for (claim, share) in prose.figures() {
        let bare = claim.kind == Kind::Rate(Of::Bare) && in_bracket(prose, claim);
        if !(claim.kind == Kind::Share || bare) || !share.is_exact() || told.contains(&claim.sentence) {
            continue;
        }
        let Some((part, whole)) = part_and_whole(prose, claim) else {
            continue;
        };
        let Some(ratio) = part.value.checked_div(whole.value) else {
            continue;
        };
        if prose.fits(ratio, share) {
            continue;
        }
        let computed = percent(ratio, share);
        let message = format!(
            "“{}”写 {}，算得 {computed}",
            prose.typed(part.range.start..share.range.end),
            prose.typed(share.range.clone())
        );
        let working = format!(
            "{} ÷ {} = {computed}",
            prose.typed(part.range.clone()),
            prose.typed(whole.range.clone())
        );
        sink.push(
            Diagnostic::new(code::SHARE, message)
                .at(prose.origin(share.range.clone()))
                .working(working)
                .help(format!("核对项数；项数都对的，改为 {computed}")),
        );
    }
}

/// 9项（60%）: the bracket has the percentage alone.
fn in_bracket(prose: &Prose<'_>, claim: &Claim) -> bool {
    let before = prose.words(claim.sentence.start..claim.range.start);
    let behind = prose.words(claim.range.end..prose.read.len());
    before.ends_with(['（', '(']) && behind.starts_with(['）', ')'])
}

/// The count right before the share, and the first count of the sentence in its unit where that is the whole.
fn part_and_whole<'p>(prose: &'p Prose<'_>, claim: &Claim) -> Option<(&'p Amount, &'p Amount)> {
    let counts: Vec<(&Claim, &Amount)> = prose
        .figures()
        .filter(|(other, _)| other.sentence == claim.sentence && other.range.end <= claim.range.start)
        .filter(|(other, _)| {
            matches!(other.kind, Kind::Count(role) if role != Role::Each)
                || matches!(other.kind, Kind::Tally(_))
        })
        .collect();
    let ((part_claim, part), rest) = counts.split_last()?;
    let between = prose.words(part.range.end..claim.range.start);
    let near = between.chars().count() <= 12 && !between.contains(['；', ';', '。', '、']);
    // the whole leads the sentence and is what the parts are of
    let (_, whole) = rest.iter().find(|(_, whole)| whole.unit == part.unit)?;
    let others_fit = rest
        .iter()
        .all(|(_, other)| other.unit != part.unit || other.value <= whole.value);
    let leads = matches!(part_claim.kind, Kind::Tally(_))
        || prose.words(whole.range.end..part.range.start).contains('中');
    (near
        && leads
        && others_fit
        && part.value <= whole.value
        && part.is_exact()
        && whole.is_exact()
        && !whole.value.is_zero())
    .then_some((*part, *whole))
}
