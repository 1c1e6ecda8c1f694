//! Templates: data and templates in, blocks or faults out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use tongbao::diag::{Diagnostic, Origin, Severity, Sink, Sources};
use tongbao::document::{Block, Document, Label, ParagraphStyle};
use tongbao::model::workspace::InputFile;
use tongbao::model::{Report, read};
use tongbao::template::{self, ComposeOptions, Parts, compose};

use crate::support::{files_of, golden, root};

const OFFICE: &str = include_str!("../cases/template/quarterly/tongbao.toml");
const LIST: &str = include_str!("../cases/template/quarterly/projects/2024.toml");
const PROGRESS: &str = include_str!("../cases/template/quarterly/progress/2024-Q2.toml");
const BEFORE: &str = include_str!("../cases/template/quarterly/progress/2024-Q1.toml");

/// A document, and what was found on the way to it.
struct Made {
    document: Option<Document>,
    found: Vec<Diagnostic>,
    sources: Sources,
}

fn file(name: &str, text: &str) -> InputFile {
    InputFile {
        name: name.into(),
        bytes: text.as_bytes().into(),
    }
}

fn make(files: Vec<InputFile>, options: &ComposeOptions) -> Made {
    let (mut sources, mut sink) = (Sources::new(), Sink::new());
    let workspace = read::workspace(files, &mut sources, &mut sink).expect("an office");
    let circular = workspace.circulars.first().expect("a circular");
    let report = Report::new(&workspace, circular);
    let document = compose(&workspace, &sources, &report, circular, options, &mut sink);
    Made {
        document,
        found: sink.into_sorted(),
        sources,
    }
}

/// The files of a case: parts of one text that begin with `=== name`, and the usual ones it leaves out.
fn files_in(case: &str) -> Vec<InputFile> {
    let mut files: Vec<InputFile> = case
        .split("=== ")
        .filter_map(|part| part.split_once('\n'))
        .map(|(name, text)| file(name.trim(), text))
        .collect();
    let usual = [
        ("tongbao.toml", OFFICE),
        ("projects/2024.toml", LIST),
        ("progress/2024-Q2.toml", PROGRESS),
        ("progress/2024-Q1.toml", BEFORE),
    ];
    for (name, text) in usual {
        if !files.iter().any(|f| f.name == name) {
            files.push(file(name, text));
        }
    }
    files
}

/// Every `.txt` of the folder against the `.out` beside it.
fn cases(folder: &str) {
    let dir = root().join("tests/cases/template").join(folder);
    let mut seen = 0;
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let case = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let made = make(files_in(&case), &ComposeOptions::default());
        let name = path.file_stem().unwrap().to_str().unwrap();
        golden(&format!("cases/template/{folder}/{name}.out"), &dump(&made));
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn blocks_of_templates() {
    cases("blocks");
}

#[test]
fn faults_of_templates() {
    cases("faults");
}

#[test]
fn a_quarterly_circular() {
    let files = || files_of(&root().join("tests/cases/template/quarterly"));
    for (parts, name) in [
        (Parts::Both, "quarterly"),
        (Parts::Notice, "notice"),
        (Parts::Annexes, "annexes"),
    ] {
        let made = make(files(), &ComposeOptions { parts });
        golden(&format!("cases/template/{name}.out"), &dump(&made));
    }
}

#[test]
fn the_same_input_gives_the_same_document() {
    let files = || files_of(&root().join("tests/cases/template/quarterly"));
    let once = make(files(), &ComposeOptions::default());
    let again = make(files(), &ComposeOptions::default());
    assert_eq!(once.document, again.document);
}

fn dump(made: &Made) -> String {
    let mut out = String::new();
    for found in &made.found {
        let place = found
            .origin
            .map_or_else(|| "-".to_owned(), |o| place(&made.sources, o));
        writeln!(out, "{} {place} {}", found.code.id, found.message).unwrap();
        for help in &found.help {
            writeln!(out, "    {help}").unwrap();
        }
    }
    let Some(document) = &made.document else {
        return out;
    };
    elements(document, &mut out);
    blocks(&document.body, made, &mut out);
    for annex in &document.annexes {
        let mut flags = Vec::new();
        for (name, is) in [
            ("labelled", annex.labelled),
            ("landscape", annex.landscape),
            ("sheet only", annex.sheet_only),
            ("apart", annex.apart),
        ] {
            if is {
                flags.push(name);
            }
        }
        writeln!(
            out,
            "annex {:?} {:?} {}",
            annex.number,
            annex.title.string,
            flags.join(", ")
        )
        .unwrap();
        blocks(&annex.body, made, &mut out);
    }
    out
}

fn elements(document: &Document, out: &mut String) {
    let head = &document.head;
    writeln!(out, "meta {:?}", document.meta).unwrap();
    writeln!(
        out,
        "head {:?} marks {:?}",
        head.form,
        head.marks.iter().map(|m| &m.string).collect::<Vec<_>>()
    )
    .unwrap();
    for (name, text) in [
        ("suffix", &head.mark_suffix),
        ("copy number", &head.copy_number),
        ("secrecy", &head.secrecy),
        ("urgency", &head.urgency),
        ("serial", &head.serial),
        ("compiled by", &head.compiled_by),
        ("compiled on", &head.compiled_on),
        ("title", &document.title),
        ("subtitle", &document.subtitle),
        ("to", &document.to),
        ("note", &document.note),
    ] {
        if let Some(text) = text {
            writeln!(out, "{name} {:?}", text.string).unwrap();
        }
    }
    if let Some(signature) = &document.signature {
        let names: Vec<_> = signature
            .signers
            .iter()
            .map(|s| (&s.name.string, &s.picture))
            .collect();
        writeln!(
            out,
            "signature {:?} {names:?} {}",
            signature.form, signature.date.string
        )
        .unwrap();
    }
    if let Some(record) = &document.record {
        let said = |text: &Option<tongbao::document::Text>| text.as_ref().map(|t| t.string.clone());
        writeln!(
            out,
            "record {:?} {:?} {:?}",
            said(&record.copies),
            said(&record.printer),
            said(&record.printed_on)
        )
        .unwrap();
    }
    if document.annex_note {
        writeln!(out, "annex note").unwrap();
    }
}

fn blocks(blocks: &[Block], made: &Made, out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading(h) => {
                let rest = h
                    .rest
                    .as_ref()
                    .map(|r| format!(" ‖ {}", r.string))
                    .unwrap_or_default();
                writeln!(
                    out,
                    "h{} {} {}{rest}{}",
                    h.level,
                    h.mark,
                    h.text.string,
                    at(made, h.text.origin)
                )
                .unwrap();
            }
            Block::Paragraph(p) => {
                let label = match &p.label {
                    Some(Label::Item(mark)) => mark.clone(),
                    Some(Label::Term(text)) => format!("[{}]", text.string),
                    None => String::new(),
                };
                let style = if p.style == ParagraphStyle::Body {
                    String::new()
                } else {
                    format!("{:?} ", p.style)
                };
                writeln!(
                    out,
                    "p  {style}{label}{}{}",
                    p.text.string.replace('\n', "⏎"),
                    at(made, p.text.origin)
                )
                .unwrap();
            }
            Block::Table(t) => {
                writeln!(
                    out,
                    "table {} columns {} rows{}",
                    t.columns.len(),
                    t.rows.len(),
                    at(made, t.origin)
                )
                .unwrap();
            }
        }
    }
}

fn at(made: &Made, origin: Option<Origin>) -> String {
    origin.map_or_else(String::new, |o| format!("  @{}", place(&made.sources, o)))
}

fn place(sources: &Sources, origin: Origin) -> String {
    let spot = sources.spot(origin).unwrap();
    format!(
        "{}:{}:{}",
        sources.get(origin.file).unwrap().name,
        spot.line,
        spot.column
    )
}

/// The workspace whose data the documentation shows.
fn shown(circular: &str, template: Option<&str>) -> Made {
    let mut files = files_in("");
    files.push(file("circulars/2024-Q2.toml", circular));
    files.extend(template.map(|text| file("templates/mine.xml", text)));
    make(files, &ComposeOptions::default())
}

const CIRCULAR: &str = "progress = '2024-Q2'\nprevious = '2024-Q1'\ndate = 2024-07-10\nserial = 7\n\
    annexes = [{ title = '进展情况表', columns = [{ head = '任务', field = 'task.target' }] }]\n";

/// Body as read: a block a line.
fn lines(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.body {
        match block {
            Block::Heading(h) => {
                let rest = h.rest.as_ref().map_or("", |r| &r.string);
                writeln!(out, "{}{}{rest}", h.mark, h.text.string).unwrap();
            }
            Block::Paragraph(p) => {
                let label = match &p.label {
                    Some(Label::Item(mark)) => mark,
                    Some(Label::Term(text)) => &text.string,
                    None => "",
                };
                writeln!(out, "{label}{}", p.text.string).unwrap();
            }
            Block::Table(t) => writeln!(out, "（表，{}行）", t.rows.len()).unwrap(),
        }
    }
    out
}

/// Fenced blocks of the page: language, text.
fn fences(page: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = page.split("```").collect();
    let inside = parts.iter().skip(1).step_by(2);
    inside.map(|part| part.split_once('\n').unwrap()).collect()
}

#[test]
fn every_example_of_the_documentation() {
    let page = fs::read_to_string(root().join("docs/templates.md"))
        .unwrap()
        .replace("\r\n", "\n");
    let mut seen = 0;
    for pair in fences(&page).windows(2) {
        let [(language, example), ("text", expected)] = pair else {
            continue;
        };
        let made = match *language {
            "xml" => shown(&format!("{CIRCULAR}template = 'mine'\n"), Some(example)),
            "toml" => shown(&format!("{CIRCULAR}{example}"), None),
            other => panic!("no example is in {other}"),
        };
        assert_eq!(made.found, [], "{example}");
        assert_eq!(lines(made.document.as_ref().unwrap()), *expected, "{example}");
        seen += 1;
    }
    assert!(seen >= 19, "only {seen} examples");
}

#[test]
fn the_documentation_has_every_name() {
    let page = fs::read_to_string(root().join("docs/templates.md")).unwrap();
    for name in template::filters().iter().chain(template::functions()) {
        assert!(page.contains(&format!("`{name}")), "{name} is not documented");
    }
    for name in template::names() {
        assert!(page.contains(&format!("`{name}`")), "{name} is not documented");
    }
    for (value, prefix) in [
        ("tasks[0]", "task."),
        ("projects[0]", "project."),
        ("units[0]", "unit."),
        ("statuses[0]", "status."),
        ("period", "period."),
        ("office", "office."),
        ("circular", "circular."),
        ("totals", "totals."),
        ("annexes[0]", "annex."),
        ("changes()", "change."),
    ] {
        let template =
            format!("{{% set v = {value} %}}{{% for k in v | keys %}}<p>{{{{ k }}}}</p>{{% endfor %}}");
        let made = shown(&format!("{CIRCULAR}template = 'mine'\n"), Some(&template));
        let keys = lines(made.document.as_ref().unwrap());
        assert!(keys.lines().count() > 1, "{value}");
        for key in keys.lines() {
            assert!(
                page.contains(&format!("`{prefix}{key}")),
                "{prefix}{key} is not documented"
            );
        }
    }
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn printed(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.body {
        match block {
            Block::Heading(h) => {
                out.push_str(&h.text.string);
                out.push_str(h.rest.as_ref().map_or("", |r| &r.string));
            }
            Block::Paragraph(p) => {
                if let Some(Label::Term(label)) = &p.label {
                    out.push_str(&label.string);
                }
                out.push_str(&p.text.string);
            }
            Block::Table(_) => {}
        }
        out.push('\u{1e}');
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_text_of_the_data_arrives_as_it_is(
        title in "[\\PC\n\t]{1,12}|\\PC{0,3}[<>&'\"{}%# \n。]{1,9}",
        unit in "[\\PC\n\t]{1,8}",
        field in "[\\PC\n\t]{1,8}",
    ) {
        // a text of white space alone is refused where it is read
        let (title, unit, field) = (format!("{title}甲"), format!("乙{unit}"), format!("{field}丙"));
        let list = format!(
            "[[projects]]\nid = 'a'\ntitle = {}\nlead = [{}]\nfields = {{ 'x' = {} }}\n",
            quoted(&title), quoted(&unit), quoted(&field),
        );
        let template = "{% for p in projects %}<p label='x：'>{{ p.title }}</p><p>{{ p.lead[0] }}</p>\
                        <h1>{{ p.fields.x }}</h1>{% endfor %}";
        let made = make(
            vec![
                file("tongbao.toml", "[office]\nname = '甲'"),
                file("circulars/a.toml", "template = 'mine'"),
                file("projects/a.toml", &list),
                file("templates/mine.xml", template),
            ],
            &ComposeOptions::default(),
        );
        let document = made.document.expect("a document");
        prop_assert!(made.found.iter().all(|f| f.severity != Severity::Error), "{:?}", made.found);
        prop_assert_eq!(printed(&document), format!("x：{title}\u{1e}{unit}\u{1e}{field}\u{1e}"));
    }

    #[test]
    fn every_line_of_prose_arrives_as_it_is(
        title in "\\PC{1,20}",
        lines in proptest::collection::vec("[\\PC&&[^〔]]{1,20}", 1..4),
    ) {
        let title = format!("甲{title}");
        let list = format!("[[projects]]\nid = 'a'\ntitle = {}\n", quoted(&title));
        let progress = format!("period = '2024-Q2'\n[tasks.a]\ntext = {}\n", quoted(&lines.join("\n")));
        let made = make(
            vec![
                file("tongbao.toml", "[office]\nname = '甲'"),
                file("circulars/a.toml", "template = 'items'\nprogress = '2024-Q2'"),
                file("projects/a.toml", &list),
                file("progress/a.toml", &progress),
            ],
            &ComposeOptions::default(),
        );
        let said = printed(&made.document.expect("a document"));
        prop_assert!(said.contains(&title));
        for line in lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
            prop_assert!(said.contains(line), "{:?} lacks {:?}", said, line);
        }
    }

    #[test]
    fn no_body_and_no_template_panics(body in "[{}%#<>/&a-z甲 \"\n@：.|()-]{0,60}", template in "[{}%#<>/&a-z甲 \"\n=.|()-]{0,60}") {
        let made = make(
            vec![
                file("tongbao.toml", "[office]\nname = '甲'"),
                file("circulars/a.toml", &format!("template = 'mine'\nbody = {}", quoted(&body))),
                file("templates/mine.xml", &template),
            ],
            &ComposeOptions::default(),
        );
        prop_assert!(made.document.is_some() || !made.found.is_empty());
        for found in &made.found {
            if let Some(origin) = found.origin {
                let spot = made.sources.spot(origin);
                prop_assert!(spot.is_some());
            }
        }
    }
}
