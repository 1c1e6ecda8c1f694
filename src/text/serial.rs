//! The fixed phrases of a head (版头要素): 发文字号, 份号, 密级, 紧急程度, and the kind a title ends in.

use std::fmt;

use super::normal::is_han;

/// A document number (发文字号), such as 清政办督〔2024〕7号 (GB/T 9704—2012 7.2.5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial {
    /// 机关代字: 1 to 14 Han characters.
    pub code: String,
    /// 1900 to 2099.
    pub year: u16,
    /// 发文顺序号: 1 to 99999.
    pub number: u32,
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.code, self.year, self.number)
    }
}

/// What is wrong with a document number (发文字号之误).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SerialFault {
    /// The part before 〔 is empty, too long or not Han.
    Code,
    /// No 〔〕, or another kind of brackets.
    Brackets,
    /// Not four digits from 1900 to 2099.
    Year,
    /// 第 before the number.
    Ordinal,
    /// 07 for 7.
    LeadingZero,
    /// Not 1 to 99999.
    Number,
    /// It does not end in 号.
    End,
}

impl fmt::Display for SerialFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code => "机关代字应为1至14个汉字",
            Self::Brackets => "年份应放在六角括号〔〕内",
            Self::Year => "年份应写全四位，如〔2024〕",
            Self::Ordinal => "序号前不加“第”",
            Self::LeadingZero => "序号不编虚位，7不写作07",
            Self::Number => "序号应为1至99999的阿拉伯数字",
            Self::End => "发文字号应以“号”结尾",
        })
    }
}

impl std::error::Error for SerialFault {}

impl std::str::FromStr for Serial {
    type Err = SerialFault;

    /// Reads 清政办督〔2024〕7号; the first fault from the left if it is not that.
    fn from_str(text: &str) -> Result<Self, SerialFault> {
        let (code, rest) = text.split_once('〔').ok_or(SerialFault::Brackets)?;
        let (year, rest) = rest.split_once('〕').ok_or(SerialFault::Brackets)?;
        let code = checked_code(code)?.to_owned();
        let year = digits(year, 4)
            .filter(|year| year.len() == 4)
            .ok_or(SerialFault::Year)?;
        let year = year
            .parse()
            .ok()
            .filter(|year| (1900..2100).contains(year))
            .ok_or(SerialFault::Year)?;
        if rest.starts_with('第') {
            return Err(SerialFault::Ordinal);
        }
        let number = rest.strip_suffix('号').ok_or(SerialFault::End)?;
        if number.starts_with('0') && number.len() > 1 {
            return Err(SerialFault::LeadingZero);
        }
        let number = digits(number, 5)
            .and_then(|number| number.parse().ok())
            .filter(|n| *n > 0);
        Ok(Self {
            code,
            year,
            number: number.ok_or(SerialFault::Number)?,
        })
    }
}

fn checked_code(code: &str) -> Result<&str, SerialFault> {
    let fits = (1..=14).contains(&code.chars().count()) && code.chars().all(is_han);
    fits.then_some(code).ok_or(SerialFault::Code)
}

fn digits(text: &str, most: usize) -> Option<&str> {
    ((1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

/// Whether it is a copy number (份号): six Arabic digits, noughts kept (7.2.1).
#[must_use]
pub fn is_copy_number(text: &str) -> bool {
    digits(text, 6).is_some_and(|text| text.len() == 6)
}

/// The levels of secrecy (密级), the highest first.
pub const SECRECY: [&str; 3] = ["绝密", "机密", "秘密"];

/// 密级 and 保密期限 (7.2.2) of 机密★1年: the level, and the term where one is given. `None` if it is not that; the
/// term has Arabic digits.
#[must_use]
pub fn secrecy(text: &str) -> Option<(&'static str, Option<&str>)> {
    let level = SECRECY.into_iter().find(|level| text.starts_with(level))?;
    let rest = text.get(level.len()..)?;
    if rest.is_empty() {
        return Some((level, None));
    }
    rest.strip_prefix('★')
        .filter(|term| is_term(term))
        .map(|term| (level, Some(term)))
}

/// 1年, 6个月, 30日, 长期.
fn is_term(term: &str) -> bool {
    let number = ["年", "个月", "天", "日"]
        .into_iter()
        .find_map(|unit| term.strip_suffix(unit));
    term == "长期"
        || number
            .and_then(|n| digits(n, 3))
            .is_some_and(|n| !n.starts_with('0'))
}

/// The degrees of urgency (紧急程度, 7.2.3).
pub const URGENCY: [&str; 2] = ["特急", "加急"];

/// The fifteen kinds of documents (文种; 党政机关公文处理工作条例, article 8).
pub const KINDS: [&str; 15] = [
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案",
    "函", "纪要",
];

/// The kind (文种) a title names: 通报 for 关于……的通报. A word may stand before the kind (实施意见, 情况通报), a remark in
/// brackets behind it (（试行）). `None` where the title lacks 关于, 的 or a kind.
#[must_use]
pub fn kind_of_title(title: &str) -> Option<&'static str> {
    let title = title.trim();
    let title = match title.strip_suffix('）').and_then(|inner| inner.rsplit_once('（')) {
        Some((before, _)) => before,
        None => title,
    };
    let kind = KINDS.into_iter().find(|kind| title.ends_with(kind))?;
    let (_, subject) = title.strip_suffix(kind)?.split_once("关于")?;
    let (subject, word) = subject.rsplit_once('的')?;
    // 实施意见, 补充通知: longer than that is part of the subject
    (!subject.is_empty() && word.chars().count() <= 4).then_some(kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn document_numbers() {
        let serial = Serial {
            code: "清政办督".into(),
            year: 2024,
            number: 7,
        };
        assert_eq!("清政办督〔2024〕7号".parse(), Ok(serial.clone()));
        assert_eq!(serial.to_string(), "清政办督〔2024〕7号");
        for (text, fault) in [
            ("", SerialFault::Brackets),
            ("清政办督[2024]7号", SerialFault::Brackets),
            ("清政办督（2024）7号", SerialFault::Brackets),
            ("〔2024〕7号", SerialFault::Code),
            ("QX〔2024〕7号", SerialFault::Code),
            ("清政办督〔24〕7号", SerialFault::Year),
            ("清政办督〔3024〕7号", SerialFault::Year),
            ("清政办督〔２０２４〕7号", SerialFault::Year),
            ("清政办督〔2024〕第7号", SerialFault::Ordinal),
            ("清政办督〔2024〕07号", SerialFault::LeadingZero),
            ("清政办督〔2024〕0号", SerialFault::Number),
            ("清政办督〔2024〕七号", SerialFault::Number),
            ("清政办督〔2024〕100000号", SerialFault::Number),
            ("清政办督〔2024〕7", SerialFault::End),
        ] {
            assert_eq!(text.parse::<Serial>(), Err(fault), "{text}");
        }
    }

    #[test]
    fn secrecy_and_copies() {
        assert_eq!(secrecy("机密★1年"), Some(("机密", Some("1年"))));
        assert_eq!(secrecy("绝密"), Some(("绝密", None)));
        assert_eq!(secrecy("秘密★长期"), Some(("秘密", Some("长期"))));
        for text in [
            "",
            "内部",
            "机密*1年",
            "机密★",
            "机密★一年",
            "机密1年",
            "机密★0年",
        ] {
            assert_eq!(secrecy(text), None, "{text}");
        }
        assert!(is_copy_number("000001"));
        for text in ["", "1", "0000001", "００００01", "00000a"] {
            assert!(!is_copy_number(text), "{text}");
        }
    }

    #[test]
    fn kinds() {
        for (title, kind) in [
            ("关于2024年二季度重点民生实事进展情况的通报", Some("通报")),
            ("清溪县人民政府关于做好防汛工作的通知", Some("通知")),
            ("关于推进重点民生实事的实施意见（试行）", Some("意见")),
            ("关于商请支持的函", Some("函")),
            ("重点民生实事进展情况通报", None),
            ("关于的通报", None),
            ("关于重点民生实事的说明", None),
            ("", None),
        ] {
            assert_eq!(kind_of_title(title), kind, "{title}");
        }
    }

    proptest! {
        #[test]
        fn written_numbers_read_back(code in "[\u{4e00}-\u{9fa5}]{1,14}", year in 1900u16..2100, number in 1u32..100_000) {
            let serial = Serial { code, year, number };
            prop_assert_eq!(serial.to_string().parse(), Ok(serial));
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,30}") {
            let _ = (text.parse::<Serial>(), secrecy(&text), kind_of_title(&text), is_copy_number(&text));
        }
    }
}
