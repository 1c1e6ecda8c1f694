//! An invented county (虚构的县) with as many tasks as a bench asks for.

use std::fmt::Write as _;

use tongbao::model::workspace::InputFile;

const OFFICE: &str = "[office]\nname = \"清溪县人民政府办公室\"\ncode = \"清政办督\"\nhead = \"文件\"\n";

const CIRCULAR: &str = r#"kind = "通报"
template = "plain"
title = "关于2024年二季度重点民生实事进展情况的通报"
serial = 12
date = 2024-07-10
to = ["各乡镇人民政府，县政府各部门、单位"]
progress = "2024-Q2"
body = """
近期，县政府督查室对全县重点民生实事二季度完成情况进行了督查，现将有关情况通报如下。
各责任单位要对照年度目标，倒排工期，确保按时完成。
"""
[[annexes]]
title = "2024年二季度重点民生实事进展情况表"
landscape = true
columns = [
  { head = "序号", field = "project.no" },
  { head = "事项名称", field = "project.title" },
  { head = "任务目标", field = "task.target" },
  { head = "进展情况", field = "progress.text" },
  { head = "责任单位", field = "task.lead" },
  { head = "完成情况", field = "fields.完成情况" },
]
"#;

/// The four files of a workspace with so many tasks, every one of them different.
pub(crate) fn inputs(tasks: usize) -> Vec<InputFile> {
    let mut projects = String::new();
    let mut progress = String::from("period = \"2024-Q2\"\n");
    for n in 1..=tasks {
        let (lifts, homes, dug) = (n % 40 + 5, n % 90 + 60, n % 4 + 1);
        let _ = write!(
            projects,
            "[[projects]]\nid = \"p{n}\"\ntitle = \"既有住宅加装电梯（{n}）\"\nlead = [\"县住房城乡建设局\"]\n\
             target = \"加装电梯{lifts}部，涉及居民{homes}户\"\nfields = {{ \"完成情况\" = \"按计划推进\" }}\n"
        );
        let _ = write!(
            progress,
            "[tasks.p{n}]\ntext = \"截至6月底，已完成入户调查和方案公示，{dug}部完成基坑开挖，其余正在办理施工手续，\
             预计9月底前全部完工。各单元业主签字率达到{homes}%，管线迁改方案已报有关单位审查。\"\n"
        );
    }
    let file = |name: &str, text: &str| InputFile {
        name: name.to_owned(),
        bytes: text.as_bytes().into(),
    };
    vec![
        file("circulars/2024-Q2.toml", CIRCULAR),
        file("progress/2024-Q2.toml", &progress),
        file("projects/all.toml", &projects),
        file("tongbao.toml", OFFICE),
    ]
}
