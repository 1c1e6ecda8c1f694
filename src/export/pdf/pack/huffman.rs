//! Deflate with codes alone (霍夫曼编码), for what hardly repeats itself: font programs.
//!
//! Outlines of glyphs are numbers that seldom come twice in the same order. To look for repetitions in them takes
//! nearly all the time of a small document and gains 7 % (docs/decisions/0010-huffman.md): here each byte only gets a
//! code as short as it is frequent (RFC 1951 3.2.7, in the frame of RFC 1950).

/// Bytes that share a code. Shorter blocks fit closer and pay more for telling their codes: of 16 to 64 KB all give
/// the same size to half a percent.
const BLOCK: usize = 32 * 1024;

/// The longest code of a byte: four of them and the bits left over fit a word of 64. RFC 1951 would allow 15, which
/// saves nothing in a block that short.
const LONGEST: usize = 12;

/// The longest code of a length (RFC 1951 3.2.7).
const LONGEST_OF_LENGTHS: usize = 7;

/// The symbol that ends a block.
const END: usize = 256;

/// The order in which the lengths of the codes of lengths are told (RFC 1951 3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Content in zlib's format.
pub(super) fn zlib(content: &[u8]) -> Vec<u8> {
    let mut bits = Bits::new(content.len());
    // deflate with a window of 32 KB, the fastest kind
    bits.bytes(&[0x78, 0x01]);
    let mut blocks = content.chunks(BLOCK).peekable();
    if content.is_empty() {
        // a last block of fixed codes and nothing but its end
        bits.put(0b011, 3);
        bits.put(0, 7);
    }
    while let Some(block) = blocks.next() {
        write_block(&mut bits, block, blocks.peek().is_none());
    }
    bits.align();
    bits.bytes(&libdeflater::adler32(content).to_be_bytes());
    bits.finish()
}

/// Writes a block in codes of its own, or as it is where that is shorter.
fn write_block(bits: &mut Bits, block: &[u8], last: bool) {
    let counts = count(block);
    let codes = Codes::new(&counts, LONGEST);
    let head = Head::new(&codes.lengths);
    if head.bits() + codes.bits(&counts) >= (block.len() + 5) * 8 {
        return write_stored(bits, block, last);
    }
    bits.put(last.into(), 1);
    bits.put(0b10, 2);
    head.write(bits);
    bits.codes(block, &codes);
    bits.put(codes.code(END), codes.length(END));
}

/// Writes a block as it is; it is short enough for the 16 bits of its length.
fn write_stored(bits: &mut Bits, block: &[u8], last: bool) {
    bits.put(last.into(), 3);
    bits.align();
    let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
    bits.bytes(&length.to_le_bytes());
    bits.bytes(&(!length).to_le_bytes());
    bits.bytes(block);
}

/// How often each byte comes, and one end.
fn count(block: &[u8]) -> [u32; END + 1] {
    // four tables: one that is added to twice in a row has to wait for itself
    let mut tables = [[0_u32; 256]; 4];
    let (fours, rest) = block.as_chunks::<4>();
    let [first, second, third, fourth] = &mut tables;
    for &[a, b, c, d] in fours {
        first[usize::from(a)] += 1;
        second[usize::from(b)] += 1;
        third[usize::from(c)] += 1;
        fourth[usize::from(d)] += 1;
    }
    for &byte in rest {
        first[usize::from(byte)] += 1;
    }
    let mut counts = [0; END + 1];
    for table in &tables {
        for (sum, count) in counts.iter_mut().zip(table) {
            *sum += count;
        }
    }
    counts[END] = 1;
    counts
}

/// Codes (编码) of symbols: the more frequent, the shorter.
struct Codes {
    /// By symbol, 0 for one that does not come.
    lengths: Vec<u8>,
    /// By symbol: its code, first bit lowest, and behind 16 bits its length.
    table: Vec<u32>,
}

impl Codes {
    fn new(counts: &[u32], longest: usize) -> Self {
        let lengths = lengths(counts, longest);
        let mut next = first_codes(&lengths);
        let mut table = Vec::with_capacity(lengths.len());
        for &length in &lengths {
            let mut entry = u32::from(length) << 16;
            if let Some(code) = next.get_mut(usize::from(length)).filter(|_| length > 0) {
                entry |= u32::from(code.reverse_bits() >> (16 - length));
                *code += 1;
            }
            table.push(entry);
        }
        Self { lengths, table }
    }

    fn code(&self, symbol: usize) -> u64 {
        self.table.get(symbol).map_or(0, |&entry| (entry & 0xFFFF).into())
    }

    fn length(&self, symbol: usize) -> u32 {
        self.table.get(symbol).map_or(0, |&entry| entry >> 16)
    }

    /// What symbols take that come so often.
    fn bits(&self, counts: &[u32]) -> usize {
        let each = self.lengths.iter().zip(counts);
        each.map(|(&length, &count)| usize::from(length) * count as usize)
            .sum()
    }
}

/// The lengths of codes for symbols that come so often, none above `longest`; at least two come.
fn lengths(counts: &[u32], longest: usize) -> Vec<u8> {
    let mut sorted: Vec<(u32, usize)> = (0..)
        .zip(counts)
        .map(|(symbol, &count)| (count, symbol))
        .collect();
    sorted.retain(|&(count, _)| count > 0);
    sorted.sort_unstable();
    let weights: Vec<u32> = sorted.iter().map(|&(count, _)| count).collect();
    let mut many = depths(&weights, longest);
    shorten(&mut many, longest);
    let mut lengths = vec![0; counts.len()];
    // the rarest symbols get the longest codes
    let long_first = many.into_iter().enumerate().rev();
    let each = long_first.flat_map(|(length, many)| std::iter::repeat_n(length, many));
    for (&(_, symbol), length) in sorted.iter().zip(each) {
        if let Some(place) = lengths.get_mut(symbol) {
            *place = u8::try_from(length).unwrap_or_default();
        }
    }
    lengths
}

/// Huffman's tree over ascending weights: how many leaves lie at each depth, those below `longest` counted with it.
fn depths(weights: &[u32], longest: usize) -> Vec<usize> {
    let leaves = weights.len();
    let mut weight = weights.to_vec();
    let mut parent = vec![0; leaves];
    // sums come out in ascending order, so both queues are sorted: the next two are at their heads
    let (mut leaf, mut sum) = (0, leaves);
    for _ in 1..leaves {
        let mut total = 0;
        for _ in 0..2 {
            let lighter = match (weight.get(leaf).filter(|_| leaf < leaves), weight.get(sum)) {
                (Some(a), Some(b)) => a <= b,
                (a, _) => a.is_some(),
            };
            let taken = if lighter { &mut leaf } else { &mut sum };
            total += weight.get(*taken).copied().unwrap_or_default();
            let next = weight.len();
            if let Some(place) = parent.get_mut(*taken) {
                *place = next;
            }
            *taken += 1;
        }
        weight.push(total);
        parent.push(0);
    }
    let mut many = vec![0; longest + 1];
    let mut depth = vec![0_usize; parent.len()];
    // from the root, the last of all, down
    for (node, &above) in parent.iter().enumerate().rev().skip(1) {
        let own = depth.get(above).map_or(0, |depth| depth + 1);
        if let Some(place) = depth.get_mut(node) {
            *place = own;
        }
        if let Some(count) = many.get_mut(own.min(longest)).filter(|_| node < leaves) {
            *count += 1;
        }
    }
    many
}

/// Makes room for codes that were too long: a shorter one is lengthened by a bit for each two that do not fit.
fn shorten(many: &mut [usize], longest: usize) {
    let room = |many: &[usize]| -> usize {
        let each = many.iter().enumerate().skip(1);
        each.map(|(length, many)| many << (longest - length)).sum()
    };
    let mut taken = room(many);
    while taken > 1 << longest {
        let shorter = (1..longest)
            .rev()
            .find(|&length| many.get(length).is_some_and(|&many| many > 0));
        let Some(pair) = shorter.and_then(|length| many.get_mut(length..length + 2)) else {
            return;
        };
        if let [short, long] = pair {
            *short -= 1;
            *long += 2;
        }
        if let Some(last) = many.last_mut() {
            *last -= 1;
        }
        taken -= 1;
    }
}

/// The first code of each length (RFC 1951 3.2.2).
fn first_codes(lengths: &[u8]) -> [u16; 16] {
    let mut many = [0_u16; 16];
    for &length in lengths.iter().filter(|&&length| length > 0) {
        if let Some(count) = many.get_mut(usize::from(length)) {
            *count += 1;
        }
    }
    let (mut first, mut code) = ([0; 16], 0_u16);
    for (first, many) in first.iter_mut().zip(many) {
        // the codes of the length before, one bit longer
        code <<= 1;
        *first = code;
        code += many;
    }
    first
}

/// What a block tells of its codes (RFC 1951 3.2.7): their lengths, themselves in codes.
struct Head {
    /// Symbol, value of the bits behind it, how many these are.
    lengths: Vec<(usize, u64, u32)>,
    codes: Codes,
    counts: [u32; ORDER.len()],
}

impl Head {
    fn new(lengths: &[u8]) -> Self {
        // no distance is used, but readers want codes for two
        let all: Vec<u8> = lengths.iter().copied().chain([1, 1]).collect();
        let lengths: Vec<_> = all.chunk_by(|a, b| a == b).flat_map(repeats).collect();
        let mut counts = [0; ORDER.len()];
        for &(symbol, ..) in &lengths {
            if let Some(count) = counts.get_mut(symbol) {
                *count += 1;
            }
        }
        let codes = Codes::new(&counts, LONGEST_OF_LENGTHS);
        Self {
            lengths,
            codes,
            counts,
        }
    }

    /// How many lengths of codes of lengths are told: those up to the last that is used.
    fn told(&self) -> usize {
        let used = |&symbol: &usize| self.codes.length(symbol) > 0;
        ORDER.iter().rposition(used).map_or(4, |last| (last + 1).max(4))
    }

    fn bits(&self) -> usize {
        let extra: u32 = self.lengths.iter().map(|(_, _, bits)| bits).sum();
        3 + 14 + 3 * self.told() + self.codes.bits(&self.counts) + extra as usize
    }

    fn write(&self, bits: &mut Bits) {
        // 257 codes of bytes and the end, 2 of distances
        bits.put(0, 5);
        bits.put(1, 5);
        bits.put(self.told() as u64 - 4, 4);
        for &symbol in ORDER.iter().take(self.told()) {
            bits.put(self.codes.length(symbol).into(), 3);
        }
        for &(symbol, value, count) in &self.lengths {
            bits.put(self.codes.code(symbol), self.codes.length(symbol));
            bits.put(value, count);
        }
    }
}

/// Equal lengths side by side, as few symbols: 16 repeats the one before, 17 and 18 are zeros.
fn repeats(run: &[u8]) -> Vec<(usize, u64, u32)> {
    let Some(&length) = run.first() else {
        return Vec::new();
    };
    let mut symbols = Vec::new();
    let mut left = run.len();
    let single = (usize::from(length), 0, 0);
    if length > 0 {
        symbols.push(single);
        left -= 1;
    }
    while left > 0 {
        let (symbol, least, most, bits) = match (length, left) {
            (0, 11..) => (18, 11, 138, 7),
            (0, 3..) => (17, 3, 10, 3),
            (1.., 3..) => (16, 3, 6, 2),
            _ => {
                symbols.push(single);
                left -= 1;
                continue;
            }
        };
        let taken = left.min(most);
        symbols.push((symbol, (taken - least) as u64, bits));
        left -= taken;
    }
    symbols
}

/// Bits one behind the other, the first lowest in its byte (RFC 1951 3.1.1).
struct Bits {
    out: Vec<u8>,
    /// Whole bytes written.
    at: usize,
    /// Bits not yet written, and how many; fewer than 8 between calls.
    rest: u64,
    count: u32,
}

impl Bits {
    /// For so many bytes: a block never takes more than itself and five bytes more.
    fn new(content: usize) -> Self {
        let most = content + (content / BLOCK + 1) * 8 + 32;
        Self {
            out: vec![0; most],
            at: 0,
            rest: 0,
            count: 0,
        }
    }

    /// Up to 56 bits.
    fn put(&mut self, value: u64, count: u32) {
        self.rest |= value << self.count;
        self.count += count;
        self.flush();
    }

    /// Writes the whole bytes: eight at a time, of which those that are not yet whole are written again.
    fn flush(&mut self) {
        if let Some(place) = self.out.get_mut(self.at..self.at + 8) {
            place.copy_from_slice(&self.rest.to_le_bytes());
        }
        let whole = self.count / 8;
        self.at += whole as usize;
        self.rest >>= whole * 8;
        self.count -= whole * 8;
    }

    /// The codes of bytes, four at a time.
    fn codes(&mut self, block: &[u8], codes: &Codes) {
        let Some(table) = codes.table.first_chunk::<256>() else {
            return;
        };
        let (fours, rest) = block.as_chunks::<4>();
        for four in fours {
            for &byte in four {
                let entry = table[usize::from(byte)];
                self.rest |= u64::from(entry & 0xFFFF) << self.count;
                self.count += entry >> 16;
            }
            self.flush();
        }
        for &byte in rest {
            self.put(codes.code(byte.into()), codes.length(byte.into()));
        }
    }

    /// Zeros up to the next byte.
    fn align(&mut self) {
        let missing = self.count.next_multiple_of(8) - self.count;
        self.put(0, missing);
    }

    /// Bytes as they are, on the border of one.
    fn bytes(&mut self, bytes: &[u8]) {
        if let Some(place) = self.out.get_mut(self.at..self.at + bytes.len()) {
            place.copy_from_slice(bytes);
            self.at += bytes.len();
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.out.truncate(self.at);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Dictionary, Object, Stream};
    use proptest::prelude::*;

    use super::*;

    /// By libdeflate and by what lopdf reads with.
    fn inflated(packed: &[u8], size: usize) -> [Vec<u8>; 2] {
        let mut first = vec![0; size];
        let read = libdeflater::Decompressor::new().zlib_decompress(packed, &mut first);
        assert_eq!(read, Ok(size));
        let filter = Dictionary::from_iter([("Filter", Object::Name(b"FlateDecode".to_vec()))]);
        let second = Stream::new(filter, packed.to_vec()).decompressed_content();
        [first, second.unwrap()]
    }

    fn check(content: &[u8]) -> usize {
        let packed = zlib(content);
        for inflated in inflated(&packed, content.len()) {
            assert!(inflated == content);
        }
        packed.len()
    }

    /// Bytes that look like any.
    fn noise(count: usize) -> Vec<u8> {
        let step = |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        let states = std::iter::successors(Some(7_u64), step);
        states.take(count).map(|state| (state >> 56) as u8).collect()
    }

    #[test]
    fn small_and_uniform_content() {
        for content in [&b""[..], b"a", b"aa", b"ab", b"abc", &[0], &[255; 3]] {
            check(content);
        }
        let all: Vec<u8> = (0..=255).collect();
        check(&all);
        // one bit a byte
        assert!(check(&vec![7; 1 << 20]) < (1 << 17) + 1000);
    }

    #[test]
    fn what_cannot_be_packed_stays_as_it_is() {
        for size in [BLOCK - 1, BLOCK, BLOCK + 1, 1 << 20] {
            assert!(check(&noise(size)) <= size + size.div_ceil(BLOCK) * 5 + 6);
        }
    }

    #[test]
    fn no_code_is_too_long() {
        // Fibonacci's numbers give the deepest tree there is
        let mut counts = vec![1_u32, 1];
        while counts.len() < 22 {
            let next = counts.iter().rev().take(2).sum();
            counts.push(next);
        }
        let content: Vec<u8> = (0..)
            .zip(&counts)
            .flat_map(|(byte, &count)| std::iter::repeat_n(byte, count as usize))
            .collect();
        check(&content);
        for longest in [5, 7, 12] {
            let lengths = lengths(&counts, longest);
            assert!(
                lengths
                    .iter()
                    .all(|&length| (1..=longest).contains(&usize::from(length)))
            );
            let room: usize = lengths
                .iter()
                .map(|&length| 1 << (longest - usize::from(length)))
                .sum();
            assert_eq!(room, 1 << longest, "every code stands for something");
            assert!(
                lengths.is_sorted_by(|a, b| a >= b),
                "the rarest have the longest codes"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_content_comes_back(
            runs in proptest::collection::vec((any::<u8>(), 0..40_000_usize, any::<bool>()), 0..8),
            tail in proptest::collection::vec(any::<u8>(), 0..2_000),
        ) {
            let mut content = Vec::new();
            for (byte, count, mixed) in runs {
                let limit = u16::from(byte) + 1;
                match mixed {
                    true => content.extend(noise(count).into_iter().map(|any| (u16::from(any) % limit) as u8)),
                    false => content.extend(std::iter::repeat_n(byte, count)),
                }
            }
            content.extend(tail);
            check(&content);
        }
    }
}
