//! K, N: line ends, marks, numbers.

use tongbao::document::Document;

use super::super::desk::{Case, Spoil};
use crate::layout::documents::{file, paragraph};

/// Makes the first paragraph say that.
fn say(document: &mut Document, words: &str) {
    document.body[0] = paragraph(words);
}

/// A first line of so many characters and `end`, then `next`, wherever typesetting would break.
fn broken(document: &mut Document, count: usize, end: &str, next: &str) {
    say(document, &format!("{}{end}\n{next}", "正".repeat(count)));
}

macro_rules! says {
    ($rule:literal, $words:literal) => {
        Case {
            rule: $rule,
            whole: file,
            spoil: Spoil::Words(|document| say(document, $words)),
        }
    };
}

macro_rules! breaks {
    ($rule:literal, $count:literal, $end:literal, $next:literal) => {
        Case {
            rule: $rule,
            whole: file,
            spoil: Spoil::Words(|document| broken(document, $count, $end, $next)),
        }
    };
}

pub const CASES: &[Case] = &[
    breaks!("K01", 26, "", "，继续推进。"),
    breaks!("K01", 25, "《", "通知》已经印发。"),
    breaks!("K02", 25, "1", "2件已经完成。"),
    breaks!("K02", 24, "75", "%的任务完成。"),
    breaks!("K03", 25, "—", "—任务已经完成。"),
    breaks!("K03", 25, "…", "…任务已经完成。"),
    says!("K04", "各单位要抓好落实,确保年底前完成。"),
    says!("K04", "共完成１２件。"),
    says!("K05", "各单位要抓好落实，  确保年底前完成。"),
    says!("N01", "比上年增长15～30%。"),
    says!("N02", "比上年提高.5个百分点。"),
    says!("N03", "自2024年07月起施行。"),
    says!("N04", "共惠及3千户。"),
    says!("N05", "印发《关于办好民生实事的通知。"),
];
