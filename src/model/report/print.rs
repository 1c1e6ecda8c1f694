//! Values as cells hold and print them (印出).

use rust_decimal::Decimal;

use crate::document::Value;
use crate::model::file::Free;
use crate::text::date;
use crate::text::number::{self, Rounding};

/// How an office prints numbers (印数规则).
#[derive(Clone, Copy, Debug)]
pub(super) struct Printing {
    /// Decimals of a percentage.
    pub(super) decimals: u8,
    /// Its rounding.
    pub(super) rounding: Rounding,
}

impl Printing {
    /// A plain number: as typed, or with that many decimals.
    pub(super) fn number(self, value: Decimal, decimals: Option<u8>) -> Value {
        let places = decimals.unwrap_or_else(|| u8::try_from(value.scale()).unwrap_or(u8::MAX));
        Value::Number {
            value,
            printed: number::fixed(value, places.into(), self.rounding),
            decimals: places,
            percent: false,
        }
    }

    /// A ratio as a percentage.
    pub(super) fn percent(self, ratio: Decimal, decimals: Option<u8>) -> Value {
        let places = decimals.unwrap_or(self.decimals);
        Value::Number {
            value: ratio,
            printed: number::percent(ratio, places.into(), self.rounding),
            decimals: places,
            percent: true,
        }
    }

    /// A difference of ratios in percentage points, without the words 百分点.
    pub(super) fn points(self, ratio: Decimal, decimals: Option<u8>) -> Value {
        let points = ratio.saturating_mul(Decimal::ONE_HUNDRED);
        self.number(points, Some(decimals.unwrap_or(self.decimals)))
    }

    /// A number measured in `unit`: one of per cent is printed with its sign, as typed.
    pub(super) fn measured(self, value: Decimal, unit: &str, decimals: Option<u8>) -> Value {
        if unit != "%" {
            return self.number(value, decimals);
        }
        let typed = u8::try_from(value.scale()).unwrap_or(u8::MAX);
        self.percent(value / Decimal::ONE_HUNDRED, Some(decimals.unwrap_or(typed)))
    }

    /// A value of an office's own column.
    pub(super) fn free(self, value: &Free, decimals: Option<u8>) -> Value {
        match value {
            Free::Number(value) => self.number(value.0, decimals),
            _ => Value::Text(free(value)),
        }
    }

    /// A count.
    pub(super) fn count(self, count: usize) -> Value {
        self.number(count.into(), Some(0))
    }
}

/// A value of an office's own column as text.
pub(super) fn free(value: &Free) -> String {
    match value {
        Free::Bool(true) => "是".to_owned(),
        Free::Bool(false) => "否".to_owned(),
        Free::Number(value) => value.0.to_string(),
        Free::Text(text) => super::rows::verbatim(text),
        Free::Date(day) => date::full(day.0),
    }
}
