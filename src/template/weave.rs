//! Sources made ready for Tera (预处理): what is added knows nothing of the clerk, what is copied keeps its place.
//!
//! Tera cuts the thread of places: after rendering, a fault stands in generated text. So each element of a template
//! gets an attribute with its own place before Tera sees it, and each loop and inclusion a call that counts, since
//! Tera has no limit of its own. [`Woven::place`] leads from the ready source back to the typed one.

use crate::diag::{FileId, Origin};

use super::scan::{self, Kind};

/// The attribute that carries an element's place: `template number:byte`. No clerk would type it.
pub(super) const MARK: &str = "_";

/// The function that counts; it prints nothing.
pub(super) const TICK: &str = "count_step_";

/// A source ready for Tera (预处理后的模板).
#[derive(Clone, Debug, Default)]
pub(super) struct Woven {
    /// The name Tera knows it by; it ends in `.xml`.
    pub(super) name: String,
    /// The name people know it by.
    pub(super) shown: String,
    /// The file it was typed in; a built-in template has none.
    pub(super) file: Option<FileId>,
    /// What Tera reads.
    pub(super) text: String,
    /// Copied runs: where in `text`, where in the file, how long.
    runs: Vec<Run>,
}

/// A copied run (照抄的一段).
#[derive(Clone, Copy, Debug)]
struct Run {
    ready: usize,
    typed: usize,
    len: usize,
}

impl Woven {
    /// An empty one.
    pub(super) fn new(name: String, shown: String, file: Option<FileId>) -> Self {
        Self {
            name,
            shown,
            file,
            ..Self::default()
        }
    }

    /// Copies `text`, which stands at `typed` in its file.
    pub(super) fn copy(&mut self, text: &str, typed: usize) {
        self.runs.push(Run {
            ready: self.text.len(),
            typed,
            len: text.len(),
        });
        self.text.push_str(text);
    }

    /// Adds what nobody typed.
    pub(super) fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The typed byte behind byte `ready`; for what was added, the typed byte before it.
    pub(super) fn place(&self, ready: usize) -> usize {
        let at = self.runs.partition_point(|run| run.ready <= ready);
        at.checked_sub(1)
            .and_then(|i| self.runs.get(i))
            .map_or(0, |run| run.typed + (ready - run.ready).min(run.len))
    }

    /// The typed span behind a span of the ready source.
    pub(super) fn origin(&self, ready: std::ops::Range<usize>) -> Option<Origin> {
        let start = self.place(ready.start);
        Some(Origin::new(self.file?, start..self.place(ready.end).max(start)))
    }
}

/// A template file, its elements marked with `number` and their places, its loops counted.
pub(super) fn template(
    name: &str,
    shown: String,
    file: Option<FileId>,
    number: usize,
    source: &str,
) -> Woven {
    let mut woven = Woven::new(name.to_owned(), shown, file);
    for piece in scan::pieces(source) {
        let text = source.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            Kind::Text => mark_elements(&mut woven, text, piece.range.start, number),
            Kind::Tag => count_steps(&mut woven, text, piece.range.start),
            Kind::Print | Kind::Comment => woven.copy(text, piece.range.start),
        }
    }
    woven
}

/// Copies literal text; every start of an element gets its place.
fn mark_elements(woven: &mut Woven, text: &str, typed: usize, number: usize) {
    let mut done = 0;
    for (at, _) in text.match_indices('<') {
        let name = text.get(at + 1..).unwrap_or_default();
        let len = name.find(|c: char| !is_name(c)).unwrap_or(name.len());
        if len == 0 {
            continue;
        }
        let end = at + 1 + len;
        woven.copy(text.get(done..end).unwrap_or_default(), typed + done);
        woven.add(&format!(" {MARK}=\"{number}:{}\"", typed + at));
        done = end;
    }
    woven.copy(text.get(done..).unwrap_or_default(), typed + done);
}

const fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.')
}

/// Copies a tag; a loop or component counts on every turn, an inclusion before it is done.
pub(super) fn count_steps(woven: &mut Woven, tag: &str, typed: usize) {
    let word = scan::word(tag);
    if word == "include" {
        woven.add(&format!("{{{{ {TICK}() }}}}"));
    }
    woven.copy(tag, typed);
    if matches!(word, "for" | "component") && tag.ends_with("%}") {
        // a minus at the end of the tag trims the white space after it: the call must not stand in its way
        let trim = if tag.ends_with("-%}") { "-" } else { "" };
        woven.add(&format!("{{{{ {TICK}() {trim}}}}}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_knows_its_place() {
        let source = "{% for x in y -%}<p label=\"甲\">{{ x }}</p>{% endfor %}";
        let woven = template("a.xml", "a.xml".into(), Some(FileId(3)), 7, source);
        assert_eq!(
            woven.text,
            "{% for x in y -%}{{ count_step_() -}}<p _=\"7:17\" label=\"甲\">{{ x }}</p>{% endfor %}"
        );
        let ready = woven.text.find("{{ x").unwrap();
        let typed = source.find("{{ x").unwrap();
        assert_eq!(woven.place(ready), typed);
        assert_eq!(
            woven.origin(ready..ready + 7),
            Some(Origin::new(FileId(3), typed..typed + 7))
        );
    }
}
