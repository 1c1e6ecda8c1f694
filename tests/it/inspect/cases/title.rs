//! T: title.

use tongbao::font::Role;
use tongbao::unit::Length;

use super::super::desk::Case;
use super::documents::{file, full, some};
use super::{marks, measures, words};

/// In the first line of the title.
const FIRST: &str = "关于2024年二季度";

pub const CASES: &[Case] = &[
    measures("T01", full, |s| {
        s.title_size = Length::pt(16);
        s.title_pitch = Length::um(10_400);
    }),
    marks("T01", full, |desk| desk.reface(FIRST, Role::Heiti)),
    marks("T01", full, |desk| desk.shift(FIRST, 3_000, 0)),
    measures("T02", full, |s| s.title_gap = Length::mm(12)),
    words("T03", file, |document| {
        document.title = some("关于二季度清溪县重点\n民生实事进展\n情况及下步打算的通报");
    }),
    words("T03", file, |document| {
        document.title = some("关于二季度民生实事\n进展情况的督查通报");
    }),
    words("T04", file, |document| {
        document.title = some("关于二季度重点民生实\n事进展情况的通报");
    }),
    words("T04", file, |document| {
        document.title = some("关于二季度重点民生实事进展情况\n的通报");
    }),
    words("T05", file, |document| {
        document.title = some("二季度重点民生实事进展情况");
    }),
    words("T06", file, |document| {
        document.title = some("关于二季度民生实事进展情况的通报。");
    }),
    words("T06", file, |document| {
        document.title = some("关于民生实事：二季度进展情况的通报");
    }),
    words("T07", full, |document| document.meta.title = "未命名".to_owned()),
    words("T07", full, |document| document.meta.title.clear()),
];
