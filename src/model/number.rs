//! Numbers as typed (数字): exact decimals, so that 0.1 + 0.2 is 0.3 in a total.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A number (数字) as typed in TOML: whole or with decimals, exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl Number {
    /// The number of a TOML float: its shortest form is what was typed, up to 15 digits and zeros at the end.
    #[must_use]
    pub fn from_float(n: f64) -> Option<Self> {
        n.to_string().parse().ok().map(Self)
    }

    /// The number as it stands in the file, `1_200` or `12.50`, every digit and zero kept; `None` for what is
    /// no decimal or has more digits than [`Decimal`] holds.
    #[must_use]
    pub fn from_typed(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches('+').replace('_', "");
        let parsed = if digits.contains(['e', 'E']) {
            Decimal::from_scientific(&digits)
        } else {
            Decimal::from_str_exact(&digits)
        };
        parsed.ok().map(Self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Exact;
        impl Visitor<'_> for Exact {
            type Value = Number;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number")
            }
            fn visit_i64<E: Error>(self, n: i64) -> Result<Number, E> {
                Ok(Number(Decimal::from(n)))
            }
            fn visit_u64<E: Error>(self, n: u64) -> Result<Number, E> {
                Ok(Number(Decimal::from(n)))
            }
            fn visit_f64<E: Error>(self, n: f64) -> Result<Number, E> {
                Number::from_float(n).ok_or_else(|| E::custom("out of range"))
            }
        }
        deserializer.deserialize_any(Exact)
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}
