//! Functions of templates (函数): counting, choosing, ranking, comparing. They go through the report's rows and
//! compute nothing that the report has computed.

use std::sync::Arc;

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::text::{share, similar};

use super::filter::choice;
use super::rows::{Rows, number};
use super::value::{decimal, fail, field, map, of_decimal, printed};

/// The names of all functions, for suggestions and the documentation.
pub(super) const NAMES: &[&str] = &["changes", "count", "items", "rank", "share", "total"];

/// What rows are chosen by.
const CHOICES: &[&str] = &["status", "category", "unit", "project"];

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
        "category" => ("类别", of(&rows.categories, "name")),
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
        Some(other) => {
            return Err(self::choice(
                "order",
                other,
                &["rate", "-rate", "status", "behind"],
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

/// Units or categories from best to worst, the first or the last of them.
fn rank(rows: &Rows, args: &Kwargs) -> TeraResult<Value> {
    for (key, _) in args.iter() {
        let key = key.as_str().unwrap_or_default();
        if !["by", "key", "top", "bottom"].contains(&key) {
            return Err(fail(
                format!("没有 {key} 这个参数"),
                "可用的参数：by、key、top、bottom",
            ));
        }
    }
    let mut found = match args.get::<&str>("by")?.unwrap_or("unit") {
        "unit" => rows.units.clone(),
        "category" => rows.categories.clone(),
        other => return Err(choice("by", other, &["unit", "category"])),
    };
    let key = args.get::<&str>("key")?.unwrap_or("rate");
    if !["rate", "average", "tasks"].contains(&key) {
        return Err(choice("key", key, &["rate", "average", "tasks"]));
    }
    // of equals in the first, the second decides
    sort_by(&mut found, if key == "rate" { "average" } else { "rate" }, true);
    sort_by(&mut found, key, true);
    if let Some(top) = args.get::<usize>("top")? {
        found.truncate(top);
    } else if let Some(bottom) = args.get::<usize>("bottom")? {
        found.drain(..found.len().saturating_sub(bottom));
        found.reverse();
    }
    Ok(Value::from(found))
}

/// Tasks against the previous period: finished, better, worse, without movement, new.
fn changes(rows: &Rows, _: &Kwargs) -> TeraResult<Value> {
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
    let pair = |task: &Value| {
        Some((
            level(task, "status.level")?,
            level(task, "previous.status.level")?,
        ))
    };
    let same = |task: &Value, a: &str, b: &str| field(task, a) == field(task, b);
    Ok(map([
        (
            "finished",
            pick(&|t| pair(t).is_some_and(|(now, then)| now.is_zero() && !then.is_zero())),
        ),
        ("better", pick(&|t| pair(t).is_some_and(|(now, then)| now < then))),
        ("worse", pick(&|t| pair(t).is_some_and(|(now, then)| now > then))),
        (
            "unmoved",
            pick(&|t| {
                had(t)
                    && level(t, "status.level") != Some(Decimal::ZERO)
                    && same(t, "done", "previous.done")
                    && same(t, "text", "previous.text")
            }),
        ),
        ("new", pick(&|t| !had(t))),
    ]))
}
