//! Enumerations (列举): as many are listed as the sentence says.

use super::prose::Prose;
use crate::diag::code::number as code;
use crate::diag::{Diagnostic, Sink};
use crate::text::claim::Kind;
use crate::text::number;

/// The enumerations of a text.
pub(super) fn lists(prose: &Prose<'_>, sink: &mut Sink) {
    for claim in &prose.claims {
        let (Kind::List { least, most }, Some(amount)) = (claim.kind, &claim.amount) else {
            continue;
        };
        if (rust_decimal::Decimal::from(least)..=most.into()).contains(&amount.value) {
            continue;
        }
        let message = format!(
            "“{}”列出 {least} 项，写的是 {}",
            prose.typed(claim.clause.start..claim.clause.end.max(claim.range.end)),
            number::trimmed(amount.value)
        );
        sink.push(
            Diagnostic::new(code::LIST, message)
                .at(prose.origin(amount.range.clone()))
                .help("数一数列出的名称，改数或补全名单"),
        );
    }
}
