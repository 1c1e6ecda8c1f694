//! H: head (版头).

mod corner;
mod mark;
mod serial;
mod signers;

use super::Rule;
use crate::diag::Severity::{Error, Warning};

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "H01",
        clause: "7.2.1",
        name: "份号",
        says: "一般用 6 位阿拉伯数字，顶格编排在版心左上角第一行",
        severity: Warning,
        measure: corner::copy_number,
    },
    Rule {
        id: "H02",
        clause: "7.2.2",
        name: "密级和保密期限",
        says: "一般用 3 号黑体字，顶格编排，保密期限中的数字用阿拉伯数字",
        severity: Error,
        measure: corner::secrecy,
    },
    Rule {
        id: "H03",
        clause: "7.2.3",
        name: "紧急程度与顺序",
        says: "一般用 3 号黑体字，顶格编排；按份号、密级和保密期限、紧急程度的顺序自上而下分行排列",
        severity: Error,
        measure: corner::order,
    },
    Rule {
        id: "H04",
        clause: "7.2.4",
        name: "发文机关标志位置",
        says: "上边缘至版心上边缘 35 毫米，即距纸上边 72 毫米",
        severity: Error,
        measure: mark::top,
    },
    Rule {
        id: "H05",
        clause: "7.2.4",
        name: "发文机关标志居中",
        says: "居中排布",
        severity: Error,
        measure: mark::centred,
    },
    Rule {
        id: "H06",
        clause: "7.2.4",
        name: "发文机关标志字体颜色",
        says: "推荐使用小标宋体字，颜色为红色",
        severity: Warning,
        measure: mark::face,
    },
    Rule {
        id: "H07",
        clause: "7.2.4",
        name: "发文机关标志宽度",
        says: "以醒目、美观、庄重为原则，不超出版心",
        severity: Warning,
        measure: mark::width,
    },
    Rule {
        id: "H08",
        clause: "7.2.4",
        name: "联合行文标志",
        says: "“文件”二字置于发文机关名称右侧，以联署发文机关名称为准上下居中排布",
        severity: Warning,
        measure: mark::joint,
    },
    Rule {
        id: "H09",
        clause: "7.2.5",
        name: "发文字号写法",
        says: "由发文机关代字、年份、发文顺序号组成；年份标全称，用六角括号“〔〕”括入；顺序号不加“第”字，不编虚位，后加“号”字",
        severity: Error,
        measure: serial::form,
    },
    Rule {
        id: "H10",
        clause: "7.2.5",
        name: "发文字号上空",
        says: "编排在发文机关标志下空二行位置，20.78 毫米",
        severity: Warning,
        measure: serial::gap,
    },
    Rule {
        id: "H11",
        clause: "7.2.5",
        name: "发文字号位置",
        says: "居中排布；上行文居左空一字，与最后一个签发人姓名处在同一行",
        severity: Error,
        measure: serial::place,
    },
    Rule {
        id: "H12",
        clause: "7.2.6",
        name: "签发人",
        says: "上行文应当标注签发人；“签发人”三字用 3 号仿宋体字，后标全角冒号，姓名用 3 号楷体字，居右空一字",
        severity: Error,
        measure: signers::label,
    },
    Rule {
        id: "H13",
        clause: "7.2.6",
        name: "签发人姓名排列",
        says: "一般每行排两个姓名，回行时与上一行第一个签发人姓名对齐",
        severity: Warning,
        measure: signers::rows,
    },
    Rule {
        id: "H14",
        clause: "7.2.7",
        name: "红色分隔线",
        says: "发文字号之下 4 毫米处居中印一条与版心等宽的红色分隔线，长 156 毫米",
        severity: Error,
        measure: serial::rule,
    },
    Rule {
        id: "H15",
        clause: "7.2、7.4",
        name: "旧格式遗留",
        says: "2012 年版已取消主题词、“（此页无正文）”和汉字书写的成文日期",
        severity: Error,
        measure: corner::leftovers,
    },
];
