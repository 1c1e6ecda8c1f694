//! Functions of templates (函数): counting, choosing, ranking, comparing. They go through the report's rows and
//! compute nothing that the report has computed.

use std::sync::Arc;

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::model::report::{place, rate};
use crate::text::{share, similar};

use super::filter::choice;
use super::rows::{Rows, number};
use super::value::{decimal, fail, field, map, of_decimal, printed};

/// The names of all functions, for suggestions and the documentation.
pub(super) const NAMES: &[&str] = &[
    "changes",
    "count",
    "items",
    "rank",
    "share",
    "shares",
    "total",
    "unreported",
];

/// What rows are chosen by.
const CHOICES: &[&str] = &["status", "light", "category", "unit", "leader", "project"];

/// Makes the functions known to Tera.
pub(super) fn register(tera: &mut Tera, rows: &Arc<Rows>) {
    let given = Arc::clone(rows);
    tera.register_function("count", move |args: Kwargs, _: &State| -> TeraResult<usize> {
        Ok(Choice::read(&given, &args, &[])?.rows(&given).len())
    });
    let given = Arc::clone(rows);
    tera.register_function("share", move |args: Kwargs, _: &State| share(&given, &args));
    let given = Arc::clone(rows);
    tera.register_function("items", move |args: Kwargs, _: &State| items(&given, &args));
    let given = Arc::clone(rows);
    tera.register_function("total", move |args: Kwargs, _: &State| total(&given, &args));
    let given = Arc::clone(rows);
    tera.register_function("shares", move |args: Kwargs, _: &State| shares(&given, &args));
    let given = Arc::clone(rows);
    tera.register_function("unreported", move |args: Kwargs, _: &State| {
        unreported(&given, &args)
    });
    let given = Arc::clone(rows);
    tera.register_function("rank", move |args: Kwargs, _: &State| rank(&given, &args));
    let given = Arc::clone(rows);
    tera.register_function("changes", move |args: Kwargs, _: &State| changes(&given, &args));
}

/// Which rows a function was asked for (选取条件).
struct Choice<'k> {
    of_tasks: bool,
    conditions: Vec<(&'k str, Vec<String>)>,
}

impl<'k> Choice<'k> {
    /// Reads the arguments; `own` are those that the function takes besides.
    fn read(rows: &Rows, args: &'k Kwargs, own: &[&str]) -> TeraResult<Self> {
        let of = args.get::<&str>("of")?.unwrap_or("projects");
        let of_tasks = match of {
            "projects" => false,
            "tasks" => true,
            other => return Err(choice("of", other, &["projects", "tasks"])),
        };
        let mut conditions = Vec::new();
        for (key, value) in args.iter() {
            let Some(key) = key.as_str() else { continue };
            if key == "of" || own.contains(&key) {
                continue;
            }
            if !CHOICES.contains(&key) {
                return Err(unknown_argument(key, own));
            }
            let wanted = match value.as_array() {
                Some(several) => several.iter().map(printed).collect(),
                None => vec![printed(value)],
            };
            for name in &wanted {
                known(rows, key, name)?;
            }
            conditions.push((key, wanted));
        }
        Ok(Self { of_tasks, conditions })
    }

    fn all<'r>(&self, rows: &'r Rows) -> &'r [Value] {
        if self.of_tasks {
            &rows.tasks
        } else {
            &rows.projects
        }
    }

    fn rows<'r>(&self, rows: &'r Rows) -> Vec<&'r Value> {
        self.all(rows)
            .iter()
            .filter(|row| self.takes(row, CHOICES))
            .collect()
    }

    /// Whether the row meets the conditions of these kinds.
    fn takes(&self, row: &Value, kinds: &[&str]) -> bool {
        let mut conditions = self.conditions.iter().filter(|(key, _)| kinds.contains(key));
        conditions.all(|(key, wanted)| {
            let is = |path: &str| field(row, path).is_some_and(|v| wanted.contains(&printed(&v)));
            match *key {
                "status" => is("status.id") || is("status.name"),
                "light" => is("light.id") || is("light.name"),
                "project" => is("project.id") || (!self.of_tasks && is("id")),
                "unit" => field(row, "units").is_some_and(|units| {
                    units
                        .as_array()
                        .unwrap_or_default()
                        .iter()
                        .any(|u| wanted.contains(&printed(u)))
                }),
                key => is(key),
            }
        })
    }
}

fn unknown_argument(key: &str, own: &[&str]) -> tera::Error {
    let all: Vec<&str> = ["of"].iter().chain(CHOICES).chain(own).copied().collect();
    let help = similar::closest(key, all.iter().copied()).map_or_else(
        || format!("可用的参数：{}", all.join("、")),
        |near| format!("是不是 {near}？"),
    );
    fail(format!("没有 {key} 这个参数"), &help)
}

/// A status, unit or category that nobody has is a slip, not a count of nought.
fn known(rows: &Rows, key: &str, name: &str) -> TeraResult<()> {
    let of = |all: &[Value], path: &str| -> Vec<String> {
        all.iter()
            .filter_map(|row| field(row, path))
            .map(|v| printed(&v))
            .collect()
    };
    let (what, names) = match key {
        "status" => {
            let mut names = of(&rows.statuses, "id");
            names.extend(of(&rows.statuses, "name"));
            ("完成情况", names)
        }
        "light" => {
            let mut names = of(&rows.lights, "id");
            names.extend(of(&rows.lights, "name"));
            ("亮灯", names)
        }
        "category" => ("类别", of(&rows.categories, "name")),
        "leader" => ("分管领导", of(&rows.leaders, "name")),
        "project" => ("项目编号", of(&rows.projects, "id")),
        "unit" => {
            let lists = rows.tasks.iter().filter_map(|t| field(t, "units"));
            (
                "单位",
                lists
                    .flat_map(|l| {
                        l.as_array()
                            .unwrap_or_default()
                            .iter()
                            .map(printed)
                            .collect::<Vec<_>>()
                    })
                    .collect(),
            )
        }
        _ => return Ok(()),
    };
    if names.iter().any(|n| n == name) {
        return Ok(());
    }
    let help = similar::closest(name, names.iter().map(String::as_str)).map_or_else(
        || {
            format!(
                "现有：{}",
                names.iter().take(12).cloned().collect::<Vec<_>>().join("、")
            )
        },
        |near| format!("是不是“{near}”？"),
    );
    Err(fail(format!("没有“{name}”这个{what}（{key}）"), &help))
}

/// Those that meet all conditions, among those that meet all but the status; nothing of nothing.
fn share(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    let choice = Choice::read(rows, args, &["decimals"])?;
    let others: Vec<&str> = CHOICES.iter().copied().filter(|key| *key != "status").collect();
    let whole: Vec<&Value> = choice
        .all(rows)
        .iter()
        .filter(|row| choice.takes(row, &others))
        .collect();
    if let Some(decimals) = rows.shares {
        let decimals = args.get::<u8>("decimals")?.unwrap_or(decimals);
        return Ok(number(remainder_share(rows, &choice, &whole, decimals)));
    }
    let part = choice.rows(rows).len();
    Ok(number(Decimal::from(part).checked_div(whole.len().into())))
}

/// The share of the chosen statuses where the shares of all, and of what has none, sum to 100 %.
fn remainder_share(rows: &Rows, choice: &Choice<'_>, whole: &[&Value], decimals: u8) -> Option<Decimal> {
    let mut counts = vec![0; rows.statuses.len() + 1];
    let mut chosen = vec![false; counts.len()];
    for row in whole {
        let level = field(row, "status.level").and_then(|level| decimal(&level));
        let at = level.and_then(|level| usize::try_from(level).ok());
        let at = at.unwrap_or(rows.statuses.len());
        if let (Some(count), Some(chosen)) = (counts.get_mut(at), chosen.get_mut(at)) {
            *count += 1;
            *chosen = choice.takes(row, &["status"]);
        }
    }
    let shares = share::largest_remainder(&counts, decimals).into_iter();
    let mine = shares
        .zip(chosen)
        .filter_map(|(share, mine)| mine.then_some(share));
    (!whole.is_empty()).then(|| mine.sum())
}

fn items(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    let choice = Choice::read(rows, args, &["order", "limit"])?;
    let mut found: Vec<Value> = choice.rows(rows).into_iter().cloned().collect();
    match args.get::<&str>("order")? {
        None => {}
        Some("rate") => sort_by(&mut found, "rate", false),
        Some("-rate") => sort_by(&mut found, "rate", true),
        Some("status") => sort_by(&mut found, "status.level", false),
        Some("behind") => sort_by(&mut found, "behind", true),
        Some("-change") => sort_by(&mut found, "change.rate", true),
        Some("overdue") => sort_by(&mut found, "overdue_days", true),
        Some(other) => {
            return Err(self::choice(
                "order",
                other,
                &["rate", "-rate", "status", "behind", "-change", "overdue"],
            ));
        }
    }
    if let Some(limit) = args.get::<usize>("limit")? {
        found.truncate(limit);
    }
    Ok(Value::from(found))
}

/// Sorts by a number; those without come last, equals keep their order.
fn sort_by(rows: &mut [Value], path: &str, descending: bool) {
    let key = |row: &Value| field(row, path).and_then(|v| decimal(&v));
    rows.sort_by(|a, b| match (key(a), key(b)) {
        (Some(a), Some(b)) if descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
}

fn total(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    let of = args.must_get::<&str>("field")?;
    let choice = Choice::read(rows, args, &["field"])?;
    let mut sum = Decimal::ZERO;
    let mut found = false;
    for row in choice.rows(rows) {
        let Some(value) = field(row, of) else { continue };
        // one that has not been reported counts nought
        if let Some(n) = decimal(&value) {
            sum = sum
                .checked_add(n)
                .ok_or_else(|| fail("合计的数太大", "看数据中是否多打了零"))?;
            found = true;
        }
    }
    if !found && !choice.rows(rows).is_empty() {
        return Err(fail(
            format!("各行都没有“{of}”这个数"),
            "任务的数有 done、goal.value、fields.栏名；取任务的数写 of=\"tasks\"",
        ));
    }
    Ok(of_decimal(sum))
}

/// Those of whom nothing was reported in this period: tasks, projects without any report, or units and leaders with
/// tasks of that kind, each with the number of these (`unreported`).
fn unreported(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    let of = args.get::<&str>("of")?.unwrap_or("tasks");
    if of == "units" || of == "leaders" {
        refuse_others(args, &["of"])?;
        let all = if of == "units" { &rows.units } else { &rows.leaders };
        let silent = |row: &&Value| field(row, "unreported").and_then(|n| decimal(&n)) > Some(Decimal::ZERO);
        return Ok(Value::from(
            all.iter().filter(silent).cloned().collect::<Vec<_>>(),
        ));
    }
    if !["tasks", "projects"].contains(&of) {
        return Err(choice("of", of, &["tasks", "projects", "units", "leaders"]));
    }
    let mut choice = Choice::read(rows, args, &[])?;
    choice.of_tasks = of == "tasks";
    let told = |row: &Value| field(row, "reported").is_some_and(|told| told.is_truthy());
    let silent = |row: &Value| match field(row, "tasks") {
        Some(tasks) => !tasks.as_array().unwrap_or_default().iter().any(told),
        None => !told(row),
    };
    let found = choice.rows(rows).into_iter().filter(|row| silent(row)).cloned();
    Ok(Value::from(found.collect::<Vec<_>>()))
}

/// Each status with its number and its share, and what has none as the last, where there is such.
fn shares(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    let choice = Choice::read(rows, args, &["decimals"])?;
    let chosen = choice.rows(rows);
    let mut counts = vec![0_usize; rows.statuses.len() + 1];
    for row in &chosen {
        let level = field(row, "status.level").and_then(|level| decimal(&level));
        let at = level.and_then(|level| usize::try_from(level).ok());
        if let Some(count) = counts.get_mut(at.unwrap_or(rows.statuses.len())) {
            *count += 1;
        }
    }
    let shares: Vec<Option<Decimal>> = match rows.shares {
        Some(decimals) => {
            let decimals = args.get::<u8>("decimals")?.unwrap_or(decimals);
            let shares = share::largest_remainder(&counts, decimals).into_iter();
            shares
                .map(|share| (!chosen.is_empty()).then_some(share))
                .collect()
        }
        None => counts
            .iter()
            .map(|count| Decimal::from(*count).checked_div(chosen.len().into()))
            .collect(),
    };
    let named = rows.statuses.iter().map(|status| {
        let of = |key: &str| field(status, key).unwrap_or_else(Value::none);
        (of("id"), of("name"))
    });
    let all = named.chain([(Value::none(), Value::from("未评定"))]);
    let row = |((id, name), (count, share)): ((Value, Value), (usize, Option<Decimal>))| {
        let entries = [
            ("id", id),
            ("name", name),
            ("count", Value::from(count)),
            ("share", number(share)),
        ];
        map(entries)
    };
    let last = rows.statuses.len();
    let each = all.zip(counts.into_iter().zip(shares)).enumerate();
    let shown = each.filter(|(at, (_, (count, _)))| *at < last || *count > 0);
    Ok(Value::from(shown.map(|(_, each)| row(each)).collect::<Vec<_>>()))
}

/// Units, leaders, categories or towns from best to worst, each with its place; the first or the last places of
/// them, with all who share one.
fn rank(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    refuse_others(args, &["by", "key", "top", "bottom"])?;
    let mut found = match args.get::<&str>("by")?.unwrap_or("unit") {
        "unit" => rows.units.clone(),
        "leader" => rows.leaders.clone(),
        "category" => rows.categories.clone(),
        "town" => rows.towns.clone(),
        other => return Err(choice("by", other, &["unit", "leader", "category", "town"])),
    };
    let usual = if rows.first_by_mean { "average" } else { "rate" };
    let key = args.get::<&str>("key")?.unwrap_or(usual);
    if !["rate", "average", "tasks"].contains(&key) {
        return Err(choice("key", key, &["rate", "average", "tasks"]));
    }
    // of equals in the first, the second decides
    let second = if key == "rate" { "average" } else { "rate" };
    let value = |row: &Value, path: &str| field(row, path).and_then(|v| decimal(&v));
    let keys = |row: &Value| Some((value(row, key), value(row, second)));
    sort_by(&mut found, second, true);
    sort_by(&mut found, key, true);
    let places = rate::rank(&found.iter().map(keys).collect::<Vec<_>>());
    let count = found.len();
    let top = args.get::<usize>("top")?;
    let bottom = args.get::<usize>("bottom")?;
    let shared = |place: u32| places.iter().filter(|other| **other == place).count();
    let within = |place: u32| {
        let place_from_top = usize::try_from(place).unwrap_or(usize::MAX);
        // who shares a place with the last of the last n is one of them
        let from_bottom = (count + 1).saturating_sub(place_from_top + shared(place) - 1);
        top.is_none_or(|n| place_from_top <= n) && (top.is_some() || bottom.is_none_or(|n| from_bottom <= n))
    };
    let mut chosen: Vec<Value> = found
        .iter()
        .zip(&places)
        .filter(|(_, place)| within(**place))
        .map(|(row, place)| placed(row, *place, shared(*place) > 1))
        .collect();
    if top.is_none() && bottom.is_some() {
        chosen.reverse();
    }
    Ok(Value::from(chosen))
}

/// The row with its place in this ranking.
fn placed(row: &Value, rank: u32, tied: bool) -> Value {
    let own = row.as_map().into_iter().flat_map(|map| map.iter());
    let kept = own.filter(|(key, _)| !["rank", "tied", "place"].contains(&key.as_str().unwrap_or_default()));
    let kept = kept.filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())));
    let new = [
        ("rank", Value::from(rank)),
        ("tied", Value::from(tied)),
        ("place", Value::from(place(rank, tied))),
    ];
    map(new
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .chain(kept))
}

/// An argument that is none of these is a slip.
fn refuse_others(args: &Kwargs, known: &[&str]) -> TeraResult<()> {
    let mut keys = args.iter().map(|(key, _)| key.as_str().unwrap_or_default());
    match keys.find(|key| !known.contains(key)) {
        None => Ok(()),
        Some(key) => Err(fail(
            format!("没有 {key} 这个参数"),
            &format!("可用的参数：{}", known.join("、")),
        )),
    }
}

/// Whether no indicator of the task moved.
fn same_indicators(task: &Value) -> bool {
    let indicators = field(task, "indicators");
    let all = indicators.as_ref().and_then(Value::as_array).unwrap_or_default();
    all.iter()
        .all(|one| field(one, "done") == field(one, "previous.done"))
}

/// Whether what was told can show a movement: that something is not built yet, without a word, cannot.
fn tells(task: &Value) -> bool {
    let words = field(task, "goal.yes_no");
    let yes_no = words
        .as_ref()
        .and_then(Value::as_array)
        .is_some_and(|words| !words.is_empty());
    !yes_no || field(task, "text").is_some_and(|text| !text.is_none())
}

/// Tasks against the previous period: finished, better, worse, without movement, new.
fn changes(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    refuse_others(args, &["periods"])?;
    let periods = Decimal::from(args.get::<u32>("periods")?.unwrap_or(2));
    let level = |task: &Value, path: &str| field(task, path).and_then(|v| decimal(&v));
    let pick = |wanted: &dyn Fn(&Value) -> bool| {
        Value::from(
            rows.tasks
                .iter()
                .filter(|task| wanted(task))
                .cloned()
                .collect::<Vec<_>>(),
        )
    };
    let had = |task: &Value| field(task, "previous").is_some_and(|p| p.is_map());
    // what is newly done is better too, what is done no more is worse
    let turned = |task: &Value, ways: &[&str]| {
        field(task, "change.status").is_some_and(|way| way.as_str().is_some_and(|way| ways.contains(&way)))
    };
    let same = |task: &Value, a: &str, b: &str| field(task, a) == field(task, b);
    Ok(map([
        ("finished", pick(&|t| turned(t, &["finished"]))),
        ("better", pick(&|t| turned(t, &["finished", "better"]))),
        ("worse", pick(&|t| turned(t, &["worse", "back"]))),
        (
            "unmoved",
            pick(&|t| {
                had(t)
                    && level(t, "status.level") != Some(Decimal::ZERO)
                    && same(t, "done", "previous.done")
                    && same_indicators(t)
                    && tells(t)
                    && same(t, "text", "previous.text")
            }),
        ),
        ("back", pick(&|t| turned(t, &["back"]))),
        (
            "stalled",
            pick(&|t| level(t, "unmoved_for").is_some_and(|unmoved| unmoved >= periods)),
        ),
        ("new", pick(&|t| !had(t))),
    ]))
}
