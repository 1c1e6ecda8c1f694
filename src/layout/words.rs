//! The fixed words (固定用语) that GB/T 9704—2012 itself prescribes; every other word comes with the document.

/// What stands above the red rule (7.1), as readers of the structure call it.
pub(super) const HEAD: &str = "版头";
/// The list of the annexes (7.3.4), in the structure.
pub(super) const ANNEX_NOTE: &str = "附件说明";
/// Names, seals and date (7.3.5), in the structure.
pub(super) const SIGNATURE: &str = "发文机关署名、成文日期和印章";
/// The same without seals (7.3.5.2).
pub(super) const UNSEALED: &str = "发文机关署名、成文日期";
/// With signature stamps (7.3.5.3).
pub(super) const STAMPED: &str = "签发人签名章、成文日期";
/// What stands between the first and the last rule of the last page (7.1), in the structure.
pub(super) const RECORD: &str = "版记";
/// Before the annexes' names (7.3.4) and on an annex's first line (7.3.7).
pub(super) const ANNEX: &str = "附件";
/// Behind the addressees (7.3.2) and behind the labels below.
pub(super) const COLON: &str = "：";
/// Behind an annex's number in the note (7.3.4).
pub(super) const NUMBER_DOT: &str = ".";
/// Before the signers (7.2.6).
pub(super) const SIGNER: &str = "签发人：";
/// Before the addressees in the record (7.4.2).
pub(super) const TO: &str = "主送：";
/// Before the organs that get a copy (7.4.2).
pub(super) const COPIES: &str = "抄送：";
/// Behind the last organ of an entry of the record (7.4.2).
pub(super) const FULL_STOP: char = '。';
/// Behind the date of printing (7.4.3).
pub(super) const PRINTED: &str = "印发";
/// Around 附注 (7.3.6).
pub(super) const BRACKETS: (&str, &str) = ("（", "）");
/// On both sides of a page number, 一字线 (7.5).
pub(super) const DASH: &str = "—";
