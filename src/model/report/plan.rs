//! x
use super::*;
pub(super) struct Plan;
impl Plan {
    pub(super) fn new(_: &Report<'_>, _: &AnnexFile, _: &mut Sink) -> Self {
        Self
    }
}
