//! Measure words (量词、计量单位): what a figure counts in.

use crate::text::words::Words;

/// Units as they are typed, the longer before the shorter where one begins the other, and the name under which they
/// compare: 名 and 位 count people like 人.
const UNITS: Words<(&str, &str)> = Words::meaning(&[
    ("平方公里", "平方公里"),
    ("立方米", "立方米"),
    ("平方米", "平方米"),
    ("个百分点", "个百分点"),
    ("百分点", "个百分点"),
    ("人次", "人次"),
    ("场次", "场"),
    ("批次", "批次"),
    ("家次", "家次"),
    ("册次", "册"),
    ("户次", "户次"),
    ("车次", "车次"),
    ("公里", "公里"),
    ("千米", "公里"),
    ("公顷", "公顷"),
    ("公斤", "公斤"),
    ("千克", "公斤"),
    ("工作日", "工作日"),
    ("个月", "个月"),
    ("个工作日", "工作日"),
    ("小时", "小时"),
    ("分钟", "分钟"),
    ("天", "天"),
    ("周", "周"),
    ("人", "人"),
    ("名", "人"),
    ("位", "人"),
    ("个", "个"),
    ("户", "户"),
    ("所", "所"),
    ("件", "件"),
    ("处", "处"),
    ("座", "座"),
    ("套", "套"),
    ("台", "台"),
    ("部", "部"),
    ("张", "张"),
    ("条", "条"),
    ("家", "家"),
    ("亩", "亩"),
    ("辆", "辆"),
    ("场", "场"),
    ("项", "项"),
    ("眼", "眼"),
    ("盏", "盏"),
    ("栋", "栋"),
    ("幢", "栋"),
    ("间", "间"),
    ("口", "口"),
    ("次", "次"),
    ("册", "册"),
    ("份", "份"),
    ("例", "例"),
    ("期", "期"),
    ("批", "批"),
    ("种", "种"),
    ("类", "类"),
    ("块", "块"),
    ("支", "支"),
    ("只", "只"),
    ("吨", "吨"),
    ("元", "元"),
    ("米", "米"),
    ("方", "立方米"),
    ("轮", "轮"),
    ("组", "组"),
    ("级", "级"),
    ("层", "层"),
    ("起", "起"),
    ("株", "株"),
    ("棵", "株"),
    ("村", "村"),
    ("站", "站"),
    ("班", "班"),
    ("宗", "宗"),
    ("笔", "笔"),
    ("颗", "颗"),
    ("门", "门"),
    ("片", "片"),
    ("对", "对"),
    ("幅", "幅"),
    ("篇", "篇"),
]);

/// A unit at the beginning of a text (识出的单位).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Its bytes.
    pub len: usize,
    /// The name under which units compare.
    pub name: &'static str,
}

/// The unit that `text` begins with.
#[must_use]
pub(super) fn at_start(text: &str) -> Option<Measured> {
    UNITS.longest_start(text).map(|(typed, name)| Measured {
        len: typed.len(),
        name,
    })
}

/// A unit as a goal has it: the factor that 万 or 亿 before it makes, and the name under which it compares; the unit
/// itself where it is none of the usual. 万元 is 10000 and 元.
#[must_use]
pub fn canonical(unit: &str) -> (u32, &str) {
    let (factor, rest) = match (unit.strip_prefix('万'), unit.strip_prefix('亿')) {
        (Some(rest), _) => (10_000, rest),
        (_, Some(rest)) => (100_000_000, rest),
        _ => (1, unit),
    };
    match at_start(rest) {
        Some(found) => (factor, found.name),
        None => (factor, rest),
    }
}
