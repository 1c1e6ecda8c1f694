//! Who is who (识别要素): from glyphs in places to the elements of an official document.
//!
//! 1. `line` gathers glyphs into lines, page by page from top to bottom;
//! 2. `table` finds the ruled areas, whose lines are no running text;
//! 3. `head`, `title`, `number`, `record` take what stands in known places;
//! 4. `body`, `annex`, `signature` read the rest in order.
//!
//! An element that cannot be told for certain is left out: the rules on it then say so.

mod annex;
mod body;
mod head;
mod line;
mod number;
mod record;
pub(super) mod row;
mod signature;
mod table;
mod title;
mod upright;

use std::collections::BTreeMap;

use super::seen::Seen;
use crate::unit::Length;

pub(super) use annex::{AnnexNote, AnnexPart, numbered as annex_number, placed};
pub(super) use body::{Level, Paragraph, centered};
pub(super) use head::Head;
pub(super) use line::{Line, LineId};
pub(super) use number::value as number_value;
pub(super) use record::Record;
pub(super) use signature::{Name, Signature, names, red};
pub(super) use table::TableArea;
pub(super) use upright::upright;

/// The form (公文格式) a document was taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// 无红头
    #[default]
    Plain,
    /// 文件格式 (ch. 7)
    File,
    /// 信函格式 (10.1)
    Letter,
    /// 命令（令）格式 (10.2)
    Order,
    /// 纪要格式 (10.3)
    Minutes,
    /// 简报: a red head that the standard does not know
    Bulletin,
}

impl Form {
    /// Its name, as people call it.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Plain => "无红头",
            Self::File => "文件格式",
            Self::Letter => "信函格式",
            Self::Order => "命令格式",
            Self::Minutes => "纪要格式",
            Self::Bulletin => "简报",
        }
    }
}

/// The elements of a document (要素), each by its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) form: Form,
    /// Every line of the file, page by page, from top to bottom, from left to right.
    pub(super) lines: Vec<Line>,
    pub(super) head: Head,
    /// 标题, from top to bottom.
    pub(super) title: Vec<LineId>,
    /// 题注: a date or a remark in brackets under the title.
    pub(super) subtitle: Vec<LineId>,
    /// 主送机关.
    pub(super) addressee: Vec<LineId>,
    /// 正文, without tables.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Where running text begins on odd pages and on even ones (左白边).
    pub(super) margins: [Length; 2],
    /// 附件说明.
    pub(super) note: Option<AnnexNote>,
    pub(super) signature: Signature,
    /// 附注.
    pub(super) remark: Option<LineId>,
    /// 附件.
    pub(super) annexes: Vec<AnnexPart>,
    /// 版记.
    pub(super) record: Option<Record>,
    /// 页码, for each page.
    pub(super) page_numbers: Vec<Option<LineId>>,
    /// Ruled tables.
    pub(super) tables: Vec<TableArea>,
}

impl Parts {
    /// A line by its number.
    pub(super) fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.get(id.0)
    }

    /// Running text: upright lines that are no page number and stand in no table.
    pub(super) fn running(&self) -> impl Iterator<Item = (LineId, &Line)> {
        let numbered = (0..).map(LineId).zip(&self.lines);
        numbered.filter(|(id, line)| {
            let number = self.page_numbers.contains(&Some(*id));
            line.upright() && !number && !self.in_table(line)
        })
    }

    /// Whether a line stands in a ruled table.
    pub(super) fn in_table(&self, line: &Line) -> bool {
        self.tables
            .iter()
            .any(|area| area.page == line.page && area.holds(line))
    }

    /// The size of most of the running text: the body's.
    pub(super) fn text_size(&self) -> Option<Length> {
        let mut sizes: BTreeMap<Length, usize> = BTreeMap::new();
        for (_, line) in self.running() {
            *sizes.entry(line.size).or_default() += line.glyphs.len();
        }
        sizes
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(size, _)| size)
    }

    /// The lines of those numbers.
    pub(super) fn lines_of<'p>(&'p self, ids: &'p [LineId]) -> impl Iterator<Item = &'p Line> {
        ids.iter().filter_map(|id| self.line(*id))
    }
}

/// Finds the elements of a file.
pub(super) fn find(seen: &Seen) -> Parts {
    let mut parts = Parts {
        lines: line::gather(seen),
        ..Parts::default()
    };
    parts.tables = table::find(seen, &parts.lines);
    parts.page_numbers = number::find(seen, &parts.lines, &parts.tables);
    let (form, head) = head::find(seen, &parts);
    parts.form = form;
    parts.head = head;
    parts.record = record::find(seen, &parts);
    title::find(seen, &mut parts);
    annex::find(seen, &mut parts);
    signature::find(seen, &mut parts);
    body::find(seen, &mut parts);
    parts
}
