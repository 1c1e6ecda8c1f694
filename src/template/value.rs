//! Between the data and Tera's values (取值): decimals in, decimals out, fields by path.

use rust_decimal::Decimal;
use tera::value::Key;
use tera::{Map, TeraResult, Value};

use crate::text::number;

use super::fault::HELP;

/// An error of our own with its way out.
pub(super) fn fail(message: impl Into<String>, help: &str) -> tera::Error {
    tera::Error::message(format!("{}{HELP}{help}", message.into()))
}

/// A map in the order given.
pub(super) fn map<K: Into<Key<'static>>>(entries: impl IntoIterator<Item = (K, Value)>) -> Value {
    let map: Map = entries.into_iter().map(|(k, v)| (k.into(), v)).collect();
    Value::from(map)
}

/// A text, `none` where there is none.
pub(super) fn optional(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
}

/// A list of texts.
pub(super) fn texts<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Value {
    Value::from(
        items
            .into_iter()
            .map(|s| Value::from(s.as_ref()))
            .collect::<Vec<_>>(),
    )
}

/// A number as Tera counts with it: whole where it is whole, otherwise the nearest float, which prints as typed.
pub(super) fn of_decimal(value: Decimal) -> Value {
    let value = value.normalize();
    match i64::try_from(value) {
        Ok(whole) if value.is_integer() => Value::from(whole),
        _ => value
            .to_string()
            .parse::<f64>()
            .map_or_else(|_| Value::none(), Value::from),
    }
}

/// The number of a value: a number, or a text that is one.
pub(super) fn decimal(value: &Value) -> Option<Decimal> {
    if let Some(text) = value.as_str() {
        return number::parse(text);
    }
    if value.is_number() {
        let printed = value.to_string();
        return printed
            .parse()
            .ok()
            .or_else(|| Decimal::from_scientific(&printed).ok());
    }
    None
}

/// As [`decimal`], or an error for the template.
pub(super) fn require_decimal(value: &Value) -> TeraResult<Decimal> {
    decimal(value).ok_or_else(|| {
        let shown = printed(value);
        let message = if shown.is_empty() {
            "没有数可用".to_owned()
        } else {
            format!("“{shown}”不是数字")
        };
        fail(message, "没有填报的数，先用 {% if %} 判断")
    })
}

/// The items of a list.
pub(super) fn list(value: &Value) -> TeraResult<&[Value]> {
    value.as_array().ok_or_else(|| {
        fail(
            format!("“{}”不是列表", printed(value)),
            "此处应为列表，如 tasks、units",
        )
    })
}

/// The field at a path such as `status.id`; `None` if it is not there.
pub(super) fn field(value: &Value, path: &str) -> Option<Value> {
    let mut at = value;
    for key in path.split('.') {
        at = at.as_map()?.get(&Key::Str(key))?;
    }
    (!at.is_undefined()).then(|| at.clone())
}

/// A text as it is, anything else as printed, nothing for nothing.
pub(super) fn printed(value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        String::new()
    } else {
        value.to_string()
    }
}
