//! From the model to the document (模板): which elements a circular has, and which words stand in them.
//!
//! [`compose`] gathers the templates (`load`), gives them the data as plain values (`context`, `rows`), Chinese
//! filters and functions (`filter`, `function`), renders the circular's own paragraphs (`prose`) and the template,
//! reads the closed vocabulary that comes out (`read`, `block`) and sets the elements around it (`elements`).
//!
//! Every faulty word leads back to a line of the clerk: `weave` marks the templates, `prose` the paragraphs. No
//! millimetre is known here, and no sentence outside of `templates/`.

mod block;
mod builtin;
mod context;
mod elements;
mod escape;
mod fault;
mod filter;
mod function;
mod load;
mod prose;
mod read;
mod rows;
mod scan;
mod value;
mod weave;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use tera::{Context, Value};

use crate::diag::code::{shape, template as code};
use crate::diag::{Diagnostic, Origin, Sink, Sources};
use crate::document::{Annex, Block, Document, Table, Text};
use crate::model::file::CircularFile;
use crate::model::{At, Loaded, Report, Workspace};
use crate::text::similar;

use elements::Elements;
use filter::Numbers;
use load::Library;
use read::Surroundings;
use rows::Rows;
use weave::Woven;

/// The template that prints the annex tables alone: its documents have no head, no signature and no labels but
/// those the circular itself asks for.
const TABLES_ALONE: &str = "annexes";

/// The template that writes an item a project (分项进展).
const ITEMS: &str = "items";

/// Which parts of a circular to make (部分).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parts {
    /// 正文与附件.
    #[default]
    Both,
    /// Only the notice; its annexes are listed, and printed elsewhere.
    Notice,
    /// Only the annexes.
    Annexes,
}

/// How to compose (组稿选项).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComposeOptions {
    /// Which parts.
    pub parts: Parts,
}

/// The document of `circular`. Faults of templates, paragraphs and pictures go to `sink`; `None` where there is no
/// text to go on with.
pub fn compose(
    workspace: &Workspace,
    sources: &Sources,
    report: &Report<'_>,
    circular: &Loaded<CircularFile>,
    options: &ComposeOptions,
    sink: &mut Sink,
) -> Option<Document> {
    let composer = Composer {
        workspace,
        sources,
        report,
        circular,
    };
    let mut body = Body::default();
    if options.parts != Parts::Annexes {
        body = composer.body(sink)?;
    }
    Some(composer.document(body, options.parts, sink))
}

/// The names of the built-in templates, without `.xml`, those that others include left out.
#[must_use]
pub fn names() -> Vec<&'static str> {
    builtin::TEMPLATES
        .iter()
        .filter_map(|builtin| builtin.name.strip_suffix(".xml"))
        .filter(|name| !name.contains('/'))
        .collect()
}

/// The names of the filters for Chinese documents; those of Tera come besides.
#[must_use]
pub const fn filters() -> &'static [&'static str] {
    filter::NAMES
}

/// The names of the functions; those of Tera come besides.
#[must_use]
pub const fn functions() -> &'static [&'static str] {
    function::NAMES
}

/// Blocks and the annexes that stand among them (正文).
#[derive(Default)]
struct Body {
    blocks: Vec<Block>,
    placed: BTreeSet<usize>,
}

struct Composer<'a> {
    workspace: &'a Workspace,
    sources: &'a Sources,
    report: &'a Report<'a>,
    circular: &'a Loaded<CircularFile>,
}

/// One of the circular's own texts (自带段落): its key in Tera and the typed text.
struct Own<'a> {
    key: Option<&'a str>,
    text: &'a At<String>,
}

impl<'a> Composer<'a> {
    fn template(&self) -> &str {
        self.circular
            .data
            .template
            .as_ref()
            .map_or("plain", |t| t.value.as_str())
    }

    /// Its name as a file.
    fn root(&self) -> String {
        let template = self.template();
        format!("{}.xml", template.strip_suffix(".xml").unwrap_or(template))
    }

    /// The place of what names no other.
    fn place(&self) -> Option<Origin> {
        let data = &self.circular.data;
        let typed = data.template.as_ref().or(data.title.as_ref());
        typed.map(|t| t.origin(self.circular.file))
    }

    fn elements(&self) -> Elements<'a> {
        let bare = self.template() == TABLES_ALONE;
        Elements::new(self.workspace, self.circular, bare)
    }

    fn body(&self, sink: &mut Sink) -> Option<Body> {
        let own = self.own();
        let rows = Arc::new(self.rows(&own));
        let library = self.library(&own, &rows, sink)?;
        let name = self.resolved(&library, sink)?;
        let before = sink.clone();
        let body = self.render(&library, &name, &own, &rows, &BTreeSet::new(), sink)?;
        if body.placed.is_empty() {
            return Some(body);
        }
        // a table in the text is no annex on paper: the others are numbered without it
        *sink = before;
        self.render(&library, &name, &own, &rows, &body.placed, sink)
    }

    /// The rows as values; none where nothing asks for any, as ten thousand of them take their time.
    fn rows(&self, own: &[Own<'_>]) -> Rows {
        let literal = own
            .iter()
            .all(|own| !own.text.value.contains("{{") && !own.text.value.contains("{%"));
        let workspace_has = self.workspace.templates.iter().any(|t| t.name == self.template());
        if literal && !workspace_has && matches!(self.template(), "plain" | TABLES_ALONE) {
            return Rows::none();
        }
        Rows::new(self.report)
    }

    fn own(&self) -> Vec<Own<'a>> {
        let data = &self.circular.data;
        let texts = data.texts.iter().map(|(key, text)| Own {
            key: Some(key.value.as_str()),
            text,
        });
        texts
            .chain(data.body.iter().map(|text| Own { key: None, text }))
            .collect()
    }

    fn library(&self, own: &[Own<'_>], rows: &Arc<Rows>, sink: &mut Sink) -> Option<Library> {
        let own = own.iter().map(|own| self.weave(own)).collect();
        let woven = load::gather(self.workspace, self.sources, &self.root(), own);
        let rules = &self.report.office().rules;
        let numbers = Numbers {
            decimals: u32::from(rules.decimals.value),
            rounding: rules.rounding,
        };
        let register = |tera: &mut tera::Tera| {
            filter::register(tera, numbers);
            function::register(tera, rows);
        };
        Library::new(woven, register, self.sources, sink)
    }

    fn weave(&self, own: &Own<'_>) -> Woven {
        let shown = self
            .sources
            .get(self.circular.file)
            .map_or("", |s| s.name.as_str());
        prose::weave(
            own.text,
            own.name(),
            shown.to_owned(),
            self.circular.file,
            self.sources,
        )
    }

    /// The file of the circular's template.
    fn resolved(&self, library: &Library, sink: &mut Sink) -> Option<String> {
        let (template, name) = (self.template(), self.root());
        if library.has(&name) {
            return Some(name);
        }
        let own = self.workspace.templates.iter().map(|t| t.name.as_str());
        let all: Vec<&str> = names().into_iter().chain(own).collect();
        let help = match similar::closest(template, all.iter().copied()) {
            Some(near) => format!("是不是“{near}”？"),
            None => format!("可用的模板：{}", all.join("、")),
        };
        sink.push(
            Diagnostic::new(
                code::TEMPLATE_MISSING,
                format!("没有“{template}”这个模板（template）"),
            )
            .at(self.place())
            .help(help),
        );
        None
    }

    /// Renders the circular's own texts, then the template over them, and reads what came out.
    fn render(
        &self,
        library: &Library,
        name: &str,
        own: &[Own<'_>],
        rows: &Rows,
        placed: &BTreeSet<usize>,
        sink: &mut Sink,
    ) -> Option<Body> {
        let serial = self.elements().serial().map(|s| s.string);
        let mut context = context::context(self.report, rows, serial.as_deref(), placed);
        let rendered = self.own_texts(library, own, &mut context, sink)?;
        let markup = library.render(name, &context, self.sources, sink)?;
        let body = self.read(library, &markup, sink);
        let unused = self.unused(own, &rendered, &body.blocks);
        unused.for_each(|own| sink.push(self.not_used(own, library)));
        self.unused_prose(sink);
        Some(body)
    }

    /// Renders the own texts into the context, in the order typed: a later one may stand on an earlier one. All
    /// their faults are told before the first is fatal.
    fn own_texts(
        &self,
        library: &Library,
        own: &[Own<'_>],
        context: &mut Context,
        sink: &mut Sink,
    ) -> Option<Vec<bool>> {
        let mut texts = Vec::new();
        let mut says = Vec::new();
        let mut whole = true;
        context.insert_value("body", Value::from(""));
        context.insert_value("texts", value::map(Vec::<(String, Value)>::new()));
        for own in own {
            let rendered = library.render(&own.name(), context, self.sources, sink);
            whole &= rendered.is_some();
            let rendered = rendered.unwrap_or_default();
            says.push(rendered.contains("<p") || rendered.contains("<h") || rendered.contains("<item"));
            let value = Value::safe_string(&rendered);
            match own.key {
                Some(key) => {
                    texts.push((key, value));
                    context.insert_value(
                        "texts",
                        value::map(
                            texts
                                .iter()
                                .map(|(key, text): &(&str, Value)| ((*key).to_owned(), text.clone())),
                        ),
                    );
                }
                None => context.insert_value("body", value),
            }
        }
        whole.then_some(says)
    }

    fn read(&self, library: &Library, markup: &str, sink: &mut Sink) -> Body {
        let placed = RefCell::new(BTreeSet::new());
        let of_tables = RefCell::new(Sink::new());
        let table = |number: u32| -> Option<Table> {
            let at = usize::try_from(number).ok()?.checked_sub(1)?;
            let annex = self.circular.data.annexes.get(at)?;
            placed.borrow_mut().insert(at);
            Some(self.report.table(annex, &mut of_tables.borrow_mut()))
        };
        let around = Surroundings {
            woven: library.woven(),
            circular: self.place(),
            table: &table,
        };
        let blocks = read::read(markup, &around, sink);
        sink.append(of_tables.into_inner());
        Body {
            blocks,
            placed: placed.into_inner(),
        }
    }

    /// Texts that the template did not ask for: what a clerk wrote must not vanish silently.
    fn unused<'o>(
        &self,
        own: &'o [Own<'o>],
        says: &[bool],
        blocks: &[Block],
    ) -> impl Iterator<Item = &'o Own<'o>> {
        let stand: Vec<Origin> = blocks.iter().filter_map(origin_of).collect();
        let file = self.circular.file;
        own.iter()
            .zip(says.to_vec())
            .filter(|(_, says)| *says)
            .map(|(own, _)| own)
            .filter(move |own| {
                let span = own.text.origin(file);
                !stand
                    .iter()
                    .any(|o| o.file == span.file && span.start <= o.start && o.end <= span.end)
            })
    }

    /// A slip in the name of a text is an error like that in a key; another name may be meant for another template.
    fn not_used(&self, own: &Own<'_>, library: &Library) -> Diagnostic {
        let place = own.text.origin(self.circular.file);
        let asked = library.texts_asked_for();
        let near = own.key.and_then(|key| {
            let near = similar::closest(key, asked.iter().copied());
            near.filter(|near| *near != key).map(|near| (key, near))
        });
        if let Some((key, near)) = near {
            let message = format!("段落（texts）中不认识的键“{key}”，没有模板取用它");
            return Diagnostic::new(shape::UNKNOWN_KEY, message)
                .at(place)
                .help(format!("是不是 {near}？"));
        }
        let key = own
            .key
            .map_or_else(|| "body".to_owned(), |key| format!("texts.{key}"));
        Diagnostic::new(
            code::TEXT_UNUSED,
            format!("模板“{}”没有取用 {key}，这段文字不会印出", self.template()),
        )
        .at(place)
        .help("在 body 或模板中写 {{ texts.名称 }} 取用它，或删去")
    }

    /// Annexes in prose where the template writes no items.
    fn unused_prose(&self, sink: &mut Sink) {
        let typed = self.template();
        let template = typed.strip_suffix(".xml").unwrap_or(typed);
        let own = self.workspace.templates.iter().any(|t| t.name == template);
        if own || template == ITEMS || !names().contains(&template) {
            return;
        }
        for annex in self.circular.data.annexes.iter().filter(|annex| annex.prose) {
            sink.push(
                Diagnostic::new(
                    code::TEXT_UNUSED,
                    format!("模板“{template}”不印分项段落，附件的 prose 不起作用"),
                )
                .at(annex.title.origin(self.circular.file))
                .help("改用模板 items，或删去 prose"),
            );
        }
    }

    fn document(&self, body: Body, parts: Parts, sink: &mut Sink) -> Document {
        let elements = self.elements();
        let annexes = self.annexes(&body.placed, parts, sink);
        let mut document = Document {
            meta: elements.meta(),
            annex_note: annexes.iter().any(|a| a.labelled && !a.sheet_only),
            annexes,
            ..Document::default()
        };
        if parts == Parts::Annexes {
            document.annex_note = false;
            return document;
        }
        document.head = elements.head();
        document.to = elements.to();
        document.body = body.blocks;
        // tables alone have their own titles: a page with nothing but the circular's would be none that anybody wants
        if self.template() != TABLES_ALONE || document.to.is_some() || !document.body.is_empty() {
            document.title = elements.title();
            document.subtitle = elements.subtitle();
        }
        document.signature = elements.signature(sink);
        document.note = elements.note();
        document.record = elements.record();
        document
    }

    fn annexes(&self, placed: &BTreeSet<usize>, parts: Parts, sink: &mut Sink) -> Vec<Annex> {
        let typed = &self.circular.data.annexes;
        let numbers = context::annex_numbers(typed, placed);
        let labelled = self.template() != TABLES_ALONE;
        let mut annexes = Vec::new();
        for (at, (annex, number)) in typed.iter().zip(numbers).enumerate() {
            let in_text = placed.contains(&at);
            annexes.push(Annex {
                number: number.filter(|_| labelled),
                title: Text::new(
                    annex.title.value.trim(),
                    Some(annex.title.origin(self.circular.file)),
                ),
                sheet: annex.sheet.as_ref().map(|s| s.value.clone()),
                landscape: annex.landscape,
                labelled,
                sheet_only: annex.sheet_only || in_text,
                apart: parts == Parts::Notice,
                body: vec![Block::Table(self.report.table(annex, sink))],
            });
        }
        annexes
    }
}

impl Own<'_> {
    /// What Tera knows it by.
    fn name(&self) -> String {
        match self.key {
            Some(key) => format!("#texts.{key}.xml"),
            None => "#body.xml".to_owned(),
        }
    }
}

fn origin_of(block: &Block) -> Option<Origin> {
    match block {
        Block::Heading(heading) => heading.text.origin,
        Block::Paragraph(paragraph) => paragraph.text.origin,
        Block::Table(table) => table.origin,
    }
}
