//! What prose claims (文字与数据): figures and words of state in typed texts, held against what the data give.
//!
//! Only what is certain is reported: a figure counts as the task's only where unit and words fit, and where a text has the
//! right number anywhere, it is left alone. One file a family of claims; reading is `text::claim`'s.

mod case;
mod change;
mod circular;
mod count;
mod list;
mod names;
mod number;
mod parts;
mod prose;
mod rate;
mod schedule;
mod share;
mod state;
mod tally;
mod target;
mod twice;

use std::collections::BTreeMap;

use super::scene::{Scene, Told};
use super::spread;
use crate::diag::Sink;
use crate::model::At;
use crate::model::file::Free;
use crate::text::period::Period;
use case::Case;
use prose::Prose;

/// Targets against their goals, and what stands in their sentences.
pub(super) fn goals(scene: &Scene<'_>, sink: &mut Sink) {
    spread::each(&scene.tasks, sink, |task, sink| target::goal(scene, task, sink));
    for list in &scene.workspace.lists {
        spread::each(&list.data.projects, sink, |project, sink| {
            target::subtasks(project, list.file, sink);
            let texts = [Some(&project.title), project.target.as_ref()];
            let own = project.tasks.iter().map(|task| task.target.as_ref());
            for text in texts.into_iter().chain(own).flatten() {
                within(&Prose::new(text, list.file, scene), sink);
            }
        });
    }
}

/// What progress texts and fields say against their numbers.
pub(super) fn progress(scene: &Scene<'_>, sink: &mut Sink) {
    let entries: Vec<_> = scene.told.iter().zip(before(scene)).collect();
    spread::each(&entries, sink, |(told, before), sink| {
        entry(scene, told, *before, sink);
    });
}

fn entry<'w>(scene: &Scene<'w>, told: &Told<'w>, before: Option<&Told<'w>>, sink: &mut Sink) {
    let case = Case::new(scene, told, before);
    if let Some(said) = &case.said {
        within(said, sink);
        rate::text(&case, said, sink);
        count::text(&case, said, sink);
        change::text(&case, said, sink);
        schedule::text(&case, said, sink);
    }
    state::task(&case, sink);
    for (name, value) in told.progress.value.fields.iter() {
        field(&case, name, value, sink);
    }
}

fn field<'w>(case: &Case<'_, 'w>, name: &At<String>, value: &'w At<Free>, sink: &mut Sink) {
    rate::field(case, name, value, sink);
    if let Free::Text(text) = &value.value {
        let prose = Prose::plain(text, value.span.clone(), case.told.file, case.scene);
        within(&prose, sink);
        state::field(case, &prose, sink);
    }
}

/// What circulars say of their whole.
pub(super) fn circulars(scene: &Scene<'_>, sink: &mut Sink) {
    for report in &scene.reports {
        circular::texts(scene, report, sink);
    }
}

/// Claims that one text makes by itself: sums, shares, enumerations.
fn within(prose: &Prose<'_>, sink: &mut Sink) {
    let told = parts::sums(prose, Vec::new(), sink);
    share::shares(prose, &told, sink);
    list::lists(prose, sink);
}

/// For every entry the same task's last entry before it in the same year.
fn before<'s, 'w>(scene: &'s Scene<'w>) -> Vec<Option<&'s Told<'w>>> {
    let mut series: BTreeMap<(&str, i16), Vec<(Period, usize)>> = BTreeMap::new();
    for (index, told) in scene.told.iter().enumerate() {
        if let Some(period) = told.period {
            series
                .entry((&told.key.value, period.year()))
                .or_default()
                .push((period, index));
        }
    }
    let mut found = vec![None; scene.told.len()];
    for of_task in series.values_mut() {
        of_task.sort();
        for pair in of_task.windows(2) {
            if let [(earlier, before), (later, now)] = pair
                && earlier.last_day() < later.last_day()
                && let Some(slot) = found.get_mut(*now)
            {
                *slot = scene.told.get(*before);
            }
        }
    }
    found
}
