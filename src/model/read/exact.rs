//! Numbers as they were typed (数字原样): serde hands floats over as binary fractions, the text has every digit.

use crate::model::file::{
    CircularFile, Done, Free, Goal, Indicator, OfficeFile, ProgressFile, Project, ProjectsFile, Task,
};
use crate::model::{At, Entries, Number};

/// A content whose numbers can be set right from its text.
pub trait Exact {
    /// Reads each number again, from `text`, with all its digits.
    fn exact(&mut self, text: &str);
}

impl Exact for At<Number> {
    fn exact(&mut self, text: &str) {
        if let Some(number) = text.get(self.span.clone()).and_then(Number::from_typed) {
            self.value = number;
        }
    }
}

impl Exact for At<Done> {
    fn exact(&mut self, text: &str) {
        if !self.yes_no
            && let Some(number) = text.get(self.span.clone()).and_then(Number::from_typed)
        {
            self.value.number = number;
        }
    }
}

impl Exact for At<Free> {
    fn exact(&mut self, text: &str) {
        if let Free::Number(number) = &mut self.value
            && let Some(typed) = text.get(self.span.clone()).and_then(Number::from_typed)
        {
            *number = typed;
        }
    }
}

impl Exact for At<Indicator> {
    fn exact(&mut self, text: &str) {
        self.value.goal.exact(text);
    }
}

impl<T: Exact> Exact for Vec<T> {
    fn exact(&mut self, text: &str) {
        self.iter_mut().for_each(|inner| inner.exact(text));
    }
}

impl<T: Exact> Exact for Option<T> {
    fn exact(&mut self, text: &str) {
        if let Some(inner) = self {
            inner.exact(text);
        }
    }
}

impl<T: Exact> Exact for Entries<T> {
    fn exact(&mut self, text: &str) {
        for (_, value) in &mut self.0 {
            value.exact(text);
        }
    }
}

impl Exact for At<Goal> {
    fn exact(&mut self, text: &str) {
        self.value.value.exact(text);
    }
}

impl Exact for Task {
    fn exact(&mut self, text: &str) {
        self.no.exact(text);
        self.goal.exact(text);
        self.indicators.exact(text);
        self.towns.exact(text);
        self.fields.exact(text);
    }
}

impl Exact for Project {
    fn exact(&mut self, text: &str) {
        self.no.exact(text);
        self.goal.exact(text);
        self.indicators.exact(text);
        self.towns.exact(text);
        self.fields.exact(text);
        self.tasks.iter_mut().for_each(|task| task.value.exact(text));
    }
}

impl Exact for ProjectsFile {
    fn exact(&mut self, text: &str) {
        self.projects
            .iter_mut()
            .for_each(|project| project.value.exact(text));
    }
}

impl Exact for ProgressFile {
    fn exact(&mut self, text: &str) {
        for (_, progress) in &mut self.tasks.0 {
            progress.value.done.exact(text);
            progress.value.indicators.exact(text);
            progress.value.towns.exact(text);
            progress.value.fields.exact(text);
        }
    }
}

impl Exact for OfficeFile {
    fn exact(&mut self, text: &str) {
        for status in &mut self.statuses {
            status.value.min_rate.exact(text);
            status.value.max_behind.exact(text);
        }
        for light in &mut self.lights {
            light.value.min_rate.exact(text);
            light.value.max_behind.exact(text);
        }
        self.rules.tolerance.points.exact(text);
        self.rules.tolerance.permille.exact(text);
        self.rules.schedule.table.exact(text);
    }
}

impl Exact for CircularFile {
    fn exact(&mut self, _: &str) {}
}
