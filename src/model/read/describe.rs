//! TOML values and kinds in Chinese words (值的称呼).

use serde_json::Value;
use toml::de::DeValue;

/// The JSON Schema type that the value has.
pub(super) const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    }
}

/// A schema type in Chinese.
pub(super) fn term(kind: &str) -> &'static str {
    match kind {
        "string" => "文字",
        "integer" => "整数",
        "number" => "数字",
        "boolean" => "true 或 false",
        "date" => "日期",
        "array" => "列表",
        "object" => "表",
        _ => "别的值",
    }
}

/// The schema's own type, `date` for a text of that format.
pub(super) fn wanted(schema: &Value) -> Option<&str> {
    let format = schema.get("format").and_then(Value::as_str);
    let kind = schema.get("type").and_then(Value::as_str);
    if format == Some("date") {
        Some("date")
    } else {
        kind
    }
}

/// What was typed, in words: `文字“七”`.
pub(super) fn typed(value: &DeValue<'_>) -> String {
    let term = term(kind(value));
    match value {
        DeValue::String(text) => format!("{term}“{}”", short(text)),
        DeValue::Integer(n) => format!("{term} {n}"),
        DeValue::Float(n) => format!("{term} {n}"),
        DeValue::Boolean(b) => format!(" {b}"),
        DeValue::Datetime(d) => format!("{term} {d}"),
        DeValue::Array(_) | DeValue::Table(_) => term.to_owned(),
    }
}

/// How to write a value of that type.
pub(super) fn way_out(wanted: &str) -> &'static str {
    match wanted {
        "string" => "文字放在英文双引号内",
        "integer" => "写整数，不加引号，不带单位",
        "number" => "写数字，不加引号，不带单位",
        "boolean" => "写 true 或 false，不加引号",
        "date" => "日期写作 2024-07-10，不加引号，不带时间",
        "array" => "列表写在方括号内，如 [\"甲\", \"乙\"]",
        "object" => "写成一张表：{ 键 = 值 }，或另起一行写 [表名]",
        _ => "按数据格式改写",
    }
}

/// The beginning of a text, as far as a message can hold it.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 20;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > MOST || line.len() < text.trim_end().len() {
        let cut: String = line.chars().take(MOST).collect();
        return cut + "……";
    }
    line.to_owned()
}
