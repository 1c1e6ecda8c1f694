//! Diagnostics (诊断): what is wrong, where, and the way out. Values only; `cli` prints them.

pub mod code;
mod source;
mod words;

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
    /// Ways out, one a line.
    pub help: Vec<String>,
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
            help: Vec::new(),
        }
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
}

impl Sink {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one finding in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes the findings of another stage in.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Whether an error is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
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
        self.found.sort_by_key(|d| (d.origin, d.code.id, d.severity));
        self.found.dedup();
        self.found
    }
}
