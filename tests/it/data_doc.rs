//! `docs/data.md`: its reference part is written from the schema, and so cannot fall behind.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tongbao::model::report::path::{OPEN, Step};
use tongbao::model::schema::{FileKind, schema};

const MARK: &str = "<!-- 以下由 UPDATE=1 cargo test --test it data_doc 写出 -->\n";

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn reference(value: &Value) -> Option<&str> {
    text(value, "$ref")
        .rsplit('/')
        .next()
        .filter(|name| !name.is_empty())
}

/// What to write for a value, in words.
fn kind(schema: &Value, root: &Value) -> String {
    if let Some(name) = reference(schema) {
        let inner = &root["$defs"][name];
        let words = words(inner);
        return match text(inner, "type") {
            "object" => format!("表，见 [{name}](#{})", name.to_lowercase()),
            _ if !words.is_empty() => words.join("、"),
            _ => kind(inner, root),
        };
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return choices
            .iter()
            .map(|choice| kind(choice, root))
            .collect::<Vec<_>>()
            .join("，或 ");
    }
    match (text(schema, "type"), text(schema, "format")) {
        ("string", "date") => "日期".into(),
        ("string", _) => "文字".into(),
        ("integer", _) => "整数".into(),
        ("number", _) => "数字".into(),
        ("boolean", _) => "true、false".into(),
        ("array", _) => format!("列表，每项为{}", kind(&schema["items"], root)),
        ("object", _) => format!("表，键自定，值为{}", kind(&schema["additionalProperties"], root)),
        other => panic!("{other:?}: {schema}"),
    }
}

fn words(schema: &Value) -> Vec<String> {
    let choices = schema.get("oneOf").and_then(Value::as_array);
    choices
        .into_iter()
        .flatten()
        .map(|choice| format!("`\"{}\"`", text(choice, "const")))
        .collect()
}

fn table(schema: &Value, root: &Value, out: &mut String) {
    let required = schema.get("required").and_then(Value::as_array);
    out.push_str("| 键 | 名称 | 写法 | 必填 | 说明 |\n|---|---|---|---|---|\n");
    for (key, property) in schema["properties"].as_object().unwrap() {
        let must = required.is_some_and(|list| list.iter().any(|k| k == key));
        let must = if must { "是" } else { "" };
        let kind = kind(property, root);
        let description = text(property, "description")
            .replace('\n', " ")
            .replace('|', "\\|");
        writeln!(
            out,
            "| `{key}` | {} | {kind} | {must} | {description} |",
            text(property, "title")
        )
        .unwrap();
    }
    out.push('\n');
}

fn generated() -> String {
    let mut out = String::from(MARK);
    let mut told = Vec::new();
    for file in FileKind::ALL {
        let root: Value = serde_json::from_str(&schema(file)).unwrap();
        let place = match file {
            FileKind::Office => "tongbao.toml",
            FileKind::Projects => "projects/*.toml",
            FileKind::Progress => "progress/*.toml",
            FileKind::Circular => "circulars/*.toml",
        };
        writeln!(
            out,
            "\n## {}（{place}）\n\n{}\n",
            file.term(),
            text(&root, "description")
        )
        .unwrap();
        table(&root, &root, &mut out);
        for (name, inner) in root["$defs"].as_object().into_iter().flatten() {
            if text(inner, "type") != "object" || told.contains(name) {
                continue;
            }
            told.push(name.clone());
            writeln!(out, "### {name}\n\n{}\n", text(inner, "description")).unwrap();
            table(inner, &root, &mut out);
        }
    }
    out.push_str(
        "\n## 取值路径\n\n栏目的 `field`、分组的 `group`、筛选的 `only`、排序的 `sort` 都用取值路径。\n\n",
    );
    out.push_str("| 路径 | 取什么 | 适用的行 |\n|---|---|---|\n| `index` | 本表的行号 | 全部 |\n");
    for step in Step::ALL {
        let rows: Vec<&str> = step.rows().iter().map(|rows| rows.key()).collect();
        writeln!(
            out,
            "| `{}` | {} | {} |",
            step.path(),
            step.help(),
            rows.join("、")
        )
        .unwrap();
    }
    for (start, help) in OPEN {
        writeln!(out, "| `{start}…` | {help} | |").unwrap();
    }
    out.push_str(
        "\n一个项目有几项任务，而表中每行是一个项目（`rows = \"projects\"`）时，任务和进展的文字各占一行，\
         数字只在任务唯一时才有。\n",
    );
    out
}

#[test]
fn the_reference_is_that_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/data.md");
    let typed = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let prose = typed.split(MARK).next().unwrap();
    let whole = format!("{prose}{}", generated());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &whole).unwrap();
        return;
    }
    assert!(
        typed == whole,
        "docs/data.md: UPDATE=1 cargo test --test it data_doc"
    );
}

#[test]
fn every_key_has_a_term_and_a_description() {
    fn walk(value: &Value, path: &str) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (key, property) in properties {
                assert!(!text(property, "title").is_empty(), "{path}.{key} has no title");
                assert!(
                    !text(property, "description").is_empty(),
                    "{path}.{key} has no description"
                );
            }
        }
        match value {
            Value::Object(map) => map
                .iter()
                .for_each(|(key, inner)| walk(inner, &format!("{path}.{key}"))),
            Value::Array(items) => items.iter().for_each(|item| walk(item, path)),
            _ => {}
        }
    }
    for file in FileKind::ALL {
        walk(&serde_json::from_str(&schema(file)).unwrap(), file.key());
    }
}
