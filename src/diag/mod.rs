//! Diagnostics (诊断): what is wrong, where, and the way out. Values only; `cli` prints them.

mod accept;
pub mod code;
mod source;
mod words;

use std::sync::Arc;

pub use accept::{Acceptance, Acceptances, Accepted, Cover};
pub use code::Code;
pub use source::{FileId, Origin, Source, Sources, Spot};

/// How bad a finding (严重程度) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 错误: the documents are wrong, nothing is written.
    Error,
    /// 警告: the documents are written; `--strict` makes it an error.
    Warning,
    /// 提醒: look here.
    Note,
}

impl Severity {
    /// 错误, 警告 or 提醒.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Note => "提醒",
        }
    }
}

/// One finding (诊断).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding; it carries the usual severity and the explanation.
    pub code: &'static Code,
    /// How bad, normally the code's own severity.
    pub severity: Severity,
    /// In Chinese; names the element and its key: `主送机关（to）`.
    pub message: String,
    /// The place in the inputs; `None` where no file is at fault.
    pub origin: Option<Origin>,
    /// Other places that have to do with it, each with a few words: `此处已有同名编号`.
    pub related: Vec<(Origin, String)>,
    /// The clause of the standard, where one is touched: `GB/T 9704—2012 7.3.1`.
    pub clause: Option<&'static str>,
    /// How the numbers it names were computed, a line each: `700 + 520 = 1220`.
    pub working: Vec<String>,
    /// Ways out, one a line.
    pub help: Vec<String>,
    /// Why the office lets it stand; such a finding is shown and counts no more.
    pub accepted: Option<Accepted>,
}

impl Diagnostic {
    /// A finding of the code's own severity; like every word of it, the message is put on one line and the values
    /// quoted in it shortened.
    #[must_use]
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: words::one_line(&message.into()),
            origin: None,
            related: Vec::new(),
            clause: None,
            working: Vec::new(),
            help: Vec::new(),
            accepted: None,
        }
    }

    /// Whether it is an error that nobody accepted.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
    }

    /// With its place.
    #[must_use]
    pub fn at(mut self, origin: impl Into<Option<Origin>>) -> Self {
        self.origin = origin.into();
        self
    }

    /// With another place that has to do with it.
    #[must_use]
    pub fn related(mut self, origin: Origin, words: impl Into<String>) -> Self {
        self.related.push((origin, words::one_line(&words.into())));
        self
    }

    /// With the clause it rests on.
    #[must_use]
    pub const fn clause(mut self, clause: &'static str) -> Self {
        self.clause = Some(clause);
        self
    }

    /// With how a number in it was computed; it goes to people as 算法.
    #[must_use]
    pub fn working(mut self, words: impl Into<String>) -> Self {
        self.working.push(words::one_line(&words.into()));
        self
    }

    /// With a way out.
    #[must_use]
    pub fn help(mut self, words: impl Into<String>) -> Self {
        self.help.push(words::one_line(&words.into()));
        self
    }
}

/// Where every stage leaves its findings (诊断汇集).
#[derive(Clone, Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    accepts: Arc<Acceptances>,
}

impl Sink {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty one that marks what is accepted.
    #[must_use]
    pub fn accepting(accepts: Arc<Acceptances>) -> Self {
        Self {
            found: Vec::new(),
            accepts,
        }
    }

    /// From now on marks what is accepted.
    pub fn accept(&mut self, accepts: Arc<Acceptances>) {
        self.accepts = accepts;
    }

    /// Takes one finding in.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if !self.accepts.is_empty() && diagnostic.accepted.is_none() {
            diagnostic.accepted = self.accepts.of(&diagnostic);
        }
        self.found.push(diagnostic);
    }

    /// Takes the findings of another stage in.
    pub fn append(&mut self, other: Self) {
        other.found.into_iter().for_each(|one| self.push(one));
    }

    /// Whether an error is among them that nobody accepted.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// Tells of acceptances that nothing was found for, when all has been looked at. Behind an error not everything
    /// is found, so they wait until there is none.
    pub fn tell_idle(&mut self) {
        if !self.has_errors() {
            let idle = self.accepts.idle(&self.found);
            self.found.extend(idle);
        }
    }

    /// How many there are so far; two calls around a stage tell whether it found anything.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings in the order they came.
    #[must_use]
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The findings in the order of the files, each once: the same input gives the same list.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        // those without a place come first, they concern the whole run
        self.found
            .sort_by(|a, b| (a.origin, a.code.id, &a.message).cmp(&(b.origin, b.code.id, &b.message)));
        self.found.dedup();
        self.found
    }
}
