//! Rules spread over all cores (并行), with their findings in the order in which one would have found them.

use rayon::prelude::*;

use crate::diag::Sink;

/// Items that are judged one after another by the same core.
const TOGETHER: usize = 128;

/// Items that one core judges sooner than others can be called to help: about a millisecond's work.
const FEW: usize = 512;

/// Judges every item; findings go to `sink` in the order of the items, however many cores there are.
pub(super) fn each<T: Sync>(items: &[T], sink: &mut Sink, judge: impl Fn(&T, &mut Sink) + Sync) {
    let of_chunk = |chunk: &[T]| {
        let mut own = Sink::new();
        chunk.iter().for_each(|item| judge(item, &mut own));
        own
    };
    let found = gather(items, of_chunk);
    found.into_iter().for_each(|own| sink.append(own));
}

/// What comes of each stretch of items, in their order.
pub(super) fn gather<'i, T: Sync, R: Send>(
    items: &'i [T],
    of_chunk: impl Fn(&'i [T]) -> R + Sync + Send,
) -> Vec<R> {
    if items.len() <= FEW {
        return vec![of_chunk(items)];
    }
    items.par_chunks(TOGETHER).map(of_chunk).collect()
}
