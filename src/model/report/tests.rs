use super::*;
use crate::diag::Sources;
use crate::document::Value;
use crate::model::{InputFile, read};

const OFFICE: &str = r#"
[office]
name = "清溪县人民政府办公室"
[[units]]
name = "县教育局"
aliases = ["教育局"]
[[statuses]]
id = "done"
name = "已完成"
min_rate = 100
[[statuses]]
id = "slow"
name = "进展较慢"
"#;

const LIST: &str = r#"
[[projects]]
id = "a"
title = "甲"
lead = ["教育局"]
support = ["县教育局", "县妇联"]
fields = { "来源" = "人大票决", "新建" = true, "验收" = 2024-09-01 }
  [[projects.tasks]]
  id = "x"
  goal = { value = 3, unit = "个" }
  fields = { "投资" = 12.50 }
  [[projects.tasks]]
  id = "y"
  lead = ["县妇联"]
  support = []
  goal = { value = 85.80, unit = "%" }
[[projects]]
id = "b"
no = "另"
title = "乙"
goal = { value = 40, unit = "天", direction = "不高于" }
"#;

const PROGRESS: &str = r#"
period = "2024-Q2"
[tasks."a/x"]
done = 2
text = """
第一段
第二段
"""
[tasks."a/y"]
done = 86.18
[tasks.b]
done = 50
status = "done"
reason = "已报批"
"#;

const BEFORE: &str = "period = \"2024-Q1\"\n[tasks.\"a/x\"]\ndone = 1\n";

fn workspace(office: &str) -> Workspace {
    let circular = "title = \"通报\"\nprogress = \"2024-Q2\"\nprevious = \"2024年一季度\"\n";
    let files = [
        ("tongbao.toml", office),
        ("projects/2024.toml", LIST),
        ("projects/2025.toml", "[[projects]]\nid = \"c\"\ntitle = \"丙\"\n"),
        ("progress/q1.toml", BEFORE),
        ("progress/q2.toml", PROGRESS),
        ("circulars/q2.toml", circular),
    ];
    let files = files.map(|(name, text)| InputFile {
        name: name.to_owned(),
        bytes: text.as_bytes().into(),
    });
    let mut sink = Sink::new();
    let workspace = read::workspace(files.to_vec(), &mut Sources::new(), &mut sink).unwrap();
    assert_eq!(sink.found(), []);
    workspace
}

fn printed(report: &Report<'_>, row: RowRef, path: &str) -> String {
    let path = FieldPath::parse(path).unwrap();
    report.value(row, &path, None).printed().to_owned()
}

fn of_tasks(office: &str, path: &str) -> Vec<String> {
    let workspace = workspace(office);
    let report = Report::new(&workspace, &workspace.circulars[0]);
    (0..3)
        .map(|at| printed(&report, RowRef::Task(at), path))
        .collect()
}

#[test]
fn values_of_tasks() {
    for (path, values) in [
        ("task.key", ["a/x", "a/y", "b"]),
        ("project.no", ["1", "1", "另"]),
        ("task.no", ["1", "2", "1"]),
        ("task.title", ["", "", "乙"]),
        ("task.goal", ["3", "85.80%", "40"]),
        ("task.units", ["县教育局、县妇联", "县妇联", ""]),
        ("task.support", ["县教育局、县妇联", "", ""]),
        ("project.units", ["县教育局、县妇联", "县教育局、县妇联", ""]),
        ("progress.text", ["第一段\n第二段", "", ""]),
        ("progress.done", ["2", "86.18%", "50"]),
        ("progress.rate", ["66.7%", "100.4%", "80.0%"]),
        ("progress.schedule", ["50.0%", "50.0%", "50.0%"]),
        ("progress.behind", ["0.0", "0.0", "20.0"]),
        ("progress.status", ["进展较慢", "已完成", "已完成"]),
        ("progress.reason", ["", "", "已报批"]),
        ("project.status", ["进展较慢", "进展较慢", "已完成"]),
        ("previous.done", ["1", "", ""]),
        ("previous.rate", ["33.3%", "", ""]),
        ("change.done", ["1", "", ""]),
        ("change.rate", ["33.3", "", ""]),
        ("fields.投资", ["12.50", "", ""]),
        ("fields.来源", ["人大票决", "人大票决", ""]),
        ("task.fields.来源", ["", "", ""]),
        ("fields.新建", ["是", "是", ""]),
        ("fields.验收", ["2024年9月1日", "2024年9月1日", ""]),
        ("text:见附件", ["见附件", "见附件", "见附件"]),
        ("category.name", ["", "", ""]),
        ("unit.name", ["", "", ""]),
    ] {
        assert_eq!(of_tasks(OFFICE, path), values, "{path}");
    }
}

#[test]
fn values_of_projects_with_several_tasks_are_lines() {
    let workspace = workspace(OFFICE);
    let report = Report::new(&workspace, &workspace.circulars[0]);
    let of = |path| printed(&report, RowRef::Project(0), path);
    assert_eq!(of("task.key"), "a/x\na/y");
    assert_eq!(of("task.goal"), "");
    assert_eq!(of("project.count"), "2");
    assert_eq!(of("progress.status"), "进展较慢");
    assert_eq!(of("fields.来源"), "人大票决");
    assert_eq!(printed(&report, RowRef::Project(1), "progress.rate"), "80.0%");
}

#[test]
fn the_rules_of_the_office_hold() {
    let rules = |rules: &str| format!("{OFFICE}\n[rules]\n{rules}\n");
    let rates = of_tasks(&rules("decimals = 2\nrounding = \"截断\""), "progress.rate");
    assert_eq!(rates, ["66.66%", "100.44%", "80.00%"]);
    let any = of_tasks(&rules("project_done = \"任一\""), "project.status");
    assert_eq!(any, ["已完成", "已完成", "已完成"]);
}

#[test]
fn counts_and_overrides() {
    let workspace = workspace(OFFICE);
    let report = Report::new(&workspace, &workspace.circulars[0]);
    let counts: Vec<_> = report
        .statuses
        .iter()
        .map(|s| (s.id, s.projects, s.tasks))
        .collect();
    // 丙 has neither goal nor progress, so it has no status
    assert_eq!(counts, [("done", 1, 2), ("slow", 1, 1)]);
    let overridden: Vec<_> = report.tasks.iter().map(TaskRow::overridden).collect();
    assert_eq!(overridden, [false, false, true, false]);
    let units: Vec<_> = report
        .units
        .iter()
        .map(|u| (u.name.string.as_str(), u.tally.tasks.len(), u.rank))
        .collect();
    assert_eq!(units, [("县教育局", 1, 2), ("县妇联", 1, 1)]);
    assert_eq!(report.as_of, jiff::civil::Date::new(2024, 6, 30).ok());
}

#[test]
fn an_annex_over_lists_of_its_own_begins_anew() {
    let workspace = workspace(OFFICE);
    let report = Report::new(&workspace, &workspace.circulars[0]);
    assert_eq!(report.projects.len(), 3);
    let annex = AnnexFile {
        lists: Some(vec![crate::model::At::unplaced("2025".to_owned())]),
        ..AnnexFile::default()
    };
    let own = report.for_annex(&annex).unwrap();
    assert_eq!(printed(&own, RowRef::Project(0), "project.title"), "丙");
    assert_eq!(printed(&own, RowRef::Project(0), "project.no"), "1");
    assert_eq!(own.value(RowRef::Task(9), &FieldPath::Index, None), Value::Empty);
}
