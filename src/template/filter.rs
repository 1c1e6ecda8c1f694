//! Filters for Chinese documents (过滤器): thin over `text`, which knows how a clerk writes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::text::number::{self, Rounding, Scale};
use crate::text::period::Period;
use crate::text::{date, join, numeral, similar};

use super::value::{decimal, fail, field, list, map, printed, require_decimal};

/// The names of all filters, for suggestions and the documentation.
pub(super) const NAMES: &[&str] = &[
    "and_others",
    "circled",
    "date",
    "date_han",
    "decimals",
    "enumerate",
    "group_by",
    "han",
    "han_digits",
    "han_upper",
    "join_han",
    "month_day",
    "number",
    "paragraphs",
    "parts",
    "percent",
    "period",
    "points",
    "ranked",
    "scaled",
    "wan",
    "yi",
];

/// How the office prints numbers (数字口径).
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    /// Decimals of a percentage.
    pub(super) decimals: u32,
    /// How a number is cut.
    pub(super) rounding: Rounding,
}

/// Makes the filters known to Tera.
pub(super) fn register(tera: &mut Tera, numbers: Numbers) {
    numerals(tera);
    dates(tera);
    rates(tera, numbers);
    amounts(tera, numbers);
    lists(tera);
    refused(tera);
}

fn numerals(tera: &mut Tera) {
    tera.register_filter("han", |v: Value, _: Kwargs, _: &State| {
        whole(&v).map(numeral::chinese)
    });
    tera.register_filter("han_upper", |v: Value, _: Kwargs, _: &State| {
        whole(&v).map(numeral::capital)
    });
    tera.register_filter("han_digits", |v: Value, _: Kwargs, _: &State| {
        whole(&v).map(numeral::digits)
    });
    tera.register_filter("circled", |v: Value, _: Kwargs, _: &State| {
        let n = whole(&v)?;
        u32::try_from(n)
            .map(numeral::circled)
            .map_err(|_| fail(format!("{n} 太大，不能加圈"), "加圈的数字最大为 50"))
    });
}

fn dates(tera: &mut Tera) {
    tera.register_filter("date", |v: Value, _: Kwargs, _: &State| day(&v).map(date::full));
    tera.register_filter("month_day", |v: Value, _: Kwargs, _: &State| {
        day(&v).map(date::month_day)
    });
    tera.register_filter("date_han", |v: Value, _: Kwargs, _: &State| {
        day(&v).map(date::han)
    });
    tera.register_filter("period", |v: Value, args: Kwargs, _: &State| {
        let typed = printed(&v);
        let period: Period = typed
            .parse()
            .map_err(|e| fail(format!("“{typed}”不是期"), &format!("{e}")))?;
        match args.get::<&str>("form")?.unwrap_or("full") {
            "full" => Ok(period.name()),
            "short" => Ok(period.short_name()),
            "cumulative" => Ok(period.cumulative_name()),
            other => Err(choice("form", other, &["full", "short", "cumulative"])),
        }
    });
}

fn rates(tera: &mut Tera, numbers: Numbers) {
    tera.register_filter("percent", move |v: Value, args: Kwargs, _: &State| {
        Ok::<_, tera::Error>(number::percent(
            require_decimal(&v)?,
            places(&args, numbers)?,
            numbers.rounding,
        ))
    });
    tera.register_filter("points", move |v: Value, args: Kwargs, _: &State| {
        Ok::<_, tera::Error>(number::points(
            require_decimal(&v)?,
            places(&args, numbers)?,
            numbers.rounding,
        ))
    });
}

fn amounts(tera: &mut Tera, numbers: Numbers) {
    for (name, scale) in [("wan", Scale::Wan), ("yi", Scale::Yi), ("scaled", Scale::Auto)] {
        tera.register_filter(name, move |v: Value, args: Kwargs, _: &State| {
            let decimals = args.get::<u32>("decimals")?.unwrap_or(2);
            Ok::<_, tera::Error>(number::scaled(
                require_decimal(&v)?,
                scale,
                decimals,
                numbers.rounding,
            ))
        });
    }
    tera.register_filter("decimals", move |v: Value, args: Kwargs, _: &State| {
        let decimals = args.must_get::<u32>("decimals")?;
        Ok::<_, tera::Error>(number::fixed(require_decimal(&v)?, decimals, numbers.rounding))
    });
    tera.register_filter("number", |v: Value, _: Kwargs, _: &State| {
        require_decimal(&v).map(number::trimmed)
    });
}

fn lists(tera: &mut Tera) {
    tera.register_filter("join_han", |v: Value, args: Kwargs, _: &State| {
        let last = args.get::<&str>("last")?.unwrap_or("、");
        Ok::<_, tera::Error>(join::join(&names(&v, &args)?, last))
    });
    tera.register_filter("and_others", |v: Value, args: Kwargs, _: &State| {
        let shown = args.get::<usize>("shown")?.unwrap_or(3);
        let counted = args.get::<&str>("counted")?.unwrap_or("个");
        Ok::<_, tera::Error>(join::and_others(&names(&v, &args)?, shown, counted))
    });
    tera.register_filter("enumerate", |v: Value, args: Kwargs, _: &State| {
        Ok::<_, tera::Error>(join::enumerate(&names(&v, &args)?))
    });
    tera.register_filter("ranked", |v: Value, args: Kwargs, _: &State| ranked(&v, &args));
    tera.register_filter("group_by", |v: Value, args: Kwargs, _: &State| {
        group_by(&v, &args)
    });
    tera.register_filter("paragraphs", |v: Value, _: Kwargs, _: &State| {
        Value::from(paragraphs(&printed(&v)).map(Value::from).collect::<Vec<_>>())
    });
    tera.register_filter("parts", |v: Value, _: Kwargs, _: &State| {
        Value::from(paragraphs(&printed(&v)).map(part).collect::<Vec<_>>())
    });
}

/// Filters of Tera's that would let data become markup.
fn refused(tera: &mut Tera) {
    for name in ["safe", "newlines_to_br"] {
        tera.register_filter(name, move |_: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
            Err(fail(
                format!("{name} 过滤器不能用：数据中的文字不作标记"),
                "需要分段时用 paragraphs 过滤器，逐段写 <p>",
            ))
        });
    }
}

/// The places of a ranking in one line, those who share one together: 甲第1，乙、丙并列第2.
fn ranked(value: &Value, args: &Kwargs) -> TeraResult<String> {
    let end = args.get::<&str>("end")?.unwrap_or_default();
    let mut places: Vec<(String, Vec<String>)> = Vec::new();
    for row in list(value)? {
        let Some(rank) = field(row, "rank").filter(Value::is_number) else {
            return Err(fail(
                "列表中没有名次",
                "ranked 用于 rank 函数的结果，或 units、leaders、categories、towns",
            ));
        };
        let (rank, name) = (printed(&rank), field(row, "name").unwrap_or_else(Value::none));
        match places.last_mut() {
            Some((last, names)) if *last == rank => names.push(printed(&name)),
            _ => places.push((rank, vec![printed(&name)])),
        }
    }
    let said = places.into_iter().map(|(rank, names)| {
        let tied = if names.len() > 1 { "并列" } else { "" };
        format!("{}{tied}第{rank}{end}", names.join("、"))
    });
    let sep = args.get::<&str>("sep")?.unwrap_or("，");
    Ok(said.collect::<Vec<_>>().join(sep))
}

/// As Tera's own, but in the order of the list: Tera's has the order of a hash.
fn group_by(value: &Value, args: &Kwargs) -> TeraResult<Value> {
    let by = args.must_get::<&str>("field")?;
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for item in list(value)? {
        let Some(name) = field(item, by).filter(|name| !name.is_none()) else {
            continue;
        };
        let place = *places.entry(printed(&name)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, items)) => items.push(item.clone()),
            None => groups.push((name, vec![item.clone()])),
        }
    }
    let group = |(name, items): (Value, Vec<Value>)| map([("name", name), ("items", Value::from(items))]);
    Ok(Value::from(groups.into_iter().map(group).collect::<Vec<_>>()))
}

/// The words of a list, or one field of its entries.
fn names(value: &Value, args: &Kwargs) -> TeraResult<Vec<String>> {
    let by = args.get::<&str>("field")?;
    list(value)?
        .iter()
        .map(|item| match by {
            Some(by) => field(item, by)
                .map(|v| printed(&v))
                .ok_or_else(|| fail(format!("列表中的各项没有“{by}”这个字段"), "看 field 写得对不对")),
            None if item.is_map() => Err(fail(
                "列表中的各项不是文字".to_owned(),
                "写明取哪个字段，如 join_han(field=\"title\")",
            )),
            None => Ok(printed(item)),
        })
        .collect()
}

/// Lines that say something.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// A paragraph and the 〔小标题〕 before it.
fn part(line: &str) -> Value {
    let split = line.strip_prefix('〔').and_then(|rest| rest.split_once('〕'));
    let (label, words) = match split {
        Some((label, words)) if !label.trim().is_empty() => {
            (label.trim(), words.trim_start_matches(['：', ':']).trim_start())
        }
        _ => ("", line),
    };
    map([("label", Value::from(label)), ("text", Value::from(words))])
}

fn whole(value: &Value) -> TeraResult<u64> {
    let number = decimal(value)
        .filter(Decimal::is_integer)
        .and_then(|n| u64::try_from(n).ok());
    number.ok_or_else(|| {
        fail(
            format!("“{}”不是整数", printed(value)),
            "此过滤器只用于不小于零的整数",
        )
    })
}

fn day(value: &Value) -> TeraResult<Date> {
    let typed = printed(value);
    date::parse(&typed).ok_or_else(|| match typed.as_str() {
        "" => fail("没有日期可用", "可能没有的日期，先用 {% if %} 判断"),
        _ => fail(format!("“{typed}”不是日期"), "日期写作 2024-06-30"),
    })
}

fn places(args: &Kwargs, numbers: Numbers) -> TeraResult<u32> {
    Ok(args.get::<u32>("decimals")?.unwrap_or(numbers.decimals))
}

/// The value is none of the choices.
pub(super) fn choice(key: &str, value: &str, choices: &[&str]) -> tera::Error {
    let help = match similar::closest(value, choices.iter().copied()) {
        Some(near) => format!("是不是 {near}？"),
        None => format!("可用的值：{}", choices.join("、")),
    };
    fail(format!("{key} 不能是“{value}”"), &help)
}
