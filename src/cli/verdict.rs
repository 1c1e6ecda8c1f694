//! What verifying finds (结论), in words and for programs.

use serde_json::{Value, json};

/// What is to be said of a document (结论).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// The data give the same bytes.
    Identical,
    /// They do not, and something of it has been changed.
    Differs,
    /// They do not, under another version of the program; nothing else has changed.
    OtherVersion,
    /// A face that it was set in is not there, so nobody can tell.
    NoFont,
    /// It is not whole.
    Damaged,
    /// It cannot be read at all.
    Unreadable,
}

impl Verdict {
    /// All of them, the good one first.
    pub(super) const ALL: [Self; 6] = [
        Self::Identical,
        Self::Differs,
        Self::OtherVersion,
        Self::NoFont,
        Self::Damaged,
        Self::Unreadable,
    ];

    /// In Chinese.
    pub(super) const fn term(self) -> &'static str {
        match self {
            Self::Identical => "一致",
            Self::Differs => "不一致",
            Self::OtherVersion => "版本不同",
            Self::NoFont => "缺字体",
            Self::Damaged => "损坏",
            Self::Unreadable => "读不出",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Differs => "differs",
            Self::OtherVersion => "other_version",
            Self::NoFont => "no_font",
            Self::Damaged => "damaged",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What was found of one document (验证结果).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The archive, or the circular's file.
    pub(super) path: String,
    pub(super) verdict: Verdict,
    /// Why, the first cause first; empty where it is identical.
    pub(super) causes: Vec<String>,
    /// The version of the program that made it, where that is known.
    pub(super) made_by: Option<String>,
}

impl Finding {
    /// Lines for people.
    pub(super) fn lines(&self) -> String {
        let causes: String = self.causes.iter().map(|cause| format!("  {cause}\n")).collect();
        format!("{}  {}\n{causes}", self.verdict.term(), self.path)
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        json!({
            "path": self.path,
            "verdict": self.verdict.key(),
            "causes": self.causes,
            "made_by": self.made_by,
        })
    }
}

/// How many there are of each verdict (计数).
#[derive(Clone, Debug, Default)]
pub(super) struct Counts([usize; Verdict::ALL.len()]);

impl Counts {
    pub(super) fn add(&mut self, verdict: Verdict) {
        if let Some(count) = self.0.get_mut(verdict as usize) {
            *count += 1;
        }
    }

    pub(super) fn of(&self, verdict: Verdict) -> usize {
        self.0.get(verdict as usize).copied().unwrap_or_default()
    }

    pub(super) fn all(&self) -> usize {
        self.0.iter().sum()
    }

    /// The last line for people.
    pub(super) fn line(&self) -> String {
        let seen = Verdict::ALL.into_iter().filter(|verdict| self.of(*verdict) > 0);
        let words: Vec<String> = seen.map(|v| format!("{} {}", v.term(), self.of(v))).collect();
        format!("共 {} 份：{}。\n", self.all(), words.join("，"))
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let pairs = Verdict::ALL
            .into_iter()
            .map(|v| (v.key().to_owned(), self.of(v).into()));
        Value::Object(pairs.collect())
    }
}
