//! Markup to blocks (读标记): a closed vocabulary, so that whatever a template writes is understood or refused.

use quick_xml::Reader as Xml;
use quick_xml::events::{BytesStart, Event};

use crate::diag::code::template as code;
use crate::diag::{Diagnostic, Origin, Sink};
use crate::document::{Block, Table};
use crate::text::similar;

use super::block::{Attributes, Blocks, Element};
use super::escape;
use super::weave::{MARK, Woven};

/// What reading needs to know of its surroundings (读标记所需).
pub(super) struct Surroundings<'a> {
    /// The ready sources, by the numbers in the marks.
    pub(super) woven: &'a [Woven],
    /// The place of a block that names none: the circular's own.
    pub(super) circular: Option<Origin>,
    /// The table of an annex, counted from 1; `None` if there is no such annex.
    pub(super) table: &'a dyn Fn(u32) -> Option<Table>,
}

/// Faults of one document after which its markup is not read on: a loop makes one slip into many.
const MOST_FAULTS: usize = 1000;

/// The blocks that rendered markup describes. Faults go to `sink`, all of them up to [`MOST_FAULTS`].
pub(super) fn read(markup: &str, around: &Surroundings<'_>, sink: &mut Sink) -> Vec<Block> {
    let mut reader = Reader {
        around,
        sink,
        blocks: Blocks::default(),
        open: Vec::new(),
        last: around.circular,
    };
    let mut xml = Xml::from_str(markup);
    let before = reader.sink.len();
    while reader.sink.len() < before + MOST_FAULTS {
        match xml.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => reader.event(&event),
            Err(error) => {
                reader.malformed(&error);
                return reader.blocks.finish(reader.sink);
            }
        }
    }
    reader.unclosed();
    reader.blocks.finish(reader.sink)
}

struct Reader<'a> {
    around: &'a Surroundings<'a>,
    sink: &'a mut Sink,
    blocks: Blocks,
    /// Elements begun and not ended; `None` is one that was refused.
    open: Vec<(String, Option<Element>)>,
    /// The place of the last element, for faults that have none of their own.
    last: Option<Origin>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Empty(tag) => {
                self.start(tag);
                self.blocks.lone_label();
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(text),
            Event::CData(text) => self.data(text),
            Event::GeneralRef(reference) => self.reference(reference),
            // a declaration or a comment says nothing to paper
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name().0.to_owned();
        let attributes = self.attributes(&name, tag);
        let element = self.element(&name);
        if let Some(element) = element
            && self.fits(&name, element)
        {
            self.begin(element, &name, attributes);
            self.open.push((name, Some(element)));
        } else {
            self.open.push((name, None));
        }
    }

    fn end(&mut self) {
        if let Some((_, Some(element))) = self.open.pop() {
            self.blocks.end(element);
        }
    }

    fn element(&mut self, name: &str) -> Option<Element> {
        let found = Element::named(name);
        if found.is_none() {
            let near = similar::closest(name, Element::NAMES);
            self.fault(
                code::UNKNOWN_ELEMENT,
                format!("没有 <{name}> 这个元素"),
                near.map_or_else(
                    || "可用的元素：<p>、<h1> 至 <h4>、<list>、<item>、<table>".to_owned(),
                    |near| format!("是不是 <{near}>？"),
                ),
            );
        }
        found
    }

    /// Whether the element may stand where it stands.
    fn fits(&mut self, name: &str, element: Element) -> bool {
        let outer = self.open.last();
        let fits = match outer {
            None => true,
            // what stands in a refused element is taken as if it stood alone: one fault is enough
            Some((_, None)) => true,
            Some((_, Some(Element::List))) => element == Element::Item,
            Some(_) => false,
        };
        if let (false, Some((outer, _))) = (fits, outer) {
            let help = match (outer.as_str(), name) {
                ("list", _) => "<list> 之内只放 <item>".to_owned(),
                _ => format!(
                    "先结束 <{outer}> 再写 <{name}>；{{{{ body }}}}、{{{{ texts.名称 }}}} 已自带 <p>，不要再放进 <{outer}>"
                ),
            };
            let message = format!("<{outer}> 之内不能有 <{name}>");
            self.fault(code::MISPLACED, message, help);
        }
        fits
    }

    fn begin(&mut self, element: Element, name: &str, attributes: Attributes) {
        if element != Element::Table {
            self.blocks.begin(element, attributes);
            return;
        }
        let number = attributes.get("annex").map(str::trim);
        match number
            .and_then(|n| n.parse().ok())
            .and_then(|n| (self.around.table)(n))
        {
            Some(table) => self.blocks.table(table, attributes.origin),
            None => {
                let message = match number {
                    Some(number) => format!("没有第 {number} 个附件"),
                    None => format!("<{name}> 没有写 annex 属性"),
                };
                self.fault(
                    code::NO_SUCH_ANNEX,
                    message,
                    "写作 <table annex=\"1\"/>，数字是第几个附件".into(),
                );
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.takes_text() {
            self.blocks.literal(text);
        } else if !text.trim().is_empty() {
            self.stray(text.trim());
        }
    }

    fn data(&mut self, text: &str) {
        if self.takes_text() {
            self.blocks.data(text);
        } else if !text.is_empty() {
            self.stray(text);
        }
    }

    fn reference(&mut self, reference: &str) {
        match escape::resolve(reference) {
            Some(c) => self.data(c.encode_utf8(&mut [0; 4])),
            None => self.unknown_reference(reference),
        }
    }

    /// Whether text may stand here; in a refused element it is passed over.
    fn takes_text(&self) -> bool {
        match self.open.last() {
            None | Some((_, Some(Element::List | Element::Table))) => false,
            Some(_) => true,
        }
    }

    fn attributes(&mut self, name: &str, tag: &BytesStart<'_>) -> Attributes {
        // a neighbour's place would mislead: better the circular's own
        let mut found = Attributes::at(self.around.circular);
        let mut typed = Vec::new();
        let mut from = None;
        for attribute in tag.attributes() {
            let Ok(attribute) = attribute else {
                self.fault(
                    code::MALFORMED,
                    format!("<{name}> 的属性写得不对"),
                    "属性写作 名称=\"值\"，每个只写一次".into(),
                );
                continue;
            };
            let value = match escape::attribute(&attribute.value) {
                Ok(value) => value,
                Err(reference) => {
                    self.unknown_reference(&reference);
                    continue;
                }
            };
            match attribute.key.0 {
                MARK => found.origin = self.marked(&value).or(found.origin),
                "from" => from = Some(value),
                key => typed.push((key.to_owned(), value)),
            }
        }
        self.last = found.origin;
        found.origin = from.and_then(|from| parse_from(&from)).or(found.origin);
        if found.origin != self.around.circular && self.last == self.around.circular {
            // an element of a built-in template: the data it prints are nearer than the circular
            self.last = found.origin;
        }
        for (key, value) in typed {
            self.attribute(name, &key, &value);
            found.set(key, value);
        }
        found
    }

    /// Refuses an attribute that the element has not, or a value that the attribute has not.
    fn attribute(&mut self, name: &str, key: &str, value: &str) {
        let Some(element) = Element::named(name) else {
            return;
        };
        if !element.attributes().contains(&key) {
            let help = match similar::closest(key, element.attributes().iter().copied()) {
                Some(near) => format!("是不是 {near}？"),
                None => format!("<{name}> 可用的属性：{}", element.attributes().join("、")),
            };
            self.fault(
                code::UNKNOWN_ATTRIBUTE,
                format!("<{name}> 没有 {key} 这个属性"),
                help,
            );
        } else if key == "style" && !Attributes::STYLES.contains(&value) {
            self.fault(
                code::UNKNOWN_ATTRIBUTE,
                format!("<{name}> 的 style 不能是“{value}”"),
                format!("可用的值：{}", Attributes::STYLES.join("、")),
            );
        }
    }

    /// The typed place of an element of a template file.
    fn marked(&self, mark: &str) -> Option<Origin> {
        let (number, at) = mark.split_once(':')?;
        let woven = self.around.woven.get(number.parse::<usize>().ok()?)?;
        let at: usize = at.parse().ok()?;
        Some(Origin::new(woven.file?, at..at + 1))
    }

    fn stray(&mut self, text: &str) {
        let shown: String = text.chars().take(12).collect();
        self.fault(
            code::MISPLACED,
            format!("“{shown}”不在任何段落之内"),
            "文字须放在 <p>、<h1> 至 <h4> 或 <item> 之内".into(),
        );
    }

    fn unknown_reference(&mut self, reference: &str) {
        let shown: String = reference.chars().take(12).collect();
        self.fault(
            code::MALFORMED,
            format!("“&{shown}”不是认识的字符引用"),
            "文字中的 & 写作 &amp;，空格直接写".into(),
        );
    }

    fn unclosed(&mut self) {
        let names: Vec<String> = self.open.drain(..).map(|(name, _)| name).collect();
        for name in names.iter().rev() {
            self.fault(
                code::MALFORMED,
                format!("<{name}> 没有结束"),
                format!("在该处补上 </{name}>"),
            );
        }
    }

    fn malformed(&mut self, error: &quick_xml::Error) {
        use quick_xml::errors::{Error, IllFormedError, SyntaxError};
        let message = match error {
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                format!("<{expected}> 还没有结束，就遇到了 </{found}>")
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => format!("</{name}> 没有对应的开头"),
            Error::IllFormed(IllFormedError::UnclosedReference) => "文字中直接写了 &".to_owned(),
            Error::Syntax(
                SyntaxError::UnclosedSingleQuotedAttributeValue
                | SyntaxError::UnclosedDoubleQuotedAttributeValue,
            ) => "属性值的引号没有配对".to_owned(),
            Error::Syntax(SyntaxError::UnclosedTag) => "元素的 < 没有对应的 >".to_owned(),
            other => format!("排出的标记不完整（{other}）"),
        };
        self.fault(
            code::MALFORMED,
            message,
            "看该处前后的元素是否成对；文字中的 < 写作 &lt;，& 写作 &amp;".into(),
        );
    }

    fn fault(&mut self, code: &'static crate::diag::Code, message: String, help: String) {
        self.sink
            .push(Diagnostic::new(code, message).at(self.last).help(help));
    }
}

/// `file:start-end`, as the context writes it.
fn parse_from(from: &str) -> Option<Origin> {
    let (file, span) = from.split_once(':')?;
    let (start, end) = span.split_once('-')?;
    Some(Origin {
        file: crate::diag::FileId(file.parse().ok()?),
        start: start.parse().ok()?,
        end: end.parse().ok()?,
    })
}

/// The `from` that leads back to `origin`.
pub(super) fn write_from(origin: Origin) -> String {
    format!("{}:{}-{}", origin.file.0, origin.start, origin.end)
}
