//! Inspection (版面检验): what a finished PDF shows, measured against the standard.
//!
//! 1. `read` turns any PDF, ours or a stranger's, into what paper shows of it ([`seen`]): glyphs, strokes, pictures
//!    in their places, the fonts and claims of the file;
//! 2. `find` says who is who (`Parts`): lines, red head, title, body, signature, record, page numbers, tables;
//! 3. `rules` measures each rule of the standard's table of conformance on that.
//!
//! Nothing here knows how the file was made: a rule that cannot be decided from the file says so.

mod find;
mod read;
pub mod rules;
#[cfg(test)]
mod sample;
pub mod seen;

use crate::diag::{Diagnostic, Severity};
use crate::standard::Standard;

pub use find::Form;
pub use read::read;
pub use rules::{RULES, Rule};

/// What an inspection found (检验结果), rule by rule in the order of [`RULES`].
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Sides of paper (页数).
    pub pages: usize,
    /// Which form of document it was taken for.
    pub form: Form,
    /// Each rule once.
    pub results: Vec<Measured>,
}

impl Inspection {
    /// How often a verdict was given.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.results
            .iter()
            .filter(|result| result.outcome.verdict == verdict)
            .count()
    }
}

/// One rule and what the file says to it (一条检验结果).
#[derive(Clone, Debug)]
pub struct Measured {
    /// The rule.
    pub rule: &'static Rule,
    /// What came out.
    pub outcome: Outcome,
}

/// What came out of a measurement (检验结论).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the rule is kept.
    pub verdict: Verdict,
    /// The measured value, in Chinese: `首页 72.1 毫米`.
    pub measured: String,
    /// The page that it was measured on, counted from 1; the worst one where there are several.
    pub page: Option<usize>,
    /// The office's own measure that took the place of the standard's: `本机关定为 70 毫米`.
    pub house: Option<String>,
}

/// Whether a rule is kept (结论).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 不符合, and how bad that is.
    Broken(Severity),
    /// 符合.
    Kept,
    /// 无法判断: the file does not show it.
    Unclear,
    /// 不适用: the document has no such element.
    Absent,
}

impl Outcome {
    /// 符合.
    #[must_use]
    pub fn kept(measured: impl Into<String>) -> Self {
        Self::of(Verdict::Kept, measured)
    }

    /// 不符合.
    #[must_use]
    pub fn broken(severity: Severity, measured: impl Into<String>) -> Self {
        Self::of(Verdict::Broken(severity), measured)
    }

    /// 不适用, and why.
    #[must_use]
    pub fn absent(why: impl Into<String>) -> Self {
        Self::of(Verdict::Absent, why)
    }

    /// 无法判断, and why.
    #[must_use]
    pub fn unclear(why: impl Into<String>) -> Self {
        Self::of(Verdict::Unclear, why)
    }

    fn of(verdict: Verdict, measured: impl Into<String>) -> Self {
        Self {
            verdict,
            measured: measured.into(),
            page: None,
            house: None,
        }
    }

    /// With the page, counted from 1.
    #[must_use]
    pub const fn on(mut self, page: usize) -> Self {
        self.page = Some(page);
        self
    }

    /// With the office's own measure.
    #[must_use]
    pub fn house(mut self, words: impl Into<String>) -> Self {
        self.house = Some(words.into());
        self
    }
}

/// Inspects a PDF against `standard`, which is GB/T 9704—2012 or an office's variant of it.
///
/// # Errors
/// A file that is no PDF, is encrypted with a password or cannot be read, as one finding.
pub fn inspect(bytes: &[u8], standard: &Standard) -> Result<Inspection, Diagnostic> {
    let seen = find::upright(read::read(bytes)?);
    let parts = find::find(&seen);
    let sight = rules::Sight {
        seen: &seen,
        parts: &parts,
        standard,
    };
    Ok(Inspection {
        pages: seen.pages.len(),
        form: parts.form,
        results: rules::measure(&sight),
    })
}
