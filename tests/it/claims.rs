//! What sentences claim: each file of `tests/cases/claims/read` has sentences (`> …`, a line feed as ⏎) and the claims
//! read from them; each of `judge` has tasks and circulars with their numbers, and what is found.

use std::fmt::Write as _;
use std::fs;

use tongbao::diag::Diagnostic;
use tongbao::model::InputFile;
use tongbao::text::claim::{self, About, Claim};

use crate::faults::findings;
use crate::support::{golden, root};

/// One line a claim: its characters, its kind, its value.
fn line(text: &str, claim: &Claim) -> String {
    let mut out = format!(
        "{}  {:?}",
        text[claim.range.clone()].replace('\n', "⏎"),
        claim.kind
    );
    if let Some(amount) = &claim.amount {
        write!(out, "  {} {}", amount.value.normalize(), amount.unit).unwrap();
        if amount.about != About::Exact {
            write!(out, " {:?}", amount.about).unwrap();
        }
    }
    out.trim_end().to_owned()
}

/// The file with the claims under each sentence as they are read now.
fn reread(file: &str) -> String {
    let mut out = String::new();
    for typed in file.lines().filter(|l| l.starts_with(['>', '#']) || l.is_empty()) {
        writeln!(out, "{typed}").unwrap();
        let Some(sentence) = typed.strip_prefix("> ") else {
            continue;
        };
        let text = sentence.replace('⏎', "\n");
        for claim in claim::read(&claim::simplified(&text)) {
            writeln!(out, "  {}", line(&text, &claim)).unwrap();
        }
    }
    out
}

#[test]
fn sentences_claim_what_their_files_say() {
    let dir = root().join("tests/cases/claims/read");
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let name = format!("cases/claims/read/{}", name.to_string_lossy());
        let file = fs::read_to_string(root().join("tests").join(&name))
            .unwrap()
            .replace("\r\n", "\n");
        golden(&name, &reread(&file));
    }
}

/// One `[[case]]` of `tests/cases/claims/judge`: a task with its words and numbers, or a circular's text, and the
/// findings, each as its code and the characters it stands at.
#[derive(serde::Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Judged {
    title: Option<String>,
    target: Option<String>,
    goal: Option<String>,
    done: Option<String>,
    before: Option<String>,
    status: Option<String>,
    reason: Option<String>,
    period: Option<String>,
    previous: Option<String>,
    text: Option<String>,
    fields: toml::Table,
    /// More of `[rules]`.
    rules: String,
    /// States typed by hand, without thresholds.
    states: Vec<String>,
    /// TOML of the project below its title: tasks, towns.
    project: String,
    body: Option<String>,
    /// The state of each of as many projects.
    projects: Vec<String>,
    finds: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Judged>,
}

impl Judged {
    fn files(&self) -> Vec<InputFile> {
        let file = |name: &str, text: String| InputFile {
            name: name.to_owned(),
            bytes: text.into_bytes().into(),
        };
        let mut files = vec![
            file("tongbao.toml", self.office()),
            file("projects/2024.toml", self.list()),
        ];
        let period = self.period.as_deref().unwrap_or("2024-Q3");
        let previous = self.previous.as_deref().unwrap_or("2024-Q2");
        if let Some(before) = &self.before {
            let text = format!("period = {previous:?}\n[tasks.p1]\ndone = {before}\n");
            files.push(file("progress/1.toml", text));
        }
        files.push(file("progress/2.toml", self.progress(period)));
        if let Some(body) = &self.body {
            let text = format!(
                "title = \"关于进展情况的通报\"\nprogress = {period:?}\nbody = {}\n",
                quoted(body)
            );
            files.push(file("circulars/a.toml", text));
        }
        files
    }

    fn office(&self) -> String {
        let mut out = format!(
            "[office]\nname = \"清溪县人民政府办公室\"\n[rules]\n{}\n",
            self.rules
        );
        if self.states.is_empty() {
            out += "[[statuses]]\nid = \"done\"\nname = \"已完成\"\nmin_rate = 100\n";
            out += "[[statuses]]\nid = \"ontrack\"\nname = \"按计划推进\"\nmax_behind = 0\n";
            out += "[[statuses]]\nid = \"slow\"\nname = \"进展较慢\"\n";
        }
        for (id, name) in self.states.iter().enumerate() {
            writeln!(out, "[[statuses]]\nid = \"s{}\"\nname = {name:?}", id + 1).unwrap();
        }
        out
    }

    fn list(&self) -> String {
        let mut out = String::new();
        for (index, _) in self.projects.iter().enumerate() {
            writeln!(out, "[[projects]]\nid = \"q{index}\"\ntitle = \"项目\"").unwrap();
        }
        let title = self.title.as_deref().unwrap_or("民生项目");
        if self.projects.is_empty() || self.title.is_some() {
            writeln!(out, "[[projects]]\nid = \"p1\"\ntitle = {title:?}").unwrap();
            for (key, value) in [
                ("target", self.target.as_ref().map(|t| quoted(t))),
                ("goal", self.goal.clone()),
            ] {
                if let Some(value) = value {
                    writeln!(out, "{key} = {value}").unwrap();
                }
            }
            writeln!(out, "{}", self.project).unwrap();
        }
        out
    }

    fn progress(&self, period: &str) -> String {
        let mut out = format!("period = {period:?}\n");
        for (index, status) in self.projects.iter().enumerate() {
            writeln!(out, "[tasks.q{index}]\nstatus = {status:?}").unwrap();
        }
        if self.text.is_none() && self.done.is_none() && self.status.is_none() && self.fields.is_empty() {
            return out;
        }
        out += "[tasks.p1]\n";
        let typed = [
            ("done", self.done.clone()),
            ("status", self.status.as_ref().map(|s| quoted(s))),
            ("reason", self.reason.as_ref().map(|s| quoted(s))),
            ("text", self.text.as_ref().map(|s| quoted(s))),
        ];
        for (key, value) in typed {
            if let Some(value) = value {
                writeln!(out, "{key} = {value}").unwrap();
            }
        }
        if !self.fields.is_empty() {
            writeln!(out, "[tasks.p1.fields]").unwrap();
            for (name, value) in &self.fields {
                writeln!(out, "{name:?} = {value}").unwrap();
            }
        }
        out
    }
}

fn quoted(text: &str) -> String {
    format!("\"\"\"\n{}\"\"\"", text.replace('\\', "\\\\"))
}

/// Findings of this topic: code and the characters they stand at.
fn told(files: Vec<InputFile>) -> Vec<String> {
    let (found, sources) = findings(files);
    let broken: Vec<_> = found
        .iter()
        .filter(|d| d.code.id.starts_with("E01"))
        .map(|d| &d.message)
        .collect();
    assert!(broken.is_empty(), "the case itself is wrong: {broken:?}");
    let of_claims = |d: &&Diagnostic| (321..=336).contains(&d.code.number().parse::<u32>().unwrap());
    found
        .iter()
        .filter(of_claims)
        .map(|d| {
            format!(
                "{} {}",
                d.code.id,
                sources.slice(d.origin.unwrap()).replace('\n', "⏎")
            )
        })
        .collect()
}

#[test]
fn claims_are_judged_as_their_files_say() {
    let dir = root().join("tests/cases/claims/judge");
    let mut paths: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let cases: Cases = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for case in cases.case {
            let found = told(case.files());
            if found != case.finds {
                let words = case.text.as_ref().or(case.body.as_ref()).or(case.target.as_ref());
                wrong.push(format!(
                    "{}: {words:?}\n  expected {:?}\n  found    {found:?}",
                    path.file_name().unwrap().display(),
                    case.finds
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
