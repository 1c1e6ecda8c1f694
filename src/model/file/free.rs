//! Values of an office's own columns (自设栏目的值).

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::model::{Day, Number};

/// 自由栏的值：文字、数字、是否或日期。
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum Free {
    /// 是否
    Bool(bool),
    /// 数字
    Number(Number),
    /// 文字
    Text(String),
    /// 日期
    Date(Day),
}

/// 序号的值：数字或文字。Only its schema is used: what it allows is a [`Free`] of these two kinds.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum Ordinal {
    /// 数字
    Number(Number),
    /// 文字
    Text(String),
}

impl<'de> Deserialize<'de> for Free {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyKind)
    }
}

struct AnyKind;

impl<'de> Visitor<'de> for AnyKind {
    type Value = Free;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text, a number, a boolean or a date")
    }
    fn visit_bool<E: Error>(self, value: bool) -> Result<Free, E> {
        Ok(Free::Bool(value))
    }
    fn visit_i64<E: Error>(self, n: i64) -> Result<Free, E> {
        Ok(Free::Number(Number(n.into())))
    }
    fn visit_u64<E: Error>(self, n: u64) -> Result<Free, E> {
        Ok(Free::Number(Number(n.into())))
    }
    fn visit_f64<E: Error>(self, n: f64) -> Result<Free, E> {
        Number::from_float(n)
            .map(Free::Number)
            .ok_or_else(|| E::custom("out of range"))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Free, E> {
        Ok(Free::Text(text.to_owned()))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Free, E> {
        Ok(Free::Text(text))
    }
    // the toml crate hands a date over as a table with one secret key
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Free, A::Error> {
        Day::deserialize(MapAccessDeserializer::new(map)).map(Free::Date)
    }
}
