//! The words of a content stream (内容流分词), also of a CMap: operands, then their operator.
//!
//! What cannot be read is skipped; depth and number of operands are bounded.

use lopdf::{Dictionary, Object, StringFormat};

/// Arrays within arrays.
const DEPTH: usize = 24;
/// Operands kept for one operator; a CMap may list a thousand.
const OPERANDS: usize = 1 << 16;

/// Reads words one after another.
pub(super) struct Lexer<'c> {
    bytes: &'c [u8],
    at: usize,
}

/// A word.
enum Word<'c> {
    Operand(Object),
    Operator(&'c [u8]),
    /// `]` or `>>` without its beginning, or nothing that is known.
    Junk,
    End,
}

impl<'c> Lexer<'c> {
    pub(super) const fn new(bytes: &'c [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next operator; its operands are put into `operands`.
    pub(super) fn operation(&mut self, operands: &mut Vec<Object>) -> Option<&'c [u8]> {
        operands.clear();
        loop {
            match self.word(0) {
                Word::Operand(object) if operands.len() < OPERANDS => operands.push(object),
                Word::Operand(_) | Word::Junk => {}
                Word::Operator(name) => return Some(name),
                Word::End => return None,
            }
        }
    }

    /// The dictionary and the data of an inline image, behind its `BI`.
    pub(super) fn inline_image(&mut self) -> Option<(Dictionary, &'c [u8])> {
        let mut entries = Vec::new();
        let id = self.operation(&mut entries)?;
        if id != b"ID" {
            return None;
        }
        // one white-space character stands behind ID
        let start = self.at + 1;
        let data = self.bytes.get(start..)?;
        let length = image_end(data);
        self.at = (start + length + 3).min(self.bytes.len());
        Some((dictionary(entries), data.get(..length)?))
    }

    fn word(&mut self, depth: usize) -> Word<'c> {
        self.skip_space();
        let Some(byte) = self.peek() else {
            return Word::End;
        };
        match byte {
            b'/' => Word::Operand(self.name()),
            b'(' => Word::Operand(Object::String(self.literal(), StringFormat::Literal)),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Word::Operand(Object::Dictionary(dictionary(self.items(b">>", depth))))
            }
            b'<' => Word::Operand(Object::String(self.hex(), StringFormat::Hexadecimal)),
            b'[' => {
                self.at += 1;
                Word::Operand(Object::Array(self.items(b"]", depth)))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
            b']' | b'{' | b'}' | b')' | b'>' => {
                self.at += 1;
                Word::Junk
            }
            _ => self.operator(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let line = self.bytes.get(self.at..).unwrap_or_default();
                self.at += line
                    .iter()
                    .position(|byte| matches!(byte, b'\r' | b'\n'))
                    .unwrap_or(line.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Up to the next character that ends a word.
    fn regular(&mut self) -> &'c [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| is_space(*byte) || is_delimiter(*byte))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn operator(&mut self) -> Word<'c> {
        match self.regular() {
            b"" => {
                self.at += 1;
                Word::Junk
            }
            b"true" => Word::Operand(Object::Boolean(true)),
            b"false" => Word::Operand(Object::Boolean(false)),
            b"null" => Word::Operand(Object::Null),
            name => Word::Operator(name),
        }
    }

    fn number(&mut self) -> Word<'c> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9'))
            .unwrap_or(rest.len());
        self.at += length;
        numeral(rest.get(..length).unwrap_or_default()).map_or(Word::Junk, Word::Operand)
    }

    fn name(&mut self) -> Object {
        self.at += 1;
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return Object::Name(raw.to_vec());
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [byte, tail @ ..] = rest {
            rest = match (byte, tail) {
                (b'#', [high, low, after @ ..]) if digit(*high).is_some() && digit(*low).is_some() => {
                    name.push(digit(*high).unwrap_or(0) << 4 | digit(*low).unwrap_or(0));
                    after
                }
                _ => {
                    name.push(*byte);
                    tail
                }
            };
        }
        Object::Name(name)
    }

    fn hex(&mut self) -> Vec<u8> {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
        self.at += length + 2;
        let digits = rest.get(..length).unwrap_or_default();
        let mut digits = digits.iter().filter_map(|byte| digit(*byte));
        let mut out = Vec::with_capacity(length / 2);
        while let Some(high) = digits.next() {
            out.push(high << 4 | digits.next().unwrap_or(0));
        }
        out
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                _ => {}
            }
            out.push(byte);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    value = value * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                out.push((value & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    fn items(&mut self, end: &[u8], depth: usize) -> Vec<Object> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if rest.starts_with(end) {
                self.at += end.len();
                return items;
            }
            if depth >= DEPTH {
                return items;
            }
            match self.word(depth + 1) {
                Word::Operand(object) if items.len() < OPERANDS => items.push(object),
                Word::End => return items,
                // an operator within an array: the array was never closed
                Word::Operator(name) => {
                    if end == b"]" {
                        self.at -= name.len();
                        return items;
                    }
                }
                Word::Operand(_) | Word::Junk => {}
            }
        }
    }
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// A number; as other readers do, a sign inside ends it (`0-5` is 0) and doubled signs count once.
fn numeral(raw: &[u8]) -> Option<Object> {
    let signs = raw.iter().take_while(|byte| matches!(byte, b'+' | b'-')).count();
    let (signs, digits) = raw.split_at_checked(signs)?;
    let end = digits.iter().position(|byte| matches!(byte, b'+' | b'-'));
    let digits = digits.get(..end.unwrap_or(digits.len()))?;
    let mut points = digits.split(|byte| *byte == b'.');
    let (whole, part) = (points.next()?, points.next());
    let minus = signs.contains(&b'-');
    if part.is_none() && whole.len() <= 18 {
        let value = whole
            .iter()
            .fold(0_i64, |value, byte| value * 10 + i64::from(byte - b'0'));
        return Some(Object::Integer(if minus { -value } else { value }));
    }
    let of = |digits: &[u8]| {
        digits
            .iter()
            .fold(0.0_f64, |value, byte| value * 10.0 + f64::from(byte - b'0'))
    };
    // digits behind the fifteenth say nothing
    let part = part.unwrap_or_default();
    let part = part.get(..part.len().min(15)).unwrap_or_default();
    let value = of(whole) + of(part) / 10_f64.powi(i32::try_from(part.len()).unwrap_or(0));
    let value = if minus { -value } else { value } as f32;
    value.is_finite().then_some(Object::Real(value))
}

fn dictionary(entries: Vec<Object>) -> Dictionary {
    let mut dict = Dictionary::new();
    let mut entries = entries.into_iter();
    while let (Some(key), Some(value)) = (entries.next(), entries.next()) {
        if let Object::Name(key) = key {
            dict.set(key, value);
        }
    }
    dict
}

/// Where the data of an inline image end: before white space, `EI`, and white space or the end, with nothing but
/// text of a content stream behind it.
fn image_end(data: &[u8]) -> usize {
    let mut from = 0;
    while let Some(found) = data
        .get(from..)
        .and_then(|rest| rest.windows(2).position(|pair| pair == b"EI"))
    {
        let at = from + found;
        let before = at.checked_sub(1).and_then(|at| data.get(at));
        let after = data.get(at + 2..).unwrap_or_default();
        let free =
            before.is_none_or(|byte| is_space(*byte)) && after.first().is_none_or(|byte| is_space(*byte));
        let plain = after
            .iter()
            .take(12)
            .all(|byte| is_space(*byte) || (0x20..0x7f).contains(byte));
        if free && plain {
            return at.saturating_sub(1);
        }
        from = at + 2;
    }
    data.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        let mut lexer = Lexer::new(text.as_bytes());
        let mut operands = Vec::new();
        let mut out = Vec::new();
        while let Some(operator) = lexer.operation(&mut operands) {
            out.push(format!("{operands:?} {}", String::from_utf8_lossy(operator)));
        }
        out
    }

    #[test]
    fn operands_come_before_their_operator() {
        assert_eq!(
            all("1 0 0 -1.5 .25 --3 cm % words\n/F#31 12 Tf [(a\\)\\101) -20 <414>]TJ T*"),
            [
                "[1, 0, 0, -1.5, 0.25, -3] cm",
                "[/F1, 12] Tf",
                "[[(a)A) -20 <4140>]] TJ",
                "[] T*",
            ]
        );
    }

    #[test]
    fn what_is_broken_is_skipped() {
        assert_eq!(all("] >> ) 1 w"), ["[1] w"]);
        assert_eq!(all("[1 2 q Q"), ["[[1 2]] q", "[] Q"]);
        assert_eq!(all("(never closed"), Vec::<String>::new());
        assert_eq!(all(&"[".repeat(5000)), Vec::<String>::new());
        assert_eq!(
            all("<< /A << /B (x) >> /C 1 >> BDC"),
            ["[<</A <</B (x)>>/C 1>>] BDC"]
        );
    }

    #[test]
    fn an_inline_image_ends_behind_its_data() {
        let mut lexer = Lexer::new(b"BI /W 2 /H 1 ID xEIx\x00 EI Q");
        let mut operands = Vec::new();
        assert_eq!(lexer.operation(&mut operands), Some(&b"BI"[..]));
        let (dict, data) = lexer.inline_image().unwrap();
        assert_eq!(dict.get(b"W").unwrap().as_i64().unwrap(), 2);
        assert_eq!(data, b"xEIx\x00");
        assert_eq!(lexer.operation(&mut operands), Some(&b"Q"[..]));
    }
}
