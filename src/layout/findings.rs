//! What only layout can know (版面诊断): the findings of this room, a function each.

use crate::diag::code::layout as code;
use crate::diag::{Diagnostic, Origin};
use crate::document::{Document, Head, Record, Signature, Text};

pub(super) fn mark_too_long(name: &Text) -> Diagnostic {
    let message = format!("发文机关标志“{}”过长，缩至比标题还小才排得下", name.string);
    Diagnostic::new(code::MARK_TOO_LONG, message)
        .at(name.origin)
        .clause("GB/T 9704—2012 7.2.4")
        .help("发文机关标志可以使用发文机关规范化简称；联合行文可以单独使用主办机关名称")
}

pub(super) fn serial_meets_signers(serial: &Text) -> Diagnostic {
    Diagnostic::new(
        code::HEAD_CROWDED,
        "发文字号（serial）与签发人（signers）在同一行排不下",
    )
    .at(serial.origin)
    .clause("GB/T 9704—2012 7.2.6")
    .help("核对发文字号中的机关代字是否过长，签发人是否只写姓名")
}

pub(super) fn compilers_meet_date(head: &Head) -> Diagnostic {
    let message = "编发单位（compiled_by）与编发日期（compiled_on）在同一行排不下";
    Diagnostic::new(code::HEAD_CROWDED, message)
        .at(origin(head.compiled_by.as_ref()))
        .help("编发单位可以使用规范化简称")
}

pub(super) fn addressees_moved(to: &Text) -> Diagnostic {
    Diagnostic::new(
        code::ADDRESSEES_MOVED,
        "主送机关（to）过多，首页排不下正文，已移至版记",
    )
    .at(to.origin)
    .clause("GB/T 9704—2012 7.3.2")
    .help("主送机关可以使用同类型机关统称")
}

pub(super) fn no_body_on_first_page(document: &Document) -> Diagnostic {
    Diagnostic::new(code::NO_BODY_ON_FIRST_PAGE, "标题（title）过长，首页排不下正文")
        .at(origin(document.title.as_ref()))
        .clause("GB/T 9704—2012 7.3.3")
        .help("缩短标题，或减少版头的要素")
}

pub(super) fn pitch_changed() -> Diagnostic {
    Diagnostic::new(code::PITCH_CHANGED, "落款与正文不在同一面，已缩小行距使其同面")
        .clause("GB/T 9704—2012 7.3.5.5")
}

pub(super) fn names_beyond_seals(signature: &Signature) -> Diagnostic {
    let longest = signature.signers.iter().map(|signer| &signer.name);
    let longest = longest.max_by_key(|name| name.string.chars().count());
    let named = longest
        .map(|name| format!("“{}”", name.string))
        .unwrap_or_default();
    let message = format!("署名{named}太长，印章压不住署名和成文日期");
    Diagnostic::new(code::NAMES_BEYOND_SEALS, message)
        .at(origin(longest))
        .clause("GB/T 9704—2012 7.3.5.1")
        .help("署名可以使用发文机关规范化简称；或核对印章直径（diameter）")
}

pub(super) fn signature_alone() -> Diagnostic {
    Diagnostic::new(
        code::SIGNATURE_ALONE,
        "落款独占一页，调整行距也不能使其与正文同面",
    )
    .clause("GB/T 9704—2012 7.3.5.5")
    .help("增删正文文字")
}

pub(super) fn signature_too_tall(signature: &Signature) -> Diagnostic {
    let first = signature.signers.first().map(|signer| &signer.name);
    Diagnostic::new(
        code::SIGNATURE_TOO_TALL,
        "落款（署名、印章、成文日期）的高度超过了版心",
    )
    .at(origin(first))
    .clause("GB/T 9704—2012 7.3.5")
    .help("减少署名机关，或改小印章直径（[layout] seal_diameter）")
}

pub(super) fn record_too_tall(record: &Record) -> Diagnostic {
    Diagnostic::new(code::RECORD_TOO_TALL, "版记（record）的高度超过了版心")
        .at(origin(record.copies.as_ref().or(record.to.as_ref())))
        .clause("GB/T 9704—2012 7.4")
        .help("抄送机关、主送机关可以使用规范化简称或者同类型机关统称")
}

fn origin(text: Option<&Text>) -> Option<Origin> {
    text.and_then(|text| text.origin)
}
