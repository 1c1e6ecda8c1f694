//! Tera's errors as findings (模板之误): in Chinese, at the typed place, with the way out.

use tera::ErrorKind;

use crate::diag::code::template as code;
use crate::diag::{Code, Diagnostic, Origin, Sink, Sources};
use crate::text::similar;

use super::weave::{TICK, Woven};
use super::{filter, function, load};

/// Parts a message of our own functions from its way out.
pub(super) const HELP: char = '\u{1f}';

/// What a counted loop says once it has gone too far; only the code is seen.
pub(super) const RUNAWAY: &str = "runaway";

/// Tera's own filters that templates may use.
const TERA_FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "nth",
    "pairs",
    "replace",
    "reverse",
    "round",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

const TERA_FUNCTIONS: &[&str] = &["range", "throw", "super"];

const TERA_TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// Turns one error of Tera into findings.
pub(super) fn report(error: &tera::Error, woven: &[Woven], sources: &Sources, sink: &mut Sink) {
    let faults = Faults { woven, sources };
    match error.kind() {
        ErrorKind::SyntaxError(e) | ErrorKind::RenderingError(e) => {
            let (found, range) = (faults.named(e.filename()), e.span().range.clone());
            let syntax = matches!(error.kind(), ErrorKind::SyntaxError(_));
            sink.push(faults.finding(e.message(), found, range, syntax));
        }
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain: chain,
        } => sink.push(faults.cycle(tpl, chain, "extends")),
        ErrorKind::CircularInclude {
            tpl,
            include_chain: chain,
        } => sink.push(faults.cycle(tpl, chain, "include")),
        ErrorKind::MissingParent { current, parent } => sink.push(faults.missing_parent(current, parent)),
        ErrorKind::Msg(message) => faults.reports(message, sink),
        other => sink.push(Diagnostic::new(code::RENDER, format!("模板不能执行（{other}）"))),
    }
}

/// A template that writes or turns without end.
pub(super) fn runaway(origin: Option<Origin>) -> Diagnostic {
    Diagnostic::new(code::RUNAWAY, "模板循环过多，或排出的文字过长")
        .at(origin)
        .help("看循环是否一层套一层，range 的范围是否过大")
}

struct Faults<'a> {
    woven: &'a [Woven],
    sources: &'a Sources,
}

impl Faults<'_> {
    fn named(&self, name: &str) -> Option<&Woven> {
        self.woven.iter().find(|w| w.name == name)
    }

    fn finding(
        &self,
        message: &str,
        woven: Option<&Woven>,
        range: std::ops::Range<usize>,
        syntax: bool,
    ) -> Diagnostic {
        let origin = woven.and_then(|w| w.origin(range.clone()));
        if message == RUNAWAY || message.contains(TICK) {
            return runaway(origin);
        }
        let start = range.start;
        let code_at = woven.and_then(|w| w.text.get(range)).unwrap_or_default();
        let said = say(message, code_at, syntax);
        let mut finding = Diagnostic::new(said.code, said.message).at(origin);
        if let (None, Some(woven)) = (origin, woven) {
            // a built-in template is no file of the clerk's: its name must do
            let line = woven.text.get(..start).unwrap_or_default().matches('\n').count() + 1;
            finding.message = format!("{} 第{line}行：{}", woven.shown, finding.message);
        }
        for help in said.help {
            finding = finding.help(help);
        }
        finding
    }

    /// The place of the tag in `name` that names `target`.
    fn naming(&self, name: &str, target: &str) -> Option<Origin> {
        let woven = self.named(name)?;
        let typed = &self.sources.get(woven.file?)?.text;
        let at = ['"', '\'', '`']
            .iter()
            .find_map(|q| typed.find(&format!("{q}{target}{q}")))?
            + 1;
        Some(Origin::new(woven.file?, at..at + target.len()))
    }

    fn cycle(&self, template: &str, chain: &[String], by: &str) -> Diagnostic {
        let mut names: Vec<&str> = chain.iter().map(String::as_str).collect();
        if names.first() != Some(&template) {
            names.insert(0, template);
        }
        // Tera may have begun outside of the ring: the last name is met twice
        let start = names.iter().position(|n| Some(n) == names.last()).unwrap_or(0);
        let ring = names.get(start..).unwrap_or_default();
        let next = ring.get(1).copied().unwrap_or(template);
        let first = ring.first().copied().unwrap_or(template);
        Diagnostic::new(code::CYCLE, format!("模板互相引用成环：{}", ring.join(" → ")))
            .at(self.naming(first, next))
            .help(format!("去掉其中一处 {{% {by} %}}"))
    }

    fn missing_parent(&self, current: &str, parent: &str) -> Diagnostic {
        let finding = Diagnostic::new(code::TEMPLATE_MISSING, format!("没有“{parent}”这个模板"));
        finding
            .at(self.naming(current, parent))
            .help(self.near_template(parent))
    }

    fn near_template(&self, name: &str) -> String {
        let names = || load::names(self.woven);
        match similar::closest(name, names()) {
            Some(near) => format!("是不是“{near}”？"),
            None => format!("可用的模板：{}", names().collect::<Vec<_>>().join("、")),
        }
    }

    /// Findings about names that no template may use: Tera gives them as one text, a report each.
    fn reports(&self, message: &str, sink: &mut Sink) {
        let mut found = false;
        for report in message.split("error: ").filter(|r| !r.trim().is_empty()) {
            let mut lines = report.lines();
            let said = lines.next().unwrap_or_default();
            let place = lines.find_map(|line| line.trim_start().strip_prefix("--> "));
            let Some((woven, at)) = place.and_then(|place| self.locate(place)) else {
                continue;
            };
            found = true;
            let len = quoted(said).map_or(1, str::len);
            let mut finding = self.finding(said, Some(woven), at..at + len, false);
            if said.starts_with("Unknown template") {
                finding.help = vec![self.near_template(quoted(said).unwrap_or_default())];
            }
            sink.push(finding);
        }
        if !found {
            sink.push(Diagnostic::new(
                code::RENDER,
                format!("模板不能使用（{message}）"),
            ));
        }
    }

    /// The ready source and byte of `name:line:column`, columns counted in characters from 1.
    fn locate(&self, place: &str) -> Option<(&Woven, usize)> {
        let (rest, column) = place.rsplit_once(':')?;
        let (name, line) = rest.rsplit_once(':')?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        let woven = self.named(name)?;
        let start: usize = woven
            .text
            .split_inclusive('\n')
            .take(line.checked_sub(1)?)
            .map(str::len)
            .sum();
        let rest = woven.text.get(start..)?;
        let within = rest
            .char_indices()
            .nth(column.checked_sub(1)?)
            .map_or(rest.len(), |(i, _)| i);
        Some((woven, start + within))
    }
}

/// A message in Chinese (译文).
struct Said {
    code: &'static Code,
    message: String,
    help: Vec<String>,
}

fn said(code: &'static Code, message: impl Into<String>, help: impl Into<String>) -> Said {
    Said {
        code,
        message: message.into(),
        help: vec![help.into()],
    }
}

/// Tera's message in Chinese; `code_at` is what stands there.
fn say(message: &str, code_at: &str, syntax: bool) -> Said {
    if let Some((message, help)) = message.split_once(HELP) {
        return Said {
            code: code::RENDER,
            message: message.to_owned(),
            help: help.lines().map(str::to_owned).collect(),
        };
    }
    if syntax {
        return say_syntax(message);
    }
    say_unknown(message, code_at).unwrap_or_else(|| say_render(message))
}

fn say_unknown(message: &str, code_at: &str) -> Option<Said> {
    let name = quoted(message).unwrap_or_default();
    let unknown = |what: &str, ours: &[&'static str], teras: &[&'static str]| {
        let near = similar::closest(name, ours.iter().chain(teras).copied());
        let help = near.map_or_else(
            || {
                format!(
                    "可用的{what}：{}",
                    ours.iter().chain(teras).copied().collect::<Vec<_>>().join("、")
                )
            },
            |near| format!("是不是 {near}？"),
        );
        said(code::UNKNOWN_FUNCTION, format!("没有“{name}”这个{what}"), help)
    };
    let missing = |what: &str, list: &str| {
        let all: Vec<&str> = message
            .split_once(list)
            .map(|(_, l)| l.split(", ").collect())
            .unwrap_or_default();
        // the counting function is no business of the clerk's
        let all: Vec<&str> = all.into_iter().filter(|n| !n.is_empty()).collect();
        let near = similar::closest(name, all.iter().copied());
        let help = match near {
            Some(near) => format!("是不是 {near}？"),
            None if all.is_empty() => "这个值是空的，没有字段可取；先用 {% if %} 判断".to_owned(),
            None => format!("可用的{what}：{}", all.join("、")),
        };
        said(code::UNKNOWN_VARIABLE, format!("没有“{name}”这个{what}"), help)
    };
    Some(match message {
        m if m.starts_with("Unknown filter") => unknown("过滤器", filter::NAMES, TERA_FILTERS),
        m if m.starts_with("Unknown function") => unknown("函数", function::NAMES, TERA_FUNCTIONS),
        m if m.starts_with("Unknown test") => unknown("判断", &[], TERA_TESTS),
        m if m.starts_with("Unknown component") => said(
            code::UNKNOWN_FUNCTION,
            format!("没有“{name}”这个组件"),
            "组件用 {% component 名称() %} 定义",
        ),
        m if m.starts_with("Unknown template") => {
            said(code::TEMPLATE_MISSING, format!("没有“{name}”这个模板"), "")
        }
        m if m.starts_with("Variable `") => missing("变量", "Available variables: "),
        m if m.starts_with("Field `") => missing("字段", "Available fields: "),
        m if m.starts_with("Tried to render a variable that is undefined") => said(
            code::UNKNOWN_VARIABLE,
            format!("“{}”没有值", code_at.trim()),
            "可能没有的数据，先用 {% if … is defined %} 判断，或用 default 过滤器给一个值",
        ),
        _ => return None,
    })
}

fn say_render(message: &str) -> Said {
    let name = quoted(message).unwrap_or_default();
    let types = || {
        let mut quotes = message.split('`').skip(1).step_by(2);
        (
            kind(quotes.next().unwrap_or_default()),
            kind(quotes.next().unwrap_or_default()),
        )
    };
    match message {
        m if m.starts_with("Missing keyword argument") => said(
            code::RENDER,
            format!("缺少参数 {name}"),
            "参数写在括号里：名称(参数=值)",
        ),
        m if m.starts_with("Invalid type for the value") => {
            let (expected, actual) = types();
            said(
                code::RENDER,
                format!("此处应为{expected}，实为{actual}"),
                "看取的是不是这个字段",
            )
        }
        m if m.starts_with("Iteration not possible") => said(
            code::RENDER,
            format!("{}不能循环", kind(name)),
            "循环用于列表，如 {% for task in tasks %}",
        ),
        m if m.contains("Math operations") || m.contains("requires both operands to be numbers") => said(
            code::RENDER,
            "只有数字才能加减乘除",
            "文字相接用 ~，如 {{ a ~ b }}",
        ),
        m if m.contains("divide by 0") => said(code::RENDER, "除数为零", "先用 {% if %} 判断除数"),
        m if m.contains("Block `") => said(
            code::TEMPLATE_MISSING,
            format!("上级模板中没有名为“{name}”的块"),
            "看 {% block %} 的名称与 {% extends %} 的模板是否一致",
        ),
        m if m.contains("range") => said(code::RUNAWAY, "range 的范围不对或过大", "最多十万个数"),
        other => said(
            code::RENDER,
            format!("模板执行不下去（{other}）"),
            "对照 docs/templates.md 看该处的写法",
        ),
    }
}

fn say_syntax(message: &str) -> Said {
    let text = match message {
        m if m.starts_with("Unexpected end of input") => {
            "没有写完，缺少 }}、%} 或 {% endif %}、{% endfor %}".to_owned()
        }
        m if m.starts_with("Unknown tag") => "没有这个标签，或与前面的 {% if %}、{% for %} 不成对".to_owned(),
        m if m.starts_with("Unexpected character") => {
            "有不认识的字符；变量名只用英文字母、数字和下划线，标签以 }} 或 %} 结束".to_owned()
        }
        m if m.contains("missing its closing") => "引号没有配对".to_owned(),
        m if m.contains("Closing comment tag") => "注释 {# 没有以 #} 结束".to_owned(),
        m if m.contains("raw block") => "{% raw %} 没有以 {% endraw %} 结束".to_owned(),
        m if m.contains("reserved keyword") => format!("“{}”是保留字，换一个名字", first_word(m)),
        m if m.contains("too deep") || m.contains("too complex") => "嵌套太深".to_owned(),
        m if m.starts_with("Found ") => found_but_expected(m),
        other => format!("模板写法有误（{other}）"),
    };
    said(
        code::SYNTAX,
        text,
        "{{ 变量 }} 取数，{% if %}…{% endif %} 判断，{% for %}…{% endfor %} 循环",
    )
}

/// `Found X but expected Y.`
fn found_but_expected(message: &str) -> String {
    let rest = message.trim_start_matches("Found ").trim_end_matches('.');
    let split = rest
        .split_once(" but expected ")
        .or_else(|| rest.split_once(" but was expecting "));
    match split {
        Some((found, expected)) => {
            format!("此处是 {found}，应为 {}", expected.trim_start_matches("one of: "))
        }
        None => format!("此处不能写 {rest}"),
    }
}

fn first_word(message: &str) -> &str {
    message.split_whitespace().next().unwrap_or_default()
}

/// The first word in backquotes.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

/// Tera's name of a type in Chinese.
fn kind(name: &str) -> &'static str {
    match name {
        "string" | "str" | "&str" | "String" => "文字",
        "array" => "列表",
        "map" => "一组字段",
        "bool" => "是否",
        "none" => "空",
        "undefined" => "没有值",
        "Value" => "值",
        _ => "数字",
    }
}
