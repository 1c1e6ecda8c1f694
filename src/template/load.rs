//! Templates made ready (装载模板): the built-in ones, those of the workspace, the circular's own paragraphs.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tera::{Context, Kwargs, State, Tera};

use crate::diag::code::template as code;
use crate::diag::{Diagnostic, Sink, Sources};
use crate::model::Workspace;

use super::builtin::{Builtin, TEMPLATES};
use super::weave::{self, TICK, Woven};
use super::{escape, fault};

/// Turns of loops that one template may take: a hundred columns over ten thousand rows, twice.
const MOST_STEPS: u32 = 2_000_000;

/// Bytes that one template may write: ten thousand rows of three thousand characters.
const MOST_BYTES: usize = 96 << 20;

/// All templates of a run, ready to render (模板库).
pub(super) struct Library {
    tera: Tera,
    woven: Vec<Woven>,
    steps: Arc<AtomicU32>,
}

/// The templates of the workspace, the built-in ones that they, `root` or the circular's `own` texts need, and these
/// texts; of two with one name the workspace's wins.
///
/// Parsing all built-in ones takes longer than all the rest of composing a circular of thirty rows, and few need more
/// than one or two of them.
pub(super) fn gather(workspace: &Workspace, sources: &Sources, root: &str, own: Vec<Woven>) -> Vec<Woven> {
    let mut woven: Vec<Woven> = Vec::new();
    for template in &workspace.templates {
        let Some(source) = sources.get(template.file) else {
            continue;
        };
        let name = name_of(&source.name);
        woven.push(weave::template(
            &name,
            source.name.clone(),
            Some(template.file),
            woven.len(),
            &source.text,
        ));
    }
    for builtin in needed(&woven, root, &own) {
        let shown = format!("内置模板 {}", builtin.name);
        woven.push(weave::template(
            builtin.name,
            shown,
            None,
            woven.len(),
            builtin.text,
        ));
    }
    woven.extend(own);
    woven
}

/// The built-in templates that may be included or whose components may be called, directly or by one another.
fn needed(typed: &[Woven], root: &str, own: &[Woven]) -> Vec<&'static Builtin> {
    let calls = |text: &&str| text.contains("{%") || text.contains("{{");
    let all = typed.iter().chain(own).map(|woven| woven.text.as_str());
    let mut texts: Vec<&str> = all.filter(calls).chain([root]).collect();
    // a name written with escapes is no name that could be found
    let escaped = texts.iter().any(|text| text.contains('\\'));
    let free = |builtin: &&Builtin| !typed.iter().any(|woven| woven.name == builtin.name);
    let (mut needed, mut rest): (Vec<&Builtin>, Vec<&Builtin>) =
        TEMPLATES.iter().filter(free).partition(|_| escaped);
    while let Some(text) = texts.pop() {
        let (named, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|builtin| builtin.is_named_in(text));
        texts.extend(named.iter().map(|builtin| builtin.text));
        needed.extend(named);
        rest = others;
    }
    needed
}

/// The names of all templates that there are, woven or not: those of the workspace, then the built-in ones.
pub(super) fn names(woven: &[Woven]) -> impl Iterator<Item = &str> {
    let typed = || {
        let named = |woven: &&Woven| woven.file.is_some() && !woven.name.contains('#');
        woven.iter().filter(named).map(|woven| woven.name.as_str())
    };
    let builtin = TEMPLATES.iter().map(|builtin| builtin.name);
    typed().chain(builtin.filter(move |name| !typed().any(|typed| typed == *name)))
}

/// The name that `include` and the circular use: `templates/parts/head.xml` is `parts/head.xml`.
fn name_of(source: &str) -> String {
    let source = source.split_once("templates/").map_or(source, |(_, name)| name);
    if source.ends_with(".xml") {
        source.to_owned()
    } else {
        format!("{source}.xml")
    }
}

impl Library {
    /// The names in `texts.name` of all templates and paragraphs.
    pub(super) fn texts_asked_for(&self) -> BTreeSet<&str> {
        let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
        let woven = self.woven.iter().map(|woven| woven.text.as_str());
        // those that this circular does not need as well: what they ask for is a text for another template
        let others = TEMPLATES.iter().filter(|builtin| !self.has(builtin.name));
        woven
            .chain(others.map(|builtin| builtin.text))
            .flat_map(|text| text.split("texts.").skip(1))
            .filter_map(|rest| rest.split(|c| !part_of_name(c)).next())
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// Parses all of them; every template with a fault of writing is reported, not only the first.
    pub(super) fn new(
        woven: Vec<Woven>,
        register: impl FnOnce(&mut Tera),
        sources: &Sources,
        sink: &mut Sink,
    ) -> Option<Self> {
        if refuse_dumps(&woven, sink) {
            return None;
        }
        let mut tera = Tera::default();
        tera.set_escape_fn(escape::write);
        let steps = Arc::new(AtomicU32::new(0));
        tera.register_function(TICK, tick(Arc::clone(&steps)));
        register(&mut tera);
        match tera.add_raw_templates(woven.iter().map(|w| (w.name.as_str(), w.text.as_str()))) {
            Ok(()) => Some(Self { tera, woven, steps }),
            Err(error) => {
                report_all(&error, &woven, sources, sink);
                None
            }
        }
    }

    /// What `name` renders to; a fault goes to `sink`.
    pub(super) fn render(
        &self,
        name: &str,
        context: &Context,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Option<String> {
        self.steps.store(0, Ordering::Relaxed);
        let mut out = Bounded::default();
        match self.tera.render_to(name, context, &mut out) {
            // Tera and the escaping write whole characters only
            Ok(()) => String::from_utf8(out.bytes).ok(),
            Err(error) if matches!(error.kind(), tera::ErrorKind::Io(_)) => {
                let woven = self.woven.iter().find(|w| w.name == name);
                sink.push(fault::runaway(woven.and_then(|w| w.origin(0..0))));
                None
            }
            Err(error) => {
                fault::report(&error, &self.woven, sources, sink);
                None
            }
        }
    }

    /// The ready sources, by the numbers in their marks.
    pub(super) fn woven(&self) -> &[Woven] {
        &self.woven
    }

    /// Whether there is a template of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.woven.iter().any(|w| w.name == name)
    }
}

/// Tera's variable that holds all others, in the order of a hash: no two runs would print the same.
const DUMP: &str = "__tera_context";

/// Whether a template asks for all variables at once, which goes to `sink`.
fn refuse_dumps(woven: &[Woven], sink: &mut Sink) -> bool {
    let mut refused = false;
    for woven in woven {
        for (at, _) in woven.text.match_indices(DUMP) {
            refused = true;
            sink.push(
                Diagnostic::new(code::UNKNOWN_VARIABLE, format!("没有“{DUMP}”这个变量"))
                    .at(woven.origin(at..at + DUMP.len()))
                    .help("可用的变量和字段见 docs/templates.md"),
            );
        }
    }
    refused
}

/// Tera stops at the first fault of writing: each template alone tells them all.
fn report_all(error: &tera::Error, woven: &[Woven], sources: &Sources, sink: &mut Sink) {
    let before = sink.len();
    for one in woven {
        let alone = Tera::default().add_raw_template(&one.name, &one.text);
        if let Err(error) = alone
            && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
        {
            fault::report(&error, woven, sources, sink);
        }
    }
    if sink.len() == before {
        fault::report(error, woven, sources, sink);
    }
}

/// Counts a turn of a loop: Tera itself has no limit.
fn tick(steps: Arc<AtomicU32>) -> impl Fn(Kwargs, &State) -> tera::TeraResult<&'static str> + Send + Sync {
    move |_, _| {
        if steps.fetch_add(1, Ordering::Relaxed) < MOST_STEPS {
            Ok("")
        } else {
            Err(tera::Error::message(fault::RUNAWAY))
        }
    }
}

/// A buffer that takes no more than [`MOST_BYTES`] (有限的缓冲).
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
