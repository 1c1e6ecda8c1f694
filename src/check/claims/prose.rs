//! Typed prose (手写的文字) with its claims and the places of its characters.

use std::borrow::Cow;
use std::ops::Range;

use crate::check::scene::Scene;
use crate::diag::{FileId, Origin, Sources};
use crate::model::At;
use crate::model::file::Tolerance;
use crate::model::typed::Typed;
use crate::text::claim::{self, Amount, Claim, Kind, Role};
use rust_decimal::Decimal;

/// A text that a clerk typed, read once.
pub(super) struct Prose<'w> {
    text: &'w str,
    span: Range<usize>,
    file: FileId,
    sources: &'w Sources,
    tolerance: &'w Tolerance,
    /// With simplified characters; as long as the text.
    pub(super) read: Cow<'w, str>,
    pub(super) claims: Vec<Claim>,
}

impl<'w> Prose<'w> {
    /// A text without templates.
    pub(super) fn new(text: &'w At<String>, file: FileId, scene: &Scene<'w>) -> Self {
        Self::plain(text, text.span.clone(), file, scene)
    }

    /// A text that templates may stand in: a sentence with one is left alone, since its numbers are derived.
    pub(super) fn rendered(text: &'w At<String>, file: FileId, scene: &Scene<'w>) -> Self {
        let read = claim::simplified(&masked(text)).into_owned();
        let mut prose = Self::over(text, text.span.clone(), file, scene, read.into());
        let read = &prose.read;
        prose.claims.retain(|claim| {
            read.get(claim.sentence.clone())
                .is_some_and(|sentence| !sentence.contains(MASK))
        });
        prose
    }

    /// A text without templates, typed in these bytes of its file.
    pub(super) fn plain(text: &'w str, span: Range<usize>, file: FileId, scene: &Scene<'w>) -> Self {
        Self::over(text, span, file, scene, claim::simplified(text))
    }

    fn over(text: &'w str, span: Range<usize>, file: FileId, scene: &Scene<'w>, read: Cow<'w, str>) -> Self {
        Self {
            claims: claim::read(&read),
            text,
            span,
            file,
            sources: scene.sources,
            tolerance: &scene.workspace.office.data.rules.tolerance,
            read,
        }
    }

    /// Whether a typed figure may stand for that value, by any usual rounding and the office's tolerance.
    pub(super) fn fits(&self, value: Decimal, typed: &Amount) -> bool {
        let off = value.saturating_sub(typed.value).abs();
        let relative = typed.unit == "%" || typed.unit == "个百分点";
        let within = match (relative, &self.tolerance.points, &self.tolerance.permille) {
            (true, Some(points), _) => off <= points.0 / Decimal::ONE_HUNDRED,
            (false, _, Some(permille)) => off <= value.abs() * permille.0 / Decimal::ONE_THOUSAND,
            _ => false,
        };
        within || claim::may_print(value, typed.value, typed.step)
    }

    /// The place of some characters in the file.
    pub(super) fn origin(&self, range: Range<usize>) -> Origin {
        Typed::over(self.text, self.span.clone(), self.file, self.sources).origin(range)
    }

    /// Characters as typed.
    pub(super) fn typed(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default().trim()
    }

    /// Characters as read.
    pub(super) fn words(&self, range: Range<usize>) -> &str {
        self.read.get(range).unwrap_or_default()
    }

    /// The clause of a claim, for citing; with the one before it where it is short.
    pub(super) fn cite(&self, claim: &Claim) -> &str {
        let clause = self.typed(claim.clause.clone());
        if clause.chars().count() >= 12 {
            return clause;
        }
        let end = claim.clause.end.max(claim.range.end);
        let part = self.typed(claim.part.start..end);
        if part.chars().count() <= 40 { part } else { clause }
    }

    /// The nearest count before a claim in the same part of the sentence.
    pub(super) fn count_before(&self, claim: &Claim) -> Option<&Claim> {
        self.counts_before(claim).last().copied()
    }

    /// All counts before a claim in the same part of the sentence, from left to right.
    pub(super) fn counts_before(&self, claim: &Claim) -> Vec<&Claim> {
        self.claims
            .iter()
            .filter(|other| other.part == claim.part && other.range.end <= claim.range.start)
            .filter(|other| matches!(other.kind, Kind::Count(_) | Kind::Tally(_)))
            .collect()
    }

    /// Its claims with a figure, and these figures.
    pub(super) fn figures(&self) -> impl Iterator<Item = (&Claim, &Amount)> {
        self.claims
            .iter()
            .filter(|claim| !matches!(claim.kind, Kind::List { .. } | Kind::Rank))
            .filter_map(|claim| Some((claim, claim.amount.as_ref()?)))
    }

    /// Its counts in that unit, without averages.
    pub(super) fn counts(&self, unit: &str) -> impl Iterator<Item = (&Claim, &Amount, Role)> {
        self.figures().filter_map(move |(claim, amount)| {
            let role = match claim.kind {
                Kind::Count(role) => role,
                Kind::Tally(_) => Role::Done,
                _ => return None,
            };
            (amount.unit == unit && role != Role::Each).then_some((claim, amount, role))
        })
    }
}

/// What stands for the bytes of a template: no clerk types it.
const MASK: char = '\u{1}';

/// The text with `{{ }}`, `{% %}`, `{# #}` and all between `{% for %}` or `{% if %}` and its end masked, byte for byte.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut depth = 0_usize;
    while let Some((start, close)) = opening(rest) {
        let (before, tail) = rest.split_at(start);
        put(&mut out, before, depth > 0);
        let end = tail.find(close).map_or(tail.len(), |at| at + close.len());
        let (tag, after) = tail.split_at(end);
        let words = tag.trim_matches(['{', '}', '%', '-', ' ']);
        if words.starts_with("end") {
            depth = depth.saturating_sub(1);
        } else if close == "%}"
            && ["for ", "if ", "block ", "macro ", "filter ", "raw"]
                .iter()
                .any(|w| words.starts_with(w))
        {
            depth += 1;
        }
        put(&mut out, tag, true);
        rest = after;
    }
    put(&mut out, rest, depth > 0);
    out
}

fn opening(text: &str) -> Option<(usize, &'static str)> {
    [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
        .into_iter()
        .filter_map(|(open, close)| Some((text.find(open)?, close)))
        .min()
}

fn put(out: &mut String, text: &str, masked: bool) {
    if masked {
        out.extend(std::iter::repeat_n(MASK, text.len()));
    } else {
        out.push_str(text);
    }
}
