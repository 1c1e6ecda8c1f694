//! What a column is for (栏目的含义), told by the words of its head, simplified or traditional.

use crate::text::normal::fold;

/// What a column holds (栏目的含义).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// 序号.
    No,
    /// 类别.
    Category,
    /// 项目名称.
    Title,
    /// 目标任务.
    Target,
    /// 目标值.
    Goal,
    /// 计量单位.
    Measure,
    /// 完成数.
    Done,
    /// 完成率.
    Rate,
    /// 进展情况.
    Text,
    /// 完成情况, of few different words.
    Status,
    /// 牵头单位, 责任单位.
    Lead,
    /// 配合单位.
    Support,
    /// 分管领导.
    Leader,
    /// 乡镇.
    Town,
}

/// Words of a role: whole heads first, then what a head may contain.
struct Words {
    role: Role,
    whole: &'static [&'static str],
    within: &'static [&'static str],
}

/// In the order of asking: 任务完成情况 is a state before it is a task.
const WORDS: &[Words] = &[
    Words {
        role: Role::No,
        whole: &[
            "序号",
            "序號",
            "编号",
            "編號",
            "项目序号",
            "項目序號",
            "项目编号",
            "项次",
            "項次",
            "NO",
            "No",
            "No.",
            "号",
        ],
        within: &[],
    },
    Words {
        role: Role::Rate,
        whole: &[
            "完成率",
            "完成比例",
            "完成百分比",
            "完成比率",
            "进度",
            "進度",
            "完成进度",
            "完成進度",
        ],
        within: &["完成率", "完成比例"],
    },
    Words {
        role: Role::Goal,
        whole: &[
            "目标值",
            "目標值",
            "目标数",
            "目標數",
            "计划数",
            "計劃數",
            "任务数",
            "任務數",
            "目标任务数",
            "年度目标值",
            "年度计划数",
            "全年目标",
        ],
        within: &["目标值", "目標值", "目标数", "任务数", "计划数"],
    },
    Words {
        role: Role::Done,
        whole: &[
            "完成数",
            "完成數",
            "完成值",
            "实际完成",
            "實際完成",
            "累计完成",
            "累計完成",
            "已完成",
            "完成量",
            "实际完成数",
            "累计完成数",
            "已完成数",
        ],
        within: &["完成数", "完成數", "累计完成", "累計完成"],
    },
    Words {
        role: Role::Status,
        whole: &[
            "状态",
            "狀態",
            "完成状态",
            "亮灯",
            "亮燈",
            "亮灯情况",
            "进度评价",
            "是否完成",
            "办理状态",
            "完成情况",
            "完成情況",
            "进展状态",
        ],
        within: &["完成情况", "完成情況", "状态", "狀態", "亮灯"],
    },
    Words {
        role: Role::Text,
        whole: &["进展", "進展", "落实情况", "落實情況", "工作情况", "工作進展"],
        within: &[
            "进展",
            "進展",
            "落实情况",
            "落實情況",
            "工作情况",
            "工作情況",
            "推进情况",
            "推進情況",
            "实施情况",
            "實施情況",
            "进度情况",
            "進度情況",
            "形象进度",
            "办理情况",
            "辦理情況",
            "执行情况",
            "工作成效",
        ],
    },
    Words {
        role: Role::Support,
        whole: &["协办单位", "協辦單位", "参与单位", "參與單位", "参加单位"],
        within: &[
            "配合单位",
            "配合單位",
            "协办单位",
            "協辦單位",
            "配合部门",
            "配合部門",
            "协同单位",
            "参与单位",
        ],
    },
    Words {
        role: Role::Lead,
        whole: &["单位", "單位", "部门", "部門", "责任主体"],
        within: &[
            "责任单位",
            "責任單位",
            "牵头单位",
            "牽頭單位",
            "责任部门",
            "責任部門",
            "牵头部门",
            "牽頭部門",
            "主办单位",
            "主辦單位",
            "承办单位",
            "承辦單位",
            "主管部门",
            "主管單位",
            "实施单位",
            "實施單位",
            "牵头责任",
        ],
    },
    Words {
        role: Role::Leader,
        whole: &["领导", "領導", "责任人", "負責人", "责任领导"],
        within: &[
            "分管领导",
            "分管領導",
            "牵头领导",
            "牽頭領導",
            "责任领导",
            "責任領導",
            "包保领导",
            "包联领导",
            "县领导",
            "市领导",
            "挂钩领导",
            "分管县领导",
        ],
    },
    Words {
        role: Role::Measure,
        whole: &["计量单位", "計量單位", "数量单位"],
        within: &[],
    },
    Words {
        role: Role::Category,
        whole: &[
            "类别",
            "類別",
            "分类",
            "分類",
            "领域",
            "領域",
            "类型",
            "類型",
            "大类",
            "板块",
            "板塊",
            "项目类别",
            "項目類別",
            "条线",
        ],
        within: &["类别", "類別"],
    },
    Words {
        role: Role::Target,
        whole: &[
            "任务",
            "任務",
            "目标",
            "目標",
            "指标",
            "指標",
            "计划",
            "建设内容",
            "建設內容",
            "主要内容",
            "任务内容",
        ],
        within: &[
            "目标任务",
            "目標任務",
            "任务目标",
            "任務目標",
            "指标任务",
            "指標任務",
            "年度任务",
            "年度任務",
            "年度目标",
            "年度目標",
            "工作任务",
            "工作任務",
            "工作目标",
            "工作目標",
            "具体任务",
            "具體任務",
            "年度计划",
            "年度計劃",
            "建设内容",
            "建設內容",
            "主要内容",
            "主要內容",
            "目标要求",
            "任务要求",
        ],
    },
    Words {
        role: Role::Title,
        whole: &[
            "项目",
            "項目",
            "事项",
            "事項",
            "名称",
            "名稱",
            "实事",
            "實事",
            "重点工作",
            "工程名称",
            "民生实事",
        ],
        within: &[
            "项目名称",
            "項目名稱",
            "事项名称",
            "事項名稱",
            "实事项目",
            "實事項目",
            "实事名称",
            "實事名稱",
            "项目内容",
            "項目內容",
            "事项内容",
            "事項內容",
            "实事内容",
            "工程名称",
            "工程名稱",
            "工作名称",
            "任务名称",
            "任務名稱",
            "实事事项",
        ],
    },
    Words {
        role: Role::Town,
        whole: &[
            "乡镇",
            "鄉鎮",
            "镇街",
            "鎮街",
            "街道",
            "乡镇街道",
            "镇(街道)",
            "乡镇(街道)",
            "乡(镇、街道)",
            "镇",
            "县区",
            "县(区)",
            "县(市、区)",
            "区县",
            "县市区",
            "辖区",
            "地区",
            "镇办",
            "各镇街",
            "乡镇名称",
            "县(市区)",
        ],
        within: &["乡镇", "鄉鎮", "镇街", "鎮街"],
    },
];

/// The roles that a head's words allow, the likeliest first.
pub(super) fn of(head: &str) -> Option<Role> {
    let head = fold(head);
    let whole = WORDS.iter().find(|w| w.whole.contains(&head.as_str()));
    // a long head is a sentence about one task, as in a table of towns by tasks
    let within = || {
        WORDS
            .iter()
            .filter(|_| head.chars().count() <= 24)
            .find(|w| w.within.iter().any(|word| head.contains(word)))
    };
    whole.or_else(within).map(|w| w.role)
}

/// Whether it is a head's word at all.
pub(super) fn is_known(head: &str) -> bool {
    of(head).is_some() || matches!(fold(head).as_str(), "备注" | "備註" | "備注")
}

/// 合计, 总计, however spaced.
pub(super) fn is_total(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "合计" | "合計" | "总计" | "總計" | "共计" | "共計" | "总数" | "全县合计" | "全市合计" | "全区合计"
    )
}

/// Whether most of the texts name places: 东河镇, 西岭乡.
pub(super) fn are_places<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    const ENDS: [&str; 14] = [
        "镇",
        "鎮",
        "乡",
        "鄉",
        "街道",
        "区",
        "區",
        "县",
        "縣",
        "社区",
        "村",
        "管委会",
        "办事处",
        "开发区",
    ];
    let (mut all, mut places) = (0, 0);
    for text in texts {
        let text = fold(text);
        let short = text.chars().count() <= 12;
        all += 1;
        places += usize::from(short && ENDS.iter().any(|e| text.ends_with(e)));
    }
    all >= 2 && places * 10 >= all * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_in_both_scripts() {
        for (head, role) in [
            ("序号", Some(Role::No)),
            ("序 號", Some(Role::No)),
            ("实事项目名称", Some(Role::Title)),
            ("事項名稱", Some(Role::Title)),
            ("指标任务", Some(Role::Target)),
            ("任務目標", Some(Role::Target)),
            ("1-9月份工作情况", Some(Role::Text)),
            ("進展情況", Some(Role::Text)),
            ("責任單位", Some(Role::Lead)),
            ("牵头单位", Some(Role::Lead)),
            ("数据评估认定单位", None),
            ("完成情況", Some(Role::Status)),
            ("完成率（%）", Some(Role::Rate)),
            ("任务完成情况", Some(Role::Status)),
            ("备注", None),
            ("完成656户困难老年人居家适老化改造", None),
            ("乡镇（街道）", Some(Role::Town)),
        ] {
            assert_eq!(of(head), role, "{head}");
        }
    }

    #[test]
    fn totals_and_places() {
        assert!(is_total("合　计") && is_total("總計") && !is_total("小计"));
        assert!(are_places(["东河镇", "西岭乡", "城南街道"].into_iter()));
        assert!(!are_places(["扩增学位", "加装电梯"].into_iter()));
    }
}
