//! `tongbao explain`: what a code means.

use strsim::levenshtein;

use crate::diag::code::{self, Code, ROOMS};

use super::args::ExplainArgs;
use super::{Ending, say, tell};

/// Letters that a mistyped code may differ in.
const FAR: usize = 2;

pub(super) fn run(args: &ExplainArgs) -> Ending {
    let Some(id) = &args.code else {
        say(&list());
        return Ending::Fine;
    };
    match code::find(id) {
        Some(found) => {
            say(&page(found));
            Ending::Fine
        }
        None => {
            let near = code::every()
                .map(|c| (levenshtein(c.id, &id.to_uppercase()), c.id))
                .min()
                .filter(|(distance, _)| *distance <= FAR)
                .map(|(_, near)| format!("，是否为 {near}？"))
                .unwrap_or_default();
            tell(&format!(
                "错误：没有代码 {id}{near}\n提示：tongbao explain 列出全部代码\n"
            ));
            Ending::Usage
        }
    }
}

/// Every code, a line each, under the names of the rooms.
fn list() -> String {
    let mut out = String::new();
    for room in ROOMS {
        if !out.is_empty() {
            out.push('\n');
        }
        out += &format!("{}：\n", room.name);
        for code in room.codes {
            out += &format!("  {}  {}  {}\n", code.id, code.severity.term(), code.title);
        }
    }
    out
}

/// What, why, an example, how to accept.
fn page(code: &Code) -> String {
    format!(
        "{} {}：{}\n\n说明：{}\n\n举例：{}\n\n认可：{}\n",
        code.id,
        code.severity.term(),
        code.title,
        code.explain,
        code.example,
        accepting(code)
    )
}

fn accepting(code: &Code) -> String {
    if code.acceptable() {
        format!(
            "确需照此印出的，在所在的项目、任务、进展、附件或公文中写\n  accept = [{{ code = \"{}\", reason = \"……\" }}]\n理由必写；认可的仍列在检查结果中，不再影响 --strict 和退出码。",
            code.id
        )
    } else {
        "不能认可，须改正。".to_owned()
    }
}
