//! Every key of every TOML file of every example, removed, misspelt and of a wrong type: told at its place, or built.
//!
//! The mutations are made in memory, the other files stay as they are; what the CLI would do is done by library calls.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;

use rayon::prelude::*;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use tongbao::diag::{Severity, Sink, Sources};
use tongbao::font::Fonts;
use tongbao::model::schema::{FileKind, schema};
use tongbao::model::{InputFile, Workspace, read};
use tongbao::standard::GBT_9704;
use tongbao::{Parts, World, check, compose};

use crate::faults::render;
use crate::support::{files_of, root, splice};

/// Keys of one form that are all tried; of more, this many spread over the file, the same on every run.
const EACH: usize = 12;

/// A key as typed: where it stands, and what stands behind it.
struct Key {
    /// `projects[].tasks[].goal`.
    form: String,
    name: String,
    key: Range<usize>,
    value: Range<usize>,
    /// Whether the value is typed behind an equals sign, and not as a `[table]` of its own.
    inline: bool,
    wanted: &'static str,
}

fn keys_of(text: &str) -> Vec<Key> {
    let mut found = Vec::new();
    in_table(DeTable::parse(text).unwrap().get_ref(), "", text, &mut found);
    let mut forms: Vec<String> = found.iter().map(|key| key.form.clone()).collect();
    forms.sort();
    forms.dedup();
    let mut kept = Vec::new();
    for form in forms {
        let (of_form, rest): (Vec<Key>, Vec<Key>) = found.into_iter().partition(|key| key.form == form);
        let step = of_form.len().div_ceil(EACH);
        kept.extend(of_form.into_iter().step_by(step));
        found = rest;
    }
    kept
}

fn in_table(table: &DeTable<'_>, above: &str, text: &str, found: &mut Vec<Key>) {
    for (key, value) in table {
        let name = key.get_ref().to_string();
        // ids, towns and fields of the office's own are no forms of their own
        let own = ["tasks", "towns", "fields", "words", "only", "texts"];
        let free = own.iter().any(|own| above.ends_with(own)) && !above.ends_with("].tasks");
        let form = format!("{above}.{}", if free { "*" } else { &name });
        let between = text.get(key.span().end..value.span().start).unwrap_or_default();
        found.push(Key {
            form: form.clone(),
            name,
            key: key.span(),
            value: value.span(),
            inline: between.contains('='),
            wanted: kind(value.get_ref()),
        });
        below(value, &form, text, found);
    }
}

fn below(value: &Spanned<DeValue<'_>>, form: &str, text: &str, found: &mut Vec<Key>) {
    match value.get_ref() {
        DeValue::Table(table) => in_table(table, form, text, found),
        DeValue::Array(items) => {
            for item in items {
                below(item, &format!("{form}[]"), text, found);
            }
        }
        _ => {}
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::Table(_) => "table",
        DeValue::Array(_) => "array",
        DeValue::String(_) => "string",
        DeValue::Boolean(_) => "boolean",
        DeValue::Datetime(_) => "date",
        DeValue::Integer(_) | DeValue::Float(_) => "number",
    }
}

/// Places of errors as file names, whether all circulars have pages, and all that was said.
struct Told {
    files: BTreeSet<String>,
    built: bool,
    words: String,
}

/// What `tongbao build` does up to the pages; `pages` false stops at the checks.
fn told(files: Vec<InputFile>, fonts: &Fonts, pages: bool) -> Told {
    let (mut sources, mut sink) = (Sources::new(), Sink::new());
    let workspace = read::workspace(files, &mut sources, &mut sink);
    let mut built = false;
    if let Some(workspace) = &workspace {
        check::run(workspace, &sources, &mut sink);
        built = pages && !sink.has_errors() && all_pages(workspace, &sources, fonts, &mut sink);
    }
    let found = sink.into_sorted();
    let errors = found.iter().filter(|d| d.severity == Severity::Error);
    let files = errors
        .filter_map(|d| d.origin)
        .filter_map(|origin| sources.get(origin.file))
        .map(|source| source.name.clone())
        .collect();
    Told {
        files,
        built: built && !found.iter().any(|d| d.severity == Severity::Error),
        words: render(&found, &sources),
    }
}

fn all_pages(workspace: &Workspace, sources: &Sources, fonts: &Fonts, sink: &mut Sink) -> bool {
    let Ok(standard) = GBT_9704.with(&workspace.office.data.layout) else {
        return false;
    };
    let world = World {
        fonts: fonts.clone(),
        standard,
    };
    let circulars = &workspace.circulars;
    circulars.iter().all(|circular| {
        let made = compose(workspace, sources, circular, &world, Parts::Both, sink);
        made.is_some_and(|(_, pages)| !pages.pages.is_empty())
    })
}

/// An example, one of its files, one of that file's keys.
struct Case<'a> {
    files: &'a [InputFile],
    at: usize,
    key: &'a Key,
}

impl Case<'_> {
    fn file(&self) -> &str {
        &self.files[self.at].name
    }

    fn with(&self, span: Range<usize>, put: &str) -> Vec<InputFile> {
        let mut files = self.files.to_vec();
        splice(&mut files[self.at], span, put);
        files
    }

    fn shown(&self, told: &Told) -> String {
        format!("{} {}\n{}", self.file(), self.key.form, told.words)
    }
}

/// Every case of every example, over all cores.
fn each(judge: impl Fn(&Case<'_>) -> Result<(), String> + Sync) {
    let mut examples: Vec<_> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    examples.sort();
    let mut wrong = Vec::new();
    for dir in examples {
        let files = files_of(&dir);
        let keys: Vec<(usize, Key)> = files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.name.ends_with(".toml"))
            .flat_map(|(at, file)| {
                let keys = keys_of(std::str::from_utf8(&file.bytes).unwrap());
                keys.into_iter().map(move |key| (at, key))
            })
            .collect();
        assert!(keys.len() > 50, "{} has few keys", dir.display());
        wrong.par_extend(keys.par_iter().filter_map(|(at, key)| {
            let (files, at) = (files.as_slice(), *at);
            judge(&Case { files, at, key }).err()
        }));
    }
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_misspelt_key_is_told_in_its_file() {
    let fonts = Fonts::bundled();
    each(|case| {
        let span = case.key.key.clone();
        let quoted = case.files[case.at].bytes.get(span.end - 1) == Some(&b'"');
        let end = span.end - usize::from(quoted);
        // a misspelt name of the office's own field or word is another name; who reads it must tell
        let told = told(case.with(end..end, "zz"), &fonts, true);
        let own = [".fields.*", ".words.*"]
            .iter()
            .any(|own| case.key.form.ends_with(own));
        if told.files.contains(case.file()) || (own && (told.built || !told.files.is_empty())) {
            return Ok(());
        }
        Err(case.shown(&told))
    });
}

#[test]
fn a_value_of_a_wrong_type_is_told_in_its_file() {
    let fonts = Fonts::bundled();
    each(|case| {
        let values = [
            ("string", "\"七\""),
            ("number", "7"),
            ("boolean", "true"),
            ("date", "2024-07-10"),
            ("array", "[[[]]]"),
            ("table", "{ zz = 1 }"),
        ];
        if !case.key.inline {
            return Ok(());
        }
        let may_be: &[&str] = match &case.key.form {
            form if form.ends_with(".fields.*") => &["string", "number", "boolean", "date"],
            form if form.ends_with(".no") => &["string", "number"],
            form if form.ends_with(".merge") => &["string", "boolean"],
            _ => &[case.key.wanted],
        };
        for (kind, put) in values {
            if may_be.contains(&kind) {
                continue;
            }
            let told = told(case.with(case.key.value.clone(), put), &fonts, false);
            if !told.files.contains(case.file()) {
                return Err(format!("= {put}\n{}", case.shown(&told)));
            }
        }
        Ok(())
    });
}

#[test]
fn without_a_key_it_is_told_or_built() {
    let fonts = Fonts::bundled();
    let required: Vec<(FileKind, BTreeSet<String>)> = FileKind::ALL
        .into_iter()
        .map(|kind| (kind, always_required(&schema(kind))))
        .collect();
    each(|case| {
        if !case.key.inline {
            return Ok(());
        }
        // the comma of an inline table goes with its key
        let text = std::str::from_utf8(&case.files[case.at].bytes).unwrap();
        let after = &text[case.key.value.end..];
        let comma = after.len() - after.trim_start_matches(' ').len();
        let end = if after[comma..].starts_with(',') {
            comma + 1
        } else {
            0
        };
        let told = told(
            case.with(case.key.key.start..case.key.value.end + end, ""),
            &fonts,
            true,
        );
        let folder = case.file().split(['/', '.']).next().unwrap();
        let must = required
            .iter()
            .any(|(kind, names)| kind.key() == folder && names.contains(&case.key.name));
        if must && !told.files.contains(case.file()) {
            return Err(format!("required\n{}", case.shown(&told)));
        }
        if told.built || !told.files.is_empty() {
            return Ok(());
        }
        Err(case.shown(&told))
    });
}

/// Names of keys that every table that knows them requires.
fn always_required(schema: &str) -> BTreeSet<String> {
    let schema = serde_json::from_str(schema).unwrap();
    let (mut required, mut free) = (BTreeSet::new(), BTreeSet::new());
    gather(&schema, &mut required, &mut free);
    required.difference(&free).cloned().collect()
}

fn gather(schema: &serde_json::Value, required: &mut BTreeSet<String>, free: &mut BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(|p| p.as_object()) {
        let needs = schema.get("required").and_then(|r| r.as_array());
        for key in properties.keys() {
            let must = needs.is_some_and(|needs| needs.iter().any(|n| n.as_str() == Some(key)));
            if must { &mut *required } else { &mut *free }.insert(key.clone());
        }
    }
    match schema {
        serde_json::Value::Object(map) => map.values().for_each(|inner| gather(inner, required, free)),
        serde_json::Value::Array(list) => list.iter().for_each(|inner| gather(inner, required, free)),
        _ => {}
    }
}
