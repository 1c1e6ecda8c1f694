//! Two periods side by side (两期对照): what changed of each task, in words that an annex, a command and a program share.

use super::history::Change;
use super::rows::TaskRow;
use super::{FieldPath, Report, RowRef, Step};
use crate::diag::{FileId, Sources};
use crate::model::At;
use crate::model::file::CircularFile;
use crate::model::workspace::{Loaded, Workspace};
use crate::text::period::Period;

/// What happened to a task since the previous period (变化).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moved {
    /// 新增: not told in the previous period.
    New,
    /// 未报: told then, not now.
    Gone,
    /// 新完成.
    Finished,
    /// 回退: done then, not now.
    Back,
    /// 好转: a better status.
    Better,
    /// 下降: a worse one.
    Worse,
    /// 有进展: the same status, more done.
    Forward,
    /// 减少: the same status, less done.
    Less,
    /// 改写: the same numbers, other words.
    Reworded,
    /// 无变化.
    Nothing,
}

impl Moved {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 10] = [
        Self::New,
        Self::Gone,
        Self::Finished,
        Self::Back,
        Self::Better,
        Self::Worse,
        Self::Forward,
        Self::Less,
        Self::Reworded,
        Self::Nothing,
    ];

    /// In Chinese, as printed and as a filter has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "新增",
            Self::Gone => "未报",
            Self::Finished => "新完成",
            Self::Back => "回退",
            Self::Better => "好转",
            Self::Worse => "下降",
            Self::Forward => "有进展",
            Self::Less => "减少",
            Self::Reworded => "改写",
            Self::Nothing => "无变化",
        }
    }

    /// For programs.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Finished => "finished",
            Self::Back => "back",
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Forward => "forward",
            Self::Less => "less",
            Self::Reworded => "reworded",
            Self::Nothing => "nothing",
        }
    }
}

impl TaskRow<'_> {
    /// What happened to it since the previous period; `None` where it was told in neither.
    #[must_use]
    pub fn moved(&self) -> Option<Moved> {
        match (self.previous, self.progress) {
            (None, None) => return None,
            (None, Some(_)) => return Some(Moved::New),
            (Some(_), None) => return Some(Moved::Gone),
            (Some(_), Some(_)) => {}
        }
        let of_status = match self.change() {
            Some(Change::Finished) => Some(Moved::Finished),
            Some(Change::Back) => Some(Moved::Back),
            Some(Change::Better) => Some(Moved::Better),
            Some(Change::Worse) => Some(Moved::Worse),
            Some(Change::Same | Change::New) | None => None,
        };
        Some(of_status.unwrap_or_else(|| self.in_numbers()))
    }

    fn in_numbers(&self) -> Moved {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let done = match (self.before.done, self.now.done) {
            (Some(before), Some(now)) => now.cmp(&before),
            (None, Some(_)) => Greater,
            (Some(_), None) => Less,
            (None, None) => self.now.rate.cmp(&self.before.rate),
        };
        let same_words = self.text().map(|t| t.string) == self.previous_text().map(|t| t.string);
        match done {
            Greater => Moved::Forward,
            Less => Moved::Less,
            Equal if same_words => Moved::Nothing,
            Equal => Moved::Reworded,
        }
    }
}

/// A circular that nobody typed, which sees both periods; hand it to [`Report::new`].
#[must_use]
pub fn circular(previous: Period, period: Period) -> Loaded<CircularFile> {
    let typed = |period: Period| Some(At::unplaced(period.to_string()));
    Loaded {
        data: CircularFile {
            progress: typed(period),
            previous: typed(previous),
            ..CircularFile::default()
        },
        file: FileId(u32::MAX),
        ..Loaded::default()
    }
}

/// The period of a progress file of the workspace, by its key or name: `2024-Q2`, 2024年二季度; or the file's own name.
#[must_use]
pub fn period(workspace: &Workspace, typed: &str) -> Option<Period> {
    let told = |file: &&Loaded<_>| file.name == typed;
    let by_name = workspace.progress.iter().find(told);
    by_name.map_or_else(|| typed.parse().ok(), |file| file.data.period.parse().ok())
}

/// One value of a task, then and now, as printed (一项对照).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Empty where there was none.
    pub before: String,
    /// Empty where there is none.
    pub now: String,
}

/// One task in two periods (一项任务的对照).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// `project/task`.
    pub key: String,
    /// What it is called: its target, its title or that of its project.
    pub title: String,
    /// What happened.
    pub moved: Moved,
    /// 完成数.
    pub done: Pair,
    /// 比上期增加的完成数.
    pub gained: String,
    /// 完成率.
    pub rate: Pair,
    /// 完成情况.
    pub status: Pair,
    /// 进展情况.
    pub text: Pair,
    /// Where it is told now, or was then: file and line.
    pub place: Option<(String, usize)>,
}

/// Every task that is told in one of the report's two periods, in the order of the lists.
#[must_use]
pub fn compare(report: &Report<'_>, sources: &Sources) -> Vec<Compared> {
    let tasks = report.tasks.iter().enumerate();
    tasks
        .filter_map(|(index, task)| {
            let value = |step| {
                let value = report.value(RowRef::Task(index), &FieldPath::Step(step), None);
                value.printed().to_owned()
            };
            let pair = |before, now| Pair {
                before: value(before),
                now: value(now),
            };
            let project = value(Step::ProjectTitle);
            let own = [&task.title, &task.target].into_iter().flatten().next();
            Some(Compared {
                key: task.key.clone(),
                title: own.map_or(project, |text| text.string.clone()),
                moved: task.moved()?,
                done: pair(Step::PreviousDone, Step::ProgressDone),
                gained: value(Step::ChangeDone),
                rate: pair(Step::PreviousRate, Step::ProgressRate),
                status: pair(Step::PreviousStatus, Step::ProgressStatus),
                text: pair(Step::PreviousText, Step::ProgressText),
                place: task.progress.or(task.previous).and_then(|(entry, file)| {
                    let spot = sources.spot(entry.origin(file))?;
                    Some((sources.get(file)?.name.clone(), spot.line))
                }),
            })
        })
        .collect()
}
