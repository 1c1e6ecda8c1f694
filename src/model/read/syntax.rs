//! From text to a TOML tree (语法), all faults at once, in Chinese.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::hint;
use crate::diag::code::shape as code;
use crate::diag::{Diagnostic, FileId, Origin, Sink};

/// Faults a file may report: behind a lost quotation mark everything is a fault.
const MOST: usize = 20;

/// The tree, or `None` with the faults in `sink`.
pub(super) fn parse<'i>(text: &'i str, file: FileId, sink: &mut Sink) -> Option<Spanned<DeTable<'i>>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(root);
    }
    let mut places: Vec<(Range<usize>, &Error)> = errors
        .iter()
        .map(|error| (within(text, error.span().unwrap_or(0..0)), error))
        .collect();
    // the parser's own findings come before those of the values
    places.sort_by_key(|(span, _)| span.start);
    let mut last_line = None;
    let mut told = 0;
    for (span, error) in places {
        let line = line_start(text, span.start);
        // one slip often makes two faults on a line; the second says nothing new, nor does one at a control
        // character, which was told already
        let again = last_line.replace(line) == Some(line) || slice(text, &span).contains(char::is_control);
        if again || told == MOST {
            continue;
        }
        told += 1;
        if let Some(end) = unclosed_array(error, text, &span) {
            sink.push(
                fault("列表缺少右边的“]”")
                    .at(Origin::new(file, end..end))
                    .help("补上“]”"),
            );
            // all that follows was read as part of the list
            break;
        }
        sink.push(finding(error, text, span.clone()).at(Origin::new(file, span)));
    }
    if told == 0 && !sink.has_errors() {
        sink.push(fault("此处写法不对").at(Origin::new(file, 0..0)));
    }
    None
}

fn within(text: &str, span: Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    start..span.end.clamp(start, text.len())
}

fn slice<'t>(text: &'t str, span: &Range<usize>) -> &'t str {
    text.get(span.clone())
        .unwrap_or_default()
        .trim_end_matches(['\r', '\n'])
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |i| i + 1)
}

/// Where the list should have ended, if the parser looked for a comma and found the next key or table.
fn unclosed_array(error: &Error, text: &str, span: &Range<usize>) -> Option<usize> {
    let line_start = line_start(text, span.start);
    let line = text.get(line_start..)?.lines().next()?.trim_start();
    let next_key = line.starts_with('[') || line.split_once('=').is_some_and(|(key, _)| bare(key.trim_end()));
    let first_of_line = text.get(line_start..span.start)?.trim().is_empty();
    let in_array = error.message().starts_with("missing comma between array");
    if !(in_array && next_key && first_of_line) {
        return None;
    }
    Some(text.get(..line_start)?.trim_end().len())
}

fn bare(key: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    !key.is_empty() && key.chars().all(plain)
}

fn fault(what: &str) -> Diagnostic {
    Diagnostic::new(code::NOT_TOML, format!("不是合法的 TOML：{what}"))
}

fn finding(error: &Error, text: &str, span: Range<usize>) -> Diagnostic {
    let typed = slice(text, &span);
    let (what, way_out) = by_value(error, typed).unwrap_or_else(|| words(error.message()));
    match hint::full_width(text, span).or(way_out) {
        Some(way_out) => fault(&what).help(way_out),
        None => fault(&what),
    }
}

/// What the typed value itself gives away better than the parser's message.
fn by_value(error: &Error, typed: &str) -> Option<(String, Option<String>)> {
    let message = error.message();
    let value = [
        "string values",
        "invalid d",
        "invalid m",
        "invalid i",
        "invalid f",
        "invalid boolean",
    ];
    if !value.iter().any(|start| message.starts_with(start)) {
        return None;
    }
    if typed.trim().is_empty() {
        return Some(words("missing value"));
    }
    let digits = typed
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let date = typed.len() == 10 && typed.bytes().filter(|b| *b == b'-').count() == 2;
    if date {
        return Some((format!("没有 {typed} 这一天"), Some(DATE.to_owned())));
    }
    if digits > 0 && !typed.is_ascii() {
        return Some((
            format!("“{typed}”既不是数字，也没有加引号"),
            Some(NUMBER.to_owned()),
        ));
    }
    None
}

/// The toml crate's words in Chinese, with the usual way out.
fn words(message: &str) -> (String, Option<String>) {
    let kind = message.split(", expected").next().unwrap_or(message);
    let known = TABLE.iter().find(|(english, ..)| kind.starts_with(english));
    match known {
        Some((_, chinese, way_out)) => (
            (*chinese).to_owned(),
            (!way_out.is_empty()).then(|| (*way_out).to_owned()),
        ),
        None => (format!("此处写法不对（{message}）"), None),
    }
}

const UNQUOTED: &str = "文字要放在英文双引号内，如 title = \"标题\"";
const CLOSE_QUOTE: &str = "检查引号是否成对；多行文字用三个英文双引号 \"\"\" 起止";
const ONE_A_LINE: &str = "一行只写一个“键 = 值”，写完换行";
const NUMBER: &str = "数字不带单位，计量单位另写在 unit；要连单位印出，就加英文双引号";
const DATE: &str = "日期写作 2024-07-10，不加引号";

/// Beginning of the crate's message, its Chinese, the way out.
#[rustfmt::skip]
const TABLE: &[(&str, &str, &str)] = &[
    ("duplicate key", "键或表名重复", "同一张表里每个键只能写一次；删去一处，或给多出的一项另起 [[…]]"),
    ("key with no value", "键后面没有“=”和值", "写作 键 = 值"),
    ("missing value", "“=”后面没有值", "补上值，暂时没有的删去整行"),
    ("invalid unquoted key", "键名里有不能直接写的字符", "键名用英文小写字母和下划线；自设栏目等中文键要加英文双引号"),
    ("unquoted keys cannot be empty", "缺少键名", "写作 键 = 值"),
    ("string values must be quoted", "文字没有加引号", UNQUOTED),
    ("invalid literal string", "文字的引号没有成对，或其中有不能直接写的字符", CLOSE_QUOTE),
    ("invalid basic string", "文字的引号没有成对，或其中有不能直接写的字符", CLOSE_QUOTE),
    ("invalid multi-line", "多行文字的引号没有成对，或其中有不能直接写的字符", CLOSE_QUOTE),
    ("missing opening quote", "文字缺少开头的引号", CLOSE_QUOTE),
    ("missing escaped value", "反斜杠“\\”后面的写法不对", "反斜杠本身写作 \\\\，换行写作 \\n；路径用“/”"),
    ("too few unicode value digits", "\\u 后面应为四位十六进制数", ""),
    ("unclosed array table", "表名缺少右边的“]]”", "写作 [[表名]]"),
    ("unclosed table", "表名缺少右边的“]”", "写作 [表名]"),
    ("unclosed array", "列表缺少右边的“]”", "补上“]”"),
    ("unclosed inline table", "行内表缺少右边的“}”", "补上“}”"),
    ("extra comma", "多了一个逗号", "删去多余的逗号"),
    ("missing comma", "两项之间缺少逗号", "项与项之间用英文逗号隔开"),
    ("unexpected `=` in array", "列表中不能写“键 = 值”", "要写键，用 { 键 = 值 }"),
    ("extra `=`", "多了一个“=”", "删去一个“=”"),
    ("extra assignment", "多了一个“=”", "删去一个“=”"),
    ("missing assignment", "键后面缺少“=”", "写作 键 = 值"),
    ("missing key for inline table", "行内表中缺少键名", "写作 { 键 = 值 }"),
    ("invalid inline table element", "行内表中的写法不对", "写作 { 键 = 值, 键 = 值 }"),
    ("unexpected key or value", "一行里多出了内容", ONE_A_LINE),
    ("unexpected content", "此处不该有内容", ONE_A_LINE),
    ("invalid key-value pair", "这一行不是“键 = 值”", ONE_A_LINE),
    ("invalid comment", "注释中有控制字符", "删去看不见的字符"),
    ("carriage return", "换行不完整（单独的回车符）", "用编辑器把换行改为 LF 或 CRLF"),
    ("unexpected leading zero", "数字前面不能有 0", "去掉前面的 0；份号等编号加英文双引号，作文字写"),
    ("invalid integer", "整数写得不对", "数字不带单位、空格和千分逗号；带单位的加英文双引号"),
    ("invalid float", "小数写得不对", "数字不带单位和百分号，小数点两边都要有数字"),
    ("invalid boolean", "值写得不对", "文字要放在英文双引号内；是否写作 true 或 false"),
    ("invalid value", "值写得不对", UNQUOTED),
    ("`_` may only go between digits", "“_”只能在数字之间", ""),
    ("redundant", "数字前面的符号多余", "删去多余的符号"),
    ("unexpected sign", "数字前面的符号多余", "删去多余的符号"),
    ("integers with a radix", "十六进制等数字不能带正负号", ""),
    ("radix must be lowercase", "0x、0o、0b 要小写", ""),
    ("invalid datetime", "日期写得不对", DATE),
    ("invalid date-time", "日期写得不对", DATE),
    ("invalid month", "没有这个月份", DATE),
    ("invalid day", "没有这一天", DATE),
    ("invalid year", "年份写得不对", DATE),
    ("invalid hour", "时间写得不对", DATE),
    ("invalid minute", "时间写得不对", DATE),
    ("invalid second", "时间写得不对", DATE),
    ("invalid date", "日期写得不对", DATE),
    ("invalid time", "时间写得不对", DATE),
    ("cannot extend value of type", "这个键已经有值，不能再加下级的键", "检查是否与前面的键或表重复"),
    ("keys cannot be multi-line", "键名不能用三个引号", "键名用一对英文双引号"),
    ("cannot recurse", "嵌套太深", "列表和行内表不要套这么多层"),
    ("recursion limit", "嵌套太深", "列表和行内表不要套这么多层"),
    ("missing table open", "表名缺少左边的“[”", "写作 [表名]"),
];
