//! Elements to blocks (成段): numbers headings and lists, joins a heading and the paragraph it runs into.

use crate::diag::code::template as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::document::{Block, Heading, Label, Paragraph, ParagraphStyle, Table, Text};
use crate::text::{normal, numbering, numeral};

/// The elements of the vocabulary (元素).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// `<p>`.
    Paragraph,
    /// `<h1>` to `<h4>`.
    Heading(u8),
    /// `<list>`.
    List,
    /// `<item>`.
    Item,
    /// `<table/>`.
    Table,
}

impl Element {
    /// All names.
    pub(super) const NAMES: [&'static str; 8] = ["p", "h1", "h2", "h3", "h4", "list", "item", "table"];

    /// The element of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "list" => Self::List,
            "item" => Self::Item,
            "table" => Self::Table,
            _ => return None,
        })
    }

    /// Its attributes besides the place.
    pub(super) const fn attributes(self) -> &'static [&'static str] {
        match self {
            Self::Paragraph => &["label", "style", "from"],
            Self::Heading(_) => &["no", "typed", "from"],
            Self::List | Self::Item => &["from"],
            Self::Table => &["annex", "from"],
        }
    }
}

/// An element's attributes (属性).
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    /// `from`, or the place of the element itself.
    pub(super) origin: Option<Origin>,
    values: Vec<(String, String)>,
}

impl Attributes {
    /// The values of `style`.
    pub(super) const STYLES: [&'static str; 3] = ["body", "flush", "centered"];

    /// None yet, of an element at `origin`.
    pub(super) fn at(origin: Option<Origin>) -> Self {
        Self {
            origin,
            values: Vec::new(),
        }
    }

    /// Keeps one.
    pub(super) fn set(&mut self, key: String, value: String) {
        self.values.push((key, value));
    }

    /// The value, if it was given and says anything.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let value = self
            .values
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str());
        value.filter(|v| !v.is_empty())
    }

    fn style(&self) -> ParagraphStyle {
        match self.get("style") {
            Some("flush") => ParagraphStyle::Flush,
            Some("centered") => ParagraphStyle::Centered,
            _ => ParagraphStyle::Body,
        }
    }
}

/// Blocks as they come out of the elements (段的汇集).
#[derive(Debug, Default)]
pub(super) struct Blocks {
    done: Vec<Block>,
    /// Attributes of the element that takes text now.
    attributes: Attributes,
    words: Words,
    /// Whether a label may stand without text: `<p label="进展情况："/>` above the parts it names.
    lone: bool,
    /// How many headings each level has had.
    headings: [u32; 4],
    /// How many items the list has had; none once something else came between.
    items: u32,
    /// A typed mark that is not the automatic one.
    differing: Vec<(Option<Origin>, String, String)>,
}

impl Blocks {
    /// An element begins.
    pub(super) fn begin(&mut self, element: Element, attributes: Attributes) {
        if element == Element::List {
            self.items = 0;
        }
        self.attributes = attributes;
        self.words = Words::default();
        self.lone = false;
    }

    /// The element was written as `<p/>`: its label stands alone on purpose.
    pub(super) fn lone_label(&mut self) {
        self.lone = self.attributes.get("label").is_some();
    }

    /// Text of the template: its white space is only there to be read.
    pub(super) fn literal(&mut self, text: &str) {
        self.words.literal(text);
    }

    /// Text of the data, kept as it is.
    pub(super) fn data(&mut self, text: &str) {
        self.words.data(text);
    }

    /// A table in the text.
    pub(super) fn table(&mut self, mut table: Table, origin: Option<Origin>) {
        table.origin = table.origin.or(origin);
        self.items = 0;
        self.done.push(Block::Table(table));
    }

    /// The element ends. One that says nothing leaves nothing: a condition in it was not met.
    pub(super) fn end(&mut self, element: Element) {
        match element {
            Element::Paragraph => self.paragraph(),
            Element::Heading(level) => self.heading(level),
            Element::Item => self.item(),
            Element::List => self.items = 0,
            Element::Table => {}
        }
    }

    /// The blocks; typed marks that were wrong go to `sink`.
    pub(super) fn finish(self, sink: &mut Sink) -> Vec<Block> {
        for (origin, typed, mark) in self.differing {
            sink.push(
                Diagnostic::new(
                    code::TYPED_MARK,
                    format!("标题手写的序数“{typed}”与自动编号“{mark}”不一致，按“{mark}”印出"),
                )
                .at(origin)
                .help("删去手写的序数；若序数无误，看 # 的个数或标题的次序"),
            );
        }
        self.done
    }

    /// Text and attributes of the element that just ended.
    fn take(&mut self) -> Option<(Text, Attributes)> {
        let attributes = std::mem::take(&mut self.attributes);
        let string = std::mem::take(&mut self.words).finish();
        (!string.is_empty() || std::mem::take(&mut self.lone))
            .then(|| (Text::new(string, attributes.origin), attributes))
    }

    fn paragraph(&mut self) {
        let label = self.attributes.get("label").map(str::to_owned);
        let Some((text, attributes)) = self.take() else {
            return;
        };
        self.items = 0;
        let style = attributes.style();
        let plain = label.is_none() && style == ParagraphStyle::Body;
        if plain
            && let Some(Block::Heading(heading)) = self.done.last_mut()
            && heading.rest.is_none()
            && heading.text.string.ends_with('。')
        {
            heading.rest = Some(text);
            return;
        }
        let label = label.map(|label| Label::Term(Text::new(with_colon(label), attributes.origin)));
        self.done.push(Block::Paragraph(Paragraph { label, text, style }));
    }

    fn item(&mut self) {
        let Some((text, _)) = self.take() else { return };
        self.items += 1;
        let label = Some(Label::Item(numeral::circled(self.items)));
        self.done.push(Block::Paragraph(Paragraph {
            label,
            text,
            style: ParagraphStyle::Body,
        }));
    }

    fn heading(&mut self, level: u8) {
        let Some((whole, attributes)) = self.take() else {
            return;
        };
        self.items = 0;
        let mark = self.mark(level, attributes.get("no"));
        if let Some(typed) = attributes.get("typed")
            && normal::fold(typed) != normal::fold(&mark)
        {
            self.differing
                .push((whole.origin, typed.to_owned(), mark.clone()));
        }
        let origin = whole.origin;
        let (text, rest) = match numbering::run_in(&whole.string) {
            // not the rest without its white space: that of the data stays
            Some((text, _)) => {
                let rest = whole.string.strip_prefix(text).unwrap_or_default();
                (Text::new(text, origin), Some(Text::new(rest, origin)))
            }
            None => (whole, None),
        };
        self.done.push(Block::Heading(Heading {
            level,
            mark,
            text,
            rest,
        }));
    }

    /// The heading's mark; `no` sets the count, or stands for the number where it is none.
    fn mark(&mut self, level: u8, no: Option<&str>) -> String {
        let at = usize::from(level.clamp(1, 4)) - 1;
        for (i, count) in self.headings.iter_mut().enumerate() {
            if i > at {
                *count = 0;
            }
        }
        let Some(count) = self.headings.get_mut(at) else {
            return String::new();
        };
        *count += 1;
        match no.map(|no| (no, no.parse::<u32>())) {
            Some((_, Ok(number))) => *count = number,
            Some((no, Err(_))) => return as_mark(level, no),
            None => {}
        }
        numbering::mark(level, *count)
    }
}

/// A number that is none, such as 3-1, in the place of a mark.
fn as_mark(level: u8, no: &str) -> String {
    match level {
        1 => format!("{no}、"),
        3 => format!("{no}."),
        _ => format!("（{no}）"),
    }
}

fn with_colon(mut label: String) -> String {
    if !label.ends_with(['：', ':']) {
        label.push('：');
    }
    label
}

/// The text of one block (段内文字).
#[derive(Debug, Default)]
struct Words {
    string: String,
    /// White space of the template not yet written, and whether it has a line end.
    pending: Option<bool>,
}

impl Words {
    fn literal(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                let line_end = c == '\n' || c == '\r';
                self.pending = Some(self.pending.unwrap_or(false) || line_end);
            } else {
                self.settle(c);
                self.string.push(c);
            }
        }
    }

    fn data(&mut self, text: &str) {
        let Some(first) = text.chars().next() else { return };
        self.settle(first);
        self.string.push_str(text);
    }

    /// Writes pending white space before `next`: none at the start; a line end beside Chinese is none, because
    /// Chinese has no space between words; anything else is one space.
    fn settle(&mut self, next: char) {
        let Some(line_end) = self.pending.take() else {
            return;
        };
        let Some(last) = self.string.chars().last() else {
            return;
        };
        if !line_end || (last.is_ascii() && next.is_ascii()) {
            self.string.push(' ');
        }
    }

    fn finish(self) -> String {
        self.string
    }
}
