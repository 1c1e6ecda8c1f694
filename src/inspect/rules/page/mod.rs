//! G: sheet, type area and ink (纸张、版心、字体颜色).

mod area;
mod grid;
mod ink;

use super::Rule;
use crate::diag::Severity::{Error, Note, Warning};

/// The family.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "G01",
        clause: "5.1",
        name: "纸张",
        says: "A4 型纸，210 毫米×297 毫米",
        severity: Error,
        measure: area::sheet,
    },
    Rule {
        id: "G02",
        clause: "5.2.1",
        name: "天头",
        says: "公文用纸天头（上白边）37 毫米±1 毫米",
        severity: Warning,
        measure: area::top,
    },
    Rule {
        id: "G03",
        clause: "5.2.1",
        name: "订口",
        says: "公文用纸订口（左白边）28 毫米±1 毫米",
        severity: Error,
        measure: area::left,
    },
    Rule {
        id: "G04",
        clause: "5.2.1",
        name: "版心宽度",
        says: "版心宽 156 毫米",
        severity: Warning,
        measure: area::width,
    },
    Rule {
        id: "G05",
        clause: "5.2.1",
        name: "版心高度",
        says: "版心高 225 毫米，除页码外文字不出版心",
        severity: Error,
        measure: area::height,
    },
    Rule {
        id: "G06",
        clause: "5.2.3",
        name: "每面行数",
        says: "一般每面排 22 行，撑满版心",
        severity: Warning,
        measure: grid::lines,
    },
    Rule {
        id: "G07",
        clause: "5.2.3",
        name: "每行字数",
        says: "一般每行排 28 个字，撑满版心",
        severity: Warning,
        measure: grid::cells,
    },
    Rule {
        id: "G08",
        clause: "5.2.3",
        name: "行距一致",
        says: "同一面各行行距一致",
        severity: Warning,
        measure: grid::pitch,
    },
    Rule {
        id: "G09",
        clause: "5.2.2",
        name: "正文字体字号",
        says: "如无特殊说明，各要素一般用 3 号仿宋体字",
        severity: Warning,
        measure: ink::body,
    },
    Rule {
        id: "G10",
        clause: "5.2.4",
        name: "文字颜色",
        says: "如无特殊说明，文字颜色均为黑色",
        severity: Error,
        measure: ink::black,
    },
    Rule {
        id: "G11",
        clause: "6.2",
        name: "红色色标",
        says: "黑色色谱达到 BL100%，红色色谱达到 Y80%、M80%",
        severity: Note,
        measure: ink::red,
    },
    Rule {
        id: "G12",
        clause: "通行做法",
        name: "字体完整",
        says: "字体嵌入文件，不用描边重叠仿制粗体，不缺字",
        severity: Error,
        measure: ink::fonts,
    },
    Rule {
        id: "G13",
        clause: "7.3.1、7.3.3",
        name: "不用粗体",
        says: "标题、正文以字体区分，标准未用加粗",
        severity: Warning,
        measure: ink::bold,
    },
];
