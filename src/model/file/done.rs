//! What was done (完成数): a number, or yes or no.

use std::borrow::Cow;
use std::ops::Deref;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::model::Number;

/// 完成数: a number, or `true` and `false` of a goal that is reached or not. It reads as a number everywhere:
/// yes is 1, no is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The number.
    pub number: Number,
    /// Whether it was typed as `true` or `false`.
    pub yes_no: bool,
}

impl Deref for Done {
    type Target = Number;
    fn deref(&self) -> &Number {
        &self.number
    }
}

impl<'de> Deserialize<'de> for Done {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrBool;
        impl Visitor<'_> for NumberOrBool {
            type Value = Done;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number, true or false")
            }
            fn visit_bool<E: Error>(self, yes: bool) -> Result<Done, E> {
                Ok(Done {
                    number: Number(Decimal::from(u8::from(yes))),
                    yes_no: true,
                })
            }
            fn visit_i64<E: Error>(self, n: i64) -> Result<Done, E> {
                Ok(number(Number(Decimal::from(n))))
            }
            fn visit_u64<E: Error>(self, n: u64) -> Result<Done, E> {
                Ok(number(Number(Decimal::from(n))))
            }
            fn visit_f64<E: Error>(self, n: f64) -> Result<Done, E> {
                Number::from_float(n)
                    .map(number)
                    .ok_or_else(|| E::custom("out of range"))
            }
        }
        deserializer.deserialize_any(NumberOrBool)
    }
}

const fn number(number: Number) -> Done {
    Done {
        number,
        yes_no: false,
    }
}

impl JsonSchema for Done {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Done".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "number" }, { "type": "boolean" }] })
    }
}
