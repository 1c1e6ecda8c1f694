//! Rules spread over all cores (并行), with their findings in the order in which one would have found them.

use rayon::prelude::*;

use crate::diag::Sink;

/// Items that are judged one after another by the same core; fewer are not worth a second one.
const TOGETHER: usize = 128;

/// Judges every item; findings go to `sink` in the order of the items, however many cores there are.
pub(super) fn each<T: Sync>(items: &[T], sink: &mut Sink, judge: impl Fn(&T, &mut Sink) + Sync) {
    if items.len() <= TOGETHER {
        items.iter().for_each(|item| judge(item, sink));
        return;
    }
    let of_chunk = |chunk: &[T]| {
        let mut own = Sink::new();
        chunk.iter().for_each(|item| judge(item, &mut own));
        own
    };
    let found: Vec<Sink> = items.par_chunks(TOGETHER).map(of_chunk).collect();
    found.into_iter().for_each(|own| sink.append(own));
}
