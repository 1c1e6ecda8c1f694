//! Digests (摘要): what tells whether a file is still the one it was.

use sha2::{Digest, Sha256};
use sm3::Sm3;

/// SHA-256 as 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SM3 (GB/T 32905—2016) as 64 lower-case hexadecimal digits.
#[must_use]
pub fn sm3(bytes: &[u8]) -> String {
    hex(&Sm3::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| DIGITS.get(usize::from(half))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples that the two standards print (FIPS 180-2 B.1, GB/T 32905—2016 A.1).
    #[test]
    fn the_standards_own_examples() {
        let abc = b"abc";
        assert_eq!(
            sha256(abc),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            sm3(abc),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        );
    }
}
