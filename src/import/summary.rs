//! What was understood as what (导入摘要), in words.

use super::plan::{Plan, Source};
use super::settle::Settled;
use super::table::Table;
use super::{Material, Told};

/// The summary, a line a fact.
pub(super) fn summary(material: &Material<'_>, settled: &Settled) -> Vec<String> {
    let mut lines = vec![format!("{}：{} 张表", material.name, material.tables.len())];
    for ((table, plan), title) in material.tables.iter().zip(&settled.plans).zip(material.titles) {
        of_table(table, plan, title, &mut lines);
    }
    if let Some(period) = &settled.period {
        let how = match material.period {
            Told::Typed(_) => "按 --period",
            Told::Found(_) => "取自标题或表头",
            Told::Saved(_) => "按工作簿的修改时间推测",
            Told::Nowhere => "",
        };
        lines.push(format!("期别：{period}（{how}）"));
    }
    let statuses: Vec<String> = settled
        .statuses
        .iter()
        .map(|(id, name)| format!("{name}＝{id}"))
        .collect();
    if !statuses.is_empty() {
        lines.push(format!("完成情况：{}", statuses.join("、")));
    }
    if let Some(notice) = material.notice {
        let mut parts = vec![format!("{} 个标题、{} 段", notice.headings, notice.paragraphs)];
        parts.extend(notice.to.as_ref().map(|to| format!("主送“{to}”")));
        parts.extend(notice.signer.as_ref().map(|s| format!("署名“{s}”")));
        parts.extend(notice.date.map(|d| format!("成文日期 {d}")));
        if !notice.dropped.is_empty() {
            parts.push("附件说明由程序按附件标题生成".to_owned());
        }
        lines.push(format!("正文：{}", parts.join("，")));
    }
    lines
}

fn of_table(table: &Table, plan: &Plan, title: &str, lines: &mut Vec<String>) {
    lines.push(format!(
        "工作表“{}”：标题“{title}”，表头 {} 级，{} 栏 {} 行",
        table.sheet,
        table.head.len(),
        table.width,
        table.body.len()
    ));
    for extra in table.titles.iter().skip(1) {
        lines.push(format!("  标题下的“{extra}”写在表的左上"));
    }
    let columns: Vec<String> = plan
        .columns
        .iter()
        .map(|c| format!("{}→{}", c.head.join("/").replace('\n', ""), meaning(&c.source)))
        .collect();
    lines.push(format!("  栏目：{}", columns.join("；")));
    match &plan.towns {
        Some(towns) => lines.push(format!(
            "  {} 个乡镇，{} 项分解任务",
            towns.len(),
            table.width.saturating_sub(1)
        )),
        None => {
            let tasks: usize = plan.projects.iter().map(|p| p.tasks.len().max(1)).sum();
            let goals = plan
                .projects
                .iter()
                .flat_map(|p| std::iter::once(&p.shared).chain(p.tasks.iter().map(|t| &t.facts)))
                .filter(|f| f.goal.is_some())
                .count();
            lines.push(format!(
                "  {} 个项目、{tasks} 项任务，{goals} 项有目标值",
                plan.projects.len()
            ));
        }
    }
    if plan.groups {
        lines.push("  占满一行的格作为类别".to_owned());
    }
    if let Some(total) = &plan.total {
        let how = if total.goals {
            "印目标值"
        } else {
            "由各行相加"
        };
        lines.push(format!("  合计行“{}”{how}", total.label));
    }
    if !plan.merges.is_empty() {
        lines.push(format!("  {} 处合并格逐一列出", plan.merges.len()));
    }
    if !table.notes.is_empty() {
        lines.push(format!("  表注 {} 段", table.notes.len()));
    }
}

fn meaning(source: &Source) -> String {
    let word = match source {
        Source::Field(_) => "自设栏目",
        Source::Towns(_) => "乡镇分解",
        Source::Path(path) => match *path {
            "project.no" | "task.no" | "index" => "序号",
            "project.category" => "类别",
            "project.title" => "项目名称",
            "task.title" => "任务名称",
            "task.target" => "目标任务",
            "task.goal" => "目标值",
            "task.unit" => "计量单位",
            "task.lead" => "牵头单位",
            "task.support" => "配合单位",
            "task.leader" => "分管领导",
            "progress.done" => "完成数",
            "progress.rate" => "完成率",
            "progress.text" => "进展情况",
            "progress.status" => "完成情况",
            "town.name" => "乡镇",
            "text:" => "空白",
            other => other,
        },
    };
    word.to_owned()
}
