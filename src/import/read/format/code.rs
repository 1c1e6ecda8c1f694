//! Number format codes (格式代码): `#,##0.00`, `0.0%`, `yyyy"年"m"月"`.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::import::read::sheet::{Cell, Shown};

/// A parsed format code (格式代码).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// 常规.
    General,
    /// 文本.
    Text,
    /// 数值, 百分比; the second for negative numbers, where it is another.
    Number(Number, Option<Number>),
    /// 日期, 时间.
    Date(Date),
}

impl Code {
    /// From a style's format. The built-in ids whose form depends on the locale take the Chinese one.
    pub(super) fn parse(id: Option<u32>, code: &str) -> Self {
        let code = match id {
            Some(14) => "yyyy/m/d",
            Some(15..=17) => "yyyy\"年\"m\"月\"",
            Some(22) => "yyyy/m/d h:mm",
            Some(27 | 36 | 50 | 52 | 57) => "yyyy\"年\"m\"月\"",
            Some(28 | 29 | 51 | 53 | 54 | 58) => "m\"月\"d\"日\"",
            Some(30) => "m-d-yy",
            Some(31) => "yyyy\"年\"m\"月\"d\"日\"",
            _ => code,
        };
        let mut sections = sections(code).into_iter();
        let first = sections.next().unwrap_or_default();
        if first.iter().any(|t| matches!(t, Token::Date(..))) {
            return Self::Date(Date(first));
        }
        match Number::new(&first) {
            Some(positive) => Self::Number(positive, sections.next().and_then(|s| Number::new(&s))),
            None if first.contains(&Token::At) => Self::Text,
            None => Self::General,
        }
    }
}

/// A piece of a format code (记号).
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// Words as they stand.
    Words(String),
    /// `0`, `#`, `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `yyyy`: letter and how often.
    Date(char, usize),
    /// `@`.
    At,
    /// What is not understood: fractions, powers, General.
    Other,
}

/// The sections of a code, for positive and negative numbers, nought and text, as tokens.
fn sections(code: &str) -> Vec<Vec<Token>> {
    let mut all = vec![Vec::new()];
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ';' {
            all.push(Vec::new());
        } else if let Some(last) = all.last_mut() {
            last.extend(token(c, &mut chars));
        }
    }
    all
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// The token that begins with `c`; `None` for what leaves no trace in the text.
fn token(c: char, chars: &mut Chars<'_>) -> Option<Token> {
    Some(match c {
        '"' => Token::Words(chars.by_ref().take_while(|c| *c != '"').collect()),
        '\\' | '!' => Token::Words(chars.next().map(String::from).unwrap_or_default()),
        // a gap as wide as the next sign, or a sign that fills the cell: no text
        '_' | '*' => {
            chars.next();
            return None;
        }
        '[' => return bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()),
        '0' | '#' | '?' => Token::Digit(c),
        '.' => Token::Point,
        ',' => Token::Comma,
        '%' => Token::Percent,
        '@' => Token::At,
        'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' => date_letters(c, chars),
        'G' | 'g' | 'E' | 'e' => {
            while chars.next_if(char::is_ascii_alphabetic).is_some() {}
            Token::Other
        }
        _ => Token::Words(c.to_string()),
    })
}

/// `[$¥-804]` is a sign of money, `[h]` counts hours past a day; colours and conditions leave no trace.
fn bracket(inner: &str) -> Option<Token> {
    if let Some(currency) = inner.strip_prefix('$') {
        return Some(Token::Words(
            currency.split('-').next().unwrap_or_default().to_owned(),
        ));
    }
    matches!(inner, "h" | "hh" | "m" | "mm" | "s" | "ss").then(|| Token::Date('H', inner.len()))
}

/// `yyyy`, or `AM/PM` as one `a`.
fn date_letters(c: char, chars: &mut Chars<'_>) -> Token {
    let letter = c.to_ascii_lowercase();
    let mut n = 1;
    while chars.next_if(|p| p.to_ascii_lowercase() == letter).is_some() {
        n += 1;
    }
    if letter == 'a' && n == 1 {
        while chars.next_if(|p| "/PMpm".contains(*p)).is_some() {}
    }
    Token::Date(letter, n)
}

/// How a number is shown (数值格式).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Number {
    before: String,
    after: String,
    whole: usize,
    least: u32,
    most: u32,
    thousands: bool,
    scale: u32,
    percent: bool,
}

impl Number {
    fn new(tokens: &[Token]) -> Option<Self> {
        if tokens.contains(&Token::Other) || !tokens.iter().any(|t| matches!(t, Token::Digit(_))) {
            return None;
        }
        let fraction = tokens.iter().any(|t| matches!(t, Token::Words(w) if w == "/"));
        if fraction {
            return None;
        }
        let mut number = Self::default();
        let (mut seen, mut point, mut commas) = (false, false, 0);
        for token in tokens {
            match token {
                Token::Digit(c) => {
                    seen = true;
                    number.thousands |= commas > 0 && !point;
                    commas = 0;
                    match (point, *c == '0') {
                        (false, zero) => number.whole += usize::from(zero),
                        (true, zero) => {
                            number.most += 1;
                            if zero {
                                number.least = number.most;
                            }
                        }
                    }
                }
                Token::Point => point = true,
                Token::Comma => commas += 1,
                Token::Percent => {
                    number.percent = true;
                    if seen {
                        number.after.push('%');
                    } else {
                        number.before.push('%');
                    }
                }
                Token::Words(words) if seen => number.after.push_str(words),
                Token::Words(words) => number.before.push_str(words),
                Token::Date(..) | Token::At | Token::Other => {}
            }
        }
        number.scale = commas;
        // a cell's own padding is no text
        number.after.truncate(number.after.trim_end().len());
        Some(number)
    }

    /// Half away from zero, as Excel does.
    pub(in crate::import) fn round(value: Decimal, decimals: u32) -> Decimal {
        value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
    }

    /// The cell.
    pub(super) fn show(&self, value: Decimal) -> Cell {
        let mut scaled = value;
        if self.percent {
            scaled = scaled.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(scaled);
        }
        for _ in 0..self.scale {
            scaled /= Decimal::ONE_THOUSAND;
        }
        let rounded = Self::round(scaled, self.most);
        let (text, digits) = self.digits(rounded);
        let plain =
            (self.before.is_empty() && self.after == if self.percent { "%" } else { "" }) && self.scale == 0;
        let plain = plain && digits.is_some();
        Cell {
            number: digits.filter(|_| plain).map(|decimals| Shown {
                value,
                decimals,
                percent: self.percent,
            }),
            text: format!(
                "{}{}{}{}",
                if rounded.is_sign_negative() && !rounded.is_zero() {
                    "-"
                } else {
                    ""
                },
                self.before,
                text,
                self.after
            ),
            error: false,
        }
    }

    /// The digits, and how many decimals where they are what any program would print for that many.
    fn digits(&self, value: Decimal) -> (String, Option<u8>) {
        let mut fixed = value.abs();
        fixed.rescale(self.most);
        let fixed = fixed.to_string();
        let (whole, fraction) = fixed.split_once('.').unwrap_or((&fixed, ""));
        let least = usize::try_from(self.least).unwrap_or(0);
        let kept = fraction.trim_end_matches('0').len().max(least);
        let fraction = fraction.get(..kept).unwrap_or(fraction);
        let whole = if whole == "0" && self.whole == 0 {
            ""
        } else {
            whole
        };
        let padded = format!("{whole:0>width$}", width = self.whole);
        let grouped = if self.thousands {
            thousands(&padded)
        } else {
            padded.clone()
        };
        let plain = grouped == whole && !whole.is_empty() && !(self.most > 0 && fraction.is_empty());
        let point = if self.most > 0 { "." } else { "" };
        (
            format!("{grouped}{point}{fraction}"),
            plain.then(|| u8::try_from(fraction.len()).unwrap_or(0)),
        )
    }
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Year, month, day, hour, minute, second and milliseconds.
type Moment = (u16, u8, u8, u8, u8, u8, u16);

/// One digit or two.
fn digits(n: u8, width: usize) -> String {
    if width == 1 {
        n.to_string()
    } else {
        format!("{n:02}")
    }
}

/// How a date is shown (日期格式).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date(Vec<Token>);

impl Date {
    /// The text of a moment; `serial` is its count of days.
    pub(super) fn show(&self, at: Moment, serial: f64) -> String {
        let mut out = String::new();
        let mut time = false;
        for (i, token) in self.0.iter().enumerate() {
            match token {
                // mm behind hours or before seconds are minutes
                Token::Date('m', n) if time || self.before_seconds(i) => out.push_str(&digits(at.4, *n)),
                Token::Date(letter, n) => out.push_str(&self.part(*letter, *n, at, serial)),
                Token::Words(words) => out.push_str(words),
                Token::Point => out.push('.'),
                Token::Comma => out.push(','),
                _ => {}
            }
            if let Token::Date(letter, _) = token {
                time = matches!(letter, 'h' | 'H' | 's');
            }
        }
        out
    }

    fn part(&self, letter: char, n: usize, at: Moment, serial: f64) -> String {
        let (year, month, day, hour, _, second, _) = at;
        let noon = self.0.contains(&Token::Date('a', 1));
        match (letter, n) {
            ('y', 1 | 2) => format!("{:02}", year % 100),
            ('y', _) => year.to_string(),
            ('m', _) => digits(month, n.min(2)),
            ('d', 1 | 2) => digits(day, n),
            ('d', _) | ('a', 3..) => weekday(serial, n),
            ('a', _) => if hour < 12 { "上午" } else { "下午" }.to_owned(),
            ('h', _) => digits(if noon && hour > 12 { hour - 12 } else { hour }, n),
            ('H', _) => (serial * 24.0).floor().to_string(),
            _ => digits(second, n),
        }
    }

    /// Whether the next date letter is a second: `mm:ss` are minutes.
    fn before_seconds(&self, i: usize) -> bool {
        let next = self.0.iter().skip(i + 1).find_map(|t| match t {
            Token::Date(letter, _) => Some(*letter),
            _ => None,
        });
        next == Some('s')
    }
}

fn weekday(serial: f64, width: usize) -> String {
    const DAYS: [&str; 7] = ["六", "日", "一", "二", "三", "四", "五"];
    // serial 1 is Sunday, 1 January 1900, by Excel's count
    let day = DAYS.get(serial as usize % 7);
    format!("{}{}", if width >= 4 { "星期" } else { "" }, day.unwrap_or(&""))
}
