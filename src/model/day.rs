//! Days as typed (日期): a bare TOML date, `2024-07-10`.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};
use toml::value::Datetime;

/// A day (日期) of the calendar, without time and zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Day {
    /// Year, month, day as the document's metadata keep them.
    #[must_use]
    pub fn parts(self) -> (i16, u8, u8) {
        let part = |n: i8| n.unsigned_abs();
        (self.0.year(), part(self.0.month()), part(self.0.day()))
    }
}

/// The day of a TOML date; `None` where it has a time or is not in the calendar.
#[must_use]
pub fn date(typed: &Datetime) -> Option<Date> {
    if typed.time.is_some() || typed.offset.is_some() {
        return None;
    }
    let date = typed.date?;
    let year = i16::try_from(date.year).ok()?;
    let month = i8::try_from(date.month).ok()?;
    let day = i8::try_from(date.day).ok()?;
    Date::new(year, month, day).ok()
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = Datetime::deserialize(deserializer)?;
        date(&typed)
            .map(Day)
            .ok_or_else(|| D::Error::custom("not a date"))
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}
