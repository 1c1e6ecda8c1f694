//! Columns of an annex as paragraphs (分项成段): what stands under an item instead of in a row.

use super::build::list;
use super::path::{FieldPath, Step};
use super::{Report, RowRef, TaskRow, head};
use crate::diag::{FileId, Origin};
use crate::model::At;
use crate::model::file::AnnexFile;

/// One column of a row, as prose prints it (一栏的段落).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The column's head, its levels joined; empty where it has none.
    pub label: String,
    /// As printed, a line a paragraph; never empty.
    pub text: String,
    /// Where it was typed.
    pub origin: Option<Origin>,
    /// Whether its lines may begin with a 〔小标题〕, as a progress may.
    pub parts: bool,
}

impl<'w> Report<'w> {
    /// The first annex in prose that covers the task, by its lists.
    #[must_use]
    pub fn prose(&self, task: &TaskRow<'_>) -> Option<&'w AnnexFile> {
        let own = self.list_of(task);
        let covers = |annex: &&At<AnnexFile>| {
            let named = annex.lists.as_deref();
            let mut files = named
                .unwrap_or_default()
                .iter()
                .filter_map(|name| list(self.workspace, name));
            named.is_none() || files.any(|list| Some(list.file) == own)
        };
        let mut annexes = self.circular.data.annexes.iter().filter(|annex| annex.prose);
        annexes.find(covers).map(|annex| &annex.value)
    }

    /// The file of the list that has the task.
    fn list_of(&self, task: &TaskRow<'_>) -> Option<FileId> {
        let project = self.projects.get(task.project)?;
        self.lists.get(project.list).map(|list| list.file)
    }

    /// The columns of `annex` that say something in `row`, in their order, without those that make the item's own
    /// heading (序号、类别、名称).
    #[must_use]
    pub fn labelled(&self, row: RowRef, annex: &AnnexFile) -> Vec<Labelled> {
        let columns = annex.columns.iter().filter_map(|column| {
            let path = FieldPath::parse(&column.field).ok()?;
            if heads_item(&path) {
                return None;
            }
            let decimals = column.decimals.as_ref().map(|decimals| decimals.value);
            let found = self.cited(row, &path, decimals);
            let text = found.value.printed();
            (!text.trim().is_empty()).then(|| Labelled {
                label: head::levels(&column.head).concat(),
                text: text.to_owned(),
                origin: found.origin,
                parts: path == FieldPath::Step(Step::ProgressText),
            })
        });
        columns.collect()
    }
}

/// Whether an item's heading says it already.
fn heads_item(path: &FieldPath) -> bool {
    const HEADING: [Step; 7] = [
        Step::ProjectNo,
        Step::ProjectTitle,
        Step::ProjectCategory,
        Step::CategoryNo,
        Step::CategoryName,
        Step::TaskNo,
        Step::TaskTitle,
    ];
    match path {
        FieldPath::Index => true,
        FieldPath::Step(step) => HEADING.contains(step),
        _ => false,
    }
}
