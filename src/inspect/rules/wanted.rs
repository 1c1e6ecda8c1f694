//! A length that the standard gives, and what is measured of it (应有值).

use super::gauge::{gap_outcome, housed, mm, near};
use crate::diag::Severity;
use crate::inspect::Outcome;
use crate::unit::Length;

/// A measured length (量值) and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Index of the page.
    pub(super) page: usize,
    pub(super) value: Length,
}

impl Reading {
    pub(super) const fn new(page: usize, value: Length) -> Self {
        Self { page, value }
    }
}

/// The reading farthest from `wanted`; of equally far ones the first.
pub(super) fn worst(readings: impl IntoIterator<Item = Reading>, wanted: Length) -> Option<Reading> {
    let off = |reading: &Reading| (reading.value - wanted).abs();
    readings
        .into_iter()
        .reduce(|worst, next| if off(&next) > off(&worst) { next } else { worst })
}

/// A length that the standard gives (应有值).
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// What is measured: `首页标志上边缘距纸上边`.
    pub(super) what: &'static str,
    /// What the office wants.
    pub(super) own: Length,
    /// What the standard wants.
    pub(super) standard: Length,
    pub(super) tolerance: Length,
    pub(super) severity: Severity,
}

impl Wanted {
    /// What a reading comes to.
    pub(super) fn judge(&self, reading: Reading) -> Outcome {
        let words = format!("{} {}", self.what, mm(reading.value));
        let outcome = if near(reading.value, self.own, self.tolerance) {
            Outcome::kept(words)
        } else {
            Outcome::broken(self.severity, format!("{words}，应为 {}", mm(self.own)))
        };
        housed(outcome.on(reading.page + 1), self.own, self.standard)
    }

    /// What the worst of several readings comes to; `None` without any.
    pub(super) fn judge_worst(&self, readings: impl IntoIterator<Item = Reading>) -> Option<Outcome> {
        worst(readings, self.own).map(|reading| self.judge(reading))
    }

    /// A gap of `lines` 行 between two elements, from edge to edge.
    pub(super) fn judge_gap(&self, reading: Reading, lines: i64) -> Outcome {
        let Reading { page, value } = reading;
        let outcome = gap_outcome(self.what, page, value, self.own, lines, self.severity);
        housed(outcome, self.own, self.standard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::Verdict;

    const WANTED: Wanted = Wanted {
        what: "上空",
        own: Length::um(20_780),
        standard: Length::um(20_780),
        tolerance: Length::mm(1),
        severity: Severity::Warning,
    };

    fn at(um: i64) -> Reading {
        Reading::new(1, Length::um(um))
    }

    #[test]
    fn the_worst_reading_is_told() {
        let outcome = WANTED.judge_worst([at(20_500), at(23_000), at(21_000)]).unwrap();
        assert_eq!(outcome.verdict, Verdict::Broken(Severity::Warning));
        assert_eq!(
            (outcome.measured.as_str(), outcome.page),
            ("上空 23.0 毫米，应为 20.8 毫米", Some(2))
        );
    }

    #[test]
    fn an_offices_own_measure_is_told() {
        let own = Wanted {
            own: Length::mm(18),
            ..WANTED
        };
        let outcome = own.judge(at(18_200));
        assert_eq!(outcome.verdict, Verdict::Kept);
        assert_eq!(
            outcome.house.as_deref(),
            Some("本机关定为 18.0 毫米，标准为 20.8 毫米")
        );
    }
}
