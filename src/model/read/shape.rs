//! One validator for all files (形状): the spanned TOML tree held against the JSON Schema of its struct.
//!
//! It knows only the part of JSON Schema that schemars writes for the structs of [`crate::model::file`], and
//! speaks of each value by the schema's `title` and the key: 发文序号（serial）.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::describe;
use super::form::{Bounds, Form, FormId, Forms, Table};
use crate::diag::code::shape as code;
use crate::diag::{Code, Diagnostic, FileId, Origin, Sink};
use crate::model::Number;
use crate::text::similar;

type Node<'i> = Spanned<DeValue<'i>>;

/// Characters that one text may have: some two hundred pages, more than any circular, and soon laid out.
const LONGEST: usize = 100_000;

/// The validator of one file (形状检查).
pub(super) struct Shape<'a> {
    forms: &'static Forms,
    text: &'a str,
    file: FileId,
    sink: &'a mut Sink,
    /// No control character can be in a value: none is escaped, and none stands there, as all that TOML lets stand
    /// begin with this byte.
    plain: bool,
}

/// How a value is called in messages (称呼).
#[derive(Clone, Copy)]
struct Name<'n> {
    term: &'n str,
    key: &'n str,
    index: Option<usize>,
}

impl<'n> Name<'n> {
    const fn of(key: &'n str, term: &'n str) -> Self {
        Self {
            term,
            key,
            index: None,
        }
    }
}

impl std::fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.term.is_empty() {
            write!(f, "“{}”", self.key)?;
        } else {
            write!(f, "{}（{}）", self.term, self.key)?;
        }
        match self.index {
            Some(index) => write!(f, "第{}项", index + 1),
            None => Ok(()),
        }
    }
}

impl<'a> Shape<'a> {
    pub(super) fn new(forms: &'static Forms, text: &'a str, file: FileId, sink: &'a mut Sink) -> Self {
        Self {
            forms,
            text,
            file,
            sink,
            plain: !text.contains('\\') && !text.as_bytes().contains(&0xc2),
        }
    }

    /// Whether the file has the shape of its schema; all faults go to the sink.
    pub(super) fn holds(mut self, table: &Spanned<DeTable<'_>>) -> bool {
        let before = self.sink.len();
        self.table(self.forms.root(), table.get_ref(), 0..0, None);
        self.sink.len() == before
    }

    fn tell(&mut self, code: &'static Code, message: String, span: std::ops::Range<usize>, help: &str) {
        let mut finding = Diagnostic::new(code, message).at(Origin::new(self.file, span));
        if !help.is_empty() {
            finding = finding.help(help);
        }
        self.sink.push(finding);
    }

    fn value(&mut self, form: FormId, node: &Node<'_>, name: &Name<'_>) {
        match self.forms.get(form) {
            Form::Any => {}
            Form::Words(words) => self.one_of(words, node, name),
            Form::Choice(choices) => self.choice(choices, node, name),
            Form::Of(wanted, _) if !fits(wanted, node.get_ref()) => self.wrong_type(wanted, node, name),
            Form::Of(_, bounds) => self.within(bounds, node, name),
        }
    }

    fn within(&mut self, bounds: &'static Bounds, node: &Node<'_>, name: &Name<'_>) {
        match node.get_ref() {
            DeValue::Table(table) => self.table(&bounds.table, table, node.span(), Some(name)),
            DeValue::Array(items) => {
                if items.is_empty() && bounds.filled {
                    let message = format!("{name}是空的");
                    self.tell(code::EMPTY_TEXT, message, node.span(), "至少写一项");
                }
                let Some(inner) = bounds.items else { return };
                for (index, item) in items.iter().enumerate() {
                    let name = Name {
                        index: Some(index),
                        ..*name
                    };
                    self.value(inner, item, &name);
                }
            }
            DeValue::String(text) => {
                self.length(text, node, name);
                self.controls(text, node, name);
            }
            DeValue::Integer(_) | DeValue::Float(_) => self.range(bounds, node, name),
            DeValue::Datetime(date) => {
                if crate::model::day::date(date).is_none() {
                    let message = format!("{name}应为日期，写成了 {date}");
                    self.tell(code::WRONG_VALUE, message, node.span(), describe::way_out("date"));
                }
            }
            DeValue::Boolean(_) => {}
        }
    }

    fn one_of(&mut self, words: &[&str], node: &Node<'_>, name: &Name<'_>) {
        let DeValue::String(typed) = node.get_ref() else {
            return self.wrong_type("string", node, name);
        };
        if words.contains(&typed.as_ref()) {
            return;
        }
        let message = format!("{name}不能是“{}”", describe::short(typed));
        let mut help = format!("可用的值：{}", words.join("、"));
        if let Some(near) = similar::closest(typed, words.iter().copied()) {
            help = format!("是不是“{near}”？{help}");
        }
        self.tell(code::WRONG_VALUE, message, node.span(), &help);
    }

    /// A value of one of several types: judged by the type it has.
    fn choice(&mut self, choices: &[(&'static str, FormId)], node: &Node<'_>, name: &Name<'_>) {
        let fitting = choices.iter().find(|(kind, _)| fits(kind, node.get_ref()));
        if let Some((_, form)) = fitting {
            return self.value(*form, node, name);
        }
        let wanted: Vec<&str> = choices.iter().map(|(kind, _)| describe::term(kind)).collect();
        let message = format!(
            "{name}应为{}，写成了{}",
            wanted.join("、"),
            describe::typed(node.get_ref())
        );
        self.tell(code::WRONG_TYPE, message, node.span(), "");
    }

    fn wrong_type(&mut self, wanted: &str, node: &Node<'_>, name: &Name<'_>) {
        let message = format!(
            "{name}应为{}，写成了{}",
            describe::term(wanted),
            describe::typed(node.get_ref())
        );
        let help = match (wanted, node.get_ref()) {
            ("string", DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)) => {
                let typed = self.text.get(node.span()).unwrap_or_default();
                format!("加上英文双引号：\"{typed}\"")
            }
            ("array", DeValue::String(_)) => {
                let typed = self.text.get(node.span()).unwrap_or_default();
                format!("加上方括号：[{typed}]")
            }
            _ => describe::way_out(wanted).to_owned(),
        };
        self.tell(code::WRONG_TYPE, message, node.span(), &help);
    }

    fn length(&mut self, text: &str, node: &Node<'_>, name: &Name<'_>) {
        // no text has more characters than bytes
        if text.len() <= LONGEST {
            return;
        }
        let typed = text.chars().count();
        if typed > LONGEST {
            let message = format!("{name}有 {typed} 字，太长");
            let help = format!("一处文字最多 {LONGEST} 字；看看引号是否成对，或是否误贴了别的文件");
            self.tell(code::WRONG_VALUE, message, node.span(), &help);
        }
    }

    fn controls(&mut self, text: &str, node: &Node<'_>, name: &Name<'_>) {
        if self.plain {
            return;
        }
        let odd = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        if let Some(c) = odd {
            let message = format!("{name}含有控制字符 U+{:04X}", u32::from(c));
            self.tell(code::CONTROL_CHARACTER, message, node.span(), "删去这个字符");
        }
    }

    fn range(&mut self, bounds: &Bounds, node: &Node<'_>, name: &Name<'_>) {
        let number = match node.get_ref() {
            DeValue::Integer(n) if n.radix() != 10 => i64::from_str_radix(n.as_str(), n.radix())
                .ok()
                .map(|n| Number(n.into())),
            DeValue::Integer(n) => Number::from_typed(n.as_str()),
            DeValue::Float(n) => Number::from_typed(n.as_str()),
            _ => return,
        };
        let Some(Number(number)) = number.filter(|n| i64::try_from(n.0.trunc()).is_ok()) else {
            let message = format!("{name}超出能算的范围：{}", describe::typed(node.get_ref()));
            return self.tell(
                code::WRONG_VALUE,
                message,
                node.span(),
                "整数部分最多十八位，连小数最多二十八位；不能是 nan 或 inf",
            );
        };
        let (least, most) = (bounds.least, bounds.most);
        let low = least.is_some_and(|least| number < least.into());
        let high = most.is_some_and(|most| number > most.into());
        if low || high {
            let help = match (least, most) {
                (Some(0), _) if low => "不能是负数".to_owned(),
                (Some(least), Some(most)) => format!("应在 {least} 与 {most} 之间"),
                (Some(least), None) => format!("不能小于 {least}"),
                _ => String::new(),
            };
            self.tell(
                code::WRONG_VALUE,
                format!("{name}超出范围：{}", describe::typed(node.get_ref())),
                node.span(),
                &help,
            );
        }
    }

    fn table(
        &mut self,
        form: &'static Table,
        table: &DeTable<'_>,
        span: std::ops::Range<usize>,
        name: Option<&Name<'_>>,
    ) {
        for (key, node) in table {
            let typed = key.get_ref().as_ref();
            match (form.keys.get(typed), form.others) {
                (Some((term, inner)), _) => self.value(*inner, node, &Name::of(typed, term)),
                (None, Some(inner)) => self.value(inner, node, &Name::of(typed, "")),
                (None, None) if form.closed => self.unknown(typed, form, key.span(), name),
                (None, None) => {}
            }
        }
        for (key, may_be_blank) in &form.required {
            match table.get(*key) {
                Some(_) if *may_be_blank => {}
                Some(node) => self.blank(node, &Name::of(key, form.title(key))),
                None => self.missing(&Name::of(key, form.title(key)), &span, name),
            }
        }
    }

    fn missing(&mut self, wanted: &Name<'_>, span: &std::ops::Range<usize>, name: Option<&Name<'_>>) {
        let message = match name {
            Some(name) => format!("{name}缺少{wanted}"),
            None => format!("缺少{wanted}"),
        };
        let help = format!("补上 {} = …", wanted.key);
        self.tell(code::MISSING_KEY, message, span.clone(), &help);
    }

    fn blank(&mut self, node: &Node<'_>, name: &Name<'_>) {
        if let DeValue::String(text) = node.get_ref()
            && text.trim().is_empty()
        {
            self.tell(code::EMPTY_TEXT, format!("{name}是空的"), node.span(), "补上文字");
        }
    }

    fn unknown(&mut self, typed: &str, form: &Table, span: std::ops::Range<usize>, name: Option<&Name<'_>>) {
        let properties = || form.properties.into_iter().flatten();
        let place = name.map(|name| format!("{name}中")).unwrap_or_default();
        let message = format!("{place}不认识的键“{}”", describe::short(typed));
        let by_term = properties()
            .find(|(_, schema)| schema.get("title").and_then(Value::as_str) == Some(typed))
            .map(|(key, _)| key.as_str());
        let near = by_term.or_else(|| similar::closest(typed, properties().map(|(key, _)| key.as_str())));
        let help = match near {
            Some(near) => format!("是不是 {near}？"),
            None if form.keys.contains_key("fields") => {
                format!("本单位自设的栏目写在 fields 里：fields = {{ \"{typed}\" = … }}")
            }
            None => {
                let keys: Vec<&str> = properties().map(|(key, _)| key.as_str()).collect();
                format!("此处可用的键：{}", keys.join("、"))
            }
        };
        self.tell(code::UNKNOWN_KEY, message, span, &help);
    }
}

fn fits(wanted: &str, value: &DeValue<'_>) -> bool {
    let has = describe::kind(value);
    has == wanted || (wanted == "number" && has == "integer")
}
