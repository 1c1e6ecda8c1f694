//! The schema made ready (备好的数据格式): what [`super::shape`] asks of thousands of values, looked up once.
//!
//! JSON Schema is a tree of names; every value of every file would search it for a dozen of them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::describe;
use crate::model::schema::{self, FileKind};

/// Number of a form (形状号); an index into [`Forms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormId(usize);

/// All forms of one kind of file (一种文件的形状).
#[derive(Debug)]
pub(super) struct Forms {
    schema: &'static Value,
    all: Vec<Form>,
    /// By the place of their schema: one that is named in several places is made ready once.
    known: BTreeMap<usize, FormId>,
    root: Table,
}

/// What a value may be (一种形状).
#[derive(Debug)]
pub(super) enum Form {
    /// Anything.
    Any,
    /// One of these words.
    Words(Vec<&'static str>),
    /// What has one of these types, with the form that it then has.
    Choice(Vec<(&'static str, FormId)>),
    /// A value of that type.
    Of(&'static str, Box<Bounds>),
}

/// What holds for a value of its type (值的限制).
#[derive(Debug, Default)]
pub(super) struct Bounds {
    /// For a list: it must not be empty.
    pub(super) filled: bool,
    /// For a list: each of its items.
    pub(super) items: Option<FormId>,
    /// For a number.
    pub(super) least: Option<i64>,
    /// For a number.
    pub(super) most: Option<i64>,
    /// For a table.
    pub(super) table: Table,
}

/// The keys of a table (表的键).
#[derive(Debug, Default)]
pub(super) struct Table {
    /// As the schema has them, for telling of them.
    pub(super) properties: Option<&'static Map<String, Value>>,
    /// Each with its title and form.
    pub(super) keys: BTreeMap<&'static str, (&'static str, FormId)>,
    /// The form of any other key.
    pub(super) others: Option<FormId>,
    /// No other key may stand there.
    pub(super) closed: bool,
    /// Keys that must be there, and whether their texts may be blank.
    pub(super) required: Vec<(&'static str, bool)>,
}

impl Forms {
    /// Those of that kind of file.
    pub(super) fn of(kind: FileKind) -> &'static Self {
        static OFFICE: OnceLock<Forms> = OnceLock::new();
        static PROJECTS: OnceLock<Forms> = OnceLock::new();
        static PROGRESS: OnceLock<Forms> = OnceLock::new();
        static CIRCULAR: OnceLock<Forms> = OnceLock::new();
        let once = match kind {
            FileKind::Office => &OFFICE,
            FileKind::Projects => &PROJECTS,
            FileKind::Progress => &PROGRESS,
            FileKind::Circular => &CIRCULAR,
        };
        once.get_or_init(|| Self::new(schema::value(kind)))
    }

    fn new(schema: &'static Value) -> Self {
        let mut forms = Self {
            schema,
            all: Vec::new(),
            known: BTreeMap::new(),
            root: Table::default(),
        };
        forms.root = forms.table(schema);
        forms
    }

    /// The form of that number.
    pub(super) fn get(&self, id: FormId) -> &Form {
        self.all.get(id.0).unwrap_or(&Form::Any)
    }

    /// The keys of the file itself.
    pub(super) const fn root(&self) -> &Table {
        &self.root
    }

    fn resolve(&self, mut schema: &'static Value) -> &'static Value {
        while let Some(target) = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|path| path.strip_prefix('#'))
            .and_then(|path| self.schema.pointer(path))
        {
            schema = target;
        }
        schema
    }

    /// The number of the schema's form, which is made ready where it is new.
    fn form(&mut self, schema: &'static Value) -> FormId {
        let schema = self.resolve(schema);
        let place = std::ptr::from_ref(schema).addr();
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let id = FormId(self.all.len());
        // a form may hold itself
        self.known.insert(place, id);
        self.all.push(Form::Any);
        let form = self.made(schema);
        if let Some(slot) = self.all.get_mut(id.0) {
            *slot = form;
        }
        id
    }

    fn made(&mut self, schema: &'static Value) -> Form {
        if let Some(words) = words(schema) {
            return Form::Words(words);
        }
        if let Some(Value::Array(choices)) = schema.get("anyOf").or_else(|| schema.get("oneOf")) {
            return Form::Choice(choices.iter().filter_map(|choice| self.choice(choice)).collect());
        }
        let Some(wanted) = describe::wanted(schema) else {
            return Form::Any;
        };
        // whole bounds of a decimal are written 1.0
        let whole = |bound: &Value| bound.as_i64().or_else(|| bound.as_f64().map(|n| n as i64));
        let bound = |key: &str| schema.get(key).and_then(whole);
        let bounds = Bounds {
            filled: schema.get("minItems").is_some(),
            items: schema.get("items").map(|items| self.form(items)),
            least: bound("minimum"),
            most: bound("maximum").or_else(|| unsigned_most(schema)),
            table: self.table(schema),
        };
        Form::Of(wanted, Box::new(bounds))
    }

    fn choice(&mut self, choice: &'static Value) -> Option<(&'static str, FormId)> {
        let inner = self.resolve(choice);
        let kind = match words(inner) {
            Some(_) => "string",
            None => describe::wanted(inner)?,
        };
        Some((kind, self.form(inner)))
    }

    fn table(&mut self, schema: &'static Value) -> Table {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        let keys = properties.into_iter().flatten();
        // a column of a published table may have no head
        let may_be_blank = |key: &str| {
            properties
                .and_then(|all| all.get(key)?.get("x-may-be-empty"))
                .is_some()
        };
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        Table {
            properties,
            keys: keys
                .map(|(key, inner)| (key.as_str(), (title(inner), self.form(inner))))
                .collect(),
            others: others
                .filter(|other| other.is_object())
                .map(|other| self.form(other)),
            closed: others == Some(&Value::Bool(false)),
            required: required.map(|key| (key, may_be_blank(key))).collect(),
        }
    }
}

/// What a value is called.
fn title(schema: &'static Value) -> &'static str {
    schema.get("title").and_then(Value::as_str).unwrap_or_default()
}

impl Table {
    /// What a key is called; nothing where it is not known.
    pub(super) fn title(&self, key: &str) -> &'static str {
        self.keys.get(key).map(|(title, _)| *title).unwrap_or_default()
    }
}

/// The words of a vocabulary, if the schema is one.
fn words(schema: &'static Value) -> Option<Vec<&'static str>> {
    if let Some(Value::Array(words)) = schema.get("enum") {
        return words.iter().map(Value::as_str).collect();
    }
    let Some(Value::Array(choices)) = schema.get("oneOf") else {
        return None;
    };
    let mut all = Vec::new();
    for choice in choices {
        match choice.get("const").and_then(Value::as_str) {
            Some(word) => all.push(word),
            None => all.extend(words(choice)?),
        }
    }
    Some(all)
}

fn unsigned_most(schema: &Value) -> Option<i64> {
    match schema.get("format").and_then(Value::as_str) {
        Some("uint32") => Some(u32::MAX.into()),
        Some("uint8") => Some(u8::MAX.into()),
        _ => None,
    }
}
