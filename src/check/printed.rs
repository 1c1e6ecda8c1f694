//! Every typed text that is printed (印出的文字), with what it is called and how it is read.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::{FileId, Origin, Sources};
use crate::model::file::{AnnexFile, CircularFile, Free, ProgressFile, Project, ProjectsFile, Task};
use crate::model::typed::Typed;
use crate::model::workspace::{Loaded, Workspace};
use crate::model::{At, Entries};

/// How a text is read (文字的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// 正文: paragraphs with template code in them.
    Body,
    /// 段落: paragraphs of a cell or a list.
    Prose,
    /// 短语: a cell, a label, a name.
    Phrase,
    /// 标题: of the circular or an annex.
    Title,
}

/// One of them (一处文字).
#[derive(Clone, Debug)]
pub(super) struct Printed<'w> {
    pub(super) file: FileId,
    pub(super) role: Role,
    /// Its term and key: `进展情况（text）`.
    pub(super) term: &'static str,
    pub(super) value: &'w str,
    span: Range<usize>,
}

impl<'w> Printed<'w> {
    fn new(file: FileId, role: Role, term: &'static str, text: &'w At<String>) -> Self {
        Self {
            file,
            role,
            term,
            value: &text.value,
            span: text.span.clone(),
        }
    }

    /// Whether it is the title of something, which may be another's too.
    pub(super) fn is_title(&self) -> bool {
        self.role == Role::Title || self.term == LIST_TITLE
    }

    /// The text as people read it: template code, heading marks and labels become characters that mean nothing, a
    /// byte each, so that places stay.
    pub(super) fn words(&self) -> Cow<'w, str> {
        if self.role == Role::Body {
            Cow::Owned(without_code(self.value))
        } else {
            Cow::Borrowed(self.value)
        }
    }

    /// The places in the file of parts of the text.
    pub(super) fn origins(&self, parts: &[Range<usize>], sources: &Sources) -> Vec<Origin> {
        let typed = Typed::over(self.value, self.span.clone(), self.file, sources);
        parts.iter().map(|part| typed.origin(part.clone())).collect()
    }
}

/// What the title of a list is called.
const LIST_TITLE: &str = "清单标题（title）";

/// What stands for a byte of code.
const BLANK: char = '\u{1}';

fn without_code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, code)) = rest.find(['{']).and_then(|at| rest.split_at_checked(at)) {
        out += before;
        let close = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
            .into_iter()
            .find(|(open, _)| code.starts_with(open));
        let length = match close {
            Some((_, close)) => code.find(close).map_or(code.len(), |at| at + close.len()),
            None => 1,
        };
        let (tag, after) = code.split_at_checked(length).unwrap_or((code, ""));
        if close.is_some() {
            out.extend(std::iter::repeat_n(BLANK, tag.len()));
        } else {
            out += tag;
        }
        rest = after;
    }
    out += rest;
    blank_marks(&out)
}

/// `# ` at the start of a line is no part of the words.
fn blank_marks(text: &str) -> String {
    let blank = |line: &str| {
        let mark = line.len() - line.trim_start_matches(['#', ' ']).len();
        let (mark, rest) = line.split_at_checked(mark).unwrap_or(("", line));
        if mark.contains('#') {
            BLANK.to_string().repeat(mark.len()) + rest
        } else {
            line.to_owned()
        }
    };
    text.split('\n').map(blank).collect::<Vec<_>>().join("\n")
}

/// All of them, the circulars' first: their titles come before those of the lists they were taken from.
pub(super) fn all(workspace: &Workspace) -> Vec<Printed<'_>> {
    let mut texts = Gather(Vec::new());
    workspace
        .circulars
        .iter()
        .for_each(|circular| texts.circular(circular));
    workspace.lists.iter().for_each(|list| texts.list(list));
    workspace.progress.iter().for_each(|file| texts.progress(file));
    texts.0
}

/// Those of one circular, without its lists and its progress.
pub(super) fn of_circular(circular: &Loaded<CircularFile>) -> Vec<Printed<'_>> {
    let mut texts = Gather(Vec::new());
    texts.circular(circular);
    texts.0
}

struct Gather<'w>(Vec<Printed<'w>>);

impl<'w> Gather<'w> {
    fn put<'t: 'w>(
        &mut self,
        file: FileId,
        role: Role,
        term: &'static str,
        texts: impl IntoIterator<Item = &'t At<String>>,
    ) {
        let filled = texts.into_iter().filter(|text| !text.value.is_empty());
        self.0
            .extend(filled.map(|text| Printed::new(file, role, term, text)));
    }

    fn fields(&mut self, file: FileId, fields: &'w Entries<At<Free>>) {
        for (_, value) in fields.iter() {
            if let Free::Text(text) = &value.value {
                self.0.push(Printed {
                    file,
                    role: Role::Prose,
                    term: "自设栏目（fields）",
                    value: text,
                    span: value.span.clone(),
                });
            }
        }
    }

    fn list(&mut self, list: &'w Loaded<ProjectsFile>) {
        let file = list.file;
        self.put(file, Role::Phrase, LIST_TITLE, &list.data.title);
        for project in &list.data.projects {
            self.project(file, project);
            project.tasks.iter().for_each(|task| self.task(file, task));
        }
    }

    fn project(&mut self, file: FileId, project: &'w Project) {
        self.put(file, Role::Phrase, "项目名称（title）", [&project.title]);
        self.put(file, Role::Phrase, "类别（category）", &project.category);
        self.put(file, Role::Phrase, "牵头单位（lead）", &project.lead);
        self.put(file, Role::Phrase, "配合单位（support）", &project.support);
        self.put(file, Role::Prose, "目标任务（target）", &project.target);
        self.fields(file, &project.fields);
    }

    fn task(&mut self, file: FileId, task: &'w Task) {
        self.put(file, Role::Phrase, "任务名称（title）", &task.title);
        self.put(file, Role::Prose, "目标任务（target）", &task.target);
        self.put(file, Role::Phrase, "牵头单位（lead）", task.lead.iter().flatten());
        self.put(
            file,
            Role::Phrase,
            "配合单位（support）",
            task.support.iter().flatten(),
        );
        self.fields(file, &task.fields);
    }

    fn progress(&mut self, progress: &'w Loaded<ProgressFile>) {
        let file = progress.file;
        for (_, entry) in progress.data.tasks.iter() {
            self.put(file, Role::Prose, "进展情况（text）", &entry.text);
            self.fields(file, &entry.fields);
        }
    }

    fn circular(&mut self, circular: &'w Loaded<CircularFile>) {
        let (file, data) = (circular.file, &circular.data);
        self.put(file, Role::Title, "标题（title）", &data.title);
        self.put(file, Role::Phrase, "题注（subtitle）", &data.subtitle);
        self.put(file, Role::Phrase, "主送机关（to）", &data.to);
        self.put(file, Role::Phrase, "抄送机关（copies）", &data.copies);
        self.put(file, Role::Phrase, "附注（note）", &data.note);
        self.put(file, Role::Body, "正文（body）", &data.body);
        self.put(
            file,
            Role::Body,
            "段落（texts）",
            data.texts.iter().map(|(_, text)| text),
        );
        data.annexes.iter().for_each(|annex| self.annex(file, annex));
    }

    fn annex(&mut self, file: FileId, annex: &'w AnnexFile) {
        self.put(file, Role::Title, "附件标题（title）", [&annex.title]);
        self.put(file, Role::Phrase, "左上说明（status_line）", &annex.status_line);
        self.put(file, Role::Phrase, "单位行（unit_line）", &annex.unit_line);
        self.put(file, Role::Prose, "表注（note）", &annex.note);
        self.put(
            file,
            Role::Phrase,
            "栏名（head）",
            annex.columns.iter().map(|column| &column.head),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_leaves_no_words_and_no_place_moves() {
        let text = "# 总体情况\n共{{ count(status=\"done\") }}项，{% if a %}1-9月{% endif %}，{余下";
        let words = without_code(text);
        assert_eq!(words.len(), text.len());
        assert_eq!(words.find("总体"), text.find("总体"));
        assert_eq!(words.find("1-9月"), text.find("1-9月"));
        assert!(!words.contains("count") && !words.contains('#') && words.contains("{余下"));
        assert_eq!(without_code("没有收尾{{ a").len(), "没有收尾{{ a".len());
    }
}
