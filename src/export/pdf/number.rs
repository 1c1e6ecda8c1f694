//! Numbers in the file's own syntax (数的写法; ISO 32000-1 7.3.3). A long document has millions of them, so they are
//! written digit by digit, from whole numbers.

/// Two hexadecimal digits of every byte.
const HEX: [[u8; 2]; 256] = {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut table = [[0; 2]; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = [DIGITS[byte >> 4], DIGITS[byte & 15]];
        byte += 1;
    }
    table
};

/// A byte in hexadecimal.
pub(super) const fn hex(byte: u8) -> [u8; 2] {
    HEX[byte as usize]
}

/// Writes a whole number.
pub(super) fn integer(out: &mut Vec<u8>, number: i64) {
    decimal(out, number, 0);
}

/// Writes `number / 10^places`, without zeros that say nothing.
pub(super) fn decimal(out: &mut Vec<u8>, number: i64, places: u32) {
    if number < 0 {
        out.push(b'-');
    }
    let unit = 10_u64.pow(places);
    let (whole, mut part) = (number.unsigned_abs() / unit, number.unsigned_abs() % unit);
    digits(out, whole, 1);
    if part == 0 {
        return;
    }
    let mut width = places as usize;
    while part.is_multiple_of(10) {
        part /= 10;
        width -= 1;
    }
    out.push(b'.');
    digits(out, part, width);
}

/// Writes at least so many digits.
fn digits(out: &mut Vec<u8>, mut number: u64, width: usize) {
    // 2^64 has twenty digits
    let mut buffer = [b'0'; 20];
    let mut used = 0;
    for place in buffer.iter_mut().rev() {
        if number == 0 && used >= width {
            break;
        }
        *place = b'0' + (number % 10) as u8;
        number /= 10;
        used += 1;
    }
    out.extend_from_slice(buffer.get(buffer.len() - used..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: i64, places: u32) -> String {
        let mut out = Vec::new();
        decimal(&mut out, number, places);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_digit_too_many() {
        assert_eq!(written(0, 3), "0");
        assert_eq!(written(595_276, 3), "595.276");
        assert_eq!(written(-500, 3), "-0.5");
        assert_eq!(written(1_020, 3), "1.02");
        assert_eq!(written(7, 3), "0.007");
        assert_eq!(written(-10_000, 1), "-1000");
        assert_eq!(written(i64::MIN, 0), i64::MIN.to_string());
        assert_eq!(hex(0xAF), *b"AF");
    }

    proptest::proptest! {
        /// As a float of single precision is printed, over all that stands on a page.
        #[test]
        fn as_floats_are_printed(thousandths in -3_000_000..3_000_000_i64) {
            proptest::prop_assert_eq!(written(thousandths, 3), (thousandths as f32 / 1000.0).to_string());
        }
    }
}
