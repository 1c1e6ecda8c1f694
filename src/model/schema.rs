//! The JSON Schema (数据格式) of the files: what editors complete from and what `read` holds the files against.

use std::sync::OnceLock;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::file::{CircularFile, OfficeFile, ProgressFile, ProjectsFile};

/// The kinds of TOML files (文件种类) of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// 工作区设置, `tongbao.toml`.
    Office,
    /// 项目清单, `projects/*.toml`.
    Projects,
    /// 进展情况, `progress/*.toml`.
    Progress,
    /// 公文, `circulars/*.toml`.
    Circular,
}

impl FileKind {
    /// All of them, in the order of the drawers.
    pub const ALL: [Self; 4] = [Self::Office, Self::Projects, Self::Progress, Self::Circular];

    /// Its Chinese term.
    #[must_use]
    pub const fn term(self) -> &'static str {
        match self {
            Self::Office => "工作区设置",
            Self::Projects => "项目清单",
            Self::Progress => "进展文件",
            Self::Circular => "公文文件",
        }
    }

    /// The word the command line knows it by.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Office => "tongbao",
            Self::Projects => "projects",
            Self::Progress => "progress",
            Self::Circular => "circulars",
        }
    }
}

/// The schema of that kind of file, pretty JSON of draft 2020-12 with a final line feed.
#[must_use]
pub fn schema(kind: FileKind) -> String {
    format!("{:#}\n", value(kind))
}

/// The schema of that kind of file as a JSON value, derived once: a batch reads thousands of files.
pub(super) fn value(kind: FileKind) -> &'static Value {
    static OFFICE: OnceLock<Value> = OnceLock::new();
    static PROJECTS: OnceLock<Value> = OnceLock::new();
    static PROGRESS: OnceLock<Value> = OnceLock::new();
    static CIRCULAR: OnceLock<Value> = OnceLock::new();
    let once = match kind {
        FileKind::Office => &OFFICE,
        FileKind::Projects => &PROJECTS,
        FileKind::Progress => &PROGRESS,
        FileKind::Circular => &CIRCULAR,
    };
    once.get_or_init(|| of(kind))
}

fn of(kind: FileKind) -> Value {
    let mut root = match kind {
        FileKind::Office => derived::<OfficeFile>(),
        FileKind::Projects => derived::<ProjectsFile>(),
        FileKind::Progress => derived::<ProgressFile>(),
        FileKind::Circular => derived::<CircularFile>(),
    };
    without_null(&mut root);
    if let Some(title) = root.get_mut("title") {
        *title = Value::from(kind.term());
    }
    root
}

fn derived<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .into()
}

/// TOML has no null: a key that may be left out is simply not required.
fn without_null(node: &mut Value) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Object(map) => {
            map.values_mut().for_each(without_null);
            if let Some(kinds) = map.get_mut("type") {
                drop_null_type(kinds);
            }
            drop_null_choice(map);
        }
        _ => {}
    }
}

fn drop_null_type(kinds: &mut Value) {
    let Value::Array(list) = kinds else { return };
    list.retain(|kind| kind != "null");
    if let [only] = list.as_slice() {
        *kinds = only.clone();
    }
}

/// `anyOf [X, null]` is X itself, with the title and description that stood beside.
fn drop_null_choice(map: &mut serde_json::Map<String, Value>) {
    let Some(Value::Array(choices)) = map.get_mut("anyOf") else {
        return;
    };
    choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        map.shift_remove("anyOf");
        for (key, value) in only {
            map.entry(key).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_null_is_left() {
        for kind in FileKind::ALL {
            assert!(!schema(kind).contains("null"), "{}", schema(kind));
        }
    }
}
